"""Component `luar`: scores that come from outside, such as an assessment centre."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from penempatan.scoring.blocks import SparseCells
from penempatan.scoring.component import Cells, Points
from penempatan.settings.model import ComponentKey

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from penempatan.domain.problem import PlacementProblem
    from penempatan.settings.model import Settings

    IntArray = NDArray[np.int32]
    BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class ExternalPart:
    """The component: the listed pairs and their points."""

    listed: SparseCells  # employee × vacancy
    score: IntArray  # (listed pairs,) hundredths
    neutral: int
    asked: BoolArray

    @property
    def key(self) -> ComponentKey:
        """Which component this is."""
        return ComponentKey.EXTERNAL

    @property
    def kind(self) -> IntArray:
        """(n_vacancies,) All alike: the listed pairs are the exceptions."""
        return np.zeros(len(self.asked), np.int32)

    def values(self, employees: IntArray, vacancies: IntArray) -> IntArray:
        """Return the (k, m) points."""
        value = np.full((len(employees), len(vacancies)), self.neutral, dtype=np.int32)
        row, column, position = self.listed.within(employees, vacancies)
        value[row, column] = self.score[position]
        return value

    def usual(self, employees: IntArray, vacancies: IntArray) -> IntArray:
        """Return the (k, m) points of pairs that are not listed, a view."""
        return np.broadcast_to(np.int32(self.neutral), (len(employees), len(vacancies)))

    def exceptions(self, employees: IntArray, vacancies: IntArray) -> Cells:
        """Return the listed cells."""
        row, column, position = self.listed.within(employees, vacancies)
        return Cells(row, column, self.score[position])

    def points(self, employees: IntArray, vacancies: IntArray) -> Points:
        """Return the points of a block; missing where the pair is not listed."""
        missing = np.ones((len(employees), len(vacancies)), dtype=np.bool_)
        row, column, _ = self.listed.within(employees, vacancies)
        missing[row, column] = False
        return Points(self.values(employees, vacancies), missing)

    def describe(self, employee: int, vacancy: int) -> str:
        """Say whether the pair is listed."""
        row, _, _ = self.listed.within(np.array([employee], np.int32), np.array([vacancy], np.int32))
        return "skor luar" if len(row) else "tidak tercantum pada skor luar"


def external_part(problem: PlacementProblem, settings: Settings) -> ExternalPart:
    """Sort the listed pairs by person and vacancy; a vacancy with any listed score asks for the component."""
    employee = {one.id: index for index, one in enumerate(problem.employees)}
    vacancy = {one.code: index for index, one in enumerate(problem.vacancies)}
    scores, size = problem.external_scores, len(problem.external_scores)
    row = np.fromiter((employee[one.employee_id] for one in scores), dtype=np.int32, count=size)
    column = np.fromiter((vacancy[one.vacancy_code] for one in scores), dtype=np.int32, count=size)
    points = np.fromiter((one.points for one in scores), dtype=np.int32, count=size)
    order = np.lexsort((column, row))
    start = np.searchsorted(row[order], np.arange(len(employee) + 1)).astype(np.int64)
    asked = np.zeros(len(vacancy), dtype=np.bool_)
    asked[column] = True
    listed = SparseCells(start, column[order], len(vacancy))
    return ExternalPart(listed, points[order], settings.neutral.external, asked)
