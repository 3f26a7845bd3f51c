"""The oracle's half on plans: every plan of a tiny round, each valued straight from the definitions.

Eligibility and scores are those of `oracle`; the goals are counted seat by seat, the lot in Python's own
integers. Nothing of `objective`, `assignment` or `verification` takes part.
"""

from __future__ import annotations

import hashlib
from itertools import product
from typing import TYPE_CHECKING

from oracle import opinion
from oracle_rules import NO
from penempatan.domain.problem import LockKind

if TYPE_CHECKING:
    from penempatan.domain.problem import PlacementProblem
    from penempatan.settings.model import Settings

Plan = frozenset[tuple[str, str]]  # (NIP, kode formasi) of everybody who is placed
Value = tuple[int, ...]

WORD = (1 << 64) - 1


def best_plans(problem: PlacementProblem, settings: Settings) -> tuple[Value, list[Plan]]:
    """Try every plan; return the best value in the default order of goals, and the plans that reach it.

    The value: seats filled of priority 1, 2, 3; people who must be placed; score; moves, negative; lot.
    """
    score = eligible_scores(problem, settings)
    valued = [
        (_value(problem, settings, score, plan), plan)
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


def holds(problem: PlacementProblem, settings: Settings, plan: Plan) -> bool:
    """Whether a plan keeps pins, seats and limits."""
    codes = [code for _, code in plan]
    pins = {(lock.employee_id, lock.vacancy_code) for lock in problem.locks if lock.kind is LockKind.PIN}
    limits, dinas = settings.limits, {one.code: one.dinas for one in problem.vacancies}
    return (
        pins <= plan
        and all(codes.count(one.code) <= one.openings for one in problem.vacancies)
        and (limits.placements_max < 0 or len(plan) <= limits.placements_max)
        and all(sum(dinas[code] == cap.dinas for code in codes) <= cap.at_most for cap in limits.arrive_max)
    )


def _value(
    problem: PlacementProblem, settings: Settings, score: dict[tuple[str, str], int], plan: Plan
) -> Value:
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
