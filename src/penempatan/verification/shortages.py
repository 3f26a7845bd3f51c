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


_NOBODY = np.empty((2, 0), np.int32)


def shortage_faults(
    problem: PlacementProblem, pairs: PairScores | StoredPairs, shortages: Iterable[Shortage]
) -> tuple[str, ...]:
    """Return a sentence for every shortage that a count does not confirm."""
    claimed = list(dict.fromkeys(shortages))
    code = {one.code: index for index, one in enumerate(problem.vacancies)}
    pin = {lock.employee_id: code[lock.vacancy_code] for lock in problem.locks if lock.kind is LockKind.PIN}
    pinned_at = np.array([pin.get(one.id, -1) for one in problem.employees], np.int32)
    members = np.zeros(len(problem.vacancies), np.bool_)
    members[[post for one in claimed for post in one.vacancies]] = True
    posts = np.flatnonzero(members).astype(np.int32)
    found = [_NOBODY]
    for block in pairs.blocks() if isinstance(pairs, StoredPairs) else pairs.blocks(posts):
        at = pinned_at[block.employee]
        kept = np.flatnonzero(members[block.vacancy] & ((at < 0) | (at == block.vacancy)))
        found.append(np.stack([block.vacancy[kept], block.employee[kept]]))
    vacancy, employee = np.concatenate(found, axis=1)
    order = np.argsort(vacancy, kind="stable")
    employee, start = employee[order], np.searchsorted(vacancy[order], np.arange(len(members) + 1))
    faults = []
    for one in claimed:
        people = len(np.unique(np.concatenate([employee[start[at] : start[at + 1]] for at in one.vacancies])))
        seats = sum(problem.vacancies[vacancy].openings for vacancy in one.vacancies)
        if (seats, people) != (one.seats, one.people) or one.missing < 1:
            faults.append(
                f"kekurangan pegawai pada formasi {problem.vacancies[one.vacancies[0]].code}: tertulis "
                f"{one.seats} lowongan dan {one.people} pegawai, hasil hitung ulang {seats} dan "
                f"{people}"
            )
    return tuple(faults)
