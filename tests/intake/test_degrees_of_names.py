"""Degree titles at a name: evidence where Pendidikan tells nothing, a remark where it tells another thing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from written_rounds import VACANCIES, Rows, cells, check_tables, found, problem_of

from builders import find
from penempatan.eligibility.ladder import held_educations, recorded_educations
from penempatan.eligibility.rule import RuleCode, Verdict
from penempatan.knowledge.education import read_qualification

NIP = "198506152010012007"


def roster(name: str, education: str) -> dict[str, Rows]:
    """Return a round with one person of this name and education."""
    return {"pegawai": [("NIP", "Nama", "Pendidikan"), (NIP, name, education)], "formasi": VACANCIES}


@pytest.mark.parametrize("education", ["", "-", "S-1", "tidak jelas"])
def test_a_title_is_evidence_where_the_education_is_not_read(tmp_path: Path, education: str) -> None:
    """`Budi, SKM`: S-1 Kesehatan Masyarakat for the score, nothing for a rule, a warning at the name."""
    checked = check_tables(tmp_path, roster("Budi, SKM", education))
    (person,) = problem_of(checked).employees
    titled = [one for one in held_educations(person) if one.by_title]
    assert [one.label for one in titled] == ["S-1 KESEHATAN MASYARAKAT (menurut gelar pada nama)"]
    assert not any(one.by_title for one in recorded_educations(person))
    assert cells(checked[1], "education_by_title") == ["B2"]
    assert "Budi" not in found(checked[1], "education_by_title")[0].problem


@pytest.mark.parametrize(
    ("front", "back", "told", "cell"),
    [
        ("", "SKM", ["S-1 KESEHATAN MASYARAKAT"], "E2"),
        ("-", "S.KM., M.M.", ["S-1 KESEHATAN MASYARAKAT", "S-2 MANAJEMEN"], "E2"),
        ("dr.", "-", ["Profesi DOKTER", "S-1 KEDOKTERAN"], "D2"),
        ("dr. Hj.", "Sp.A", ["SPESIALIS ANAK", "Profesi DOKTER", "S-1 KEDOKTERAN"], "E2"),
        ("", "S.Kep., Ns", ["Profesi NERS", "S-1 KEPERAWATAN"], "E2"),
    ],
)
def test_titles_in_their_own_columns_are_evidence(
    tmp_path: Path, front: str, back: str, told: list[str], cell: str
) -> None:
    """GELAR DEPAN and GELAR BELAKANG say what titles at the name would, and are named as the cell."""
    head = ("NIP", "Nama", "Pendidikan", "GELAR DEPAN", "GELAR BELAKANG")
    rows: Rows = (head, (NIP, "Budi", "", front, back))
    checked = check_tables(tmp_path, {"pegawai": rows, "formasi": VACANCIES})
    (person,) = problem_of(checked).employees
    labels = [one.label.removesuffix(" (menurut gelar pada nama)") for one in held_educations(person)]
    assert sorted(labels) == sorted(told)
    assert set(cells(checked[1], "education_by_title")) == {cell}


def test_a_title_both_at_the_name_and_in_its_column_counts_once(tmp_path: Path) -> None:
    """Exports often repeat the title in the name; one education, one warning."""
    rows: Rows = (("NIP", "Nama", "Pendidikan", "Gelar Belakang"), (NIP, "Budi, S.KM.", "", "SKM"))
    checked = check_tables(tmp_path, {"pegawai": rows, "formasi": VACANCIES})
    assert len(problem_of(checked).employees[0].educations) == 1
    assert len(found(checked[1], "education_by_title")) == 1


def test_an_open_title_in_its_column_is_asked_about(tmp_path: Path) -> None:
    """S.IP in Gelar Belakang leaves the programme open as it does at the name."""
    rows: Rows = (("NIP", "Nama", "Pendidikan", "Gelar Belakang"), (NIP, "Budi", "", "S.IP"))
    assert cells(check_tables(tmp_path, {"pegawai": rows, "formasi": VACANCIES})[1], "title_unclear") == [
        "D2"
    ]


def test_a_title_proves_nothing_to_a_rule(tmp_path: Path) -> None:
    """Level and programme stay to be verified, also where the title alone would do."""
    problem = problem_of(check_tables(tmp_path, roster("Budi, SKM", "")))
    (person,) = problem.employees
    vacancy = replace(problem.vacancies[0], qualification=read_qualification("S-1 Kesehatan Masyarakat"))
    for code in (RuleCode.R05, RuleCode.R06):
        assert find(code, person, vacancy).verdict is Verdict.UNVERIFIED


@pytest.mark.parametrize("title", ["S.IP", "S.E.", "SE", "S.Kom", "M.Si"])
def test_a_title_of_many_programmes_is_asked_about(tmp_path: Path, title: str) -> None:
    """A title that leaves the programme open adds nothing and is asked about, not guessed."""
    checked = check_tables(tmp_path, roster(f"Budi, {title}", ""))
    (person,) = problem_of(checked).employees
    assert person.educations == ()
    assert cells(checked[1], "title_unclear") == ["B2"]


def test_a_name_without_titles_stays_without_education(tmp_path: Path) -> None:
    """No title, no evidence: only the empty cell is reported."""
    checked = check_tables(tmp_path, roster("Budi", ""))
    (person,) = problem_of(checked).employees
    assert person.educations == ()
    assert cells(checked[1], "education_missing") == ["C2"]
    assert not found(checked[1], "education_by_title")
    assert not found(checked[1], "title_unclear")


@pytest.mark.parametrize(
    ("name", "education", "noted"),
    [
        ("Budi, SKM", "S-1 Kesehatan Masyarakat", False),
        ("Budi, SKM, M.M.", "S-1 Kesehatan Masyarakat", True),
        ("Budi, S.H.", "S-1 Kesehatan Masyarakat", True),
        ("Budi, S.H.", "S-2 Kesehatan Masyarakat", False),
        ("Budi, S.Kom", "S-1 Kesehatan Masyarakat", False),
        ("Budi, A.Md.", "S-1 Kesehatan Masyarakat", False),
        ("Budi", "S-1 Kesehatan Masyarakat", False),
    ],
)
def test_a_title_beside_an_education_is_at_most_a_note(
    tmp_path: Path, name: str, education: str, noted: bool
) -> None:
    """A higher title, or one of another field, is noted; the education on record is what counts."""
    checked = check_tables(tmp_path, roster(name, education))
    (person,) = problem_of(checked).employees
    assert not any(one.by_title for one in person.educations)
    assert cells(checked[1], "title_differs") == (["B2"] if noted else [])
