"""A national round: synthetic people on the real CPNS 2024 vacancies of 425 agencies, read at benchmark time.

The vacancies are `formasi.csv.gz` of the shared data (read here, copied nowhere): post, agency, office, seats
and accepted educations are real; competencies and priorities are drawn per post, because the portal has none.
Nobody in it exists: a person is drawn as someone who came from a post like those advertised, with an
education that such a post accepts.

Spreadsheets are bypassed (a sheet ends at 1,048,576 rows and would measure only the reader); everything
behind them is the real thing: rules, components, goals, solve, check.
"""

from __future__ import annotations

import csv
import gzip
import random
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from penempatan.domain.employee import (
    Certificate,
    Discipline,
    DisciplineLevel,
    Employee,
    EmploymentStatus,
    LegalStanding,
    PerformanceRating,
)
from penempatan.domain.position import PositionTier
from penempatan.domain.problem import Columns, PlacementProblem
from penempatan.domain.rank import Rank, pns_rank
from penempatan.domain.vacancy import CompetencyRequirement, Vacancy
from penempatan.knowledge.competencies import MANAGERIAL
from penempatan.knowledge.dinas import split_unit_path
from penempatan.knowledge.education import read_educations, read_qualification
from penempatan.knowledge.positions import is_health_post, read_position

if TYPE_CHECKING:
    from collections.abc import Sequence

    from penempatan.domain.education import Education

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "formasi_2024"
JUDGED_ON = date(2026, 10, 1)
SKILLS = tuple(f"Kompetensi Teknis {number:02d}" for number in range(1, 61))
NO_DISCIPLINE = Discipline(DisciplineLevel.NONE)
_RATINGS = [
    (PerformanceRating.GOOD, PerformanceRating.GOOD),
    (PerformanceRating.VERY_GOOD, PerformanceRating.GOOD),
    (PerformanceRating.NEEDS_IMPROVEMENT, PerformanceRating.GOOD),
    (),
]
_RANKS = {
    PositionTier.AHLI_PERTAMA: ("III/a", "III/b"),
    PositionTier.TERAMPIL: ("II/b", "II/d"),
    PositionTier.PELAKSANA: ("II/a", "III/b"),
}
_COLUMNS = Columns(
    frozenset({"legal_standing", "position", "dinas", "performance", "competencies", "in_post_since"}),
    frozenset({"competencies"}),
)


@dataclass(frozen=True, slots=True)
class Advertised:
    """One row of the real list, read as the intake reads it."""

    vacancy: Vacancy
    educations: tuple[tuple[Education, ...], ...]  # what a person who comes from such a post may hold


def find_folder(given: Path | None = None) -> Path | None:
    """Return the folder of the real vacancies, or None where this machine has none."""
    folder = given or FOLDER
    return folder if (folder / "formasi.csv.gz").is_file() else None


def national_problem(
    folder: Path, employees: int, vacancies: int | None, openings: int | None, seed: int = 1
) -> PlacementProblem:
    """Return a round of so many people and either so many rows of the list or rows with so many openings.

    Where the list is too short, rows come again under another code, as in a second tranche.
    """
    draw = random.Random(seed)
    rows = _advertised(folder)
    draw.shuffle(rows)
    chosen = _enough(rows, vacancies, openings)
    posts = tuple(
        replace(one.vacancy, code=f"N{number:06d}", priority=draw.choices((1, 2, 3), (2, 7, 1))[0])
        for number, one in enumerate(chosen, 1)
    )
    people = _people(chosen, employees, draw)
    return PlacementProblem(tuple(sorted(people, key=lambda one: one.id)), posts, JUDGED_ON, columns=_COLUMNS)


def _advertised(folder: Path) -> list[Advertised]:
    with gzip.open(folder / "formasi.csv.gz", "rt", encoding="utf-8", newline="") as file:
        return [_row(row) for row in csv.DictReader(file)]


def _row(row: dict[str, str]) -> Advertised:
    reading = read_position(row["jabatan_nm"])
    dinas, unit = split_unit_path(row["lokasi_nm"])
    qualification = read_qualification(row["kualifikasi_pendidikan"])
    vacancy = Vacancy(
        row["no"],
        row["jabatan_nm"],
        dinas,
        int(row["jumlah_formasi"]),
        unit,
        reading.position_type,
        reading.tier,
        qualification=qualification,
        competencies=_required(reading.name, reading.tier),
    )
    held = tuple(read_educations(one.raw) for one in qualification.alternatives)
    return Advertised(vacancy, tuple(one for one in held if one))


def _required(post: str, tier: PositionTier | None) -> tuple[CompetencyRequirement, ...]:
    """Draw what a post asks, from its name alone: the same post asks the same everywhere."""
    draw = random.Random(post)
    level = 3 if tier is PositionTier.AHLI_PERTAMA else 2
    names = [*draw.sample(SKILLS, 3), *draw.sample(MANAGERIAL, 2)]
    return tuple(
        CompetencyRequirement(name, min(5, level + draw.choice((0, 0, 1))), index < 3)
        for index, name in enumerate(sorted(names))
    )


def _enough(rows: Sequence[Advertised], vacancies: int | None, openings: int | None) -> list[Advertised]:
    chosen: list[Advertised] = []
    seats = 0
    while True:
        for one in rows:
            if (vacancies is not None and len(chosen) == vacancies) or (
                openings is not None and seats >= openings
            ):
                return chosen
            chosen.append(one)
            seats += one.vacancy.openings


def _people(chosen: Sequence[Advertised], count: int, draw: random.Random) -> list[Employee]:
    """Draw people: most sit in a post of the kind that their education opens, in some office of the list."""
    usable = [one for one in chosen if one.educations]
    homes = draw.choices(usable, [one.vacancy.openings for one in usable], k=count)
    offices = draw.choices(usable, k=count)
    taken: Counter[str] = Counter()
    return [
        _person(number, home, office.vacancy.dinas, taken, draw)
        for number, (home, office) in enumerate(zip(homes, offices, strict=True), 1)
    ]


def _person(number: int, home: Advertised, office: str, taken: Counter[str], draw: random.Random) -> Employee:
    vacancy = home.vacancy
    tier = vacancy.tier
    born = date(1968, 1, 1) + timedelta(days=draw.randrange(12_000))
    stem = f"{born:%Y%m%d}{born.year + 24}{draw.randrange(1, 13):02d}{draw.choice('12')}"
    taken[stem] += 1
    lowest, highest = _RANKS.get(tier or PositionTier.PELAKSANA, ("II/a", "III/d"))
    step = draw.randint(pns_rank(lowest).step, pns_rank(highest).step)
    return Employee(
        id=f"{stem}{taken[stem]:03d}",
        name=f"Pegawai {number}",
        educations=draw.choice(home.educations),
        birth_date=born,
        status=EmploymentStatus.PNS,
        legal_standing=LegalStanding.ACTIVE,
        rank=Rank(pns_rank(lowest).scale, step),
        position=vacancy.position,
        position_type=vacancy.position_type,
        tier=tier,
        dinas=vacancy.dinas if draw.random() < 0.5 else office,
        in_post_since=date(2026 - draw.randrange(1, 12), draw.randrange(1, 13), 1),
        performance=draw.choices(_RATINGS, (70, 20, 5, 5))[0],
        discipline=NO_DISCIPLINE,
        certificates=(Certificate("STR"),) if is_health_post(vacancy.position) else (),
        competencies=_held(vacancy, draw),
    )


def _held(vacancy: Vacancy, draw: random.Random) -> tuple[tuple[str, int], ...]:
    levels = {
        one.name: max(0, min(5, one.level + draw.choice((-1, 0, 0, 1)))) for one in vacancy.competencies
    }
    for name in draw.sample(SKILLS, 2):
        levels.setdefault(name, draw.randint(1, 4))
    return tuple(sorted(levels.items()))
