"""The limits beside the network, counted anew for a plan in which few people have changed places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from penempatan.assignment.model import AssignmentModel, Solution
    from penempatan.objective.limit import Limit

    IntArray = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class BesideLimits:
    """The limits that are no groups of the network, and what a plan has used of each."""

    limits: tuple[Limit, ...]
    used: tuple[int, ...]
    concerning: dict[int, tuple[int, ...]]  # employee → numbers of the limits that count any of their pairs
    vacancy_of: IntArray  # (n_employees,) of the plan, −1 without a seat

    @classmethod
    def of(cls, model: AssignmentModel, solution: Solution) -> BesideLimits:
        """Count the plan once."""
        limits = model.sorted_limits.side
        seated = np.flatnonzero(solution.vacancy_of >= 0).astype(np.int32)
        concerning: dict[int, list[int]] = {}
        for number, limit in enumerate(limits):
            counts = (limit.weight != 0).any(axis=1)[limit.employee_group]
            for employee in np.flatnonzero(counts).tolist():
                concerning.setdefault(employee, []).append(number)
        return cls(
            limits,
            tuple(limit.used(seated, solution.vacancy_of[seated]) for limit in limits),
            {employee: tuple(numbers) for employee, numbers in concerning.items()},
            solution.vacancy_of,
        )

    def hold(self, changed: dict[int, int]) -> bool:
        """Whether every limit holds once some employees have a new vacancy (−1: none)."""
        change: dict[int, int] = {}
        for employee, vacancy in changed.items():
            before = int(self.vacancy_of[employee])
            for number in self.concerning.get(employee, ()):
                weight, group = self.limits[number].weight, self.limits[number].vacancy_group
                row = weight[self.limits[number].employee_group[employee]]
                gained = int(row[group[vacancy]]) if vacancy >= 0 else 0
                lost = int(row[group[before]]) if before >= 0 else 0
                change[number] = change.get(number, 0) + gained - lost
        return all(self.limits[number].holds(self.used[number] + one) for number, one in change.items())
