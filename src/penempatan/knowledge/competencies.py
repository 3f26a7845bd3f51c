"""Competency names: the nine of PermenPANRB 38/2017 and the technical vocabulary, with their synonyms."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import product

from penempatan.domain.position import PositionTier
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
LEVELS = ("paham", "dasar", "menengah", "mumpuni", "ahli")  # levels 1 to 5

# Level that a tier requires of all nine (PermenPANRB 38/2017; domain brief 1.2); a post may deviate
_STANDARD_LEVEL = {
    PositionTier.JPT_MADYA: 5,
    PositionTier.JPT_PRATAMA: 4,
    PositionTier.ADMINISTRATOR: 3,
    PositionTier.PENGAWAS: 2,
    PositionTier.PELAKSANA: 1,
    PositionTier.AHLI_UTAMA: 5,
    PositionTier.AHLI_MADYA: 4,
    PositionTier.AHLI_MUDA: 3,
    PositionTier.AHLI_PERTAMA: 2,
    PositionTier.PENYELIA: 3,
    PositionTier.MAHIR: 2,
    PositionTier.TERAMPIL: 1,
    PositionTier.PEMULA: 1,
}
_TERAMPIL_AT_TWO = frozenset({"Integritas", "Kerjasama", "Perekat Bangsa"})

_TOKEN = re.compile(r"[^\W_]+")
_AROUND = re.compile(  # words around the subject of a course
    r"DIKLAT|PELATIHAN|BIMTEK|BIMBINGAN|TEKNIS|KURSUS|WORKSHOP|LOKAKARYA|SEMINAR|WEBINAR|TRAINING|TOT|"
    r"SERTIFIKASI|SERTIFIKAT|PESERTA|MENGIKUTI|LULUS|TAHUN|THN|TH|ANGKATAN|TINGKAT|TK|DASAR|LANJUTAN|MAHIR|"
    r"FUNGSIONAL|SUBSTANTIF|BAGI|UNTUK|TENTANG|DAN|JPL?|JAM|[IV]+|\d+"
)
_LONGEST = 5  # words of the longest name or synonym that is looked for inside a text
_ACRONYM_LEAST = 3


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


def standard_profile(tier: PositionTier) -> tuple[tuple[str, int], ...]:
    """Return the nine competencies with the level that a tier requires of them, in name order."""
    level = _STANDARD_LEVEL[tier]
    terampil = tier is PositionTier.TERAMPIL
    return tuple((name, 2 if terampil and name in _TERAMPIL_AT_TWO else level) for name in sorted(MANAGERIAL))


@cache
def _inside() -> dict[str, tuple[str, bool]]:
    """Key → (competency, whether only capitals count) of what may be found inside a longer text.

    Phrases, acronyms and the one-word names of technical competencies: a single common word of the synonyms
    ("evaluasi", "obat") or of the nine ("komunikasi") says too little among other words.
    """
    found: dict[str, tuple[str, bool]] = {}
    for row in rows("competencies"):
        for written in (row["name"], *listed(row["synonyms"])):
            several = len(_TOKEN.findall(written)) > 1
            acronym = written.isupper() and len(key(written)) >= _ACRONYM_LEAST
            technical_name = written == row["name"] and row["name"] not in MANAGERIAL
            if _by_key().get(key(written)) == row["name"] and (several or acronym or technical_name):
                found[key(written)] = row["name"], not several and not technical_name
    return found


@lru_cache(maxsize=65536)
def skills_in(text: str) -> tuple[str, ...]:
    """Return the competencies that a skill or a course title speaks of ("Diklat BTCLS 2022"), each once.

    The whole text or its subject (without words around it, such as Diklat and the year) may be any name or
    synonym; inside a longer text only phrases, acronyms and technical names are looked for, the longest
    first.
    """
    words = _TOKEN.findall(text)
    around = [_AROUND.fullmatch(key(word)) is not None for word in words]
    if all(around):
        return ()
    if name := _by_key().get(key(text)):
        return (name,)
    first, last = around.index(False), len(words) - around[::-1].index(False)
    for start, end in product(range(first + 1), range(len(words), last - 1, -1)):
        if name := _by_key().get(key(" ".join(words[start:end]))):
            return (name,)
    words = words[first:last]
    found: dict[str, None] = {}
    start = 0
    while start < len(words):
        for end in range(min(start + _LONGEST, len(words)), start, -1):
            name, capitals = _inside().get(key(" ".join(words[start:end])), ("", False))
            if name and not (capitals and not words[start].isupper()):
                found[name] = None
                start = end
                break
        else:
            start += 1
    return tuple(found)
