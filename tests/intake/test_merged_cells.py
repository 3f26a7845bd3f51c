"""A cell merged over several rows holds for each of them; keys and seats are never copied.

The same out of LibreOffice and old Excel files stands among the edge cases.
"""

from __future__ import annotations

from pathlib import Path

import xlsxwriter
from written_rounds import BUDI, SITI, TODAY, VACANCIES, cells, write_csv

from penempatan.domain.issue import Issue
from penempatan.domain.problem import PlacementProblem
from penempatan.intake.read import check_round
from penempatan.intake.sources import locate_round
from penempatan.settings.model import Settings

HEAD = ("NIP", "Nama", "Pendidikan", "Dinas")
Checked = tuple[PlacementProblem | None, tuple[Issue, ...]]


def checked(roster: Path, vacancies: Path | None = None) -> Checked:
    """Read a round of this roster."""
    if vacancies is None:
        vacancies = roster.with_name("formasi.csv")
        write_csv(vacancies, VACANCIES)
    return check_round(locate_round(None, employees=roster, vacancies=vacancies), Settings(), TODAY)


def offices(found: Checked) -> dict[str, str]:
    """The dinas of everybody by NIP."""
    assert found[0] is not None, found[1]
    return {one.id: one.dinas for one in found[0].employees}


def test_a_merged_office_is_everybodys_in_a_workbook(tmp_path: Path) -> None:
    """D2:D3 merged: both people are of Dinas Sosial, and the note names the cell."""
    path = tmp_path / "pegawai.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Pegawai")
        for row, line in enumerate((HEAD, (SITI, "Siti", "S-1 AKUNTANSI"), (BUDI, "Budi", "S-1 ILMU HUKUM"))):
            sheet.write_row(row, 0, line)
        sheet.merge_range("D2:D3", "Dinas Sosial")
    found = checked(path)
    assert offices(found) == {SITI: "Dinas Sosial", BUDI: "Dinas Sosial"}
    assert cells(found[1], "merged_filled") == ["D2"]


def test_a_merged_office_is_everybodys_on_a_web_page(tmp_path: Path) -> None:
    """The same with rowspan in a page named .xls; a span past the end of the table is cut."""
    path = tmp_path / "pegawai.xls"
    rows = "".join(f"<th>{text}</th>" for text in HEAD)
    path.write_text(
        f"<table><tr>{rows}</tr><tr><td>{SITI}</td><td>Siti</td><td>S-1 AKUNTANSI</td>"
        f"<td rowspan=9>Dinsos</td></tr><tr><td>{BUDI}</td><td>Budi</td><td>S-1 ILMU HUKUM</td></tr></table>",
        encoding="utf-8",
    )
    assert offices(checked(path)) == {SITI: "Dinas Sosial", BUDI: "Dinas Sosial"}


def test_seats_and_codes_are_never_copied(tmp_path: Path) -> None:
    """Two seats merged over two vacancies are not four: the second row's cell counts as empty, an error."""
    path = tmp_path / "formasi.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Formasi")
        lines = (("Kode Formasi", "Jabatan", "Dinas", "Jumlah"), ("F-1", "Auditor", "Inspektorat"))
        for row, line in enumerate((*lines, ("F-2", "Auditor", "Inspektorat"))):
            sheet.write_row(row, 0, line)
        sheet.merge_range("D2:D3", 2)
    roster = tmp_path / "pegawai.csv"
    write_csv(roster, (HEAD, (SITI, "Siti", "S-1 AKUNTANSI", "Dinsos")))
    problem, issues = checked(roster, path)
    assert problem is None
    assert [issue.location.cell for issue in issues if issue.is_error] == ["D3"]
