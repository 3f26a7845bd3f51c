"""Posts that cannot all be filled, whoever goes where: so many seats, and fewer people who may have them.

Whatever the plan, a set of posts with more seats than people eligible for any of them keeps seats open
(P. Hall 1935). Starting from an open seat: the people eligible for it, the posts they fill, the people
eligible for those, and so on, until nobody new is found. Nobody found is free or in a surplus seat, else the
seat could be filled by moving people along. So the posts found have exactly the people found, and more seats.
No post can be left out of the set without the shortage becoming smaller (Dulmage and Mendelsohn 1958). A
count proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from penempatan.domain.problem import LockKind
from penempatan.domain.shortage import Shortage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from penempatan.domain.problem import PlacementProblem
    from penempatan.explain.by_vacancy import Seating, VacancyPairs

    IntArray = NDArray[np.int32]

AT_A_TIME = 1024  # vacancies whose people are looked up together


def shortages(problem: PlacementProblem, pairs: VacancyPairs, seating: Seating) -> dict[int, Shortage]:
    """Return the shortage of every vacancy with a seat that no plan can fill, by vacancy.

    Seats that a limit alone keeps open are none of these. In mode penataan whoever holds a post is eligible
    for it, and whoever sits in a surplus seat leaves none open by going.
    """
    search = _Search(problem, pairs, seating)
    search.fill_what_can_be()
    found: dict[int, Shortage] = {}
    for vacancy in search.open_vacancies():
        posts = np.array(sorted(search.reached(vacancy)), np.int32)
        seats, people = (int(one[posts].sum()) for one in (search.openings, search.filled))
        found[vacancy] = Shortage(tuple(posts.tolist()), seats, people)
    return found


def narrowest(found: Mapping[int, Shortage]) -> tuple[Shortage, ...]:
    """Return the shortages that contain no other one, each once, those of most posts first.

    What is reached from a vacancy of a set lies in the set, so it is either all of it or a smaller one.
    """
    size = {vacancy: len(one.vacancies) for vacancy, one in found.items()}
    kept = {
        one
        for one in found.values()
        if all(size.get(vacancy, len(one.vacancies)) == len(one.vacancies) for vacancy in one.vacancies)
    }
    return tuple(sorted(kept, key=lambda one: (-len(one.vacancies), one.vacancies)))


class _Search:
    """A way to seat as many people as possible, from the plan's on, and what is tied to what in it."""

    def __init__(self, problem: PlacementProblem, pairs: VacancyPairs, seating: Seating) -> None:
        self._pairs = pairs
        self.openings = np.array([one.openings for one in problem.vacancies], np.int64)
        self._where = seating.vacancy_of.copy()
        self.filled = seating.filled.copy()
        self._pinned = np.zeros(len(self._where), np.bool_)
        pinned = {lock.employee_id for lock in problem.locks if lock.kind is LockKind.PIN}
        self._pinned[[index for index, one in enumerate(problem.employees) if one.id in pinned]] = True
        self._known: dict[int, IntArray] = {}
        self._held = 0  # people in `_known`, posts in `_next`
        self._next: dict[int, frozenset[int]] = {}

    def open_vacancies(self) -> list[int]:
        """Return the vacancies with an open seat."""
        vacancies: list[int] = np.flatnonzero(self.filled < self.openings).tolist()
        return vacancies

    def fill_what_can_be(self) -> None:
        """Seat people along alternating paths until no seat can be filled that way."""
        waiting = self.open_vacancies()
        while waiting:
            path = self._path(waiting)
            if path is None:
                return
            left = self._where[path[0][0]]
            if left >= 0:  # a surplus seat
                self.filled[left] -= 1
            for employee, vacancy in path:
                self._where[employee] = vacancy
            self.filled[path[-1][1]] += 1
            waiting = [one for one in waiting if self.filled[one] < self.openings[one]]

    def reached(self, start: int) -> set[int]:
        """Return the vacancies tied to one with an open seat that nobody can fill, this one included.

        Their people all have a seat in one of them, so there are as many as seats that are filled.
        """
        posts = {start}
        queue = [start]
        while queue:
            new = self._leads_to(queue.pop(), queue) - posts
            posts |= new
            queue += new
        return posts

    def _leads_to(self, vacancy: int, waiting: Sequence[int]) -> frozenset[int]:
        """Return where the people of a vacancy sit, once nobody moves any more."""
        posts = self._next.get(vacancy)
        if posts is None:
            posts = frozenset(np.unique(self._where[self._may(vacancy, waiting)]).tolist())
            self._next[vacancy] = posts
            self._held += len(posts)
        return posts

    def _may(self, vacancy: int, waiting: Sequence[int]) -> IntArray:
        """Return who may have a seat of a vacancy; those `waiting` are asked about next.

        The answers are kept while they are few, and looked up for many vacancies at a time.
        """
        if vacancy not in self._known:
            if self._held > self._pairs.most_pairs:
                self._known, self._next, self._held = {}, {}, 0
            unknown = [one for one in reversed(waiting) if one not in self._known][: AT_A_TIME - 1]
            wanted = [vacancy, *dict.fromkeys(unknown)]
            part = self._pairs.of(np.array(wanted, np.int32))
            for one in wanted:
                people, _ = part.of(one)
                self._known[one] = people[~self._pinned[people] | (self._where[people] == one)]
                self._held += len(people)
        return self._known[vacancy]

    def _path(self, starts: Sequence[int]) -> list[tuple[int, int]] | None:
        """Return moves (person, vacancy) that fill one seat of the starts, the last one into it."""
        seen = np.zeros(len(self._where), np.bool_)
        via: dict[int, tuple[int, int]] = {}  # vacancy → who of it may go where
        posts = set(starts)
        queue = list(starts)
        while queue:
            vacancy = queue.pop()
            people = self._may(vacancy, queue)
            people = people[~seen[people]]
            seen[people] = True
            places = self._where[people]
            free = people[(places < 0) | (self.filled[places] > self.openings[places])]
            if len(free):
                moves = [(int(free[0]), vacancy)]
                while vacancy in via:
                    employee, vacancy = via[vacancy]
                    moves.append((employee, vacancy))
                return moves
            for employee, place in zip(people.tolist(), places.tolist(), strict=True):
                if place not in posts:
                    posts.add(place)
                    via[place] = (employee, vacancy)
                    queue.append(place)
        return None
