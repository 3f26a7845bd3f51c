"""A worksheet part checked fast: rows of plain shape by one expression, all others by the reference parser.

Spreadsheet programs write nearly every row alike: `<row r="7" …><c r="A7" s="2"
t="s"><v>41</v></c>…</row>`. The expression below describes exactly such rows and proves of each one, at the
speed of the regex engine, what `SheetParser` would find: it is well-formed, its cells lie in its own row,
every string index is in range, every number is a number. A row that it does not describe goes to the parser
as it is; when that leaves the parser anywhere but between two rows (a comment, CDATA, a broken tag), the
parser gets the rest of the part as well. So the fast way may only ever pass what the slow way passes; a
test holds the two against each other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from penempatan.intake.gate.fault import FileFault
from penempatan.intake.gate.limits import MAX_AREA, MAX_COLUMNS, MAX_ROWS, MAX_TEXT
from penempatan.intake.gate.plain_values import NOT_READ, PlainValues, is_plain_text
from penempatan.intake.gate.sheet_parser import LAST_ROW, SheetParser
from penempatan.intake.gate.xml_part import check_text

if TYPE_CHECKING:
    from collections.abc import Container

    from penempatan.intake.gate.facts import SheetFacts
    from penempatan.intake.gate.xml_part import Work
    from penempatan.intake.sheets import CellValue

_OPENING, _CLOSING = b"<sheetData>", b"</sheetData>"
_PLAIN = rb"[^<&>\x00-\x08\x0b\x0c\x0e-\x1f\xef]*+"  # \xef may begin U+FFFE, which XML forbids
TEXT = _PLAIN + rb"(?:&(?:amp|lt|gt|quot|apos);" + _PLAIN + rb")*+"
_FORMULA = (
    rb'(<f)(?: (?:t="(?:shared|array|normal)"|ref="[A-Z0-9:$]*+"|si="[0-9]++"|(?:aca|ca)="[a-z01]*+"))*+'
    rb"(?:/>|>" + TEXT + rb"</f>)"
)
_FORMULAS = re.compile(rb'<c r="([A-Z]{1,2})[^<>]*+><f[^<>]*+>([^<]*+)')
_LETTERS = re.compile(rb'<c r="([A-Z]{1,2})')
_ATTRIBUTES = re.compile(
    rb"(?: (?:spans|s|customFormat|ht|hidden|customHeight|outlineLevel|collapsed|thickTop|thickBot|ph)"
    rb'="[A-Za-z0-9.:]*+")*+'
)
_HIDDEN = re.compile(rb' hidden="(?:1|true|on)"')
_DESCENT = re.compile(rb' x14ac:dyDescent="[0-9.]*"')


def below(limit: int) -> bytes:
    """Return an expression for the plain decimal digits of 0 … limit - 1, without leading zeros."""
    if limit <= 0:
        return rb"(?!)"
    digits = str(limit)
    choices = []
    if len(digits) > 1:
        choices.append(f"0|[1-9][0-9]{{0,{len(digits) - 2}}}")
    for place, digit in enumerate(digits):
        low = 1 if place == 0 and len(digits) > 1 else 0
        if int(digit) > low:
            rest = len(digits) - place - 1
            choices.append(f"{digits[:place]}[{low}-{int(digit) - 1}][0-9]{{{rest}}}")
    return "|".join(reversed(choices)).encode()  # the longest first: most indices have as many digits


@dataclass(frozen=True, slots=True)
class RowGrammar:
    """The expression of plain rows in a workbook with so many shared strings."""

    strings: int
    row: re.Pattern[bytes] = field(init=False)

    def __post_init__(self) -> None:
        style = rb'(?: s="[0-9]{1,5}")?+'
        formula = rb"(?:" + _FORMULA + rb")?+"
        number = rb">" + formula + rb"<v>[0-9]{1,6}+(?:\.[0-9]++)?+</v></c>"
        cell = (
            rb'<c r="[A-Z]{1,2}+\1"' + style + rb'(?: t="(?:'
            rb's"' + style + rb"><v>(?:" + below(self.strings) + rb")</v></c>"
            rb'|inlineStr"><is><t(?: xml:space="preserve")?+>' + TEXT + rb"</t></is></c>"
            rb'|n"' + number + rb'|str">' + formula + rb"<v>" + TEXT + rb"</v></c>"
            rb'|b">' + formula + rb"<v>[01]</v></c>)|" + number + rb"|/>)"
        )
        expression = rb'[ \t\r\n]*+<row r="([1-9][0-9]{0,6})"([^<>/]*+)(?:/>|>((?:' + cell + rb")*+)</row>)"
        object.__setattr__(self, "row", re.compile(expression))


@dataclass(frozen=True, slots=True)
class CheckedPart:
    """A worksheet part that passed: its facts, its rows where all are plain, else None for a reader to find.

    loose_runs: rich text in it needs outer blanks that are not marked as to be kept.
    """

    facts: SheetFacts
    rows: list[list[CellValue]] | None
    loose_runs: bool


def check_sheet(
    content: bytes,
    title: str,
    grammar: RowGrammar,
    dates: Container[int],
    *,
    values: PlainValues | None = None,
    work: Work | None = None,
) -> CheckedPart:
    """Check a worksheet part; `values` collects its rows meanwhile, as long as it can."""
    check_text(content)
    parser = SheetParser(title, grammar.strings, dates, work)
    position = content.find(_OPENING) + len(_OPENING)
    if position < len(_OPENING) or 0 in dates:  # then a number without a style needs the parser's eye
        position, values = 0, None
    else:
        parser.feed(content[:position])
        if values is not None and not is_plain_text(content):
            values = None
        if parser.begins_rows():
            rows = _PlainRows(content, parser, grammar.row, values)
            position, values = rows.passed(position), rows.values
    parser.feed(content[position:], final=True)
    if parser.facts.area > MAX_AREA:  # the fast way counts empty cells as well
        parser = SheetParser(title, grammar.strings, dates, work)
        parser.feed(content, final=True)
    facts = parser.facts
    if facts.area > MAX_AREA:
        raise FileFault(
            f"lembar ini terlalu besar ({facts.rows} baris × {facts.columns} kolom)",
            "Hapus baris dan kolom yang tidak perlu di bawah dan di kanan tabel, lalu simpan ulang.",
            sheet=title,
        )
    if not content.startswith(_CLOSING, position):
        values = None  # the parser saw cells that were not collected
    return CheckedPart(facts, None if values is None else values.finished(), parser.loose_runs)


class _PlainRows:
    """Passes over the plain rows of a part and feeds the others to the parser."""

    def __init__(
        self, content: bytes, parser: SheetParser, row: re.Pattern[bytes], values: PlainValues | None
    ) -> None:
        self.values = values
        self._content, self._parser, self._facts, self._row = content, parser, parser.facts, row
        self._spaced = False
        self._hidden: dict[bytes, int] = {}  # attributes of a row → 1 where they hide it, -1 if not plain
        self._widths: dict[bytes, int] = {}  # letters of its cells → the last column, -1 if not in order

    def passed(self, position: int) -> int:
        """Start at the first row; return where the parser has to go on."""
        content, match_row, take = self._content, self._row.match, self._take
        self._spaced = b'xmlns:x14ac="' in content[:position]
        last = self._parser.row
        while True:
            match = match_row(content, position)
            if match is not None:
                end = match.end()
                number = take(match.groups()) if end - position <= MAX_TEXT else 0
                if number > last:
                    last, position = number, end
                    continue
            self._parser.row = last
            closing = content.find(b"</row>", position)
            if closing < 0:
                return position
            self.values = None
            self._parser.feed(content[position : closing + len(b"</row>")])
            position = closing + len(b"</row>")
            if not self._parser.between_rows():
                return position
            last = self._parser.row

    def _take(self, row: tuple[bytes | None, ...]) -> int:
        """Take a row whose cells are well-formed; return its number, or 0 where it is not plain otherwise."""
        digits, attributes, cells, *formulas = row
        assert digits is not None
        assert attributes is not None
        number = int(digits)
        hides = self._hidden.get(attributes)
        if hides is None:
            hides = self._hidden[attributes] = _hides(attributes, self._spaced)
        if hides < 0 or number > LAST_ROW or (number > MAX_ROWS and _is_filled(cells)):
            return 0
        if cells:
            calculated = any(formulas)
            width = self._width(number, cells, calculated)
            if width < 0:
                return 0
            facts = self._facts
            if width:
                facts.rows = number
                facts.columns = max(facts.columns, width)
            if calculated:
                for at, formula in _FORMULAS.findall(cells):
                    facts.add_formula(formula.decode(), number - 1, _last_column(at) - 1)
        if hides:
            self._facts.hidden_rows += 1
        return number

    def _width(self, number: int, cells: bytes, formulas: bool) -> int:
        """Return the number of the last column, or -1 when columns do not increase."""
        if self.values is not None:
            width = self.values.add(number, cells.decode(), formulas)
            if width != NOT_READ:
                return width
            self.values = None
        letters = b",".join(_LETTERS.findall(cells))
        known = self._widths.get(letters)
        if known is None:
            known = self._widths[letters] = _last_column(letters)
        return known


def _is_filled(cells: bytes | None) -> bool:
    return cells is not None and (b"<v>" in cells or b"<is>" in cells)


def _hides(attributes: bytes, spaced: bool) -> int:
    """Return 1 where the attributes of a row hide it, -1 where they are not the usual ones, each once."""
    usual = _DESCENT.sub(b"", attributes, count=1) if spaced else attributes
    names = re.findall(rb" ([A-Za-z]+)=", usual)
    if not _ATTRIBUTES.fullmatch(usual) or len(set(names)) != len(names):
        return -1
    return 1 if _HIDDEN.search(usual) is not None else 0


def _last_column(letters: bytes) -> int:
    """Return the number of the last column (0: no cells), or -1 when they do not increase or go too far."""
    previous = 0
    for one in letters.split(b",") if letters else ():
        column = 0
        for code in one:
            column = column * 26 + code - 64
        if not previous < column <= MAX_COLUMNS:
            return -1
        previous = column
    return previous
