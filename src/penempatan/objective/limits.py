"""Limits of the round as groups with a cap: laminar on each side, so the network stays a network."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from penempatan.domain.issue import Issue, Location, Severity
from penempatan.domain.problem import LockKind
from penempatan.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from penempatan.domain.problem import PlacementProblem
    from penempatan.settings.model import DinasCap, Settings

PLACEMENTS_KEY = "penempatan"
ARRIVE_KEY = "masuk:"
LEAVE_KEY = "keluar:"


class Side(Enum):
    """Which side of the assignment a limit groups."""

    EMPLOYEE = "pegawai"
    VACANCY = "formasi"


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `at_most` placements among the members. Limits of one side are nested or disjoint."""

    key: str  # stable, such as "masuk:Dinas Kesehatan"
    label: str  # Indonesian, as a message names it
    side: Side
    members: NDArray[np.int32]  # (g,) sorted indices into the problem's tuple of that side
    at_most: int


def limits_of(problem: PlacementProblem, settings: Settings) -> tuple[Limit, ...]:
    """Return the limits of the round, sorted by key, without those that have no member.

    `[batas] penempatan_maksimal` counts every placement, `masuk_maksimal` those into a dinas,
    `keluar_maksimal` (or Keluar Maksimal of the Dinas sheet; the smaller where both speak) those of people of
    a dinas to another one. A person pinned inside the own dinas does not leave and is no member.

    Raises:
        InputError: `[batas]` names a dinas that neither the input nor the Dinas sheet knows.
    """
    known = _known_dinas(problem)
    limits = []
    issues: list[Issue] = []
    if settings.limits.placements_max >= 0:
        everybody = np.arange(len(problem.employees), dtype=np.int32)
        limits.append(
            Limit(
                PLACEMENTS_KEY,
                "penempatan maksimal",
                Side.EMPLOYEE,
                everybody,
                settings.limits.placements_max,
            )
        )
    arrivals = _caps(settings.limits.arrive_max, "masuk_maksimal", known, issues)
    for dinas, at_most in arrivals.items():
        members = _members(one.dinas == dinas for one in problem.vacancies)
        limits.append(Limit(ARRIVE_KEY + dinas, f"masuk maksimal {dinas}", Side.VACANCY, members, at_most))
    leavers = _caps(settings.limits.leave_max, "keluar_maksimal", known, issues)
    for profile in problem.dinas:
        if profile.leave_max is not None:
            leavers[profile.name] = min(profile.leave_max, leavers.get(profile.name, profile.leave_max))
    staying = _pinned_inside(problem)
    for dinas, at_most in leavers.items():
        members = _members(one.dinas == dinas and one.id not in staying for one in problem.employees)
        label = f"keluar maksimal {dinas} (R10)"  # essential staffing, as the Dinas sheet can say it
        limits.append(Limit(LEAVE_KEY + dinas, label, Side.EMPLOYEE, members, at_most))
    if issues:
        raise InputError(issues)
    return tuple(sorted((limit for limit in limits if len(limit.members)), key=lambda limit: limit.key))


def _known_dinas(problem: PlacementProblem) -> dict[str, str]:
    """Map the folded spelling of every dinas of the round to its name."""
    names = {one.dinas for one in problem.employees} | {one.dinas for one in problem.vacancies}
    names |= {profile.name for profile in problem.dinas}
    names.discard("")
    return {_folded(name): name for name in sorted(names)}


def _caps(caps: Iterable[DinasCap], key: str, known: dict[str, str], issues: list[Issue]) -> dict[str, int]:
    """Return the cap of each dinas by its name in the round; complain about names that nobody knows."""
    found: dict[str, int] = {}
    for cap in caps:
        name = known.get(_folded(cap.dinas))
        if name is None:
            near = difflib.get_close_matches(_folded(cap.dinas), known, n=1)
            hint = f"Maksud Anda “{known[near[0]]}”? " if near else ""
            issues.append(
                Issue(
                    "batas_dinas_tidak_dikenal",
                    Severity.ERROR,
                    Location("aturan.toml", "", f"[batas.{key}]"),
                    f"“{cap.dinas}” bukan perangkat daerah pada pegawai, formasi atau Dinas ronde ini",
                    f"{hint}Tulis nama perangkat daerah seperti pada masukan, atau hapus batasnya.",
                    cap.dinas,
                )
            )
        else:
            found[name] = min(cap.at_most, found.get(name, cap.at_most))
    return found


def _pinned_inside(problem: PlacementProblem) -> frozenset[str]:
    dinas = {one.code: one.dinas for one in problem.vacancies}
    home = {one.id: one.dinas for one in problem.employees}
    return frozenset(
        lock.employee_id
        for lock in problem.locks
        if lock.kind is LockKind.PIN
        and home[lock.employee_id]
        and home[lock.employee_id] == dinas[lock.vacancy_code]
    )


def _members(belongs: Iterable[bool]) -> NDArray[np.int32]:
    return np.flatnonzero(np.fromiter(belongs, np.bool_)).astype(np.int32)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
