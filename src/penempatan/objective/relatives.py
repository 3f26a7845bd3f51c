"""Relatives not in one unit (R36): which places two relatives may not have together, as limits on two people.

A unit is a dinas with a unit path; a place without either is in no known unit and forbids nothing. Who is not
placed counts with the present unit. Two who are in one unit today may both stay; what is forbidden is that
one of them comes to a unit in which the other one is afterwards. A unit with a single seat keeps two people
apart by itself and needs no limit, unless one of the two is there today without a seat of the plan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from penempatan.eligibility.tables import encode
from penempatan.objective.limit import Limit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from penempatan.domain.employee import Employee
    from penempatan.domain.problem import PlacementProblem
    from penempatan.domain.vacancy import Vacancy
    from penempatan.objective.seats import Seats
    from penempatan.settings.model import Settings

    BoolArray = NDArray[np.bool_]

RELATIVES_KEY = "kerabat:"
Unit = tuple[str, str]  # dinas and unit path, folded


def unit_of(one: Employee | Vacancy) -> Unit | None:
    """Return the unit of a person or of a post; None where dinas or unit path are not in the data."""
    dinas, unit = (" ".join(text.split()).casefold() for text in (one.dinas, one.unit))
    return (dinas, unit) if dinas and unit else None


def unit_label(one: Employee | Vacancy) -> str:
    """Return a unit as messages and rules write it: `DINAS | UNIT`."""
    return " | ".join(text for text in (one.dinas, one.unit) if text)


def relative_limits(problem: PlacementProblem, settings: Settings, seats: Seats) -> Iterator[Limit]:
    """Yield the limits of `kerabat_tidak_satu_unit`, a few for each pair and unit that has seats."""
    if not settings.limits.relatives_apart or not problem.relatives:
        return
    number = {one.id: index for index, one in enumerate(problem.employees)}
    pairs = [(number[first], number[second]) for first, second in problem.relatives]
    homes = {int(seats.home[one]) for pair in pairs for one in pair}
    places, of_kind = encode(
        [(unit_of(problem.vacancies[post]), post if post in homes else -1) for post in seats.post.tolist()]
    )
    of_kind = of_kind.astype(np.int32)
    post = np.array([place[1] for place in places], np.int32)
    inside = _by_unit([place[0] for place in places])
    there = np.bincount(of_kind, seats.capacity, len(places))  # seats by place
    one_seat = {unit for unit, mine in inside.items() if there[mine].sum() <= 1}
    names = {unit_of(one): unit_label(one) for one in problem.vacancies}
    for pair in pairs:
        group = np.zeros(len(problem.employees), np.int32)
        group[list(pair)] = 1, 2
        nips = [problem.employees[one].id for one in pair]
        for order, (here, mine) in enumerate(sorted(inside.items())):
            for who, weight, at_most in _ways(problem, seats, pair, here, inside=mine, post=post):
                if at_most and here in one_seat:
                    continue
                yield Limit(
                    f"{RELATIVES_KEY}{nips[0]}:{nips[1]}:{order:05d}:{who + 1}",
                    f"kerabat NIP {nips[0]} dan {nips[1]} tidak satu unit (R36): {names[here]}",
                    group,
                    of_kind,
                    weight,
                    at_most=at_most,
                )


def _by_unit(unit: Sequence[Unit | None]) -> dict[Unit, BoolArray]:
    """Return (n_places,) which places are in each known unit."""
    members: dict[Unit, list[int]] = {}
    for place, one in enumerate(unit):
        if one is not None:
            members.setdefault(one, []).append(place)
    inside = {one: np.zeros(len(unit), np.bool_) for one in members}
    for one, places in members.items():
        inside[one][places] = True
    return inside


def _ways(
    problem: PlacementProblem,
    seats: Seats,
    pair: tuple[int, int],
    here: Unit,
    *,
    inside: BoolArray,
    post: NDArray[np.int32],
) -> Iterator[tuple[int, NDArray[np.int64], int]]:
    """Yield (who comes, weights by group and place, bound): who comes must not find the other one here."""
    home = [int(seats.home[one]) for one in pair]
    waits = [unit_of(problem.employees[one]) == here and home[who] < 0 for who, one in enumerate(pair)]
    at_home = any(one >= 0 and bool((inside & (post == one)).any()) for one in home)
    for who in (0, 1):
        other = 1 - who
        weight = np.zeros((3, len(inside)), np.int64)
        weight[1 + who] = inside & (post != home[who] if home[who] >= 0 else True)
        if waits[other]:  # here unless placed elsewhere
            weight[1 + other] = np.where(inside, 0, -1)
            yield who, weight, 0
        elif at_home or (who == 0 and not waits[0]):  # else the other way round says it, or the same
            weight[1 + other] = inside
            yield who, weight, 1
