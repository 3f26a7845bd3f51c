"""Eligible pairs as plain columns: the shape in which candidates, pricing and the network exchange them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from penempatan.scoring.pairs import PairSource

    IntArray = NDArray[np.int32]
    LongArray = NDArray[np.int64]

CHUNK = 1 << 15  # pairs a step: the temporaries of a step stay in the processor's cache


@dataclass(frozen=True, slots=True)
class Arcs:
    """Pairs of employees and vacancies, one entry each."""

    employee: IntArray  # (p,)
    vacancy: IntArray  # (p,)
    score: IntArray  # (p,) hundredths

    def __len__(self) -> int:
        return len(self.employee)

    @property
    def columns(self) -> tuple[IntArray, IntArray, IntArray]:
        """Employees, vacancies and scores, (p,) each."""
        return self.employee, self.vacancy, self.score

    def take(self, index: NDArray[np.intp] | NDArray[np.bool_] | slice) -> Arcs:
        """Return the selected arcs, in the order of the selection."""
        return Arcs(self.employee[index], self.vacancy[index], self.score[index])

    def blocks(self) -> Iterator[Arcs]:
        """Yield these arcs as one block, so that they can be priced like any source of pairs."""
        if len(self):
            yield self


class ArcSource(Protocol):
    """Where a stage finds its pairs: the eligible pairs of the round, or the face an earlier stage left."""

    def blocks(self) -> Iterator[Arcs]:
        """Yield every pair exactly once."""


@dataclass(frozen=True, slots=True)
class EligibleArcs:
    """The eligible pairs of a model, whichever way they are stored."""

    pairs: PairSource

    def blocks(self) -> Iterator[Arcs]:
        """Yield every eligible pair exactly once, without its flags."""
        for block in self.pairs.blocks():
            yield Arcs(block.employee, block.vacancy, block.score)


def chunks_of(block: Arcs) -> list[Arcs]:
    """Cut a block into views of at most CHUNK pairs."""
    return [block.take(slice(start, start + CHUNK)) for start in range(0, len(block), CHUNK)]


def joined(parts: Iterable[Arcs]) -> Arcs:
    """Return the parts as one block, in their order."""
    kept: Sequence[Arcs] = [part for part in parts if len(part)]
    if not kept:
        return Arcs(np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0, np.int32))
    return Arcs(
        np.concatenate([part.employee for part in kept]).astype(np.int32, copy=False),
        np.concatenate([part.vacancy for part in kept]).astype(np.int32, copy=False),
        np.concatenate([part.score for part in kept]).astype(np.int32, copy=False),
    )


def canonical(arcs: Arcs, n_employees: int) -> Arcs:
    """Return the arcs sorted by vacancy, then employee, each pair once, whatever order they came in."""
    key = arcs.vacancy.astype(np.int64) * max(n_employees, 1) + arcs.employee
    _, first = np.unique(key, return_index=True)
    return arcs.take(first)
