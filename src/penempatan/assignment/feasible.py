"""Can some limits of a round be kept together? The question behind naming the smallest set that clashes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from penempatan.assignment.arcs import EligibleArcs, canonical
from penempatan.assignment.mixed.pricing import Sweep
from penempatan.assignment.mixed.relaxation import best_prices
from penempatan.assignment.mixed.rows import frame_of
from penempatan.assignment.mixed.search import best_plan
from penempatan.assignment.mixed.shortfall import shortfall
from penempatan.assignment.mixed.solve import nobody_moved
from penempatan.assignment.solve import Clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from penempatan.assignment.model import AssignmentModel
    from penempatan.objective.limit import Limit
    from penempatan.settings.model import SolveSettings


def feasible(model: AssignmentModel, limits: Sequence[Limit], settings: SolveSettings) -> bool:
    """Whether some plan keeps the pins, the openings and these limits; all other limits are forgotten.

    A yes is a plan that was counted through in integers. A no is a bound from prices over all eligible
    pairs, or, where that does not suffice, a finished search.

    Raises:
        TimeoutError: neither was found in time.
    """
    clock = Clock(settings.time_limit_s)
    frame, nobody = frame_of(model, limits), nobody_moved(model)
    needing = frozenset(frame.violated(nobody.employee, nobody.vacancy))
    if not needing:
        return True
    elastic = replace(frame, elastic=needing)
    sweep = Sweep(elastic, shortfall(model.goals, elastic), EligibleArcs(model.pairs), settings.workers)
    relaxation = best_prices(sweep, canonical(nobody, model.n_employees), needing, clock)
    if relaxation is not None and relaxation.total < 0:
        return False  # every plan misses them by something
    found = None if relaxation is None else best_plan(sweep, relaxation, nobody, clock)
    if found is None or found.plan is None:
        raise TimeoutError
    if not frame.violated(found.plan.employee, found.plan.vacancy):
        return True
    if not found.proven:
        raise TimeoutError
    return False
