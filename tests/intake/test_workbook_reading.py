"""Workbooks: what the content is, what is refused, and what the reader would lose in silence."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from written_rounds import PEOPLE, SITI, cells, check_workbook

from penempatan.errors import InputError
from penempatan.intake.findings import Findings
from penempatan.intake.workbook import read_book


def refusal(path: Path) -> str:
    """Return the sentence with which a file is refused."""
    with pytest.raises(InputError) as caught:
        read_book(path, Findings())
    (issue,) = caught.value.issues
    assert issue.location.file == path.name
    assert issue.remedy
    return issue.problem


def workbook_bytes() -> bytes:
    """Return a plain small workbook."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as workbook:
        sheet = workbook.add_worksheet("Pegawai")
        sheet.write_string(0, 0, "NIP")
        sheet.write_string(1, 0, SITI)
    return out.getvalue()


def rezipped(data: bytes, change: dict[str, bytes]) -> bytes:
    """Return a package with some members replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change.get(name, old.read(name)))
        for name in change.keys() - set(old.namelist()):
            new.writestr(name, change[name])
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"<html><body>Silakan masuk</body></html>", "pegawai.xls", "HTML"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "pegawai.xlsx",
            "kata sandi",
        ),
        (b"%PDF-1.7 ...", "pegawai.xlsx", "PDF"),
        (b"", "pegawai.xlsx", "kosong"),
        (b"PK\x03\x04 cut short", "pegawai.xlsx", "rusak"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "pegawai.xls", "rusak"),
    ],
)
def test_a_file_that_is_something_else_is_named_for_what_it_is(
    tmp_path: Path, content: bytes, name: str, words: str
) -> None:
    """A page without a table, an encrypted package, a PDF, a broken file: one sentence each."""
    path = tmp_path / name
    path.write_bytes(content)
    assert words in refusal(path)


@pytest.mark.parametrize("name", ["pegawai.xls", "pegawai.csv"])
def test_a_workbook_under_a_wrong_name_is_read(tmp_path: Path, name: str) -> None:
    """The content decides, not the suffix."""
    path = tmp_path / name
    path.write_bytes(workbook_bytes())
    assert read_book(path, Findings()).sheets[0].rows[1][0] == SITI


def test_a_csv_named_xlsx_is_read_and_said(tmp_path: Path) -> None:
    """CSV bytes in a .xlsx are read as CSV, with a note."""
    path = tmp_path / "pegawai.xlsx"
    path.write_bytes(b"NIP;Nama\n1;Siti\n")
    findings = Findings()
    assert read_book(path, findings).sheets[0].rows[1] == ["1", "Siti"]
    assert "CSV" in findings.issues[0].problem


@pytest.mark.parametrize(("row", "column", "cell"), [(0, 16_383, "XFD1"), (1_048_575, 0, "A1048576")])
def test_a_cell_at_the_far_corner_is_refused_with_its_address(
    tmp_path: Path, row: int, column: int, cell: str
) -> None:
    """A stray far cell would make the reader allocate the whole grid and abort; it is named instead."""
    path = tmp_path / "jauh.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Pegawai")
        sheet.write_string(0, 0, "NIP")
        sheet.write_string(row, column, "x")
    assert cell in refusal(path)


def test_a_member_given_twice_is_refused(tmp_path: Path) -> None:
    """Two parts of one name (letter case aside) are read differently by different programs."""
    path = tmp_path / "ganda.xlsx"
    path.write_bytes(rezipped(workbook_bytes(), {"xl/worksheets/SHEET1.xml": b"<worksheet/>"}))
    assert "dua kali" in refusal(path)


def test_a_doctype_in_a_sheet_is_refused(tmp_path: Path) -> None:
    """No part may declare a DOCTYPE: that is how entity bombs begin."""
    path = tmp_path / "doctype.xlsx"
    part = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'
    path.write_bytes(rezipped(workbook_bytes(), {"xl/worksheets/sheet1.xml": part}))
    assert "DOCTYPE" in refusal(path)


def test_a_row_given_twice_is_refused(tmp_path: Path) -> None:
    """Rows out of order or twice lose people in silence elsewhere."""
    path = tmp_path / "baris.xlsx"
    with zipfile.ZipFile(io.BytesIO(workbook_bytes())) as package:
        part = package.read("xl/worksheets/sheet1.xml").replace(b'<row r="2"', b'<row r="1"')
    path.write_bytes(rezipped(workbook_bytes(), {"xl/worksheets/sheet1.xml": part}))
    assert "tidak urut" in refusal(path)


def test_error_cells_and_uncomputed_formulas_are_found(tmp_path: Path) -> None:
    """What the reader gives as '' is listed with its address: errors, formulas without a value."""
    path = tmp_path / "galat.xlsx"
    with zipfile.ZipFile(io.BytesIO(workbook_bytes())) as package:
        part = package.read("xl/worksheets/sheet1.xml")
    lost = b'<row r="3"><c r="A3" t="e"><f>X!A1</f><v>#REF!</v></c><c r="B3"><f>A1&amp;A2</f></c>'
    lost += b'<c r="C3" t="str"><f>""</f><v></v></c></row></sheetData>'
    path.write_bytes(
        rezipped(workbook_bytes(), {"xl/worksheets/sheet1.xml": part.replace(b"</sheetData>", lost)})
    )
    (sheet,) = read_book(path, Findings()).sheets
    assert {sheet.address(*where): what for where, what in sheet.broken.items()} == {
        "A3": "galat #REF!",
        "B3": "rumus yang belum pernah dihitung",
    }


def test_a_lost_required_cell_stops_the_round_and_its_row_does_not_vanish(tmp_path: Path) -> None:
    """An #N/A in the NIP column is an error at its cell even when the rest of the row is empty."""
    people = [*PEOPLE, ("#N/A", "Ani", "SMA"), (BUDI_LOOKALIKE, "#REF!", "SMA")]
    problem, issues = check_workbook(tmp_path, {"Pegawai": people})
    assert problem is None
    assert set(cells(issues, "cell_error")) == {"A4", "B5"}


BUDI_LOOKALIKE = "198502022010011003"


def test_hidden_sheets_are_not_read(tmp_path: Path) -> None:
    """A hidden sheet is listed, never chosen."""
    path = tmp_path / "tersembunyi.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet("Terlihat").write_string(0, 0, "NIP")
        hidden = workbook.add_worksheet("Rahasia")
        hidden.write_string(0, 0, "NIP")
        hidden.hide()
    book = read_book(path, Findings())
    assert [sheet.name for sheet in book.sheets] == ["Terlihat"]
    assert book.hidden == ("Rahasia",)


def test_formula_looking_text_stays_text(tmp_path: Path) -> None:
    """A name such as `=cmd|…` is a text cell and comes back as it is."""
    name = "=cmd|' /C calc'!A0"
    path = tmp_path / "teks.xlsx"
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as workbook:
        workbook.add_worksheet("Pegawai").write_string(0, 0, name)
    assert read_book(path, Findings()).sheets[0].rows[0][0] == name


def test_ods_and_old_xls_are_read(shared_data: Path) -> None:
    """The two other formats of the contract go through the same door."""
    book = read_book(shared_data / "nasty" / "files" / "poi__1904DateWindowing.xls", Findings())
    assert book.sheets


def test_an_old_xls_that_aborts_its_reader_is_refused_and_we_live(shared_data: Path) -> None:
    """These two files end the reader's process; it is a child's, so a sentence comes out instead."""
    for name in ("exceldatareader__Test_git_issue_382_oom.xls", "phpspreadsheet__oleloop.xls"):
        assert "rusak" in refusal(shared_data / "nasty" / "files" / name)


def test_no_nasty_file_escapes(shared_data: Path) -> None:
    """Every made attack of the corpus is read or refused with a sentence; nothing else may come out."""
    outcomes: dict[str, str] = {}
    for path in sorted((shared_data / "nasty" / "gen").iterdir()):
        try:
            read_book(path, Findings())
            outcomes[path.name] = "read"
        except InputError as error:
            assert all(issue.problem and issue.remedy for issue in error.issues)
            outcomes[path.name] = "refused"
    assert outcomes["gen_00_control.xlsx"] == "read"
    wrong_text = (
        "gen_sst_index_float.xlsx",
        "gen_sst_index_neg.xlsx",
        "gen_zip_dup_sheet.xlsx",
        "gen_row_dup.xlsx",
    )
    entities = ("gen_xml_xxe_param.xlsx", "gen_xml_billion_laughs_styles.xlsx", "gen_xml_utf16_entities.xlsx")
    assert {outcomes[name] for name in (*wrong_text, *entities, "gen_cell_far_col.xlsx")} == {"refused"}
