"""Degree titles: what SKM, S.Kep., Ns. or A.Md.Keb prove, alone or before the programme's name."""

from __future__ import annotations

import re

from penempatan.domain.education import EducationLevel, Programme
from penempatan.knowledge.professions import settle
from penempatan.knowledge.programmes import alias, find_programme, is_known
from penempatan.knowledge.text import key
from penempatan.knowledge.title_table import degree_title

_BEFORE_NAME = re.compile(r"(?P<title>(?:[A-Z]{1,4}\.\s?)*[A-Z]{1,4}\.?)[\s(:\-–]+(?P<name>[^()]{2,})\)?")
_CONSULTANT = re.compile(
    r"(?P<speciality>SP\.?\s?[A-Z.]{1,8}?)\.?(?:\s?-\s?K[A-Z.]*|\s?\(K\).*)"
)  # Sp.PD-KGEH, Sp.OG(K)
_NAME_STARTS_WITH = {"SPD": ("PENDIDIKAN ",), "MPD": ("PENDIDIKAN ",), "ST": ("TEKNIK ", "")}
_FAMILIES = (  # a dotted title that no table lists still shows its level
    (EducationLevel.D3, re.compile(r"A\.?MD\.[A-Z.]{1,8}(?:\s?\(\w+\))?")),
    (EducationLevel.D4, re.compile(r"S\.?TR\.[A-Z.]{1,8}(?:\s?\(\w+\))?|S\.?ST\.[A-Z.]{0,8}")),
    (EducationLevel.S2, re.compile(r"M\.(?:TR\.)?[A-Z][A-Z.]{0,8}")),
    (EducationLevel.SPECIALIST, re.compile(r"SP\.[A-Z][A-Z.]{0,8}")),
    (EducationLevel.S1, re.compile(r"S\.(?!D\.?$|I{1,3}\.?$)[A-Z][A-Z.]{0,8}")),
)


def read_title(folded: str) -> tuple[EducationLevel, Programme | None] | None:
    """Return the level and programme that folded text proves as a degree title; None where it is none.

    "S.Kep., Ns." and "SKM" tell both; "S.Kom." only the level; "S.Kom. (Sistem Informasi)" both again.
    """
    if (short := alias(folded)) is not None:
        if short.level is None:
            return None
        return short.level, _named(short.programme)
    if (consultant := _CONSULTANT.fullmatch(folded)) is not None:
        return read_title(consultant["speciality"])
    if (title := degree_title(folded)) is not None:
        return title.level, _named(title.programme)
    for level, form in _FAMILIES:
        if form.fullmatch(folded):
            return level, None
    found = _BEFORE_NAME.fullmatch(folded)
    return _read_with_name(found["title"], found["name"]) if found else None


def _read_with_name(title: str, name: str) -> tuple[EducationLevel, Programme | None] | None:
    """Read a title and what follows it: the programme ("S.T. Informatika") or another title ("dr. Sp.A")."""
    before = alias(title) or degree_title(title)
    if before is None:
        return None
    second = alias(name)
    if second is not None and second.level is not None:
        if before.level is EducationLevel.PROFESSION and second.level.rank < before.level.rank:
            return before.level, _named(before.programme)  # "Ns. S.Kep": the first degree stands behind
        return second.level, _named(second.programme)
    if before.level is None:
        return None
    for start in _NAME_STARTS_WITH.get(key(title), ("",)):
        true_level, true_name = settle(before.level, start + name)
        if true_level is not None and is_known(true_name):
            return true_level, find_programme(true_name)
    return None


def _named(programme: str | None) -> Programme | None:
    return find_programme(programme) if programme else None


def level_by_title(folded: str) -> tuple[EducationLevel, str] | None:
    """Return the level of the dotted title that opens folded text, and what follows ("S.Pd. Penjas").

    For text that `read_title` does not know as a whole; None where no such title opens it.
    """
    title, _, rest = folded.partition(" ")
    if "." not in title or not rest:
        return None
    known = alias(title) or degree_title(title)
    if known is None or known.level is None:
        return None
    start = _NAME_STARTS_WITH.get(key(title), ("",))[0]
    return known.level, rest if rest.startswith(start) else f"{start}{rest}"
