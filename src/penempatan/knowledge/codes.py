"""Closed code lists in their written variants: status, kedudukan hukum, predikat, disiplin, jenis jabatan."""

from __future__ import annotations

import re
from functools import cache

from penempatan.domain.employee import (
    Discipline,
    DisciplineLevel,
    EmploymentStatus,
    LegalStanding,
    PerformanceRating,
)
from penempatan.domain.position import PositionType
from penempatan.knowledge.dates import DATE_PATTERN, read_date
from penempatan.knowledge.tables import listed, rows
from penempatan.knowledge.text import key, normal, says_nothing

_DATE = re.compile(DATE_PATTERN)
_TRAILING_RANGE = re.compile(
    r"\s*[(,:]?\s*(?:S\s*[./]\s*D\.?|SAMPAI(?:\s+DENGAN)?|HINGGA|BERAKHIR|TMT|SEJAK|MULAI)?\s*$"
)


@cache
def _meanings(code_list: str) -> dict[str, str]:
    """Key of a written variant (or code) -> member name, for one list of `codes.csv`."""
    found: dict[str, str] = {}
    for row in rows("codes"):
        if row["list"] == code_list:
            for name in (row["code"], row["label"], *listed(row["variants"])):
                if name:
                    found[key(name)] = row["member"]
    return found


def _member(code_list: str, text: str) -> str | None:
    folded = re.sub(r"^0(?=\d$)", "", key(text)) if code_list != "legal_standing" else key(text)
    found = _meanings(code_list).get(folded)
    if found is None and code_list == "legal_standing" and len(folded) == 1 and folded.isdigit():
        found = _meanings(code_list).get("0" + folded)
    return found


def read_status(text: str) -> EmploymentStatus | None:
    """Status kepegawaian: PNS, CPNS, PPPK, PPPK paruh waktu and their long forms; None when unreadable."""
    member = _member("status", text)
    return EmploymentStatus[member] if member else None


def read_legal_standing(text: str) -> LegalStanding:
    """Kedudukan hukum by BKN code or label; UNREADABLE for anything not in the list."""
    member = _member("legal_standing", text)
    return LegalStanding[member] if member else LegalStanding.UNREADABLE


def read_performance(text: str) -> PerformanceRating | None:
    """Predikat kinerja, also in the older wording (Istimewa, Cukup, Buruk); None when unreadable."""
    member = _member("performance", text)
    return PerformanceRating[member] if member else None


def read_position_type(text: str) -> PositionType | None:
    """Jenis jabatan by SIASN code or label; None when unreadable."""
    member = _member("position_type", text)
    return PositionType[member] if member else None


def read_discipline(text: str) -> Discipline | None:
    """Level and end date out of a cell such as "Sedang s.d. 2027-01-31"; None when empty or unreadable.

    "-", "Nihil", "Tidak ada" say that there is none. Of two dates ("1-2-2026 s.d. 31-1-2027") the last one is
    the end. The sanctions of PP 94/2021 are folded to their level, and the case itself is never returned.
    """
    folded = normal(text)
    if not folded:
        return None
    if says_nothing(folded):
        return Discipline(DisciplineLevel.NONE)
    dates = [read for found in _DATE.findall(folded) if (read := read_date(found))]
    words = _TRAILING_RANGE.sub("", _DATE.sub("", folded)).strip(" .,:;()-–/")
    words = re.sub(r"\s*(?:S\s*[./]\s*D\.?|SAMPAI(?:\s+DENGAN)?|HINGGA)\s*$", "", words).strip(" .,:;()-–/")
    member = _member("discipline", words)
    if member is None:
        stripped = re.sub(r"^(HUKUMAN|HUKDIS|DISIPLIN|TINGKAT|PNS|KATEGORI|\s)+", "", words)
        member = _member("discipline", stripped)
    if member is None:
        return None
    return Discipline(DisciplineLevel[member], dates[-1] if dates else None)
