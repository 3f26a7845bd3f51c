"""Openings before surplus seats: a plan cut short may hold a surplus seat beside a free opening."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from penempatan.assignment.arcs import Arcs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    IntArray = NDArray[np.int32]
    LongArray = NDArray[np.int64]


def openings_first(plan: Arcs, left: LongArray, post: IntArray) -> Arcs:
    """Return the plan with people moved from surplus seats to free openings of the same post.

    `left` (n_kinds,) seats after the pins, `post` (n_kinds,) the vacancy of each kind. Only the gain in a
    tier that tells the two kinds apart changes, never downwards; an optimal plan stays as it is.
    """
    free = left - np.bincount(plan.vacancy, minlength=len(left))
    kinds = plan.vacancy.copy()
    for place in np.flatnonzero(post[plan.vacancy] != plan.vacancy).tolist():
        opening = int(post[kinds[place]])
        if free[opening] > 0:
            free[opening] -= 1
            kinds[place] = opening
    return Arcs(plan.employee, kinds, plan.score)
