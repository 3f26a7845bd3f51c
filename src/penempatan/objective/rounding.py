"""Limits that follow from others by rounding: see `assignment.mixed.cuts` and `verification.cuts`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from penempatan.objective.limit import Limit, LimitTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    LongArray = NDArray[np.int64]


def rounded(
    key: str,
    divisor: int,
    employee: LongArray,
    vacancy: LongArray,
    limits: Sequence[tuple[Limit, int]],
    *,
    at_most: int,
) -> Limit:
    """Return the limit that adds up multiples of rows, divides by `divisor` and rounds every weight down.

    `employee` (n_employees,) and `vacancy` (n_kinds,) multiply the rows of people and seats. No limit may
    count staying on top of its table.
    """
    table = LimitTable([limit for limit, _ in limits], len(employee), len(vacancy))
    total = table.total([multiplier for _, multiplier in limits]).table
    sides = []
    for own, common in ((employee, table.employee), (vacancy, table.vacancy)):
        values, number = np.unique(own, return_inverse=True)
        joint, group = np.unique(common * len(values) + number, return_inverse=True)
        sides.append((group.astype(np.int32), joint // len(values), values[joint % len(values)]))
    (people, row, by_row), (seats, column, by_column) = sides
    weight = (total[np.ix_(row, column)] + by_row[:, None] + by_column[None, :]) // divisor
    return Limit(key, key, people, seats, weight, at_most=at_most)
