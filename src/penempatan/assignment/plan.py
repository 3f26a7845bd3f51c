"""From the arrays of the solver back to the words of the field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from penempatan.domain.plan import Placement, PlacementPlan

if TYPE_CHECKING:
    from penempatan.assignment.model import AssignmentModel, Solution
    from penempatan.domain.problem import PlacementProblem


def plan_of(problem: PlacementProblem, model: AssignmentModel, solution: Solution) -> PlacementPlan:
    """Return the plan in ids, sorted by employee (the problem's tuples are sorted by id)."""
    pinned = {employee for employee, _, _ in model.pinned}
    placements = tuple(
        Placement(problem.employees[employee].id, problem.vacancies[vacancy].code, score, employee in pinned)
        for employee, (vacancy, score) in enumerate(
            zip(solution.vacancy_of.tolist(), solution.score_of.tolist(), strict=True)
        )
        if vacancy >= 0
    )
    return PlacementPlan(
        placements,
        solution.termination,
        solution.total_score,
        solution.bound,
        solution.tiers,
        solution.certificate,
    )
