"""A round as its approvers left it: the register and the plan they decided on join what was read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from penempatan.domain.decision import Review
from penempatan.domain.issue import Issue, Location, Severity
from penempatan.domain.problem import LockKind, SourceFile
from penempatan.domain.reviewed import reviewed, undecided
from penempatan.errors import InputError
from penempatan.report.csv_text import safe_cell
from penempatan.report.placements_csv import PlacementsUnreadableError, parse_placements
from penempatan.report.record import DECISIONS_ROLE, PREVIOUS_ROLE
from penempatan.review.register import parse_register

if TYPE_CHECKING:
    from penempatan.domain.problem import PlacementProblem
    from penempatan.domain.reviewed import Pair
    from penempatan.settings.model import Settings


@dataclass(frozen=True, slots=True)
class NamedBytes:
    """A file's name and its bytes."""

    name: str
    data: bytes


def under_review(
    problem: PlacementProblem, settings: Settings, register: NamedBytes, previous: NamedBytes
) -> PlacementProblem:
    """Return the round for the plan after a review, both files among its sources.

    `problem` is the round as read; `previous` is the penempatan.csv that was decided on. InputError when one
    of the two files is not as we write it.
    """
    decisions = parse_register(register.data, register.name)
    placed = placed_pairs(problem, previous)
    pinned = [(lock.employee_id, lock.vacancy_code) for lock in problem.locks if lock.kind is LockKind.PIN]
    review = Review(decisions, undecided(placed, decisions, pinned))
    sources = (
        *problem.sources,
        _source(DECISIONS_ROLE, register, len(decisions)),
        _source(PREVIOUS_ROLE, previous, len(placed)),
    )
    changed = reviewed(problem, review, hold_seats=settings.review.defer_holds_seat)
    return replace(changed, sources=sources)


def placed_pairs(problem: PlacementProblem, placements: NamedBytes) -> tuple[Pair, ...]:
    """Return the pairs of a penempatan.csv in its order; InputError when the round does not know one."""
    people = {safe_cell(one.id): one.id for one in problem.employees}
    posts = {safe_cell(one.code): one.code for one in problem.vacancies}
    try:
        rows = parse_placements(placements.data, placements.name)
    except PlacementsUnreadableError as fault:
        raise InputError([_damaged(placements.name, "", str(fault))]) from fault
    strangers = [
        _damaged(placements.name, str(number), "memuat pegawai atau formasi yang tidak ada pada ronde")
        for number, row in enumerate(rows, 2)
        if row.nip not in people or row.vacancy_code not in posts
    ]
    if strangers:
        raise InputError(strangers)
    return tuple((people[row.nip], posts[row.vacancy_code]) for row in rows)


def _source(role: str, file: NamedBytes, rows: int) -> SourceFile:
    return SourceFile(role, file.name, "", hashlib.sha256(file.data).hexdigest(), rows)


def _damaged(name: str, line: str, problem: str) -> Issue:
    remedy = "Pulihkan berkas hasil yang utuh, lalu ulangi."
    return Issue("result_damaged", Severity.ERROR, Location(name, "", line), problem, remedy)
