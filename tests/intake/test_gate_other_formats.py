"""The other formats of offices: .ods, old .xls, web pages and text under the name of a spreadsheet."""

from __future__ import annotations

import io
import struct
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from penempatan.errors import InputError
from penempatan.intake import child
from penempatan.intake.child import run_apart
from penempatan.intake.findings import Findings
from penempatan.intake.gate.biff import check_xls
from penempatan.intake.gate.container import open_container
from penempatan.intake.gate.fault import FileFault
from penempatan.intake.gate.ods import check_ods
from penempatan.intake.gate.ole import SIGNATURE
from penempatan.intake.html_table import read_tables
from penempatan.intake.workbook import Book, read_book

ODS, XLS = "rumus_dan_galat.ods", "rumus_dan_galat.xls"


def book_of(path: Path) -> tuple[Book, Findings]:
    """Read a file with the findings about it."""
    findings = Findings()
    return read_book(path, findings), findings


def refusal(path: Path, content: bytes) -> str:
    """Return the sentence with which content under a name is refused."""
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_book(path, Findings())
    (issue,) = caught.value.issues
    assert issue.remedy
    return issue.problem


@pytest.mark.parametrize("name", [ODS, XLS])
def test_what_libreoffice_writes_is_read_whole(repository: Path, name: str) -> None:
    """Text, dates, numbers and formulas come through; errors are listed by cell; hidden things are told."""
    book, findings = book_of(repository / "tests" / "data" / name)
    (sheet,) = book.sheets
    assert sheet.name == "Pegawai"
    assert list(sheet.rows[1]) == ["199001012015032001", "Siti Aminah", date(2020, 1, 31), 87.5, 175.0]
    assert sheet.rows[2][1] == "Budi\nSantoso"
    assert sheet.rows[3][1] == '  Ani & "Co" <x>'
    assert sheet.rows[5][4] == "Dedi ok"
    assert sheet.broken == {(2, 4): "galat #DIV/0!", (3, 4): "galat #N/A"}
    assert sheet.hidden_rows == 1
    assert book.hidden == ("Rahasia",)
    assert {issue.code for issue in findings.issues} <= {"formulas_cached", "formulas_stale"}
    assert findings.issues


def ods(content: str, **others: str) -> bytes:
    """Return an .ods with these table rows on one sheet, and other parts."""
    space = "urn:oasis:names:tc:opendocument:xmlns"
    body = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{space}:office:1.0" '
        f'xmlns:table="{space}:table:1.0" xmlns:text="{space}:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="Pegawai">{content}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", body)
        for name, text in others.items():
            package.writestr(name.replace("__", "/") + ".xml", text)
    return out.getvalue()


TEXT_CELL = '<table:table-cell{} office:value-type="string"><text:p>x</text:p></table:table-cell>'
MANY = ' table:number-columns-repeated="{}"'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (f"<table:table-row>{TEXT_CELL.format(MANY.format(2_000_000_000))}</table:table-row>", "tidak sah"),
        (f"<table:table-row>{TEXT_CELL.format(MANY.format(600))}</table:table-row>", "terlalu jauh"),
        (
            f'<table:table-row table:number-rows-repeated="1048576">{TEXT_CELL.format("")}</table:table-row>',
            "terlalu jauh",
        ),
        (f"<table:table-row>{TEXT_CELL.format(MANY.format(0))}</table:table-row>", "tidak sah"),
        (
            "<table:table-row><table:table-cell><table:table/></table:table-cell></table:table-row>",
            "tabel di dalam sel",
        ),
    ],
)
def test_an_ods_that_would_fill_the_memory_is_refused(content: str, words: str) -> None:
    """Repetitions of filled cells are bounded before any reader starts."""
    with pytest.raises(FileFault, match=words):
        check_ods(open_container(ods(content)))


def test_an_ods_may_repeat_empty_cells_to_the_end(tmp_path: Path) -> None:
    """LibreOffice says “this empty row 1,048,576 times”; that is one row of content all the same."""
    empty = f"<table:table-cell{MANY.format(16384)}/>"
    rows = f"<table:table-row>{TEXT_CELL.format('')}{empty}</table:table-row>"
    rows += f'<table:table-row table:number-rows-repeated="1048575">{empty}</table:table-row>'
    path = tmp_path / "kosong.ods"
    path.write_bytes(ods(rows))
    (sheet,) = book_of(path)[0].sheets
    assert [list(row) for row in sheet.rows] == [["x"]]


def test_an_ods_with_a_doctype_or_a_password_is_refused(tmp_path: Path) -> None:
    """In content.xml and in the parts that nobody reads."""
    data = ods("", styles='<!DOCTYPE x [<!ENTITY a "b">]><x/>')
    assert "DOCTYPE" in refusal(tmp_path / "a.ods", data)
    data = ods("").replace(b"<?xml version", b"<!DOCTYPE x>\n")
    assert "rusak" in refusal(tmp_path / "b.ods", data)
    locked = ods("", **{"META-INF__manifest": "<m><encryption-data/></m>"})
    assert "kata sandi" in refusal(tmp_path / "c.ods", locked)


def xls_records(*records: tuple[int, bytes]) -> bytes:
    """Return a minimal .xls (OLE2) whose workbook stream holds one sheet of these records."""
    bof = struct.pack("<2H2H", 0x0809, 4, 0x0600, 5)
    name = b"Pegawai"
    sheet = b"".join(struct.pack("<2H", kind, len(content)) + content for kind, content in records)
    begin = len(bof) + 4 + 8 + len(name) + 4
    bound = struct.pack("<I4B", begin, 0, 0, len(name), 0) + name
    stream = bof + struct.pack("<2H", 0x0085, len(bound)) + bound + struct.pack("<2H", 0x000A, 0)
    stream += struct.pack("<2H2H", 0x0809, 4, 0x0600, 16) + sheet + struct.pack("<2H", 0x000A, 0)
    stream = stream.ljust(4096, b"\0")
    free, end = 0xFFFFFFFF, 0xFFFFFFFE
    header = bytearray(512)
    header[:8] = SIGNATURE
    struct.pack_into("<HH", header, 30, 9, 6)
    struct.pack_into("<I", header, 44, 1)
    struct.pack_into("<I", header, 48, 1)
    struct.pack_into("<3I", header, 60, end, 0, end)
    struct.pack_into("<109I", header, 76, 0, *[free] * 108)
    fat = [0xFFFFFFFD, end, *range(3, 10), end]
    sectors = struct.pack("<128I", *fat, *[free] * (128 - len(fat)))
    root, entry = bytearray(128), bytearray(128)
    for one, title, kind, start, size in ((root, "Root Entry", 5, end, 0), (entry, "Workbook", 2, 2, 4096)):
        raw = title.encode("utf-16-le")
        one[: len(raw)] = raw
        struct.pack_into("<HB", one, 64, len(raw) + 2, kind)
        struct.pack_into("<2I", one, 116, start, size)
    directory = bytes(root + entry).ljust(512, b"\0")
    return bytes(header) + sectors + directory + stream


def number(row: int, column: int, value: float) -> tuple[int, bytes]:
    """Return a NUMBER record."""
    return 0x0203, struct.pack("<3Hd", row, column, 0, value)


def test_errors_of_an_old_xls_are_listed_by_cell() -> None:
    """Its reader gives blanks for them."""
    facts = check_xls(
        xls_records(
            number(0, 0, 1.0),
            (0x0205, struct.pack("<3H2B", 1, 2, 0, 0x17, 1)),
            (0x0205, struct.pack("<3H2B", 1, 3, 0, 1, 0)),
            (0x0006, struct.pack("<3H8B", 2, 0, 0, 2, 0, 0x2A, 0, 0, 0, 255, 255)),
            number(3, 0, float("nan")),
        )
    )["Pegawai"]
    assert facts.broken == {(1, 2): "galat #REF!", (2, 0): "galat #N/A", (3, 0): "angka yang tidak sah"}
    assert (facts.rows, facts.columns, facts.formulas) == (4, 4, 1)


@pytest.mark.parametrize(
    ("records", "words"),
    [
        ([number(0, 0, 1.0), number(0, 0, 2.0)], "ganda"),
        ([number(0, 600, 1.0)], "terlalu jauh"),
        ([number(0, 0, 1.0), number(65535, 255, 1.0)], "terlalu besar"),
        ([(0x00BD, struct.pack("<2H", 0, 5) + b"\0" * 6 + struct.pack("<H", 60_000))], "rusak"),
    ],
)
def test_an_old_xls_that_would_mislead_its_reader_is_refused(
    records: list[tuple[int, bytes]], words: str
) -> None:
    """A cell twice, a cell far away, a huge rectangle of nothing, a record that lies about its end."""
    with pytest.raises(FileFault, match=words):
        check_xls(xls_records(*records))


def test_a_sector_chain_that_loops_is_refused() -> None:
    """The chain of the workbook stream comes back to itself."""
    data = bytearray(xls_records(number(0, 0, 1.0)))
    struct.pack_into("<I", data, 512 + 9 * 4, 2)
    with pytest.raises(FileFault, match="rusak"):
        check_xls(bytes(data))


PAGE = """<html><head><meta charset="utf-8"><style>td {x: y}</style></head><body><h1>Data</h1>
<table border=1><tr><th>NIP<th>Nama<th colspan=2>Unit</tr>
<tr><td>199001012015032001</td><td>Siti&nbsp;&amp;
   Co<br>Semarang</td><td rowspan="2">A</td><td>B</td></tr>
<tr><td>0012</td><td><b>Bu</b>di</td><td>C<script>alert("x")</script></td></tr></table></body></html>"""


def test_a_web_page_named_xls_is_read_as_its_table(tmp_path: Path) -> None:
    """Offices export so; spans keep later cells in their columns, and a note says what it was."""
    path = tmp_path / "pegawai.xls"
    path.write_text(PAGE, encoding="utf-8")
    book, findings = book_of(path)
    (sheet,) = book.sheets
    assert [list(row) for row in sheet.rows] == [
        ["NIP", "Nama", "Unit", ""],
        ["199001012015032001", "Siti & Co\nSemarang", "A", "B"],
        ["0012", "Budi", "", "C"],
    ]
    assert [issue.code for issue in findings.issues] == ["file_format"]


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<html><body>Silakan masuk</body></html>", "tanpa tabel"),
        ("<table><tr><td>1", "tidak ditutup"),
        ("<table><tr><td><table><tr><td>1</table></table>", "tabel di dalam sel"),
        ("<table><tr><td colspan=9999>1</table>", "kolom"),
        ("<table><tr>" + "<td>1" * 600 + "</table>", "kolom"),
        ("<table><tr><td>" + "x" * 40_000 + "</table>", "karakter"),
    ],
)
def test_a_page_without_a_plain_table_is_refused(page: str, words: str) -> None:
    """Log-in pages, cut pages, layouts made of tables, absurd spans."""
    with pytest.raises(FileFault, match=words):
        read_tables(page.encode())


def test_pages_in_other_encodings(tmp_path: Path) -> None:
    """UTF-16 with a mark and Windows-1252, declared or not, are read; broken UTF-8 is refused."""
    table = "<table><tr><td>André</td></tr></table>"
    assert read_tables(table.encode("utf-16")) == [[["André"]]]
    assert read_tables(f'<meta charset="windows-1252">{table}'.encode("cp1252")) == [[["André"]]]
    assert read_tables(table.encode("cp1252")) == [[["André"]]]
    mixed = table.encode("cp1252") + "<p>André</p>".encode()
    for broken in (mixed, b'<meta charset="utf-8">' + table.encode("cp1252")):
        assert "UTF-8" in refusal(tmp_path / "x.xls", broken)


def test_a_guessed_encoding_of_a_page_is_said(tmp_path: Path) -> None:
    """A page that names no encoding and is no UTF-8 is taken for Windows-1252, and a note says so."""
    path = tmp_path / "x.xls"
    path.write_bytes("<table><tr><td>NIP</td><td>André</td></tr></table>".encode("cp1252"))
    _, findings = book_of(path)
    assert any("Windows-1252" in issue.problem for issue in findings.issues)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7", "PDF"),
        (b"{\\rtf1 x}", "RTF"),
        (b"\x89PNG\r\n", "gambar"),
        (b"Rar!\x1a\x07", "arsip"),
        (b"MIME-Version: 1.0\r\n", "MHTML"),
        (b'<?xml?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "XML Spreadsheet"),
        (b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "XML"),
        (b"x", "bukan buku kerja"),
        (bytes(range(256)) * 10, "bukan buku kerja"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_named(tmp_path: Path, content: bytes, words: str) -> None:
    """People send all of these under the name of a spreadsheet."""
    assert words in refusal(tmp_path / "pegawai.xlsx", content)


@pytest.mark.parametrize(("part", "words"), [("xl/workbook.bin", ".xlsb"), ("Index/Document.iwa", "Numbers")])
def test_other_spreadsheet_packages_are_named(tmp_path: Path, part: str, words: str) -> None:
    """With the way to a readable file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(part, b"x")
    assert words in refusal(tmp_path / "pegawai.xlsx", out.getvalue())


def test_damaged_utf8_is_not_taken_for_windows_text(tmp_path: Path) -> None:
    """One broken letter among good ones: guessing Windows-1252 would spoil the good ones in silence."""
    content = "NIP;Nama\n1;José\n2;".encode() + b"\xed\xa0\x80x\n"
    assert "UTF-8 rusak di baris 3" in refusal(tmp_path / "pegawai.csv", content)


@pytest.mark.parametrize("content", [";" * 300_000, "x\n" * 1_000_001, f"a;{'x' * 40_000}\n"])
def test_csv_beyond_the_limits_is_refused(tmp_path: Path, content: str) -> None:
    """Columns, rows, and one field that swallowed the rest."""
    assert refusal(tmp_path / "pegawai.csv", content.encode())


def test_a_file_above_the_limit_is_not_even_opened(tmp_path: Path) -> None:
    """Its size alone is enough."""
    path = tmp_path / "besar.xlsx"
    with path.open("wb") as file:
        file.truncate(60_000_000)
    with pytest.raises(InputError) as caught:
        read_book(path, Findings())
    assert "50 MB" in caught.value.issues[0].problem


def test_dates_of_1904_are_right_and_told(tmp_path: Path) -> None:
    """The other date system shifts every date by four years and a day where it is overlooked."""
    path = tmp_path / "mac.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": True}) as workbook:
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        workbook.add_worksheet("Pegawai").write_datetime(0, 0, date(2020, 2, 29), day)
    book, findings = book_of(path)
    assert book.sheets[0].rows[0][0] == date(2020, 2, 29)
    assert [issue.code for issue in findings.issues] == ["date_system_1904"]


def test_formulas_that_go_stale_are_warned_of(tmp_path: Path) -> None:
    """TODAY() was right on the day of saving."""
    path = tmp_path / "rumus.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Pegawai")
        sheet.write_formula(0, 0, "=A2*2", None, 4)
        sheet.write_formula(1, 1, "=YEAR(TODAY())", None, 2026)
    _, findings = book_of(path)
    (issue,) = findings.issues
    assert issue.code == "formulas_stale"
    assert str(issue.location) == "rumus.xlsx, lembar “Pegawai”, sel B2"


@pytest.mark.skipif(sys.platform == "win32", reason="no resource limits there")
@pytest.mark.parametrize("ending", ["os.abort()", "x = bytearray(1 << 31)", "os._exit(3)", "print('x')"])
def test_however_a_child_dies_the_parent_says_one_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, ending: str
) -> None:
    """An abort, too much memory, a silent exit, an answer that is none."""
    (tmp_path / "python").write_text(
        f"#!{sys.executable}\nimport os, resource\n"
        f"resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))\n{ending}\n"
    )
    (tmp_path / "python").chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    with pytest.raises(FileFault) as caught:
        run_apart("workbook", b"x")
    assert caught.value.reason
    assert caught.value.remedy


def test_a_child_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The wall clock ends a child that waits for ever."""
    (tmp_path / "python").write_text(f"#!{sys.executable}\nimport time\ntime.sleep(60)\n")
    (tmp_path / "python").chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setattr(child, "CHILD_SECONDS", 1)
    with pytest.raises(FileFault, match="tidak selesai"):
        run_apart("workbook", b"x")
