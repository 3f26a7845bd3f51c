"""What a waiver bought equals the difference to the best plan without it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings

from builders import JUDGED_ON, OPEN_SETTINGS, make_employee, make_locks, make_problem, make_vacancy
from oracle_plans import best_plans
from penempatan.assignment.waiver_worth import waiver_worths
from penempatan.domain.plan import PlacementPlan
from penempatan.domain.problem import LockKind, PlacementProblem
from penempatan.domain.rule_code import RuleCode
from penempatan.domain.waiver import Waiver, WaiverEffect, WaiverWorth
from penempatan.scoring.build import pair_scores
from penempatan.scoring.pairs import store
from penempatan.settings.model import Settings
from whole_rounds import solved, whole_rounds

RULES = replace(
    OPEN_SETTINGS, eligibility=replace(OPEN_SETTINGS.eligibility, years_in_post_min=2, discipline=True)
)
NEW = make_employee(in_post_since=JUDGED_ON - timedelta(days=90))
WAIVER = Waiver(NEW.id, "F-001", RuleCode.R11, "Wali Kota", "800/7", date(2026, 12, 31), "kebutuhan")


def worths(problem: PlacementProblem, rules: Settings) -> tuple[tuple[WaiverWorth, ...], PlacementPlan]:
    """Solve the round and weigh its waivers."""
    pairs, plan = pair_scores(problem, rules), solved(problem, rules)
    return waiver_worths(problem, rules, pairs, store(pairs), plan), plan


def test_the_only_candidate_buys_a_seat_and_the_whole_score() -> None:
    """One person, one seat: without the waiver the seat stays empty and nothing is scored."""
    ((worth,), plan) = worths(make_problem([NEW], waivers=(WAIVER,)), RULES)
    assert (worth.effect, worth.seats_gained, worth.proven) == (WaiverEffect.USED, 1, True)
    assert worth.fit_gained == plan.total_score > 0


def test_a_pin_that_rests_on_a_waiver_goes_with_it() -> None:
    """The pinned pair is lawful by the waiver alone: the comparison drops the pin as well."""
    problem = make_problem([NEW], waivers=(WAIVER,), locks=make_locks(f"{NEW.id} F-001 tetap"))
    ((worth,), _) = worths(problem, RULES)
    assert (worth.effect, worth.seats_gained) == (WaiverEffect.USED, 1)


def test_waivers_that_no_placement_rests_on_bought_nothing() -> None:
    """Expired, for a rule switched off, not needed, not enough, or simply not chosen: each says which."""
    settled = make_employee(id="198601012010011002")
    cases = {
        WaiverEffect.EXPIRED: ([NEW], replace(WAIVER, valid_until=date(2025, 1, 1)), ""),
        WaiverEffect.RULE_OFF: ([NEW], replace(WAIVER, rule=RuleCode.R15), ""),
        WaiverEffect.NOT_NEEDED: ([NEW], replace(WAIVER, rule=RuleCode.R25), ""),
        WaiverEffect.NOT_ENOUGH: ([NEW], WAIVER, f"{NEW.id} F-001 larang"),
        WaiverEffect.IDLE: ([NEW, settled], WAIVER, f"{settled.id} F-001 tetap"),
    }
    for effect, (people, waiver, locks) in cases.items():
        ((worth,), _) = worths(make_problem(people, waivers=(waiver,), locks=make_locks(locks)), RULES)
        assert (worth.effect, worth.fit_gained, worth.seats_gained) == (effect, None, None)


def test_the_better_of_two_buys_the_difference() -> None:
    """Two people, one seat: the waived one scores more, and that is what the waiver is worth."""
    far = make_employee(id="198601012010011002", district="Mijen", preferences=())
    problem = make_problem([NEW, far], [make_vacancy()], waivers=(WAIVER,))
    ((worth,), plan) = worths(problem, RULES)
    other = solved(replace(problem, waivers=()), RULES)
    assert (worth.effect, worth.seats_gained) == (WaiverEffect.USED, 0)
    assert worth.fit_gained == plan.total_score - other.total_score > 0


@given(whole_rounds)
@settings(max_examples=60, deadline=None)
def test_the_worth_is_that_of_all_plans(round_: tuple[PlacementProblem, Settings]) -> None:
    """Against every plan of the round without the waiver: the fit and the seats differ by what is said."""
    problem, rules = round_
    found, plan = worths(problem, rules)
    for worth in found:
        pair = worth.waiver.employee_id, worth.waiver.vacancy_code
        without = replace(
            problem,
            waivers=tuple(one for one in problem.waivers if one != worth.waiver),
            locks=tuple(
                one
                for one in problem.locks
                if worth.effect is not WaiverEffect.USED
                or (one.employee_id, one.vacancy_code, one.kind) != (*pair, LockKind.PIN)
            ),
        )
        _, best = best_plans(without, rules)
        pairs = pair_scores(without, rules)
        person = {one.id: index for index, one in enumerate(without.employees)}
        post = {one.code: index for index, one in enumerate(without.vacancies)}
        fit = sum(pairs.judge(person[nip], post[code]).score for nip, code in best[0])
        assert (worth.fit_gained or 0) == plan.total_score - fit
        assert (worth.seats_gained or 0) == len(plan.placements) - len(best[0])
