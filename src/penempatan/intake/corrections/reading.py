"""A filled-in correction workbook read back, and its entries laid over the sheets as they are read.

An entry counts only while its cell still holds what was recorded, in the row of the same person or post;
otherwise it is named and left. The input files themselves are never written to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from penempatan.domain.issue import Location
from penempatan.domain.problem import SourceFile
from penempatan.errors import InputError
from penempatan.intake.amending_complaints import (
    CORRECTION_APPLIED,
    CORRECTION_CONFLICT,
    CORRECTION_STALE,
    CORRECTION_STRANGER,
    CORRECTIONS_INVALID,
)
from penempatan.intake.columns import heading_key
from penempatan.intake.corrections.form import CORRECTIONS_ROLE, CorrectionHeading
from penempatan.intake.sheets import CellValue, Row, Sheet, cell_text, is_blank
from penempatan.intake.workbook import read_book

if TYPE_CHECKING:
    from pathlib import Path

    from penempatan.intake.findings import Findings

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_SEARCH_ROWS = 10
_NEEDED = (
    CorrectionHeading.FILE,
    CorrectionHeading.SHEET,
    CorrectionHeading.CELL,
    CorrectionHeading.KEY,
    CorrectionHeading.COLUMN,
    CorrectionHeading.PRESENT,
    CorrectionHeading.ENTRY,
)


@dataclass(frozen=True, slots=True)
class Correction:
    """One filled-in line: the cell, what it held (folded), whose row it is in, and what it shall hold."""

    cell: str
    column: str
    present: str
    key: str
    entry: CellValue
    place: Location  # in the correction workbook


@dataclass(slots=True)
class Corrections:
    """The entries by (file, sheet); those that no sheet took are reported at the end."""

    file: str = ""
    entries: dict[tuple[str, str], list[Correction]] = field(default_factory=dict)
    _met: set[tuple[str, str]] = field(default_factory=set)

    def apply(self, sheet: Sheet, findings: Findings) -> Sheet:
        """Return the sheet with its corrections laid over it; the sheet itself where there are none."""
        own = self.entries.get((sheet.file, sheet.name))
        if not own or (sheet.file, sheet.name) in self._met:
            self._met.add((sheet.file, sheet.name))
            return sheet if not own else self._laid_over(sheet, own, None)
        self._met.add((sheet.file, sheet.name))
        return self._laid_over(sheet, own, findings)

    def _laid_over(self, sheet: Sheet, own: list[Correction], findings: Findings | None) -> Sheet:
        rows: list[Row] = list(sheet.rows)
        broken = dict(sheet.broken)
        lines = None if sheet.lines is None else {line: index for index, line in enumerate(sheet.lines)}
        for correction in own:
            place = Location(sheet.file, sheet.name, correction.cell)
            at = _indices(correction.cell, lines, len(rows))
            if at is None:
                if findings is not None:
                    findings.add(CORRECTION_STRANGER, correction.place, place=place)
                continue
            row, column = at
            cells = sheet.rows[row]
            now = cells[column] if column < len(cells) else ""
            whose = not correction.key or any(correction.key in folded(cell) for cell in cells)
            if folded(now) != correction.present or not whose:
                if findings is not None:
                    findings.add(CORRECTION_STALE, correction.place, place=place)
                continue
            patched = list(rows[row]) + [""] * (column + 1 - len(rows[row]))
            patched[column] = correction.entry
            rows[row] = patched
            broken.pop(at, None)
            if findings is not None:
                findings.add(CORRECTION_APPLIED, place, column=correction.column, file=self.file)
        return replace(sheet, rows=rows, broken=broken)

    def report_unmet(self, findings: Findings) -> None:
        """Warn of entries for files and sheets that this round does not read."""
        for (file, sheet), own in self.entries.items():
            if (file, sheet) not in self._met:
                for correction in own:
                    place = Location(file, sheet, correction.cell)
                    findings.add(CORRECTION_STRANGER, correction.place, place=place)


def read_corrections(path: Path | None, findings: Findings) -> tuple[Corrections, SourceFile | None]:
    """Read the filled-in lines of a correction workbook; lines left blank say nothing."""
    corrections = Corrections()
    if path is None:
        return corrections, None
    try:
        book = read_book(path, findings)
    except InputError as error:
        findings.issues.extend(error.issues)
        return corrections, None
    corrections.file = path.name
    known = False
    seen: dict[tuple[str, str, str], str] = {}
    count = 0
    for sheet in book.sheets:
        headings = _headings(sheet)
        if headings is None:
            continue
        known = True
        top, columns = headings
        for index in range(top + 1, len(sheet.rows)):
            count += _take(corrections, sheet, index, columns, seen=seen, findings=findings)
    if not known:
        names = ", ".join(heading.value for heading in _NEEDED)
        findings.add(CORRECTIONS_INVALID, Location(path.name), names=names)
    return corrections, SourceFile(CORRECTIONS_ROLE, path.name, "", book.sha256, count)


def folded(value: CellValue) -> str:
    """Return a cell as what is compared: its text, invisible signs and line breaks folded to blanks."""
    text = cell_text(value)
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _headings(sheet: Sheet) -> tuple[int, dict[CorrectionHeading, int]] | None:
    wanted = {heading_key(heading.value): heading for heading in CorrectionHeading}
    for index, row in enumerate(sheet.rows[:_SEARCH_ROWS]):
        columns = {
            wanted[key]: column
            for column, cell in enumerate(row)
            if isinstance(cell, str) and (key := heading_key(cell)) in wanted
        }
        if all(heading in columns for heading in _NEEDED):
            return index, columns
    return None


def _take(
    corrections: Corrections,
    sheet: Sheet,
    index: int,
    columns: dict[CorrectionHeading, int],
    *,
    seen: dict[tuple[str, str, str], str],
    findings: Findings,
) -> int:
    """Keep the entry of one line; return how many were kept."""
    row = sheet.rows[index]

    def cell(heading: CorrectionHeading) -> CellValue:
        column = columns[heading]
        return row[column] if column < len(row) else ""

    entry = cell(CorrectionHeading.ENTRY)
    if is_blank(entry):
        return 0
    file, name, address = (
        cell_text(cell(heading))
        for heading in (CorrectionHeading.FILE, CorrectionHeading.SHEET, CorrectionHeading.CELL)
    )
    at = (file, name, address)
    if at in seen:
        if seen[at] != folded(entry):
            place = Location(file, name, address)
            findings.add(
                CORRECTION_CONFLICT, sheet.place(index, columns[CorrectionHeading.ENTRY]), place=place
            )
        return 0
    seen[at] = folded(entry)
    corrections.entries.setdefault((file, name), []).append(
        Correction(
            cell=address,
            column=cell_text(cell(CorrectionHeading.COLUMN)),
            present=folded(cell(CorrectionHeading.PRESENT)),
            key=folded(cell(CorrectionHeading.KEY)),
            entry=entry,
            place=sheet.place(index, columns[CorrectionHeading.ENTRY]),
        )
    )
    return 1


def row_and_column(cell: str) -> tuple[int, int] | None:
    """Return the 1-based row (or line) number and the 0-based column of an address; None for another text."""
    address = _ADDRESS.fullmatch(cell)
    if address is None:
        return None
    column = 0
    for letter in address[1]:
        column = column * 26 + ord(letter) - 64
    return int(address[2]), column - 1


def _indices(cell: str, lines: dict[int, int] | None, n_rows: int) -> tuple[int, int] | None:
    """Return the row and column index of an address; None where the sheet has no such row."""
    at = row_and_column(cell)
    if at is None:
        return None
    row = at[0] - 1 if lines is None else lines.get(at[0])
    return None if row is None or row >= n_rows else (row, at[1])
