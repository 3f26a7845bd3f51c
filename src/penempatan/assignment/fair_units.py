"""The units of the goal `pemerataan` inside the network: parallel arcs from a class to what is above it.

A unit of flow that leaves a class of seats takes one of its units, the weightiest free one first. In a later
stage a unit that every best plan of the earlier stages uses is forced, and one that none uses is gone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from penempatan.assignment.forest import Group

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from penempatan.objective.fairness import Fairness

    IntArray = NDArray[np.int32]
    LongArray = NDArray[np.int64]
    BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class FairUnits:
    """The units that are left, those of a class together and falling in weight."""

    node: IntArray  # (u,) class node of the vacancy side
    weight: LongArray  # (u,) in the goal's own measure
    full: BoolArray  # (u,) used by every best plan of the earlier stages

    @property
    def nodes(self) -> IntArray:
        """Return the class nodes that have units left."""
        return np.unique(self.node)

    def dual(self, gain: LongArray, price: LongArray) -> int:
        """Return the units' part of the dual total; `gain` (u,) packed, `price` (vacancy nodes,) own."""
        reduced = gain + price[self.node]
        return sum(np.where(self.full, reduced, np.maximum(reduced, 0)).tolist())

    def after(self, gain: LongArray, price: LongArray) -> FairUnits:
        """Return what is left to decide after a stage."""
        reduced = gain + price[self.node]
        full = self.full | (reduced > 0)
        kept = full | (reduced == 0)
        return FairUnits(self.node[kept], self.weight[kept], full[kept])

    def margins(self, gain: LongArray, used: LongArray) -> tuple[LongArray, LongArray, BoolArray, BoolArray]:
        """Return per vacancy node what the last used free unit gains and what the next one would.

        `used` (nodes,) is the flow through each node. With them, whether there is such a unit at all.
        """
        last, following = np.zeros(len(used), np.int64), np.zeros(len(used), np.int64)
        has_last, has_next = np.zeros(len(used), np.bool_), np.zeros(len(used), np.bool_)
        free = np.flatnonzero(~self.full)
        taken = used.copy()
        np.subtract.at(taken, self.node[self.full], 1)
        nodes, first, count = np.unique(self.node[free], return_index=True, return_counts=True)
        for node, start, units in zip(nodes.tolist(), first.tolist(), count.tolist(), strict=True):
            at = int(taken[node])
            if at > 0:
                last[node], has_last[node] = gain[free[start + at - 1]], True
            if at < units:
                following[node], has_next[node] = gain[free[start + at]], True
        return last, following, has_last, has_next


def fair_groups(fairness: Fairness, seats: LongArray) -> list[Group]:
    """Return a group a class; its seats bound it already, so its own cap never binds."""
    groups = []
    for number, key in enumerate(fairness.keys):
        members = np.flatnonzero(fairness.class_of == number).astype(np.int32)
        groups.append(Group(key, members, int(seats[members].sum())))
    return groups


def fair_units(fairness: Fairness, node_of: dict[str, int], pinned: IntArray) -> FairUnits:
    """Return the units that the pins (vacancies of the pinned) leave; `node_of` gives the node of a key."""
    taken = fairness.counts(pinned)
    node: list[int] = []
    index: list[int] = []
    for number, key in enumerate(fairness.keys):
        left = range(int(fairness.start[number] + taken[number]), int(fairness.start[number + 1]))
        node += [node_of[key]] * len(left)
        index += left
    weight = fairness.weight[np.array(index, np.int64)]
    return FairUnits(np.array(node, np.int32), weight, np.zeros(len(index), np.bool_))


def no_units() -> FairUnits:
    """Return the units of a round without the goal."""
    return FairUnits(np.empty(0, np.int32), np.empty(0, np.int64), np.empty(0, np.bool_))
