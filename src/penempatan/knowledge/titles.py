"""Degree titles: what SKM, S.Kep., Ns. or A.Md.Keb prove, alone or before the programme's name."""

from __future__ import annotations

import re

from penempatan.domain.education import EducationLevel, Programme
from penempatan.knowledge.professions import settle
from penempatan.knowledge.programmes import alias, find_programme, is_known
from penempatan.knowledge.text import key
from penempatan.knowledge.title_table import degree_title

_BEFORE_NAME = re.compile(r"(?P<title>(?:[A-Z]{1,4}\.\s?)*[A-Z]{1,4}\.?)[\s(:\-–]+(?P<name>[^()]{2,})\)?")
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
        return short.level, find_programme(short.programme) if short.programme else None
    if (title := degree_title(folded)) is not None:
        return title.level, find_programme(title.programme) if title.programme else None
    for level, form in _FAMILIES:
        if form.fullmatch(folded):
            return level, None
    found = _BEFORE_NAME.fullmatch(folded)
    before = (alias(found["title"]) or degree_title(found["title"])) if found else None
    if found is None or before is None:
        return None
    second = alias(found["name"])
    if second is not None and second.level is not None:
        return second.level, find_programme(second.programme) if second.programme else None
    if before.level is None:
        return None
    for start in _NAME_STARTS_WITH.get(key(found["title"]), ("",)):
        true_level, name = settle(before.level, start + found["name"])
        if true_level is not None and is_known(name):
            return true_level, find_programme(name)
    return None
