"""Numbers, dates, flags and the seats of a vacancy row."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written_rounds import cells, check_tables, check_workbook, found, problem_of

from penempatan.intake.sheets import cell_text
from penempatan.intake.table import Unreadable
from penempatan.intake.values import (
    day_text,
    read_day,
    read_decimal,
    read_flag,
    read_hundredths,
    read_weight,
    read_whole,
    round_half_up,
)


@given(st.integers(0, 10_000))
def test_hundredths_are_exact(points: int) -> None:
    """Every score with two decimals is read without rounding, with point or comma."""
    text = f"{points // 100}.{points % 100:02}"
    assert read_hundredths(text) == points
    assert read_hundredths(text.replace(".", ",")) == points


@pytest.mark.parametrize("text", ["100.01", "-1", "82.555", "baik", "", "1e2", "NaN", "Infinity", "8_2"])
def test_scores_outside_the_scale_are_refused(text: str) -> None:
    """More than 100, less than 0, three decimals, words and Python's own notations are no score."""
    with pytest.raises(Unreadable):
        read_hundredths(text)


def test_thousands_marks_are_refused_not_guessed() -> None:
    """Where fractions are legal, `1.250` may be 1250 or 1,25: nobody guesses."""
    with pytest.raises(Unreadable):
        read_decimal("1.250")


@pytest.mark.parametrize(("text", "value"), [("3 orang", 3), ("35 tahun", 35), ("7.0", 7), (" 4 ", 4)])
def test_units_are_understood(text: str, value: int) -> None:
    """A number may carry its unit."""
    assert read_whole(0, 100)(text) == value


@pytest.mark.parametrize(("number", "whole"), [("1.37", 1), ("1.5", 2), ("2.5", 3), ("0.51", 1), ("0.49", 0)])
def test_abk_results_are_rounded_half_up(number: str, whole: int) -> None:
    """The usual rule for ABK results, also at an even half."""
    assert round_half_up(Decimal(number)) == whole


@pytest.mark.parametrize(
    ("text", "flag"), [("Ya", True), ("YA", True), ("1", True), ("tidak", False), ("-", False)]
)
def test_flags(text: str, flag: bool) -> None:
    """Ya and tidak in the usual writings."""
    assert read_flag(text) is flag


def test_a_doubtful_flag_is_refused() -> None:
    """`mungkin` is neither ya nor tidak."""
    with pytest.raises(Unreadable):
        read_flag("mungkin")


def test_weights_are_thousandths() -> None:
    """A weight keeps three decimals exactly and refuses a fourth."""
    assert read_weight("0,125") == 125
    with pytest.raises(Unreadable):
        read_weight("0.0005")


@pytest.mark.parametrize(
    "value", [datetime(2021, 3, 1, 8, 0), date(2021, 3, 1), 44256.0, "1 Maret 2021", "01/03/2021"]
)
def test_dates_as_cell_serial_or_text_are_one_day(value: date | float | str) -> None:
    """A typed date, an Excel serial and the Indonesian writings give the same day."""
    assert read_day(day_text(value)) == date(2021, 3, 1)


@pytest.mark.parametrize("value", ["0000-00-00", "1900-01-00", "31-02-2021", 3.0, 2_958_466.0])
def test_implausible_dates_are_refused(value: float | str) -> None:
    """What exports write for "empty", days that do not exist, and serials far from any career."""
    with pytest.raises(Unreadable):
        read_day(day_text(value))


def vacancy_rows(
    heading: tuple[str, ...], *rows: tuple[str | float, ...]
) -> dict[str, list[tuple[str | float, ...]]]:
    """Return a vacancy table with codes, post and dinas filled in."""
    named = [
        (f"F-{number}", "AUDITOR AHLI PERTAMA", "Inspektorat", *row) for number, row in enumerate(rows, 1)
    ]
    return {"formasi": [("Kode Formasi", "Jabatan", "Dinas", *heading), *named]}


def test_zero_and_dash_open_no_seat_and_say_so(tmp_path: Path) -> None:
    """`0` and `-` keep the row with no seat, each with a note."""
    checked = check_tables(tmp_path, vacancy_rows(("Jumlah",), ("0",), ("-",), ("2 orang",)))
    assert [vacancy.openings for vacancy in problem_of(checked).vacancies] == [0, 0, 2]
    assert cells(checked[1], "openings_zero") == ["D2", "D3"]


@pytest.mark.parametrize("text", ["1.5", "-2", "banyak", "2.000", "1.25", "0.250", "99999", "12.500"])
def test_a_doubtful_number_of_seats_is_an_error(tmp_path: Path, text: str) -> None:
    """Fractions, negatives, words and huge numbers stop the round at their cell."""
    problem, issues = check_tables(tmp_path, vacancy_rows(("Jumlah",), (text,)))
    assert problem is None
    assert cells(issues, "value_invalid") == ["D2"]


@pytest.mark.parametrize("text", ["1.250", "1,250", "1.250 orang"])
def test_a_thousands_mark_among_whole_numbers_is_read_and_said(tmp_path: Path, text: str) -> None:
    """`1.250` in Jumlah cannot be 1,25: it is 1250 seats, and a warning at the cell says so."""
    checked = check_tables(tmp_path, vacancy_rows(("Jumlah",), (text,), ("1250",)))
    assert [vacancy.openings for vacancy in problem_of(checked).vacancies] == [1250, 1250]
    assert cells(checked[1], "thousands_read") == ["D2"]
    assert "1250" in found(checked[1], "thousands_read")[0].problem


def test_a_thousands_mark_among_abk_results_is_refused(tmp_path: Path) -> None:
    """`1.250` in Kebutuhan may be either; in Bezetting it can only be 1250."""
    problem, issues = check_tables(
        tmp_path, vacancy_rows(("Kebutuhan", "Bezetting"), ("1.250", "0"), ("1300", "1.250"))
    )
    assert problem is None
    assert cells(issues, "value_invalid") == ["D2"]
    assert cells(issues, "thousands_read") == ["E3"]


def test_a_typed_fraction_has_no_thousands_mark(tmp_path: Path) -> None:
    """The number 1.375 is 1.375: an ABK result where one may stand, an error in Jumlah."""
    people = [("NIP", "Nama", "Pendidikan"), ("198506152010012007", "Siti", "S-1 Hukum")]
    post = ("F-1", "AUDITOR AHLI PERTAMA", "Inspektorat")
    heading = ("Kode Formasi", "Jabatan", "Dinas")
    needed = check_workbook(
        tmp_path, {"Pegawai": people, "Formasi": [(*heading, "Kebutuhan"), (*post, 1.375)]}
    )
    assert [vacancy.openings for vacancy in problem_of(needed).vacancies] == [1]
    counted = check_workbook(tmp_path, {"Pegawai": people, "Formasi": [(*heading, "Jumlah"), (*post, 1.375)]})
    assert cells(counted[1], "value_invalid") == ["D2"]


def test_an_empty_number_of_seats_is_an_error(tmp_path: Path) -> None:
    """Jumlah is required: blank is not zero."""
    problem, issues = check_tables(tmp_path, vacancy_rows(("Jumlah",), ("",), ("1",)))
    assert problem is None
    assert cells(issues, "value_missing") == ["D2"]


def test_the_post_map_stands_in_for_jumlah(tmp_path: Path) -> None:
    """Need less incumbents, never below zero; ABK fractions rounded half up and said."""
    rows = vacancy_rows(("Kebutuhan", "Bezetting"), ("3", "1"), ("2.5", "1"), ("1", "4"), ("2", ""))
    checked = check_tables(tmp_path, rows)
    assert [vacancy.openings for vacancy in problem_of(checked).vacancies] == [2, 2, 0, 2]
    assert cells(checked[1], "need_rounded") == ["D3"]
    assert len(found(checked[1], "openings_from_need")) == 1


def test_jumlah_and_post_map_that_disagree_take_the_lower(tmp_path: Path) -> None:
    """R08: both given and different is a warning, and the lower value counts."""
    checked = check_tables(
        tmp_path, vacancy_rows(("Jumlah", "Kebutuhan", "Bezetting"), ("3", "4", "2"), ("1", "4", "2"))
    )
    assert [vacancy.openings for vacancy in problem_of(checked).vacancies] == [2, 1]
    assert cells(checked[1], "openings_differ") == ["D2", "D3"]


def test_a_typed_number_is_never_ambiguous(tmp_path: Path) -> None:
    """1.375 as a number cell is an ABK fraction, though the text `1.375` is refused."""
    rows = vacancy_rows(("Kebutuhan", "Bezetting"), (1.375, 0), (2.0000000000000004, 0))
    problem = problem_of(check_workbook(tmp_path, {"Formasi": rows["formasi"]}))
    assert [vacancy.openings for vacancy in problem.vacancies] == [1, 2]
    assert cell_text(82.10000000000001) == "82.1"


def test_numbers_from_a_workbook_are_whole(tmp_path: Path) -> None:
    """Excel stores 2 as 2.0; it is two seats."""
    rows = vacancy_rows(("Jumlah", "Usia Maksimal"), (2, 35))
    (vacancy,) = problem_of(check_workbook(tmp_path, {"Formasi": rows["formasi"]})).vacancies
    assert (vacancy.openings, vacancy.age_max) == (2, 35)
