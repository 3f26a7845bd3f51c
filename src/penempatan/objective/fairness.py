"""The goal `pemerataan`: leximin over the dinas of the share of its seats that are filled.

For the seats of priority 1 first: the share of the dinas that is worst off is as large as can be, then the
share of the next one, and so on; then likewise for priority 2, then 3. (A sum weighted by priority inside a
share would make every dinas a knapsack; the order of priorities is the weighting that a network can keep.)

A class is the seats of one dinas and one priority, N of them. Its k-th filled seat lifts its share from
(k−1)/N to k/N: that is a unit. Leximin maximises, threshold by threshold from the lowest, how many dinas lie
above it; so units rank by priority, then the lower start, then the higher end. The seats that can be filled
together are the independent sets of a matroid, also among the plans that are best in earlier goals (minimum
cost flows are M-convex in their terminals; Murota, Discrete Convex Analysis, 2003, ch. 9). There, any weights
that fall strictly in that rank pick the same plans as overwhelming ones would (Edmonds 1971). Inside a class
they fall with k: a concave gain of the flow through the class, hence parallel arcs in the network.

A limit that is not on people alone breaks the matroid; `build` refuses it together with this goal.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from penempatan.domain.problem import PlacementProblem

    IntArray = NDArray[np.int32]
    LongArray = NDArray[np.int64]

FAIR_KEY = "pemerataan:"


@dataclass(frozen=True, slots=True, eq=False)
class Fairness:
    """The classes of the round and the weights of their units."""

    keys: tuple[str, ...]  # of the classes, such as "pemerataan:1:Dinas Sosial"
    class_of: IntArray  # (n_kinds,) number of the class; −1 for surplus seats, which fill no need
    start: LongArray  # (classes + 1,) where the units of a class begin
    weight: LongArray  # (units,) 1 or more, falling inside a class

    @property
    def largest(self) -> int:
        """The largest weight of a unit."""
        return int(self.weight.max(initial=1))

    def counts(self, vacancy: IntArray) -> LongArray:
        """Return (classes,) how many of the placements fall into each class."""
        classes = self.class_of[vacancy]
        counts: LongArray = np.bincount(classes[classes >= 0], minlength=len(self.keys)).astype(np.int64)
        return counts

    def value(self, vacancy: IntArray) -> int:
        """Return the weights of all units that the placements (p,), pins included, fill."""
        total = np.r_[0, np.cumsum(self.weight)]
        filled = np.minimum(self.counts(vacancy), np.diff(self.start))
        return int((total[self.start[:-1] + filled] - total[self.start[:-1]]).sum())

    def shares(self, vacancy: IntArray) -> tuple[tuple[str, int, int], ...]:
        """Return (class, seats filled, seats) of every class with a seat."""
        seats = np.diff(self.start).tolist()
        filled = self.counts(vacancy).tolist()
        return tuple(one for one in zip(self.keys, filled, seats, strict=True) if one[2])


def fairness_of(problem: PlacementProblem, n_kinds: int) -> Fairness:
    """Return the classes of a round with so many kinds of seats, in the order of their keys."""
    fairness = fairness_over(
        [f"{FAIR_KEY}{one.priority}:{one.dinas}" for one in problem.vacancies],
        [one.priority for one in problem.vacancies],
        [one.openings for one in problem.vacancies],
    )
    surplus = np.full(n_kinds - len(problem.vacancies), -1, np.int32)
    return replace(fairness, class_of=np.r_[fairness.class_of, surplus])


def fairness_over(keys: Iterable[str], priorities: Iterable[int], openings: Iterable[int]) -> Fairness:
    """Return the classes of vacancies with these keys, priorities and openings; a key has one priority."""
    keys = list(keys)
    seats: Counter[str] = Counter()
    priority_of = dict(zip(keys, priorities, strict=True))
    for key, count in zip(keys, openings, strict=True):
        seats[key] += count
    names = sorted(seats)
    number = {key: at for at, key in enumerate(names)}
    units = [
        (priority_of[key], Fraction(filled, seats[key]), -Fraction(filled + 1, seats[key]))
        for key in names
        for filled in range(seats[key])
    ]
    ranks = {unit: at for at, unit in enumerate(sorted(set(units), reverse=True), start=1)}
    return Fairness(
        tuple(names),
        np.array([number[key] for key in keys], np.int32),
        np.cumsum([0, *(seats[key] for key in names)], dtype=np.int64),
        np.array([ranks[unit] for unit in units], np.int64),
    )
