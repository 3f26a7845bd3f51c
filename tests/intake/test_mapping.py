"""`pemetaan.toml`: headings that a person confirmed, and nothing that anybody guessed."""

from __future__ import annotations

from pathlib import Path

import pytest
from written_rounds import PEOPLE, SITI, TODAY, VACANCIES, Checked, found, problem_of, write_csv

from penempatan.intake.read import check_round
from penempatan.intake.sources import locate_round
from penempatan.settings.model import Settings

ODD = (("NIP", "Nama", "Ijazah"), *PEOPLE[1:])


def check(folder: Path, mapping: str = "", people: object = ODD) -> Checked:
    """Check a round whose education heading is `Ijazah`, with a mapping where one is given."""
    write_csv(folder / "pegawai.csv", people)  # type: ignore[arg-type]
    write_csv(folder / "formasi.csv", VACANCIES)
    if mapping:
        (folder / "pemetaan.toml").write_text(mapping, encoding="utf-8")
    return check_round(locate_round(folder), Settings(), TODAY)


def test_a_confirmed_heading_is_used_and_said(tmp_path: Path) -> None:
    """With the line in the round folder the column is read, a note says so, and the file is an input."""
    checked = check(tmp_path, '[pegawai]\n"IJAZAH" = "Pendidikan"\n')
    problem = problem_of(checked)
    assert problem.employees[0].educations
    assert "“IJAZAH” = Pendidikan" in found(checked[1], "mapping_used")[0].problem
    assert [one.role for one in problem.sources] == ["pegawai", "formasi", "pemetaan"]


def test_without_it_nothing_is_guessed_and_the_line_to_write_is_given(tmp_path: Path) -> None:
    """`Pendidkan` near `Pendidikan` is an error; the remedy holds a line that, written, makes it work."""
    near = (("NIP", "Nama", "Pendidkan"), *PEOPLE[1:])
    problem, issues = check(tmp_path, people=near)
    assert problem is None
    remedy = found(issues, "required_column_missing")[0].remedy
    line = 'pegawai."Pendidkan" = "Pendidikan"'
    assert line in remedy
    assert problem_of(check(tmp_path, line, people=near)).employees


def test_a_far_heading_is_not_offered(tmp_path: Path) -> None:
    """`Warna` is not offered for Pendidikan."""
    _, issues = check(tmp_path, people=(("NIP", "Nama", "Warna"), *PEOPLE[1:]))
    assert "Warna" not in found(issues, "required_column_missing")[0].remedy


def test_a_confirmed_heading_wins_over_our_alias(tmp_path: Path) -> None:
    """With both `Pendidikan` and a confirmed `Ijazah`, the confirmed one is read."""
    people = (("NIP", "Nama", "Pendidikan", "Ijazah"), (SITI, "Siti", "SMA", "S-1 AKUNTANSI"))
    (person,) = problem_of(check(tmp_path, 'pegawai."Ijazah" = "Pendidikan"', people)).employees
    assert person.educations[0].programme is not None


@pytest.mark.parametrize(
    ("mapping", "told"),
    [
        ('[karyawan]\n"Ijazah" = "Pendidikan"', "karyawan"),
        ('[pegawai]\n"Ijazah" = "Pendidikn"', "Pendidikn"),
        ('[pegawai]\n"NIK" = "NIP"', "pribadi"),
        ('[pegawai]\n"Ijazah" = 3', "3"),
        ("[pegawai\n", "TOML"),
    ],
    ids=["table", "column", "personal", "type", "syntax"],
)
def test_a_line_that_says_nothing_usable_is_an_error(tmp_path: Path, mapping: str, told: str) -> None:
    """Unknown tables and columns, personal columns, other types and broken TOML stop the run."""
    problem, issues = check(tmp_path, mapping)
    assert problem is None
    assert any(told in issue.problem for issue in found(issues, "mapping_invalid"))


def test_a_line_that_meets_no_heading_is_warned_of(tmp_path: Path) -> None:
    """A stale line is named, and the round runs."""
    checked = check(tmp_path, 'pegawai."Kolom Lama" = "Golongan"', people=PEOPLE)
    assert problem_of(checked)
    assert "Kolom Lama" in found(checked[1], "mapping_unused")[0].problem
