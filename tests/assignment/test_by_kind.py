"""A stage solved by kinds of vacancies gives the plan, the proof and the face of the way pair by pair."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from penempatan.assignment import solve as solve_module
from penempatan.assignment.build import build_model
from penempatan.assignment.by_kind import guess as guess_module
from penempatan.assignment.by_kind import market as market_module
from penempatan.assignment.by_kind import solve as by_kind_module
from penempatan.assignment.by_kind.solve import solve_by_kinds
from penempatan.assignment.plan import plan_of
from penempatan.assignment.solve import solve
from penempatan.domain.plan import Termination
from penempatan.errors import NoPlanError, UsageError
from penempatan.intake.read import read_problem
from penempatan.intake.sources import locate_round
from penempatan.sample.generate import generate_round
from penempatan.sample.write import write_round
from penempatan.scoring.build import pair_scores
from penempatan.scoring.pairs import store
from penempatan.scoring.sweep import sweep_of
from penempatan.settings.model import Goal, LimitSettings, ObjectiveSettings, Settings
from penempatan.verification.check import examine
from random_rounds import all_settings, problems

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from penempatan.assignment.outcome import StageOutcome
    from penempatan.domain.plan import PlacementPlan
    from penempatan.domain.problem import PlacementProblem

ORDERS = (
    tuple(Goal)[:5],
    (Goal.FIT, Goal.PRIORITY, Goal.FEWEST_MOVES, Goal.LOT),
    (Goal.MUST_PLACE, Goal.FIT, Goal.LOT),
)


@pytest.fixture(autouse=True)
def small_markets() -> Iterator[None]:
    """Guess from a handful of people and list few kinds, so that pricing has to work."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(guess_module, "SMALL", 2)
        patch.setattr(guess_module, "STEP", 2)
        patch.setattr(guess_module, "KEEP", 1)
        patch.setattr(guess_module, "MARGIN", 0)
        patch.setattr(guess_module, "KIND_MARGIN", 0)
        patch.setattr(market_module, "KEPT", 100)
        patch.setattr(by_kind_module, "CELLS_EACH", 0)
        yield


@pytest.fixture
def by_kinds(monkeypatch: pytest.MonkeyPatch) -> list[StageOutcome | None]:
    """Return what the stages solved by kinds came to; None where one gave up."""
    outcomes: list[StageOutcome | None] = []

    def watched(*given: object) -> StageOutcome | None:
        outcomes.append(solve_by_kinds(*given))  # type: ignore[arg-type]
        return outcomes[-1]

    monkeypatch.setattr(solve_module, "solve_by_kinds", watched)
    return outcomes


def planned(problem: PlacementProblem, rules: Settings, *, kinds: bool) -> PlacementPlan:
    """Plan a round from stored pairs or by kinds."""
    scores = pair_scores(problem, rules)
    source = sweep_of(scores, rules.solve.workers) if kinds else store(scores)
    model = build_model(problem, rules, source)
    return plan_of(problem, model, solve(model, rules.solve))


def assert_same(problem: PlacementProblem, rules: Settings) -> None:
    """Plan a round both ways and compare; have the plan by kinds checked pair by pair and in bulk."""
    stored, swept = planned(problem, rules, kinds=False), planned(problem, rules, kinds=True)
    assert swept.termination is stored.termination is Termination.OPTIMAL
    assert swept.placements == stored.placements
    assert (swept.tiers, swept.bound) == (stored.tiers, stored.bound)
    assert not examine(problem, rules, swept).faults
    in_bulk = replace(rules, solve=replace(rules.solve, memory_max_mib=0))
    assert not examine(problem, in_bulk, swept).faults


@given(problems, all_settings, st.sampled_from(ORDERS), st.sampled_from([-1, 1, 2]), st.booleans())
@hypothesis_settings(max_examples=80, deadline=None)
def test_random_rounds_come_out_as_pair_by_pair(
    problem: PlacementProblem, rules: Settings, order: tuple[Goal, ...], most: int, tight: bool
) -> None:
    """Random rounds with pins, bans and waivers, with and without a limit, and with little memory."""
    asked = replace(
        rules,
        objective=ObjectiveSettings(order),
        limits=LimitSettings(placements_max=most),
        solve=replace(rules.solve, memory_max_mib=0 if tight else 64, per_employee=1, per_vacancy=1),
    )
    scores = pair_scores(problem, asked)
    assume(scores.listed_only is None and scores.home is None)  # such pairs know no kinds
    try:
        assert_same(problem, asked)
    except (NoPlanError, UsageError):
        assume(False)


@given(problems, all_settings, st.sampled_from([*ORDERS, (Goal.FIT, Goal.FAIRNESS, Goal.LOT)]))
@hypothesis_settings(max_examples=40, deadline=None)
def test_stored_pairs_solved_by_kinds_give_the_same_plan(
    problem: PlacementProblem, rules: Settings, order: tuple[Goal, ...]
) -> None:
    """From however few stored pairs kinds are used; listed pairs, penataan and shares stay as they were."""
    asked = replace(rules, objective=ObjectiveSettings(order))
    try:
        usual = planned(problem, asked, kinds=False)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(solve_module, "BY_KINDS_FROM", 0)
            by_kinds = planned(problem, asked, kinds=False)
    except (NoPlanError, UsageError):
        assume(False)
    assert by_kinds.termination is usual.termination is Termination.OPTIMAL
    assert by_kinds.placements == usual.placements
    assert not examine(problem, asked, by_kinds).faults


@pytest.mark.parametrize("seed", [3, 4, 5])
def test_a_city_in_small_is_solved_by_kinds_to_the_end(
    seed: int, tmp_path: Path, by_kinds: list[StageOutcome | None]
) -> None:
    """Three hundred people on eighty posts, own offices counting: proved by kinds, in several rounds."""
    problem = city(tmp_path, seed)
    assert_same(problem, Settings())
    assert len(by_kinds) == 1
    assert by_kinds[0] is not None
    assert by_kinds[0].proven
    assert by_kinds[0].rounds > 1


def test_looking_where_prices_fell_is_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by_kinds: list[StageOutcome | None]
) -> None:
    """Whether a second look is a whole one or not, the prices that end the stage are the same."""
    problem = city(tmp_path, 6)
    for share in (0.0, 3.0):
        monkeypatch.setattr(market_module, "WHOLE", share)
        planned(problem, Settings(), kinds=True)
    whole, part = by_kinds
    assert whole is not None
    assert part is not None
    assert whole.rounds == part.rounds > 1
    assert (whole.prices.employee == part.prices.employee).all()
    assert (whole.prices.vacancy == part.prices.vacancy).all()


def test_out_of_time_the_bound_holds(tmp_path: Path, by_kinds: list[StageOutcome | None]) -> None:
    """After one round without time: a plan that keeps the rules and a bound that the checker confirms."""
    problem = city(tmp_path, 7)
    hurried = replace(Settings(), solve=replace(Settings().solve, time_limit_s=0))
    cut, best = planned(problem, hurried, kinds=True), planned(problem, Settings(), kinds=False)
    assert by_kinds[0] is not None
    assert not by_kinds[0].proven
    assert cut.termination is Termination.FEASIBLE
    assert cut.total_score <= cut.bound
    assert best.total_score <= cut.bound
    assert not examine(problem, hurried, cut).faults


def city(folder: Path, seed: int) -> PlacementProblem:
    """Return a round of the synthetic city."""
    write_round(folder, generate_round(300, 80, seed, messy=False))
    return read_problem(locate_round(folder), Settings(), date(2026, 11, 2))
