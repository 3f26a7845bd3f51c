"""The independent checker, which never meets the solver, accepts what the solver proves."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from builders import TABLE_SETTINGS, make_employee, make_locks, make_problem, make_vacancy
from penempatan.assignment.build import build_model
from penempatan.assignment.plan import plan_of
from penempatan.assignment.solve import solve
from penempatan.domain.plan import Termination
from penempatan.domain.problem import ExternalScore, PlacementProblem
from penempatan.scoring.build import pair_scores
from penempatan.settings.model import DinasCap, LimitSettings, Settings, SolveSettings
from penempatan.verification.check import verify

DINAS = ("Dinas Kesehatan", "Dinas Sosial", "Dinas Pendidikan")


def random_round(seed: int) -> PlacementProblem:
    """Return 30 people of no dinas in the round × 12 posts of three dinas, one pin, a third eligible."""
    draw = np.random.default_rng(seed)
    people = [
        make_employee(id=f"P{one:02}", dinas="Kecamatan Tugu", must_place=bool(draw.random() < 0.1))
        for one in range(30)
    ]
    posts = [
        make_vacancy(
            code=f"F{post:02}",
            dinas=DINAS[post % 3],
            openings=int(draw.integers(0, 4)),
            priority=int(draw.integers(1, 4)),
        )
        for post in range(12)
    ]
    scores = [
        ExternalScore(person.id, post.code, 500 * int(draw.integers(0, 21)))
        for person in people
        for post in posts
        if draw.random() < 0.33
    ]
    seats = {post.code: post.openings for post in posts}
    pin = next(score for score in scores if seats[score.vacancy_code])
    return make_problem(
        people,
        posts,
        external_scores=tuple(scores),
        locks=make_locks(f"{pin.employee_id} {pin.vacancy_code} tetap"),
    )


def settings_with(solve_settings: SolveSettings) -> Settings:
    """Return settings with a limit on all placements, one on leavers and one on arrivals."""
    limits = LimitSettings(
        placements_max=11,
        leave_max=(DinasCap("Kecamatan Tugu", 9),),
        arrive_max=(DinasCap(DINAS[0], 3), DinasCap(DINAS[1], 1)),
    )
    return replace(TABLE_SETTINGS, limits=limits, solve=solve_settings)


@pytest.mark.parametrize("seed", range(15))
def test_checker_accepts_the_proof(seed: int) -> None:
    """Plan, totals, bound and certificate pass the checker on rounds with pins and nested limits."""
    problem, settings = random_round(seed), settings_with(SolveSettings())
    model = build_model(problem, settings, pair_scores(problem, settings))
    plan = plan_of(problem, model, solve(model, settings.solve))
    assert plan.termination is Termination.OPTIMAL
    verify(problem, settings, plan)


@pytest.mark.parametrize("seed", range(15))
def test_checker_accepts_the_bound_of_a_plan_cut_short(seed: int) -> None:
    """Out of time, the plan is feasible and its certificate still proves the bound that it states."""
    problem = random_round(seed)
    settings = settings_with(SolveSettings(time_limit_s=0, per_employee=1, per_vacancy=1))
    model = build_model(problem, settings, pair_scores(problem, settings))
    plan = plan_of(problem, model, solve(model, settings.solve))
    verify(problem, settings, plan)


def test_a_cap_on_arrivals_does_not_trade_one_first_priority_for_two_seconds() -> None:
    """With a cap of one on Dinas Sosial, P1 fills the first-priority seat though two second ones must wait.

    F1 (priority 1, Sosial): P1    F2 (priority 2, Sosial): P2    F3 (priority 2): P1
    """
    people = [make_employee(id=name, dinas="Kecamatan Tugu") for name in ("P1", "P2")]
    posts = [
        make_vacancy(code="F1", dinas="Dinas Sosial", priority=1),
        make_vacancy(code="F2", dinas="Dinas Sosial", priority=2),
        make_vacancy(code="F3", dinas="Dinas Kesehatan", priority=2),
    ]
    pairs = (("P1", "F1"), ("P2", "F2"), ("P1", "F3"))
    problem = make_problem(
        people, posts, external_scores=tuple(ExternalScore(*pair, 5_000) for pair in pairs)
    )
    settings = replace(TABLE_SETTINGS, limits=LimitSettings(arrive_max=(DinasCap("Dinas Sosial", 1),)))
    model = build_model(problem, settings, pair_scores(problem, settings))
    plan = plan_of(problem, model, solve(model, settings.solve))
    assert [(one.employee_id, one.vacancy_code) for one in plan.placements] == [("P1", "F1")]
    verify(problem, settings, plan)
