"""The solver against enumeration on rounds small enough to try every plan."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_rounds import (
    INELIGIBLE,
    Side,
    best_plans,
    certificate_faults,
    is_feasible,
    make_limit,
    make_model,
    plan_from,
    tiers_of,
    with_pairs,
)

from penempatan.assignment import solve as solve_module
from penempatan.assignment import stages as stages_module
from penempatan.assignment.solve import solve
from penempatan.domain.plan import Termination
from penempatan.settings.model import Goal, SolveSettings

if TYPE_CHECKING:
    from penempatan.assignment.model import AssignmentModel
    from penempatan.objective.limit import Limit

SETTINGS = SolveSettings()
ONE_CANDIDATE = SolveSettings(per_employee=1, per_vacancy=1, workers=1)


@st.composite
def rounds(draw: st.DrawFn) -> AssignmentModel:
    """Draw rounds of up to 5 people × 4 vacancies with ties, priorities, musts, pins and nested limits."""
    n_employees, n_vacancies = draw(st.integers(0, 5)), draw(st.integers(0, 4))
    cell = st.sampled_from([INELIGIBLE, 0, 5_000, 5_000, 5_001, 9_999, 10_000])
    cells = draw(st.lists(cell, min_size=n_employees * n_vacancies, max_size=n_employees * n_vacancies))
    scores = np.array(cells, np.int64).reshape(n_employees, n_vacancies)
    capacity = draw(st.lists(st.integers(0, 3), min_size=n_vacancies, max_size=n_vacancies))
    left = list(capacity)
    pinned = []
    for one in range(n_employees):
        options = [other for other in range(n_vacancies) if scores[one, other] >= 0 and left[other]]
        if options and draw(st.integers(0, 4)) == 0:
            other = draw(st.sampled_from(options))
            left[other] -= 1
            pinned.append((one, other))
    home = st.integers(0, 2)
    dinas = [draw(st.lists(home, min_size=size, max_size=size)) for size in (n_employees, n_vacancies)]
    return make_model(
        scores,
        capacity,
        priority=draw(st.lists(st.integers(1, 3), min_size=n_vacancies, max_size=n_vacancies)),
        must_place=draw(st.lists(st.integers(0, 1), min_size=n_employees, max_size=n_employees)),
        employee_dinas=dinas[0],
        vacancy_dinas=dinas[1],
        pinned=pinned,
        limits=draw(limits(dinas, pinned)),
        order=draw(st.one_of(st.just(tuple(Goal)), st.permutations(list(Goal)).map(tuple))),
        seed=draw(st.integers(0, 99)),
        wished=[
            draw(st.lists(st.integers(0, n_vacancies - 1), max_size=3, unique=True)) if n_vacancies else []
            for _ in range(n_employees)
        ],
    )


@st.composite
def limits(draw: st.DrawFn, dinas: list[list[int]], pinned: list[tuple[int, int]]) -> list[Limit]:
    """Draw one limit over everybody and some by dinas, none of them exceeded by the pins."""
    found = []
    for side, belongs, pins in (
        (Side.EMPLOYEE, dinas[0], [one for one, _ in pinned]),
        (Side.VACANCY, dinas[1], [other for _, other in pinned]),
    ):
        groups = {"semua": list(range(len(belongs)))}
        groups |= {
            f"dinas {name}": [one for one, home in enumerate(belongs) if home == name] for name in range(3)
        }
        for name, members in groups.items():
            if len(members) > 0 and draw(st.booleans()):
                fixed = sum(one in members for one in pins)
                at_most = fixed + draw(st.integers(0, 3))
                size = len(dinas[0]), len(dinas[1])
                found.append(make_limit(f"{side.value} {name}", side, members, at_most, size))
    return found


def assert_best(model: AssignmentModel, how: SolveSettings = SETTINGS) -> None:
    """The solution is feasible, lexicographically best, proved, and the only best plan when there is one."""
    solution = solve(model, how)
    plan = plan_from(solution)
    best, plans = best_plans(model)
    assert is_feasible(model, plan)
    assert tiers_of(model, plan) == best
    assert tuple(tier.value for tier in solution.tiers) == best
    assert plan in plans
    assert solution.termination is Termination.OPTIMAL
    assert solution.bound == solution.total_score == int(solution.score_of.sum())
    assert certificate_faults(model, solution) == []


@given(rounds())
@settings(max_examples=150, deadline=None)
def test_solution_is_the_best_of_all_plans(model: AssignmentModel) -> None:
    """Whatever the round, the plan is lexicographically best and its certificate proves it."""
    assert_best(model)


@given(rounds())
@settings(max_examples=80, deadline=None)
def test_one_candidate_a_side_is_enough(model: AssignmentModel) -> None:
    """With one candidate a person and a vacancy, pricing finds the rest: same optimum, same proof."""
    assert_best(model, ONE_CANDIDATE)


@given(rounds(), st.integers(18, 30))
@settings(max_examples=80, deadline=None)
def test_stages_agree_with_packed_tiers(model: AssignmentModel, bits: int) -> None:
    """However few tiers fit into one cost, solving stage after stage on the optimal face is as exact."""
    order = tuple(goal for goal in model.goals.order if goal is not Goal.LOT)  # the lot alone needs 25 bits
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stages_module, "COST_LIMIT", 1 << bits)
        assert_best(replace(model, goals=replace(model.goals, order=order)))


@given(rounds())
@settings(max_examples=80, deadline=None)
def test_shortcuts_change_nothing(model: AssignmentModel) -> None:
    """Gentle multipliers and costs around the last prices are only shortcuts: the answer is the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(solve_module, "ORACLE_ARCS", 0)
        assert_best(model, ONE_CANDIDATE)


@given(rounds(), st.integers(0, 9), st.integers(1, 5))
@settings(max_examples=60, deadline=None)
def test_order_and_blocks_of_the_pairs_do_not_matter(model: AssignmentModel, seed: int, block: int) -> None:
    """The same pairs in another order, other blocks, with other workers: the same plan and prices."""
    shuffled = with_pairs(model, model.pairs.shuffled(seed, block))  # type: ignore[attr-defined]
    one, other = solve(model, SETTINGS), solve(shuffled, SolveSettings(workers=1))
    assert plan_from(one) == plan_from(other)
    assert one.certificate == other.certificate


@pytest.mark.parametrize("seed", range(20))
def test_lot_decides_between_equals(seed: int) -> None:
    """Three equal people, two equal seats: without the lot six plans are best, with it exactly one."""
    scores = np.full((3, 2), 8_000, np.int64)
    no_lot = tuple(goal for goal in Goal if goal is not Goal.LOT)
    assert len(best_plans(make_model(scores, order=no_lot))[1]) == 6
    model = make_model(scores, seed=seed)
    assert best_plans(model)[1] == [plan_from(solve(model, SETTINGS))]


def test_later_stage_may_not_empty_a_seat(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two equal people of another dinas, one seat: sparing a move must not leave the seat empty.

    Both people's prices are zero, so only the seat's price forces the later stage to fill it.
    """
    monkeypatch.setattr(stages_module, "COST_LIMIT", 80_000)
    model = make_model(
        np.full((2, 1), 8_000, np.int64), employee_dinas=[1, 1], order=(Goal.FIT, Goal.FEWEST_MOVES)
    )
    assert len(solve(model, SETTINGS).certificate.stages) == 2
    assert_best(model)
