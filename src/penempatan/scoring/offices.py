"""What is known of the offices of a round: the Dinas sheet over what the package knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from penempatan.knowledge.dinas import find_dinas
from penempatan.knowledge.districts import find_district
from penempatan.knowledge.text import normal

if TYPE_CHECKING:
    from penempatan.domain.problem import DinasProfile, PlacementProblem
    from penempatan.domain.vacancy import Vacancy


@dataclass(frozen=True, slots=True)
class Offices:
    """The offices by key (see `office_key`)."""

    profiles: dict[str, DinasProfile]

    def field_groups(self, name: str) -> tuple[str, ...]:
        """Return the field groups (rumpun tags) of a dinas, most fitting first; empty where not known."""
        profile = self.profiles.get(office_key(name))
        if profile and profile.field_groups:
            return profile.field_groups
        fact = find_dinas(name) if name else None
        return fact.field_groups if fact else ()

    def district(self, vacancy: Vacancy) -> str | None:
        """Return the kecamatan of a vacancy: its own, else that of its dinas; None where not known."""
        if vacancy.district:
            return find_district(vacancy.district)
        return self.seat(vacancy.dinas)

    def seat(self, dinas: str) -> str | None:
        """Return the kecamatan of the office of a dinas; None where not known."""
        profile = self.profiles.get(office_key(dinas))
        if profile and profile.district:
            return find_district(profile.district)
        fact = find_dinas(dinas) if dinas else None
        return find_district(fact.district) if fact else None


def offices_of(problem: PlacementProblem) -> Offices:
    """Return the offices of a round; of two lines on one dinas the last one counts."""
    return Offices({office_key(profile.name): profile for profile in problem.dinas})


def office_key(name: str) -> str:
    """Return what two spellings of one office share."""
    fact = find_dinas(name) if name else None
    return normal(fact.name if fact else name)
