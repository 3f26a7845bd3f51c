"""The figures beside a row equal what a review gives: the quick way, the whole solve, and every plan."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import assume, given, settings
from small_rounds import ListedPairs, best_plans, is_feasible, make_model, plan_from, with_pairs
from test_side_limits_small import limited_rounds
from test_solve_small import rounds

from penempatan.assignment.solve import solve
from penempatan.assignment.solve_again import ImpossibleError, SolveAgain, Without
from penempatan.assignment.what_if.beside import BesideLimits
from penempatan.assignment.what_if.figures import Decider
from penempatan.domain.plan import Termination
from penempatan.errors import NoPlanError
from penempatan.objective.limit import Limit
from penempatan.settings.model import Goal, Settings, SolveSettings

if TYPE_CHECKING:
    from penempatan.assignment.model import AssignmentModel, Solution
    from penempatan.assignment.what_if.leftover import Rerun

SETTINGS = Settings()


def reviews(
    model: AssignmentModel, solution: Solution, banned: tuple[int, int], pin: tuple[int, int, int] | None
) -> list[Rerun]:
    """Return what each best plan changes: every plan around the decision is tried."""
    before = plan_from(solution)
    pinned = [one for one in model.pinned if one[0] != banned[0]] + ([pin] if pin else [])
    previous = np.array(before, np.int32)
    previous[[banned[0], *(one for one, _, _ in pinned)]] = -1
    order = model.goals.order
    order = order if Goal.STABILITY in order else (Goal.STABILITY, *order)
    employee, vacancy, score = (
        np.concatenate([getattr(block, name) for block in Without(model.pairs, *banned).blocks()])
        for name in ("employee", "vacancy", "score")
    )
    again = replace(
        with_pairs(model, ListedPairs(employee, vacancy, score)),
        goals=replace(model.goals, order=order, previous=previous),
        pinned=tuple(sorted(pinned)),
    )
    table = {
        (int(one), int(post)): int(points)
        for block in model.pairs.blocks()
        for one, post, points in zip(block.employee, block.vacancy, block.score, strict=True)
    }

    def total(plan: tuple[int, ...]) -> int:
        return sum(table[pair] for pair in enumerate(plan) if pair[1] >= 0)

    return [
        (
            {one: plan[one] for one in range(len(plan)) if plan[one] != before[one]},
            total(plan) - total(before),
        )
        for plan in best_plans(again)[1]
    ]


def quick_order(model: AssignmentModel) -> AssignmentModel:
    """Return the round with its order as rounds have it: stability not named, no goal but those of a pair."""
    order = tuple(goal for goal in model.goals.order if goal not in (Goal.STABILITY, Goal.FAIRNESS))
    return replace(model, goals=replace(model.goals, order=order))


def check_rows(model: AssignmentModel, decider: Decider, solution: Solution) -> None:
    """Compare every row of a plan, rejected and given to each alternate, with all plans."""
    for employee, vacancy in enumerate(plan_from(solution)):
        if vacancy < 0:
            continue
        assert decider.rejected(employee, vacancy) in reviews(model, solution, (employee, vacancy), None)
        for alternate in decider.leftover.alternates(vacancy):
            pin = (alternate.employee, vacancy, alternate.score)
            try:
                found = decider.replaced(employee, vacancy, alternate)
            except ImpossibleError:
                assert pins_exceed(model, employee, pin)
                continue
            assert found in reviews(model, solution, (employee, vacancy), pin)


def pins_exceed(model: AssignmentModel, leaving: int, pin: tuple[int, int, int]) -> bool:
    """Whether the pins with one more break a limit."""
    pinned = [one for one in model.pinned if one[0] != leaving] + [pin]
    fixed = np.array(pinned, np.int32)
    return any(limit.used(fixed[:, 0], fixed[:, 1]) > (limit.at_most or 0) for limit in model.limits)


@given(rounds())
@settings(max_examples=100, deadline=None)
def test_the_quick_figures_equal_every_plan(model: AssignmentModel) -> None:
    """Rejected or given to an alternate, every row's figures are those of a best plan of all plans."""
    model = quick_order(model)
    solution = solve(model, SolveSettings())
    decider = Decider.of(model, solution, SETTINGS, local=True)
    assert decider.local, "else only the whole solve is compared with every plan"
    check_rows(model, decider, solution)


@given(rounds())
@settings(max_examples=30, deadline=None)
def test_whatever_the_place_of_stability_the_figures_equal_every_plan(model: AssignmentModel) -> None:
    """Where the rules put stability behind other goals, the round is solved again: the same claim."""
    solution = solve(model, SolveSettings())
    check_rows(model, Decider.of(model, solution, SETTINGS, local=True), solution)


@given(rounds())
@settings(max_examples=30, deadline=None)
def test_the_quick_way_is_the_way_taken(model: AssignmentModel) -> None:
    """Rejections never need the whole round; alternates only where somebody must make room for them."""
    model = quick_order(model)
    solution = solve(model, SolveSettings())
    decider = Decider.of(model, solution, SETTINGS, local=True)
    whole = SolveAgain(model, solution, SolveSettings(), 1_000)
    pinned = {one for one, _, _ in model.pinned}
    for employee, vacancy in enumerate(plan_from(solution)):
        if vacancy >= 0 and employee not in pinned:
            quick = decider.leftover.rejected(employee, vacancy)
            assert quick is not None
            assert quick[1] == whole.rejected(employee, vacancy)[1] or Goal.FIT not in model.goals.order


def _outcomes(
    model: AssignmentModel, solution: Solution, banned: tuple[int, int], pin: tuple[int, int, int] | None
) -> list[Rerun]:
    """Return `reviews`, nothing where no plan holds the decision."""
    try:
        return reviews(model, solution, banned, pin)
    except ValueError:  # the best of no plans
        return []


@given(limited_rounds())
@settings(max_examples=60, deadline=None)
def test_figures_beside_any_limits_equal_every_plan(model: AssignmentModel) -> None:
    """With limits beside the network a row's figures are those of a best plan, or there are none to show."""
    model = quick_order(model)
    try:
        solution = solve(model, SolveSettings())
    except NoPlanError:
        return
    assume(solution.termination is Termination.OPTIMAL)
    decider = Decider.of(model, solution, SETTINGS, local=True)
    for employee, vacancy in enumerate(plan_from(solution)):
        if vacancy < 0:
            continue
        found: list[tuple[Rerun, tuple[int, int, int] | None]] = []
        try:
            found.append((decider.rejected(employee, vacancy), None))
        except ImpossibleError:
            assert not _outcomes(model, solution, (employee, vacancy), None)
        for alternate in decider.leftover.alternates(vacancy):
            pin = (alternate.employee, vacancy, alternate.score)
            try:
                found.append((decider.replaced(employee, vacancy, alternate), pin))
            except ImpossibleError:
                assert not _outcomes(model, solution, (employee, vacancy), pin)
        for figures, pinned in found:
            assert figures in _outcomes(model, solution, (employee, vacancy), pinned)


@given(limited_rounds())
@settings(max_examples=60, deadline=None)
def test_limits_beside_the_network_are_counted_anew_as_in_full(model: AssignmentModel) -> None:
    """Whoever leaves the plan, counting the change says the same as counting the whole plan."""
    try:
        solution = solve(model, SolveSettings())
    except NoPlanError:
        return
    beside = BesideLimits.of(model, solution)
    alone = replace(model, limits=model.sorted_limits.side, pinned=())
    plan = plan_from(solution)
    for leaving in range(len(plan)):
        without = tuple(-1 if one == leaving else post for one, post in enumerate(plan))
        assert beside.hold({leaving: -1}) == is_feasible(alone, without)


def test_rows_that_touch_no_pair_limit_need_no_whole_solve() -> None:
    """Two relatives who may not both come to one unit: only the rows they could take cost a whole solve.

    A sits in post 0 of the unit, B is free and the next best for post 1 of it, which C fills: without C, the
    quick answer puts B beside A, so the round is solved again. D's row in post 2 is no business of theirs.
    """
    scores = np.array([[90, -1, -1, 5], [-1, 80, -1, -1], [-1, 85, -1, -1], [-1, -1, 70, 60]])
    apart = Limit(
        "kerabat", "kerabat", np.array([1, 2, 0, 0]), np.array([1, 1, 0, 0]),
        np.array([[0, 0], [0, 1], [0, 1]]), at_most=1,
    )  # fmt: skip
    model = quick_order(make_model(scores, limits=[apart]))
    solution = solve(model, SolveSettings())
    decider = Decider.of(model, solution, SETTINGS, local=True)
    assert plan_from(solution) == (0, -1, 1, 2)
    before = decider.whole.left
    assert decider.rejected(3, 2) == ({3: 3}, -10)
    assert decider.whole.left == before
    assert decider.rejected(2, 1) == ({2: -1}, -85)
    assert decider.whole.left == before - 1
