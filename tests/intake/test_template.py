"""The template reads back as what was typed into it."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from written_rounds import SITI, TODAY

from penempatan.intake.columns import Field, Role, field_keys, heading_key
from penempatan.intake.read import check_round
from penempatan.intake.sources import locate_round
from penempatan.intake.template import write_template
from penempatan.intake.template_columns import TABLES
from penempatan.settings.model import Settings


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """Return a fresh template."""
    path = tmp_path / "templat.xlsx"
    write_template(path)
    return path


def test_an_empty_template_complains_of_nothing_but_emptiness(template: Path) -> None:
    """Headings, lists and instructions read back without a complaint; two required tables are empty."""
    problem, issues = check_round(locate_round(template), Settings(), TODAY)
    assert problem is None
    assert [(issue.code, issue.location.sheet) for issue in issues] == [
        ("table_empty", "Pegawai"),
        ("table_empty", "Formasi"),
    ]


def test_the_examples_of_the_template_are_themselves_right(template: Path) -> None:
    """Typing every example under its heading gives a round without error or warning."""
    workbook = openpyxl.load_workbook(template)
    for role, columns in TABLES.items():
        sheet = workbook[role.value.capitalize()]
        for index, column in enumerate(columns, start=1):
            sheet.cell(2, index).value = column.example or None
    workbook.save(template)
    problem, issues = check_round(locate_round(template), Settings(), TODAY)
    assert problem is not None
    assert sorted(issue.code for issue in issues if issue.severity.value != "Catatan") == [
        "preferences_twice",
        "relative_unknown",  # one person alone has no relative in the round
    ]
    (person,) = problem.employees
    assert person.id == SITI.replace("032001", "031001")
    assert person.preferences == ("F-001",)
    assert problem.vacancies[0].openings == 2
    assert [lock.employee_id for lock in problem.locks] == [person.id]


def test_every_template_heading_is_read_as_its_field() -> None:
    """A heading of the template is an accepted heading of that very table."""
    for role, columns in TABLES.items():
        for column in columns:
            assert field_keys(role)[heading_key(column.field.value)][0] is column.field


def test_nip_columns_are_text_and_lists_are_names(template: Path) -> None:
    """The NIP column has the format Teks; drop-downs use defined names on a hidden sheet."""
    workbook = openpyxl.load_workbook(template)
    for role in (Role.EMPLOYEES, Role.COMPETENCIES, Role.PREFERENCES, Role.LOCKS):
        sheet = workbook[role.value.capitalize()]
        assert sheet["A1"].value == Field.NIP.value
        assert sheet.column_dimensions["A"].number_format == "@"
        assert sheet["A1"].comment is not None
    assert workbook["Rujukan"].sheet_state == "hidden"
    rules = workbook["Pegawai"].data_validations.dataValidation
    names = {rule.formula1.lstrip("=") for rule in rules}
    assert names <= set(workbook.defined_names)
    assert len(names) > 5


def test_two_templates_are_the_same_bytes(tmp_path: Path) -> None:
    """No clock and no chance in the file."""
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    write_template(first)
    write_template(second)
    assert first.read_bytes() == second.read_bytes()
