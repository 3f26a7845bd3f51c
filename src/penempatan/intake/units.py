"""The unit tree of SIASN (`unor.*`): every unit by its ID, the unit above it, and the office it belongs to.

Units are known by ID, never by name alone: "Sekretariat" exists in every office. A row that gives no ID is
found by name only where one unit bears it, in the whole tree or in the office that the row names.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from penempatan.intake.columns import Field
from penempatan.intake.complaints import CELL_EMPTY
from penempatan.intake.nothing import says_nothing
from penempatan.intake.unit_complaints import UNIT_CYCLE, UNIT_ORPHANS, UNIT_TWICE
from penempatan.intake.values import squeezed
from penempatan.knowledge.dinas import find_dinas, names_own_government, split_unit_path
from penempatan.knowledge.text import key

if TYPE_CHECKING:
    from penempatan.domain.issue import Location
    from penempatan.intake.findings import Findings
    from penempatan.intake.table import Table

Place = tuple[str, str]  # dinas, unit path below it
_NAMED_AT_MOST = 6  # units of a cycle that a finding names


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as its row has it; `parent` is the ID above it, "" at the top."""

    name: str
    parent: str
    location: Location
    parent_place: Location


@dataclass(slots=True)
class UnitTree:
    """The units by folded ID; empty where the round has no such table."""

    units: dict[str, Unit] = field(default_factory=dict)
    _places: dict[str, Place | None] = field(default_factory=dict)
    _named: dict[str, list[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.units)

    def place_of(self, unit_id: str) -> Place | None:
        """Return (dinas, unit path below it) of a unit; None where the tree has no such ID or no way up."""
        folded = folded_id(unit_id)
        if folded not in self._places:
            names = self._names_down_to(folded)
            self._places[folded] = _place(names) if names else None
        return self._places[folded]

    def places_named(self, name: str, dinas: str = "") -> list[Place]:
        """Return the places of the units of a name, of one office alone where `dinas` is given."""
        if not self._named:
            by_name: defaultdict[str, list[str]] = defaultdict(list)
            for unit_id, unit in self.units.items():
                by_name[key(unit.name)].append(unit_id)
            self._named.update(by_name)
        found = [self.place_of(unit_id) for unit_id in self._named.get(key(name), ())]
        return [place for place in found if place is not None and dinas in ("", place[0])]

    def check(self, findings: Findings) -> None:
        """Report units whose superior is not in the table, and units that stand above themselves."""
        orphans: defaultdict[str, list[Unit]] = defaultdict(list)
        for unit in self.units.values():
            if unit.parent and unit.parent not in self.units:
                orphans[unit.parent].append(unit)
        for parent, below in orphans.items():
            findings.add(UNIT_ORPHANS, below[0].parent_place, parent, value=parent, count=len(below))
        seen: set[str] = set()
        for start in self.units:
            chain: list[str] = []
            at = start
            while at in self.units and at not in seen:
                seen.add(at)
                chain.append(at)
                at = self.units[at].parent
            if at in chain:
                circle = chain[chain.index(at) :]
                names = [f"“{self.units[one].name}”" for one in circle[:_NAMED_AT_MOST]]
                more = " → …" if len(circle) > _NAMED_AT_MOST else f" → {names[0]}"
                findings.add(UNIT_CYCLE, self.units[at].parent_place, names=" → ".join(names) + more)

    def _names_down_to(self, unit_id: str) -> list[str]:
        """Return the names from the top down to a unit; [] where the way up is broken or runs in a circle."""
        names: list[str] = []
        passed: set[str] = set()
        while unit_id:
            unit = self.units.get(unit_id)
            if unit is None or unit_id in passed:
                return []
            passed.add(unit_id)
            names.append(unit.name)
            unit_id = unit.parent
        return names[::-1]


def folded_id(text: str) -> str:
    """Return an ID as it is compared: no case, no blanks around it, `-` for none."""
    return "" if says_nothing(text) else squeezed(text).casefold()


def _place(names: list[str]) -> Place:
    """Return the place of a way down: the first known office on it, else what stands below the government."""
    known = next((number for number, name in enumerate(names) if find_dinas(name)), None)
    if known is not None:
        names = names[known:]
    elif len(names) > 1 and names_own_government(names[0]):
        names = names[1:]
    return split_unit_path(" | ".join(name.replace("|", "/") for name in names))


def read_units(table: Table, tree: UnitTree) -> int:
    """Read units into the tree; a unit that is its own superior is at the top. Return the rows kept."""
    kept = 0
    rows = zip(*(table.texts(one) for one in (Field.UNIT_ID, Field.UNIT, Field.PARENT_ID)), strict=True)
    for position, (id_text, name, parent_text) in enumerate(rows):
        unit_id, parent = folded_id(id_text), folded_id(parent_text)
        for column, said in ((Field.UNIT_ID, unit_id), (Field.UNIT, name)):
            if not said:
                table.complain(CELL_EMPTY, column, position)
        if not unit_id or not name:
            continue
        unit = Unit(
            squeezed(name),
            "" if parent == unit_id else parent,
            table.place(Field.UNIT_ID, position),
            table.place(Field.PARENT_ID, position),
        )
        earlier = tree.units.setdefault(unit_id, unit)
        if earlier is not unit and (earlier.name, earlier.parent) != (unit.name, unit.parent):
            table.complain(
                UNIT_TWICE,
                Field.UNIT_ID,
                position,
                shown=id_text,
                also=earlier.location,
                other=str(earlier.location),
            )
        kept += earlier is unit
    return kept
