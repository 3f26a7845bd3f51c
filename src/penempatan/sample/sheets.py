"""The two sheets of a clean round: which field of whom stands under which heading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from penempatan.intake.columns import Field, Role
from penempatan.sample.round import Cell, SampleSheet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from penempatan.sample.employees import SampleEmployee
    from penempatan.sample.vacancies import SampleVacancy

EMPLOYEE_COLUMNS: tuple[tuple[Field, Callable[[SampleEmployee], Cell]], ...] = (
    (Field.NIP, lambda person: person.nip),
    (Field.NAME, lambda person: person.name),
    (Field.EDUCATION, lambda person: person.education),
    (Field.STATUS, lambda person: person.status),
    (Field.RANK, lambda person: person.rank),
    (Field.POSITION_TYPE, lambda person: person.position_type),
    (Field.POSITION, lambda person: person.position),
    (Field.UNIT, lambda person: person.unit),
    (Field.DINAS, lambda person: person.office),
    (Field.POST_SINCE, lambda person: person.in_post_since),
    (Field.PERFORMANCE, lambda person: person.performance),
    (Field.POTENTIAL, lambda person: person.potential),
    (Field.DISCIPLINE, lambda person: person.discipline),
    (Field.CERTIFICATES, lambda person: person.certificates),
    (Field.COMPETENCIES, lambda person: person.competencies),
    (Field.DISTRICT, lambda person: person.district),
    (Field.PREFERENCE_1, lambda person: person.preferences[0]),
    (Field.PREFERENCE_2, lambda person: person.preferences[1]),
    (Field.PREFERENCE_3, lambda person: person.preferences[2]),
    (Field.SPOUSE, lambda person: person.spouse),
    (Field.MUST_PLACE, lambda _: ""),  # whom the round must place is for the analyst to say
    (Field.STAYS, lambda person: person.stays),
)
VACANCY_COLUMNS: tuple[tuple[Field, Callable[[SampleVacancy], Cell]], ...] = (
    (Field.CODE, lambda vacancy: vacancy.code),
    (Field.POSITION, lambda vacancy: vacancy.position),
    (Field.DINAS, lambda vacancy: vacancy.office.name),
    (Field.UNIT, lambda vacancy: vacancy.unit),
    (Field.OPENINGS, lambda vacancy: vacancy.openings),
    (Field.POSITION_TYPE, lambda vacancy: vacancy.tier.position_type.value),
    (Field.JOB_GRADE, lambda vacancy: vacancy.pay_class),
    (Field.QUALIFICATION, lambda vacancy: vacancy.qualification),
    (Field.RANK_MIN, lambda vacancy: vacancy.rank_min),
    (Field.RANK_MAX, lambda vacancy: vacancy.rank_max),
    (Field.COMPETENCIES, lambda vacancy: vacancy.competencies),
    (Field.CERTIFICATES, lambda vacancy: vacancy.certificates),
    (Field.AGE_MAX, lambda vacancy: vacancy.age_max),
    (Field.DISTRICT, lambda vacancy: vacancy.district),
    (Field.PRIORITY, lambda vacancy: vacancy.priority),
)


_POST_MAP_COLUMNS: tuple[tuple[Field, Callable[[SampleVacancy], Cell]], ...] = (
    (Field.NEED, lambda post: post.openings),
    (Field.INCUMBENTS, lambda post: post.held),
)


def employee_sheet(employees: Sequence[SampleEmployee]) -> SampleSheet:
    """Return the sheet of employees, heading row first."""
    readers = [reader for _, reader in EMPLOYEE_COLUMNS]
    rows = (tuple(reader(person) or None for reader in readers) for person in employees)
    return SampleSheet(
        f"{Role.EMPLOYEES.value}.xlsx",
        Role.EMPLOYEES.value,
        (tuple(field.value for field, _ in EMPLOYEE_COLUMNS), *rows),
    )


def post_map_sheet(posts: Sequence[SampleVacancy]) -> SampleSheet:
    """Return the sheet of a post map, heading row first: need and holders in place of open seats."""
    at = next(index for index, (field, _) in enumerate(VACANCY_COLUMNS) if field is Field.OPENINGS)
    return _sheet((*VACANCY_COLUMNS[:at], *_POST_MAP_COLUMNS, *VACANCY_COLUMNS[at + 1 :]), posts)


def vacancy_sheet(vacancies: Sequence[SampleVacancy]) -> SampleSheet:
    """Return the sheet of vacancies, heading row first."""
    return _sheet(VACANCY_COLUMNS, vacancies)


def _sheet(
    columns: Sequence[tuple[Field, Callable[[SampleVacancy], Cell]]], vacancies: Sequence[SampleVacancy]
) -> SampleSheet:
    rows = (tuple(_cell(reader(vacancy)) for _, reader in columns) for vacancy in vacancies)
    return SampleSheet(
        f"{Role.VACANCIES.value}.xlsx",
        Role.VACANCIES.value,
        (tuple(field.value for field, _ in columns), *rows),
    )


def _cell(value: Cell) -> Cell:
    """Return a blank cell for an empty text; a post that nobody holds says 0."""
    return None if value == "" else value
