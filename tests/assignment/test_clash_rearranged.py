"""Rounds of penataan that no plan can hold: the limits, pins and bans of present posts that clash, named."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings

from builders import NO_RULES, make_employee, make_locks, make_problem, make_vacancy
from penempatan.assignment.build import build_model
from penempatan.assignment.clock import Clock
from penempatan.assignment.no_plan.clash import clash_of
from penempatan.assignment.no_plan.demands import question_of
from penempatan.assignment.no_plan.feasible import Asking
from penempatan.assignment.no_plan.why_no_plan import solve_or_say_why
from penempatan.assignment.present import PlacesLostError
from penempatan.domain.plan import Termination
from penempatan.errors import InputError, NoPlanError
from penempatan.objective.seats import seats_of
from penempatan.scoring.build import pair_scores
from penempatan.scoring.locks import check_locks
from penempatan.settings.model import DinasCap, LimitSettings, Mode, RoundSettings, Settings
from rearranged_rounds import every_rearrangement, limited_rearrangements

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from penempatan.assignment.no_plan.demands import Demand, Question
    from penempatan.domain.problem import PlacementProblem


def possible(question: Question, some: Sequence[Demand]) -> bool:
    """Whether any plan keeps some demands, by trying every plan."""
    base = question.base
    options: list[list[int]] = [[-1] for _ in range(base.n_employees)]
    if base.keeps_place is not None:
        options = [[] if keeps else [-1] for keeps in base.keeps_place.tolist()]
    for block in base.pairs.blocks():
        for one, other in zip(block.employee.tolist(), block.vacancy.tolist(), strict=True):
            options[one].append(other)
    rows = [question.rows[number] for number in question.numbers(some)]
    for choice in product(*options):
        if any(choice.count(kind) > seats for kind, seats in enumerate(base.capacity.tolist())):
            continue
        pairs = [(one, other) for one, other in enumerate(choice) if other >= 0]
        if all(row.holds(sum(_counted(row, pair) for pair in pairs)) for row in rows):
            return True
    return False


def _counted(row: Any, pair: tuple[int, int]) -> int:
    weight = int(row.weight[row.employee_group[pair[0]], row.vacancy_group[pair[1]]])
    stays = row.staying is not None and row.staying.home[pair[0]] == row.staying.post[pair[1]]
    return weight + (row.staying.extra if stays else 0)


@given(limited_rearrangements)
@settings(max_examples=60, deadline=None)
def test_clashes_are_those_of_trying_every_plan(drawn: tuple[PlacementProblem, Settings]) -> None:
    """A clash is told exactly when no plan holds; it clashes, and without any part of it a plan holds."""
    problem, rules = drawn
    pairs = pair_scores(problem, rules)
    try:
        check_locks(problem, pairs)
        model = build_model(problem, rules, pairs)
    except PlacesLostError as error:
        model = error.model
    except (InputError, NoPlanError):
        assume(False)
    question = question_of(model, seats_of(problem) if problem.incumbents else None)
    found = clash_of(Asking(question, Clock(20.0), workers=1))
    assert (
        (found is None) == possible(question, question.demands) == bool(every_rearrangement(problem, rules))
    )
    if found is not None:
        assert found.smallest
        assert not possible(question, found.demands)
        for one in found.demands:
            assert possible(question, [other for other in found.demands if other is not one])


def _round(locks: str = "", **limits: Any) -> tuple[PlacementProblem, Settings]:
    """Return three holders of three posts in two dinas, and one open post in Dinas C."""
    posts = [
        make_vacancy(code="A1", dinas="Dinas A", need=1),
        make_vacancy(code="A2", dinas="Dinas A", need=1),
        make_vacancy(code="B1", dinas="Dinas B", need=1),
        make_vacancy(code="C1", dinas="Dinas C", need=1),
    ]
    people = [
        make_employee(id="1", dinas="Dinas A"),
        make_employee(id="2", dinas="Dinas A"),
        make_employee(id="3", dinas="Dinas B"),
    ]
    problem = make_problem(
        people,
        posts,
        incumbents=(("1", "A1"), ("2", "A2"), ("3", "B1")),
        locks=make_locks(locks) if locks else (),
    )
    return problem, Settings(
        round=replace(RoundSettings(), mode=Mode.REARRANGE),
        eligibility=NO_RULES,
        limits=LimitSettings(**limits),
    )


def told(problem: PlacementProblem, rules: Settings) -> str:
    """Return what is said of a round without a plan."""
    with pytest.raises(NoPlanError) as caught:
        solve_or_say_why(problem, rules, pair_scores(problem, rules))
    return str(caught.value)


def test_limits_that_clash_are_named_with_their_bounds() -> None:
    """Dinas C must get somebody, but nobody may change posts; the cap of Dinas B has no part in it."""
    sentence = told(
        *_round(moves_max=0, arrive_min=(DinasCap("Dinas C", 1),), leave_max=(DinasCap("Dinas B", 0),))
    )
    assert "(1) batas “masuk minimal Dinas C” (paling sedikit 1)" in sentence
    assert "(2) batas “perpindahan jabatan maksimal” (paling banyak 0)" in sentence
    assert "(3)" not in sentence
    assert "salah satunya" in sentence


def test_a_pin_that_takes_the_only_way_is_named() -> None:
    """1 is pinned to C1, the only seat that 3 could go to when driven out of B1: pin and ban, no limit."""
    problem, rules = _round("1 C1 tetap\n3 B1 larang\n3 A1 larang\n3 A2 larang", moves_max=9)
    sentence = told(problem, rules)
    assert "kunci NIP 1 pada formasi C1" in sentence
    assert "larangan NIP 3 pada jabatannya sekarang, formasi B1" in sentence
    assert "(3)" not in sentence


def test_somebody_driven_out_with_nowhere_to_go_is_named() -> None:
    """3 is banned from every post: the ban of the present one alone is what clashes with keeping a place."""
    sentence = told(*_round("3 A1 larang\n3 A2 larang\n3 B1 larang\n3 C1 larang"))
    assert "larangan NIP 3 pada jabatannya sekarang, formasi B1" in sentence
    assert "Setiap pemangku jabatan harus tetap mendapat tempat" in sentence


def test_a_limit_that_staying_breaks_does_not_cost_anybody_the_post() -> None:
    """Dinas C must get somebody: the plan at hand breaks the limit, and a plan that keeps it is found."""
    problem, rules = _round(arrive_min=(DinasCap("Dinas C", 1),), moves_max=1)
    model, solution = solve_or_say_why(problem, rules, pair_scores(problem, rules))
    assert solution.termination is Termination.OPTIMAL
    assert int((solution.vacancy_of == 3).sum()) == 1
    assert model.start is not None and len(model.start) == 3


def test_a_couple_that_is_apart_today_may_stay_apart() -> None:
    """Offices too far from each other already: both may stay; where one moves, it is to be within reach."""
    problem, rules = _round(spouse_km=5)
    near, far = "Semarang Tengah", "Mijen"
    people = (replace(problem.employees[0], spouse_id="3"), *problem.employees[1:])
    posts = [replace(one, district=far if one.code in ("B1", "C1") else near) for one in problem.vacancies]
    problem = replace(problem, employees=people, vacancies=tuple(posts))
    _, stayed = solve_or_say_why(
        replace(problem, vacancies=tuple(posts[:3])), rules, _pairs(problem, rules, 3)
    )
    assert stayed.vacancy_of.tolist()[::2] == [0, 2]
    barred = replace(problem, locks=make_locks("2 C1 tetap"))
    assert solve_or_say_why(barred, rules, pair_scores(barred, rules))[1].termination is Termination.OPTIMAL
    driven = replace(problem, locks=make_locks("1 A1 larang\n1 C1 larang\n1 B1 larang\n2 A2 tetap"))
    assert "larangan NIP 1" in told(driven, rules)
    moving = replace(problem, locks=make_locks("2 C1 tetap\n1 A2 tetap\n3 B1 tetap"))
    assert "suami istri" in told(moving, rules)


def _pairs(problem: PlacementProblem, rules: Settings, posts: int) -> Any:
    return pair_scores(replace(problem, vacancies=problem.vacancies[:posts]), rules)
