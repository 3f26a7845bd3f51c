"""Couples and relatives looked at again, two by two: where both are after the round, straight from the rules.

Like `limit_recount`, this uses nothing of the tables that the solver keeps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from penempatan.knowledge.districts import distance_m
from penempatan.scoring.offices import offices_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from penempatan.domain.employee import Employee
    from penempatan.domain.problem import PlacementProblem
    from penempatan.domain.vacancy import Vacancy
    from penempatan.settings.model import Settings


def family_faults(
    problem: PlacementProblem, settings: Settings, seated: Mapping[str, Vacancy]
) -> Iterator[str]:
    """Yield a sentence for each couple out of reach and each two relatives who came together.

    `seated`: NIP → the post of the plan, stays too; all others are where they are now.
    """
    people = {one.id: one for one in problem.employees}
    if settings.limits.spouse_km >= 0:
        yield from _couples(problem, settings, people, seated)
    if settings.limits.relatives_apart:
        yield from _relatives(problem, people, seated)


def _couples(
    problem: PlacementProblem,
    settings: Settings,
    people: Mapping[str, Employee],
    seated: Mapping[str, Vacancy],
) -> Iterator[str]:
    offices = offices_of(problem)
    married = {
        tuple(sorted((one.id, one.spouse_id)))
        for one in problem.employees
        if one.spouse_id in people and one.spouse_id != one.id
    }
    for pair in sorted(married):
        if not _changed(problem, seated, pair):
            continue
        first, second = (
            offices.district(seated[nip]) if nip in seated else offices.seat(people[nip].dinas)
            for nip in pair
        )
        metres = distance_m(first, second) if first is not None and second is not None else None
        # road kilometres = metres / 1,000 · percent / 100, compared without rounding
        if (
            metres is not None
            and metres * settings.commute.detour_percent > 100_000 * settings.limits.spouse_km
        ):
            yield (
                f"hitung ulang: suami istri NIP {pair[0]} dan {pair[1]} berkantor di {first} dan {second}, "
                f"lebih jauh dari {settings.limits.spouse_km} km"
            )


def _relatives(
    problem: PlacementProblem, people: Mapping[str, Employee], seated: Mapping[str, Vacancy]
) -> Iterator[str]:
    for pair in problem.relatives:
        places = [seated.get(nip) or people[nip] for nip in pair]
        first, second = (
            tuple(" ".join(text.split()).casefold() for text in (one.dinas, one.unit)) for one in places
        )
        if _changed(problem, seated, pair) and first == second and all(first):
            yield (
                f"hitung ulang: kerabat NIP {pair[0]} dan {pair[1]} menjadi satu unit (R36), "
                f"{places[0].dinas} | {places[0].unit}"
            )


def _changed(problem: PlacementProblem, seated: Mapping[str, Vacancy], pair: Sequence[str]) -> bool:
    """Whether either of two is on another post than today: two who stay may stay, wherever they are."""
    held = dict(problem.incumbents)
    return any(nip in seated and held.get(nip) != seated[nip].code for nip in pair)
