"""Two readers, one truth: what the gate passes is the same, cell by cell, to calamine and to openpyxl."""

from __future__ import annotations

import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from penempatan.errors import InputError
from penempatan.intake.gate.container import open_container
from penempatan.intake.gate.excel import check_excel
from penempatan.intake.template import write_template
from penempatan.sample.generate import generate_round
from penempatan.sample.write import write_round
from second_reader import SecondReaderError, differences, folded, openpyxl_cells, our_cells

# openpyxl wants names, styles and numbers that Excel itself does not ask for; these files it cannot open.
OPENPYXL_CANNOT = frozenset(
    {
        "phpspreadsheet__Zip-Windows-Directory-Separator.xlsx",
        "poi__49609.xlsx",
        "openspout__one_sheet_with_capital_shared_strings_filename.xlsx",
        "phpspreadsheet__issue.1482.xlsx",
        "gen_num_nan.xlsx",
        "gen_num_inf.xlsx",
        "gen_num_comma.xlsx",
        "gen_num_digits5000.xlsx",
        "gen_no_content_types.xlsx",
    }
)


def test_defusedxml_protects_openpyxl() -> None:
    """openpyxl uses defusedxml only where it is installed; without it, it would expand entity bombs."""
    assert openpyxl.DEFUSEDXML


def test_the_corpus_is_read_alike(shared_data: Path) -> None:
    """Every workbook of the corpus that the gate passes holds the same cells for both readers."""
    found: dict[str, list[str]] = {}
    ends: Counter[str] = Counter()
    cannot: set[str] = set()
    for path in sorted((shared_data / "nasty").glob("*/*.*")):
        if not path.read_bytes().startswith(b"PK") or path.suffix == ".ods":
            continue
        try:
            found[path.name] = differences(path)
            ends["agree"] += not found[path.name]
        except InputError:
            ends["refused"] += 1
        except SecondReaderError:
            cannot.add(path.name)
    assert {name: cells for name, cells in found.items() if cells} == {}
    assert cannot <= OPENPYXL_CANNOT
    assert ends["agree"] > 50


def test_what_the_gate_reads_itself_is_what_calamine_reads(shared_data: Path, repository: Path) -> None:
    """Plain sheets are read while they are checked; left to calamine they give the same cells."""
    paths = [
        path
        for folder in (
            shared_data / "nasty" / "files",
            shared_data / "nasty" / "gen",
            repository / "data" / "sample",
        )
        for path in sorted(folder.glob("*.xls[xm]"))
    ]
    compared = 0
    for path in paths:
        try:
            ours = our_cells(path)
        except InputError:
            continue
        theirs = our_cells(path, by_calamine=True)
        assert ours.keys() == theirs.keys()
        for name, (cells, broken) in ours.items():
            others, also_broken = theirs[name]
            assert broken == also_broken
            assert {at: (type(one), folded(one)) for at, one in cells.items() if folded(one) != ""} == {
                at: (type(one), folded(one)) for at, one in others.items() if folded(one) != ""
            }, path.name
            compared += len(cells)
    assert compared > 10_000


@pytest.mark.parametrize("messy", [False, True])
def test_our_own_samples_are_read_alike(tmp_path: Path, messy: bool) -> None:
    """The rounds that we write, clean and messy, hold the same cells for both readers."""
    write_round(tmp_path, generate_round(200, 30, 3, messy))
    books = sorted(tmp_path.glob("*.xlsx"))
    assert books
    assert {path.name: differences(path) for path in books} == {path.name: [] for path in books}


def test_the_template_and_the_shipped_sample_are_read_alike(tmp_path: Path, repository: Path) -> None:
    """So do the template that people fill in and the sample beside the program."""
    template = tmp_path / "templat.xlsx"
    write_template(template)
    for path in (template, *sorted((repository / "data" / "sample").glob("*.xlsx"))):
        assert differences(path) == []


FORMATS = (
    "General", "@", "0", "0.00", "#,##0.00", "0%", "0.00E+00", '0 "hari"', "[Red]0", "d",
    "dd/mm/yyyy", "yyyy-mm-dd", "d mmm yy", "mmm-yy", "[$-421]dd mmmm yyyy",
    "[$-421]dddd, dd mmmm yyyy;@", "dd/mm/yyyy hh:mm", "hh:mm", "mm:ss", "[h]:mm", "yyyy", "m",
    "General;@", '"d" 0', "\\d0", "#.##0,00", "_-* #,##0_-", "dd.mm.yyyy",
)  # fmt: skip
NUMBERS = (0, 1, 59, 60, 61, 5, 0.25, 36526, 44000, 44000.5, 45000.75, 250000, 999999)


@pytest.mark.parametrize("from_1904", [False, True])
def test_every_number_format_is_read_alike(tmp_path: Path, from_1904: bool) -> None:
    """Numbers, days, times, durations: what the gate takes itself has calamine's type and value."""
    for number_format in FORMATS:
        path = tmp_path / "format.xlsx"
        with xlsxwriter.Workbook(path, {"date_1904": from_1904}) as book:
            shown = book.add_format({"num_format": number_format})
            sheet = book.add_worksheet("Pegawai")
            for row, number in enumerate(NUMBERS):
                sheet.write_number(row, 0, number, shown)
                sheet.write_string(row, 1, f"{number} & <{row}> ")
        ours, theirs = our_cells(path)["Pegawai"][0], our_cells(path, by_calamine=True)["Pegawai"][0]
        typed = {at: (type(value), folded(value)) for at, value in ours.items()}
        assert typed == {at: (type(value), folded(value)) for at, value in theirs.items()}, number_format


def test_whole_days_are_taken_without_another_reader(tmp_path: Path) -> None:
    """The usual sheet of text, numbers and days is read by the gate alone."""
    path = tmp_path / "biasa.xlsx"
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet("Pegawai")
        for row in range(1, 4):
            sheet.write_string(row, 1, f"Siti & {row}")
            sheet.write_number(row, 3, 87.5)
            sheet.write_datetime(row, 4, date(2020, 1, row), day)
    checked = check_excel(open_container(path.read_bytes()), None)
    assert not checked.package
    assert checked.sheets[0].rows == [["", "", "", "", ""]] + [
        ["", f"Siti & {row}", "", 87.5, date(2020, 1, row)] for row in range(1, 4)
    ]


def test_runs_of_one_text_keep_the_blanks_between_them(tmp_path: Path) -> None:
    """calamine drops unmarked blanks around runs (“SitiAminah”); the gate marks them before it reads."""
    path = tmp_path / "teks_kaya.xlsx"
    with xlsxwriter.Workbook(path) as book:
        bold = book.add_format({"bold": True})
        book.add_worksheet("Pegawai").write_rich_string(0, 0, "Siti ", bold, "Aminah")
    _without_marks(path)
    assert our_cells(path)["Pegawai"][0] == {(0, 0): "Siti Aminah"}
    assert openpyxl_cells(path.read_bytes())["Pegawai"] == {(0, 0): "Siti Aminah"}


def _without_marks(path: Path) -> None:
    """Take `xml:space="preserve"` out of the shared strings, as some programs write them."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    plain = parts["xl/sharedStrings.xml"].replace(b' xml:space="preserve"', b"")
    assert plain != parts["xl/sharedStrings.xml"]
    parts["xl/sharedStrings.xml"] = plain
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
