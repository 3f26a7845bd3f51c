"""A table: one sheet laid out for a role, read column by column; each distinct value is parsed once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import zip_longest
from typing import TypeVar

from penempatan.domain.issue import Location
from penempatan.intake.columns import REQUIRED, Field, Role
from penempatan.intake.complaints import (
    CELL_BROKEN,
    CELL_BROKEN_OPTIONAL,
    COLUMNS_BLANK,
    MERGED_FILLED,
    VALUE_INVALID,
    VALUE_UNKNOWN,
)
from penempatan.intake.findings import Complaint, Findings
from penempatan.intake.headings import NO_MAPPING, Layout, lay_out
from penempatan.intake.mapping import HeadingMap
from penempatan.intake.nothing import says_nothing
from penempatan.intake.rows import choose_rows
from penempatan.intake.series import Member, first_said, is_level, joined_path, joined_years
from penempatan.intake.sheets import CellValue, Row, Sheet, cell_text, is_blank
from penempatan.intake.stacked import split_cell

T = TypeVar("T")

_DISTINCT: frozenset[type] = frozenset({str, date, datetime})  # equal only where they read alike

_ERROR_TEXT = re.compile(r"#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)|Err:\d{3}")


class Unreadable(Exception):  # noqa: N818 - says what a value is not; the table turns it into a finding
    """Raised by a value reader; the text is the remedy in Indonesian."""


@dataclass(frozen=True, slots=True)
class Table:
    """Data rows of one sheet. Lists returned by the methods have one entry for each row of `rows`."""

    role: Role
    sheet: Sheet
    columns: dict[Field, int]
    heading_row: int
    rows: tuple[int, ...]  # row indices of the sheet
    findings: Findings
    groups: dict[int, str] = field(
        default_factory=dict
    )  # row index → office (unit path) that heads the rows below
    derived: dict[Field, list[str]] = field(default_factory=dict)  # fields that share or spread over columns
    refused: bool = False  # its headings are: what its cells alone show may be checked, nothing is read
    _cells: list[Sequence[CellValue]] = field(default_factory=list)  # by column, made at the first reading
    _texts: dict[Field, Sequence[str]] = field(default_factory=dict)

    def __contains__(self, field: Field) -> bool:
        return field in self.columns

    def raw(self, field: Field) -> Sequence[CellValue]:
        """Return the cells of a field; '' everywhere when there is no such column."""
        if field in self.derived:
            return self.derived[field]
        column = self.columns.get(field)
        if column is None:
            return [""] * len(self.rows)
        return self.column(column)

    def column(self, column: int) -> Sequence[CellValue]:
        """Return the cells of a column by its 0-based number."""
        if not self._cells:
            self._cells.extend(_transposed([self.sheet.rows[index] for index in self.rows]))
        return self._cells[column] if column < len(self._cells) else [""] * len(self.rows)

    def texts(self, field: Field) -> Sequence[str]:
        """Return the cells of a field as trimmed text."""
        if field not in self._texts:
            self._texts[field] = _as_texts(self.raw(field), cell_text)
        return self._texts[field]

    def blank_errors(self, field: Field) -> None:
        """Let cells that hold the text of a failed formula count as blank in `texts`."""
        self._texts[field] = ["" if is_error_text(text) else text for text in self.texts(field)]

    def text_at(self, field: Field, position: int) -> str:
        """Return one cell as trimmed text; '' when there is no such column."""
        if field in self.derived:
            return self.derived[field][position]
        column = self.columns.get(field)
        row = self.sheet.rows[self.rows[position]]
        return "" if column is None or column >= len(row) else cell_text(row[column])

    def place(self, field: Field, position: int) -> Location:
        """Return where the field of the `position`-th data row stands."""
        return self.sheet.place(self.rows[position], self.columns.get(field, 0))

    def heading_place(self) -> Location:
        """Return where the table begins, for findings about a column that is not there."""
        return self.sheet.place(self.heading_row, 0)

    def parse(
        self,
        field: Field,
        read: Callable[[str], T],
        blank: T,
        *,
        as_text: Callable[[CellValue], str] = cell_text,
        skip_nothing: bool = True,
        strict: bool = False,
    ) -> list[T]:
        """Read a field by `read`, once for each distinct text; blank cells give `blank`.

        So do texts that say nothing (`-`, `nihil`), unless `skip_nothing` is off. A text for which `read`
        raises Unreadable is reported at every cell that holds it and gives `blank`; `strict` makes that an
        error.
        """
        if field not in self.columns:
            return [blank] * len(self.rows)
        texts = self.texts(field) if as_text is cell_text else _as_texts(self.raw(field), as_text)
        known: dict[str, T] = {"": blank}
        faults: dict[str, str] = {}
        for text in set(texts) - {""}:
            known[text] = blank
            if is_error_text(text) or (skip_nothing and says_nothing(text)):
                continue
            try:
                known[text] = read(text)
            except Unreadable as fault:
                faults[text] = str(fault)
        if faults:
            complaint = VALUE_INVALID if strict else VALUE_UNKNOWN
            for position, text in enumerate(texts):
                if text in faults:
                    self.complain(complaint, field, position, shown=text, hint=faults[text])
        return [known[text] for text in texts]

    def heading(self, column: int) -> str:
        """Return the heading of a 0-based column as it is written."""
        cells = self.sheet.rows[self.heading_row]
        return " ".join(cell_text(cells[column]).split()) if column < len(cells) else ""

    def complain(
        self,
        complaint: Complaint,
        field: Field,
        position: int,
        *,
        shown: str = "",
        raw: str = "",
        also: Location | None = None,
        **words: object,
    ) -> None:
        """Report something about one cell; `shown` is quoted in the sentence, `raw` only kept beside it."""
        self.findings.add(
            complaint,
            self.place(field, position),
            raw or shown,
            also=also,
            column=field.value,
            value=_short(shown),
            **words,
        )

    def note_distinct(self, complaint: Complaint, field: Field, positions: Iterable[tuple[int, str]]) -> None:
        """Report each distinct text once, at its first cell, with the number of rows that hold it."""
        first: dict[str, int] = {}
        counts: dict[str, int] = {}
        for position, text in positions:
            first.setdefault(text, position)
            counts[text] = counts.get(text, 0) + 1
        for text, position in first.items():
            self.complain(complaint, field, position, shown=text, count=counts[text])


def build_table(
    sheet: Sheet, role: Role, keys: Sequence[Field], findings: Findings, mapping: HeadingMap = NO_MAPPING
) -> Table | None:
    """Lay out a sheet and choose its data rows; None when it has no heading row.

    `keys` are the fields that make a row a row of this table (such as NIP and name): a row that has none of
    them, or only a word such as `Jumlah` in its first cell, is skipped and reported. Where the headings do
    not allow reading, the table is `refused`: errors in its cells are reported beside those of the headings.
    """
    errors_before = sum(issue.is_error for issue in findings.issues)
    layout = lay_out(sheet, role, findings, mapping)
    if layout is None:
        return None
    if sum(issue.is_error for issue in findings.issues) > errors_before:
        return _refused(sheet, role, layout, keys, findings)
    rows, groups = choose_rows(sheet, role, layout, keys, findings)
    if sheet.merged:
        sheet = _filled(sheet, layout, rows, keys, findings)
    _drop_blank_columns(sheet, role, layout, rows, findings)
    table = Table(role, sheet, layout.columns, layout.heading_row, tuple(rows), findings, groups)
    _derive(table, layout)
    _report_broken(table)
    return table


def _filled(
    sheet: Sheet, layout: Layout, rows: Sequence[int], keys: Sequence[Field], findings: Findings
) -> Sheet:
    """Return the sheet with the value of a cell merged over several rows in each of them, and say so.

    Not the keys of a record, nor numbers of seats: one number over two rows is not meant twice.
    """
    once = {*keys, Field.OPENINGS, Field.NEED, Field.INCUMBENTS}
    spread = {column: field for field, column in layout.columns.items() if field not in once}
    spread |= {one.column: field for field, members in layout.series.items() for one in members}
    records, filled = set(rows), list(sheet.rows)
    counts: dict[tuple[int, Field], list[int]] = {}
    for top, column, end in sheet.merged:
        if column not in spread or top not in records or column >= len(sheet.rows[top]):
            continue
        for index in range(top + 1, min(end + 1, len(filled))):
            row = filled[index]
            if index in records and (column >= len(row) or is_blank(row[column])):
                before = [*row[:column], *[""] * (column - len(row))]
                filled[index] = [*before, sheet.rows[top][column], *row[column + 1 :]]
                counts.setdefault((column, spread[column]), []).append(top)
    for (column, told), tops in counts.items():
        findings.add(MERGED_FILLED, sheet.place(tops[0], column), column=told.value, count=len(tops))
    return replace(sheet, rows=filled)


def _refused(sheet: Sheet, role: Role, layout: Layout, keys: Sequence[Field], findings: Findings) -> Table:
    """Return the table of a sheet whose headings are refused; only errors of its cells are reported.

    What was done with a row (skipped, taken for a group) is not said: nothing will be done with it.
    """
    unsaid = Findings()
    rows, groups = choose_rows(sheet, role, layout, keys, unsaid)
    filled = tuple(index for index in rows if not all(map(is_blank, sheet.rows[index])))
    table = Table(role, sheet, layout.columns, layout.heading_row, filled, unsaid, groups, refused=True)
    _derive(table, layout)
    _report_broken(table)
    findings.issues.extend(issue for issue in unsaid.issues if issue.is_error)
    return replace(table, findings=findings)


def _derive(table: Table, layout: Layout) -> None:
    """Make the fields that share a column with others, and those that lie in several columns."""
    for column, fields in layout.stacked.items():
        texts = [cell_text(cell) for cell in table.column(column)]
        split = [split_cell(text, fields) for text in texts]
        for one in fields:
            table.derived[one] = [found.get(one, "") for found in split]
    for one, members in layout.series.items():
        cells = [[cell_text(cell) for cell in table.column(member.column)] for member in members]
        if one is Field.COMPETENCIES:
            own = table.texts(one) if one in layout.own else [""] * len(table.rows)
            table.derived[one] = _joined_levels(table, members, cells, own)
        else:
            join = {Field.PERFORMANCE: joined_years, Field.UNIT: joined_path}.get(one, first_said)
            table.derived[one] = [join(row) for row in zip(*cells, strict=True)]


def _joined_levels(
    table: Table, members: Sequence[Member], cells: Sequence[Sequence[str]], own: Sequence[str]
) -> list[str]:
    """Join one column a competency to `name:level; …`; a cell that is no level is reported."""
    joined = [[text] if text else [] for text in own]
    for member, column in zip(members, cells, strict=True):
        for position, text in enumerate(column):
            if is_level(text):
                joined[position].append(f"{member.label}:{text}")
            elif not says_nothing(text):
                table.findings.add(
                    VALUE_UNKNOWN,
                    table.sheet.place(table.rows[position], member.column),
                    text,
                    column=member.label,
                    value=_short(text),
                    hint="Isi level 0 sampai 5.",
                )
    return ["; ".join(parts) for parts in joined]


def _drop_blank_columns(
    sheet: Sheet, role: Role, layout: Layout, rows: Sequence[int], findings: Findings
) -> None:
    """Forget optional columns without a single value: nobody filled them, so nobody's cell is "missing"."""
    required = {field for choice in REQUIRED[role] for field in choice} - {Field.OPENINGS, Field.NEED}
    lost = {column for _, column in sheet.broken}
    blank = [
        field
        for field, column in layout.columns.items()
        if field not in required
        and column not in lost
        and not any(column < len(row := sheet.rows[index]) and not is_blank(row[column]) for index in rows)
    ]
    blank = [field for field in blank if field not in layout.series]
    if not {Field.OPENINGS, Field.NEED} & (layout.columns.keys() - set(blank)):  # one of them must be filled
        blank = [field for field in blank if field not in {Field.OPENINGS, Field.NEED}]
    if not blank or not rows:
        return
    first = min(layout.columns[field] for field in blank)
    names = ", ".join(field.value for field in sorted(blank, key=lambda field: layout.columns[field]))
    findings.add(COLUMNS_BLANK, sheet.place(layout.heading_row, first), names=names)
    for unfilled in blank:
        del layout.columns[unfilled]


def is_error_text(text: str) -> bool:
    """Whether a text is how spreadsheets write a failed formula (`#REF!`, `Err:502`)."""
    return text[:1] in {"#", "E"} and _ERROR_TEXT.fullmatch(text) is not None


def _transposed(rows: Sequence[Row]) -> list[Sequence[CellValue]]:
    """Turn rows into columns; short rows of a CSV are filled with blanks."""
    return list(zip_longest(*rows, fillvalue=""))


def _as_texts(cells: Sequence[CellValue], as_text: Callable[[CellValue], str]) -> list[str]:
    """Convert a column, each distinct cell once; numbers are taken one by one, for 1 == True == 1.0."""
    types = set(map(type, cells))
    if not types <= _DISTINCT:
        return [as_text(cell) for cell in cells]
    distinct = set(cells)
    if types == {str} and 2 * len(distinct) > len(cells):
        return [cell.strip() if cell.isascii() else as_text(cell) for cell in cells]  # type: ignore[union-attr]
    known = {cell: as_text(cell) for cell in distinct}
    return [known[cell] for cell in cells]


def _report_broken(table: Table) -> None:
    """List error cells and uncomputed formulas in columns that are read."""
    required = {field for choice in REQUIRED[table.role] for field in choice}
    broken = table.sheet.broken
    for column_field, column in table.columns.items():
        complaint = CELL_BROKEN if column_field in required else CELL_BROKEN_OPTIONAL
        for position, index in enumerate(table.rows) if broken else ():
            if what := broken.get((index, column)):
                table.complain(complaint, column_field, position, what=what)
        texts = table.texts(column_field)
        if any(map(is_error_text, set(texts))):
            for position, text in enumerate(texts):
                if is_error_text(text):
                    table.complain(complaint, column_field, position, what=f"galat {text}")
            if complaint is CELL_BROKEN_OPTIONAL:  # said to be blank, so blank for whoever reads it as it is
                table.blank_errors(column_field)


def _short(text: str, limit: int = 80) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= limit else folded[: limit - 1] + "…"
