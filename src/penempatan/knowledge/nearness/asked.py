"""A block of lists, and the pairs of programme and list that are asked about, as flat arrays."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from penempatan.knowledge.nearness.table import Groups

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from penempatan.knowledge.nearness.counts import Counts

    IntArray = NDArray[np.int64]
    FloatArray = NDArray[np.float64]

FLOOR = 1e-4


@dataclass(frozen=True, eq=False)
class AskedBlock:
    """Lists side by side, and pairs of a programme with one of them."""

    counts: Counts
    listed: Groups  # list -> rows of the programmes it names, known ones only
    listed_twins: Groups  # list -> their twins, each once
    rarity: FloatArray  # by list, fixed: of all it names, known or not; > 0
    column: IntArray  # by pair: the list
    row: IntArray  # by pair: row of the programme, −1 unknown
    twin: IntArray  # by pair: its twin, −1 unknown

    @property
    def lists(self) -> int:
        """Number of lists."""
        return len(self.rarity)

    @cached_property
    def known(self) -> IntArray:
        """The pairs whose programme some vacancy accepts."""
        return np.flatnonzero(self.row >= 0)


def lift(accepting: FloatArray, weight: FloatArray, usual: FloatArray, prior: FloatArray) -> FloatArray:
    """Return how much more often than usual a programme is accepted, as a natural logarithm.

    `accepting`: weight of the lists that accept it; `weight`: weight of all acceptances at its level, listed
    programmes left out; `usual`: its share of those over all lists; `prior`: the weight that follows what is
    usual, which shrinks the answer towards 0.
    """
    share: FloatArray = (accepting + prior * usual) / (weight + prior)
    return np.log(share + FLOOR) - np.log(usual + FLOOR)


def usual_share(
    often: FloatArray, of: IntArray, group: IntArray, listed: Groups, pair: IntArray
) -> FloatArray:
    """Return each pair's usual share of its group (level, rank), what its list names left out.

    `often`: lists by programme; `of`: the programmes of the pairs; `group` by programme; `pair`: their lists.
    """
    groups = int(group.max(initial=-1)) + 1
    key = listed.owner * groups + group[listed.member]
    named = np.bincount(key, often[listed.member], (len(listed.start) - 1) * groups)
    rest = np.bincount(group, often, groups)[group[of]] - named[pair * groups + group[of]]
    share: FloatArray = often[of] / np.maximum(rest, often[of])
    return share
