"""What must still be looked at about couples and relatives: what no limit of the round could decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from penempatan.explain.wording import sentence
from penempatan.objective.couples import couples
from penempatan.objective.relatives import unit_label, unit_of
from penempatan.scoring.offices import offices_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from penempatan.domain.employee import Employee
    from penempatan.domain.plan import PlacementPlan
    from penempatan.domain.problem import PlacementProblem
    from penempatan.domain.vacancy import Vacancy
    from penempatan.settings.model import Settings


def family_notes(problem: PlacementProblem, settings: Settings, plan: PlacementPlan) -> tuple[str, ...]:
    """Return a sentence for each couple and each pair of relatives that somebody must look at.

    Couples (`pasangan_maksimal_km`) where the kecamatan of an office is not known; relatives (R36) of whom
    one comes to the unit of the other one, or whose units cannot be told apart for want of data. Pairs
    of whom nobody is placed anew are left alone.
    """
    post = {one.code: one for one in problem.vacancies}
    person = {one.id: one for one in problem.employees}
    where = {one.employee_id: post[one.vacancy_code] for one in plan.seated}
    moved = {one.employee_id for one in plan.placements}
    return (
        *_couples(problem, settings, where, moved),
        *_relatives(problem, settings, person, where, moved),
    )


def _couples(
    problem: PlacementProblem, settings: Settings, where: dict[str, Vacancy], moved: set[str]
) -> Iterator[str]:
    if settings.limits.spouse_km < 0:
        return
    offices = offices_of(problem)
    for pair in couples(problem):
        people = [problem.employees[one] for one in pair]
        if not any(one.id in moved for one in people):
            continue
        unknown = [
            one.id
            for one in people
            if (offices.district(where[one.id]) if one.id in where else offices.seat(one.dinas)) is None
        ]
        if unknown:
            yield sentence(
                f"perlu verifikasi: suami istri NIP {people[0].id} dan {people[1].id}, kecamatan kantor NIP "
                f"{' dan '.join(unknown)} tidak diketahui, jadi jarak paling jauh "
                f"{settings.limits.spouse_km} km belum diperiksa"
            )


def _relatives(
    problem: PlacementProblem,
    settings: Settings,
    person: dict[str, Employee],
    where: dict[str, Vacancy],
    moved: set[str],
) -> Iterator[str]:
    for pair in problem.relatives:
        if not any(nip in moved for nip in pair):
            continue
        places = [where.get(nip) or person[nip] for nip in pair]
        units = [unit_of(place) for place in places]
        pair_text = f"kerabat NIP {pair[0]} dan {pair[1]}"
        if None not in units:
            if units[0] == units[1] and not settings.limits.relatives_apart:
                yield sentence(f"perhatian (R36): {pair_text} menjadi satu unit, {unit_label(places[0])}")
            continue
        dinas = {" ".join(place.dinas.split()).casefold() for place in places}
        if len(dinas) == 1 or "" in dinas:
            unknown = [nip for nip, unit in zip(pair, units, strict=True) if unit is None]
            yield sentence(
                f"perlu verifikasi (R36): {pair_text}, unit kerja NIP {' dan '.join(unknown)} tidak "
                "diketahui, jadi tidak dapat diperiksa apakah satu unit"
            )
