"""The oracle's half on hard rules: each verdict on one pair straight from its definition (see `oracle`)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import product
from typing import TYPE_CHECKING

from penempatan.domain.education import Alternative, Education
from penempatan.domain.employee import DisciplineLevel, EmploymentStatus, LegalStanding, PerformanceRating
from penempatan.domain.nip import NipReading, read_nip
from penempatan.domain.position import PositionTier, PositionType, TierFamily
from penempatan.domain.rank import Rank, pns_rank
from penempatan.knowledge.districts import distance_m, find_district
from penempatan.knowledge.nearness import nearness
from penempatan.knowledge.positions import is_health_post, is_teacher, outside_approval, read_position
from penempatan.knowledge.tables import rows
from penempatan.settings.model import CompetencyTestRule, EducationRule, Mode, NearnessBasis, PppkRule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from penempatan.domain.education import EducationLevel, Qualification
    from penempatan.domain.employee import Employee
    from penempatan.domain.problem import PlacementProblem
    from penempatan.domain.vacancy import Vacancy
    from penempatan.settings.model import Settings

ACCEPTED_NAMES = frozenset(row["name"] for row in rows("accepted_programmes"))
OK, NOTE, ASK, NO = range(4)  # the order in which verdicts outweigh each other


def rule_findings(
    problem: PlacementProblem, settings: Settings, employee: Employee, vacancy: Vacancy
) -> dict[str, int]:
    """Return the finding of every rule that is switched on."""
    on, day = settings.eligibility, problem.judged_on
    rules: dict[str, tuple[bool, Callable[[], int]]] = {
        "R01": (on.active, lambda: _active(problem, employee)),
        "R02": (on.pppk is not PppkRule.FREE, lambda: _pppk(employee, vacancy, on.pppk is PppkRule.RELOCATE)),
        "R03": (on.cpns_stay, lambda: _cpns(employee)),
        "R04": (on.special_standing_stays, lambda: NO if employee.legal_standing in LOCKED else OK),
        "R05": (on.level, lambda: _level(employee, vacancy)),
        "R06": (on.education is not EducationRule.FREE, lambda: _programme(employee, vacancy, settings)),
        "R11": (on.years_in_post_min > 0, lambda: _years_in_post(employee, on.years_in_post_min, day)),
        "R13": (on.retirement, lambda: _retirement(employee, vacancy, settings, day)),
        "R14": (on.age_max, lambda: _age(employee, vacancy, day)),
        "R15": (on.rank, lambda: _rank(employee, vacancy, settings)),
        "R16": (on.no_skipping, lambda: over_open_tiers(_skips, employee, vacancy)),
        "R18": (on.no_demotion, lambda: over_open_tiers(_demotes, employee, vacancy)),
        "R19": (on.not_worse, lambda: _lower_grade(problem, employee, vacancy)),
        "R20": (
            on.competency_test is not CompetencyTestRule.FREE,
            lambda: _competency_test(employee, vacancy, on.competency_test, day),
        ),
        "R21": (on.registration, lambda: _holds(employee, _registration(vacancy), day)),
        "R23": (on.certificates, lambda: _holds(employee, vacancy.certificates, day)),
        "R24": (on.performance, lambda: _performance(employee, vacancy)),
        "R25": (on.discipline, lambda: _discipline(employee, day)),
        "R32": (on.not_worse, lambda: _longer_way(problem, employee, vacancy)),
        "R34": (
            on.not_worse and settings.round.mode is Mode.REARRANGE,
            lambda: OK if employee.consents or _present(problem, employee) else ASK,
        ),
        "R35": (True, lambda: NO if employee.stays else OK),
        "R39": (on.outside_approval, lambda: NO if _outside(vacancy) else OK),
    }
    return {code: judge() for code, (switched_on, judge) in rules.items() if switched_on}


def _present(problem: PlacementProblem, employee: Employee) -> Vacancy | None:
    codes = dict(problem.incumbents)
    return next((one for one in problem.vacancies if one.code == codes.get(employee.id)), None)


def _lower_grade(problem: PlacementProblem, employee: Employee, vacancy: Vacancy) -> int:
    if employee.consents:
        return OK
    present = _present(problem, employee)
    own = present.job_grade if employee.job_grade is None and present else employee.job_grade
    if own is None or vacancy.job_grade is None:
        return ASK
    return NO if vacancy.job_grade < own else OK


def _longer_way(problem: PlacementProblem, employee: Employee, vacancy: Vacancy) -> int:
    if employee.consents:
        return OK
    offices = {one.name: one.district for one in problem.dinas}
    present = _present(problem, employee)
    today = (present.district if present else "") or offices.get(employee.dinas, "")
    places = [employee.district, today, vacancy.district or offices.get(vacancy.dinas, "")]
    home, office, new = (find_district(text) if text else None for text in places)
    if new and new == office:
        return OK
    if not (home and office and new):
        return ASK
    before, after = distance_m(home, office), distance_m(home, new)
    assert before is not None and after is not None
    return NO if after > before else OK


def _registration(vacancy: Vacancy) -> list[str]:
    return ["STR"] if is_health_post(vacancy.position) else []


def _outside(vacancy: Vacancy) -> bool:
    return outside_approval(vacancy.position, vacancy.dinas, vacancy.tier) is not None


def _demotes(own: PositionTier, new: PositionTier) -> bool:
    return new.name in DEMOTIONS[own.name].split()


def _skips(own: PositionTier, new: PositionTier) -> bool:
    return new in STRUCTURAL_LADDER and STRUCTURAL_LADDER.index(new) > STRUCTURAL_LADDER.index(REACH[own])


LOCKED = [
    LegalStanding.STUDY_LEAVE,
    LegalStanding.UNPAID_LEAVE,
    LegalStanding.SUSPENDED,
    LegalStanding.STATE_OFFICIAL,
    LegalStanding.PRE_RETIREMENT,
]

LEVELS = (
    *("SD", "SLTP", "SLTA", "D1", "D2", "D3", "D4 S1", "PROFESSION", "S2", "SPECIALIST", "S3"),
    "SUBSPECIALIST",
)
SKILLED = "PEMULA TERAMPIL MAHIR PENYELIA"
EXPERT = "AHLI_PERTAMA AHLI_MUDA AHLI_MADYA AHLI_UTAMA"
DEMOTIONS = {  # from a tier: the tiers that would lower the person
    "PELAKSANA": "",
    "PENGAWAS": f"PELAKSANA {SKILLED} AHLI_PERTAMA",
    "ADMINISTRATOR": f"PELAKSANA PENGAWAS {SKILLED} AHLI_PERTAMA AHLI_MUDA",
    "JPT_PRATAMA": f"PELAKSANA PENGAWAS ADMINISTRATOR {SKILLED} AHLI_PERTAMA AHLI_MUDA AHLI_MADYA",
    "JPT_MADYA": f"PELAKSANA PENGAWAS ADMINISTRATOR JPT_PRATAMA {SKILLED} {EXPERT}",
    "AHLI_PERTAMA": f"PELAKSANA {SKILLED}",
    "AHLI_MUDA": f"PELAKSANA {SKILLED} AHLI_PERTAMA",
    "AHLI_MADYA": f"PELAKSANA {SKILLED} AHLI_PERTAMA AHLI_MUDA PENGAWAS",
    "AHLI_UTAMA": f"PELAKSANA {SKILLED} AHLI_PERTAMA AHLI_MUDA AHLI_MADYA PENGAWAS ADMINISTRATOR",
    "PEMULA": "",
    "TERAMPIL": "",
    "MAHIR": "PELAKSANA PEMULA TERAMPIL",
    "PENYELIA": "PELAKSANA PEMULA TERAMPIL MAHIR",
}
STRUCTURAL_LADDER = [
    PositionTier.PELAKSANA,
    PositionTier.PENGAWAS,
    PositionTier.ADMINISTRATOR,
    PositionTier.JPT_PRATAMA,
    PositionTier.JPT_MADYA,
]
REACH = {  # the highest structural post that is no skip
    PositionTier.PELAKSANA: PositionTier.PENGAWAS,
    PositionTier.PENGAWAS: PositionTier.ADMINISTRATOR,
    PositionTier.ADMINISTRATOR: PositionTier.JPT_PRATAMA,
    PositionTier.JPT_PRATAMA: PositionTier.JPT_MADYA,
    PositionTier.JPT_MADYA: PositionTier.JPT_MADYA,
    PositionTier.AHLI_PERTAMA: PositionTier.PENGAWAS,
    PositionTier.AHLI_MUDA: PositionTier.ADMINISTRATOR,
    PositionTier.AHLI_MADYA: PositionTier.JPT_PRATAMA,
    PositionTier.AHLI_UTAMA: PositionTier.JPT_MADYA,
    PositionTier.PEMULA: PositionTier.PENGAWAS,
    PositionTier.TERAMPIL: PositionTier.PENGAWAS,
    PositionTier.MAHIR: PositionTier.PENGAWAS,
    PositionTier.PENYELIA: PositionTier.ADMINISTRATOR,
}


def _active(problem: PlacementProblem, employee: Employee) -> int:
    standing = employee.legal_standing
    if standing is None:
        return ASK if "legal_standing" in problem.columns.employee else OK
    if standing is LegalStanding.UNREADABLE:
        return ASK
    return {LegalStanding.OTHER_INACTIVE: NO, LegalStanding.SECONDED: NOTE}.get(standing, OK)


def _is_pppk(employee: Employee) -> bool | None:
    if employee.status in (EmploymentStatus.PPPK, EmploymentStatus.PPPK_PART_TIME):
        return True
    reading = read_nip(employee.id)
    if isinstance(reading, NipReading):
        return reading.kind.name == "PPPK"
    return False if employee.status else None


def _pppk(employee: Employee, vacancy: Vacancy, relocate: bool) -> int:
    pppk = _is_pppk(employee)
    if pppk is False:
        return OK
    verdict = NO
    if relocate:
        own, new = bare_name(employee.position), bare_name(vacancy.position)
        shared = set(open_tiers(employee)) & set(open_tiers(vacancy))
        if not own:
            verdict = ASK
        elif own == new and shared:
            verdict = OK if len(open_tiers(employee)) == len(open_tiers(vacancy)) == 1 else ASK
    return verdict if pppk else min(verdict, ASK)


def height(level: EducationLevel) -> int:
    """Return the place of a level on the ladder of the law, on which D-IV and S-1 share a rung."""
    return next(place for place, names in enumerate(LEVELS) if level.name in names.split())


def _cpns(employee: Employee) -> int:
    if employee.status is None:
        return OK if _is_pppk(employee) else ASK
    return NO if employee.status is EmploymentStatus.CPNS else OK


def _level(employee: Employee, vacancy: Vacancy) -> int:
    alternatives = vacancy.qualification.alternatives
    if not alternatives:
        return OK
    reached = [
        None if one.level is None or other.level is None else height(one.level) >= height(other.level)
        for one, other in product(employee.educations, alternatives)
    ]
    if True in reached:
        return OK
    return ASK if None in reached or not reached else NO


def _programme(employee: Employee, vacancy: Vacancy, settings: Settings) -> int:
    alternatives = vacancy.qualification.alternatives
    if not alternatives:
        return OK
    if not employee.educations:
        return ASK
    return min(_education_fits(one, vacancy, settings) for one in employee.educations)


def _education_fits(one: Education, vacancy: Vacancy, settings: Settings) -> int:
    rungs = {rung_of(one, other) for other in vacancy.qualification.alternatives}
    if rungs & {"listed", "higher_level"}:
        return OK
    if "unreadable" in rungs:
        return ASK
    if settings.eligibility.education is not EducationRule.NEAR:
        return NO
    near = near_points(one, vacancy.qualification, settings)
    if near is not None:
        return ASK if near >= settings.eligibility.nearness_min else NO
    if "unknown field" in rungs:
        return ASK
    points = [getattr(settings.education, rung) for rung in rungs - {"below"}]
    return ASK if max(points, default=-1) >= settings.eligibility.nearness_min else NO


UNLISTED = frozenset(("same_detailed", "same_narrow", "same_group", "same_broad", "none", "unknown field"))


def near_points(one: Education, asked: Qualification, settings: Settings) -> int | None:
    """Return what precedents make of an education that is not listed; None where the ladder decides.

    Only where level and programme are known, the level is met, and the programme has a field or a precedent.
    """
    points, programme = settings.education, one.programme
    if points.nearness is not NearnessBasis.PRECEDENT or one.level is None or programme is None:
        return None
    if not {rung_of(one, other) for other in asked.alternatives} & UNLISTED:
        return None
    if not programme.isced and not programme.field_group and programme.name not in ACCEPTED_NAMES:
        return None
    bare = Education("", one.level, replace(programme, guessed=False))
    return min(max(nearness(bare, asked).points, points.none), points.listed, points.higher_level)


def rung_of(one: Education, other: Alternative) -> str:
    """Return the rung of the ladder as the name of its setting, or why there is none."""
    if one.level is not None and other.level is not None and height(one.level) < height(other.level):
        return "below"
    level_known = one.level is not None or other.level is None
    higher = one.level is not None and other.level is not None and height(one.level) > height(other.level)
    if other.any_programme or other.programme is None:
        rung = "higher_level" if higher else "listed"
        return rung if level_known else "unreadable"
    if one.programme is None:
        return "unreadable"
    if one.programme.name == other.programme.name:
        rung = "higher_level" if higher else "listed"
        return rung if level_known else "unreadable"
    if one.programme.isced is None and one.programme.field_group is None:
        return "unknown field"
    own, asked = one.programme.isced or "", other.programme.isced or ""
    group = one.programme.field_group is not None and one.programme.field_group == other.programme.field_group
    shared = next((digits for digits in (4, 3, 2) if own and asked and own[:digits] == asked[:digits]), 0)
    if shared == 4:
        rung = "same_detailed"
    elif shared == 3:
        rung = "same_narrow"
    elif group:
        rung = "same_group"
    else:
        rung = "same_broad" if shared else "none"
    return rung if level_known or rung == "none" else "unknown field"


def _years_in_post(employee: Employee, years: int, day: date) -> int:
    since = employee.in_post_since
    if since is None:
        return ASK
    return OK if day >= _years_later(since, years) else NO


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February: the last year is full when March begins
        return date(day.year + years, 3, 1)


def _retirement(employee: Employee, vacancy: Vacancy, settings: Settings, day: date) -> int:
    ages, tier = settings.retirement_ages, vacancy.tier
    age = ages.default
    if tier in (PositionTier.JPT_PRATAMA, PositionTier.JPT_MADYA):
        age = ages.high_leadership
    if tier is PositionTier.AHLI_MADYA:
        age = ages.ahli_madya
    if tier is PositionTier.AHLI_UTAMA:
        age = ages.ahli_utama
    if is_teacher(vacancy.position):
        age = ages.teacher
    birthday_month = date(employee.birth_date.year + age, employee.birth_date.month, 1)
    starts = _months_later(birthday_month, 1)
    if starts <= day:
        return NO
    return (
        NOTE
        if starts <= _months_later(day.replace(day=1), settings.eligibility.retirement_notice_months)
        else OK
    )


def _months_later(day: date, months: int) -> date:
    for _ in range(months):
        day = date(day.year + 1, 1, day.day) if day.month == 12 else day.replace(month=day.month + 1)
    return day


def _age(employee: Employee, vacancy: Vacancy, day: date) -> int:
    if vacancy.age_max is None:
        return OK
    return NO if day >= _years_later(employee.birth_date, vacancy.age_max + 1) else OK


def _rank(employee: Employee, vacancy: Vacancy, settings: Settings) -> int:
    lowest, highest = vacancy.rank_min, vacancy.rank_max
    if lowest is None and highest is None and vacancy.tier is not None:
        labels = getattr(settings.tier_ranks, vacancy.tier.name.lower(), None)
        if labels:
            lowest, highest = map(pns_rank, labels)
    bounds = [(lowest, 1), (highest, -1)]
    return max((_bound(employee.rank, bound, sign) for bound, sign in bounds if bound), default=OK)


def _bound(rank: Rank | None, bound: Rank, sign: int) -> int:
    if rank is None or rank.scale is not bound.scale:
        return ASK
    return OK if sign * (rank.step - bound.step) >= 0 else NO


def open_tiers(one: Employee | Vacancy) -> list[PositionTier]:
    """Return the tiers that the data leave open for a post."""
    if one.tier is not None:
        return [one.tier]
    return [tier for tier in PositionTier if one.position_type in (None, tier.position_type)]


def over_open_tiers(
    broken: Callable[[PositionTier, PositionTier], bool], employee: Employee, vacancy: Vacancy
) -> int:
    """Allow or forbid what holds whatever the open tiers turn out to be; ask otherwise."""
    answers = [broken(own, new) for own, new in product(open_tiers(employee), open_tiers(vacancy))]
    if all(answers):
        return NO
    return ASK if any(answers) else OK


def bare_name(position: str) -> str:
    """Return the post's name; a functional one without its tier and speciality."""
    reading = read_position(position)
    if reading.tier and reading.tier.family is not TierFamily.STRUCTURAL:
        return re.sub(rf" {reading.tier.label.upper()}( - .*)?$", "", reading.name)
    return reading.name


def _functional(one: Employee | Vacancy) -> bool | None:
    kinds = {tier.position_type is PositionType.FUNCTIONAL for tier in open_tiers(one)}
    return kinds.pop() if len(kinds) == 1 else None


def enters_other_jf(employee: Employee, vacancy: Vacancy) -> bool | None:
    """Whether the move enters a functional post that the person does not hold; None: cannot be told."""
    target, own = _functional(vacancy), _functional(employee)
    if target is False:
        return False
    if own is False:
        return target
    if not bare_name(employee.position):
        return None
    return False if bare_name(employee.position) == bare_name(vacancy.position) else target


def _competency_test(employee: Employee, vacancy: Vacancy, setting: CompetencyTestRule, day: date) -> int:
    test = _holds(employee, ["UKOM"], day)
    enters = enters_other_jf(employee, vacancy)
    if enters is False or test == OK:
        return OK
    return NO if enters and test == NO and setting is CompetencyTestRule.REQUIRED else ASK


def _holds(employee: Employee, codes: Iterable[str], day: date) -> int:
    asked = set(codes)
    if not asked:
        return OK
    if employee.certificates is None:
        return ASK
    held = {one.code for one in employee.certificates if one.valid_until is None or day <= one.valid_until}
    return OK if asked <= held else NO


def _performance(employee: Employee, vacancy: Vacancy) -> int:
    ratings = employee.performance[:2]
    if not ratings:
        return ASK
    if all(rating in (PerformanceRating.GOOD, PerformanceRating.VERY_GOOD) for rating in ratings):
        return OK
    promotion = over_open_tiers(lambda own, new: new.standing > own.standing, employee, vacancy)
    enters = enters_other_jf(employee, vacancy)
    if promotion == NO or enters:
        return NO
    return ASK if promotion == ASK or enters is None else NOTE


def _discipline(employee: Employee, day: date) -> int:
    found = employee.discipline
    if found is None:
        return ASK
    if found.level is DisciplineLevel.UNDER_EXAMINATION:
        return NO
    if found.level is DisciplineLevel.NONE or (found.until and found.until < day):
        return OK
    return NOTE if found.level is DisciplineLevel.LIGHT else NO
