"""Random rounds of penataan, and the oracle that tries every plan of them straight from the definitions."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, Any

from oracle import opinion
from oracle_plans import Plan, Value, limits_hold, lot
from oracle_rules import NO
from penempatan.domain.problem import Lock, LockKind
from penempatan.settings.model import DinasCap, LimitSettings, Mode
from random_rounds import seeds
from whole_rounds import UNITS, random_shares, random_whole_round, units_named

if TYPE_CHECKING:
    from random import Random

    from penempatan.domain.problem import PlacementProblem
    from penempatan.settings.model import Settings

Pair = tuple[str, str]


def random_rearrangement(random: Random) -> tuple[PlacementProblem, Settings]:
    """Return a whole round in which most people hold a post, and some posts have more holders than seats."""
    problem, settings = random_whole_round(random)
    codes = [one.code for one in problem.vacancies]
    held = tuple((one.id, random.choice(codes)) for one in problem.employees if random.random() < 0.8)
    problem = replace(
        problem,
        incumbents=held,
        vacancies=tuple(replace(one, need=one.openings) for one in problem.vacancies),
        locks=_locks(random, problem),
    )
    rules = replace(
        settings.eligibility,
        not_worse=random.random() < 0.25,
        gain_min=random.choice((0, 0, 0, 500)),
        external_only=False,
    )
    return problem, replace(
        settings,
        eligibility=rules,
        limits=LimitSettings(),
        round=replace(settings.round, mode=Mode.REARRANGE),
    )


rearrangements = seeds.map(random_rearrangement)


def random_limited_rearrangement(random: Random) -> tuple[PlacementProblem, Settings]:
    """Return a round of penataan in which any limit that there is may be on.

    Who holds a post works for its dinas, as on a post map. The default order of goals.
    """
    problem, settings = random_rearrangement(random)
    mapped = tuple(replace(one, unit=random.choice(UNITS)) for one in problem.vacancies)
    problem = replace(problem, vacancies=mapped)
    posts = {one.code: one for one in problem.vacancies}
    held = dict(problem.incumbents)
    people = [
        replace(one, dinas=posts[held[one.id]].dinas, unit=posts[held[one.id]].unit)
        if one.id in held
        else one
        for one in problem.employees
    ]
    people = [replace(one, job_grade=random.choice((None, 5, 7, 9))) for one in people]
    if len(people) > 1 and random.random() < 0.4:
        people[0] = replace(people[0], spouse_id=people[1].id)
    problem = replace(
        problem,
        employees=tuple(people),
        vacancies=tuple(
            replace(
                one,
                job_grade=random.choice((None, 6, 8, 11)),
                district=random.choice(("", "Tugu", "Tembalang", "Semarang Tengah")),
            )
            for one in problem.vacancies
        ),
    )
    offices = sorted({one.dinas for one in problem.vacancies} - {""}) + units_named(problem)

    def caps(chance: float, least: int, most: int) -> tuple[DinasCap, ...]:
        if not offices or random.random() > chance:
            return ()
        return (DinasCap(random.choice(offices), random.randint(least, most)),)

    tight: dict[str, Any] = {
        "placements_max": random.choice((0, 1, 1, 2)),
        "moves_max": random.choice((0, 1, 1, 2)),
        "leave_max": caps(1, 0, 1),
        "arrive_max": caps(1, 0, 1),
        "arrive_min": caps(1, 0, 1),
        "staff_min": caps(1, 0, 2),
        "grade_budget": random.choice((2, 5, 8)),
        "spouse_km": random.choice((4, 12)),
        "shares": random_shares(random, problem, offices),
    }
    some = random.sample(sorted(tight), random.choice((1, 2, 2, 3)))  # all at once leave no plan at all
    limits = LimitSettings(**{key: tight[key] for key in some})
    return problem, replace(settings, limits=limits)


limited_rearrangements = seeds.map(random_limited_rearrangement)


def _locks(random: Random, problem: PlacementProblem) -> tuple[Lock, ...]:
    """Keep the bans; now and then pin somebody somewhere, whoever sits there today."""
    bans = tuple(one for one in problem.locks if one.kind is LockKind.BAN)
    if random.random() < 0.6:
        return bans
    person, post = random.choice(problem.employees), random.choice(problem.vacancies)
    banned = {(one.employee_id, one.vacancy_code) for one in bans}
    if (person.id, post.code) in banned:
        return bans
    return (*bans, Lock(LockKind.PIN, person.id, post.code, "arahan pimpinan"))


def open_pairs(problem: PlacementProblem, settings: Settings, lifted: str = "") -> dict[Pair, int]:
    """Return the score of every pair that a plan may use: staying, and moves that nothing forbids.

    One rule may be lifted.
    """
    held = dict(problem.incumbents)
    banned = {(one.employee_id, one.vacancy_code) for one in problem.locks if one.kind is LockKind.BAN}
    judged = {
        (one.id, post.code): opinion(problem, settings, one, post)
        for one in problem.employees
        for post in problem.vacancies
    }
    own = {nip: judged[nip, code].score for nip, code in held.items()}
    agreed = {one.id for one in problem.employees if one.consents}
    crowded = {one.code for one in problem.vacancies if _holders(problem, one.code) > one.openings}
    asked = settings.eligibility
    found = {}
    for (nip, code), one in judged.items():
        if held.get(nip) == code:
            allowed = (nip, code) not in banned
        else:
            refused = any(found == NO for rule, found in one.findings.items() if rule != lifted)
            allowed = not refused and code not in crowded
            if nip in own and asked.not_worse and nip not in agreed:
                allowed &= one.score >= own[nip]
            if nip in own and asked.gain_min:
                allowed &= one.score >= own[nip] + asked.gain_min
        if allowed:
            found[nip, code] = one.score
    return found


def best_rearrangements(problem: PlacementProblem, settings: Settings) -> tuple[Value, list[Plan]]:
    """Try every plan; return the best value in the default order of goals and the plans that reach it.

    A plan holds the pairs of everybody who has a place, stays too. Without any plan the list is empty.
    """
    score = open_pairs(problem, settings)
    plans = every_rearrangement(problem, settings)
    valued = [(_value(problem, settings, score, plan), plan) for plan in plans]
    best = max((value for value, _ in valued), default=())
    return best, [plan for value, plan in valued if value == best]


def every_rearrangement(problem: PlacementProblem, settings: Settings, lifted: str = "") -> list[Plan]:
    """Return every plan that keeps everybody a place, within seats and pins; one rule may be lifted."""
    held = dict(problem.incumbents)
    open_to = open_pairs(problem, settings, lifted)
    options = [
        [*([] if one.id in held else [None]), *(code for nip, code in open_to if nip == one.id)]
        for one in problem.employees
    ]
    plans = (
        frozenset((one.id, code) for one, code in zip(problem.employees, choice, strict=True) if code)
        for choice in product(*options)
    )
    return [plan for plan in plans if _holds(problem, plan) and limits_hold(problem, settings, plan)]


def _holders(problem: PlacementProblem, code: str) -> int:
    return sum(post == code for _, post in problem.incumbents)


def _holds(problem: PlacementProblem, plan: Plan) -> bool:
    codes = [code for _, code in plan]
    pins = {(one.employee_id, one.vacancy_code) for one in problem.locks if one.kind is LockKind.PIN}
    return pins <= plan and all(
        codes.count(one.code) <= max(one.openings, _holders(problem, one.code)) for one in problem.vacancies
    )


def _value(problem: PlacementProblem, settings: Settings, score: dict[Pair, int], plan: Plan) -> Value:
    codes = [code for _, code in plan]
    must = {one.id for one in problem.employees if one.must_place}
    filled = {one.code: min(one.openings, codes.count(one.code)) for one in problem.vacancies}
    return (
        *(sum(filled[one.code] for one in problem.vacancies if one.priority == level) for level in (1, 2, 3)),
        sum(nip in must for nip, _ in plan),
        sum(score[pair] for pair in plan),
        -sum(pair not in problem.incumbents for pair in plan),
        sum(lot(nip, code, settings.solve.seed) for nip, code in plan),
    )
