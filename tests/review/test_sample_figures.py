"""For every row of the sample: rejecting it and planning again equals the figures shown beside it."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from penempatan.assignment.build import build_model
from penempatan.assignment.plan import plan_of
from penempatan.assignment.solve import solve
from penempatan.assignment.solve_again import Without
from penempatan.assignment.what_if.figures import what_ifs
from penempatan.domain.decision import Decision, DecisionKind, Review
from penempatan.domain.reviewed import reviewed
from penempatan.intake.sources import locate_round
from penempatan.pipeline import read_round
from penempatan.scoring.build import pair_scores
from penempatan.scoring.pairs import store

if TYPE_CHECKING:
    from penempatan.domain.plan import PlacementPlan
    from penempatan.domain.problem import PlacementProblem
    from penempatan.domain.what_if import WhatIfs
    from penempatan.scoring.pairs import StoredPairs
    from penempatan.settings.model import Settings

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
PARTS = 2  # so that the rows are shared among the workers of a parallel run


@cache
def sample() -> tuple[PlacementProblem, Settings, StoredPairs, PlacementPlan, WhatIfs]:
    """Read, plan and ask what if, once for each worker."""
    settings, problem = read_round(locate_round(SAMPLE), today=date(2026, 1, 1))
    stored = store(pair_scores(problem, settings))
    model = build_model(problem, settings, stored)
    solution = solve(model, settings.solve)
    figures = what_ifs(problem, settings, model, solution)
    return problem, settings, stored, plan_of(problem, model, solution), figures


def rerun(decision: Decision) -> dict[str, str]:
    """Plan the whole sample again around one decision, as a review does.

    The pairs are those of the first plan but for the one decided on: scores do not depend on decisions.
    """
    problem, settings, stored, plan, _ = sample()
    pair = decision.employee_id, decision.vacancy_code
    previous = tuple(
        sorted(
            (one.employee_id, one.vacancy_code)
            for one in plan.placements
            if (one.employee_id, one.vacancy_code) != pair
        )
    )
    again = reviewed(problem, Review((decision,), previous), hold_seats=True)
    people, posts = [one.id for one in problem.employees], [one.code for one in problem.vacancies]
    left = Without(stored, people.index(pair[0]), posts.index(pair[1]))
    model = build_model(again, settings, left)
    new = plan_of(again, model, solve(model, settings.solve))
    scores[pair, decision.alternate_id] = new.total_score
    return {one.employee_id: one.vacancy_code for one in new.placements}


scores: dict[tuple[tuple[str, str], str], int] = {}


def moved(before: dict[str, str], after: dict[str, str], but: str) -> int:
    """Count the other rows that are no longer as they were."""
    return sum(after.get(nip) != code for nip, code in before.items() if nip != but)


@pytest.mark.parametrize("part", range(PARTS))
def test_rejecting_a_row_gives_the_figures_beside_it(part: int) -> None:
    """Who comes next, what the total loses, how many others move, where the rejected person goes."""
    *_, plan, figures = sample()
    before = {one.employee_id: one.vacancy_code for one in plan.placements}
    assert figures.complete
    assert len(figures.rejections) == len(plan.placements)
    for one in figures.rejections[part::PARTS]:
        after = rerun(Decision(one.employee_id, one.vacancy_code, DecisionKind.REJECT, reason="uji"))
        come = sorted(nip for nip, code in after.items() if code == one.vacancy_code != before.get(nip))
        total = scores[(one.employee_id, one.vacancy_code), ""]
        assert one.next_id == (come[0] if come else "")
        assert one.new_vacancy_code == after.get(one.employee_id, "")
        assert one.score_change == total - plan.total_score
        assert one.moved == moved(before, after, one.employee_id)


def test_giving_a_row_to_an_alternate_gives_the_figures_beside_it() -> None:
    """Every thirteenth alternate, free or seated: the change of the total and the rows that move."""
    *_, plan, figures = sample()
    before = {one.employee_id: one.vacancy_code for one in plan.placements}
    for one in figures.swaps[::13]:
        decision = Decision(
            one.employee_id, one.vacancy_code, DecisionKind.REPLACE, one.alternate_id, reason="uji"
        )
        after = rerun(decision)
        total = scores[(one.employee_id, one.vacancy_code), one.alternate_id]
        assert after[one.alternate_id] == one.vacancy_code
        assert one.score_change == total - plan.total_score
        assert one.moved == moved(before, after, one.employee_id)
