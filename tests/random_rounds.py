"""Random rounds for Hypothesis, from small pools, so that values meet, miss and border on each other.

A round is a function of one seed: drawing every field through Hypothesis would cost a hundred times the test
itself. Most fields keep the harmless default, so that pairs stay eligible often enough to be scored.
"""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from random import Random
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from builders import (
    ALL_COLUMNS,
    make_education,
    make_employee,
    make_problem,
    make_qualification,
    make_vacancy,
)
from penempatan.domain.employee import (
    Certificate,
    Discipline,
    DisciplineLevel,
    EmploymentStatus,
    LegalStanding,
    PerformanceRating,
)
from penempatan.domain.position import PositionTier, PositionType
from penempatan.domain.problem import Columns, DinasProfile, ExternalScore, Lock, LockKind
from penempatan.domain.rank import Rank, RankScale, pns_rank
from penempatan.domain.rule_code import RuleCode
from penempatan.domain.vacancy import CompetencyRequirement
from penempatan.domain.waiver import WAIVABLE, Waiver
from penempatan.knowledge.competencies import MANAGERIAL
from penempatan.settings.model import (
    CommutePoints,
    CompetencyMethod,
    CompetencySettings,
    CompetencyTestRule,
    DinasWeights,
    EducationLadder,
    EducationRule,
    EligibilitySettings,
    ExperiencePoints,
    NearnessBasis,
    NeutralShares,
    PerformancePoints,
    PppkRule,
    PreferencePoints,
    Settings,
    Weights,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from penempatan.domain.employee import Employee
    from penempatan.domain.problem import PlacementProblem
    from penempatan.domain.vacancy import Vacancy

DAYS = [date(2026, 1, 1), date(2024, 2, 29), date(2026, 2, 28), date(2026, 3, 1)]
STARTS = [
    *(None, date(2022, 2, 28), date(2023, 12, 31), date(2024, 1, 1), date(2024, 1, 2)),
    *(date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1), date(2027, 1, 1)),
]
BIRTHS = [
    *(date(1964, 2, 29), date(1965, 12, 31), date(1967, 11, 30), date(1967, 12, 1), date(1968, 1, 1)),
    *(date(1968, 12, 31), date(1969, 1, 31), date(1990, 1, 1), date(1990, 1, 2), date(1990, 3, 1)),
]
NUMBERS = ["196402291990011001", "199006152022212001", "199006152022211003", "A1", "A2", "A3", "A4"]
POSITIONS = [
    "PERAWAT AHLI PERTAMA",
    "PERAWAT AHLI MUDA",
    "Terampil - Perawat",
    "GURU AHLI MADYA - GURU KELAS",
    "PENGADMINISTRASI PERKANTORAN",
    "SEKRETARIS DPRD",
    "KEPALA SEKSI KETERTIBAN",
    "PERENCANA AHLI MUDA",
    "OPERATOR LAYANAN KESEHATAN",
    "JURU BICARA ANTAH",
]
OFFICES = ["", "Dinas Kesehatan", "Dinkes", "RSD K.R.M.T. Wongsonegoro", "Dinas Sosial", "Dinas Antah"]
DISTRICTS = ["", "Tembalang", "Kec. Tugu", "Candisari", "Ungaran"]
PROGRAMMES = [
    "KESEHATAN MASYARAKAT",
    "KEPERAWATAN",
    "NERS",
    "SOSIOLOGI",
    "KESEJAHTERAAN SOSIAL",
    "ANALISIS KESEHATAN DIGITAL",
    "ILMU ANTAH BERANTAH",
    "AKUNTANSI",
    "MANAJEMEN",
    "GERONTOLOGI SOSIAL",
    "FILSAFAT",
    "KETATALAKSANAAN",
]
LEVELS = ["-", "SLTA", "D3", "D4", "S1", "S1", "PROFESSION", "S2"]
COMPETENCIES = ["Komunikasi", "Pelayanan Publik", "Rekam Medis"]
CODES = ["UKOM", "STR", "PBJ-1"]
ENDS = [None, date(2023, 12, 31), date(2025, 12, 31), date(2026, 1, 1)]
RANKS = [None, *map(pns_rank, ("II/d", "III/a", "III/b", "III/c", "IV/a")), Rank(RankScale.PPPK, 9)]
WISHES = ["F1", "f2", "Dinkes", "Dinas Antah", "PERAWAT", "Perawat Ahli Muda", "lain", ""]


def random_employee(random: Random, number: str) -> Employee:
    """Return a person with a few fields off the default."""
    pick = random.choice
    fields: dict[str, Callable[[], Any]] = {
        "educations": lambda: tuple(
            make_education(f"{pick(LEVELS)} {pick(['-', *PROGRAMMES])}") for _ in range(random.randrange(4))
        ),
        "birth_date": lambda: pick(BIRTHS),
        "status": lambda: pick([None, *EmploymentStatus]),
        "legal_standing": lambda: pick([None, *LegalStanding]),
        "rank": lambda: pick(RANKS),
        "position": lambda: pick(["", *POSITIONS]),
        "tier": lambda: pick([None, *PositionTier]),
        "position_type": lambda: pick([None, *PositionType]),
        "dinas": lambda: pick(OFFICES),
        "in_post_since": lambda: pick(STARTS),
        "performance": lambda: tuple(_some(random, PerformanceRating, 3)),
        "discipline": lambda: pick([None, Discipline(pick([*DisciplineLevel]), pick(ENDS))]),
        "certificates": lambda: pick(
            [None, tuple(Certificate(code, pick(ENDS)) for code in _some(random, CODES, 3))]
        ),
        "competencies": lambda: tuple(
            sorted(
                (name, random.randrange(6))
                for name in pick([_subset(random, COMPETENCIES), [*MANAGERIAL, "Rekam Medis"]])
            )
        ),
        "evidence": lambda: tuple(sorted(_subset(random, COMPETENCIES))),
        "district": lambda: pick(DISTRICTS),
        "preferences": lambda: tuple(_some(random, WISHES[:-1], 3)),
        "stays": lambda: pick([True, False, False]),
        "job_grade": lambda: pick([None, 6, 7, 8]),
        "consents": lambda: pick([True, False]),
    }
    return make_employee(id=number, **_changed(random, fields, share=0.4))


def random_vacancy(random: Random, code: str) -> Vacancy:
    """Return a vacancy with a few fields off the default."""
    pick = random.choice
    fields: dict[str, Callable[[], Any]] = {
        "position": lambda: pick(POSITIONS),
        "tier": lambda: pick([None, *PositionTier]),
        "position_type": lambda: pick([None, *PositionType]),
        "dinas": lambda: pick(OFFICES),
        "qualification": lambda: make_qualification(
            "/".join(f"{pick(LEVELS)} {pick(['*', *PROGRAMMES])}" for _ in range(random.randrange(5)))
        ),
        "rank_min": lambda: pick(RANKS),
        "rank_max": lambda: pick(RANKS),
        "competencies": lambda: tuple(
            CompetencyRequirement(name, random.randrange(1, 6), pick([True, False]))
            for name in _subset(random, COMPETENCIES)
        ),
        "certificates": lambda: tuple(_some(random, CODES, 2)),
        "age_max": lambda: pick([None, 35, 36, 58, 61]),
        "job_grade": lambda: pick([None, 6, 7, 8]),
        "district": lambda: pick(DISTRICTS),
    }
    return make_vacancy(code=code, **_changed(random, fields, share=0.5))


def random_problem(random: Random) -> PlacementProblem:
    """Return a round of up to five people and five vacancies."""
    people = [random_employee(random, number) for number in _subset(random, NUMBERS, most=5)]
    posts = [random_vacancy(random, code) for code in _subset(random, ["F1", "F2", "F3", "F4", "F5"])]
    pairs = [(one.id, other.code) for one in people for other in posts]
    bans = random.sample(pairs, len(pairs) // 8)
    scored = _subset(random, pairs) if random.random() < 0.5 else []
    profiles = [
        DinasProfile(
            name,
            field_groups=random.choice([(), ("SOSIAL",), ("KESEHATAN", "SOSIAL")]),
            district=random.choice(DISTRICTS),
            weights=random.choice([(), (("pendidikan", 1_000), ("jarak", 0))]),
        )
        for name in _subset(random, ["DINAS KESEHATAN", "Dinas Antah"])
    ]
    dropped = _subset(random, sorted(ALL_COLUMNS.employee)) if random.random() < 0.2 else []
    return make_problem(
        people,
        posts,
        judged_on=random.choice(DAYS),
        locks=tuple(Lock(LockKind.BAN, one, other, "alasan") for one, other in bans),
        external_scores=tuple(ExternalScore(one, other, random.randrange(10_001)) for one, other in scored),
        dinas=tuple(profiles) if random.random() < 0.5 else (),
        columns=Columns(ALL_COLUMNS.employee - set(dropped), ALL_COLUMNS.vacancy),
        waivers=_random_waivers(random, pairs),
    )


# education decides most pairs and is scored by another road where a rule refuses it: waive it often
WAIVED = (*WAIVABLE, *[RuleCode.R05, RuleCode.R06] * len(WAIVABLE))


def _random_waivers(random: Random, pairs: list[tuple[str, str]]) -> tuple[Waiver, ...]:
    """Return waivers of any rules for up to half of the pairs in every second round; some are expired."""
    if not pairs or random.random() < 0.5:
        return ()
    wanted = {
        (*random.choice(pairs), rule)
        for _ in range(random.randint(1, 3 * len(pairs)))
        for rule in [random.choice(WAIVED)]
    }
    return tuple(
        Waiver(nip, code, rule, "Wali Kota", "800/1", random.choice([*DAYS, date(2099, 1, 1)]), "kebutuhan")
        for nip, code, rule in sorted(wanted, key=lambda one: (*one[:2], one[2].name))
    )


def random_settings(random: Random) -> Settings:
    """Return settings in which each rule is on more often than off."""
    pick = random.choice
    switches = (
        *("active", "cpns_stay", "special_standing_stays", "level", "retirement", "age_max", "rank"),
        *("no_skipping", "no_demotion", "registration", "certificates", "performance", "discipline"),
        "outside_approval",
    )
    eligibility = EligibilitySettings(
        **{switch: random.random() < 0.7 for switch in switches},
        pppk=pick([*PppkRule]),
        education=pick([*EducationRule]),
        nearness_min=pick([0, 3_000, 6_000, 8_500]),
        score_min=pick([0, 0, 0, 5_000]),
        years_in_post_min=pick([0, 1, 2, 4]),
        retirement_notice_months=pick([0, 1, 12, 24]),
        competency_test=pick([*CompetencyTestRule]),
        external_only=random.random() < 0.1,
        not_worse=random.random() < 0.2,
    )
    return Settings(
        eligibility=eligibility,
        weights=pick([Weights(), _weights(random)]),
        dinas_weights=pick([(), (DinasWeights("Dinkes", _weights(random)),)]),
        education=pick([EducationLadder(), _ladder(random)]),
        competency=replace(
            CompetencySettings(pick([*CompetencyMethod]), pick([0, 33, 60, 100]), pick([True, False])),
            tier_standard=pick([True, False]),
            evidence_level=pick([0, 2, 5]),
        ),
        performance=pick([PerformancePoints(), PerformancePoints(*_points(random, 5))]),
        experience=pick([ExperiencePoints(), ExperiencePoints(*_points(random, 4))]),
        preference=pick([PreferencePoints(), PreferencePoints(*_points(random, 4))]),
        commute=pick([CommutePoints(), CommutePoints(pick([0, 1, 5, 25]), pick([100, 130, 175]))]),
        neutral=pick([NeutralShares(), NeutralShares(*_points(random, 7))]),
    )


seeds = st.integers(0, 2**32 - 1).map(Random)
problems = seeds.map(random_problem)
all_settings = seeds.map(random_settings)


def _changed(random: Random, fields: dict[str, Callable[[], Any]], share: float) -> dict[str, Any]:
    return {name: draw() for name, draw in fields.items() if random.random() < share}


def _some(random: Random, pool: Any, most: int) -> list[Any]:
    values = list(pool)
    return [random.choice(values) for _ in range(random.randrange(most + 1))]


def _subset(random: Random, pool: Sequence[Any], most: int | None = None) -> list[Any]:
    return random.sample(pool, random.randrange(1 + min(len(pool), most or len(pool))))


def _weights(random: Random) -> Weights:
    return Weights(*(random.choice([0, 1, 7_500, 33_333, 100_000]) for _ in range(7)))


def _ladder(random: Random) -> EducationLadder:
    points: dict[str, Any] = {
        one.name: random.randrange(10_001)
        for one in fields(EducationLadder)
        if one.metadata.get("unit") == "percent"
    }
    return EducationLadder(
        **points,
        precedent_agencies_min=random.choice([0, 3, 200]),
        nearness=random.choice([*NearnessBasis]),
    )


def _points(random: Random, count: int) -> list[int]:
    return [random.randrange(10_001) for _ in range(count)]
