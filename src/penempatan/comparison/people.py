"""Who changed from one plan to the other, and the cause that the rules and the data give."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from penempatan.comparison.compared import ChangeKind, PersonChange, Seat
from penempatan.eligibility.rule import Verdict
from penempatan.explain.closing_rules import named
from penempatan.explain.placed import score_parts
from penempatan.explain.wording import points, sentence
from penempatan.report.labels import COMPONENTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from penempatan.scoring.pairs import PairJudgement
    from penempatan.verification.audit import AuditedResult

    Seats = Mapping[str, Seat]


def seats_of(result: AuditedResult) -> dict[str, Seat]:
    """Return the seat of everybody who has one, those who keep their posts too, by NIP."""
    problem, placements = result.problem, result.plan.seated
    person = {one.id: index for index, one in enumerate(problem.employees)}
    post = {one.code: index for index, one in enumerate(problem.vacancies)}
    employees = np.array([person[one.employee_id] for one in placements], dtype=np.int32)
    vacancies = np.array([post[one.vacancy_code] for one in placements], dtype=np.int32)
    seats = {}
    for placement, parts in zip(placements, score_parts(result.pairs, employees, vacancies), strict=True):
        vacancy = problem.vacancies[post[placement.vacancy_code]]
        shown = tuple((part.key, part.points if part.asked else None) for part in parts)
        seats[placement.employee_id] = Seat(
            vacancy.code, vacancy.position, vacancy.dinas, vacancy.unit, placement.score, shown
        )
    return seats


def person_changes(
    before: AuditedResult, after: AuditedResult, old: Seats, new: Seats
) -> tuple[tuple[PersonChange, ...], int]:
    """Return the people whose seat or score differs, by kind and NIP, and how many are the same in both."""
    names = {
        one.id: one.name for one in (*before.problem.employees, *after.problem.employees)
    }  # B's name where they differ
    changes, unchanged = [], 0
    for nip in sorted({*old, *new}):
        one, other = old.get(nip), new.get(nip)
        kind = _kind(one, other)
        if kind is None:
            unchanged += 1
            continue
        cause = _cause(before, after, nip, one, other)
        changes.append(PersonChange(nip, names[nip], kind, one, other, cause))
    order = list(ChangeKind)
    return tuple(sorted(changes, key=lambda change: order.index(change.kind))), unchanged


def _kind(one: Seat | None, other: Seat | None) -> ChangeKind | None:
    if one is None:
        return ChangeKind.PLACED
    if other is None:
        return ChangeKind.RELEASED
    if one.code != other.code:
        return ChangeKind.MOVED
    return None if (one.score, one.parts) == (other.score, other.parts) else ChangeKind.RESCORED


def _cause(
    before: AuditedResult, after: AuditedResult, nip: str, one: Seat | None, other: Seat | None
) -> str:
    clauses = []
    if one is not None and other is not None and one.code == other.code:
        clauses.append(_rescored(one, other))
    else:
        if one is not None:
            clauses.append(_elsewhere("A", one, "B", after, nip))
        if other is not None:
            clauses.append(_elsewhere("B", other, "A", before, nip))
    return sentence("; ".join(clauses))


def _elsewhere(own: str, seat: Seat, side: str, result: AuditedResult, nip: str) -> str:
    """Say how the seat of one side stands on the other."""
    judged = _judged(result, nip, seat.code)
    where = f"formasi {own} ({seat.code}) pada {side}"
    if isinstance(judged, str):
        return f"{where}: {judged}"
    broken = [
        f"{named(one.code)}, dimiliki {one.held}, disyaratkan {one.required}"
        for one in judged.findings
        if one.verdict is Verdict.FORBIDDEN
    ]
    if broken:
        return f"{where} ditolak syarat " + "; ".join(broken)
    return f"{where} memenuhi syarat dengan skor {points(judged.score)}, tetapi susunan {side} memilih lain"


def _judged(result: AuditedResult, nip: str, code: str) -> PairJudgement | str:
    problem = result.problem
    person = next((index for index, one in enumerate(problem.employees) if one.id == nip), None)
    post = next((index for index, one in enumerate(problem.vacancies) if one.code == code), None)
    if person is None:
        return "pegawai ini tidak ada pada masukannya"
    if post is None:
        return "formasi ini tidak ada pada masukannya"
    return result.pairs.judge(person, post)


def _rescored(one: Seat, other: Seat) -> str:
    parts = [
        f"{COMPONENTS[key]} {_points(value)} menjadi {_points(dict(other.parts).get(key))}"
        for key, value in one.parts
        if value != dict(other.parts).get(key)
    ]
    if parts:
        return "poin berubah: " + ", ".join(parts)
    return "poin setiap komponen sama; bobotnya yang berubah"


def _points(value: int | None) -> str:
    return "tidak diminta" if value is None else points(value)
