"""The plan seen from each dinas."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from penempatan.explain.explanations import DinasNote

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from penempatan.domain.problem import DinasProfile, PlacementProblem
    from penempatan.explain.explanations import PlacementNote

    LongArray = NDArray[np.int64]


@dataclass(slots=True)
class _Tally:
    vacancies: int = 0
    openings: int = 0
    filled: int = 0
    placed: int = 0
    score_total: int = 0
    score_lowest: int | None = None
    unverified: int = 0
    arrivals: int = 0
    departures: int = 0


@dataclass(slots=True)
class _PostMap:
    need: int = 0
    before: int = 0
    after: int = 0


def dinas_notes(
    problem: PlacementProblem, placements: Sequence[PlacementNote], filled: LongArray
) -> tuple[DinasNote, ...]:
    """Add up seats, people and moves of every dinas that offers a seat, loses a person or has a profile.

    `filled` (n_vacancies,) people with a place. In mode penataan need and holders are those of the post map.
    """
    tallies: dict[str, _Tally] = {}
    mapped: dict[str, _PostMap] = {}
    held = Counter(code for _, code in problem.incumbents)
    for vacancy, people in zip(problem.vacancies, filled.tolist(), strict=True):
        tally = tallies.setdefault(vacancy.dinas, _Tally())
        tally.vacancies += 1
        tally.openings += vacancy.openings
        tally.filled += min(people, vacancy.openings)
        if vacancy.need is not None:
            unknown = max(0, (vacancy.held or 0) - held[vacancy.code])  # holders whom the roster lacks stay
            of_map = mapped.setdefault(vacancy.dinas, _PostMap())
            of_map.need += vacancy.need
            of_map.before += held[vacancy.code] + unknown
            of_map.after += people + unknown
    for note in placements:
        source, target = problem.employees[note.employee].dinas, problem.vacancies[note.vacancy].dinas
        tally = tallies[target]
        tally.placed += 1
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
            need,
            before,
            tally.placed,
            after,
        )
        for name, tally in sorted(tallies.items())
        for need, before, after in (_need_and_holders(profiles.get(name), mapped.get(name)),)
    )


def _need_and_holders(
    profile: DinasProfile | None, mapped: _PostMap | None
) -> tuple[int | None, int | None, int | None]:
    """Return need, holders before and holders after; the last only from the post map."""
    if mapped is not None:
        return mapped.need, mapped.before, mapped.after
    return (None, None, None) if profile is None else (profile.need, profile.incumbents, None)
