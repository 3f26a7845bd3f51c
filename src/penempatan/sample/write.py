"""Writes a synthetic round: each file whole under a temporary name, then renamed."""

from __future__ import annotations

import csv
from contextlib import contextmanager
from datetime import UTC, date, datetime
from io import StringIO
from typing import TYPE_CHECKING

import xlsxwriter

from penempatan.errors import OutputError
from penempatan.report.write_faults import reason_of, write_errors

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from penempatan.sample.round import PlantedTrouble, SampleRound, SampleSheet

TROUBLES_FILE = "masalah_tertanam.csv"
RULES_FILE = "aturan.toml"
_CREATED = datetime(2026, 1, 1, tzinfo=UTC)  # fixed, so that the same round is the same bytes
_WIDEST = 48


def write_round(folder: Path, round: SampleRound) -> tuple[Path, ...]:
    """Write the files of a round into `folder` (made if absent) and return their paths.

    What stood there before is replaced; OutputError where it cannot be.
    """
    target = folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written = []
        for sheet in (round.employees, round.vacancies):
            target = folder / sheet.file
            with _whole(target) as partial:
                _write_workbook(partial, sheet)
            written.append(target)
        texts = {RULES_FILE: round.rules, TROUBLES_FILE: _troubles_text(round.troubles)}
        for name, text in texts.items():
            target = folder / name
            if not text:
                target.unlink(missing_ok=True)  # the list of an earlier, messy round
                continue
            with _whole(target) as partial:
                partial.write_text(text, encoding="utf-8", newline="\n")
            written.append(target)
    except write_errors() as error:
        raise OutputError(f"{target} tidak dapat ditulis: {reason_of(error)}.") from error
    return tuple(written)


@contextmanager
def _whole(target: Path) -> Iterator[Path]:
    """Give a temporary path beside `target`; it takes its name once the block has ended well."""
    partial = target.with_name(f".{target.name}.sebagian")
    try:
        yield partial
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def _troubles_text(troubles: tuple[PlantedTrouble, ...]) -> str:
    if not troubles:
        return ""
    stream = StringIO()
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(("berkas", "lembar", "sel", "jenis", "dampak", "tertulis", "seharusnya"))
    for trouble in troubles:
        cells = (trouble.file, trouble.sheet, trouble.cell, trouble.kind.value, trouble.effect.value)
        table.writerow([_safe(text) for text in (*cells, trouble.planted, trouble.meant)])
    return stream.getvalue()


def _safe(text: str) -> str:
    """Keep a spreadsheet program from reading a cell of ours as a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _write_workbook(path: Path, sheet: SampleSheet) -> None:
    # strings are written in place: memory stays small at 100,000 rows
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        book.set_properties({"title": sheet.name, "author": "penempatan contoh", "created": _CREATED})
        text = book.add_format({"num_format": "@"})
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        heading = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1, "text_wrap": True})
        page = book.add_worksheet(sheet.name)
        for column, width in enumerate(_widths(sheet)):
            page.set_column(column, column, width)
        page.freeze_panes(sheet.heading_row + 1, 2)
        for at, row in enumerate(sheet.rows):
            for column, cell in enumerate(row):
                if cell is None:
                    continue
                if isinstance(cell, str):
                    page.write_string(at, column, cell, heading if at == sheet.heading_row else text)
                elif isinstance(cell, date):
                    page.write_datetime(at, column, datetime(cell.year, cell.month, cell.day), day)
                else:
                    page.write_number(at, column, cell)


def _widths(sheet: SampleSheet) -> list[int]:
    """Return a column width fitting the heading and the first rows."""
    first = sheet.rows[sheet.heading_row : sheet.heading_row + 40]
    columns = max(len(row) for row in sheet.rows)
    return [
        min(_WIDEST, 2 + max((len(str(row[at])) for row in first if at < len(row) and row[at]), default=6))
        for at in range(columns)
    ]
