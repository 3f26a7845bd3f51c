"""Which limits the network itself can keep, and which have to stand beside it as side rows.

An upper limit that counts 1 for every pair of some employees (or of some vacancies) and 0 for all others is a
group with a cap: one node of the network. What pairs there are decides: leavers of a dinas are such a group
as long as nobody of the dinas is eligible for a seat inside it. A limit that no choice of pairs can break
(relatives of whom only one is eligible for the unit) is kept by nobody, for it keeps itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from penempatan.assignment.forest import Group, nested
from penempatan.objective.limit import LimitTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from penempatan.objective.limit import Limit
    from penempatan.scoring.pairs import PairSource

    LongArray = NDArray[np.int64]
    BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class SortedLimits:
    """The limits of a round by where they are kept."""

    employee_groups: tuple[Group, ...] = ()  # nested or disjoint
    vacancy_groups: tuple[Group, ...] = ()
    side: tuple[Limit, ...] = ()  # everything else, by key
    idle: frozenset[str] = frozenset()  # keys of those that hold whatever is chosen


def sort_limits(
    limits: Sequence[Limit],
    pairs: PairSource,
    *,
    n_employees: int,
    n_vacancies: int,
    pinned: Sequence[tuple[int, int, int]],
) -> SortedLimits:
    """Sort the limits by one pass over the eligible pairs; pins are fixed and decide nothing."""
    fixed = np.array(pinned, np.int32).reshape(-1, 3)
    free = np.ones(n_employees, np.bool_)
    free[fixed[:, 0]] = False
    table = LimitTable(limits, n_employees, n_vacancies)
    present = _present(table, pairs, free) if limits else np.zeros(table.shape, np.bool_)
    people = np.bincount(table.employee[free], minlength=table.shape[0])
    employees: list[Group] = []
    vacancies: list[Group] = []
    idle: set[str] = set()
    for number, limit in enumerate(limits):
        weights = table.weights(number)
        used = limit.used(fixed[:, 0], fixed[:, 1])
        if limit.staying is None and _holds_anyway(limit, np.where(present, weights, 0), people, used):
            idle.add(limit.key)
            continue
        if limit.at_least is not None or limit.at_most is None or limit.staying is not None:
            continue
        left = limit.at_most - used
        if left < 0:
            continue  # impossible, or to be made good by pairs that count below zero
        rows = _whole(weights, present)
        columns = _whole(weights.T, present.T)
        if rows is not None:
            members = np.flatnonzero(rows[table.employee] & free).astype(np.int32)
            employees.append(Group(limit.key, members, left))
        elif columns is not None:
            members = np.flatnonzero(columns[table.vacancy]).astype(np.int32)
            vacancies.append(Group(limit.key, members, left))
    kept = nested(employees, n_employees), nested(vacancies, n_vacancies)
    in_network = {group.key for groups in kept for group in groups}
    beside = tuple(limit for limit in limits if limit.key not in in_network | idle)
    return SortedLimits(*kept, beside, frozenset(idle))


def _holds_anyway(limit: Limit, weights: LongArray, people: LongArray, used: int) -> bool:
    """Whether no choice of one pair a person breaks a limit; `weights` of the pairs there are, else 0."""
    most = used + int(people @ weights.max(axis=1, initial=0))
    least = used + int(people @ weights.min(axis=1, initial=0))
    return (limit.at_most is None or most <= limit.at_most) and (
        limit.at_least is None or least >= limit.at_least
    )


def _present(table: LimitTable, pairs: PairSource, free: BoolArray) -> BoolArray:
    """Return by common group whether some pair that is still to decide lies there."""
    present = np.zeros(table.shape, np.bool_)
    for block in pairs.blocks():
        keep = slice(None) if free.all() else free[block.employee]
        present[table.employee[block.employee[keep]], table.vacancy[block.vacancy[keep]]] = True
    return present


def _whole(weights: LongArray, present: BoolArray) -> BoolArray | None:
    """Return (rows,) whether each row counts 1 in all its pairs, None where a row does neither that nor 0."""
    ones = ((weights == 1) & present).any(axis=1)
    return ones if bool(np.where(present, weights == ones[:, None], True).all()) else None
