"""Published optima of the OR-Library's assignment problems (Beasley 1990), reached and proved.

    python benchmarks/or_library.py ../shared/data/benchmarks

The folder holds `assign/*.txt.gz` and `known_optima.csv`.
"""

from __future__ import annotations

import csv
import gzip
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from penempatan.assignment.model import AssignmentModel
from penempatan.assignment.solve import solve
from penempatan.domain.plan import Termination
from penempatan.objective.goals import Goals
from penempatan.scoring.pairs import PairBlock, StoredPairs
from penempatan.settings.model import Goal, SolveSettings

if TYPE_CHECKING:
    from numpy.typing import NDArray

WORTH = 10_000  # score = WORTH − cost: minimising the cost of a full assignment is maximising the score


def read_arcs(path: Path) -> tuple[int, NDArray[np.int64]]:
    """Return the size and the (arcs, 3) table of row, column (from 0) and cost."""
    with gzip.open(path, "rt", encoding="ascii") as file:
        size, *numbers = map(int, file.read().split())
    if path.name.startswith("assignp"):
        arcs = np.array(numbers, np.int64).reshape(-1, 3)
        return size, arcs - np.array([1, 1, 0])
    rows, columns = np.divmod(np.arange(size * size), size)
    return size, np.column_stack([rows, columns, np.array(numbers, np.int64)])


def model_of(size: int, arcs: NDArray[np.int64]) -> AssignmentModel:
    """Return the round: every seat to be filled, then the best total."""
    rows, columns, cost = arcs.T
    nobody, lots = np.zeros(size, np.int64), np.zeros(size, np.uint64)
    goals = Goals((Goal.PRIORITY, Goal.FIT), nobody + 1, nobody, nobody, nobody, lots, lots)
    block = PairBlock(
        rows.astype(np.int32),
        columns.astype(np.int32),
        (WORTH - cost).astype(np.int32),
        np.zeros(len(arcs), np.bool_),
    )
    return AssignmentModel(size, size, nobody + 1, StoredPairs(block), goals, (), ())


def main() -> None:
    """Solve every problem that has a known optimum."""
    folder = Path(sys.argv[1])
    with (folder / "known_optima.csv").open(encoding="utf-8") as file:
        known = {Path(row["file"]).name: int(row["known_value"]) for row in csv.DictReader(file)}
    print(f"{'problem':12}{'size':>7}{'pairs':>10}{'known':>8}{'ours':>8}{'seconds':>9}{'rounds':>8}")
    for name, optimum in known.items():
        size, arcs = read_arcs(folder / "assign" / f"{name}.gz")
        model = model_of(size, arcs)
        start = time.perf_counter()
        solution = solve(model, SolveSettings())
        seconds = time.perf_counter() - start
        cost = WORTH * size - solution.total_score
        print(
            f"{name.removesuffix('.txt'):12}{size:7,}{len(arcs):10,}{optimum:8,}{cost:8,}{seconds:9.2f}"
            f"{solution.statistics.pricing_rounds:8}"
        )
        assert cost == optimum
        assert solution.termination is Termination.OPTIMAL


if __name__ == "__main__":
    main()
