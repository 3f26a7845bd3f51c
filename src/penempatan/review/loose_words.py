"""What people wrote in a copy besides decisions: comments on any sheet, columns and lines of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from penempatan.intake.sheets import cell_text, column_letters
from penempatan.report.labels import Heading
from penempatan.report.live_cells import KEY_PREFIX

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from penempatan.intake.notes import CellNote
    from penempatan.intake.sheets import Sheet
    from penempatan.intake.workbook import Book
    from penempatan.review.workbook_copy import CopyRow

_NIP = re.compile(r"[0-9]{18}")


@dataclass(frozen=True, slots=True)
class Words:
    """One text and where it stood: by row id and heading, else by address, with the person of that line."""

    row_id: str  # empty outside the rows of the decision sheet
    employee_id: str  # outside them: the only NIP on the line, if there is one
    heading: str  # of the column; outside the rows the address, with its sheet where that is another one
    text: str
    is_note: bool  # a cell comment, not the text of a cell


def comments_of(
    columns: Mapping[str, int], rows: Sequence[CopyRow], notes: Sequence[CellNote]
) -> Iterator[Words]:
    """Yield the comments of a decision sheet: at their row and heading, by their address outside the rows."""
    ids = {row.at: row.row_id for row in rows}
    headings = {column: heading for heading, column in columns.items()}
    for note in notes:
        row_id, address = ids.get(note.row, ""), _address(note)
        yield Words(row_id, "", headings.get(note.column, address) if row_id else address, note.text, True)


def comments_elsewhere(book: Book, notes: Mapping[str, Sequence[CellNote]]) -> Iterator[Words]:
    """Yield the comments of other sheets by their address, with the person whose line it is."""
    sheets = {sheet.name: sheet for sheet in book.sheets}
    for name, found in notes.items():
        for note in found:
            person = _person(sheets.get(name), note.row)
            yield Words("", person, f"{name}!{_address(note)}", note.text, True)


def _address(note: CellNote) -> str:
    return f"{column_letters(note.column)}{note.row + 1}"


def words_of(sheet: Sheet, top: int, columns: Mapping[str, int], rows: Sequence[CopyRow]) -> Iterator[Words]:
    """Yield the cells of columns and lines that are not ours; `top` is the row of the headings."""
    by_row = {row.at: row for row in rows}
    titles = [cell_text(cell) for cell in sheet.rows[top]]
    ours = {*columns.values(), *(at for at, title in enumerate(titles) if title in _FOLLOWING)}
    for number, cells in enumerate(sheet.rows):
        row = by_row.get(number)
        if number == top:
            continue
        for column, cell in enumerate(cells):
            text = cell_text(cell)
            if not text or (column in ours and row is not None):
                continue
            if row is None:
                yield Words("", "", sheet.address(number, column), text, False)
            elif not _is_key(row, text):
                title = titles[column] if column < len(titles) else ""
                heading = title or f"Kolom {column_letters(column)}"
                yield Words(row.row_id, "", heading, text, False)


_FOLLOWING = (Heading.CHANGE, Heading.WARNING)  # cells that follow the decisions


def _is_key(row: CopyRow, text: str) -> bool:
    """Whether a cell is the hidden one that repeats the alternate of its row."""
    chosen = row.entries.get(Heading.ALTERNATE)
    return chosen is not None and text == KEY_PREFIX + chosen.text.replace(" ", "")


def _person(sheet: Sheet | None, row: int) -> str:
    """Return the NIP on a line of a sheet; empty where there is none, or more than one."""
    if sheet is None or row >= len(sheet.rows):
        return ""
    found = {text for cell in sheet.rows[row] if _NIP.fullmatch(text := cell_text(cell))}
    return found.pop() if len(found) == 1 else ""
