"""Builders of small instances, shared by all tests: a harmless default for all that a test does not name.

A person from `make_employee()` breaks no rule for a vacancy from `make_vacancy()`, and no data are missing.
"""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from penempatan.domain.education import (
    Alternative,
    Education,
    EducationLevel,
    MatchKind,
    Programme,
    Qualification,
)
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
from penempatan.domain.problem import Columns, ExternalScore, Lock, LockKind, PlacementProblem
from penempatan.domain.rank import pns_rank
from penempatan.domain.vacancy import CompetencyRequirement, Vacancy
from penempatan.eligibility.rules import rules_for
from penempatan.eligibility.tables import tabulate
from penempatan.settings.model import (
    CompetencyTestRule,
    EducationRule,
    EligibilitySettings,
    PppkRule,
    Settings,
    Weights,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from penempatan.eligibility.rule import Finding, RuleCode

JUDGED_ON = date(2026, 1, 1)

PROGRAMMES = {
    programme.name: programme
    for programme in (
        Programme("KESEHATAN MASYARAKAT", "0917", "KESEHATAN", MatchKind.CODE),
        Programme("KEPERAWATAN", "0913", "KESEHATAN", MatchKind.CODE),
        Programme("NERS", "0913", "KESEHATAN", MatchKind.CODE),
        Programme("GIZI", "0915", "KESEHATAN", MatchKind.CODE),
        Programme("KESEJAHTERAAN SOSIAL", "0923", "SOSIAL", MatchKind.CODE),
        Programme("SOSIOLOGI", "0314", "SOSIAL", MatchKind.NAME),
        Programme("ILMU HUKUM", "0421", "HUKUM", MatchKind.NAME),
        Programme("AKUNTANSI", "0411", "EKONOMI_KEUANGAN", MatchKind.CODE),
        Programme("MANAJEMEN", "0413", "EKONOMI_KEUANGAN", MatchKind.CODE),
        Programme("TEKNIK INFORMATIKA", "0613", "TIK", MatchKind.CODE),
        Programme("SISTEM INFORMASI", "0612", "TIK", MatchKind.SYNONYM),
        Programme("TEKNIK SIPIL", "0732", "TEKNIK_SIPIL_BANGUNAN", MatchKind.CODE),
        Programme("ANALISIS KESEHATAN DIGITAL", "0914", "KESEHATAN", MatchKind.KEYWORD),
        Programme("GERONTOLOGI SOSIAL", "0921", "KESEHATAN", MatchKind.NAME),
        Programme("FILSAFAT", "0223", None, MatchKind.NAME),
        Programme("KETATALAKSANAAN", None, "SOSIAL", MatchKind.NAME),
        Programme("ILMU ANTAH BERANTAH", None, None, MatchKind.UNLISTED),
    )
}


def make_education(text: str) -> Education:
    """Read `S1 GIZI`: level by enum name, then a programme of PROGRAMMES; `-` is unknown."""
    level, _, name = text.strip().partition(" ")
    return Education(
        text.strip(),
        None if level == "-" else EducationLevel[level],
        None if name in {"", "-"} else PROGRAMMES.get(name, Programme(name)),
    )


def make_qualification(text: str) -> Qualification:
    """Read `S1 GIZI / D4 GIZI / S1 *`; `*` is any programme of the level, empty text is no list."""
    alternatives = []
    for part in filter(None, (one.strip() for one in text.split("/"))):
        any_programme = part.endswith(" *")
        one = make_education(part.removesuffix(" *"))
        alternatives.append(Alternative(part, one.level, one.programme, any_programme))
    return Qualification(text, tuple(alternatives))


_EMPLOYEE = Employee(
    id="198503142010011001",
    name="Pegawai Contoh",
    educations=(make_education("S1 KESEHATAN MASYARAKAT"),),
    birth_date=date(1985, 3, 14),
    status=EmploymentStatus.PNS,
    legal_standing=LegalStanding.ACTIVE,
    rank=pns_rank("III/b"),
    position="PENGELOLA LAYANAN OPERASIONAL",
    tier=PositionTier.PELAKSANA,
    position_type=PositionTier.PELAKSANA.position_type,
    dinas="Dinas Kesehatan",
    in_post_since=date(2020, 1, 1),
    performance=(PerformanceRating.GOOD, PerformanceRating.GOOD),
    discipline=Discipline(DisciplineLevel.NONE),
    certificates=(),
    competencies=(("Komunikasi", 3), ("Pelayanan Publik", 3)),
    district="Tembalang",
    preferences=("F-001",),
)

_VACANCY = Vacancy(
    code="F-001",
    position="PENATA LAYANAN OPERASIONAL",
    dinas="Dinas Kesehatan",
    openings=1,
    tier=PositionTier.PELAKSANA,
    position_type=PositionTier.PELAKSANA.position_type,
    qualification=make_qualification("S1 KESEHATAN MASYARAKAT"),
    competencies=(CompetencyRequirement("Komunikasi", 3),),
    district="Tembalang",
)


def make_employee(**changes: Any) -> Employee:
    """Return a person without a fault; a changed tier brings its kind of post along."""
    if isinstance(changes.get("tier"), PositionTier):
        changes.setdefault("position_type", changes["tier"].position_type)
    return replace(_EMPLOYEE, **changes)


def make_vacancy(**changes: Any) -> Vacancy:
    """Return a vacancy that the default person may fill; a changed tier brings its kind of post along."""
    if isinstance(changes.get("tier"), PositionTier):
        changes.setdefault("position_type", changes["tier"].position_type)
    return replace(_VACANCY, **changes)


ALL_COLUMNS = Columns(
    frozenset(one.name for one in fields(Employee)), frozenset(one.name for one in fields(Vacancy))
)


def make_problem(
    employees: Sequence[Employee] = (_EMPLOYEE,), vacancies: Sequence[Vacancy] = (_VACANCY,), **changes: Any
) -> PlacementProblem:
    """Return a round judged on JUDGED_ON with every column present; sorts both tuples as intake does."""
    round_ = PlacementProblem(
        tuple(sorted(employees, key=lambda one: one.id)),
        tuple(sorted(vacancies, key=lambda one: one.code)),
        JUDGED_ON,
        columns=ALL_COLUMNS,
    )
    return replace(round_, **changes)


NO_RULES = EligibilitySettings(
    active=False,
    pppk=PppkRule.FREE,
    cpns_stay=False,
    special_standing_stays=False,
    level=False,
    education=EducationRule.FREE,
    years_in_post_min=0,
    retirement=False,
    age_max=False,
    rank=False,
    no_skipping=False,
    no_demotion=False,
    competency_test=CompetencyTestRule.FREE,
    registration=False,
    certificates=False,
    performance=False,
    discipline=False,
    outside_approval=False,
)
OPEN_SETTINGS = Settings(eligibility=NO_RULES)  # every pair is eligible (but for Kunci, bans, minimum score)

NO_WEIGHTS = Weights(*(0 for _ in fields(Weights)))

# Scores come from the table of a test alone; pairs that the table leaves out are not eligible.
TABLE_SETTINGS = Settings(
    eligibility=replace(NO_RULES, external_only=True), weights=replace(NO_WEIGHTS, external=1_000)
)


def find(
    code: RuleCode,
    employee: Employee = _EMPLOYEE,
    vacancy: Vacancy = _VACANCY,
    settings: Settings | None = None,
    **changes: Any,
) -> Finding:
    """Return what one rule says of one pair; `changes` are of the round."""
    problem = make_problem([employee], [vacancy], **changes)
    tables = tabulate(problem, rules_for(problem, settings or Settings()))
    (finding,) = (one for one in tables.findings(0, 0) if one.code is code)
    return finding


def make_scored_problem(table: str, **changes: Any) -> PlacementProblem:
    """Return a round whose scores stand in a table; use it with TABLE_SETTINGS (or changes of it).

    Columns are vacancies, `code:openings`; rows are employees; cells are points 0–100, `.` is not eligible::

            F1   F2:2
        A   90   80.5
        B   .    70
    """
    head, *rows = [line.split() for line in table.strip().splitlines() if line.strip()]
    vacancies, employees, scores = [], [], []
    for cell in head:
        code, _, openings = cell.partition(":")
        vacancies.append(make_vacancy(code=code, openings=int(openings or 1)))
    for name, *cells in rows:
        employees.append(make_employee(id=name, name=f"Pegawai {name}"))
        scores += [
            ExternalScore(name, vacancy.code, round(float(cell) * 100))
            for vacancy, cell in zip(vacancies, cells, strict=True)
            if cell != "."
        ]
    return make_problem(employees, vacancies, **{"external_scores": tuple(scores), **changes})


def make_locks(text: str) -> tuple[Lock, ...]:
    """Read lines `NIP KODE tetap|larang`."""
    return tuple(
        Lock(LockKind(kind), employee, vacancy, "arahan pimpinan")
        for employee, vacancy, kind in (line.split() for line in text.strip().splitlines())
    )


def read_table(text: str) -> list[dict[str, str]]:
    """Read lines of cells separated by `|`, headed by column names; cells are stripped."""
    head, *rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    return [dict(zip(head, row, strict=True)) for row in rows]


def read_employees(text: str) -> tuple[Employee, ...]:
    """Read a table headed by attributes of Employee; an empty cell keeps the default, `-` is missing."""
    return tuple(make_employee(**_parse(row, _EMPLOYEE_CELLS, _EMPLOYEE_MISSING)) for row in read_table(text))


def read_vacancies(text: str) -> tuple[Vacancy, ...]:
    """Read a table headed by attributes of Vacancy; an empty cell keeps the default, `-` is missing."""
    return tuple(make_vacancy(**_parse(row, _VACANCY_CELLS, _VACANCY_MISSING)) for row in read_table(text))


def _parse(row: Mapping[str, str], cells: Mapping[str, Any], missing: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: missing.get(name) if cell == "-" else cells.get(name, str)(cell)
        for name, cell in row.items()
        if cell
    }


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";"))


def _levels(text: str) -> tuple[tuple[str, int], ...]:
    pairs = (part.rsplit(":", 1) for part in _parts(text))
    return tuple(sorted((name.strip(), int(level)) for name, level in pairs))


_EMPLOYEE_CELLS: dict[str, Any] = {
    "educations": lambda text: tuple(make_education(part) for part in _parts(text)),
    "birth_date": date.fromisoformat,
    "in_post_since": date.fromisoformat,
    "status": EmploymentStatus,
    "legal_standing": lambda text: LegalStanding[text],
    "rank": pns_rank,
    "tier": lambda text: PositionTier[text],
    "performance": lambda text: tuple(PerformanceRating[part] for part in _parts(text)),
    "discipline": lambda text: Discipline(DisciplineLevel[text]),
    "certificates": lambda text: tuple(Certificate(part) for part in _parts(text)),
    "competencies": _levels,
    "preferences": _parts,
    "must_place": lambda text: text == "ya",
    "stays": lambda text: text == "ya",
}
_EMPLOYEE_MISSING: dict[str, Any] = {
    "educations": (),
    "performance": (),
    "competencies": (),
    "preferences": (),
    "position": "",
    "dinas": "",
    "district": "",
}
_VACANCY_CELLS: dict[str, Any] = {
    "openings": int,
    "qualification": make_qualification,
    "tier": lambda text: PositionTier[text],
    "rank_min": pns_rank,
    "rank_max": pns_rank,
    "competencies": lambda text: tuple(CompetencyRequirement(name, level) for name, level in _levels(text)),
    "certificates": _parts,
    "age_max": int,
    "priority": int,
}
_VACANCY_MISSING: dict[str, Any] = {
    "qualification": Qualification(),
    "competencies": (),
    "certificates": (),
    "district": "",
    "dinas": "",
}
