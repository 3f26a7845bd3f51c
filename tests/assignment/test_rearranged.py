"""Mode penataan against the oracle, which tries every plan there is: stays, moves, chains and swaps."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given, settings

from penempatan.domain.plan import Termination
from penempatan.errors import InputError, NoPlanError
from penempatan.scoring.build import pair_scores
from penempatan.scoring.locks import check_locks
from penempatan.settings.model import SolveSettings
from penempatan.verification.check import verify
from rearranged_rounds import best_rearrangements, limited_rearrangements, rearrangements
from whole_rounds import solved

if TYPE_CHECKING:
    from penempatan.domain.problem import PlacementProblem
    from penempatan.settings.model import Settings


def _equals_all_plans(problem: PlacementProblem, rules: Settings) -> None:
    """Hold the solver to the enumeration: the best plan, or none where there is none."""
    best, plans = best_rearrangements(problem, rules)
    try:
        check_locks(problem, pair_scores(problem, rules))
        plan = solved(problem, rules)
    except (InputError, NoPlanError):
        assert not plans
        return
    assert frozenset((one.employee_id, one.vacancy_code) for one in plan.seated) in plans
    assert plan.termination is Termination.OPTIMAL
    assert plan.total_score == plan.bound == best[4]
    verify(problem, rules, plan)


@given(rearrangements)
@settings(max_examples=400, deadline=None)
def test_plan_is_the_best_that_the_definitions_allow(drawn: tuple[PlacementProblem, Settings]) -> None:
    """Of all plans that keep everybody a place, the solver's is the best, and the checker agrees.

    Where pins or bans leave somebody without a place there is no plan, and the solver says so.
    """
    _equals_all_plans(*drawn)


@given(limited_rearrangements)
@settings(max_examples=250, deadline=None)
def test_plan_under_every_limit_is_the_best_that_keeps_everybody_a_place(
    drawn: tuple[PlacementProblem, Settings],
) -> None:
    """Leavers, arrivals, staffing, moves, kelas, shares and couples beside places to keep: best of all plans.

    Where no plan keeps everything the solver says so; where there is one it finds the best.
    """
    _equals_all_plans(*drawn)


@given(rearrangements)
@settings(max_examples=100, deadline=None)
def test_a_plan_cut_short_keeps_everybody_a_place(drawn: tuple[PlacementProblem, Settings]) -> None:
    """Without any time the plan still passes the checker, and its bound is no lower than the best total."""
    problem, rules = drawn
    best, _ = best_rearrangements(problem, rules)
    hurried = replace(rules, solve=SolveSettings(time_limit_s=0, per_employee=1, per_vacancy=1))
    try:
        check_locks(problem, pair_scores(problem, rules))
        plan = solved(problem, hurried)
    except (InputError, NoPlanError):
        return
    verify(problem, hurried, plan)
    if plan.termination is Termination.OPTIMAL:
        assert plan.total_score == best[4]
