"""A round with side limits: first without them, and only where that does not keep them, tier by tier."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from penempatan.assignment.arcs import EligibleArcs, canonical, joined
from penempatan.assignment.certificate import tier_values
from penempatan.assignment.mixed.pricing import Prices, Sweep
from penempatan.assignment.mixed.rows import frame_of
from penempatan.assignment.mixed.solve import Start, nobody_moved, solve_tiers
from penempatan.assignment.model import Solution, SolveStatistics
from penempatan.assignment.solve import network_of, solve_network, solve_stage
from penempatan.assignment.stages import stages_of
from penempatan.assignment.surplus import openings_first
from penempatan.domain.plan import Certificate, CutCertificate, Termination, TierCertificate
from penempatan.objective.tiers import Tier
from penempatan.settings.model import Goal

if TYPE_CHECKING:
    from penempatan.assignment.arcs import Arcs
    from penempatan.assignment.clock import Clock
    from penempatan.assignment.mixed.cuts import Cut
    from penempatan.assignment.mixed.solve import MixedOutcome, TierOutcome
    from penempatan.assignment.model import AssignmentModel
    from penempatan.assignment.outcome import StageOutcome
    from penempatan.objective.goals import Goals
    from penempatan.settings.model import SolveSettings

FEW_LIMITS = 400  # no more are in the programs from the start, not only once they are broken
REACH = 200  # pairs this near the prices of the network begin the pool, in hundredths of score


def solve_mixed(model: AssignmentModel, settings: SolveSettings, clock: Clock) -> Solution:
    """Return the best plan of a round whose limits the network alone cannot keep.

    Raises:
        NoPlanError: no plan keeps the limits.
    """
    frame = frame_of(model)
    relaxed = _without_side_limits(model, settings, clock)
    broken = frame.violated(relaxed.plan.employee, relaxed.plan.vacancy)
    if not broken:
        solution = solve_network(model, settings, clock)
        placed = np.flatnonzero(solution.vacancy_of >= 0).astype(np.int32)
        used = [limit.used(placed, solution.vacancy_of[placed]) for limit in model.limits]
        if all(limit.holds(one) for limit, one in zip(model.limits, used, strict=True)):
            return solution  # best without the side limits, and it keeps them
    pool, rough = _pool(model, relaxed, settings)
    first = broken if len(frame.limits) > FEW_LIMITS else range(len(frame.limits))
    start = Start(pool, relaxed.plan, frozenset(first), rough)
    outcome = solve_tiers(model, settings, start, clock)
    return _solution(model, outcome, relaxed, clock)


def _without_side_limits(model: AssignmentModel, settings: SolveSettings, clock: Clock) -> StageOutcome:
    """Solve the first goals on the network, up to the fit where that fits into one stage."""
    goals = _gentle(model.goals)
    network = network_of(model)
    n_max = min(model.n_employees, int(model.capacity.sum()))
    stage = stages_of(goals, n_max, network.employees.root + network.vacancies.root)[0]
    source, start = EligibleArcs(model.pairs), nobody_moved(model)
    return solve_stage(stage, source, start, network, settings=settings, clock=clock)


def _gentle(goals: Goals) -> Goals:
    """Return the goals up to the fit, priorities weighed 1, 2, 3 …: close enough to begin with."""
    order = goals.order[: goals.order.index(Goal.FIT) + 1] if Goal.FIT in goals.order else goals.order
    _, rank = np.unique(goals.priority_gain, return_inverse=True)
    gain = np.where(goals.priority_gain > 0, rank.astype(np.int64) + 1, 0)  # surplus seats fill no need
    return replace(goals, order=order, priority_gain=gain)


def _pool(
    model: AssignmentModel, relaxed: StageOutcome, settings: SolveSettings
) -> tuple[Arcs, Prices | None]:
    """Return the pairs near the prices of the network, and these prices where they speak of the fit."""
    frame, stage = frame_of(model, ()), relaxed.stage
    network = network_of(model)
    scale = stage.multipliers[stage.tiers.index(Goal.FIT)] if Goal.FIT in stage.tiers else 1
    earlier = tuple((Tier(stage.goals, goal, goal.value), 0) for goal in stage.tiers if goal is not Goal.FIT)
    prices = Prices(
        scale,
        np.zeros(model.n_employees, np.int64),
        relaxed.prices.vacancy[: network.vacancies.n_leaves],
        (),
        tuple(
            multiplier
            for goal, multiplier in zip(stage.tiers, stage.multipliers, strict=True)
            if goal is not Goal.FIT
        ),
    )
    sweep = Sweep(
        replace(frame, earlier=earlier),
        Tier(stage.goals, Goal.FIT, Goal.FIT.value),
        EligibleArcs(model.pairs),
        settings.workers,
    )
    prices = sweep.covering(prices)
    near, _ = sweep.near(prices, prices.employee - REACH * scale)
    pool = canonical(joined([near, relaxed.plan]), model.n_employees)
    if Goal.FIT not in stage.tiers:
        return pool, None
    _, seats = stage.node_gain()
    return pool, replace(prices, vacancy=np.maximum(prices.vacancy - seats, 0))


def _solution(model: AssignmentModel, outcome: MixedOutcome, relaxed: StageOutcome, clock: Clock) -> Solution:
    plan = outcome.plan
    if model.post is not None:
        plan = openings_first(plan, outcome.base.seats, model.post)
        outcome = replace(outcome, plan=plan)
    pinned = np.array(model.pinned, np.int32).reshape(-1, 3)
    vacancy_of = np.full(model.n_employees, -1, np.int32)
    score_of = np.zeros(model.n_employees, np.int32)
    vacancy_of[plan.employee], score_of[plan.employee] = plan.vacancy, plan.score
    vacancy_of[pinned[:, 0]], score_of[pinned[:, 0]] = pinned[:, 1], pinned[:, 2]
    total = int(score_of.sum(dtype=np.int64))
    fit = [one for one in outcome.tiers if one.tier.goal is Goal.FIT]
    bound = total
    if fit and not fit[0].proven:
        bound = int(pinned[:, 2].sum(dtype=np.int64)) + fit[0].bound
    proven = all(one.proven for one in outcome.tiers)
    clock.lap("rangkum")
    return Solution(
        vacancy_of,
        score_of,
        Termination.OPTIMAL if proven else Termination.FEASIBLE,
        total,
        bound,
        tier_values(model.goals, vacancy_of, score_of),
        Certificate(
            tiers=tuple(_certificate(one, model, outcome) for one in outcome.tiers),
            cuts=tuple(_derivation(one) for one in outcome.cuts),
        ),
        SolveStatistics(
            relaxed.pairs_seen,
            max(relaxed.candidates, *(one.pairs for one in outcome.tiers), 0),
            relaxed.rounds + outcome.rounds,
            tuple((step, round(seconds, 4)) for step, seconds in clock.seconds.items()),
        ),
    )


def _certificate(one: TierOutcome, model: AssignmentModel, outcome: MixedOutcome) -> TierCertificate:
    prices = one.prices
    of_limit = {limit.key: price for limit, price in zip(outcome.base.limits, prices.limit, strict=False)}
    keys = (*(limit.key for limit in model.limits), *(cut.limit.key for cut in outcome.cuts))
    employee = np.where(outcome.base.free, prices.employee, 0)
    value = one.tier.value(*outcome.plan.columns)
    return TierCertificate(
        one.tier.name,
        prices.scale,
        tuple(employee.tolist()),
        tuple(prices.vacancy.tolist()),
        tuple((key, of_limit.get(key, 0)) for key in keys),
        prices.earlier,
        value,
        one.proven and value < one.bound,
    )


def _derivation(cut: Cut) -> CutCertificate:
    people, posts = np.flatnonzero(cut.employee).tolist(), np.flatnonzero(cut.vacancy).tolist()
    return CutCertificate(
        cut.limit.key,
        cut.divisor,
        tuple((one, int(cut.employee[one])) for one in people),
        tuple((one, int(cut.vacancy[one])) for one in posts),
        cut.limits,
    )
