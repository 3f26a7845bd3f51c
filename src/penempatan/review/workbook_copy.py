"""One copy of the approval workbook that came back: its rows by id, and every cell that should not differ.

Rows may be sorted, filtered or hidden, columns moved, hidden or inserted, the sheet renamed, the file saved
by another program. What the seal vouches for must be there as it was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from penempatan.domain.decision import DecisionKind
from penempatan.domain.issue import Location
from penempatan.errors import InputError
from penempatan.intake.findings import Findings
from penempatan.intake.gate.fault import FileFault
from penempatan.intake.markings import read_markings
from penempatan.intake.notes import read_notes
from penempatan.intake.workbook import read_book
from penempatan.report.labels import (
    CHANGE_SHEET,
    DISPUTE_SHEET,
    ENTRY_HEADINGS,
    HISTORY_SHEET,
    PROGRAM,
    WAITING_REASON,
    Heading,
    HiddenSheet,
)
from penempatan.report.labels import Sheet as ReportSheet
from penempatan.report.seal import SealUnreadableError, read_back, seal_of, sealed_text
from penempatan.report.waiting_rows import is_waiting
from penempatan.review import complaints
from penempatan.review.loose_words import comments_elsewhere, comments_of, words_of
from penempatan.review.markings import check_markings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from penempatan.intake.sheets import CellValue, Sheet
    from penempatan.intake.workbook import Book
    from penempatan.report.seal import SealedTable
    from penempatan.review.loose_words import Words

_HEADING_ROWS = 50  # the heading row is looked for in the first rows only
_SUFFIXES = (".xlsx", ".xlsm")
_NUMBER = "No"
_NIP = re.compile(r"[0-9 ]{18,}")
_KEYS = {Heading.ROW_ID, Heading.NIP, Heading.VACANCY, Heading.DECISION}


@dataclass(frozen=True, slots=True)
class Expected:
    """What a copy must belong to: the run, its seal, and the runs whose decisions were read before."""

    run_id: str
    seal: str
    read_before: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in one cell that the officials write; `value` as the file has it."""

    text: str
    value: CellValue
    place: Location


@dataclass(frozen=True, slots=True)
class CopyRow:
    """One row of a copy: the number and the pair as the seal has them, and the officials' cells."""

    row_id: str
    number: str
    employee_id: str
    vacancy_code: str
    entries: Mapping[str, Entry]  # by heading; those of columns that the copy lacks are absent
    place: Location  # of the row id
    at: int  # 0-based row of the sheet


@dataclass(frozen=True, slots=True)
class WorkbookCopy:
    """A copy that belongs to the run and is as it was where it must be (or findings say where it is not)."""

    file: str
    sealed: SealedTable
    rows: tuple[CopyRow, ...]
    words: tuple[Words, ...]  # comments on any sheet, and what stands beside the columns of ours
    settles: bool  # the sheet Perlu Diputuskan: rows on which earlier copies disagreed


def read_copy(path: Path, expected: Expected, findings: Findings) -> WorkbookCopy | None:
    """Read a copy through the gate, adding every complaint; None where nothing in it can be believed."""
    place = Location(path.name)
    if path.suffix.casefold() not in _SUFFIXES:
        findings.add(complaints.WRONG_KIND, place)
        return None
    try:
        book = _book(path)
    except InputError as fault:
        findings.issues.extend(fault.issues)
        return None
    sealed = _sealed(book, expected, findings)
    if sealed is None:
        return None
    sheets = _decision_sheets(book, findings)
    if not sheets:
        return None
    try:
        data = path.read_bytes()
        notes = {name: found for name, found in read_notes(data, nobody=(PROGRAM,)).items() if found}
        markings = [read_markings(data, sheet.name) for sheet in sheets]
    except FileFault as fault:
        findings.add(complaints.BROKEN_SEAL, place, why=fault.reason)
        return None
    every: list[CopyRow] = []
    words: list[Words] = []
    for sheet, marks in zip(sheets, markings, strict=True):
        reading = _Reading(sheet, sealed, findings)
        rows = reading.rows()
        check_markings(sheet, reading.columns, rows, marks, findings)
        words += comments_of(reading.columns, rows, notes.pop(sheet.name, ()))
        words += words_of(sheet, reading.top, reading.columns, rows) if reading.whole else ()
        every += rows
    if notes:
        words += comments_elsewhere(read_book(path, Findings(), wanted=notes.__contains__), notes)
    return WorkbookCopy(path.name, sealed, tuple(every), tuple(words), _settles(sheets[0]))


_TOLD = {sheet.value for sheet in ReportSheet if sheet is not ReportSheet.PROPOSALS}
_TOLD |= {CHANGE_SHEET, HISTORY_SHEET}


def _book(path: Path) -> Book:
    """Return the sheets that may hold decisions, and the seal; of a large round the others are far larger."""
    seal = frozenset({HiddenSheet.SEAL.value})
    return read_book(path, Findings(), wanted=lambda name: name not in _TOLD, hidden=seal)


def _sealed(book: Book, expected: Expected, findings: Findings) -> SealedTable | None:
    place = Location(book.file)
    hidden = next((one for one in book.sheets if one.name == HiddenSheet.SEAL.value), None)
    if hidden is None:
        findings.add(complaints.NO_SEAL, place)
        return None
    try:
        table, seal = read_back(hidden.rows)
    except SealUnreadableError as fault:
        findings.add(complaints.BROKEN_SEAL, place, why=str(fault))
        return None
    if table.run_id != expected.run_id:
        kind = complaints.READ_BEFORE if table.run_id in expected.read_before else complaints.FOREIGN
        findings.add(kind, place, found=table.run_id, expected=expected.run_id)
        return None
    if not seal == seal_of(table) == expected.seal:
        findings.add(
            complaints.BROKEN_SEAL, place, why="salinan tersembunyinya tidak sama dengan catatan hasil"
        )
        return None
    return table


def _decision_sheets(book: Book, findings: Findings) -> list[Sheet]:
    """Return the sheet of the decisions and, behind it, that of the rows that wait, if there is one."""
    found: list[Sheet] = []
    waiting: list[Sheet] = []
    for sheet in book.sheets:
        top = _heading_row(sheet)
        if sheet.name != HiddenSheet.SEAL.value and top is not None:
            lifts = WAITING_REASON in map(sealed_text, sheet.rows[top])
            (waiting if lifts else found).append(sheet)
    for several in (found, waiting):
        if len(several) > 1:
            names = ", ".join(f"“{sheet.name}”" for sheet in several)
            findings.add(complaints.TWO_SHEETS, Location(book.file), names=names)
            return []
    if not found:
        findings.add(complaints.NO_SHEET, Location(book.file))
        return []
    return found + waiting


def _settles(sheet: Sheet) -> bool:
    return sheet.name.casefold() == DISPUTE_SHEET.casefold()


def _heading_row(sheet: Sheet) -> int | None:
    for number, row in enumerate(sheet.rows[:_HEADING_ROWS]):
        if set(map(sealed_text, row)) >= _KEYS:
            return number
    return None


class _Reading:
    """One sheet against the sealed copy."""

    def __init__(self, sheet: Sheet, sealed: SealedTable, findings: Findings) -> None:
        self._sheet, self._sealed, self._findings = sheet, sealed, findings
        self.top = _heading_row(sheet) or 0
        titles = set(map(sealed_text, sheet.rows[self.top]))
        self.whole = not _settles(sheet) and WAITING_REASON not in titles  # Usulan, and not a part of it
        self._row_of = dict(zip(sealed.row_ids, sealed.rows, strict=True))
        code = sealed.headings.index(Heading.VACANCY)
        self._telling = {row[code].casefold() for row in sealed.rows}
        self._telling |= {kind.value.casefold() for kind in DecisionKind}
        self.columns = self._column_of()

    def rows(self) -> tuple[CopyRow, ...]:
        """Return the rows, complaining of what differs, is missing, doubled or added."""
        rows = tuple(self._rows())
        if self.whole:
            seen = {row.row_id for row in rows}
            for id_ in self._sealed.row_ids:
                if id_ not in seen and not is_waiting(self._number(id_)):
                    place = Location(self._sheet.file, self._sheet.name)
                    self._findings.add(complaints.REMOVED, place, number=self._number(id_), id=id_)
        return rows

    def _column_of(self) -> dict[str, int]:
        """Return the column of each heading that matters; complain of missing and doubled ones."""
        found: dict[str, int] = {}
        known = {*self._sealed.headings, *ENTRY_HEADINGS}
        for column, cell in enumerate(self._sheet.rows[self.top]):
            heading = sealed_text(cell)
            if heading not in known:
                continue
            if heading in found:
                self._findings.add(
                    complaints.HEADING_TWICE, self._sheet.place(self.top, column), heading=heading
                )
            found.setdefault(heading, column)
        wanted = known if self.whole else _KEYS
        for heading in (*self._sealed.headings, *ENTRY_HEADINGS):
            if heading in wanted and heading not in found:
                place = Location(self._sheet.file, self._sheet.name, str(self.top + 1))
                self._findings.add(complaints.HEADING_MISSING, place, heading=heading)
        return found

    def _rows(self) -> Iterator[CopyRow]:
        seen: dict[str, Location] = {}
        for row in range(self.top + 1, len(self._sheet.rows)):
            place = self._sheet.place(row, self.columns[Heading.ROW_ID])
            id_ = self._text(row, Heading.ROW_ID).upper()
            if not id_:
                self._check_empty(row)
            elif id_ not in self._row_of:
                self._findings.add(complaints.UNKNOWN_ROW, place)
            elif id_ in seen:
                number = self._number(id_)
                self._findings.add(complaints.DUPLICATE, place, number=number, other=str(seen[id_]))
            else:
                seen[id_] = place
                self._compare(row, id_)
                yield self._row(row, id_, place)

    def _row(self, row: int, id_: str, place: Location) -> CopyRow:
        facts = dict(zip(self._sealed.headings, self._row_of[id_], strict=True))
        entries = {}
        for heading in ENTRY_HEADINGS:
            if heading in self.columns:
                value = self._value(row, heading)
                at = self._sheet.place(row, self.columns[heading])
                entries[heading] = Entry(self._text(row, heading), value, at)
        return CopyRow(
            id_, facts.get(_NUMBER, ""), facts[Heading.NIP], facts[Heading.VACANCY], entries, place, row
        )

    def _compare(self, row: int, id_: str) -> None:
        for heading, expected in zip(self._sealed.headings, self._row_of[id_], strict=True):
            column = self.columns.get(heading)
            if column is None or heading == Heading.ROW_ID:
                continue
            place, number = self._sheet.place(row, column), self._number(id_)
            lost = self._sheet.broken.get((row, column))
            if lost:
                self._findings.add(complaints.LOST_VALUE, place, heading=heading, what=lost)
            elif self._text(row, heading) != expected:
                self._findings.add(complaints.ALTERED, place, heading=heading, number=number)
        for heading in ENTRY_HEADINGS:
            column = self.columns.get(heading)
            lost = None if column is None else self._sheet.broken.get((row, column))
            if column is not None and lost:
                place = self._sheet.place(row, column)
                self._findings.add(complaints.LOST_ENTRY, place, heading=heading, what=lost)

    def _check_empty(self, row: int) -> None:
        """A row without an id may hold a title or a signature, but nothing of a proposal."""
        for heading in (Heading.NIP, Heading.VACANCY, Heading.DECISION, Heading.ALTERNATE):
            column = self.columns.get(heading)
            text = self._text(row, heading)
            if column is not None and (text.casefold() in self._telling or _NIP.fullmatch(text)):
                self._findings.add(complaints.NO_ID, self._sheet.place(row, column))
                return

    def _number(self, id_: str) -> str:
        facts = dict(zip(self._sealed.headings, self._row_of[id_], strict=True))
        return facts.get(_NUMBER, "")

    def _value(self, row: int, heading: str) -> CellValue:
        cells, column = self._sheet.rows[row], self.columns.get(heading, -1)
        return cells[column] if 0 <= column < len(cells) else ""

    def _text(self, row: int, heading: str) -> str:
        value = self._value(row, heading)
        return sealed_text(value) if heading not in _FREE_TEXT else _own_text(value)


_FREE_TEXT = (Heading.REASON, Heading.REMARK, Heading.DECIDED_BY)


def _own_text(value: CellValue) -> str:
    """Return what somebody wrote, line breaks and all."""
    return value.strip() if isinstance(value, str) else sealed_text(value)
