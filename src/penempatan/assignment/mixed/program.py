"""The door to MathOpt: a linear or mixed-integer program, arrays in, arrays out.

The solver's word is never taken: what comes back is a plan to recount and prices to recompute, in integers.
Linear programs are GLOP's, which goes on from the basis of the one before; searches are HiGHS's. What may
take long runs in a child, which the time limit or Ctrl-C ends at once.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from penempatan.assignment.flow import SolverFaultError
from penempatan.children import ChildDiedError, TimeUpError, begin, can_fork

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    IntArray = NDArray[np.int64]
    FloatArray = NDArray[np.float64]
    BoolArray = NDArray[np.bool_]
    StatusArray = NDArray[np.int8]

AnswerT = TypeVar("AnswerT")

GAP = 0.5  # gains are whole numbers in units of 1: nothing better is left below this gap
QUICK_COLUMNS = 3_000  # a linear program with fewer is solved before anyone could wait
QUICK_WHOLE = 60  # likewise a search with fewer columns
GRACE_S = 0.5  # for a solver to notice its own time limit, before its child is killed

AT_LOWER, AT_UPPER, FIXED, BASIC = 2, 3, 4, 5  # MathOpt's numbers of a status in a basis


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
class Basis:
    """Where the simplex method stands: a status for every column and row."""

    column: StatusArray  # (n,)
    row: StatusArray  # (m,)


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The optimum of a linear program; `price` (m,) is what one unit more of a row's bound would gain."""

    value: float
    x: FloatArray  # (n,)
    price: FloatArray
    basis: Basis | None = None


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


def relax(program: Program, seconds: float, basis: Basis | None = None) -> Relaxed | None:
    """Solve the linear program, from a basis where there is one; None when it has no solution.

    Raises:
        TimeoutError: it did not end in time.
        SolverFaultError: it ended in a way that a bounded program cannot.
    """
    if not len(program.gain):  # no solver likes a program without columns
        none = np.zeros(0)
        return Relaxed(0.0, none, np.zeros(len(program.rows.lower))) if program.nothing_holds else None
    if seconds <= 0:
        raise TimeoutError
    quick = len(program.gain) < QUICK_COLUMNS
    try:
        answer = _apart(lambda: _relaxed(program, seconds, basis), seconds, quick=quick)
    except TimeUpError as late:
        raise TimeoutError from late
    if isinstance(answer, str):
        raise TimeoutError if answer == "" else SolverFaultError(f"the linear program ended with {answer}")
    return answer


def search(program: Program, integer: BoolArray, *, seconds: float) -> Searched:
    """Solve the mixed-integer program, on one thread and the same way every time.

    Raises:
        SolverFaultError: it ended in a way that a bounded program cannot.
    """
    if not len(program.gain):
        outcome = Outcome.OPTIMAL if program.nothing_holds else Outcome.INFEASIBLE
        return Searched(outcome, np.zeros(0, np.bool_), 0.0)
    nothing = Searched(Outcome.NOTHING, np.zeros(len(program.gain), np.bool_), np.inf)
    if seconds <= 0:
        return nothing
    quick = int(integer.sum()) < QUICK_WHOLE
    try:
        answer = _apart(lambda: _searched(program, integer, seconds), seconds, quick=quick)
    except TimeUpError:
        return nothing
    if isinstance(answer, str):
        raise SolverFaultError(f"HiGHS ended the search with {answer}")
    return answer


def _apart(work: Callable[[], AnswerT], seconds: float, *, quick: bool) -> AnswerT:
    """Have the solver work in a child, so that it can be stopped at once; in place where it is quick.

    Raises:
        TimeUpError: it did not heed its time limit.
        SolverFaultError: it died.
    """
    import ortools.math_opt.python.mathopt  # noqa: F401 once, here: a child would import it every time

    if quick:
        return work()
    if not can_fork():
        return _beside(work)
    try:
        answer: Any = begin(work).answer(seconds + GRACE_S)
    except ChildDiedError as fault:
        raise SolverFaultError("the solver died") from fault
    return answer  # type: ignore[no-any-return]


def _beside(work: Callable[[], AnswerT]) -> AnswerT:
    """Work in a thread of its own, so that Ctrl-C reaches Python meanwhile: where processes cannot fork."""
    answers: list[AnswerT] = []
    thread = threading.Thread(target=lambda: answers.append(work()), daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(0.2)
    if not answers:
        raise SolverFaultError("the solver died")
    return answers[0]


def _relaxed(program: Program, seconds: float, basis: Basis | None) -> Relaxed | str | None:
    """Return the optimum, None without a solution, or what went wrong; "" for too little time."""
    from ortools.math_opt.python import mathopt

    limit = timedelta(seconds=max(0.1, seconds))
    primal = mathopt.SolveParameters(time_limit=limit, lp_algorithm=mathopt.LPAlgorithm.PRIMAL_SIMPLEX)
    result = _glop(program, primal, basis)
    known = (mathopt.TerminationReason.OPTIMAL, mathopt.TerminationReason.INFEASIBLE)
    late = (mathopt.TerminationReason.NO_SOLUTION_FOUND, mathopt.TerminationReason.FEASIBLE)
    if result is None or result.termination.reason not in (*known, *late):
        simplex = mathopt.SolveParameters(**_highs(seconds, solver="simplex"))
        result = _solve(_proto(program, None), mathopt.SolverType.HIGHS, simplex)
    if isinstance(result, str):
        return result
    reason = result.termination.reason
    if reason is mathopt.TerminationReason.INFEASIBLE:
        return None
    if reason in late:
        return ""
    if reason is not mathopt.TerminationReason.OPTIMAL or not result.has_dual_feasible_solution():
        return str(result.termination)
    solution = result.solutions[0]
    price = np.zeros(len(program.rows.lower))
    price[[row.id for row in solution.dual_solution.dual_values]] = list(
        solution.dual_solution.dual_values.values()
    )
    x = np.zeros(len(program.gain))
    x[[one.id for one in solution.primal_solution.variable_values]] = list(
        solution.primal_solution.variable_values.values()
    )
    return Relaxed(result.objective_value(), x, price, _basis_of(solution.basis, len(x), len(price)))


def _glop(program: Program, parameters: Any, basis: Basis | None) -> Any:
    """Return GLOP's result; None where it refuses the program."""
    from ortools.math_opt import solution_pb2
    from ortools.math_opt.python import mathopt
    from ortools.math_opt.python.solution import parse_basis

    model = mathopt.Model.from_model_proto(_proto(program, None))
    start = None
    if basis is not None:
        proto = solution_pb2.BasisProto()
        for side, status in ((proto.variable_status, basis.column), (proto.constraint_status, basis.row)):
            side.ids.extend(range(len(status)))
            side.values.extend(status.tolist())
        start = mathopt.ModelSolveParameters(initial_basis=parse_basis(proto, model))
    try:
        return mathopt.solve(model, mathopt.SolverType.GLOP, params=parameters, model_params=start)
    except (RuntimeError, ValueError, AttributeError):  # MathOpt cannot always say its own errors
        return None


def _basis_of(basis: Any, n: int, m: int) -> Basis | None:
    if basis is None:
        return None
    column, row = np.full(n, AT_LOWER, np.int8), np.full(m, BASIC, np.int8)
    for side, status in ((column, basis.variable_status), (row, basis.constraint_status)):
        side[[one.id for one in status]] = [one.value for one in status.values()]
    return Basis(column, row)


def _searched(program: Program, integer: BoolArray, seconds: float) -> Searched | str:
    """Return what the search found, or how else it ended."""
    from ortools.math_opt.python import mathopt

    parameters = mathopt.SolveParameters(
        **_highs(seconds), absolute_gap_tolerance=GAP, relative_gap_tolerance=0.0
    )
    proto = _proto(program, integer)
    result = _solve(proto, mathopt.SolverType.HIGHS, parameters)
    if isinstance(result, str):  # HiGHS sometimes refuses a plan that its own presolve has led it to
        parameters = replace(parameters, presolve=mathopt.Emphasis.OFF)
        result = _solve(proto, mathopt.SolverType.HIGHS, parameters)
    if isinstance(result, str):
        return result
    reason = result.termination.reason
    known = {
        mathopt.TerminationReason.OPTIMAL: Outcome.OPTIMAL,
        mathopt.TerminationReason.FEASIBLE: Outcome.FEASIBLE,
        mathopt.TerminationReason.INFEASIBLE: Outcome.INFEASIBLE,
        mathopt.TerminationReason.NO_SOLUTION_FOUND: Outcome.NOTHING,
    }
    if reason not in known:
        return str(result.termination)
    x = np.zeros(len(program.gain), np.bool_)
    if result.has_primal_feasible_solution():
        values = result.variable_values()
        x[[one.id for one in values]] = np.array(list(values.values())) > 0.5
    return Searched(known[reason], x, result.termination.objective_bounds.dual_bound)


def _highs(seconds: float, **options: str) -> dict[str, Any]:
    from ortools.math_opt.solvers.highs_pb2 import HighsOptionsProto

    return {
        "time_limit": timedelta(seconds=max(0.1, seconds)),
        "random_seed": 0,
        "highs": HighsOptionsProto(string_options={"parallel": "off", **options}),
    }


def _solve(proto: Any, solver: Any, parameters: Any) -> Any:
    """Return the result, or the refusal in words."""
    from ortools.math_opt.python import mathopt

    model = mathopt.Model.from_model_proto(proto)
    try:
        return mathopt.solve(model, solver, params=parameters)
    except (RuntimeError, ValueError, AttributeError) as fault:  # MathOpt cannot always say its own errors
        return f"a refusal: {fault}"


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
