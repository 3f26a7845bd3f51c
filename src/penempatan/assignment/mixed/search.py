"""The best plan of a tier, by branch and bound on the pairs that its prices leave.

A plan that reaches V uses only pairs within total − scale·V of their price, fills every seat and keeps every
bound whose price is larger than that: all else would cost too much. What is left is small, and its gains,
counted from the prices, are small whole numbers that floats hold exactly.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from penempatan.assignment.arcs import canonical
from penempatan.assignment.flow import SolverFaultError
from penempatan.assignment.mixed.layout import lay_out
from penempatan.assignment.mixed.program import Outcome, Program, Searched, search
from penempatan.assignment.mixed.relaxation import TEN_THOUSAND, WHOLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from penempatan.assignment.arcs import Arcs
    from penempatan.assignment.clock import Clock
    from penempatan.assignment.mixed.pricing import Prices, Sweep
    from penempatan.assignment.mixed.relaxation import Relaxation
    from penempatan.objective.tiers import Tier

    LongArray = NDArray[np.int64]

FIRST_REACH = 16  # how far below the bound the search begins, in tens of thousandths of the largest gain
WIDENING = 8  # … and how much further it looks each time it finds nothing better
MOST_PAIRS = 400_000  # more are beyond what branch and bound can do
LEAST_SECONDS = 1.0
MOST_LEFT = 60_000  # pairs beside the whole ones that `completed` searches
SECONDS_FOR_THE_REST = 10.0


@dataclass(frozen=True, slots=True)
class Found:
    """The best plan of a tier that was found, and whether no plan over all eligible pairs is better."""

    plan: Arcs | None
    proven: bool
    impossible: bool = False  # no plan at all keeps everything
    pairs: int = 0  # handed to the last search


def completed(relaxation: Relaxation, clock: Clock) -> Arcs | None:
    """Return a plan that keeps what is whole in the optimum and searches for the rest; None: there is none.

    Nothing is proved by it, but the rest is small, and the plan nearly always as good as any.
    """
    frame, tier, pool = relaxation.sweep.frame, relaxation.sweep.tier, relaxation.pool
    kept = relaxation.x > 1 - WHOLE
    left = frame.seats - np.bincount(pool.vacancy[kept], minlength=len(frame.seats))
    rest = ~np.isin(pool.employee, pool.employee[kept]) & (left[pool.vacancy] > 0)
    if rest.sum() > MOST_LEFT:
        rest &= np.isin(pool.employee, pool.employee[(relaxation.x > WHOLE) & ~kept])
    if rest.sum() > MOST_LEFT:
        return None
    arcs, active = pool.take(kept | rest), set(relaxation.limits)
    fixed = kept[kept | rest].astype(np.float64)
    while clock.left_s > LEAST_SECONDS:
        layout, entries, rows, columns = lay_out(frame, arcs, sorted(active))
        if layout.lacks(frame):
            return None
        columns.upper[: len(arcs)] = 1
        columns.lower[: len(arcs)] = fixed
        gain = np.r_[tier.gain(*arcs.columns).astype(np.float64), np.full(layout.elastic, -1.0)]
        program = Program(gain, columns, rows, *entries.joined())
        seconds = min(clock.left_s, SECONDS_FOR_THE_REST)
        answer = search(program, np.arange(len(gain)) < len(arcs), seconds=seconds)
        clock.lap("cabang dan batas")
        if answer.outcome not in (Outcome.OPTIMAL, Outcome.FEASIBLE):
            return None
        plan = arcs.take(answer.x[: len(arcs)])
        broken = set(frame.violated(plan.employee, plan.vacancy)) - frame.elastic
        if not broken - active:
            return plan if frame.allows(plan) else None
        active |= broken
    return None


def best_plan(sweep: Sweep, relaxation: Relaxation, incumbent: Arcs | None, clock: Clock) -> Found:
    """Search for the best plan of a tier; `incumbent` keeps all limits and earlier tiers where there is one.

    Limits join the program when a plan does not keep them.
    """
    tier, prices = sweep.tier, relaxation.prices
    plan, active = incumbent, set(relaxation.limits)
    reach, pairs = FIRST_REACH * prices.scale * tier.largest // TEN_THOUSAND, 0
    while True:
        needed = _needed(tier, relaxation, plan)  # a better plan lies within this reach
        if plan is not None and needed < 0:
            return Found(plan, proven=True, pairs=pairs)
        reach = min(reach, needed)
        arcs, _ = sweep.near(prices, prices.employee - reach)
        arcs = canonical(arcs, len(sweep.frame.free))
        clock.lap("harga")
        if clock.left_s < LEAST_SECONDS or len(arcs) > MOST_PAIRS:
            return Found(plan, proven=False, pairs=pairs)
        pairs = len(arcs)
        answer = _searched(
            sweep,
            prices,
            arcs,
            limits=sorted(active),
            reach=reach,
            seconds=clock.left_s,
        )
        clock.lap("cabang dan batas")
        improved = False
        if answer.outcome in (Outcome.OPTIMAL, Outcome.FEASIBLE):
            found = arcs.take(answer.x[: len(arcs)])
            broken = set(sweep.frame.violated(found.employee, found.vacancy)) - sweep.frame.elastic
            if broken - active:
                active |= broken
                continue
            if not sweep.frame.allows(found):
                raise SolverFaultError("the plan that HiGHS found does not keep the rows it was given")
            improved = plan is None or tier.value(*found.columns) > tier.value(*plan.columns)
            plan = found if improved else plan
        needed = _needed(tier, relaxation, plan)
        if answer.outcome in (Outcome.FEASIBLE, Outcome.NOTHING):
            return Found(plan, proven=plan is not None and needed < 0, pairs=pairs)
        if needed <= reach:
            return Found(plan, proven=True, impossible=plan is None, pairs=pairs)
        reach = needed if improved else max(reach * WIDENING, prices.scale)


def _needed(tier: Tier, relaxation: Relaxation, plan: Arcs | None) -> int:
    """Return the reach that a plan better than this one must lie within; of any plan where there is none."""
    if plan is None:
        return relaxation.total + relaxation.prices.scale * tier.largest * relaxation.most_placed
    return relaxation.total - relaxation.prices.scale * (tier.value(*plan.columns) + 1)


def _searched(
    sweep: Sweep,
    prices: Prices,
    arcs: Arcs,
    *,
    limits: Sequence[int],
    reach: int,
    seconds: float,
) -> Searched:
    """Search among some pairs; what is dearer than the reach is held to its bound and counted out."""
    frame, tier = sweep.frame, sweep.tier
    layout, entries, rows, columns = lay_out(frame, arcs, limits)
    n = len(arcs)
    dear_person = frame.keeps | (prices.employee > reach)  # who keeps a place is counted out at any price
    dear_seat = frame.full | (prices.vacancy > reach)  # likewise a vacancy whose seats are all taken
    gain = prices.scale * tier.gain(arcs.employee, arcs.vacancy, arcs.score)
    gain -= np.where(dear_person, prices.employee, 0)[arcs.employee]
    gain -= np.where(dear_seat, prices.vacancy, 0)[arcs.vacancy]
    rows.lower[: len(layout.people)][dear_person[layout.people]] = 1
    columns.upper[:n] = 1
    dear = len(layout.people) + np.flatnonzero(dear_seat[layout.posts])
    rows.lower[dear] = rows.upper[dear]
    if layout.lacks(replace(frame, keeps=dear_person & frame.free, full=dear_seat)):
        return Searched(Outcome.INFEASIBLE, np.zeros(0, np.bool_), 0.0)
    dear_limits = [price if abs(price) > reach else 0 for price in prices.limit]
    for row, number in enumerate(limits, start=layout.limit_row):
        price = dear_limits[number]
        if price > 0:
            rows.lower[row] = rows.upper[row]
        elif price < 0:
            rows.upper[row] = rows.lower[row]
    if any(dear_limits):
        gain -= frame.table.total(dear_limits).of(arcs.employee, arcs.vacancy)
    for row, number in enumerate(layout.earlier, start=layout.earlier_row):
        (one, _), price = frame.earlier[number], prices.earlier[number]
        if price > reach:
            rows.upper[row] = rows.lower[row]
            gain += price * one.gain(arcs.employee, arcs.vacancy, arcs.score)
    program = Program(
        np.r_[gain / prices.scale, np.full(layout.elastic, -1.0)],
        columns,
        rows,
        *entries.joined(),
    )
    return search(program, np.arange(len(program.gain)) < n, seconds=seconds)
