"""Mode penataan: the figures beside a row equal a review, chains and all."""

from __future__ import annotations

from dataclasses import replace
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

    from penempatan.domain.plan import PlacementPlan
    from penempatan.domain.problem import PlacementProblem
    from penempatan.scoring.pairs import StoredPairs
    from penempatan.settings.model import Settings

EVERY = 3  # rows between those that are tried


def _round(folder: Path) -> tuple[PlacementProblem, Settings, StoredPairs, PlacementPlan]:
    """Return a round of 24 people, and its plan."""
    write_round(folder, generate_round(24, 5, 4, messy=False, mode=Mode.REARRANGE))
    settings, problem = read_round(locate_round(folder), today=date(2026, 1, 1))
    stored = store(pair_scores(problem, settings))
    model = build_model(problem, settings, stored)
    return problem, settings, stored, plan_of(problem, model, solve(model, settings.solve))


def test_a_rejection_in_penataan_gives_the_figures_beside_it(tmp_path: Path) -> None:
    """Rejected by a line of the register, scored anew and checked: next person, total, moves, new post."""
    problem, settings, stored, plan = _round(tmp_path)
    before = {one.employee_id: one.vacancy_code for one in plan.placements}
    patient = replace(settings, review=replace(settings.review, alternates=1, figures_s=280))
    figures = rearranged_what_ifs(problem, patient, stored, plan)
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
    assert len(figures.swaps) > EVERY
    for swap in figures.swaps[::EVERY]:
        decision = Decision(
            swap.employee_id, swap.vacancy_code, DecisionKind.REPLACE, swap.alternate_id, reason="uji"
        )
        own = {(swap.alternate_id, before.get(swap.alternate_id, ""))}
        review = Review((decision,), undecided(before.items(), (decision,), own))
        again = reviewed(problem, review, hold_seats=True)
        model = build_model(again, settings, store(pair_scores(again, settings)))
        new = plan_of(again, model, solve(model, settings.solve))
        verify(again, settings, new)
        assert (swap.alternate_id, swap.vacancy_code) in {
            (placed.employee_id, placed.vacancy_code) for placed in new.seated
        }
        assert swap.score_change == new.total_score - plan.total_score


def test_few_solves_give_the_figures_of_the_first_rows(tmp_path: Path) -> None:
    """With five solves allowed five rows have figures, those of the weightiest posts, and the rest say so."""
    problem, settings, stored, plan = _round(tmp_path)
    few = replace(settings, review=replace(settings.review, full_solves_max=5))
    figures = rearranged_what_ifs(problem, few, stored, plan)
    priority = {one.code: one.priority for one in problem.vacancies}
    order = sorted((priority[one.vacancy_code], one.employee_id) for one in plan.placements if not one.pinned)
    assert not figures.complete and not figures.swaps
    done = [one.employee_id for one in figures.rejections] + [nip for nip, _ in figures.impossible]
    assert sorted(done) == sorted(nip for _, nip in order[:5])


def test_no_time_gives_no_figures(tmp_path: Path) -> None:
    """Without time for a single solve nothing is claimed."""
    problem, settings, stored, plan = _round(tmp_path)
    none = replace(settings, review=replace(settings.review, figures_s=0))
    figures = rearranged_what_ifs(problem, none, stored, plan)
    assert (figures.rejections, figures.swaps, figures.complete) == ((), (), False)
