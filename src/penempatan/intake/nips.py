"""Employee numbers as they lie in cells: usual wrappings are stripped, damaged ones are refused."""

from __future__ import annotations

import re
from dataclasses import dataclass

from penempatan.domain.nip import NipFault, NipReading, read_nip
from penempatan.intake.columns import Field
from penempatan.intake.findings import Complaint
from penempatan.intake.person_complaints import (
    NIP_MALFORMED,
    NIP_MISSING,
    NIP_NUMERIC,
    NIP_OLD,
    NIP_SCIENTIFIC,
)
from penempatan.intake.sheets import CellValue, cell_text
from penempatan.intake.table import Table, is_error_text

# What surrounds or groups the digits in real exports: blanks, apostrophes, ="…", a trailing hyphen, dots.
_WRAPPING = re.compile(r"[\s'’‘`\"“”=.\-]+")
_SCIENTIFIC = re.compile(r"[0-9]+([.,][0-9]+)?[eE]\+?[0-9]+")


@dataclass(frozen=True, slots=True)
class Nip:
    """A sound number and what it says."""

    digits: str
    reading: NipReading


@dataclass(frozen=True, slots=True)
class BadNip:
    """Why a cell holds no usable number."""

    complaint: Complaint
    reason: str = ""


def read_nip_cell(value: CellValue) -> Nip | BadNip:
    """Read a NIP cell. A number is refused whatever its digits: the file no longer holds the last ones."""
    if not isinstance(value, str):
        return BadNip(NIP_NUMERIC)
    text = cell_text(value)
    if not text:
        return BadNip(NIP_MISSING)
    if len(text) == 18 and text.isascii() and text.isdigit():
        return _read(text)
    digits = text if text.isdigit() else _WRAPPING.sub("", text)
    if _SCIENTIFIC.fullmatch(text.strip("'\"= ")):
        return BadNip(NIP_SCIENTIFIC)
    if len(digits) == 9 and digits.isascii() and digits.isdigit():
        return BadNip(NIP_OLD)
    return _read(digits)


def _read(digits: str) -> Nip | BadNip:
    reading = read_nip(digits)
    if isinstance(reading, NipFault):
        return BadNip(NIP_MALFORMED, reading.value)
    return Nip(digits, reading)


def read_nips(table: Table, field: Field = Field.NIP) -> list[Nip | None]:
    """Read a column of NIPs; every bad cell is reported and gives None."""
    cache: dict[CellValue, Nip | BadNip] = {}
    nips: list[Nip | None] = []
    column = table.columns[field]
    for position, value in enumerate(table.raw(field)):
        nip = cache.get(value)
        if nip is None:
            nip = cache[value] = read_nip_cell(value)
        if isinstance(nip, Nip):
            nips.append(nip)
            continue
        nips.append(None)
        text = cell_text(value)
        reported = (table.rows[position], column) in table.sheet.broken or is_error_text(text)
        if not reported:
            table.complain(nip.complaint, field, position, raw=text, reason=nip.reason)
    return nips
