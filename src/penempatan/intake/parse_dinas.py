"""The Dinas sheet: what is known of each dinas, and limits on single units of one."""

from __future__ import annotations

from dataclasses import dataclass, field

from penempatan.domain.issue import Location
from penempatan.domain.problem import DinasProfile, UnitProfile
from penempatan.intake.columns import Field
from penempatan.intake.complaints import CELL_EMPTY
from penempatan.intake.nothing import says_nothing
from penempatan.intake.places import read_districts, read_places
from penempatan.intake.table import Table, Unreadable
from penempatan.intake.units import UnitTree
from penempatan.intake.vacancy_complaints import (
    DINAS_DUPLICATE,
    DINAS_UNDERSTAFFED,
    UNIT_DUPLICATE,
    UNIT_OF_DINAS_ONLY,
)
from penempatan.intake.values import parts, read_decimal, read_weight, read_whole, round_half_up
from penempatan.knowledge.text import normal

_WEIGHTS: dict[Field, str] = {
    Field.WEIGHT_EDUCATION: "pendidikan",
    Field.WEIGHT_COMPETENCY: "kompetensi",
    Field.WEIGHT_PERFORMANCE: "kinerja",
    Field.WEIGHT_EXPERIENCE: "pengalaman",
    Field.WEIGHT_PREFERENCE: "minat",
    Field.WEIGHT_COMMUTE: "jarak",
    Field.WEIGHT_EXTERNAL: "luar",
}


@dataclass(slots=True)
class Profiles:
    """What the rows say, by dinas, and by dinas and unit."""

    dinas: dict[str, tuple[DinasProfile, Location]] = field(default_factory=dict)
    units: dict[tuple[str, str], UnitProfile] = field(default_factory=dict)


def read_dinas(table: Table, profiles: Profiles) -> int:
    """Read dinas profiles; what the sheet leaves blank comes from the package's own knowledge later.

    A row with a unit limits that unit alone: field groups, kecamatan and weights are those of a whole dinas.
    """
    nothing: tuple[str, ...] = ()
    groups = table.parse(Field.FIELD_GROUPS, _groups, nothing)
    needs = table.parse(Field.NEED, _amount, None, skip_nothing=False)
    incumbents = table.parse(Field.INCUMBENTS, _amount, None, skip_nothing=False)
    leave = table.parse(Field.LEAVE_MAX, read_whole(0, 10_000), None)
    least = table.parse(Field.STAFF_MIN, read_whole(0, 100_000), None)
    weights = [(key, table.parse(column, read_weight, None, strict=True)) for column, key in _WEIGHTS.items()]
    districts = read_districts(table)
    kept = 0
    for position, (dinas, unit) in enumerate(read_places(table, UnitTree())):
        if not dinas:
            table.complain(CELL_EMPTY, Field.DINAS, position)
            continue
        place = table.place(Field.DINAS, position)
        given = tuple((key, value) for key, column in weights if (value := column[position]) is not None)
        people = incumbents[position], leave[position], least[position]
        if unit:
            row = UnitProfile(dinas, unit, *people, place)
            if groups[position] or districts[position] or given:
                table.complain(UNIT_OF_DINAS_ONLY, Field.DINAS, position, shown=row.name)
                continue
            known = _same_unit(profiles, row)
            if known is not None:
                table.complain(
                    UNIT_DUPLICATE, Field.DINAS, position, shown=row.name, other=str(known.location)
                )
                continue
            profiles.units[dinas, unit] = row
        else:
            if dinas in profiles.dinas:
                other = str(profiles.dinas[dinas][1])
                table.complain(DINAS_DUPLICATE, Field.DINAS, position, shown=dinas, other=other)
                continue
            profile = DinasProfile(
                dinas, groups[position], districts[position], given, needs[position], *people, place
            )
            profiles.dinas[dinas] = (profile, place)
        if people[1] is None and people[2] is None and _below_half(people[0], needs[position]):
            table.complain(
                DINAS_UNDERSTAFFED, Field.NEED, position, incumbents=people[0], need=needs[position]
            )
        kept += 1
    return kept


def _same_unit(profiles: Profiles, row: UnitProfile) -> UnitProfile | None:
    return next(
        (
            one
            for (dinas, unit), one in profiles.units.items()
            if (dinas, unit.casefold()) == (row.dinas, row.unit.casefold())
        ),
        None,
    )


def _below_half(incumbents: int | None, need: int | None) -> bool:
    """Whether an office is known to have less than half of the people it needs (R10)."""
    return incumbents is not None and need is not None and 2 * incumbents < need


def _groups(text: str) -> tuple[str, ...]:
    listed = (piece for part in parts(text) for piece in part.split(","))
    return tuple(dict.fromkeys("_".join(normal(piece).split()) for piece in listed if piece.strip()))


def _amount(text: str) -> int:
    if says_nothing(text):
        return 0
    number = read_decimal(text)
    if not 0 <= number <= 100_000:
        raise Unreadable("Isi angka 0 sampai 100000.")
    return round_half_up(number)
