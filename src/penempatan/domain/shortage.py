"""Posts that have more seats than there are people for them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shortage:
    """Posts with more seats than people; somebody pinned elsewhere is not counted."""

    vacancies: tuple[int, ...]  # indices, sorted
    seats: int
    people: int  # eligible for at least one of them

    @property
    def missing(self) -> int:
        """Seats that stay open in every plan, at least."""
        return self.seats - self.people
