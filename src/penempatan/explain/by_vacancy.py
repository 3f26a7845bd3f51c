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
    LongArray = NDArray[np.int64]

_SCORE_BITS = 14
_EMPLOYEE_BITS = 24
_HIGHEST = 10_000
_CHUNK = 1 << 16  # pairs packed at a time: their temporaries stay in the cache


@dataclass(frozen=True, slots=True)
class ByVacancy:
    """Eligible pairs grouped by vacancy, best first; equal scores in the order of NIP. 8 bytes a pair."""

    start: LongArray  # (n_vacancies + 1,)
    packed: LongArray  # (n_pairs,) vacancy, shortfall from the highest score, employee: sorted

    def of(self, vacancy: int) -> tuple[IntArray, IntArray]:
        """Return the eligible people of a vacancy, (k,) indices and (k,) scores, best first."""
        packed = self.packed[self.start[vacancy] : self.start[vacancy + 1]]
        employee = (packed & ((1 << _EMPLOYEE_BITS) - 1)).astype(np.int32)
        shortfall = (packed >> _EMPLOYEE_BITS) & ((1 << _SCORE_BITS) - 1)
        return employee, (_HIGHEST - shortfall).astype(np.int32)


@dataclass(frozen=True, slots=True)
class Seating:
    """Where the plan put everybody, as arrays."""

    vacancy_of: IntArray  # (n_employees,) vacancy index, −1 unplaced
    employee: IntArray  # (n_placements,) in the order of plan.placements
    vacancy: IntArray  # (n_placements,)
    score: IntArray  # (n_placements,) hundredths
    pinned: NDArray[np.bool_]  # (n_placements,)
    filled: LongArray  # (n_vacancies,) people with a place there, those who stay too
    stays: NDArray[np.bool_]  # (n_employees,) keeps the present post
    held_vacancy: IntArray  # (n_stays,) in the order of plan.stays
    held_score: IntArray  # (n_stays,)

    def seated_scores(self) -> LongArray:
        """Return the scores of everybody with a place."""
        scores: LongArray = np.concatenate([self.score, self.held_score]).astype(np.int64)
        return scores


def group_by_vacancy(block: PairBlock, n_vacancies: int) -> ByVacancy:
    """Sort the pairs by vacancy and score: one sort of packed integers, about 0.2 s for 6 million pairs."""
    packed = np.empty(len(block), dtype=np.int64)
    for first in range(0, len(block), _CHUNK):
        part = slice(first, first + _CHUNK)
        vacancy, shortfall = block.vacancy[part].astype(np.int64), _HIGHEST - block.score[part]
        packed[part] = ((vacancy << _SCORE_BITS) | shortfall) << _EMPLOYEE_BITS | block.employee[part]
    packed.sort()
    first_keys = np.arange(n_vacancies + 1, dtype=np.int64) << (_SCORE_BITS + _EMPLOYEE_BITS)
    return ByVacancy(np.searchsorted(packed, first_keys), packed)


def seating_of(problem: PlacementProblem, plan: PlacementPlan) -> Seating:
    """Turn the plan's ids into positions."""
    employee_index = {one.id: index for index, one in enumerate(problem.employees)}
    vacancy_index = {one.code: index for index, one in enumerate(problem.vacancies)}
    employee = np.array([employee_index[one.employee_id] for one in plan.placements], dtype=np.int32)
    vacancy = np.array([vacancy_index[one.vacancy_code] for one in plan.placements], dtype=np.int32)
    vacancy_of = np.full(len(problem.employees), -1, dtype=np.int32)
    vacancy_of[employee] = vacancy
    staying = np.array([employee_index[one.employee_id] for one in plan.stays], dtype=np.int32)
    held = np.array([vacancy_index[one.vacancy_code] for one in plan.stays], dtype=np.int32)
    vacancy_of[staying] = held
    stays = np.zeros(len(problem.employees), dtype=np.bool_)
    stays[staying] = True
    return Seating(
        vacancy_of,
        employee,
        vacancy,
        np.array([one.score for one in plan.placements], dtype=np.int32),
        np.array([one.pinned for one in plan.placements], dtype=np.bool_),
        np.bincount(np.r_[vacancy, held], minlength=len(problem.vacancies)).astype(np.int64),
        stays,
        held,
        np.array([one.score for one in plan.stays], dtype=np.int32),
    )
