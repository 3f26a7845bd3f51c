"""Prices in the shape that a checker reads, and the bound on the total score that follows from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from penempatan.domain.plan import StageCertificate, TierValue, TierWeight
from penempatan.settings.model import Goal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from penempatan.assignment.arcs import Arcs
    from penempatan.assignment.forest import Forest
    from penempatan.assignment.network import Network
    from penempatan.assignment.outcome import StageOutcome
    from penempatan.objective.goals import Goals

    IntArray = NDArray[np.int32]
    LongArray = NDArray[np.int64]

NEGATIVE_TIERS = frozenset({Goal.FEWEST_MOVES, Goal.WORST_OFF})


def stage_certificate(outcome: StageOutcome, network: Network, limit_keys: Iterable[str]) -> StageCertificate:
    """Return a stage's prices by node. Pinned people (no capacity left) stand outside with price 0.

    A limit that touches no pair has no node; its price is 0 too.
    """
    stage = outcome.stage
    employee = outcome.prices.own_employee(network.employees)
    vacancy = outcome.prices.own_vacancy(network.vacancies)
    pinned = network.employees.capacity[: network.employees.n_leaves] == 0
    leaves = np.where(pinned, 0, employee[: network.employees.n_leaves])
    return StageCertificate(
        tuple(
            TierWeight(tier.value, multiplier)
            for tier, multiplier in zip(stage.tiers, stage.multipliers, strict=True)
        ),
        tuple(leaves.tolist()),
        tuple(vacancy[: network.vacancies.n_leaves].tolist()),
        tuple(
            sorted(
                {
                    **dict.fromkeys(limit_keys, 0),
                    **_limit_prices(network.employees, employee),
                    **_limit_prices(network.vacancies, vacancy),
                }.items()
            )
        ),
        outcome.value,
    )


def _limit_prices(forest: Forest, price: LongArray) -> dict[str, int]:
    return {key: int(price[node]) for key, node in zip(forest.keys, forest.groups, strict=True)}


def tier_values(
    goals: Goals, vacancy_of: NDArray[np.int32], score_of: NDArray[np.int32]
) -> tuple[TierValue, ...]:
    """Return what the whole plan, pins included, reaches in every tier."""
    employee = np.flatnonzero(vacancy_of >= 0).astype(np.int32)
    vacancy, score = vacancy_of[employee], score_of[employee]
    return tuple(TierValue(tier.value, goals.total(tier, employee, vacancy, score)) for tier in goals.order)


def bound_on_fit(outcomes: Sequence[StageOutcome], pinned: IntArray, reached: int) -> int:
    """Return the proven upper bound of the total score, without pins, given the earlier tiers' values.

    The dual total D of the stage with the fit covers every plan: m·fit ≤ D − Σ m'·earlier − Σ m''·least
    later, for plans that reach at least this plan's value in the earlier tiers; and no plan exceeds full
    marks for everybody. Without a fit tier the score is no goal, and what is reached is all there is to say.
    """
    for outcome in outcomes:
        if Goal.FIT in outcome.stage.tiers:
            return _bound_of_stage(outcome, pinned)
    return reached


def _bound_of_stage(outcome: StageOutcome, pinned: IntArray) -> int:
    stage = outcome.stage
    rest = outcome.dual
    at = stage.tiers.index(Goal.FIT)
    for tier, multiplier in zip(stage.tiers[:at], stage.multipliers[:at], strict=True):
        rest -= multiplier * _value(outcome.plan, stage.goals, tier, pinned)
    for tier, multiplier in zip(stage.tiers[at + 1 :], stage.multipliers[at + 1 :], strict=True):
        if tier in NEGATIVE_TIERS:  # at worst every placement costs the most
            rest += multiplier * stage.n_max * stage.goals.largest(tier)
    return min(rest // stage.multipliers[at], stage.goals.largest(Goal.FIT) * stage.n_max)


def _value(plan: Arcs, goals: Goals, tier: Goal, pinned: IntArray) -> int:
    if tier is Goal.FAIRNESS and goals.fairness is not None:
        return goals.fairness.value(np.r_[plan.vacancy, pinned]) - goals.fairness.value(pinned)
    return goals.total(tier, plan.employee, plan.vacancy, plan.score)
