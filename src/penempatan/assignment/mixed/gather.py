"""A plan that keeps every limit, made at once: pairs taken one by one, as long as no limit gets further off.

It is where the tiers begin and what is left when the time is over; nothing about it is best.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from penempatan.assignment.arcs import canonical, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from penempatan.assignment.arcs import Arcs
    from penempatan.assignment.mixed.rows import Frame
    from penempatan.objective.tiers import Tier

MOST_PASSES = 8  # a pair refused may fit once others are placed: a share, a spouse


def gathered(frame: Frame, tiers: Sequence[Tier], begin: Arcs, wanted: Sequence[Arcs]) -> Arcs:
    """Return a plan on the way from `begin` to better ones; pairs of the first `wanted` come first.

    Bounds that `begin` does not keep are missed by no more afterwards, all others are kept.
    """
    people = len(frame.free)
    parts = [canonical(frame.open_arcs(one), people) for one in wanted]
    order = [_by_gain(tiers, part) for part in parts]
    start = len(begin)
    arcs = joined([begin, *(part.take(index) for part, index in zip(parts, order, strict=True))])
    gains = list(zip(*(tier.gain(*arcs.columns).tolist() for tier in tiers), strict=True))
    counted = frame.use.by_pair(arcs.employee, arcs.vacancy)
    employee, vacancy = arcs.employee.tolist(), arcs.vacancy.tolist()
    left = (frame.seats - np.bincount(begin.vacancy, minlength=len(frame.seats))).tolist()
    at = dict(zip(begin.employee.tolist(), range(start), strict=True))
    used = frame.use.of(begin.employee, begin.vacancy, np.ones(start)).astype(np.int64).tolist()
    nothing = (0,) * len(tiers)
    for _ in range(MOST_PASSES):
        moved = False
        for pair in range(start, len(arcs)):
            who, where = employee[pair], vacancy[pair]
            now = at.get(who)
            if left[where] <= 0 or gains[pair] <= (nothing if now is None else gains[now]):
                continue
            change: dict[int, int] = defaultdict(int)
            for limit, weight in counted[pair]:
                change[limit] += weight
            for limit, weight in () if now is None else counted[now]:
                change[limit] -= weight
            if not all(_no_further(frame, limit, used[limit], more) for limit, more in change.items()):
                continue
            for limit, more in change.items():
                used[limit] += more
            if now is not None:
                left[vacancy[now]] += 1
            left[where] -= 1
            at[who] = pair
            moved = True
        if not moved:
            break
    return arcs.take(np.array(sorted(at.values()), np.intp))


def _no_further(frame: Frame, limit: int, used: int, more: int) -> bool:
    """Whether a limit is kept after a change, or missed by no more than before it."""
    least, most = frame.at_least[limit], frame.at_most[limit]
    low = 0 if least is None else least - used
    high = 0 if most is None else used - most
    return (least is None or low - more <= max(low, 0)) and (most is None or high + more <= max(high, 0))


def _by_gain(tiers: Sequence[Tier], arcs: Arcs) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """Return the order of the pairs, best first, tier by tier."""
    if not len(arcs):
        return np.empty(0, np.intp)
    return np.lexsort([-tier.gain(*arcs.columns) for tier in reversed(tiers)])
