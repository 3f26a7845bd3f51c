"""Competency names: the nine of PermenPANRB 38/2017 and the technical vocabulary, with their synonyms."""

from __future__ import annotations

from functools import cache, lru_cache

from penempatan.knowledge.tables import listed, rows
from penempatan.knowledge.text import key, normal

MANAGERIAL = (
    "Integritas",
    "Kerjasama",
    "Komunikasi",
    "Orientasi pada Hasil",
    "Pelayanan Publik",
    "Pengembangan Diri dan Orang Lain",
    "Mengelola Perubahan",
    "Pengambilan Keputusan",
    "Perekat Bangsa",
)


@cache
def _by_key() -> dict[str, str]:
    """Key of a name or synonym -> canonical name; a synonym of two competencies is left out as ambiguous."""
    names = {key(row["name"]): row["name"] for row in rows("competencies")}
    meanings: dict[str, set[str]] = {}
    for row in rows("competencies"):
        for synonym in listed(row["synonyms"]):
            meanings.setdefault(key(synonym), set()).add(row["name"])
    clear = {synonym: min(named) for synonym, named in meanings.items() if len(named) == 1}
    return clear | names


@cache
def all_competencies() -> tuple[str, ...]:
    """The canonical names: the nine first, then the technical ones in alphabetical order."""
    technical = sorted({row["name"] for row in rows("competencies")} - set(MANAGERIAL))
    return MANAGERIAL + tuple(technical)


@lru_cache(maxsize=65536)
def canonical_competency(text: str) -> tuple[str, bool]:
    """Return (name, known). An unknown name comes back folded to one spelling, so equal texts stay equal."""
    if name := _by_key().get(key(text)):
        return name, True
    return normal(text).capitalize(), False
