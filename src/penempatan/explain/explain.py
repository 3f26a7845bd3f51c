"""The explanations of a plan, all of them, from the same pairs that the plan was made from."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Protocol

from penempatan.domain.issue import Severity
from penempatan.explain.before_after import gain_over_today, grade_totals
from penempatan.explain.by_dinas import dinas_notes
from penempatan.explain.by_vacancy import seating_of, vacancy_pairs
from penempatan.explain.chains import chains_of
from penempatan.explain.closing_rules import closings_of, rule_notes
from penempatan.explain.explanations import DataQuality, Explanations
from penempatan.explain.family import family_notes
from penempatan.explain.hall import narrowest, shortages
from penempatan.explain.placed import Standings, placement_notes
from penempatan.explain.post_by_post import PostByPost, joint_gain, ranking_order
from penempatan.explain.rearrangement import Rearrangement
from penempatan.explain.stays import Alternatives, long_in_post, stay_notes
from penempatan.explain.unfilled import OpenSeats, unfilled_notes
from penempatan.explain.unplaced import Nearest, unplaced_notes
from penempatan.objective.goals import goals_of
from penempatan.objective.limits import limits_of
from penempatan.settings.model import Mode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from penempatan.domain.plan import PlacementPlan
    from penempatan.domain.problem import PlacementProblem
    from penempatan.explain.by_vacancy import ByVacancy
    from penempatan.explain.explanations import PlacementNote
    from penempatan.scoring.pairs import PairScores, PairSource
    from penempatan.settings.model import Settings


class _Look(Protocol):
    """What an explanation gathers from the eligible pairs."""

    def see(self, part: ByVacancy) -> None:
        """Look at the pairs of some vacancies; every vacancy comes once."""


def explain(
    problem: PlacementProblem, settings: Settings, pairs: PairScores, source: PairSource, plan: PlacementPlan
) -> Explanations:
    """Say why everybody sits where they sit, why the others do not, and what planning together bought.

    `source` has the eligible pairs of `pairs`, stored or not; every placement of the plan must be among them.
    """
    by_vacancy = vacancy_pairs(pairs, source, settings.solve.memory_max_mib)
    seating = seating_of(problem, plan)
    rearranged = settings.round.mode is Mode.REARRANGE
    standings, nearest = Standings(seating), Nearest(problem, seating)
    open_seats, alternatives = OpenSeats(problem, seating), Alternatives(seating)
    ranking = PostByPost(problem, goals_of(problem, settings), limits_of(problem, settings), seating)
    looks: list[_Look] = [standings, nearest, open_seats, alternatives if rearranged else ranking]
    for part in by_vacancy.parts(ranking_order(problem)):
        for look in looks:
            look.see(part)
    closings = closings_of(pairs.tables)
    placements = placement_notes(problem, pairs, standings, seating, plan)
    if rearranged:
        rearrangement = _rearrangement(problem, settings, pairs, alternatives, plan)
        gain = gain_over_today(problem, pairs.home, seating)
    else:
        rearrangement = None
        gain = joint_gain(seating, ranking)
    short = shortages(problem, by_vacancy, seating)
    return Explanations(
        placements,
        unplaced_notes(problem, pairs, nearest, closings),
        unfilled_notes(problem, pairs, open_seats, seating, closings=closings, short=short),
        gain,
        dinas_notes(problem, placements, seating.filled),
        rule_notes(pairs),
        _quality(problem, placements),
        rearrangement,
        narrowest(short),
        family_notes(problem, settings, plan),
    )


def _rearrangement(
    problem: PlacementProblem,
    settings: Settings,
    pairs: PairScores,
    alternatives: Alternatives,
    plan: PlacementPlan,
) -> Rearrangement:
    years = settings.eligibility.long_in_post_years
    seating = seating_of(problem, plan)
    stays = stay_notes(problem, pairs, alternatives, seating, stays=plan.stays, long_years=years)
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
