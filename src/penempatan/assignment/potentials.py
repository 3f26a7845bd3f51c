"""Integer prices of a plan: potentials of the residual network, by Bellman–Ford on whole arrays.

p(employee node) = sum of the prices from the root down to it, p(vacancy node) = minus that sum. A plan is
optimal on its arcs exactly when the residual network has no cycle of positive gain, that is when potentials
exist (Ahuja, Magnanti, Orlin 1993, theorems 9.1 and 9.3).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from penempatan.assignment.arcs import Arcs
    from penempatan.assignment.forest import Forest
    from penempatan.assignment.network import Network

    LongArray = NDArray[np.int64]
    BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Prices:
    """Prices summed from the root down: two look-ups price a pair, employee[i] + vacancy[j] ≥ gain."""

    employee: LongArray  # (employee nodes + root,)
    vacancy: LongArray  # (vacancy nodes + root,)

    def own_employee(self, forest: Forest) -> LongArray:
        """Return (employee nodes,) the price of each node itself."""
        return self.employee[:-1] - self.employee[forest.parent]

    def own_vacancy(self, forest: Forest) -> LongArray:
        """Return (vacancy nodes,) the price of each node itself."""
        return self.vacancy[:-1] - self.vacancy[forest.parent]

    def total(self, network: Network, unit_gain: LongArray | None = None) -> int:
        """Return the dual total Σ price·capacity, exact; a class of seats counts by its units instead."""
        vacancy = self.own_vacancy(network.vacancies)
        priced = vacancy if network.is_class is None else np.where(network.is_class, 0, vacancy)
        units = 0 if unit_gain is None else network.units.dual(unit_gain, vacancy)
        return units + sum(
            int(price) * int(capacity)
            for prices, forest in (
                (self.own_employee(network.employees), network.employees),
                (priced, network.vacancies),
            )
            for price, capacity in zip(prices.tolist(), forest.capacity.tolist(), strict=True)
            if price
        )


@dataclass(slots=True)
class Side:
    """A side while its potentials sink; the caller knows which relaxation holds for which side."""

    forest: Forest
    potential: LongArray  # (nodes + root,)
    unused: NDArray[np.int32]  # leaves with capacity to spare
    priced: NDArray[np.int32]  # leaves whose price may not be negative
    group_unused: BoolArray  # (nodes,)
    group_priced: BoolArray  # (nodes,)
    last: LongArray  # (nodes,) what a unit gains on its way through the node: one that is used
    following: LongArray  # (nodes,) … and one that is not

    def down(self, leaves: NDArray[np.int32], groups: BoolArray) -> None:
        """Lower each of the nodes to its parent."""
        p, parent = self.potential, self.forest.parent
        for group in self.forest.groups:
            if groups[group]:
                p[group] = min(p[group], p[parent[group]] + self.last[group])
        p[leaves] = np.minimum(p[leaves], p[parent[leaves]])

    def up(self, leaves: NDArray[np.int32], groups: BoolArray) -> None:
        """Lower each parent to the lowest of the nodes."""
        p, parent = self.potential, self.forest.parent
        if not len(self.forest.keys):
            if len(leaves):
                p[-1] = min(p[-1], p[leaves].min())
            return
        np.minimum.at(p, parent[leaves], p[leaves])
        for group in reversed(self.forest.groups):
            if groups[group]:
                p[parent[group]] = min(p[parent[group]], p[group] - self.following[group])


def prices_of(
    network: Network,
    arcs: Arcs,
    gain: LongArray,
    chosen: BoolArray,
    *,
    unit_gain: LongArray | None = None,
    largest: int,
    max_rounds: int,
) -> Prices | None:
    """Return prices that prove `chosen` optimal among the arcs, or None if none are found in the rounds.

    `arcs` must be sorted by vacancy (`canonical`); `largest` bounds every gain. Nodes that earlier stages
    force to the full may get a negative price. With `max_rounds` of at least the number of nodes, None means
    that the plan is not optimal on its arcs.
    """
    employees = side_of(network.employees, network.full_employee, arcs.employee[chosen], largest + 1)
    vacancies = side_of(network.vacancies, network.full_vacancy, arcs.vacancy[chosen], 0)
    if network.is_class is not None and unit_gain is not None:
        _by_units(vacancies, network, unit_gain, arcs.vacancy[chosen])
    shut = network.vacancies.capacity == 0
    vacancies.potential[:-1][shut] = -(largest + 1)
    matched_employee, matched_vacancy, matched_gain = (
        arcs.employee[chosen],
        arcs.vacancy[chosen],
        gain[chosen],
    )
    heads, starts = np.unique(arcs.vacancy, return_index=True)
    for _ in range(max_rounds):
        before = employees.potential.copy(), vacancies.potential.copy()
        p, q = employees.potential, vacancies.potential
        p[matched_employee] = np.minimum(p[matched_employee], q[matched_vacancy] + matched_gain)
        employees.up(employees.priced, employees.group_priced)
        p[-1] = q[-1] = min(p[-1], q[-1])
        employees.down(employees.unused, employees.group_unused)
        if len(heads):
            reach = np.minimum.reduceat(p.take(arcs.employee) - gain, starts)
            q[heads] = np.minimum(q[heads], reach)
        vacancies.up(vacancies.unused, vacancies.group_unused)
        p[-1] = q[-1] = min(p[-1], q[-1])
        vacancies.down(vacancies.priced, vacancies.group_priced)
        if np.array_equal(before[0], p) and np.array_equal(before[1], q):
            return Prices(p - p[-1], q[-1] - q)
    return None


def side_of(forest: Forest, full: BoolArray, used_leaf: NDArray[np.int32], start: int) -> Side:
    """Return a side with what uses its leaves, its potentials still as high as they can be."""
    used = forest.flow(np.bincount(used_leaf, minlength=forest.n_leaves).astype(np.int64))
    unused, priced = used < forest.capacity, ~full
    potential = np.full(forest.root + 1, start, np.int64)
    potential[-1] = 0
    leaf = slice(0, forest.n_leaves)
    none = np.zeros(forest.root, np.int64)
    return Side(
        forest,
        potential,
        np.flatnonzero(unused[leaf]).astype(np.int32),
        np.flatnonzero(priced[leaf]).astype(np.int32),
        unused,
        priced,
        none,
        none,
    )


def _by_units(side: Side, network: Network, unit_gain: LongArray, used_leaf: NDArray[np.int32]) -> None:
    """Let the way between a class of seats and what is above it follow its units."""
    used = side.forest.flow(np.bincount(used_leaf, minlength=side.forest.n_leaves).astype(np.int64))
    side.last, side.following, has_last, has_next = network.units.margins(unit_gain, used)
    classes = network.is_class
    assert classes is not None
    side.group_priced = np.where(classes, has_last, side.group_priced)
    side.group_unused = np.where(classes, has_next, side.group_unused)
