"""How components fill a block: from a table over distinct values, or from sparse cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    IntArray = NDArray[np.int32]


def gather(table: NDArray[np.int16], rows: IntArray, columns: IntArray) -> IntArray:
    """Return table[rows × columns] as int32 (k, m); quick because the rows of a block repeat few values."""
    distinct, inverse = np.unique(rows, return_inverse=True)
    part: IntArray = table[distinct].take(columns, axis=1).astype(np.int32)
    return part.take(inverse, axis=0)


def half_up(numerator: NDArray[Any], denominator: NDArray[Any]) -> IntArray:
    """Return ⌊numerator / denominator + 1/2⌋, exact for non-negative integers (or floats of them) below 2⁵².

    Floats divide many times faster than integers. A quotient q + r/d lies at least 1/d below the next integer
    and rounding moves it by at most q·2⁻⁵³, so with q ≤ 10⁴ and d < 2³⁹ the floor is right.
    """
    half = 0.5 * denominator
    quotient = np.add(numerator, half, dtype=np.float64)
    quotient /= denominator
    result: IntArray = quotient.astype(np.int32)  # truncation is the floor, nothing being negative
    return result


@dataclass(frozen=True, slots=True)
class SparseCells:
    """Some cells of a rows × columns matrix: row i holds column[start[i] : start[i + 1]]."""

    start: NDArray[np.signedinteger]  # (n_rows + 1,)
    column: IntArray
    n_columns: int

    def within(
        self, rows: IntArray, columns: IntArray
    ) -> tuple[NDArray[np.int64], IntArray, NDArray[np.int64]]:
        """Return (row, column, position) of the cells inside a block: indices of the block, and of `column`.

        A row may be asked for more than once; columns are distinct.
        """
        count = self.start[rows + 1] - self.start[rows]
        row = np.repeat(np.arange(len(rows)), count)
        first = self.start[rows] - (np.cumsum(count) - count)
        position = np.arange(len(row)) + np.repeat(first, count)
        place = np.full(self.n_columns, -1, dtype=np.int32)
        place[columns] = np.arange(len(columns), dtype=np.int32)
        column = place[self.column[position]]
        inside = column >= 0
        return row[inside], column[inside], position[inside]


def sparse_cells(rows: Sequence[Sequence[int]], n_columns: int) -> SparseCells:
    """Build the cells from the columns of each row."""
    start = np.cumsum([0, *(len(row) for row in rows)], dtype=np.int64)
    flat = np.fromiter((column for row in rows for column in row), dtype=np.int32, count=int(start[-1]))
    return SparseCells(start, flat, n_columns)
