"""The strict gate in front of any reader of .xlsx and .xlsm.

Every part is inflated once, within a budget, to its end and its checksum; every XML part is UTF-8 without a
DOCTYPE; the sheets that are wanted are checked cell by cell. What passes is packed anew, uncompressed: the
workbook list of our own making and the very bytes that were checked. So no reader ever sees the original
container, parts that nobody checked, or a second opinion on which part is meant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from penempatan.intake.gate.fault import SAVE_AGAIN, FileFault
from penempatan.intake.gate.relations import read_layout
from penempatan.intake.gate.repack import stored_package
from penempatan.intake.gate.sheet_rows import RowGrammar, check_sheet
from penempatan.intake.gate.strings import StringsFacts, check_strings
from penempatan.intake.gate.styles import date_styles
from penempatan.intake.gate.xml_part import MAIN, check_unread

if TYPE_CHECKING:
    from collections.abc import Callable

    from penempatan.intake.gate.container import Container
    from penempatan.intake.gate.facts import SheetFacts
    from penempatan.intake.gate.relations import Layout

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_XML_SUFFIXES = (".xml", ".rels", ".vml")
_TEXT_TAG = re.compile(rb"""<((?:[A-Za-z0-9_]+:)?t)(?:\s+xml:space\s*=\s*(?:"[^"]*"|'[^']*'))?\s*>""")


@dataclass(frozen=True, slots=True)
class CheckedSheet:
    """A sheet in the order of the workbook; `facts` is None where it is not to be read."""

    name: str
    visible: bool
    facts: SheetFacts | None


@dataclass(frozen=True, slots=True)
class CheckedBook:
    """What passed: a package for the reader, in which the n-th sheet to be read is named n (from 1)."""

    package: bytes
    sheets: tuple[CheckedSheet, ...]
    from_1904: bool = False

    @property
    def area(self) -> int:
        """Cells of all used rectangles."""
        return sum(sheet.facts.area for sheet in self.sheets if sheet.facts is not None)


def check_excel(package: Container, wanted: Callable[[str], bool] | None) -> CheckedBook:
    """Check a workbook and repack its visible, wanted worksheets; FileFault when it must not be read."""
    layout = read_layout(package)
    read = {
        sheet.name: sheet.part
        for sheet in layout.sheets
        if sheet.part is not None and sheet.visible and (wanted is None or wanted(sheet.name))
    }
    needed = {part for part in (*read.values(), layout.strings, layout.styles) if part is not None}
    _check_others(package, {layout.workbook, *needed})
    dates: frozenset[int] = frozenset()
    strings = StringsFacts()
    parts: dict[str, bytes] = {}
    if layout.styles is not None:
        content = parts["xl/styles.xml"] = package.take(layout.styles)
        dates = date_styles(content, package.work)
    if layout.strings is not None:
        content = package.take(layout.strings)
        strings = check_strings(content, package.work)
        parts["xl/sharedStrings.xml"] = _marked(content) if strings.loose_runs else content
    grammar = RowGrammar(strings.count)
    facts: dict[str, SheetFacts] = {}
    for number, (name, part) in enumerate(read.items(), start=1):
        content = package.take(part)
        facts[name], loose = check_sheet(content, name, grammar, dates, package.work)
        parts[f"xl/worksheets/sheet{number}.xml"] = _marked(content) if loose else content
    parts = _frame(len(read), layout) | parts
    sheets = tuple(
        CheckedSheet(sheet.name, sheet.visible, facts.get(sheet.name))
        for sheet in layout.sheets
        if sheet.part is not None
    )
    return CheckedBook(stored_package(parts), sheets, layout.from_1904)


def _check_others(package: Container, checked: set[str]) -> None:
    """Check the XML parts that nobody will read: even there nothing may hide."""
    known = {name.casefold() for name in checked}
    for key, member in package.members.items():
        if key not in known and key.endswith(_XML_SUFFIXES) and member.size:
            check_unread(package.take(member.name), package.work)


def _marked(content: bytes) -> bytes:
    """Mark the blanks around every run as to be kept, as Excel keeps them."""
    if b"<![CDATA[" in content or b"<!--" in content:
        raise FileFault("berkas memuat teks berformat yang dapat terbaca berbeda-beda", SAVE_AGAIN)
    return _TEXT_TAG.sub(rb'<\1 xml:space="preserve">', content)


def _frame(count: int, layout: Layout) -> dict[str, bytes]:
    """Return the parts around the sheets: the workbook and its relationships, of our own making."""
    numbers = range(1, count + 1)
    sheets = "".join(f'<sheet name="{one}" sheetId="{one}" r:id="s{one}"/>' for one in numbers)
    system = '<workbookPr date1904="1"/>' if layout.from_1904 else "<workbookPr/>"
    links = [(f"s{one}", "worksheet", f"worksheets/sheet{one}.xml") for one in numbers]
    if layout.styles is not None:
        links.append(("styles", "styles", "styles.xml"))
    if layout.strings is not None:
        links.append(("strings", "sharedStrings", "sharedStrings.xml"))
    listed = "".join(
        f'<Relationship Id="{one}" Type="{_OFFICE}/{kind}" Target="{target}"/>' for one, kind, target in links
    )
    types = "".join(
        f'<Override PartName="/xl/{target}" ContentType="{_TYPES}.{kind}+xml"/>'
        for kind, target in [("sheet.main", "workbook.xml"), *((kind, target) for _, kind, target in links)]
    )
    texts = {
        "[Content_Types].xml": f'{_XML}<Types xmlns="{_CONTENT_TYPES}">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{types}</Types>",
        "_rels/.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}">'
        f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_XML}<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}">{system}'
        f"<sheets>{sheets}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}">{listed}</Relationships>',
    }
    return {name: text.encode() for name, text in texts.items()}
