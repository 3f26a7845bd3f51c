"""What each goal cost the goals below it: the round solved once more without that goal.

    price of t for s = best value of s where t is left out − value of s in the plan

Both solves are exact; a figure that the time did not suffice to prove is left out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from penempatan.assignment.solve import solve
from penempatan.domain.plan import Termination, TierPrice
from penempatan.settings.model import Goal

if TYPE_CHECKING:
    from penempatan.assignment.model import AssignmentModel, Solution
    from penempatan.objective.goals import Goals
    from penempatan.settings.model import SolveSettings


def tier_prices(
    model: AssignmentModel, solution: Solution, settings: SolveSettings
) -> tuple[TierPrice, ...] | None:
    """Return the price of every goal for every goal below it, the lot aside, in their order.

    None where the time limit of `settings` did not suffice for all solves together.
    """
    if solution.termination is not Termination.OPTIMAL:
        return None
    order = tuple(goal for goal in model.goals.order if goal is not Goal.LOT)
    reached = {one.tier: one.value for one in solution.tiers}
    left = float(settings.time_limit_s)
    prices: list[TierPrice] = []
    for at, goal in enumerate(order[:-1]):
        below = order[at + 1 :]
        if _is_idle(model.goals, goal):
            without = {one.value: reached[one.value] for one in below}
        else:
            if left < 1:
                return None
            again = solve(
                replace(model, goals=_without(model.goals, order, goal)),
                replace(settings, time_limit_s=int(left)),
            )
            if again.termination is not Termination.OPTIMAL:
                return None
            left -= sum(seconds for _, seconds in again.statistics.seconds)
            without = {one.tier: one.value for one in again.tiers}
        prices += [TierPrice(goal.value, one.value, without[one.value], reached[one.value]) for one in below]
    return tuple(prices)


def _without(goals: Goals, order: tuple[Goal, ...], goal: Goal) -> Goals:
    left = tuple(one for one in order if one is not goal)
    return replace(goals, order=left, fairness=goals.fairness if Goal.FAIRNESS in left else None)


def _is_idle(goals: Goals, goal: Goal) -> bool:
    """Whether no pair of the round gains anything in a goal, so that it cannot have cost anything."""
    if goal is Goal.MUST_PLACE:
        return not goals.must_place.any()
    if goal is Goal.WISHES:
        return goals.wishes is None or not goals.wishes.wishes.any()
    return goal is Goal.STABILITY and goals.previous is None
