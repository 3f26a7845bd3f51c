"""Waivers as they are read: whole ones count, expired ones are said, all else is refused by its cell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from written_rounds import BUDI, SITI, TODAY, Rows, cells, check_tables, check_workbook, found, problem_of

from penempatan.domain.rule_code import RuleCode
from penempatan.domain.waiver import NEVER_WAIVED, WAIVABLE
from penempatan.intake.columns import Field, Role, field_keys, heading_key

HEAD = (
    "NIP",
    "Kode Formasi",
    "Syarat",
    "Pejabat Berwenang",
    "Nomor Dokumen",
    "Berlaku Sampai",
    "Alasan",
)
WHOLE = (SITI, "F-1", "R11", "Wali Kota", "800/1", "2026-12-31", "kebutuhan layanan")


def with_cell(column: str, text: str) -> tuple[str, ...]:
    """Return the whole row with one cell changed."""
    row = list(WHOLE)
    row[HEAD.index(column)] = text
    return tuple(row)


def test_a_whole_waiver_is_read(tmp_path: Path) -> None:
    """Every cell of the row arrives, the rule as a code, the day as a date."""
    (waiver,) = problem_of(check_tables(tmp_path, {"pengecualian": (HEAD, WHOLE)})).waivers
    assert (waiver.employee_id, waiver.vacancy_code, waiver.rule) == (SITI, "F-1", RuleCode.R11)
    assert (waiver.authority, waiver.document, waiver.reason) == ("Wali Kota", "800/1", "kebutuhan layanan")
    assert waiver.valid_until == date(2026, 12, 31)
    assert (waiver.location.file, waiver.location.cell) == ("pengecualian.csv", "A2")


def test_a_sheet_of_the_round_workbook_serves_as_well(tmp_path: Path) -> None:
    """The sheet Pengecualian of the one workbook, typed dates and other headings included."""
    rows: Rows = (
        ("NIP", "Formasi", "Kode Syarat", "Ditetapkan Oleh", "Nomor Surat", "Masa Berlaku", "Dasar"),
        (SITI, "F-1", "r11 masa jabatan", "Sekda", "1/2026", TODAY, "kebutuhan"),
    )
    (waiver,) = problem_of(check_workbook(tmp_path, {"Pengecualian": rows})).waivers
    assert (waiver.rule, waiver.authority, waiver.valid_until) == (RuleCode.R11, "Sekda", TODAY)


@pytest.mark.parametrize(
    ("column", "text", "code", "cell"),
    [
        ("NIP", "199001012015032009", "waiver_nip_unknown", "A2"),
        ("Kode Formasi", "F-9", "waiver_code_unknown", "B2"),
        ("Kode Formasi", "", "value_missing", "B2"),
        ("Syarat", "R99", "value_invalid", "C2"),
        ("Syarat", "masa jabatan", "value_invalid", "C2"),
        ("Syarat", "", "value_missing", "C2"),
        ("Pejabat Berwenang", "", "waiver_incomplete", "D2"),
        ("Nomor Dokumen", "", "waiver_incomplete", "E2"),
        ("Berlaku Sampai", "", "waiver_incomplete", "F2"),
        ("Berlaku Sampai", "31-31-2026", "value_invalid", "F2"),
        ("Alasan", "", "waiver_incomplete", "G2"),
    ],
)
def test_a_faulty_waiver_is_an_error_at_its_cell(
    tmp_path: Path, column: str, text: str, code: str, cell: str
) -> None:
    """One cell wrong, one error, and it names that cell."""
    problem, issues = check_tables(tmp_path, {"pengecualian": (HEAD, with_cell(column, text))})
    assert problem is None
    assert [(one.code, one.location.cell) for one in issues if one.is_error] == [(code, cell)]


@pytest.mark.parametrize("rule", sorted(NEVER_WAIVED))
def test_what_no_document_can_set_aside_is_refused(tmp_path: Path, rule: str) -> None:
    """Seats, one person one seat, the ban on personal data: the row is an error that says why."""
    _, issues = check_tables(tmp_path, {"pengecualian": (HEAD, with_cell("Syarat", rule))})
    (issue,) = found(issues, "waiver_refused")
    assert issue.location.cell == "C2"
    assert NEVER_WAIVED[rule] in issue.problem
    assert rule not in {code.name for code in WAIVABLE}


@pytest.mark.parametrize(
    ("end", "holds"), [("2026-11-23", True), ("2026-11-22", False), ("2027-01-01", True)]
)
def test_a_waiver_holds_to_the_end_of_its_last_day(tmp_path: Path, end: str, holds: bool) -> None:
    """Judged on 23 November 2026: that day still counts, the day before does not and is reported."""
    checked = check_tables(tmp_path, {"pengecualian": (HEAD, with_cell("Berlaku Sampai", end))})
    (waiver,) = problem_of(checked).waivers
    assert waiver.holds_on(TODAY) is holds
    assert cells(checked[1], "waiver_expired") == ([] if holds else ["F2"])


def test_the_same_waiver_twice_is_an_error_unless_one_is_expired(tmp_path: Path) -> None:
    """A renewal may stand beside the expired paper; two papers that hold are a contradiction."""
    expired = with_cell("Berlaku Sampai", "2026-01-01")
    assert len(problem_of(check_tables(tmp_path, {"pengecualian": (HEAD, expired, WHOLE)})).waivers) == 2
    _, issues = check_tables(tmp_path, {"pengecualian": (HEAD, WHOLE, WHOLE)})
    assert cells(issues, "waiver_duplicate") == ["A3"]


def test_the_order_of_rows_does_not_count(tmp_path: Path) -> None:
    """Waivers are sorted by person, post and rule; where they stood is all that differs."""
    other = (BUDI, "F-2", "R24", "Sekda", "800/2", "2026-12-31", "kebutuhan layanan")
    one, two = (
        problem_of(check_tables(tmp_path, {"pengecualian": (HEAD, *rows)})).waivers
        for rows in ((WHOLE, other), (other, WHOLE))
    )
    assert [replace(w, location=two[0].location) for w in one] == [
        replace(w, location=two[0].location) for w in two
    ]


def test_every_heading_is_free_of_others() -> None:
    """No alias of one column of the waivers stands for another column of theirs."""
    keys = field_keys(Role.WAIVERS)
    assert keys[heading_key("Berlaku s/d")][0] is Field.VALID_UNTIL
    assert {field for field, _ in keys.values()} == {
        Field.NIP,
        Field.CODE,
        Field.RULE,
        Field.AUTHORITY,
        Field.DOCUMENT,
        Field.VALID_UNTIL,
        Field.REASON,
    }
