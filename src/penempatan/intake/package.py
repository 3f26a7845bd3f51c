"""A look inside a spreadsheet package before the reader gets it, and at what the reader loses without a word.

The reader (calamine) is fast but aborts the process on a cell at the far corner of the sheet, believes
packages that hold one part twice, and gives '' for `#REF!` and for formulas that nobody computed. So the XML
is scanned first: dangerous packages are refused with a sentence, lost cells are listed with their address.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET  # parts with a DOCTYPE are refused before parsing

MAX_ROWS = 200_000
_MAX_AREA = 25_000_000  # cells of the used rectangle; the reader allocates all of them
_MAX_INFLATED = 400_000_000
_MAX_RATIO, _RATIO_FREE = 200, 1_000_000  # no honest part shrinks more than this, small ones aside
_WIDTH_SMALL, _WIDTH_LARGE = 78, 702  # columns up to BZ, up to ZZ

_ROW = re.compile(rb"""<row\b[^>]*?\br=["']([^"']*)["']""")
_HIDDEN_ROW = re.compile(rb'<row\b[^>]*\bhidden="(?:1|true)"')
_FAR = re.compile(rb"""r=["']([A-Za-z]{3,}[0-9]+|[A-Za-z]+[0-9]{7,})["']""")
_BAD_STRING_INDEX = re.compile(rb't="s"[^>]*>\s*<v>(?![0-9]+</v>)')
_WIDE = re.compile(rb' r="[C-Z][A-Z][0-9]')
_ERROR = re.compile(rb'<c\b([^>]*\bt="e"[^>]*)>(.*?)</c>', re.DOTALL)
_NO_VALUE = re.compile(
    rb"<c\b([^>/]*)>\s*<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(<v\s*/>|<v>\s*</v>)?\s*</c>", re.DOTALL
)
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})([0-9]+)"')
_VALUE = re.compile(rb"<v>([^<]*)</v>")


class PackageFault(Exception):  # noqa: N818 - a verdict on the file, turned into a finding by the caller
    """Why a package is refused: an Indonesian reason and what to do."""

    def __init__(self, reason: str, remedy: str = "Buka di Excel lalu simpan ulang sebagai .xlsx.") -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class PackageFacts:
    """What the scan saw: kind (`xlsx` or `ods`) and the facts of each sheet by name."""

    kind: str
    sheets: dict[str, SheetFacts] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What the reader will not tell about a sheet: cells whose value is lost, how many rows are hidden."""

    broken: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: int = 0


def inspect_package(data: bytes) -> PackageFacts:
    """Scan a zip package; raises PackageFault when it must not be read."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        members = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, EOFError) as fault:
        raise PackageFault("berkas rusak atau terpotong") from fault
    _check_directory(package, members)
    names = {info.filename.replace("\\", "/").lstrip("/").casefold(): info for info in members}
    if "xl/workbook.bin" in names:
        raise PackageFault("format .xlsb tidak didukung")
    if "xl/workbook.xml" in names:
        return PackageFacts("xlsx", _scan_workbook(package, names))
    if "content.xml" in names and "mimetype" in names:
        _part(package, names["content.xml"])
        return PackageFacts("ods")
    raise PackageFault("isinya bukan buku kerja Excel atau LibreOffice Calc")


def _check_directory(package: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    if not members:
        raise PackageFault("berkas kosong")
    if any(info.flag_bits & 1 for info in members):
        raise PackageFault(
            "berkas terkunci kata sandi", "Buka di Excel, hapus kata sandinya, lalu simpan ulang."
        )
    folded = [info.filename.replace("\\", "/").casefold() for info in members]
    if len(set(folded)) != len(folded):
        raise PackageFault("satu bagian berkas muncul dua kali, sehingga isinya dapat terbaca berbeda-beda")
    if b"PK\x05\x06" in package.comment or min(info.header_offset for info in members) != 0:
        raise PackageFault("berkas berisi lebih dari satu arsip")
    if sum(info.file_size for info in members) > _MAX_INFLATED:
        raise PackageFault(
            "isi berkas terlalu besar setelah dibuka (lebih dari 400 MB)",
            "Hapus lembar dan gambar yang tidak perlu.",
        )


def _part(package: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Inflate one XML part to its end (which checks its CRC) and refuse declarations that hide content."""
    if info.file_size > _RATIO_FREE and info.file_size > _MAX_RATIO * max(info.compress_size, 1):
        raise PackageFault("salah satu bagian berkas membengkak tidak wajar setelah dibuka")
    try:
        content = package.read(info)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError) as fault:
        raise PackageFault("berkas rusak: salah satu bagiannya tidak utuh") from fault
    if b"<!DOCTYPE" in content:
        raise PackageFault("berkas memuat deklarasi DOCTYPE yang tidak boleh ada di buku kerja")
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in content[:64]:
        raise PackageFault("bagian berkas tidak memakai UTF-8")
    return content


def _scan_workbook(package: zipfile.ZipFile, names: dict[str, zipfile.ZipInfo]) -> dict[str, SheetFacts]:
    for name in ("xl/styles.xml", "xl/sharedstrings.xml", "[content_types].xml"):
        if name in names:
            _part(package, names[name])
    try:
        workbook = ET.fromstring(_part(package, names["xl/workbook.xml"]))
        links = names.get("xl/_rels/workbook.xml.rels")
        relations = ET.fromstring(_part(package, links)) if links is not None else ()
    except ET.ParseError as fault:
        raise PackageFault("berkas rusak: daftar lembarnya tidak terbaca") from fault
    targets = {
        relation.get("Id", ""): relation.get("Target", "")
        for relation in relations
        if relation.get("TargetMode") != "External"
    }
    facts: dict[str, SheetFacts] = {}
    for sheet in (element for element in workbook.iter() if element.tag.rpartition("}")[2] == "sheet"):
        relation_id = next(
            (value for key, value in sheet.attrib.items() if key.rpartition("}")[2] == "id"), ""
        )
        target = targets.get(relation_id, "").lstrip("/")
        path = target if target.casefold().startswith("xl/") else f"xl/{target}"
        info = names.get(path.casefold())
        if info is None or "worksheets/" not in path.casefold():
            continue
        title = sheet.get("name", "")
        facts[title] = _scan_sheet(_part(package, info), title)
    return facts


def _scan_sheet(content: bytes, title: str) -> SheetFacts:
    far = _FAR.search(content)
    if far is not None:
        raise PackageFault(
            f"lembar “{title}” berisi sel yang terlalu jauh, {far[1].decode()}",
            f"Hapus isi dan format di sekitar sel {far[1].decode()}, lalu simpan ulang.",
        )
    last = 0
    for number in _ROW.findall(content):
        row = int(number) if number.isdigit() and len(number) < 8 else -1
        if row <= last:
            raise PackageFault(f"baris di lembar “{title}” tidak urut, ganda, atau bernomor tidak sah")
        last = row
    width = _WIDTH_LARGE if _WIDE.search(content) else _WIDTH_SMALL
    if last > MAX_ROWS or last * width > _MAX_AREA:
        raise PackageFault(
            f"lembar “{title}” terlalu besar (sampai baris {last})",
            "Hapus baris dan kolom kosong di bawah dan di kanan tabel, lalu simpan ulang.",
        )
    if _BAD_STRING_INDEX.search(content):
        raise PackageFault(f"lembar “{title}” rusak: sebagian sel menunjuk teks yang tidak ada")
    return SheetFacts(_lost_cells(content), len(_HIDDEN_ROW.findall(content)))


def _lost_cells(content: bytes) -> dict[tuple[int, int], str]:
    lost: dict[tuple[int, int], str] = {}
    if b't="e"' in content:
        for attributes, inner in _ERROR.findall(content):
            value = _VALUE.search(inner)
            _keep(
                lost, attributes, f"galat {value[1].decode('utf-8', 'replace')}" if value else "galat rumus"
            )
    if b"<f" in content:
        for attributes, value in _NO_VALUE.findall(content):
            if not (value and b't="str"' in attributes):
                _keep(lost, attributes, "rumus yang belum pernah dihitung")
    return lost


def _keep(lost: dict[tuple[int, int], str], attributes: bytes, what: str) -> None:
    reference = _REFERENCE.search(attributes)
    if reference is None:
        return
    column = 0
    for letter in reference[1]:
        column = column * 26 + letter - 64
    lost[(int(reference[2]) - 1, column - 1)] = what
