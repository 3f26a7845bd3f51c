"""The round as an instance ready to solve, or every complaint about it at once."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from penempatan.domain.problem import Columns, DinasProfile, ExternalScore, Lock, PlacementProblem
from penempatan.errors import InputError
from penempatan.intake.columns import Role
from penempatan.intake.corrections.reading import read_corrections
from penempatan.intake.findings import Findings
from penempatan.intake.incumbents import find_incumbents, report_posts_twice, seats_left
from penempatan.intake.loading import Loader
from penempatan.intake.mapping import read_mapping
from penempatan.intake.parse_dinas import Profiles, read_dinas
from penempatan.intake.parse_employee import Roster, read_employees, report_persons_twice
from penempatan.intake.parse_other import (
    PersonTables,
    read_competencies,
    read_locks,
    read_scores,
    read_wishes,
)
from penempatan.intake.parse_vacancy import Catalogue, VacancyList, read_catalogue, read_vacancies
from penempatan.intake.person_complaints import COMPETENCY_DIFFERS, NIP_UNKNOWN, SPOUSE_UNKNOWN
from penempatan.intake.quarantine import Quarantine, locks_left, report, set_aside
from penempatan.intake.relations import Relations, read_relations, relations_left
from penempatan.intake.units import UnitTree, read_units
from penempatan.intake.vacancy_complaints import PREFERENCES_TWICE
from penempatan.intake.waivers import read_waivers, waivers_left
from penempatan.intake.wishes import resolve_wishes
from penempatan.knowledge.dinas import find_dinas
from penempatan.settings.model import Mode

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping
    from datetime import date

    from penempatan.domain.employee import Employee
    from penempatan.domain.issue import Issue, Location
    from penempatan.domain.vacancy import Vacancy
    from penempatan.domain.waiver import Waiver
    from penempatan.intake.sources import RoundSources
    from penempatan.intake.table import Table
    from penempatan.settings.model import Settings


class _Everything:
    """Stands in for a table that could not be read, so that no row of another is called a stranger to it."""

    def __contains__(self, _: object) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Inspection:
    """What reading a round gave: the problem (None when an error stops it), every finding, the tables."""

    problem: PlacementProblem | None
    issues: tuple[Issue, ...]
    tables: tuple[Table, ...]


def read_problem(
    sources: RoundSources, settings: Settings, today: date, *, quarantine: bool = False
) -> PlacementProblem:
    """Read a round into a problem; InputError with every finding when any of them is an error.

    With `quarantine`, rows with errors are left out instead and listed in the problem.
    """
    problem, issues = check_round(sources, settings, today, quarantine=quarantine)
    if problem is None:
        raise InputError(issues)
    return problem


def check_round(
    sources: RoundSources, settings: Settings, today: date, *, quarantine: bool = False
) -> tuple[PlacementProblem | None, tuple[Issue, ...]]:
    """Read a round and return it with every finding; the problem is None when a finding is an error.

    `today` is the round date where the rules name none.
    """
    read = inspect_round(sources, settings, today, quarantine=quarantine)
    return read.problem, read.issues


def inspect_round(
    sources: RoundSources, settings: Settings, today: date, *, quarantine: bool = False
) -> Inspection:
    """Read a round as `check_round` does, and keep the tables for whoever must show their cells."""
    with _collector_paused():
        return _inspect(sources, settings, today, quarantine=quarantine)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Pause cyclic garbage collection: a round is a million small objects and none of them garbage."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            if not gc.get_freeze_count():  # file what was made under "old" at once, unsearched
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def _inspect(sources: RoundSources, settings: Settings, today: date, *, quarantine: bool) -> Inspection:
    findings = Findings()
    mapping, mapping_source = read_mapping(sources.mapping, findings)
    corrections, corrections_source = read_corrections(sources.corrections, findings)
    loader = Loader(sources, findings, mapping, corrections)
    roster, extra, catalogue, listed = Roster(), PersonTables(), Catalogue(), VacancyList()
    profiles = Profiles()
    locks: list[Lock] = []
    waivers: list[Waiver] = []
    relations: Relations = {}
    judged_on = settings.round.judged_on or today
    scores: list[ExternalScore] = []
    tree = _unit_tree(loader)
    loader.read(Role.EMPLOYEES, lambda table: read_employees(table, roster, tree))
    loader.read(Role.POSITIONS, lambda table: read_catalogue(table, catalogue))
    mapped = settings.round.mode is Mode.REARRANGE
    loader.read(Role.VACANCIES, lambda table: read_vacancies(table, listed, catalogue, tree, post_map=mapped))
    loader.read(Role.COMPETENCIES, lambda table: read_competencies(table, extra))
    loader.read(Role.DINAS, lambda table: read_dinas(table, profiles))
    loader.read(Role.PREFERENCES, lambda table: read_wishes(table, extra))
    whole_roster = bool(roster.people) and Role.EMPLOYEES not in loader.refused
    whole_list = bool(listed.vacancies) and Role.VACANCIES not in loader.refused
    known_people: Container[str] = roster.people if whole_roster else _Everything()
    known_codes: Container[str] = listed.vacancies if whole_list else _Everything()
    staying = {person.id: person.location for person in roster.people.values() if person.stays}
    loader.read(Role.LOCKS, lambda table: read_locks(table, locks, known_people, known_codes, staying))
    loader.read(
        Role.WAIVERS, lambda table: read_waivers(table, waivers, known_people, known_codes, judged_on)
    )
    loader.read(Role.RELATIONS, lambda table: read_relations(table, relations, known_people))
    loader.read(Role.SCORES, lambda table: read_scores(table, scores, known_people, known_codes))
    mapping.report_unused(findings)
    corrections.report_unmet(findings)
    _report_strangers(extra, known_people, findings)
    report_persons_twice(roster.people, findings)
    if mapped:
        report_posts_twice(listed.vacancies, findings)
    left_out = Quarantine({})
    if quarantine:
        left_out = set_aside(findings, loader.tables)
        gone = [digits for digits, person in roster.people.items() if left_out.holds(person.location)]
        relations = relations_left(relations, gone, findings)
        locks, waivers = _forget(
            left_out, roster, extra, listed, locks=locks, waivers=waivers, findings=findings
        )
    employees = _employees(roster, extra, listed.vacancies, findings)
    incumbents: tuple[tuple[str, str], ...] = ()
    if mapped and whole_roster and whole_list:
        incumbents = find_incumbents(employees, listed.vacancies, findings)
        listed.vacancies = seats_left(listed.vacancies, incumbents, findings)
    issues = findings.sorted()
    if findings.has_errors:
        return Inspection(None, issues, tuple(loader.tables))
    dinas = _dinas_profiles(profiles.dinas, employees, listed.vacancies)
    problem = PlacementProblem(
        employees=employees,
        vacancies=_vacancies(listed.vacancies, {profile.name: profile.district for profile in dinas}),
        judged_on=judged_on,
        locks=tuple(sorted(locks, key=lambda lock: (lock.employee_id, lock.vacancy_code, lock.kind.value))),
        external_scores=tuple(
            sorted(
                (
                    score
                    for score in scores
                    if score.employee_id in roster.people and score.vacancy_code in listed.vacancies
                ),
                key=lambda score: (score.employee_id, score.vacancy_code),
            )
        ),
        dinas=dinas,
        columns=_columns(roster, extra, listed, catalogue),
        sources=tuple(loader.records)
        + tuple(one for one in (mapping_source, corrections_source) if one is not None),
        issues=issues,
        quarantined=left_out.sorted(),
        waivers=tuple(sorted(waivers, key=_by_pair_and_rule)),
        incumbents=incumbents,
        units=tuple(one for _, one in sorted(profiles.units.items())),
        relatives=tuple(sorted(relations)),
    )
    return Inspection(problem, issues, tuple(loader.tables))


def _unit_tree(loader: Loader) -> UnitTree:
    """Read the unit tree before whoever refers to it; empty where the round has none."""
    tree = UnitTree()
    loader.read(Role.UNITS, lambda table: read_units(table, tree))
    tree.check(loader.findings)
    return tree


def _forget(
    left_out: Quarantine,
    roster: Roster,
    extra: PersonTables,
    listed: VacancyList,
    *,
    locks: list[Lock],
    waivers: list[Waiver],
    findings: Findings,
) -> tuple[list[Lock], list[Waiver]]:
    """Take the rows that were left out of what was read; return the locks and waivers that remain."""
    people = [digits for digits, person in roster.people.items() if left_out.holds(person.location)]
    codes = [code for code, vacancy in listed.vacancies.items() if left_out.holds(vacancy.location)]
    for digits in people:
        del roster.people[digits]
    for code in codes:
        del listed.vacancies[code]
    for digits, places in extra.wish_places.items():
        if any(map(left_out.holds, places)):
            extra.wishes.pop(digits, None)
    report(left_out, {Role.EMPLOYEES: len(roster.people), Role.VACANCIES: len(listed.vacancies)}, findings)
    return locks_left(locks, people, codes, findings), waivers_left(waivers, people, codes, findings)


def _by_pair_and_rule(waiver: Waiver) -> tuple[str, str, str, date, str]:
    return (
        waiver.employee_id,
        waiver.vacancy_code,
        waiver.rule.name,
        waiver.valid_until,
        waiver.document,
    )


def _employees(
    roster: Roster, extra: PersonTables, vacancies: Mapping[str, Vacancy], findings: Findings
) -> tuple[Employee, ...]:
    """Merge what the other tables say into the roster; the special table wins over the roster."""
    people = roster.people
    resolve = resolve_wishes(vacancies)
    employees: list[Employee] = []
    for digits in sorted(people):
        person = people[digits]
        wishes = extra.wishes.get(digits)
        if wishes is not None and person.preferences:
            findings.add(
                PREFERENCES_TWICE, roster.wish_place(person), other=str(extra.wish_places[digits][0])
            )
        final = person.preferences if wishes is None else wishes
        if final and vacancies:
            place = roster.wish_place(person) if wishes is None else extra.wish_places[digits][0]
            final = resolve(final, place, findings)
        levels = _merged_levels(person, extra, findings)
        if final != person.preferences or levels != person.competencies:
            person = replace(person, preferences=final, competencies=levels)
        if person.spouse_id and person.spouse_id not in people:
            findings.add(SPOUSE_UNKNOWN, person.location)
        employees.append(person)
    return tuple(employees)


def _merged_levels(person: Employee, extra: PersonTables, findings: Findings) -> tuple[tuple[str, int], ...]:
    long_form = extra.levels.get(person.id)
    if long_form is None:
        return person.competencies
    own = dict(person.competencies)
    for name in sorted(own.keys() & long_form.keys()):
        if own[name] != long_form[name]:
            findings.add(COMPETENCY_DIFFERS, person.location, value=name)
    return tuple(sorted((own | long_form).items()))


def _report_strangers(extra: PersonTables, people: Container[str], findings: Findings) -> None:
    for places in (extra.level_places, extra.wish_places):
        for digits, where in places.items():
            if digits not in people:
                for location in where:
                    findings.add(NIP_UNKNOWN, location, digits)


def _dinas_profiles(
    given: Mapping[str, tuple[DinasProfile, Location]],
    employees: tuple[Employee, ...],
    vacancies: Mapping[str, Vacancy],
) -> tuple[DinasProfile, ...]:
    """One profile for every dinas that occurs anywhere: the sheet first, then what is known."""
    names = (
        {person.dinas for person in employees}
        | {vacancy.dinas for vacancy in vacancies.values()}
        | given.keys()
    )
    profiles: list[DinasProfile] = []
    for name in sorted(names - {""}):
        profile = given[name][0] if name in given else DinasProfile(name)
        fact = find_dinas(name)
        if fact is not None:
            profile = replace(
                profile,
                field_groups=profile.field_groups or fact.field_groups,
                district=profile.district or fact.district,
            )
        profiles.append(profile)
    return tuple(profiles)


def _vacancies(vacancies: Mapping[str, Vacancy], offices: Mapping[str, str]) -> tuple[Vacancy, ...]:
    """Sort by code; where a row names no kecamatan the office of the dinas stands in."""
    return tuple(
        vacancy if vacancy.district else replace(vacancy, district=offices.get(vacancy.dinas, ""))
        for _, vacancy in sorted(vacancies.items())
    )


def _columns(roster: Roster, extra: PersonTables, listed: VacancyList, catalogue: Catalogue) -> Columns:
    employee = set(roster.columns)
    if extra.levels:
        employee.add("competencies")
    if extra.wishes:
        employee.add("preferences")
    return Columns(frozenset(employee), frozenset(listed.columns | catalogue.columns))
