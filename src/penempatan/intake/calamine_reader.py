"""The one place that calls calamine: in this process for what the gate repacked, else in a child.

What could abort calamine or make it lie is proved absent by the gate for .xlsx and .xlsm (cells far away,
parts that disagree, string indices out of range), and the package it gets is of our own making. Such a
package is read here as long as it is small; a child would cost its start and the transfer of every cell.
Old .xls, .ods and large packages are read in a child with bounded time and memory: a damaged BIFF record
may ask for gigabytes, and the reader then ends its process instead of raising.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from penempatan.intake.child import run_apart
from penempatan.intake.gate.fault import DAMAGED, LOCKED, SAVE_AS, UNLOCK, FileFault
from penempatan.intake.gate.limits import IN_PROCESS_AREA, IN_PROCESS_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from penempatan.intake.gate.excel import CheckedBook
    from penempatan.intake.sheets import CellValue


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A worksheet as calamine gives it; `rows` is None when it is hidden or was not wanted.

    `merged` are ranges over several rows as (first row, column, last row), where the gate did not see them.
    """

    name: str
    visible: bool
    rows: list[list[CellValue]] | None
    merged: tuple[tuple[int, int, int], ...] = ()


def read_checked(book: CheckedBook) -> list[RawSheet]:
    """Read what the gate let pass; sheets come in the order of the workbook."""
    rows: Iterator[RawSheet] = iter(())
    if book.package:
        small = len(book.package) <= IN_PROCESS_BYTES and book.area <= IN_PROCESS_AREA
        rows = iter(read_all(book.package) if small else read_apart(book.package))
    return [
        RawSheet(
            sheet.name,
            sheet.visible,
            next(rows).rows if sheet.facts is not None and sheet.rows is None else sheet.rows,
        )
        for sheet in book.sheets
    ]


def read_apart(data: bytes) -> list[RawSheet]:
    """Read all visible worksheets in a child process."""
    return cast("list[RawSheet]", run_apart("workbook", data))


def read_all(data: bytes) -> list[RawSheet]:
    """Read the visible worksheets of a workbook in this process; FileFault when it cannot be read."""
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
        XmlError,
        ZipError,
    )

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets: list[RawSheet] = []
        for info in workbook.sheets_metadata:
            if info.typ is not SheetTypeEnum.WorkSheet:
                continue
            visible = info.visible is SheetVisibleEnum.Visible
            rows = None
            merged: tuple[tuple[int, int, int], ...] = ()
            if visible:
                sheet = workbook.get_sheet_by_name(info.name)
                rows = sheet.to_python(skip_empty_area=False)
                ranges = sheet.merged_cell_ranges or ()
                merged = tuple((top, left, end) for (top, left), (end, _) in ranges if top < end)
            sheets.append(RawSheet(info.name, visible, rows, merged))
    except PasswordError as fault:
        raise FileFault(LOCKED, UNLOCK) from fault
    except (CalamineError, ZipError, XmlError, OSError, ValueError) as fault:
        raise FileFault(DAMAGED, SAVE_AS) from fault
    except BaseException as fault:
        if type(fault).__name__ != "PanicException":  # a Rust panic is no Exception, and no crash of ours
            raise
        raise FileFault(DAMAGED, SAVE_AS) from fault
    return sheets
