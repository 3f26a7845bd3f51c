"""Spouses within reach of each other: which pairs of offices are too far apart, as limits on two people.

For one spouse in a kecamatan, the other may not be placed too far from it; nor may the other be left behind
in a present office too far from it. Kecamatan that are the same in this share one limit. Only somebody who
changes post brings a couple out of reach: two who stay may stay, wherever they are today.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from penempatan.eligibility.tables import encode
from penempatan.knowledge.districts import distance_m
from penempatan.objective.limit import Limit
from penempatan.scoring.offices import offices_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from penempatan.domain.problem import PlacementProblem
    from penempatan.objective.seats import Seats
    from penempatan.settings.model import Settings

COUPLE_KEY = "pasangan:"


def couples(problem: PlacementProblem) -> list[tuple[int, int]]:
    """Return the couples of the round as pairs of employee indices, each once, sorted."""
    number = {one.id: index for index, one in enumerate(problem.employees)}
    return sorted(
        {
            (min(index, number[one.spouse_id]), max(index, number[one.spouse_id]))
            for index, one in enumerate(problem.employees)
            if one.spouse_id in number and number[one.spouse_id] != index
        }
    )


def too_far(first: str | None, second: str | None, settings: Settings) -> bool:
    """Whether two kecamatan are known to be too far apart; what is not known forbids nothing."""
    distance = None if first is None or second is None else distance_m(first, second)
    return distance is not None and distance * settings.commute.detour_percent > (
        settings.limits.spouse_km * 100_000
    )


def couple_limits(problem: PlacementProblem, settings: Settings, seats: Seats) -> Iterator[Limit]:
    """Yield the limits of `pasangan_maksimal_km`."""
    if settings.limits.spouse_km < 0:
        return
    offices = offices_of(problem)
    places, of_kind = encode([offices.district(problem.vacancies[post]) for post in seats.post.tolist()])
    for pair in couples(problem):
        group = np.zeros(len(problem.employees), np.int32)
        group[list(pair)] = 1, 2
        present = [offices.seat(problem.employees[one].dinas) for one in pair]
        for who in (0, 1):
            stays = seats.post == seats.home[pair[who]]  # their kecamatan stand once more, behind the others
            yield from _limits_of_one(
                pair,
                who,
                group,
                present[1 - who],
                places=places,
                of_kind=(of_kind + len(places) * stays).astype(np.int32),
                problem=problem,
                settings=settings,
            )


def _limits_of_one(
    pair: tuple[int, int],
    who: int,
    group: NDArray[np.int32],
    other_now: str | None,
    *,
    places: Sequence[str | None],
    of_kind: NDArray[np.int32],
    problem: PlacementProblem,
    settings: Settings,
) -> Iterator[Limit]:
    """Yield what one spouse's new place means for the other one; `of_kind` tells the present one apart."""
    alike: dict[tuple[bool, ...], list[int]] = {}
    for index, place in enumerate(places):
        far = tuple(too_far(place, other, settings) for other in (other_now, *places))
        alike.setdefault(far, []).append(index)
    nips = [problem.employees[one].id for one in pair]
    for number, (far, here) in enumerate(sorted(alike.items())):
        left_behind, unreachable = far[0], np.array(far[1:], np.bool_)
        if not any(far):
            continue
        weight = np.zeros((3, 2 * len(places)), np.int64)
        weight[1 + who, np.array(here)] = 1
        weight[2 - who] = np.tile(np.where(unreachable, 0, -1) if left_behind else unreachable, 2)
        yield Limit(
            f"{COUPLE_KEY}{nips[0]}:{nips[1]}:{who + 1}:{number:02d}",
            f"suami istri NIP {nips[0]} dan {nips[1]} berjarak kantor paling jauh "
            f"{settings.limits.spouse_km} km",
            group,
            of_kind,
            weight,
            at_most=0 if left_behind else 1,
        )
