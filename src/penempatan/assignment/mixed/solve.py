"""Tier after tier: the best prices, the best plan, and then never below its value again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from penempatan.assignment.arcs import Arcs, EligibleArcs, canonical, joined
from penempatan.assignment.mixed.cuts import with_cuts
from penempatan.assignment.mixed.face import Composer, narrowed
from penempatan.assignment.mixed.gather import gathered
from penempatan.assignment.mixed.pricing import Prices, Sweep
from penempatan.assignment.mixed.relaxation import best_prices
from penempatan.assignment.mixed.rows import frame_of
from penempatan.assignment.mixed.search import best_plan, completed
from penempatan.assignment.mixed.shortfall import shortfall
from penempatan.errors import NoPlanError
from penempatan.objective.tiers import tiers_of
from penempatan.settings.model import Goal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from penempatan.assignment.arcs import ArcSource
    from penempatan.assignment.clock import Clock
    from penempatan.assignment.mixed.cuts import Cut
    from penempatan.assignment.mixed.layout import Standing
    from penempatan.assignment.mixed.relaxation import Relaxation
    from penempatan.assignment.mixed.rows import Frame
    from penempatan.assignment.mixed.search import Found
    from penempatan.assignment.model import AssignmentModel
    from penempatan.objective.limit import Limit
    from penempatan.objective.tiers import Tier
    from penempatan.settings.model import SolveSettings

WHOLE_FACE = 60_000  # pairs that a program takes at once rather than as they are missing


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
    rough: Prices | None  # of the fit on the network, of the seats alone


def solve_tiers(model: AssignmentModel, settings: SolveSettings, start: Start, clock: Clock) -> MixedOutcome:
    """Return the lexicographically best plan, tier by tier.

    Where the goals before the fit can plainly be as good as without the side limits, that is taken for
    granted first; the fit then shows whether it was right.

    Raises:
        NoPlanError: no plan keeps the limits; they are named.
    """
    ascent = Ascent(
        tiers_of(model.goals), frame_of(model), EligibleArcs(model.pairs), settings, clock, start.rough
    )
    incumbent = _first_plan(ascent, start, nobody_moved(model))
    granted = _granted(ascent, start)
    if granted.outcomes:
        outcome = _solve_from(granted, start, None)
        if outcome is not None:
            return outcome
    outcome = _solve_from(ascent, start, incumbent)
    assert outcome is not None  # the incumbent keeps everything
    return outcome


def _first_plan(ascent: Ascent, start: Start, nobody: Arcs) -> Arcs:
    """Return a plan that keeps every limit: one made at once where that will do, else the search for one."""
    frame, clock = ascent.base, ascent.clock
    begun = gathered(frame, ascent.tiers, nobody, [start.plan, start.pool])
    clock.lap("rencana awal")
    needing = frozenset(frame.violated(begun.employee, begun.vacancy))
    if not needing:
        return begun
    elastic = replace(frame, elastic=needing)
    tier = shortfall(ascent.tiers[0].goals, elastic)
    sweep = Sweep(elastic, tier, ascent.source, ascent.settings.workers)
    plan, proven = begun, False
    try:
        pool = canonical(joined([start.pool, nobody, begun]), len(frame.free))
        relaxation = best_prices(sweep, pool, needing, clock)
    except TimeoutError:
        pass
    else:
        assert relaxation is not None  # elastic limits can always be missed
        found = best_plan(sweep, relaxation, begun, clock)
        assert found.plan is not None
        plan, proven = found.plan, found.proven
    if missed := frame.violated(plan.employee, plan.vacancy):
        raise _no_plan([frame.limits[number] for number in missed], proven)
    return gathered(frame, ascent.tiers, plan, [start.plan, start.pool])


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
    rough: Prices | None = None  # of the fit, of the seats alone: for a bound where the time is over
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
        narrow = self.left is not None and self.left is not self.source
        composed = composer.composed(self.base, self.tier, prices, before, narrow=narrow)
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
        """Return prices made at once: a bound, of whatever worth."""
        goals, seats = self.tier.goals, self.base.seats
        if self.tier.level:
            return _free(self.base, (goals.priority_gain == self.tier.level).astype(np.int64))
        if self.tier.goal is Goal.FIT:
            return self._crude_fit()
        if self.tier.goal is Goal.MUST_PLACE:
            return replace(_free(self.base, np.zeros_like(seats)), employee=goals.must_place.astype(np.int64))
        most = goals.most(self.tier.goal)
        if int(self.base.free.sum()) < int(seats.sum()):
            return replace(
                _free(self.base, np.zeros_like(seats)), employee=np.full(len(self.base.free), most, np.int64)
            )
        return _free(self.base, np.full(len(seats), most, np.int64))

    def _crude_fit(self) -> Prices:
        """Return the best of the prices of the network, and each seat's best score."""
        best = np.zeros(len(self.base.seats), np.int64)
        for block in self.source.blocks():
            np.maximum.at(best, block.vacancy, block.score)
        each = _free(self.base, best)
        if self.rough is None:
            return each
        sweep = Sweep(self.base, self.tier, self.source, self.settings.workers)
        rough = sweep.covering(replace(_free(self.base, self.rough.vacancy), scale=self.rough.scale))
        return min(rough, each, key=lambda one: one.bound(self.base))


def _granted(ascent: Ascent, start: Start) -> Ascent:
    """Rise through the first tiers in which the network's plan fills every seat or places everybody."""
    while len(ascent.outcomes) < len(ascent.tiers):
        tier, sweep = ascent.tier, ascent.sweep
        if tier.goal not in (Goal.PRIORITY, Goal.MUST_PLACE):
            break
        vacancy = np.zeros(len(sweep.frame.seats), np.int64)
        if tier.level:
            vacancy += tier.goals.priority_gain == tier.level
        prices = _free(sweep.frame, vacancy)
        if not tier.level:  # seats alone cover the gains of seats
            prices = sweep.covering(prices)
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
        found = _best(relaxation, incumbent, clock)
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


def _best(relaxation: Relaxation, incumbent: Arcs | None, clock: Clock) -> Found:
    """Return the optimum of the linear program where it is a plan; else complete it, and search."""
    frame, tier, plan = relaxation.sweep.frame, relaxation.sweep.tier, relaxation.plan
    if plan is None:
        plan = completed(relaxation, clock)
    if plan is not None and frame.allows(plan):
        value = tier.value(*plan.columns)
        if incumbent is None or value > tier.value(*incumbent.columns):
            incumbent = plan
    return best_plan(relaxation.sweep, relaxation, incumbent, clock)


def _relaxed(
    ascent: Ascent, pool: Arcs, limits: frozenset[int], standing: Standing | None
) -> Relaxation | None:
    try:
        return best_prices(ascent.sweep, pool, limits, ascent.clock, base=ascent.base, standing=standing)
    except TimeoutError:
        return None
