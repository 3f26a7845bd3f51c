"""The door to MathOpt: a linear or mixed-integer program, arrays in, arrays out.

The solver's word is never taken: what comes back is a plan to recount and prices to recompute, in integers.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum
from typing import TYPE_CHECKING, Any

import numpy as np

from penempatan.assignment.flow import SolverFaultError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    IntArray = NDArray[np.int64]
    FloatArray = NDArray[np.float64]
    BoolArray = NDArray[np.bool_]

GAP = 0.5  # gains are whole numbers in units of 1: nothing better is left below this gap

SIMPLEX_MOST = 5_000  # columns: beyond, the interior point method is several times faster


@dataclass(frozen=True, slots=True)
class Bounds:
    """Lower and upper bounds of columns or rows; infinite where there is none."""

    lower: FloatArray
    upper: FloatArray


@dataclass(frozen=True, slots=True)
class Program:
    """Maximise Σ gain·x with x and A·x within their bounds; A by its non-zeros."""

    gain: FloatArray  # (n,)
    columns: Bounds  # (n,)
    rows: Bounds  # (m,)
    row: IntArray  # (nonzeros,)
    column: IntArray  # (nonzeros,)
    value: FloatArray  # (nonzeros,)

    @property
    def nothing_holds(self) -> bool:
        """Whether all rows hold when there is nothing to decide."""
        return bool((self.rows.lower <= 0).all() and (self.rows.upper >= 0).all())


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The optimum of a linear program; `price` (m,) is what one unit more of a row's bound would gain."""

    value: float
    x: FloatArray  # (n,)
    price: FloatArray


class Outcome(Enum):
    """How a search ended."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"  # a limit on time or nodes came first
    INFEASIBLE = "infeasible"
    NOTHING = "nothing found"  # neither a plan nor a proof that there is none


@dataclass(frozen=True, slots=True)
class Searched:
    """What branch and bound found: 0/1 values (n,), of no meaning without a plan, and the claimed bound."""

    outcome: Outcome
    x: BoolArray
    bound: float


def relax(program: Program, seconds: float) -> Relaxed | None:
    """Solve the linear program; None when it has no solution.

    Raises:
        TimeoutError: it did not end in time.
        SolverFaultError: it ended in a way that a bounded program cannot.
    """
    from ortools.math_opt.python import mathopt

    if not len(program.gain):  # HiGHS takes no program without columns
        none = np.zeros(0)
        return Relaxed(0.0, none, np.zeros(len(program.rows.lower))) if program.nothing_holds else None
    method = "ipm" if len(program.gain) > SIMPLEX_MOST else "simplex"
    result = _solve(_proto(program, None), mathopt.SolveParameters(**_common(seconds, solver=method)))
    reason = result.termination.reason
    if reason is mathopt.TerminationReason.INFEASIBLE:
        return None
    if reason is mathopt.TerminationReason.NO_SOLUTION_FOUND or reason is mathopt.TerminationReason.FEASIBLE:
        raise TimeoutError
    if reason is not mathopt.TerminationReason.OPTIMAL or not result.has_dual_feasible_solution():
        raise SolverFaultError(f"HiGHS ended the linear program with {result.termination}")
    price = np.zeros(len(program.rows.lower))
    duals = result.solutions[0].dual_solution.dual_values
    price[[row.id for row in duals]] = list(duals.values())
    x = np.zeros(len(program.gain))
    values = result.variable_values()
    x[[one.id for one in values]] = list(values.values())
    return Relaxed(result.objective_value(), x, price)


def search(program: Program, integer: BoolArray, *, seconds: float, nodes: int | None = None) -> Searched:
    """Solve the mixed-integer program, on one thread and the same way every time.

    Raises:
        SolverFaultError: it ended in a way that a bounded program cannot.
    """
    from ortools.math_opt.python import mathopt

    if not len(program.gain):
        outcome = Outcome.OPTIMAL if program.nothing_holds else Outcome.INFEASIBLE
        return Searched(outcome, np.zeros(0, np.bool_), 0.0)
    parameters = mathopt.SolveParameters(
        **_common(seconds), node_limit=nodes, absolute_gap_tolerance=GAP, relative_gap_tolerance=0.0
    )
    proto = _proto(program, integer)
    try:
        result = _solve(proto, parameters)
    except SolverFaultError:  # HiGHS sometimes refuses a plan that its own presolve has led it to
        result = _solve(proto, replace(parameters, presolve=mathopt.Emphasis.OFF))
    reason = result.termination.reason
    known = {
        mathopt.TerminationReason.OPTIMAL: Outcome.OPTIMAL,
        mathopt.TerminationReason.FEASIBLE: Outcome.FEASIBLE,
        mathopt.TerminationReason.INFEASIBLE: Outcome.INFEASIBLE,
        mathopt.TerminationReason.NO_SOLUTION_FOUND: Outcome.NOTHING,
    }
    if reason not in known:
        raise SolverFaultError(f"HiGHS ended the search with {result.termination}")
    x = np.zeros(len(program.gain), np.bool_)
    if result.has_primal_feasible_solution():
        values = result.variable_values()
        x[[one.id for one in values]] = np.array(list(values.values())) > 0.5
    return Searched(known[reason], x, result.termination.objective_bounds.dual_bound)


def _common(seconds: float, **options: str) -> dict[str, Any]:
    from ortools.math_opt.solvers.highs_pb2 import HighsOptionsProto

    return {
        "time_limit": timedelta(seconds=max(0.1, seconds)),
        "random_seed": 0,
        "highs": HighsOptionsProto(string_options={"parallel": "off", **options}),
    }


def _solve(proto: Any, parameters: Any) -> Any:
    """Solve in a thread of its own, so that Ctrl-C reaches Python while the solver runs."""
    from ortools.math_opt.python import mathopt

    model = mathopt.Model.from_model_proto(proto)
    answers: list[Any] = []
    faults: list[BaseException] = []

    def run() -> None:
        try:
            answers.append(mathopt.solve(model, mathopt.SolverType.HIGHS, params=parameters))
        except (
            RuntimeError,
            ValueError,
            AttributeError,
        ) as fault:  # MathOpt cannot always say its own errors
            faults.append(fault)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(0.2)
    if faults:
        raise SolverFaultError(f"HiGHS refused the program: {faults[0]}")
    return answers[0]


def _proto(program: Program, integer: BoolArray | None) -> Any:
    from ortools.math_opt import model_pb2

    n, m = len(program.gain), len(program.rows.lower)
    proto = model_pb2.ModelProto()
    proto.variables.ids.extend(range(n))
    proto.variables.lower_bounds.extend(program.columns.lower.tolist())
    proto.variables.upper_bounds.extend(program.columns.upper.tolist())
    proto.variables.integers.extend([False] * n if integer is None else integer.tolist())
    proto.objective.maximize = True
    earning = np.flatnonzero(program.gain)
    proto.objective.linear_coefficients.ids.extend(earning.tolist())
    proto.objective.linear_coefficients.values.extend(program.gain[earning].tolist())
    proto.linear_constraints.ids.extend(range(m))
    proto.linear_constraints.lower_bounds.extend(program.rows.lower.tolist())
    proto.linear_constraints.upper_bounds.extend(program.rows.upper.tolist())
    order = np.lexsort((program.column, program.row))
    proto.linear_constraint_matrix.row_ids.extend(program.row[order].tolist())
    proto.linear_constraint_matrix.column_ids.extend(program.column[order].tolist())
    proto.linear_constraint_matrix.coefficients.extend(program.value[order].tolist())
    return proto
