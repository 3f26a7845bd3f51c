"""The goals as tiers of one integer gain a pair each; filling by priority is one tier a priority.

Weights that let one priority outrank the next would make numbers that floats no longer tell apart; a tier of
its own for each needs none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from penempatan.settings.model import Goal

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from penempatan.objective.goals import Goals

    IntArray = NDArray[np.int32]
    LongArray = NDArray[np.int64]

FINE = {Goal.FEWEST_MOVES: 30, Goal.LOT: 16}  # bits of a price below one unit of the tier: see `scale`
USUAL = 20


@dataclass(frozen=True, slots=True)
class Tier:
    """One tier: a goal, or the vacancies of one priority gain."""

    goals: Goals
    goal: Goal
    name: str
    level: int = 0  # the priority gain that counts; 0 for other goals

    @property
    def scale(self) -> int:
        """Price units in one unit of gain.

        Fine where the price of an earlier tier is a small fraction, coarse where gains are large.
        """
        return 1 << FINE.get(self.goal, USUAL)

    @property
    def largest(self) -> int:
        """The largest absolute gain of a pair."""
        return 1 if self.level else self.goals.largest(self.goal)

    def gain(self, employee: IntArray, vacancy: IntArray, score: IntArray) -> LongArray:
        """Return (p,) the gain of each pair."""
        if self.level:
            counted: LongArray = (self.goals.priority_gain[vacancy] == self.level).astype(np.int64)
            return counted
        return self.goals.gain(self.goal, employee, vacancy, score)

    def value(self, employee: IntArray, vacancy: IntArray, score: IntArray) -> int:
        """Return what placements add up to."""
        return int(self.gain(employee, vacancy, score).sum())


def tiers_of(goals: Goals) -> tuple[Tier, ...]:
    """Return the tiers in the order of the rules."""
    tiers: list[Tier] = []
    for goal in goals.order:
        if goal is Goal.PRIORITY:
            levels = np.unique(goals.priority_gain[goals.priority_gain > 0])[::-1].tolist()
            tiers += [
                Tier(goals, goal, f"{goal.value}:{number}", level)
                for number, level in enumerate(levels, start=1)
            ]
        else:
            tiers.append(Tier(goals, goal, goal.value))
    return tuple(tiers)
