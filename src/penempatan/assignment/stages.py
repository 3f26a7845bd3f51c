"""Tiers of the objective packed into stages: one integer gain a pair, without any chance of overflow.

Inside a stage a tier's multiplier is one more than everything that the tiers below it can add up to, so a
larger packed gain is a lexicographically better plan. A tier that no longer fits opens the next stage, which
is solved among the optimal plans of the stages before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from penempatan.errors import UsageError
from penempatan.settings.model import Goal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from penempatan.assignment.arcs import Arcs
    from penempatan.objective.goals import Goals

    IntArray = NDArray[np.int32]
    LongArray = NDArray[np.int64]

COST_LIMIT = 1 << 60  # largest gain × nodes: bounds scaled costs, prices and sums over paths
FINE = 100  # a tier with so many values tells good pairs from better ones
GENTLE_SWAPS = 2  # see Stage.gentle
NODE_TIERS = frozenset({Goal.PRIORITY, Goal.MUST_PLACE, Goal.FAIRNESS})  # no gains of the pair itself
KIND_TIERS = frozenset({Goal.PRIORITY, Goal.MUST_PLACE, Goal.FIT})


@dataclass(frozen=True, slots=True)
class Stage:
    """Consecutive tiers with their multipliers, highest first."""

    goals: Goals
    tiers: tuple[Goal, ...]
    multipliers: tuple[int, ...]
    n_max: int  # placements that a plan can have at most

    @property
    def largest(self) -> int:
        """The largest absolute packed gain of a single pair."""
        return sum(
            multiplier * self.goals.largest(tier)
            for tier, multiplier in zip(self.tiers, self.multipliers, strict=True)
        )

    @property
    def pair_range(self) -> int:
        """The packed range of the weightiest tier in which the pairs of one vacancy differ.

        One undecided row a person is all that stability tells apart: it says nothing about all other pairs.
        """
        return max(
            (
                multiplier * self.goals.largest(tier)
                for tier, multiplier in zip(self.tiers, self.multipliers, strict=True)
                if tier not in NODE_TIERS and tier is not Goal.STABILITY
            ),
            default=0,
        )

    @property
    def fine_range(self) -> int:
        """The packed range of the weightiest such tier in which pairs come close to one another."""
        return max(
            (
                multiplier * self.goals.largest(tier)
                for tier, multiplier in zip(self.tiers, self.multipliers, strict=True)
                if tier not in NODE_TIERS and self.goals.largest(tier) >= FINE
            ),
            default=self.pair_range,
        )

    @property
    def pair_largest(self) -> int:
        """The largest absolute `pair_gain` of a single pair."""
        return sum(
            multiplier * self.goals.largest(tier)
            for tier, multiplier in zip(self.tiers, self.multipliers, strict=True)
            if tier not in NODE_TIERS
        )

    @property
    def fit_unit(self) -> int:
        """What a hundredth of a point adds to `pair_gain`; 0 in a stage without the fit."""
        return dict(zip(self.tiers, self.multipliers, strict=True)).get(Goal.FIT, 0)

    @property
    def most_beside_fit(self) -> int:
        """The most that the other tiers of `pair_gain` add up to for any pair."""
        return sum(
            multiplier * self.goals.most(tier)
            for tier, multiplier in zip(self.tiers, self.multipliers, strict=True)
            if tier is not Goal.FIT and tier not in NODE_TIERS
        )

    @property
    def by_node_alone(self) -> bool:
        """Whether all pairs of a person or a vacancy earn the same there."""
        return all(tier in NODE_TIERS for tier in self.tiers)

    def gentle(self) -> Stage:
        """Return the stage with multipliers that two swaps cannot outweigh, instead of all n_max placements.

        Small costs are solved in fewer scaling phases, and the answer is nearly always the same; the prices
        are always computed with the true multipliers, which shows when it is not.
        """
        swaps = min(GENTLE_SWAPS, self.n_max)
        return Stage(self.goals, self.tiers, _multipliers(self.goals, self.tiers, swaps), self.n_max)

    def gain(self, arcs: Arcs) -> LongArray:
        """Return (p,) the packed gain of each pair, without fairness, which is no sum over pairs."""
        employee, vacancy = self.node_gain()
        return self.pair_gain(arcs) + employee[arcs.employee] + vacancy[arcs.vacancy]

    def pair_gain(self, arcs: Arcs) -> LongArray:
        """Return (p,) the packed gain without the tiers that belong to the employee or the vacancy alone."""
        total: LongArray | None = None
        for tier, multiplier in zip(self.tiers, self.multipliers, strict=True):
            if tier in NODE_TIERS:
                continue
            part = self.goals.gain(tier, arcs.employee, arcs.vacancy, arcs.score)
            if multiplier > 1:
                part *= multiplier
            total = part if total is None else total + part
        return np.zeros(len(arcs), np.int64) if total is None else total

    @property
    def fairness(self) -> int:
        """The multiplier of the units of fairness, 0 where the stage does not have the goal."""
        return dict(zip(self.tiers, self.multipliers, strict=True)).get(Goal.FAIRNESS, 0)

    def value(self, arcs: Arcs, pinned: IntArray) -> int:
        """Return what the arcs of a plan reach together beside the pins (their vacancies), packed."""
        fairness = self.goals.fairness
        units = 0
        if fairness is not None and self.fairness:
            units = fairness.value(np.r_[arcs.vacancy, pinned]) - fairness.value(pinned)
        return int(self.gain(arcs).sum()) + self.fairness * units

    def node_gain(self) -> tuple[LongArray, LongArray]:
        """Return (n_employees,) and (n_vacancies,): the part of the packed gain left out of `pair_gain`."""
        employee = np.zeros(len(self.goals.must_place), np.int64)
        vacancy = np.zeros(len(self.goals.priority_gain), np.int64)
        for tier, multiplier in zip(self.tiers, self.multipliers, strict=True):
            if tier is Goal.PRIORITY:
                vacancy += multiplier * self.goals.priority_gain
            elif tier is Goal.MUST_PLACE:
                employee += multiplier * self.goals.must_place
        return employee, vacancy


def stages_of(goals: Goals, n_max: int, n_nodes: int, *, kinds_apart: bool = False) -> tuple[Stage, ...]:
    """Pack the tiers, in order, into as few stages as the cost range allows.

    With `kinds_apart`, a first stage that kinds of vacancies decide ends where a tier looks at single ones.

    Raises:
        UsageError: a single tier exceeds the cost range on so large a network.
    """
    stages: list[tuple[Goal, ...]] = []
    for tier in goals.order:
        apart = kinds_apart and bool(stages) and by_kind(stages[-1]) and tier not in KIND_TIERS
        if stages and not apart and _fits(goals, (*stages[-1], tier), n_max, n_nodes):
            stages[-1] = (*stages[-1], tier)
        elif _fits(goals, (tier,), n_max, n_nodes):
            stages.append((tier,))
        else:
            remedy = (
                "Kurangi ambang_terlemah." if tier is Goal.WORST_OFF else "Bagi ronde menjadi lebih kecil."
            )
            raise UsageError(
                f"Tujuan “{tier.value}” melampaui bilangan yang dapat dihitung dengan tepat pada ronde "
                f"sebesar ini. {remedy}"
            )
    return tuple(Stage(goals, tiers, _multipliers(goals, tiers, n_max), n_max) for tiers in stages)


def by_kind(tiers: Sequence[Goal]) -> bool:
    """Whether the tiers know of a pair only its score, its person and its vacancy's own worth."""
    return Goal.FIT in tiers and KIND_TIERS.issuperset(tiers)


def _fits(goals: Goals, tiers: tuple[Goal, ...], n_max: int, n_nodes: int) -> bool:
    largest = Stage(goals, tiers, _multipliers(goals, tiers, n_max), n_max).largest
    return largest * (n_nodes + 2) < COST_LIMIT


def _most_of(goals: Goals, tier: Goal, n_placements: int) -> int:
    """Return what so many placements can add up to in a tier: at most everybody who must be placed is."""
    most = goals.largest(tier) * n_placements
    return min(most, int(goals.must_place.sum())) if tier is Goal.MUST_PLACE else most


def _multipliers(goals: Goals, tiers: tuple[Goal, ...], n_placements: int) -> tuple[int, ...]:
    multipliers: list[int] = []
    below = 0
    for tier in reversed(tiers):
        multipliers.append(1 + below)
        below += multipliers[-1] * _most_of(goals, tier, n_placements)
    return tuple(reversed(multipliers))
