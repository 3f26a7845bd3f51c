"""Is there any plan at all? The tier before all others: to miss the limits by as little as can be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from penempatan.objective.tiers import Tier
from penempatan.settings.model import Goal

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from penempatan.assignment.mixed.rows import Frame
    from penempatan.objective.goals import Goals

    IntArray = NDArray[np.int32]
    LongArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Shortfall(Tier):
    """A tier whose value is minus what the elastic limits are missed by."""

    frame: Frame | None = None

    def gain(self, employee: IntArray, vacancy: IntArray, score: IntArray) -> LongArray:
        """Return (p,) zeros: no pair gains anything of itself."""
        return np.zeros(len(employee), np.int64)

    def value(self, employee: IntArray, vacancy: IntArray, score: IntArray) -> int:
        """Return minus the shortfall of placements."""
        assert self.frame is not None
        return -self.frame.missed(employee, vacancy)


def shortfall(goals: Goals, frame: Frame) -> Shortfall:
    """Return the tier over a frame with its elastic limits."""
    return Shortfall(goals, Goal.FIT, "batas", 0, frame)
