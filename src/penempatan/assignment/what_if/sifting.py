"""The eligible pairs around a plan that can matter when one of its rows leaves: one pass over all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np

from penempatan.assignment.what_if.leftover import Alternate, Leftover, Pair
from penempatan.assignment.what_if.strongest_pairs import BestOfGroups, RankedPairs, ranks, thinned
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
CHUNK = 1 << 18  # pairs looked at together
_HIGHEST = 10_001  # above every score
MARGIN = 2  # pairs that a decision itself forbids or uses up may be among the best ones


def sifted(model: AssignmentModel, solution: Solution, n_alternates: int) -> Leftover:
    """Sift the eligible pairs of a model around its solution, with so many alternates a seat."""
    return _Sifting(model, solution, n_alternates).leftover()


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

    def _back(self, alternates: dict[int, tuple[Alternate, ...]]) -> dict[tuple[int, int], Pair]:
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

    def _pairs(self, pairs: RankedPairs) -> list[Pair]:
        gains = [
            self._model.goals.gain(goal, pairs.employee, pairs.vacancy, pairs.score).tolist()
            for goal in self._order
        ]
        return [
            Pair(*fields)
            for fields in zip(
                pairs.employee.tolist(),
                pairs.vacancy.tolist(),
                pairs.score.tolist(),
                zip(*gains, strict=True) if gains else [()] * len(pairs),
                strict=True,
            )
        ]


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
