"""Columns Keahlian and Diklat of the roster: what they prove, and what of them is reported."""

from __future__ import annotations

from pathlib import Path

import pytest
from written_rounds import BUDI, SITI, check_tables, found, problem_of


def roster(*cells: str, headings: tuple[str, ...] = ("Keahlian", "Diklat")) -> list[tuple[str, ...]]:
    """Return a roster of one person with these cells beside the required ones."""
    return [("NIP", "Nama", "Pendidikan", *headings), (SITI, "Siti", "S-1 AKUNTANSI", *cells)]


def test_skills_and_courses_are_evidence(tmp_path: Path) -> None:
    """Free text and course titles prove competencies; one written with a level has that level."""
    checked = check_tables(
        tmp_path,
        {"pegawai": roster("public speaking; Rekam medis:4", "1. Diklat BTCLS 2022\n2. Diklat PPNS")},
    )
    problem = problem_of(checked)
    (person,) = problem.employees
    assert person.evidence == ("Kegawatdaruratan", "Komunikasi publik", "Penegakan Perda")
    assert person.competencies == (("Rekam medis", 4),)
    assert "competencies" in problem.columns.employee
    assert not found(checked[1], "skill_unknown")


def test_unmatched_skills_are_reported_with_their_column(tmp_path: Path) -> None:
    """What no competency answers to is named once, with column, cell and number of rows."""
    rows = roster("menjahit, Excel", "Diklat PKP; -")
    rows.append((BUDI, "Budi", "S-1 ILMU HUKUM", "menjahit", "tidak ada"))
    problem, issues = check_tables(tmp_path, {"pegawai": rows})
    assert problem is not None
    (unknown,) = found(issues, "skill_unknown")
    assert unknown.location.cell == "D2"
    assert "Keahlian “menjahit”" in unknown.problem and "2 baris" in unknown.problem
    (paper,) = found(issues, "skill_is_certificate")
    assert paper.location.cell == "E2" and "Diklat “Diklat PKP”" in paper.problem
    assert problem.employees[1].evidence == ("Pengolahan data",)


@pytest.mark.parametrize("heading", ["Keterampilan", "RIWAYAT DIKLAT", "NAMA KURSUS", "Pelatihan"])
def test_headings_of_skills(tmp_path: Path, heading: str) -> None:
    """The headings that exports use for skills and courses are read."""
    rows = roster("BTCLS", headings=(heading,))
    assert problem_of(check_tables(tmp_path, {"pegawai": rows})).employees[0].evidence == (
        "Kegawatdaruratan",
    )


def test_the_kompetensi_column_wins(tmp_path: Path) -> None:
    """Of a level in Kompetensi and one among the skills, Kompetensi counts."""
    rows = roster("Rekam medis:4", "Rekam medis:1", headings=("Keahlian", "Kompetensi"))
    assert problem_of(check_tables(tmp_path, {"pegawai": rows})).employees[0].competencies == (
        ("Rekam medis", 1),
    )
