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

from penempatan.assignment.strongest_pairs import BestOfGroups, RankedPairs, ranks, thinned
from penempatan.settings.model import Goal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from penempatan.assignment.forest import Group
    from penempatan.assignment.model import AssignmentModel, Solution

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
class _Pair:
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
    by_seat: dict[int, tuple[_Pair, ...]]  # free people for the seats that are taken
    by_person: dict[int, tuple[_Pair, ...]]  # open seats for the people who have one
    shut: tuple[_Pair, ...]  # free people for open seats, behind a full limit
    others: dict[int, tuple[Alternate, ...]]  # alternates of the seats that are taken, best first
    back: dict[tuple[int, int], _Pair]  # a seated person for the seat of an alternate of the own seat

    @classmethod
    def of(cls, model: AssignmentModel, solution: Solution, n_alternates: int) -> Leftover:
        """Sift the eligible pairs of a model around its solution."""
        return _Sifting(model, solution, n_alternates).leftover()

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
        pairs: list[_Pair],
        full: set[int],
        room: list[int],
        seats: dict[int, int],
        *,
        most: int,
        without: int = -1,
    ) -> list[_Pair] | None:
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

    def _limits(self, pair: _Pair) -> tuple[int, ...]:
        return (
            *self.employee_limits.get(pair.employee, ()),
            *self.vacancy_limits.get(pair.vacancy, ()),
        )

    def _outcome(self, changed: dict[int, int], change: int, added: Sequence[_Pair]) -> Rerun:
        for one in added:
            changed[one.employee] = one.vacancy
            change += one.score
        return changed, change


class _Combinations:
    """Every combination of a few pairs, cut short where even the best rest cannot win."""

    def __init__(
        self, leftover: Leftover, pairs: list[_Pair], room: list[int], seats: dict[int, int], most: int
    ) -> None:
        self._leftover = leftover
        self._pairs = pairs  # best gain first
        self._room = room
        self._seats = seats
        self._most = most
        nothing: Gain = (0,) * len(leftover.order)
        self._best: tuple[Gain, list[_Pair]] = (nothing, [])
        self._left = MOST_COMBINATIONS

    def best(self) -> list[_Pair] | None:
        """Return the best combination."""
        self._try(0, [], self._best[0], set())
        return self._best[1] if self._left > 0 else None

    def _try(self, start: int, taken: list[_Pair], reached: Gain, people: set[int]) -> None:
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


class _Sifting:
    """One pass over the eligible pairs, and a second one for single pairs that turned out to matter."""

    def __init__(self, model: AssignmentModel, solution: Solution, n_alternates: int) -> None:
        self._model = model
        self._n_alternates = n_alternates
        self._vacancy_of, self._score_of = solution.vacancy_of, solution.score_of
        self._order = tuple(goal for goal in model.goals.order if goal is not Goal.STABILITY)
        seated = np.flatnonzero(self._vacancy_of >= 0)
        filled = np.bincount(self._vacancy_of[seated], minlength=model.n_vacancies)
        self._open_seats = model.capacity - filled
        self._taken = filled > 0
        self._seated = self._vacancy_of >= 0
        self._pinned = np.zeros(model.n_employees, np.bool_)
        self._pinned[[one for one, _, _ in model.pinned]] = True
        people, posts = model.sorted_limits.employee_groups, model.sorted_limits.vacancy_groups
        seats = np.bincount(self._vacancy_of[self._seated & ~self._pinned], minlength=model.n_vacancies)
        counted = (self._seated & ~self._pinned, seats)
        self._room = tuple(
            group.left - int(used[group.members].sum())
            for groups, used in zip((people, posts), counted, strict=True)
            for group in groups
        )
        self._limits_of = _groups_by_member(people, 0), _groups_by_member(posts, len(people))
        depth = [max(map(len, of.values()), default=0) for of in self._limits_of]
        self._most = 2 + sum(depth) + MARGIN
        tight = [number for number, room in enumerate(self._room) if room <= self._most]
        full = [number for number, room in enumerate(self._room) if room <= 0]
        inside = _memberships(people, model.n_employees), _memberships(posts, model.n_vacancies)
        first = len(people)
        self._employee_class = _classes(inside[0], [one for one in tight if one < first])
        self._vacancy_class = _classes(inside[1], [one - first for one in tight if one >= first])
        self._n_classes = (
            int(self._employee_class.max(initial=0)) + 1,
            int(self._vacancy_class.max(initial=0)) + 1,
        )
        self._behind_full = (
            np.logical_or.reduce(inside[0][[one for one in full if one < first]], axis=0),
            np.logical_or.reduce(inside[1][[one - first for one in full if one >= first]], axis=0),
        )

    def leftover(self) -> Leftover:
        """Sift."""
        by_seat, shut = self._best_of_seats(), self._best_of_seats()
        by_person = self._best_of_people()
        others = BestOfGroups(
            lambda pairs: pairs.vacancy.astype(np.int64), self._model.n_vacancies, self._n_alternates
        )
        for chunk in self._chunks():
            free, is_open = ~self._seated[chunk.employee], self._open_seats[chunk.vacancy] > 0
            taken = self._taken[chunk.vacancy]
            by_seat.add(chunk.take(free & taken))
            by_person.add(chunk.take(~free & is_open))
            behind: BoolArray = self._behind_full[0][chunk.employee] | self._behind_full[1][chunk.vacancy]
            if behind.any():
                shut.add(chunk.take(free & is_open & behind))
            elsewhere = self._vacancy_of[chunk.employee] != chunk.vacancy
            others.add(self._free_first(chunk.take(taken & elsewhere & ~self._pinned[chunk.employee])))
        few = self._best_of_people()
        few.add(shut.pairs)
        behind_limits = thinned(few.pairs, self._class_of_pair(few.pairs), self._most)
        return self._assembled(by_seat.pairs, by_person.pairs, behind_limits, others.pairs)

    def _free_first(self, pairs: RankedPairs) -> RankedPairs:
        """Return the pairs ordered by score, the free people before those who would leave a row of theirs."""
        rank = pairs.score + _HIGHEST * ~self._seated[pairs.employee]
        return RankedPairs(pairs.employee, pairs.vacancy, pairs.score, rank.astype(np.int64))

    def _best_of_seats(self) -> BestOfGroups:
        n_classes = self._n_classes[0]
        return BestOfGroups(
            lambda pairs: pairs.vacancy.astype(np.int64) * n_classes + self._employee_class[pairs.employee],
            self._model.n_vacancies * n_classes,
            self._most,
        )

    def _best_of_people(self) -> BestOfGroups:
        n_classes = self._n_classes[1]
        return BestOfGroups(
            lambda pairs: pairs.employee.astype(np.int64) * n_classes + self._vacancy_class[pairs.vacancy],
            self._model.n_employees * n_classes,
            self._most,
        )

    def _class_of_pair(self, pairs: RankedPairs) -> LongArray:
        return self._employee_class[pairs.employee] * self._n_classes[1] + self._vacancy_class[pairs.vacancy]

    def _assembled(
        self, by_seat: RankedPairs, by_person: RankedPairs, shut: RankedPairs, others: RankedPairs
    ) -> Leftover:
        alternates = _grouped(
            others.vacancy,
            [
                Alternate(one, score, int(self._vacancy_of[one]))
                for one, score in zip(others.employee.tolist(), others.score.tolist(), strict=True)
            ],
        )
        return Leftover(
            self._model,
            self._order,
            self._pinned,
            self._vacancy_of,
            self._score_of,
            self._open_seats,
            self._room,
            self._limits_of[0],
            self._limits_of[1],
            _grouped(by_seat.vacancy, self._pairs(by_seat)),
            _grouped(by_person.employee, self._pairs(by_person)),
            tuple(self._pairs(shut)),
            alternates,
            self._back(alternates),
        )

    def _chunks(self) -> Iterator[RankedPairs]:
        for block in self._model.pairs.blocks():
            for start in range(0, len(block), CHUNK):
                part = slice(start, start + CHUNK)
                employee, vacancy, score = block.employee[part], block.vacancy[part], block.score[part]
                rank = ranks(self._model.goals, self._order, employee, vacancy, score)
                yield RankedPairs(employee, vacancy, score, rank)

    def _back(self, alternates: dict[int, tuple[Alternate, ...]]) -> dict[tuple[int, int], _Pair]:
        """Return the pairs of a seated person with the seat of an alternate, where they are eligible."""
        n_vacancies = self._model.n_vacancies
        wanted = sorted(
            {
                int(employee) * n_vacancies + one.vacancy
                for employee in np.flatnonzero(self._seated)
                for one in alternates.get(int(self._vacancy_of[employee]), ())
                if one.vacancy >= 0
            }
        )
        keys = np.array(wanted, np.int64)
        found = RankedPairs.none()
        if len(keys):
            for chunk in self._chunks():
                code = chunk.employee.astype(np.int64) * n_vacancies + chunk.vacancy
                at = np.minimum(np.searchsorted(keys, code), len(keys) - 1)
                found = found.joined(chunk.take(keys[at] == code))
        return {(one.employee, one.vacancy): one for one in self._pairs(found)}

    def _pairs(self, pairs: RankedPairs) -> list[_Pair]:
        gains = [
            self._model.goals.gain(goal, pairs.employee, pairs.vacancy, pairs.score).tolist()
            for goal in self._order
        ]
        return [
            _Pair(*fields)
            for fields in zip(
                pairs.employee.tolist(),
                pairs.vacancy.tolist(),
                pairs.score.tolist(),
                zip(*gains, strict=True) if gains else [()] * len(pairs),
                strict=True,
            )
        ]


def beside_limits(model: AssignmentModel, solution: Solution) -> bool:
    """Whether a limit that is no group of the network may come into play when a row leaves the plan.

    One that keeps its distance from both bounds whatever so few pairs count is as good as none.
    """
    seated = np.flatnonzero(solution.vacancy_of >= 0).astype(np.int32)
    groups = len(model.sorted_limits.employee_groups) + len(model.sorted_limits.vacancy_groups)
    for limit in model.sorted_limits.side:
        used = limit.used(seated, solution.vacancy_of[seated])
        most = (groups + 4) * int(np.abs(limit.weight).max(initial=0))
        if limit.at_most is not None and used + most > limit.at_most:
            return True
        if limit.at_least is not None and used - most < limit.at_least:
            return True
    return False


def _groups_by_member(groups: Sequence[Group], first: int) -> dict[int, tuple[int, ...]]:
    """Return the numbers of the groups of each member, counted from `first`."""
    found: dict[int, tuple[int, ...]] = {}
    for number, group in enumerate(groups, first):
        for member in group.members.tolist():
            found[member] = (*found.get(member, ()), number)
    return found


def _memberships(groups: Sequence[Group], size: int) -> BoolArray:
    """Return (groups, size) who is a member of which group."""
    inside = np.zeros((len(groups), size), np.bool_)
    for number, group in enumerate(groups):
        inside[number, group.members] = True
    return inside


def _classes(inside: BoolArray, numbers: Sequence[int]) -> LongArray:
    """Return (size,) a number for each set of the chosen groups that a member is in."""
    classes = np.zeros(inside.shape[1], np.int64)
    for number in numbers:
        _, classes = np.unique(classes * 2 + inside[number], return_inverse=True)
    return classes.astype(np.int64)


def _grouped(keys: IntArray, values: Sequence[ValueT]) -> dict[int, tuple[ValueT, ...]]:
    found: dict[int, list[ValueT]] = {}
    for key, value in zip(keys.tolist(), values, strict=True):
        found.setdefault(key, []).append(value)
    return {key: tuple(one) for key, one in found.items()}
