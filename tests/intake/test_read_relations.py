"""Relatives as hubungan.* names them: pairs count once, strangers and mistakes are said by their cell."""

from __future__ import annotations

from pathlib import Path

import pytest
from written_rounds import BUDI, SITI, Rows, check_tables, check_workbook, found, problem_of

HEAD = ("NIP", "NIP Kerabat")
STRANGER = "199001012015032009"


def test_pairs_are_read_once_and_in_order(tmp_path: Path) -> None:
    """A pair written both ways round is one pair; the second line is noted, not dropped in silence."""
    checked = check_tables(tmp_path, {"hubungan": (HEAD, (SITI, BUDI), (BUDI, SITI))})
    assert problem_of(checked).relatives == (tuple(sorted((SITI, BUDI))),)
    assert [one.location.cell for one in found(checked[1], "relative_duplicate")] == ["B3"]


def test_a_sheet_of_the_round_workbook_serves_as_well(tmp_path: Path) -> None:
    """The sheet Hubungan of the one workbook, with another heading."""
    rows: Rows = (("NIP", "NIP Keluarga"), (SITI, BUDI))
    assert len(problem_of(check_workbook(tmp_path, {"Hubungan": rows})).relatives) == 1


@pytest.mark.parametrize(
    ("row", "code", "cell"),
    [
        ((SITI, STRANGER), "relative_unknown", "B2"),
        ((STRANGER, SITI), "relative_unknown", "A2"),
        ((SITI, SITI), "relative_self", "B2"),
        ((SITI, ""), "nip_missing", "B2"),
    ],
)
def test_what_is_no_pair_of_the_round_is_said_by_its_cell(
    tmp_path: Path, row: tuple[str, str], code: str, cell: str
) -> None:
    """Unknown people are a warning, for relatives may be outside the round; the rest are errors."""
    problem, issues = check_tables(tmp_path, {"hubungan": (HEAD, row)})
    assert [one.location.cell for one in found(issues, code)] == [cell]
    assert problem is None or problem.relatives == ()
    assert (problem is None) == (code != "relative_unknown")


def test_a_round_without_the_table_has_no_relatives(tmp_path: Path) -> None:
    """The table is optional."""
    assert problem_of(check_tables(tmp_path, {})).relatives == ()
