"""The approval workbook, opened by another library than the one that wrote it."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.cell.cell import MergedCell
from openpyxl.utils import get_column_letter

from builders import OPEN_SETTINGS, make_employee, make_problem, make_vacancy
from hand_plans import run_by_hand
from penempatan.domain.issue import Issue, Location, Severity
from penempatan.domain.plan import Termination
from penempatan.domain.problem import SourceFile
from penempatan.errors import OutputError
from penempatan.report.labels import long_date
from penempatan.report.workbook import write_workbook
from penempatan.settings.model import RoundSettings

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from penempatan.report.run import RunReport

SHEETS = [
    "Ringkasan",
    "Usulan",
    "Per Dinas",
    "Belum Ditempatkan",
    "Formasi Kosong",
    "Rincian Skor",
    "Temuan Data",
    "Metodologi",
]
ENTRIES = ("Keputusan", "NIP Pengganti", "Alasan Keputusan", "Catatan", "Pemutus")
FORMULA_NAMES = ["=cmd|' /C calc'!A0", "+62 Budi", "@SUM(A1)", "-1+1", "http://contoh.invalid/x"]


def small_run() -> RunReport:
    """Six people with hostile names, three vacancies, four placements, one of them unverified."""
    names = [*FORMULA_NAMES, "Siti Aminah"]
    people = [
        make_employee(
            id=f"19850314201001100{number}",
            name=name,
            dinas="Dinas Sosial" if number % 2 else "Dinas Kesehatan",
            performance=() if number == 1 else make_employee().performance,
        )
        for number, name in enumerate(names)
    ]
    vacancies = [
        make_vacancy(code="001", openings=2),
        make_vacancy(code="F-002", openings=2, dinas="Badan Riset", unit="Sekretariat | Umum"),
        make_vacancy(code="F-003", openings=2, dinas="Badan Riset"),
    ]
    issue = Issue(
        "kosong", Severity.WARNING, Location("pegawai.xlsx", "Pegawai", "H7"), "=TMT kosong.", "Isi TMT."
    )
    problem = make_problem(
        people,
        vacancies,
        issues=(issue,),
        sources=(SourceFile("pegawai", "pegawai.xlsx", "Pegawai", "ab" * 32, 6),),
    )
    settings = replace(OPEN_SETTINGS, round=RoundSettings(name="Ronde & Uji"))
    plan = "\n".join(
        f"{people[index].id} {code}" for index, code in enumerate(["001", "F-002", "001", "F-003"])
    )
    return run_by_hand(problem, settings, plan)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of the small run."""
    path = tmp_path_factory.mktemp("buku") / "usulan.xlsx"
    write_workbook(path, small_run())
    return path


@pytest.fixture(scope="module")
def book(written: Path) -> Any:
    """The workbook as openpyxl reads it."""
    return openpyxl.load_workbook(written)


def rows_of(sheet: Worksheet, heading_row: int = 1) -> list[dict[str, Any]]:
    """Return the rows under a heading row, by heading."""
    head, *rows = list(sheet.iter_rows(min_row=heading_row, values_only=True))
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def all_text(sheet: Worksheet) -> str:
    """Return every text of a sheet, one cell a line."""
    return "\n".join(
        str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None
    )


def test_the_sheets_have_their_contract_names(book: Any) -> None:
    """Eight sheets, in order; what else there is, no menu of Excel shows."""
    assert [sheet.title for sheet in book if sheet.sheet_state == "visible"] == SHEETS
    assert {sheet.title for sheet in book if sheet.sheet_state == "veryHidden"} == {"_segel", "_pilihan"}
    assert book.sheetnames[: len(SHEETS)] == SHEETS


def test_proposals_are_one_row_a_placement_by_dinas(book: Any) -> None:
    """Sorted by dinas, then vacancy; NIP and code are text; the score is a number."""
    rows = rows_of(book["Usulan"])
    assert [(row["Kode Formasi"], row["NIP"][-1]) for row in rows] == [
        ("F-002", "1"),
        ("F-003", "3"),
        ("001", "0"),
        ("001", "2"),
    ]
    assert all(isinstance(row["NIP"], str) and isinstance(row["Skor"], float | int) for row in rows)
    assert [row["No"] for row in rows] == [1, 2, 3, 4]
    assert all(row["Alasan"].startswith("Skor ") for row in rows)


def test_proposals_fit_on_two_pages_of_folio(book: Any) -> None:
    """Either side of the break, with No, NIP and Nama on both, fits in 12.3 inches at the scale set.

    LibreOffice draws columns some 7 % wider than Excel, so that much is kept free.
    """
    sheet = book["Usulan"]
    widths = [
        int(7 * dimension.width + 5) - 5  # the width in the file holds the padding of the cell
        for dimension in sheet.column_dimensions.values()  # equal neighbours are one entry
        for _ in range(dimension.min, dimension.max + 1)
        if not dimension.hidden
    ]
    (page_break,) = sheet.col_breaks.brk
    left, right = sum(widths[: page_break.id]), sum(widths[:3] + widths[page_break.id :])
    for side in (left, right):
        assert 1.07 * side * sheet.page_setup.scale / 100 <= 12.3 * 96
    assert sheet.print_title_cols == "$A:$C"


def test_proposals_stack_what_belongs_together(book: Any) -> None:
    """Post over dinas, rank over education, post over unit, one part of the score a line; none blank."""
    row, second = rows_of(book["Usulan"])[:2]
    assert row["Jabatan dan Dinas Asal"] == "PENGELOLA LAYANAN OPERASIONAL\nDinas Sosial"
    assert row["Golongan dan Pendidikan"] == "III/b\nS1 KESEHATAN MASYARAKAT"
    assert row["Jabatan dan Unit Usulan"].endswith("\nSekretariat | Umum")
    assert "\n" not in second["Jabatan dan Unit Usulan"]
    assert row["Dinas Usulan"] == "Badan Riset" and row["Peringkat"] == "6 dari 6"
    assert "Pendidikan 100,00 × 35" in row["Bagian Skor (* nilai netral)"].split("\n")


def test_names_that_look_like_formulas_stay_text(written: Path, book: Any) -> None:
    """Only the formulas of ours are formulas, none of them holds a name, and no name became a link."""
    names = {row["Nama"] for row in rows_of(book["Usulan"])}
    assert names == set(FORMULA_NAMES[:4])
    with zipfile.ZipFile(written) as archive:
        for part in archive.namelist():
            text = archive.read(part).decode("utf-8", "replace")
            formulas = re.findall(r"<f>(.*?)</f>", text)
            assert not formulas or "chart" in part or re.search(r"sheet[12]\.xml$", part), part
            assert not [one for one in formulas for name in FORMULA_NAMES if name.lstrip("=+@-") in one]
            assert "hyperlink" not in text


def test_only_the_approvers_columns_are_unlocked(book: Any) -> None:
    """The officials' five columns can be filled in; every other cell of every sheet is locked."""
    assert all(sheet.protection.sheet for sheet in book)
    unlocked = {
        (sheet.title, cell.column_letter)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if not isinstance(cell, MergedCell) and not cell.protection.locked
    }
    head = [cell.value for cell in book["Usulan"][1]]
    letters = {get_column_letter(head.index(name) + 1) for name in ENTRIES}
    assert unlocked == {("Usulan", letter) for letter in letters}
    assert all(book["Usulan"].cell(1, head.index(name) + 1).protection.locked for name in ENTRIES)


def test_filtering_and_sorting_are_allowed(book: Any) -> None:
    """openpyxl reports what is *forbidden*."""
    protection = book["Usulan"].protection
    assert not protection.autoFilter and not protection.sort
    assert book["Usulan"].auto_filter.ref == "A1:X5"


def test_decisions_and_alternates_come_from_lists(book: Any) -> None:
    """The drop-downs stand on every row of Keputusan and NIP Pengganti and nowhere else."""
    decision, alternate = book["Usulan"].data_validations.dataValidation
    assert decision.formula1 == '"Setuju,Tolak,Tunda,Ganti"'
    assert str(decision.sqref) == "Q2:Q5" and book["Usulan"]["Q1"].value == "Keputusan"
    assert alternate.formula1.startswith("OFFSET(_pilihan!$F$1,$A2,0,1,")
    assert str(alternate.sqref) == "R2:R5" and book["Usulan"]["R1"].value == "NIP Pengganti"
    assert alternate.errorStyle == "warning", "another NIP may be meant, after a question"


@pytest.mark.parametrize("name", SHEETS)
def test_pages_are_set_up_for_folio(book: Any, name: str) -> None:
    """F4/Folio landscape, numbered pages with the run's id; tables one page wide, headings repeated."""
    sheet = book[name]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (14, "landscape")
    assert "Halaman &P dari &N" in sheet.oddFooter.center.text
    assert "a1b2c3d4e5f6" in sheet.oddFooter.left.text
    if name not in {"Ringkasan", "Metodologi"}:
        heading = {"Rincian Skor": "$3:$3"}.get(name, "$1:$1")
        assert sheet.print_title_rows == heading
        assert sheet.freeze_panes is not None
    if name not in {"Ringkasan", "Usulan"}:
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) in {(1, 0), (None, 0), ("1", "0")}


def test_the_summary_gives_figures_proof_and_next_steps(book: Any) -> None:
    """Ditempatkan, kosong, belum ditempatkan; the proof; people decide; who signs."""
    sheet = book["Ringkasan"]
    cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
    for label, figure in (("DITEMPATKAN", 4), ("LOWONGAN KOSONG", 2), ("BELUM DITEMPATKAN", 2)):
        assert label in cells and figure in cells
    text = all_text(sheet)
    assert "Terbukti optimal: total skor" in text
    assert "Ini usulan, bukan keputusan." in text
    assert "satu per satu" in text and "TIM PENILAI KINERJA" in text and "tidak akan ditimpa" in text
    assert "abababababab" in text and "Ronde & Uji" in text
    assert len(sheet._charts) == 2


def test_a_plan_without_proof_says_so(tmp_path: Path) -> None:
    """Nothing is called optimal that is not; the gap is given in points and per cent."""
    run = small_run()
    plan = replace(run.plan, termination=Termination.FEASIBLE, bound=run.plan.total_score + 1_250)
    write_workbook(tmp_path / "u.xlsx", replace(run, plan=plan))
    text = all_text(openpyxl.load_workbook(tmp_path / "u.xlsx")["Ringkasan"])
    assert "BELUM TERBUKTI OPTIMAL" in text and "selisih 12,50 (" in text
    assert "Terbukti optimal:" not in text


def test_left_over_people_and_seats_have_their_reasons(book: Any) -> None:
    """Two people and two seats, each with a sentence."""
    people, seats = rows_of(book["Belum Ditempatkan"]), rows_of(book["Formasi Kosong"])
    assert [row["NIP"][-1] for row in people] == ["4", "5"]
    assert [(row["Kode Formasi"], row["Kosong"]) for row in seats] == [("F-002", 1), ("F-003", 1)]
    assert all(row["Alasan"].endswith(".") for row in (*people, *seats))


def test_dinas_rows_add_up(book: Any) -> None:
    """The last row is the sum of the others."""
    *dinas, total = rows_of(book["Per Dinas"])
    for column in ("Formasi", "Lowongan", "Terisi", "Kosong", "Masuk dari Dinas Lain"):
        assert total[column] == sum(row[column] for row in dinas)
    assert total["Dinas"] == "Jumlah" and total["Terisi"] == 4


def test_scores_can_be_added_up_from_the_sheet(book: Any) -> None:
    """Σ bobot × poin ÷ Σ bobot over the filled-in weights is the score shown; neutral shares are flagged."""
    sheet = book["Rincian Skor"]
    assert "÷" in sheet["A1"].value
    rows = rows_of(sheet, 3)
    assert len(rows) == 4
    for row in rows:
        weights = {name.split(":")[0]: row[name] for name in row if name.endswith(": Bobot") and row[name]}
        total = sum(weight * row[f"{name}: Poin"] for name, weight in weights.items())
        assert row["Skor"] == pytest.approx(total / sum(weights.values()), abs=0.00501)
    assert [row["Keterangan"] for row in rows][1] == "Nilai netral: Kinerja"


def test_findings_are_listed_with_place_and_remedy(book: Any) -> None:
    """File, sheet and cell in their own columns."""
    (row,) = rows_of(book["Temuan Data"])
    assert [row[name] for name in ("Tingkat", "Berkas", "Lembar", "Sel", "Temuan", "Tindakan")] == [
        "Peringatan",
        "pegawai.xlsx",
        "Pegawai",
        "H7",
        "=TMT kosong.",
        "Isi TMT.",
    ]


def test_the_method_can_be_judged_from_its_sheet(book: Any) -> None:
    """Rules with source, weights, goals, settings, versions, privacy and limits."""
    text = all_text(book["Metodologi"])
    for part in (
        "Kunci dan larangan pimpinan (R35)",
        "Bobot komponen",
        "Skor Luar: ",
        "1. prioritas",
        "[syarat]",
        "masa_jabatan_minimal_tahun = 0",
        "penempatan 0.1.0; penyelesai tangan",
        "UU 27/2022",
        "Batas metode",
    ):
        assert part in text


def test_the_same_run_gives_the_same_bytes(written: Path, tmp_path: Path) -> None:
    """Nothing in the workbook depends on the clock or on the order of sets."""
    write_workbook(tmp_path / "lagi.xlsx", small_run())
    assert (tmp_path / "lagi.xlsx").read_bytes() == written.read_bytes()


def test_the_properties_name_nobody(book: Any) -> None:
    """The author is the program; the creation time is that of the run."""
    assert book.properties.creator == "penempatan"
    assert book.properties.lastModifiedBy in {None, "penempatan"}
    assert book.properties.created.year == 2026


def test_an_empty_plan_is_written(tmp_path: Path) -> None:
    """A round that places nobody still gives a whole workbook."""
    write_workbook(tmp_path / "u.xlsx", run_by_hand(make_problem(), OPEN_SETTINGS, ""))
    book = openpyxl.load_workbook(tmp_path / "u.xlsx")
    assert book.sheetnames[: len(SHEETS)] == SHEETS
    assert len(rows_of(book["Belum Ditempatkan"])) == 1


def test_an_unwritable_path_is_an_output_error(tmp_path: Path) -> None:
    """The message names the file and what to do."""
    with pytest.raises(OutputError, match=r"u\.xlsx.*Tutup berkas"):
        write_workbook(tmp_path / "tidak_ada" / "u.xlsx", small_run())


def test_dates_are_written_out() -> None:
    """As an official letter has them."""
    assert long_date(date(2026, 8, 17)) == "17 Agustus 2026"
