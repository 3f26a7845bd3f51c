"""An oracle for one pair at a time: every rule and component straight from its definition, slow and plain.

It shares the domain, the settings and the knowledge tables with the package, and nothing of `eligibility` or
`scoring`: no tables, no folding of values, no arrays; fractions and dates, not scaled integers and months.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from oracle_rules import NO, NOTE, OK, UNLISTED, bare_name, near_points, rule_findings, rung_of
from penempatan.domain.problem import LockKind
from penempatan.domain.vacancy import CompetencyRequirement
from penempatan.knowledge.competencies import MANAGERIAL, standard_profile
from penempatan.knowledge.dinas import find_dinas
from penempatan.knowledge.districts import distance_m, find_district
from penempatan.knowledge.positions import read_position
from penempatan.knowledge.precedents import post_precedents
from penempatan.knowledge.text import normal
from penempatan.settings.model import CompetencyMethod, ComponentKey

if TYPE_CHECKING:
    from penempatan.domain.education import Education
    from penempatan.domain.employee import Employee
    from penempatan.domain.problem import DinasProfile, PlacementProblem
    from penempatan.domain.vacancy import Vacancy
    from penempatan.settings.model import Settings


@dataclass(frozen=True)
class Part:
    """Points of one component; `points` is None where the vacancy does not ask."""

    points: int | None
    missing: bool
    weight: int


@dataclass(frozen=True)
class Opinion:
    """What the oracle says of a pair."""

    findings: dict[str, int]
    parts: dict[ComponentKey, Part]
    score: int

    @property
    def verdict(self) -> int:
        """The gravest finding."""
        return max(self.findings.values(), default=OK)


def opinion(problem: PlacementProblem, settings: Settings, employee: Employee, vacancy: Vacancy) -> Opinion:
    """Judge one pair."""
    parts = {key: _part(key, problem, settings, employee, vacancy) for key in ComponentKey}
    asked = [part for part in parts.values() if part.points is not None]
    weight = sum(part.weight for part in asked)
    total = sum(part.weight * (part.points or 0) for part in asked)
    score = half_up(Fraction(total, weight)) if weight else 0
    findings = rule_findings(problem, settings, employee, vacancy)
    for waiver in problem.waivers:
        named = (waiver.employee_id, waiver.vacancy_code) == (employee.id, vacancy.code)
        if named and problem.judged_on <= waiver.valid_until and findings.get(waiver.rule.name) == NO:
            findings[waiver.rule.name] = NOTE
    for lock in problem.locks:
        if (lock.kind, lock.employee_id, lock.vacancy_code) == (LockKind.BAN, employee.id, vacancy.code):
            findings["ban"] = NO
    if settings.eligibility.external_only and _listed(problem, employee, vacancy) is None:
        findings["unlisted"] = NO
    if score < settings.eligibility.score_min:
        findings["score_min"] = NO
    return Opinion(findings, parts, score)


def half_up(value: Fraction) -> int:
    """Round to the nearest integer, halves up."""
    return floor(value + Fraction(1, 2))


def _part(
    key: ComponentKey, problem: PlacementProblem, settings: Settings, employee: Employee, vacancy: Vacancy
) -> Part:
    judge = {
        ComponentKey.EDUCATION: _education_points,
        ComponentKey.COMPETENCY: _competency_points,
        ComponentKey.PERFORMANCE: _performance_points,
        ComponentKey.EXPERIENCE: _experience_points,
        ComponentKey.PREFERENCE: _preference_points,
        ComponentKey.COMMUTE: _commute_points,
        ComponentKey.EXTERNAL: _external_points,
    }[key]
    neutral = getattr(settings.neutral, key.name.lower())
    points, missing = judge(problem, settings, employee, vacancy, neutral)
    return Part(points, missing and points is not None, weight_of(key, problem, settings, vacancy))


Scored = tuple[int | None, bool]


def weight_of(key: ComponentKey, problem: PlacementProblem, settings: Settings, vacancy: Vacancy) -> int:
    """Return the weight of a component for a vacancy."""
    weight: int = getattr(settings.weights, key.name.lower())
    for one in settings.dinas_weights:
        if _same_office(one.dinas, vacancy.dinas):
            weight = getattr(one.weights, key.name.lower())
    profile = profile_of(problem, vacancy.dinas)
    return dict(profile.weights).get(key.value, weight) if profile else weight


def _office(name: str) -> str:
    fact = find_dinas(name) if name else None
    return normal(fact.name) if fact else normal(name)


def _same_office(one: str, other: str) -> bool:
    return _office(one) == _office(other) != ""


def profile_of(problem: PlacementProblem, dinas: str) -> DinasProfile | None:
    """Return the line of the Dinas sheet on an office, whichever way it is spelt."""
    return next((one for one in problem.dinas if _same_office(one.name, dinas)), None)


def _groups(problem: PlacementProblem, dinas: str) -> tuple[str, ...]:
    profile, fact = profile_of(problem, dinas), find_dinas(dinas) if dinas else None
    if profile and profile.field_groups:
        return profile.field_groups
    return fact.field_groups if fact else ()


def _education_points(
    problem: PlacementProblem, settings: Settings, employee: Employee, vacancy: Vacancy, neutral: int
) -> Scored:
    alternatives, groups = vacancy.qualification.alternatives, _groups(problem, vacancy.dinas)
    known, doubt = [], not employee.educations
    if alternatives:
        for one in employee.educations:
            rungs = {rung_of(one, other) for other in alternatives}
            near = near_points(one, vacancy.qualification, settings)
            if near is not None:
                known.append(near)
                rungs -= UNLISTED
            doubt |= bool(rungs & {"unreadable", "unknown field"})
            known += [
                settings.education.none if rung == "below" else getattr(settings.education, rung)
                for rung in rungs - {"unreadable", "unknown field"}
            ]
    elif groups or _sought_often_enough(vacancy, settings):
        for one in employee.educations:
            points = _unlisted_points(one, vacancy, groups, settings)
            known += [] if points is None else [points]
            doubt |= points is None
    else:
        return None, False
    if doubt and neutral >= max(known, default=-1):
        return neutral, True
    return max(known), False


def _sought_often_enough(vacancy: Vacancy, settings: Settings) -> bool:
    sought, least = post_precedents(vacancy.position), settings.education.precedent_agencies_min
    return sought is not None and least > 0 and sought.agencies >= least


def _unlisted_points(
    one: Education, vacancy: Vacancy, groups: tuple[str, ...], settings: Settings
) -> int | None:
    """Judge one education for a vacancy without a list: precedents of its post first, then its dinas."""
    points, by_dinas = settings.education, None
    group = one.programme.field_group if one.programme else None
    if group is not None:
        by_dinas = points.none if group not in groups else points.dinas_other
        by_dinas = points.dinas_main if groups and group == groups[0] else by_dinas
    if not _sought_often_enough(vacancy, settings):
        return by_dinas
    sought = post_precedents(vacancy.position)
    assert sought is not None
    if one.level is None:
        return None
    if all(accepted.level.rank > one.level.rank for accepted in sought.accepted):
        return points.none
    name = one.programme.name if one.programme else ""
    agencies = [
        accepted.agencies
        for accepted in sought.accepted
        if accepted.level.rank <= one.level.rank and accepted.programme in ("", name)
    ]
    if not agencies:
        return None if by_dinas is None else min(by_dinas, points.precedent_least)
    share = Fraction(max(agencies), max(accepted.agencies for accepted in sought.accepted))
    return half_up(points.precedent_least + (points.precedent_most - points.precedent_least) * share)


def _competency_points(
    problem: PlacementProblem, settings: Settings, employee: Employee, vacancy: Vacancy, neutral: int
) -> Scored:
    required = _required_competencies(problem, settings, vacancy)
    if not required or "competencies" not in problem.columns.employee:
        return None, False
    levels = dict(employee.competencies)
    if settings.competency.evidence_level > 0:
        levels = dict.fromkeys(employee.evidence, settings.competency.evidence_level) | levels
    points: dict[bool, list[Fraction]] = {True: [], False: []}
    for asked in required:
        held = levels.get(asked.name)
        share = Fraction(neutral) if held is None else _level_points(held, asked.level, settings)
        points[asked.core or settings.competency.method is CompetencyMethod.COVERAGE].append(share)
    core, secondary = (Fraction(sum(one), len(one)) if one else None for one in (points[True], points[False]))
    missing = any(asked.name not in levels for asked in required)
    if core is None or secondary is None:
        only = core if core is not None else secondary
        assert only is not None
        return half_up(only), missing
    share_of_core = Fraction(settings.competency.core_percent, 100)
    return half_up(share_of_core * core + (1 - share_of_core) * secondary), missing


def _required_competencies(
    problem: PlacementProblem, settings: Settings, vacancy: Vacancy
) -> tuple[CompetencyRequirement, ...]:
    """Return what a vacancy states or, once an assessment of all nine is in the data, its tier's standard."""
    assessed = any(all(name in dict(one.competencies) for name in MANAGERIAL) for one in problem.employees)
    if vacancy.competencies or not settings.competency.tier_standard or not assessed:
        return vacancy.competencies
    if vacancy.tier is None:
        return ()
    return tuple(CompetencyRequirement(name, level) for name, level in standard_profile(vacancy.tier))


def _level_points(held: int, asked: int, settings: Settings) -> Fraction:
    if settings.competency.method is CompetencyMethod.COVERAGE:
        return Fraction(10_000 * min(held, asked), asked)
    gap = min(held - asked, 0) if settings.competency.surplus_free else held - asked
    name = {-5: "minus_5", -4: "minus_4", -3: "minus_3", -2: "minus_2", -1: "minus_1", 0: "zero"}.get(
        gap, f"plus_{gap}"
    )
    return Fraction(10_000 * getattr(settings.competency.gap, name), 500)


def _performance_points(
    problem: PlacementProblem, settings: Settings, employee: Employee, vacancy: Vacancy, neutral: int
) -> Scored:
    if "performance" not in problem.columns.employee:
        return None, False
    if not employee.performance:
        return neutral, True
    return getattr(settings.performance, employee.performance[0].name.lower()), False


def _experience_points(
    problem: PlacementProblem, settings: Settings, employee: Employee, vacancy: Vacancy, neutral: int
) -> Scored:
    if not {"position", "dinas"} & problem.columns.employee:
        return None, False
    if not bare_name(employee.position) and not employee.dinas:
        return neutral, True
    points = settings.experience
    if _same_office(employee.dinas, vacancy.dinas):
        best = points.same_dinas
    elif (
        employee.dinas
        and vacancy.dinas
        and set(_groups(problem, employee.dinas)) & set(_groups(problem, vacancy.dinas))
    ):
        best = points.same_group
    else:
        best = points.none
    same_post = bare_name(employee.position) == bare_name(vacancy.position) != ""
    return max(best, points.same_position) if same_post else best, False


def _preference_points(
    problem: PlacementProblem, settings: Settings, employee: Employee, vacancy: Vacancy, neutral: int
) -> Scored:
    if "preferences" not in problem.columns.employee:
        return None, False
    if not employee.preferences:
        return neutral, True
    points = settings.preference
    for wish, reached in zip(employee.preferences, (points.first, points.second, points.third), strict=False):
        if _answers(vacancy, wish):
            return reached, False
    return points.none, False


def _answers(vacancy: Vacancy, wish: str) -> bool:
    posts = {normal(vacancy.position), read_position(vacancy.position).name, bare_name(vacancy.position)}
    return (
        normal(wish) == normal(vacancy.code)
        or _same_office(wish, vacancy.dinas)
        or bool(posts & {normal(wish), read_position(wish).name})
    )


def _commute_points(
    problem: PlacementProblem, settings: Settings, employee: Employee, vacancy: Vacancy, neutral: int
) -> Scored:
    profile, fact = profile_of(problem, vacancy.dinas), find_dinas(vacancy.dinas) if vacancy.dinas else None
    text = vacancy.district or (profile.district if profile else "") or (fact.district if fact else "")
    office = find_district(text) if text else None
    if office is None or "district" not in problem.columns.employee:
        return None, False
    home = find_district(employee.district) if employee.district else None
    metres = distance_m(home, office) if home else None
    if metres is None:
        return neutral, True
    if metres == 0:
        return 10_000, False
    if settings.commute.zero_at_km == 0:
        return 0, False
    road_km = Fraction(metres * settings.commute.detour_percent, 100_000)
    return half_up(10_000 * max(Fraction(0), 1 - road_km / settings.commute.zero_at_km)), False


def _listed(problem: PlacementProblem, employee: Employee, vacancy: Vacancy) -> int | None:
    for one in problem.external_scores:
        if (one.employee_id, one.vacancy_code) == (employee.id, vacancy.code):
            return one.points
    return None


def _external_points(
    problem: PlacementProblem, settings: Settings, employee: Employee, vacancy: Vacancy, neutral: int
) -> Scored:
    if all(one.vacancy_code != vacancy.code for one in problem.external_scores):
        return None, False
    points = _listed(problem, employee, vacancy)
    return (neutral, True) if points is None else (points, False)
