"""The goals of a round as gains of its pairs, worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from builders import TABLE_SETTINGS, make_employee, make_problem, make_vacancy
from oracle_plans import lot
from penempatan.domain.issue import Location
from penempatan.domain.problem import PlacementProblem
from penempatan.objective.goals import Goals, goals_of
from penempatan.settings.model import DinasCap, Goal, LimitSettings, Settings, SolveSettings

PEOPLE = (
    make_employee(id="A", dinas="Dinas Kesehatan", must_place=True),
    make_employee(id="B", dinas=""),
)
POSTS = (
    make_vacancy(code="F1", dinas="Dinas Kesehatan", priority=1),
    make_vacancy(code="F2", dinas="Dinas Sosial", priority=2, openings=2),
    make_vacancy(code="F3", dinas="", priority=3),
)
PROBLEM = make_problem(PEOPLE, POSTS)


def gains(goals: Goals, goal: Goal, scores: tuple[int, ...] = (0,) * 6) -> list[int]:
    """Return the gains of A→F1, A→F2, A→F3, B→F1, B→F2, B→F3."""
    employee, vacancy = np.divmod(np.arange(6, dtype=np.int32), 3)
    return [int(one) for one in goals.gain(goal, employee, vacancy, np.array(scores, np.int32))]


def gains_of(
    goal: Goal, problem: PlacementProblem = PROBLEM, settings: Settings = TABLE_SETTINGS
) -> list[int]:
    """Return the gains of the six pairs in the goals of a round."""
    return gains(goals_of(problem, settings), goal)


def test_higher_priority_gains_more() -> None:
    """Priority 1 is the highest: its seats gain most, those of priority 3 least, whoever sits there."""
    assert gains_of(Goal.PRIORITY) == [3, 2, 1, 3, 2, 1]


def test_under_a_cap_on_arrivals_a_priority_outranks_all_below() -> None:
    """At most two people can be placed: one seat of a priority gains more than two of the next."""
    limits = LimitSettings(arrive_max=(DinasCap("Dinas Sosial", 1),))
    assert gains_of(Goal.PRIORITY, settings=replace(TABLE_SETTINGS, limits=limits)) == [9, 3, 1, 9, 3, 1]


def test_who_must_be_placed_gains_wherever() -> None:
    """`Wajib Ditempatkan` is one unit for the person, in any post."""
    assert gains_of(Goal.MUST_PLACE) == [1, 1, 1, 0, 0, 0]


def test_fit_is_the_score() -> None:
    """The tier of the score gains the score itself, in hundredths."""
    scores = (0, 1, 5_000, 9_999, 10_000, 42)
    assert gains(goals_of(PROBLEM, TABLE_SETTINGS), Goal.FIT, scores) == list(scores)


def test_leaving_the_dinas_costs_one() -> None:
    """Only a known, equal dinas is no move; an unknown one on either side counts as a move."""
    assert gains_of(Goal.FEWEST_MOVES) == [0, -1, -1, -1, -1, -1]


@pytest.mark.parametrize("seed", [0, 7])
def test_lot_is_the_published_one(seed: int) -> None:
    """The lot is what anybody can compute from NIP, kode formasi and benih."""
    settings = replace(TABLE_SETTINGS, solve=SolveSettings(seed=seed))
    assert gains_of(Goal.LOT, settings=settings) == [
        lot(nip, code, seed) for nip in ("A", "B") for code in ("F1", "F2", "F3")
    ]


def test_lot_knows_neither_rows_nor_other_people() -> None:
    """Another place in the file and more people in the round leave the lot of a pair as it was."""
    moved = tuple(
        replace(one, location=Location("pegawai.csv", "", f"A{row}"))
        for row, one in enumerate(PEOPLE, start=7)
    )
    more = make_problem((make_employee(id="0"), *moved), POSTS)
    employee, vacancy = np.divmod(np.arange(3, 9, dtype=np.int32), 3)
    found = goals_of(more, TABLE_SETTINGS).gain(Goal.LOT, employee, vacancy, np.zeros(6, np.int32))
    assert found.tolist() == gains_of(Goal.LOT)
