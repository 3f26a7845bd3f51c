"""Solving and checking by sweeps gives the very answer of solving and checking pair by pair."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from penempatan.assignment.build import build_model
from penempatan.assignment.plan import plan_of
from penempatan.assignment.solve import solve
from penempatan.domain.plan import Termination
from penempatan.errors import NoPlanError, UsageError
from penempatan.intake.read import read_problem
from penempatan.intake.sources import locate_round
from penempatan.sample.generate import generate_round
from penempatan.sample.write import write_round
from penempatan.scoring.build import pair_scores
from penempatan.scoring.sweep import held
from penempatan.settings.model import Goal, LimitSettings, ObjectiveSettings, Settings
from penempatan.verification.check import examine
from random_rounds import all_settings, problems

if TYPE_CHECKING:
    from pathlib import Path

    from penempatan.domain.plan import PlacementPlan
    from penempatan.domain.problem import PlacementProblem

ORDERS = (  # all end in the lot: without it equals are equal, and either plan is right
    tuple(Goal)[:5],
    (Goal.FIT, Goal.PRIORITY, Goal.FEWEST_MOVES, Goal.LOT),
    (Goal.FEWEST_MOVES, Goal.PRIORITY, Goal.FIT, Goal.LOT),
    (Goal.PRIORITY, Goal.MUST_PLACE, Goal.FIT, Goal.LOT),
    (Goal.LOT, Goal.FIT),
)


def varied(rules: Settings, random: Random) -> Settings:
    """Return the rules with an order of goals, a limit, and so few candidates that pricing must help."""
    return replace(
        rules,
        objective=ObjectiveSettings(random.choice(ORDERS)),
        limits=LimitSettings(placements_max=random.choice([-1, 0, 1, 2])),
        solve=replace(rules.solve, per_employee=1, per_vacancy=1),
    )


def planned(
    problem: PlacementProblem, rules: Settings, memory_mib: int, workers: int
) -> tuple[PlacementPlan, int]:
    """Plan a round within some memory; return the plan and the number of pairs seen."""
    asked = replace(rules, solve=replace(rules.solve, memory_max_mib=memory_mib, workers=workers))
    model = build_model(problem, asked, held(pair_scores(problem, asked), asked))
    solution = solve(model, asked.solve)
    return plan_of(problem, model, solution), solution.statistics.eligible_pairs


@given(problems, all_settings, st.integers(0, 2**32 - 1).map(Random))
@hypothesis_settings(max_examples=60, deadline=None)
def test_any_memory_and_any_workers_give_the_same_plan(
    problem: PlacementProblem, rules: Settings, random: Random
) -> None:
    """Random rounds, orders of goals and limits: stored and recomputed pairs, 1 and 2 workers, one plan."""
    asked = varied(rules, random)
    try:
        stored, n_stored = planned(problem, asked, 64, 1)
    except (NoPlanError, UsageError):
        assume(False)
    for workers in (1, 2):
        swept, n_swept = planned(problem, asked, 0, workers)
        assert swept.termination is stored.termination is Termination.OPTIMAL
        assert swept.placements == stored.placements
        assert (swept.tiers, swept.bound, n_swept) == (stored.tiers, stored.bound, n_stored)


@given(problems, all_settings, st.integers(0, 2**32 - 1).map(Random))
@hypothesis_settings(max_examples=60, deadline=None)
def test_the_check_in_bulk_finds_what_the_check_pair_by_pair_finds(
    problem: PlacementProblem, rules: Settings, random: Random
) -> None:
    """A sound plan has no fault either way; with one price lowered, both name the same faults."""
    asked = varied(rules, random)
    try:
        plan, _ = planned(problem, asked, random.choice([0, 64]), 1)
    except (NoPlanError, UsageError):
        assume(False)
    bulk = replace(asked, solve=replace(asked.solve, memory_max_mib=0))
    assert not examine(problem, asked, plan).faults
    assert not examine(problem, bulk, plan).faults
    forged = with_lower_price(plan, random)
    one, other = examine(problem, asked, forged), examine(problem, bulk, forged)
    assert one.eligible_pairs == other.eligible_pairs
    assert sorted(one.faults.sentences()) == sorted(other.faults.sentences())


def with_lower_price(plan: PlacementPlan, random: Random) -> PlacementPlan:
    """Return the plan with one price of its certificate lowered by something."""
    assert plan.certificate is not None
    stages = list(plan.certificate.stages)
    at = random.randrange(len(stages))
    vacancy = list(stages[at].vacancy)
    if vacancy:
        vacancy[random.randrange(len(vacancy))] -= random.choice([1, 50, 10_000])
    stages[at] = replace(stages[at], vacancy=tuple(vacancy))
    return replace(plan, certificate=replace(plan.certificate, stages=tuple(stages)))


@pytest.mark.parametrize("seed", [1, 2])
def test_a_middling_round_is_the_same_by_sweeps(seed: int, tmp_path: Path) -> None:
    """Two hundred people on sixty posts of the synthetic city: the same plan by either way."""
    write_round(tmp_path, generate_round(200, 60, seed, messy=False))
    problem = read_problem(locate_round(tmp_path), Settings(), date(2026, 11, 2))
    stored, n_stored = planned(problem, Settings(), 64, 1)
    swept, n_swept = planned(problem, Settings(), 0, 2)
    assert n_swept == n_stored > 100
    assert len(stored.placements) > 10
    assert (swept.placements, swept.tiers) == (stored.placements, stored.tiers)
