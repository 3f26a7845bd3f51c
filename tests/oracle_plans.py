"""The oracle's half on plans: every plan of a tiny round, each valued straight from the definitions.

Eligibility and scores are those of `oracle`; the goals are counted seat by seat, the lot in Python's own
integers. Nothing of `objective`, `assignment` or `verification` takes part.
"""

from __future__ import annotations

import hashlib
from itertools import product
from typing import TYPE_CHECKING

from oracle import opinion, profile_of
from oracle_rules import NO
from penempatan.domain.problem import LockKind
from penempatan.knowledge.dinas import find_dinas
from penempatan.knowledge.districts import distance_m, find_district
from penempatan.settings.model import Mode

if TYPE_CHECKING:
    from penempatan.domain.employee import Employee
    from penempatan.domain.problem import PlacementProblem
    from penempatan.domain.vacancy import Vacancy
    from penempatan.settings.model import Settings, ShareLimit

Plan = frozenset[tuple[str, str]]  # (NIP, kode formasi) of everybody who is placed
Value = tuple[int, ...]

WORD = (1 << 64) - 1


def best_plans(problem: PlacementProblem, settings: Settings) -> tuple[Value, list[Plan]]:
    """Try every plan; return the best value in the default order of goals, and the plans that reach it.

    The value: seats filled of priority 1, 2, 3; people who must be placed; score; moves, negative; lot.
    """
    score = eligible_scores(problem, settings)
    valued = [
        (value_of(problem, settings, score, plan), plan)
        for plan in every_plan(problem, score)
        if holds(problem, settings, plan)
    ]
    best = max(value for value, _ in valued)
    return best, [plan for value, plan in valued if value == best]


def every_plan(problem: PlacementProblem, score: dict[tuple[str, str], int]) -> list[Plan]:
    """Return every way to give each person one eligible post or none, whatever the seats."""
    options = [[None, *(code for nip, code in score if nip == employee.id)] for employee in problem.employees]
    return [
        frozenset((one.id, code) for one, code in zip(problem.employees, choice, strict=True) if code)
        for choice in product(*options)
    ]


def eligible_scores(problem: PlacementProblem, settings: Settings) -> dict[tuple[str, str], int]:
    """Return the score of every pair that no rule forbids."""
    judged = {
        (employee.id, vacancy.code): opinion(problem, settings, employee, vacancy)
        for employee in problem.employees
        for vacancy in problem.vacancies
    }
    return {pair: one.score for pair, one in judged.items() if one.verdict < NO}


def lot(nip: str, code: str, seed: int) -> int:
    """Return the published lot of a pair, 1..2^20."""
    person, post = (
        int.from_bytes(hashlib.blake2b(f"{seed}|{text}".encode(), digest_size=8).digest(), "big")
        for text in (nip, code)
    )
    return (_mixed(person ^ (WORD - _mixed(post))) >> 44) + 1


def _mixed(value: int) -> int:
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9 & WORD
    value = (value ^ (value >> 27)) * 0x94D049BB133111EB & WORD
    return value ^ (value >> 31)


def dinas_district(problem: PlacementProblem, dinas: str) -> str | None:
    """Return the kecamatan of the office of a dinas: the Dinas sheet, else what the package knows."""
    profile = profile_of(problem, dinas)
    fact = find_dinas(dinas) if dinas else None
    text = (profile.district if profile else "") or (fact.district if fact else "")
    return find_district(text) if text else None


def holds(problem: PlacementProblem, settings: Settings, plan: Plan) -> bool:
    """Whether a plan keeps pins, seats and limits."""
    codes = [code for _, code in plan]
    pins = {(lock.employee_id, lock.vacancy_code) for lock in problem.locks if lock.kind is LockKind.PIN}
    return (
        pins <= plan
        and all(codes.count(one.code) <= one.openings for one in problem.vacancies)
        and limits_hold(problem, settings, plan)
    )


def limits_hold(problem: PlacementProblem, settings: Settings, plan: Plan) -> bool:
    """Whether a plan keeps the limits; a plan of penataan holds the stays too, which count no change."""
    limits, posts = settings.limits, {one.code: one for one in problem.vacancies}
    people = {one.id: one for one in problem.employees}
    rearranged = settings.round.mode is Mode.REARRANGE
    changes = len(plan - set(problem.incumbents))

    def comers(place: str) -> int:
        return sum(
            _inside(posts[code], place) and not (rearranged and _inside(people[nip], place))
            for nip, code in plan
        )

    return (
        (limits.placements_max < 0 or changes <= limits.placements_max)
        and (not rearranged or limits.moves_max < 0 or changes <= limits.moves_max)
        and all(comers(cap.dinas) <= cap.at_most for cap in limits.arrive_max)
        and all(comers(cap.dinas) >= cap.at_most for cap in limits.arrive_min)
        and _keeps_people(problem, settings, plan)
        and all(_share_holds(problem, share, plan) for share in limits.shares)
        and all(_within_reach(problem, settings, plan, one) for one in problem.employees)
        and all(_apart(problem, settings, plan, pair) for pair in problem.relatives)
    )


def _inside(one: Employee | Vacancy, place: str) -> bool:
    """Whether a person or post is in `DINAS` or `DINAS | UNIT | …`, at the unit or below it."""
    dinas, *unit = place.split(" | ")
    path = one.unit.split(" | ") if one.unit else []
    return one.dinas == dinas and path[: len(unit)] == unit


def _keeps_people(problem: PlacementProblem, settings: Settings, plan: Plan) -> bool:
    """Leavers, staffing, moves and kelas jabatan points, counted person by person."""
    limits, people = settings.limits, {one.id: one for one in problem.employees}
    posts = {one.code: one for one in problem.vacancies}
    placed = [(people[nip], posts[code]) for nip, code in plan]
    moved = sum(not one.dinas or one.dinas != post.dinas for one, post in placed)
    steps = [(one.job_grade, post.job_grade) for one, post in placed]
    climb = sum(max(0, new - old) for old, new in steps if old is not None and new is not None)

    def leavers(place: str) -> int:
        return sum(_inside(one, place) and not _inside(post, place) for one, post in placed)

    def arrivals(place: str) -> int:
        return sum(_inside(post, place) and not _inside(one, place) for one, post in placed)

    return (
        all(leavers(cap.dinas) <= cap.at_most for cap in limits.leave_max)
        and all(
            sum(_inside(one, cap.dinas) for one in problem.employees)
            - leavers(cap.dinas)
            + arrivals(cap.dinas)
            >= cap.at_most
            for cap in limits.staff_min
        )
        and (limits.moves_max < 0 or moved <= limits.moves_max or settings.round.mode is Mode.REARRANGE)
        and (limits.grade_budget < 0 or climb <= limits.grade_budget)
    )


def _share_holds(problem: PlacementProblem, share: ShareLimit, plan: Plan) -> bool:
    """The share of a group, dinas by dinas or over the round, in exact fractions."""
    people = {one.id: one for one in problem.employees}
    posts = {one.code: one for one in problem.vacancies}
    places = [share.place]
    if share.place == "setiap dinas":
        places = sorted({one.dinas for one in problem.vacancies} - {""})
    for place in places:
        here = [people[nip] for nip, code in plan if not place or _inside(posts[code], place)]
        held = [
            {
                "golongan": one.rank.label if one.rank else "",
                "status": one.status.value if one.status else "",
                "dinas_asal": one.dinas,
                "rumpun": _field_group(one),
                "jenjang": one.tier.label if one.tier else "",
            }[share.attribute.value]
            for one in here
        ]
        group = sum(value in share.values for value in held)
        if share.most_percent >= 0 and 100 * group > share.most_percent * len(here):
            return False
        if share.least_percent >= 0 and 100 * group < share.least_percent * len(here):
            return False
    return True


def _field_group(one: Employee) -> str:
    programme = one.educations[0].programme if one.educations else None
    return (programme.field_group if programme else None) or ""


def _within_reach(problem: PlacementProblem, settings: Settings, plan: Plan, one: Employee) -> bool:
    """Whether somebody who is placed has the spouse within reach, placed or where the spouse is now.

    Two who both stay where they are today may do so.
    """
    placed, people = dict(plan), {other.id: other for other in problem.employees}
    moved = {nip for nip, code in plan if dict(problem.incumbents).get(nip) != code}
    couples = {(one.id, one.spouse_id)} | {
        (other.spouse_id, other.id) for other in problem.employees if other.spouse_id == one.id
    }
    if settings.limits.spouse_km < 0 or one.id not in placed:
        return True
    posts = {other.code: other for other in problem.vacancies}

    def office(code: str) -> str | None:
        post = posts[code]
        return find_district(post.district) if post.district else dinas_district(problem, post.dinas)

    here = office(placed[one.id])
    for _, spouse in couples:
        if spouse not in people or spouse == one.id or not moved & {spouse, one.id}:
            continue
        now = people[spouse].dinas
        there = office(placed[spouse]) if spouse in placed else dinas_district(problem, now)
        metres = distance_m(here, there) if here and there else None
        if (
            metres is not None
            and metres * settings.commute.detour_percent > settings.limits.spouse_km * 10**5
        ):
            return False
    return True


def _apart(problem: PlacementProblem, settings: Settings, plan: Plan, pair: tuple[str, str]) -> bool:
    """Whether neither of two relatives comes to the unit in which the other one is afterwards (R36)."""
    placed, held = dict(plan), dict(problem.incumbents)
    places: dict[str, Employee | Vacancy] = {one.id: one for one in problem.employees if one.id in pair}
    places |= {
        nip: post for nip, code in plan if nip in pair for post in problem.vacancies if post.code == code
    }
    came = any(nip in placed and placed[nip] != held.get(nip) for nip in pair)
    first, second = ((places[nip].dinas.casefold(), places[nip].unit.casefold()) for nip in pair)
    return not (settings.limits.relatives_apart and came and first == second and all(first))


def value_of(
    problem: PlacementProblem, settings: Settings, score: dict[tuple[str, str], int], plan: Plan
) -> Value:
    """Return what a plan is worth, tier by tier (see `best_plans`)."""
    people = {one.id: one for one in problem.employees}
    posts = {one.code: one for one in problem.vacancies}
    moves = sum(not people[nip].dinas or people[nip].dinas != posts[code].dinas for nip, code in plan)
    return (
        *(sum(posts[code].priority == level for _, code in plan) for level in (1, 2, 3)),
        sum(people[nip].must_place for nip, _ in plan),
        sum(score[pair] for pair in plan),
        -moves,
        sum(lot(nip, code, settings.solve.seed) for nip, code in plan),
    )
