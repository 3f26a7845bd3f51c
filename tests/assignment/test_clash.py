"""The smallest set of limits and pins that clash: named exactly, and only where two solvers agree."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_rounds import INELIGIBLE, all_plans, make_model

from penempatan.assignment import clash as clash_module
from penempatan.assignment.clash import Demand, clash_of, smallest_clash
from penempatan.assignment.flow import SolverFaultError
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
    assert names(clash_of(model, SECONDS)) == ["dua di F1", "dua di F2"]


def test_a_pin_can_be_part_of_the_clash() -> None:
    """A is pinned to F2 and the only one for F1, which must not stay empty: limit and pin, nothing else."""
    scores = np.array([[9_000, 8_000], [INELIGIBLE, 8_000]], np.int64)
    limits = [arrivals("F1 terisi", [0], (2, 2), 1), arrivals("semua", [0, 1], (2, 2), None, 2)]
    found = clash_of(make_model(scores, [1, 2], limits=limits, pinned=[(0, 1)]), SECONDS)
    assert names(found) == ["F1 terisi"]
    assert [one.pin for one in found or () if one.pin] == [(0, 1, 8_000)]


def test_no_clash_is_none() -> None:
    """Where a plan keeps everything there is nothing to name."""
    limits = [arrivals("F1 terisi", [0], (1, 1), 1)]
    assert clash_of(make_model(np.array([[9_000]], np.int64), limits=limits), SECONDS) is None


def test_a_planted_false_infeasible_is_our_bug_and_no_fact(monkeypatch: pytest.MonkeyPatch) -> None:
    """CP-SAT is made to call everything impossible: HiGHS does not agree, and no clash is told."""
    limits = [arrivals("F1 terisi", [0], (1, 1), 1)]
    model = make_model(np.array([[9_000]], np.int64), limits=limits)
    monkeypatch.setattr(clash_module, "by_cp_sat", lambda _rows, _seconds: False)
    with pytest.raises(SolverFaultError):
        clash_of(model, SECONDS)


def test_a_set_that_is_not_the_smallest_is_caught() -> None:
    """The first method keeps too many demands; the second one notices that one may go."""
    one, two = Demand(pin=(0, 0, 0)), Demand(pin=(1, 1, 0))
    with pytest.raises(SolverFaultError, match="smallest"):
        smallest_clash([one, two], lambda some: len(some) < 2, lambda some: one not in some)


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

    found = clash_of(model, SECONDS)
    assert (found is None) == possible(limits)
    if found is not None:
        told = [one.limit for one in found if one.limit is not None]
        assert not possible(told)
        assert all(possible(list(rest)) for rest in combinations(told, len(told) - 1))


def _with(model: AssignmentModel, limits: Sequence[Limit]) -> AssignmentModel:
    from dataclasses import replace

    return replace(model, limits=tuple(limits))
