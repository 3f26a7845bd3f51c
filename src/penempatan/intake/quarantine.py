"""Rows with errors set aside, when the user allows it, so that the round runs on the rest.

Only rows that stand for themselves can be left out: people, vacancies, and what is said of a person. An
error in a heading, a file, the catalogue, the dinas table or a lock stays an error: without that row others
would be judged by other rules than the data say.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from penempatan.domain.issue import Issue, Location, Severity
from penempatan.domain.problem import Lock, LockKind, QuarantinedRow
from penempatan.intake.amending_complaints import (
    QUARANTINE_ALL,
    QUARANTINE_COUNT,
    QUARANTINE_LOCK,
    QUARANTINE_PIN,
)
from penempatan.intake.columns import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from penempatan.intake.findings import Findings
    from penempatan.intake.table import Table

_ALONE = (Role.EMPLOYEES, Role.VACANCIES, Role.COMPETENCIES, Role.PREFERENCES, Role.SCORES)
_Line = tuple[str, str, str]  # file, sheet, row number


@dataclass(frozen=True, slots=True)
class Quarantine:
    """The rows left out, by the line they stand on."""

    rows: dict[_Line, QuarantinedRow]

    def holds(self, location: Location) -> bool:
        """Whether the row of a cell is left out."""
        return bool(self.rows) and _line(location) in self.rows

    def sorted(self) -> tuple[QuarantinedRow, ...]:
        """Return the rows, table by table, in the order of their lines."""
        return tuple(
            row
            for _, row in sorted(
                self.rows.items(), key=lambda one: (one[1].role, one[0][:2], int(one[0][2] or 0))
            )
        )


def set_aside(findings: Findings, tables: Iterable[Table]) -> Quarantine:
    """Turn the errors of single rows into quarantined ones, in place; every other error stays."""
    roles: dict[_Line, Role] = {}
    for table in tables:
        if table.role in _ALONE:
            sheet = table.sheet
            roles.update(((sheet.file, sheet.name, str(sheet.line(row))), table.role) for row in table.rows)
    faults: dict[_Line, list[Issue]] = {}
    kept: list[Issue] = []
    for issue in findings.issues:
        if issue.is_error and _line(issue.location) in roles:
            kept.append(_left_out(issue, faults))
        else:
            kept.append(issue)
    # of two equal rows neither can be told to be the right one
    kept.extend(_left_out(issue, faults) for issue in findings.links if _line(issue.location) in roles)
    findings.issues[:] = kept
    findings.links.clear()
    return Quarantine(
        {
            line: QuarantinedRow(roles[line].value, own[0].location, tuple(one.problem for one in own))
            for line, own in faults.items()
        }
    )


def _left_out(issue: Issue, faults: dict[_Line, list[Issue]]) -> Issue:
    marked = replace(issue, severity=Severity.QUARANTINED)
    faults.setdefault(_line(issue.location), []).append(marked)
    return marked


def report(quarantine: Quarantine, left: dict[Role, int], findings: Findings) -> None:
    """Say how many rows were left out of each table; nothing left of a needed table is an error."""
    if not quarantine.rows:
        return
    counts = Counter(row.role for row in quarantine.rows.values())
    parts = ", ".join(f"{counts[role.value]} {role.value}" for role in _ALONE if counts[role.value])
    findings.issues.insert(0, QUARANTINE_COUNT.issue(count=counts.total(), parts=parts))
    for role, number in left.items():
        if not number and counts[role.value]:
            findings.add(QUARANTINE_ALL, role=role.value)


def locks_left(
    locks: Sequence[Lock], people: Iterable[str], codes: Iterable[str], findings: Findings
) -> list[Lock]:
    """Drop locks about people or vacancies left out, aloud; a pin to a vacancy left out is an error.

    `people` and `codes` are those left out.
    """
    gone_people, gone_codes = set(people), set(codes)
    left: list[Lock] = []
    for lock in locks:
        if lock.employee_id in gone_people:
            findings.add(QUARANTINE_LOCK, lock.location, what="pegawai")
        elif lock.vacancy_code not in gone_codes:
            left.append(lock)
        elif lock.kind is LockKind.BAN:
            findings.add(QUARANTINE_LOCK, lock.location, what="formasi")
        else:
            findings.add(QUARANTINE_PIN, lock.location)
    return left


def _line(location: Location) -> _Line:
    return location.file, location.sheet, location.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
