"""Competencies with levels: `Komunikasi:3; Pelayanan Publik:4` in one cell, or one row each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from penempatan.domain.vacancy import CompetencyRequirement
from penempatan.intake.columns import Field
from penempatan.intake.nothing import says_nothing
from penempatan.intake.person_complaints import (
    COMPETENCY_TWICE,
    COMPETENCY_UNKNOWN,
    COMPETENCY_UNREADABLE,
    SKILL_IS_CERTIFICATE,
    SKILL_UNKNOWN,
)
from penempatan.intake.table import Table
from penempatan.intake.values import parts, squeezed
from penempatan.knowledge.certificates import canonical_certificate
from penempatan.knowledge.competencies import canonical_competency, skills_in

_ITEM = re.compile(
    r"(?P<name>.*?[^\s:=(])\s*(?:[:=]\s*(?P<level>[0-5])|\(\s*(?P<bracket>[0-5])\s*\))\s*"
    r"(?:\(?\s*(?P<factor>inti|pendukung|cf|sf|ncf|nsf)\s*\)?)?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^\s*(?:\d{1,2}[.)]|[-•*])\s*")
_SECONDARY = frozenset({"pendukung", "sf", "nsf"})


@dataclass(frozen=True, slots=True)
class LevelList:
    """One cell read: levels by name in name order (`core` beside each), and what was wrong with it."""

    levels: tuple[tuple[str, int, bool], ...] = ()
    held: tuple[tuple[str, int], ...] = ()  # the same without `core`, as a person holds them
    unreadable: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def read_level_list(text: str, lowest: int) -> LevelList:
    """Read a list cell; `lowest` is the least level allowed (0 for people, 1 for posts)."""
    quick = _read_plain(text, lowest)
    if quick is not None:
        return quick
    pieces = parts(text)
    if len(pieces) == 1 and text.count(":") > 1 and "," in text:
        pieces = parts(text.replace(",", ";"))
    levels: dict[str, tuple[int, bool]] = {}
    unreadable: list[str] = []
    twice: list[str] = []
    unknown: list[str] = []
    for piece in pieces:
        item = _item(piece)
        if item is None or item.held[1] < lowest:
            unreadable.append(piece)
            continue
        name, level, core = item.level
        if not item.known:
            unknown.append(name)
        if name in levels and levels[name][0] != level:
            twice.append(name)
            level = min(level, levels[name][0])
        levels[name] = (level, core)
    ordered = tuple((name, *levels[name]) for name in sorted(levels))
    without_core = tuple((name, level) for name, level, _ in ordered)
    return LevelList(ordered, without_core, tuple(unreadable), tuple(twice), tuple(unknown))


def _read_plain(text: str, lowest: int) -> LevelList | None:
    """Read the list that nearly every cell is: known names, each once, a level each; None for any other."""
    items: list[_Item] = []
    for piece in text.split(";"):
        item = _item(piece)
        if item is None or not item.known or item.held[1] < lowest:
            return None
        items.append(item)
    ordered = sorted(items)
    twice = any(one.name == other.name for one, other in pairwise(ordered))
    if twice or not text.isprintable():
        return None
    return LevelList(tuple([item.level for item in ordered]), tuple([item.held for item in ordered]))


class _Item(NamedTuple):
    """One `name:level` read."""

    name: str
    held: tuple[str, int]
    level: tuple[str, int, bool]
    known: bool


@lru_cache(maxsize=65536)
def _item(piece: str) -> _Item | None:
    """Read one `name:level`; None for a text of another shape."""
    item = _ITEM.fullmatch(" ".join(piece.split()))
    if item is None:
        return None
    name, known = canonical_competency(item["name"])
    core = (item["factor"] or "").lower() not in _SECONDARY
    level = int(item["level"] or item["bracket"])
    return _Item(name, (name, level), (name, level, core), known)


def read_level_column(table: Table, lowest: int) -> list[LevelList]:
    """Read a list column; every complaint goes to the cell that holds it."""
    cache: dict[str, LevelList] = {}
    lists: list[LevelList] = []
    unknown: list[tuple[int, str]] = []
    for position, text in enumerate(table.texts(Field.COMPETENCIES)):
        read = cache.get(text)
        if read is None:
            read = cache[text] = read_level_list(text, lowest)
        lists.append(read)
        for piece in read.unreadable:
            table.complain(COMPETENCY_UNREADABLE, Field.COMPETENCIES, position, shown=piece, low=lowest)
        for name in read.twice:
            table.complain(COMPETENCY_TWICE, Field.COMPETENCIES, position, shown=name)
        unknown.extend((position, name) for name in read.unknown)
    table.note_distinct(COMPETENCY_UNKNOWN, Field.COMPETENCIES, unknown)
    return lists


def read_evidence(table: Table) -> list[tuple[tuple[str, ...], tuple[tuple[str, int], ...]]]:
    """Read skills and courses: per row the competencies they speak of, and those written with a level.

    A text that says nothing of a known competency is reported once with its count, never dropped in silence.
    """
    fields = [field for field in (Field.SKILLS, Field.COURSES) if field in table]
    if not fields:
        return [((), ())] * len(table.rows)
    spoken: list[dict[str, None]] = [{} for _ in table.rows]
    levels: list[list[str]] = [[] for _ in table.rows]
    for field in fields:
        unknown: list[tuple[int, str]] = []
        papers: list[tuple[int, str]] = []
        for position, text in enumerate(table.texts(field)):
            for piece in _pieces(text):
                item = _item(piece)
                if item is not None and item.known:
                    levels[position].append(piece)
                elif found := skills_in(piece):
                    spoken[position].update(dict.fromkeys(found))
                else:
                    listed = papers if canonical_certificate(piece)[1] else unknown
                    listed.append((position, squeezed(piece)))
        table.note_distinct(SKILL_UNKNOWN, field, unknown)
        table.note_distinct(SKILL_IS_CERTIFICATE, field, papers)
    return [
        (tuple(sorted(own)), read_level_list("; ".join(cells), 0).held)
        for own, cells in zip(spoken, levels, strict=True)
    ]


def _pieces(text: str) -> list[str]:
    """Return the skills or courses of a cell: parted by semicolons and lines, else by commas and slashes."""
    pieces = parts(text)
    if len(pieces) == 1 and not skills_in(text):
        pieces = [piece for piece in (one.strip() for one in text.split(",")) if piece]
    bare = [_NUMBERED.sub("", piece) for piece in pieces]
    return [piece for piece in bare if not says_nothing(piece)]


def required(levels: LevelList) -> tuple[CompetencyRequirement, ...]:
    """Return what a post requires."""
    return tuple(CompetencyRequirement(name, level, core) for name, level, core in levels.levels)
