"""Can some demands of a round be kept together? Asked over and over while the smallest clash is looked for.

A linear program misses the demands by as little as can be, over a pool of pairs. Its prices, rounded to whole
numbers, are held against every eligible pair: pairs that could help join the pool; and where none could and
the demands are still missed, the prices alone prove that no plan keeps them (Farkas). Demands priced at zero
have no part in that proof, so one answer usually leaves only a few to try one by one.

Where the program misses nothing, a plan in whole numbers is looked for in the pool and counted through. A
small round is in the pool altogether: there the search can prove that there is no plan, too.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from penempatan.assignment.arcs import EligibleArcs, canonical, joined
from penempatan.assignment.candidates import strongest
from penempatan.assignment.mixed.pricing import Prices, Sweep
from penempatan.assignment.mixed.program import Bounds, Outcome, Program, relax, search
from penempatan.assignment.mixed.rows import frame_of
from penempatan.objective.tiers import Tier
from penempatan.settings.model import Goal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from penempatan.assignment.arcs import Arcs
    from penempatan.assignment.clock import Clock
    from penempatan.assignment.mixed.rows import Frame
    from penempatan.assignment.no_plan.demands import Demand, Question
    from penempatan.objective.limit import Limit

    BoolArray = NDArray[np.bool_]

SCALE = 1 << 20  # price units of one unit of a demand
WHOLE_POOL = 60_000  # pairs: a round with no more is in the pool from the start
MOST_JOINING = 60_000
JOINING_EACH = (4, 12)  # pairs of an employee and of a vacancy that join where more want to
MOST_ROUNDS = 60
TOLERANCE = 1e-6  # of the linear program


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether demands can be kept together; None where that was not found out in time.

    With a yes comes a counted plan; with a no the demands that the proof needs, and its prices where the
    proof is one by prices (`None` where a search over the whole round ended without a plan).
    """

    possible: bool | None
    plan: Arcs | None = None
    needed: tuple[Demand, ...] = ()
    prices: Prices | None = None


@dataclass(slots=True)
class Asking:
    """Answers questions about the same round; what one answer found out serves the next."""

    question: Question
    clock: Clock
    workers: int
    pool: Arcs = field(init=False)
    whole: bool = field(init=False)  # whether every eligible pair is in the pool
    plans: list[Arcs] = field(init=False)

    def __post_init__(self) -> None:
        base = self.question.base
        size, parts = 0, []
        for block in EligibleArcs(base.pairs).blocks():
            size += len(block)
            if size > WHOLE_POOL:
                break
            parts.append(block)
        self.whole = size <= WHOLE_POOL
        start = base.start if base.start is not None else joined([])
        self.pool = canonical(joined([start, *(parts if self.whole else ())]), base.n_employees)
        self.plans = [start]

    def ask(self, demands: Sequence[Demand]) -> Answer:
        """Return whether some plan keeps these demands; all others are forgotten."""
        numbers = self.question.numbers(demands)
        frame = frame_of(self.question.base, [self.question.rows[number] for number in numbers])
        for plan in self.plans:
            if not frame.violated(plan.employee, plan.vacancy):
                return Answer(True, plan)
        try:
            answer = self._program(frame)
        except TimeoutError:
            return Answer(None)
        if answer.prices is not None:
            priced = zip(demands, answer.prices.limit, strict=True)
            return replace(answer, needed=tuple(one for one, price in priced if price))
        return replace(answer, needed=tuple(demands)) if answer.possible is False else answer

    def _program(self, frame: Frame) -> Answer:
        """Let pairs and demands join the program until it is clear how far the demands are missed."""
        sweep = Sweep(frame, _nothing(self.question), EligibleArcs(self.question.base.pairs), self.workers)
        start = self.plans[0]
        active = set(frame.violated(start.employee, start.vacancy))
        for _ in range(MOST_ROUNDS):
            if self.clock.over:
                raise TimeoutError
            limits = sorted(active)
            program = _elastic(frame, self.pool, limits)
            found = relax(program, self.clock.left_s)
            if found is None:
                raise TimeoutError  # the start keeps all but the demands: the solver is wrong
            taken = found.x[: len(self.pool)]
            broken = _broken(frame, self.pool, taken) - active
            active |= broken
            missed = -found.value > TOLERANCE
            if missed:
                rough = _prices(frame, self.pool, limits, found.price)
                sure = sweep.covering(rough)
                if sure.total(frame) < 0:
                    return Answer(False, prices=sure)
                if self._joined(sweep, rough) or broken:
                    continue
                raise TimeoutError  # nothing could help, and yet nothing is proved: rounding
            if broken:
                continue
            answer = self._search(frame, taken, active)
            if answer is not None:
                return answer
        raise TimeoutError

    def _joined(self, sweep: Sweep, rough: Prices) -> bool:
        """Add pairs that the prices do not cover; whether there were any new ones."""
        near, left = sweep.near(rough, rough.employee + 1)
        n_employees, n_vacancies = self.question.base.n_employees, self.question.base.n_vacancies
        if len(near) > MOST_JOINING:
            over = left - rough.employee[near.employee]
            near = strongest(near, over, n_employees, n_vacancies, JOINING_EACH)
        before = len(self.pool)
        self.pool = canonical(joined([self.pool, near]), n_employees)
        return len(self.pool) > before

    def _search(self, frame: Frame, taken: NDArray[np.float64], active: set[int]) -> Answer | None:
        """Look for whole numbers; None where demands joined that the plan found does not keep."""
        chosen = taken > 0.5
        if bool((np.abs(taken - chosen) < TOLERANCE).all()):
            plan = self.pool.take(chosen)
            if frame.allows(plan):
                self.plans.append(plan)
                return Answer(True, plan)
        program = _exact(frame, self.pool, sorted(active))
        found = search(program, np.ones(len(self.pool), np.bool_), seconds=self.clock.left_s)
        if found.outcome is Outcome.INFEASIBLE and self.whole:
            return Answer(False)
        if found.outcome not in (Outcome.OPTIMAL, Outcome.FEASIBLE):
            raise TimeoutError
        plan = self.pool.take(found.x)
        if broken := set(frame.violated(plan.employee, plan.vacancy)) - active:
            active |= broken
            return None
        if not frame.allows(plan):
            raise TimeoutError  # a plan that does not count is no answer
        self.plans.append(plan)
        return Answer(True, plan)


def _nothing(question: Question) -> Tier:
    """Return a tier in which no pair gains anything."""
    goals = question.base.goals
    return Tier(replace(goals, must_place=np.zeros_like(goals.must_place)), Goal.MUST_PLACE, "ketentuan")


def _rows(frame: Frame, pool: Arcs, limits: Sequence[int]) -> tuple[Program, int, int]:
    """Return the program of the pool and some demands, without any gain; numbers of people and posts."""
    people, person = np.unique(pool.employee, return_inverse=True)
    posts, post = np.unique(pool.vacancy, return_inverse=True)
    row = [person.astype(np.int64), len(people) + post.astype(np.int64)]
    at = np.arange(len(pool), dtype=np.int64)
    column, value = [at, at], [np.ones(len(pool)), np.ones(len(pool))]
    for number, limit in enumerate(limits, start=len(people) + len(posts)):
        weight = frame.limits[limit].weights(pool.employee, pool.vacancy)
        index = np.flatnonzero(weight)
        row.append(np.full(len(index), number, np.int64))
        column.append(index.astype(np.int64))
        value.append(weight[index].astype(np.float64))
    least, most = [frame.at_least[one] for one in limits], [frame.at_most[one] for one in limits]
    lower = np.r_[
        np.where(frame.keeps[people], 1.0, -np.inf),
        np.full(len(posts), -np.inf),
        [-np.inf if one is None else one for one in least],
    ]
    upper = np.r_[
        np.ones(len(people)), frame.seats[posts], [np.inf if one is None else one for one in most]
    ].astype(np.float64)
    program = Program(
        np.zeros(len(pool)),
        Bounds(np.zeros(len(pool)), np.ones(len(pool))),
        Bounds(lower, upper),
        np.concatenate(row),
        np.concatenate(column),
        np.concatenate(value),
    )
    return program, len(people), len(posts)


def _elastic(frame: Frame, pool: Arcs, limits: Sequence[int]) -> Program:
    """Return the program in which demands may be missed, at a cost of one a unit."""
    program, people, posts = _rows(frame, pool, limits)
    slack = [
        (people + posts + row, sign)
        for row, number in enumerate(limits)
        for sign, bound in ((1.0, frame.at_least[number]), (-1.0, frame.at_most[number]))
        if bound is not None
    ]
    n, extra = len(pool), len(slack)
    return Program(
        np.r_[program.gain, np.full(extra, -1.0)],
        Bounds(np.zeros(n + extra), np.full(n + extra, np.inf)),
        program.rows,
        np.r_[program.row, np.array([row for row, _ in slack], np.int64)],
        np.r_[program.column, np.arange(n, n + extra)],
        np.r_[program.value, [sign for _, sign in slack]],
    )


def _exact(frame: Frame, pool: Arcs, limits: Sequence[int]) -> Program:
    return _rows(frame, pool, limits)[0]


def _prices(frame: Frame, pool: Arcs, limits: Sequence[int], price: NDArray[np.float64]) -> Prices:
    """Return the prices of the program as whole numbers, with signs that make each a bound."""
    people, posts = np.unique(pool.employee), np.unique(pool.vacancy)
    whole = np.rint(price * SCALE).astype(np.int64)
    employee, vacancy = np.zeros(len(frame.free), np.int64), np.zeros(len(frame.seats), np.int64)
    own = whole[: len(people)]
    employee[people] = np.where(frame.keeps[people], own, np.maximum(own, 0))
    vacancy[posts] = np.maximum(whole[len(people) : len(people) + len(posts)], 0)
    limit = [0] * len(frame.limits)
    for number, one in zip(limits, whole[len(people) + len(posts) :].tolist(), strict=True):
        least, most = frame.at_least[number], frame.at_most[number]
        limit[number] = max(one, 0) if least is None else min(one, 0) if most is None else one
    return Prices(SCALE, employee, vacancy, tuple(limit), ())


def _broken(frame: Frame, pool: Arcs, taken: NDArray[np.float64]) -> set[int]:
    """Return the numbers of the demands that a fractional plan does not keep."""
    support = np.flatnonzero(taken > 0)
    people, kinds, share = pool.employee[support], pool.vacancy[support], taken[support]
    broken = set()
    for number, limit in enumerate(frame.limits):
        used = float(limit.weights(people, kinds) @ share)
        least, most = frame.at_least[number], frame.at_most[number]
        if (least is not None and used < least - TOLERANCE) or (most is not None and used > most + TOLERANCE):
            broken.add(number)
    return broken


def uncovered(question: Question, rows: Sequence[Limit], prices: Prices) -> int:
    """Count the eligible pairs that prices do not cover, straight from the limits; −1 for a wrong sign."""
    keeps = question.base.keeps_place
    bounding = prices.employee if keeps is None else prices.employee[~keeps]
    wrong = (bounding < 0).any() or (prices.vacancy < 0).any()
    for row, price in zip(rows, prices.limit, strict=True):
        wrong |= (price > 0 and row.at_most is None) or (price < 0 and row.at_least is None)
    if wrong:
        return -1
    priced = [(row, price) for row, price in zip(rows, prices.limit, strict=True) if price]
    found = 0
    for block in question.base.pairs.blocks():
        left = prices.employee[block.employee] + prices.vacancy[block.vacancy]
        for row, price in priced:
            left += price * row.weights(block.employee, block.vacancy)
        found += int((left < 0).sum())
    return found


def proved_impossible(question: Question, rows: Sequence[Limit], prices: Prices) -> bool:
    """Recount a proof by prices without any solver: all pairs covered, and less room than the pairs need."""
    total = sum(prices.employee.tolist())
    total += sum(
        price * seats
        for price, seats in zip(prices.vacancy.tolist(), question.base.capacity.tolist(), strict=True)
    )
    for row, price in zip(rows, prices.limit, strict=True):
        if price:
            bound = row.at_most if price > 0 else row.at_least
            if bound is None:
                return False
            total += price * bound
    return total < 0 and uncovered(question, rows, prices) == 0
