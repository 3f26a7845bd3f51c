"""Rules on conduct: performance (R24) and discipline (R25)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from penempatan.domain.employee import Discipline, DisciplineLevel, PerformanceRating
from penempatan.eligibility.posts import (
    UNKNOWN,
    FunctionalPost,
    Post,
    enters_functional,
    functional_post_of,
    is_promotion,
    over_tiers,
    post_of,
)
from penempatan.eligibility.rule import PersonRule, Rule, RuleCode, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from penempatan.domain.employee import Employee
    from penempatan.domain.vacancy import Vacancy


@dataclass(frozen=True, slots=True)
class Rated:
    """The lowest rating that counts, and the post where a low one makes it matter."""

    lowest: PerformanceRating | None
    post: Post | None = None
    functional: FunctionalPost | None = None


class PerformanceAtLeastGood(Rule[Rated, tuple[Post, FunctionalPost]]):
    """R24: the latest ratings (two, where two are given) at least Baik.

    Hard for a promotion and for entering another functional post (JF); a note for a lateral move.
    """

    code = RuleCode.R24
    source = "Peraturan BKN 5/2019; PP 11/2017; PermenPANRB 6/2022"

    def __init__(self, offered: Collection[str]) -> None:
        self._offered = frozenset(offered)  # names of the posts that the round offers

    def held(self, employee: Employee) -> Rated:
        """Return the lowest of the last two ratings; the post only beside a rating below Baik."""
        lowest = min(employee.performance[:2], key=lambda rating: rating.order, default=None)
        if lowest is None:
            return Rated(None)
        if lowest.order >= PerformanceRating.GOOD.order:
            return Rated(PerformanceRating.GOOD)
        return Rated(lowest, post_of(employee), functional_post_of(employee, self._offered))

    def required(self, vacancy: Vacancy) -> tuple[Post, FunctionalPost]:
        """Return the offered post."""
        return post_of(vacancy), functional_post_of(vacancy)

    def judge(self, held: Rated, required: tuple[Post, FunctionalPost]) -> Verdict:
        """Forbid a promotion or another functional post to a low rating; note a lateral move."""
        if held.lowest is None:
            return Verdict.UNVERIFIED
        if held.post is None or held.functional is None:
            return Verdict.ALLOWED
        promotion = over_tiers(is_promotion, held.post, required[0])
        enters = enters_functional(held.functional, required[1])
        if promotion is Verdict.FORBIDDEN or enters:
            return Verdict.FORBIDDEN
        return Verdict.UNVERIFIED if promotion is Verdict.UNVERIFIED or enters is None else Verdict.NOTED

    def show_held(self, held: Rated) -> str:
        """Return the lowest rating."""
        if held.lowest is None:
            return f"predikat kinerja {UNKNOWN}"
        return "minimal Baik" if held.post is None else held.lowest.label

    def show_required(self, required: tuple[Post, FunctionalPost]) -> str:
        """Return the claim."""
        return "minimal Baik (wajib untuk promosi dan pindah ke jabatan fungsional lain)"


class NoDiscipline(PersonRule[Discipline | None]):
    """R25: no moderate or severe sanction in force, not under examination; a light one is noted."""

    code = RuleCode.R25
    source = "PP 94/2021; Peraturan BKN 5/2019"
    claim = "tidak sedang menjalani hukuman disiplin sedang/berat atau diperiksa"

    def __init__(self, judged_on: date) -> None:
        self._judged_on = judged_on

    def held(self, employee: Employee) -> Discipline | None:
        """Return the sanction if it is in force on the day of judgement (its last day included)."""
        found = employee.discipline
        if found is None or found.level is DisciplineLevel.NONE:
            return found and Discipline(DisciplineLevel.NONE)
        over = found.until is not None and found.until < self._judged_on
        if over and found.level is not DisciplineLevel.UNDER_EXAMINATION:
            return Discipline(DisciplineLevel.NONE)
        return found

    def judge_person(self, held: Discipline | None) -> Verdict:
        """Forbid moderate, severe and examination; note light; ask where the cell is blank."""
        if held is None:
            return Verdict.UNVERIFIED
        if held.level is DisciplineLevel.NONE:
            return Verdict.ALLOWED
        return Verdict.NOTED if held.level is DisciplineLevel.LIGHT else Verdict.FORBIDDEN

    def show_held(self, held: Discipline | None) -> str:
        """Return level and end date only, never the case (UU PDP)."""
        if held is None:
            return f"hukuman disiplin {UNKNOWN}"
        if held.level is DisciplineLevel.NONE:
            return "tidak ada hukuman disiplin yang berlaku"
        if held.level is DisciplineLevel.UNDER_EXAMINATION:
            return "sedang diperiksa"
        end = "tanpa tanggal akhir" if held.until is None else f"s.d. {held.until.isoformat()}"
        return f"hukuman disiplin {held.level.value.lower()} {end}"
