"""From the problem of the field to the arrays of the solver."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from penempatan.assignment.model import AssignmentModel
from penempatan.assignment.present import SeatPairs, with_places_kept
from penempatan.assignment.sides import sort_limits
from penempatan.domain.problem import LockKind
from penempatan.errors import NoPlanError, UsageError
from penempatan.objective.goals import goals_of
from penempatan.objective.limits import limits_of
from penempatan.objective.seats import seats_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from penempatan.domain.problem import PlacementProblem
    from penempatan.objective.goals import Goals
    from penempatan.objective.limit import Limit
    from penempatan.objective.seats import Seats
    from penempatan.scoring.pairs import PairSource
    from penempatan.settings.model import Settings


_NAMED = 5  # limits that one message names


def build_model(
    problem: PlacementProblem, settings: Settings, pairs: PairSource, goals: Goals | None = None
) -> AssignmentModel:
    """Return the instance of a round; `goals` saves a caller that has them already from building them.

    Raises:
        NoPlanError: pins exceed the openings of a vacancy or a limit, or pin one person twice, or pin a pair
            that is not eligible.
    """
    if goals is None:
        goals = goals_of(problem, settings)
    limits = limits_of(problem, settings)
    seats = seats_of(problem)
    if problem.incumbents:
        pairs = SeatPairs(pairs, seats)
    pinned = _pinned(problem, pairs)
    _check_pins(problem, seats, limits, pinned)
    sorted_limits = sort_limits(
        limits, pairs, n_employees=len(problem.employees), n_vacancies=len(seats.post), pinned=pinned
    )
    if goals.fairness is not None and (others := [one for one in limits if not _on_people(one)]):
        names = ", ".join(f"“{limit.label}”" for limit in others[:_NAMED])
        more = f" dan {len(others) - _NAMED} batas lain" if len(others) > _NAMED else ""
        raise UsageError(
            f"Tujuan “pemerataan” belum dapat dijamin tepat bersama batas {names}{more}. Pilih salah satu: "
            "hapus pemerataan dari [tujuan] urutan di aturan.toml dan jamin bagian tiap dinas dengan "
            "[batas.masuk_minimal]; atau hapus batas-batas itu. Batas yang hanya menghitung orang "
            "(penempatan_maksimal pada mode isi, dan keluar_maksimal selama tidak ada yang dapat pindah di "
            "dalam dinasnya) boleh tetap."
        )
    model = AssignmentModel(
        n_employees=len(problem.employees),
        n_vacancies=len(seats.post),
        capacity=seats.capacity,
        pairs=pairs,
        goals=goals,
        pinned=_in_kinds(pinned, seats),
        limits=limits,
        sorted_limits=sorted_limits,
    )
    return with_places_kept(problem, settings, model, seats)


def _in_kinds(pinned: Sequence[tuple[int, int, int]], seats: Seats) -> tuple[tuple[int, int, int], ...]:
    """Seat the pins: openings first, then surplus seats."""
    posts = np.array([vacancy for _, vacancy, _ in pinned], dtype=np.int32)
    kinds, _ = seats.kinds(posts, np.zeros(len(seats.post), np.int64))
    return tuple(
        (employee, kind, score) for (employee, _, score), kind in zip(pinned, kinds.tolist(), strict=True)
    )


def _on_people(limit: Limit) -> bool:
    """Whether a limit counts people whatever their seat: see `objective.fairness` for why that matters."""
    weight = limit.weight[np.ix_(np.unique(limit.employee_group), np.unique(limit.vacancy_group))]
    whole = (weight == weight[:, :1]).all() and np.isin(weight, (0, 1)).all()
    return bool(whole) and limit.at_least is None and limit.staying is None


def _pinned(problem: PlacementProblem, pairs: PairSource) -> tuple[tuple[int, int, int], ...]:
    """Return the pins with their scores, sorted; the scores are read off the eligible pairs."""
    employee = {one.id: index for index, one in enumerate(problem.employees)}
    vacancy = {one.code: index for index, one in enumerate(problem.vacancies)}
    wanted = {
        (employee[lock.employee_id], vacancy[lock.vacancy_code])
        for lock in problem.locks
        if lock.kind is LockKind.PIN
    }
    if not wanted:
        return ()
    found: dict[tuple[int, int], int] = {}
    people = np.unique([one for one, _ in wanted])
    for block in pairs.blocks():
        for index in np.flatnonzero(np.isin(block.employee, people)):
            pair = int(block.employee[index]), int(block.vacancy[index])
            if pair in wanted:
                found[pair] = int(block.score[index])
    lost = sorted(wanted - found.keys())
    if lost:
        names = "; ".join(
            f"NIP {problem.employees[one].id} pada formasi {problem.vacancies[other].code}"
            for one, other in lost
        )
        raise NoPlanError(
            f"Pasangan yang dikunci tidak memenuhi syarat: {names}. Cabut kuncinya atau perbaiki datanya."
        )
    return tuple((one, other, score) for (one, other), score in sorted(found.items()))


def _check_pins(
    problem: PlacementProblem,
    seats_there: Seats,
    limits: Sequence[Limit],
    pinned: Sequence[tuple[int, int, int]],
) -> None:
    """Refuse pins that no plan can hold, naming every clash."""
    people = np.bincount(np.array([one for one, _, _ in pinned], np.int64), minlength=len(problem.employees))
    capacity = np.bincount(seats_there.post, seats_there.capacity, len(problem.vacancies)).astype(np.int64)
    seats = np.bincount(np.array([other for _, other, _ in pinned], np.int64), minlength=len(capacity))
    clashes = [
        f"NIP {problem.employees[one].id} dikunci pada {people[one]} formasi sekaligus"
        for one in np.flatnonzero(people > 1)
    ]
    clashes += [
        f"formasi {problem.vacancies[other].code} punya {capacity[other]} lowongan, tetapi "
        f"{seats[other]} pegawai dikunci di sana: NIP "
        + ", ".join(problem.employees[one].id for one, there, _ in pinned if there == other)
        for other in np.flatnonzero(seats > capacity)
    ]
    fixed = np.array(pinned, np.int32).reshape(-1, 3)
    for limit in limits:
        taken = limit.used(fixed[:, 0], fixed[:, 1])
        if limit.at_most is not None and taken > limit.at_most and limit.only_fills:
            counted = np.flatnonzero(limit.weights(fixed[:, 0], fixed[:, 1])).tolist()
            names = ", ".join(problem.employees[pinned[one][0]].id for one in counted)
            clashes.append(
                f"batas “{limit.label}” adalah {limit.at_most}, tetapi kunci saja sudah memakai {taken}: "
                f"NIP {names}"
            )
    if clashes:
        raise NoPlanError(
            "Tidak ada susunan yang memenuhi: "
            + "; ".join(clashes)
            + ". Kurangi kunci atau naikkan batasnya."
        )
