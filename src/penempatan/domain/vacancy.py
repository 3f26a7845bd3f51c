"""The open post and what it asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from penempatan.domain.education import Qualification
from penempatan.domain.issue import Location

if TYPE_CHECKING:
    from penempatan.domain.position import PositionTier, PositionType
    from penempatan.domain.rank import Rank


@dataclass(frozen=True, slots=True)
class CompetencyRequirement:
    """A required competency: canonical name, level 1..5, and whether it is a core factor (GAP method)."""

    name: str
    level: int
    core: bool = True


@dataclass(frozen=True, slots=True)
class Vacancy:
    """One row of the vacancy list; `openings` seats, all alike. Empty or None: the vacancy does not ask."""

    code: str
    position: str
    dinas: str  # canonical name where known, else the text as read
    openings: int
    unit: str = ""  # unit path below the dinas, parts joined by " | "
    position_type: PositionType | None = None
    tier: PositionTier | None = None
    job_grade: int | None = None
    qualification: Qualification = Qualification()
    rank_min: Rank | None = None
    rank_max: Rank | None = None
    competencies: tuple[CompetencyRequirement, ...] = ()
    certificates: tuple[str, ...] = ()
    age_max: int | None = None
    district: str = ""  # kecamatan of the office; falls back to the dinas's office where known
    priority: int = 2  # 1 highest … 3
    formation_kind: str = ""  # UMUM, PENYANDANG DISABILITAS, …: shown, never scored (R40)
    location: Location = Location()
    need: int | None = None  # mode penataan: Kebutuhan, rounded; None in mode isi
    held: int | None = None  # mode penataan: Bezetting as the post map states it
