"""Tiny rounds with limits of every shape against all their plans: the network alone cannot keep these."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_rounds import (
    INELIGIBLE,
    all_plans,
    best_plans,
    is_feasible,
    make_model,
    plan_from,
    score_table,
    tiers_of,
)

from penempatan.assignment.clock import Clock
from penempatan.assignment.no_plan.demands import question_of
from penempatan.assignment.no_plan.feasible import Asking
from penempatan.assignment.sides import sort_limits
from penempatan.assignment.solve import solve
from penempatan.domain.plan import Termination
from penempatan.errors import NoPlanError
from penempatan.objective.limit import Limit
from penempatan.objective.tiers import tiers_of as tiers_of_goals
from penempatan.settings.model import Goal, SolveSettings

if TYPE_CHECKING:
    from penempatan.assignment.model import AssignmentModel
    from penempatan.domain.plan import TierCertificate

SETTINGS = SolveSettings(workers=1, per_employee=1, per_vacancy=1)


@st.composite
def limits(draw: st.DrawFn, n_employees: int, n_vacancies: int) -> Limit:
    """Draw a limit: any groups, weights from −2 to 3, one bound or both."""
    rows, columns = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    weights = draw(
        st.lists(st.integers(-2, 3), min_size=rows * columns, max_size=rows * columns).map(np.array)
    )
    least = draw(st.one_of(st.none(), st.integers(-3, 2)))
    most = draw(st.one_of(st.none(), st.integers(-1, 4)))
    if least is not None and most is not None:
        most = max(least, most)
    name = f"batas {draw(st.integers(0, 10**9))}"
    return Limit(
        name,
        name,
        np.array(
            draw(st.lists(st.integers(0, rows - 1), min_size=n_employees, max_size=n_employees)), np.int32
        ),
        np.array(
            draw(st.lists(st.integers(0, columns - 1), min_size=n_vacancies, max_size=n_vacancies)), np.int32
        ),
        weights.reshape(rows, columns).astype(np.int64),
        least,
        most,
    )


@st.composite
def limited_rounds(draw: st.DrawFn) -> AssignmentModel:
    """Draw up to five people and four vacancies with pins and up to four limits."""
    n_employees, n_vacancies = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    level = st.sampled_from([INELIGIBLE, INELIGIBLE, 0, 5_000, 5_001, 7_777, 10_000])
    size = n_employees * n_vacancies
    scores = np.array(draw(st.lists(level, min_size=size, max_size=size))).reshape(n_employees, n_vacancies)
    capacity = draw(st.lists(st.integers(0, 2), min_size=n_vacancies, max_size=n_vacancies))
    eligible = [(int(one), int(other)) for one, other in np.argwhere(scores >= 0) if capacity[other]]
    pinned = [draw(st.sampled_from(eligible))] if eligible and draw(st.integers(0, 3)) == 0 else []
    home = st.integers(0, 2)
    found = draw(
        st.lists(limits(n_employees, n_vacancies), min_size=1, max_size=4, unique_by=lambda one: one.key)
    )
    return make_model(
        scores.astype(np.int64),
        capacity,
        priority=draw(st.lists(st.integers(1, 3), min_size=n_vacancies, max_size=n_vacancies)),
        must_place=draw(st.lists(st.integers(0, 1), min_size=n_employees, max_size=n_employees)),
        employee_dinas=draw(st.lists(home, min_size=n_employees, max_size=n_employees)),
        vacancy_dinas=draw(st.lists(home, min_size=n_vacancies, max_size=n_vacancies)),
        pinned=pinned,
        limits=sorted(found, key=lambda one: one.key),
        order=draw(st.one_of(st.just(tuple(Goal)[:5]), st.permutations(list(Goal)[:5]).map(tuple))),
        outranking=True,
        seed=draw(st.integers(0, 99)),
    )


@given(limited_rounds())
@settings(max_examples=60, deadline=None)
def test_plan_under_any_limits_is_the_best_of_all_plans(model: AssignmentModel) -> None:
    """Whatever the limits, the plan is lexicographically best; where no plan keeps them, that is said."""
    if not any(True for _ in all_plans(model)):
        with pytest.raises(NoPlanError):
            solve(model, SETTINGS)
        return
    solution = solve(model, SETTINGS)
    plan = plan_from(solution)
    best, _ = best_plans(model)
    assert is_feasible(model, plan)
    assert tiers_of(model, plan) == best
    assert solution.termination is Termination.OPTIMAL
    assert solution.total_score == solution.bound


@given(limited_rounds())
@settings(max_examples=40, deadline=None)
def test_limits_that_no_plan_keeps_together_are_found(model: AssignmentModel) -> None:
    """`Asking` agrees with the list of all plans, for all limits and for the first of them, pins too."""
    for chosen in (model.limits, model.limits[:1]):
        size = {"n_employees": model.n_employees, "n_vacancies": model.n_vacancies}
        alone = replace(
            model,
            limits=chosen,
            sorted_limits=sort_limits(chosen, model.pairs, pinned=model.pinned, **size),
        )
        asking = Asking(question_of(alone), Clock(20.0), workers=1)
        assert asking.ask(asking.question.demands).possible == any(True for _ in all_plans(alone))


def test_prices_of_a_tier_stay_a_bound_when_tampered_down() -> None:
    """Two of three people may take the three seats; with a price taken off, some pair is left uncovered."""
    scores = np.array([[9_000, 8_000, 1_000], [7_000, 6_000, 2_000], [5_000, 9_000, 3_000]])
    weight = np.array([[0, 1, 2], [0, 2, 1]])
    rule = Limit(
        "aturan", "aturan", np.array([0, 1, 1], np.int32), np.array([0, 1, 2], np.int32), weight, None, 2
    )
    model = make_model(scores, [1, 1, 1], limits=[rule], outranking=True)
    solution = solve(model, SETTINGS)
    fit = next(one for one in solution.certificate.tiers if one.tier == "kesesuaian")
    tiers = tiers_of_goals(model.goals)

    def short(prices: TierCertificate) -> int:
        count = 0
        for (one, other), score in score_table(model).items():
            pair = np.array([one], np.int32), np.array([other], np.int32), np.array([score], np.int32)
            left = prices.employee[one] + prices.vacancy[other]
            left += dict(prices.limit)["aturan"] * int(rule.weights(*pair[:2])[0])
            for price, tier in zip((*prices.earlier, prices.scale), tiers, strict=False):
                left -= price * int(tier.gain(*pair)[0])
            count += left < 0
        return count

    assert short(fit) == 0
    dear = max(range(3), key=lambda one: fit.employee[one])
    lower = tuple(price - (one == dear) for one, price in enumerate(fit.employee))
    assert short(replace(fit, employee=lower)) > 0
