"""Component `kinerja`: the latest performance rating."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from penempatan.domain.employee import PerformanceRating
from penempatan.scoring.component import Points
from penempatan.settings.model import ComponentKey

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from penempatan.domain.problem import PlacementProblem
    from penempatan.settings.model import Settings

    IntArray = NDArray[np.int32]
    BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class PerformancePart:
    """The component: one value a person, the same for every vacancy."""

    latest: tuple[PerformanceRating | None, ...]  # (n_employees,)
    value: IntArray  # (n_employees,)
    missing: BoolArray  # (n_employees,)
    asked: BoolArray

    @property
    def key(self) -> ComponentKey:
        """Which component this is."""
        return ComponentKey.PERFORMANCE

    @property
    def kind(self) -> IntArray:
        """(n_vacancies,) All alike."""
        return np.zeros(len(self.asked), np.int32)

    def values(self, employees: IntArray, vacancies: IntArray) -> IntArray:
        """Return the (k, m) points, a view."""
        return np.broadcast_to(self.value[employees][:, None], (len(employees), len(vacancies)))

    def points(self, employees: IntArray, vacancies: IntArray) -> Points:
        """Return the points of a block; missing where no rating is given."""
        return Points(self.values(employees, vacancies), self.missing[employees][:, None])

    def describe(self, employee: int, vacancy: int) -> str:
        """Name the rating."""
        latest = self.latest[employee]
        return "predikat kinerja tidak diketahui" if latest is None else f"predikat {latest.label}"


def performance_part(problem: PlacementProblem, settings: Settings) -> PerformancePart:
    """Read the latest rating of each person."""
    points = settings.performance
    by_rating = {
        None: settings.neutral.performance,
        PerformanceRating.VERY_GOOD: points.very_good,
        PerformanceRating.GOOD: points.good,
        PerformanceRating.NEEDS_IMPROVEMENT: points.needs_improvement,
        PerformanceRating.POOR: points.poor,
        PerformanceRating.VERY_POOR: points.very_poor,
    }
    latest = tuple(one.performance[0] if one.performance else None for one in problem.employees)
    value = np.array([by_rating[rating] for rating in latest], dtype=np.int32)
    asked = np.full(len(problem.vacancies), "performance" in problem.columns.employee)
    missing = np.array([rating is None for rating in latest], dtype=np.bool_)
    return PerformancePart(latest, value, missing, asked)
