"""Certificates: codes, their written variants, and the day until which they hold."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from penempatan.domain.employee import Certificate
from penempatan.knowledge.dates import DATE_PATTERN, read_date
from penempatan.knowledge.tables import listed, rows
from penempatan.knowledge.text import key, normal, says_nothing

_SEPARATOR = re.compile(r"[;\n\r]+|,(?!\s*\d{4}\b)|\s\|\s")
_UNTIL = re.compile(
    r"[\s,(:\-–]*(?:S\s*[./]\s*D\.?|SAMPAI(?:\s+DENGAN)?|HINGGA|EXP(?:IRED)?\.?|BERAKHIR|(?:MASA\s+)?BERLAKU(?:\s+(?:S\s*[./]\s*D\.?|SAMPAI(?:\s+DENGAN)?|HINGGA))?)?"
    rf"[\s:]*({DATE_PATTERN})\)?\s*$"
)
_LIFELONG = re.compile(r"[\s,(:\-–]*(?:BERLAKU\s+)?(?:SEUMUR\s+HIDUP|TANPA\s+BATAS|SELAMANYA)\)?\s*$")
_NUMBER = re.compile(r"\s+(?:NO(?:MOR)?\b\.?\s*)[:.]?\s*\S+$")


@cache
def _by_key() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in rows("certificates"):
        for name in (row["code"], row["name"], *listed(row["synonyms"])):
            found[key(name)] = row["code"]
    return found


@cache
def all_certificates() -> tuple[tuple[str, str], ...]:
    """(code, Indonesian name) of every known certificate, in table order."""
    return tuple((row["code"], row["name"]) for row in rows("certificates"))


@lru_cache(maxsize=16384)
def canonical_certificate(text: str) -> tuple[str, bool]:
    """Return (code, known); an unknown certificate comes back as its folded text."""
    folded = normal(text)
    for attempt in (folded, _NUMBER.sub("", folded)):
        bare = re.sub(
            r"^(SERTIFIKAT|SERTIFIKASI|SERT\.?|DIKLAT|PELATIHAN|LULUS|MEMILIKI|IJIN|IZIN)\s+", "", attempt
        )
        for candidate in (attempt, bare):
            if code := _by_key().get(key(candidate)):
                return code, True
    return folded, False


@lru_cache(maxsize=16384)
def read_certificates(text: str) -> tuple[Certificate, ...]:
    """Read a list separated by `;`, line breaks or commas: "STR s.d. 2027-05-01; PBJ Level 1".

    Parts that say nothing (`-`, `tidak ada`) are left out, repeats are kept once with the later date.
    """
    until: dict[str, Certificate] = {}
    for part in _SEPARATOR.split(text):
        if says_nothing(part):
            continue
        folded = _LIFELONG.sub("", normal(part))
        valid_until = None
        if (found := _UNTIL.search(folded)) and (valid_until := read_date(found[1])):
            folded = folded[: found.start()]
        if not folded:
            continue
        certificate = Certificate(canonical_certificate(folded)[0], valid_until)
        earlier = until.get(certificate.code)
        if earlier is None or (earlier.valid_until is not None and _later(certificate, earlier)):
            until[certificate.code] = certificate
    return tuple(until.values())


def _later(one: Certificate, other: Certificate) -> bool:
    """Whether `one` holds longer than `other`; without a date it holds for good."""
    return one.valid_until is None or other.valid_until is None or one.valid_until > other.valid_until
