"""The explanations of a plan, all of them, from the same pairs that the plan was made from."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from penempatan.domain.issue import Severity
from penempatan.explain.by_dinas import dinas_notes
from penempatan.explain.by_vacancy import group_by_vacancy, seating_of
from penempatan.explain.closing_rules import closings_of, rule_notes
from penempatan.explain.explanations import DataQuality, Explanations
from penempatan.explain.placed import placement_notes
from penempatan.explain.post_by_post import joint_gain
from penempatan.explain.unfilled import unfilled_notes
from penempatan.explain.unplaced import unplaced_notes
from penempatan.objective.goals import goals_of
from penempatan.objective.limits import limits_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from penempatan.domain.plan import PlacementPlan
    from penempatan.domain.problem import PlacementProblem
    from penempatan.explain.explanations import PlacementNote
    from penempatan.scoring.pairs import PairScores, StoredPairs
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
    return Explanations(
        placements,
        unplaced_notes(problem, pairs, stored.block, seating, closings),
        unfilled_notes(problem, pairs, grouped, seating, closings),
        joint_gain(problem, goals_of(problem, settings), limits_of(problem, settings), grouped, seating),
        dinas_notes(problem, placements),
        rule_notes(pairs),
        _quality(problem, placements),
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
