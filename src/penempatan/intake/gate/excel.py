"""The strict gate in front of any reader of .xlsx and .xlsm.

Every part is inflated once, within a budget, to its end and its checksum; every XML part is UTF-8 without a
DOCTYPE; the sheets that are wanted are checked cell by cell. What passes is packed anew, uncompressed: the
workbook list of our own making and the very bytes that were checked. So no reader ever sees the original
container, parts that nobody checked, or a second opinion on which part is meant. Sheets of plain rows only,
as most are, have their values taken on the way and need no reader at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from penempatan.intake.gate.fault import SAVE_AGAIN, FileFault
from penempatan.intake.gate.plain_values import NumberStyles, PlainValues
from penempatan.intake.gate.relations import read_layout
from penempatan.intake.gate.repack import stored_package
from penempatan.intake.gate.sheet_rows import CheckedPart, RowGrammar, check_sheet
from penempatan.intake.gate.strings import StringsFacts, check_strings
from penempatan.intake.gate.styles import StyleFacts, check_styles
from penempatan.intake.gate.xml_part import MAIN, check_unread

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from penempatan.intake.gate.container import Container
    from penempatan.intake.gate.facts import SheetFacts
    from penempatan.intake.gate.relations import Layout
    from penempatan.intake.sheets import CellValue

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_XML_SUFFIXES = (".xml", ".rels", ".vml")
_TEXT_TAG = re.compile(rb"""<((?:[A-Za-z0-9_]+:)?t)(?:\s+xml:space\s*=\s*(?:"[^"]*"|'[^']*'))?\s*>""")


@dataclass(frozen=True, slots=True)
class CheckedSheet:
    """A sheet in the order of the workbook; `facts` is None where it is not to be read.

    rows: its values where the gate could take them itself, else None.
    """

    name: str
    visible: bool
    facts: SheetFacts | None
    rows: list[list[CellValue]] | None = None


@dataclass(frozen=True, slots=True)
class CheckedBook:
    """What passed: a package for the reader, in which the n-th sheet left to it is named n (from 1)."""

    package: bytes
    sheets: tuple[CheckedSheet, ...]
    from_1904: bool = False

    @property
    def area(self) -> int:
        """Cells of all used rectangles that are left to the reader."""
        return sum(sheet.facts.area for sheet in self.sheets if sheet.facts and sheet.rows is None)


def check_excel(
    package: Container, wanted: Callable[[str], bool] | None, hidden: Collection[str] = frozenset()
) -> CheckedBook:
    """Check a workbook and repack its visible, wanted worksheets; FileFault when it must not be read.

    `hidden` names sheets that are read although people do not see them.
    """
    layout = read_layout(package)
    read = {
        sheet.name: sheet.part
        for sheet in layout.sheets
        if sheet.part is not None
        and (sheet.name in hidden or (sheet.visible and (wanted is None or wanted(sheet.name))))
    }
    needed = {part for part in (*read.values(), layout.strings, layout.styles) if part is not None}
    _check_others(package, {layout.workbook, *needed})
    styles, strings = None, StringsFacts()
    parts: dict[str, bytes] = {}
    if layout.styles is not None:
        content = parts["xl/styles.xml"] = package.take(layout.styles)
        styles = check_styles(content, package.work)
    if layout.strings is not None:
        content = package.take(layout.strings)
        strings = check_strings(content, package.work)
        parts["xl/sharedStrings.xml"] = _marked(content) if strings.loose_runs else content
    kinds = NumberStyles(_kinds(styles), layout.from_1904)
    dates = frozenset[int]() if styles is None else styles.dates
    grammar = RowGrammar(strings.count)
    checked: dict[str, CheckedPart] = {}
    left = 0
    for name, part in read.items():
        content = package.take(part)
        values = PlainValues(strings.texts, kinds)
        checked[name] = check_sheet(content, name, grammar, dates, values=values, work=package.work)
        if checked[name].rows is None:
            left += 1
            loose = checked[name].loose_runs
            parts[f"xl/worksheets/sheet{left}.xml"] = _marked(content) if loose else content
    sheets = tuple(
        CheckedSheet(sheet.name, sheet.visible, one.facts if one else None, one.rows if one else None)
        for sheet in layout.sheets
        if sheet.part is not None
        for one in [checked.get(sheet.name)]
    )
    repacked = stored_package(_frame(left, layout) | parts) if left else b""
    return CheckedBook(repacked, sheets, layout.from_1904)


def _kinds(styles: StyleFacts | None) -> dict[str, bool] | None:
    """Return for each style of a clear kind, as it is written, whether it shows a day."""
    if styles is None:
        return None
    return {str(one): False for one in styles.numbers} | {str(one): True for one in styles.days}


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
