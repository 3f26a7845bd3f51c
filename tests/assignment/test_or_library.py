"""Published optima: the assignment problems of the OR-Library (Beasley 1990)."""

from __future__ import annotations

import csv
import gzip
from typing import TYPE_CHECKING

import numpy as np
import pytest
from small_rounds import INELIGIBLE, make_model

from penempatan.assignment.solve import solve
from penempatan.domain.plan import Termination
from penempatan.settings.model import Goal, SolveSettings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", ["assign100", "assign200", "assignp800"])
def test_published_optimum_is_reached_and_proved(name: str, shared_data: Path) -> None:
    """Filling every seat at least cost gives the published optimum, proved over all pairs."""
    folder = shared_data / "benchmarks"
    with (folder / "known_optima.csv").open(encoding="utf-8") as file:
        known = {row["file"].split("/")[-1]: int(row["known_value"]) for row in csv.DictReader(file)}
    with gzip.open(folder / "assign" / f"{name}.txt.gz", "rt") as file:
        size, *numbers = map(int, file.read().split())
    cost = np.full((size, size), -1, np.int64)
    if name.startswith("assignp"):
        arcs = np.array(numbers).reshape(-1, 3)
        cost[arcs[:, 0] - 1, arcs[:, 1] - 1] = arcs[:, 2]
    else:
        cost[:] = np.array(numbers).reshape(size, size)
    scores = np.where(cost < 0, INELIGIBLE, 10_000 - cost)
    solution = solve(make_model(scores, order=(Goal.PRIORITY, Goal.FIT)), SolveSettings())
    assert solution.termination is Termination.OPTIMAL
    assert (solution.vacancy_of >= 0).all()
    assert 10_000 * size - solution.total_score == known[f"{name}.txt"]
