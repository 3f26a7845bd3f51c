"""The eligible pairs in vacancy order, and where the plan put everybody: what every explanation looks up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from penempatan.domain.plan import PlacementPlan
    from penempatan.domain.problem import PlacementProblem
    from penempatan.scoring.pairs import PairBlock

    IntArray = NDArray[np.int32]
    ShortArray = NDArray[np.int16]
    LongArray = NDArray[np.int64]

_RADIX_LIMIT = 1 << 16  # numpy sorts 16-bit keys by radix: linear, and stable


@dataclass(frozen=True, slots=True)
class ByVacancy:
    """Eligible pairs grouped by vacancy; `of(j)` gives the people of one vacancy in no promised order."""

    start: LongArray  # (n_vacancies + 1,)
    employee: IntArray  # (n_pairs,)
    score: ShortArray  # (n_pairs,) hundredths; 10000 fits

    def of(self, vacancy: int) -> tuple[IntArray, ShortArray]:
        """Return the eligible people of a vacancy, (k,) indices and (k,) scores."""
        part = slice(self.start[vacancy], self.start[vacancy + 1])
        return self.employee[part], self.score[part]


@dataclass(frozen=True, slots=True)
class Seating:
    """Where the plan put everybody, as arrays."""

    vacancy_of: IntArray  # (n_employees,) vacancy index, −1 unplaced
    employee: IntArray  # (n_placements,) in the order of plan.placements
    vacancy: IntArray  # (n_placements,)
    score: IntArray  # (n_placements,) hundredths
    pinned: NDArray[np.bool_]  # (n_placements,)
    filled: LongArray  # (n_vacancies,) seats filled


def group_by_vacancy(block: PairBlock, n_vacancies: int) -> ByVacancy:
    """Sort the pairs by vacancy; about 0.2 s for 6 million pairs."""
    key = block.vacancy.astype(np.uint16) if n_vacancies <= _RADIX_LIMIT else block.vacancy
    order = np.argsort(key, kind="stable")
    start = np.zeros(n_vacancies + 1, dtype=np.int64)
    np.cumsum(np.bincount(block.vacancy, minlength=n_vacancies), out=start[1:])
    return ByVacancy(start, block.employee[order], block.score.astype(np.int16)[order])


def seating_of(problem: PlacementProblem, plan: PlacementPlan) -> Seating:
    """Turn the plan's ids into positions."""
    employee_index = {one.id: index for index, one in enumerate(problem.employees)}
    vacancy_index = {one.code: index for index, one in enumerate(problem.vacancies)}
    employee = np.array([employee_index[one.employee_id] for one in plan.placements], dtype=np.int32)
    vacancy = np.array([vacancy_index[one.vacancy_code] for one in plan.placements], dtype=np.int32)
    vacancy_of = np.full(len(problem.employees), -1, dtype=np.int32)
    vacancy_of[employee] = vacancy
    return Seating(
        vacancy_of,
        employee,
        vacancy,
        np.array([one.score for one in plan.placements], dtype=np.int32),
        np.array([one.pinned for one in plan.placements], dtype=np.bool_),
        np.bincount(vacancy, minlength=len(problem.vacancies)).astype(np.int64),
    )
