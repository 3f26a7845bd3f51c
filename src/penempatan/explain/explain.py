"""The explanations of a plan, all of them, from the same pairs that the plan was made from."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from penempatan.domain.issue import Severity
from penempatan.explain.before_after import gain_over_today, grade_totals
from penempatan.explain.by_dinas import dinas_notes
from penempatan.explain.by_vacancy import group_by_vacancy, seating_of
from penempatan.explain.chains import chains_of
from penempatan.explain.closing_rules import closings_of, rule_notes
from penempatan.explain.explanations import DataQuality, Explanations
from penempatan.explain.family import family_notes
from penempatan.explain.hall import narrowest, shortages
from penempatan.explain.placed import placement_notes
from penempatan.explain.post_by_post import joint_gain
from penempatan.explain.rearrangement import Rearrangement
from penempatan.explain.stays import long_in_post, stay_notes
from penempatan.explain.unfilled import unfilled_notes
from penempatan.explain.unplaced import unplaced_notes
from penempatan.objective.goals import goals_of
from penempatan.objective.limits import limits_of
from penempatan.settings.model import Mode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from penempatan.domain.plan import PlacementPlan
    from penempatan.domain.problem import PlacementProblem
    from penempatan.explain.explanations import PlacementNote
    from penempatan.scoring.pairs import PairBlock, PairScores, StoredPairs
    from penempatan.settings.model import Settings


def explain(
    problem: PlacementProblem, settings: Settings, pairs: PairScores, stored: StoredPairs, plan: PlacementPlan
) -> Explanations:
    """Say why everybody sits where they sit, why the others do not, and what planning together bought.

    `stored` holds the eligible pairs of `pairs`; every placement of the plan must be among them.
    """
    grouped = group_by_vacancy(stored.block, len(problem.vacancies))
    seating = seating_of(problem, plan)
    closings = closings_of(pairs.tables)
    placements = placement_notes(problem, pairs, grouped, seating, plan)
    if settings.round.mode is Mode.REARRANGE:
        rearrangement = _rearrangement(problem, settings, pairs, stored.block, plan)
        gain = gain_over_today(problem, pairs.home, seating)
    else:
        rearrangement = None
        gain = joint_gain(
            problem, goals_of(problem, settings), limits_of(problem, settings), grouped, seating
        )
    short = shortages(problem, grouped, seating)
    return Explanations(
        placements,
        unplaced_notes(problem, pairs, stored.block, seating, closings),
        unfilled_notes(problem, pairs, grouped, seating, closings=closings, short=short),
        gain,
        dinas_notes(problem, placements, seating.filled),
        rule_notes(pairs),
        _quality(problem, placements),
        rearrangement,
        narrowest(short.values()),
        family_notes(problem, settings, plan),
    )


def _rearrangement(
    problem: PlacementProblem, settings: Settings, pairs: PairScores, block: PairBlock, plan: PlacementPlan
) -> Rearrangement:
    years = settings.eligibility.long_in_post_years
    seating = seating_of(problem, plan)
    stays = stay_notes(problem, pairs, block, seating, stays=plan.stays, long_years=years)
    holders = {nip for nip, _ in problem.incumbents}
    moved = sum(one.employee_id in holders for one in plan.placements)
    people = (problem.employees[note.employee] for note in stays)
    return Rearrangement(
        stays,
        chains_of(problem, seating),
        grade_totals(problem, pairs.home, seating),
        moved,
        len(plan.placements) - moved,
        sum(long_in_post(person, problem.judged_on, years) > 0 for person in people),
    )


def _quality(problem: PlacementProblem, placements: Sequence[PlacementNote]) -> DataQuality:
    severities = Counter(issue.severity for issue in problem.issues)
    missing = Counter(key for note in placements for key in note.missing)
    return DataQuality(
        severities[Severity.WARNING],
        severities[Severity.NOTE],
        sum(bool(note.unverified) for note in placements),
        sum(bool(note.missing) for note in placements),
        tuple(sorted(missing.items(), key=lambda one: (-one[1], one[0].value))),
    )
