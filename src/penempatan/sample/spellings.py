"""The same value as other hands write it: every variant here means what the clean value means."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from penempatan.sample.draw import Draw

_MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
_SHORT_MONTHS = "Jan Peb Mar Apr Mei Jun Jul Agt Sep Okt Nop Des"
_TITLES = {
    "II/a": "Pengatur Muda",
    "II/b": "Pengatur Muda Tingkat I",
    "II/c": "Pengatur",
    "II/d": "Pengatur Tingkat I",
    "III/a": "Penata Muda",
    "III/b": "Penata Muda Tingkat I",
    "III/c": "Penata",
    "III/d": "Penata Tingkat I",
    "IV/a": "Pembina",
    "IV/b": "Pembina Tingkat I",
    "IV/c": "Pembina Utama Muda",
}
_LEVELS = {
    "S-1": ("S1", "S.1", "Sarjana"),
    "D-IV": ("D4", "DIV", "Diploma IV"),
    "D-III": ("D3", "DIII", "D.III"),
    "S-2": ("S2", "S.2", "Magister"),
}
_NICKNAMES = {
    "S-1 KESEHATAN MASYARAKAT": ("S1 Kesmas", "SKM", "S1-Kesehatan Masyarakat"),
    "S-1 ADMINISTRASI PUBLIK": ("S1 Adm. Publik",),
}
_FIRST_DAY = date(1899, 12, 30)  # day 0 of Excel's calendar


def rank_variant(rank: str, draw: Draw) -> str:
    """Write a PNS rank another way: IIIc, III-c, III.c, Penata (III/c)."""
    roman, letter = rank.split("/")
    forms = [f"{roman}{letter}", f"{roman}-{letter}", f"{roman}.{letter}", f"{roman}/{letter.upper()}"]
    if rank in _TITLES:
        forms += [f"{_TITLES[rank]} ({rank})", f"{_TITLES[rank]}, {rank}"]
    return draw.pick(forms)


def education_variant(programme: str, draw: Draw) -> str | None:
    """Write `S-1 GIZI` another way (S1 Gizi, Sarjana Gizi, blanks inside); None where nobody would."""
    if programme in _NICKNAMES and draw.chance(0.5):
        return draw.pick(_NICKNAMES[programme])
    level, _, name = programme.partition(" ")
    if level not in _LEVELS or ";" in name or "(" in name:
        return None
    if draw.chance(0.25):
        return f"{level}  {name} "
    return f"{draw.pick(_LEVELS[level])} {name.title()}"


def date_variant(day: date, draw: Draw) -> str:
    """Write a day as text: 1 Januari 2020, 1 Jan 2020, 01/01/2020, 01-01-2020, 2020-01-01."""
    full, short = (months.split()[day.month - 1] for months in (_MONTHS, _SHORT_MONTHS))
    return draw.pick(
        (
            f"{day.day} {full} {day.year}",
            f"{day.day} {short} {day.year}",
            f"{day:%d/%m/%Y}",
            f"{day:%d-%m-%Y}",
            day.isoformat(),
        )
    )


def date_serial(day: date) -> int:
    """Return the day as Excel counts it."""
    return (day - _FIRST_DAY).days


def district_variant(district: str, draw: Draw) -> str:
    """Write a district another way: Kec. Tembalang, GAJAH MUNGKUR."""
    spaced = {"Gajahmungkur": "Gajah Mungkur", "Gunungpati": "Gunung Pati", "Banyumanik": "Banyu Manik"}
    forms = (
        f"Kec. {district}",
        f"Kecamatan {district}",
        district.upper(),
        f" {spaced.get(district, district)} ",
    )
    return draw.pick(forms)


def grouped_nip(nip: str) -> str:
    """Write a number in the groups of a printed form."""
    return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"
