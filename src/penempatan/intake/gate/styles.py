"""The styles part: which cell styles show a number as a date, and which of them do so beyond doubt."""

from __future__ import annotations

import re
from dataclasses import dataclass

from penempatan.intake.gate.xml_part import MAIN, PartParser, Work, check_text

_SURE_DAYS = frozenset(range(14, 18))  # of the built-in formats
_SURE_NUMBERS = frozenset({*range(14), *range(37, 41), 48, 49})
_DAY_CODE = re.compile(r"(?:\[\$-[0-9A-Fa-f]{1,6}\])?[dmyDMY/\-. \\,]*[dD][dmyDMY/\-. \\,]*(?:;@)?")
_NUMBER_CODE = re.compile(r"General|@|[#0,.%]+(?:E\+0+)?")
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


@dataclass(frozen=True, slots=True)
class StyleFacts:
    """Cell styles that show dates or times; those that beyond doubt show a day, or a mere number."""

    dates: frozenset[int] = frozenset()
    days: frozenset[int] = frozenset()
    numbers: frozenset[int] = frozenset()


def check_styles(content: bytes, work: Work | None = None) -> StyleFacts:
    """Check a styles part and tell its cell styles apart."""
    check_text(content)
    parser = _Styles(work)
    parser.feed(content, final=True)
    codes = [(index, number, parser.formats.get(number)) for index, number in enumerate(parser.cells)]
    return StyleFacts(
        frozenset(
            index
            for index, number, code in codes
            if (number in _BUILT_IN_DATES if code is None else _is_date_code(code))
        ),
        frozenset(
            index
            for index, number, code in codes
            if (number in _SURE_DAYS if code is None else _DAY_CODE.fullmatch(code))
        ),
        frozenset(
            index
            for index, number, code in codes
            if (number in _SURE_NUMBERS if code is None else _NUMBER_CODE.fullmatch(code))
        ),
    )


def _is_date_code(code: str) -> bool:
    first = _QUOTED.sub("", code).partition(";")[0]
    return "general" not in first.casefold() and _DATE_LETTERS.search(first) is not None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1
