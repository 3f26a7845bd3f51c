"""A plan for a hurried end: pairs taken as they come, best first, and prices that fit it roughly.

Nothing is proved here. The plan keeps seats and limits; the prices, raised until they cover every pair, give
a bound that is close where the plan is good.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from penempatan.assignment.potentials import Prices

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from penempatan.assignment.arcs import Arcs
    from penempatan.assignment.forest import Forest
    from penempatan.assignment.network import Network

    LongArray = NDArray[np.int64]
    BoolArray = NDArray[np.bool_]

ROUNDS = 200  # of proposals; what is still open then stays open


def greedy_choice(arcs: Arcs, gain: LongArray, network: Network) -> BoolArray:
    """Return (p,) which arcs a greedy plan uses; arcs with a negative gain are not looked at.

    Round by round everybody without a seat proposes for the best pair left, and what fits is taken, better
    pairs first; pairs that nothing can pass any more are dropped.
    """
    chosen = np.zeros(len(arcs), np.bool_)
    order = np.flatnonzero(gain >= 0)
    order = order[np.argsort(-gain[order], kind="stable")]
    left = [network.employees.capacity.copy(), network.vacancies.capacity.copy()]
    sides = (network.employees, network.vacancies)
    for _ in range(ROUNDS):
        ends = (arcs.employee[order], arcs.vacancy[order])
        open_ = _passable(sides[0], left[0])[ends[0]] & _passable(sides[1], left[1])[ends[1]]
        order = order[open_]
        if not len(order):
            break
        _, first = np.unique(arcs.employee[order], return_index=True)
        taken = order[np.sort(first)]
        for number, leaf in enumerate((arcs.employee, arcs.vacancy)):
            taken = taken[_fits(sides[number], left[number], leaf[taken])]
        chosen[taken] = True
        for number, leaf in enumerate((arcs.employee, arcs.vacancy)):
            used = np.bincount(leaf[taken], minlength=sides[number].n_leaves).astype(np.int64)
            left[number] -= sides[number].flow(used)
    return chosen


def greedy_prices(plan: Arcs, gain: LongArray, network: Network) -> Prices:
    """Return prices of the vacancy side: what the weakest pair of a full vacancy or limit earns; else 0."""
    vacancies = network.vacancies
    used = vacancies.flow(np.bincount(plan.vacancy, minlength=vacancies.n_leaves).astype(np.int64))
    weakest = np.full(vacancies.root, np.iinfo(np.int64).max)
    np.minimum.at(weakest, plan.vacancy, gain)
    for node in (*range(vacancies.n_leaves), *reversed(vacancies.groups)):
        parent = vacancies.parent[node]
        if parent != vacancies.root:
            weakest[parent] = min(weakest[parent], weakest[node])
    target = np.where((used >= vacancies.capacity) & (used > 0), weakest, 0)
    total = np.zeros(vacancies.root + 1, np.int64)
    for node in (*vacancies.groups, *range(vacancies.n_leaves)):
        total[node] = max(target[node], total[vacancies.parent[node]])
    return Prices(np.zeros(network.employees.root + 1, np.int64), total)


def _passable(side: Forest, left: LongArray) -> BoolArray:
    """Return (leaves,) whether one more unit can pass the leaf and all above it."""
    shut = np.r_[left <= 0, False]
    for group in side.groups:
        shut[group] |= shut[side.parent[group]]
    leaves: BoolArray = ~(shut[: side.n_leaves] | shut[side.parent[: side.n_leaves]])
    return leaves


def _fits(side: Forest, left: LongArray, leaf: NDArray[np.int32]) -> BoolArray:
    """Return (k,) which units, in this order, still fit through their leaf and every group above it."""
    fits = _turn(leaf) < left[leaf]
    node = side.parent[leaf]
    for group in reversed(side.groups):  # inner before outer
        inside = np.flatnonzero(fits & (node == group))
        fits[inside[max(0, int(left[group])) :]] = False
        node[inside] = side.parent[group]
    return fits


def _turn(group: NDArray[np.int32]) -> LongArray:
    """Return (k,) how many equal values stand before each one."""
    order = np.argsort(group, kind="stable")
    ranked = group[order]
    start = np.flatnonzero(np.r_[True, ranked[1:] != ranked[:-1]])
    turn = np.empty(len(group), np.int64)
    turn[order] = np.arange(len(group)) - np.repeat(start, np.diff(np.r_[start, len(group)]))
    return turn
