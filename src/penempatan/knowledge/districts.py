"""The sixteen kecamatan of Kota Semarang: spellings and great-circle distances between their centroids."""

from __future__ import annotations

import re
from functools import cache
from math import asin, cos, radians, sin, sqrt

from penempatan.knowledge.tables import rows
from penempatan.knowledge.text import key, normal

_EARTH_RADIUS_M = 6_371_008.8
_PREFIX = re.compile(r"^(KANTOR\s+)?(KECAMATAN|KEC)\b\.?\s*")
_KELURAHAN = re.compile(r"^(KANTOR\s+)?(KELURAHAN|KEL)\b\.?\s*")
_TAIL = re.compile(r"\s*[,(].*$|\s+KOTA SEMARANG$")
_SHORT = ((r"\b(SMG|SMRG|SEM)\b\.?", "SEMARANG "), (r"\bTNGH\b", "TENGAH"), (r"\bSLTN\b", "SELATAN"))


@cache
def _centroids() -> dict[str, tuple[float, float]]:
    return {row["name"]: (float(row["lat"]), float(row["lon"])) for row in rows("districts")}


@cache
def _by_key() -> dict[str, str]:
    return {key(name): name for name in _centroids()}


@cache
def _by_kelurahan() -> dict[str, str]:
    return {key(row["name"]): row["district"] for row in rows("kelurahan")}


def all_districts() -> tuple[str, ...]:
    """The kecamatan in the order of their Kemendagri codes."""
    return tuple(_centroids())


def find_district(text: str) -> str | None:
    """Return the kecamatan that `text` names ("Kec. Gajah Mungkur", "SMG BARAT"), or None outside the list.

    A kelurahan is placed only where it says so ("Kelurahan Miroto"): some share their name with a kecamatan.
    """
    folded = _TAIL.sub("", normal(text))
    if _KELURAHAN.match(folded):
        return _by_kelurahan().get(key(_KELURAHAN.sub("", folded)))
    folded = _PREFIX.sub("", folded)
    for pattern, full in _SHORT:
        folded = re.sub(pattern, full, folded)
    return _by_key().get(key(folded))


@cache
def distance_m(a: str, b: str) -> int | None:
    """Great-circle metres between two kecamatan centroids (not road distance); None when one is not known."""
    first, second = _centroids().get(a), _centroids().get(b)
    if first is None or second is None:
        return None
    lat_a, lon_a, lat_b, lon_b = map(radians, (*first, *second))
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return round(2 * _EARTH_RADIUS_M * asin(sqrt(half)))
