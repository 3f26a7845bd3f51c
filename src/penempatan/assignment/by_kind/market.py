"""People, kinds and seats settled together: flows on a pool, prices, and a sweep for what the prices miss.

The solver sees people, kinds and vacancies: a person enters a kind and leaves it by any of its vacancies, or
goes straight to one where the pair is exceptional. Prices follow in the same network; a sweep over people ×
kinds shows what they do not cover, and the strongest of that joins the pool.

A second look need not be a whole one. What is covered stays covered where no price has fallen, so only
people and kinds with a lower price are looked at again.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from penempatan.assignment.arcs import Arcs, canonical, joined
from penempatan.assignment.by_kind.face import Face
from penempatan.assignment.by_kind.prices import KindPrices, Worth, kind_prices
from penempatan.assignment.by_kind.sift import Assay, Priced, assay_of, pooled, priced, to_kinds
from penempatan.assignment.candidates import strongest
from penempatan.assignment.flow import SolverFaultError
from penempatan.children import TimeUpError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from penempatan.assignment.by_kind.sift import Sieve
    from penempatan.assignment.clock import Clock
    from penempatan.assignment.network import Flow, Network
    from penempatan.scoring.sweep import Sweep

    IntArray = NDArray[np.int32]
    LongArray = NDArray[np.int64]

ROUNDS = 64  # of Bellman–Ford before gentle multipliers are given up
KEPT = 1_000  # cells within so many hundredths of their prices stay in the pool
PRUNED_ROUNDS = 4  # afterwards nothing is left out any more
JOINING_EACH = (6, 32)  # cells of a person and of a kind that join, where very many want to
MOST_JOINING = 4  # a person, before the strongest are chosen
EXACT_CELLS = 200_000  # uncovered cells that are spelled out to see whether a single pair is uncovered
WHOLE = 0.7  # a larger share of people or kinds with lower prices is looked at as a whole

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Round:
    """An optimal plan of a pool with its prices."""

    pool: Arcs
    flow: Flow
    found: KindPrices


@dataclass(frozen=True, slots=True)
class Settled:
    """The last round of a market, and what its prices leave tight or uncovered."""

    best: Round
    assay: Assay
    found: Priced
    uncovered: Arcs  # as arcs of a pool
    eligible_pairs: int
    rounds: int
    candidates: int


@dataclass(frozen=True, slots=True)
class Market:
    """Who competes for which seats, and what pairs are worth: exactly, and gently (see `Stage.gentle`)."""

    sweep: Sweep
    network: Network
    exact: Worth
    gentle: Worth
    clock: Clock
    most_cells: int  # to list of what prices leave tight or uncovered
    people: IntArray | None = None  # None: everybody

    def settle(self, sieve: Sieve, most_rounds: int | None = None) -> Settled:
        """Settle the market from the pool that a sieve keeps, until nothing is uncovered.

        Out of time after a round is finished, or after `most_rounds`, what is uncovered then is told.

        Raises:
            TimeUpError: no round could be finished in time.
            SolverFaultError: the solver contradicted itself (a bug, not an input).
        """
        n_employees, n_vacancies = len(self.exact.employee), len(self.exact.vacancy)
        parts = list(self.sweep.judged(sieve, self.people))
        seen, pool = sum(part.eligible_pairs for part in parts), pooled(parts, n_vacancies, n_employees)
        del parts
        self.clock.lap("calon")
        log.debug("%d of %d pairs in the pool", len(pool), seen)
        best = self._solved(pool)
        assay = assay_of(best.found.prices, self.exact, self.sweep.kinds)
        found = self._priced(assay)
        rounds, candidates = 1, len(pool)
        while True:
            uncovered = _uncovered(assay, found)
            self.clock.lap("harga")
            log.debug("round %d: %d uncovered, %d cells near", rounds, len(uncovered), len(found.cells))
            if not len(uncovered) or self.clock.over or rounds == most_rounds:
                break
            pool = self._wider(best, uncovered, prune=rounds <= PRUNED_ROUNDS)
            try:
                best = self._solved(pool)
            except TimeUpError:
                break
            candidates, rounds = max(candidates, len(pool)), rounds + 1
            before, assay = assay, assay_of(best.found.prices, self.exact, self.sweep.kinds)
            found = self._again(before, found, assay)
        return Settled(best, assay, found, uncovered, seen, rounds, candidates)

    def _solved(self, pool: Arcs) -> Round:
        """Return an optimal plan of the pool and the prices that prove it there."""
        flow = self._flow(pool, self.gentle)
        found = self._prices(pool, flow, ROUNDS)
        if found is None:
            flow = self._flow(pool, self.exact)
            nodes = self.network.employees.root + self.network.vacancies.root + len(self.sweep.kinds.first)
            found = self._prices(pool, flow, nodes + 3)
        if found is None:
            raise SolverFaultError("the plan that the solver calls optimal has no prices that prove it")
        self.clock.lap("aliran")
        log.debug("flow and prices of %d arcs found", len(pool))
        return Round(pool, flow, found)

    def _flow(self, pool: Arcs, worth: Worth) -> Flow:
        return self.network.best_flow(
            pool,
            worth.unit * pool.score.astype(np.int64),
            _padded(worth.employee, self.network.employees.root),
            _padded(worth.vacancy, self.network.vacancies.root),
            kinds=self.sweep.kinds,
            wait_s=self.clock.left_s,
        )

    def _prices(self, pool: Arcs, flow: Flow, max_rounds: int) -> KindPrices | None:
        return kind_prices(self.network, self.sweep.kinds, self.exact, pool, flow, max_rounds=max_rounds)

    def _wider(self, best: Round, uncovered: Arcs, *, prune: bool) -> Arcs:
        """Return the pool with the strongest of the uncovered, perhaps without what is hopeless."""
        n_employees, n_vacancies = len(self.exact.employee), len(self.exact.vacancy)
        joining = uncovered
        n_people = n_employees if self.people is None else len(self.people)
        if len(joining) > MOST_JOINING * n_people:
            strength = _reduced(best.found, joining, self.exact)
            n_ends = n_vacancies + len(best.found.kind)
            joining = strongest(joining, strength, n_employees, n_ends, JOINING_EACH)
        kept = best.pool
        if prune:
            near = _reduced(best.found, kept, self.exact) >= -KEPT * self.exact.unit
            kept = kept.take(near | best.flow.chosen)
        return canonical(joined([kept, joining]), n_employees)

    def _again(self, before: Assay, old: Priced, assay: Assay) -> Priced:
        """Price every pair once more, looking only where a price has fallen."""
        kinds = self.sweep.kinds
        fell = assay.employee < before.employee
        kind_fell = np.zeros(len(assay.least), np.bool_)
        kind_fell[kinds.of[assay.vacancy < before.vacancy]] = True
        people = np.arange(len(fell), dtype=np.int32) if self.people is None else self.people
        share = fell[people].mean() + kind_fell.mean()
        log.debug("prices of %.2f %% of the people and kinds fell", 100 * share)
        if share > WHOLE or not old.whole:
            return self._priced(assay)
        poorer, cheaper = people[fell[people]], np.flatnonzero(kind_fell).astype(np.int32)
        parts = list(self.sweep.judged(assay, poorer)) if len(poorer) else []
        if len(cheaper):
            parts += self.sweep.judged(replace(assay, left_out=fell), self.people, cheaper)
        cells = old.cells.take(~(fell[old.cells.employee] | kind_fell[old.cells.vacancy]))
        pairs = old.pairs.take(~(fell[old.pairs.employee] | kind_fell[kinds.of[old.pairs.vacancy]]))
        employee, vacancy = np.divmod(old.apart, len(assay.vacancy))
        apart = old.apart[~(fell[employee] | kind_fell[kinds.of[vacancy]])]
        cells, pairs = cells.take(assay.cell_reduced(cells) >= 0), pairs.take(assay.pair_reduced(pairs) >= 0)
        return priced([*parts, Priced(cells, pairs, apart)], assay, self.most_cells)

    def _priced(self, assay: Assay) -> Priced:
        return priced(self.sweep.judged(assay, self.people), assay, self.most_cells)


def _padded(leaves: LongArray, nodes: int) -> LongArray:
    padded: LongArray = np.r_[leaves, np.zeros(nodes - len(leaves), np.int64)]
    return padded


def _uncovered(assay: Assay, found: Priced) -> Arcs:
    """Return the uncovered cells and pairs as arcs of a pool; a few cells are looked at pair by pair.

    A cell is judged by the kind's cheapest vacancy; where that pair is exceptional, the cell may be covered
    all the same.
    """
    pairs = found.pairs.take(assay.pair_reduced(found.pairs) > 0)
    cells = found.cells.take(assay.cell_reduced(found.cells) > 0)
    if 0 < len(cells) <= EXACT_CELLS:
        n_kinds = len(assay.least)
        sure = [np.empty(0, np.int64)]
        for block in Face(assay, replace(found, cells=cells)).usual():
            over = block.take(assay.pair_reduced(block) > 0)
            sure.append(over.employee.astype(np.int64) * n_kinds + assay.kinds.of[over.vacancy])
        own = cells.employee.astype(np.int64) * n_kinds + cells.vacancy
        cells = cells.take(np.isin(own, np.concatenate(sure)))
    return joined([pairs, to_kinds(cells, len(assay.vacancy))])


def _reduced(found: KindPrices, arcs: Arcs, worth: Worth) -> LongArray:
    """Return (p,) gain minus prices of arcs of a pool."""
    n_vacancies = len(worth.vacancy)
    ends = np.concatenate([found.prices.vacancy[:n_vacancies] - worth.vacancy, found.kind])
    reduced: LongArray = worth.entering(arcs)
    reduced -= found.prices.employee[arcs.employee]
    reduced -= ends[arcs.vacancy]
    return reduced
