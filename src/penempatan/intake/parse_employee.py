"""Rows of the roster into employees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from string import ascii_uppercase

from penempatan.domain.employee import Employee
from penempatan.domain.issue import Location
from penempatan.intake.columns import Field
from penempatan.intake.competencies import read_evidence, read_level_column
from penempatan.intake.degrees_of_names import add_titled
from penempatan.intake.findings import Findings
from penempatan.intake.nips import read_nips
from penempatan.intake.person_columns import (
    check_agencies,
    compare_educations,
    compare_with_nip,
    read_discipline_column,
    read_education_column,
    read_names,
    read_papers,
    read_performance_column,
    read_post_dates,
    read_preferences,
    read_rank_column,
    read_spouses,
    read_standings,
    read_statuses,
)
from penempatan.intake.person_complaints import NIP_DUPLICATE, PERSON_TWICE
from penempatan.intake.places import read_districts, read_places
from penempatan.intake.posts import read_posts
from penempatan.intake.sheets import column_letters
from penempatan.intake.table import Table
from penempatan.intake.units import UnitTree
from penempatan.intake.values import read_flag, read_whole, squeezed
from penempatan.knowledge.text import normal

# Which columns make an attribute "present in the data" (Columns.employee).
ATTRIBUTES: dict[Field, str] = {
    Field.STATUS: "status",
    Field.CPNS_STATUS: "status",
    Field.LEGAL_STANDING: "legal_standing",
    Field.RANK: "rank",
    Field.POSITION: "position",
    Field.POSITION_TYPE: "position_type",
    Field.JOB_GRADE: "job_grade",
    Field.DINAS: "dinas",
    Field.UNIT: "unit",
    Field.POST_SINCE: "in_post_since",
    Field.PERFORMANCE: "performance",
    Field.POTENTIAL: "potential",
    Field.DISCIPLINE: "discipline",
    Field.CERTIFICATES: "certificates",
    Field.COMPETENCIES: "competencies",
    Field.SKILLS: "competencies",
    Field.COURSES: "competencies",
    Field.DISTRICT: "district",
    Field.PREFERENCE_1: "preferences",
    Field.PREFERENCE_2: "preferences",
    Field.PREFERENCE_3: "preferences",
    Field.SPOUSE: "spouse_id",
    Field.MUST_PLACE: "must_place",
    Field.STAYS: "stays",
    Field.CONSENT: "consents",
}

_AGREED = frozenset({"SETUJU", "BERSEDIA"})
_WISHES = (Field.PREFERENCE_1, Field.PREFERENCE_2, Field.PREFERENCE_3)


@dataclass(slots=True)
class Roster:
    """Employees by NIP as they are read, table after table."""

    people: dict[str, Employee] = field(default_factory=dict)
    columns: set[str] = field(default_factory=set)
    wish_columns: dict[tuple[str, str], str] = field(default_factory=dict)  # (file, sheet) → letters

    def wish_place(self, person: Employee) -> Location:
        """Return the cell of a person's first wish in the roster."""
        place = person.location
        letters = self.wish_columns.get((place.file, place.sheet), "")
        return (
            Location(place.file, place.sheet, letters + place.cell.lstrip(ascii_uppercase))
            if letters
            else place
        )


def read_employees(table: Table, roster: Roster, tree: UnitTree) -> int:
    """Read one table into the roster; return the number of rows kept. `tree` has the units by ID."""
    nips = read_nips(table)
    compare_with_nip(table, nips)
    statuses = read_statuses(table, nips)
    positions, types, tiers = read_posts(table, acting_unknown=True)
    check_agencies(table)
    educated = read_education_column(table)
    compare_educations(table, educated)
    educated = add_titled(table, educated)
    certificates = read_papers(table)
    evidence = read_evidence(table)
    competencies = [
        tuple(sorted((dict(beside) | dict(levels.held)).items())) if beside else levels.held
        for levels, (_, beside) in zip(read_level_column(table, 0), evidence, strict=True)
    ]
    rows = zip(
        nips,
        read_names(table),
        educated,
        statuses,
        read_standings(table),
        read_rank_column(table, statuses),
        positions,
        types,
        tiers,
        table.parse(Field.JOB_GRADE, read_whole(1, 17), None),
        read_places(table, tree),
        read_post_dates(table),
        read_performance_column(table),
        table.parse(Field.POTENTIAL, squeezed, ""),
        read_discipline_column(table),
        certificates,
        competencies,
        read_districts(table),
        read_preferences(table),
        read_spouses(table),
        table.parse(Field.MUST_PLACE, read_flag, False, skip_nothing=False, strict=True),
        table.parse(Field.STAYS, read_flag, False, skip_nothing=False, strict=True),
        table.parse(Field.CONSENT, _consent, False, skip_nothing=False, strict=True),
        strict=True,
    )
    kept = 0
    for position, (
        nip,
        name,
        educations,
        status,
        standing,
        rank,
        post,
        kind,
        tier,
        grade,
        office,
        *rest,
    ) in enumerate(rows):
        if nip is None:
            continue
        location = table.place(Field.NIP, position)
        earlier = roster.people.get(nip.digits)
        if earlier is not None:
            place = earlier.location
            newer = _newer(earlier.in_post_since, rest[0])
            table.complain(
                NIP_DUPLICATE, Field.NIP, position, raw=nip.digits, also=place, other=str(place), newer=newer
            )
            continue
        since, ratings, potential, discipline, papers, levels, district, wishes, spouse, must, *last = rest
        stays, agrees = last
        kept += 1
        roster.people[nip.digits] = Employee(
            nip.digits, name, educations, nip.reading.birth_date, status, standing, rank, post, kind, tier,
            grade, office[0], office[1], since, ratings, potential, discipline, papers, levels, district,
            wishes, spouse, must, stays, location, evidence[position][0], agrees,
        )  # fmt: skip
    if any(person.dinas for person in roster.people.values()):
        roster.columns.add("dinas")
    first_wish = next((known for known in _WISHES if known in table), None)
    if first_wish is not None:
        roster.wish_columns[table.sheet.file, table.sheet.name] = column_letters(table.columns[first_wish])
    roster.columns.update(name for known, name in ATTRIBUTES.items() if known in table)
    return kept


def _consent(text: str) -> bool:
    return normal(text) in _AGREED or read_flag(text)


def report_persons_twice(people: Mapping[str, Employee], findings: Findings) -> None:
    """Warn of one name and birth date under a NIP and under an NI PPPK: who passed from one to the other."""
    contracted: dict[tuple[str, date], Employee] = {}
    for _, person in sorted(people.items()):
        if _is_pppk(person):
            contracted.setdefault((_bare_name(person.name), person.birth_date), person)
    days = {day for _, day in contracted}
    for _, person in sorted(people.items()) if contracted else ():
        if person.birth_date in days and not _is_pppk(person):
            other = contracted.get((_bare_name(person.name), person.birth_date))
            if other is not None:
                newer = _newer(person.in_post_since, other.in_post_since)
                findings.add(PERSON_TWICE, other.location, other=str(person.location), newer=newer)


def _newer(earlier: date | None, here: date | None) -> str:
    """Say which of two rows has the later TMT Jabatan."""
    if earlier is None or here is None or earlier == here:
        return ""
    where = "baris ini" if here > earlier else "baris itu"
    return f"; TMT Jabatan {where} lebih baru ({max(earlier, here).isoformat()})"


def _is_pppk(person: Employee) -> bool:
    return person.id[12] == "2"  # a month cannot begin so


def _bare_name(name: str) -> str:
    """Return a name without the degrees behind its comma, folded."""
    return normal(name.partition(",")[0])
