"""From the files of a round to laid-out tables, one or more for each role."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from penempatan.domain.issue import Location
from penempatan.domain.problem import SourceFile
from penempatan.errors import InputError
from penempatan.intake.columns import GUIDE_SHEETS, RECORD_KEYS, Field, Role
from penempatan.intake.complaints import (
    NO_ROWS,
    ROWS_HIDDEN,
    SHEET_HIDDEN,
    SHEET_MISSING,
    SHEET_UNUSED,
    SHEETS_ALL_HIDDEN,
    SHEETS_JOINED,
)
from penempatan.intake.corrections.reading import Corrections
from penempatan.intake.findings import Findings
from penempatan.intake.headings import find_heading, has_required
from penempatan.intake.mapping import HeadingMap
from penempatan.intake.nips import read_nips
from penempatan.intake.sheets import Sheet
from penempatan.intake.table import Table, build_table
from penempatan.intake.workbook import Book, read_book

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from penempatan.intake.sources import RoundSources

_NEEDED = (Role.EMPLOYEES, Role.VACANCIES)
_GUIDES = frozenset(name.casefold() for name in GUIDE_SHEETS)


@dataclass(slots=True)
class Loader:
    """Reads each file once, hands out the tables of a role, and records what was read."""

    sources: RoundSources
    findings: Findings
    mapping: HeadingMap = field(default_factory=HeadingMap)
    corrections: Corrections = field(default_factory=Corrections)
    records: list[SourceFile] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    refused: set[Role] = field(default_factory=set)  # roles of which some table could not be laid out
    _workbook: Book | None = None

    def __post_init__(self) -> None:
        if self.sources.workbook is not None:
            self._workbook = self._open(self.sources.workbook, _is_role_name)
            if self._workbook is not None:
                self._report_other_sheets(self._workbook, self._workbook.others)

    def read(self, role: Role, parse: Callable[[Table], int]) -> None:
        """Parse every table of a role; one whose headings are refused is left, and the others are read."""
        book, sheets = self._sheets(role)
        rows = 0
        unlaid = False  # some sheet without a heading row: nobody knows what its rows are
        for sheet in sheets:
            if sheet.hidden_rows:
                place = Location(sheet.file, sheet.name)
                self.findings.add(ROWS_HIDDEN, place, count=sheet.hidden_rows)
            table = build_table(sheet, role, RECORD_KEYS[role], self.findings, self.mapping)
            if table is None or table.refused:
                self.refused.add(role)
                unlaid = unlaid or table is None
                rows += 0 if table is None else self._check_refused(table)
                continue
            self.tables.append(table)
            kept = parse(table) if table.rows else 0
            rows += len(table.rows)
            if book is not None:
                self.records.append(SourceFile(role.value, sheet.file, sheet.name, book.sha256, kept))
        if role in _NEEDED and sheets and not rows and not unlaid:
            self.findings.add(NO_ROWS, Location(sheets[0].file, sheets[0].name), role=role.value)

    def _check_refused(self, table: Table) -> int:
        """Report the numbers of a table that cannot be read, so that all is put right at once."""
        if Field.NIP in table:
            read_nips(table)
        return len(table.rows)

    def _sheets(self, role: Role) -> tuple[Book | None, list[Sheet]]:
        path = self.sources.file(role)
        if path is not None:
            book = self._open(path)
            return book, [] if book is None else self._choose(book, role)
        book = self._workbook
        if book is None or role is Role.SCORES:
            return None, []
        named = [sheet for sheet in book.sheets if sheet.name.strip().casefold() == role.value]
        if not named and role in _NEEDED:
            names = ", ".join(f"“{name}”" for name in book.names) or "tidak ada"
            self.findings.add(SHEET_MISSING, Location(book.file), role=role.value.capitalize(), names=names)
        return book, named

    def _choose(self, book: Book, role: Role) -> list[Sheet]:
        """Choose the sheets of a file given for one role: the one so named, else all with its headings."""
        named = [sheet for sheet in book.sheets if sheet.name.strip().casefold() == role.value]
        chosen = named or [
            sheet
            for sheet in book.sheets
            if (heading := find_heading(sheet, role, self.mapping)) is not None
            and has_required(heading, role, self.mapping)
        ]
        chosen = chosen or list(book.sheets[:1])
        if not chosen and book.hidden and not book.others:
            names = ", ".join(f"“{name}”" for name in book.hidden)
            self.findings.add(SHEETS_ALL_HIDDEN, Location(book.file), role=role.value, names=names)
        elif not chosen:
            self.findings.add(NO_ROWS, Location(book.file), role=role.value)
        if len(chosen) > 1:
            names = ", ".join(f"“{sheet.name}”" for sheet in chosen)
            self.findings.add(SHEETS_JOINED, Location(book.file), role=role.value, names=names)
        taken = {sheet.name for sheet in chosen}
        self._report_other_sheets(book, tuple(sheet.name for sheet in book.sheets if sheet.name not in taken))
        return chosen

    def _open(self, path: Path, wanted: Callable[[str], bool] | None = None) -> Book | None:
        try:
            book = read_book(path, self.findings, wanted)
        except InputError as error:
            self.findings.issues.extend(error.issues)
            return None
        if not self.corrections.entries:
            return book
        return replace(
            book, sheets=tuple(self.corrections.apply(sheet, self.findings) for sheet in book.sheets)
        )

    def _report_other_sheets(self, book: Book, others: tuple[str, ...]) -> None:
        roles = ", ".join(role.value.capitalize() for role in Role if role is not Role.SCORES)
        for complaint, names in ((SHEET_HIDDEN, book.hidden), (SHEET_UNUSED, others)):
            told = ", ".join(f"“{name}”" for name in names if name.casefold() not in _GUIDES)
            if told:
                self.findings.add(complaint, Location(book.file), names=told, roles=roles)


def _is_role_name(name: str) -> bool:
    return name.strip().casefold() in {role.value for role in Role if role is not Role.SCORES}
