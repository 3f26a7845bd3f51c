"""A table: one sheet laid out for a role, read column by column; each distinct value is parsed once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TypeVar

from penempatan.domain.issue import Location
from penempatan.intake.columns import REQUIRED, Field, Role
from penempatan.intake.complaints import (
    CELL_BROKEN,
    CELL_BROKEN_OPTIONAL,
    COLUMNS_BLANK,
    ROW_GROUP,
    ROW_SKIPPED,
    ROW_TOO_LONG,
    VALUE_INVALID,
    VALUE_UNKNOWN,
)
from penempatan.intake.findings import Complaint, Findings
from penempatan.intake.headings import Layout, lay_out
from penempatan.intake.nothing import says_nothing
from penempatan.intake.sheets import CellValue, Row, Sheet, cell_text, is_blank
from penempatan.knowledge.dinas import find_dinas

T = TypeVar("T")

_ERROR_TEXT = re.compile(r"#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)|Err:\d{3}")
_FOOTER = re.compile(
    r"(grand )?(jumlah|total|subtotal|rekap|mengetahui|catatan|keterangan|ket|sumber|dicetak|tgl cetak)\b",
    re.IGNORECASE,
)


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
    groups: dict[int, str] = field(default_factory=dict)  # row index → dinas that heads the rows below
    _cells: list[Sequence[CellValue]] = field(default_factory=list)  # by column, made at the first reading
    _texts: dict[Field, Sequence[str]] = field(default_factory=dict)

    def __contains__(self, field: Field) -> bool:
        return field in self.columns

    def raw(self, field: Field) -> Sequence[CellValue]:
        """Return the cells of a field; '' everywhere when there is no such column."""
        column = self.columns.get(field)
        if column is None:
            return [""] * len(self.rows)
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

    def complain(
        self,
        complaint: Complaint,
        field: Field,
        position: int,
        *,
        shown: str = "",
        raw: str = "",
        **words: object,
    ) -> None:
        """Report something about one cell; `shown` is quoted in the sentence, `raw` only kept beside it."""
        self.findings.add(
            complaint,
            self.place(field, position),
            raw or shown,
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


def build_table(sheet: Sheet, role: Role, keys: Sequence[Field], findings: Findings) -> Table | None:
    """Lay out a sheet and choose its data rows; None when its headings do not allow reading.

    `keys` are the fields that make a row a row of this table (such as NIP and name): a row that has none of
    them, or only a word such as `Jumlah` in its first cell, is skipped and reported.
    """
    errors_before = sum(issue.is_error for issue in findings.issues)
    layout = lay_out(sheet, role, findings)
    if layout is None or sum(issue.is_error for issue in findings.issues) > errors_before:
        return None
    key_columns = [layout.columns[field] for field in keys if field in layout.columns]
    spoken = " atau ".join(field.value for field in keys)
    rows: list[int] = []
    groups: dict[int, str] = {}
    may_be_grouped = role in (Role.EMPLOYEES, Role.VACANCIES) and Field.DINAS not in layout.columns
    for index in range(layout.data_row, len(sheet.rows)):
        row = sheet.rows[index]
        if len(row) > layout.width and sheet.lines is not None and any(map(cell_text, row[layout.width :])):
            findings.add(ROW_TOO_LONG, sheet.place(index, layout.width))
        if not all(column < len(row) and _is_plain_key(row[column]) for column in key_columns):
            filled = [column for column, cell in enumerate(row) if not is_blank(cell)]
            if not filled and not any((index, column) in sheet.broken for column in key_columns):
                continue
            if _is_no_record(sheet, index, filled, key_columns):
                place, text = sheet.place(index, filled[0]), cell_text(row[filled[0]])
                fact = find_dinas(text) if may_be_grouped and len(filled) == 1 else None
                if fact is not None:
                    groups[index] = fact.name
                    findings.add(ROW_GROUP, place, text, dinas=fact.name)
                else:
                    findings.add(ROW_SKIPPED, place, text, role=role.value, key=spoken)
                continue
        rows.append(index)
    _drop_blank_columns(sheet, role, layout, rows, findings)
    table = Table(role, sheet, layout.columns, layout.heading_row, tuple(rows), findings, groups)
    _report_broken(table)
    return table


def _drop_blank_columns(
    sheet: Sheet, role: Role, layout: Layout, rows: Sequence[int], findings: Findings
) -> None:
    """Forget optional columns without a single value: nobody filled them, so nobody's cell is "missing"."""
    required = {field for choice in REQUIRED[role] for field in choice}
    lost = {column for _, column in sheet.broken}
    blank = [
        field
        for field, column in layout.columns.items()
        if field not in required
        and column not in lost
        and not any(column < len(row := sheet.rows[index]) and not is_blank(row[column]) for index in rows)
    ]
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
    """Convert a column, each distinct text once; mixed types are taken one by one, for 1 == True == 1.0."""
    if set(map(type, cells)) == {str}:
        known = {cell: as_text(cell) for cell in set(cells)}
        return [known[cell] for cell in cells]
    return [as_text(cell) for cell in cells]


def _is_plain_key(cell: CellValue) -> bool:
    return isinstance(cell, str) and bool(cell) and not cell.isspace() and not _FOOTER.match(cell)


def _is_no_record(sheet: Sheet, index: int, filled: Sequence[int], key_columns: Sequence[int]) -> bool:
    """Whether a row is a total, a remark or a signature rather than a record with a damaged key."""
    if any((index, column) in sheet.broken for column in key_columns):
        return False  # the key is there, only lost; the row must not vanish
    if not any(column in filled for column in key_columns):
        return True
    first = cell_text(sheet.rows[index][filled[0]])
    if len(filled) == 1 and len(key_columns) > 1 and not any(map(str.isdigit, first)):
        return True  # a lone word: the office above its people, a remark
    return len(filled) <= 3 and _FOOTER.match(first) is not None


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
