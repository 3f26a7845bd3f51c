"""Real files by other hands: the city's 2024 vacancies and four layouts of vacancy exports."""

from __future__ import annotations

from pathlib import Path

import pytest
from written_rounds import PEOPLE, TODAY, found, problem_of, write_csv

from penempatan.intake.columns import Field, Role
from penempatan.intake.findings import Findings
from penempatan.intake.headings import lay_out
from penempatan.intake.read import check_round
from penempatan.intake.sources import locate_round
from penempatan.intake.workbook import read_book
from penempatan.knowledge.dinas import find_dinas
from penempatan.settings.model import Settings


def test_the_citys_2024_vacancies_load_as_they_are(shared_data: Path, tmp_path: Path) -> None:
    """268 rows, 331 seats, no error or warning, every dinas known, 7 reserved seats noted."""
    roster = tmp_path / "pegawai.csv"
    write_csv(roster, PEOPLE)
    vacancies = shared_data / "kota_semarang" / "formasi_cpns_2024.csv"
    checked = check_round(locate_round(None, employees=roster, vacancies=vacancies), Settings(), TODAY)
    problem = problem_of(checked)
    assert len(problem.vacancies) == 268
    assert sum(vacancy.openings for vacancy in problem.vacancies) == 331
    assert all(find_dinas(vacancy.dinas) for vacancy in problem.vacancies)
    assert all(vacancy.qualification for vacancy in problem.vacancies)
    assert all(vacancy.district for vacancy in problem.vacancies)
    assert [issue for issue in checked[1] if issue.severity.value != "Catatan"] == []
    assert any("7 formasi" in issue.problem for issue in found(checked[1], "formation_kind"))
    listed = " ".join(issue.problem for issue in checked[1] if issue.code.startswith("columns_"))
    assert all(name in listed for name in ("jp_nama", "disable"))


@pytest.mark.parametrize(
    ("name", "heading_row", "openings", "place"),
    [
        ("alfinsr_sma_ipa.xlsx", 3, "Kuota", "Lokasi"),
        ("muhamadisro_d3_elektro.xlsx", 0, "Jumlah Kebutuhan", "Unit Kerja"),
        ("romijulianto_header_row4.xlsx", 3, "jumlah_formasi", "lokasi_nm"),
        ("zeroiddev_pppk.xlsx", 0, "jumlah_formasi", "lokasi_nm"),
    ],
)
def test_headings_of_four_hands_are_found(
    shared_data: Path, name: str, heading_row: int, openings: str, place: str
) -> None:
    """Headings on row 1 or 4, five names for Jumlah: the right columns are found in each."""
    sheet = read_book(shared_data / "messy" / "layouts" / name, Findings()).sheets[0]
    layout = lay_out(sheet, Role.VACANCIES, Findings())
    assert layout is not None
    assert layout.heading_row == heading_row
    row = sheet.rows[heading_row]
    assert row[layout.columns[Field.OPENINGS]] == openings
    assert place in {
        row[layout.columns[field]] for field in (Field.DINAS, Field.UNIT) if field in layout.columns
    }
