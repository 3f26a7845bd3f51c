"""At the time limit: the best plan so far, unproved and called so, with a bound that holds."""

from __future__ import annotations

import hashlib
import os
import signal
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_rounds import all_plans, best_plans, is_feasible, make_model, plan_from, tiers_of
from test_solve_small import rounds

from penempatan import children
from penempatan.assignment import flow as flow_module
from penempatan.assignment import network as network_module
from penempatan.assignment import stages as stages_module
from penempatan.assignment.flow import FlowProblem, SolverFaultError, best_flow
from penempatan.assignment.solve import solve
from penempatan.children import TimeUpError
from penempatan.domain.plan import Termination
from penempatan.settings.model import Goal, SolveSettings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from penempatan.assignment.model import AssignmentModel

HURRIED = SolveSettings(per_employee=1, per_vacancy=1, workers=1)
ONE_UNIT = FlowProblem(
    np.array([0], np.int32), np.array([1], np.int32), np.array([1]), np.array([5]), np.array([1, -1])
)


@given(rounds(), st.integers(0, 3), st.sampled_from([26, 60]))
@settings(max_examples=120, deadline=None)
def test_the_best_plan_so_far_and_a_bound_that_holds(model: AssignmentModel, flows: int, bits: int) -> None:
    """Whichever flow the time ends in, the plan keeps every limit and its bound is the best plan's or more.

    The bound speaks of plans that are at least as good in the goals before the fit.
    """
    done = 0

    def run_out(problem: FlowProblem, wait_s: float | None = None) -> NDArray[np.int64]:
        nonlocal done
        done += 1
        if done > flows:
            raise TimeUpError
        return best_flow(problem, wait_s)

    model = replace(model, goals=replace(model.goals, order=(Goal.PRIORITY, Goal.FIT, Goal.FEWEST_MOVES)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(network_module, "best_flow", run_out)
        patch.setattr(stages_module, "COST_LIMIT", 1 << bits)
        solution = solve(model, HURRIED)
    plan = plan_from(solution)
    assert is_feasible(model, plan)
    mine = tiers_of(model, plan)
    assert tuple(tier.value for tier in solution.tiers) == mine
    rivals = [tiers_of(model, other)[1] for other in all_plans(model) if tiers_of(model, other)[0] >= mine[0]]
    assert max(rivals) <= solution.bound
    if solution.termination is Termination.OPTIMAL:
        assert mine == best_plans(model)[0]


def test_a_plan_without_any_flow_takes_the_better_pairs_first() -> None:
    """Time up at once: greedily 90 and 10 where 80 and 85 would be better; unproved, and the bound knows."""
    model = make_model(np.array([[9_000, 8_500], [8_000, 1_000]], np.int64), order=(Goal.FIT,))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(network_module, "best_flow", _no_time)
        solution = solve(model, HURRIED)
    assert plan_from(solution) == (0, 1)
    assert solution.termination is Termination.FEASIBLE
    assert (solution.total_score, solution.bound) == (10_000, 16_500 + 1_000)


def _no_time(_problem: FlowProblem, _wait_s: float | None = None) -> NDArray[np.int64]:
    raise TimeUpError


def _for_minutes(_problem: FlowProblem) -> NDArray[np.int64]:
    hashlib.pbkdf2_hmac("sha256", b"", b"", 1 << 30)
    return np.ones(1, np.int64)


def test_a_long_flow_is_given_up_at_the_time_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A flow that would take minutes ends when its time is over, and its process with it."""
    monkeypatch.setattr(flow_module, "APART_ARCS", 0)
    monkeypatch.setattr(flow_module, "_flow", _for_minutes)
    with pytest.raises(TimeUpError):
        best_flow(ONE_UNIT, 0.05)
    assert not children._living


def test_ctrl_c_reaches_a_long_flow(monkeypatch: pytest.MonkeyPatch) -> None:
    """A signal ends a flow that would take minutes, and its process with it."""
    monkeypatch.setattr(flow_module, "APART_ARCS", 0)
    monkeypatch.setattr(flow_module, "_flow", _for_minutes)

    def press() -> None:
        while not children._living:
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=press).start()
    with pytest.raises(KeyboardInterrupt):
        best_flow(ONE_UNIT)
    assert not children._living


def test_ctrl_c_that_another_thread_receives_while_a_child_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    """The child is ended, and no signal stays blocked, when the interrupt comes before anybody waits."""
    begun = threading.Event()

    def press() -> None:
        begun.wait()
        signal.pthread_kill(threading.get_ident(), signal.SIGINT)

    thread = threading.Thread(target=press)

    class Living(set[int]):
        def add(self, process: int) -> None:
            super().add(process)
            begun.set()
            thread.join()

    living = Living()
    monkeypatch.setattr(children, "_living", living)
    thread.start()  # before signals are blocked, which it would inherit
    with pytest.raises(KeyboardInterrupt):
        children.begin(lambda: _for_minutes(ONE_UNIT))
    assert not living
    assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == set()


def test_a_flow_in_a_child_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer of a child is the answer."""
    here = best_flow(ONE_UNIT)
    monkeypatch.setattr(flow_module, "APART_ARCS", 0)
    assert best_flow(ONE_UNIT).tolist() == here.tolist() == [1]


def test_a_library_that_aborts_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the library takes its process down, ours lives and says so."""

    def abort(_problem: FlowProblem) -> NDArray[np.int64]:
        os.kill(os.getpid(), signal.SIGKILL)
        return np.empty(0, np.int64)

    monkeypatch.setattr(flow_module, "APART_ARCS", 0)
    monkeypatch.setattr(flow_module, "_flow", abort)
    with pytest.raises(SolverFaultError, match="died"):
        best_flow(ONE_UNIT)
