"""Fixes proposed for cells that could not be read: only where one answer is left, and never applied."""

from __future__ import annotations

import difflib
import re
from functools import cache
from typing import TYPE_CHECKING

from penempatan.domain.employee import EmploymentStatus
from penempatan.domain.nip import NipKind
from penempatan.domain.rank import PNS_RANKS, PPPK_RANKS
from penempatan.intake.columns import Field, Role
from penempatan.intake.nips import Nip, read_nip_cell
from penempatan.intake.person_complaints import NIP_STATUS, POSITION_TYPE_DIFFERS
from penempatan.intake.sheets import cell_text
from penempatan.intake.template_columns import TABLES, Choice, choices
from penempatan.knowledge.codes import read_status
from penempatan.knowledge.positions import read_position
from penempatan.knowledge.text import normal

if TYPE_CHECKING:
    from penempatan.domain.issue import Issue
    from penempatan.intake.table import Table

_LOOKS_LIKE = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "|": "1"})
_RANK = re.compile(r"(?<![A-Z0-9])([IVL1|]{1,4}|[2-4])[^A-Z0-9]*([A-E])(?![A-Z])")
_NUMERAL = re.compile(r"(?<![A-Z0-9])([XVI]{1,5})(?![A-Z0-9])")
_PPPK = (EmploymentStatus.PPPK, EmploymentStatus.PPPK_PART_TIME)
_KNOWN_DIGITS = 15  # of a NIP that a spreadsheet kept as a number
_LIKE = 0.8  # a closed value so near, and only one, is what was meant


def propose(table: Table, position: int, field: Field, issue: Issue) -> str:
    """Return the one fix that the row itself shows, or '' where there is none."""
    text = table.text_at(field, position)
    if field is Field.NIP:
        return _nip(table, position, text)
    if issue.code == NIP_STATUS.code:
        nip = read_nip_cell(table.text_at(Field.NIP, position))
        return (nip.reading.kind is NipKind.PPPK and "PPPK") or "PNS" if isinstance(nip, Nip) else ""
    if issue.code == POSITION_TYPE_DIFFERS.code:
        kind = read_position(table.text_at(Field.POSITION, position)).position_type
        return kind.value if kind is not None else ""
    if field in (Field.RANK, Field.RANK_MIN, Field.RANK_MAX):
        status = read_status(table.text_at(Field.STATUS, position)) if Field.STATUS in table else None
        return _rank(text, status)
    return _closest(table.role, field, text)


def choice_of(role: Role | None, field: Field | None) -> Choice | None:
    """Return the list of values that a column takes; None where its values are free."""
    return _choices().get((role, field)) if role is not None and field is not None else None


@cache
def _choices() -> dict[tuple[Role, Field], Choice]:
    return {
        (role, column.field): column.choice
        for role, columns in TABLES.items()
        for column in columns
        if column.choice is not None
    }


def _nip(table: Table, position: int, text: str) -> str:
    """Look for a sound number elsewhere in the row, else undo letters typed for digits."""
    row = table.sheet.rows[table.rows[position]]
    found = {
        nip.digits
        for cell in row
        if isinstance(cell, str) and cell and isinstance(nip := read_nip_cell(cell), Nip)
    }
    digits = "".join(filter(str.isdigit, text))
    if len(digits) >= _KNOWN_DIGITS:
        found = {one for one in found if one.startswith(digits[:_KNOWN_DIGITS])}
    if len(found) == 1:
        return found.pop()
    if not isinstance(table.sheet.rows[table.rows[position]][table.columns[Field.NIP]], str):
        return ""
    mended = read_nip_cell(text.translate(_LOOKS_LIKE))
    return mended.digits if isinstance(mended, Nip) else ""


def _rank(text: str, status: EmploymentStatus | None) -> str:
    folded = normal(text)
    if status not in _PPPK:
        labels = {
            f"{re.sub('[L1|]', 'I', roman) if not roman.isdigit() or roman == '1' else _ROMAN[roman]}"
            f"/{letter.lower()}"
            for roman, letter in _RANK.findall(folded)
        }
        labels &= set(PNS_RANKS)
        if len(labels) == 1:
            return labels.pop()
        return ""
    numerals = {numeral for numeral in _NUMERAL.findall(folded) if numeral in PPPK_RANKS}
    return numerals.pop() if len(numerals) == 1 and "/" not in folded else ""


_ROMAN = {"2": "II", "3": "III", "4": "IV"}


def _closest(role: Role, field: Field, text: str) -> str:
    choice = choice_of(role, field)
    if choice is None or not text:
        return ""
    values = {normal(value): value for value in choices(choice)}
    near = difflib.get_close_matches(normal(text), values, n=2, cutoff=_LIKE)
    return values[near[0]] if len(near) == 1 else ""


def present_text(table: Table, row: int, column: int) -> str:
    """Return what a cell of the sheet holds now, as text."""
    cells = table.sheet.rows[row]
    return cell_text(cells[column]) if column < len(cells) else ""
