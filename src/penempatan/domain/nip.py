"""The 18-digit employee number: birth date (8), start month (6), sex (1), serial (3); no check digit.

Source: Perka BKN 43/2007 as cited in the domain brief 2.2. NI PPPK has 21..29 where a NIP has the month.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum

_NIP = re.compile(r"[0-9]{18}")


class NipKind(Enum):
    """Which kind of employee the number was given to."""

    PNS = "NIP"
    PPPK = "NI PPPK"


class NipFault(Enum):
    """What can be wrong with a number that has the right shape or not; the value is the Indonesian reason."""

    NOT_18_DIGITS = "bukan 18 angka"
    SERIAL_LOST = "tiga angka terakhir 000 (angka nomor urut hilang, biasanya rusak oleh Excel)"
    BAD_BIRTH_DATE = "delapan angka pertama bukan tanggal lahir yang mungkin"
    BAD_START_MONTH = "angka ke-13 dan 14 bukan bulan 01–12 (NIP) atau 21–29 (NI PPPK)"
    BAD_SEX_DIGIT = "angka ke-15 bukan 1 atau 2"


@dataclass(frozen=True, slots=True)
class NipReading:
    """What a well-formed number says. The sex digit is checked and never kept."""

    birth_date: date
    start_year: int
    kind: NipKind

    @property
    def start_age_is_usual(self) -> bool:
        """Whether the start of service fell between 18 and 46; outside it is rare (honorer, doctors)."""
        return 18 <= self.start_year - self.birth_date.year <= 46


def read_nip(text: str) -> NipReading | NipFault:
    """Read a number already stripped to its digits; return what it says or the first fault."""
    if not _NIP.fullmatch(text):
        return NipFault.NOT_18_DIGITS
    try:
        born = date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return NipFault.BAD_BIRTH_DATE
    if not 1930 <= born.year <= 2015:
        return NipFault.BAD_BIRTH_DATE
    month = int(text[12:14])
    if 1 <= month <= 12:
        kind = NipKind.PNS
    elif 21 <= month <= 29:
        kind = NipKind.PPPK
    else:
        return NipFault.BAD_START_MONTH
    if text[14] not in "12":
        return NipFault.BAD_SEX_DIGIT
    if text[15:] == "000":
        return NipFault.SERIAL_LOST
    return NipReading(born, int(text[8:12]), kind)
