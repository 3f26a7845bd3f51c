"""The gentle plan against every plan of tiny rounds: decisions hold, and as few rows change as can."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings

from oracle_plans import Plan, eligible_scores, every_plan, holds, value_of
from penempatan.domain.decision import Decision, DecisionKind, Review
from penempatan.domain.problem import LockKind
from penempatan.domain.reviewed import reviewed, undecided
from penempatan.errors import VerificationError
from penempatan.verification.check import verify
from random_rounds import seeds
from whole_rounds import random_whole_round, solved

if TYPE_CHECKING:
    from random import Random

    from penempatan.domain.problem import PlacementProblem
    from penempatan.settings.model import Settings

Pair = tuple[str, str]


def decide(random: Random, problem: PlacementProblem, placed: Plan, rules: Settings) -> tuple[Decision, ...]:
    """Decide some rows of a plan, alternates from those who may and have no seat."""
    locked = {(one.employee_id, one.vacancy_code) for one in problem.locks if one.kind is LockKind.PIN}
    eligible = eligible_scores(problem, rules)
    free = {one.id for one in problem.employees} - {nip for nip, _ in placed}
    decisions = []
    for nip, code in sorted(placed - locked):
        kind = random.choice((None, None, *DecisionKind))
        chosen = sorted(one for one in free if (one, code) in eligible)
        if kind is None or (kind is DecisionKind.REPLACE and not chosen):
            continue
        alternate = random.choice(chosen) if kind is DecisionKind.REPLACE else ""
        free -= {alternate}
        decisions.append(Decision(nip, code, kind, alternate, "uji"))
    return tuple(decisions)


def allowed(problem: PlacementProblem, decisions: tuple[Decision, ...], plan: Plan) -> bool:
    """Whether a plan keeps every decision, straight from what each word means."""
    for one in decisions:
        pair = one.employee_id, one.vacancy_code
        if one.kind is DecisionKind.APPROVE and pair not in plan:
            return False
        if one.kind is not DecisionKind.APPROVE and pair in plan:
            return False
        if one.kind is DecisionKind.REPLACE and (one.alternate_id, one.vacancy_code) not in plan:
            return False
        if one.kind is DecisionKind.DEFER and any(nip == one.employee_id for nip, _ in plan):
            return False
    for post in problem.vacancies:
        held = sum(one.kind is DecisionKind.DEFER and one.vacancy_code == post.code for one in decisions)
        if held and sum(code == post.code for _, code in plan) > post.openings - held:
            return False
    return True


@given(seeds)
@settings(max_examples=60, deadline=None)
def test_no_plan_keeps_the_decisions_and_more_rows(random: Random) -> None:
    """Of all plans that keep every decision, the review's changes fewest rows, then is the best."""
    problem, rules = random_whole_round(random)
    before = frozenset((one.employee_id, one.vacancy_code) for one in solved(problem, rules).placements)
    decisions = decide(random, problem, before, rules)
    pins = [(one.employee_id, one.vacancy_code) for one in problem.locks if one.kind is LockKind.PIN]
    review = Review(decisions, undecided(before, decisions, pins))
    again = reviewed(problem, review, hold_seats=True)
    plan = solved(again, rules)
    verify(again, rules, plan)
    after = frozenset((one.employee_id, one.vacancy_code) for one in plan.placements)
    score = eligible_scores(problem, rules)
    valued = [
        ((len(one & set(review.previous)), *value_of(problem, rules, score, one)), one)
        for one in every_plan(problem, score)
        if holds(problem, rules, one) and allowed(problem, decisions, one)
    ]
    best = max(value for value, _ in valued)
    assert after in [one for value, one in valued if value == best]
    if all(one.kind in (DecisionKind.APPROVE, DecisionKind.REJECT, DecisionKind.DEFER) for one in decisions):
        assert set(review.previous) <= after, "a decision touches no row that nobody decided on"


@given(seeds)
@settings(max_examples=30, deadline=None)
def test_the_checker_notices_a_plan_that_forgets_a_decision(random: Random) -> None:
    """The plan from before the review does not pass for one after it, unless all was approved."""
    problem, rules = random_whole_round(random)
    plan = solved(problem, rules)
    before = frozenset((one.employee_id, one.vacancy_code) for one in plan.placements)
    decisions = decide(random, problem, before, rules)
    if all(one.kind is DecisionKind.APPROVE for one in decisions):
        return
    again = reviewed(problem, Review(decisions, ()), hold_seats=True)
    try:
        verify(again, rules, plan)
    except VerificationError as refused:
        assert any("diputuskan" in fault for fault in refused.faults)
    else:
        raise AssertionError("a plan against the decisions was let pass")
