"""The one place that calls calamine. Old .xls files are read in a child process, for they can abort it.

A damaged BIFF record may ask for gigabytes, and the reader then ends the process instead of raising; the zip
formats are scanned beforehand (`package.py`) and read here directly.
"""

from __future__ import annotations

import io
import pickle
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from penempatan.intake.package import PackageFault

if TYPE_CHECKING:
    from collections.abc import Callable

    from penempatan.intake.sheets import CellValue

SAVE_AS = "Buka di Excel, pilih Simpan Sebagai, format Buku Kerja Excel (.xlsx)."
_DAMAGED = "isi berkas rusak atau bukan buku kerja yang dikenal"
_LOCKED = "berkas terkunci kata sandi", "Buka di Excel, hapus kata sandinya, lalu simpan ulang."
_CHILD_SECONDS = 120
_CHILD_BYTES = 2 << 30
_CHILD = "from penempatan.intake.calamine_reader import serve; serve()"


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A worksheet as calamine gives it; `rows` is None when it is hidden or was not wanted."""

    name: str
    visible: bool
    rows: list[list[CellValue]] | None


def read_sheets(data: bytes, wanted: Callable[[str], bool] | None) -> list[RawSheet]:
    """Read the visible, wanted worksheets of a workbook; PackageFault when it cannot be read."""
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
            if visible and (wanted is None or wanted(info.name)):
                rows = workbook.get_sheet_by_name(info.name).to_python(skip_empty_area=False)
            sheets.append(RawSheet(info.name, visible, rows))
    except PasswordError as fault:
        raise PackageFault(*_LOCKED) from fault
    except (CalamineError, ZipError, XmlError, OSError, ValueError) as fault:
        raise PackageFault(_DAMAGED, SAVE_AS) from fault
    except BaseException as fault:
        if type(fault).__name__ != "PanicException":  # a Rust panic is no Exception, and no crash of ours
            raise
        raise PackageFault(_DAMAGED, SAVE_AS) from fault
    return sheets


def read_sheets_apart(data: bytes, wanted: Callable[[str], bool] | None) -> list[RawSheet]:
    """Read all worksheets in a child process with bounded time and memory, then forget the unwanted ones."""
    try:
        # -P: a csv.py or pickle.py lying in the current folder must not be imported
        done = subprocess.run(
            [sys.executable, "-P", "-c", _CHILD],
            input=data,
            capture_output=True,
            timeout=_CHILD_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as fault:
        raise PackageFault("berkas tidak selesai dibaca dalam dua menit", SAVE_AS) from fault
    if done.returncode != 0:
        raise PackageFault(_DAMAGED, SAVE_AS)
    answer = pickle.loads(done.stdout)  # written by our own child from plain values
    if isinstance(answer, tuple):
        raise PackageFault(*answer)
    sheets = [RawSheet(*sheet) for sheet in answer]
    return [
        sheet if wanted is None or wanted(sheet.name) else RawSheet(sheet.name, sheet.visible, None)
        for sheet in sheets
    ]


def serve() -> None:
    """Be the child: read a workbook from standard input, answer with plain values on standard output."""
    _limit_memory()
    try:
        sheets = read_sheets(sys.stdin.buffer.read(), None)
        answer: object = [(sheet.name, sheet.visible, sheet.rows) for sheet in sheets]
    except PackageFault as fault:
        answer = (fault.reason, fault.remedy)
    sys.stdout.buffer.write(pickle.dumps(answer))
    sys.stdout.buffer.flush()


def _limit_memory() -> None:
    """Bound the address space where the system can (not on Windows; there the abort alone protects)."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_CHILD_BYTES, _CHILD_BYTES))
