"""Solve a round exactly: few pairs go to the solver, prices over all pairs prove the answer.

Stage by stage: (1) select promising pairs, (2) solve the flow on them, (3) derive integer prices, (4) price
every pair; violated ones join and the flow is solved again, until none is left. The tight pairs and the nodes
with a positive price describe all optimal plans of the stage; the next stage decides among those.

The solver is an oracle here. It may be given gentler multipliers or costs relative to the last prices, which
is several times faster; prices are always derived from the true gains, and where the oracle's plan turns out
not to be optimal the exact problem is solved instead.

At the time limit the best plan so far is what there is, with a bound that holds over all eligible pairs.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from penempatan.assignment.arcs import EligibleArcs, canonical, joined
from penempatan.assignment.by_kind.solve import solve_by_kinds
from penempatan.assignment.candidates import select, strongest
from penempatan.assignment.certificate import bound_on_fit, stage_certificate, tier_values
from penempatan.assignment.clock import Clock
from penempatan.assignment.fair_units import fair_groups, fair_units
from penempatan.assignment.flow import SolverFaultError
from penempatan.assignment.forest import forest_of
from penempatan.assignment.greedy import greedy_choice, greedy_prices
from penempatan.assignment.model import Solution, SolveStatistics
from penempatan.assignment.network import Network
from penempatan.assignment.outcome import StageOutcome
from penempatan.assignment.potentials import Prices, prices_of
from penempatan.assignment.pricing import price_out
from penempatan.assignment.recomputed import RecomputedArcs
from penempatan.assignment.stages import COST_LIMIT, by_kind, stages_of
from penempatan.assignment.surplus import openings_first
from penempatan.children import TimeUpError
from penempatan.domain.plan import Certificate, Termination
from penempatan.scoring.pairs import StoredPairs
from penempatan.scoring.sweep import Sweep, knows_kinds, sweep_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from penempatan.assignment.arcs import Arcs, ArcSource
    from penempatan.assignment.candidates import Selection
    from penempatan.assignment.model import AssignmentModel
    from penempatan.assignment.pricing import Priced
    from penempatan.assignment.recomputed import PricedInBulk
    from penempatan.assignment.stages import Stage
    from penempatan.settings.model import SolveSettings

    LongArray = NDArray[np.int64]
    BoolArray = NDArray[np.bool_]

ORACLE_ARCS = 5_000  # below this many arcs the exact problem is as quick as any shortcut
ORACLE_ROUNDS = 64  # rounds of Bellman–Ford before a shortcut is given up
MARGIN_SHARE = 32  # pairs within this share of a pair's range join together with the violated ones
CLIP_SHARE = 2  # a shortcut takes prices beyond so many ranges for impossible to outweigh
BY_KINDS_FROM = 500_000  # stored pairs; with fewer, kinds save nothing
MOST_JOINING = 250_000  # pairs that join in one round
JOINING_EACH = (8, 32)  # … of an employee and of a vacancy, when more want to


def solve(model: AssignmentModel, settings: SolveSettings) -> Solution:
    """Return the lexicographically best plan with its certificate.

    The time limit is looked at between rounds; when it has passed, the best plan so far is returned as
    FEASIBLE with a bound that holds over all eligible pairs. At least one round is always finished.

    Raises:
        NoPlanError: no plan keeps the limits.
        SolverFaultError: the solver contradicted itself (a bug, not an input).
    """
    clock = Clock(settings.time_limit_s)
    if not model.sorted_limits.side:
        return solve_network(model, settings, clock)
    from penempatan.assignment.mixed.answer import solve_mixed  # it begins with a network of its own

    return solve_mixed(model, settings, clock)


def solve_network(model: AssignmentModel, settings: SolveSettings, clock: Clock) -> Solution:
    """Return the best plan of a round for the limits that the network keeps; the others are not looked at."""
    network = network_of(model)
    n_max = min(model.n_employees, int(model.capacity.sum()))
    forced = bool(network.full_employee.any()) or network.is_class is not None
    sweep = None if forced else _sweep(model, settings)
    by_kinds = None if sweep is None else RecomputedArcs(sweep, settings.memory_max_mib << 20)
    n_nodes = network.employees.root + network.vacancies.root
    n_nodes += 0 if sweep is None else len(sweep.kinds.first)
    stages = stages_of(model.goals, n_max, n_nodes, kinds_apart=sweep is not None)
    source: ArcSource | RecomputedArcs = EligibleArcs(model.pairs)
    if isinstance(model.pairs, Sweep):
        source = RecomputedArcs(model.pairs, settings.memory_max_mib << 20)
    incumbent = joined([]) if model.start is None else model.start
    outcomes: list[StageOutcome] = []
    for stage in stages:
        if outcomes and not outcomes[-1].proven:
            outcomes.append(_unsolved(stage, outcomes[-1].plan, network))
            continue
        outcome = None
        if by_kinds is not None and not outcomes and by_kind(stage.tiers):
            outcome = solve_by_kinds(stage, by_kinds, network, clock)
        if outcome is None:
            outcome = solve_stage(stage, source, incumbent, network, settings=settings, clock=clock)
        if model.post is not None and not outcome.proven:
            left = network.vacancies.capacity[: model.n_vacancies]
            outcome = replace(outcome, plan=openings_first(outcome.plan, left, model.post))
        outcomes.append(outcome)
        if not outcome.proven:
            continue  # its prices decide nothing
        source, incumbent = outcome.face, outcome.plan
        network = replace(
            network,
            full_employee=network.full_employee | (outcome.prices.own_employee(network.employees) > 0),
            full_vacancy=network.full_vacancy | (outcome.prices.own_vacancy(network.vacancies) > 0),
            units=network.units.after(
                stage.fairness * network.units.weight, outcome.prices.own_vacancy(network.vacancies)
            ),
        )
    return _solution(model, network, outcomes, clock)


def _sweep(model: AssignmentModel, settings: SolveSettings) -> Sweep | None:
    """Return the pairs by kinds where that is how they are held, or where it is quicker than pair by pair."""
    if isinstance(model.pairs, Sweep):
        return model.pairs
    if not isinstance(model.pairs, StoredPairs) or len(model.pairs.block) < BY_KINDS_FROM:
        return None
    scores = model.pairs.scores
    return sweep_of(scores, settings.workers) if scores is not None and knows_kinds(scores) else None


def network_of(model: AssignmentModel) -> Network:
    """Build both sides of the network with what the pins leave."""
    pinned = np.array(model.pinned, np.int64).reshape(-1, 3)
    free = 1 - np.bincount(pinned[:, 0], minlength=model.n_employees)
    seats = model.capacity - np.bincount(pinned[:, 1], minlength=model.n_vacancies)
    employees = forest_of(free, model.sorted_limits.employee_groups)
    fairness = model.goals.fairness
    classes = fair_groups(fairness, seats) if fairness is not None else []
    vacancies = forest_of(seats, (*model.sorted_limits.vacancy_groups, *classes))
    full = np.zeros(employees.root, np.bool_)
    if model.keeps_place is not None:  # whom a pin moves has a place already
        full[: model.n_employees] = model.keeps_place & (free > 0)
    seats_pinned = pinned[:, 1].astype(np.int32)
    network = Network(employees, vacancies, full, np.zeros(vacancies.root, np.bool_), pinned=seats_pinned)
    if fairness is None:
        return network
    node_of = dict(zip(vacancies.keys, vacancies.groups, strict=True))
    is_class = np.zeros(vacancies.root, np.bool_)
    is_class[[node_of[group.key] for group in classes]] = True
    return replace(network, units=fair_units(fairness, node_of, seats_pinned), is_class=is_class)


def solve_stage(
    stage: Stage,
    source: ArcSource | RecomputedArcs,
    incumbent: Arcs,
    network: Network,
    *,
    settings: SolveSettings,
    clock: Clock,
) -> StageOutcome:
    """Solve one stage; `incumbent` is a plan that keeps all that earlier stages force."""
    n_employees, n_vacancies = network.employees.n_leaves, network.vacancies.n_leaves
    margin = stage.fine_range // MARGIN_SHARE
    selection = _selection(source, stage, network, settings)
    pool = canonical(joined([selection.arcs, incumbent]), n_employees)
    clock.lap("calon")
    ended = False
    try:
        chosen, prices = _first_plan(stage, pool, network, clock)
    except TimeUpError:
        if len(incumbent):
            return _unsolved(stage, incumbent, network)
        chosen, ended = greedy_choice(pool, stage.gain(pool), network), True
        prices = greedy_prices(pool.take(chosen), stage.gain(pool.take(chosen)), network)
    rounds, candidates = 0, len(pool)
    while True:
        clock.lap("aliran")
        if isinstance(source, RecomputedArcs):
            priced: Priced | PricedInBulk = source.price(stage, prices, replace(selection, arcs=pool))
        else:
            priced = price_out(source, stage, prices, margin, settings.workers)
        rounds += 1
        clock.lap("harga")
        if ended or not priced.violated or clock.over:
            break
        joining = priced.arcs
        if len(joining) > MOST_JOINING:
            joining = strongest(joining, priced.reduced, n_employees, n_vacancies, JOINING_EACH)
        kept = pool
        if isinstance(source, RecomputedArcs):
            kept = source.promising(pool, stage, prices, margin)
        elif rounds == 1 and len(pool) > ORACLE_ARCS:
            kept = pool.take(chosen)
        wider = canonical(joined([kept, joining]), n_employees)
        try:
            chosen, prices = _next_plan(stage, wider, prices, network, clock)
        except TimeUpError:
            break
        pool = wider
        candidates = max(candidates, len(pool))
    plan, covering = pool.take(chosen), _covering(prices, priced, n_employees)
    return StageOutcome(
        stage,
        plan,
        covering,
        not priced.violated,
        priced.face(),
        selection.seen,
        candidates,
        rounds,
        stage.value(plan, network.pinned),
        covering.total(network, stage.fairness * network.units.weight),
    )


def _selection(
    source: ArcSource | RecomputedArcs, stage: Stage, network: Network, settings: SolveSettings
) -> Selection:
    if isinstance(source, RecomputedArcs):
        return source.select(network, per_employee=settings.per_employee, per_vacancy=settings.per_vacancy)
    return select(
        source,
        stage,
        network,
        per_employee=settings.per_employee,
        per_vacancy=settings.per_vacancy,
        workers=settings.workers,
    )


def _unsolved(stage: Stage, plan: Arcs, network: Network) -> StageOutcome:
    """Return a stage that the time did not suffice for, with prices that cover every pair all the same."""
    prices = [np.zeros(side.root + 1, np.int64) for side in (network.employees, network.vacancies)]
    seats = [int(side.capacity[: side.n_leaves].sum()) for side in (network.employees, network.vacancies)]
    scarce = seats.index(min(seats))
    prices[scarce][: (network.employees, network.vacancies)[scarce].n_leaves] = stage.largest
    crude = Prices(*prices)
    value, dual = (
        stage.value(plan, network.pinned),
        crude.total(network, stage.fairness * network.units.weight),
    )
    return StageOutcome(stage, plan, crude, False, joined([]), 0, 0, 0, value, dual)


def _first_plan(stage: Stage, pool: Arcs, network: Network, clock: Clock) -> tuple[BoolArray, Prices]:
    """Solve the pool from nothing, gently where it is large."""
    forced = bool(network.full_employee.any() or network.full_vacancy.any())
    if len(pool) > ORACLE_ARCS and not forced:
        gentle = stage.gentle()
        chosen = network.best_choice(
            pool,
            gentle.gain(pool),
            *_no_gain(network),
            unit_gain=gentle.fairness * network.units.weight,
            wait_s=clock.left_s,
        )
        prices = prices_of(
            network,
            pool,
            stage.gain(pool),
            chosen,
            unit_gain=stage.fairness * network.units.weight,
            largest=stage.largest,
            max_rounds=ORACLE_ROUNDS,
        )
        if prices is not None:
            return chosen, prices
    return _exact_plan(stage, pool, network, clock)


def _next_plan(
    stage: Stage, pool: Arcs, prices: Prices, network: Network, clock: Clock
) -> tuple[BoolArray, Prices]:
    """Solve the pool again, its gains counted from the last prices."""
    if len(pool) > ORACLE_ARCS:
        clip = CLIP_SHARE * max(1, stage.pair_range)
        if clip >= stage.largest:  # then what is clipped is no gentler than the exact problem
            clip = COST_LIMIT // (network.employees.root + network.vacancies.root + 2)
        reduced = stage.gain(pool) - prices.employee[pool.employee] - prices.vacancy[pool.vacancy]
        chosen = network.best_choice(
            pool,
            np.clip(reduced, -clip, clip),
            np.clip(prices.own_employee(network.employees), -clip, clip),
            np.clip(prices.own_vacancy(network.vacancies), -clip, clip),
            unit_gain=np.clip(stage.fairness * network.units.weight, -clip, clip),
            wait_s=clock.left_s,
        )
        repriced = prices_of(
            network,
            pool,
            stage.gain(pool),
            chosen,
            unit_gain=stage.fairness * network.units.weight,
            largest=stage.largest,
            max_rounds=ORACLE_ROUNDS,
        )
        if repriced is not None:
            return chosen, repriced
    return _exact_plan(stage, pool, network, clock)


def _exact_plan(stage: Stage, pool: Arcs, network: Network, clock: Clock) -> tuple[BoolArray, Prices]:
    gain, unit_gain = stage.gain(pool), stage.fairness * network.units.weight
    chosen = network.best_choice(pool, gain, *_no_gain(network), unit_gain=unit_gain, wait_s=clock.left_s)
    n_nodes = network.employees.root + network.vacancies.root
    prices = prices_of(
        network, pool, gain, chosen, unit_gain=unit_gain, largest=stage.largest, max_rounds=n_nodes + 2
    )
    value = stage.value(pool.take(chosen), network.pinned)
    if prices is None or prices.total(network, unit_gain) != value:
        raise SolverFaultError("the plan that the solver calls optimal has no prices that prove it")
    return chosen, prices


def _no_gain(network: Network) -> tuple[LongArray, LongArray]:
    return np.zeros(network.employees.root, np.int64), np.zeros(network.vacancies.root, np.int64)


def _covering(prices: Prices, priced: Priced | PricedInBulk, n_employees: int) -> Prices:
    """Raise employees' prices until every pair is covered: nothing to do when the stage is proven."""
    employee = prices.employee.copy()
    employee[:n_employees] += priced.shortfall(n_employees)
    return Prices(employee, prices.vacancy)


def _solution(
    model: AssignmentModel, network: Network, outcomes: list[StageOutcome], clock: Clock
) -> Solution:
    plan = outcomes[-1].plan
    pinned = np.array(model.pinned, np.int32).reshape(-1, 3)
    vacancy_of = np.full(model.n_employees, -1, np.int32)
    score_of = np.zeros(model.n_employees, np.int32)
    vacancy_of[plan.employee], score_of[plan.employee] = plan.vacancy, plan.score
    vacancy_of[pinned[:, 0]], score_of[pinned[:, 0]] = pinned[:, 1], pinned[:, 2]
    total = int(score_of.sum(dtype=np.int64))
    pinned_score = int(pinned[:, 2].sum(dtype=np.int64))
    bound = pinned_score + bound_on_fit(outcomes, network.pinned, total - pinned_score)
    proven = all(outcome.proven for outcome in outcomes)
    clock.lap("rangkum")
    return Solution(
        vacancy_of,
        score_of,
        Termination.OPTIMAL if proven and bound == total else Termination.FEASIBLE,
        total,
        bound,
        tier_values(model.goals, vacancy_of, score_of),
        Certificate(
            tuple(
                stage_certificate(outcome, network, [limit.key for limit in model.limits])
                for outcome in outcomes
            )
        ),
        SolveStatistics(
            outcomes[0].pairs_seen,
            outcomes[0].candidates,
            sum(outcome.rounds for outcome in outcomes),
            tuple((step, round(seconds, 4)) for step, seconds in clock.seconds.items()),
        ),
    )
