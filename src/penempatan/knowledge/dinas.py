"""The offices (perangkat daerah and kecamatan) of Kota Semarang under all their names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from penempatan.knowledge.districts import find_district
from penempatan.knowledge.tables import listed, rows
from penempatan.knowledge.text import key, normal

_CITY = re.compile(r"\b(PEMERINTAH |PEMKOT |KOTA )*(KOTA |PEMKOT )(SEMARANG|SMG)\b| KOTA$")
_KANTOR = re.compile(r"^KANTOR (?!KEC|KEL)")
_IN_BRACKETS = re.compile(r"(.+?) \(([^()]+)\)$")
_OTHER_BARS = re.compile(r"\s+[-–>/»]\s+|\s*[>»\\]\s*|,\s+")
_ELSEWHERE = re.compile(
    r"\b(KAB(UPATEN)?|PROV(INSI)?|PEMKAB|PEMPROV|KEMENTERIAN)\b|\bKOTA (?!SEMARANG\b|SMG\b)"
)
_PART_OF_OFFICE = re.compile(
    r"(SEKRETARIAT|BIDANG|BAGIAN|SEKSI|SUB ?(BAGIAN|BIDANG|SEKSI)|UPTD?|PUSKESMAS|KELURAHAN|KEL\.|INSTALASI|"
    r"UNIT|KELOMPOK|TIM|LABORATORIUM|[ST][DK]N?|SMPN?)\b"
)
_OWN_GOVERNMENT = {"PEMERINTAHKOTASEMARANG", "PEMKOTSEMARANG", "KOTASEMARANG", "PEMERINTAHDAERAHKOTASEMARANG"}
_GOVERNMENT = re.compile(r"^(PEMERINTAH|PEMKOT|PEMKAB|PEMPROV)\b")
_KECAMATAN = re.compile(r"^(KANTOR )?KEC(AMATAN|\.)? ?")
_KELURAHAN = re.compile(r"^(KANTOR )?KEL(URAHAN|\.)? ")
_BY_KIND = (
    (
        re.compile(r"(UPTD? )?(PUSKESMAS|PUSKESMAS PEMBANTU|PKM|PUSTU|LABKES|LABORATORIUM KESEHATAN)\b"),
        "Dinkes",
    ),
    (re.compile(r"(UPTD? )?((TK|SD|SMP)N? ?(N|NEGERI|\d)\b|SATUAN PENDIDIKAN\b)"), "Disdik"),
    (
        re.compile(
            r"BAGIAN (TATA PEMERINTAHAN|KERJA ?SAMA|HUKUM|ORGANISASI|PEREKONOMIAN|ADMINISTRASI PEMBANGUNAN|"
            r"KESEJAHTERAAN RAKYAT|PENGADAAN|(PROTOKOL DAN )?KOMUNIKASI PIMPINAN|TATA USAHA|RUMAH TANGGA)\b"
        ),
        "Setda",
    ),
)


@dataclass(frozen=True, slots=True)
class DinasFact:
    """What is known of an office: `field_groups` are rumpun tags, most fitting first."""

    name: str
    short_name: str
    field_groups: tuple[str, ...]
    district: str


@cache
def all_dinas() -> tuple[DinasFact, ...]:
    """The 36 perangkat daerah, then the 16 kecamatan."""
    return tuple(
        DinasFact(row["name"], row["short_name"], listed(row["field_groups"]), row["district"])
        for row in rows("dinas")
    )


@cache
def _by_key() -> dict[str, DinasFact]:
    found: dict[str, DinasFact] = {}
    for fact, row in zip(all_dinas(), rows("dinas"), strict=True):
        for name in (fact.name, fact.short_name, *listed(row["aliases"])):
            found[key(name)] = fact
    return found


@lru_cache(maxsize=16384)
def find_dinas(text: str) -> DinasFact | None:
    """Return the office that `text` names in full, by abbreviation or by an alias; None where not known."""
    folded = _KANTOR.sub("", _CITY.sub("", normal(text)).strip(" ,-|"))
    if fact := _by_key().get(key(folded)):
        return fact
    if _KECAMATAN.match(folded):
        return _by_key().get(key("KECAMATAN " + _KECAMATAN.sub("", folded)))
    if both := _IN_BRACKETS.match(folded):  # a name with its abbreviation, if they agree
        name, short = _by_key().get(key(both[1])), _by_key().get(key(both[2]))
        return name if name and name == short else None
    return None


def names_own_government(text: str) -> bool:
    """Whether `text` is the city government's own name, which is above every office and is none itself."""
    return key(text) in _OWN_GOVERNMENT


def parent_dinas(unit: str) -> DinasFact | None:
    """Return the office that a unit belongs to by its kind; None where the kind does not tell.

    Puskesmas and the city laboratory are Dinkes's, TK/SD/SMP are Disdik's (SMA/SMK the province's), a
    kelurahan its kecamatan's, the twelve bagian Setda's.
    """
    folded = normal(unit)
    if _KELURAHAN.match(folded):
        district = find_district(folded)
        return find_dinas(f"Kecamatan {district}") if district else None
    return next((find_dinas(name) for pattern, name in _BY_KIND if pattern.match(folded)), None)


def split_unit_path(text: str) -> tuple[str, str]:
    """Split a unit path at its bars into (dinas, the units below it joined by " | ").

    The own government's name in front is dropped; the dinas is canonical where known, else as written. A path
    written leaf first is turned round when only its last part is a known office. A unit alone ("Puskesmas
    Poncol") gets the office it belongs to and stays whole. A path without bars is split at dashes, arrows or
    commas, or before an office at its end ("Seksi Gizi Dinas Kesehatan"), where that shows a known office. An
    office of another government ("Pemerintah Kab. Semarang | Dinas Kesehatan") keeps that government's name,
    so that it never counts as ours.
    """
    parts = [" ".join(part.split()) for part in text.split("|")]
    parts = [part for part in parts if part]
    if not parts:
        return "", ""
    if len(parts) == 1:
        parts = _parts_without_bars(parts[0])
    if len(parts) > 1 and key(parts[0]) in _OWN_GOVERNMENT:
        parts = parts[1:]
    elif len(parts) > 1 and key(parts[-1]) in _OWN_GOVERNMENT:
        parts = parts[-2::-1]
    elif len(parts) > 1 and _GOVERNMENT.match(normal(parts[0])):
        return f"{parts[1]} ({parts[0]})", " | ".join(parts[2:])
    if find_dinas(parts[0]) is None and len(parts) > 1 and find_dinas(parts[-1]) is not None:
        parts.reverse()
    if fact := find_dinas(parts[0]):
        return fact.name, " | ".join(parts[1:])
    if parent := parent_dinas(parts[0]):
        return parent.name, " | ".join(parts)
    return parts[0], " | ".join(parts[1:])


def _parts_without_bars(text: str) -> list[str]:
    """Return the parts of a path that has no bars, in the order written; the text whole if none shows."""
    if find_dinas(text) or _ELSEWHERE.search(normal(text)):
        return [text]
    parts = [part for part in _OTHER_BARS.split(text) if part]
    if len(parts) > 1 and (find_dinas(parts[0]) or find_dinas(parts[-1])):
        return parts
    if _PART_OF_OFFICE.match(normal(text)):
        words = text.split()
        for start in range(1, len(words)):
            if find_dinas(" ".join(words[start:])):
                head = words[:start]
                # "Sekretariat Dinas Sosial": the secretariat keeps its full name, being of that office alone
                return [text if len(head) == 1 else " ".join(head), " ".join(words[start:])]
    return [text]
