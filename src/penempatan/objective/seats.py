"""The seats of a round as kinds: the openings of every vacancy, then the surplus seats of some posts.

In mode penataan a post may have more holders than openings. Nobody has to leave, so there are seats beyond
the need; they are for the present holders alone and fill no need. Solver and checker see them as kinds of
seats of their own, numbered behind the vacancies, with the pairs and scores of staying in that post.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from penempatan.scoring.home import present_posts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from penempatan.domain.problem import PlacementProblem

    IntArray = NDArray[np.int32]
    LongArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Seats:
    """Kinds of seats: number k < n_vacancies is the openings of vacancy k."""

    post: IntArray  # (n_kinds,) vacancy index of each kind
    capacity: LongArray  # (n_kinds,) seats of each kind
    home: IntArray  # (n_employees,) vacancy index of the present post, −1 where none is on the map
    surplus: IntArray  # (n_vacancies,) kind of the surplus seats of each vacancy, −1 where there are none

    @property
    def n_vacancies(self) -> int:
        """The number of vacancies."""
        return len(self.surplus)

    def twins(self, employee: IntArray, vacancy: IntArray) -> tuple[NDArray[np.intp], IntArray]:
        """Return which of the pairs (p,) mean staying in a post with surplus seats, and their kinds."""
        if len(self.post) == self.n_vacancies:
            return np.empty(0, np.intp), np.empty(0, np.int32)
        kind = self.surplus[vacancy]
        index = np.flatnonzero((kind >= 0) & (self.home[employee] == vacancy))
        return index, kind[index]

    def kinds(self, vacancy: IntArray, taken: LongArray) -> tuple[IntArray, LongArray]:
        """Give each placement (n,) a seat: openings first, then surplus seats.

        `taken` (n_kinds,) seats are gone already. Returns the kinds (n,) and what is taken then.
        """
        taken = taken.copy()
        kinds = vacancy.copy()
        for place, post in enumerate(vacancy.tolist()):
            if taken[post] >= self.capacity[post] and self.surplus[post] >= 0:
                kinds[place] = self.surplus[post]
            taken[kinds[place]] += 1
        return kinds, taken


def seats_of(problem: PlacementProblem) -> Seats:
    """Return the kinds of seats of a round; in mode isi they are the vacancies."""
    openings = np.array([one.openings for one in problem.vacancies], dtype=np.int64)
    home = present_posts(problem)
    excess = np.bincount(home[home >= 0], minlength=len(openings)) - openings
    posts = np.flatnonzero(excess > 0).astype(np.int32)
    surplus = np.full(len(openings), -1, dtype=np.int32)
    surplus[posts] = len(openings) + np.arange(len(posts), dtype=np.int32)
    return Seats(
        np.r_[np.arange(len(openings), dtype=np.int32), posts].astype(np.int32),
        np.r_[openings, excess[posts]].astype(np.int64),
        home,
        surplus,
    )
