"""The limits of a round, from the rules and the Dinas sheet."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

import numpy as np

from penempatan.domain.issue import Issue, Location, Severity
from penempatan.errors import InputError
from penempatan.objective.couples import couple_limits
from penempatan.objective.limit import Limit, between
from penempatan.objective.relatives import relative_limits
from penempatan.objective.seats import seats_of
from penempatan.objective.shares import (
    MOVES_KEY,
    budget_limits,
    changes_limit,
    moves_limit,
    share_limits,
)
from penempatan.settings.model import Mode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from penempatan.domain.problem import PlacementProblem
    from penempatan.settings.model import DinasCap, Settings

    TextArray = NDArray[np.str_]

PLACEMENTS_KEY = "penempatan"
ARRIVE_KEY = "masuk:"
ARRIVE_MIN_KEY = "masuk_minimal:"
LEAVE_KEY = "keluar:"
STAFF_KEY = "staf:"


def limits_of(problem: PlacementProblem, settings: Settings) -> tuple[Limit, ...]:
    """Return the limits of the round, sorted by key, without those that hold whatever happens.

    `[batas] penempatan_maksimal` counts every placement, `masuk_maksimal` those into a dinas,
    `keluar_maksimal` (or Keluar Maksimal of the Dinas sheet; the smaller where both speak) those of people of
    a dinas to another one. In mode penataan, where people stay, arrivals are those from elsewhere, and
    `penempatan_maksimal` and `perpindahan_maksimal` count everybody who does not keep the present post.
    `staf_minimal`, shares, moves, kelas jabatan points, couples and relatives have files of their own.
    Vacancy groups are by kind of seats (`seats`).

    Raises:
        InputError: `[batas]` names a dinas that neither the input nor the Dinas sheet knows.
    """
    known = _known_dinas(problem)
    of_employee = np.array([one.dinas for one in problem.employees], dtype=np.str_)
    seats = seats_of(problem)
    kinds = seats.post
    of_vacancy = np.array([one.dinas for one in problem.vacancies], dtype=np.str_)[kinds]
    everybody, everywhere = np.ones(len(of_employee), np.bool_), np.ones(len(of_vacancy), np.bool_)
    limits: list[Limit] = []
    issues: list[Issue] = []
    if settings.limits.placements_max >= 0:
        at_most = settings.limits.placements_max
        label = "penempatan maksimal"
        limits.append(
            between(PLACEMENTS_KEY, label, everybody, everywhere, at_most=at_most)
            if settings.round.mode is Mode.FILL
            else changes_limit(PLACEMENTS_KEY, label, seats, at_most)
        )
    arrivals = _caps(settings.limits.arrive_max, "masuk_maksimal", known, issues)
    for dinas, at_most in arrivals.items():
        label = f"masuk maksimal {dinas}"
        comers = everybody if settings.round.mode is Mode.FILL else of_employee != dinas
        limits.append(between(ARRIVE_KEY + dinas, label, comers, of_vacancy == dinas, at_most=at_most))
    leavers = _caps(settings.limits.leave_max, "keluar_maksimal", known, issues)
    for profile in problem.dinas:
        if profile.leave_max is not None:
            leavers[profile.name] = min(profile.leave_max, leavers.get(profile.name, profile.leave_max))
    for dinas, at_most in leavers.items():
        label = f"keluar maksimal {dinas} (R10)"  # essential staffing, as the Dinas sheet can say it
        members, elsewhere = of_employee == dinas, of_vacancy != dinas
        limits.append(between(LEAVE_KEY + dinas, label, members, elsewhere, at_most=at_most))
    limits += _arrivals_at_least(settings, known, issues, of_employee, of_vacancy)
    limits += _staffing(problem, settings, known, issues, of_employee=of_employee, of_vacancy=of_vacancy)
    if settings.limits.moves_max >= 0:
        at_most = settings.limits.moves_max
        limits.append(
            moves_limit(of_employee, of_vacancy, at_most)
            if settings.round.mode is Mode.FILL
            else changes_limit(MOVES_KEY, "perpindahan jabatan maksimal", seats, at_most)
        )
    limits += budget_limits(problem, settings, kinds)
    limits += share_limits(problem, settings, seats, known, issues)
    limits += couple_limits(problem, settings, kinds)
    limits += relative_limits(problem, settings, seats)
    if issues:
        raise InputError(issues)
    felt = (limit for limit in limits if limit.counts_something or not limit.holds(0))
    return tuple(sorted(felt, key=lambda limit: limit.key))


def _arrivals_at_least(
    settings: Settings,
    known: dict[str, str],
    issues: list[Issue],
    of_employee: TextArray,
    of_vacancy: TextArray,
) -> Iterator[Limit]:
    """Yield the limits of `masuk_minimal`."""
    for dinas, at_least in _caps(
        settings.limits.arrive_min, "masuk_minimal", known, issues, largest=True
    ).items():
        everybody = settings.round.mode is Mode.FILL
        comers = (of_employee != dinas) | everybody
        label = f"masuk minimal {dinas}"
        yield between(ARRIVE_MIN_KEY + dinas, label, comers, of_vacancy == dinas, at_least=at_least)


def _staffing(
    problem: PlacementProblem,
    settings: Settings,
    known: dict[str, str],
    issues: list[Issue],
    *,
    of_employee: TextArray,
    of_vacancy: TextArray,
) -> Iterator[Limit]:
    """Yield the floors of `staf_minimal` and Staf Minimal; the larger where both speak.

    Who is there now: Bezetting of the Dinas sheet, else the people of the dinas in the round.
    """
    floors = _caps(settings.limits.staff_min, "staf_minimal", known, issues, largest=True)
    there = {profile.name: profile.incumbents for profile in problem.dinas}
    for profile in problem.dinas:
        if profile.staff_min is not None:
            floors[profile.name] = max(profile.staff_min, floors.get(profile.name, 0))
    for dinas, floor in floors.items():
        members, inside = of_employee == dinas, of_vacancy == dinas
        now = there.get(dinas)
        yield Limit(
            STAFF_KEY + dinas,
            f"staf minimal {dinas} (R10)",
            members.astype(np.int32),
            inside.astype(np.int32),
            np.array([[0, 1], [-1, 0]], np.int64),
            at_least=floor - (int(members.sum()) if now is None else now),
        )


def _known_dinas(problem: PlacementProblem) -> dict[str, str]:
    """Map the folded spelling of every dinas of the round to its name."""
    names = {one.dinas for one in problem.employees} | {one.dinas for one in problem.vacancies}
    names |= {profile.name for profile in problem.dinas}
    names.discard("")
    return {_folded(name): name for name in sorted(names)}


def _caps(
    caps: Iterable[DinasCap], key: str, known: dict[str, str], issues: list[Issue], *, largest: bool = False
) -> dict[str, int]:
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
            stricter = max if largest else min
            found[name] = stricter(cap.at_most, found.get(name, cap.at_most))
    return found


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
