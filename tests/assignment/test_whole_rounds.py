"""The way from a round to its plan against the oracle, which tries every plan there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings

from oracle_plans import best_plans
from penempatan.domain.plan import Termination
from whole_rounds import solved, whole_rounds

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
