"""The limits of a round, from the rules and the Dinas sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from penempatan.domain.issue import Location
from penempatan.errors import InputError
from penempatan.objective.couples import couple_limits
from penempatan.objective.limit import Limit, between
from penempatan.objective.places import Places
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

    from penempatan.domain.issue import Issue
    from penempatan.domain.problem import DinasProfile, PlacementProblem, UnitProfile
    from penempatan.objective.places import Place
    from penempatan.objective.seats import Seats
    from penempatan.settings.model import DinasCap, Settings

PLACEMENTS_KEY = "penempatan"
ARRIVE_KEY = "masuk:"
ARRIVE_MIN_KEY = "masuk_minimal:"
LEAVE_KEY = "keluar:"
STAFF_KEY = "staf:"


def limits_of(problem: PlacementProblem, settings: Settings) -> tuple[Limit, ...]:
    """Return the limits of the round, sorted by key, without those that hold whatever happens.

    `[batas] penempatan_maksimal` counts every placement, `masuk_maksimal` those into a dinas or unit,
    `keluar_maksimal` (or Keluar Maksimal of the Dinas sheet; the smaller where both speak) those of people of
    a place to anywhere outside it. In mode penataan, where people stay, arrivals are those from elsewhere,
    and `penempatan_maksimal` and `perpindahan_maksimal` count everybody who does not keep the present post.
    `staf_minimal`, shares, moves, kelas jabatan points, couples and relatives have files of their own.
    Vacancy groups are by kind of seats (`seats`).

    Raises:
        InputError: `[batas]` or the Dinas sheet limit a dinas or unit that the round does not know.
    """
    seats = seats_of(problem)
    issues: list[Issue] = []
    limits: list[Limit] = []
    if settings.limits.placements_max >= 0:
        limits.append(_all_placements(problem, settings, seats))
    places = Places(problem, seats)
    limits += _at_places(problem, settings, places, issues)
    if settings.limits.moves_max >= 0:
        at_most = settings.limits.moves_max
        limits.append(
            moves_limit(problem, seats, at_most)
            if settings.round.mode is Mode.FILL
            else changes_limit(MOVES_KEY, "perpindahan jabatan maksimal", seats, at_most)
        )
    limits += budget_limits(problem, settings, seats.post)
    limits += share_limits(problem, settings, seats, places, issues)
    limits += couple_limits(problem, settings, seats)
    limits += relative_limits(problem, settings, seats)
    if issues:
        raise InputError(issues)
    felt = (limit for limit in limits if limit.counts_something or not limit.holds(0))
    return tuple(sorted(felt, key=lambda limit: limit.key))


def limit_issues(problem: PlacementProblem, settings: Settings) -> tuple[Issue, ...]:
    """Return what `limits_of` complains about, without building the limits on two people."""
    seats = seats_of(problem)
    places = Places(problem, seats)
    issues: list[Issue] = []
    for _ in _at_places(problem, settings, places, issues):
        pass
    for _ in share_limits(problem, settings, seats, places, issues):
        pass
    return tuple(issues)


def units_limited(problem: PlacementProblem, settings: Settings) -> tuple[str, ...]:
    """Return the dinas of which single units have a limit, sorted."""
    rules = settings.limits
    caps = (*rules.arrive_max, *rules.arrive_min, *rules.leave_max, *rules.staff_min)
    named = [*(cap.dinas for cap in caps), *(share.place for share in rules.shares)]
    named += [one.name for one in problem.units if one.leave_max is not None or one.staff_min is not None]
    places = Places(problem, seats_of(problem))
    found = [place for name in named if (place := places.find(name)) is not None]
    return tuple(sorted({place.dinas for place in found if place.path}))


def _all_placements(problem: PlacementProblem, settings: Settings, seats: Seats) -> Limit:
    at_most, label = settings.limits.placements_max, "penempatan maksimal"
    if settings.round.mode is not Mode.FILL:
        return changes_limit(PLACEMENTS_KEY, label, seats, at_most)
    everybody = np.ones(len(problem.employees), np.bool_)
    everywhere = np.ones(len(seats.post), np.bool_)
    return between(PLACEMENTS_KEY, label, everybody, everywhere, at_most=at_most)


def _at_places(
    problem: PlacementProblem, settings: Settings, places: Places, issues: list[Issue]
) -> Iterator[Limit]:
    """Yield the limits on single dinas and units: arrivals, leavers, staff.

    Who is there now, for the floors: Bezetting of the Dinas sheet, else the people of the place in the round.
    """
    rules = settings.limits
    filling = settings.round.mode is Mode.FILL
    profiles: list[DinasProfile | UnitProfile] = [*problem.dinas, *problem.units]
    for place, at_most in _caps(rules.arrive_max, "masuk_maksimal", places, issues).items():
        comers = places.people(place)
        label = f"masuk maksimal {place.name}"
        inside = places.posts(place)
        yield between(ARRIVE_KEY + place.name, label, ~comers | filling, inside, at_most=at_most)
    leavers = _caps(rules.leave_max, "keluar_maksimal", places, issues)
    for profile in profiles:
        if profile.leave_max is not None and (at := _stated(profile, places, issues)):
            leavers[at] = min(profile.leave_max, leavers.get(at, profile.leave_max))
    for place, at_most in leavers.items():
        label = f"keluar maksimal {place.name} (R10)"  # essential staffing, as the Dinas sheet can say it
        members, outside = places.people(place), ~places.posts(place)
        yield between(LEAVE_KEY + place.name, label, members, outside, at_most=at_most)
    for place, at_least in _caps(rules.arrive_min, "masuk_minimal", places, issues, largest=True).items():
        comers = ~places.people(place) | filling
        label = f"masuk minimal {place.name}"
        yield between(ARRIVE_MIN_KEY + place.name, label, comers, places.posts(place), at_least=at_least)
    floors = _caps(rules.staff_min, "staf_minimal", places, issues, largest=True)
    there = {profile.name: profile.incumbents for profile in profiles}
    for profile in profiles:
        if profile.staff_min is not None and (at := _stated(profile, places, issues)):
            floors[at] = max(profile.staff_min, floors.get(at, 0))
    known = {at: count for name, count in there.items() if (at := places.find(name)) is not None}
    for place, floor in floors.items():
        yield _floor(places, place, floor, known.get(place))


def _floor(places: Places, place: Place, floor: int, now: int | None) -> Limit:
    """Return the limit of a floor: +1 for an arrival, −1 for a leaver."""
    members, inside = places.people(place), places.posts(place)
    return Limit(
        STAFF_KEY + place.name,
        f"staf minimal {place.name} (R10)",
        members.astype(np.int32),
        inside.astype(np.int32),
        np.array([[0, 1], [-1, 0]], np.int64),
        at_least=floor - (int(members.sum()) if now is None else now),
    )


def _stated(profile: DinasProfile | UnitProfile, places: Places, issues: list[Issue]) -> Place | None:
    """Return the place that a row of the Dinas sheet limits; a unit that nobody has is an error."""
    place = places.find(profile.name)
    if place is None:
        issues.append(places.unknown(profile.name, profile.location))
    return place


def _caps(
    caps: Iterable[DinasCap], key: str, places: Places, issues: list[Issue], *, largest: bool = False
) -> dict[Place, int]:
    """Return the cap of each place; complain about names that the round does not know."""
    found: dict[Place, int] = {}
    for cap in caps:
        place = places.find(cap.dinas)
        if place is None:
            issues.append(places.unknown(cap.dinas, Location("aturan.toml", "", f"[batas.{key}]")))
            continue
        stricter = max if largest else min
        found[place] = stricter(cap.at_most, found.get(place, cap.at_most))
    return found
