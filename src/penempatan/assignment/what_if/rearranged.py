"""What a decision on one row would lead to in mode penataan: the round planned again for every row.

Who is rejected goes back to the present post, which may take others' rows along, so nothing local is exact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from penempatan.assignment.build import build_model
from penempatan.assignment.plan import plan_of
from penempatan.assignment.solve import solve
from penempatan.assignment.solve_again import Without
from penempatan.assignment.what_if.figures import SEARCHED_ROWS
from penempatan.domain.decision import Decision, DecisionKind, Review
from penempatan.domain.plan import Termination
from penempatan.domain.reviewed import reviewed
from penempatan.domain.what_if import Rejection, WhatIfs
from penempatan.errors import NoPlanError

if TYPE_CHECKING:
    from penempatan.domain.plan import Placement, PlacementPlan
    from penempatan.domain.problem import PlacementProblem
    from penempatan.scoring.pairs import PairSource
    from penempatan.settings.model import Settings


def rearranged_what_ifs(
    problem: PlacementProblem, settings: Settings, pairs: PairSource, plan: PlacementPlan
) -> WhatIfs:
    """Return the rejection of every row that may be decided; no alternates, whose old posts would open too.

    Nothing at all where the rows are more than `[tinjau] dampak_hitung_penuh_maksimal`, or more than a few of
    a plan found by branch and bound, or a plan is not proven.
    """
    rows = [one for one in plan.placements if not one.pinned]
    searched = plan.certificate is not None and bool(plan.certificate.tiers)
    most = (
        min(settings.review.full_solves_max, SEARCHED_ROWS) if searched else settings.review.full_solves_max
    )
    if plan.termination is not Termination.OPTIMAL or len(rows) > most:
        return WhatIfs(complete=False)
    people = {one.id: index for index, one in enumerate(problem.employees)}
    posts = {one.code: index for index, one in enumerate(problem.vacancies)}
    found = []
    for row in rows:
        left = Without(pairs, people[row.employee_id], posts[row.vacancy_code])
        others = tuple((one.employee_id, one.vacancy_code) for one in rows if one is not row)
        decision = Decision(row.employee_id, row.vacancy_code, DecisionKind.REJECT)
        again = reviewed(problem, Review((decision,), others), hold_seats=settings.review.defer_holds_seat)
        try:
            model = build_model(again, settings, left)
            new = plan_of(again, model, solve(model, settings.solve))
        except NoPlanError:
            continue
        if new.termination is not Termination.OPTIMAL:
            return WhatIfs(complete=False)
        found.append(_rejection(row, plan, new))
    return WhatIfs(tuple(found))


def _rejection(row: Placement, plan: PlacementPlan, new: PlacementPlan) -> Rejection:
    before = {one.employee_id: one.vacancy_code for one in plan.placements}
    after = {one.employee_id: one.vacancy_code for one in new.placements}
    comers = sorted(
        nip for nip, code in after.items() if code == row.vacancy_code and before.get(nip) != code
    )
    moved = sum(1 for nip, code in before.items() if nip != row.employee_id and after.get(nip) != code)
    return Rejection(
        row.employee_id,
        row.vacancy_code,
        comers[0] if comers else "",
        new.total_score - plan.total_score,
        moved,
        after.get(row.employee_id, ""),
    )
