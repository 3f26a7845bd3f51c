"""Worksheets: what is refused, what is listed by its cell, and that the fast check is the parser's equal."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penempatan.intake.gate.facts import SheetFacts
from penempatan.intake.gate.fault import FileFault
from penempatan.intake.gate.limits import MAX_COLUMNS, MAX_DEPTH, MAX_ROWS, MAX_TEXT
from penempatan.intake.gate.sheet_parser import SheetParser
from penempatan.intake.gate.sheet_rows import RowGrammar, below, check_sheet
from penempatan.intake.gate.strings import check_strings
from penempatan.intake.gate.styles import check_styles
from penempatan.intake.gate.xml_part import MAIN, Work

HEAD = f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}"><sheetData>'.encode()
TAIL = b"</sheetData></worksheet>"
STRINGS = 3
DATES = frozenset({1})


def sheet(rows: str) -> bytes:
    """Return a worksheet part with these rows."""
    return HEAD + rows.encode() + TAIL


def cell(inner: str, attributes: str = "") -> str:
    """Return a row of one cell, A1."""
    return f'<row r="1"><c r="A1"{attributes}>{inner}</c></row>'


def checked(content: bytes) -> SheetFacts:
    """Return the facts of a part with three shared strings, in which style 1 shows dates."""
    return check_sheet(content, "Pegawai", RowGrammar(STRINGS), DATES).facts


def parsed(content: bytes) -> SheetFacts:
    """Return the facts as the reference parser alone finds them."""
    parser = SheetParser("Pegawai", STRINGS, DATES)
    parser.feed(content, final=True)
    return parser.facts


def refused(content: bytes) -> str:
    """Return why a part is refused, by the fast check and by the parser alike."""
    with pytest.raises(FileFault) as slow:
        parsed(content)
    with pytest.raises(FileFault) as fast:
        checked(content)
    assert fast.value.reason == slow.value.reason
    return fast.value.reason


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ('<row r="2"/><row r="2"/>', "tidak urut atau ganda"),
        ('<row r="5"/><row r="2"/>', "tidak urut atau ganda"),
        ('<row r="0"/>', "bernomor tidak sah"),
        ('<row r="-1"/>', "bernomor tidak sah"),
        ('<row r="2.5"/>', "bernomor tidak sah"),
        ('<row r="02"/>', "bernomor tidak sah"),
        ('<row r="1048577"/>', "tidak urut atau ganda"),
        ('<row r="99999999999"/>', "bernomor tidak sah"),
        ('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>', "sel ganda"),
        ('<row r="2"><c r="A9"><v>1</v></c></row>', "tidak sesuai barisnya"),
        ('<row r="1"><c r="a1"><v>1</v></c></row>', "tidak sesuai barisnya"),
        ('<row r="1"><c r=""><v>1</v></c></row>', "tidak sesuai barisnya"),
        ('<row r="1"><c r="R1C1"><v>1</v></c></row>', "tidak sesuai barisnya"),
        ('<row r="1"><c r="XFE1"><v>1</v></c></row>', "sel ganda atau tidak urut"),
        ('<row r="1"><c r="B1"/><c/><c r="A1"><v>1</v></c></row>', "sel ganda atau tidak urut"),
        (cell("<v>3</v>", ' t="s"'), "menunjuk teks yang tidak ada"),
        (cell("<v>-1</v>", ' t="s"'), "menunjuk teks yang tidak ada"),
        (cell("<v>1.0</v>", ' t="s"'), "menunjuk teks yang tidak ada"),
        (cell("<v>2 </v>", ' t="s"'), "menunjuk teks yang tidak ada"),
        (cell("<v></v>", ' t="s"'), "menunjuk teks yang tidak ada"),
        (cell("<v>1</v>", ' t="zz"'), "jenis"),
        (cell("<v>1</v><v>2</v>"), "isinya ganda"),
        (cell("<is><t>x</t></is>"), "isinya ganda atau tidak sesuai"),
        (cell("<v>1</v>", ' t="inlineStr"'), "isinya ganda atau tidak sesuai"),
        (cell("<f>A2</f><f>A3</f><v>1</v>"), "berumus ganda"),
        (cell("<v>1</v><f>A2</f>"), "rumus sesudah nilainya"),
        (cell("<is><t>a</t><r><t>b</t></r></is>", ' t="inlineStr"'), "dua cara"),
        (cell("<is><t>a<b/>c</t></is>", ' t="inlineStr"'), "bertingkat"),
        (cell("<v>1<!-- x -->2</v>"), "komentar"),
        (cell("<v>1</v><w>2</w>"), "unsur yang tidak dikenal"),
        (cell("<v>1</v>") + "x", "teks di luar sel"),
        ('<row xmlns="urn:x" r="1"/>', "unsur yang tidak dikenal"),
        (cell(f"<is><t>{'x' * (MAX_TEXT + 1)}</t></is>", ' t="inlineStr"'), "karakter"),
    ],
)
def test_what_readers_would_take_differently_is_refused(rows: str, words: str) -> None:
    """Each of these gives another person's text, another row or nothing in some reader."""
    assert words in refused(sheet(rows))


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        (cell("<v>NaN</v>"), "angka yang tidak sah"),
        (cell("<v>INF</v>"), "angka yang tidak sah"),
        (cell("<v>1e400</v>"), "angka yang tidak sah"),
        (cell("<v>1,5</v>"), "angka yang tidak sah"),
        (cell("<v>1_000</v>"), "angka yang tidak sah"),
        (cell("<v>٣</v>"), "angka yang tidak sah"),
        (cell(f"<v>{'9' * 5000}</v>"), "angka yang tidak sah"),
        (cell("<v>2958466</v>", ' s="1"'), "tanggal yang tidak mungkin"),
        (cell("<v>-1</v>", ' s="1"'), "tanggal yang tidak mungkin"),
        (cell("<v>1990-13-31</v>", ' t="d"'), "tanggal yang tidak sah"),
        (cell("<v>maybe</v>", ' t="b"'), "nilai benar/salah yang tidak sah"),
        (cell("<v>#REF!</v>", ' t="e"'), "galat #REF!"),
        (cell("<f>A2</f>"), "rumus yang belum pernah dihitung"),
        (cell("<f>A2</f><v></v>"), "rumus yang belum pernah dihitung"),
        (cell("<f>A2</f>", ' t="str"'), "rumus yang belum pernah dihitung"),
    ],
)
def test_what_is_lost_or_impossible_is_listed_with_its_cell(rows: str, what: str) -> None:
    """Such a cell does not condemn the file: it matters only in a column that is read."""
    facts = checked(sheet(rows))
    assert facts.broken == {(0, 0): what}
    assert parsed(sheet(rows)).broken == facts.broken


@pytest.mark.parametrize(
    "rows",
    [
        cell("<v>2</v>", ' t="s"'),
        cell("<v>-1.5E-3</v>"),
        cell("<v>45000.5</v>", ' s="1"'),
        cell("<v>2958465</v>", ' s="1"'),
        cell("<v>9999999</v>", ' s="2"'),
        cell("<v>1990-01-31</v>", ' t="d"'),
        cell("<is><t> x </t></is>", ' t="inlineStr"'),
        cell('<is><r><rPr><b/></rPr><t xml:space="preserve">a </t></r></is>', ' t="inlineStr"'),
        cell("<v><![CDATA[12]]></v>"),
        cell("<v>1</v><extLst><ext/></extLst>"),
        cell("", ' s="5"'),
        "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>",
        '<row r="1"><c r="C1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
        '<row r="1" spans="1:2" ht="15" customHeight="1"><c r="B1" t="str"><v>x</v></c></row>',
        '\n  <row r="1">\n    <c r="A1"><v>1</v></c>\n  </row>\n',
    ],
)
def test_honest_sheets_pass(rows: str) -> None:
    """Shapes that real programs write, missing references and cells out of order in their row included."""
    assert not checked(sheet(rows)).broken
    assert not parsed(sheet(rows)).broken


@pytest.mark.parametrize(
    ("row", "column", "address"), [(MAX_ROWS + 1, "A", "A200001"), (1, "SS", "SS1"), (1, "XFD", "XFD1")]
)
def test_a_cell_too_far_away_is_named(row: int, column: str, address: str) -> None:
    """Only cells that hold something count; the refusal says which one to delete."""
    with pytest.raises(FileFault) as caught:
        checked(sheet(f'<row r="{row}"><c r="{column}{row}"><v>1</v></c></row>'))
    assert caught.value.cell == address
    assert address in caught.value.remedy
    assert not checked(sheet(f'<row r="{row}"><c r="{column}{row}" s="1"/></row>')).broken
    assert MAX_COLUMNS == 512  # SR is the last


def test_formulas_and_hidden_rows_are_counted() -> None:
    """Plain formulas, those that go stale by themselves, and rows hidden by a filter."""
    facts = checked(
        sheet(
            '<row r="1"><c r="A1"><f>B1*2</f><v>4</v></c><c r="B1"><v>2</v></c></row>'
            '<row r="2" hidden="1"><c r="A2"><f>TODAY()</f><v>45000</v></c></row>'
            '<row r="3"><c r="A3" t="str"><f>[1]Lembar!A1</f><v>x</v></c></row>'
        )
    )
    assert (facts.formulas, facts.first_formula) == (3, "A1")
    assert (facts.stale, facts.first_stale) == (2, "A2")
    assert facts.hidden_rows == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (HEAD.replace(MAIN.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main") + TAIL, "Strict"),
        (HEAD.replace(MAIN.encode(), b"urn:x") + TAIL, "bukan lembar kerja"),
        (HEAD.replace(b"UTF-8", b"ISO-8859-1") + TAIL, "UTF-8"),
        (b'<?xml version="1.0"?><!DOCTYPE x>' + HEAD[38:] + TAIL, "DOCTYPE"),
        ((HEAD + TAIL).decode().encode("utf-16"), "UTF-8"),
        (HEAD + b'<row r="1"><c r="A1" t="str"><v>\xff</v></c></row>' + TAIL, "UTF-8"),
        (HEAD + b'<row r="1"><c r="A1" t="str"><v>\x01</v></c></row>' + TAIL, "XML yang sah"),
        (HEAD + b'<row r="1"><c r="A1" t="str"><v>&#1;</v></c></row>' + TAIL, "XML yang sah"),
        (HEAD + b'<row r="1"><c r="A1" t="str"><v>&x;</v></c></row>' + TAIL, "XML yang sah"),
        (HEAD + b'<row r="1"><c r="A1"><v>1</v></c>', "XML yang sah"),
        (HEAD + b"</sheetData><sheetData>" + TAIL, "dua tabel"),
        (HEAD.replace(b"<sheetData>", b"") + b"</worksheet>", "tidak memuat tabel"),
        (HEAD[:-11] + b"<a>" * MAX_DEPTH + b"</a>" * MAX_DEPTH + b"<sheetData>" + TAIL, "terlalu dalam"),
    ],
)
def test_a_part_that_is_no_plain_worksheet_is_refused(content: bytes, words: str) -> None:
    """Encodings, entities, namespaces, damage, depth."""
    with pytest.raises(FileFault, match=words):
        checked(content)


def test_a_number_without_a_style_must_not_be_a_date_by_default() -> None:
    """Where the first style shows dates, readers differ on cells that name no style."""
    with pytest.raises(FileFault, match="terbaca sebagai tanggal"):
        check_sheet(sheet(cell("<v>44000</v>")), "x", RowGrammar(0), {0})
    assert not check_sheet(sheet(cell("<v>44000</v>", ' s="0"')), "x", RowGrammar(0), {0}).facts.broken


def test_the_work_on_a_file_is_bounded() -> None:
    """Rows that need the parser cost work; when it is used up, the file is refused and not waited for."""
    rows = "".join(f'<row r="{row}"><c r="A{row}"  s="1"><v>1</v></c></row>' for row in range(1, 500))
    with pytest.raises(FileFault, match="terlalu besar"):
        check_sheet(sheet(rows), "x", RowGrammar(0), DATES, work=Work(1000))


@given(st.integers(0, 200_000), st.integers(0, 250_000))
def test_below_describes_exactly_the_smaller_numbers(limit: int, number: int) -> None:
    """The expression for string indices is exact, whatever the number of strings."""
    assert bool(re.fullmatch(below(limit), str(number).encode())) == (number < limit)
    assert not re.fullmatch(below(limit), f"0{number}".encode())


_ATTRIBUTE = st.sampled_from(
    ["", ' s="1"', ' s="70000"', ' t="s"', ' t="n"', ' t="str"', ' t="b"', ' t="e"', ' s="2" t="s"']
)
_INNER = st.sampled_from(
    [
        "",
        "<v>0</v>",
        "<v>2</v>",
        "<v>3</v>",
        "<v>1.5</v>",
        "<v>1234567</v>",
        "<v>x</v>",
        "<v>Ａ</v>",
        "<v>a&amp;b</v>",
        "<v>&#65;</v>",
        "<v>]]></v>",
        "<f>TODAY()</f><v>1</v>",
        '<f t="shared" si="0"/><v>1</v>',
        "<f>A1</f>",
        "<v/>",
        "<is><t>x</t></is>",
    ]
)
_CELLS = st.lists(
    st.tuples(st.sampled_from(["A", "B", "C", "Z", "AA", "SR", "SS"]), _ATTRIBUTE, _INNER), max_size=4
)
_ROW_ATTRIBUTE = st.sampled_from(["", ' hidden="1"', ' spans="1:3"', ' x="1"', ' s="1" s="1"'])
_ROWS = st.lists(st.tuples(st.integers(0, 2), _ROW_ATTRIBUTE, _CELLS), max_size=4)


@given(_ROWS, st.sampled_from(["", "\n", "<!-- x -->", " "]))
def test_the_fast_check_is_the_parsers_equal(
    rows: list[tuple[int, str, list[tuple[str, str, str]]]], between: str
) -> None:
    """On rows put together from plain and odd pieces both say the same, up to the extent of empty cells."""
    text, number = "", 0
    for step, attributes, cells in rows:
        number += step
        inner = "".join(f'<c r="{column}{number}"{kind}>{value}</c>' for column, kind, value in cells)
        text += f'<row r="{number}"{attributes}>{inner}</row>{between}'
    content = sheet(text)
    try:
        slow = parsed(content)
    except FileFault as fault:
        with pytest.raises(FileFault) as caught:
            checked(content)
        assert caught.value.reason == fault.reason
        return
    fast = checked(content)
    assert fast.rows >= slow.rows
    assert fast.columns >= slow.columns
    fast.rows, fast.columns = slow.rows, slow.columns
    assert fast == slow


def strings(items: str) -> bytes:
    """Return a shared strings part."""
    return f'<?xml version="1.0"?>\n<sst xmlns="{MAIN}">{items}</sst>'.encode()


def test_shared_strings_are_counted_whatever_their_shape() -> None:
    """Plain, rich, phonetic and empty items each count one."""
    facts = check_strings(
        strings(
            "<si><t>a</t></si><si><r><t>b</t></r><r><t xml:space='preserve'> c</t></r></si>"
            '<si><t>d</t><rPh sb="0" eb="1"><t>e</t></rPh></si><si/><si><t/></si><si><t>&#65;</t></si>'
        )
    )
    assert facts.count == 6
    assert not facts.loose_runs


def test_unmarked_blanks_around_runs_are_noticed() -> None:
    """Some readers would join the words."""
    assert check_strings(strings("<si><r><t>Siti </t></r><r><t>Aminah</t></r></si>")).loose_runs


@pytest.mark.parametrize(
    "items",
    [
        "<si><t>a</t><t>b</t></si>",
        "<si><t>a<si/></t></si>",
        "<si><t>a<!-- x -->b</t></si>",
        "<si><r><t>a</t><t>b</t></r></si>",
        f"<si><t>{'x' * (MAX_TEXT + 1)}</t></si>",
        "<si><si><t>a</t></si></si>",
        "<si><x>a</x></si>",
    ],
)
def test_strings_of_two_meanings_are_refused(items: str) -> None:
    """Readers take the first, the last or all of them."""
    with pytest.raises(FileFault):
        check_strings(strings(items))


def test_date_styles_are_found() -> None:
    """Built-in and own formats; colours, quoted words and locale marks are no date letters."""
    codes = {
        164: "dd/mm/yyyy", 165: '0.00 "hari"', 166: "[Red]0.00", 167: "[$-421]dd mmmm yyyy", 168: "[h]:mm",
        169: "General", 170: "0.00E+00", 171: "@",
    }  # fmt: skip
    formats = "".join(f"<numFmt numFmtId='{number}' formatCode='{code}'/>" for number, code in codes.items())
    cells = "".join(f'<xf numFmtId="{number}"/>' for number in (0, 14, 22, 45, 49, *codes))
    named = '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
    inner = f"<numFmts>{formats}</numFmts>{named}<cellXfs>{cells}</cellXfs>"
    styles = f'<styleSheet xmlns="{MAIN}">{inner}</styleSheet>'
    assert check_styles(styles.encode()).dates == {1, 2, 3, 5, 8, 9}
