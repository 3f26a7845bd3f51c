"""From the problem of the field to the arrays of the solver."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from penempatan.assignment.model import AssignmentModel
from penempatan.domain.problem import LockKind
from penempatan.errors import NoPlanError, UsageError
from penempatan.objective.goals import goals_of
from penempatan.objective.limits import LEAVE_KEY, Side, limits_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from penempatan.assignment.model import PairSource
    from penempatan.domain.problem import PlacementProblem
    from penempatan.objective.goals import Goals
    from penempatan.objective.limits import Limit
    from penempatan.settings.model import Settings

    LongArray = NDArray[np.int64]


def build_model(problem: PlacementProblem, settings: Settings, pairs: PairSource) -> AssignmentModel:
    """Return the instance of a round.

    Raises:
        NoPlanError: pins exceed the openings of a vacancy or a limit, or pin one person twice, or pin a pair
            that is not eligible.
        UsageError: a limit on leavers cannot be kept exactly, because people of that dinas may also be placed
            within it.
    """
    goals = goals_of(problem, settings)
    limits = limits_of(problem, settings)
    capacity = np.array([vacancy.openings for vacancy in problem.vacancies], dtype=np.int64)
    pinned = _pinned(problem, pairs)
    _check_pins(problem, capacity, limits, pinned)
    _check_leave_limits(goals, limits, pairs, frozenset(employee for employee, _, _ in pinned))
    return AssignmentModel(
        len(problem.employees), len(problem.vacancies), capacity, pairs, goals, pinned, limits
    )


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
    capacity: LongArray,
    limits: Sequence[Limit],
    pinned: Sequence[tuple[int, int, int]],
) -> None:
    """Refuse pins that no plan can hold, naming every clash."""
    people = np.bincount(np.array([one for one, _, _ in pinned], np.int64), minlength=len(problem.employees))
    seats = np.bincount(np.array([other for _, other, _ in pinned], np.int64), minlength=len(capacity))
    clashes = [
        f"NIP {problem.employees[one].id} dikunci pada {people[one]} formasi sekaligus"
        for one in np.flatnonzero(people > 1)
    ]
    clashes += [
        f"formasi {problem.vacancies[other].code} punya {capacity[other]} lowongan, tetapi "
        f"{seats[other]} pegawai dikunci di sana"
        for other in np.flatnonzero(seats > capacity)
    ]
    for limit in limits:
        taken = int((people if limit.side is Side.EMPLOYEE else seats)[limit.members].sum())
        if taken > limit.at_most:
            clashes.append(f"batas “{limit.label}” adalah {limit.at_most}, tetapi {taken} penempatan dikunci")
    if clashes:
        raise NoPlanError(
            "Tidak ada susunan yang memenuhi: "
            + "; ".join(clashes)
            + ". Kurangi kunci atau naikkan batasnya."
        )


def _check_leave_limits(
    goals: Goals, limits: Sequence[Limit], pairs: PairSource, pinned: frozenset[int]
) -> None:
    """Refuse a limit on leavers whose people could also be placed inside their own dinas.

    Such a placement is no leaving, but a limit on people counts it: an exact plan for the wrong rule.
    """
    leaving = [limit for limit in limits if limit.key.startswith(LEAVE_KEY)]
    if not leaving:
        return
    limit_of = np.full(len(goals.employee_dinas), -1, np.int32)
    for number, limit in enumerate(leaving):
        limit_of[limit.members] = number
    limit_of[sorted(pinned)] = -1
    mixed: set[int] = set()
    for block in pairs.blocks():
        inside = goals.employee_dinas[block.employee] == goals.vacancy_dinas[block.vacancy]
        mixed |= set(limit_of[block.employee[inside]].tolist())
    mixed.discard(-1)
    if mixed:
        names = ", ".join(f"“{leaving[number].label}”" for number in sorted(mixed))
        raise UsageError(
            f"Batas {names} tidak dapat dijaga dengan tepat: ada pegawai perangkat daerah itu yang juga "
            "memenuhi syarat untuk formasi di perangkat daerahnya sendiri, dan penempatan itu bukan keluar. "
            "Hapus batasnya di aturan.toml (atau Keluar Maksimal pada Dinas), atau larang pasangan di dalam "
            "perangkat daerah itu lewat berkas kunci."
        )
