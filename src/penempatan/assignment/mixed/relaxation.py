"""The best prices of a tier: linear programs on a pool of pairs that grows until no pair is missing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from penempatan.assignment.arcs import canonical, joined
from penempatan.assignment.candidates import strongest
from penempatan.assignment.mixed.pricing import Prices
from penempatan.assignment.mixed.program import Bounds, Program, relax
from penempatan.assignment.mixed.rows import Entries, LimitArcs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from penempatan.assignment.arcs import Arcs
    from penempatan.assignment.mixed.pricing import Sweep
    from penempatan.assignment.mixed.program import Relaxed
    from penempatan.assignment.mixed.rows import Frame
    from penempatan.assignment.solve import Clock
    from penempatan.objective.tiers import Tier


CLOSE = 0.25  # a bound this near the pool's optimum is not worth lowering, in units of gain
MOST_ROUNDS = 40
TEN_THOUSAND = 10_000
REACH = 60  # pairs this near their price join, in tens of thousandths of the largest gain
MOST_PAIRS = 150_000
JOINING_EACH = (4, 12)  # pairs of an employee and of a vacancy that join where more want to
TOLERANCE = 1e-6  # of the linear program


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things stand in the program: pairs first, then the filled seats of each vacancy."""

    arcs: Arcs
    people: NDArray[np.int32]  # (rows,) employees, in the order of their rows
    posts: NDArray[np.int32]  # (rows,) vacancies, rows after the people; one column each after the pairs
    limits: tuple[int, ...]  # numbers of the limits, in the order of their rows
    elastic: int  # columns of what elastic limits may be missed by, last
    limit_row: int  # the first limit row
    earlier_row: int  # the first row of an earlier tier


def lay_out(frame: Frame, arcs: Arcs, limits: Sequence[int]) -> tuple[Layout, Entries, Bounds, Bounds]:
    """Return the layout of a program over a pool and some limits, its non-zeros, and the bounds of rows and
    columns.
    """
    people, person_row = np.unique(arcs.employee, return_inverse=True)
    posts, post_row = np.unique(arcs.vacancy, return_inverse=True)
    n, limit_row = len(arcs), len(people) + len(posts)
    missable = [
        (row, sign)
        for row, number in enumerate(limits)
        if number in frame.elastic
        for sign, bound in ((1.0, frame.at_least[number]), (-1.0, frame.at_most[number]))
        if bound is not None
    ]
    layout = Layout(arcs, people, posts, tuple(limits), len(missable), limit_row, limit_row + len(limits))
    entries = Entries()
    at, ones = np.arange(n), np.ones(n)
    entries.add(person_row.astype(np.int64), at, ones)
    entries.add(len(people) + post_row.astype(np.int64), at, ones)
    seats = np.arange(len(posts))
    entries.add(len(people) + seats, n + seats, np.full(len(posts), -1.0))
    finder = LimitArcs(frame.table, arcs)
    for row, number in enumerate(limits, start=limit_row):
        index, weight = finder.counted(number)
        entries.add(np.full(len(index), row), index, weight.astype(np.float64))
    for row, (tier, _) in enumerate(frame.earlier, start=layout.earlier_row):
        if tier.level:  # by filled seats: a row of posts is shorter than one of pairs
            index = np.flatnonzero(tier.goals.priority_gain[posts] == tier.level)
            entries.add(np.full(len(index), row), n + index, np.ones(len(index)))
        else:
            gain = tier.gain(arcs.employee, arcs.vacancy, arcs.score)
            index = np.flatnonzero(gain)
            entries.add(np.full(len(index), row), index, gain[index].astype(np.float64))
    for column, (row, sign) in enumerate(missable, start=n + len(posts)):
        entries.add(np.array([limit_row + row]), np.array([column]), np.array([sign]))
    least = [frame.at_least[number] for number in limits]
    most = [frame.at_most[number] for number in limits]
    lower = np.r_[
        np.where(frame.keeps[people], 1.0, -np.inf),
        np.zeros(len(posts)),
        [-np.inf if one is None else one for one in least],
        [value for _, value in frame.earlier],
    ]
    upper = np.r_[
        np.ones(len(people)),
        np.zeros(len(posts)),
        [np.inf if one is None else one for one in most],
        np.full(len(frame.earlier), np.inf),
    ]
    columns = np.r_[np.full(n, np.inf), frame.seats[posts].astype(np.float64), np.full(len(missable), np.inf)]
    return layout, entries, Bounds(lower, upper), Bounds(np.zeros_like(columns), columns)


def relaxed(
    frame: Frame, tier: Tier, arcs: Arcs, limits: Sequence[int], seconds: float
) -> tuple[Relaxed, Prices] | None:
    """Return the optimum of a tier on a pool and its prices as whole numbers; None: no plan in the pool."""
    layout, entries, rows, columns = lay_out(frame, arcs, limits)
    gain = tier.gain(arcs.employee, arcs.vacancy, arcs.score).astype(np.float64)
    gain = np.r_[gain, np.zeros(len(layout.posts)), np.full(layout.elastic, -1.0)]
    answer = relax(Program(gain, columns, rows, *entries.joined()), seconds)
    return None if answer is None else (answer, _prices(frame, tier, layout, answer))


def _prices(frame: Frame, tier: Tier, layout: Layout, answer: Relaxed) -> Prices:
    scale = tier.scale
    price = np.rint(answer.price * scale)
    earlier = [max(0, -int(one)) for one in price[layout.earlier_row :]]
    limit = [0] * len(frame.limits)
    for number, one in zip(layout.limits, price[layout.limit_row : layout.earlier_row], strict=True):
        least, most = frame.at_least[number], frame.at_most[number]
        limit[number] = max(int(one), 0) if least is None else min(int(one), 0) if most is None else int(one)
        if number in frame.elastic:  # to miss a bound by one costs one unit of gain, no more
            limit[number] = min(max(limit[number], -scale), scale)
    people, posts = len(layout.people), len(layout.posts)
    vacancy = np.zeros(len(frame.seats), np.int64)
    vacancy[layout.posts] = price[people : people + posts].astype(np.int64)
    for (one, _), cost in zip(frame.earlier, earlier, strict=True):
        if one.level:
            vacancy += cost * (one.goals.priority_gain == one.level)
    employee = np.zeros(len(frame.free), np.int64)
    own = price[:people].astype(np.int64)
    employee[layout.people] = np.where(frame.keeps[layout.people], own, np.maximum(own, 0))
    return Prices(scale, employee, np.maximum(vacancy, 0), tuple(limit), tuple(earlier))


@dataclass(frozen=True, slots=True)
class Relaxation:
    """The best prices found, covering every eligible pair, and what they were made on."""

    prices: Prices
    total: int  # of the prices, in price units
    pool: Arcs
    limits: frozenset[int]  # numbers of the limits that were looked at
    rounds: int
    most_placed: int  # placements that a plan can have at most


def best_prices(sweep: Sweep, pool: Arcs, limits: Iterable[int], clock: Clock) -> Relaxation | None:
    """Let pairs and limits join the program until neither could change its optimum.

    None: there is no plan in the pool, which must hold a pair of everybody who keeps a place.
    `limits` are the first ones; those that an optimum does not keep join.

    Raises:
        TimeoutError: not even one linear program ended in time.
    """
    frame, tier = sweep.frame, sweep.tier
    active = set(limits)
    close = CLOSE * max(1, tier.largest / TEN_THOUSAND)
    best: Relaxation | None = None
    for number in range(1, MOST_ROUNDS + 1):
        try:
            answer = relaxed(frame, tier, pool, sorted(active), clock.left_s)
        except TimeoutError:
            if best is None:
                raise
            return best
        clock.lap("program linear")
        if answer is None:
            return None
        optimum, rough = answer
        prices = sweep.covering(rough)
        total = prices.total(frame)
        if best is None or total < best.total:
            most = min(int(frame.free.sum()), int(frame.seats.sum()))
            best = Relaxation(prices, total, pool, frozenset(active), number, most)
        missing = _broken(frame, pool, optimum.x[: len(pool)]) - active
        active |= missing
        best = replace(best, limits=frozenset(active), rounds=number)
        if (total / prices.scale - optimum.value <= close and not missing) or clock.over:
            clock.lap("harga")
            break
        near = _near(sweep, rough)
        pool = canonical(joined([pool, near]), len(frame.free))
        clock.lap("harga")
    return best


def _near(sweep: Sweep, rough: Prices) -> Arcs:
    """Return the pairs within reach of the prices: what lies above them, and the nearest below."""
    n_employees, n_vacancies = len(sweep.frame.free), len(sweep.frame.seats)
    reach = REACH * rough.scale * sweep.tier.largest // TEN_THOUSAND
    near, left = sweep.near(rough, rough.employee - reach)
    if len(near) > MOST_PAIRS:
        over = left - rough.employee[near.employee]
        near = strongest(near, over, n_employees, n_vacancies, JOINING_EACH)
    return near


def _broken(frame: Frame, arcs: Arcs, x: NDArray[np.float64]) -> set[int]:
    """Return the numbers of the limits that a fractional plan does not keep."""
    support = np.flatnonzero(x > 0)
    finder = LimitArcs(frame.table, arcs.take(support))
    broken = set()
    for number, (least, most) in enumerate(zip(frame.at_least, frame.at_most, strict=True)):
        index, weight = finder.counted(number)
        used = float(weight @ x[support][index])
        if (least is not None and used < least - TOLERANCE) or (most is not None and used > most + TOLERANCE):
            broken.add(number)
    return broken
