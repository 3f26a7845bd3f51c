"""The way from a round to its plan against the oracle, which tries every plan there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from oracle_plans import best_plans, eligible_scores, every_plan, holds
from penempatan.domain.plan import Termination
from penempatan.errors import NoPlanError
from penempatan.verification.check import verify
from whole_rounds import limited_rounds, solved, whole_rounds

if TYPE_CHECKING:
    from penempatan.domain.problem import PlacementProblem
    from penempatan.settings.model import Settings


@given(whole_rounds)
@settings(max_examples=300, deadline=None)
def test_plan_is_the_best_that_the_definitions_allow(drawn: tuple[PlacementProblem, Settings]) -> None:
    """Rules, scores, seats, pins, bans, limits and goals together: the plan is the best of all plans."""
    problem, rules = drawn
    plan = solved(problem, rules)
    best, plans = best_plans(problem, rules)
    assert frozenset((one.employee_id, one.vacancy_code) for one in plan.placements) in plans
    assert plan.termination is Termination.OPTIMAL
    score = best[4]
    assert plan.total_score == plan.bound == score == sum(one.score for one in plan.placements)


@given(limited_rounds)
@settings(max_examples=100, deadline=None)
def test_plan_under_every_limit_is_the_best_and_passes_the_checker(
    drawn: tuple[PlacementProblem, Settings],
) -> None:
    """Every limit at once, couples, shares, floors and budget among them: best of all plans, or none at all.

    The checker, which never sees the solver, finds nothing wrong with the plan and its prices.
    """
    problem, rules = drawn
    score = eligible_scores(problem, rules)
    if not any(holds(problem, rules, plan) for plan in every_plan(problem, score)):
        with pytest.raises(NoPlanError):
            solved(problem, rules)
        return
    plan = solved(problem, rules)
    best, plans = best_plans(problem, rules)
    assert frozenset((one.employee_id, one.vacancy_code) for one in plan.placements) in plans
    assert plan.termination is Termination.OPTIMAL
    assert plan.total_score == plan.bound == best[4]
    verify(problem, rules, plan)
