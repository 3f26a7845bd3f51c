"""One synthetic career: education, start, rank and post that agree with each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from penempatan.domain.employee import EmploymentStatus
from penempatan.domain.position import PositionTier, TierFamily
from penempatan.domain.rank import PNS_RANKS
from penempatan.sample.draw import Draw, Weighted
from penempatan.sample.posts import at_tier, tier_of
from penempatan.sample.round import JUDGED_ON
from penempatan.sample.tables import Office, SampleTables

if TYPE_CHECKING:
    from collections.abc import Sequence

SCHOOL_LEAVER = "SLTA/SMA SEDERAJAT"
_TEACHING_OFFICE = "Dinas Pendidikan"
_HEALTH_OFFICES = ("Dinas Kesehatan", "RSD K.R.M.T. Wongsonegoro")
_RETIREMENT_AGE = 58
_OLDEST_START = 46  # older is real but rare, and intake asks about it

_MISPLACED = 0.3  # of those bound to an office by education; a fifth of all: the city's problem to solve
_GENERALISTS = 0.3  # of the staff outside health: the secretariats' administrators, accountants, programmers
_TEACHERS = 0.5
_SCHOOL_LEAVERS = 0.08
_FUNCTIONAL_IN_HEALTH, _FUNCTIONAL = 0.85, 0.45
_LEADING = frozenset({"S-1", "D-IV", "S-2", "PROFESI"})
_TEACHER = "GURU AHLI PERTAMA"

_TEACHING = Weighted(
    (
        ("S-1 PENDIDIKAN GURU SEKOLAH DASAR", 40),
        ("S-1 PENDIDIKAN ANAK USIA DINI", 8),
        ("S-1 PENDIDIKAN MATEMATIKA", 10),
        ("S-1 PENDIDIKAN BAHASA INDONESIA", 10),
        ("S-1 PENDIDIKAN BAHASA INGGRIS", 10),
        ("S-1 PENDIDIKAN JASMANI KESEHATAN DAN REKREASI", 8),
        ("S-1 BIMBINGAN DAN KONSELING", 6),
        ("S-1 PENDIDIKAN AGAMA ISLAM", 8),
    )
)
_MASTERS = Weighted(
    (
        ("S-2 MANAJEMEN", 30),
        ("S-2 ADMINISTRASI PUBLIK", 30),
        ("S-2 ILMU HUKUM", 15),
        ("S-2 ILMU LINGKUNGAN", 10),
        ("S-2 ILMU KOMUNIKASI", 8),
        ("S-2 TEKNIK SIPIL", 7),
    )
)
# Recruitment comes in waves: few old hands, the mass appointments of 2005-2010, a pause, then 2019 on.
_PNS_STARTS = Weighted(
    (
        *((year, 0.4) for year in range(1992, 2005)),
        *((year, 1.2) for year in range(2005, 2011)),
        *((2014, 2.0), (2015, 2.0), (2018, 2.0), (2019, 14.0), (2020, 8.0), (2021, 10.0), (2022, 12.0)),
        *((2023, 3.0), (2024, 1.0)),
    )
)
_PPPK_STARTS = (2021, 2022, 2023, 2024, 2025)
_CPNS_MONTHS = (3, 4, 5, 6)

# Level -> (youngest and oldest at the start, first PNS rank, last rank by education alone, PPPK rank).
_LEVELS = {
    "SLTA": (19, 32, "II/a", "III/b", "V"),
    "D-I": (20, 32, "II/b", "III/b", "VI"),
    "D-II": (20, 32, "II/b", "III/c", "VI"),
    "D-III": (21, 32, "II/c", "III/d", "VII"),
    "D-IV": (23, 35, "III/a", "IV/b", "IX"),
    "S-1": (23, 35, "III/a", "IV/b", "IX"),
    "PROFESI": (25, 35, "III/b", "IV/c", "X"),
    "S-2": (26, 38, "III/b", "IV/c", "X"),
    "SPESIALIS": (31, 42, "III/c", "IV/c", "XI"),
    "SUBSPESIALIS": (34, 45, "III/d", "IV/c", "XI"),
    "S-3": (30, 42, "III/c", "IV/c", "XI"),
}
_CLERKS = {
    "SLTA": ("OPERATOR LAYANAN OPERASIONAL", "PENGADMINISTRASI PERKANTORAN", "PENGADMINISTRASI UMUM"),
    "D-III": ("PENGELOLA LAYANAN OPERASIONAL", "PENGOLAH DATA DAN INFORMASI", "PENGELOLA KEUANGAN"),
    "S-1": ("PENATA LAYANAN OPERASIONAL", "PENELAAH TEKNIS KEBIJAKAN", "PENYUSUN PROGRAM DAN PELAPORAN"),
}
_HEADS = {
    PositionTier.PENGAWAS: (
        "KEPALA SUBBAGIAN UMUM DAN KEPEGAWAIAN",
        "KEPALA SUBBAGIAN KEUANGAN",
        "KEPALA SEKSI PELAYANAN",
    ),
    PositionTier.ADMINISTRATOR: (
        "SEKRETARIS",
        "KEPALA BIDANG PELAYANAN",
        "KEPALA BIDANG PENGENDALIAN DAN EVALUASI",
    ),
}


@dataclass(frozen=True, slots=True)
class Career:
    """Who someone is in the service. `home` is the office that their education belongs to."""

    office: Office
    home: Office
    programmes: tuple[str, ...]  # first education first
    status: EmploymentStatus
    birth_date: date
    start: date
    rank: str
    position: str
    tier: PositionTier

    @property
    def misplaced(self) -> bool:
        """Whether the education belongs to another office than the present one."""
        return self.home is not self.office


@dataclass(frozen=True, slots=True)
class _Entry:
    """How someone came into the service, and how far the rank has gone since."""

    programme: str
    status: EmploymentStatus
    start: date
    rank: str

    @property
    def level(self) -> str:
        return level_of(self.programme)


def level_of(programme: str) -> str:
    """Return the level of a programme; whatever names none is a secondary school."""
    level = programme.split(" ", 1)[0]
    return level if level in _LEVELS else "SLTA"


def _education(tables: SampleTables, office: Office, draw: Draw) -> tuple[Office, str]:
    if office.name == _TEACHING_OFFICE and draw.chance(_TEACHERS):
        return office, draw.weighted(_TEACHING)
    if office.name not in _HEALTH_OFFICES and draw.chance(_SCHOOL_LEAVERS):
        return office, SCHOOL_LEAVER
    if office.name not in _HEALTH_OFFICES and draw.chance(_GENERALISTS):
        return office, draw.weighted(tables.general)
    home = draw.weighted(tables.staffing) if draw.chance(_MISPLACED) else office
    return home, draw.weighted(tables.employed[home.kind])


def _status(draw: Draw) -> EmploymentStatus:
    if draw.chance(0.15):
        return EmploymentStatus.PPPK
    return EmploymentStatus.CPNS if draw.chance(0.03) else EmploymentStatus.PNS


def _rank(level: str, start: date, status: EmploymentStatus, draw: Draw) -> str:
    _, _, first, last, contract = _LEVELS[level]
    if status is EmploymentStatus.PPPK:
        return contract
    served = JUDGED_ON.year - start.year
    pace = draw.pick((5, 6, 7, 8) if level == "PROFESI" else (4, 5, 6, 6))  # years a step
    steps = 0 if status is EmploymentStatus.CPNS else served // pace
    return PNS_RANKS[min(PNS_RANKS.index(first) + steps, PNS_RANKS.index(last))]


def _tier(position: str, rank: str, status: EmploymentStatus) -> PositionTier:
    """Return the tier of a functional post that the rank allows."""
    entry = tier_of(position)
    if status is not EmploymentStatus.PNS:
        return entry
    step = PNS_RANKS.index(rank)
    skilled = entry in {PositionTier.PEMULA, PositionTier.TERAMPIL}
    if step < PNS_RANKS.index("III/a"):
        return PositionTier.TERAMPIL if skilled else entry
    if step < PNS_RANKS.index("III/c"):
        return PositionTier.MAHIR if skilled else entry
    if step < PNS_RANKS.index("IV/a"):
        return PositionTier.PENYELIA if skilled else PositionTier.AHLI_MUDA
    return PositionTier.PENYELIA if skilled else PositionTier.AHLI_MADYA


def _functional(tables: SampleTables, office: Office, entry: _Entry) -> Sequence[str]:
    """Return the functional posts of the office that accept the programme and suit its level."""
    posts = tables.open_to.get((office.kind, entry.programme), ())
    if _LEVELS[entry.level][2] >= "III/a":
        return posts
    return [post for post in posts if tier_of(post).family is TierFamily.SKILLED]


def _post(tables: SampleTables, office: Office, entry: _Entry, draw: Draw) -> tuple[str, PositionTier]:
    if entry.status is EmploymentStatus.PNS and entry.level in _LEADING:
        step = PNS_RANKS.index(entry.rank)
        if step >= PNS_RANKS.index("IV/a") and draw.chance(0.35):
            return draw.pick(_HEADS[PositionTier.ADMINISTRATOR]), PositionTier.ADMINISTRATOR
        if PNS_RANKS.index("III/c") <= step <= PNS_RANKS.index("IV/a") and draw.chance(0.2):
            return draw.pick(_HEADS[PositionTier.PENGAWAS]), PositionTier.PENGAWAS
    functional = _functional(tables, office, entry)
    share = _FUNCTIONAL_IN_HEALTH if office.name in _HEALTH_OFFICES else _FUNCTIONAL
    if entry.programme in _TEACHING.items and office.name == _TEACHING_OFFICE:
        functional, share = (_TEACHER,), 1.0
    if functional and draw.chance(share):
        position = draw.pick(functional)
        tier = _tier(position, entry.rank, entry.status)
        return at_tier(position, tier), tier
    band = {"D-I": "D-III", "D-II": "D-III"}.get(entry.level, entry.level)
    return draw.pick(_CLERKS.get(band, _CLERKS["S-1"])), PositionTier.PELAKSANA


def _start(status: EmploymentStatus, draw: Draw) -> date:
    if status is EmploymentStatus.CPNS:
        return date(JUDGED_ON.year - 1, draw.pick(_CPNS_MONTHS), 1)
    year = draw.pick(_PPPK_STARTS) if status is EmploymentStatus.PPPK else draw.weighted(_PNS_STARTS)
    return date(year, draw.whole(1, 12), 1)


def _birth_date(entry: _Entry, draw: Draw) -> date:
    youngest, oldest, *_ = _LEVELS[entry.level]
    # contracts are open to older people
    late = draw.whole(0, 12) if entry.status is EmploymentStatus.PPPK else 0
    age = min(draw.whole(youngest, oldest) + late, _OLDEST_START)
    year = max(entry.start.year - age, JUDGED_ON.year - _RETIREMENT_AGE)
    return draw.day(date(year, 1, 1), date(year, 12, 31))


def _later_education(tables: SampleTables, home: Office, entry: _Entry, draw: Draw) -> tuple[str, ...]:
    served = JUDGED_ON.year - entry.start.year
    if entry.level in {"S-1", "D-IV"} and served > 6 and draw.chance(0.15):
        return (draw.weighted(_MASTERS),)
    if entry.level == "D-III" and served > 5 and draw.chance(0.25):
        graduate = [name for name in tables.employed[home.kind].items if level_of(name) == "S-1"]
        return (draw.pick(graduate),) if graduate else ()
    return ()


def make_career(tables: SampleTables, draw: Draw) -> Career:
    """Draw one career."""
    office = draw.weighted(tables.staffing)
    home, programme = _education(tables, office, draw)
    status = _status(draw)
    start = _start(status, draw)
    entry = _Entry(programme, status, start, _rank(level_of(programme), start, status, draw))
    position, tier = _post(tables, office, entry, draw)
    return Career(
        office=office,
        home=home,
        programmes=(programme, *_later_education(tables, home, entry, draw)),
        status=status,
        birth_date=_birth_date(entry, draw),
        start=start,
        rank=entry.rank,
        position=position,
        tier=tier,
    )
