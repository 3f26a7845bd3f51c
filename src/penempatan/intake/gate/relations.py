"""Which parts of a package are its sheets, strings and styles: the workbook and its relationships."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from penempatan.intake.gate.container import folded
from penempatan.intake.gate.fault import FileFault
from penempatan.intake.gate.xml_part import MAIN, PartParser, Work, check_text, refuse_strict

if TYPE_CHECKING:
    from penempatan.intake.gate.container import Container

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MACROS = "http://schemas.microsoft.com/office/2006/relationships"
_SHEET_KINDS = frozenset(
    {"worksheet", "chartsheet", "dialogsheet", f"{_MACROS}/xlMacrosheet", f"{_MACROS}/xlIntlMacrosheet"}
)
_TYPES = "[Content_Types].xml"
_MISTYPED = "berkas rusak: jenis salah satu bagiannya tidak sesuai dengan isinya"
_WORKBOOK = "xl/workbook.xml"
_NO_WORKBOOK = "isinya bukan buku kerja Excel atau LibreOffice Calc"


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet of the workbook: its name, whether people see it, its part (None: a chart, not a table)."""

    name: str
    visible: bool
    part: str | None


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of a workbook that a reader needs; `strings` and `styles` are None where it has none."""

    workbook: str
    sheets: tuple[SheetEntry, ...]
    strings: str | None
    styles: str | None
    from_1904: bool


@dataclass(frozen=True, slots=True)
class _Relation:
    kind: str
    target: str
    internal: bool


class _Relations(PartParser):
    """Collects relationships by id."""

    def __init__(self, work: Work | None) -> None:
        super().__init__(work)
        self.found: dict[str, _Relation] = {}

    def opened(self, namespace: str, name: str, attributes: dict[str, str]) -> None:
        if self.depth == 1 and (namespace, name) != (_RELATIONS, "Relationships"):
            raise FileFault("berkas rusak: daftar hubungan antarbagiannya tidak dikenal")
        if self.depth != 2 or name != "Relationship":
            return
        identity = attributes.get("Id", "")
        if identity in self.found or namespace != _RELATIONS:
            raise FileFault("berkas rusak: daftar hubungan antarbagiannya ganda atau tidak dikenal")
        self.found[identity] = _Relation(
            attributes.get("Type", ""),
            attributes.get("Target", ""),
            attributes.get("TargetMode", "Internal") == "Internal",
        )


class _Types(PartParser):
    """Collects what the package says its parts are, by folded name; some readers choose parts by that."""

    def __init__(self, work: Work | None) -> None:
        super().__init__(work)
        self.found: dict[str, str] = {}

    def opened(self, namespace: str, name: str, attributes: dict[str, str]) -> None:
        if name == "Override":
            part = folded(attributes.get("PartName", ""))
            if part in self.found:
                raise FileFault(_MISTYPED)
            self.found[part] = attributes.get("ContentType", "")


class _Workbook(PartParser):
    """Collects the sheets (name, state, relationship id) and the date system."""

    def __init__(self, work: Work | None) -> None:
        super().__init__(work)
        self.sheets: list[tuple[str, str, str]] = []
        self.from_1904 = False

    def opened(self, namespace: str, name: str, attributes: dict[str, str]) -> None:
        if self.depth == 1:
            refuse_strict(namespace)
            if (namespace, name) != (MAIN, "workbook"):
                raise FileFault(_NO_WORKBOOK)
        elif name == "workbookPr" and namespace == MAIN:
            self.from_1904 = attributes.get("date1904", "0") in ("1", "true", "on")
        elif name == "sheet" and namespace == MAIN:
            if self.depth != 3:
                raise FileFault("berkas rusak: daftar lembarnya tidak dikenal")
            link = attributes.get(f"{_OFFICE} id", "")
            self.sheets.append((attributes.get("name", ""), attributes.get("state", "visible"), link))


def read_layout(package: Container) -> Layout:
    """Resolve the relationships of a package; every sheet must be inside it and present."""
    workbook = _workbook_part(package)
    links = _relations(package, _relations_part(workbook))
    listed = _Workbook(package.work)
    content = package.take(workbook)
    check_text(content)
    listed.feed(content, final=True)
    if not listed.sheets:
        raise FileFault("buku kerja ini tidak berisi satu lembar pun")
    sheets = tuple(
        SheetEntry(name, state == "visible", _sheet_part(package, workbook, links.get(link), name))
        for name, state, link in listed.sheets
    )
    strings = _single(package, workbook, links, "sharedStrings")
    styles = _single(package, workbook, links, "styles")
    expected = {workbook: "main+xml", strings: "sharedStrings+xml", styles: "styles+xml"}
    expected |= {sheet.part: "worksheet+xml" for sheet in sheets}
    _check_types(package, {part: kind for part, kind in expected.items() if part is not None})
    names = [sheet.name.casefold() for sheet in sheets]
    parts = [sheet.part for sheet in sheets if sheet.part is not None]
    if len(set(names)) != len(names) or len(set(parts)) != len(parts):
        raise FileFault("dua lembar memakai nama atau isi yang sama")
    return Layout(
        workbook,
        sheets,
        strings,
        styles,
        listed.from_1904,
    )


def relations_of(package: Container, part: str) -> list[tuple[str, str]]:
    """Return kind and part of everything in the package that a part refers to; nothing without a list."""
    links = _relations_part(part)
    if links not in package:
        return []
    return [
        (one.kind, _resolved(part, one.target)) for one in _relations(package, links).values() if one.internal
    ]


def _check_types(package: Container, expected: dict[str, str]) -> None:
    """Refuse a part that the package declares as something else than its relationship does."""
    if _TYPES not in package:
        return
    content = package.look(_TYPES)
    check_text(content)
    types = _Types(package.work)
    types.feed(content, final=True)
    for part, kind in expected.items():
        declared = types.found.get(folded(part))
        if declared is not None and not declared.endswith(kind):
            raise FileFault(_MISTYPED)


def _workbook_part(package: Container) -> str:
    if "_rels/.rels" not in package:
        if _WORKBOOK in package:
            return _WORKBOOK
        raise FileFault(_NO_WORKBOOK)
    found = [
        relation
        for relation in _relations(package, "_rels/.rels").values()
        if relation.kind.rpartition("/")[2] == "officeDocument"
    ]
    for relation in found:
        refuse_strict(relation.kind)
    if len(found) != 1 or not found[0].internal:
        raise FileFault(_NO_WORKBOOK)
    part = _resolved("", found[0].target)
    if part not in package:
        raise FileFault(_NO_WORKBOOK)
    return part


def _relations(package: Container, part: str) -> dict[str, _Relation]:
    if part not in package:
        raise FileFault("berkas rusak: daftar hubungan antarbagiannya tidak ada")
    content = package.take(part)
    check_text(content)
    parser = _Relations(package.work)
    parser.feed(content, final=True)
    return parser.found


def _relations_part(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def _sheet_part(package: Container, workbook: str, link: _Relation | None, name: str) -> str | None:
    if link is None:
        raise FileFault("berkas rusak: lembar ini tidak menunjuk isi mana pun", sheet=name)
    refuse_strict(link.kind)
    if not link.internal:
        raise FileFault("isi lembar ini menunjuk ke luar berkas", sheet=name)
    part = _resolved(workbook, link.target)
    if part not in package:
        raise FileFault("berkas rusak: isi lembar ini tidak ada", sheet=name)
    kind = link.kind.removeprefix(_OFFICE + "/")
    if kind not in _SHEET_KINDS:
        raise FileFault("berkas rusak: jenis lembar ini tidak dikenal", sheet=name)
    return part if kind == "worksheet" else None


def _single(package: Container, workbook: str, links: dict[str, _Relation], kind: str) -> str | None:
    """Return the part of a kind that occurs once at most."""
    found = [link for link in links.values() if link.kind == f"{_OFFICE}/{kind}"]
    if len(found) > 1 or (found and not found[0].internal):
        raise FileFault("berkas rusak: bagian teks atau gayanya ganda atau di luar berkas")
    part = _resolved(workbook, found[0].target) if found else ""
    return part if part and part in package else None


def _resolved(source: str, target: str) -> str:
    """Return the member name that a relationship target means."""
    path = unquote(target.replace("\\", "/"))
    if not path.startswith("/"):
        path = f"/{posixpath.dirname(source)}/{path}"
    elif ".." in path.split("/"):
        raise FileFault("berkas rusak: hubungan antarbagiannya menunjuk ke luar")
    return posixpath.normpath("/" + path.lstrip("/")).lstrip("/")
