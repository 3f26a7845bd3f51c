"""The only door to OR-Tools: one min-cost flow, arrays in, arrays out, nothing read before the status is.

The call keeps Python's lock until it is over. One that may take long runs in a child, which ends at once at
the time limit, at Ctrl-C, and alone where the library aborts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from penempatan.children import ChildDiedError, begin, can_fork

if TYPE_CHECKING:
    from numpy.typing import NDArray

    IntArray = NDArray[np.int32]
    LongArray = NDArray[np.int64]

APART_ARCS = 30_000  # fewer are solved before anyone could wait, whatever their costs


class SolverFaultError(RuntimeError):
    """The solver's answer contradicts its own claim, or it refused an instance that is feasible by design."""


@dataclass(frozen=True, slots=True)
class FlowProblem:
    """A balanced flow problem that maximises Σ gain·flow."""

    tail: IntArray  # (a,)
    head: IntArray  # (a,)
    capacity: LongArray  # (a,)
    gain: LongArray  # (a,)
    supply: LongArray  # (nodes,) sums to zero; negative is demand


def best_flow(problem: FlowProblem, wait_s: float | None = None) -> LongArray:
    """Return (a,) an optimal flow, within `wait_s` seconds where the call is large enough to take long.

    Raises:
        TimeUpError: the time did not suffice.
        SolverFaultError: the solver did not end with an optimal flow.
    """
    if not len(problem.tail):
        return np.empty(0, np.int64)
    import ortools.graph.python.min_cost_flow  # noqa: F401 once, here: a child would import it every time

    if len(problem.tail) < APART_ARCS or not can_fork():
        answer: object = _flow(problem)
    else:
        try:
            answer = begin(lambda: _flow(problem)).answer(wait_s)
        except ChildDiedError as fault:
            raise SolverFaultError(f"SimpleMinCostFlow died on {len(problem.tail)} arcs") from fault
    if isinstance(answer, np.ndarray):
        return answer
    raise SolverFaultError(f"SimpleMinCostFlow ended with {answer} on {len(problem.tail)} arcs")


def _flow(problem: FlowProblem) -> LongArray | str:
    """Return the flow, or the status where it is not the optimal one."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    solver = SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        problem.tail, problem.head, problem.capacity, -problem.gain
    )
    solver.set_nodes_supplies(np.arange(len(problem.supply), dtype=np.int32), problem.supply)
    status = solver.solve()
    if status != solver.OPTIMAL:
        return str(status)
    flow: LongArray = np.asarray(solver.flows(arcs), dtype=np.int64)
    return flow
