"""From the problem of the field to the solver's arrays and back, and what no plan can hold."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from builders import TABLE_SETTINGS, make_employee, make_locks, make_problem, make_scored_problem
from penempatan.assignment.build import build_model
from penempatan.assignment.model import AssignmentModel
from penempatan.assignment.plan import plan_of
from penempatan.assignment.solve import solve
from penempatan.domain.plan import Placement, PlacementPlan, Termination
from penempatan.domain.problem import PlacementProblem
from penempatan.errors import NoPlanError
from penempatan.scoring.build import pair_scores
from penempatan.settings.model import DinasCap, LimitSettings, Settings

TABLE = """
        F1   F2:2
    A   90   80
    B   70   60
    C   .    50
"""


def modelled(problem: PlacementProblem, settings: Settings = TABLE_SETTINGS) -> AssignmentModel:
    """Return the model of a round."""
    return build_model(problem, settings, pair_scores(problem, settings))


def planned(problem: PlacementProblem, settings: Settings = TABLE_SETTINGS) -> PlacementPlan:
    """Return the plan of a round."""
    model = modelled(problem, settings)
    return plan_of(problem, model, solve(model, settings.solve))


def limited(**limits: Any) -> Settings:
    """Return the table settings with these limits."""
    return replace(TABLE_SETTINGS, limits=replace(LimitSettings(), **limits))


def test_plan_speaks_of_people_and_posts() -> None:
    """Placements come back as NIP and formation code with the score, sorted by NIP."""
    plan = planned(make_scored_problem(TABLE))
    assert plan.placements == (
        Placement("A", "F1", 9_000),
        Placement("B", "F2", 6_000),
        Placement("C", "F2", 5_000),
    )
    assert plan.termination is Termination.OPTIMAL
    assert plan.total_score == plan.bound == 20_000


def test_pin_is_kept_and_counted() -> None:
    """A pinned pair is in the plan, marked, and its score and tiers are in the totals."""
    plan = planned(make_scored_problem(TABLE, locks=make_locks("B F1 tetap")))
    assert plan.placements[1] == Placement("B", "F1", 7_000, pinned=True)
    assert plan.total_score == plan.bound == 8_000 + 7_000 + 5_000
    assert {tier.tier: tier.value for tier in plan.tiers}["kesesuaian"] == plan.total_score


def test_person_pinned_twice_has_no_plan() -> None:
    """One person in two posts is refused with the NIP."""
    with pytest.raises(NoPlanError, match="NIP A dikunci pada 2 formasi"):
        modelled(make_scored_problem(TABLE, locks=make_locks("A F1 tetap\nA F2 tetap")))


def test_more_pins_than_openings_have_no_plan() -> None:
    """Two people pinned to one opening are refused with the formation code."""
    with pytest.raises(NoPlanError, match="formasi F1 punya 1 lowongan, tetapi 2 pegawai dikunci"):
        modelled(make_scored_problem(TABLE, locks=make_locks("A F1 tetap\nB F1 tetap")))


def test_pins_beyond_a_limit_have_no_plan() -> None:
    """Pins that alone exceed a limit are refused, and the limit is named."""
    problem = make_scored_problem(TABLE, locks=make_locks("A F1 tetap\nB F2 tetap"))
    with pytest.raises(
        NoPlanError, match="“penempatan maksimal” adalah 1, tetapi kunci saja sudah memakai 2: NIP A, B"
    ):
        modelled(problem, limited(placements_max=1))


def test_pin_to_an_ineligible_pair_has_no_plan() -> None:
    """A pinned pair that the rules forbid is refused with both ids."""
    with pytest.raises(NoPlanError, match="NIP C pada formasi F1"):
        modelled(make_scored_problem(TABLE, locks=make_locks("C F1 tetap")))


def test_limit_on_placements_keeps_the_best() -> None:
    """With room for one placement, the best of the first tier and then of the fit is kept."""
    plan = planned(make_scored_problem(TABLE), limited(placements_max=1))
    assert plan.placements == (Placement("A", "F1", 9_000),)
    assert plan.termination is Termination.OPTIMAL


def two_offices() -> PlacementProblem:
    """Return the table round with F2 and C in another dinas than F1, A and B."""
    problem = make_scored_problem(TABLE)
    first, second = problem.vacancies
    a, b, c = problem.employees
    there = "Dinas Sosial"
    return replace(
        problem,
        employees=(a, b, replace(c, dinas=there)),
        vacancies=(first, replace(second, dinas=there)),
    )


def test_leavers_with_a_choice_at_home_are_counted_exactly() -> None:
    """A and B may stay in the dinas (F1) or leave it (F2): one at home is no leaver, so all are placed."""
    plan = planned(two_offices(), limited(leave_max=(DinasCap("Dinas Kesehatan", 1),)))
    assert [(one.employee_id, one.vacancy_code) for one in plan.placements] == [
        ("A", "F1"),
        ("B", "F2"),
        ("C", "F2"),
    ]
    assert plan.termination is Termination.OPTIMAL


def test_leavers_with_a_choice_at_home_may_all_have_to_stay() -> None:
    """With no leaver allowed, one of A and B gets the post at home and the other none."""
    plan = planned(two_offices(), limited(leave_max=(DinasCap("Dinas Kesehatan", 0),)))
    assert [(one.employee_id, one.vacancy_code) for one in plan.placements] == [("A", "F1"), ("C", "F2")]
    assert (plan.termination, plan.bound) == (Termination.OPTIMAL, 14_000)


def test_leavers_without_a_choice_at_home_are_limited() -> None:
    """Where every eligible post is elsewhere, at most so many people leave."""
    problem = make_scored_problem(TABLE)
    moved = tuple(replace(one, dinas="Dinas Sosial") for one in problem.employees)
    plan = planned(replace(problem, employees=moved), limited(leave_max=(DinasCap("Dinas Sosial", 2),)))
    assert [one.employee_id for one in plan.placements] == ["A", "B"]


def test_round_without_vacancies_has_an_empty_optimal_plan() -> None:
    """Nothing to fill: an empty plan, proved optimal."""
    plan = planned(make_problem([make_employee(id="A")], []))
    assert (plan.placements, plan.total_score, plan.bound) == ((), 0, 0)
    assert plan.termination is Termination.OPTIMAL


def test_round_without_eligible_pairs_has_an_empty_optimal_plan() -> None:
    """Nobody may go anywhere: an empty plan, proved optimal."""
    plan = planned(make_scored_problem("   F1\nA   .\nB   ."))
    assert plan.placements == ()
    assert plan.termination is Termination.OPTIMAL
