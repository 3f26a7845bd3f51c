"""The units of the goal `pemerataan` in the dual proof, recomputed from the round and the prices alone.

A class of seats passes on what its seats take in, one unit of fairness each. With the price q of the class
(of any sign) a unit of packed weight w that is still to decide adds max(0, w + q) to the dual total: no plan
can gain more from it. One that an earlier stage left above zero is filled by every plan of that stage and
adds w + q; one that an earlier stage left below zero is filled by none.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from penempatan.domain.plan import StageCertificate
    from penempatan.objective.fairness import Fairness


@dataclass(slots=True)
class Units:
    """Units by class, and what the stages so far have decided about them."""

    fairness: Fairness
    pinned: NDArray[Any]  # (classes,) seats that the pins fill: the first units of each class
    filled: set[int] = field(default_factory=set)
    empty: set[int] = field(default_factory=set)

    def dual(self, stage: StageCertificate, multiplier: int) -> int:
        """Return the units' part of a stage's dual total."""
        return sum(
            reduced if unit in self.filled else max(reduced, 0)
            for unit, reduced in self._reduced(stage, multiplier)
        )

    def settle(self, stage: StageCertificate, multiplier: int) -> None:
        """Note which units a stage decides whose dual total the plan reaches."""
        for unit, reduced in list(self._reduced(stage, multiplier)):
            if reduced > 0:
                self.filled.add(unit)
            elif reduced < 0 and unit not in self.filled:
                self.empty.add(unit)

    def _reduced(self, stage: StageCertificate, multiplier: int) -> Iterator[tuple[int, int]]:
        """Yield every unit that is not known to stay empty, with w + q."""
        price = dict(stage.limit)
        start, weight = self.fairness.start.tolist(), self.fairness.weight.tolist()
        for number, key in enumerate(self.fairness.keys):
            for unit in range(start[number] + int(self.pinned[number]), start[number + 1]):
                if unit not in self.empty:
                    yield unit, multiplier * weight[unit] + price[key]
