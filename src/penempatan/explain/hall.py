"""Posts that cannot all be filled, whoever goes where: so many seats, and fewer people who may have them.

Whatever the plan, a set of posts with more seats than people eligible for any of them keeps seats open
(P. Hall 1935). Starting from an open seat: the people eligible for it, the posts they fill, the people
eligible for those, and so on, until nobody new is found. Nobody found is free, else the seat could be filled
by moving people along. So the posts found have exactly the people found, and more seats. No post can be left
out of the set without the shortage becoming smaller (Dulmage and Mendelsohn 1958). A count proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from penempatan.domain.shortage import Shortage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from penempatan.domain.problem import PlacementProblem
    from penempatan.explain.by_vacancy import Seating, VacancyPairs

    IntArray = NDArray[np.int32]

AT_A_TIME = 1024  # vacancies whose people are looked up together


def shortages(problem: PlacementProblem, pairs: VacancyPairs, seating: Seating) -> dict[int, Shortage]:
    """Return the shortage of every vacancy with a seat that no plan can fill, by vacancy.

    Seats that a limit alone keeps open are none of these. In mode penataan, where people also hold seats to
    keep them, nothing is said.
    """
    if problem.incumbents:
        return {}
    search = _Search(problem, pairs, seating)
    search.fill_what_can_be()
    found: dict[int, Shortage] = {}
    for vacancy in search.open_vacancies():
        posts, people = search.reached([vacancy])
        seats = sum(problem.vacancies[one].openings for one in posts)
        found[vacancy] = Shortage(tuple(sorted(posts)), seats, people)
    return found


def narrowest(found: Iterable[Shortage]) -> tuple[Shortage, ...]:
    """Return the shortages that contain no other one, those of most posts first."""
    posts = {one: frozenset(one.vacancies) for one in found}
    kept = [one for one, mine in posts.items() if not any(other < mine for other in posts.values())]
    return tuple(sorted(kept, key=lambda one: (-len(one.vacancies), one.vacancies)))


class _Search:
    """A way to seat as many people as possible, from the plan's on, and what is tied to what in it."""

    def __init__(self, problem: PlacementProblem, pairs: VacancyPairs, seating: Seating) -> None:
        self._pairs = pairs
        self._openings = np.array([one.openings for one in problem.vacancies], np.int64)
        self._where = seating.vacancy_of.copy()
        self._filled = seating.filled.copy()
        self._pinned = np.zeros(len(self._where), np.bool_)
        self._pinned[seating.employee[seating.pinned]] = True
        self._known: dict[int, IntArray] = {}
        self._held = 0  # people in `_known`

    def open_vacancies(self) -> list[int]:
        """Return the vacancies with an open seat."""
        vacancies: list[int] = np.flatnonzero(self._filled < self._openings).tolist()
        return vacancies

    def fill_what_can_be(self) -> None:
        """Seat people along alternating paths until no seat can be filled that way."""
        waiting = self.open_vacancies()
        while waiting:
            path = self._path(waiting)
            if path is None:
                return
            for employee, vacancy in path:
                self._where[employee] = vacancy
            self._filled[path[-1][1]] += 1
            waiting = [one for one in waiting if self._filled[one] < self._openings[one]]

    def reached(self, starts: Iterable[int]) -> tuple[set[int], int]:
        """Return the vacancies tied to the starts, these included, and how many people they have."""
        seen = np.zeros(len(self._where), np.bool_)
        posts = set(starts)
        queue = list(posts)
        while queue:
            people = self._may(queue.pop(), queue)
            people = people[~seen[people]]
            seen[people] = True
            new = set(self._where[people].tolist()) - posts - {-1}
            posts |= new
            queue += sorted(new)
        return posts, int(seen.sum())

    def _may(self, vacancy: int, waiting: Sequence[int]) -> IntArray:
        """Return who may have a seat of a vacancy; those `waiting` are asked about next.

        The answers are kept while they are few, and looked up for many vacancies at a time.
        """
        if vacancy not in self._known:
            if self._held > self._pairs.most_pairs:
                self._known, self._held = {}, 0
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
            free = people[places < 0]
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
