"""A second opinion on a workbook: openpyxl, cell by cell against what our own reading gives.

Nothing here is used by the program. What the gate passes must be the same cells to both readers; the few ways
in which they are known to differ in form only (blanks around a text, escapes, line ends, how a time of day is
typed) are folded away in `folded`, each for a reason named there.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from unittest import mock

import openpyxl

from penempatan.intake.findings import Findings
from penempatan.intake.gate import excel
from penempatan.intake.gate.plain_values import NOT_READ, PlainValues
from penempatan.intake.workbook import read_book

Cells = dict[tuple[int, int], object]
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SPREAD = re.compile(rb"mergeCell|hyperlink|conditionalFormatting|dataValidation")
_EPOCH = datetime(1899, 12, 30)
# What openpyxl cannot open, and we need not care: it wants every style, property and drawing to be right.
OPENPYXL_FAULTS = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    OSError,
    NotImplementedError,
    OverflowError,
    zipfile.BadZipFile,
    SyntaxError,
)


class SecondReaderError(Exception):
    """openpyxl cannot open what we read."""


def openpyxl_cells(data: bytes, streaming: bool = True) -> dict[str, Cells]:
    """Return the cells of every visible worksheet that are not empty, by sheet name.

    Streaming loses cells that stand out of order in their row; the other mode keeps them, but must never see
    a file with merged cells or links, which it spreads out.

    Raises SecondReaderError when openpyxl gives up.
    """
    assert openpyxl.DEFUSEDXML, "defusedxml must be installed: without it openpyxl expands entities"
    found: dict[str, Cells] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=streaming, data_only=True)
            for sheet in book.worksheets:
                if sheet.sheet_state != "visible":
                    continue
                if streaming:
                    sheet.reset_dimensions()  # it believes <dimension> otherwise
                cells = found[sheet.title] = {}
                for row in sheet.iter_rows():
                    for cell in row:
                        if cell.value is not None and cell.value != "":
                            cells[(cell.row - 1, cell.column - 1)] = cell.value
        except OPENPYXL_FAULTS as fault:
            raise SecondReaderError(f"{type(fault).__name__}: {fault}") from fault
    return found


class _NoValues(PlainValues):
    """Takes nothing, so that every sheet is left to calamine."""

    def add(self, number: int, cells: str, formulas: bool) -> int:
        return NOT_READ


def our_cells(
    path: Path, by_calamine: bool = False
) -> dict[str, tuple[Cells, Mapping[tuple[int, int], str]]]:
    """Return the cells that the program reads, and those that it calls broken; InputError as it comes.

    by_calamine: leave plain rows to calamine too, which the gate otherwise reads itself.
    """
    with mock.patch.object(excel, "PlainValues", _NoValues if by_calamine else PlainValues):
        book = read_book(path, Findings())
    return {
        sheet.name: (
            {
                (row, column): value
                for row, values in enumerate(sheet.rows)
                for column, value in enumerate(values)
                if value != ""
            },
            sheet.broken,
        )
        for sheet in book.sheets
    }


def differences(path: Path, by_calamine: bool = False) -> list[str]:
    """Return every cell that the two readers take differently, as text; [] when they agree.

    Raises InputError when the program refuses the file, SecondReaderError when openpyxl cannot open it.
    """
    ours = our_cells(path, by_calamine)
    data = path.read_bytes()
    found = _compared(ours, openpyxl_cells(data))
    if found and len(data) < 100_000 and not _SPREAD.search(_sheets(data)):
        found = _compared(ours, openpyxl_cells(data, streaming=False))
    return found


def _sheets(data: bytes) -> bytes:
    """Return the sheet parts one after the other."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return b"".join(package.read(name) for name in package.namelist() if "sheet" in name.casefold())


def _compared(
    ours: Mapping[str, tuple[Cells, Mapping[tuple[int, int], str]]], theirs: Mapping[str, Cells]
) -> list[str]:
    found: list[str] = []
    for name in ours.keys() | theirs.keys():
        cells, broken = ours.get(name, ({}, {}))
        others = theirs.get(name, {})
        for place in sorted(cells.keys() | others.keys()):
            if place in broken:
                continue
            mine, other = folded(cells.get(place, "")), folded(others.get(place, ""))
            if mine != other and not _same_moment(mine, other):
                found.append(f"{name} {place}: {cells.get(place, '')!r} / {others.get(place, '')!r}")
    return found


def folded(value: object) -> object:
    """Return a value with the harmless differences of form taken out.

    Text: calamine decodes `_x000D_`, openpyxl does not; XML folds CR LF to LF, calamine does not; blanks
    around a text without `xml:space` are dropped by calamine and by our own `cell_text`. Numbers:
    openpyxl gives int. Dates, times of day and durations: each becomes the serial number it was.
    """
    if isinstance(value, str):
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), value)
        return text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if isinstance(value, bool):
        return value
    if isinstance(value, (int, float)):
        return float(value)
    if isinstance(value, datetime):
        return (value.replace(tzinfo=None) - _EPOCH) / timedelta(days=1)
    if isinstance(value, date):
        return float((datetime(value.year, value.month, value.day) - _EPOCH).days)
    if isinstance(value, time):
        since = timedelta(
            hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond
        )
        return since / timedelta(days=1)
    if isinstance(value, timedelta):
        return value / timedelta(days=1)
    return value


def _same_moment(mine: object, other: object) -> bool:
    """Whether two serials are the same to the microsecond that either reader rounds to."""
    return (
        isinstance(mine, float)
        and isinstance(other, float)
        and abs(mine - other) < 1e-7 * max(1.0, abs(mine))
    )
