"""Degree titles derived from the national list: what a dotted title proves and what it may stand for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from penempatan.domain.education import EducationLevel
from penempatan.knowledge.tables import listed, rows
from penempatan.knowledge.text import folded_key


@dataclass(frozen=True, slots=True)
class DegreeTitle:
    """A degree title: its level, its programme (None where it does not tell), what it may stand for."""

    level: EducationLevel
    programme: str | None
    may_mean: tuple[str, ...]


@cache
def _by_letters() -> dict[str, DegreeTitle]:
    return {
        row["key"]: DegreeTitle(
            EducationLevel[row["level"]], row["programme"] or None, listed(row["may_mean"])
        )
        for row in rows("titles")
    }


@cache
def _meanings() -> dict[str, tuple[str, ...]]:
    """Letters of an ambiguous abbreviation -> the programmes that people mean by it, most common first."""
    return {folded_key(row["written"].upper()): listed(row["may_mean"]) for row in rows("meanings")}


def degree_title(folded: str) -> DegreeTitle | None:
    """The degree title that folded text is; only with a dot, for bare letters abbreviate other things too."""
    return _by_letters().get(folded_key(folded)) if "." in folded and len(folded) <= 24 else None


def may_mean(folded: str) -> tuple[str, ...]:
    """The programmes that an ambiguous abbreviation may stand for; () for anything else."""
    if common := _meanings().get(folded_key(folded)):
        return common
    title = degree_title(folded)
    return title.may_mean if title else ()
