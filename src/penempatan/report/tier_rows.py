"""Each goal in words: what the plan reaches in it, counted from its placements, and what that cost."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from penempatan.explain.wording import count, points
from penempatan.objective.fairness import fairness_of
from penempatan.objective.goals import order_of
from penempatan.report.labels import GOALS, UNKNOWN_DINAS
from penempatan.settings.model import Goal

if TYPE_CHECKING:
    from penempatan.domain.plan import TierPrice
    from penempatan.report.run import RunReport

_IN_POINTS = frozenset({Goal.FIT, Goal.WISHES})
_COST_OF = {
    Goal.FIT: "total skor",
    Goal.WISHES: "nilai minat",
    Goal.FEWEST_MOVES: "perpindahan",
    Goal.PRIORITY: "nilai prioritas",
    Goal.MUST_PLACE: "pegawai wajib",
    Goal.FAIRNESS: "nilai pemerataan",
    Goal.WORST_OFF: "nilai terlemah",
    Goal.STABILITY: "baris tetap",
}


@dataclass(frozen=True, slots=True)
class TierRow:
    """One goal as a report shows it."""

    number: int
    name: str  # as [tujuan] urutan writes it
    aim: str
    reached: str
    cost: str


def tier_rows(run: RunReport) -> tuple[TierRow, ...]:
    """Return the goals of the round in their order, the lot aside."""
    order = [goal for goal in order_of(run.problem, run.settings) if goal is not Goal.LOT]
    values = {one.tier: one.value for one in run.plan.tiers}
    return tuple(
        TierRow(
            number,
            goal.value,
            GOALS[goal],
            _reached(run, goal, values.get(goal.value, 0)),
            _cost(run, goal, last=goal is order[-1]),
        )
        for number, goal in enumerate(order, 1)
    )


def _cost(run: RunReport, goal: Goal, *, last: bool) -> str:
    if last:
        return "–"
    if run.tier_prices is None:
        return "tidak dihitung"
    mine = [one for one in run.tier_prices if one.tier == goal.value]
    told = [_price(one) for one in mine if one.cost]
    return "; ".join(told) or "tidak mengurangi tujuan di bawahnya"


def _price(price: TierPrice) -> str:
    goal = Goal(price.below)
    shown = points if goal in _IN_POINTS else count
    if goal is Goal.FEWEST_MOVES:  # the gain of a move is −1
        return f"perpindahan {count(-price.reached)}, tanpa tujuan ini {count(-price.without)}"
    return f"{_COST_OF[goal]} {shown(price.reached)}, tanpa tujuan ini {shown(price.without)}"


def _reached(run: RunReport, goal: Goal, value: int) -> str:
    if goal is Goal.FAIRNESS:
        return _shares(run)
    if goal is Goal.WORST_OFF:
        scores = [one.score for one in run.plan.seated]
        return "; ".join(
            f"{count(sum(score < threshold for score in scores))} penempatan di bawah {points(threshold)}"
            for threshold in sorted(set(run.settings.objective.worst_off))
        )
    if goal is Goal.PRIORITY:
        return _by_priority(run)
    if goal is Goal.MUST_PLACE:
        wanted = sum(one.must_place for one in run.problem.employees)
        return f"{count(value)} dari {count(wanted)} pegawai"
    if goal is Goal.FEWEST_MOVES:
        return f"{count(-value)} perpindahan"
    return points(value) if goal in _IN_POINTS else f"{count(value)} baris"


def _by_priority(run: RunReport) -> str:
    seated = Counter(one.vacancy_code for one in run.plan.seated)
    filled: Counter[int] = Counter()
    seats: Counter[int] = Counter()
    for vacancy in run.problem.vacancies:
        seats[vacancy.priority] += vacancy.openings
        filled[vacancy.priority] += min(seated[vacancy.code], vacancy.openings)  # a surplus fills no need
    return "; ".join(
        f"prioritas {level}: {count(filled[level])} dari {count(number)} lowongan"
        for level, number in sorted(seats.items())
        if number
    )


def _shares(run: RunReport) -> str:
    """Name the dinas with the lowest share of filled seats, priority by priority."""
    vacancies = run.problem.vacancies
    fairness = fairness_of(run.problem, len(vacancies))
    seated = Counter(one.vacancy_code for one in run.plan.seated)
    taken = [min(seated[one.code], one.openings) for one in vacancies]  # a surplus fills no need
    placed = np.repeat(np.arange(len(vacancies), dtype=np.int32), taken)
    lowest: dict[str, tuple[int, int, str]] = {}
    for key, filled, seats in fairness.shares(placed):
        _, priority, dinas = key.split(":", 2)
        best = lowest.get(priority)
        if best is None or filled * best[1] < best[0] * seats:
            lowest[priority] = filled, seats, dinas or UNKNOWN_DINAS
    return "; ".join(
        f"prioritas {priority}, terendah: {dinas} {count(filled)} dari {count(seats)} lowongan"
        for priority, (filled, seats, dinas) in sorted(lowest.items())
    )
