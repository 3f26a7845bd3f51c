"""What each goal cost the goals below it, against trying every plan."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given, settings
from small_rounds import best_plans, make_model
from test_solve_small import rounds

from penempatan.assignment.solve import solve
from penempatan.assignment.tier_prices import tier_prices
from penempatan.domain.plan import TierPrice
from penempatan.settings.model import Goal, SolveSettings

if TYPE_CHECKING:
    from penempatan.assignment.model import AssignmentModel

HOW = SolveSettings()


@given(rounds())
@settings(max_examples=40, deadline=None)
def test_the_price_is_what_leaving_the_goal_out_would_give(model: AssignmentModel) -> None:
    """For every goal and every goal below it: the best value without it, by enumeration, and the plan's."""
    order = tuple(goal for goal in model.goals.order if goal is not Goal.LOT)
    model = replace(
        model, goals=replace(model.goals, order=(*order, Goal.LOT))
    )  # the lot decides for no goal
    expected = []
    best, _ = best_plans(replace(model, goals=replace(model.goals, order=order)))
    reached = dict(zip(order, best, strict=True))
    for at, goal in enumerate(order[:-1]):
        left = tuple(one for one in order if one is not goal)
        fairness = model.goals.fairness if Goal.FAIRNESS in left else None
        values, _ = best_plans(replace(model, goals=replace(model.goals, order=left, fairness=fairness)))
        without = dict(zip(left, values, strict=True))
        expected += [TierPrice(goal.value, one.value, without[one], reached[one]) for one in order[at + 1 :]]
    assert tier_prices(model, solve(model, HOW), HOW) == tuple(expected)


def test_filling_one_seat_more_costs_fit() -> None:
    """One person scores 90 at a post of priority 2 and 50 at one of priority 1: the priority costs 40."""
    model = make_model(
        np.array([[9_000, 5_000]], np.int64), priority=[2, 1], order=(Goal.PRIORITY, Goal.FIT, Goal.LOT)
    )
    prices = tier_prices(model, solve(model, HOW), HOW)
    assert prices == (TierPrice("prioritas", "kesesuaian", 9_000, 5_000),)
    assert prices[0].cost == 4_000


def test_no_figures_without_a_proof() -> None:
    """A plan that is not proved has no prices: nothing is compared with a guess."""
    model = make_model(np.array([[9_000]], np.int64), order=(Goal.PRIORITY, Goal.FIT))
    solution = solve(model, HOW)
    unproved = replace(solution, termination=type(solution.termination)("LAYAK"))
    assert tier_prices(model, unproved, HOW) is None
