"""Fields spread over several columns: a rating a year, a level a competency, a unit path, a post by kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from penempatan.intake.columns import HEADINGS, Field, Role, heading_key
from penempatan.intake.nothing import says_nothing
from penempatan.intake.sheets import CellValue, Row, cell_text
from penempatan.knowledge.competencies import canonical_competency

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_YEAR_WORDS = re.compile(r"\b(tahun|thn|th)\b", re.IGNORECASE)
_UNIT_LEVEL = re.compile(r"(?:unor|unitkerja|unitorganisasi)(\d)")
_COMPETENCY_WORDS = re.compile(r"^\s*(kompetensi|level|nilai)\b[\s:.\-]*", re.IGNORECASE)
_LEVEL = re.compile(r"[0-5]")
_POSTS = (
    "jabatanstrukturalnama", "jabatanstruktural", "jftnama", "jabatanfungsionalnama", "jabatanfungsional",
    "jabatanfungsionaltertentunama", "jfunama", "jabatanfungsionalumumnama", "jabatanpelaksananama",
)  # fmt: skip
_MANY = {
    Field.PERFORMANCE: "Predikat per tahun, terbaru lebih dulu",
    Field.UNIT: "jalur unit",
    Field.COMPETENCIES: "satu kolom satu kompetensi",
    Field.POSITION: "jabatan menurut jenisnya",
}


@dataclass(frozen=True, slots=True)
class Member:
    """One column of a series: its label (a year, a competency) and its 0-based column."""

    label: str
    column: int


def about(field: Field) -> str:
    """Say in Indonesian how the columns of a series make one field."""
    return _MANY[field]


def find_series(
    texts: Sequence[str], role: Role, taken: Mapping[Field, int], rows: Sequence[Row]
) -> dict[Field, tuple[Member, ...]]:
    """Find the series among the headings of a table.

    `taken` are fields that a column of their own already gives; those need no series, but for competencies.
    `rows` are the rows below the headings.
    """
    fields = HEADINGS[role]
    found: dict[Field, tuple[Member, ...]] = {}
    finders: dict[Field, Callable[[], list[Member]]] = {
        Field.PERFORMANCE: lambda: _years(texts),
        Field.UNIT: lambda: _unit_levels(texts),
        Field.POSITION: lambda: _posts(texts),
        Field.COMPETENCIES: lambda: _competencies(texts, role, rows),
    }
    for field, find in finders.items():
        if field not in fields:
            continue
        own = texts[taken[field]] if field in taken else ""
        free = not own or field is Field.COMPETENCIES or _is_member(field, own)
        if free and (members := find()):
            found[field] = tuple(members)
    return found


def _is_member(field: Field, heading: str) -> bool:
    """Whether the heading that names a field is itself one column of a series (`UNOR (1)`, `JFT NAMA`)."""
    key = heading_key(heading)
    return _UNIT_LEVEL.fullmatch(key) is not None if field is Field.UNIT else key in _POSTS


def _years(texts: Sequence[str]) -> list[Member]:
    aliases = {heading_key(alias) for alias in HEADINGS[Role.EMPLOYEES][Field.PERFORMANCE].split(";")}
    members = []
    for column, text in enumerate(texts):
        year = _YEAR.search(text)
        if year is not None and heading_key(_YEAR_WORDS.sub("", _YEAR.sub("", text))) in aliases:
            members.append(Member(year[1], column))
    return sorted(members, key=lambda member: member.label, reverse=True)


def _unit_levels(texts: Sequence[str]) -> list[Member]:
    members = []
    for column, text in enumerate(texts):
        level = _UNIT_LEVEL.fullmatch(heading_key(text))
        if level is not None:
            members.append(Member(level[1], column))
    return sorted(members, key=lambda member: member.label, reverse=True) if len(members) > 1 else []


def _posts(texts: Sequence[str]) -> list[Member]:
    keys = [heading_key(text) for text in texts]
    members = [Member(texts[keys.index(name)], keys.index(name)) for name in _POSTS if name in keys]
    return members if len(members) > 1 else []


def _competencies(texts: Sequence[str], role: Role, rows: Sequence[Row]) -> list[Member]:
    if role is Role.COMPETENCIES:
        return []
    members = []
    for column, text in enumerate(texts):
        name, known = canonical_competency(_COMPETENCY_WORDS.sub("", text)) if text else ("", False)
        if known and any(
            column < len(row) and _LEVEL.fullmatch(cell_text(row[column])) is not None for row in rows
        ):
            members.append(Member(name, column))
    return members


def joined_years(cells: Sequence[str]) -> str:
    """Join ratings, latest first, up to the first blank one: what lies behind a gap has no known place."""
    kept: list[str] = []
    for cell in cells:
        if says_nothing(cell):
            break
        kept.append(cell)
    return "; ".join(kept)


def joined_path(cells: Sequence[str]) -> str:
    """Join the units of a path with bars, blanks and repeats left out."""
    kept = dict.fromkeys(" ".join(cell.split()) for cell in cells if not says_nothing(cell))
    return " | ".join(kept)


def first_said(cells: Sequence[str]) -> str:
    """Return the first cell that says something."""
    return next((cell for cell in cells if not says_nothing(cell)), "")


def is_level(value: CellValue) -> bool:
    """Whether a cell holds a competency level 0–5."""
    return _LEVEL.fullmatch(cell_text(value)) is not None
