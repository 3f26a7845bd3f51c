"""The plan seen from each dinas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from penempatan.explain.explanations import DinasNote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from penempatan.domain.problem import PlacementProblem
    from penempatan.explain.explanations import PlacementNote


@dataclass(slots=True)
class _Tally:
    vacancies: int = 0
    openings: int = 0
    filled: int = 0
    score_total: int = 0
    score_lowest: int | None = None
    unverified: int = 0
    arrivals: int = 0
    departures: int = 0


def dinas_notes(problem: PlacementProblem, placements: Sequence[PlacementNote]) -> tuple[DinasNote, ...]:
    """Add up seats, people and moves of every dinas that offers a seat, loses a person or has a profile."""
    tallies: dict[str, _Tally] = {}
    for vacancy in problem.vacancies:
        tally = tallies.setdefault(vacancy.dinas, _Tally())
        tally.vacancies += 1
        tally.openings += vacancy.openings
    for note in placements:
        source, target = problem.employees[note.employee].dinas, problem.vacancies[note.vacancy].dinas
        tally = tallies[target]
        tally.filled += 1
        tally.score_total += note.score
        tally.score_lowest = note.score if tally.score_lowest is None else min(tally.score_lowest, note.score)
        tally.unverified += bool(note.unverified)
        if source != target:
            tally.arrivals += 1
            tallies.setdefault(source, _Tally()).departures += 1
    profiles = {profile.name: profile for profile in problem.dinas}
    for name in profiles:
        tallies.setdefault(name, _Tally())
    return tuple(
        DinasNote(
            name,
            tally.vacancies,
            tally.openings,
            tally.filled,
            tally.score_total,
            tally.score_lowest,
            tally.unverified,
            tally.arrivals,
            tally.departures,
            profiles[name].need if name in profiles else None,
            profiles[name].incumbents if name in profiles else None,
        )
        for name, tally in sorted(tallies.items())
    )
