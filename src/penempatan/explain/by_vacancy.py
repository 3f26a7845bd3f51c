"""The eligible pairs in vacancy order, part by part, and where the plan put everybody.

Every explanation looks at each part once. Where the pairs are stored there is one part; where they are
recomputed, a part holds as many vacancies as the memory allows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from penempatan.scoring.pairs import StoredPairs, concatenate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from penempatan.domain.plan import PlacementPlan
    from penempatan.domain.problem import PlacementProblem
    from penempatan.scoring.pairs import PairBlock, PairScores, PairSource

    IntArray = NDArray[np.int32]
    LongArray = NDArray[np.int64]

_SCORE_BITS = 14
_EMPLOYEE_BITS = 24
_HIGHEST = 10_000
_CHUNK = 1 << 16  # pairs packed at a time: their temporaries stay in the cache
_BYTES_A_PAIR = 256  # a part, its blocks and their temporaries stay well below the memory allowed
LEAST_PAIRS = 1 << 22  # of a part, however little memory is allowed


@dataclass(frozen=True, slots=True)
class ByVacancy:
    """Eligible pairs of some vacancies, best first; equal scores in the order of NIP. 8 bytes a pair."""

    vacancies: IntArray  # (m,) whose pairs these are, in the order in which they were asked for
    start: LongArray  # (n_vacancies + 1,)
    packed: LongArray  # (n_pairs,) vacancy, shortfall from the highest score, employee: sorted

    def chunks(self) -> Iterator[tuple[IntArray, IntArray, IntArray]]:
        """Yield all pairs as arrays of employees, vacancies and scores, some at a time."""
        for first in range(0, len(self.packed), _CHUNK):
            packed = self.packed[first : first + _CHUNK]
            vacancy = (packed >> (_SCORE_BITS + _EMPLOYEE_BITS)).astype(np.int32)
            yield _employee(packed), vacancy, _score(packed)

    def of(self, vacancy: int) -> tuple[IntArray, IntArray]:
        """Return the eligible people of a vacancy, (k,) indices and (k,) scores, best first."""
        packed = self.packed[self.start[vacancy] : self.start[vacancy + 1]]
        return _employee(packed), _score(packed)


@dataclass(frozen=True, slots=True)
class VacancyPairs:
    """The eligible pairs of a round, to be had vacancy by vacancy."""

    pairs: PairScores
    whole: ByVacancy | None  # None: recomputed part by part
    most_pairs: int  # of a part, as far as a single vacancy does not have more

    def of(self, vacancies: IntArray) -> ByVacancy:
        """Return the pairs of some vacancies, all at once."""
        if self.whole is not None:
            return self.whole
        block = concatenate(list(self.pairs.blocks(vacancies)))
        return group_by_vacancy(block, self.pairs.tables.n_vacancies, vacancies)

    def parts(self, order: IntArray) -> Iterator[ByVacancy]:
        """Yield the pairs of the vacancies, part by part in this order."""
        if self.whole is not None:
            yield replace(self.whole, vacancies=order)
            return
        most = np.cumsum(self.pairs.tables.most_people()[order])
        start = 0
        while start < len(order):
            before = int(most[start - 1]) if start else 0
            stop = max(start + 1, int(np.searchsorted(most, before + self.most_pairs, side="right")))
            yield self.of(order[start:stop])
            start = stop


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


def vacancy_pairs(pairs: PairScores, source: PairSource, memory_max_mib: int) -> VacancyPairs:
    """Return the pairs of a round by vacancy: at once where `source` stores them, else in parts.

    `source` yields the same pairs as `pairs`.
    """
    whole = None
    if isinstance(source, StoredPairs):
        n_vacancies = pairs.tables.n_vacancies
        whole = group_by_vacancy(source.block, n_vacancies, np.arange(n_vacancies, dtype=np.int32))
    return VacancyPairs(pairs, whole, max(LEAST_PAIRS, (memory_max_mib << 20) // _BYTES_A_PAIR))


def group_by_vacancy(block: PairBlock, n_vacancies: int, vacancies: IntArray) -> ByVacancy:
    """Sort the pairs by vacancy and score: one sort of packed integers, about 0.2 s for 6 million pairs."""
    packed = np.empty(len(block), dtype=np.int64)
    for first in range(0, len(block), _CHUNK):
        part = slice(first, first + _CHUNK)
        vacancy, shortfall = block.vacancy[part].astype(np.int64), _HIGHEST - block.score[part]
        packed[part] = ((vacancy << _SCORE_BITS) | shortfall) << _EMPLOYEE_BITS | block.employee[part]
    packed.sort()
    first_keys = np.arange(n_vacancies + 1, dtype=np.int64) << (_SCORE_BITS + _EMPLOYEE_BITS)
    return ByVacancy(vacancies, np.searchsorted(packed, first_keys), packed)


def _employee(packed: LongArray) -> IntArray:
    return (packed & ((1 << _EMPLOYEE_BITS) - 1)).astype(np.int32)


def _score(packed: LongArray) -> IntArray:
    shortfall = (packed >> _EMPLOYEE_BITS) & ((1 << _SCORE_BITS) - 1)
    return (_HIGHEST - shortfall).astype(np.int32)


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
