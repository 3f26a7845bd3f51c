"""The Dinas sheet: rows about a whole dinas, and rows that limit a single unit of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from written_rounds import Rows, cells, check_tables, problem_of

HEALTH = "Dinas Kesehatan"
HEAD = ("Dinas", "Unit Kerja", "Bezetting", "Keluar Maksimal", "Staf Minimal", "Rumpun", "Bobot Minat")


@pytest.mark.parametrize(
    ("dinas", "unit"), [(HEALTH, "Sekretariat"), (f"{HEALTH} | Sekretariat", ""), ("Dinkes", "Sekretariat")]
)
def test_a_row_may_be_about_a_unit(tmp_path: Path, dinas: str, unit: str) -> None:
    """The unit stands in its own column or behind a bar; the row of the dinas stays its own."""
    rows: Rows = (HEAD, (HEALTH, "", "20", "3", "15"), (dinas, unit, "9", "2", "7"))
    problem = problem_of(check_tables(tmp_path, {"dinas": rows}))
    (row,) = problem.units
    assert (row.name, row.incumbents, row.leave_max, row.staff_min) == (f"{HEALTH} | Sekretariat", 9, 2, 7)
    (whole,) = (one for one in problem.dinas if one.name == HEALTH)
    assert (whole.incumbents, whole.leave_max, whole.staff_min) == (20, 3, 15)


def test_a_unit_is_limited_once(tmp_path: Path) -> None:
    """A second row about the same unit is an error at its cell, however it is spelt."""
    rows: Rows = (HEAD, (HEALTH, "Sekretariat", "", "2"), (HEALTH, " SEKRETARIAT", "", "3"))
    assert cells(check_tables(tmp_path, {"dinas": rows})[1], "unit_duplicate") == ["A3"]


@pytest.mark.parametrize("extra", [("KESEHATAN",), ("", "5")])
def test_what_holds_for_a_whole_dinas_is_refused_on_a_unit(tmp_path: Path, extra: tuple[str, ...]) -> None:
    """Rumpun and weights of a unit would be dropped in silence; the row says where they belong."""
    rows: Rows = (HEAD, (HEALTH, "Sekretariat", "", "2", "", *extra))
    assert cells(check_tables(tmp_path, {"dinas": rows})[1], "unit_of_dinas_only") == ["A2"]
