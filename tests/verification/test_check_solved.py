"""The checker and the solver, written apart, on random small rounds."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from builders import TABLE_SETTINGS, make_locks, make_scored_problem
from penempatan.assignment.build import build_model
from penempatan.assignment.plan import plan_of
from penempatan.assignment.solve import solve
from penempatan.domain.plan import Certificate, PlacementPlan, Termination
from penempatan.errors import VerificationError
from penempatan.scoring.build import pair_scores
from penempatan.settings.model import Goal, LimitSettings, ObjectiveSettings
from penempatan.verification.check import examine, verify

if TYPE_CHECKING:
    from penempatan.domain.plan import StageCertificate
    from penempatan.domain.problem import PlacementProblem
    from penempatan.settings.model import Settings

SEEDS = st.integers(0, 1 << 32)
DINAS = ("Dinas Kesehatan", "Dinas Sosial")


def random_round(random: Random) -> tuple[PlacementProblem, Settings]:
    """Return up to five people and four vacancies: few distinct scores (ties), pins, caps, any goals."""
    n_people, n_posts = random.randint(1, 5), random.randint(1, 4)
    head = " ".join(f"F{number}:{random.choice((0, 1, 1, 2))}" for number in range(n_posts))
    rows = [
        f"P{number} " + " ".join(random.choice((".", "40", "50", "50", "60.25")) for _ in range(n_posts))
        for number in range(n_people)
    ]
    problem = make_scored_problem("\n".join((head, *rows)))
    problem = replace(
        problem,
        employees=tuple(
            replace(one, dinas=random.choice(DINAS), must_place=random.random() < 0.3)
            for one in problem.employees
        ),
        vacancies=tuple(
            replace(one, dinas=random.choice(DINAS), priority=random.randint(1, 3))
            for one in problem.vacancies
        ),
    )
    listed = [one for one in problem.external_scores if _openings(problem, one.vacancy_code)]
    if listed and random.random() < 0.3:
        one = random.choice(listed)
        problem = replace(problem, locks=make_locks(f"{one.employee_id} {one.vacancy_code} tetap"))
    goals = list(Goal)
    random.shuffle(goals)
    caps = LimitSettings(placements_max=random.choice((-1, -1, 1, 2, 3)))
    order = ObjectiveSettings(tuple(goals[: random.randint(1, 5)]))
    if Goal.FIT not in order.order:
        order = ObjectiveSettings((Goal.FIT, *order.order))
    return problem, replace(TABLE_SETTINGS, limits=caps, objective=order)


def _openings(problem: PlacementProblem, code: str) -> int:
    return next(one.openings for one in problem.vacancies if one.code == code)


def solved(problem: PlacementProblem, rules: Settings) -> PlacementPlan:
    """Return the solver's plan."""
    model = build_model(problem, rules, pair_scores(problem, rules))
    return plan_of(problem, model, solve(model, rules.solve))


def refused(problem: PlacementProblem, rules: Settings, plan: PlacementPlan) -> bool:
    """Whether the checker refuses a plan."""
    return bool(examine(problem, rules, plan).faults)


@given(SEEDS)
@settings(max_examples=150, deadline=None)
def test_solved_rounds_pass(seed: int) -> None:
    """Every plan of the solver passes the checker as OPTIMAL."""
    problem, rules = random_round(Random(seed))
    plan = solved(problem, rules)
    assert plan.termination is Termination.OPTIMAL
    verify(problem, rules, plan)


@given(SEEDS)
@settings(max_examples=100, deadline=None)
def test_any_changed_price_is_refused(seed: int) -> None:
    """Whichever price is changed by however little, the certificate no longer closes the gap."""
    random = Random(seed)
    problem, rules = random_round(random)
    plan = solved(problem, rules)
    assert plan.certificate is not None
    number = random.randrange(len(plan.certificate.stages))
    stage = plan.certificate.stages[number]
    if not any(_left(problem, plan)):
        return  # every seat is pinned: no vacancy price counts for anything
    changed = _change_price(stage, problem, plan, random)
    stages = [*plan.certificate.stages]
    stages[number] = changed
    assert refused(problem, rules, replace(plan, certificate=Certificate(tuple(stages))))


def _left(problem: PlacementProblem, plan: PlacementPlan) -> list[int]:
    pinned = [one.vacancy_code for one in plan.placements if one.pinned]
    return [one.openings - pinned.count(one.code) for one in problem.vacancies]


def _change_price(
    stage: StageCertificate, problem: PlacementProblem, plan: PlacementPlan, random: Random
) -> StageCertificate:
    """Return the stage with one price changed; prices of vacancies without a seat left count for nothing."""
    step = random.choice((-100, -1, 1, 100))
    if random.random() < 0.5:
        index = random.randrange(len(problem.employees))
        prices = list(stage.employee)
        prices[index] += step
        return replace(stage, employee=tuple(prices))
    index = random.choice([index for index, seats in enumerate(_left(problem, plan)) if seats])
    prices = list(stage.vacancy)
    prices[index] += step
    return replace(stage, vacancy=tuple(prices))


@given(SEEDS)
@settings(max_examples=100, deadline=None)
def test_any_dropped_placement_is_refused(seed: int) -> None:
    """A plan with one placement less, its figures adjusted, is not the one that the certificate proves."""
    random = Random(seed)
    problem, rules = random_round(random)
    plan = solved(problem, rules)
    if not plan.placements:
        return
    dropped = random.choice(plan.placements)
    rest = tuple(one for one in plan.placements if one is not dropped)
    total = plan.total_score - dropped.score
    claim = replace(plan, placements=rest, total_score=total, bound=total)
    assert refused(problem, rules, claim)


def test_counts_the_eligible_pairs() -> None:
    """The checker reports how many pairs it saw, which the audit compares with the record."""
    problem = make_scored_problem("F1 F2\nA 50 .\nB 60 70")
    assert examine(problem, TABLE_SETTINGS, solved(problem, TABLE_SETTINGS)).eligible_pairs == 3


def test_verification_error_holds_every_fault() -> None:
    """The error's exit code is 6 and its faults are sentences for the person who must act."""
    problem = make_scored_problem("F1\nA 50")
    plan = replace(solved(problem, TABLE_SETTINGS), total_score=1)
    try:
        verify(problem, TABLE_SETTINGS, plan)
    except VerificationError as error:
        assert error.exit_code == 6
        assert any("total skor tertulis 0.01" in one for one in error.faults)
    else:
        raise AssertionError("not refused")


def test_checker_and_audit_never_load_the_solver() -> None:
    """Importing the checker and the audit loads neither OR-Tools nor our model of the assignment."""
    code = (
        "import sys, penempatan.verification.audit, penempatan.verification.check\n"
        "print([name for name in sys.modules if name.startswith(('ortools', 'penempatan.assignment'))])"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
