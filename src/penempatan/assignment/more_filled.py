"""How many more openings can be filled when the pairs of one more cause are open: alternating paths.

In a round without limits a plan fills as many openings as can be filled when no open seat begins a path to a
free person along which people move up (Berge 1957). What a search without success has seen can be left out of
all later ones: no path to a free person leads through it. So the searches of a rule cost together little more
than one look at the columns that they reach.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from penempatan.scoring.sole_causes import OPEN

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from penempatan.assignment.model import AssignmentModel
    from penempatan.scoring.sole_causes import SoleCauses

    IntArray = NDArray[np.int32]
    LongArray = NDArray[np.int64]
    BoolArray = NDArray[np.bool_]


class MoreFilled:
    """A plan of a round without limits, filled up as far as its eligible pairs allow."""

    def __init__(self, model: AssignmentModel, vacancy_of: IntArray, causes: SoleCauses) -> None:
        """Begin with the plan `vacancy_of` (n_employees,), −1 for who has no seat."""
        self._cause = np.ascontiguousarray(causes.cause.T)  # whole columns are looked at
        self._pinned = np.zeros(model.n_employees, np.bool_)
        self._pinned[[employee for employee, _, _ in model.pinned]] = True
        self._where = vacancy_of.copy()
        filled = np.bincount(vacancy_of[vacancy_of >= 0], minlength=model.n_vacancies)
        self._open: LongArray = model.capacity - filled
        self._where, self._open = self._filled_up(OPEN)
        self.most = int((self._where >= 0).sum())

    def with_cause(self, number: int) -> int:
        """Return how many more openings are filled when the pairs that this cause closes are open."""
        if not self._open.any():
            return 0
        where, _ = self._filled_up(number)
        return int((where >= 0).sum()) - self.most

    def _filled_up(self, number: int) -> tuple[IntArray, LongArray]:
        """Return where everybody sits, and the seats left open, with as many openings filled as can be."""
        where, seats = self._where.copy(), self._open.copy()
        dead = self._pinned.copy()  # people through whom no path leads
        for vacancy in np.flatnonzero(seats > 0).tolist():
            while seats[vacancy] and self._seat(vacancy, number, where, dead):
                seats[vacancy] -= 1
        return where, seats

    def _seat(self, start: int, number: int, where: IntArray, dead: BoolArray) -> bool:
        """Seat one more person at the start, moving others along; else mark whom the search has seen."""
        seen = dead.copy()
        via: dict[int, tuple[int, int]] = {start: (-1, -1)}  # vacancy → who of it may go where
        queue = [start]
        for vacancy in queue:  # grows meanwhile
            column = self._cause[vacancy]
            people = np.flatnonzero(((column == OPEN) | (column == number)) & ~seen)
            places = where[people]
            free = people[places < 0]
            if len(free):
                employee, target = int(free[0]), vacancy
                while target >= 0:
                    where[employee] = target
                    employee, target = via[target]
                return True
            seen[people] = True
            reached, first = np.unique(places, return_index=True)
            for place, at in zip(reached.tolist(), first.tolist(), strict=True):
                if place not in via:
                    via[place] = int(people[at]), vacancy
                    queue.append(place)
        dead |= seen
        return False
