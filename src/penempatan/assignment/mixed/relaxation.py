"""The best prices of a tier: linear programs on a pool of pairs that grows until no pair is missing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from penempatan.assignment.arcs import canonical, joined
from penempatan.assignment.candidates import strongest
from penempatan.assignment.mixed.cuts import RowPrices, divisor_of, violated_cuts, with_cuts
from penempatan.assignment.mixed.layout import Standing, carried, lay_out
from penempatan.assignment.mixed.pricing import Prices
from penempatan.assignment.mixed.program import Program, relax

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from penempatan.assignment.arcs import Arcs
    from penempatan.assignment.clock import Clock
    from penempatan.assignment.mixed.cuts import Cut
    from penempatan.assignment.mixed.layout import Layout
    from penempatan.assignment.mixed.pricing import Sweep
    from penempatan.assignment.mixed.program import Relaxed
    from penempatan.assignment.mixed.rows import Frame
    from penempatan.objective.tiers import Tier

    FloatArray = NDArray[np.float64]


CLOSE = 0.25  # a bound this near the pool's optimum is not worth lowering, in units of gain
MOST_ROUNDS = 40
TEN_THOUSAND = 10_000
REACH = 60  # pairs this near their price join, in tens of thousandths of the largest gain
MOST_PAIRS = 150_000
JOINING_EACH = (4, 12)  # pairs of an employee and of a vacancy that join where more want to
TOLERANCE = 1e-6  # of the linear program
WHOLE = 1e-6


@dataclass(frozen=True, slots=True)
class Optimum:
    """The optimum of a tier on a pool: fractions, prices as they came, and as whole numbers."""

    answer: Relaxed
    standing: Standing | None  # where to go on from
    layout: Layout
    prices: Prices


@dataclass(frozen=True, slots=True)
class Relaxation:
    """The best prices found, covering every eligible pair, and what they were made on."""

    sweep: Sweep  # with the cuts among the limits of its frame
    prices: Prices
    total: int  # of the prices, in price units
    pool: Arcs
    limits: frozenset[int]  # numbers of the limits that were looked at
    rounds: int
    most_placed: int  # placements that a plan can have at most
    x: FloatArray  # (pool,) the optimum
    plan: Arcs | None = None  # the same, where it is a whole plan that keeps everything
    cuts: tuple[Cut, ...] = ()  # made here
    standing: Standing | None = None


def best_prices(
    sweep: Sweep,
    pool: Arcs,
    limits: Iterable[int],
    clock: Clock,
    *,
    base: Frame | None = None,
    standing: Standing | None = None,
) -> Relaxation | None:
    """Let pairs, limits and cuts join the program until none could change its optimum.

    None: there is no plan in the pool, which must hold a pair of everybody who keeps a place.
    `limits` are the first ones; those that an optimum does not keep join. `base` is the round that cuts are
    made from; without it none are.

    Raises:
        TimeoutError: not even one linear program ended in time.
    """
    active = set(limits)
    best: Relaxation | None = None
    cuts: list[Cut] = []
    for number in range(1, MOST_ROUNDS + 1):
        try:
            optimum = relaxed(sweep, pool, sorted(active), clock.left_s, standing)
        except TimeoutError:
            if best is None:
                raise
            return best
        clock.lap("program linear")
        if optimum is None:
            return None
        standing = optimum.standing or standing
        prices, near = _priced(sweep, optimum.prices)
        total = prices.total(sweep.frame)
        clock.lap("harga")
        x = optimum.answer.x[: len(pool)]
        missing = set(sweep.frame.broken(sweep.frame.use.of(pool.employee, pool.vacancy, x), TOLERANCE))
        missing -= active
        whole = bool((np.abs(x - np.rint(x)) < WHOLE).all())
        if best is None or total * best.prices.scale <= best.total * prices.scale:
            most = min(int(sweep.frame.free.sum()), int(sweep.frame.seats.sum()))
            plan = pool.take(x > 0.5) if whole and not missing else None
            best = Relaxation(
                sweep, prices, total, pool, frozenset(active), number, most, x, plan, tuple(cuts), standing
            )
        active |= missing
        best = replace(best, limits=frozenset(active), rounds=number)
        if clock.over:
            break
        settled = not missing and total - optimum.prices.total(sweep.frame) <= _close(sweep.tier, prices)
        if settled and (base is None or whole or number > MOST_ROUNDS - 2):
            break
        if settled and base is not None:
            first = len(base.limits)
            found = violated_cuts(base, _by_rows(sweep.frame, optimum), first - base.n_given)
            if not found:
                break
            cuts += found
            base, sweep = with_cuts(base, found), replace(sweep, frame=with_cuts(sweep.frame, found))
            active |= set(range(first, len(base.limits)))
            clock.lap("irisan")
            continue
        pool = canonical(joined([pool, near]), len(sweep.frame.free))
    return best


def _close(tier: Tier, prices: Prices) -> int:
    """Return how far above the pool's optimum a bound may stay, in price units: nothing, where no price was
    rounded.
    """
    if prices.scale != tier.scale:
        return 0
    return int(CLOSE * prices.scale * max(1, tier.largest / TEN_THOUSAND))


def relaxed(
    sweep: Sweep, arcs: Arcs, limits: Sequence[int], seconds: float, standing: Standing | None = None
) -> Optimum | None:
    """Return the optimum of a tier on a pool; None: no plan in the pool."""
    frame, tier = sweep.frame, sweep.tier
    layout, entries, rows, columns = lay_out(frame, arcs, limits)
    if layout.lacks(frame):
        return None
    gain = np.r_[tier.gain(*arcs.columns).astype(np.float64), np.full(layout.elastic, -1.0)]
    basis = None if standing is None else carried(standing, layout, rows, len(frame.free))
    answer = relax(Program(gain, columns, rows, *entries.joined()), seconds, basis)
    if answer is None:
        return None
    stands = None if answer.basis is None else Standing(layout, answer.basis)
    return Optimum(answer, stands, layout, _prices(frame, tier, layout, answer))


def _prices(frame: Frame, tier: Tier, layout: Layout, answer: Relaxed) -> Prices:
    """Return the prices as whole numbers, without rounding where a small scale allows it."""
    scale = divisor_of(answer.price) or tier.scale
    price = np.rint(answer.price * scale).astype(np.int64)
    earlier = [0] * len(frame.earlier)
    for number, one in zip(layout.earlier, price[layout.earlier_row :].tolist(), strict=True):
        earlier[number] = max(0, -one)
    limit = [0] * len(frame.limits)
    for number, one in zip(layout.limits, price[layout.limit_row : layout.earlier_row].tolist(), strict=True):
        least, most = frame.at_least[number], frame.at_most[number]
        limit[number] = max(one, 0) if least is None else min(one, 0) if most is None else one
    people = len(layout.people)
    sides = []
    for free, who, own in (
        (frame.full, layout.posts, price[people : layout.limit_row]),
        (frame.keeps, layout.people, price[:people]),
    ):
        side = np.zeros(len(free), np.int64)
        side[who] = np.where(free[who], own, np.maximum(own, 0))
        sides.append(side)
    return Prices(scale, sides[1], sides[0], tuple(limit), tuple(earlier))


def _by_rows(frame: Frame, optimum: Optimum) -> RowPrices:
    layout, price = optimum.layout, optimum.answer.price
    people = len(layout.people)
    employee, vacancy = np.zeros(len(frame.free)), np.zeros(len(frame.seats))
    employee[layout.people] = price[:people]
    vacancy[layout.posts] = price[people : layout.limit_row]
    limit = np.zeros(len(frame.limits))
    limit[list(layout.limits)] = price[layout.limit_row : layout.earlier_row]
    return RowPrices(layout.arcs, optimum.answer.x[: len(layout.arcs)], employee, vacancy, limit)


def _priced(sweep: Sweep, rough: Prices) -> tuple[Prices, Arcs]:
    """Return the covering prices, and the pairs within reach of the rough ones: what lies above them, and the
    nearest below.
    """
    n_employees, n_vacancies = len(sweep.frame.free), len(sweep.frame.seats)
    reach = REACH * rough.scale * sweep.tier.largest // TEN_THOUSAND
    prices, near, left = sweep.covering_and_near(rough, rough.employee - reach)
    if len(near) > MOST_PAIRS:
        over = left - rough.employee[near.employee]
        near = strongest(near, over, n_employees, n_vacancies, JOINING_EACH)
    return prices, near
