"""Plants the troubles of real exports in a clean round, and keeps the list of what was planted where."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from penempatan.intake.columns import Field
from penempatan.intake.sheets import column_letters
from penempatan.sample.employees import OUTSIDE_THE_CITY
from penempatan.sample.round import Cell, Effect, PlantedTrouble, SampleRound, SampleSheet, TroubleKind
from penempatan.sample.spellings import (
    date_serial,
    date_variant,
    district_variant,
    education_variant,
    grouped_nip,
    rank_variant,
)
from penempatan.sample.tables import load_tables

if TYPE_CHECKING:
    from collections.abc import Callable

    from penempatan.sample.draw import Draw

    Change = Callable[[Cell, Draw], Cell]

_SHARE_SPELT = 0.04  # of the rows, for each way of spelling that a reader must know
_SHARE_ODD = 0.01
_OTHER_HEADINGS = {
    Field.NAME: "NAMA  PEGAWAI",
    Field.RANK: "GOL. RUANG",
    Field.POST_SINCE: "TMT\nJABATAN",
    Field.OPENINGS: "JUMLAH FORMASI",
    Field.QUALIFICATION: "kualifikasi_pendidikan",
}
_KNOWN_RANKS = ("II/", "III/", "IV/")


@dataclass(frozen=True, slots=True)
class _Trouble:
    """A trouble in the rows below the heading; rows and columns 0-based, before anything is inserted."""

    row: int
    column: int
    kind: TroubleKind
    effect: Effect
    planted: Cell
    meant: Cell


class _Grid:
    """The rows below the heading of one sheet, and the troubles planted in their cells so far."""

    def __init__(self, sheet: SampleSheet, draw: Draw) -> None:
        self.headings = list(sheet.headings)
        self.rows = [list(row) for row in sheet.rows[sheet.heading_row + 1 :]]
        self.troubles: list[_Trouble] = []
        self._draw = draw
        self._taken: set[tuple[int, int]] = set()

    def column(self, field: Field) -> int:
        """Return the column of a field."""
        return self.headings.index(field.value)

    def plant(
        self, field: Field, kind: TroubleKind, change: Change, count: int, effect: Effect = Effect.READ
    ) -> None:
        """Change up to `count` cells that hold something and are still clean."""
        column = self.column(field)
        untouched = [
            at
            for at, row in enumerate(self.rows)
            if row[column] is not None and (at, column) not in self._taken
        ]
        for at in self._draw.some(untouched, count):
            meant = self.rows[at][column]
            planted = change(meant, self._draw)
            if planted is not None and planted != meant:
                self._put(at, column, kind, effect, planted)

    def repeat_key(self, field: Field, kind: TroubleKind) -> None:
        """Give the last row the key of an earlier one."""
        column = self.column(field)
        clean = [at for at in range(len(self.rows)) if (at, column) not in self._taken]
        if len(clean) > 1:
            self._put(clean[-1], column, kind, Effect.REFUSED, self.rows[self._draw.pick(clean[:-1])][column])

    def _put(self, row: int, column: int, kind: TroubleKind, effect: Effect, planted: Cell) -> None:
        self._taken.add((row, column))
        self.troubles.append(_Trouble(row, column, kind, effect, planted, self.rows[row][column]))
        self.rows[row][column] = planted


def dirty(clean: SampleRound, draw: Draw) -> SampleRound:
    """Return the round as real files come: the same people and vacancies under another coat."""
    employees = _Grid(clean.employees, draw)
    _dirty_numbers(employees)
    _dirty_people(employees, draw)
    vacancies = _Grid(clean.vacancies, draw)
    _dirty_vacancies(vacancies)
    people, planted = _laid_out(clean.employees, employees, "DAFTAR NOMINATIF PEGAWAI", draw)
    posts, more = _laid_out(clean.vacancies, vacancies, "DAFTAR LOWONGAN JABATAN", draw)
    return replace(clean, employees=people, vacancies=posts, troubles=(*planted, *more))


def _share(grid: _Grid, share: float) -> int:
    return max(1, int(len(grid.rows) * share))


def _dirty_numbers(grid: _Grid) -> None:
    spelt = _share(grid, _SHARE_SPELT)
    grid.plant(Field.NIP, TroubleKind.NIP_APOSTROPHE, lambda nip, _: f"'{nip}", spelt)
    grid.plant(Field.NIP, TroubleKind.NIP_GROUPED, lambda nip, _: grouped_nip(str(nip)), spelt)
    grid.plant(Field.NIP, TroubleKind.NIP_TRAILING_DASH, lambda nip, _: f" {nip}-", _share(grid, _SHARE_ODD))
    grid.plant(Field.NIP, TroubleKind.NIP_NUMBER, _number, 2, Effect.REFUSED)
    grid.plant(Field.NIP, TroubleKind.NIP_EXPONENT, _exponent, 1, Effect.REFUSED)
    grid.repeat_key(Field.NIP, TroubleKind.NIP_DUPLICATE)


def _number(nip: Cell, _: Draw) -> Cell:
    return float(f"{str(nip)[:15]}000")  # Excel keeps fifteen digits of a number


def _exponent(nip: Cell, _: Draw) -> Cell:
    digits = str(nip)
    return f"{digits[0]},{digits[1:6]}E+17"


def _dirty_people(grid: _Grid, draw: Draw) -> None:
    spelt, odd = _share(grid, _SHARE_SPELT), _share(grid, _SHARE_ODD)

    def rank(text: Cell, draw: Draw) -> Cell:
        return (
            rank_variant(str(text), draw) if str(text).startswith(_KNOWN_RANKS) and "/" in str(text) else None
        )

    def day(value: Cell, draw: Draw) -> Cell:
        return date_variant(value, draw) if isinstance(value, date) else None

    def serial(value: Cell, _: Draw) -> Cell:
        return date_serial(value) if isinstance(value, date) else None

    def lost(unit: Cell, draw: Draw) -> Cell:
        if str(unit).split(" | ")[0] in load_tables().offices:
            return None  # a whole path: the office would be lost with it
        return draw.pick(("#N/A", "#REF!"))

    grid.plant(Field.RANK, TroubleKind.RANK_SPELLING, rank, 4 * spelt)
    grid.plant(
        Field.EDUCATION, TroubleKind.EDUCATION_SPELLING, lambda t, d: education_variant(str(t), d), 3 * spelt
    )
    grid.plant(Field.POST_SINCE, TroubleKind.DATE_SPELLING, day, 4 * spelt)
    grid.plant(Field.POST_SINCE, TroubleKind.DATE_SERIAL, serial, spelt)
    grid.plant(Field.DISTRICT, TroubleKind.DISTRICT_SPELLING, _district, spelt)
    grid.plant(Field.UNIT, TroubleKind.ERROR_VALUE, lost, odd, Effect.WARNED)
    grid.plant(Field.NAME, TroubleKind.FORMULA_TEXT, lambda *_: "=1+1", 1)
    grid.plant(Field.NAME, TroubleKind.FORMULA_TEXT, lambda name, _: f"+{name}", 1)


def _district(text: Cell, draw: Draw) -> Cell:
    return None if text in OUTSIDE_THE_CITY else district_variant(str(text), draw)


def _dirty_vacancies(grid: _Grid) -> None:
    odd = _share(grid, _SHARE_SPELT)
    grid.plant(Field.OPENINGS, TroubleKind.OPENINGS_TEXT, lambda seats, _: f"{seats} orang", odd)
    grid.plant(Field.DISTRICT, TroubleKind.DISTRICT_SPELLING, _district, odd)
    grid.repeat_key(Field.CODE, TroubleKind.CODE_DUPLICATE)


def _laid_out(
    sheet: SampleSheet, grid: _Grid, title: str, draw: Draw
) -> tuple[SampleSheet, tuple[PlantedTrouble, ...]]:
    """Put titles above, a running number before, totals below; say where every trouble came to stand."""
    offices = grid.column(Field.DINAS)
    planted: list[PlantedTrouble] = []
    rows: list[tuple[Cell, ...]] = []

    def note(column: int, kind: TroubleKind, effect: Effect, value: Cell, meant: Cell = "") -> None:
        address = f"{column_letters(column)}{len(rows)}"
        shown = ("" if cell is None else str(cell) for cell in (value, meant))
        planted.append(PlantedTrouble(sheet.file, sheet.name, address, kind, effect, *shown))

    def insert(kind: TroubleKind, *cells: Cell) -> None:
        rows.append(cells)
        note(0, kind, Effect.READ, cells[0] if cells else None)

    insert(TroubleKind.TITLE_ROW, title)
    insert(TroubleKind.TITLE_ROW, "PEMERINTAH KOTA SEMARANG (DATA REKAAN)")
    insert(TroubleKind.BLANK_ROW)
    heading_row = len(rows)
    headings = ["No.", *(_heading(cell) for cell in grid.headings), "Keterangan"]
    rows.append(tuple(headings))
    for column, (clean, shown) in enumerate(zip(grid.headings, headings[1:], strict=False), start=1):
        if clean != shown:
            note(column, TroubleKind.HEADING_SPELLING, Effect.READ, shown, clean)
    for column in (0, len(headings) - 1):
        note(column, TroubleKind.EXTRA_COLUMN, Effect.READ, headings[column])
    insert(TroubleKind.NUMBERING_ROW, *range(1, len(headings) + 1))

    grouped = set(draw.some(range(len(grid.rows)), 2))
    blank = set(draw.some(range(len(grid.rows)), _share(grid, _SHARE_ODD)))
    by_row: dict[int, list[_Trouble]] = {}
    for trouble in grid.troubles:
        by_row.setdefault(trouble.row, []).append(trouble)
    for at, row in enumerate(grid.rows):
        if at in blank:
            insert(TroubleKind.BLANK_ROW)
        if at in grouped and isinstance(row[offices], str):
            insert(TroubleKind.GROUP_ROW, str(row[offices]).upper())
        rows.append((at + 1, *row, None))
        for trouble in by_row.get(at, ()):
            note(trouble.column + 1, trouble.kind, trouble.effect, trouble.planted, trouble.meant)

    insert(TroubleKind.TOTAL_ROW, "JUMLAH", None, None, None, len(grid.rows))
    insert(TroubleKind.BLANK_ROW)
    for line in ("Mengetahui,", "Kepala Badan Kepegawaian, Pendidikan dan Pelatihan", "(tanda tangan)"):
        insert(TroubleKind.SIGNATURE_ROW, line)
    return replace(sheet, rows=tuple(rows), heading_row=heading_row), tuple(planted)


def _heading(cell: Cell) -> Cell:
    return next((other for field, other in _OTHER_HEADINGS.items() if field.value == cell), cell)
