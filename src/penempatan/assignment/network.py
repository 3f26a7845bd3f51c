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

    IntArray = NDArray[np.int32]
    LongArray = NDArray[np.int64]
    BoolArray = NDArray[np.bool_]


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
        if not len(arcs):
            return np.zeros(0, np.bool_)
        present = np.zeros(self.employees.n_leaves, np.bool_)
        room = self.employees.capacity[arcs.employee] > 0  # pinned people may be among the pairs
        present[arcs.employee[room]] = True
        active = np.r_[np.flatnonzero(present), self.employees.groups].astype(np.int32)
        offered = np.zeros(self.vacancies.n_leaves, np.bool_)
        offered[arcs.vacancy] = True
        open_nodes = np.r_[np.flatnonzero(offered), self.vacancies.groups].astype(np.int32)

        n_employee, n_vacancy = len(active), len(open_nodes)
        root = n_employee + n_vacancy
        employee_number = np.full(self.employees.root + 1, root, np.int32)
        employee_number[active] = np.arange(n_employee, dtype=np.int32)
        vacancy_number = np.full(self.vacancies.root + 1, root, np.int32)
        vacancy_number[open_nodes] = np.arange(n_employee, root, dtype=np.int32)
        supply = np.zeros(root + 1, np.int64)

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
                ]
            ),
            np.concatenate(
                [
                    vacancy_number[arcs.vacancy],
                    employee_number[self.employees.parent[free_leaves]],
                    employee_number[free_groups],
                    vacancy_number[self.vacancies.parent[free_open]],
                    vacancy_number[self.vacancies.parent[from_class]],
                ]
            ),
            np.concatenate(
                [
                    room.astype(np.int64),
                    np.ones(len(free_leaves), np.int64),
                    self.employees.capacity[free_groups],
                    self.vacancies.capacity[free_open],
                    np.ones(len(from_class), np.int64),
                ]
            ),
            np.concatenate(
                [
                    gain,
                    -employee_gain[free_leaves],
                    employee_gain[free_groups],
                    vacancy_gain[free_open],
                    vacancy_gain[from_class] + unit_gain[free_units],
                ]
            ),
            supply,
        )
        return best_flow(problem, wait_s)[: len(arcs)] > 0


def _split(nodes: NDArray[np.int32], full: BoolArray) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    return nodes[full[nodes]], nodes[~full[nodes]]
