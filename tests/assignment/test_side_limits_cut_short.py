"""Rounds with side limits at the time limit and at Ctrl-C: an unproved plan that keeps them all, or none."""

from __future__ import annotations

import hashlib
import os
import signal
import threading
import time
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_rounds import all_plans, best_plans, is_feasible, make_model, plan_from, tiers_of
from test_side_limits_small import limited_rounds

from penempatan import children
from penempatan.assignment.mixed import program as program_module
from penempatan.assignment.mixed import relaxation as relaxation_module
from penempatan.assignment.mixed import search as search_module
from penempatan.assignment.mixed.program import Bounds, Outcome, Program, relax, search
from penempatan.assignment.solve import solve
from penempatan.domain.plan import Termination
from penempatan.errors import NoPlanError
from penempatan.objective.limit import Limit
from penempatan.settings.model import Goal, SolveSettings

if TYPE_CHECKING:
    from typing import Any

    from penempatan.assignment.model import AssignmentModel

SETTINGS = SolveSettings(workers=1, per_employee=1, per_vacancy=1)
ONE = Program(
    np.array([1.0]),
    Bounds(np.zeros(1), np.ones(1)),
    Bounds(np.zeros(1), np.ones(1)),
    np.zeros(1, np.int64),
    np.zeros(1, np.int64),
    np.ones(1),
)


def unproved(model: AssignmentModel, limit_s: float) -> None:
    """Assert that the answer keeps everything and claims no more than it can."""
    try:
        solution = solve(model, SolveSettings(workers=1, time_limit_s=limit_s))  # type: ignore[arg-type]
    except NoPlanError:
        return  # judged by the caller, where some plan is easily found
    plan = plan_from(solution)
    assert is_feasible(model, plan)
    mine = tiers_of(model, plan)
    fit = model.goals.order.index(Goal.FIT)
    rivals = [tiers_of(model, one) for one in all_plans(model)]
    assert max(one[fit] for one in rivals if one[:fit] >= mine[:fit]) <= solution.bound
    if solution.termination is Termination.OPTIMAL:
        assert mine == best_plans(model)[0]


@given(limited_rounds())
@settings(max_examples=40, deadline=None)
def test_no_time_at_all(model: AssignmentModel) -> None:
    """Without a second: a plan that keeps every limit, a bound that no plan exceeds, no uncaught error."""
    unproved(model, 0)


@given(limited_rounds(), st.integers(0, 6))
@settings(max_examples=60, deadline=None)
def test_the_time_ends_in_any_program(model: AssignmentModel, solved: int) -> None:
    """Whichever linear program or search the time ends in, the answer keeps all limits, its bound holds."""
    left = [solved]

    def late(answer: Any) -> Any:
        def wrapped(*arguments: Any, **options: Any) -> Any:
            left[0] -= 1
            if left[0] >= 0:
                return answer(*arguments, **options)
            if answer is relax:
                raise TimeoutError
            return program_module.Searched(Outcome.NOTHING, np.zeros(0, np.bool_), np.inf)

        return wrapped

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(relaxation_module, "relax", late(relax))
        patch.setattr(search_module, "search", late(search))
        unproved(model, 300)


def test_a_share_is_gathered_without_any_time() -> None:
    """At most half of the placed from A and B: with no time, C is placed and then A can be, too."""
    group = np.array([1, 1, 0], np.int32)
    weight = np.array([[-50], [50]])
    half = Limit("paruh", "", group, np.zeros(3, np.int32), weight, at_most=0)
    model = make_model(np.array([[90, 0, 0], [0, 80, 0], [0, 0, 70]]) * 100, limits=[half], outranking=True)
    solution = solve(model, SolveSettings(workers=1, time_limit_s=0))
    assert sorted(plan_from(solution)) == [-1, 0, 2]
    assert solution.termination is Termination.FEASIBLE


def _for_minutes(*_arguments: object) -> str:
    hashlib.pbkdf2_hmac("sha256", b"", b"", 1 << 30)
    return "never"


@pytest.fixture
def stuck(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every program takes minutes, in a child."""
    for name in ("QUICK_COLUMNS", "QUICK_WHOLE", "GRACE_S"):
        monkeypatch.setattr(program_module, name, 0)
    for name in ("_relaxed", "_searched"):
        monkeypatch.setattr(program_module, name, _for_minutes)


@pytest.mark.usefixtures("stuck")
def test_a_solver_that_overlooks_its_time_limit_is_stopped() -> None:
    """A program that would take minutes ends when its time is over, and its process with it."""
    with pytest.raises(TimeoutError):
        relax(ONE, 0.05)
    assert search(ONE, np.ones(1, np.bool_), seconds=0.05).outcome is Outcome.NOTHING
    assert not children._living


@pytest.mark.usefixtures("stuck")
@pytest.mark.parametrize(
    "ask", [relax, lambda one, seconds: search(one, np.ones(1, np.bool_), seconds=seconds)]
)
def test_ctrl_c_reaches_a_long_program(ask: Any) -> None:
    """A signal ends a linear program and a search that would take minutes, and their process with them."""

    def press() -> None:
        while not children._living:
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=press).start()
    with pytest.raises(KeyboardInterrupt):
        ask(ONE, 600)
    assert not children._living


@pytest.mark.usefixtures("stuck")
def test_a_signal_that_another_thread_receives_ends_a_long_program() -> None:
    """The system may hand Ctrl-C to any thread: the waiting one hears of it all the same."""

    def press() -> None:
        while not children._living:
            time.sleep(0.01)
        time.sleep(0.1)
        signal.pthread_kill(threading.get_ident(), signal.SIGINT)

    threading.Thread(target=press).start()
    with pytest.raises(KeyboardInterrupt):
        relax(ONE, 600)
    assert not children._living


def test_a_program_in_a_child_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """The answers of a child are the answers."""
    here = relax(ONE, 10), search(ONE, np.ones(1, np.bool_), seconds=10)
    monkeypatch.setattr(program_module, "QUICK_COLUMNS", 0)
    monkeypatch.setattr(program_module, "QUICK_WHOLE", 0)
    there = relax(ONE, 10), search(ONE, np.ones(1, np.bool_), seconds=10)
    for one, other in zip(here, there, strict=True):
        assert one is not None
        assert other is not None
        assert one.x.tolist() == other.x.tolist() == [1]
