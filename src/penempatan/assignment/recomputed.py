"""The pairs of a round too large to hold: candidates and pricing by sweeps, memory flat in the pairs.

The same exact answers as with stored pairs: a sweep hands over every pair that prices do not cover for sure,
and each of those is priced here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from penempatan.assignment.arcs import Arcs, canonical, joined
from penempatan.assignment.candidates import SEATS_FACTOR, Selection
from penempatan.scoring.bars import SumBar, sum_bar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from penempatan.assignment.network import Network
    from penempatan.assignment.potentials import Prices
    from penempatan.assignment.stages import Stage
    from penempatan.scoring.sweep import Sweep

    LongArray = NDArray[np.int64]

BYTES_AN_ARC = 3 * 4 + 8  # with its reduced gain
JOINING_A_BLOCK = 50_000  # uncovered pairs of a block that are kept before the strongest are chosen


@dataclass(frozen=True, slots=True)
class _Passed:
    """A stage that is solved: only pairs that its prices leave tight remain."""

    stage: Stage
    prices: Prices

    def reduced(self, arcs: Arcs) -> LongArray:
        """Return (p,) gain minus prices."""
        gain: LongArray = self.stage.gain(arcs)
        gain -= self.prices.employee[arcs.employee]
        gain -= self.prices.vacancy[arcs.vacancy]
        return gain

    def bar(self, sweep: Sweep, *, tight: bool) -> SumBar:
        """Return what a pair must reach to be uncovered (or, with `tight`, covered without slack)."""
        employee_gain, vacancy_gain = self.stage.node_gain()
        return sum_bar(
            sweep.kinds,
            self.stage.fit_unit,
            self.stage.most_beside_fit - (not tight),
            self.prices.employee[: len(employee_gain)] - employee_gain,
            self.prices.vacancy[: len(vacancy_gain)] - vacancy_gain,
        )


@dataclass(frozen=True, slots=True)
class PricedInBulk:
    """What pricing every pair found: like `Priced`, but of uncovered pairs only the strongest are listed."""

    arcs: Arcs
    reduced: LongArray  # (p,) gain minus prices
    violated: int  # uncovered pairs, listed or not
    uncovered: LongArray  # (n_employees,) by how much each employee's price must rise to cover every pair
    left: RecomputedArcs | None  # the tight pairs where they are not listed

    def face(self) -> Arcs | RecomputedArcs:
        """Return the pairs that an optimal plan may use."""
        return self.arcs.take(self.reduced == 0) if self.left is None else self.left

    def shortfall(self, n_employees: int) -> LongArray:
        """Return (n_employees,) by how much each employee's price must rise so that every pair is covered."""
        return self.uncovered


@dataclass(frozen=True, slots=True)
class RecomputedArcs:
    """The eligible pairs that solved stages leave, scored anew whenever they are needed."""

    sweep: Sweep
    memory_bytes: int  # for tight pairs; beyond that they are recomputed as well
    passed: tuple[_Passed, ...] = ()
    listed: Selection | None = None  # the pairs that the stages before started with

    def select(self, network: Network, *, per_employee: int, per_vacancy: int) -> Selection:
        """Return the pairs to start with: everybody's best kinds, every vacancy's best people, by fit.

        Of a kind, each person lists one vacancy by a hash, so that equal posts do not crowd one another out.
        Where there are fewer seats than people, those who are among the best of no kind list nothing.
        """
        if self.listed is not None:
            return replace(self.listed, arcs=self.tight(self.listed.arcs))
        n_employees, n_vacancies = network.employees.n_leaves, network.vacancies.n_leaves
        seats = network.vacancies.capacity[:n_vacancies]
        survey = self.sweep.survey(per_employee, np.maximum(per_vacancy, SEATS_FACTOR * seats))
        everybody = int(seats.sum()) >= n_employees
        shut_employee = network.employees.closed()[:n_employees]
        shut_vacancy = network.vacancies.closed()[:n_vacancies]
        parts = []
        for block in self.sweep.reaching([survey.best], one_a_kind=True):
            free = ~(shut_employee[block.employee] | shut_vacancy[block.vacancy])
            parts.append(Arcs(block.employee, block.vacancy, block.score).take(free))
        arcs = self.tight(canonical(joined(parts), n_employees))
        if not everybody:
            contending = np.zeros(n_employees, np.bool_)
            of_kind = survey.best.of_kinds(arcs.employee, arcs.vacancy, arcs.score)
            contending[arcs.employee[of_kind]] = True
            arcs = arcs.take(contending[arcs.employee])
        return Selection(arcs, survey.eligible_pairs)

    def after(self, stage: Stage, prices: Prices) -> RecomputedArcs:
        """Return the pairs that a solved stage leaves."""
        return replace(self, passed=(*self.passed, _Passed(stage, prices)))

    def promising(self, pool: Arcs, stage: Stage, prices: Prices, margin: int) -> Arcs:
        """Leave out what the last prices make hopeless; pricing brings back whatever that was wrong about."""
        return pool.take(_Passed(stage, prices).reduced(pool) >= -margin)

    def tight(self, arcs: Arcs) -> Arcs:
        """Return those of some eligible pairs that the solved stages leave."""
        for passed in self.passed:
            arcs = arcs.take(passed.reduced(arcs) == 0)
        return arcs

    def price(self, stage: Stage, prices: Prices, listed: Selection) -> PricedInBulk:
        """Price every pair: all uncovered ones are counted, the strongest kept; tight ones kept if few.

        Where everything about a stage hangs on person or vacancy alone, nearly all pairs are tight, and none
        is listed.
        """
        passed = _Passed(stage, prices)
        listing = not stage.by_node_alone
        most_tight = self.memory_bytes // BYTES_AN_ARC
        parts: list[tuple[Arcs, LongArray]] = []
        violated = n_tight = 0
        shortfall = np.zeros(self.sweep.pairs.tables.n_employees, np.int64)
        for arcs in self._near(passed.bar(self.sweep, tight=listing)):
            reduced = passed.reduced(arcs)
            over = np.flatnonzero(reduced > 0)
            violated += len(over)
            if len(over):
                np.maximum.at(shortfall, arcs.employee[over], reduced[over])
                parts.append(_strongest(arcs.take(over), reduced[over]))
            even = np.flatnonzero(reduced == 0)
            n_tight += len(even)
            listing &= n_tight <= most_tight
            if listing:
                parts.append((arcs.take(even), reduced[even]))
            elif n_tight:
                parts = [(part.take(gain > 0), gain[gain > 0]) for part, gain in parts]
                n_tight = 0
        none = np.empty(0, np.int64)
        return PricedInBulk(
            joined(part for part, _ in parts),
            np.concatenate([none, *(gain for _, gain in parts)]),
            violated,
            shortfall,
            None if listing else replace(self, passed=(*self.passed, passed), listed=listed),
        )

    def _near(self, bar: SumBar) -> Iterator[Arcs]:
        """Yield the pairs that reach a bar, as far as the solved stages leave them."""
        bars = [bar]
        for passed in self.passed:
            if not passed.stage.by_node_alone:
                bars = [passed.bar(self.sweep, tight=True)]  # fewer are tight there than reach the new bar
        for block in self.sweep.reaching(bars):
            yield self.tight(Arcs(block.employee, block.vacancy, block.score))


def _strongest(arcs: Arcs, reduced: LongArray) -> tuple[Arcs, LongArray]:
    if len(arcs) <= JOINING_A_BLOCK:
        return arcs, reduced
    order = np.argpartition(-reduced, JOINING_A_BLOCK)[:JOINING_A_BLOCK]
    return arcs.take(order), reduced[order]
