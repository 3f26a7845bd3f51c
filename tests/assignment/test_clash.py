"""The smallest set of limits and pins that clash: named exactly, and only where two methods agree."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_rounds import INELIGIBLE, all_plans, make_model

from penempatan.assignment.clock import Clock
from penempatan.assignment.flow import SolverFaultError
from penempatan.assignment.mixed.pricing import Prices
from penempatan.assignment.no_plan import clash as clash_module
from penempatan.assignment.no_plan import feasible as feasible_module
from penempatan.assignment.no_plan.clash import clash_of
from penempatan.assignment.no_plan.demands import Demand, question_of
from penempatan.assignment.no_plan.feasible import Answer, Asking, proved_impossible
from penempatan.objective.limit import between

if TYPE_CHECKING:
    from collections.abc import Sequence

    from penempatan.assignment.model import AssignmentModel
    from penempatan.objective.limit import Limit

SECONDS = 20.0


def arrivals(
    key: str, vacancies: Sequence[int], size: tuple[int, int], least: int | None, most: int | None = None
) -> Limit:
    """Return a limit on the arrivals at some vacancies."""
    into = np.isin(np.arange(size[1]), list(vacancies))
    return between(key, key, np.ones(size[0], np.bool_), into, at_least=least, at_most=most)


def asking(model: AssignmentModel, seconds: float = SECONDS) -> Asking:
    """Return who answers questions about a round."""
    return Asking(question_of(model), Clock(seconds), workers=1)


def clashing(model: AssignmentModel) -> tuple[Demand, ...] | None:
    """Return the smallest clash, proved to be that; None for none."""
    found = clash_of(asking(model))
    assert found is None or found.smallest
    return None if found is None else found.demands


def names(found: tuple[Demand, ...] | None) -> list[str]:
    """Return the keys of the limits of a clash."""
    return sorted(one.limit.key for one in found or () if one.limit is not None)


def test_a_planted_clash_is_named_exactly() -> None:
    """A and B are all that F1 and F2 have; each wants two. A third limit has nothing to do with it."""
    scores = np.array(
        [[9_000, 9_000, INELIGIBLE], [9_000, 9_000, INELIGIBLE], [INELIGIBLE, INELIGIBLE, 9_000]], np.int64
    )
    size = scores.shape[0], scores.shape[1]
    limits = [
        arrivals("dua di F1", [0], size, 2),
        arrivals("dua di F2", [1], size, 2),
        arrivals("satu di F3", [2], size, 1),
    ]
    model = make_model(scores, [2, 2, 1], limits=limits)
    assert names(clashing(model)) == ["dua di F1", "dua di F2"]


def test_a_pin_can_be_part_of_the_clash() -> None:
    """A is pinned to F2 and the only one for F1, which must not stay empty: limit and pin, nothing else."""
    scores = np.array([[9_000, 8_000], [INELIGIBLE, 8_000]], np.int64)
    limits = [arrivals("F1 terisi", [0], (2, 2), 1), arrivals("semua", [0, 1], (2, 2), None, 2)]
    found = clashing(make_model(scores, [1, 2], limits=limits, pinned=[(0, 1)]))
    assert names(found) == ["F1 terisi"]
    assert [one.pin for one in found or () if one.pin] == [(0, 1, 8_000)]


def test_no_clash_is_none() -> None:
    """Where a plan keeps everything there is nothing to name."""
    limits = [arrivals("F1 terisi", [0], (1, 1), 1)]
    assert clashing(make_model(np.array([[9_000]], np.int64), limits=limits)) is None


def test_a_planted_false_infeasible_is_our_bug_and_no_fact(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first method is made to call everything impossible: CP-SAT does not agree, and no clash is told."""
    limits = [arrivals("F1 terisi", [0], (1, 1), 1)]
    model = make_model(np.array([[9_000]], np.int64), limits=limits)
    monkeypatch.setattr(Asking, "ask", lambda _self, some: Answer(False, needed=tuple(some)))
    with pytest.raises(SolverFaultError):
        clash_of(asking(model))


def test_planted_prices_that_prove_nothing_are_our_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    """Too large for CP-SAT, and the prices of the first method leave a pair uncovered: no clash is told."""
    limits = [arrivals("F1 terisi", [0], (1, 1), 1)]
    model = make_model(np.array([[9_000]], np.int64), limits=limits)
    false = Prices(1, np.zeros(1, np.int64), np.zeros(1, np.int64), (-1,), ())
    monkeypatch.setattr(Asking, "ask", lambda _self, some: Answer(not some, needed=tuple(some), prices=false))
    monkeypatch.setattr(clash_module, "MOST_PAIRS", -1)
    with pytest.raises(SolverFaultError):
        clash_of(asking(model))


def test_a_planted_false_possible_of_cp_sat_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """CP-SAT is made to call everything possible: the methods disagree, and no clash is told."""
    limits = [arrivals("dua di F1", [0], (1, 1), 2)]
    model = make_model(np.array([[9_000]], np.int64), limits=limits)
    monkeypatch.setattr(clash_module, "by_cp_sat", lambda _rows, _seconds: True)
    with pytest.raises(SolverFaultError):
        clash_of(asking(model))


def test_out_of_time_a_set_is_not_called_the_smallest(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first question is answered, the ones after it are not: the set is told, but not as the smallest."""
    scores = np.array([[9_000, 9_000], [9_000, 9_000]], np.int64)
    limits = [arrivals("dua di F1", [0], (2, 2), 2), arrivals("dua di F2", [1], (2, 2), 2)]
    ask = Asking.ask
    asked: list[int] = []

    def once(self: Asking, some: Sequence[Demand]) -> Answer:
        asked.append(len(some))
        return ask(self, some) if len(asked) == 1 else Answer(None)

    monkeypatch.setattr(Asking, "ask", once)
    found = clash_of(asking(make_model(scores, [2, 2], limits=limits)))
    assert found is not None and not found.smallest
    assert names(found.demands) == ["dua di F1", "dua di F2"]


def test_no_time_at_all_tells_no_clash() -> None:
    """Without a second to think nothing is claimed, neither a plan nor a clash."""
    limits = [arrivals("dua di F1", [0], (1, 1), 2)]
    model = make_model(np.array([[9_000]], np.int64), limits=limits)
    assert asking(model, 0).ask(question_of(model).demands).possible is None
    assert clash_of(asking(model, 0)) is None


@pytest.mark.parametrize("whole", [True, False])
def test_prices_are_recounted_without_a_solver(whole: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """The proof that two people cannot fill four seats holds; with one price lower it does not.

    It is the same whether all pairs are in the program from the start or join as they are missing.
    """
    monkeypatch.setattr(feasible_module, "WHOLE_POOL", 100 if whole else 0)
    scores = np.array([[9_000, 9_000], [9_000, 9_000]], np.int64)
    limits = [arrivals("dua di F1", [0], (2, 2), 2), arrivals("dua di F2", [1], (2, 2), 2)]
    who = asking(make_model(scores, [2, 2], limits=limits))
    answer = who.ask(who.question.demands)
    assert answer.possible is False and answer.prices is not None
    rows = who.question.rows
    assert proved_impossible(who.question, rows, answer.prices)
    lower = replace(answer.prices, employee=answer.prices.employee - np.array([1, 0]))
    assert not proved_impossible(who.question, rows, lower)


@given(st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_clashes_are_those_of_trying_every_plan(random: object) -> None:
    """On tiny rounds: a clash is told exactly when no plan holds, and every part of it is needed."""
    choice, below = random.choice, random.randint  # type: ignore[attr-defined]
    size = below(1, 3), below(1, 3)
    cells = [[choice((INELIGIBLE, 5_000)) for _ in range(size[1])] for _ in range(size[0])]
    scores = np.array(cells, np.int64).reshape(size)
    limits = [
        arrivals(
            f"batas {at}",
            [one for one in range(size[1]) if below(0, 1)] or [0],
            size,
            below(0, 2),
            below(2, 3),
        )
        for at in range(3)
    ]
    model = make_model(scores, [below(1, 2) for _ in range(size[1])], limits=limits)

    def possible(some: Sequence[Limit]) -> bool:
        return any(True for _ in all_plans(_with(model, some)))

    found = clashing(model)
    assert (found is None) == possible(limits)
    if found is not None:
        told = [one.limit for one in found if one.limit is not None]
        assert not possible(told)
        assert all(possible(list(rest)) for rest in combinations(told, len(told) - 1))


def _with(model: AssignmentModel, limits: Sequence[Limit]) -> AssignmentModel:
    return replace(model, limits=tuple(limits))
