"""The checker on rounds as they come from the field: any rules and weights, locks, limits, few candidates."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from oracle_plans import eligible_scores, every_plan, holds
from penempatan.domain.plan import (
    Certificate,
    Placement,
    PlacementPlan,
    StageCertificate,
    Termination,
    TierValue,
    TierWeight,
)
from penempatan.domain.problem import LockKind
from penempatan.errors import InputError, NoPlanError
from penempatan.scoring.build import pair_scores
from penempatan.scoring.locks import check_locks
from penempatan.settings.model import Goal, LimitSettings, ObjectiveSettings
from penempatan.verification.check import examine, verify
from rearranged_rounds import limited_rearrangements
from whole_rounds import limited_rounds, random_whole_round, solved, whole_rounds

if TYPE_CHECKING:
    from oracle_plans import Plan
    from penempatan.domain.problem import PlacementProblem
    from penempatan.settings.model import Settings

SEEDS = st.integers(0, 1 << 32)


@given(whole_rounds)
@settings(max_examples=200, deadline=None)
def test_plan_of_any_round_passes(drawn: tuple[PlacementProblem, Settings]) -> None:
    """Pins, bans, people who stay, limits and pricing from one candidate on: the checker finds no fault."""
    problem, rules = drawn
    verify(problem, rules, solved(problem, rules))


@given(st.one_of(limited_rounds, limited_rearrangements))
@settings(max_examples=40, deadline=None)
def test_plan_of_any_limited_round_passes(drawn: tuple[PlacementProblem, Settings]) -> None:
    """With any limits, in both modes: the tables of limits say what the recount from the rules says."""
    problem, rules = drawn
    try:
        check_locks(problem, pair_scores(problem, rules))
        plan = solved(problem, rules)
    except (InputError, NoPlanError):
        return
    verify(problem, rules, plan)


@given(SEEDS, st.sampled_from((-1, 1, 5_000)))
@settings(max_examples=150, deadline=None)
def test_a_score_that_is_not_the_rules_is_refused(seed: int, step: int) -> None:
    """One placement with another score is refused although totals, tiers and bound agree with it."""
    random = Random(seed)
    problem, rules = random_whole_round(random)
    plan = solved(problem, rules)
    if not plan.placements:
        return
    changed = random.choice(plan.placements)
    placements = tuple(
        replace(one, score=one.score + step) if one is changed else one for one in plan.placements
    )
    tiers = tuple(
        replace(one, value=one.value + step) if one.tier == "kesesuaian" else one for one in plan.tiers
    )
    total = plan.total_score + step
    claim = replace(plan, placements=placements, total_score=total, bound=total, tiers=tiers)
    named = f"NIP {changed.employee_id} pada formasi {changed.vacancy_code}: skor"
    faults = examine(problem, rules, claim).faults.sentences()
    assert any(one.startswith(named) for one in faults)


def round_of_scores(random: Random) -> tuple[PlacementProblem, Settings]:
    """Return a round without limits in which the score is the only goal."""
    problem, rules = random_whole_round(random)
    return problem, replace(rules, limits=LimitSettings(), objective=ObjectiveSettings((Goal.FIT,)))


def forged(problem: PlacementProblem, score: dict[tuple[str, str], int], plan: Plan) -> PlacementPlan:
    """Claim that a plan is optimal by prices that add up: each person is priced at the own score."""
    pins = {(one.employee_id, one.vacancy_code) for one in problem.locks if one.kind is LockKind.PIN}
    own = {nip: score[nip, code] for nip, code in plan if (nip, code) not in pins}
    total = sum(score[pair] for pair in plan)
    stage = StageCertificate(
        (TierWeight(Goal.FIT.value, 1),),
        tuple(own.get(one.id, 0) for one in problem.employees),
        (0,) * len(problem.vacancies),
        (),
        sum(own.values()),
    )
    return PlacementPlan(
        tuple(Placement(nip, code, score[nip, code], (nip, code) in pins) for nip, code in sorted(plan)),
        Termination.OPTIMAL,
        total,
        total,
        (TierValue(Goal.FIT.value, total),),
        Certificate((stage,)),
    )


@given(SEEDS)
@settings(max_examples=150, deadline=None)
def test_prices_of_the_placed_pairs_alone_prove_nothing(seed: int) -> None:
    """Every total of the forged claim is right; only the pairs that nobody chose say that it is not best."""
    random = Random(seed)
    problem, rules = round_of_scores(random)
    score = eligible_scores(problem, rules)
    best = solved(problem, rules).total_score
    worse = [
        plan
        for plan in every_plan(problem, score)
        if holds(problem, rules, plan) and sum(score[pair] for pair in plan) < best
    ]
    if worse:
        faults = examine(problem, rules, forged(problem, score, random.choice(worse))).faults
        assert faults
        assert all("kurang" in fault for fault in faults.named)


@given(SEEDS)
@settings(max_examples=150, deadline=None)
def test_a_seat_too_many_is_named(seed: int) -> None:
    """Whichever vacancy holds one person more than it has openings, the checker names it."""
    random = Random(seed)
    problem, rules = round_of_scores(random)
    score = eligible_scores(problem, rules)
    openings = {one.code: one.openings for one in problem.vacancies}
    crowded = []
    for plan in every_plan(problem, score):
        codes = [code for _, code in plan]
        crowded += [(plan, code) for code in openings if codes.count(code) == openings[code] + 1]
    if crowded:
        plan, code = random.choice(crowded)
        faults = examine(problem, rules, forged(problem, score, plan)).faults.sentences()
        assert any(fault.startswith(f"formasi {code} diisi {openings[code] + 1} ") for fault in faults)
