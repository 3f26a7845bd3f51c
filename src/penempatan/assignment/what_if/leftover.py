"""The little that is left to decide when one row leaves a plan and all other rows stay.

People without a seat, seats without people, and what the row gave back: its person, its seat, one unit of
room in every limit that it counted in. The plan was the best, so nothing among the leftovers alone improves
it: in the flow network, every pair that a best answer adds must pass through something that the row gave
back. Hence a best answer adds at most as many pairs as there are such things — the person, the seat, the
limits that were full — and it is enough to look at few pairs:

    For pairs alike in the limits that matter, and at most K pairs added, a pair that is not among the K best
    of its seat (or of its person) can be exchanged for a better one whose other end no added pair uses.

The few pairs that remain are tried in every combination.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from penempatan.settings.model import Goal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from penempatan.assignment.model import AssignmentModel

    IntArray = NDArray[np.int32]
    LongArray = NDArray[np.int64]
    BoolArray = NDArray[np.bool_]

ValueT = TypeVar("ValueT")
Rerun = tuple[dict[int, int], int]  # employee → new vacancy (−1: none), and the change of the total score
Gain = tuple[int, ...]
CHUNK = 1 << 18  # pairs looked at together
_HIGHEST = 10_001  # above every score
MARGIN = 2  # pairs that a decision itself forbids or uses up may be among the best ones
MOST_COMBINATIONS = 20_000  # beyond this the whole round is the quicker thing to solve


@dataclass(frozen=True, slots=True)
class Alternate:
    """Somebody else for a seat; `vacancy` is where the plan has them, −1 nowhere."""

    employee: int
    score: int
    vacancy: int


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair that an answer may add; `gain` goal by goal."""

    employee: int
    vacancy: int
    score: int
    gain: Gain


@dataclass(frozen=True, slots=True)
class Leftover:
    """What a plan leaves, prepared once for all of its rows."""

    model: AssignmentModel
    order: tuple[Goal, ...]
    pinned: BoolArray  # (n_employees,) outside the groups of the network: such a row takes a whole solve
    vacancy_of: IntArray  # (n_employees,) −1 without a seat
    score_of: IntArray  # (n_employees,)
    open_seats: LongArray  # (n_vacancies,)
    room: tuple[int, ...]  # of each limit
    employee_limits: dict[int, tuple[int, ...]]  # numbers of the limits of a person
    vacancy_limits: dict[int, tuple[int, ...]]
    by_seat: dict[int, tuple[Pair, ...]]  # free people for the seats that are taken
    by_person: dict[int, tuple[Pair, ...]]  # open seats for the people who have one
    shut: tuple[Pair, ...]  # free people for open seats, behind a full limit
    others: dict[int, tuple[Alternate, ...]]  # alternates of the seats that are taken, best first
    back: dict[tuple[int, int], Pair]  # a seated person for the seat of an alternate of the own seat

    def alternates(self, vacancy: int) -> tuple[Alternate, ...]:
        """Return who could be chosen for a seat instead: the free before the seated, best score first."""
        return self.others.get(vacancy, ())

    def rejected(self, employee: int, vacancy: int) -> Rerun | None:
        """Return the best plan without the pair, all other rows kept; None when that takes a whole solve."""
        if self.pinned[employee]:
            return None
        room = list(self.room)
        full = self._give_back(room, employee, vacancy)
        pairs = list(self.by_seat.get(vacancy, ()))
        pairs += [one for one in self.by_person.get(employee, ()) if one.vacancy != vacancy]
        seats = {vacancy: int(self.open_seats[vacancy]) + 1}
        added = self._best(pairs, full, room, seats, most=2 + len(full))
        if added is None:
            return None
        return self._outcome({employee: -1}, -int(self.score_of[employee]), added)

    def replaced(self, employee: int, vacancy: int, alternate: Alternate) -> Rerun | None:
        """Return the best plan with an alternate in the seat, all other rows kept where they can be."""
        if self.pinned[employee]:
            return None
        room = list(self.room)
        own = self.employee_limits.get(employee, ())
        for limit in own:
            room[limit] += 1
        if alternate.vacancy >= 0:
            return self._with_seated(employee, vacancy, alternate, room)
        theirs = self.employee_limits.get(alternate.employee, ())
        for limit in theirs:
            room[limit] -= 1
        if any(room[limit] < 0 for limit in theirs):
            return None  # somebody else must give way
        full = {limit for limit in own if self.room[limit] == 0 and limit not in theirs}
        pairs = [one for one in self.by_person.get(employee, ()) if one.vacancy != vacancy]
        added = self._best(pairs, full, room, {}, most=1 + len(full), without=alternate.employee)
        if added is None:
            return None
        change = alternate.score - int(self.score_of[employee])
        return self._outcome({employee: -1, alternate.employee: vacancy}, change, added)

    def _with_seated(
        self, employee: int, vacancy: int, alternate: Alternate, room: list[int]
    ) -> Rerun | None:
        """The alternate leaves a seat of their own, which is then open to the free and to the replaced.

        The limits on the seat that changes hands count one as before, and so do those on the alternate.
        """
        left = alternate.vacancy
        given = (*self.employee_limits.get(employee, ()), *self.vacancy_limits.get(left, ()))
        for limit in self.vacancy_limits.get(left, ()):
            room[limit] += 1
        full = {limit for limit in given if self.room[limit] == 0}
        pairs = [*self.by_seat.get(left, ())]
        pairs += [one for one in self.by_person.get(employee, ()) if one.vacancy not in (vacancy, left)]
        straight = self.back.get((employee, left))
        if straight is not None:
            pairs.append(straight)
        seats = {left: int(self.open_seats[left]) + 1}
        added = self._best(pairs, full, room, seats, most=2 + len(full))
        if added is None:
            return None
        change = alternate.score - int(self.score_of[employee]) - int(self.score_of[alternate.employee])
        return self._outcome({employee: -1, alternate.employee: vacancy}, change, added)

    def _give_back(self, room: list[int], employee: int, vacancy: int) -> set[int]:
        """Add the room of a row; return the limits that were full before."""
        given = (*self.employee_limits.get(employee, ()), *self.vacancy_limits.get(vacancy, ()))
        for limit in given:
            room[limit] += 1
        return {limit for limit in given if self.room[limit] == 0}

    def _best(
        self,
        pairs: list[Pair],
        full: set[int],
        room: list[int],
        seats: dict[int, int],
        *,
        most: int,
        without: int = -1,
    ) -> list[Pair] | None:
        """Return the best pairs to add; None when there are too many combinations to try."""
        if full:
            pairs = [*pairs, *self.shut]
        useful = sorted(
            (
                one
                for one in set(pairs)
                if one.employee != without and all(room[limit] > 0 for limit in self._limits(one))
            ),
            key=lambda one: (one.gain, -one.employee, -one.vacancy),
            reverse=True,
        )
        return _Combinations(self, useful, room, seats, most).best()

    def _limits(self, pair: Pair) -> tuple[int, ...]:
        return (
            *self.employee_limits.get(pair.employee, ()),
            *self.vacancy_limits.get(pair.vacancy, ()),
        )

    def _outcome(self, changed: dict[int, int], change: int, added: Sequence[Pair]) -> Rerun:
        for one in added:
            changed[one.employee] = one.vacancy
            change += one.score
        return changed, change


class _Combinations:
    """Every combination of a few pairs, cut short where even the best rest cannot win."""

    def __init__(
        self, leftover: Leftover, pairs: list[Pair], room: list[int], seats: dict[int, int], most: int
    ) -> None:
        self._leftover = leftover
        self._pairs = pairs  # best gain first
        self._room = room
        self._seats = seats
        self._most = most
        nothing: Gain = (0,) * len(leftover.order)
        self._best: tuple[Gain, list[Pair]] = (nothing, [])
        self._left = MOST_COMBINATIONS

    def best(self) -> list[Pair] | None:
        """Return the best combination."""
        self._try(0, [], self._best[0], set())
        return self._best[1] if self._left > 0 else None

    def _try(self, start: int, taken: list[Pair], reached: Gain, people: set[int]) -> None:
        if reached > self._best[0]:
            self._best = (reached, list(taken))
        more = self._most - len(taken)
        for at in range(start, len(self._pairs)):
            pair = self._pairs[at]
            hoped = tuple(have + more * gain for have, gain in zip(reached, pair.gain, strict=True))
            if not more or hoped <= self._best[0] or self._left <= 0:
                return
            self._left -= 1
            limits = self._leftover._limits(pair)
            seat = self._seats.setdefault(pair.vacancy, int(self._leftover.open_seats[pair.vacancy]))
            if pair.employee in people or not seat or any(self._room[limit] <= 0 for limit in limits):
                continue
            people.add(pair.employee)
            self._seats[pair.vacancy] -= 1
            for limit in limits:
                self._room[limit] -= 1
            total = tuple(have + gain for have, gain in zip(reached, pair.gain, strict=True))
            self._try(at + 1, [*taken, pair], total, people)
            people.discard(pair.employee)
            self._seats[pair.vacancy] += 1
            for limit in limits:
                self._room[limit] += 1
