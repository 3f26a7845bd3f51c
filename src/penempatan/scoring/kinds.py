"""Vacancies that no rule and no component can tell apart, but in a few exceptional cells.

A national list advertises the same post with the same requirements in thousands of places: 91,000 rows are
18,000 kinds. What is true of a kind is computed once and read for all its vacancies.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    IntArray = NDArray[np.int32]
    LongArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Kinds:
    """The vacancies by kind."""

    of: IntArray  # (n_vacancies,) number of the kind
    first: IntArray  # (n_kinds,) the vacancy that stands for the kind
    start: LongArray  # (n_kinds + 1,)
    member: IntArray  # (n_vacancies,) vacancies by kind: kind k holds member[start[k] : start[k + 1]]

    @property
    def size(self) -> LongArray:
        """(n_kinds,) how many vacancies a kind has."""
        return np.diff(self.start)

    def members(self, kinds: IntArray) -> tuple[IntArray, LongArray]:
        """Return the vacancies of some kinds (n,) and, for each, which of the kinds it belongs to."""
        count = self.size[kinds]
        owner = np.repeat(np.arange(len(kinds)), count)
        first = self.start[kinds] - (np.cumsum(count) - count)
        return self.member[np.arange(len(owner)) + first[owner]], owner

    def least(self, of_vacancy: LongArray) -> LongArray:
        """Return (n_kinds,) the least value among the vacancies of a kind."""
        if not len(self.first):
            return np.empty(0, np.int64)
        least: LongArray = np.minimum.reduceat(of_vacancy[self.member], self.start[:-1])
        return least


def kinds_of(columns: Sequence[IntArray], n_vacancies: int) -> Kinds:
    """Group vacancies that agree in every column; the kind's first vacancy stands for it."""
    of = np.zeros(n_vacancies, np.int64)
    for column in columns:
        _, value = np.unique(column, return_inverse=True)
        of = of * (int(value.max(initial=0)) + 1) + value
        _, of = np.unique(of, return_inverse=True)  # renumbered after every column: it never overflows
    _, first = np.unique(of, return_index=True)
    member = np.argsort(of, kind="stable").astype(np.int32)
    start = np.searchsorted(of[member], np.arange(len(first) + 1))
    return Kinds(of.astype(np.int32), first.astype(np.int32), start.astype(np.int64), member)
