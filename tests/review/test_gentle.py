"""The gentle plan against every plan of tiny rounds: decisions hold, and as few rows change as can."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings

from oracle_plans import Plan, eligible_scores, every_plan, holds, value_of
from penempatan.domain.decision import Decision, DecisionKind, Review
from penempatan.domain.problem import LockKind
from penempatan.domain.reviewed import reviewed, standing, undecided
from penempatan.errors import VerificationError
from penempatan.verification.check import verify
from random_rounds import seeds
from whole_rounds import random_whole_round, solved

if TYPE_CHECKING:
    from random import Random

    from penempatan.domain.plan import PlacementPlan
    from penempatan.domain.problem import PlacementProblem
    from penempatan.settings.model import Settings

Pair = tuple[str, str]


def decide(
    random: Random, problem: PlacementProblem, placed: Plan, history: tuple[Decision, ...], rules: Settings
) -> tuple[Decision, ...]:
    """Decide some rows of a plan, alternates from all who may, and lift some rows that wait."""
    known = standing(history)
    closed = {nip for nip, _ in (*known.pins, *known.waiting, *locked(problem))}
    eligible = eligible_scores(problem, rules)
    decisions: list[Decision] = []
    chosen: set[str] = set()
    for nip, code in sorted(placed - locked(problem)):
        kind = random.choice((None, None, *DecisionKind))
        others = sorted(
            one
            for one in {one for one, post in eligible if post == code} - closed - chosen - {nip}
            if (one, code) not in placed
        )
        if kind is None or (kind is DecisionKind.REPLACE and not others):
            continue
        alternate = random.choice(others) if kind is DecisionKind.REPLACE else ""
        chosen |= {alternate} - {""}
        decisions.append(Decision(nip, code, kind, alternate, "uji"))
    decisions += [
        Decision(*pair, random.choice((DecisionKind.APPROVE, DecisionKind.REJECT)), "", "uji")
        for pair in sorted(known.waiting)
        if random.random() < 0.4
    ]
    return tuple(
        one
        for one in decisions  # who is chosen elsewhere may lose the own row, no more
        if one.employee_id not in chosen or one.kind is DecisionKind.REJECT
    )


def locked(problem: PlacementProblem) -> set[Pair]:
    """Return the pairs that the leadership pinned beforehand."""
    return {(one.employee_id, one.vacancy_code) for one in problem.locks if one.kind is LockKind.PIN}


def pairs_of(plan: PlacementPlan) -> Plan:
    """Return a plan as its pairs."""
    return frozenset((one.employee_id, one.vacancy_code) for one in plan.placements)


def allowed(problem: PlacementProblem, decisions: tuple[Decision, ...], plan: Plan) -> bool:
    """Whether a plan keeps every decision, straight from what each word means; the last on a pair counts."""
    said: dict[Pair, str] = {}
    for one in decisions:
        said[one.employee_id, one.vacancy_code] = one.kind.value
        if one.kind is DecisionKind.REPLACE:
            said[one.alternate_id, one.vacancy_code] = DecisionKind.APPROVE.value
    waiting = [pair for pair, word in said.items() if word == DecisionKind.DEFER.value]
    for pair, word in said.items():
        if (pair in plan) != (word == DecisionKind.APPROVE.value):
            return False
    if {nip for nip, _ in waiting} & {nip for nip, _ in plan}:
        return False
    for post in problem.vacancies:
        held = sum(code == post.code for _, code in waiting)
        if held and sum(code == post.code for _, code in plan) > post.openings - held:
            return False
    return True


@given(seeds)
@settings(max_examples=60, deadline=None)
def test_no_plan_keeps_the_decisions_and_more_rows(random: Random) -> None:
    """Review after review: of all plans that keep the decisions, ours changes fewest rows, then is best."""
    problem, rules = random_whole_round(random)
    before = pairs_of(solved(problem, rules))
    history: tuple[Decision, ...] = ()
    score = eligible_scores(problem, rules)
    for _ in range(2):
        decisions = decide(random, problem, before, history, rules)
        history = (*history, *decisions)
        review = Review(history, undecided(before, history, locked(problem)))
        valued = [
            ((len(one & set(review.previous)), *value_of(problem, rules, score, one)), one)
            for one in every_plan(problem, score)
            if holds(problem, rules, one) and allowed(problem, history, one)
        ]
        again = reviewed(problem, review, hold_seats=True)
        plan = solved(again, rules)
        verify(again, rules, plan)
        before = pairs_of(plan)
        best = max(value for value, _ in valued)
        assert before in [one for value, one in valued if value == best]
        if all(one.kind is not DecisionKind.REPLACE for one in decisions):
            assert set(review.previous) <= before, "a decision touches no row that nobody decided on"


@given(seeds)
@settings(max_examples=30, deadline=None)
def test_the_checker_notices_a_plan_that_forgets_a_decision(random: Random) -> None:
    """The plan from before the review does not pass for one after it, unless all was approved."""
    problem, rules = random_whole_round(random)
    plan = solved(problem, rules)
    decisions = decide(random, problem, pairs_of(plan), (), rules)
    if all(one.kind is DecisionKind.APPROVE for one in decisions):
        return
    again = reviewed(problem, Review(decisions, ()), hold_seats=True)
    try:
        verify(again, rules, plan)
    except VerificationError as refused:
        assert any("diputuskan" in fault for fault in refused.faults)
    else:
        raise AssertionError("a plan against the decisions was let pass")
