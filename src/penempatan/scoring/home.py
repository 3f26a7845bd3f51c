"""Mode penataan: everybody's present post, what staying there is worth, and what a move must at least reach.

Staying is no placement: no rule forbids it (rules speak of moves), only a ban of the leadership on that very
post does. Posts with more holders than seats take nobody else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from penempatan.domain.problem import LockKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from penempatan.domain.problem import PlacementProblem
    from penempatan.settings.model import Settings

    IntArray = NDArray[np.int32]
    BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class HomePosts:
    """Present posts as arrays over the problem's tuples."""

    post: IntArray  # (n_employees,) vacancy index of the present post, −1 where none is on the map
    kept: BoolArray  # (n_employees,) has a post and may stay there
    score: IntArray  # (n_employees,) hundredths: fit of the present post, 0 without one
    floor: IntArray  # (n_employees,) hundredths: the least score of a move; 0 asks for nothing
    closed: BoolArray  # (n_vacancies,) takes nobody but its present holders

    def stay_cells(
        self, employees: IntArray, vacancies: IntArray
    ) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return (row, column) of the cells of employees (k,) × vacancies (m,) that mean staying."""
        place = np.full(len(self.closed) + 1, -1, dtype=np.intp)  # the last entry is for −1
        place[vacancies] = np.arange(len(vacancies))
        column = place[np.where(self.kept[employees], self.post[employees], -1)]
        row = np.flatnonzero(column >= 0)
        return row, column[row]

    def stays(self, employee: int, vacancy: int) -> bool:
        """Whether the pair means staying in the present post."""
        return bool(self.kept[employee]) and int(self.post[employee]) == vacancy


def present_posts(problem: PlacementProblem) -> IntArray:
    """Return (n_employees,) the vacancy index of each present post, −1 where none is on the map."""
    vacancy = {one.code: index for index, one in enumerate(problem.vacancies)}
    held = dict(problem.incumbents)
    return np.array(
        [vacancy[held[one.id]] if one.id in held else -1 for one in problem.employees], dtype=np.int32
    )


def home_posts(
    problem: PlacementProblem, settings: Settings, score_of: Callable[[IntArray, IntArray], IntArray]
) -> HomePosts | None:
    """Return the present posts of the round, None where nobody holds a post of the map (mode isi).

    `score_of` gives the scores of pairs (employees[k], vacancies[k]), whatever the rules say of them.
    """
    if not problem.incumbents:
        return None
    post = present_posts(problem)
    holders = np.flatnonzero(post >= 0).astype(np.int32)
    score = np.zeros(len(post), dtype=np.int32)
    score[holders] = score_of(holders, post[holders])
    held = np.bincount(post[holders], minlength=len(problem.vacancies))
    seats = np.array([one.openings for one in problem.vacancies], dtype=np.int64)
    return HomePosts(post, _kept(problem, post), score, _floors(problem, settings, post, score), held > seats)


def _kept(problem: PlacementProblem, post: IntArray) -> BoolArray:
    index = {one.id: number for number, one in enumerate(problem.employees)}
    kept = post >= 0
    for lock in problem.locks:
        if lock.kind is LockKind.BAN:
            person = index[lock.employee_id]
            if post[person] >= 0 and problem.vacancies[post[person]].code == lock.vacancy_code:
                kept[person] = False
    return kept


def _floors(problem: PlacementProblem, settings: Settings, post: IntArray, score: IntArray) -> IntArray:
    """R34: a move gains at least so much; with `tidak_lebih_buruk` it costs no fit without consent."""
    floor = np.zeros(len(post), dtype=np.int32)
    if settings.eligibility.not_worse:
        agreed = np.array([one.consents for one in problem.employees], dtype=np.bool_)
        floor = np.where(agreed, 0, score).astype(np.int32)
    if settings.eligibility.gain_min > 0:
        floor = np.maximum(floor, score + settings.eligibility.gain_min)
    return np.where(post >= 0, floor, 0).astype(np.int32)
