"""Tiny rounds with limits of every shape against all their plans: the network alone cannot keep these."""

from __future__ import annotations

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
    tiers_of,
)

from penempatan.assignment.solve import solve
from penempatan.domain.plan import Termination
from penempatan.errors import NoPlanError
from penempatan.objective.limit import Limit
from penempatan.settings.model import Goal, SolveSettings

if TYPE_CHECKING:
    from penempatan.assignment.model import AssignmentModel

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
