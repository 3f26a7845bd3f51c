"""Mode penataan: the figures beside a row equal a review, chains and all."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from penempatan.assignment.build import build_model
from penempatan.assignment.plan import plan_of
from penempatan.assignment.solve import solve
from penempatan.assignment.what_if.rearranged import rearranged_what_ifs
from penempatan.domain.decision import Decision, DecisionKind, Review
from penempatan.domain.reviewed import reviewed, undecided
from penempatan.intake.sources import locate_round
from penempatan.pipeline import read_round
from penempatan.sample.generate import generate_round
from penempatan.sample.write import write_round
from penempatan.scoring.build import pair_scores
from penempatan.scoring.pairs import store
from penempatan.settings.model import Mode
from penempatan.verification.check import verify

if TYPE_CHECKING:
    from pathlib import Path

EVERY = 3  # rows between those that are tried


def test_a_rejection_in_penataan_gives_the_figures_beside_it(tmp_path: Path) -> None:
    """Rejected by a line of the register, scored anew and checked: next person, total, moves, new post."""
    write_round(tmp_path, generate_round(60, 10, 4, messy=False, mode=Mode.REARRANGE))
    settings, problem = read_round(locate_round(tmp_path), today=date(2026, 1, 1))
    stored = store(pair_scores(problem, settings))
    model = build_model(problem, settings, stored)
    plan = plan_of(problem, model, solve(model, settings.solve))
    before = {one.employee_id: one.vacancy_code for one in plan.placements}
    figures = rearranged_what_ifs(problem, settings, stored, plan)
    assert figures.complete
    assert len(figures.rejections) == len(plan.placements) > EVERY
    for one in figures.rejections[::EVERY]:
        decision = Decision(one.employee_id, one.vacancy_code, DecisionKind.REJECT, reason="uji")
        review = Review((decision,), undecided(before.items(), (decision,), ()))
        again = reviewed(problem, review, hold_seats=True)
        model = build_model(again, settings, store(pair_scores(again, settings)))
        new = plan_of(again, model, solve(model, settings.solve))
        verify(again, settings, new)
        after = {placed.employee_id: placed.vacancy_code for placed in new.placements}
        come = sorted(nip for nip, code in after.items() if code == one.vacancy_code != before.get(nip))
        assert one.next_id == (come[0] if come else "")
        assert one.new_vacancy_code == after.get(one.employee_id, "")
        assert one.score_change == new.total_score - plan.total_score
        assert one.moved == sum(
            after.get(nip) != code for nip, code in before.items() if nip != one.employee_id
        )
