"""Competencies with levels: `Komunikasi:3; Pelayanan Publik:4` in one cell, or one row each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from penempatan.domain.vacancy import CompetencyRequirement
from penempatan.intake.columns import Field
from penempatan.intake.complaints import COMPETENCY_TWICE, COMPETENCY_UNKNOWN, COMPETENCY_UNREADABLE
from penempatan.intake.table import Table
from penempatan.intake.values import parts
from penempatan.knowledge.competencies import canonical_competency

_ITEM = re.compile(
    r"(?P<name>.*?[^\s:=(])\s*(?:[:=]\s*(?P<level>[0-5])|\(\s*(?P<bracket>[0-5])\s*\))\s*"
    r"(?:\(?\s*(?P<factor>inti|pendukung|cf|sf|ncf|nsf)\s*\)?)?",
    re.IGNORECASE,
)
_SECONDARY = frozenset({"pendukung", "sf", "nsf"})


@dataclass(frozen=True, slots=True)
class LevelList:
    """One cell read: levels by name in name order (`core` beside each), and what was wrong with it."""

    levels: tuple[tuple[str, int, bool], ...] = ()
    unreadable: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def read_level_list(text: str, lowest: int) -> LevelList:
    """Read a list cell; `lowest` is the least level allowed (0 for people, 1 for posts)."""
    pieces = parts(text)
    if len(pieces) == 1 and text.count(":") > 1 and "," in text:
        pieces = parts(text.replace(",", ";"))
    levels: dict[str, tuple[int, bool]] = {}
    unreadable: list[str] = []
    twice: list[str] = []
    unknown: list[str] = []
    for piece in pieces:
        item = _item(piece)
        if item is None or item[1] < lowest:
            unreadable.append(piece)
            continue
        name, level, core, known = item
        if not known:
            unknown.append(name)
        if name in levels and levels[name][0] != level:
            twice.append(name)
            level = min(level, levels[name][0])
        levels[name] = (level, core)
    ordered = tuple((name, *levels[name]) for name in sorted(levels))
    return LevelList(ordered, tuple(unreadable), tuple(twice), tuple(unknown))


@lru_cache(maxsize=65536)
def _item(piece: str) -> tuple[str, int, bool, bool] | None:
    """Read one `name:level` as (name, level, core, known)."""
    item = _ITEM.fullmatch(piece)
    if item is None:
        return None
    name, known = canonical_competency(item["name"])
    core = (item["factor"] or "").lower() not in _SECONDARY
    return name, int(item["level"] or item["bracket"]), core, known


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


def held(levels: LevelList) -> tuple[tuple[str, int], ...]:
    """Return what a person holds."""
    return tuple((name, level) for name, level, _ in levels.levels)


def required(levels: LevelList) -> tuple[CompetencyRequirement, ...]:
    """Return what a post requires."""
    return tuple(CompetencyRequirement(name, level, core) for name, level, core in levels.levels)
