"""Education as the civil service speaks of it: a level, a programme, and how sure the reading is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum


class EducationLevel(Enum):
    """Levels with their legal rank (BKN code order is *not* a rank order; D-IV and S-1 are one rank).

    `rank` is doubled so that a profession (between S-1 and S-2) stays an integer.
    Source: domain brief 2.4; BKN level codes 05..50.
    """

    SD = ("SD", 2)
    SLTP = ("SLTP", 4)
    SLTA = ("SLTA", 6)
    D1 = ("D-I", 8)
    D2 = ("D-II", 10)
    D3 = ("D-III", 12)
    D4 = ("D-IV", 14)
    S1 = ("S-1", 14)
    PROFESSION = ("Profesi", 15)
    S2 = ("S-2", 16)
    SPECIALIST = ("Spesialis", 17)
    S3 = ("S-3", 18)
    SUBSPECIALIST = ("Subspesialis", 19)

    def __init__(self, label: str, rank: int) -> None:
        self.label = label
        self.rank = rank


class MatchKind(IntEnum):
    """How a programme was recognised, surest first."""

    CODE = 1
    NAME = 2
    SYNONYM = 3
    KEYWORD = 4  # "dugaan": the taxonomy is a guess that a human must tick
    UNLISTED = 5  # a legible name that no table knows; equal names still match each other


@dataclass(frozen=True, slots=True)
class Programme:
    """A study programme without its level. Two programmes are the same when their `name` is."""

    name: str  # canonical, upper case, without level prefix
    isced: str | None = None  # ISCED-F 2013 detailed field, four digits
    field_group: str | None = None  # rumpun tag, such as "KESEHATAN"
    match: MatchKind = MatchKind.UNLISTED
    guessed: bool = False  # isced and field_group come from a keyword rule ("dugaan"); the name does not


@dataclass(frozen=True, slots=True)
class Education:
    """One education of an employee. `level` or `programme` is None where the text did not tell."""

    raw: str
    level: EducationLevel | None
    programme: Programme | None
    implied: bool = False  # not written, but what is written cannot be had without it (Ners: S-1 Keperawatan)
    by_title: bool = False  # only a degree title at the name says so: evidence for a score, proof for no rule


@dataclass(frozen=True, slots=True)
class Alternative:
    """One accepted education of a vacancy; `programme` None means any programme of that level."""

    raw: str
    level: EducationLevel | None
    programme: Programme | None
    any_programme: bool = False


def education_label(level: EducationLevel, programme: Programme) -> str:
    """Level and programme as people write them: "S-1 HUKUM", "Profesi NERS", "SPESIALIS ANAK"."""
    if programme.name.startswith(level.label.upper()):
        return programme.name
    return f"{level.label} {programme.name}"


@dataclass(frozen=True, slots=True)
class Qualification:
    """The educations a vacancy accepts, in the order written. Empty: the vacancy names none."""

    raw: str = ""
    alternatives: tuple[Alternative, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.alternatives)
