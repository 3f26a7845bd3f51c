"""One worksheet, element by element: the reference that says what a sheet may hold.

Refused is what two programs could read differently: rows out of order or twice, a cell twice or in another's
row, unknown cell types, a string index that is not plain digits in range, elements of unknown kind where
cells are. What is only lost or impossible (errors, formulas without a value, NaN, a date of the year 10000)
is listed with its address, for it matters only if the cell does.
"""

from __future__ import annotations

import re
from datetime import datetime
from math import isfinite
from typing import TYPE_CHECKING, NoReturn

from penempatan.intake.gate.facts import SheetFacts, address
from penempatan.intake.gate.fault import FileFault
from penempatan.intake.gate.limits import MAX_COLUMNS, MAX_ROWS, MAX_TEXT
from penempatan.intake.gate.rich_text import RichText
from penempatan.intake.gate.xml_part import MAIN, PartParser, refuse_strict

if TYPE_CHECKING:
    from collections.abc import Container

    from penempatan.intake.gate.xml_part import Work

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_RANGE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6}):([A-Z]{1,3})([1-9][0-9]{0,6})")
_ROW_NUMBER = re.compile(r"[1-9][0-9]{0,6}")
_INDEX = re.compile(r"[0-9]{1,9}")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_TYPES = frozenset({"n", "s", "str", "inlineStr", "b", "e", "d"})
LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_LAST_DATE = 2_958_466  # the serial after 9999-12-31
_SHEET, _DATA, _ROW, _CELL, _VALUE = 1, 2, 3, 4, 5  # depths


class SheetParser(PartParser):
    """Checks a worksheet part fed in pieces; `facts` fills meanwhile."""

    def __init__(self, title: str, strings: int, dates: Container[int], work: Work | None = None) -> None:
        super().__init__(work)
        self.facts = SheetFacts()
        self.fed = 0
        self.row_closed_at = -1
        self.loose_runs = False  # some rich text needs its outer blanks, unmarked
        self._title, self._strings, self._dates = title, strings, dates
        self._in_rows = self._seen = False
        self._row = 0
        self._extension = 0
        self._columns: set[int] = set()
        self._column, self._explicit = 0, True
        self._reset_cell("n", "")
        self.listen()

    def feed(self, content: bytes, final: bool = False) -> None:
        """Parse some more bytes; FileFault where they are not what a sheet may hold."""
        super().feed(content, final)
        self.fed += len(content)
        if final and not self._seen:
            raise FileFault("berkas rusak: lembar ini tidak memuat tabel", sheet=self._title)

    @property
    def row(self) -> int:
        """The number of the last row, 1-based; whoever skips rows sets it."""
        return self._row

    @row.setter
    def row(self, number: int) -> None:
        self._row = number

    def begins_rows(self) -> bool:
        """Whether exactly `<sheetData>` was fed last, so that rows come next."""
        return self._in_rows and self.depth == _DATA and self._row == 0

    def between_rows(self) -> bool:
        """Whether exactly a `</row>` was fed last, so that what follows may be judged apart."""
        return self._in_rows and self.depth == _DATA and self.row_closed_at == self.fed - len(b"</row>")

    def opened(self, namespace: str, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if not self._in_rows:
            self._open_outside(namespace, name, attributes)
            return
        if self._extension:
            return
        if namespace != MAIN:
            self._damaged("memuat unsur yang tidak dikenal")
        depth = self.depth
        if depth == _ROW and name == "row":
            self._open_row(attributes)
        elif depth == _CELL and name == "c":
            self._open_cell(attributes)
        elif depth in (_CELL, _VALUE) and name == "extLst":
            self._extension = depth
        elif depth == _VALUE and name in ("v", "f", "is"):
            self._open_value(name)
        elif depth > _VALUE and self._inside == "is":
            self._rich.opened(depth - _VALUE, name, attributes)
        else:
            self._damaged("memuat unsur yang tidak dikenal")

    def closed(self, namespace: str, name: str) -> None:
        """An element ends."""
        depth = self.depth
        if not self._in_rows:
            return
        if self._extension:
            if depth == self._extension:
                self._extension = 0
        elif depth == _CELL:
            self._close_cell()
        elif depth == _ROW:
            self.row_closed_at = self._expat.CurrentByteIndex
        elif depth == _DATA:
            self._in_rows = False
        elif depth == _VALUE:
            self._inside = ""
        else:
            self._rich.closed(depth - _VALUE, name)

    def text(self, text: str) -> None:
        """Text between two tags."""
        inside = self._inside
        if inside == "is":
            self._rich.heard(text)
        elif inside:
            self._texts[inside] += text
        elif self._in_rows and not self._extension and not text.isspace():
            self._damaged("memuat teks di luar sel")

    def interrupted(self, *_: str) -> None:
        """A comment or a processing instruction."""
        if self._in_rows:
            self._damaged("memuat komentar XML di antara sel")

    def _open_outside(self, namespace: str, name: str, attributes: dict[str, str]) -> None:
        if self.depth == _SHEET:
            refuse_strict(namespace)
            if (namespace, name) != (MAIN, "worksheet"):
                raise FileFault("berkas rusak: isi lembar ini bukan lembar kerja", sheet=self._title)
        elif name == "mergeCell" and namespace == MAIN:
            self._add_merged(attributes.get("ref", ""))
        elif name == "sheetData":
            if self.depth != _DATA or namespace != MAIN or self._seen:
                self._damaged("memuat dua tabel")
            self._in_rows = self._seen = True

    def _add_merged(self, reference: str) -> None:
        """Keep a range of several rows; one that is no range is what other programs pass over, too."""
        found = _RANGE.fullmatch(reference)
        if found is not None and int(found[2]) < int(found[4]) <= LAST_ROW:
            self.facts.merged.append((int(found[2]) - 1, _column(found[1]) - 1, int(found[4]) - 1))

    def _open_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r")
        if number is None:
            row = self._row + 1
        elif _ROW_NUMBER.fullmatch(number):
            row = int(number)
        else:
            self._damaged("memuat baris bernomor tidak sah")
        if row <= self._row or row > LAST_ROW:
            self._damaged(f"memuat baris yang tidak urut atau ganda (baris {row})")
        self._row = row
        self._column = 0
        self._columns.clear()
        self._explicit = True
        if attributes.get("hidden") in ("1", "true", "on"):
            self.facts.hidden_rows += 1

    def _open_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            column, self._explicit = self._column + 1, False
        else:
            column = self._referred_column(reference)
        if column in self._columns or column > _LAST_COLUMN or (column < self._column and not self._explicit):
            self._damaged("memuat sel ganda atau tidak urut", self._row - 1, column - 1)
        self._columns.add(column)
        self._column = column
        self._reset_cell(attributes.get("t", "n"), attributes.get("s", ""))
        if self._kind not in _TYPES:
            self._damaged("memuat sel berjenis tidak dikenal", self._row - 1, column - 1)

    def _referred_column(self, reference: str) -> int:
        match = _REFERENCE.fullmatch(reference)
        if match is None or int(match[2]) != self._row:
            self._damaged(f"memuat alamat sel yang tidak sesuai barisnya (baris {self._row})")
        return _column(match[1])

    def _reset_cell(self, kind: str, style: str) -> None:
        self._kind, self._style = kind, style
        self._texts = {"v": "", "f": ""}
        self._rich = RichText()
        self._inside = self._has_value = ""
        self._formula = False

    def _open_value(self, name: str) -> None:
        self._inside = name
        if name == "f":
            if self._formula or self._has_value:  # calamine loses a value that stands before its formula
                self._damaged(
                    "memuat sel berumus ganda atau rumus sesudah nilainya", self._row - 1, self._column - 1
                )
            self._formula = True
            return
        if self._has_value or (name == "is") != (self._kind == "inlineStr"):
            self._damaged(
                "memuat sel yang isinya ganda atau tidak sesuai jenisnya", self._row - 1, self._column - 1
            )
        self._has_value = name

    def _close_cell(self) -> None:
        row, column = self._row - 1, self._column - 1
        value = self._texts["v"]
        if self._has_value == "is":
            value = self._rich.finished()
            self.loose_runs |= self._rich.loose
        if self._formula:
            self.facts.add_formula(self._texts["f"], row, column)
        what = self._trouble(value)
        if what:
            self.facts.broken[(row, column)] = what
        if not (value or what):
            return
        if row >= MAX_ROWS or column >= MAX_COLUMNS:
            cell = address(row, column)
            raise FileFault(
                f"lembar ini berisi sel yang terlalu jauh, {cell}",
                f"Hapus isi dan format di sekitar sel {cell}, lalu simpan ulang.",
                sheet=self._title,
                cell=cell,
            )
        self.facts.rows = row + 1
        self.facts.columns = max(self.facts.columns, column + 1)

    def _trouble(self, value: str) -> str:
        """Return why a value is lost or impossible, in Indonesian; '' when it is fine."""
        kind = self._kind
        if kind == "s" and self._has_value:
            if not _INDEX.fullmatch(value) or int(value) >= self._strings:
                self._damaged("menunjuk teks yang tidak ada", self._row - 1, self._column - 1)
        elif kind == "e":
            return f"galat {value}" if value else "galat rumus"
        elif kind in ("str", "inlineStr"):
            if len(value) > MAX_TEXT:
                self._damaged(f"memuat teks lebih dari {MAX_TEXT} karakter", self._row - 1, self._column - 1)
            if kind == "str" and self._formula and not self._has_value:
                return "rumus yang belum pernah dihitung"
        elif not value:
            return "rumus yang belum pernah dihitung" if self._formula else ""
        elif kind == "b":
            return "" if value in ("0", "1") else "nilai benar/salah yang tidak sah"
        elif kind == "d":
            return "" if _is_date(value) else "tanggal yang tidak sah"
        elif kind == "n":
            return self._number_trouble(value)
        return ""

    def _number_trouble(self, value: str) -> str:
        if not _NUMBER.fullmatch(value) or not isfinite(number := float(value)):
            return "angka yang tidak sah"
        if not self._style and 0 in self._dates:  # to some readers a cell without a style is no date
            self._damaged("memuat angka yang dapat terbaca sebagai tanggal", self._row - 1, self._column - 1)
        if not 0 <= number < _LAST_DATE and self._style.isdigit() and int(self._style[:9]) in self._dates:
            return "tanggal yang tidak mungkin"
        return ""

    def _damaged(self, what: str, row: int = -1, column: int = -1) -> NoReturn:
        cell = address(row, column) if row >= 0 else ""
        raise FileFault(f"berkas rusak: lembar ini {what}", sheet=self._title, cell=cell)


def _column(letters: str) -> int:
    """Return the 1-based number of a column."""
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column


def _is_date(value: str) -> bool:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True
