"""Rows of the vacancy list and of the post catalogue."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from penempatan.domain.education import MatchKind, Qualification
from penempatan.domain.issue import Location
from penempatan.domain.position import PositionTier, PositionType
from penempatan.domain.rank import Rank
from penempatan.domain.vacancy import CompetencyRequirement, Vacancy
from penempatan.intake.columns import Field
from penempatan.intake.competencies import read_level_column, required
from penempatan.intake.complaints import CELL_EMPTY
from penempatan.intake.nothing import says_nothing
from penempatan.intake.openings import read_openings, read_post_map
from penempatan.intake.person_complaints import CERTIFICATE_UNKNOWN
from penempatan.intake.places import read_districts, read_places
from penempatan.intake.posts import read_posts
from penempatan.intake.sheets import cell_text
from penempatan.intake.table import Table, Unreadable
from penempatan.intake.units import UnitTree
from penempatan.intake.vacancy_complaints import (
    CATALOGUE_DUPLICATE,
    CATALOGUE_USED,
    CODE_DUPLICATE,
    CODE_FROM_LINK,
    CODE_MISSING,
    FORMATION_KIND,
    QUALIFICATION_DEMAND,
    QUALIFICATION_UNLISTED,
    QUALIFICATION_UNREADABLE,
    RANK_ORDER,
    VACANCY_ACTING,
    VACANCY_AGENCY,
    VACANCY_NOT_FREE,
    VACANCY_REPEATED,
)
from penempatan.intake.values import parts, read_whole, squeezed
from penempatan.knowledge.certificates import canonical_certificate
from penempatan.knowledge.demands import demand_of
from penempatan.knowledge.education import read_qualification
from penempatan.knowledge.positions import read_position
from penempatan.knowledge.ranks import read_rank
from penempatan.knowledge.text import normal

ATTRIBUTES: dict[Field, str] = {
    Field.UNIT: "unit",
    Field.POSITION_TYPE: "position_type",
    Field.JOB_GRADE: "job_grade",
    Field.QUALIFICATION: "qualification",
    Field.RANK_MIN: "rank_min",
    Field.RANK_MAX: "rank_max",
    Field.COMPETENCIES: "competencies",
    Field.CERTIFICATES: "certificates",
    Field.AGE_MAX: "age_max",
    Field.DISTRICT: "district",
    Field.PRIORITY: "priority",
    Field.FORMATION_KIND: "formation_kind",
}
_NO_QUALIFICATION = Qualification()
_LINK = re.compile(r"https?://\S*/detailformasi/([0-9A-Za-z-]{8,})/?", re.IGNORECASE)
_MACHINE_ID = re.compile(r"[0-9a-fA-F-]{20,}")
_CODE_LIST = re.compile(r"\d{7}(?:[\s,;/]+\d{7})+")
_NOT_FREE = {
    **dict.fromkeys(
        ("KEPALA SEKOLAH", "KEPALA TK", "KEPALA SD", "KEPALA SMP", "KEPALA TAMAN KANAK-KANAK"),
        "kepala sekolah adalah tugas tambahan guru",
    ),
    **dict.fromkeys(
        ("KEPALA BADAN PENANGGULANGAN BENCANA DAERAH", "KEPALA BPBD"),
        "kepala BPBD dirangkap Sekretaris Daerah",
    ),
    **dict.fromkeys(
        ("KEPALA UPT PUSKESMAS", "KEPALA PUSKESMAS", "KEPALA UPTD PUSKESMAS"),
        "kepala puskesmas adalah tugas tambahan pejabat fungsional",
    ),
}
_NOT_RESERVED = frozenset({"", "UMUM", "CPNS UMUM"})


@dataclass(frozen=True, slots=True)
class Requirements:
    """What a post asks for; None or empty where the row leaves it blank."""

    position_type: PositionType | None = None
    tier: PositionTier | None = None
    job_grade: int | None = None
    qualification: Qualification = _NO_QUALIFICATION
    rank_min: Rank | None = None
    rank_max: Rank | None = None
    competencies: tuple[CompetencyRequirement, ...] = ()
    certificates: tuple[str, ...] = ()
    age_max: int | None = None
    priority: int | None = None

    def filled_from(self, other: Requirements) -> Requirements:
        """Return these requirements with the blanks taken from `other`; both rank ends come together."""
        own_ranks = self.rank_min is not None or self.rank_max is not None
        ranks = self if own_ranks else other
        return Requirements(
            self.position_type or other.position_type,
            self.tier or other.tier,
            self.job_grade if self.job_grade is not None else other.job_grade,
            self.qualification or other.qualification,
            ranks.rank_min,
            ranks.rank_max,
            self.competencies or other.competencies,
            self.certificates or other.certificates,
            self.age_max if self.age_max is not None else other.age_max,
            self.priority if self.priority is not None else other.priority,
        )


@dataclass(slots=True)
class Catalogue:
    """Requirements by post name (as `read_position` folds it), and where each was read."""

    entries: dict[str, Requirements] = field(default_factory=dict)
    places: dict[str, Location] = field(default_factory=dict)
    columns: set[str] = field(default_factory=set)


@dataclass(slots=True)
class VacancyList:
    """Vacancies by code as they are read, table after table."""

    vacancies: dict[str, Vacancy] = field(default_factory=dict)
    columns: set[str] = field(default_factory=set)


def read_catalogue(table: Table, catalogue: Catalogue) -> int:
    """Read the post catalogue; return the number of rows kept."""
    _, requirements = _requirements(table)
    texts = table.texts(Field.POSITION)
    for position, (text, asked) in enumerate(zip(texts, requirements, strict=True)):
        key = read_position(text).name
        if key in catalogue.entries:
            other = str(catalogue.places[key])
            table.complain(CATALOGUE_DUPLICATE, Field.POSITION, position, shown=text, other=other)
            continue
        catalogue.entries[key] = asked
        catalogue.places[key] = table.place(Field.POSITION, position)
    catalogue.columns.update(name for known, name in ATTRIBUTES.items() if known in table)
    return len(texts)


def read_vacancies(
    table: Table, listed: VacancyList, catalogue: Catalogue, tree: UnitTree, *, post_map: bool = False
) -> int:
    """Read one vacancy table; blanks are filled from the catalogue. Return the number of rows kept.

    A `post_map` (mode penataan) gives the need of each post, and its holders, in place of open seats.
    """
    names, requirements = _requirements(table)
    codes = _codes(table)
    _note_posts(table, names)
    needs = read_post_map(table) if post_map else [(None, None)] * len(table.rows)
    openings = [need for need, _ in needs] if post_map else read_openings(table)
    places = read_places(table, tree)
    districts = read_districts(table)
    kinds = [normal(text) for text in table.texts(Field.FORMATION_KIND)]
    inherited = 0
    kept = 0
    for position, (code, name, asked, seats, (dinas, unit)) in enumerate(
        zip(codes, names, requirements, openings, places, strict=True)
    ):
        complete = _check_row(table, position, code, name, dinas)
        entry = catalogue.entries.get(read_position(name).name) if catalogue.entries else None
        final = asked if entry is None else asked.filled_from(entry)
        inherited += final != asked
        if not complete or seats is None:
            continue
        vacancy = Vacancy(
            code, name, dinas, seats, unit, final.position_type, final.tier, final.job_grade,
            final.qualification, final.rank_min, final.rank_max, final.competencies, final.certificates,
            final.age_max, districts[position], 2 if final.priority is None else final.priority,
            kinds[position], table.place(Field.CODE, position), *needs[position],
        )  # fmt: skip
        earlier = listed.vacancies.get(code)
        if earlier is None:
            kept += 1
            listed.vacancies[code] = vacancy
            continue
        place = earlier.location
        # a long machine-made id says that an export repeats itself; a code of people may be a slip
        if _MACHINE_ID.fullmatch(code) and replace(vacancy, location=place) == earlier:
            table.complain(VACANCY_REPEATED, Field.CODE, position, shown=code, other=str(place))
        else:
            table.complain(CODE_DUPLICATE, Field.CODE, position, shown=code, also=place, other=str(place))
    if inherited:
        table.findings.add(CATALOGUE_USED, table.heading_place(), count=inherited)
    reserved = [(i, kind) for i, kind in enumerate(kinds) if kind not in _NOT_RESERVED]
    table.note_distinct(FORMATION_KIND, Field.FORMATION_KIND, reserved)
    listed.columns.update(name for known, name in ATTRIBUTES.items() if known in table)
    return kept


def _codes(table: Table) -> list[str]:
    """Codes as written; a link to the vacancy's page (SSCASN) gives the code that ends it."""
    codes = [squeezed(text) for text in table.texts(Field.CODE)]
    linked = [code for code in codes if _LINK.fullmatch(code)]
    if linked:
        heading = cell_text(table.sheet.rows[table.heading_row][table.columns[Field.CODE]])
        table.findings.add(CODE_FROM_LINK, table.heading_place(), heading=heading)
    return [link[1] if (link := _LINK.fullmatch(code)) else code for code in codes]


def _note_posts(table: Table, names: Sequence[str]) -> None:
    """Note acting posts, posts that are no free seats, and vacancies of another agency."""
    acting: list[tuple[int, str]] = []
    taken: list[tuple[int, str]] = []
    for position, name in enumerate(names):
        reading = read_position(name)
        if reading.acting:
            acting.append((position, name))
        if reading.name in _NOT_FREE:
            taken.append((position, name))
    table.note_distinct(VACANCY_ACTING, Field.POSITION, acting)
    for position, name in taken:
        why = _NOT_FREE[read_position(name).name]
        table.complain(VACANCY_NOT_FREE, Field.POSITION, position, shown=name, why=why)
    agencies = table.texts(Field.AGENCY)
    counts = Counter(text for text in agencies if text)
    if len(counts) > 1:
        own = counts.most_common(1)[0][0]
        others = [(i, text) for i, text in enumerate(agencies) if text not in ("", own)]
        table.note_distinct(VACANCY_AGENCY, Field.AGENCY, others)


def _check_row(table: Table, position: int, code: str, name: str, dinas: str) -> bool:
    broken = table.sheet.broken
    row = table.rows[position]
    if not code and (row, table.columns[Field.CODE]) not in broken:
        table.complain(CODE_MISSING, Field.CODE, position)
    if not name and (row, table.columns[Field.POSITION]) not in broken:
        table.complain(CELL_EMPTY, Field.POSITION, position)
    field = Field.DINAS if Field.DINAS in table else Field.UNIT
    if not dinas and (row, table.columns[field]) not in broken:
        table.complain(CELL_EMPTY, field, position)
    return bool(code and name and dinas)


def _requirements(table: Table) -> tuple[list[str], list[Requirements]]:
    """Read what both the vacancy list and the catalogue may say about a post."""
    names, types, tiers = read_posts(table)
    lowest, highest = _rank_range(table)
    rows = zip(
        types,
        tiers,
        table.parse(Field.JOB_GRADE, read_whole(1, 17), None),
        _qualifications(table),
        lowest,
        highest,
        [required(levels) for levels in read_level_column(table, 1)],
        _certificates(table),
        table.parse(Field.AGE_MAX, read_whole(18, 70), None),
        table.parse(Field.PRIORITY, read_whole(1, 3), None),
        strict=True,
    )
    return names, [Requirements(*row) for row in rows]


def _qualifications(table: Table) -> list[Qualification]:
    texts = table.texts(Field.QUALIFICATION)
    cache = {text: _qualification(text) for text in set(texts)}
    said = {text: _said_beside(cache[text]) for text in cache}
    demands = [(position, demand) for position, text in enumerate(texts) for demand in said[text][0]]
    table.note_distinct(QUALIFICATION_DEMAND, Field.QUALIFICATION, demands)
    unlisted = [(position, name) for position, text in enumerate(texts) for name in said[text][1]]
    table.note_distinct(QUALIFICATION_UNLISTED, Field.QUALIFICATION, unlisted)
    for position, text in enumerate(texts):
        for alternative in cache[text].alternatives:
            if alternative.level is None and alternative.programme is None and not alternative.any_programme:
                table.complain(QUALIFICATION_UNREADABLE, Field.QUALIFICATION, position, shown=alternative.raw)
        if not cache[text] and not says_nothing(text):
            table.complain(QUALIFICATION_UNREADABLE, Field.QUALIFICATION, position, shown=text)
    return [cache[text] for text in texts]


def _said_beside(qualification: Qualification) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what a list asks for beside educations, and the programmes in it that no table knows."""
    demands: dict[str, None] = {}
    unlisted: dict[str, None] = {}
    for alternative in qualification.alternatives:
        programme = alternative.programme
        named = programme is not None and programme.match <= MatchKind.NAME
        if not named and (demand := demand_of(normal(alternative.raw))):
            demands[demand] = None
        if programme is not None and programme.match is MatchKind.UNLISTED:
            unlisted[programme.name] = None
    return tuple(demands), tuple(unlisted)


def _qualification(text: str) -> Qualification:
    if says_nothing(text):
        return _NO_QUALIFICATION
    if _CODE_LIST.fullmatch(text):  # kode_ref_pend of SSCASN holds several BKN codes
        return read_qualification(" / ".join(re.findall(r"\d{7}", text)))
    return read_qualification(text)


def _rank_range(table: Table) -> tuple[list[Rank | None], list[Rank | None]]:
    lowest = table.parse(Field.RANK_MIN, _rank, None)
    highest = table.parse(Field.RANK_MAX, _rank, None)
    for position, (low, high) in enumerate(zip(lowest, highest, strict=True)):
        if low is not None and high is not None and (low.scale is not high.scale or low.step > high.step):
            table.complain(RANK_ORDER, Field.RANK_MIN, position)
            lowest[position] = highest[position] = None
    return lowest, highest


def _rank(text: str) -> Rank:
    rank = read_rank(text, None)
    if rank is None:
        raise Unreadable("Isi seperti III/a (PNS) atau IX (PPPK).")
    return rank


def _certificates(table: Table) -> list[tuple[str, ...]]:
    unknown: list[tuple[int, str]] = []
    columns: list[tuple[str, ...]] = []
    cache: dict[str, list[tuple[str, bool]]] = {}
    for position, text in enumerate(table.texts(Field.CERTIFICATES)):
        if text not in cache:
            named = [] if says_nothing(text) else [part for part in parts(text) if not says_nothing(part)]
            cache[text] = [canonical_certificate(part) for part in named]
        columns.append(tuple(dict.fromkeys(code for code, _ in cache[text])))
        unknown.extend((position, code) for code, known in cache[text] if not known)
    table.note_distinct(CERTIFICATE_UNKNOWN, Field.CERTIFICATES, unknown)
    return columns
