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
from penempatan.intake.gate.limits import MAX_AREA, MAX_ROWS, MAX_TEXT
from penempatan.intake.gate.sheet_parser import LAST_ROW, SheetParser
from penempatan.intake.gate.xml_part import check_text

if TYPE_CHECKING:
    from collections.abc import Container

    from penempatan.intake.gate.facts import SheetFacts
    from penempatan.intake.gate.xml_part import Work

_OPENING = b"<sheetData>"
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
        cell = (
            rb'<c r="(?:[A-R]?[A-Z]|S[A-R])\1"' + style + rb"(?:"
            rb' t="s"' + style + rb"><v>(?:" + below(self.strings) + rb")</v></c>"
            rb'|(?: t="n")?+>' + formula + rb"<v>[0-9]{1,6}+(?:\.[0-9]++)?+</v></c>"
            rb'| t="inlineStr"><is><t(?: xml:space="preserve")?+>' + TEXT + rb"</t></is></c>"
            rb'| t="str">' + formula + rb"<v>" + TEXT + rb"</v></c>"
            rb'| t="b">' + formula + rb"<v>[01]</v></c>"
            rb"|/>)"
        )
        expression = rb'[ \t\r\n]*+<row r="([1-9][0-9]{0,6})"([^<>/]*+)(?:/>|>((?:' + cell + rb")*+)</row>)"
        object.__setattr__(self, "row", re.compile(expression))


def check_sheet(
    content: bytes, title: str, grammar: RowGrammar, dates: Container[int], work: Work | None = None
) -> tuple[SheetFacts, bool]:
    """Check a worksheet part; return its facts, and whether rich text in it needs unmarked outer blanks."""
    check_text(content)
    parser = SheetParser(title, grammar.strings, dates, work)
    position = content.find(_OPENING) + len(_OPENING)
    if position < len(_OPENING):
        position = 0
    else:
        parser.feed(content[:position])
        if parser.begins_rows():
            position = _plain_rows(content, position, parser, grammar.row)
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
    return facts, parser.loose_runs


def _plain_rows(content: bytes, position: int, parser: SheetParser, row: re.Pattern[bytes]) -> int:
    """Pass over plain rows and feed the others; return where the parser has to go on."""
    facts = parser.facts
    spaced = b'xmlns:x14ac="' in content[:position]
    hidden: dict[bytes, int] = {}  # attributes of a row → 1 where they hide it, -1 where they are not plain
    widths: dict[bytes, int] = {}  # letters of its cells → the last column, -1 where they are not in order
    match_row, find_letters = row.match, _LETTERS.findall
    last = parser.row
    while True:
        match = match_row(content, position)
        if match is not None:
            digits, attributes, cells, *formulas = match.groups()
            number = int(digits)
            letters = b",".join(find_letters(cells)) if cells else b""
            if attributes not in hidden:
                hidden[attributes] = _hides(attributes, spaced)
            if letters not in widths:
                widths[letters] = _last_column(letters)
            end = match.end()
            if (
                last < number <= LAST_ROW
                and (number <= MAX_ROWS or not _is_filled(cells))
                and end - position <= MAX_TEXT
                and hidden[attributes] >= 0
                and widths[letters] >= 0
            ):
                last = number
                if hidden[attributes]:
                    facts.hidden_rows += 1
                if width := widths[letters]:
                    facts.rows = number
                    facts.columns = max(facts.columns, width)
                position = end
                if any(formulas):
                    for at, formula in _FORMULAS.findall(cells):
                        facts.add_formula(formula.decode(), number - 1, _last_column(at) - 1)
                continue
        closing = content.find(b"</row>", position)
        parser.row = last
        if closing < 0:
            return position
        parser.feed(content[position : closing + len(b"</row>")])
        position = closing + len(b"</row>")
        if not parser.between_rows():
            return position
        last = parser.row


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
    """Return the number of the last column (0: no cells), or -1 when they do not increase."""
    previous = 0
    for one in letters.split(b",") if letters else ():
        column = 0
        for code in one:
            column = column * 26 + code - 64
        if column <= previous:
            return -1
        previous = column
    return previous
