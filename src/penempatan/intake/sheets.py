"""A sheet as plain values with exact addresses; the same shape whatever the file was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache

from penempatan.domain.issue import Location
from penempatan.knowledge.text import INVISIBLE

CellValue = str | float | int | bool | date | datetime | time | timedelta
Row = Sequence[CellValue]

_UNSEEN = INVISIBLE | {0x00A0: " "}


@cache
def column_letters(column: int) -> str:
    """Return the letters of a 0-based column: 0 → A, 26 → AA."""
    letters = ""
    column += 1
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows from the very first one (row index 0 is row 1), blanks as ''.

    `lines` gives the line number of each row where that differs from the index (a CSV with line breaks inside
    quotes). `broken` names cells whose value was lost before it reached us: error cells such as `#REF!` and
    formulas that no program ever computed, as (row index, column index) → what the file says.
    """

    file: str
    name: str
    rows: Sequence[Row]
    lines: Sequence[int] | None = None
    broken: Mapping[tuple[int, int], str] = field(default_factory=dict)
    merged: Sequence[tuple[int, int, int]] = ()  # (first row, column, last row) that are one cell
    hidden_rows: int = 0  # rows hidden by a filter or by hand; they are read like the others

    def address(self, row: int, column: int) -> str:
        """Return the A1 address of a 0-based row and column."""
        return f"{column_letters(column)}{self.line(row)}"

    def line(self, row: int) -> int:
        """Return the 1-based row (for CSV: line) number of a row index."""
        return row + 1 if self.lines is None else self.lines[row]

    def place(self, row: int, column: int) -> Location:
        """Return the location of a cell."""
        return Location(self.file, self.name, self.address(row, column))


def cell_text(value: CellValue) -> str:
    """Return a cell as trimmed text: 3.0 → `3`, dates as ISO, booleans as ya/tidak; line breaks stay."""
    if isinstance(value, str):
        if not value.isascii():
            value = value.translate(_UNSEEN)
        return value.strip()
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, float):
        return _number_text(value)
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _number_text(value: float) -> str:
    """Return a number with the fifteen digits that Excel shows: `82.1`, not `82.10000000000001`.

    Three decimals get a fourth, so that a typed number is never taken for text with a thousands mark.
    """
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = f"{value:.15g}"
    return text + "0" if len(text.partition(".")[2]) == 3 else text


def is_blank(value: CellValue) -> bool:
    """Whether a cell holds nothing that a person would see."""
    return isinstance(value, str) and not cell_text(value)
