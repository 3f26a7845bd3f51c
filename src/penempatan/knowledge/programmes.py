"""Programme names: one canonical name for every spelling, with ISCED-F field and rumpun.

Two programmes are the same when their canonical name is. The table folds spellings (blanks, punctuation, official typos,
a leading ILMU, BKN codes that carry two names, abbreviations); it never folds two programmes that are only alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from penempatan.domain.education import EducationLevel, MatchKind, Programme
from penempatan.knowledge.tables import rows
from penempatan.knowledge.text import key, normal

_WORD = re.compile(r"[A-Z0-9]+")
_QUOTES = re.compile(r"[`'’‘´ʼ\"“”]")
_ILMU = re.compile(r"^(SPESIALIS\s+|SUBSPESIALIS\s+|)ILMU\s+(?=\S)")
_ILMU_STAYS = frozenset(
    {"AGAMA", "BAHASA", "BUDAYA", "INFORMASI", "KOMPUTER", "PANGAN", "PEMBANGUNAN", "PENDIDIKAN", "SENI", "SOSIAL",
     "TEKNIK", "KEPENDIDIKAN", "KOMPUTASI", "POLITIK ISLAM"}
)  # fmt: skip
_NOT_A_PROGRAMME = frozenset(
    {"IPA", "IPS", "A1", "A2", "A3", "UMUM", "SEDERAJAT", "TIDAK TAHU", "LAINNYA", "LAIN-LAIN"}
)
_SCHOOL = re.compile(
    r"^(UNIVERSITAS|UNIV\b|UNDIP|UNNES|UNISSULA|UDINUS|UGM|UNS|UNSOED|UPGRIS|USM|UNIKA|INSTITUT|POLITEKNIK|POLTEK|POLTEKKES|STIKES|STIE\b|"
    r"STIA\b|STMIK|STIH|STIP|STKIP|STTD|IKIP|IAIN|UIN\b|STAIN|SEKOLAH TINGGI|SMA N|SMAN\b|SMK N|SMKN\b|NEGERI\b|N \d|MAN \d|"
    r"SMP N|SMPN\b|SD N|SDN\b|FAKULTAS|AKADEMI\b|AKPER$|AKBID$)"
)
_AT_SCHOOL = re.compile(
    r"[\s,\-–(]+(?:DI\s+|DARI\s+)?(?:UNIVERSITAS|UNIV\b\.?|UNDIP|UNNES|UNISSULA|UDINUS|UGM|UNS|INSTITUT|POLITEKNIK|POLTEK(?:KES)?|"
    r"STIKES|STIE|STMIK|IKIP|IAIN|UIN|FAKULTAS|FK[MH]?|TAHUN|LULUS|LULUSAN)\b.*$"
)


@dataclass(frozen=True, slots=True)
class Alias:
    """A degree title or abbreviation: the level it proves (if any) and its programme (None: it does not tell)."""

    level: EducationLevel | None
    programme: str | None


@cache
def _word_forms() -> dict[str, str]:
    return {row["written"]: row["meant"] for row in rows("word_forms")}


@cache
def _programmes() -> dict[str, Programme]:
    """Canonical name -> programme as the table knows it."""
    return {
        row["name"]: Programme(
            row["name"],
            row["isced"] or None,
            row["field_group"] or None,
            MatchKind.NAME,
            row["guessed"] == "1",
        )
        for row in rows("programmes")
    }


@cache
def _by_key() -> dict[str, Programme]:
    found = {name_key(name): programme for name, programme in _programmes().items()}
    for row in rows("spellings"):
        found[row["key"]] = _programmes()[row["name"]]
    return found


@cache
def _aliases() -> dict[str, Alias]:
    return {
        key(row["written"]): Alias(
            EducationLevel[row["level"]] if row["level"] else None, row["programme"] or None
        )
        for row in rows("aliases")
    }


@cache
def _by_code() -> dict[str, tuple[EducationLevel | None, str]]:
    return {
        row["code"]: (EducationLevel[row["level"]] if row["level"] else None, row["name"])
        for row in rows("education_codes")
    }


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    return tuple(
        (re.compile(row["pattern"]), row["isced"], row["field_group"]) for row in rows("keyword_rules")
    )


def corrected(name: str) -> str:
    """Return a folded name with misspelt and shortened words put right, quotes gone, a leading ILMU left out."""
    forms = _word_forms()
    name = _QUOTES.sub("", name).replace("&", " DAN ")
    name = _WORD.sub(lambda found: forms.get(found[0], found[0]), name)
    name = re.sub(r"\s+", " ", re.sub(r"(?<=[A-Z])\.(?=\s|$)", "", name)).strip(" ,.;:-–")
    bare = _ILMU.sub(r"\1", name)
    return name if bare in _ILMU_STAYS else bare


def name_key(name: str) -> str:
    """The key under which all spellings of one programme name meet; input is folded text without level."""
    return key(corrected(name))


def by_code(code: str) -> tuple[EducationLevel | None, Programme] | None:
    """Level and programme of a BKN education code, or None for an unknown code."""
    found = _by_code().get(code)
    if found is None:
        return None
    return found[0], replace(_programmes()[found[1]], match=MatchKind.CODE)


def alias(folded: str) -> Alias | None:
    """The degree title or abbreviation that folded text is, dots and blanks aside; None where it is none."""
    return _aliases().get(key(folded))


def guess_field(name: str) -> tuple[str, str] | None:
    """(ISCED-F detailed code, rumpun) of the first keyword rule that fits a folded name, or None."""
    for pattern, isced, field_group in _rules():
        if pattern.search(name):
            return isced, field_group
    return None


@lru_cache(maxsize=1 << 17)
def find_programme(folded: str) -> Programme | None:
    """Return the programme that folded text without level names; None where it names none.

    Order: official name or a spelling of it, then abbreviation (None when ambiguous), then the same without the school's
    name; else the text itself, with field and rumpun guessed by keyword (KEYWORD) or unknown (UNLISTED).
    """
    if folded in _NOT_A_PROGRAMME:
        return None
    if known := _by_key().get(name_key(folded)):
        return known
    if short := alias(folded):
        return replace(_programmes()[short.programme], match=MatchKind.SYNONYM) if short.programme else None
    without_school = _AT_SCHOOL.sub("", folded)
    if without_school != folded and without_school:
        return find_programme(without_school)
    name = corrected(folded)
    if _SCHOOL.match(folded) or sum(char.isalpha() for char in name) < 3:
        return None
    if guess := guess_field(name):
        return Programme(name, guess[0], guess[1], MatchKind.KEYWORD, True)
    return Programme(name)


def is_known(folded: str) -> bool:
    """Whether folded text without level is an official name, a spelling of one, or an unambiguous abbreviation."""
    found = find_programme(normal(folded))
    return found is not None and found.match < MatchKind.KEYWORD
