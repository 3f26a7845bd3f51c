"""Reproducible draws: all come from `random.Random.random()`, whose sequence Python keeps across versions."""

from __future__ import annotations

import random
from bisect import bisect_right
from datetime import date, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

T = TypeVar("T")


class Weighted(Generic[T]):
    """Things with the weight that each is drawn at."""

    __slots__ = ("_bounds", "items")

    def __init__(self, pairs: Iterable[tuple[T, float]]) -> None:
        kept = [(item, weight) for item, weight in pairs if weight > 0]
        self.items: tuple[T, ...] = tuple(item for item, _ in kept)
        self._bounds = list(accumulate(weight for _, weight in kept))

    def __bool__(self) -> bool:
        return bool(self.items)

    def shares(self) -> list[tuple[T, float]]:
        """Return every item with its share of the total weight."""
        starts = [0.0, *self._bounds[:-1]]
        return [
            (item, (end - start) / self._bounds[-1])
            for item, start, end in zip(self.items, starts, self._bounds, strict=True)
        ]

    def at(self, share: float) -> T:
        """Return the item at a share 0 ≤ share < 1 of the total weight."""
        return self.items[bisect_right(self._bounds, share * self._bounds[-1])]


class Draw:
    """One stream of draws; streams of one seed with different names are independent."""

    __slots__ = ("_share",)

    def __init__(self, seed: int, stream: str) -> None:
        self._share = random.Random(f"{stream}:{seed}").random

    def chance(self, probability: float) -> bool:
        """Say yes with this probability."""
        return self._share() < probability

    def whole(self, lowest: int, highest: int) -> int:
        """Return an integer lowest..highest, both included, all alike."""
        return lowest + int(self._share() * (highest - lowest + 1))

    def pick(self, items: Sequence[T]) -> T:
        """Return one item, all alike."""
        return items[int(self._share() * len(items))]

    def weighted(self, choices: Weighted[T]) -> T:
        """Return one item by weight."""
        return choices.at(self._share())

    def some(self, items: Sequence[T], count: int) -> list[T]:
        """Return up to `count` different items in their own order."""
        left = list(range(len(items)))
        chosen = [left.pop(int(self._share() * len(left))) for _ in range(min(count, len(left)))]
        return [items[index] for index in sorted(chosen)]

    def shuffled(self, items: Iterable[T]) -> list[T]:
        """Return the items in a random order."""
        return [item for _, _, item in sorted((self._share(), at, item) for at, item in enumerate(items))]

    def day(self, first: date, last: date) -> date:
        """Return a day first..last, both included."""
        return first + timedelta(days=self.whole(0, (last - first).days))
