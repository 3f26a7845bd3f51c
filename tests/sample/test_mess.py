"""Planted troubles: each where the list says, each undone by its own entry."""

from __future__ import annotations

from collections import Counter

import pytest

from penempatan.intake.sheets import column_letters
from penempatan.sample.generate import generate_round
from penempatan.sample.round import Cell, Effect, PlantedTrouble, SampleRound, SampleSheet, TroubleKind

ROWS_OF_NOBODY = {
    TroubleKind.TITLE_ROW,
    TroubleKind.NUMBERING_ROW,
    TroubleKind.BLANK_ROW,
    TroubleKind.GROUP_ROW,
    TroubleKind.TOTAL_ROW,
    TroubleKind.SIGNATURE_ROW,
}


@pytest.fixture(scope="module")
def messy() -> SampleRound:
    """A round large enough for every kind of trouble."""
    return generate_round(300, 60, 5, True)


def cells(sheet: SampleSheet) -> dict[str, Cell]:
    """Return the sheet by address."""
    return {
        f"{column_letters(column)}{at + 1}": cell
        for at, row in enumerate(sheet.rows)
        for column, cell in enumerate(row)
    }


def sheet_of(made: SampleRound, trouble: PlantedTrouble) -> SampleSheet:
    """Return the sheet that a trouble names."""
    return made.employees if trouble.file == made.employees.file else made.vacancies


def test_every_kind_of_trouble_is_planted(messy: SampleRound) -> None:
    """The list holds each kind at least once, and each effect."""
    assert {trouble.kind for trouble in messy.troubles} == set(TroubleKind)
    assert {trouble.effect for trouble in messy.troubles} == set(Effect)


def test_each_trouble_stands_where_the_list_says(messy: SampleRound) -> None:
    """The cell at the address holds what was planted, and no cell has two troubles."""
    by_file = {sheet.file: cells(sheet) for sheet in (messy.employees, messy.vacancies)}
    for trouble in messy.troubles:
        found = by_file[trouble.file].get(trouble.cell)
        assert ("" if found is None else str(found)) == trouble.planted, trouble
    places = Counter((trouble.file, trouble.cell) for trouble in messy.troubles)
    assert set(places.values()) == {1}


def test_undoing_the_list_gives_the_clean_round_back(messy: SampleRound) -> None:
    """Nothing was changed that the list does not tell."""
    clean = generate_round(300, 60, 5, False)
    for dirty_sheet, clean_sheet in ((messy.employees, clean.employees), (messy.vacancies, clean.vacancies)):
        planted = [trouble for trouble in messy.troubles if trouble.file == dirty_sheet.file]
        meant = {trouble.cell: trouble.meant for trouble in planted if trouble.kind not in ROWS_OF_NOBODY}
        nobody = {int(trouble.cell[1:]) for trouble in planted if trouble.kind in ROWS_OF_NOBODY}
        rows = []
        for at, row in enumerate(dirty_sheet.rows, start=1):
            if at not in nobody:
                mended = [
                    meant.get(f"{column_letters(column)}{at}", "" if cell is None else str(cell))
                    for column, cell in enumerate(row)
                ]
                rows.append(mended[1:-1])  # without the running number and the remarks
        expected = [["" if cell is None else str(cell) for cell in row] for row in clean_sheet.rows]
        assert rows == expected


def test_a_number_kept_as_a_number_has_lost_its_last_digits(messy: SampleRound) -> None:
    """The planted cell is a float of fifteen true digits and three zeros, as Excel leaves it."""
    kinds = [trouble for trouble in messy.troubles if trouble.kind is TroubleKind.NIP_NUMBER]
    assert kinds
    for trouble in kinds:
        planted = cells(messy.employees)[trouble.cell]
        assert isinstance(planted, float)
        assert planted == float(f"{trouble.meant[:15]}000")
        assert int(planted) != int(trouble.meant)
