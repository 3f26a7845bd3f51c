"""Synthetic rounds as plain arrays: about 13 % of the pairs eligible, scores with the ties of a ladder.

Nothing here reads people's data. An instance is reproducible from its sizes and its seed alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from penempatan.assignment.model import AssignmentModel
from penempatan.objective.goals import Goals
from penempatan.scoring.pairs import PairBlock, StoredPairs, concatenate
from penempatan.settings.model import Goal

if TYPE_CHECKING:
    from numpy.typing import NDArray

PROGRAMMES = 90
DINAS = 44
COMPETENCIES = 12
EMPLOYEES_A_BLOCK = 512


@dataclass(frozen=True, slots=True)
class Size:
    """How large a round is."""

    employees: int
    vacancies: int

    def __str__(self) -> str:
        return f"{self.employees}x{self.vacancies}"


def size_of(text: str) -> Size:
    """Read a size such as `2000x600`."""
    employees, vacancies = text.lower().split("x")
    return Size(int(employees), int(vacancies))


def synthetic_model(size: Size, seed: int = 1, order: tuple[Goal, ...] = tuple(Goal)) -> AssignmentModel:
    """Return a round: programmes of unequal popularity, ladder points, coverage of competencies."""
    draw = np.random.default_rng(seed)
    popularity = 1 / np.arange(1, PROGRAMMES + 1) ** 0.6
    popularity /= popularity.sum()
    programme = draw.choice(PROGRAMMES, size.employees, p=popularity)
    rank = draw.integers(0, 8, size.employees)
    level = draw.integers(0, 6, (size.employees, COMPETENCIES), dtype=np.int8)
    rating = draw.choice(np.array([10_000, 8_000, 6_000]), size.employees, p=[0.2, 0.7, 0.1])
    employee_dinas = draw.integers(0, DINAS, size.employees)

    accepted = draw.random((size.vacancies, PROGRAMMES)) < draw.choice(
        [0.04, 0.14, 0.31], (size.vacancies, 1)
    )
    accepted[np.arange(size.vacancies), draw.choice(PROGRAMMES, size.vacancies, p=popularity)] = True
    full_points = draw.random((size.vacancies, PROGRAMMES)) < 0.4
    rank_min = draw.integers(0, 5, size.vacancies)
    asks = draw.random((size.vacancies, COMPETENCIES)) < 0.35
    asks[:, 0] = True
    need = np.where(asks, draw.integers(1, 6, (size.vacancies, COMPETENCIES)), 0).astype(np.int8)
    vacancy_dinas = draw.integers(0, DINAS, size.vacancies)
    openings = draw.choice(np.array([1, 2, 3, 6]), size.vacancies, p=[0.5, 0.27, 0.15, 0.08])

    # min(have, need) summed over the competencies, as one product of unary-coded levels
    steps = np.arange(1, 6)
    have_unary = (level[:, :, None] >= steps).reshape(size.employees, -1).astype(np.float32)
    need_unary = (need[:, :, None] >= steps).reshape(size.vacancies, -1).astype(np.float32)
    asked_levels = need.sum(axis=1).astype(np.float32)

    blocks = []
    for start in range(0, size.employees, EMPLOYEES_A_BLOCK):
        people = slice(start, min(start + EMPLOYEES_A_BLOCK, size.employees))
        eligible = accepted[:, programme[people]].T & (rank[people, None] >= rank_min)
        rows, columns = np.nonzero(eligible)
        education = np.where(full_points[columns, programme[people][rows]], 10_000, 8_500)
        coverage = (have_unary[people] @ need_unary.T)[rows, columns] * np.float32(10_000)
        competency = (coverage / asked_levels[columns]).astype(np.int64)
        same_dinas = employee_dinas[people][rows] == vacancy_dinas[columns]
        experience = np.where(same_dinas, 8_000, 0)
        score = (35 * education + 40 * competency + 5 * rating[people][rows] + 10 * experience) // 90
        blocks.append(
            PairBlock(
                (rows + start).astype(np.int32),
                columns.astype(np.int32),
                score.astype(np.int32),
                np.zeros(len(rows), np.bool_),
            )
        )
    goals = Goals(
        order,
        4 - draw.integers(1, 4, size.vacancies),
        (draw.random(size.employees) < 0.01).astype(np.int64),
        employee_dinas,
        vacancy_dinas,
        draw.integers(0, 1 << 63, size.employees, dtype=np.uint64),
        draw.integers(0, 1 << 63, size.vacancies, dtype=np.uint64),
    )
    return AssignmentModel(
        size.employees,
        size.vacancies,
        openings.astype(np.int64),
        StoredPairs(concatenate(blocks)),
        goals,
        (),
        (),
    )


def fill_then_fit(model: AssignmentModel, block: PairBlock) -> NDArray[np.int64]:
    """Return (p,) one gain a pair that ranks plans by priority, then must-place, then fit: for the peers."""
    seats = min(model.n_employees, int(model.capacity.sum()))
    must = 1 + 10_000 * seats
    priority = 1 + (must + 10_000) * seats
    gain: NDArray[np.int64] = (
        priority * model.goals.priority_gain[block.vacancy]
        + must * model.goals.must_place[block.employee]
        + block.score.astype(np.int64)
    )
    return gain
