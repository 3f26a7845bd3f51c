"""Which limits and pins clash: the smallest set that no plan can keep, told only when two solvers agree.

Found by deletion: one demand after the other is left out for good where what remains still clashes. So
leaving out any one of those that remain makes a plan possible. CP-SAT finds the set; HiGHS must then call the
set alone impossible, and possible without any one of its members. Where they disagree one of them is wrong:
that is our bug, and no clash is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from penempatan.assignment.arcs import EligibleArcs, joined
from penempatan.assignment.flow import SolverFaultError
from penempatan.assignment.mixed.program import Bounds, Outcome, Program, search
from penempatan.children import ChildDiedError, TimeUpError, begin, can_fork

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from penempatan.assignment.model import AssignmentModel
    from penempatan.objective.limit import Limit

    IntArray = NDArray[np.int32]
    LongArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Demand:
    """Something the round insists on: a limit, or a pin (employee, vacancy, score)."""

    limit: Limit | None = None
    pin: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """The question as integer rows: 0/1 columns, low ≤ A·x ≤ high, A by its non-zeros."""

    n_columns: int
    low: LongArray  # (m,)
    high: LongArray  # (m,)
    row: LongArray
    column: LongArray
    value: LongArray


def smallest_clash(
    demands: Sequence[Demand],
    first: Callable[[Sequence[Demand]], bool | None],
    second: Callable[[Sequence[Demand]], bool | None],
) -> tuple[Demand, ...] | None:
    """Return demands that clash, none of which can be left out; None where the first method knows of none.

    Raises:
        SolverFaultError: the second method does not confirm what the first one says.
    """
    if first(demands) is not False:
        return None
    kept = list(demands)
    for one in demands:
        rest = [other for other in kept if other is not one]
        if first(rest) is False:
            kept = rest
    if second(kept) is not False:
        raise SolverFaultError("one solver calls a set of limits impossible, the other does not")
    for one in kept:
        if second([other for other in kept if other is not one]) is not True:
            raise SolverFaultError(
                "one solver calls a set of limits the smallest that clashes, the other not"
            )
    return tuple(kept)


def clash_of(model: AssignmentModel, seconds: float) -> tuple[Demand, ...] | None:
    """Return the smallest clash of a round's limits and pins; None where none was found in time."""
    demands = [
        *(Demand(limit=one) for one in model.limits),
        *(Demand(pin=one) for one in model.pinned),
    ]
    return smallest_clash(
        demands,
        lambda some: by_cp_sat(rows_of(model, some), seconds),
        lambda some: by_highs(rows_of(model, some), seconds),
    )


def rows_of(model: AssignmentModel, demands: Sequence[Demand]) -> Rows:
    """Return the question whether a plan keeps the demands, over the eligible pairs that matter to it."""
    pairs = joined(EligibleArcs(model.pairs).blocks())
    limits = [one.limit for one in demands if one.limit is not None]
    pins = np.array([one.pin for one in demands if one.pin is not None], np.int64).reshape(-1, 3)
    key = pairs.employee.astype(np.int64) * model.n_vacancies + pairs.vacancy
    pinned = np.isin(key, pins[:, 0] * model.n_vacancies + pins[:, 1])
    keeps = np.zeros(model.n_employees, np.bool_) if model.keeps_place is None else model.keeps_place
    helps = pinned | keeps[pairs.employee]  # placing any other pair brings no plan nearer to the demands
    for limit in limits:
        counts = limit.weights(pairs.employee, pairs.vacancy)
        helps |= (counts < 0) | ((counts > 0) & (limit.at_least is not None))
    pairs, pinned = pairs.take(helps), pinned[helps]
    number = np.arange(len(pairs), dtype=np.int64)
    weights = [one.weights(pairs.employee, pairs.vacancy) for one in limits]
    counted = [np.flatnonzero(one) for one in weights]
    first = model.n_employees + model.n_vacancies
    most = np.iinfo(np.int64).max >> 2
    low = (
        keeps.astype(np.int64).tolist()
        + [0] * model.n_vacancies
        + [-most if one.at_least is None else one.at_least for one in limits]
    )
    high = [1] * model.n_employees + model.capacity.tolist()
    high += [most if one.at_most is None else one.at_most for one in limits]
    held = np.flatnonzero(pinned)
    return Rows(
        len(pairs),
        np.array(low + [1] * len(held), np.int64),
        np.array(high + [1] * len(held), np.int64),
        np.concatenate(
            [
                pairs.employee.astype(np.int64),
                model.n_employees + pairs.vacancy.astype(np.int64),
                *(np.full(len(one), first + at, np.int64) for at, one in enumerate(counted)),
                first + len(limits) + np.arange(len(held), dtype=np.int64),
            ]
        ),
        np.concatenate([number, number, *counted, held]).astype(np.int64),
        np.concatenate(
            [
                np.ones(2 * len(pairs), np.int64),
                *(one[at] for one, at in zip(weights, counted, strict=True)),
                np.ones(len(held), np.int64),
            ]
        ),
    )


def by_cp_sat(rows: Rows, seconds: float) -> bool | None:
    """Ask CP-SAT, in a child where that can be: it heeds no Ctrl-C."""
    import ortools.sat.python.cp_model  # noqa: F401 once, here: a child would import it every time

    if not can_fork():
        return _cp_sat(rows, seconds)
    try:
        answer = begin(lambda: _cp_sat(rows, seconds)).answer(seconds + 1)
    except (TimeUpError, ChildDiedError):
        return None
    return answer if isinstance(answer, bool) else None


def _cp_sat(rows: Rows, seconds: float) -> bool | None:
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    columns = [model.new_bool_var("") for _ in range(rows.n_columns)]
    order = np.argsort(rows.row, kind="stable")
    starts = np.searchsorted(rows.row[order], np.arange(len(rows.low) + 1))
    for at, (low, high) in enumerate(zip(rows.low.tolist(), rows.high.tolist(), strict=True)):
        entries = order[starts[at] : starts[at + 1]]
        total = sum(
            value * columns[column]
            for value, column in zip(rows.value[entries].tolist(), rows.column[entries].tolist(), strict=True)
        )
        if not len(entries):
            if not low <= 0 <= high:
                return False
            continue
        model.add_linear_constraint(total, low, high)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.max_time_in_seconds = seconds
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return False
    return True if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else None


def by_highs(rows: Rows, seconds: float) -> bool | None:
    """Ask HiGHS through MathOpt; a plan that it claims is counted."""
    far = np.iinfo(np.int64).max >> 3
    low = np.where(rows.low < -far, -np.inf, rows.low)
    high = np.where(rows.high > far, np.inf, rows.high)
    program = Program(
        np.zeros(rows.n_columns),
        Bounds(np.zeros(rows.n_columns), np.ones(rows.n_columns)),
        Bounds(low, high),
        rows.row,
        rows.column,
        rows.value.astype(np.float64),
    )
    found = search(program, np.ones(rows.n_columns, np.bool_), seconds=seconds)
    if found.outcome is Outcome.INFEASIBLE:
        return False
    if found.outcome is Outcome.NOTHING:
        return None
    totals = np.zeros(len(rows.low), np.int64)
    np.add.at(totals, rows.row, rows.value * found.x[rows.column])
    return True if bool(((totals >= rows.low) & (totals <= rows.high)).all()) else None
