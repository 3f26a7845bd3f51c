"""The shortages that a report names, counted again: seats, and people eligible for one of the posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from penempatan.domain.problem import LockKind
from penempatan.scoring.pairs import StoredPairs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from penempatan.domain.problem import PlacementProblem
    from penempatan.domain.shortage import Shortage
    from penempatan.scoring.pairs import PairScores


def shortage_faults(
    problem: PlacementProblem, pairs: PairScores | StoredPairs, shortages: Iterable[Shortage]
) -> tuple[str, ...]:
    """Return a sentence for every shortage that a count does not confirm."""
    claimed = list(dict.fromkeys(shortages))
    code = {one.code: index for index, one in enumerate(problem.vacancies)}
    pin = {lock.employee_id: code[lock.vacancy_code] for lock in problem.locks if lock.kind is LockKind.PIN}
    pinned_at = np.array([pin.get(one.id, -1) for one in problem.employees], np.int32)
    people = [np.zeros(len(problem.employees), np.bool_) for _ in claimed]
    members = [np.isin(np.arange(len(problem.vacancies)), one.vacancies) for one in claimed]
    wanted = np.logical_or.reduce(members) if members else np.zeros(len(problem.vacancies), np.bool_)
    posts = np.flatnonzero(wanted).astype(np.int32)
    for block in pairs.blocks() if isinstance(pairs, StoredPairs) else pairs.blocks(posts):
        at = pinned_at[block.employee]
        kept = np.flatnonzero(wanted[block.vacancy] & ((at < 0) | (at == block.vacancy)))
        employee, vacancy = block.employee[kept], block.vacancy[kept]
        for who, mine in zip(people, members, strict=True):
            who[employee[mine[vacancy]]] = True
    faults = []
    for one, who in zip(claimed, people, strict=True):
        seats = sum(problem.vacancies[vacancy].openings for vacancy in one.vacancies)
        if (seats, int(who.sum())) != (one.seats, one.people) or one.missing < 1:
            faults.append(
                f"kekurangan pegawai pada formasi {problem.vacancies[one.vacancies[0]].code}: tertulis "
                f"{one.seats} lowongan dan {one.people} pegawai, hasil hitung ulang {seats} dan "
                f"{int(who.sum())}"
            )
    return tuple(faults)
