"""Findings turned into lines to fill in: whose row, which cell, what it holds, what might mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from penempatan.domain.issue import Severity
from penempatan.intake.columns import Field, Role
from penempatan.intake.corrections.form import CorrectionRow
from penempatan.intake.corrections.proposals import present_text, propose
from penempatan.intake.corrections.reading import row_and_column
from penempatan.intake.places import dinas_of_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from penempatan.domain.issue import Issue
    from penempatan.intake.table import Table

GENERAL = "Umum"
_WITHOUT_DINAS = "Tanpa Dinas"
_LISTED = (Severity.ERROR, Severity.QUARANTINED, Severity.WARNING)
_SHEETS = {
    Role.VACANCIES: "Formasi",
    Role.POSITIONS: "Jabatan",
    Role.COMPETENCIES: "Kompetensi",
    Role.DINAS: "Dinas",
    Role.PREFERENCES: "Minat",
    Role.LOCKS: "Kunci",
    Role.WAIVERS: "Pengecualian",
    Role.RELATIONS: "Hubungan",
    Role.UNITS: "Unor",
    Role.SCORES: "Skor",
}


def correction_rows(issues: Iterable[Issue], tables: Sequence[Table]) -> tuple[CorrectionRow, ...]:
    """Return a line for every error and warning, in the order of the findings.

    People come under their dinas, other tables under their own name; what no cell can mend (a missing
    column, a file that cannot be read) comes under `Umum`, without a cell to fill in.
    """
    contexts: dict[tuple[str, str], list[_Context]] = {}
    for table in tables:
        contexts.setdefault((table.sheet.file, table.sheet.name), []).append(_Context(table))
    rows: list[CorrectionRow] = []
    for issue in issues:
        if issue.severity not in _LISTED:
            continue
        place = issue.location
        own = (context.row(issue) for context in contexts.get((place.file, place.sheet), ()))
        row = next((one for one in own if one is not None), None)
        fault = f"{issue.problem} {issue.remedy}"
        rows.append(
            row
            or CorrectionRow(
                None, GENERAL, place, "", "", None, column="", present="", fault=fault, proposal=""
            )
        )
    return tuple(rows)


class _Context:
    """One table with what its findings need, worked out once."""

    def __init__(self, table: Table) -> None:
        self.table = table
        sheet = table.sheet
        self._positions = {sheet.line(row): position for position, row in enumerate(table.rows)}
        self._fields = {column: field for field, column in reversed(table.columns.items())}
        is_roster = table.role is Role.EMPLOYEES
        self._units = dinas_of_rows(table) if is_roster else []
        self._key = Field.CODE if table.role is Role.VACANCIES else Field.NIP
        self._name = Field.NAME if is_roster else Field.POSITION

    def row(self, issue: Issue) -> CorrectionRow | None:
        """Return the line of a finding in a data row of this table; None where it is not in one."""
        table = self.table
        at = row_and_column(issue.location.cell)
        position = None if at is None else self._positions.get(at[0])
        if at is None or position is None:
            return None
        column = at[1]
        field = self._fields.get(column)
        unit = (self._units[position] or _WITHOUT_DINAS) if self._units else _SHEETS[table.role]
        heading = table.heading(column)
        return CorrectionRow(
            table.role,
            unit,
            issue.location,
            table.text_at(self._key, position),
            table.text_at(self._name, position),
            field,
            column=heading or (field.value if field is not None else ""),
            present=present_text(table, table.rows[position], column),
            fault=f"{issue.problem} {issue.remedy}",
            proposal=propose(table, position, field, issue) if field is not None else "",
        )
