"""The styles part: which cell styles show a number as a date, to catch serials that are no date."""

from __future__ import annotations

import re

from penempatan.intake.gate.xml_part import MAIN, PartParser, Work, check_text

_BUILT_IN_DATES = frozenset({*range(14, 23), *range(45, 48)})
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_DATE_LETTERS = re.compile(r"[dmyhs]", re.IGNORECASE)


class _Styles(PartParser):
    def __init__(self, work: Work | None) -> None:
        super().__init__(work)
        self.formats: dict[int, str] = {}
        self.cells: list[int] = []
        self._in_cells = False

    def opened(self, namespace: str, name: str, attributes: dict[str, str]) -> None:
        if namespace != MAIN:
            return
        if name == "numFmt" and self.depth == 3:
            self.formats[_number(attributes.get("numFmtId", ""))] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._in_cells = True
        elif name == "xf" and self._in_cells:
            self.cells.append(_number(attributes.get("numFmtId", "0")))

    def closed(self, namespace: str, name: str) -> None:
        if name == "cellXfs":
            self._in_cells = False


def date_styles(content: bytes, work: Work | None = None) -> frozenset[int]:
    """Return the indices of the cell styles that show dates or times."""
    check_text(content)
    parser = _Styles(work)
    parser.feed(content, final=True)
    return frozenset(
        index
        for index, number in enumerate(parser.cells)
        if (_is_date_code(parser.formats[number]) if number in parser.formats else number in _BUILT_IN_DATES)
    )


def _is_date_code(code: str) -> bool:
    first = _QUOTED.sub("", code).partition(";")[0]
    return "general" not in first.casefold() and _DATE_LETTERS.search(first) is not None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1
