"""What the lists that resemble a list go on to accept."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from penempatan.knowledge.nearness.asked import AskedBlock, lift, usual_share
from penempatan.knowledge.nearness.fixed import fixed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    IntArray = NDArray[np.int64]
    FloatArray = NDArray[np.float64]

SIMILAR, SAME = 5, 8  # powers of the likeness of lists
NEAREST_LISTS = 500
PRIOR_SHARE = 0.02
_UNIT = 1 << 30


def similar_lifts(block: AskedBlock) -> FloatArray:
    """Return (2, pairs): lift among the lists that resemble the pair's, then among those nearly the same.

    As if 2 % of the lists, and one list half as like, followed what is usual. 0 for unknown programmes.
    """
    counts, table = block.counts, block.counts.table
    lists = len(counts.norm)
    bounds, holder, likeness = _near(block)
    squared = likeness * likeness
    fourth = squared * squared
    near = np.stack([fixed(fourth * likeness, _UNIT), fixed(fourth * fourth, _UNIT)], axis=1)
    total = np.zeros((block.lists, 2))
    by_level = np.zeros((block.lists, counts.levels, 2))
    weight = np.zeros((block.lists, lists, 2))
    for one in range(block.lists):
        own, held = near[bounds[one] : bounds[one + 1]], holder[bounds[one] : bounds[one + 1]]
        total[one] = own.sum(axis=0)
        by_level[one] = counts.lists_of_level[held].T @ own
        weight[one, held] = own
    listed = _mass(block, weight, block.listed.owner, block.listed.member)
    np.subtract.at(by_level, (block.listed.owner, counts.level[block.listed.member]), listed)
    row, column = block.row[block.known], block.column[block.known]
    few = int(table.holders.sizes[row].sum()) < int(table.lists.sizes[holder].sum())
    mass = _mass(block, weight, column, row) if few else _mass_by_list(block, near, bounds, holder)
    usual = usual_share(counts.programme_lists, row, counts.level, block.listed, column)
    result = np.zeros((2, len(block.row)))
    for place, power in enumerate((SIMILAR, SAME)):
        prior = PRIOR_SHARE * total[column, place] / _UNIT + 0.5**power
        of_level = by_level[column, counts.level[row], place] / _UNIT
        result[place, block.known] = lift(mass[:, place] / _UNIT, of_level, usual, prior)
    return result


def _near(block: AskedBlock) -> tuple[IntArray, IntArray, FloatArray]:
    """Return the nearest lists of each list: where each begins, the lists, and their likeness in 0..1.

    The cosine of the two sets with each programme weighted by its rarity: sharing LINGUISTIK says more than
    sharing MANAJEMEN. Only the nearest count (with those as near as the last).
    """
    counts = block.counts
    lists = len(counts.norm)
    twins = block.listed_twins
    holders, sizes = counts.table.twin_holders.take(twins.member)
    key = np.repeat(twins.owner * lists, sizes) + holders
    shared = np.bincount(key, np.repeat(counts.rarity[twins.member], sizes), block.lists * lists)
    near = np.flatnonzero(shared)
    owner = near // max(1, lists)
    holder = near - owner * lists
    likeness = shared[near] / np.sqrt(np.maximum(counts.norm[holder] * block.rarity[owner], 1.0))
    ends = np.searchsorted(near, np.arange(block.lists + 1) * lists)
    keep = np.ones(len(near), dtype=np.bool_)
    for first, last in pairwise(ends.tolist()):
        if last - first > NEAREST_LISTS:
            part = likeness[first:last]
            least = np.partition(part, len(part) - NEAREST_LISTS)[len(part) - NEAREST_LISTS]
            keep[first:last] = part >= least
    kept = np.concatenate([[0], np.cumsum(keep)])
    return kept[ends], holder[keep], likeness[keep]


def _mass(block: AskedBlock, weight: FloatArray, column: IntArray, row: IntArray) -> FloatArray:
    """Return (pairs, 2): the weight of the lists near to a list that accept a programme."""
    lists = weight.shape[1]
    holders, sizes = block.counts.table.holders.take(row)
    found = weight.reshape(-1, 2)[np.repeat(column * lists, sizes) + holders]
    pair = np.repeat(np.arange(len(row)), sizes)
    return np.stack([np.bincount(pair, found[:, place], len(row)) for place in (0, 1)], axis=1)


def _mass_by_list(block: AskedBlock, near: FloatArray, bounds: IntArray, holder: IntArray) -> FloatArray:
    """Return the same for the known pairs, list by list: quicker where many programmes are asked about."""
    programmes = len(block.counts.table.programmes)
    row, column = block.row[block.known], block.column[block.known]
    result = np.zeros((len(row), 2))
    ends = np.searchsorted(column, np.arange(block.lists + 1))
    for one in range(block.lists):
        span = slice(bounds[one], bounds[one + 1])
        members, sizes = block.counts.table.lists.take(holder[span])
        asked = row[ends[one] : ends[one + 1]]
        for place in (0, 1):
            mass = np.bincount(members, np.repeat(near[span, place], sizes), programmes)
            result[ends[one] : ends[one + 1], place] = mass[asked]
    return result
