"""What the posts accept whose lists name what a list names: precedents over a post, beyond one list."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from penempatan.knowledge.nearness.asked import AskedBlock, lift, usual_share
from penempatan.knowledge.nearness.fixed import UNIT, fixed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from penempatan.knowledge.nearness.counts import Counts

    FloatArray = NDArray[np.float64]

SMOOTHING = 3.0  # lists of a post that follow, by half, what is usual
PRIOR = 0.02  # as if so many of the post's lists followed what is usual


@dataclass(frozen=True, eq=False)
class Posts:
    """How many lists of each post accept each twin."""

    lists: FloatArray  # by post: its distinct lists
    accepting: FloatArray  # (posts, twins)
    share: FloatArray  # (twins, posts), fixed: of the lists of a post those that accept a twin
    of_rank: FloatArray  # (ranks, posts), fixed: the same summed over the twins of a rank


@lru_cache(maxsize=8)
def _posts_of(counts: Counts) -> Posts:
    table = counts.table
    posts, twins = int(table.posts.member.max(initial=-1)) + 1, len(counts.twin_lists)
    lists = np.bincount(table.posts.member, minlength=posts).astype(np.float64)
    members, sizes = table.twin_lists.take(table.posts.owner)
    key = np.repeat(table.posts.member, sizes) * twins + members
    accepting = np.bincount(key, minlength=posts * twins).reshape(posts, twins).astype(np.float64)
    share = fixed(accepting / np.maximum(lists, 1)[:, None]).T.copy()
    ranks = int(counts.twin_rank.max(initial=-1)) + 1
    of_rank = np.zeros((ranks, posts))
    np.add.at(of_rank, counts.twin_rank, share)
    return Posts(lists, accepting, share, of_rank)


def post_lifts(block: AskedBlock) -> FloatArray:
    """Return by pair how much more often than usual the posts behind a list accept the programme.

    How well a post explains the list: the product, over what is listed, of the share of the post's lists
    that name it, times the root of the number of its lists. 0 where nothing is known.
    """
    counts, twins = block.counts, block.listed_twins
    result = np.zeros(len(block.row))
    if not len(counts.table.posts.member):
        return result
    posts = _posts_of(counts)
    asked = np.flatnonzero((block.twin >= 0) & (twins.sizes[block.column] > 0))
    if not len(asked):
        return result
    behind = _behind(block, posts)
    twin, column = block.twin[asked], block.column[asked]
    distinct, place = np.unique(twin, return_inverse=True)
    accepting = (behind @ posts.share[distinct].T)[column, place]
    groups = len(posts.of_rank)
    of_rank = behind @ posts.of_rank.T
    named = np.einsum("ij,ij->i", behind[twins.owner], posts.share[twins.member])
    key = twins.owner * groups + counts.twin_rank[twins.member]
    of_rank -= np.bincount(key, named, of_rank.size).reshape(of_rank.shape)
    usual = usual_share(counts.twin_lists, twin, counts.twin_rank, twins, column)
    scale = float(UNIT) ** 2
    weight = of_rank[column, counts.twin_rank[twin]] / scale
    result[asked] = lift(accepting / scale, weight, usual, np.full(len(asked), PRIOR))
    return result


def _behind(block: AskedBlock, posts: Posts) -> FloatArray:
    """Return (lists, posts), fixed: how likely each post is the one behind a list; each row adds up to 1."""
    counts, twins = block.counts, block.listed_twins
    usual = (counts.twin_lists - 1) / max(1, len(counts.norm))
    distinct, place = np.unique(twins.member, return_inverse=True)
    share = (posts.accepting[:, distinct] + SMOOTHING / 2 * usual[distinct]) / (posts.lists + SMOOTHING)[
        :, None
    ]
    evidence = fixed(np.log(share + 1e-5)).T
    result = np.tile(fixed(0.5 * np.log(posts.lists + 1)), (block.lists, 1))
    np.add.at(result, twins.owner, evidence[place])
    odds = np.exp((result - result.max(axis=1, keepdims=True)) / UNIT)
    odds = fixed(odds)  # whole numbers, so that their sum is the same in any order
    return fixed(odds / odds.sum(axis=1, keepdims=True))
