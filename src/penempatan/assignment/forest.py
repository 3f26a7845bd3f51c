"""One side of the network: the leaves (employees or vacancies) and the limit groups above them, as a forest.

Node numbers: leaves 0..n−1, groups n..n+g−1 (a group after every group that contains it), root n+g.
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
    BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Group:
    """At most `left` more placements among the members, whoever or whatever stands on the other side."""

    key: str  # of the limit
    members: IntArray  # (g,) leaves, sorted
    left: int  # after the pins


@dataclass(frozen=True, slots=True)
class Forest:
    """Capacities that nest: what goes through a node goes through its parent, up to the root."""

    n_leaves: int
    keys: tuple[str, ...]  # (g,) limit keys
    parent: IntArray  # (n + g,) node number; the root has none
    capacity: LongArray  # (n + g,) what is left after the pins

    @property
    def root(self) -> int:
        """Number of the root."""
        return self.n_leaves + len(self.keys)

    @property
    def groups(self) -> range:
        """Node numbers of the groups, outer before inner."""
        return range(self.n_leaves, self.root)

    def closed(self) -> BoolArray:
        """Return (n + g,) whether nothing can pass a node because its capacity or one above it is zero."""
        shut = np.r_[self.capacity == 0, False]
        for group in self.groups:
            shut[group] |= shut[self.parent[group]]
        leaves = slice(0, self.n_leaves)
        shut[leaves] |= shut[self.parent[leaves]]
        closed: BoolArray = shut[:-1]
        return closed

    def flow(self, leaf_flow: LongArray) -> LongArray:
        """Return (n + g,) what passes each node when the leaves pass `leaf_flow` (n,)."""
        through = np.zeros(self.root + 1, np.int64)
        through[: self.n_leaves] = leaf_flow
        np.add.at(through, self.parent[: self.n_leaves], leaf_flow)
        for group in reversed(self.groups):
            through[self.parent[group]] += through[group]
        return through[:-1]


def forest_of(left: LongArray, groups: Sequence[Group]) -> Forest:
    """Build one side: `left` (n,) of the leaves after the pins, and groups that are nested or disjoint."""
    n_leaves = len(left)
    outer_first = sorted(groups, key=_outer_first)
    root = n_leaves + len(outer_first)
    innermost = np.full(n_leaves, root, np.int32)
    parent = np.empty(root, np.int32)
    capacity = np.empty(root, np.int64)
    for node, group in enumerate(outer_first, start=n_leaves):
        above = np.unique(innermost[group.members])
        if len(above) != 1:
            raise ValueError(f"{group.key} is empty or crosses another group")
        parent[node] = above[0]
        capacity[node] = group.left
        innermost[group.members] = node
    parent[:n_leaves] = innermost
    capacity[:n_leaves] = left
    return Forest(n_leaves, tuple(group.key for group in outer_first), parent, capacity)


def nested(groups: Sequence[Group], n_leaves: int) -> tuple[Group, ...]:
    """Return groups that are pairwise nested or disjoint: the large ones first, those that cross left out."""
    innermost = np.full(n_leaves, -1, np.int32)
    kept: list[Group] = []
    for group in sorted(groups, key=_outer_first):
        if len(np.unique(innermost[group.members])) == 1:
            innermost[group.members] = len(kept)
            kept.append(group)
    return tuple(kept)


def _outer_first(group: Group) -> tuple[int, str]:
    return -len(group.members), group.key
