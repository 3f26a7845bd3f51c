"""What the reader of a plan is told: plain facts and one Indonesian sentence each.

Indices are positions in the problem's sorted tuples; scores and points are hundredths.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from penempatan.domain.shortage import Shortage
    from penempatan.eligibility.rule import Finding, RuleCode
    from penempatan.explain.rearrangement import Rearrangement
    from penempatan.scoring.pairs import ScorePart
    from penempatan.settings.model import ComponentKey


class UnplacedReason(Enum):
    """Why a person has no seat in the plan."""

    STAYS = "tetap pada jabatannya"  # Kunci = ya
    PERSONAL_RULE = "syarat diri"  # one rule that looks at the person alone closes every vacancy
    NO_ELIGIBLE_VACANCY = "tidak ada formasi yang memenuhi syarat"
    NO_OPENINGS = "formasinya tanpa lowongan"
    OUTSCORED = "kalah skor"
    LIMITED = "batas ronde"  # a seat stayed open, yet a limit or a pin kept the person out


class UnfilledReason(Enum):
    """Why a vacancy has open seats (or none to fill)."""

    NO_OPENINGS = "tanpa lowongan"
    NOBODY_ELIGIBLE = "tidak ada pegawai yang memenuhi syarat"
    NEEDED_ELSEWHERE = "dibutuhkan di formasi lain"
    LIMITED = "batas ronde"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An eligible person of a vacancy who is not placed there."""

    employee: int
    score: int
    placed_in: int  # vacancy index, −1 when unplaced
    stays: bool = False  # in the present post, mode penataan


@dataclass(frozen=True, slots=True)
class PlacementNote:
    """Why this person in this seat. `rank` is 1 + the eligible people with a strictly better score."""

    employee: int
    vacancy: int
    score: int
    pinned: bool
    rank: int  # 1 = nobody scores higher
    eligible: int  # eligible people of the vacancy, this one included
    better_elsewhere: int  # higher scores here, proposed for another vacancy
    better_unplaced: int  # higher scores here, not proposed anywhere
    next_best: Candidate | None  # highest score among those not placed here
    next_free: Candidate | None  # highest score among those not placed at all
    parts: tuple[ScorePart, ...]  # one a component, in the order of PairScores.components
    unverified: tuple[Finding, ...]  # eligible only if these data are confirmed
    noted: tuple[Finding, ...]  # allowed, with something to know
    sentence: str
    home: int = -1  # mode penataan: the post left behind, −1 where none is on the map
    home_score: int | None = None  # fit of that post

    @property
    def missing(self) -> tuple[ComponentKey, ...]:
        """Components of the score where the neutral share stands in for missing data."""
        return tuple(part.key for part in self.parts if part.asked and part.missing and part.weight)


@dataclass(frozen=True, slots=True)
class NearestVacancy:
    """Where an unplaced person came closest to a seat."""

    vacancy: int
    score: int
    lowest_placed: int | None  # None: nobody is placed there


@dataclass(frozen=True, slots=True)
class UnplacedNote:
    """Why this person has no seat."""

    employee: int
    reason: UnplacedReason
    eligible: int  # vacancies the person is eligible for
    nearest: NearestVacancy | None
    sentence: str


@dataclass(frozen=True, slots=True)
class UnfilledNote:
    """Why this vacancy keeps open seats."""

    vacancy: int
    filled: int
    open_seats: int
    eligible: int  # people eligible for it
    reason: UnfilledReason
    sentence: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """A way of filling the round in three figures."""

    filled: int
    total: int  # hundredths
    worst_tenth: (
        int  # hundredths: mean of the lowest tenth of the scores (rounded up to whole people), half up
    )


@dataclass(frozen=True, slots=True)
class JointGain:
    """All posts planned together against ranking post by post, under the same pins and limits."""

    joint: Outcome
    post_by_post: Outcome
    sentence: str


@dataclass(frozen=True, slots=True)
class DinasNote:
    """One dinas before and after the plan. `name` empty: the vacancy or the person names none."""

    name: str
    vacancies: int
    openings: int
    filled: int
    score_total: int  # hundredths, of the people placed here
    score_lowest: int | None
    unverified: int  # placements here that need verification
    arrivals: int  # placed here from another dinas
    departures: int  # placed in another dinas
    need: int | None
    incumbents: int | None
    placed: int = 0  # proposals here; in mode isi the seats filled
    seated: int | None = None  # mode penataan: holders after the plan, counted on the post map

    @property
    def open_seats(self) -> int:
        """Seats that the plan leaves open."""
        return self.openings - self.filled

    @property
    def after(self) -> int | None:
        """Incumbents after the plan, where the number of incumbents is known."""
        if self.seated is not None:
            return self.seated
        return None if self.incumbents is None else self.incumbents + self.arrivals - self.departures

    @property
    def short(self) -> int | None:
        """Need minus incumbents after the plan (negative: a surplus), where both are known."""
        return None if self.need is None or self.after is None else self.need - self.after


@dataclass(frozen=True, slots=True)
class RuleNote:
    """How many pairs of the whole round a rule, taken alone, forbids, leaves to verify, or notes."""

    code: RuleCode
    source: str
    forbidden: int
    unverified: int
    noted: int


@dataclass(frozen=True, slots=True)
class DataQuality:
    """How far the plan rests on data that people must still confirm."""

    warnings: int  # findings of intake
    notes: int
    unverified_placements: int
    neutral_placements: int  # at least one component counted with its neutral share
    missing: tuple[tuple[ComponentKey, int], ...]  # placements a component was missing for


@dataclass(frozen=True, slots=True)
class Explanations:
    """Everything the report says about a plan."""

    placements: tuple[PlacementNote, ...]  # in the order of plan.placements
    unplaced: tuple[UnplacedNote, ...]  # in the order of problem.employees
    unfilled: tuple[UnfilledNote, ...]  # in the order of problem.vacancies
    joint: JointGain
    dinas: tuple[DinasNote, ...]  # sorted by name
    rules: tuple[RuleNote, ...]
    quality: DataQuality
    rearrangement: Rearrangement | None = None  # mode penataan
    shortages: tuple[Shortage, ...] = ()  # every shortage of the round once, those of most posts first
    family: tuple[str, ...] = ()  # sentences on couples and relatives that somebody must look at
