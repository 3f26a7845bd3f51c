"""What a comparison of two results, A and B, says; scores in hundredths."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from penempatan.domain.plan import Termination
    from penempatan.eligibility.rule import RuleCode
    from penempatan.settings.model import ComponentKey


class ChangeKind(Enum):
    """What became of a person from A to B; the value is the Indonesian label."""

    MOVED = "Formasi berubah"
    PLACED = "Hanya ditempatkan pada B"
    RELEASED = "Hanya ditempatkan pada A"
    RESCORED = "Formasi sama, skor berubah"


@dataclass(frozen=True, slots=True)
class SideFacts:
    """One of the two results in figures."""

    run_id: str
    created: datetime
    judged_on: date
    termination: Termination
    employees: int
    openings: int
    placed: int  # with a seat, those who keep their posts too
    stays: int  # mode penataan: of these, who keep their posts
    unverified: int  # placements that wait for data
    total_score: int
    bound: int
    mean_score: int | None  # half up; None when nobody is placed


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a person sits in one of the two plans; parts are None where the vacancy does not ask."""

    code: str
    position: str
    dinas: str
    unit: str
    score: int
    parts: tuple[tuple[ComponentKey, int | None], ...]


@dataclass(frozen=True, slots=True)
class PersonChange:
    """One person whose seat or score differs."""

    employee_id: str
    name: str
    kind: ChangeKind
    before: Seat | None  # in A
    after: Seat | None  # in B
    cause: str  # Indonesian sentence

    @property
    def gain(self) -> int:
        """Score in B minus score in A, a missing seat counting nothing."""
        return (self.after.score if self.after else 0) - (self.before.score if self.before else 0)


@dataclass(frozen=True, slots=True)
class Holding:
    """What a unit has in one plan."""

    openings: int
    filled: int
    total_score: int


@dataclass(frozen=True, slots=True)
class UnitChange:
    """One unit (or, with an empty unit, one whole dinas) in both plans."""

    dinas: str
    unit: str
    before: Holding
    after: Holding
    arrived: tuple[str, ...]  # NIPs that sit here in B and not in A, sorted
    left: tuple[str, ...]  # the other way round


@dataclass(frozen=True, slots=True)
class RuleChange:
    """How many pairs a rule, taken alone, forbids and leaves to verify; None: it does not apply there."""

    code: RuleCode
    forbidden: tuple[int | None, int | None]  # (A, B)
    unverified: tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Difference:
    """A setting or an input that is not the same; an empty text: not there."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs between A and B, and the figures of both."""

    before: SideFacts
    after: SideFacts
    unchanged: int  # people in the same seat with the same score
    people: tuple[PersonChange, ...]  # sorted by kind, then NIP
    dinas: tuple[UnitChange, ...]  # every dinas of either, sorted
    units: tuple[UnitChange, ...]
    rules: tuple[RuleChange, ...]  # that differ
    settings: tuple[Difference, ...]
    inputs: tuple[Difference, ...]

    def count(self, kind: ChangeKind) -> int:
        """Return how many people changed in this way."""
        return sum(one.kind is kind for one in self.people)
