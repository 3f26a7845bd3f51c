"""Synthetic vacancies: the shape of the city's 2024 announcement, and the country's beyond it."""

from __future__ import annotations

from dataclasses import dataclass

from penempatan.domain.position import PositionTier
from penempatan.sample.draw import Draw, Weighted
from penempatan.sample.posts import COMPETENCY_LEVELS, heals, pay_class, tier_of
from penempatan.sample.tables import SUBDISTRICT, CityVacancy, Office, SampleTables

MANAGERIAL = (
    "Integritas",
    "Kerjasama",
    "Komunikasi",
    "Orientasi pada Hasil",
    "Pelayanan Publik",
    "Pengembangan Diri dan Orang Lain",
    "Mengelola Perubahan",
    "Pengambilan Keputusan",
    "Perekat Bangsa",
)
_BANDS = {"S-1": "SARJANA", "D-IV": "SARJANA", "PROFESI": "SARJANA", "S-2": "MAGISTER", "S-3": "MAGISTER"}
_OPENINGS = Weighted(((1, 220), (2, 39), (3, 6), (4, 1), (5, 1), (6, 1)))  # as announced by the city in 2024
_CERTIFICATES = (
    ("PENGELOLA PENGADAAN", "PBJ-1", 0.8),
    ("AUDITOR", "Sertifikasi Auditor", 0.3),
    ("PENGUJI KENDARAAN", "Sertifikat Penguji Kendaraan Bermotor", 0.6),
    ("POLISI PAMONG PRAJA", "Diklat Dasar Pol PP", 0.4),
)


@dataclass(frozen=True, slots=True)
class SampleVacancy:
    """One vacancy in the words of the input file; empty or None is a blank cell."""

    code: str
    position: str
    office: Office
    unit: str
    district: str
    openings: int
    tier: PositionTier
    pay_class: int | None
    programmes: tuple[str, ...]
    qualification: str
    rank_min: str
    rank_max: str
    competencies: str
    certificates: str
    age_max: int | None
    priority: int | None
    held: int | None = None  # people in the post; only a post map knows them


def _shapes(tables: SampleTables, count: int, draw: Draw) -> list[CityVacancy]:
    """Choose position, office and seats of every vacancy; the city's own 268 come whole and first."""
    city = tables.city
    if count < len(city):
        return draw.some(city, count)
    chosen = list(city)
    while len(chosen) < count:
        if draw.chance(0.4):
            chosen.append(draw.pick(city))
            continue
        position, kind = draw.weighted(tables.national)
        office = draw.pick(tables.subdistricts).name if kind == SUBDISTRICT else kind
        chosen.append(CityVacancy(position, office, draw.weighted(_OPENINGS)))
    return chosen


def _band(programme: str) -> str:
    level = programme.split(" ", 1)[0]
    return _BANDS.get(level, level)


def accepted_programmes(tables: SampleTables, position: str, draw: Draw) -> tuple[str, ...]:
    """Draw a list of accepted programmes of one level band, as long as such lists are."""
    choices = tables.accepted[position]
    lead = draw.weighted(choices)
    alike = [programme for programme in choices.items if _band(programme) == _band(lead)]
    short, typical, long = tables.list_sizes[position]
    size = min(draw.pick((short, typical, long, long + 1)), len(alike))
    chosen = {lead}
    for _ in range(4 * size):  # repeated draws by weight; a rare programme may stay out
        if len(chosen) == size:
            break
        programme = draw.weighted(choices)
        if programme in alike:
            chosen.add(programme)
    return tuple(sorted(chosen))


def _ranks(tier: PositionTier, programmes: tuple[str, ...], draw: Draw) -> tuple[str, str]:
    if tier is PositionTier.PELAKSANA:
        graduate = _band(programmes[0]) in {"SARJANA", "MAGISTER"}
        return (("III/a", "III/d") if graduate else ("II/c", "III/b")) if draw.chance(0.6) else ("", "")
    if not draw.chance(0.25):
        return "", ""
    return {
        PositionTier.AHLI_PERTAMA: ("III/a", "III/b"),
        PositionTier.AHLI_MUDA: ("III/c", "III/d"),
        PositionTier.PEMULA: ("II/a", "II/a"),
    }.get(tier, ("II/c", "II/d"))


def asked_competencies(tables: SampleTables, office: Office, tier: PositionTier, draw: Draw) -> str:
    """Draw what a post of a tier asks for: managerial levels, the skills of its office, a shared one."""
    if draw.chance(0.06):
        return ""
    base = COMPETENCY_LEVELS[tier]
    asked = [(name, base + draw.chance(0.25)) for name in draw.some(MANAGERIAL, draw.whole(3, 5))]
    asked += [(skill, draw.whole(1, 3)) for skill in draw.some(office.skills, draw.whole(1, 2))]
    if draw.chance(0.5):
        asked.append((draw.pick(tables.shared_skills), draw.whole(1, 3)))
    levels = {name.casefold(): (name, level) for name, level in asked}  # "pelayanan publik" is in both lists
    return "; ".join(f"{name}:{level}" for name, level in levels.values())


def _certificates(position: str, draw: Draw) -> str:
    if heals(position):
        return "STR" if draw.chance(0.8) else ""
    wanted = [name for stem, name, share in _CERTIFICATES if stem in position and draw.chance(share)]
    return "; ".join(wanted)


def make_vacancies(tables: SampleTables, count: int, draw: Draw) -> tuple[SampleVacancy, ...]:
    """Return `count` vacancies, sorted by office and position, coded SMG-0001 and on."""
    shapes = sorted(
        _shapes(tables, count, draw), key=lambda shape: (shape.office, shape.position, shape.openings)
    )
    width = max(4, len(str(count)))
    found = []
    for number, shape in enumerate(shapes, start=1):
        office = tables.offices[shape.office]
        tier = tier_of(shape.position)
        unit, unit_district = draw.weighted(office.units)
        programmes = accepted_programmes(tables, shape.position, draw)
        rank_min, rank_max = _ranks(tier, programmes, draw)
        urgent = heals(shape.position) and draw.chance(0.5)
        found.append(
            SampleVacancy(
                code=f"SMG-{number:0{width}d}",
                position=shape.position,
                office=office,
                unit="" if draw.chance(0.02) else unit,
                district="" if draw.chance(0.1) else unit_district or office.district,
                openings=shape.openings,
                tier=tier,
                pay_class=None if draw.chance(0.05) else pay_class(shape.position, tier),
                programmes=programmes,
                qualification="" if draw.chance(0.01) else " / ".join(programmes),
                rank_min=rank_min,
                rank_max=rank_max,
                competencies=asked_competencies(tables, office, tier, draw),
                certificates=_certificates(shape.position, draw),
                age_max=draw.pick((45, 50, 53)) if draw.chance(0.05) else None,
                priority=None if draw.chance(0.15) else 1 if urgent else draw.pick((1, 2, 2, 2, 3)),
            )
        )
    return tuple(found)
