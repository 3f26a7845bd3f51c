"""Tier after tier: the best prices, the best plan, and then never below its value again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from penempatan.assignment.arcs import EligibleArcs, canonical, joined
from penempatan.assignment.mixed.pricing import Prices, Sweep
from penempatan.assignment.mixed.relaxation import Relaxation, best_prices
from penempatan.assignment.mixed.rows import frame_of
from penempatan.assignment.mixed.search import best_plan
from penempatan.assignment.mixed.shortfall import shortfall
from penempatan.errors import NoPlanError
from penempatan.objective.tiers import tiers_of
from penempatan.settings.model import Goal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from penempatan.assignment.arcs import Arcs, ArcSource
    from penempatan.assignment.mixed.rows import Frame
    from penempatan.assignment.model import AssignmentModel
    from penempatan.assignment.solve import Clock
    from penempatan.objective.limit import Limit
    from penempatan.objective.tiers import Tier
    from penempatan.settings.model import SolveSettings

FACE_REACH = 400  # pairs this near the network's prices begin the pool, in hundredths of score
LOT_NODES = 200  # nodes of branch and bound that the lot may cost: it decides between equals only


@dataclass(frozen=True, slots=True)
class TierOutcome:
    """How a tier ended. `prices` cover every eligible pair, proven or not."""

    tier: Tier
    prices: Prices
    bound: int
    proven: bool  # no plan over all eligible pairs is better, by prices or by search
    pairs: int = 0  # the most that the search was given


@dataclass(frozen=True, slots=True)
class MixedOutcome:
    """The plan without pins, and how each tier ended."""

    plan: Arcs
    tiers: tuple[TierOutcome, ...]
    rounds: int


@dataclass(frozen=True, slots=True)
class Start:
    """Where the tiers begin: pairs near the prices of the network without the side limits, and its plan."""

    pool: Arcs
    plan: Arcs  # best for the network, but some limit does not hold
    limits: frozenset[int]  # the numbers of those


def solve_tiers(model: AssignmentModel, settings: SolveSettings, start: Start, clock: Clock) -> MixedOutcome:
    """Return the lexicographically best plan, tier by tier.

    Where the goals before the fit can plainly be as good as without the side limits, that is taken for
    granted first; the fit then shows whether it was right.

    Raises:
        NoPlanError: no plan keeps the limits; they are named.
    """
    frame, source = frame_of(model), EligibleArcs(model.pairs)
    tiers = tiers_of(model.goals)
    incumbent = _first_plan(model, frame, source, settings=settings, start=start, clock=clock)
    granted = _granted(frame, source, tiers, start, settings)
    if granted:
        outcome = _solve_from(
            frame, source, tiers, granted, start=start, incumbent=None, settings=settings, clock=clock
        )
        if outcome is not None:
            return outcome
    outcome = _solve_from(
        frame, source, tiers, [], start=start, incumbent=incumbent, settings=settings, clock=clock
    )
    assert outcome is not None  # the incumbent keeps everything
    return outcome


def _first_plan(
    model: AssignmentModel,
    frame: Frame,
    source: ArcSource,
    *,
    settings: SolveSettings,
    start: Start,
    clock: Clock,
) -> Arcs:
    """Return a plan that keeps every limit: nobody moved where that will do, else the search for one."""
    nobody = nobody_moved(model)
    needing = frozenset(frame.violated(nobody.employee, nobody.vacancy))
    if not needing:
        return nobody
    elastic = replace(frame, elastic=needing)
    tier = shortfall(model.goals, elastic)
    sweep = Sweep(elastic, tier, source, settings.workers)
    relaxation = best_prices(sweep, canonical(joined([start.pool, nobody]), len(frame.free)), needing, clock)
    assert relaxation is not None  # elastic limits can always be missed
    found = best_plan(sweep, relaxation, nobody, clock)
    assert found.plan is not None
    if missed := frame.violated(found.plan.employee, found.plan.vacancy):
        raise _no_plan([frame.limits[number] for number in missed], found.proven)
    return found.plan


def nobody_moved(model: AssignmentModel) -> Arcs:
    """Return the plan to begin with: nobody placed, or those who keep a place where they are."""
    return joined([]) if model.start is None else model.start


def _no_plan(limits: Sequence[Limit], proven: bool) -> NoPlanError:
    names = "; ".join(f"“{limit.label}”" for limit in limits)
    if not proven:
        return NoPlanError(
            f"Sampai batas waktu belum ditemukan susunan yang memenuhi semua batas; yang belum terpenuhi: "
            f"{names}. Longgarkan batasnya atau naikkan batas_waktu_detik."
        )
    return NoPlanError(
        "Tidak ada susunan yang memenuhi semua batas sekaligus. Susunan yang paling mendekati masih "
        f"melanggar: {names}. Longgarkan batas itu, atau batas lain yang memperebutkan pegawai yang sama."
    )


def _granted(
    frame: Frame, source: ArcSource, tiers: Sequence[Tier], start: Start, settings: SolveSettings
) -> list[TierOutcome]:
    """Return the first tiers in which the network's plan fills every seat or places everybody there is."""
    granted: list[TierOutcome] = []
    for tier in tiers:
        if tier.goal not in (Goal.PRIORITY, Goal.MUST_PLACE):
            break
        vacancy = np.zeros(len(frame.seats), np.int64)
        if tier.level:
            vacancy += tier.goals.priority_gain == tier.level
        below = replace(frame, earlier=tuple((one.tier, one.bound) for one in granted))
        sweep = Sweep(below, tier, source, settings.workers)
        prices = sweep.covering(_free(frame, vacancy, len(granted)))
        bound = prices.bound(below)
        if tier.value(*start.plan.columns) != bound:
            break
        granted.append(TierOutcome(tier, prices, bound, proven=True))
    return granted


def _free(frame: Frame, vacancy: np.ndarray[tuple[int], np.dtype[np.int64]], earlier: int) -> Prices:
    """Return prices of vacancies alone."""
    return Prices(1, np.zeros(len(frame.free), np.int64), vacancy, (0,) * len(frame.limits), (0,) * earlier)


def _solve_from(
    frame: Frame,
    source: ArcSource,
    tiers: Sequence[Tier],
    done: list[TierOutcome],
    *,
    start: Start,
    incumbent: Arcs | None,
    settings: SolveSettings,
    clock: Clock,
) -> MixedOutcome | None:
    """Solve the tiers after those that are done; None where their values cannot be reached together.

    `incumbent` keeps all limits and the values of the tiers done; None where nobody knows of such a plan.
    """
    outcomes, rounds = list(done), 0
    earlier = tuple((one.tier, one.bound) for one in done)
    pool, limits = start.pool, start.limits
    for tier in tiers[len(done) :]:
        sweep = Sweep(replace(frame, earlier=earlier), tier, source, settings.workers)
        relaxation = None
        if not clock.over:
            known = joined([pool] if incumbent is None else [pool, incumbent])
            relaxation = _relaxed(sweep, canonical(known, len(frame.free)), limits, clock)
            if relaxation is None and incumbent is None:
                return None
        if relaxation is None:
            prices = sweep.covering(_free(frame, np.zeros(len(frame.seats), np.int64), len(earlier)))
            outcome = TierOutcome(tier, prices, prices.bound(sweep.frame), proven=False)
        else:
            nodes = LOT_NODES if tier.goal is Goal.LOT else None
            found = best_plan(sweep, relaxation, incumbent, clock, nodes)
            if found.plan is None:
                return None
            incumbent, pool, limits = found.plan, relaxation.pool, relaxation.limits
            rounds += relaxation.rounds
            prices = relaxation.prices
            outcome = TierOutcome(tier, prices, prices.bound(sweep.frame), found.proven, found.pairs)
        outcomes.append(outcome)
        if incumbent is None:
            return None
        earlier = (*earlier, (tier, tier.value(*incumbent.columns)))
    if incumbent is None:  # every tier was taken for granted: whether a plan reaches them all is not known
        return None
    return MixedOutcome(incumbent, tuple(outcomes), rounds)


def _relaxed(sweep: Sweep, pool: Arcs, limits: frozenset[int], clock: Clock) -> Relaxation | None:
    try:
        return best_prices(sweep, pool, limits, clock)
    except TimeoutError:
        return None
