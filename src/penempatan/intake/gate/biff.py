"""The gate in front of the reader of .xls: the cells of each sheet, their extent, and the errors among them.

The reader gives blanks for error cells and allocates the whole used rectangle; so the records of the workbook
stream are walked first. Only the version of Excel 97–2003 (BIFF8) passes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from math import isfinite

from penempatan.intake.gate.facts import SheetFacts, address
from penempatan.intake.gate.fault import DAMAGED, LOCKED, SAVE_AS, UNLOCK, FileFault
from penempatan.intake.gate.limits import MAX_AREA, MAX_COLUMNS, MAX_ROWS
from penempatan.intake.gate.ole import read_streams

_BOF, _EOF, _FILEPASS, _BOUNDSHEET = 0x0809, 0x000A, 0x002F, 0x0085
_FORMULA, _BOOLERR, _NUMBER, _MULRK, _ROW = 0x0006, 0x0205, 0x0203, 0x00BD, 0x0208
_SINGLE_CELLS = frozenset({_FORMULA, _BOOLERR, _NUMBER, 0x027E, 0x00FD, 0x0204, 0x00D6})
_BIFF8, _WORKSHEET = 0x0600, 0
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_OLD = "format Excel 95 atau yang lebih tua tidak didukung"


class _Filled:
    """The cells of a sheet that hold something: each once, none too far away."""

    def __init__(self, facts: SheetFacts, title: str) -> None:
        self._facts, self._title = facts, title
        self._places: set[int] = set()

    def add(self, row: int, first: int, last: int) -> None:
        """Add cells of a row, both ends included."""
        if last >= MAX_COLUMNS or row >= MAX_ROWS:
            cell = address(row, last)
            raise FileFault(
                f"lembar ini berisi sel yang terlalu jauh, {cell}",
                f"Hapus isi dan format di sekitar sel {cell}, lalu simpan ulang.",
                sheet=self._title,
                cell=cell,
            )
        places = range(row * MAX_COLUMNS + first, row * MAX_COLUMNS + last + 1)
        if not self._places.isdisjoint(places):
            raise FileFault(
                "berkas rusak: lembar ini memuat sel ganda",
                SAVE_AS,
                sheet=self._title,
                cell=address(row, first),
            )
        self._places.update(places)
        self._facts.rows = max(self._facts.rows, row + 1)
        self._facts.columns = max(self._facts.columns, last + 1)


def check_xls(data: bytes) -> dict[str, SheetFacts]:
    """Return the facts of the worksheets of an .xls by name; FileFault when it must not be read."""
    streams = read_streams(data)
    if "encryptedpackage" in streams:
        raise FileFault(LOCKED, UNLOCK)
    stream = streams.get("workbook") or streams.get("book")
    if stream is None:
        raise FileFault(DAMAGED, SAVE_AS)
    facts: dict[str, SheetFacts] = {}
    for name, start in _sheets(stream):
        if name in facts:
            raise FileFault("dua lembar memakai nama atau isi yang sama", SAVE_AS, sheet=name)
        facts[name] = _check_sheet(stream, start, name)
    return facts


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Walk records: kind, where the content begins, its length."""
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<2H", stream, at)
        at += 4
        if at + length > len(stream):
            raise FileFault(DAMAGED, SAVE_AS)
        yield kind, at, length
        at += length
    raise FileFault(DAMAGED, SAVE_AS)  # no end record


def _sheets(stream: bytes) -> Iterator[tuple[str, int]]:
    """Find the worksheets in the global part: name and where their records begin."""
    records = _records(stream, 0)
    kind, at, length = next(records)
    if kind != _BOF or length < 2:
        raise FileFault(DAMAGED, SAVE_AS)
    if struct.unpack_from("<H", stream, at)[0] != _BIFF8:
        raise FileFault(_OLD, SAVE_AS)
    for kind, at, length in records:
        if kind == _FILEPASS:
            raise FileFault(LOCKED, UNLOCK)
        if kind == _EOF:
            return
        if kind == _BOUNDSHEET and length >= 8:
            start, _, sort, count, wide = struct.unpack_from("<I4B", stream, at)
            size = count * 2 if wide & 1 else count
            name = stream[at + 8 : at + min(8 + size, length)].decode(
                "utf-16-le" if wide & 1 else "latin-1", "replace"
            )
            if sort == _WORKSHEET:
                yield name, start


def _check_sheet(stream: bytes, start: int, title: str) -> SheetFacts:
    facts = SheetFacts()
    nested = 0
    filled = _Filled(facts, title)
    for kind, at, length in _records(stream, start):
        if kind == _BOF:
            nested += 1
        elif kind == _EOF:
            nested -= 1
            if nested <= 0:
                break
        elif nested > 1:
            continue  # the records of a chart inside the sheet
        elif kind == _ROW and length >= 16:
            facts.hidden_rows += stream[at + 12] >> 5 & 1
        elif kind in _SINGLE_CELLS and length >= 6:
            row, column = struct.unpack_from("<2H", stream, at)
            filled.add(row, column, column)
            if what := _trouble(kind, stream[at : at + length]):
                facts.broken[(row, column)] = what
            if kind == _FORMULA:
                facts.add_formula("", row, column)
        elif kind == _MULRK and length >= 6:
            row, first = struct.unpack_from("<2H", stream, at)
            last = struct.unpack_from("<H", stream, at + length - 2)[0]
            if not first <= last < first + length:
                raise FileFault(DAMAGED, SAVE_AS, sheet=title)
            filled.add(row, first, last)
    if facts.area > MAX_AREA:
        raise FileFault(
            f"lembar ini terlalu besar ({facts.rows} baris × {facts.columns} kolom)",
            "Hapus baris dan kolom yang tidak perlu di bawah dan di kanan tabel, lalu simpan ulang.",
            sheet=title,
        )
    return facts


def _trouble(kind: int, content: bytes) -> str:
    """Return what is wrong with the stored value of a cell, in Indonesian; '' when nothing is."""
    code = None
    if kind == _BOOLERR and len(content) >= 8 and content[7]:
        code = content[6]
    elif kind == _FORMULA and len(content) >= 14 and content[12:14] == b"\xff\xff" and content[6] == 2:
        code = content[8]
    elif kind == _NUMBER and len(content) >= 14 and not isfinite(struct.unpack_from("<d", content, 6)[0]):
        return "angka yang tidak sah"
    return "" if code is None else f"galat {_ERRORS.get(code, 'rumus')}"
