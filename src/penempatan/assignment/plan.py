"""From the arrays of the solver back to the words of the field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from penempatan.domain.plan import Placement, PlacementPlan
from penempatan.objective.seats import seats_of

if TYPE_CHECKING:
    from penempatan.assignment.model import AssignmentModel, Solution
    from penempatan.domain.problem import PlacementProblem


def plan_of(problem: PlacementProblem, model: AssignmentModel, solution: Solution) -> PlacementPlan:
    """Return the plan in ids, sorted by employee (the problem's tuples are sorted by id)."""
    pinned = {employee for employee, _, _ in model.pinned}
    held = dict(problem.incumbents)
    post = seats_of(problem).post.tolist()
    seated = tuple(
        Placement(
            problem.employees[employee].id, problem.vacancies[post[kind]].code, score, employee in pinned
        )
        for employee, (kind, score) in enumerate(
            zip(solution.vacancy_of.tolist(), solution.score_of.tolist(), strict=True)
        )
        if kind >= 0
    )
    return PlacementPlan(
        tuple(one for one in seated if held.get(one.employee_id) != one.vacancy_code),
        solution.termination,
        solution.total_score,
        solution.bound,
        solution.tiers,
        solution.certificate,
        tuple(one for one in seated if held.get(one.employee_id) == one.vacancy_code),
    )
