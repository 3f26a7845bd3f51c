"""The goals pemerataan, terlemah and minat against their definitions, by trying every plan."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from small_rounds import INELIGIBLE, Side, all_plans, make_limit, make_model, plan_from, score_table, tiers_of

from penempatan.assignment import solve as solve_module
from penempatan.assignment.solve import solve
from penempatan.settings.model import Goal, SolveSettings

if TYPE_CHECKING:
    from penempatan.assignment.model import AssignmentModel
    from penempatan.objective.limit import Limit

ONE_CANDIDATE = SolveSettings(per_employee=1, per_vacancy=1, workers=1)
Plan = tuple[int, ...]
Leximin = tuple[tuple[Fraction, ...], ...]


def leximin(model: AssignmentModel, plan: Plan) -> Leximin:
    """Return, priority by priority, the shares of seats filled by dinas, the lowest first."""
    priority = 4 - model.goals.priority_gain
    dinas = model.goals.vacancy_dinas
    found = []
    for level in sorted(set(priority.tolist())):
        shares = []
        for office in sorted(set(dinas[priority == level].tolist())):
            mine = [int(one) for one in np.flatnonzero((priority == level) & (dinas == office))]
            if seats := sum(int(model.capacity[one]) for one in mine):
                shares.append(Fraction(sum(plan.count(one) for one in mine), seats))
        found.append(tuple(sorted(shares)))
    return tuple(found)


@st.composite
def rounds(draw: st.DrawFn) -> AssignmentModel:
    """Draw rounds of up to 6 people, 5 vacancies, 3 dinas, 2 priorities, pins and limits on people."""
    n_employees, n_vacancies = draw(st.integers(1, 6)), draw(st.integers(1, 5))
    cells = draw(
        st.lists(
            st.sampled_from([INELIGIBLE, 4_000, 6_000, 9_000]),
            min_size=n_employees * n_vacancies,
            max_size=n_employees * n_vacancies,
        )
    )
    scores = np.array(cells, np.int64).reshape(n_employees, n_vacancies)
    pinned = [(0, other) for other in range(n_vacancies) if scores[0, other] >= 0][: draw(st.integers(0, 1))]
    limits: list[Limit] = []
    if draw(st.booleans()):
        everybody = list(range(n_employees))
        size = n_employees, n_vacancies
        limits.append(make_limit("semua", Side.EMPLOYEE, everybody, draw(st.integers(1, 4)), size))
    others = draw(
        st.permutations([Goal.FIT, Goal.PRIORITY, Goal.FEWEST_MOVES, Goal.MUST_PLACE, Goal.WORST_OFF])
    )
    at = draw(st.integers(0, 2))
    return make_model(
        scores,
        draw(st.lists(st.integers(1, 3), min_size=n_vacancies, max_size=n_vacancies)),
        priority=draw(st.lists(st.integers(1, 2), min_size=n_vacancies, max_size=n_vacancies)),
        must_place=draw(st.lists(st.integers(0, 1), min_size=n_employees, max_size=n_employees)),
        employee_dinas=draw(st.lists(st.integers(0, 2), min_size=n_employees, max_size=n_employees)),
        vacancy_dinas=draw(st.lists(st.integers(0, 2), min_size=n_vacancies, max_size=n_vacancies)),
        pinned=pinned,
        limits=limits,
        order=(*others[:at], Goal.FAIRNESS, *others[at:]),
    )


def assert_leximin(model: AssignmentModel, how: SolveSettings) -> None:
    """The plan is lexicographically best with the goal read by its definition, not by weights of ours."""
    at = model.goals.order.index(Goal.FAIRNESS)

    def value(plan: Plan) -> tuple[tuple[int, ...], Leximin, tuple[int, ...]]:
        tiers = tiers_of(model, plan)
        return tiers[:at], leximin(model, plan), tiers[at + 1 :]

    assert value(plan_from(solve(model, how))) == max(value(plan) for plan in all_plans(model))


@given(rounds())
@settings(max_examples=150, deadline=None)
def test_fairness_is_leximin_over_the_dinas(model: AssignmentModel) -> None:
    """Wherever the goal stands in the order, no plan is better: the worst-off share first, then the next."""
    assert_leximin(model, SolveSettings())


@given(rounds())
@settings(max_examples=60, deadline=None)
def test_fairness_by_pricing_and_shortcuts(model: AssignmentModel) -> None:
    """With one candidate a side, gentle multipliers and relative costs, the answer is the same."""
    before = solve_module.ORACLE_ARCS
    solve_module.ORACLE_ARCS = 0
    try:
        assert_leximin(model, ONE_CANDIDATE)
    finally:
        solve_module.ORACLE_ARCS = before


def test_the_larger_step_goes_first() -> None:
    """One person, a dinas with two seats and one with three: (0, 1/2) is better than (0, 1/3)."""
    model = make_model(
        np.array([[9_000, 9_500]], np.int64), [2, 3], vacancy_dinas=[0, 1], order=(Goal.FAIRNESS, Goal.FIT)
    )
    assert plan_from(solve(model, SolveSettings())) == (0,)


def test_two_people_for_two_dinas_rather_than_one() -> None:
    """The dearer pairs are in one dinas; fairness gives each dinas a person all the same, and costs 2000."""
    scores = np.array([[9_000, 8_000], [9_000, 7_000]], np.int64)
    fair, plain = (
        solve(make_model(scores, [2, 2], vacancy_dinas=[0, 1], order=order), SolveSettings())
        for order in ((Goal.FAIRNESS, Goal.FIT), (Goal.FIT,))
    )
    assert (plan_from(fair), fair.total_score) == ((1, 0), 17_000)
    assert (plan_from(plain), plain.total_score) == ((0, 0), 18_000)


def test_the_worst_off_are_spared_first() -> None:
    """100 + 40 beats 60 + 60 in total; counting placements below 50 first, 60 + 60 it is."""
    scores = np.array([[10_000, 6_000], [6_000, 4_000]], np.int64)
    spared = solve(make_model(scores, order=(Goal.PRIORITY, Goal.WORST_OFF, Goal.FIT)), SolveSettings())
    plain = solve(make_model(scores, order=(Goal.PRIORITY, Goal.FIT)), SolveSettings())
    assert sorted(spared.score_of.tolist()) == [6_000, 6_000]
    assert sorted(plain.score_of.tolist()) == [4_000, 10_000]


def test_wishes_met_count_by_their_rank() -> None:
    """Both wish for the same post; the one whose other wish can be met too yields."""
    scores = np.full((2, 2), 8_000, np.int64)
    model = make_model(scores, order=(Goal.WISHES, Goal.FIT), wished=[[0, 1], [0]])
    solution = solve(model, SolveSettings())
    assert plan_from(solution) == (1, 0)
    assert solution.tiers[0].value == 7_500 + 10_000


def test_nobody_gains_by_a_post_that_was_not_wished_for() -> None:
    """The points of a wish are those of the first wish that the post answers, 0 for any other post."""
    model = make_model(np.full((1, 3), 8_000, np.int64), order=(Goal.WISHES, Goal.FIT), wished=[[2, 0]])
    pairs = [(0, vacancy) for vacancy in range(3)]
    employee, vacancy = (np.array(one, np.int32) for one in zip(*pairs, strict=True))
    score = np.array([score_table(model)[pair] for pair in pairs], np.int32)
    assert model.goals.gain(Goal.WISHES, employee, vacancy, score).tolist() == [7_500, 0, 10_000]
