"""Any accepted file into sheets: the content decides what it is, not the name."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from penempatan.domain.issue import Location
from penempatan.errors import InputError
from penempatan.intake.calamine_reader import SAVE_AS, RawSheet, read_sheets, read_sheets_apart
from penempatan.intake.complaints import FILE_FORMAT, FILE_UNREADABLE
from penempatan.intake.csv_table import read_csv
from penempatan.intake.findings import Findings
from penempatan.intake.package import PackageFault, SheetFacts, inspect_package
from penempatan.intake.sheets import Sheet, is_blank

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_MAX_BYTES = 200_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


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
        if kind == "xls":
            return _book(path.name, digest, read_sheets_apart(data, wanted), {})
        facts = inspect_package(data).sheets
        return _book(path.name, digest, read_sheets(data, wanted), facts)
    except PackageFault as fault:
        raise _refusal(path.name, fault.reason, fault.remedy) from fault


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
        raise PackageFault("isinya halaman HTML yang diberi nama berkas Excel", SAVE_AS)
    elif head.startswith((b"<?xml", b"{\\rtf")):
        raise PackageFault("isinya bukan tabel Excel atau CSV", SAVE_AS)
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


def _book(file: str, digest: str, raw: list[RawSheet], facts: dict[str, SheetFacts]) -> Book:
    sheets: list[Sheet] = []
    for one in raw:
        if one.rows is not None:
            known = facts.get(one.name, SheetFacts())
            sheet = Sheet(file, one.name, one.rows, broken=known.broken, hidden_rows=known.hidden_rows)
            if _has_content(sheet):
                sheets.append(sheet)
    hidden = tuple(one.name for one in raw if not one.visible)
    others = tuple(one.name for one in raw if one.visible and one.rows is None)
    return Book(file, digest, tuple(sheets), hidden, others)


def _has_content(sheet: Sheet) -> bool:
    return any(not is_blank(cell) for row in sheet.rows for cell in row)


def _refusal(file: str, reason: str, remedy: str) -> InputError:
    return InputError([FILE_UNREADABLE.issue(Location(file), reason=reason, remedy=remedy)])
