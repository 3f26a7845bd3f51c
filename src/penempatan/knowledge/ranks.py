"""Golongan/ruang in its written variants. PNS and PPPK are two scales; "IX" is never a PNS rank."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from penempatan.domain.employee import EmploymentStatus
from penempatan.domain.rank import PNS_RANKS, PPPK_RANKS, Rank, RankScale, pns_rank
from penempatan.knowledge.tables import rows
from penempatan.knowledge.text import key, normal

_PPPK = {EmploymentStatus.PPPK, EmploymentStatus.PPPK_PART_TIME}
_PNS_FORM = re.compile(r"(?<![A-Z0-9])(IV|I{1,3}|[1-4])\s*[-/.\\]?\s*([A-E])(?![A-Z0-9])")
_ROMAN_FORM = re.compile(r"(?<![A-Z0-9/.])(X?(?:IX|IV|V?I{0,3}))(?![A-Z0-9])")
_TALLY = re.compile(r"^[IL1|]{1,3}(?=\s*[-/.\\]?\s*[A-E]\b)|(?<=[ (])[IL1|]{1,3}(?=\s*[-/.\\]?\s*[A-E]\)?$)")
_DIGITS = re.compile(r"\d{1,2}(\.0)?")
_ARABIC = {"1": "I", "2": "II", "3": "III", "4": "IV"}


@cache
def _by_rank_name() -> dict[str, str]:
    """Pangkat name (key) -> rank label, such as PENATAMUDATINGKATI -> III/b."""
    return {key(row["name"]): row["label"] for row in rows("ranks")}


@cache
def _names() -> dict[str, str]:
    return {row["label"]: row["name"] for row in rows("ranks")}


def rank_title(rank: Rank) -> str:
    """Return pangkat and golongan as a decree writes them: `Penata (III/c)`; PPPK have a golongan alone."""
    name = _names().get(rank.label) if rank.scale is RankScale.PNS else None
    return f"{name} ({rank.label})" if name else f"Golongan {rank.label}"


@cache
def _by_bkn_code() -> dict[int, str]:
    return {int(row["bkn_code"]): row["label"] for row in rows("ranks")}


def _named(text: str) -> Rank | None:
    """The PNS rank whose pangkat name is written in `text` with any bracketed rest left out."""
    words = re.sub(r"\bTK\b\.?", "TINGKAT ", re.sub(r"[(,\-–].*", "", text))
    words = re.sub(r"\bTINGKAT\s*1\b", "TINGKAT I", words)
    label = _by_rank_name().get(key(words))
    return pns_rank(label) if label else None


def _pns(text: str) -> Rank | None:
    found = _PNS_FORM.findall(text)
    if not found:
        return _named(text)
    roman, letter = found[-1]
    label = f"{_ARABIC.get(roman, roman)}/{letter.lower()}"
    if label not in PNS_RANKS:
        return None
    rank = pns_rank(label)
    named = _named(text)
    return rank if named is None or named == rank else None


@lru_cache(maxsize=4096)
def read_rank(text: str, status: EmploymentStatus | None) -> Rank | None:
    """Return the rank written in `text`; None where it is empty, unreadable or contradicts `status`.

    PNS forms: III/c, III-c, IIIc, 3c, BKN code 33, "Penata (III/c)", "Penata Tk. I", lower-case l for I. PPPK
    forms: IX, "Gol. IX", "Ahli Pertama / IX", 9. Without a status, a bare numeral reads as PPPK from V on (no
    PNS rank is written so) and stays unread below: I–IV may be a PNS rank that lost its letter.
    """
    folded = normal(text)
    tallied = _TALLY.sub(lambda found: "I" * len(found[0]), folded)
    numeric = _DIGITS.fullmatch(folded) is not None
    pns_only = status in (EmploymentStatus.PNS, EmploymentStatus.CPNS)
    if not numeric and (pns_only or _PNS_FORM.search(tallied) or _named(tallied)):
        return None if status in _PPPK else _pns(tallied)
    if numeric:
        number = int(float(folded))
        if status in _PPPK:
            return Rank(RankScale.PPPK, number) if 1 <= number <= 17 else None
        label = _by_bkn_code().get(number)
        if status is None and (label is None or number <= 17):
            return Rank(RankScale.PPPK, number) if 5 <= number <= 10 else None
        return pns_rank(label) if label else None
    numerals = [found for found in _ROMAN_FORM.findall(folded) if found in PPPK_RANKS]
    if not numerals:
        return None
    step = PPPK_RANKS.index(numerals[-1]) + 1
    return Rank(RankScale.PPPK, step) if status in _PPPK or step >= 5 else None
