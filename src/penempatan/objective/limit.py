"""A limit of the round: a whole number for every pair, summed over the placements, between two bounds.

Which pairs a limit counts, and how much each, depends on the group of the employee and the group of the
vacancy alone (a dinas, a grade, "is the spouse", "everybody else"). So a limit is a small table of integers
over groups, whatever it is about, and 30 million pairs are looked up, not computed. One thing would make that
table large: whether a person stays in the present post, which nobody else shares. That is said beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    ScalarT = TypeVar("ScalarT", bound=np.generic)
    IntArray = NDArray[np.int32]
    LongArray = NDArray[np.int64]
    GroupArray = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Staying:
    """What pairs that mean staying count on top of the table: those with post[vacancy] = home[employee]."""

    home: IntArray  # (n_employees,) the present post, −1 where none is on the map
    post: IntArray  # (n_kinds,) whose seats each kind is
    extra: int

    def among(self, employee: IntArray, vacancy: IntArray) -> NDArray[np.bool_]:
        """Return (p,) which pairs mean staying."""
        stays: NDArray[np.bool_] = self.home.take(employee) == self.post.take(vacancy)
        return stays


@dataclass(frozen=True, slots=True, eq=False)
class Limit:
    """at_least ≤ Σ weight[employee_group[i], vacancy_group[j]] over the placements (i, j) ≤ at_most.

    With `staying`, placements in the present post count so much more (or less).
    """

    key: str  # stable, such as "masuk:Dinas Kesehatan"
    label: str  # Indonesian, as a message names it
    employee_group: GroupArray  # (n_employees,)
    vacancy_group: GroupArray  # (n_kinds,) by kind of seats; the first ones are the vacancies
    weight: LongArray  # (employee groups, vacancy groups)
    at_least: int | None = None
    at_most: int | None = None
    staying: Staying | None = None

    def weights(self, employee: IntArray, vacancy: IntArray) -> LongArray:
        """Return (p,) what each pair counts."""
        counted: LongArray = self.weight[self.employee_group[employee], self.vacancy_group[vacancy]]
        if self.staying is not None:
            counted = counted + self.staying.extra * self.staying.among(employee, vacancy)
        return counted

    def used(self, employee: IntArray, vacancy: IntArray) -> int:
        """Return what the placements (p,) add up to."""
        return int(self.weights(employee, vacancy).sum())

    def holds(self, used: int) -> bool:
        """Whether a sum is within the bounds."""
        return (self.at_least is None or used >= self.at_least) and (
            self.at_most is None or used <= self.at_most
        )

    @property
    def counts_something(self) -> bool:
        """Whether any pair of the round, eligible or not, counts at all."""
        employees = np.unique(self.employee_group)
        counts = bool(self.weight[np.ix_(employees, np.unique(self.vacancy_group))].any())
        return counts or self.staying is not None

    @property
    def heaviest(self) -> int:
        """The largest absolute weight that a pair can have."""
        return int(np.abs(self.weight).max(initial=0)) + (abs(self.staying.extra) if self.staying else 0)

    @property
    def only_fills(self) -> bool:
        """Whether no pair counts below zero."""
        least = int(self.weight.min(initial=0)) if self.staying is None else int(self.weight.min(initial=1))
        return least + (min(0, self.staying.extra) if self.staying else 0) >= 0


def between(
    key: str,
    label: str,
    employees: NDArray[np.bool_],
    vacancies: NDArray[np.bool_],
    *,
    at_least: int | None = None,
    at_most: int | None = None,
) -> Limit:
    """Return a limit that counts 1 for each placement of some employees (n_employees,) in some vacancies."""
    return Limit(
        key,
        label,
        employees.astype(np.int32),
        vacancies.astype(np.int32),
        np.array([[0, 0], [0, 1]], np.int64),
        at_least,
        at_most,
    )


@dataclass(frozen=True, slots=True)
class PairTotals:
    """What limits at given prices come to for every pair: a table by common groups, and staying beside it."""

    employee: NDArray[np.int64]  # (n_employees,) common group
    vacancy: NDArray[np.int64]  # (n_kinds,)
    table: LongArray
    staying: tuple[Staying, ...]  # `extra` times the price

    def of(self, employee: IntArray, vacancy: IntArray) -> LongArray:
        """Return (p,) the total of each pair."""
        total = _looked_up(self.table, self.employee.take(employee), self.vacancy.take(vacancy))
        for one in self.staying:
            total += one.extra * one.among(employee, vacancy)
        return total

    @property
    def least(self) -> int:
        """A number, at most 0, that no total falls below."""
        return int(self.table.min(initial=0)) + sum(min(0, one.extra) for one in self.staying)

    def any(self) -> bool:
        """Whether any pair has a total but zero."""
        return bool(self.table.any()) or bool(self.staying)


class LimitTable:
    """All limits of a round over common groups: employees whom no limit tells apart share a row.

    What staying counts is not in the table.
    """

    def __init__(self, limits: Sequence[Limit], n_employees: int, n_vacancies: int) -> None:
        self.limits = tuple(limits)
        self.employee, self._row = _common([one.employee_group for one in limits], n_employees)
        self.vacancy, self._column = _common([one.vacancy_group for one in limits], n_vacancies)

    @property
    def shape(self) -> tuple[int, int]:
        """Numbers of employee groups and vacancy groups."""
        return len(self._row), len(self._column)

    def weights(self, number: int) -> LongArray:
        """Return what limit `number` counts, by common group and but for staying: `shape`."""
        limit = self.limits[number]
        rows, columns = limit.employee_group[self._row], limit.vacancy_group[self._column]
        weights: LongArray = limit.weight[np.ix_(rows, columns)]
        return weights

    def counting(self, number: int) -> NDArray[np.intp]:
        """Return the common employee groups for which limit `number` counts anything."""
        limit = self.limits[number]
        counting: NDArray[np.bool_] = (limit.weight != 0).max(axis=1) | (limit.staying is not None)
        return np.flatnonzero(counting[limit.employee_group[self._row]])

    def touched(self, number: int) -> tuple[NDArray[np.intp], LongArray]:
        """Return the common employee groups (k,) that limit `number` counts, and its weights (k, columns),
        but for staying.
        """
        limit, groups = self.limits[number], self.counting(number)
        weights: LongArray = limit.weight[
            np.ix_(limit.employee_group[self._row[groups]], limit.vacancy_group[self._column])
        ]
        return groups, weights

    def total(self, prices: Sequence[int]) -> PairTotals:
        """Return the price of every pair, Σ price·weight over the limits."""
        total = np.zeros(self.shape, np.int64)
        for number, price in enumerate(prices):
            if price:
                groups, weights = self.touched(number)  # a couple's limit touches two rows
                total[groups] += price * weights
        staying = tuple(
            replace(limit.staying, extra=price * limit.staying.extra)
            for limit, price in zip(self.limits, prices, strict=True)
            if price and limit.staying is not None
        )
        return PairTotals(self.employee, self.vacancy, total, staying)

    def of_pairs(self, table: NDArray[ScalarT], employee: IntArray, vacancy: IntArray) -> NDArray[ScalarT]:
        """Look up (p,) a table of `shape` for each pair."""
        return _looked_up(table, self.employee.take(employee), self.vacancy.take(vacancy))


def _looked_up(
    table: NDArray[ScalarT], row: NDArray[np.int64], column: NDArray[np.int64]
) -> NDArray[ScalarT]:
    found: NDArray[ScalarT] = table.ravel().take(row * table.shape[1] + column)
    return found


def _common(groups: Sequence[GroupArray], size: int) -> tuple[NDArray[np.int64], NDArray[np.intp]]:
    """Return (size,) the common group of each member, and a member that stands for each common group."""
    distinct = list({id(one): one for one in groups}.values())
    if not distinct or not size:
        return np.zeros(size, np.int64), np.zeros(min(size, 1), np.intp)
    common = np.zeros(size, np.int64)
    for one in distinct:  # refined one by one: the numbers stay below the number of members
        _, common = np.unique(common * (int(one.max()) + 1) + one, return_inverse=True)
    _, first = np.unique(common, return_index=True)
    return common, first
