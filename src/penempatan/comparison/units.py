"""Each dinas and unit in both plans."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from penempatan.comparison.compared import Holding, UnitChange

if TYPE_CHECKING:
    from penempatan.verification.audit import AuditedResult

    Key = tuple[str, str]  # dinas, unit


def unit_changes(before: AuditedResult, after: AuditedResult, *, whole_dinas: bool) -> tuple[UnitChange, ...]:
    """Return every dinas (or every unit of it) that offers seats in either round, sorted by name."""
    old, new = _holdings(before, whole_dinas), _holdings(after, whole_dinas)
    one, other = _people(before, whole_dinas), _people(after, whole_dinas)
    nothing = Holding(0, 0, 0)
    return tuple(
        UnitChange(
            *key,
            old.get(key, nothing),
            new.get(key, nothing),
            tuple(sorted(other[key] - one[key])),
            tuple(sorted(one[key] - other[key])),
        )
        for key in sorted({*old, *new}, key=lambda key: tuple(part.casefold() for part in key))
    )


def _key(dinas: str, unit: str, whole_dinas: bool) -> Key:
    return (dinas, "") if whole_dinas else (dinas, unit)


def _holdings(result: AuditedResult, whole_dinas: bool) -> dict[Key, Holding]:
    openings: dict[Key, int] = defaultdict(int)
    filled: dict[Key, int] = defaultdict(int)
    total: dict[Key, int] = defaultdict(int)
    key_of = {}
    for one in result.problem.vacancies:
        key = key_of[one.code] = _key(one.dinas, one.unit, whole_dinas)
        openings[key] += one.openings
    for placement in result.plan.seated:
        key = key_of[placement.vacancy_code]
        filled[key] += 1
        total[key] += placement.score
    return {key: Holding(openings[key], filled[key], total[key]) for key in openings}


def _people(result: AuditedResult, whole_dinas: bool) -> defaultdict[Key, set[str]]:
    key_of = {one.code: _key(one.dinas, one.unit, whole_dinas) for one in result.problem.vacancies}
    people: defaultdict[Key, set[str]] = defaultdict(set)
    for placement in result.plan.seated:
        people[key_of[placement.vacancy_code]].add(placement.employee_id)
    return people
