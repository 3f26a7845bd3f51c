"""The dinas and units of a round by the names that rules give them: who and what is inside each.

A unit holds the units below it, so units are nested in each other and in their dinas: limits on them are a
laminar family, which the network can keep. Somebody whose unit is not in the data is in no unit of the dinas.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from penempatan.domain.issue import Issue, Severity
from penempatan.eligibility.tables import encode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from penempatan.domain.issue import Location
    from penempatan.domain.problem import PlacementProblem
    from penempatan.objective.seats import Seats

    BoolArray = NDArray[np.bool_]

BAR = " | "
NEAREST = 3  # names offered for one that nobody knows
CUTOFF = 0.5  # of likeness (difflib) for a unit within a known dinas


@dataclass(frozen=True, slots=True)
class Place:
    """A dinas, or a unit of it with everything below."""

    name: str  # as rules and messages write it: `DINAS` or `DINAS | UNIT`
    dinas: str
    path: tuple[str, ...] = ()  # parts of the unit path, folded; none: the whole dinas

    def holds(self, dinas: str, unit: str) -> bool:
        """Whether somebody or some post with this dinas and unit path is inside."""
        return _folded(dinas) == _folded(self.dinas) and _parts(unit)[: len(self.path)] == self.path


class Places:
    """Every dinas and unit that a round knows, and its members."""

    def __init__(self, problem: PlacementProblem, seats: Seats) -> None:
        self._people, self._of_employee = encode([(one.dinas, one.unit) for one in problem.employees])
        posts = [(one.dinas, one.unit) for one in problem.vacancies]
        self._posts, self._of_kind = encode([posts[post] for post in seats.post.tolist()])
        self.every_dinas = tuple(sorted({dinas for dinas, _ in posts} - {""}))  # that has a vacancy
        named = {dinas for dinas, _ in (*self._people, *posts)} | {one.name for one in problem.dinas}
        self._known = {_folded(name): Place(name, name) for name in sorted(named - {""})}
        for dinas, unit in sorted({*self._people, *posts}):
            if not dinas:
                continue
            for text in accumulate(_written(unit), lambda above, part: above + BAR + part):
                name = dinas + BAR + text
                self._known.setdefault(_folded(name), Place(name, dinas, _parts(text)))

    def find(self, text: str) -> Place | None:
        """Return the place that a rule names; None where the round has none of that name."""
        return self._known.get(_folded(text))

    def people(self, place: Place) -> BoolArray:
        """Return (n_employees,) who is inside today."""
        return np.array([place.holds(*one) for one in self._people], np.bool_)[self._of_employee]

    def posts(self, place: Place) -> BoolArray:
        """Return (n_kinds,) which seats are inside."""
        return np.array([place.holds(*one) for one in self._posts], np.bool_)[self._of_kind]

    def unknown(self, text: str, location: Location) -> Issue:
        """Complain about a name that `find` does not know, with the nearest ones."""
        what = "unit kerja pegawai atau formasi" if BAR.strip() in text else "perangkat daerah pada pegawai"
        rest = "" if BAR.strip() in text else ", formasi atau Dinas"
        near = self._nearest(text)
        hint = f"Maksud Anda {_either(near)}? " if near else ""
        if not near and (there := self._below(text)):
            hint = f"Yang dikenal di sana antara lain {_either(there)}. "
        return Issue(
            "batas_dinas_tidak_dikenal",
            Severity.ERROR,
            location,
            f"“{text}” bukan {what}{rest} ronde ini",
            f"{hint}Tulis nama perangkat daerah, atau perangkat daerah | unit kerja, seperti pada masukan, "
            "atau hapus batasnya.",
            text,
        )

    def _nearest(self, text: str) -> list[str]:
        """Return the names near one: units of the dinas that it names, else any name or end of a unit."""
        head, bar, tail = _folded(text).partition(BAR)
        if bar and head in self._known:
            units = {key.partition(BAR)[2]: key for key in self._known if key.startswith(head + BAR)}
            close = difflib.get_close_matches(tail, units, NEAREST, CUTOFF)
            return [self._known[units[unit]].name for unit in close]
        ends = {key.rpartition(BAR)[2]: key for key in reversed(self._known)}
        close = difflib.get_close_matches(_folded(text), {**dict.fromkeys(self._known), **ends}, NEAREST)
        return list(
            dict.fromkeys(self._known[key if key in self._known else ends[key]].name for key in close)
        )

    def _below(self, text: str) -> list[str]:
        """Return a few units of the dinas that a name begins with."""
        head = _folded(text).partition(BAR)[0] + BAR
        return [self._known[key].name for key in sorted(self._known) if key.startswith(head)][:NEAREST]


def _either(names: Iterable[str]) -> str:
    *first, last = (f"“{name}”" for name in names)
    return f"{', '.join(first)} atau {last}" if first else last


def _written(unit: str) -> tuple[str, ...]:
    """Return the parts of a unit path as they are written, blanks folded."""
    parts = (" ".join(part.split()) for part in unit.split(BAR.strip()))
    return tuple(part for part in parts if part)


def _parts(unit: str) -> tuple[str, ...]:
    return tuple(part.casefold() for part in _written(unit))


def _folded(name: str) -> str:
    return BAR.join(_parts(name))
