"""What a plan must keep, pins taken out: people, seats, limits, and what earlier tiers have reached."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from penempatan.objective.limit import LimitTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from penempatan.assignment.arcs import Arcs
    from penempatan.assignment.model import AssignmentModel
    from penempatan.objective.limit import Limit
    from penempatan.objective.tiers import Tier

    IntArray = NDArray[np.int32]
    LongArray = NDArray[np.int64]
    FloatArray = NDArray[np.float64]
    BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Frame:
    """The round without its pins."""

    free: BoolArray  # (n_employees,) not pinned
    keeps: BoolArray  # (n_employees,) of the free ones: must have a place (mode penataan)
    seats: LongArray  # (n_vacancies,) left
    table: LimitTable
    at_least: tuple[int | None, ...]  # by limit, what the pins leave
    at_most: tuple[int | None, ...]
    full: BoolArray  # (n_vacancies,) whose seats must all be taken
    use: LimitUse
    earlier: tuple[tuple[Tier, int], ...] = ()  # tiers that may not fall below a value
    implied: frozenset[int] = frozenset()  # numbers of those that cannot, with what is left of the round
    n_given: int = 0  # limits of the round; what follows them are cuts
    elastic: frozenset[int] = frozenset()  # limits that may be missed, at a price: see `shortfall`

    @property
    def limits(self) -> tuple[Limit, ...]:
        """All limits of the round, those of the network too."""
        return self.table.limits

    def open_arcs(self, arcs: Arcs) -> Arcs:
        """Leave out the pairs of pinned people and full vacancies."""
        return arcs.take(self.free[arcs.employee] & (self.seats[arcs.vacancy] > 0))

    def violated(self, employee: IntArray, vacancy: IntArray) -> list[int]:
        """Return the numbers of the limits that placements (pins not counted) do not keep."""
        return self.broken(self.use.of(employee, vacancy, np.ones(len(employee))), 0.5)

    def broken(self, used: FloatArray, tolerance: float) -> list[int]:
        """Return the numbers of the limits whose sums (n_limits,) are outside their bounds."""
        least = np.array([-np.inf if one is None else one for one in self.at_least])
        most = np.array([np.inf if one is None else one for one in self.at_most])
        outside: list[int] = np.flatnonzero((used < least - tolerance) | (used > most + tolerance)).tolist()
        return outside

    def missed(self, employee: IntArray, vacancy: IntArray) -> int:
        """Return by how much placements miss the bounds of the elastic limits."""
        missed = 0
        for number in self.elastic:
            used = self.limits[number].used(employee, vacancy)
            least, most = self.at_least[number], self.at_most[number]
            missed += max(0, 0 if least is None else least - used, 0 if most is None else used - most)
        return missed

    def allows(self, plan: Arcs) -> bool:
        """Whether a plan keeps everything: one seat a person, places, openings, limits, earlier tiers."""
        return (
            len(self.open_arcs(plan)) == len(plan)
            and len(np.unique(plan.employee)) == len(plan)
            and bool(np.isin(np.flatnonzero(self.keeps), plan.employee).all())
            and bool((np.bincount(plan.vacancy, minlength=len(self.seats)) <= self.seats).all())
            and not set(self.violated(plan.employee, plan.vacancy)) - self.elastic
            and all(
                tier.value(plan.employee, plan.vacancy, plan.score) >= value for tier, value in self.earlier
            )
        )


def frame_of(model: AssignmentModel, limits: Sequence[Limit] | None = None) -> Frame:
    """Take the pins out of a round; `limits` instead of all that a choice could break when given."""
    fixed = np.array(model.pinned, np.int32).reshape(-1, 3)
    free = np.ones(model.n_employees, np.bool_)
    free[fixed[:, 0]] = False
    keeps = np.zeros(model.n_employees, np.bool_)
    if model.keeps_place is not None:  # whom a pin seats has a place already
        keeps = model.keeps_place & free
    seats = model.capacity - np.bincount(fixed[:, 1], minlength=model.n_vacancies)
    idle = model.sorted_limits.idle
    kept = tuple(one for one in model.limits if one.key not in idle) if limits is None else tuple(limits)
    used = [limit.used(fixed[:, 0], fixed[:, 1]) for limit in kept]
    table = LimitTable(kept, model.n_employees, model.n_vacancies)
    return Frame(
        free,
        keeps,
        seats,
        table,
        tuple(
            None if one.at_least is None else one.at_least - taken
            for one, taken in zip(kept, used, strict=True)
        ),
        tuple(
            None if one.at_most is None else one.at_most - taken
            for one, taken in zip(kept, used, strict=True)
        ),
        np.zeros(model.n_vacancies, np.bool_),
        LimitUse(table),
        n_given=len(kept),
    )


class LimitUse:
    """Sums up all limits at once: what each counts, by cell of the table, as one sparse matrix."""

    def __init__(self, table: LimitTable) -> None:
        rows, cells, weights = [np.empty(0, np.int64)], [np.empty(0, np.int64)], [np.empty(0, np.int64)]
        for number in range(len(table.limits)):
            groups, weight = table.touched(number)
            at, column = np.nonzero(weight)
            rows.append(np.full(len(at), number, np.int64))
            cells.append(groups[at] * table.shape[1] + column)
            weights.append(weight[at, column])
        self._table = table
        self._row = np.concatenate(rows)
        self._weight = np.concatenate(weights)
        self._columns = table.shape[1]
        self._cells, self._cell = np.unique(np.concatenate(cells), return_inverse=True)

    def of(self, employee: IntArray, vacancy: IntArray, x: FloatArray) -> FloatArray:
        """Return (n_limits,) the sum of each limit over pairs (p,) taken x (p,) times each."""
        n_limits = len(self._table.limits)
        if not len(self._cells):
            return self._staying(employee, vacancy, x)
        at = self._table.employee[employee] * self._table.shape[1] + self._table.vacancy[vacancy]
        place = np.minimum(np.searchsorted(self._cells, at), len(self._cells) - 1)
        counted = self._cells[place] == at
        taken = np.bincount(place[counted], x[counted], len(self._cells)).astype(np.float64)
        used = np.bincount(self._row, self._weight * taken[self._cell], n_limits)
        return used.astype(np.float64) + self._staying(employee, vacancy, x)

    def _staying(self, employee: IntArray, vacancy: IntArray, x: FloatArray) -> FloatArray:
        """Return (n_limits,) what staying adds to each."""
        added = np.zeros(len(self._table.limits))
        for number, limit in enumerate(self._table.limits):
            if limit.staying is not None:
                added[number] = limit.staying.extra * float(x @ limit.staying.among(employee, vacancy))
        return added

    def by_pair(self, employee: IntArray, vacancy: IntArray) -> list[Sequence[tuple[int, int]]]:
        """Return (p,) the limits that count each pair, and how much each counts."""
        at = self._table.employee[employee] * self._table.shape[1] + self._table.vacancy[vacancy]
        cells, place = np.unique(at, return_inverse=True)
        wanted = np.flatnonzero(np.isin(self._cells[self._cell], cells))
        by_cell: list[list[tuple[int, int]]] = [[] for _ in cells]
        if len(wanted):
            found = np.searchsorted(cells, self._cells[self._cell[wanted]])
            for cell, row, weight in zip(
                found.tolist(), self._row[wanted].tolist(), self._weight[wanted].tolist(), strict=True
            ):
                by_cell[cell].append((row, weight))
        counted: list[Sequence[tuple[int, int]]] = [by_cell[one] for one in place.tolist()]
        for number, limit in enumerate(self._table.limits):
            if limit.staying is not None:
                for pair in np.flatnonzero(limit.staying.among(employee, vacancy)).tolist():
                    counted[pair] = (*counted[pair], (number, limit.staying.extra))
        return counted

    def touching(self, groups: LongArray) -> list[int]:
        """Return the numbers of the limits that count pairs of some common employee groups."""
        counted = np.isin(self._cells // max(self._columns, 1), groups)
        numbers: list[int] = np.unique(self._row[counted[self._cell]]).tolist()
        return numbers


@dataclass(slots=True)
class Entries:
    """Non-zeros of a matrix while it grows, row by row."""

    row: list[NDArray[np.int64]] = field(default_factory=list)
    column: list[NDArray[np.int64]] = field(default_factory=list)
    value: list[FloatArray] = field(default_factory=list)

    def add(self, row: NDArray[np.int64], column: NDArray[np.int64], value: FloatArray) -> None:
        """Add some entries."""
        self.row.append(row)
        self.column.append(column)
        self.value.append(value)

    def joined(self) -> tuple[NDArray[np.int64], NDArray[np.int64], FloatArray]:
        """Return all of them: rows, columns, values."""
        none = np.empty(0, np.int64)
        return (
            np.concatenate([none, *self.row]),
            np.concatenate([none, *self.column]),
            np.concatenate([np.empty(0), *self.value]),
        )


class LimitArcs:
    """Finds the pairs that a limit counts without looking at all pairs for every limit."""

    def __init__(self, table: LimitTable, arcs: Arcs) -> None:
        group = table.employee[arcs.employee]
        self._table = table
        self._arcs = arcs
        self._order = np.argsort(group, kind="stable")
        self._start = np.searchsorted(group[self._order], np.arange(table.shape[0] + 1))

    def counted(self, number: int) -> tuple[NDArray[np.int64], LongArray]:
        """Return the positions (k,) of the pairs that a limit counts, and what each counts."""
        groups = self._table.counting(number)
        parts = [self._order[self._start[group] : self._start[group + 1]] for group in groups.tolist()]
        index = np.sort(np.concatenate([np.empty(0, np.int64), *parts]))
        weight = self._table.limits[number].weights(self._arcs.employee[index], self._arcs.vacancy[index])
        return index[weight != 0], weight[weight != 0]
