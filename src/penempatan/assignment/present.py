"""Mode penataan for the solver: pairs with their surplus twins, and a plan in which nobody loses a place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from penempatan.assignment.arcs import Arcs, joined
from penempatan.assignment.solve import solve
from penempatan.errors import NoPlanError
from penempatan.scoring.pairs import PairBlock
from penempatan.settings.model import Goal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from penempatan.assignment.model import AssignmentModel
    from penempatan.domain.problem import PlacementProblem
    from penempatan.objective.seats import Seats
    from penempatan.scoring.pairs import PairSource
    from penempatan.settings.model import Settings

    BoolArray = NDArray[np.bool_]

PATIENCE_S = 86_400
_NAMED = 10  # people that one message names


class PlacesLostError(NoPlanError):
    """Somebody who holds a post would be left without any place. `model` is the round as far as it came."""

    def __init__(self, message: str, model: AssignmentModel) -> None:
        super().__init__(message)
        self.model = model


@dataclass(frozen=True, slots=True)
class SeatPairs:
    """The eligible pairs, and for staying in a post with surplus seats a second pair with those."""

    pairs: PairSource
    seats: Seats

    def blocks(self) -> Iterator[PairBlock]:
        """Yield every pair exactly once."""
        for block in self.pairs.blocks():
            yield block
            index, kind = self.seats.twins(block.employee, block.vacancy)
            if len(index):
                yield PairBlock(block.employee[index], kind, block.score[index], block.unverified[index])


def with_places_kept(
    problem: PlacementProblem, settings: Settings, model: AssignmentModel, seats: Seats
) -> AssignmentModel:
    """Return the model in which everybody who holds a post keeps a place: that post or another one.

    Raises:
        PlacesLostError: pins, bans and limits leave somebody without any place.
    """
    keeps = seats.home >= 0
    if not keeps.any():
        return model
    free = keeps.copy()
    free[[one for one, _, _ in model.pinned]] = False
    twins = sum(int((block.vacancy >= seats.n_vacancies).sum()) for block in model.pairs.blocks())
    model = replace(model, keeps_place=keeps, twins=twins, post=seats.post)
    start = _staying(model, seats, free)
    if start is None or not _network_allows(model, start):
        start = _searched(problem, settings, model, free)
    return replace(model, start=start)


def _staying(model: AssignmentModel, seats: Seats, free: BoolArray) -> Arcs | None:
    """Return the plan in which everybody free stays; None where pins or bans do not leave that open."""
    parts = []
    for block in model.pairs.blocks():
        stays = free[block.employee] & (seats.home[block.employee] == block.vacancy)
        parts.append(Arcs(block.employee[stays], block.vacancy[stays], block.score[stays]))
    stay = joined(parts)
    if len(stay) < int(free.sum()):
        return None
    pinned = np.array([kind for _, kind, _ in model.pinned], dtype=np.int64)
    order = np.argsort(stay.employee)
    kinds, taken = seats.kinds(stay.vacancy[order], np.bincount(pinned, minlength=len(seats.post)))
    if (taken > seats.capacity).any():
        return None
    return Arcs(stay.employee[order], kinds, stay.score[order])


def _network_allows(model: AssignmentModel, start: Arcs) -> bool:
    """Whether a plan keeps the limits of the network; those beside it have a search of their own."""
    pinned = np.array(model.pinned, np.int32).reshape(-1, 3)
    people, kinds = np.r_[start.employee, pinned[:, 0]], np.r_[start.vacancy, pinned[:, 1]]
    beside = {limit.key for limit in model.sorted_limits.side}
    return all(limit.holds(limit.used(people, kinds)) for limit in model.limits if limit.key not in beside)


def _searched(problem: PlacementProblem, settings: Settings, model: AssignmentModel, free: BoolArray) -> Arcs:
    """Seat as many of those who must keep a place as the network can; they are all, or the round has no plan.

    Limits beside the network are left to the search that follows: this one must end with a proof.
    """
    goals = replace(model.goals, order=(Goal.MUST_PLACE,), must_place=free.astype(np.int64))
    patient = replace(settings.solve, time_limit_s=PATIENCE_S)  # "no plan" is said with proof or not at all
    kept = replace(model.sorted_limits, side=())
    in_network = {group.key for group in (*kept.employee_groups, *kept.vacancy_groups)}
    limits = tuple(limit for limit in model.limits if limit.key in in_network)
    asked = replace(model, goals=goals, limits=limits, sorted_limits=kept, keeps_place=None)
    most = solve(asked, patient)
    lost = np.flatnonzero(free & (most.vacancy_of < 0)).tolist()
    if lost:
        names = ", ".join(problem.employees[one].id for one in lost[:_NAMED])
        more = f" dan {len(lost) - _NAMED} pegawai lain" if len(lost) > _NAMED else ""
        raise PlacesLostError(
            f"Tidak ada susunan yang memberi tempat kepada semua pemangku jabatan: NIP {names}{more} "
            "kehilangan jabatannya karena kunci atau batas, dan tidak ada kursi lain yang memenuhi syarat. "
            "Cabut kunci pada jabatan mereka, atau buka kursi bagi mereka.",
            model,
        )
    chosen = free & (most.vacancy_of >= 0)
    people = np.flatnonzero(chosen).astype(np.int32)
    return Arcs(people, most.vacancy_of[people], most.score_of[people])
