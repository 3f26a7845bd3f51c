"""What a sheet of an .xlsx says besides its values: cells struck through, merged, or calculated by a formula.

Officials strike out a row instead of writing a word, or merge a decision over several rows; calamine gives
neither. Read strictly and within the budget of the gate, like everything else of the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from penempatan.intake.gate.container import open_container
from penempatan.intake.gate.relations import read_layout
from penempatan.intake.gate.xml_part import MAIN, PartParser, check_text

if TYPE_CHECKING:
    from collections.abc import Collection

    from penempatan.intake.gate.container import Container
    from penempatan.intake.gate.xml_part import Work

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})(?::([A-Z]{1,3})([1-9][0-9]{0,6}))?")
_OFF = ("0", "false", "off")

Cell = tuple[int, int]  # 0-based row and column


@dataclass(frozen=True, slots=True)
class Markings:
    """Cells by 0-based row and column; a merged range as its first and last cell."""

    struck: frozenset[Cell] = frozenset()
    formulas: frozenset[Cell] = frozenset()
    merged: tuple[tuple[Cell, Cell], ...] = ()


def read_markings(data: bytes, sheet: str) -> Markings:
    """Return the markings of a sheet; FileFault where its parts are not what a workbook may hold.

    `data` is what `read_book` has let pass. A cell counts as struck when all of it is: by its own style.
    """
    package = open_container(data)
    layout = read_layout(package)
    part = next((one.part for one in layout.sheets if one.name == sheet), None)
    if part is None:
        return Markings()
    struck: Collection[str] = ()
    if layout.styles is not None:
        styles = _Styles(package.work)
        _feed(styles, package, layout.styles)
        struck = styles.struck()
    cells = _Cells(package.work, struck)
    _feed(cells, package, part)
    return Markings(frozenset(cells.struck), frozenset(cells.formulas), tuple(cells.merged))


class _Styles(PartParser):
    """Collects which fonts are struck through, and which font each style of a cell has."""

    def __init__(self, work: Work | None) -> None:
        super().__init__(work)
        self._fonts: list[bool] = []
        self._font_of: list[str] = []
        self._part = ""

    def struck(self) -> frozenset[str]:
        """Return the styles, as cells name them, that strike their cell through."""
        fonts = {str(index) for index, struck in enumerate(self._fonts) if struck}
        return frozenset(str(style) for style, font in enumerate(self._font_of) if font in fonts)

    def opened(self, namespace: str, name: str, attributes: dict[str, str]) -> None:
        if namespace != MAIN:
            return
        if self.depth == 2:
            self._part = name
        elif self._part == "fonts" and self.depth == 3:
            self._fonts.append(False)
        elif self._part == "fonts" and name == "strike":
            self._fonts[-1] = attributes.get("val", "1") not in _OFF
        elif self._part == "cellXfs" and self.depth == 3:
            self._font_of.append(attributes.get("fontId", ""))


class _Cells(PartParser):
    """Collects the cells of a sheet that are struck, calculated or merged."""

    def __init__(self, work: Work | None, styles: Collection[str]) -> None:
        super().__init__(work)
        self.struck: set[Cell] = set()
        self.formulas: set[Cell] = set()
        self.merged: list[tuple[Cell, Cell]] = []
        self._styles = styles
        self._row, self._column = -1, -1

    def opened(self, namespace: str, name: str, attributes: dict[str, str]) -> None:
        if namespace != MAIN:
            return
        if name == "c":
            found = _REFERENCE.fullmatch(attributes.get("r", ""))
            self._column = _column(found[1]) if found else self._column + 1
            if attributes.get("s") in self._styles:
                self.struck.add((self._row, self._column))
        elif name == "f":
            self.formulas.add((self._row, self._column))
        elif name == "row":
            number = attributes.get("r", "")
            self._row = int(number[:7]) - 1 if number.isascii() and number.isdigit() else self._row + 1
            self._column = -1
        elif name == "mergeCell":
            found = _REFERENCE.fullmatch(attributes.get("ref", ""))
            if found and found[3]:
                first = int(found[2]) - 1, _column(found[1])
                self.merged.append((first, (int(found[4]) - 1, _column(found[3]))))


def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - 64
    return column - 1


def _feed(parser: PartParser, package: Container, part: str) -> None:
    content = package.take(part)
    check_text(content)
    parser.feed(content, final=True)
