"""Component `minat`: the rank of the preference (minat 1–3) that the vacancy answers.

A wish is a vacancy code, a dinas, or a post; a post without a tier means every tier of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from penempatan.eligibility.posts import post_name
from penempatan.eligibility.tables import encode
from penempatan.knowledge.positions import read_position
from penempatan.knowledge.text import normal
from penempatan.scoring.blocks import SparseCells, sparse_cells
from penempatan.scoring.component import Cells, Points
from penempatan.scoring.offices import office_key
from penempatan.settings.model import ComponentKey

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from penempatan.domain.problem import PlacementProblem
    from penempatan.domain.vacancy import Vacancy
    from penempatan.settings.model import Settings

    IntArray = NDArray[np.int32]
    BoolArray = NDArray[np.bool_]

RANKS = 3


@dataclass(frozen=True, slots=True)
class PreferencePart:
    """The component: the vacancies that each wish answers, and the wishes of each person by rank."""

    wishes: IntArray  # (n_employees, RANKS) number of the wish; 0: none at this rank
    answered: SparseCells  # wish number × vacancy
    by_rank: tuple[int, ...]  # points of first, second, third
    none: int
    neutral: int
    asked: BoolArray

    @property
    def key(self) -> ComponentKey:
        """Which component this is."""
        return ComponentKey.PREFERENCE

    @property
    def kind(self) -> IntArray:
        """(n_vacancies,) All alike: what somebody wishes for is an exception."""
        return np.zeros(len(self.asked), np.int32)

    def values(self, employees: IntArray, vacancies: IntArray) -> IntArray:
        """Return the (k, m) points; the first preference that the vacancy answers counts."""
        value = np.full((len(employees), len(vacancies)), self.none, dtype=np.int32)
        wishes = self.wishes[employees]
        for rank in reversed(range(RANKS)):
            row, column, _ = self.answered.within(wishes[:, rank], vacancies)
            value[row, column] = self.by_rank[rank]
        value[self._missing(employees)] = self.neutral
        return value

    def usual(self, employees: IntArray, vacancies: IntArray) -> IntArray:
        """Return the (k, m) points of vacancies that nobody wishes for, a view."""
        value = np.where(self._missing(employees), self.neutral, self.none).astype(np.int32)
        return np.broadcast_to(value[:, None], (len(employees), len(vacancies)))

    def exceptions(self, employees: IntArray, vacancies: IntArray) -> Cells:
        """Return the cells that a wish answers, each at the first wish that it answers."""
        wishes = self.wishes[employees]
        found = [self.answered.within(wishes[:, rank], vacancies)[:2] for rank in range(RANKS)]
        cell = np.concatenate([row * len(vacancies) + column for row, column in found])
        points = np.repeat(np.array(self.by_rank, np.int32), [len(row) for row, _ in found])
        cell, first = np.unique(cell, return_index=True)
        return Cells(*np.divmod(cell, max(len(vacancies), 1)), points[first])

    def points(self, employees: IntArray, vacancies: IntArray) -> Points:
        """Return the points of a block; missing where the person gave no preference."""
        return Points(self.values(employees, vacancies), self._missing(employees)[:, None])

    def describe(self, employee: int, vacancy: int) -> str:
        """Name the rank of the preference."""
        if not self.wishes[employee].any():
            return "minat tidak diisi"
        for rank in range(RANKS):
            wish = int(self.wishes[employee, rank])
            cells = self.answered.column[self.answered.start[wish] : self.answered.start[wish + 1]]
            if vacancy in cells:
                return f"minat {rank + 1}"
        return "bukan minat"

    def _missing(self, employees: IntArray) -> BoolArray:
        missing: BoolArray = (self.wishes[employees] == 0).all(axis=1)
        return missing


def preference_part(problem: PlacementProblem, settings: Settings) -> PreferencePart:
    """Find once for every distinct wish which vacancies answer it."""
    by_name: dict[str, list[int]] = {}
    for index, vacancy in enumerate(problem.vacancies):
        for name in _names(vacancy):
            by_name.setdefault(name, []).append(index)
    ranked = [_wishes(one.preferences) for one in problem.employees]
    wishes, number = encode(["", *(wish for one in ranked for wish in one)])
    answered = [
        sorted({index for name in _meanings(wish) for index in by_name.get(name, ())}) for wish in wishes
    ]
    points = settings.preference
    return PreferencePart(
        number[1:].reshape(-1, RANKS),
        sparse_cells(answered, len(problem.vacancies)),
        (points.first, points.second, points.third),
        points.none,
        settings.neutral.preference,
        np.full(len(problem.vacancies), "preferences" in problem.columns.employee),
    )


def _wishes(preferences: tuple[str, ...]) -> tuple[str, ...]:
    given = [normal(one) for one in preferences[:RANKS]]
    return (*given, *[""] * (RANKS - len(given)))


def _names(vacancy: Vacancy) -> set[str]:
    """Return every name by which a wish can mean this vacancy."""
    posts = {normal(vacancy.position), read_position(vacancy.position).name, post_name(vacancy.position)}
    named = {f"code {normal(vacancy.code)}", *(f"post {post}" for post in posts)}
    return named | {f"dinas {office_key(vacancy.dinas)}"} if vacancy.dinas else named


def _meanings(wish: str) -> tuple[str, ...]:
    if not wish:
        return ()
    return f"code {wish}", f"post {wish}", f"post {read_position(wish).name}", f"dinas {office_key(wish)}"
