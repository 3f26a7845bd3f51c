"""The flow network of a stage: who passes which limits on the way from the root through a pair and back.

Employees supply one unit each; a unit goes to a vacancy and up through its limit groups to the root, or
straight back to the employee's parent (unplaced). A node that every optimal plan must use to the full loses
its choice: its units are moved by supply and demand instead of an arc.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from penempatan.assignment.flow import FlowProblem, best_flow

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from penempatan.assignment.arcs import Arcs
    from penempatan.assignment.forest import Forest

    LongArray = NDArray[np.int64]
    BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Network:
    """Both sides and what earlier stages have forced."""

    employees: Forest
    vacancies: Forest
    full_employee: BoolArray  # (employee nodes,) must be used to its capacity
    full_vacancy: BoolArray  # (vacancy nodes,) must be used to its capacity

    def best_choice(
        self,
        arcs: Arcs,
        gain: LongArray,
        employee_gain: LongArray,
        vacancy_gain: LongArray,
        *,
        wait_s: float | None = None,
    ) -> BoolArray:
        """Return (p,) which arcs an optimal plan on these arcs uses.

        `gain` (p,) is earned by an arc, `employee_gain` and `vacancy_gain` (nodes of the side,) by each unit
        that passes a node.
        """
        if not len(arcs):
            return np.zeros(0, np.bool_)
        present = np.zeros(self.employees.n_leaves, np.bool_)
        present[arcs.employee] = True
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
        full_open, free_open = _split(open_nodes, self.full_vacancy)
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
                ]
            ),
            np.concatenate(
                [
                    vacancy_number[arcs.vacancy],
                    employee_number[self.employees.parent[free_leaves]],
                    employee_number[free_groups],
                    vacancy_number[self.vacancies.parent[free_open]],
                ]
            ),
            np.concatenate(
                [
                    np.ones(len(arcs) + len(free_leaves), np.int64),
                    self.employees.capacity[free_groups],
                    self.vacancies.capacity[free_open],
                ]
            ),
            np.concatenate(
                [gain, -employee_gain[free_leaves], employee_gain[free_groups], vacancy_gain[free_open]]
            ),
            supply,
        )
        return best_flow(problem, wait_s)[: len(arcs)] > 0


def _split(nodes: NDArray[np.int32], full: BoolArray) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    return nodes[full[nodes]], nodes[~full[nodes]]
