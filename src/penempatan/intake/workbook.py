"""Any accepted file into sheets: the content decides what it is, not the name."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from penempatan.domain.issue import Location
from penempatan.errors import InputError
from penempatan.intake.calamine_reader import RawSheet, read_apart, read_checked
from penempatan.intake.child import run_apart
from penempatan.intake.complaints import FILE_FORMAT, FILE_UNREADABLE
from penempatan.intake.csv_table import read_csv
from penempatan.intake.file_kind import FileKind, kind_of, misnamed
from penempatan.intake.gate.biff import check_xls
from penempatan.intake.gate.complaints import FORMULAS, FROM_1904, STALE_FORMULAS
from penempatan.intake.gate.container import Container, open_container
from penempatan.intake.gate.excel import check_excel
from penempatan.intake.gate.facts import SheetFacts
from penempatan.intake.gate.fault import SAVE_AS, FileFault
from penempatan.intake.gate.limits import MAX_FILE_BYTES
from penempatan.intake.gate.ods import check_ods
from penempatan.intake.html_table import encoding_guessed
from penempatan.intake.sheets import Sheet, is_blank

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

    from penempatan.intake.findings import Findings
    from penempatan.intake.sheets import CellValue

    Page = tuple[list[list[CellValue]], tuple[tuple[int, int, int], ...]]  # rows, cells over several rows


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


def read_book(
    path: Path,
    findings: Findings,
    wanted: Callable[[str], bool] | None = None,
    hidden: Collection[str] = frozenset(),
) -> Book:
    """Read the visible sheets of a file (only those whose name is `wanted`, where given).

    `hidden` names sheets of an .xlsx that are read although people do not see them.

    Raises InputError with one finding when the file cannot be read at all.
    """
    try:
        data = _bytes(path)
        kind = kind_of(data, path.suffix.casefold())
        if misnamed(kind, path.suffix.casefold()):
            what = f"Berkas bernama {path.suffix} ini sebenarnya {kind.value}; dibaca sebagai {kind.value}."
            findings.add(FILE_FORMAT, Location(path.name), what=what)
        digest = hashlib.sha256(data).hexdigest()
        if kind is FileKind.CSV:
            sheet = read_csv(data, path.name, findings)
            return Book(path.name, digest, (sheet,) if _has_content(sheet) else ())
        raw, facts = _read(kind, data, path.name, findings, wanted, hidden)
    except FileFault as fault:
        place = Location(path.name, fault.sheet, fault.cell)
        raise InputError([FILE_UNREADABLE.issue(place, reason=fault.reason, remedy=fault.remedy)]) from fault
    return _book(path.name, digest, raw, facts, findings)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise FileFault(
                f"berkas lebih besar dari {MAX_FILE_BYTES // 1_000_000} MB",
                "Hapus lembar, gambar, dan format yang tidak perlu, lalu simpan ulang.",
            )
        return path.read_bytes()
    except PermissionError as fault:
        raise FileFault(
            "berkas tidak boleh dibuka", "Tutup berkas itu di Excel atau minta hak bacanya."
        ) from fault
    except OSError as fault:
        raise FileFault("berkas tidak dapat dibuka", "Periksa nama dan letak berkasnya.") from fault


def _read(  # noqa: PLR0917 one caller
    kind: FileKind,
    data: bytes,
    file: str,
    findings: Findings,
    wanted: Callable[[str], bool] | None,
    hidden: Collection[str],
) -> tuple[list[RawSheet], Mapping[str, SheetFacts]]:
    """Check and read a file that is no CSV."""
    if kind is FileKind.HTML:
        if encoding_guessed(data):
            what = (
                "Halaman HTML ini tidak menyebut pengodeannya dan bukan UTF-8; dibaca sebagai Windows-1252."
            )
            findings.add(FILE_FORMAT, Location(file), what=what)
        tables = cast("list[Page]", run_apart("page", data))
        single = len(tables) == 1
        names = [file.rpartition(".")[0] if single else f"Tabel {one}" for one in range(1, len(tables) + 1)]
        return [
            RawSheet(name, True, rows, merged) for name, (rows, merged) in zip(names, tables, strict=True)
        ], {}
    if kind is FileKind.XLS:
        known = check_xls(data)
        return _only(read_apart(data), wanted), known
    package = open_container(data)
    if _is_ods(package):
        checked = check_ods(package)
        raw = _only(read_apart(checked.package), wanted)
    else:
        if "xl/workbook.bin" in package:
            raise FileFault("format .xlsb tidak didukung", SAVE_AS)
        if any(name.endswith(".iwa") for name in package.members):
            raise FileFault(
                "format Numbers tidak didukung",
                "Buka di Numbers, pilih Ekspor ke Excel, lalu pakai hasilnya.",
            )
        checked = check_excel(package, wanted, hidden)
        raw = read_checked(checked)
    if checked.from_1904:
        findings.add(FROM_1904, Location(file))
    return raw, {sheet.name: sheet.facts for sheet in checked.sheets if sheet.facts is not None}


def _is_ods(package: Container) -> bool:
    return "content.xml" in package and "xl/workbook.xml" not in package


def _only(raw: list[RawSheet], wanted: Callable[[str], bool] | None) -> list[RawSheet]:
    return [
        sheet if wanted is None or wanted(sheet.name) else RawSheet(sheet.name, sheet.visible, None)
        for sheet in raw
    ]


def _book(
    file: str, digest: str, raw: list[RawSheet], facts: Mapping[str, SheetFacts], findings: Findings
) -> Book:
    sheets: list[Sheet] = []
    for one in raw:
        if one.rows is None:
            continue
        known = facts.get(one.name, SheetFacts())
        for row, column in known.broken:
            if row < len(one.rows) and column < len(one.rows[row]):
                one.rows[row][column] = ""  # whatever the reader made of it is not what the file says
        merged = known.merged or one.merged
        sheet = Sheet(
            file, one.name, one.rows, broken=known.broken, merged=merged, hidden_rows=known.hidden_rows
        )
        if known.broken or _has_content(sheet):
            sheets.append(sheet)
            _report_formulas(sheet, known, findings)
    hidden = tuple(one.name for one in raw if not one.visible)
    others = tuple(one.name for one in raw if one.visible and one.rows is None)
    return Book(file, digest, tuple(sheets), hidden, others)


def _report_formulas(sheet: Sheet, facts: SheetFacts, findings: Findings) -> None:
    if facts.stale:
        place = Location(sheet.file, sheet.name, facts.first_stale)
        findings.add(STALE_FORMULAS, place, count=facts.stale, cell=facts.first_stale)
    elif facts.formulas:
        place = Location(sheet.file, sheet.name, facts.first_formula)
        findings.add(FORMULAS, place, count=facts.formulas, cell=facts.first_formula)


def _has_content(sheet: Sheet) -> bool:
    return any(not is_blank(cell) for row in sheet.rows for cell in row)
