"""Synthetic employees: a career, a number, and what the office knows of the person (some of it missing)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from penempatan.domain.employee import EmploymentStatus
from penempatan.domain.position import PositionTier
from penempatan.sample.careers import Career, make_career
from penempatan.sample.draw import Draw, Weighted
from penempatan.sample.names import person_name
from penempatan.sample.posts import COMPETENCY_LEVELS, heals
from penempatan.sample.round import JUDGED_ON
from penempatan.sample.vacancies import MANAGERIAL, SampleVacancy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from penempatan.sample.tables import SampleTables

OUTSIDE_THE_CITY = ("Kab. Demak", "Ungaran", "Kab. Kendal")
_RATINGS = Weighted((("Baik", 76), ("Sangat Baik", 18), ("Butuh Perbaikan", 5), ("Kurang", 1)))
_POTENTIALS = Weighted((("Menengah", 55), ("Tinggi", 25), ("Rendah", 20)))
_YEARS_IN_POST = Weighted(((0, 5), (1, 9), (2, 18), (3, 20), (4, 17), (5, 12), (6, 8), (7, 6), (8, 5)))
_SPARE_CERTIFICATES = (
    "PBJ-1",
    "PKP",
    "Diklat PPNS",
    "Sertifikat Bendahara",
    "SKK Konstruksi",
    "Diklat Kearsipan",
)


@dataclass(frozen=True, slots=True)
class SampleEmployee:
    """One employee in the words of the input file; empty or None is a blank cell."""

    nip: str
    name: str
    career: Career
    education: str
    status: str
    rank: str
    position: str
    position_type: str
    unit: str
    office: str
    in_post_since: date | None
    performance: str
    potential: str
    discipline: str
    certificates: str
    competencies: str
    district: str
    preferences: tuple[str, str, str]
    spouse: str
    stays: str


class _Numbers:
    """Hands out numbers that nobody has yet."""

    def __init__(self) -> None:
        self._next: defaultdict[str, int] = defaultdict(int)

    def take(self, career: Career, woman: bool) -> str:
        month = "21" if career.status is EmploymentStatus.PPPK else f"{career.start:%m}"
        stem = f"{career.birth_date:%Y%m%d}{career.start:%Y}{month}{2 if woman else 1}"
        self._next[stem] += 1
        return f"{stem}{self._next[stem]:03d}"


class _Wishes:
    """What someone with a programme may wish for."""

    def __init__(self, tables: SampleTables, vacancies: Sequence[SampleVacancy]) -> None:
        self._offices = tuple(tables.offices)
        self._open: defaultdict[str, list[SampleVacancy]] = defaultdict(list)
        for vacancy in vacancies:
            for programme in vacancy.programmes:
                self._open[programme].append(vacancy)

    def draw(self, career: Career, draw: Draw) -> tuple[str, str, str]:
        if not draw.chance(0.3):
            return "", "", ""
        fitting = [self._open[programme] for programme in career.programmes if programme in self._open]
        wishes: list[str] = []
        for _ in range(draw.whole(1, 3)):
            if fitting and draw.chance(0.6):
                vacancy = draw.pick(draw.pick(fitting))
                wish = draw.pick((vacancy.code, vacancy.office.name, vacancy.position))
            elif career.misplaced and draw.chance(0.6):
                wish = career.home.name
            else:
                wish = draw.pick(self._offices)
            if wish not in wishes:
                wishes.append(wish)
        first, second, third = (*wishes, "", "")[:3]
        return first, second, third


def _blank(text: str, share: float, draw: Draw) -> str:
    return "" if draw.chance(share) else text


def _in_post_since(career: Career, draw: Draw) -> date | None:
    if draw.chance(0.04):
        return None
    years = draw.weighted(_YEARS_IN_POST)
    latest = JUDGED_ON - timedelta(days=365 * years + 1)
    return max(draw.day(latest - timedelta(days=364), latest), career.start).replace(day=1)


def _discipline(draw: Draw) -> str:
    if draw.chance(0.03):
        return ""
    if draw.chance(0.975):
        return "Tidak Ada"
    level = draw.pick(("Ringan", "Ringan", "Sedang", "Berat"))
    until = draw.day(date(JUDGED_ON.year - 1, 1, 1), date(JUDGED_ON.year + 1, 12, 31)).replace(day=1)
    return f"{level} s.d. {until.isoformat()}"


def _certificates(career: Career, draw: Draw) -> str:
    held = []
    if heals(career.position):
        held += ["STR"] if draw.chance(0.92) else []
        if draw.chance(0.5):
            held.append(f"SIP s.d. {draw.day(date(2026, 6, 1), date(2031, 6, 1)).isoformat()}")
    elif career.programmes[0].startswith(("PROFESI", "SPESIALIS")) and draw.chance(0.7):
        held.append("STR")
    if "AUDITOR" in career.position and draw.chance(0.8):
        held.append("Sertifikasi Auditor")
    if "PENGUJI KENDARAAN" in career.position:
        held.append("Sertifikat Penguji Kendaraan Bermotor")
    if career.tier is PositionTier.PELAKSANA and draw.chance(0.45):
        held.append("UKOM")
    if draw.chance(0.12):
        held.append(draw.pick(_SPARE_CERTIFICATES))
    if not held:
        return "Tidak Ada" if draw.chance(0.5) else ""  # a blank cell says that nobody knows
    return "; ".join(held)


def _competencies(tables: SampleTables, career: Career, draw: Draw) -> str:
    if draw.chance(0.15):  # never assessed
        return ""
    base = COMPETENCY_LEVELS[career.tier]
    held = [
        (name, max(1, min(5, base + draw.pick((-1, 0, 0, 0, 1, 1, 2)))))
        for name in draw.some(MANAGERIAL, draw.whole(6, 9))
    ]
    held += [(skill, draw.whole(1, 4)) for skill in draw.some(career.home.skills, draw.whole(0, 3))]
    if career.misplaced and draw.chance(0.4):
        held.append((draw.pick(career.office.skills), draw.whole(1, 3)))
    if draw.chance(0.6):
        held.append((draw.pick(tables.shared_skills), draw.whole(1, 4)))
    levels = {name.casefold(): (name, level) for name, level in held}
    return "; ".join(f"{name}:{level}" for name, level in levels.values())


def _district(tables: SampleTables, career: Career, draw: Draw) -> str:
    if draw.chance(0.05):
        return ""
    if draw.chance(0.12):
        return draw.pick(OUTSIDE_THE_CITY)
    if draw.chance(0.25):
        return career.office.district
    return draw.pick(tables.subdistricts).district


def make_employees(
    tables: SampleTables, count: int, vacancies: Sequence[SampleVacancy], draw: Draw
) -> tuple[SampleEmployee, ...]:
    """Return `count` employees in no order."""
    numbers, wishes = _Numbers(), _Wishes(tables, vacancies)
    found: list[SampleEmployee] = []
    for _ in range(count):
        woman = draw.chance(0.55)
        career = make_career(tables, draw)
        ratings = "; ".join(draw.weighted(_RATINGS) for _ in range(1 if draw.chance(0.06) else 2))
        unit, _district_of_unit = draw.weighted(career.office.units)
        whole_path = draw.chance(0.01)  # as exports without an office column write it
        found.append(
            SampleEmployee(
                nip=numbers.take(career, woman),
                name=person_name(draw, woman),
                career=career,
                education="; ".join(career.programmes),
                status=career.status.value,
                rank=_blank(career.rank, 0.02, draw),
                position=_blank(career.position, 0.01, draw),
                position_type=_blank(career.tier.position_type.value, 0.03, draw),
                unit=f"{career.office.name} | {unit}" if whole_path else _blank(unit, 0.03, draw),
                office="" if whole_path else career.office.name,
                in_post_since=_in_post_since(career, draw),
                performance=_blank(ratings, 0.04, draw),
                potential=_blank(draw.weighted(_POTENTIALS), 0.5, draw),
                discipline=_discipline(draw),
                certificates=_certificates(career, draw),
                competencies=_competencies(tables, career, draw),
                district=_district(tables, career, draw),
                preferences=wishes.draw(career, draw),
                spouse=draw.pick(found).nip if found and draw.chance(0.01) else "",
                stays="ya" if draw.chance(0.01) else "",
            )
        )
    return tuple(found)
