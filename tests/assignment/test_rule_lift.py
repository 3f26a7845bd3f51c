"""What lifting one rule alone would fill equals the difference of two best counts over every plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from hypothesis import assume, given, settings

from builders import JUDGED_ON, OPEN_SETTINGS, make_employee, make_locks, make_problem, make_vacancy
from oracle import opinion
from oracle_plans import every_plan, holds
from oracle_rules import NO
from penempatan.assignment.build import build_model
from penempatan.assignment.rule_lift import rule_lifts
from penempatan.assignment.solve import solve
from penempatan.domain.employee import Discipline, DisciplineLevel
from penempatan.domain.plan import Termination
from penempatan.domain.rule_code import RuleCode
from penempatan.domain.rule_lift import LiftGap, RuleLifts
from penempatan.scoring.build import pair_scores
from penempatan.scoring.pairs import store
from penempatan.settings.model import DinasCap, LimitSettings
from rearranged_rounds import every_rearrangement, rearrangements
from whole_rounds import whole_rounds

if TYPE_CHECKING:
    from oracle_plans import Plan
    from penempatan.domain.problem import PlacementProblem
    from penempatan.settings.model import Settings

RULES = replace(
    OPEN_SETTINGS, eligibility=replace(OPEN_SETTINGS.eligibility, years_in_post_min=2, discipline=True)
)
SHORT = JUDGED_ON - timedelta(days=90)
A, B, C = "198601012010011001", "198601012010011002", "198601012010011003"


def lifts(problem: PlacementProblem, rules: Settings) -> RuleLifts:
    """Compute the table of a round."""
    pairs = pair_scores(problem, rules)
    stored = store(pairs)
    model = build_model(problem, rules, stored)
    return rule_lifts(problem, rules, pairs, stored, model=model, solution=solve(model, rules.solve))


def figures(problem: PlacementProblem, rules: Settings) -> dict[RuleCode, tuple[int, int | None]]:
    """Return pairs and openings by rule."""
    return {one.code: (one.pairs, one.openings) for one in lifts(problem, rules).rules}


def most_filled(problem: PlacementProblem, rules: Settings, lifted: str = "") -> int:
    """Try every plan over those pairs."""
    pairs = open_pairs_of(problem, rules, lifted)
    return max(len(plan) for plan in every_plan(problem, pairs) if holds(problem, rules, plan))


def open_pairs_of(problem: PlacementProblem, rules: Settings, lifted: str = "") -> dict[tuple[str, str], int]:
    """Return the pairs that nothing but the lifted rule forbids, with their scores."""
    pairs = {}
    for employee in problem.employees:
        for vacancy in problem.vacancies:
            judged = opinion(problem, rules, employee, vacancy)
            if not [one for one, found in judged.findings.items() if found == NO and one != lifted]:
                pairs[employee.id, vacancy.code] = judged.score
    return pairs


def forbidding(problem: PlacementProblem, rules: Settings) -> set[str]:
    """Return the names of the rules that forbid some pair; a waiver may set the refusal aside."""
    bare = replace(problem, waivers=())
    judged = [opinion(bare, rules, one, post) for one in bare.employees for post in bare.vacancies]
    names = {name for one in judged for name, found in one.findings.items() if found == NO}
    return names - {"R35", "ban", "unlisted", "score_min"}


@given(whole_rounds)
@settings(max_examples=150, deadline=None)
def test_every_figure_is_the_difference_over_all_plans(round_: tuple[PlacementProblem, Settings]) -> None:
    """Pins, bans, waivers, caps and the minimum score stay; every rule that forbids a pair is listed."""
    problem, rules = round_
    found = lifts(problem, rules)
    now = most_filled(problem, rules)
    assert (found.gap, found.most) == (None, now)
    assert {one.code.name for one in found.rules} == forbidding(problem, rules)
    for one in found.rules:
        assert one.openings == most_filled(problem, rules, one.code.name) - now, one
        assert one.pairs == len(open_pairs_of(problem, rules, one.code.name)) - len(
            open_pairs_of(problem, rules)
        )


@given(rearrangements)
@settings(max_examples=100, deadline=None)
def test_in_penataan_too(round_: tuple[PlacementProblem, Settings]) -> None:
    """Everybody keeps a place with the rule lifted as without; a surplus seat is no opening filled."""
    problem, rules = round_
    plans = every_rearrangement(problem, rules)
    assume(plans)

    def most(plans: list[Plan]) -> int:
        return max(
            sum(min(one.openings, sum(code == one.code for _, code in plan)) for one in problem.vacancies)
            for plan in plans
        )

    found = lifts(problem, rules)
    assert (found.gap, found.most) == (None, most(plans))
    for one in found.rules:
        assert one.openings == most(every_rearrangement(problem, rules, one.code.name)) - found.most, one


def test_a_pair_that_two_rules_forbid_opens_with_neither() -> None:
    """A is new in the post and disciplined: no rule alone. B is only new: R11 opens the pair and the seat."""
    new = make_employee(id=B, in_post_since=SHORT)
    both = make_employee(id=A, in_post_since=SHORT, discipline=Discipline(DisciplineLevel.SEVERE))
    posts = [make_vacancy(openings=2)]
    assert figures(make_problem([both], posts), RULES) == {RuleCode.R11: (0, 0), RuleCode.R25: (0, 0)}
    assert figures(make_problem([both, new], posts), RULES) == {RuleCode.R11: (1, 1), RuleCode.R25: (0, 0)}


def test_openings_count_not_pairs() -> None:
    """Three people kept out of one seat are three pairs and one opening; a filled round gains nothing."""
    people = [make_employee(id=one, in_post_since=SHORT) for one in (A, B, C)]
    assert figures(make_problem(people, [make_vacancy()]), RULES) == {RuleCode.R11: (3, 1)}
    settled = make_employee(id="198601012010011004")
    assert figures(make_problem([*people, settled], [make_vacancy()]), RULES) == {RuleCode.R11: (3, 0)}


def test_a_person_let_in_makes_room_for_another() -> None:
    """Nobody else fits F2; A, new in the post, could take F1 from B, who moves on to F2."""
    new = make_employee(id=A, in_post_since=SHORT)
    settled = make_employee(id=B)
    posts = [make_vacancy(code="F1"), make_vacancy(code="F2")]
    locks = make_locks(f"{A} F2 larang")
    assert figures(make_problem([new, settled], posts, locks=locks), RULES) == {RuleCode.R11: (1, 1)}


def test_a_ban_and_the_cap_of_a_dinas_stay() -> None:
    """A banned pair does not open; a cap that is reached lets nobody else in."""
    new = make_employee(id=A, in_post_since=SHORT)
    banned = make_problem([new], [make_vacancy()], locks=make_locks(f"{A} F-001 larang"))
    assert figures(banned, RULES) == {RuleCode.R11: (0, 0)}
    post = make_vacancy(openings=2)
    capped = replace(RULES, limits=LimitSettings(arrive_max=(DinasCap(post.dinas, 1),)))
    assert figures(make_problem([new, make_employee(id=B)], [post]), capped) == {RuleCode.R11: (1, 0)}


def test_where_it_is_not_computed_the_reason_is_given() -> None:
    """Too many pairs, a limit beside the network, no time: each has its name and no figure."""
    problem = make_problem([make_employee(id=A, in_post_since=SHORT)], [make_vacancy()])
    small = replace(RULES, solve=replace(RULES.solve, rule_lift_pairs_max=0))
    assert (lifts(problem, small).gap, lifts(problem, small).rules) == (LiftGap.TOO_LARGE, ())
    grades = make_problem([make_employee(id=A, job_grade=5)], [make_vacancy(job_grade=9)])
    budget = replace(RULES, limits=LimitSettings(grade_budget=3))
    assert lifts(grades, budget).gap is LiftGap.SIDE_LIMITS
    pairs = pair_scores(problem, RULES)
    model = build_model(problem, RULES, store(pairs))
    late = replace(solve(model, RULES.solve), termination=Termination.FEASIBLE)
    assert rule_lifts(problem, RULES, pairs, store(pairs), model=model, solution=late).gap is LiftGap.TIME


def test_a_limit_that_only_the_opened_pairs_push_out_of_the_network_leaves_one_figure_open() -> None:
    """The climb of the new person would count 4 points: with R11 lifted the budget needs a side row."""
    new = make_employee(id=A, in_post_since=SHORT, job_grade=5)
    settled = make_employee(id=B, job_grade=9)
    budget = replace(RULES, limits=LimitSettings(grade_budget=3))
    (one,) = lifts(make_problem([new, settled], [make_vacancy(openings=2, job_grade=9)]), budget).rules
    assert (one.code, one.pairs, one.openings, one.gap) == (RuleCode.R11, 1, None, LiftGap.SIDE_LIMITS)
