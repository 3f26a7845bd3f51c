"""Tiny rounds as arrays, all their plans by enumeration, and a certificate check in plain Python integers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from penempatan.assignment.model import AssignmentModel
from penempatan.assignment.sides import sort_limits
from penempatan.objective.fairness import fairness_over
from penempatan.objective.goals import Goals
from penempatan.objective.limit import Limit, between
from penempatan.objective.wishes import Wishes
from penempatan.scoring.pairs import PairBlock
from penempatan.settings.model import Goal, ObjectiveSettings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from penempatan.assignment.model import Solution
    from penempatan.objective.fairness import Fairness


class Side(Enum):
    """Which side of the assignment a limit groups."""

    EMPLOYEE = "pegawai"
    VACANCY = "formasi"


INELIGIBLE = -1
Plan = tuple[int, ...]  # vacancy of each employee, −1 unplaced


@dataclass(frozen=True, slots=True)
class ListedPairs:
    """Eligible pairs in any order, handed out in blocks of any size."""

    employee: NDArray[np.int32]
    vacancy: NDArray[np.int32]
    score: NDArray[np.int32]
    block: int = 1 << 20

    def blocks(self) -> Iterator[PairBlock]:
        """Yield every pair once."""
        for start in range(0, len(self.employee), self.block):
            part = slice(start, start + self.block)
            unverified = np.zeros(len(self.employee[part]), np.bool_)
            yield PairBlock(self.employee[part], self.vacancy[part], self.score[part], unverified)

    def shuffled(self, seed: int, block: int) -> ListedPairs:
        """Return the same pairs in another order and other blocks."""
        order = np.random.default_rng(seed).permutation(len(self.employee))
        return ListedPairs(self.employee[order], self.vacancy[order], self.score[order], block)


def listed(scores: NDArray[np.int64]) -> ListedPairs:
    """Return the eligible pairs of a (n, m) table of scores; INELIGIBLE cells are left out."""
    employee, vacancy = np.nonzero(scores != INELIGIBLE)
    return ListedPairs(
        employee.astype(np.int32), vacancy.astype(np.int32), scores[employee, vacancy].astype(np.int32)
    )


def make_model(
    scores: NDArray[np.int64],
    capacity: Sequence[int] | None = None,
    *,
    priority: Sequence[int] | None = None,
    must_place: Sequence[int] | None = None,
    employee_dinas: Sequence[int] | None = None,
    vacancy_dinas: Sequence[int] | None = None,
    pinned: Sequence[tuple[int, int]] = (),
    limits: Sequence[Limit] = (),
    order: tuple[Goal, ...] = ObjectiveSettings().order,
    outranking: bool = False,
    seed: int = 0,
    wished: Sequence[Sequence[int]] = (),
) -> AssignmentModel:
    """Return a model over a (n, m) table of scores; what is not given is the same for all.

    `wished` gives the vacancies that each person wishes for, dearest first.
    """
    n_employees, n_vacancies = scores.shape
    draw = np.random.default_rng(seed)

    def column(values: Sequence[int] | None, size: int, default: int) -> NDArray[np.int64]:
        return np.array([default] * size if values is None else values, dtype=np.int64)

    goals = Goals(
        order,
        10 ** (3 - column(priority, n_vacancies, 2)) if outranking else 4 - column(priority, n_vacancies, 2),
        column(must_place, n_employees, 0),
        column(employee_dinas, n_employees, 0),
        column(vacancy_dinas, n_vacancies, 0),
        draw.integers(0, 1 << 63, (n_employees,), dtype=np.uint64),
        draw.integers(0, 1 << 63, (n_vacancies,), dtype=np.uint64),
        fairness=_fairness(priority, vacancy_dinas, column(capacity, n_vacancies, 1))
        if Goal.FAIRNESS in order
        else None,
        wishes=_wishes(wished, n_employees, n_vacancies),
        worst_off=((5_000, n_employees + 1), (10_000, 1)),
    )
    pins = tuple(sorted((one, other, int(scores[one, other])) for one, other in pinned))
    pairs = listed(scores)
    size = {"n_employees": n_employees, "n_vacancies": n_vacancies}
    return AssignmentModel(
        **size,
        capacity=column(capacity, n_vacancies, 1),
        pairs=pairs,
        goals=goals,
        pinned=pins,
        limits=tuple(limits),
        sorted_limits=sort_limits(limits, pairs, pinned=pins, **size),
    )


def _fairness(
    priority: Sequence[int] | None, dinas: Sequence[int] | None, openings: NDArray[np.int64]
) -> Fairness:
    priorities = [2] * len(openings) if priority is None else list(priority)
    offices = [0] * len(openings) if dinas is None else list(dinas)
    keys = [f"pemerataan:{one}:{office}" for one, office in zip(priorities, offices, strict=True)]
    return fairness_over(keys, priorities, openings.tolist())


def _wishes(wished: Sequence[Sequence[int]], n_employees: int, n_vacancies: int) -> Wishes:
    """Return wishes for single vacancies: wish number j + 1 is for vacancy j."""
    wishes = np.zeros((n_employees, 3), np.int32)
    for one, dearest_first in enumerate(wished):
        for rank, vacancy in enumerate(dearest_first[:3]):
            wishes[one, rank] = vacancy + 1
    meant = np.vstack([np.zeros((1, n_vacancies), np.bool_), np.eye(n_vacancies, dtype=np.bool_)])
    return Wishes(
        wishes, np.packbits(meant, axis=1), (10_000, 7_500, 5_000), np.arange(n_vacancies, dtype=np.int32)
    )


def make_limit(key: str, side: Side, members: Sequence[int], at_most: int, size: tuple[int, int]) -> Limit:
    """Return a limit over some indices of a round of `size` (employees, vacancies)."""
    marks = [np.ones(count, np.bool_) for count in size]
    at = 0 if side is Side.EMPLOYEE else 1
    marks[at] = np.isin(np.arange(size[at]), members)
    return between(key, key, marks[0], marks[1], at_most=at_most)


def with_pairs(model: AssignmentModel, pairs: ListedPairs) -> AssignmentModel:
    """Return the model with its pairs handed out differently."""
    return replace(model, pairs=pairs)


def score_table(model: AssignmentModel) -> dict[tuple[int, int], int]:
    """Return the score of every eligible pair."""
    table = {}
    for block in model.pairs.blocks():
        for one, other, score in zip(block.employee, block.vacancy, block.score, strict=True):
            table[int(one), int(other)] = int(score)
    return table


def plan_from(solution: Solution) -> Plan:
    """Return the solution as a plan."""
    return tuple(int(vacancy) for vacancy in solution.vacancy_of)


def is_feasible(model: AssignmentModel, plan: Plan) -> bool:
    """Whether a plan keeps eligibility, openings, pins and limits."""
    table = score_table(model)
    pairs = [(one, other) for one, other in enumerate(plan) if other >= 0]
    return (
        all(pair in table for pair in pairs)
        and all(plan.count(other) <= model.capacity[other] for other in range(model.n_vacancies))
        and all(plan[one] == other for one, other, _ in model.pinned)
        and all(limit.holds(_used(pairs, limit)) for limit in model.limits)
    )


def _used(pairs: Sequence[tuple[int, int]], limit: Limit) -> int:
    return sum(_weight(limit, pair) for pair in pairs)


def _weight(limit: Limit, pair: tuple[int, int]) -> int:
    return limit.used(np.array(pair[:1], np.int32), np.array(pair[1:2], np.int32))


def tiers_of(model: AssignmentModel, plan: Plan) -> tuple[int, ...]:
    """Return what a plan reaches in every tier, most important first."""
    table = score_table(model)
    employee = np.array([one for one, other in enumerate(plan) if other >= 0], np.int32)
    vacancy = np.array([other for other in plan if other >= 0], np.int32)
    score = np.array(
        [table[pair] for pair in zip(employee.tolist(), vacancy.tolist(), strict=True)], np.int32
    )
    return tuple(model.goals.total(goal, employee, vacancy, score) for goal in model.goals.order)


def all_plans(model: AssignmentModel) -> Iterator[Plan]:
    """Yield every feasible plan, by trying all of them."""
    table = score_table(model)
    options = [
        [-1, *(other for other in range(model.n_vacancies) if (one, other) in table)]
        for one in range(model.n_employees)
    ]
    partial: list[Plan] = [()]
    for choice in options:
        partial = [(*plan, other) for plan in partial for other in choice]
    return (plan for plan in partial if is_feasible(model, plan))


def best_plans(model: AssignmentModel) -> tuple[tuple[int, ...], list[Plan]]:
    """Return the lexicographically best tier values and every plan that reaches them."""
    valued = [(tiers_of(model, plan), plan) for plan in all_plans(model)]
    best = max(value for value, _ in valued)
    return best, [plan for value, plan in valued if value == best]


def certificate_faults(model: AssignmentModel, solution: Solution) -> list[str]:
    """Check the certificate of an optimal solution by weak duality alone; return what is wrong with it."""
    faults: list[str] = []
    pinned_people = {one for one, _, _ in model.pinned}
    seats = [int(count) for count in model.capacity]
    for _, other, _ in model.pinned:
        seats[other] -= 1
    pinned_pairs = [(one, other) for one, other, _ in model.pinned]
    caps = {
        limit.key: limit.at_most - _used(pinned_pairs, limit)
        for limit in model.limits
        if limit.at_most is not None
    }
    table = score_table(model)
    pool = [pair for pair in table if pair[0] not in pinned_people and seats[pair[1]] > 0]
    pool = [pair for pair in pool if all(_weight(limit, pair) <= caps[limit.key] for limit in model.limits)]
    used_to_the_full: set[tuple[str, int | str]] = set()
    fairness = model.goals.fairness
    pinned_seats = np.array([other for _, other, _ in model.pinned], np.int32)
    units: dict[int, tuple[str, int]] = {}  # unit → its class and weight; those that pins leave
    if fairness is not None:
        for at, key in enumerate(fairness.keys):
            first = int(fairness.start[at] + fairness.counts(pinned_seats)[at])
            units |= {
                unit: (key, int(fairness.weight[unit])) for unit in range(first, fairness.start[at + 1])
            }
    filled: set[int] = set()
    for number, stage in enumerate(solution.certificate.stages):

        def packed(pair: tuple[int, int], weights: tuple[object, ...] = stage.weights) -> int:
            one, other = np.array([pair[0]], np.int32), np.array([pair[1]], np.int32)
            score = np.array([table[pair]], np.int32)
            return sum(
                weight.multiplier * int(model.goals.gain(Goal(weight.tier), one, other, score)[0])  # type: ignore[attr-defined]
                for weight in weights
            )

        limit_price = dict(stage.limit)
        price: dict[tuple[str, int | str], int] = {
            ("employee", one): stage.employee[one] for one in range(model.n_employees)
        }
        price.update({("vacancy", other): stage.vacancy[other] for other in range(model.n_vacancies)})
        price.update({("limit", key): limit_price[key] for key in caps})
        faults += [
            f"stage {number}: {node} priced {value}"
            for node, value in price.items()
            if value < 0 and node not in used_to_the_full
        ]
        faults += [f"stage {number}: pin {one} priced" for one in pinned_people if stage.employee[one]]
        slack = {}
        for one, other in pool:
            total = stage.employee[one] + stage.vacancy[other]
            for limit in model.limits:
                total += limit_price[limit.key] * _weight(limit, (one, other))
            if fairness is not None:
                total += limit_price[fairness.keys[fairness.class_of[other]]]
            slack[one, other] = total - packed((one, other))
        faults += [f"stage {number}: {pair} short by {-value}" for pair, value in slack.items() if value < 0]
        dual = sum(stage.employee) + sum(
            value * count for value, count in zip(stage.vacancy, seats, strict=True)
        )
        dual += sum(limit_price[key] * cap for key, cap in caps.items())
        times = {one.tier: one.multiplier for one in stage.weights}.get(Goal.FAIRNESS.value, 0)
        reduced = {unit: times * weight + limit_price[key] for unit, (key, weight) in units.items()}
        dual += sum(value if unit in filled else max(value, 0) for unit, value in reduced.items())
        filled |= {unit for unit, value in reduced.items() if value > 0}
        units = {unit: one for unit, one in units.items() if unit in filled or reduced[unit] == 0}
        reached = sum(
            packed((one, other))
            for one, other in enumerate(plan_from(solution))
            if other >= 0 and one not in pinned_people
        )
        if fairness is not None:
            seated = np.array([other for other in plan_from(solution) if other >= 0], np.int32)
            reached += times * (fairness.value(seated) - fairness.value(pinned_seats))
        if not dual == reached == stage.objective:
            faults.append(f"stage {number}: dual {dual}, reached {reached}, written {stage.objective}")
        pool = [pair for pair, value in slack.items() if value == 0]
        used_to_the_full |= {node for node, value in price.items() if value > 0}
    return faults
