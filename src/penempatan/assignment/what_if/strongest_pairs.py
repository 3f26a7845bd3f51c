"""The best few pairs of each group, found chunk by chunk in flat memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from penempatan.settings.model import Goal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from penempatan.objective.goals import Goals

    IntArray = NDArray[np.int32]
    LongArray = NDArray[np.int64]
    BoolArray = NDArray[np.bool_]

_WORST = np.iinfo(np.int64).min


@dataclass(frozen=True, slots=True)
class RankedPairs:
    """Pairs with one integer that orders them as the tiers do, larger is better."""

    employee: IntArray  # (p,)
    vacancy: IntArray  # (p,)
    score: IntArray  # (p,) hundredths
    rank: LongArray  # (p,)

    def __len__(self) -> int:
        return len(self.employee)

    @classmethod
    def none(cls) -> RankedPairs:
        """Return no pairs."""
        empty = np.empty(0, np.int32)
        return cls(empty, empty, empty, np.empty(0, np.int64))

    def take(self, chosen: BoolArray | LongArray) -> RankedPairs:
        """Return some of the pairs."""
        return RankedPairs(self.employee[chosen], self.vacancy[chosen], self.score[chosen], self.rank[chosen])

    def joined(self, other: RankedPairs) -> RankedPairs:
        """Return these pairs and the others."""
        return RankedPairs(
            np.concatenate([self.employee, other.employee]),
            np.concatenate([self.vacancy, other.vacancy]),
            np.concatenate([self.score, other.score]),
            np.concatenate([self.rank, other.rank]),
        )


class BestOfGroups:
    """Keeps the `most` best pairs of each group; equal ones in the order of employee, then vacancy."""

    def __init__(self, group: Callable[[RankedPairs], LongArray], n_groups: int, most: int) -> None:
        self._group = group
        self._bar = np.full(n_groups, _WORST)  # rank of the last pair kept, where a group is full
        self._most = most
        self.pairs = RankedPairs.none()

    def add(self, pairs: RankedPairs) -> None:
        """Look at more pairs."""
        pairs = pairs.take(pairs.rank >= self._bar[self._group(pairs)])
        if not len(pairs) or not self._most:
            return
        pairs = self.pairs.joined(pairs)
        group = self._group(pairs)
        order = np.lexsort((pairs.vacancy, pairs.employee, -pairs.rank, group))
        group = group[order]
        place = _places(group)
        kept = order[place < self._most]
        last = place == self._most - 1
        self._bar[group[last]] = pairs.rank[order[last]]
        self.pairs = pairs.take(kept)


def thinned(pairs: RankedPairs, group: LongArray, most: int) -> RankedPairs:
    """Return, for each group, pairs of which any `most` − 1 people and seats leave the best one untouched.

    Best first; at most `most` of each person and each vacancy; 2·most·(most − 1) + 1 in all are enough, for
    people and seats already used rule out at most 2·most·(most − 1) of them.
    """
    order = np.lexsort((pairs.vacancy, pairs.employee, -pairs.rank, group))
    enough = 2 * most * (most - 1) + 1
    kept: list[int] = []
    at_group, n_kept = -1, 0
    of_employee: dict[int, int] = {}
    of_vacancy: dict[int, int] = {}
    for index in order.tolist():
        if int(group[index]) != at_group:
            at_group, n_kept, of_employee, of_vacancy = int(group[index]), 0, {}, {}
        employee, vacancy = int(pairs.employee[index]), int(pairs.vacancy[index])
        if n_kept >= enough or max(of_employee.get(employee, 0), of_vacancy.get(vacancy, 0)) >= most:
            continue
        of_employee[employee] = of_employee.get(employee, 0) + 1
        of_vacancy[vacancy] = of_vacancy.get(vacancy, 0) + 1
        n_kept += 1
        kept.append(index)
    return pairs.take(np.array(kept, np.int64))


def ranks(
    goals: Goals, order: Sequence[Goal], employee: IntArray, vacancy: IntArray, score: IntArray
) -> LongArray:
    """Return (p,) integers that compare as the tiers' gains do, tier by tier; see `can_rank`."""
    rank = np.zeros(len(employee), np.int64)
    for goal in order:
        if goal is Goal.PRIORITY:
            levels, level = np.unique(goals.priority_gain, return_inverse=True)
            rank = rank * max(1, len(levels)) + level[vacancy]
        else:
            largest = goals.largest(goal)
            rank = rank * (2 * largest + 1) + goals.gain(goal, employee, vacancy, score) + largest
    return rank


def can_rank(goals: Goals, order: Sequence[Goal]) -> bool:
    """Whether the ranges of the tiers fit one integer together."""
    span = 1
    for goal in order:
        if goal is Goal.PRIORITY:
            span *= max(1, len(np.unique(goals.priority_gain)))
        else:
            span *= 2 * goals.largest(goal) + 1
    return span < 1 << 62


def _places(group: LongArray) -> LongArray:
    """Return the place of each entry within its run of equal groups."""
    index = np.arange(len(group), dtype=np.int64)
    starts = np.r_[True, group[1:] != group[:-1]]
    return index - np.maximum.accumulate(np.where(starts, index, 0))
