"""Education for a vacancy that lists none: by what agencies accepted for the same post, and by its dinas.

With precedents for the post, an education that agencies accepted for it gets points by how many of them did,
against the education that most of them accepted; any other one gets the points of the dinas, but never more
than the least accepted precedent. Without precedents the field groups of the dinas decide alone: the
first-named, another, or none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from penempatan.knowledge.precedents import YEAR, AcceptedEducation, PostPrecedents, post_precedents

if TYPE_CHECKING:
    from penempatan.domain.vacancy import Vacancy
    from penempatan.eligibility.ladder import HeldEducation
    from penempatan.scoring.offices import Offices
    from penempatan.settings.model import EducationLadder

UNKNOWN = -1  # points where level, programme or field group would decide and is not known


@dataclass(frozen=True, slots=True)
class Unlisted:
    """What stands in for the list: the field groups of the dinas, most fitting first, and the post."""

    field_groups: tuple[str, ...] = ()
    post: str = ""  # a post with precedents, or ""

    def __bool__(self) -> bool:
        return bool(self.field_groups or self.post)

    @property
    def precedents(self) -> PostPrecedents | None:
        """The precedents of the post."""
        return post_precedents(self.post) if self.post else None

    def points(self, one: HeldEducation, ladder: EducationLadder) -> int:
        """Return the points of one education, hundredths, or UNKNOWN."""
        precedents = self.precedents
        if precedents is None:
            return self._group_points(one, ladder)
        if one.level is None:
            return UNKNOWN
        if one.level.rank < precedents.lowest_rank:
            return ladder.none
        if accepted := _accepted(one, precedents):
            top = precedents.accepted[0].agencies
            room = ladder.precedent_most - ladder.precedent_least
            return ladder.precedent_least + (2 * room * accepted.agencies + top) // (2 * top)
        return min(self._group_points(one, ladder), ladder.precedent_least)

    def describe(self, one: HeldEducation) -> str:
        """Say in Indonesian what the points of one education rest on, with the counts behind them."""
        precedents = self.precedents
        if precedents is None:
            return f"{one.label}: {self._group_words(one)}"
        of_all = f"{precedents.position} di {{}} dari {_count(precedents.agencies)} instansi ({YEAR})"
        if one.level is None:
            return f"{one.label}: jenjang tidak diketahui"
        if one.level.rank < precedents.lowest_rank:
            return f"{one.label}: di bawah jenjang yang diterima pada formasi {precedents.position} ({YEAR})"
        if accepted := _accepted(one, precedents):
            what = one.label
            if not accepted.programme:
                what = f"{one.label} (semua program studi {accepted.level.label})"
            elif accepted.level.rank < one.level.rank:
                what = f"{one.label} (melalui {accepted.level.label} {accepted.programme})"
            return f"{what} diterima pada {_count(accepted.formations)} formasi " + of_all.format(
                _count(accepted.agencies)
            )
        return (
            f"{one.label}: tidak termasuk yang lazim diterima pada formasi {precedents.position} ({YEAR}); "
            f"{self._group_words(one)}"
        )

    def _group_points(self, one: HeldEducation, ladder: EducationLadder) -> int:
        group = one.programme.field_group if one.programme else None
        if group is None:
            return UNKNOWN
        if group not in self.field_groups:
            return ladder.none
        return ladder.dinas_main if group == self.field_groups[0] else ladder.dinas_other

    def _group_words(self, one: HeldEducation) -> str:
        group = one.programme.field_group if one.programme else None
        if group is None:
            return "rumpunnya tidak dikenal"
        if group not in self.field_groups:
            return f"bukan rumpun dinas ({group})"
        kind = "rumpun utama dinas" if group == self.field_groups[0] else "rumpun lain dinas"
        return f"{kind} ({group})"


NOTHING_KNOWN = Unlisted()


def stands_in(vacancy: Vacancy, offices: Offices, ladder: EducationLadder) -> Unlisted:
    """Return what judges education for a vacancy without a list; falsy where nothing is known."""
    found = post_precedents(vacancy.position) if ladder.precedent_agencies_min and vacancy.position else None
    enough = found is not None and found.agencies >= ladder.precedent_agencies_min
    return Unlisted(offices.field_groups(vacancy.dinas), found.position if found and enough else "")


def _accepted(one: HeldEducation, precedents: PostPrecedents) -> AcceptedEducation | None:
    assert one.level is not None
    return precedents.best(one.level, one.programme.name if one.programme else "")


def _count(number: int) -> str:
    return f"{number:,}".replace(",", ".")
