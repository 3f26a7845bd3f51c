"""The flow network of a stage: who passes which limits on the way from the root through a pair and back.

Employees supply one unit each; a unit goes to a vacancy and up through its limit groups to the root, or
straight back to the employee's parent (unplaced). A node that every optimal plan must use to the full loses
its choice: its units are moved by supply and demand instead of an arc.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from penempatan.assignment.fair_units import FairUnits, no_units
from penempatan.assignment.flow import FlowProblem, best_flow

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from penempatan.assignment.arcs import Arcs
    from penempatan.assignment.forest import Forest
    from penempatan.scoring.kinds import Kinds

    IntArray = NDArray[np.int32]
    LongArray = NDArray[np.int64]
    BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Flow:
    """Which arcs a flow uses, and how many units reach each vacancy through its kind."""

    chosen: BoolArray  # (p,)
    by_kind: LongArray  # (n_vacancies,)


@dataclass(frozen=True, slots=True)
class Network:
    """Both sides and what earlier stages have forced."""

    employees: Forest
    vacancies: Forest
    full_employee: BoolArray  # (employee nodes,) must be used to its capacity
    full_vacancy: BoolArray  # (vacancy nodes,) must be used to its capacity
    units: FairUnits = field(default_factory=no_units)
    pinned: IntArray = field(default_factory=lambda: np.empty(0, np.int32))  # vacancies of the pinned
    is_class: BoolArray | None = None  # (vacancy nodes,) a class of seats, whose way up is its units

    def best_choice(
        self,
        arcs: Arcs,
        gain: LongArray,
        employee_gain: LongArray,
        vacancy_gain: LongArray,
        *,
        unit_gain: LongArray | None = None,
        wait_s: float | None = None,
    ) -> BoolArray:
        """Return (p,) which arcs an optimal plan on these arcs uses.

        `gain` (p,) is earned by an arc, `employee_gain` and `vacancy_gain` (nodes of the side,) by each unit
        that passes a node, `unit_gain` (units,) by the one that takes a unit of fairness.
        """
        return self.best_flow(
            arcs, gain, employee_gain, vacancy_gain, unit_gain=unit_gain, wait_s=wait_s
        ).chosen

    def best_flow(
        self,
        arcs: Arcs,
        gain: LongArray,
        employee_gain: LongArray,
        vacancy_gain: LongArray,
        *,
        unit_gain: LongArray | None = None,
        kinds: Kinds | None = None,
        wait_s: float | None = None,
    ) -> Flow:
        """Return an optimal flow; with `kinds`, an arc may end in n_vacancies + k: any vacancy of kind k."""
        n_vacancies = self.vacancies.n_leaves
        if not len(arcs):
            return Flow(np.zeros(0, np.bool_), np.zeros(n_vacancies, np.int64))
        members, owner, entered = _behind(arcs, n_vacancies, kinds)
        present = np.zeros(self.employees.n_leaves, np.bool_)
        room = self.employees.capacity[arcs.employee] > 0  # pinned people may be among the pairs
        present[arcs.employee[room]] = True
        active = np.r_[np.flatnonzero(present), self.employees.groups].astype(np.int32)
        offered = np.zeros(n_vacancies, np.bool_)
        offered[arcs.vacancy[arcs.vacancy < n_vacancies]] = True
        offered[members] = True
        open_nodes = np.r_[np.flatnonzero(offered), self.vacancies.groups].astype(np.int32)

        n_employee, n_vacancy = len(active), len(open_nodes)
        root = n_employee + n_vacancy
        employee_number = np.full(self.employees.root + 1, root, np.int32)
        employee_number[active] = np.arange(n_employee, dtype=np.int32)
        vacancy_number = np.full(self.vacancies.root + 1, root, np.int32)
        vacancy_number[open_nodes] = np.arange(n_employee, root, dtype=np.int32)
        supply = np.zeros(root + 1 + len(entered), np.int64)
        entry_number = vacancy_number[:n_vacancies]
        if kinds is not None:
            kind_number = np.full(len(kinds.first), -1, np.int32)
            kind_number[entered] = root + 1 + np.arange(len(entered), dtype=np.int32)
            entry_number = np.r_[entry_number, kind_number]

        is_leaf = active < self.employees.n_leaves
        leaves, groups = active[is_leaf], active[~is_leaf]
        supply[: len(leaves)] = 1
        np.subtract.at(supply, employee_number[self.employees.parent[leaves]], 1)
        free_leaves = leaves[~self.full_employee[leaves]]
        full_groups, free_groups = _split(groups, self.full_employee)
        np.add.at(supply, employee_number[full_groups], self.employees.capacity[full_groups])
        np.subtract.at(
            supply, employee_number[self.employees.parent[full_groups]], self.employees.capacity[full_groups]
        )
        ways_up = open_nodes if self.is_class is None else open_nodes[~self.is_class[open_nodes]]
        full_open, free_open = _split(ways_up, self.full_vacancy)
        forced, free_units = np.flatnonzero(self.units.full), np.flatnonzero(~self.units.full)
        class_node = self.units.node
        if unit_gain is None:
            unit_gain = np.zeros(len(class_node), np.int64)
        np.subtract.at(supply, vacancy_number[class_node[forced]], 1)
        np.add.at(supply, vacancy_number[self.vacancies.parent[class_node[forced]]], 1)
        from_class = class_node[free_units]
        np.subtract.at(supply, vacancy_number[full_open], self.vacancies.capacity[full_open])
        np.add.at(
            supply, vacancy_number[self.vacancies.parent[full_open]], self.vacancies.capacity[full_open]
        )
        problem = FlowProblem(
            np.concatenate(
                [
                    employee_number[arcs.employee],
                    employee_number[free_leaves],
                    employee_number[self.employees.parent[free_groups]],
                    vacancy_number[free_open],
                    vacancy_number[from_class],
                    entry_number[n_vacancies:][owner],
                ]
            ),
            np.concatenate(
                [
                    entry_number[arcs.vacancy],
                    employee_number[self.employees.parent[free_leaves]],
                    employee_number[free_groups],
                    vacancy_number[self.vacancies.parent[free_open]],
                    vacancy_number[self.vacancies.parent[from_class]],
                    vacancy_number[members],
                ]
            ),
            np.concatenate(
                [
                    room.astype(np.int64),
                    np.ones(len(free_leaves), np.int64),
                    self.employees.capacity[free_groups],
                    self.vacancies.capacity[free_open],
                    np.ones(len(from_class), np.int64),
                    self.vacancies.capacity[members],
                ]
            ),
            np.concatenate(
                [
                    gain,
                    -employee_gain[free_leaves],
                    employee_gain[free_groups],
                    vacancy_gain[free_open],
                    vacancy_gain[from_class] + unit_gain[free_units],
                    np.zeros(len(members), np.int64),
                ]
            ),
            supply,
        )
        flow = best_flow(problem, wait_s)
        by_kind = np.zeros(n_vacancies, np.int64)
        by_kind[members] = flow[len(flow) - len(members) :]
        return Flow(flow[: len(arcs)] > 0, by_kind)


def _behind(
    arcs: Arcs, n_vacancies: int, kinds: Kinds | None
) -> tuple[NDArray[np.int32], LongArray, NDArray[np.int32]]:
    """Return the vacancies behind the kinds that arcs end in, the kind of each, and those kinds."""
    if kinds is None:
        return np.empty(0, np.int32), np.empty(0, np.int64), np.empty(0, np.int32)
    entered = np.unique(arcs.vacancy[arcs.vacancy >= n_vacancies] - np.int32(n_vacancies))
    members, owner = kinds.members(entered)
    return members, entered.astype(np.int64)[owner], entered


def _split(nodes: NDArray[np.int32], full: BoolArray) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    return nodes[full[nodes]], nodes[~full[nodes]]
