"""The only door to OR-Tools: one min-cost flow, arrays in, arrays out, nothing read before the status is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    IntArray = NDArray[np.int32]
    LongArray = NDArray[np.int64]


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


def best_flow(problem: FlowProblem) -> LongArray:
    """Return (a,) an optimal flow.

    Raises:
        SolverFaultError: the solver did not end with an optimal flow.
    """
    if not len(problem.tail):
        return np.empty(0, np.int64)
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    solver = SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        problem.tail, problem.head, problem.capacity, -problem.gain
    )
    solver.set_nodes_supplies(np.arange(len(problem.supply), dtype=np.int32), problem.supply)
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise SolverFaultError(f"SimpleMinCostFlow ended with {status} on {len(problem.tail)} arcs")
    flow: LongArray = np.asarray(solver.flows(arcs), dtype=np.int64)
    return flow
