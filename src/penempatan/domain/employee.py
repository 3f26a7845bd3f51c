"""The person to place. Only what a rule or a score needs is kept (UU 27/2022; domain brief 1.4)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from penempatan.domain.issue import Location

if TYPE_CHECKING:
    from datetime import date

    from penempatan.domain.education import Education
    from penempatan.domain.position import PositionTier, PositionType
    from penempatan.domain.rank import Rank


class EmploymentStatus(Enum):
    """Status kepegawaian."""

    PNS = "PNS"
    CPNS = "CPNS"
    PPPK = "PPPK"
    PPPK_PART_TIME = "PPPK Paruh Waktu"


class LegalStanding(Enum):
    """Kedudukan hukum, folded to what rules R01 and R04 need; the value is the Indonesian label."""

    ACTIVE = "Aktif"
    STUDY_LEAVE = "Tugas Belajar"
    UNPAID_LEAVE = "CLTN"
    SUSPENDED = "Pemberhentian Sementara"
    STATE_OFFICIAL = "Pejabat Negara"
    PRE_RETIREMENT = "Masa Persiapan Pensiun"
    SECONDED = "Pegawai Titipan"
    OTHER_INACTIVE = "Tidak Aktif"
    UNREADABLE = "Tidak Terbaca"


class PerformanceRating(Enum):
    """Predikat kinerja (PermenPANRB 6/2022), best first by `order`."""

    VERY_GOOD = ("Sangat Baik", 5)
    GOOD = ("Baik", 4)
    NEEDS_IMPROVEMENT = ("Butuh Perbaikan", 3)
    POOR = ("Kurang", 2)
    VERY_POOR = ("Sangat Kurang", 1)

    def __init__(self, label: str, order: int) -> None:
        self.label = label
        self.order = order


class DisciplineLevel(Enum):
    """Hukuman disiplin (PP 94/2021); UNDER_EXAMINATION stands beside sedang/berat in R25."""

    NONE = "Tidak Ada"
    LIGHT = "Ringan"
    MODERATE = "Sedang"
    SEVERE = "Berat"
    UNDER_EXAMINATION = "Sedang Diperiksa"


@dataclass(frozen=True, slots=True)
class Discipline:
    """Level and end date only, never the case (UU PDP). `until` None: no end date was given."""

    level: DisciplineLevel
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate as its canonical code (or normalised text) and its last valid day."""

    code: str
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Employee:
    """One row of the roster. None (or an empty tuple where `…_known` is False) means: not in the data."""

    id: str  # NIP, 18 digits
    name: str
    educations: tuple[Education, ...]
    birth_date: date  # from the NIP
    status: EmploymentStatus | None = None
    legal_standing: LegalStanding | None = None
    rank: Rank | None = None
    position: str = ""
    position_type: PositionType | None = None
    tier: PositionTier | None = None
    job_grade: int | None = None
    dinas: str = ""  # canonical name where known, else the text as read
    unit: str = ""
    in_post_since: date | None = None
    performance: tuple[PerformanceRating, ...] = ()  # latest first
    potential: str = ""
    discipline: Discipline | None = None
    certificates: tuple[Certificate, ...] | None = None  # None: the column or cell is empty
    competencies: tuple[tuple[str, int], ...] = ()  # (canonical name, level 0..5), sorted by name
    district: str = ""  # home kecamatan, canonical where known
    preferences: tuple[str, ...] = ()  # first choice first: formasi code, dinas or post name
    spouse_id: str = ""
    must_place: bool = False
    stays: bool = False  # Kunci = ya
    location: Location = Location()
    evidence: tuple[str, ...] = ()  # competencies that skills or courses without a level speak of, sorted
    consents: bool = False  # Persetujuan = ya: agrees to a place that is worse than the present one
    deferred: bool = False  # decided Tunda: out of the round
