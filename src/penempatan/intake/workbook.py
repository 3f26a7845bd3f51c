"""Any accepted file into sheets: the content decides what it is, not the name."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from penempatan.domain.issue import Location
from penempatan.errors import InputError
from penempatan.intake.complaints import FILE_FORMAT, FILE_UNREADABLE
from penempatan.intake.csv_table import read_csv
from penempatan.intake.findings import Findings
from penempatan.intake.package import PackageFault, SheetFacts, inspect_package
from penempatan.intake.sheets import CellValue, Sheet, is_blank

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from python_calamine import CalamineWorkbook

_MAX_BYTES = 200_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
T = TypeVar("T")
_SAVE_AS = "Buka di Excel, pilih Simpan Sebagai, format Buku Kerja Excel (.xlsx)."


@dataclass(frozen=True, slots=True)
class Book:
    """A file as read: its visible, non-empty sheets, the names of hidden ones, and the hash of its bytes."""

    file: str
    sha256: str
    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...] = ()
    others: tuple[str, ...] = ()  # visible sheets that were not wanted

    @property
    def names(self) -> tuple[str, ...]:
        """Every visible, non-empty or unread sheet by name."""
        return tuple(sheet.name for sheet in self.sheets) + self.others


def read_book(path: Path, findings: Findings, wanted: Callable[[str], bool] | None = None) -> Book:
    """Read the visible sheets of a file (only those whose name is `wanted`, where given).

    Raises InputError with one finding when the file cannot be read at all.
    """
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise _refusal(path.name, "lebih besar dari 200 MB", "Hapus isi yang tidak perlu.")
        data = path.read_bytes()
    except PermissionError as fault:
        raise _refusal(
            path.name, "tidak boleh dibuka", "Tutup berkas itu di Excel atau minta hak bacanya."
        ) from fault
    except OSError as fault:
        raise _refusal(path.name, "tidak dapat dibuka", "Periksa nama dan letak berkasnya.") from fault
    digest = hashlib.sha256(data).hexdigest()
    try:
        kind = _kind(data, path, findings)
        if kind == "csv":
            sheet = read_csv(data, path.name, findings)
            return Book(path.name, digest, (sheet,) if _has_content(sheet) else ())
        facts = inspect_package(data).sheets if kind == "zip" else {}
        sheets, hidden, others = _read_sheets(data, path.name, facts, wanted)
    except PackageFault as fault:
        raise _refusal(path.name, fault.reason, fault.remedy) from fault
    return Book(path.name, digest, sheets, hidden, others)


def _kind(data: bytes, path: Path, findings: Findings) -> str:
    """Tell csv, zip (xlsx, xlsm, ods) and xls apart by the first bytes; say so where the name lies."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not head:
        raise PackageFault("berkas kosong", "Isi tabelnya, simpan, lalu ulangi.")
    if head.startswith(b"pk\x03\x04"):
        kind = "zip"
    elif data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise PackageFault(
                "berkas terkunci kata sandi", "Buka di Excel, hapus kata sandinya, lalu simpan ulang."
            )
        kind = "xls"
    elif head.startswith(b"%pdf"):
        raise PackageFault("isinya PDF, bukan tabel", "Minta berkas Excel atau CSV aslinya.")
    elif head.startswith((b"<html", b"<!doctype html", b"<table", b"<meta")) or b"<table" in head:
        raise PackageFault("isinya halaman HTML yang diberi nama berkas Excel", _SAVE_AS)
    elif head.startswith((b"<?xml", b"{\\rtf")):
        raise PackageFault("isinya bukan tabel Excel atau CSV", _SAVE_AS)
    else:
        kind = "csv"
    suffix = path.suffix.casefold()
    if kind == "csv" and suffix not in (".csv", ".txt", ".tsv"):
        findings.add(
            FILE_FORMAT,
            Location(path.name),
            what=f"Berkas bernama {suffix} ini sebenarnya CSV; dibaca sebagai CSV.",
        )
    elif kind != "csv" and suffix == ".csv":
        findings.add(
            FILE_FORMAT,
            Location(path.name),
            what="Berkas bernama .csv ini sebenarnya buku kerja; dibaca sebagai buku kerja.",
        )
    return kind


def _read_sheets(
    data: bytes,
    file: str,
    facts: dict[str, SheetFacts],
    wanted: Callable[[str], bool] | None,
) -> tuple[tuple[Sheet, ...], tuple[str, ...], tuple[str, ...]]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    workbook = _open(data)
    sheets: list[Sheet] = []
    hidden: list[str] = []
    others: list[str] = []
    for info in workbook.sheets_metadata:
        if info.typ is not SheetTypeEnum.WorkSheet:
            continue
        if info.visible is not SheetVisibleEnum.Visible:
            hidden.append(info.name)
            continue
        if wanted is not None and not wanted(info.name):
            others.append(info.name)
            continue
        rows = _guarded(partial(_rows_of, workbook, info.name))
        known = facts.get(info.name, SheetFacts())
        sheet = Sheet(file, info.name, rows, broken=known.broken, hidden_rows=known.hidden_rows)
        if _has_content(sheet):
            sheets.append(sheet)
    return tuple(sheets), tuple(hidden), tuple(others)


def _rows_of(workbook: CalamineWorkbook, name: str) -> list[list[CellValue]]:
    return workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _open(data: bytes) -> CalamineWorkbook:
    from python_calamine import CalamineWorkbook

    return _guarded(lambda: CalamineWorkbook.from_filelike(io.BytesIO(data)))


def _guarded(read: Callable[[], T]) -> T:
    """Call the reader; its Rust panics derive from BaseException and must not pass as a crash of ours."""
    from python_calamine import CalamineError, PasswordError, XmlError, ZipError

    try:
        return read()
    except PasswordError as fault:
        raise PackageFault(
            "berkas terkunci kata sandi", "Buka di Excel, hapus kata sandinya, lalu simpan ulang."
        ) from fault
    except (CalamineError, ZipError, XmlError, OSError, ValueError) as fault:
        raise PackageFault("isi berkas rusak atau bukan buku kerja yang dikenal", _SAVE_AS) from fault
    except BaseException as fault:
        if type(fault).__name__ != "PanicException":
            raise
        raise PackageFault("isi berkas rusak", _SAVE_AS) from fault


def _has_content(sheet: Sheet) -> bool:
    return any(not is_blank(cell) for row in sheet.rows for cell in row)


def _refusal(file: str, reason: str, remedy: str) -> InputError:
    return InputError([FILE_UNREADABLE.issue(Location(file), reason=reason, remedy=remedy)])
