"""A workbook file of ours: opened so that no text becomes a formula, closed whole or with a way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError, FileSizeError

from penempatan.errors import OutputError
from penempatan.report.sheet_writer import SheetWriter
from penempatan.report.styles import FONT, make_styles

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from penempatan.report.sheet_writer import Cell, Column, Page

_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,  # no temporary files with personal data outside the result folder
}


def new_workbook(path: Path) -> Workbook:
    """Open a workbook for writing; nothing stands at `path` before it is closed."""
    # XlsxWriter writes into the dictionary of the default font, so each workbook gets its own
    return Workbook(str(path), {**_OPTIONS, "default_format_properties": dict(FONT)})


def close_whole(workbook: Workbook, path: Path) -> None:
    """Write the workbook to `path`, replacing what is there; OutputError when it cannot be written whole."""
    try:
        workbook.close()
    except (FileCreateError, FileSizeError, OSError) as error:
        raise OutputError(
            f"Buku kerja “{path.name}” tidak dapat ditulis ({error}). Tutup berkas itu bila sedang dibuka, "
            "periksa sisa ruang disk dan izin folder, lalu jalankan lagi."
        ) from error


def write_tables(
    path: Path,
    title: str,
    page: Page,
    tables: Iterable[tuple[str, Sequence[Column], Sequence[Sequence[Cell]]]],
) -> None:
    """Write a workbook of plain tables, one sheet each: (sheet name, columns, rows)."""
    workbook = new_workbook(path)
    workbook.set_properties({"title": title, "author": "penempatan"})
    styles = make_styles(workbook)
    for name, columns, rows in tables:
        writer = SheetWriter(workbook, name, styles)
        writer.set_up_page(page, repeat_row=0)
        writer.table(columns, rows)
        writer.sheet.freeze_panes(1, 0)
        writer.protect()
    close_whole(workbook, path)
