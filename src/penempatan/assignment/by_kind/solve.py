"""Solve a stage that knows vacancies by kind alone, without spelling out the pairs behind a kind.

The very plan, prices and face of the way pair by pair; where kinds are not enough to seat everybody, nothing
is said, and the stage has to be solved that way.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import numpy as np

from penempatan.assignment.arcs import canonical
from penempatan.assignment.by_kind.face import Face
from penempatan.assignment.by_kind.guess import guessed
from penempatan.assignment.by_kind.market import Market
from penempatan.assignment.by_kind.prices import Worth
from penempatan.assignment.by_kind.seating import seated
from penempatan.assignment.outcome import StageOutcome
from penempatan.assignment.potentials import Prices
from penempatan.children import TimeUpError

if TYPE_CHECKING:
    from penempatan.assignment.by_kind.market import Settled
    from penempatan.assignment.clock import Clock
    from penempatan.assignment.network import Network
    from penempatan.assignment.recomputed import RecomputedArcs
    from penempatan.assignment.stages import Stage

CELLS_EACH = 32  # cells of a person that may be listed whatever the memory allowed: flat in the pairs
BYTES_A_CELL = 3 * 3 * 4  # in parts, joined, and while they are chosen from

log = logging.getLogger(__name__)


def solve_by_kinds(
    stage: Stage, source: RecomputedArcs, network: Network, clock: Clock
) -> StageOutcome | None:
    """Solve a first stage by kinds; None where it has to be solved pair by pair after all.

    Raises:
        SolverFaultError: the solver contradicted itself (a bug, not an input).
    """
    most_cells = max(source.memory_bytes // BYTES_A_CELL, CELLS_EACH * network.employees.n_leaves)
    market = Market(source.sweep, network, worth_of(stage), worth_of(stage.gentle()), clock, most_cells)
    try:
        sieve = guessed(market)
        log.debug("prices guessed")
        settled = market.settle(sieve)
    except TimeUpError:
        return None
    best = settled.best
    plan = seated(source.sweep, best.pool, best.flow, network.vacancies.n_leaves)
    if plan is None:
        return None
    plan = canonical(plan, network.employees.n_leaves)
    proven, prices = not len(settled.uncovered), best.found.prices
    if not proven:
        prices = _covering(settled)
    value, dual = stage.value(plan, network.pinned), prices.total(network)
    log.debug("seated: value %d of at most %d", value, dual)
    if proven and dual != value:
        return None  # somebody sits where an exceptional pair is worth less
    return StageOutcome(
        stage,
        plan,
        prices,
        proven,
        Face(settled.assay, settled.found) if settled.found.whole else source.after(stage, prices),
        settled.eligible_pairs,
        settled.candidates,
        settled.rounds,
        value,
        dual,
    )


def worth_of(stage: Stage) -> Worth:
    """Return what pairs earn in a stage by kind."""
    employee, vacancy = stage.node_gain()
    return Worth(stage.fit_unit, employee, vacancy, stage.largest)


def _covering(settled: Settled) -> Prices:
    """Raise people's prices until every pair is covered."""
    prices, assay, found = settled.best.found.prices, settled.assay, settled.found
    rise = np.zeros(len(assay.employee), np.int64)
    np.maximum.at(rise, found.pairs.employee, assay.pair_reduced(found.pairs))
    np.maximum.at(rise, found.cells.employee, assay.cell_reduced(found.cells))
    employee = prices.employee.copy()
    employee[: len(rise)] += rise
    return Prices(employee, prices.vacancy)
