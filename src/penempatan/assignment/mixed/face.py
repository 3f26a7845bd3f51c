"""The plans that a tier leaves to the tiers after it, and prices that hold beyond them.

A plan no worse than V in a tier uses only pairs within total − scale·V of their price, takes every seat and
keeps every bound that is priced above that. Where the prices reach V exactly, that alone makes every plan
worth V: the tiers after it need no row for it, and go on among few pairs.

Prices of such a narrowed round say nothing of the pairs left out. Added to a multiple of the prices of the
tier before, which leave those pairs (and the seats and bounds that must be used) something over, they bound
every plan of the round: `Composer`.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from penempatan.assignment.arcs import chunks_of
from penempatan.assignment.mixed.pricing import Prices, Sweep
from penempatan.settings.model import Goal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from penempatan.assignment.arcs import Arcs, ArcSource
    from penempatan.assignment.mixed.rows import Frame
    from penempatan.objective.tiers import Tier

MOST_PAIRS = 2_000_000  # pairs of a face that are kept rather than found again at every sweep
LARGEST = 1 << 60  # magnitude of prices, summed over a pair, that int64 still holds with room


@dataclass(frozen=True, slots=True)
class Near:
    """The pairs of a source within reach of some prices, found again at every sweep."""

    sweep: Sweep
    prices: Prices
    reach: int

    def blocks(self) -> Iterator[Arcs]:
        """Yield every such pair exactly once."""
        left, bar = self.sweep.valuation(self.prices), self.prices.employee - self.reach
        for block in self.sweep.source.blocks():
            for chunk in chunks_of(block):
                arcs, value = left(chunk)
                kept = arcs.take(value >= bar[arcs.employee])
                if len(kept):
                    yield kept


def narrowed(sweep: Sweep, prices: Prices, value: int, *, whole: bool = False) -> tuple[Frame, ArcSource]:
    """Return what plans worth at least `value` in the tier of a sweep may use, as a round for the next tier.

    `whole` says that the prices leave nothing over at any pair.
    """
    frame, tier = sweep.frame, sweep.tier
    reach = prices.total(frame) - prices.scale * value
    least, most = list(frame.at_least), list(frame.at_most)
    for number, price in enumerate(prices.limit):
        if price > reach:
            least[number] = most[number]
        elif price < -reach:
            most[number] = least[number]
    number = len(frame.earlier)
    after = replace(
        frame,
        keeps=frame.keeps | (frame.free & (prices.employee > reach)),
        full=frame.full | ((frame.seats > 0) & (prices.vacancy > reach)),
        at_least=tuple(least),
        at_most=tuple(most),
        earlier=(*frame.earlier, (tier, value)),
        implied=frame.implied | {number} if reach == 0 else frame.implied,
    )
    if whole:
        return after, sweep.source
    if tier.level or tier.goal is Goal.MUST_PLACE:  # pairs differ by little: nearly all are there still
        return after, Near(sweep, prices, reach)
    arcs, _ = sweep.near(prices, prices.employee - reach)
    return after, arcs if len(arcs) <= MOST_PAIRS else Near(sweep, prices, reach)


@dataclass(frozen=True, slots=True)
class Composer:
    """Extends prices of narrowed rounds to all eligible pairs, tier after tier."""

    source: ArcSource  # all eligible pairs
    workers: int

    def composed(
        self,
        base: Frame,
        tier: Tier,
        prices: Prices,
        before: tuple[Tier, Prices] | None,
        *,
        narrow: bool,
    ) -> Prices | None:
        """Return prices of a tier that cover all eligible pairs, or None where they grow beyond int64.

        `base` is the round with all earlier tiers, not narrowed; `before` the tier before with its prices,
        composed. `narrow` says that the prices were not made over all eligible pairs.
        """
        limit = (*prices.limit, *(0 for _ in base.limits[len(prices.limit) :]))
        prices = replace(prices, limit=limit)
        if before is None:
            return prices
        last, given = before
        given = replace(given, limit=(*given.limit, *(0 for _ in base.limits[len(given.limit) :])))
        times = _times_of_rows(base, prices, given)
        if times is not None and narrow:
            own = Sweep(base, tier, self.source, self.workers)
            times = _times_of_pairs(own, prices, replace(own, tier=last), given, at_least=times)
        if times is None:
            return None
        times += 1  # so that what the tier before excludes is excluded by the new prices, too
        beside = (*(times * one for one in given.earlier), times * given.scale)
        if _magnitude(base, tier, prices) + times * _magnitude(base, last, given) > LARGEST:
            return None
        return Prices(
            prices.scale,
            prices.employee + times * given.employee,
            prices.vacancy + times * given.vacancy,
            tuple(one + times * other for one, other in zip(prices.limit, given.limit, strict=True)),
            tuple(one + other for one, other in zip(prices.earlier, beside, strict=True)),
        )


def _times_of_pairs(
    sweep: Sweep, prices: Prices, before: Sweep, given: Prices, *, at_least: int
) -> int | None:
    """Return how many times the given prices of the tier before make good what others lack at any pair."""
    own_left = sweep.valuation(prices)
    frame = replace(before.frame, earlier=before.frame.earlier[:-1])
    given_left = replace(before, frame=frame).valuation(given)
    times = at_least

    def most_lacking(chunk: Arcs) -> int | None:
        arcs, value = own_left(chunk)
        lacking = np.flatnonzero(value > prices.employee[arcs.employee])
        if not len(lacking):
            return 0
        some = arcs.take(lacking)
        slack = given.employee[some.employee] - given_left(some)[1]
        if (slack <= 0).any():
            return None
        lack = value[lacking] - prices.employee[some.employee]
        return 1 + int((lack // slack).max())

    with ThreadPoolExecutor(max_workers=max(1, sweep.workers)) as pool:
        for block in sweep.source.blocks():
            for found in pool.map(most_lacking, chunks_of(block)):
                if found is None:
                    return None
                times = max(times, found)
    return times


def _times_of_rows(base: Frame, prices: Prices, given: Prices) -> int | None:
    """Return how many times the given prices of people, seats and limits make good the others' signs."""
    short = [
        (prices.employee, given.employee, ~base.keeps & base.free),
        (prices.vacancy, given.vacancy, base.seats > 0),
    ]
    times = 1
    for own, other, bounding in short:
        lacking = np.flatnonzero((own < 0) & bounding)
        if (other[lacking] <= 0).any():
            return None
        times = max(times, 1 + int((-own[lacking] // np.maximum(other[lacking], 1)).max(initial=0)))
    for one, over, least, most in zip(prices.limit, given.limit, base.at_least, base.at_most, strict=True):
        if one * over < 0:  # the bound that must be kept is to stay the one that is priced
            times = max(times, 1 + abs(one) // abs(over))
        elif over == 0 and ((one > 0 and most is None) or (one < 0 and least is None)):
            return None
    return times


def _magnitude(base: Frame, tier: Tier, prices: Prices) -> int:
    heaviest = sum(
        abs(price) * limit.heaviest for price, limit in zip(prices.limit, base.limits, strict=True) if price
    )
    gains = prices.scale * tier.largest + sum(
        price * one.largest for price, (one, _) in zip(prices.earlier, base.earlier, strict=False)
    )
    people = int(np.abs(prices.employee).max(initial=0))
    return people + int(np.abs(prices.vacancy).max(initial=0)) + heaviest + gains
