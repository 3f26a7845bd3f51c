"""Dates as Indonesian offices write them: day first, month names with their old spellings."""

from __future__ import annotations

import re
from datetime import date, timedelta

from penempatan.knowledge.text import normal

_MONTH_NAMES = (
    "JANUARI JAN JANUARY",
    "FEBRUARI FEB PEBRUARI PEB FEBRUARY",
    "MARET MAR MRT MARCH",
    "APRIL APR",
    "MEI MAY",
    "JUNI JUN JUNE",
    "JULI JUL JULY",
    "AGUSTUS AGT AGUST AGS AGU AUG AUGUST",
    "SEPTEMBER SEP SEPT",
    "OKTOBER OKT OCT OCTOBER",
    "NOVEMBER NOV NOP NOPEMBER",
    "DESEMBER DES DEC DECEMBER",
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names.split()}
_WEEKDAY = re.compile(r"^(SENIN|SELASA|RABU|KAMIS|JUM'?AT|SABTU|MINGGU|AHAD)\s*,?\s*")
_CLOCK = re.compile(r"[ T]\d{1,2}[:.]\d{2}([:.]\d{2}(\.\d+)?)?(Z| WIB)?$")
_YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})")
_NAMED = re.compile(r"(\d{1,2})[-/. ]*([A-Z]{3,9})\.?[-/. ,]*(\d{4}|\d{2})")
_PACKED = re.compile(r"(19|20)\d{6}")
_SERIAL = re.compile(r"\d{5}(\.0+)?")
_EXCEL_DAY_ZERO = date(1899, 12, 30)
DATE_PATTERN = r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/. ]+(?:\d{1,2}|[A-Z]{3,9}\.?)[-/. ]+\d{2,4})"


def read_date(text: str) -> date | None:
    """Return the date written in `text`, or None where it is empty, impossible or not a date.

    Accepts 2027-05-01, 1-5-2027, 01/05/27, 1 Mei 2027, 1-Agt-2027, 20270501, an Excel serial of five digits,
    with or without a clock time or a weekday. Day comes first (domain brief 7, row 14). Years outside
    1901–2099 are None: 0000-00-00 and 1900-01-00 are how empty cells are exported.
    """
    cleaned = _CLOCK.sub("", _WEEKDAY.sub("", normal(text).lstrip("'")))
    if found := _YEAR_FIRST.fullmatch(cleaned):
        year, month, day = (int(part) for part in found.groups())
    elif found := _DAY_FIRST.fullmatch(cleaned):
        day, month, year = (int(part) for part in found.groups())
    elif found := _NAMED.fullmatch(cleaned):
        day, month, year = int(found[1]), _MONTHS.get(found[2], 0), int(found[3])
    elif _PACKED.fullmatch(cleaned):
        year, month, day = int(cleaned[:4]), int(cleaned[4:6]), int(cleaned[6:])
    elif _SERIAL.fullmatch(cleaned):
        serial = _EXCEL_DAY_ZERO + timedelta(days=int(float(cleaned)))
        return serial if 1920 <= serial.year <= 2080 else None
    else:
        return None
    if year < 100:
        year += 1900 if year >= 40 else 2000
    if not 1900 < year < 2100:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


_WRITTEN_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip


def long_date(day: date) -> str:
    """Return a date as an official letter writes it: `1 Januari 2026`."""
    return f"{day.day} {_WRITTEN_MONTHS[day.month - 1]} {day.year}"
