"""The messy sample against intake: each planted trouble has the effect that its entry says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from penempatan.domain.employee import Employee
from penempatan.domain.issue import Issue, Location, Severity
from penempatan.domain.problem import PlacementProblem
from penempatan.domain.vacancy import Vacancy
from penempatan.intake.read import check_round
from penempatan.intake.sheets import column_letters
from penempatan.intake.sources import locate_round
from penempatan.sample.generate import generate_round
from penempatan.sample.round import Cell, Effect, PlantedTrouble, SampleRound, SampleSheet, TroubleKind
from penempatan.sample.write import write_round
from penempatan.settings.model import Settings

SEED, EMPLOYEES, VACANCIES = 11, 260, 70


@dataclass(frozen=True)
class Reading:
    """A round as intake read it."""

    made: SampleRound
    problem: PlacementProblem | None
    issues: tuple[Issue, ...]

    def complete(self) -> PlacementProblem:
        """Return the problem of a round without errors."""
        assert self.problem is not None, [issue for issue in self.issues if issue.is_error]
        return self.problem


def read(folder: Path, made: SampleRound) -> Reading:
    """Write a round and read it back."""
    write_round(folder, made)
    return Reading(made, *check_round(locate_round(folder), Settings(), date(2026, 11, 2)))


def undone(sheet: SampleSheet, troubles: list[PlantedTrouble]) -> SampleSheet:
    """Return the sheet with the clean values back in the cells of these troubles."""
    meant = {trouble.cell: trouble.meant for trouble in troubles if trouble.file == sheet.file}

    def mended(at: int, column: int, cell: Cell) -> Cell:
        return meant.get(f"{column_letters(column)}{at}", cell)

    rows = tuple(
        tuple(mended(at, column, cell) for column, cell in enumerate(row))
        for at, row in enumerate(sheet.rows, start=1)
    )
    return replace(sheet, rows=rows)


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """The round without troubles."""
    return read(tmp_path_factory.mktemp("bersih"), generate_round(EMPLOYEES, VACANCIES, SEED, False))


@pytest.fixture(scope="module")
def messy(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """The same round with its troubles."""
    return read(tmp_path_factory.mktemp("kotor"), generate_round(EMPLOYEES, VACANCIES, SEED, True))


@pytest.fixture(scope="module")
def mended(tmp_path_factory: pytest.TempPathFactory, messy: Reading) -> Reading:
    """The messy round after someone has corrected what was refused, and nothing else."""
    refused = [trouble for trouble in messy.made.troubles if trouble.effect is Effect.REFUSED]
    corrected = replace(
        messy.made,
        employees=undone(messy.made.employees, refused),
        vacancies=undone(messy.made.vacancies, refused),
    )
    return read(tmp_path_factory.mktemp("dibetulkan"), corrected)


def same_person(person: Employee) -> Employee:
    """Return a person without what may differ between hands: place in the file, spelling of the education."""
    educations = tuple(replace(one, raw="") for one in person.educations)
    return replace(person, location=Location(), educations=educations, name="", unit="")


def same_vacancy(vacancy: Vacancy) -> Vacancy:
    """Return a vacancy without its place in the file."""
    return replace(vacancy, location=Location())


def test_a_clean_sample_has_no_errors_and_no_warnings(clean: Reading) -> None:
    """What we generate ourselves is read without a complaint beyond notes."""
    assert clean.complete()
    assert [issue for issue in clean.issues if issue.severity is not Severity.NOTE] == []


def test_errors_are_the_planted_ones_cell_by_cell(messy: Reading) -> None:
    """Every refused trouble is an error at its cell, and nothing else is an error."""
    planted = {
        (trouble.file, trouble.cell) for trouble in messy.made.troubles if trouble.effect is Effect.REFUSED
    }
    found = {(issue.location.file, issue.location.cell) for issue in messy.issues if issue.is_error}
    assert messy.problem is None
    assert found == planted


def test_warnings_name_every_lost_value(mended: Reading) -> None:
    """Every trouble that costs a value is warned of at its cell, and nothing else is a warning."""
    planted = {
        (trouble.file, trouble.cell) for trouble in mended.made.troubles if trouble.effect is Effect.WARNED
    }
    found = {
        (issue.location.file, issue.location.cell)
        for issue in mended.issues
        if issue.severity is Severity.WARNING
    }
    assert found == planted


def test_the_corrected_round_is_the_clean_one(clean: Reading, mended: Reading) -> None:
    """Other spellings, titles, totals and signatures change nothing in who is read and what they have."""
    wanted, found = clean.complete(), mended.complete()
    assert [same_person(one) for one in found.employees] == [same_person(one) for one in wanted.employees]
    assert [same_vacancy(one) for one in found.vacancies] == [same_vacancy(one) for one in wanted.vacancies]


def test_names_and_units_differ_only_where_planted(clean: Reading, mended: Reading) -> None:
    """Text like a formula is kept as text, a lost unit is blank; all other names and units are the same."""
    odd_names = {
        trouble.planted for trouble in mended.made.troubles if trouble.kind is TroubleKind.FORMULA_TEXT
    }
    lost = {trouble.meant for trouble in mended.made.troubles if trouble.effect is Effect.WARNED}
    pairs = list(zip(clean.complete().employees, mended.complete().employees, strict=True))
    assert {found.name for wanted, found in pairs if found.name != wanted.name} == odd_names
    changed = [(wanted, found) for wanted, found in pairs if found.unit != wanted.unit]
    assert len(changed) == len([one for one in mended.made.troubles if one.effect is Effect.WARNED])
    assert all(found.unit == "" and wanted.unit in lost for wanted, found in changed)
