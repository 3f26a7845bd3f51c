"""Rows with errors set aside: the round runs on the rest, and nobody disappears in silence."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from written_rounds import BUDI, PEOPLE, SITI, TODAY, VACANCIES, Rows, found, write_csv

from penempatan.domain.issue import Severity
from penempatan.domain.problem import PlacementProblem
from penempatan.errors import InputError
from penempatan.intake.read import check_round, read_problem
from penempatan.intake.sources import RoundSources, locate_round
from penempatan.settings.model import Settings

DEWI = "199203042015032003"
LOCK_HEAD = ("NIP", "Kode Formasi", "Tetap/Larang", "Alasan")


def written(folder: Path, tables: Mapping[str, Rows]) -> RoundSources:
    """Write a round of these tables over the plain ones."""
    for name, rows in {"pegawai": PEOPLE, "formasi": VACANCIES, **tables}.items():
        write_csv(folder / f"{name}.csv", rows)
    return locate_round(folder)


def set_aside(folder: Path, tables: Mapping[str, Rows]) -> PlacementProblem:
    """Read such a round with quarantine."""
    return read_problem(written(folder, tables), Settings(), TODAY, quarantine=True)


def ids(problem: PlacementProblem) -> list[str]:
    """Return the numbers of the people who stay."""
    return [person.id for person in problem.employees]


def test_without_the_flag_a_bad_row_stops_the_round(tmp_path: Path) -> None:
    """The default is to refuse, with every error."""
    sources = written(tmp_path, {"pegawai": [*PEOPLE, ("123", "Dewi", "SMA")]})
    with pytest.raises(InputError):
        read_problem(sources, Settings(), TODAY)


def test_a_bad_row_is_left_out_and_listed(tmp_path: Path) -> None:
    """The rest is read; the row is listed with its fault, and a count line heads the findings."""
    problem = set_aside(tmp_path, {"pegawai": [*PEOPLE, ("123", "Dewi", "SMA")]})
    assert ids(problem) == [BUDI, SITI]
    (row,) = problem.quarantined
    assert (row.role, row.location.cell) == ("pegawai", "A4")
    assert "NIP tidak sah" in row.faults[0]
    (count,) = found(problem.issues, "quarantine_count")
    assert "1 baris" in count.problem
    assert not any(issue.is_error for issue in problem.issues)
    assert [issue.location.cell for issue in problem.issues if issue.severity is Severity.QUARANTINED] == [
        "",
        "A4",
    ]


def test_of_a_duplicate_both_rows_are_left_out(tmp_path: Path) -> None:
    """Nobody can tell which of two rows of one number is right, so neither is used; so with codes."""
    problem = set_aside(
        tmp_path,
        {
            "pegawai": [*PEOPLE, (SITI, "Siti lain", "SMA")],
            "formasi": [*VACANCIES, ("F-2", "PERAWAT TERAMPIL", "Dinkes", "1")],
        },
    )
    assert ids(problem) == [BUDI]
    assert [vacancy.code for vacancy in problem.vacancies] == ["F-1"]
    assert [(row.role, row.location.cell) for row in problem.quarantined] == [
        ("formasi", "A3"),
        ("formasi", "A4"),
        ("pegawai", "A2"),
        ("pegawai", "A4"),
    ]


def test_an_error_that_is_no_row_still_stops_the_round(tmp_path: Path) -> None:
    """A missing column, an error in a lock or in the dinas table cannot be set aside."""
    for tables in (
        {"pegawai": [("NIP", "Nama"), (SITI, "Siti")]},
        {"kunci": [LOCK_HEAD, (SITI, "F-1", "tetap", "")]},
        {"dinas": [("Dinas",), ("Dinsos",), ("Dinas Sosial",)]},
    ):
        folder = tmp_path / next(iter(tables))
        folder.mkdir()
        with pytest.raises(InputError):
            set_aside(folder, tables)


def test_nothing_left_is_an_error(tmp_path: Path) -> None:
    """A round whose every person is set aside is no round."""
    sources = written(tmp_path, {"pegawai": [PEOPLE[0], ("123", "Siti", "SMA")]})
    problem, issues = check_round(sources, Settings(), TODAY, quarantine=True)
    assert problem is None
    assert found(issues, "quarantine_all")


def test_a_lock_about_a_person_left_out_goes_with_the_person(tmp_path: Path) -> None:
    """The ban is dropped aloud; it could bind nobody."""
    people = [*PEOPLE, (DEWI, "", "SMA")]
    problem = set_aside(tmp_path, {"pegawai": people, "kunci": [LOCK_HEAD, (DEWI, "F-1", "larang", "x")]})
    assert ids(problem) == [BUDI, SITI]
    assert problem.locks == ()
    assert found(problem.issues, "quarantine_lock")


def test_a_pin_to_a_vacancy_left_out_stops_the_round(tmp_path: Path) -> None:
    """Leadership's pin is never forgotten: the vacancy must be mended first."""
    tables: dict[str, Rows] = {
        "formasi": [*VACANCIES, ("F-3", "PERAWAT TERAMPIL", "", "1")],
        "kunci": [LOCK_HEAD, (SITI, "F-3", "tetap", "perintah")],
    }
    problem, issues = check_round(written(tmp_path, tables), Settings(), TODAY, quarantine=True)
    assert problem is None
    assert [issue.code for issue in issues if issue.is_error] == ["lock_code_unknown"]


def test_wishes_written_twice_are_left_out_with_both_rows(tmp_path: Path) -> None:
    """A person's contradictory wishes are not used; the person stays."""
    wishes = [("NIP", "Minat 1"), (SITI, "F-1"), (SITI, "F-2")]
    problem = set_aside(tmp_path, {"minat": wishes})
    assert ids(problem) == [BUDI, SITI]
    assert all(person.preferences == () for person in problem.employees)
    assert [row.location.cell for row in problem.quarantined] == ["A2", "A3"]


def test_a_whole_run_lists_who_was_left_out_and_passes_the_audit(tmp_path: Path) -> None:
    """rekam.json counts them, Temuan Data lists them, and the audit reads the round the same way again."""
    import json

    from penempatan.pipeline import plan_round
    from penempatan.verification.audit import audit

    round_folder, target = tmp_path / "ronde", tmp_path / "hasil"
    round_folder.mkdir()
    sources = written(round_folder, {"pegawai": [*PEOPLE, ("123", "Dewi", "SMA")]})
    outcome = plan_round(sources, target=target, today=TODAY, quarantine=True)
    record = json.loads((target / "rekam.json").read_text(encoding="utf-8"))
    assert record["ringkasan"]["dikarantina"] == 1
    assert record["ringkasan"]["pegawai"] == 2
    assert len(outcome.report.problem.quarantined) == 1
    import openpyxl

    book = openpyxl.load_workbook(target / "usulan.xlsx")
    levels = [row[1].value for row in book["Temuan Data"].iter_rows(min_row=2)]
    assert levels.count("Dikarantina") == 2
    summary = " ".join(str(cell.value) for row in book["Ringkasan"].iter_rows() for cell in row if cell.value)
    assert "1 baris dikarantina" in summary
    audit(target, None)
