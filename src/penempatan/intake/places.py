"""Dinas, unit and kecamatan: one reading for employees and vacancies, cached by the texts in the cells."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from penempatan.intake.columns import Field, Role
from penempatan.intake.complaints import SHEET_DINAS
from penempatan.intake.nothing import says_nothing
from penempatan.intake.person_complaints import DINAS_FROM_UNIT, DINAS_UNKNOWN, DISTRICT_UNKNOWN
from penempatan.intake.table import Table
from penempatan.intake.unit_complaints import (
    UNIT_AMBIGUOUS,
    UNIT_DINAS_DIFFERS,
    UNIT_IDS_UNUSED,
    UNIT_UNKNOWN,
    UNITS_USED,
)
from penempatan.intake.units import UnitTree, folded_id
from penempatan.intake.values import squeezed
from penempatan.knowledge.dinas import find_dinas, names_own_government, split_unit_path
from penempatan.knowledge.districts import find_district


@lru_cache(maxsize=65536)
def resolve_place(dinas_text: str, unit_text: str) -> tuple[str, str]:
    """Return (dinas, unit path below it); the dinas is canonical where known, '' where nothing names one."""
    dinas_text = "" if says_nothing(dinas_text) or names_own_government(dinas_text) else dinas_text
    unit_text = "" if says_nothing(unit_text) else squeezed(unit_text)
    if dinas_text:
        dinas, rest = split_unit_path(dinas_text)
        if "|" in unit_text:
            unit_dinas, unit_rest = split_unit_path(unit_text)
            return dinas, unit_rest if unit_dinas == dinas else unit_text
        return dinas, unit_text or rest
    dinas, rest = split_unit_path(unit_text)
    known = "|" in unit_text or find_dinas(dinas) is not None  # so of a puskesmas, a school, a kelurahan
    return (dinas, rest) if known else ("", unit_text)


def read_places(table: Table, tree: UnitTree) -> list[tuple[str, str]]:
    """Read (dinas, unit) of every row; names that the package does not know are noted once each.

    Where the round has a unit tree, the unit's ID decides, else its name where only one unit can be meant.
    """
    pairs = _said(table)
    sheet_dinas = _dinas_of_sheet(table)
    if sheet_dinas and any(dinas == sheet_dinas for dinas, _ in pairs):
        table.findings.add(SHEET_DINAS, table.heading_place(), dinas=sheet_dinas)
    read = {pair: resolve_place(*pair) for pair in set(pairs)}
    if table.role is Role.VACANCIES and Field.DINAS not in table:  # the unit is all that names an office
        read = {pair: place if place[0] else (place[1], "") for pair, place in read.items()}
    places = [read[pair] for pair in pairs]
    if tree:
        places = _by_tree(table, tree, places)
    elif Field.UNIT_ID in table:
        table.findings.add(UNIT_IDS_UNUSED, table.heading_place(), column=Field.UNIT_ID.value)
    if not tree and Field.DINAS in table:
        climbed = [
            (position, dinas)
            for position, ((said, unit), (dinas, _)) in enumerate(zip(pairs, places, strict=True))
            if dinas and unit and (says_nothing(said) or names_own_government(said))
        ]
        if climbed:
            counts = Counter(dinas for _, dinas in climbed)
            names = ", ".join(f"{dinas} {count}" for dinas, count in sorted(counts.items()))
            table.complain(DINAS_FROM_UNIT, Field.UNIT, climbed[0][0], count=len(climbed), names=names)
    unknown = {dinas for dinas in {dinas for dinas, _ in places} if dinas and find_dinas(dinas) is None}
    if unknown:
        field = Field.DINAS if Field.DINAS in table else Field.UNIT
        table.note_distinct(
            DINAS_UNKNOWN, field, [(i, dinas) for i, (dinas, _) in enumerate(places) if dinas in unknown]
        )
    return places


def _by_tree(table: Table, tree: UnitTree, places: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the places as the tree has them; where it does not tell, the one that the row says stays."""
    names = [squeezed(text) for text in table.texts(Field.UNIT)]
    found: list[tuple[str, str]] = []
    unknown: list[tuple[int, str]] = []
    unclear: list[tuple[int, str]] = []
    differing: dict[tuple[str, str], list[int]] = {}  # (dinas said, dinas by the tree) → rows
    by_id = by_name = 0
    for position, (unit_id, name, said) in enumerate(
        zip(table.texts(Field.UNIT_ID), names, places, strict=True)
    ):
        place = tree.place_of(unit_id) if folded_id(unit_id) else None
        if place is not None:
            by_id += 1
            if find_dinas(said[0]) and said[0] != place[0]:
                differing.setdefault((said[0], place[0]), []).append(position)
        elif folded_id(unit_id):
            unknown.append((position, unit_id))
        elif name and "|" not in name and not says_nothing(name):
            named = tree.places_named(name, said[0])
            if len(named) == 1:
                by_name, place = by_name + 1, named[0]
            elif len(named) > 1:
                unclear.append((position, name))
        found.append(place or said)
    table.note_distinct(UNIT_UNKNOWN, Field.UNIT_ID, unknown)
    table.note_distinct(UNIT_AMBIGUOUS, Field.UNIT, unclear)
    field = Field.DINAS if Field.DINAS in table else Field.UNIT_ID
    for (written, dinas), rows in differing.items():
        table.complain(UNIT_DINAS_DIFFERS, field, rows[0], shown=written, dinas=dinas, count=len(rows))
    if by_id or by_name:
        table.findings.add(UNITS_USED, table.heading_place(), count=by_id, by_name=by_name)
    return found


def dinas_of_rows(table: Table) -> list[str]:
    """Return the dinas of every row, without a finding; '' where nothing names one."""
    return [resolve_place(*pair)[0] for pair in _said(table)]


def _said(table: Table) -> list[tuple[str, str]]:
    """Return what each row says of its dinas and of its unit."""
    named = table.texts(Field.DINAS) if Field.DINAS in table else _heads(table)
    return list(zip(named, table.texts(Field.UNIT), strict=True))


def _dinas_of_sheet(table: Table) -> str:
    """Return the dinas that a sheet is named for, where no column and no group row names one."""
    if Field.DINAS in table or not table.sheet.name:
        return ""
    fact = find_dinas(table.sheet.name)
    return fact.name if fact is not None else ""


def _heads(table: Table) -> list[str]:
    """Return, for each row, the dinas of the last group row above it, else the one the sheet is named for."""
    heads: list[str] = []
    last = _dinas_of_sheet(table)
    pending = sorted(table.groups)
    for index in table.rows:
        while pending and pending[0] < index:
            last = table.groups[pending.pop(0)]
        heads.append(last)
    return heads


def read_districts(table: Table) -> list[str]:
    """Read the kecamatan column; a place outside the city stays as written and is noted once."""
    districts = table.parse(Field.DISTRICT, _district, "")
    unknown = {name for name in set(districts) if name and find_district(name) is None}
    if unknown:
        table.note_distinct(
            DISTRICT_UNKNOWN,
            Field.DISTRICT,
            [(i, name) for i, name in enumerate(districts) if name in unknown],
        )
    return districts


def _district(text: str) -> str:
    return find_district(text) or squeezed(text)
