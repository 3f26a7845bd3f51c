"""A round laid out as rows and columns of a program, and how one basis is carried to the next program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from penempatan.assignment.mixed.program import AT_LOWER, AT_UPPER, BASIC, FIXED, Basis, Bounds
from penempatan.assignment.mixed.rows import Entries, LimitArcs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from penempatan.assignment.arcs import Arcs
    from penempatan.assignment.mixed.rows import Frame

    LongArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things stand in the program: columns are the pairs, then what elastic limits are missed by."""

    arcs: Arcs  # sorted by vacancy, then employee
    people: NDArray[np.int32]  # (rows,) employees, in the order of their rows
    posts: NDArray[np.int32]  # (rows,) vacancies, rows after the people
    limits: tuple[int, ...]  # numbers of the limits, in the order of their rows
    earlier: tuple[int, ...]  # numbers of the earlier tiers that need a row, in the order of these, last
    elastic: int  # columns of what elastic limits may be missed by

    @property
    def limit_row(self) -> int:
        """The first limit row."""
        return len(self.people) + len(self.posts)

    @property
    def earlier_row(self) -> int:
        """The first row of an earlier tier."""
        return self.limit_row + len(self.limits)

    def lacks(self, frame: Frame) -> bool:
        """Whether somebody who must have a place, or a vacancy whose seats must be taken, has no pair."""
        return bool(
            frame.keeps.sum() > frame.keeps[self.people].sum()
            or (frame.full & (frame.seats > 0)).sum() > (frame.full & (frame.seats > 0))[self.posts].sum()
        )

    @property
    def n_rows(self) -> int:
        """All rows."""
        return self.earlier_row + len(self.earlier)


def lay_out(frame: Frame, arcs: Arcs, limits: Sequence[int]) -> tuple[Layout, Entries, Bounds, Bounds]:
    """Return the layout of a program over a pool and some limits, its non-zeros, and the bounds of rows and
    columns.
    """
    people, person_row = np.unique(arcs.employee, return_inverse=True)
    posts, post_row = np.unique(arcs.vacancy, return_inverse=True)
    n = len(arcs)
    missable = [
        (row, sign)
        for row, number in enumerate(limits)
        if number in frame.elastic
        for sign, bound in ((1.0, frame.at_least[number]), (-1.0, frame.at_most[number]))
        if bound is not None
    ]
    earlier = tuple(number for number in range(len(frame.earlier)) if number not in frame.implied)
    layout = Layout(arcs, people, posts, tuple(limits), earlier, len(missable))
    entries = Entries()
    at, ones = np.arange(n), np.ones(n)
    entries.add(person_row.astype(np.int64), at, ones)
    entries.add(len(people) + post_row.astype(np.int64), at, ones)
    finder = LimitArcs(frame.table, arcs)
    for row, number in enumerate(limits, start=layout.limit_row):
        index, weight = finder.counted(number)
        entries.add(np.full(len(index), row), index, weight.astype(np.float64))
    for row, number in enumerate(earlier, start=layout.earlier_row):
        gain = frame.earlier[number][0].gain(*arcs.columns)
        index = np.flatnonzero(gain)
        entries.add(np.full(len(index), row), index, gain[index].astype(np.float64))
    for column, (row, sign) in enumerate(missable, start=n):
        entries.add(np.array([layout.limit_row + row]), np.array([column]), np.array([sign]))
    seats = frame.seats[posts].astype(np.float64)
    least = [frame.at_least[number] for number in limits]
    most = [frame.at_most[number] for number in limits]
    lower = np.r_[
        np.where(frame.keeps[people], 1.0, -np.inf),
        np.where(frame.full[posts], seats, -np.inf),
        [-np.inf if one is None else one for one in least],
        [frame.earlier[number][1] for number in earlier],
    ]
    upper = np.r_[
        np.ones(len(people)),
        seats,
        [np.inf if one is None else one for one in most],
        np.full(len(earlier), np.inf),
    ]
    columns = np.full(n + len(missable), np.inf)
    return layout, entries, Bounds(lower, upper), Bounds(np.zeros_like(columns), columns)


@dataclass(frozen=True, slots=True)
class Standing:
    """A basis and the layout it belongs to."""

    layout: Layout
    basis: Basis


def carried(old: Standing, new: Layout, rows: Bounds, n_employees: int) -> Basis:
    """Return the basis for another layout: new columns outside it, new rows loose."""
    column = np.full(len(new.arcs) + new.elastic, AT_LOWER, np.int8)
    keys = [
        one.arcs.vacancy.astype(np.int64) * max(n_employees, 1) + one.arcs.employee
        for one in (old.layout, new)
    ]
    found, place = _places(*keys)
    column[: len(new.arcs)][found] = old.basis.column[: len(old.layout.arcs)][place]
    row = np.full(new.n_rows, BASIC, np.int8)
    start = [0, 0]
    for before, after in (
        (old.layout.people, new.people),
        (old.layout.posts, new.posts),
        (np.array(old.layout.limits, np.int64), np.array(new.limits, np.int64)),
        (np.array(old.layout.earlier, np.int64), np.array(new.earlier, np.int64)),
    ):
        found, place = _places(before, after)
        row[start[1] : start[1] + len(after)][found] = old.basis.row[start[0] : start[0] + len(before)][place]
        start = [start[0] + len(before), start[1] + len(after)]
    bound = row != BASIC
    row[bound & (rows.lower == rows.upper)] = FIXED
    row[bound & np.isneginf(rows.lower)] = AT_UPPER
    row[bound & np.isposinf(rows.upper)] = AT_LOWER
    row[bound & (row == FIXED) & (rows.lower != rows.upper)] = AT_UPPER
    return Basis(column, row)


def _places(
    before: NDArray[np.int64] | NDArray[np.int32], after: NDArray[np.int64] | NDArray[np.int32]
) -> tuple[NDArray[np.bool_], NDArray[np.intp]]:
    """Return which of the later keys were there before, and where; both are sorted."""
    if not len(before):
        return np.zeros(len(after), np.bool_), np.empty(0, np.intp)
    place = np.minimum(np.searchsorted(before, after), len(before) - 1)
    found: NDArray[np.bool_] = before[place] == after
    return found, place[found]
