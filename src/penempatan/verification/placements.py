"""The plan against the round, without any score: ids, seats, pins, bans, people who stay, limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from penempatan.domain.decision import DecisionKind
from penempatan.domain.problem import LockKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from penempatan.domain.plan import PlacementPlan
    from penempatan.domain.problem import PlacementProblem
    from penempatan.objective.limit import Limit
    from penempatan.objective.seats import Seats
    from penempatan.verification.faults import Faults

    IntArray = NDArray[np.int32]
    LongArray = NDArray[np.int64]
    BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class PlacedPairs:
    """The placements and stays whose ids exist, as indices into the problem's tuples; in the plan's order."""

    employee: IntArray  # (n,)
    vacancy: IntArray  # (n,)
    kind: IntArray  # (n,) of the seat (`objective.seats`): openings first, pins before others
    score: LongArray  # (n,) as the plan claims, hundredths
    pinned: BoolArray  # (n,)


@dataclass(frozen=True, slots=True)
class Residue:
    """What is left to decide once the pinned placements stand: the dual certificate speaks of this only."""

    employee: BoolArray  # (n_employees,) not pinned
    openings: LongArray  # (n_kinds,) seats not pinned
    keeps_place: BoolArray  # (n_employees,) not pinned, and in every plan: holds a post of the post map
    pinned_seats: IntArray  # (pins,) their kinds
    caps: dict[str, int]  # key of an upper limit → what it still allows
    floors: dict[str, int]  # key of a lower limit → what it still asks for


def placed_pairs(problem: PlacementProblem, plan: PlacementPlan, seats: Seats, faults: Faults) -> PlacedPairs:
    """Translate the placements to indices; a placement of nobody or to nowhere is a fault and left out."""
    employee_of = {one.id: index for index, one in enumerate(problem.employees)}
    vacancy_of = {one.code: index for index, one in enumerate(problem.vacancies)}
    kept: list[tuple[int, int, int, bool]] = []
    for placement in plan.seated:
        employee = employee_of.get(placement.employee_id)
        vacancy = vacancy_of.get(placement.vacancy_code)
        if employee is None:
            faults.add(f"NIP {placement.employee_id} ditempatkan, tetapi tidak ada pada daftar pegawai")
        if vacancy is None:
            faults.add(
                f"NIP {placement.employee_id} ditempatkan pada formasi {placement.vacancy_code}, "
                "yang tidak ada pada daftar formasi"
            )
        if not 0 <= placement.score <= 10_000:
            faults.add(
                f"NIP {placement.employee_id} pada formasi {placement.vacancy_code}: skor {placement.score} "
                "(perseratus) di luar rentang 0–10000"
            )
        elif employee is not None and vacancy is not None:
            kept.append((employee, vacancy, placement.score, placement.pinned))
    posts = np.array([one[1] for one in kept], dtype=np.int32)
    pinned = np.array([one[3] for one in kept], dtype=np.bool_)
    return PlacedPairs(
        np.array([one[0] for one in kept], dtype=np.int32),
        posts,
        _kinds(posts, pinned, seats),
        np.array([one[2] for one in kept], dtype=np.int64),
        pinned,
    )


def _kinds(vacancy: IntArray, pinned: BoolArray, seats: Seats) -> IntArray:
    kind = vacancy.copy()
    kind[pinned], taken = seats.kinds(vacancy[pinned], np.zeros(len(seats.post), np.int64))
    kind[~pinned], _ = seats.kinds(vacancy[~pinned], taken)
    return kind


def check_present_posts(problem: PlacementProblem, plan: PlacementPlan, faults: Faults) -> None:
    """Nobody loses his post without another one, stays are where people are, placements are changes."""
    held = dict(problem.incumbents)
    seated = {one.employee_id for one in plan.seated}
    for nip, code in problem.incumbents:
        if nip not in seated:
            faults.add(f"NIP {nip} memangku {code}, tetapi usulan tidak memberinya tempat")
    for one in plan.stays:
        if held.get(one.employee_id) != one.vacancy_code:
            faults.add(
                f"NIP {one.employee_id} tertulis tetap pada {one.vacancy_code}, padahal tidak memangkunya"
            )
    for one in plan.placements:
        if held.get(one.employee_id) == one.vacancy_code:
            faults.add(f"NIP {one.employee_id} tertulis pindah ke {one.vacancy_code}, yang sudah dipangkunya")


def check_seats(problem: PlacementProblem, placed: PlacedPairs, seats: Seats, faults: Faults) -> None:
    """One seat a person, no more people than openings, or than hold the post today; no others join those."""
    times = np.bincount(placed.employee, minlength=len(problem.employees))
    for index in np.flatnonzero(times > 1).tolist():
        faults.add(f"NIP {problem.employees[index].id} ditempatkan {int(times[index])} kali")
    taken = np.bincount(placed.vacancy, minlength=len(problem.vacancies))
    there = np.bincount(seats.post, seats.capacity, len(problem.vacancies)).astype(np.int64)
    for index, vacancy in enumerate(problem.vacancies):
        if taken[index] > there[index]:
            faults.add(
                f"formasi {vacancy.code} diisi {int(taken[index])} pegawai, padahal lowongannya "
                f"{int(there[index])}"
            )
    joining = (seats.surplus[placed.vacancy] >= 0) & (seats.home[placed.employee] != placed.vacancy)
    for index in np.flatnonzero(joining).tolist():
        faults.add(
            f"NIP {problem.employees[int(placed.employee[index])].id} masuk ke formasi "
            f"{problem.vacancies[int(placed.vacancy[index])].code}, yang pemangkunya melebihi kebutuhan"
        )


def check_locks(problem: PlacementProblem, placed: PlacedPairs, faults: Faults) -> None:
    """Pins are in the plan and marked, bans are not in it, people with Kunci = ya are where they were."""
    where: dict[str, list[tuple[str, bool]]] = {}
    for employee, vacancy, pinned in zip(
        placed.employee.tolist(), placed.vacancy.tolist(), placed.pinned.tolist(), strict=True
    ):
        code = problem.vacancies[vacancy].code
        where.setdefault(problem.employees[employee].id, []).append((code, pinned))
    pins = {(lock.employee_id, lock.vacancy_code) for lock in problem.locks if lock.kind is LockKind.PIN}
    for lock in problem.locks:
        codes = [code for code, _ in where.get(lock.employee_id, [])]
        if lock.kind is LockKind.PIN and lock.vacancy_code not in codes:
            found = ", ".join(codes) or "tidak ditempatkan"
            faults.add(f"NIP {lock.employee_id} dikunci pada formasi {lock.vacancy_code}, usulan: {found}")
        if lock.kind is LockKind.BAN and lock.vacancy_code in codes:
            faults.add(
                f"NIP {lock.employee_id} dilarang pada formasi {lock.vacancy_code}, tetapi ditempatkan di "
                "sana"
            )
    for nip, seats in where.items():
        for code, pinned in seats:
            if pinned != ((nip, code) in pins):
                claim = (
                    "bertanda kunci, padahal tidak dikunci"
                    if pinned
                    else "dikunci, tetapi tidak bertanda kunci"
                )
                faults.add(f"NIP {nip} pada formasi {code} {claim}")
    pinned_people = {nip for nip, _ in pins}
    held = dict(problem.incumbents)
    for one in problem.employees:
        if (
            one.stays
            and one.id in where
            and one.id not in pinned_people
            and where[one.id][0][0] != held.get(one.id)
        ):
            faults.add(
                f"NIP {one.id} tetap pada jabatannya (Kunci = ya), tetapi ditempatkan pada "
                f"{where[one.id][0][0]}"
            )


def check_review(problem: PlacementProblem, placed: PlacedPairs, faults: Faults) -> None:
    """What the approvers decided stands, read from the decisions themselves: the last word counts."""
    if problem.review is None:
        return
    last: dict[tuple[str, str], tuple[str, bool]] = {}  # pair → what was said, in the plan or not
    for one in problem.review.decisions:
        pair = one.employee_id, one.vacancy_code
        last[pair] = (one.kind.value, one.kind is DecisionKind.APPROVE)
        if one.kind is DecisionKind.REPLACE:
            last[one.alternate_id, one.vacancy_code] = (f"{one.kind.value} (pengganti)", True)
    pairs = {
        (problem.employees[employee].id, problem.vacancies[vacancy].code)
        for employee, vacancy in zip(placed.employee.tolist(), placed.vacancy.tolist(), strict=True)
    }
    people = {nip for nip, _ in pairs - set(problem.incumbents)}  # staying is no placement
    for (nip, code), (said, wanted) in sorted(last.items()):
        if wanted and (nip, code) not in pairs:
            faults.add(f"NIP {nip} pada formasi {code} diputuskan {said}, tetapi tidak ada pada usulan")
        elif not wanted and (nip, code) in pairs:
            faults.add(f"NIP {nip} pada formasi {code} diputuskan {said}, tetapi ada pada usulan")
        elif said == DecisionKind.DEFER.value and nip in people:
            faults.add(f"NIP {nip} diputuskan {said}, tetapi ditempatkan")


def check_limits(placed: PlacedPairs, limits: Sequence[Limit], faults: Faults) -> None:
    """Every limit of the round is kept."""
    for limit in limits:
        used = limit.used(placed.employee, placed.vacancy)
        if limit.at_most is not None and used > limit.at_most:
            faults.add(f"batas “{limit.label}”: {used}, paling banyak {limit.at_most}")
        if limit.at_least is not None and used < limit.at_least:
            faults.add(f"batas “{limit.label}”: {used}, paling sedikit {limit.at_least}")


def residue(problem: PlacementProblem, placed: PlacedPairs, seats: Seats, limits: Sequence[Limit]) -> Residue:
    """Take the pinned placements out of the round."""
    free = np.ones(len(problem.employees), dtype=np.bool_)
    free[placed.employee[placed.pinned]] = False
    openings = seats.capacity - np.bincount(placed.kind[placed.pinned], minlength=len(seats.post))
    fixed = placed.employee[placed.pinned], placed.vacancy[placed.pinned]
    caps = {limit.key: limit.at_most - limit.used(*fixed) for limit in limits if limit.at_most is not None}
    floors = {
        limit.key: limit.at_least - limit.used(*fixed) for limit in limits if limit.at_least is not None
    }
    return Residue(free, openings, free & (seats.home >= 0), placed.kind[placed.pinned], caps, floors)
