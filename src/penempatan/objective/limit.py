"""A limit of the round: a whole number for every pair, summed over the placements, between two bounds.

Which pairs a limit counts, and how much each, depends on the group of the employee and the group of the
vacancy alone (a dinas, a grade, "is the spouse", "everybody else"). So a limit is a small table of integers
over groups, whatever it is about, and 30 million pairs are looked up, not computed.
"""

from __future__ import annotations

from dataclasses import dataclass
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
class Limit:
    """at_least ≤ Σ weight[employee_group[i], vacancy_group[j]] over the placements (i, j) ≤ at_most."""

    key: str  # stable, such as "masuk:Dinas Kesehatan"
    label: str  # Indonesian, as a message names it
    employee_group: GroupArray  # (n_employees,)
    vacancy_group: GroupArray  # (n_kinds,) by kind of seats; the first ones are the vacancies
    weight: LongArray  # (employee groups, vacancy groups)
    at_least: int | None = None
    at_most: int | None = None

    def weights(self, employee: IntArray, vacancy: IntArray) -> LongArray:
        """Return (p,) what each pair counts."""
        counted: LongArray = self.weight[self.employee_group[employee], self.vacancy_group[vacancy]]
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
        return bool(self.weight[np.ix_(employees, np.unique(self.vacancy_group))].any())


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


class LimitTable:
    """All limits of a round over common groups: employees whom no limit tells apart share a row."""

    def __init__(self, limits: Sequence[Limit], n_employees: int, n_vacancies: int) -> None:
        self.limits = tuple(limits)
        self.employee, self._row = _common([one.employee_group for one in limits], n_employees)
        self.vacancy, self._column = _common([one.vacancy_group for one in limits], n_vacancies)

    @property
    def shape(self) -> tuple[int, int]:
        """Numbers of employee groups and vacancy groups."""
        return len(self._row), len(self._column)

    def weights(self, number: int) -> LongArray:
        """Return what limit `number` counts, by common group: `shape`."""
        limit = self.limits[number]
        rows, columns = limit.employee_group[self._row], limit.vacancy_group[self._column]
        weights: LongArray = limit.weight[np.ix_(rows, columns)]
        return weights

    def counting(self, number: int) -> NDArray[np.intp]:
        """Return the common employee groups for which limit `number` counts anything."""
        limit = self.limits[number]
        counting: NDArray[np.bool_] = (limit.weight != 0).max(axis=1)
        return np.flatnonzero(counting[limit.employee_group[self._row]])

    def total(self, prices: Sequence[int]) -> LongArray:
        """Return the price of a pair by common group, Σ price·weight over the limits: `shape`."""
        total = np.zeros(self.shape, np.int64)
        for number, price in enumerate(prices):
            if price:
                limit = self.limits[number]
                rows, columns = limit.employee_group[self._row], limit.vacancy_group[self._column]
                touched = np.flatnonzero(
                    (limit.weight != 0).max(axis=1)[rows]
                )  # a couple's limit touches two rows
                total[touched] += price * limit.weight[np.ix_(rows[touched], columns)]
        return total

    def of_pairs(self, table: NDArray[ScalarT], employee: IntArray, vacancy: IntArray) -> NDArray[ScalarT]:
        """Look up (p,) a table of `shape` for each pair."""
        found: NDArray[ScalarT] = table.ravel().take(
            self.employee.take(employee) * self.shape[1] + self.vacancy.take(vacancy)
        )
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
