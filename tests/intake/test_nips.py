"""Employee numbers in cells."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written_rounds import PEOPLE, SITI, VACANCIES, cells, check_tables, check_workbook, found, problem_of

from penempatan.intake.nips import BadNip, Nip, read_nip_cell


@pytest.mark.parametrize(
    "text",
    [
        SITI,
        f"'{SITI}",
        f" {SITI} ",
        f"\u00a0{SITI}\u00a0",
        f"{SITI}-",
        f'="{SITI}"',
        "19900101 201503 2 001",
        "19900101.201503.2.001",
        f"\u200b{SITI}\ufeff",
    ],
)
def test_usual_wrappings_are_stripped(text: str) -> None:
    """Every way in which exports wrap or group a text NIP gives the same 18 digits."""
    nip = read_nip_cell(text)
    assert isinstance(nip, Nip)
    assert nip.digits == SITI
    assert nip.reading.birth_date == date(1990, 1, 1)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (199001012015032001.0, "nip_numeric"),
        (199001012015032001, "nip_numeric"),
        ("1.99001E+17", "nip_scientific"),
        ("1,99001012015032E+17", "nip_scientific"),
        ("199001012015032000", "nip_malformed"),
        ("19900101201503200", "nip_malformed"),
        ("199013012015032001", "nip_malformed"),
        ("199001012015132001", "nip_malformed"),
        ("199001012015033001", "nip_malformed"),
        ("١٩٩٠٠١٠١٢٠١٥٠٣٢٠٠١", "nip_malformed"),
        ("A99001012015032001", "nip_malformed"),
        ("130123456", "nip_old"),
        ("", "nip_missing"),
    ],
)
def test_damaged_numbers_are_refused_by_cause(value: str | float, code: str) -> None:
    """A number, an exponent, a lost serial, a wrong date, foreign digits: each has its own code."""
    nip = read_nip_cell(value)
    assert isinstance(nip, BadNip)
    assert nip.complaint.code == code


@given(
    born=st.dates(date(1965, 1, 1), date(1999, 12, 31)),
    start=st.integers(2000, 2025),
    month=st.sampled_from([1, 12, 21, 29]),
    sex=st.sampled_from("12"),
    serial=st.integers(1, 999),
    wrap=st.sampled_from(["{}", "'{}", "{}-", '="{}"', " {}\n", "`{}`"]),
)
def test_every_sound_number_survives_every_wrapping(
    *, born: date, start: int, month: int, sex: str, serial: int, wrap: str
) -> None:
    """Whatever the sound number and the wrapping, the digits come back unchanged."""
    digits = f"{born:%Y%m%d}{max(start, born.year + 18)}{month:02}{sex}{serial:03}"
    nip = read_nip_cell(wrap.format(digits))
    assert isinstance(nip, Nip)
    assert nip.digits == digits


def test_a_numeric_nip_is_named_with_its_cell_and_the_remedy(tmp_path: Path) -> None:
    """A NIP that Excel holds as a number stops the round, with the cell and the word Teks in the remedy."""
    people = [*PEOPLE, (199505052020121003, "Ani", "S-1 AKUNTANSI")]
    problem, issues = check_workbook(tmp_path, {"Pegawai": people})
    assert problem is None
    (issue,) = found(issues, "nip_numeric")
    assert str(issue.location) == "ronde.xlsx, lembar “Pegawai”, sel A4"
    assert "Teks" in issue.remedy


def test_all_bad_numbers_are_reported_in_one_pass(tmp_path: Path) -> None:
    """Three damaged rows give three findings at once, each at its cell."""
    people = [*PEOPLE, ("123", "A", "SMA"), ("", "B", "SMA"), ("1.9E+17", "C", "SMA")]
    _, issues = check_tables(tmp_path, {"pegawai": people})
    assert [(issue.code, issue.location.cell) for issue in issues if issue.is_error] == [
        ("nip_malformed", "A4"),
        ("nip_missing", "A5"),
        ("nip_scientific", "A6"),
    ]


def test_two_raw_forms_of_one_number_are_a_duplicate(tmp_path: Path) -> None:
    """R42: the same person twice is an error that names the other row, whatever wraps the number."""
    people = [*PEOPLE, (f"'{SITI}", "Siti lagi", "S-1 AKUNTANSI")]
    _, issues = check_tables(tmp_path, {"pegawai": people})
    (issue,) = found(issues, "nip_duplicate")
    assert issue.location.cell == "A4"
    assert "sel A2" in issue.problem


def test_the_number_never_stands_in_the_sentences(tmp_path: Path) -> None:
    """Findings about a NIP keep it out of their sentences; it is in the value alone."""
    people = [*PEOPLE, (f"'{SITI}", "Siti lagi", "S-1 AKUNTANSI")]
    _, issues = check_tables(tmp_path, {"pegawai": people})
    (issue,) = found(issues, "nip_duplicate")
    assert SITI not in issue.problem + issue.remedy
    assert issue.value == SITI


def test_the_new_number_is_taken_when_the_old_one_has_its_own_column(tmp_path: Path) -> None:
    """With `NIP` (9 digits) and `NIP Baru`, the new one is read and the old column is listed as unread."""
    people = [("NIP", "NIP BARU", "NAMA", "PENDIDIKAN"), ("130123456", SITI, "Siti", "S-1 AKUNTANSI")]
    checked = check_tables(tmp_path, {"pegawai": people})
    assert [person.id for person in problem_of(checked).employees] == [SITI]
    (issue,) = found(checked[1], "columns_unknown")
    assert "NIP" in issue.problem


def test_birth_date_and_sex_are_compared_with_the_number_and_dropped(tmp_path: Path) -> None:
    """A contradiction is a warning at its cell; the NIP stays, and neither value is kept on the employee."""
    people = [
        ("NIP", "Nama", "Pendidikan", "Tanggal Lahir", "L/P"),
        (SITI, "Siti", "S-1 AKUNTANSI", "02-01-1990", "L"),
    ]
    checked = check_tables(tmp_path, {"pegawai": people})
    (person,) = problem_of(checked).employees
    assert cells(checked[1], "nip_birth_date_differs") == ["D2"]
    assert cells(checked[1], "nip_sex_differs") == ["E2"]
    assert person.birth_date == date(1990, 1, 1)
    assert not hasattr(person, "sex")


def test_a_pppk_number_makes_a_pppk(tmp_path: Path) -> None:
    """Digits 13–14 of 21 mark a PPPK; a status that says PNS is answered with a warning."""
    people = [
        ("NIP", "Nama", "Pendidikan", "Status"),
        ("199001012021211001", "Siti", "S-1 AKUNTANSI", "PNS"),
        ("199001012021211002", "Sita", "S-1 AKUNTANSI", ""),
    ]
    checked = check_tables(tmp_path, {"pegawai": people, "formasi": VACANCIES})
    assert [person.status.value for person in problem_of(checked).employees if person.status] == [
        "PPPK",
        "PPPK",
    ]
    assert cells(checked[1], "nip_status_differs") == ["D2"]


@pytest.mark.parametrize("number", ["199401022000011001", "195001022000011001"])
def test_an_unusual_age_at_the_start_warns_and_keeps_the_person(number: str, tmp_path: Path) -> None:
    """A start of service at 6 or at 50 is a warning at the cell; the row stays (honorer, doctors)."""
    people = (PEOPLE[0], (number, "Siti", "S-1 AKUNTANSI"))
    problem, issues = check_tables(tmp_path, {"pegawai": people, "formasi": VACANCIES})
    assert problem is not None
    assert [employee.id for employee in problem.employees] == [number]
    assert found(issues, "nip_start_age_unusual")[0].location.cell == "A2"
