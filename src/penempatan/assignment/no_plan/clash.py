"""Which limits and pins clash: the smallest set that no plan can keep, told only when two methods agree.

The first method (`feasible`) proves by prices over every eligible pair, or by a search, that demands cannot
be kept together; a plan that it finds was counted. The demands that its proof needs are tried one by one:
what can be left out while the rest still clashes is left out for good. So leaving out any one of those that
remain makes a plan possible. The second method must then agree that the set is impossible: CP-SAT where the
round is small enough for it, else the prices are recounted from the limits. Where they disagree one of them
is wrong: that is our bug, and no clash is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from penempatan.assignment.arcs import EligibleArcs, joined
from penempatan.assignment.flow import SolverFaultError
from penempatan.assignment.no_plan.feasible import proved_impossible
from penempatan.children import ChildDiedError, TimeUpError, begin, can_fork

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from penempatan.assignment.no_plan.demands import Demand, Question
    from penempatan.assignment.no_plan.feasible import Answer, Asking

    IntArray = NDArray[np.int32]
    LongArray = NDArray[np.int64]

MOST_PAIRS = 300_000  # eligible pairs that CP-SAT is asked about
LEAST_SECONDS = 5.0  # that CP-SAT gets, even where the search has used up its own time


@dataclass(frozen=True, slots=True)
class Clash:
    """Demands that no plan keeps together. `smallest`: without any one of them the others can be kept."""

    demands: tuple[Demand, ...]
    smallest: bool


@dataclass(frozen=True, slots=True)
class Rows:
    """The question as integer rows: 0/1 columns, low ≤ A·x ≤ high, A by its non-zeros."""

    n_columns: int
    low: LongArray  # (m,)
    high: LongArray  # (m,)
    row: LongArray
    column: LongArray
    value: LongArray


def clash_of(asking: Asking) -> Clash | None:
    """Return the smallest clash of a round's demands, as far as the time goes; None where none was found.

    Raises:
        SolverFaultError: the second method does not confirm what the first one says.
    """
    answer = asking.ask(asking.question.demands)
    if answer.possible is not False:
        return None
    kept, smallest = list(answer.needed), True
    for one in answer.needed:
        if one not in kept:
            continue
        rest = asking.ask([other for other in kept if other is not one])
        if rest.possible is False:
            kept, answer = list(rest.needed), rest
        smallest &= rest.possible is not None
    return Clash(tuple(kept), smallest) if _confirmed(asking, kept, answer) else None


def _confirmed(asking: Asking, kept: Sequence[Demand], answer: Answer) -> bool:
    """Ask the second method; False where it has no answer.

    Raises:
        SolverFaultError: it does not agree.
    """
    question = asking.question
    rows = rows_of(question, kept)
    said = None if rows is None else by_cp_sat(rows, max(LEAST_SECONDS, asking.clock.left_s))
    if said is True:
        raise SolverFaultError("one solver calls a set of limits impossible, the other does not")
    if said is None and answer.prices is not None:
        limits = [question.rows[number] for number in question.numbers(kept)]
        prices = answer.prices
        if len(prices.limit) != len(limits):  # demands priced at zero were left out since
            needed = [price for price in prices.limit if price]
            prices = type(prices)(prices.scale, prices.employee, prices.vacancy, tuple(needed), ())
        if not proved_impossible(question, limits, prices):
            raise SolverFaultError("prices that call a set of limits impossible do not prove it")
        return True
    return said is False


def rows_of(question: Question, demands: Sequence[Demand]) -> Rows | None:
    """Return the question whether a plan keeps the demands, over the eligible pairs that matter to it.

    None where these are too many for CP-SAT.
    """
    base = question.base
    limits = [question.rows[number] for number in question.numbers(demands)]
    keeps = np.zeros(base.n_employees, np.bool_) if base.keeps_place is None else base.keeps_place
    parts, size = [], 0
    for block in EligibleArcs(base.pairs).blocks():
        helps = keeps[block.employee]  # placing any other pair brings no plan nearer to the demands
        for limit in limits:
            counts = limit.weights(block.employee, block.vacancy)
            helps |= (counts < 0) | ((counts > 0) & (limit.at_least is not None))
        parts.append(block.take(helps))
        size += len(parts[-1])
        if size > MOST_PAIRS:
            return None
    pairs = joined(parts)
    number = np.arange(len(pairs), dtype=np.int64)
    weights = [one.weights(pairs.employee, pairs.vacancy) for one in limits]
    counted = [np.flatnonzero(one) for one in weights]
    first = base.n_employees + base.n_vacancies
    most = np.iinfo(np.int64).max >> 2
    low = keeps.astype(np.int64).tolist() + [0] * base.n_vacancies
    low += [-most if one.at_least is None else one.at_least for one in limits]
    high = [1] * base.n_employees + base.capacity.tolist()
    high += [most if one.at_most is None else one.at_most for one in limits]
    return Rows(
        len(pairs),
        np.array(low, np.int64),
        np.array(high, np.int64),
        np.concatenate(
            [
                pairs.employee.astype(np.int64),
                base.n_employees + pairs.vacancy.astype(np.int64),
                *(np.full(len(one), first + at, np.int64) for at, one in enumerate(counted)),
            ]
        ),
        np.concatenate([number, number, *counted]).astype(np.int64),
        np.concatenate(
            [np.ones(2 * len(pairs), np.int64), *(one[at] for one, at in zip(weights, counted, strict=True))]
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
