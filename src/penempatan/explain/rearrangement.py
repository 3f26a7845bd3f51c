"""What a round of penataan adds to the explanations: who stays and why, who waits for whom, before and after.

Indices are positions in the problem's sorted tuples; scores are hundredths.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class StayReason(Enum):
    """Why a person keeps the present post."""

    PINNED = "ditetapkan pimpinan"
    LOCKED = "dikunci (Kunci = ya) atau ditunda"
    PERSONAL_RULE = "syarat diri"  # one rule that looks at the person alone closes every move
    NO_OTHER_POST = "tidak ada jabatan lain yang memenuhi syarat"
    BEST_HERE = "tidak ada jabatan lain dengan skor lebih tinggi"
    NEEDED_HERE = "susunan terbaik mempertahankannya"


@dataclass(frozen=True, slots=True)
class StayNote:
    """Why this person stays in this post."""

    employee: int
    vacancy: int
    score: int
    reason: StayReason
    others: int  # other posts that the person is eligible for
    surplus: bool  # the post keeps more people than it has openings
    sentence: str


@dataclass(frozen=True, slots=True)
class Step:
    """One person's change of place; `source` −1: no post of the map is left behind."""

    employee: int
    source: int
    target: int
    waits_for: int = -1  # the employee whose seat is taken over, −1 where the seat is open already


@dataclass(frozen=True, slots=True)
class Chain:
    """Changes of place that hang together, in the order in which they can be carried out.

    In a `cycle` each waits for another one, so all of them move on the same day.
    """

    steps: tuple[Step, ...]
    cycle: bool


@dataclass(frozen=True, slots=True)
class GradeTotals:
    """Sum of kelas jabatan over the people with a place in the plan (R43), before and after."""

    before: int
    after: int
    counted: int  # people whose grades are known both before and after
    unknown: int  # people left out of both sums


@dataclass(frozen=True, slots=True)
class Rearrangement:
    """Everything that only a round of penataan has."""

    stays: tuple[StayNote, ...]  # in the order of plan.stays
    chains: tuple[Chain, ...]  # at least two people each; the long ones first
    grades: GradeTotals
    moved: int  # people who change from one post of the map to another
    joined: int  # people placed who hold no post of the map
    long_in_post: int  # stays noted for the years in the post (R12)
