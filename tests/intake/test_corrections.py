"""The correction workbook: written from the findings, filled in by people, read back over the same files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from written_rounds import (
    BUDI,
    PEOPLE,
    SITI,
    TODAY,
    VACANCIES,
    Cell,
    Checked,
    Rows,
    found,
    problem_of,
    write_csv,
    write_sheet,
)

from penempatan.intake.corrections.gathering import correction_rows
from penempatan.intake.read import check_round, inspect_round
from penempatan.intake.sources import locate_round
from penempatan.report.corrections import safe_titles, write_corrections
from penempatan.settings.model import Settings

HEAD = ("NIP", "Nama", "Pendidikan", "Dinas", "Status", "Golongan")
BAD_RANK = (
    HEAD,
    (SITI, "Siti", "S-1 AKUNTANSI", "Dinsos", "PNS", "Gol: III-/-c."),
    (BUDI, "Budi", "SMA", "Inspektorat", "PNS", "II/a"),
)


def write_round(folder: Path, people: Rows) -> None:
    """Write a round folder; the roster as a workbook, for it has cell addresses like those of users."""
    with xlsxwriter.Workbook(folder / "pegawai.xlsx") as workbook:
        write_sheet(workbook, "pegawai", people)
    write_csv(folder / "formasi.csv", VACANCIES)


def write_form(folder: Path) -> Path:
    """Check the round and write its correction workbook into the folder."""
    read = inspect_round(locate_round(folder), Settings(), TODAY)
    path = folder / "koreksi.xlsx"
    write_corrections(path, correction_rows(read.issues, read.tables), "Ronde uji", TODAY)
    return path


def lines(path: Path) -> dict[tuple[str, str], dict[str, Cell]]:
    """Return the lines of a correction workbook by (sheet, cell)."""
    found_lines: dict[tuple[str, str], dict[str, Cell]] = {}
    for sheet in openpyxl.load_workbook(path):
        rows = list(sheet.iter_rows(values_only=True))
        if not rows or rows[0][0] != "Berkas":
            continue
        for row in rows[1:]:
            line = dict(zip(map(str, rows[0]), row, strict=True))
            found_lines[sheet.title, str(line["Sel"])] = line  # type: ignore[assignment]
    return found_lines


def fill(path: Path, entries: Mapping[str, Cell]) -> None:
    """Fill in lines by cell address."""
    book = openpyxl.load_workbook(path)
    for sheet in book:
        if sheet.cell(1, 1).value != "Berkas":
            continue
        for row in sheet.iter_rows(min_row=2):
            if row[2].value in entries:
                row[9].value = entries[str(row[2].value)]
    book.save(path)


def check(folder: Path) -> Checked:
    """Check the round of a folder."""
    return check_round(locate_round(folder), Settings(), TODAY)


def test_a_finding_becomes_a_line_under_its_dinas(tmp_path: Path) -> None:
    """The line names person, cell, heading, content and fault; the fix is proposed, not made."""
    write_round(tmp_path, BAD_RANK)
    line = lines(write_form(tmp_path))["Dinas Sosial", "F2"]
    assert line["NIP / Kode Formasi"] == SITI
    assert (line["Nama / Jabatan"], line["Kolom"]) == ("Siti", "Golongan")
    assert line["Isi Sekarang"] == "Gol: III-/-c."
    assert "tidak dapat dibaca" in str(line["Temuan"])
    assert line["Usulan Perbaikan"] == "III/c"
    assert line["Isian Perbaikan"] is None


def test_a_blank_form_changes_nothing(tmp_path: Path) -> None:
    """Proposals alone are never applied."""
    write_round(tmp_path, BAD_RANK)
    before = check(tmp_path)[1]
    write_form(tmp_path)
    after = check(tmp_path)
    assert problem_of(after).employees[1].rank is None
    assert [issue.code for issue in after[1]] == [issue.code for issue in before]


def test_an_entry_is_applied_and_said_and_the_input_is_untouched(tmp_path: Path) -> None:
    """The filled-in value is read in place of the cell; the roster's bytes stay as they were."""
    write_round(tmp_path, BAD_RANK)
    bytes_before = (tmp_path / "pegawai.xlsx").read_bytes()
    fill(write_form(tmp_path), {"F2": "III/c"})
    checked = check(tmp_path)
    rank = problem_of(checked).employees[1].rank
    assert rank is not None
    assert rank.label == "III/c"
    (note,) = found(checked[1], "correction_applied")
    assert note.location.cell == "F2"
    assert (tmp_path / "pegawai.xlsx").read_bytes() == bytes_before
    assert "koreksi" in {one.role for one in problem_of(checked).sources}


@pytest.mark.parametrize("rank", ["II/b", "Gol: III-/-c."])
def test_an_entry_for_a_changed_cell_is_not_applied(tmp_path: Path, rank: str) -> None:
    """Once the cell holds something else, or the same fault in another person's row, the entry is left."""
    write_round(tmp_path, BAD_RANK)
    fill(write_form(tmp_path), {"F2": "IV/a"})
    other = (BUDI, "Budi", "SMA", "Dinsos", "PNS", rank)
    write_round(tmp_path, (HEAD, other, BAD_RANK[1]))
    checked = check(tmp_path)
    assert found(checked[1], "correction_stale")
    assert not found(checked[1], "correction_applied")


def test_a_number_typed_as_a_nip_is_refused_like_any_other(tmp_path: Path) -> None:
    """Excel would have lost its last digits in the form too."""
    write_round(tmp_path, (HEAD[:3], ("123", "Siti", "SMA"), PEOPLE[2]))
    form = write_form(tmp_path)
    fill(form, {"A2": 199001012015032001})
    assert found(check(tmp_path)[1], "nip_numeric")
    fill(form, {"A2": SITI})
    assert problem_of(check(tmp_path)).employees[1].id == SITI


def test_two_different_entries_for_a_cell_are_an_error(tmp_path: Path) -> None:
    """Which one is meant is for the people to say."""
    write_round(tmp_path, BAD_RANK)
    form = write_form(tmp_path)
    fill(form, {"F2": "III/c"})
    book = openpyxl.load_workbook(form)
    sheet = book["Dinas Sosial"]
    sheet.append([*(cell.value for cell in sheet[2][:-1]), "III/d"])
    book.save(form)
    problem, issues = check(tmp_path)
    assert problem is None
    assert found(issues, "correction_conflict")


def test_an_entry_for_another_round_is_warned_of(tmp_path: Path) -> None:
    """A file that this round does not read is named."""
    write_round(tmp_path, BAD_RANK)
    form = write_form(tmp_path)
    book = openpyxl.load_workbook(form)
    book["Dinas Sosial"]["A2"] = "lain.xlsx"
    book["Dinas Sosial"]["J2"] = "III/c"
    book.save(form)
    assert found(check(tmp_path)[1], "correction_stranger")


def test_a_workbook_without_the_columns_is_refused(tmp_path: Path) -> None:
    """Some other file of that name is not taken for an empty form."""
    write_round(tmp_path, BAD_RANK)
    with xlsxwriter.Workbook(tmp_path / "koreksi.xlsx") as workbook:
        write_sheet(workbook, "Lembar", [("Berkas", "Sel"), ("a", "b")])
    assert found(check(tmp_path)[1], "corrections_invalid")


def test_a_number_lost_in_its_cell_is_proposed_from_the_row(tmp_path: Path) -> None:
    """A text NIP elsewhere in the row that begins alike is offered; else nothing is."""
    head = ("NIP", "Nama", "Pendidikan", "Keterangan Tambahan")
    lost = (float(BUDI), "Budi", "SMA", "")
    write_round(tmp_path, (head, (float(SITI), "Siti", "SMA", f"NIP. {SITI}"), lost))
    form = lines(write_form(tmp_path))
    proposals = {cell: line["Usulan Perbaikan"] for (_, cell), line in form.items()}
    assert proposals == {"A2": None, "A3": None}  # "NIP. …" is no bare number: not certain
    write_round(tmp_path, (head, (float(SITI), "Siti", "SMA", SITI), lost))
    form = lines(write_form(tmp_path))
    assert {cell: line["Usulan Perbaikan"] for (_, cell), line in form.items()} == {"A2": SITI, "A3": None}


def test_closed_columns_get_a_drop_down_and_entries_are_text(tmp_path: Path) -> None:
    """The entry of a golongan offers the list, holds text, and is the only unlocked cell of its line."""
    write_round(tmp_path, BAD_RANK)
    sheet = openpyxl.load_workbook(write_form(tmp_path))["Dinas Sosial"]
    (rule,) = sheet.data_validations.dataValidation
    assert (str(rule.sqref), rule.formula1) == ("J2", "pilihan_golongan")
    assert sheet["J2"].number_format == "@"
    assert [cell.coordinate for cell in sheet[2] if not cell.protection.locked] == ["J2"]
    assert sheet.protection.sheet


def test_sheet_titles_are_safe_and_different() -> None:
    """Forbidden letters go, 31 letters remain, and equal beginnings get a number."""
    long = "Badan Kepegawaian, Pendidikan dan Pelatihan"
    titles = safe_titles([long, long + " II", "a/b:c", "'x'", "Umum"], ("Petunjuk",))
    assert list(titles.values()) == [
        "Badan Kepegawaian, Pendidikan d",
        "Badan Kepegawaian, Pendidik (2)",
        "a b c",
        "x",
        "Umum",
    ]
    assert safe_titles(["petunjuk"], ("Petunjuk",)) == {"petunjuk": "petunjuk (2)"}
