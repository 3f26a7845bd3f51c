"""One side of the network: the leaves (employees or vacancies) and the limit groups above them, as a forest.

Node numbers: leaves 0..n−1, groups n..n+g−1 (a group after every group that contains it), root n+g.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from penempatan.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from penempatan.objective.limits import Limit

    IntArray = NDArray[np.int32]
    LongArray = NDArray[np.int64]
    BoolArray = NDArray[np.bool_]


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


def forest_of(capacity: LongArray, used: LongArray, limits: Sequence[Limit]) -> Forest:
    """Build one side: `capacity` (n,) of the leaves, `used` (n,) what pins take, the limits of this side.

    Raises:
        UsageError: two limits overlap without one containing the other.
    """
    n_leaves = len(capacity)
    outer_first = sorted(limits, key=lambda limit: (-len(limit.members), limit.key))
    root = n_leaves + len(outer_first)
    innermost = np.full(n_leaves, root, np.int32)
    parent = np.empty(root, np.int32)
    left = np.empty(root, np.int64)
    for node, limit in enumerate(outer_first, start=n_leaves):
        above = np.unique(innermost[limit.members])
        if len(above) > 1:
            other = outer_first[int(above[above != root][0]) - n_leaves]
            raise UsageError(
                f"Batas “{limit.label}” dan “{other.label}” beririsan sebagian; batas harus saling lepas "
                "atau yang satu memuat yang lain. Ubah salah satunya di aturan.toml."
            )
        parent[node] = above[0] if len(above) else root
        left[node] = limit.at_most - int(used[limit.members].sum())
        innermost[limit.members] = node
    parent[:n_leaves] = innermost
    left[:n_leaves] = capacity - used
    return Forest(n_leaves, tuple(limit.key for limit in outer_first), parent, left)
