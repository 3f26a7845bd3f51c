"""A round of penataan before and after: seats, fit and kelas jabatan, for everybody who has a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from penempatan.explain.explanations import JointGain, Outcome
from penempatan.explain.post_by_post import gain_clauses, outcome
from penempatan.explain.rearrangement import GradeTotals
from penempatan.explain.wording import sentence

if TYPE_CHECKING:
    from penempatan.domain.problem import PlacementProblem
    from penempatan.explain.by_vacancy import Seating
    from penempatan.scoring.home import HomePosts


def gain_over_today(problem: PlacementProblem, home: HomePosts | None, seating: Seating) -> JointGain:
    """Compare the plan with the posts as they are held today: needed seats filled, and the scores."""
    openings = np.array([one.openings for one in problem.vacancies], dtype=np.int64)
    after = outcome(seating.seated_scores())
    holders, today = np.zeros(len(openings), np.int64), outcome(np.empty(0, np.int64))
    if home is not None:
        there = home.post >= 0
        holders = np.bincount(home.post[there], minlength=len(openings))
        today = outcome(home.score[there].astype(np.int64))
    joint = Outcome(int(np.minimum(seating.filled, openings).sum()), after.total, after.worst_tenth)
    before = Outcome(int(np.minimum(holders, openings).sum()), today.total, today.worst_tenth)
    return JointGain(joint, before, _sentence(joint, before))


def grade_totals(problem: PlacementProblem, home: HomePosts | None, seating: Seating) -> GradeTotals:
    """Add up kelas jabatan over everybody with a place; before: the person's own, else that of the post."""
    before = after = counted = unknown = 0
    for employee in np.flatnonzero(seating.vacancy_of >= 0).tolist():
        person, target = problem.employees[employee], problem.vacancies[int(seating.vacancy_of[employee])]
        post = -1 if home is None else int(home.post[employee])
        held = problem.vacancies[post].job_grade if post >= 0 else None
        own = held if person.job_grade is None else person.job_grade
        new = own if target.job_grade is None and seating.stays[employee] else target.job_grade
        if own is None or new is None:
            unknown += 1
            continue
        before, after, counted = before + own, after + new, counted + 1
    return GradeTotals(before, after, counted, unknown)


def _sentence(joint: Outcome, today: Outcome) -> str:
    clauses = gain_clauses(joint, today, "kursi kebutuhan")
    return sentence(
        "dibandingkan dengan keadaan sekarang: " + ("; ".join(clauses) or "tidak ada angka yang berubah")
    )
