"""Two readers, one truth: what the gate passes is the same, cell by cell, to calamine and to openpyxl."""

from __future__ import annotations

import zipfile
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from penempatan.errors import InputError
from penempatan.intake.template import write_template
from penempatan.sample.generate import generate_round
from penempatan.sample.write import write_round
from second_reader import SecondReaderError, differences, openpyxl_cells, our_cells

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
