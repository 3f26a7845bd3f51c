"""The shipped aggregates (`data/README.md`), read once and indexed the way the generator asks."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from penempatan.domain.position import PositionTier
from penempatan.sample.draw import Weighted
from penempatan.sample.posts import tier_of

SUBDISTRICT = "Kecamatan"  # the kind under which the tables keep the sixteen sub-district offices together
_STAFF_FLOOR = 4  # seats' worth of staff that an office has whatever it announced
_GENERAL_AT = 6  # offices that ask for a programme before it counts as general
_GENERIC_UNITS = (
    "Sekretariat | Subbagian Umum dan Kepegawaian",
    "Sekretariat | Subbagian Keuangan dan Barang Milik Daerah",
    "Sekretariat | Subbagian Perencanaan dan Evaluasi",
)


@dataclass(frozen=True, slots=True)
class Office:
    """A perangkat daerah: its district, the skills of its work, and its units with their districts."""

    name: str
    kind: str  # the name under which the tables of positions and programmes know the office
    district: str
    skills: tuple[str, ...]
    units: Weighted[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class CityVacancy:
    """A vacancy of the city's 2024 announcement, reduced to its shape."""

    position: str
    office: str
    openings: int


@dataclass(frozen=True, slots=True)
class SampleTables:
    """Everything the generator knows about the city and the country."""

    offices: dict[str, Office]
    staffing: Weighted[Office]
    shared_skills: tuple[str, ...]
    city: tuple[CityVacancy, ...]
    national: Weighted[tuple[str, str]]  # (position, kind of office)
    list_sizes: dict[str, tuple[int, int, int]]
    accepted: dict[str, Weighted[str]]  # position -> programmes
    employed: dict[str, Weighted[str]]  # kind of office -> programmes
    general: Weighted[str]  # programmes that many offices ask for: archives, computers, administration
    open_to: dict[tuple[str, str], tuple[str, ...]]  # (kind of office, programme) -> functional posts
    subdistricts: tuple[Office, ...]


def _read(name: str) -> list[dict[str, str]]:
    text = files(__package__).joinpath("data", f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _grouped(rows: list[dict[str, str]], key: str, item: str) -> dict[str, Weighted[str]]:
    groups: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
    for row in rows:
        groups[row[key]].append((row[item], float(row["n"])))
    return {name: Weighted(pairs) for name, pairs in groups.items()}


def _general(city: tuple[CityVacancy, ...], accepted: dict[str, Weighted[str]]) -> Weighted[str]:
    """Return the programmes that the city's vacancies ask for at many offices, by how many ask."""
    asked: defaultdict[str, float] = defaultdict(float)
    offices: defaultdict[str, set[str]] = defaultdict(set)
    for vacancy in city:
        for programme, share in accepted[vacancy.position].shares():
            asked[programme] += share
            offices[programme].add(vacancy.office)
    return Weighted((name, asked[name]) for name in sorted(asked) if len(offices[name]) >= _GENERAL_AT)


def _offices() -> dict[str, Office]:
    skills: defaultdict[str, list[str]] = defaultdict(list)
    for row in _read("skills"):
        skills[row["singkatan"]].append(row["keterampilan"])
    units: defaultdict[str, list[tuple[tuple[str, str], float]]] = defaultdict(list)
    for row in _read("units"):
        units[row["dinas"]].append(((row["unit_kerja"], row["kecamatan"]), float(row["formasi"])))
    found = {}
    for row in _read("offices"):
        own = units[row["dinas"]] or [((unit, ""), 1.0) for unit in _GENERIC_UNITS]
        own_skills = tuple(skills[row["singkatan"]] or skills["Kecamatan/Kelurahan"])
        kind = SUBDISTRICT if row["dinas"].startswith(SUBDISTRICT) else row["dinas"]
        found[row["dinas"]] = Office(row["dinas"], kind, row["kecamatan"], own_skills, Weighted(own))
    return found


@cache
def load_tables() -> SampleTables:
    """Read the packaged tables."""
    offices = _offices()
    city = tuple(
        CityVacancy(row["jabatan"], row["dinas"], int(row["jumlah"]))
        for row in _read("city_vacancies")
        for _ in range(int(row["formasi"]))
    )
    national = [
        ((row["jabatan"], row["dinas"]), float(row["formasi"])) for row in _read("national_positions")
    ]
    accepted = _grouped(_read("accepted_programmes"), "jabatan", "pendidikan")

    seats: defaultdict[str, int] = defaultdict(lambda: _STAFF_FLOOR)
    found_at: defaultdict[str, set[str]] = defaultdict(set)
    for vacancy in city:
        seats[vacancy.office] += vacancy.openings
        found_at[offices[vacancy.office].kind].add(vacancy.position)
    for (position, kind), _ in national:
        found_at[kind].add(position)
    open_to: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for kind, positions in found_at.items():
        for position in sorted(positions):
            if tier_of(position) is PositionTier.PELAKSANA:
                continue
            for programme in accepted[position].items:
                open_to[kind, programme].append(position)

    return SampleTables(
        offices=offices,
        staffing=Weighted((office, seats[office.name]) for office in offices.values()),
        shared_skills=tuple(
            row["keterampilan"] for row in _read("skills") if row["singkatan"] == "LINTAS OPD"
        ),
        city=city,
        national=Weighted(national),
        list_sizes={
            row["jabatan"]: (int(row["daftar_pendek"]), int(row["daftar_tengah"]), int(row["daftar_panjang"]))
            for row in _read("positions")
        },
        accepted=accepted,
        employed=_grouped(_read("employed_programmes"), "dinas", "pendidikan"),
        general=_general(city, accepted),
        open_to={key: tuple(positions) for key, positions in open_to.items()},
        subdistricts=tuple(office for office in offices.values() if office.kind == SUBDISTRICT),
    )
