"""Cuts for two people whose places exclude each other: spouses who must work within reach of one another.

The limits say, place by place: one of them here and the other somewhere out of reach, at most one of the two.
If every place in S is out of reach of every place in T, then also: one in S and the other in T, at most one.
That follows from the limits of the places in S and in T, by the multipliers below, and it is all that two
people need (what excludes what is the complement of a bipartite graph, which is perfect: Lovász 1972).
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from penempatan.assignment.arcs import Arcs
    from penempatan.assignment.mixed.rows import Frame

    BoolArray = NDArray[np.bool_]
    FloatArray = NDArray[np.float64]
    Row = tuple[int, BoolArray, BoolArray]  # number of a limit, and the places of either that it counts

WHOLE = 1e-6
VIOLATED = 1e-3
MOST_PLACES = 10  # of one person in an optimum; more are beyond trying all sets of them


def couple_multipliers(base: Frame, arcs: Arcs, x: FloatArray) -> Iterator[tuple[int, dict[int, int]]]:
    """Yield the divisor and the multipliers, by number of limit, of cuts that an optimum does not keep."""
    columns = base.table.shape[1]
    for (one, other), rows in sorted(_families(base, arcs, x).items()):
        mass = [_mass(base, arcs, x, group, columns) for group in (one, other)]
        best = _heaviest(rows, *mass)
        if best is None:
            continue
        first, second = best
        by_first = _cover([(number, here) for number, here, there in rows if (there | ~second).all()], first)
        by_second = _cover([(number, there) for number, here, there in rows if (here | ~first).all()], second)
        if by_first is None or by_second is None or min(len(by_first), len(by_second)) < 2:
            continue
        s, t = len(by_first), len(by_second)
        yield s * t - 1, {**dict.fromkeys(by_first, t - 1), **dict.fromkeys(by_second, s - 1)}


def _families(base: Frame, arcs: Arcs, x: FloatArray) -> dict[tuple[int, int], list[Row]]:
    """Return the limits "at most one of the two" by the pair of people, where one is placed in fractions."""
    broken = (x > WHOLE) & (x < 1 - WHOLE)
    size = np.bincount(base.table.employee, minlength=base.table.shape[0])
    groups = np.unique(base.table.employee[arcs.employee[broken]])
    groups = groups[size[groups] == 1]
    found: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for number in base.use.touching(groups):
        if base.at_most[number] != 1 or base.at_least[number] is not None or number >= base.n_given:
            continue
        if base.limits[number].staying is not None:
            continue
        pair, weight = base.table.touched(number)
        if len(pair) == 2 and (size[pair] == 1).all() and np.isin(weight, (0, 1)).all():
            found[int(pair[0]), int(pair[1])].append((number, weight[0] > 0, weight[1] > 0))
    return found


def _mass(base: Frame, arcs: Arcs, x: FloatArray, group: int, columns: int) -> FloatArray:
    """Return (columns,) how much of a person is where."""
    index = np.flatnonzero((base.table.employee[arcs.employee] == group) & (x > WHOLE))
    return np.bincount(base.table.vacancy[arcs.vacancy[index]], x[index], columns).astype(np.float64)


def _heaviest(rows: list[Row], one: FloatArray, other: FloatArray) -> tuple[BoolArray, BoolArray] | None:
    """Return the places of either, all of which exclude each other, that hold the most; None: at most one."""
    excludes = np.zeros((len(one), len(other)), np.bool_)
    for _, here, there in rows:
        excludes |= here[:, None] & there[None, :]
    held = np.flatnonzero(one).tolist()
    best, found = 1 + VIOLATED, None
    if len(held) > MOST_PLACES:
        return None
    for count in range(1, len(held) + 1):
        for some in combinations(held, count):
            second = excludes[list(some)].all(axis=0)
            weight = float(one[list(some)].sum() + other[second].sum())
            if weight > best:
                first = np.zeros(len(one), np.bool_)
                first[list(some)] = True
                best, found = weight, (first, second & (other > 0))
    return found


def _cover(rows: list[tuple[int, BoolArray]], places: BoolArray) -> list[int] | None:
    """Return the numbers of rows that together count all places; None where they do not."""
    left, chosen = places.copy(), []
    for number, counted in sorted(rows, key=lambda row: (-int((row[1] & places).sum()), row[0])):
        if (counted & left).any():
            left &= ~counted
            chosen.append(number)
    return None if left.any() else chosen
