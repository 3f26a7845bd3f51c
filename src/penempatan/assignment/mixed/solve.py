"""Tier after tier: the best prices, the best plan, and then never below its value again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from penempatan.assignment.arcs import Arcs, EligibleArcs, canonical, joined
from penempatan.assignment.mixed.cuts import with_cuts
from penempatan.assignment.mixed.face import Composer, narrowed
from penempatan.assignment.mixed.pricing import Prices, Sweep
from penempatan.assignment.mixed.relaxation import best_prices
from penempatan.assignment.mixed.rows import frame_of
from penempatan.assignment.mixed.search import best_plan
from penempatan.assignment.mixed.shortfall import shortfall
from penempatan.errors import NoPlanError
from penempatan.objective.tiers import tiers_of
from penempatan.settings.model import Goal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from penempatan.assignment.arcs import ArcSource
    from penempatan.assignment.mixed.cuts import Cut
    from penempatan.assignment.mixed.layout import Standing
    from penempatan.assignment.mixed.relaxation import Relaxation
    from penempatan.assignment.mixed.rows import Frame
    from penempatan.assignment.mixed.search import Found
    from penempatan.assignment.model import AssignmentModel
    from penempatan.assignment.solve import Clock
    from penempatan.objective.limit import Limit
    from penempatan.objective.tiers import Tier
    from penempatan.settings.model import SolveSettings

WHOLE_FACE = 60_000  # pairs that a program takes at once rather than as they are missing
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
    cuts: tuple[Cut, ...]
    base: Frame  # the round with the cuts among its limits


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
    incumbent = _first_plan(model, frame, source, settings=settings, start=start, clock=clock)
    ascent = Ascent(tiers_of(model.goals), frame, source, settings, clock)
    granted = _granted(ascent, start)
    if granted.outcomes:
        outcome = _solve_from(granted, start, None)
        if outcome is not None:
            return outcome
    outcome = _solve_from(ascent, start, incumbent)
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


@dataclass(frozen=True, slots=True)
class Ascent:
    """How far the tiers have come: the outcomes so far, and the round that they leave to the others."""

    tiers: tuple[Tier, ...]
    base: Frame  # the whole round, with the values reached
    source: ArcSource  # all eligible pairs
    settings: SolveSettings
    clock: Clock
    frame: Frame | None = None  # narrowed to what the outcomes leave; None: nothing decided yet
    left: ArcSource | None = None  # the pairs of that
    outcomes: tuple[TierOutcome, ...] = ()
    rounds: int = 0

    @property
    def tier(self) -> Tier:
        """The next one."""
        return self.tiers[len(self.outcomes)]

    @property
    def sweep(self) -> Sweep:
        """The pairs that are left, valued by the next tier."""
        return Sweep(
            self.base if self.frame is None else self.frame,
            self.tier,
            self.source if self.left is None else self.left,
            self.settings.workers,
        )

    def with_cuts(self, cuts: Sequence[Cut]) -> Ascent:
        """Return the ascent with further limits that follow from the others."""
        frame = None if self.frame is None else with_cuts(self.frame, cuts)
        return replace(self, base=with_cuts(self.base, cuts), frame=frame)

    def risen(
        self,
        prices: Prices,
        value: int,
        *,
        proven: bool,
        pairs: int = 0,
        rounds: int = 0,
        whole: bool = False,
    ) -> Ascent:
        """Return the ascent one tier higher; `prices` cover the pairs that were left."""
        frame, left = narrowed(self.sweep, prices, value, whole=whole)
        before = (self.outcomes[-1].tier, self.outcomes[-1].prices) if self.outcomes else None
        composer = Composer(self.source, self.settings.workers)
        composed = composer.composed(self.base, self.tier, prices, before)
        self.clock.lap("harga")
        if composed is None:
            composed = self.crude()
        outcome = TierOutcome(self.tier, composed, composed.bound(self.base), proven, pairs)
        return self._higher(outcome, value, frame, left, rounds)

    def given_up(self, value: int) -> Ascent:
        """Return the ascent one tier higher, where the time did not suffice for the tier."""
        prices = self.crude()
        outcome = TierOutcome(self.tier, prices, prices.bound(self.base), proven=False)
        frame = self.base if self.frame is None else self.frame
        frame = replace(frame, earlier=(*frame.earlier, (self.tier, value)))
        return self._higher(outcome, value, frame, self.left, 0)

    def _higher(
        self, outcome: TierOutcome, value: int, frame: Frame, left: ArcSource | None, rounds: int
    ) -> Ascent:
        base = replace(self.base, earlier=(*self.base.earlier, (self.tier, value)))
        return replace(
            self,
            base=base,
            frame=frame,
            left=left,
            outcomes=(*self.outcomes, outcome),
            rounds=self.rounds + rounds,
        )

    def crude(self) -> Prices:
        """Return prices of people alone: a bound, of whatever worth."""
        sweep = Sweep(self.base, self.tier, self.source, self.settings.workers)
        none = np.zeros(len(self.base.seats), np.int64)
        return sweep.covering(_free(self.base, none))


def _granted(ascent: Ascent, start: Start) -> Ascent:
    """Rise through the first tiers in which the network's plan fills every seat or places everybody."""
    while len(ascent.outcomes) < len(ascent.tiers):
        tier, sweep = ascent.tier, ascent.sweep
        if tier.goal not in (Goal.PRIORITY, Goal.MUST_PLACE):
            break
        vacancy = np.zeros(len(sweep.frame.seats), np.int64)
        if tier.level:
            vacancy += tier.goals.priority_gain == tier.level
        prices = sweep.covering(_free(sweep.frame, vacancy))
        value = tier.value(*start.plan.columns)
        if value != prices.total(sweep.frame):
            break
        ascent = ascent.risen(prices, value, proven=True, whole=True)
    return ascent


def _free(frame: Frame, vacancy: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Prices:
    """Return prices of vacancies alone."""
    none = (0,) * len(frame.limits)
    return Prices(1, np.zeros(len(frame.free), np.int64), vacancy, none, (0,) * len(frame.earlier))


def _solve_from(ascent: Ascent, start: Start, incumbent: Arcs | None) -> MixedOutcome | None:
    """Solve the tiers that are left; None where their values cannot be reached together.

    `incumbent` keeps all limits and the values of the tiers done; None where nobody knows of such a plan.
    """
    clock, people = ascent.clock, len(ascent.base.free)
    pool, limits, standing = start.pool, start.limits, None
    cuts: list[Cut] = []
    while len(ascent.outcomes) < len(ascent.tiers):
        tier, relaxation = ascent.tier, None
        if not clock.over:
            known = canonical(joined([pool] if incumbent is None else [pool, incumbent]), people)
            relaxation = _relaxed(ascent, known, limits, standing)
        if relaxation is None:
            if incumbent is None:
                return None
            ascent = ascent.given_up(tier.value(*incumbent.columns))
            continue
        ascent = ascent.with_cuts(relaxation.cuts)
        cuts += relaxation.cuts
        found = _best(relaxation, incumbent, clock, LOT_NODES if tier.goal is Goal.LOT else None)
        if found.plan is None:
            return None
        incumbent, limits, standing = found.plan, relaxation.limits, relaxation.standing
        ascent = ascent.risen(
            relaxation.prices,
            tier.value(*incumbent.columns),
            proven=found.proven,
            pairs=found.pairs,
            rounds=relaxation.rounds,
        )
        pool = relaxation.pool
        if isinstance(ascent.left, Arcs) and len(ascent.left) <= WHOLE_FACE:
            pool = ascent.left
    if incumbent is None:  # every tier was taken for granted: whether a plan reaches them all is not known
        return None
    return MixedOutcome(incumbent, ascent.outcomes, ascent.rounds, tuple(cuts), ascent.base)


def _best(relaxation: Relaxation, incumbent: Arcs | None, clock: Clock, nodes: int | None) -> Found:
    """Return the optimum of the linear program where it is a plan; else search."""
    frame, tier, plan = relaxation.sweep.frame, relaxation.sweep.tier, relaxation.plan
    if plan is not None and frame.allows(plan):
        value = tier.value(*plan.columns)
        if incumbent is None or value > tier.value(*incumbent.columns):
            incumbent = plan
    return best_plan(relaxation.sweep, relaxation, incumbent, clock, nodes)


def _relaxed(
    ascent: Ascent, pool: Arcs, limits: frozenset[int], standing: Standing | None
) -> Relaxation | None:
    try:
        return best_prices(ascent.sweep, pool, limits, ascent.clock, base=ascent.base, standing=standing)
    except TimeoutError:
        return None
