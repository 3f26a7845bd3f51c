"""One pass over all pairs with the prices in hand: which are violated, which are tight, which come close."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from penempatan.assignment.arcs import chunks_of, joined

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from penempatan.assignment.arcs import Arcs, ArcSource
    from penempatan.assignment.potentials import Prices
    from penempatan.assignment.stages import Stage

    LongArray = NDArray[np.int64]


MOST_NEAR = 500_000  # pairs that are worth collecting; where more are near, only nearer ones are
NEARER = 4


@dataclass(frozen=True, slots=True)
class Priced:
    """The pairs whose reduced gain (gain minus prices) is at least −margin, in no promised order."""

    arcs: Arcs
    reduced: LongArray  # (p,) positive: the prices are too low, the pair could improve the plan

    @property
    def violated(self) -> int:
        """How many pairs the prices do not cover."""
        return int((self.reduced > 0).sum())

    def face(self) -> Arcs:
        """Return the pairs that an optimal plan may use."""
        return self.arcs.take(self.reduced == 0)

    def shortfall(self, n_employees: int) -> LongArray:
        """Return (n_employees,) by how much each employee's price must rise so that every pair is covered."""
        rise = np.zeros(n_employees, np.int64)
        np.maximum.at(rise, self.arcs.employee, self.reduced)
        return rise


def price_out(source: ArcSource, stage: Stage, prices: Prices, margin: int, workers: int) -> Priced:
    """Price every pair of the source."""
    employee_gain, vacancy_gain = stage.node_gain()
    employee = prices.employee[: len(employee_gain)] - employee_gain
    vacancy = prices.vacancy[: len(vacancy_gain)] - vacancy_gain

    def near(chunk: Arcs) -> tuple[Arcs, LongArray]:
        reduced = stage.pair_gain(chunk)
        reduced -= employee.take(chunk.employee)
        reduced -= vacancy.take(chunk.vacancy)
        index = np.flatnonzero(reduced >= -margin)
        return chunk.take(index), reduced[index]

    found: list[tuple[Arcs, LongArray]] = []
    n_near = 0
    with ThreadPoolExecutor(max_workers=max(1, workers)) as pool:
        for block in source.blocks():
            for part, reduced in pool.map(near, chunks_of(block)):
                found.append((part, reduced))
                n_near += len(part)
            while n_near > MOST_NEAR and margin:
                margin //= NEARER
                found = [
                    (part.take(reduced >= -margin), reduced[reduced >= -margin]) for part, reduced in found
                ]
                n_near = sum(len(part) for part, _ in found)
    none = np.empty(0, np.int64)
    return Priced(
        joined(part for part, _ in found), np.concatenate([none, *(reduced for _, reduced in found)])
    )
