"""The values of plain rows, taken while they are checked: most workbooks need no reader after the gate.

Only what is beyond doubt is read here: text, numbers, booleans, whole dates in formats that show a day.
Whatever else a sheet holds (a time of day, a format of unclear kind, an escape such as `_x000D_`, a row
that is not plain) ends the taking, and the sheet goes to calamine as a whole. A test holds the two against
each other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from penempatan.intake.gate.limits import MAX_COLUMNS
from penempatan.intake.sheets import CellValue, column_letters

# Of a row that the grammar of plain rows describes: column, style, type, content of each cell.
_HEAD = r'<c r="([A-Z]{1,2})[0-9]+"(?: s="([0-9]+)")?+(?: t="([A-Za-z]+)"(?: s="[0-9]+")?)?+'
_CELLS = re.compile(_HEAD + r"(?:/>|>(?:<v>|<is><t[^>]*>)([^<]*))")
_FORMULA_CELLS = re.compile(_HEAD + r"(?:/>|>(?:<f[^<>]*/>|<f[^<>]*>[^<]*</f>)?(?:<v>|<is><t[^>]*>)([^<]*))")
_ITEMS = re.compile(r"<t[^>]*>([^<]*)</t>")
_COLUMNS = {column_letters(column): column for column in range(MAX_COLUMNS)}
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
_DAY_ZERO = date(1899, 12, 30).toordinal()
_SHIFT_1904 = 1462
_FIRST_SURE, _LAST_SURE = 61, 2_900_000  # before 1 March 1900 Excel counts a day that never was
NOT_IN_ORDER, NOT_READ = -1, -2


@dataclass(frozen=True, slots=True)
class NumberStyles:
    """What a number of a style is: `kinds` maps the style as written to whether it shows a day.

    A style that is missing there is of unclear kind. None: the workbook has no styles, all are numbers.
    """

    kinds: Mapping[str, bool] | None = None
    from_1904: bool = False


@dataclass(slots=True)
class PlainValues:
    """Collects the rows of one sheet. `strings` is None where the shared strings are not all plain."""

    strings: Sequence[str] | None
    styles: NumberStyles
    rows: list[list[CellValue]] = field(default_factory=list)
    columns: int = 0

    def add(self, number: int, cells: str, formulas: bool) -> int:
        """Read the cells of row `number` (1-based); return the number of its last filled column, 0 for none.

        Blanks around a text stay; nobody who reads cells minds them. NOT_IN_ORDER when columns do not
        increase, NOT_READ when a value is not beyond doubt; nothing is kept of such a row.
        """
        values: list[CellValue] = []
        append, columns, strings = values.append, _COLUMNS, self.strings
        expected = 0
        found = (_FORMULA_CELLS if formulas else _CELLS).findall(cells)
        for letters, style, kind, text in found:  # the hottest loop of all reading
            column = columns.get(letters, -1)
            if column != expected:
                if column < expected:
                    return NOT_IN_ORDER
                values += [""] * (column - expected)
            expected = column + 1
            if kind == "s":
                if strings is None:
                    return NOT_READ
                append(strings[int(text)])
            elif kind == "inlineStr":
                append(unescaped(text) if "&" in text else text)
            elif not text:
                append("")
            elif (value := self._other(text, kind, style)) is not None:
                append(value)
            else:
                return NOT_READ
        while values and values[-1] == "":
            values.pop()
        if values:
            self.rows.extend([] for _ in range(number - 1 - len(self.rows)))
            self.rows.append(values)
            self.columns = max(self.columns, len(values))
        return len(values)

    def finished(self) -> list[list[CellValue]]:
        """Return the rows, all of one length."""
        for row in self.rows:
            row.extend([""] * (self.columns - len(row)))
        return self.rows

    def _other(self, text: str, kind: str, style: str) -> CellValue | None:
        """Return the value of a cell that is no string item: a formula's text, a boolean, a number, a day."""
        if kind == "str":
            return unescaped(text) if "&" in text else text
        if kind == "b":
            return text == "1"
        kinds = self.styles.kinds
        shows_day = kinds.get(style or "0") if kinds is not None else False
        if shows_day is None:
            return None
        if not shows_day:
            return float(text)
        if not text.isdigit():
            return None
        serial = int(text) + (_SHIFT_1904 if self.styles.from_1904 else 0)
        return date.fromordinal(_DAY_ZERO + serial) if _FIRST_SURE <= serial <= _LAST_SURE else None


def plain_strings(content: bytes) -> list[str]:
    """Return the shared strings of a part all of whose items are plain."""
    texts: list[str] = _ITEMS.findall(content.decode("utf-8"))
    return [unescaped(text) if "&" in text else text for text in texts] if b"&" in content else texts


def is_plain_text(content: bytes) -> bool:
    """Whether a part is free of what its reader must decode: escapes such as `_x000D_`, line ends with CR."""
    escaped = b"_" in content and b"_x" in content  # one byte is found faster than two
    return not escaped and content.find(b"\r", content.find(b"?>") + 4) < 0


def unescaped(text: str) -> str:
    """Return text with the five named entities resolved; plain rows have no others."""
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    return text
