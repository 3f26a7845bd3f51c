"""From people who enter a kind to people in its vacancies: any of them will do, but the exceptional ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from penempatan.assignment.arcs import Arcs, joined
from penempatan.assignment.by_kind.sift import pair_key

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from penempatan.assignment.network import Flow
    from penempatan.scoring.sweep import Sweep

    LongArray = NDArray[np.int64]

PEOPLE_AT_ONCE = 2_048
TRIES = 256  # neighbours that may swap seats


def seated(sweep: Sweep, pool: Arcs, flow: Flow, n_vacancies: int) -> Arcs | None:
    """Return the pairs of a flow with their true scores, or None where somebody fits no seat of the kind."""
    chosen = pool.take(flow.chosen)
    single = chosen.vacancy < n_vacancies
    cells = chosen.take(~single)  # by kind, as the seats
    seat = np.repeat(sweep.kinds.member, flow.by_kind[sweep.kinds.member])
    kind = sweep.kinds.of[seat]
    if not np.array_equal(kind + n_vacancies, cells.vacancy):
        return None
    apart = _exceptional(sweep, cells, seat, n_vacancies)
    start = np.searchsorted(kind, kind, "left")
    stop = np.searchsorted(kind, kind, "right")
    score = cells.score.copy()
    for one in np.flatnonzero(_among(apart, cells.employee, seat, n_vacancies)).tolist():
        if not _among(apart, cells.employee[[one]], seat[[one]], n_vacancies)[0]:
            continue  # an earlier one has swapped with it
        others = np.arange(start[one], min(stop[one], start[one] + TRIES))
        mine = np.full(len(others), one)
        fine = ~_among(apart, cells.employee[mine], seat[others], n_vacancies)
        fine &= ~_among(apart, cells.employee[others], seat[mine], n_vacancies)
        if fine.any():
            other = int(others[np.argmax(fine)])
            seat[one], seat[other] = seat[other], seat[one]
            continue
        judgement = sweep.pairs.judge(int(cells.employee[one]), int(seat[one]))
        if not judgement.eligible:
            return None
        score[one] = judgement.score
    return joined([chosen.take(single), Arcs(cells.employee, seat, score)])


def _exceptional(sweep: Sweep, cells: Arcs, seat: NDArray[np.int32], n_vacancies: int) -> LongArray:
    """Return the sorted keys of the exceptional pairs among people and the seats of their kinds."""
    keys = [np.empty(0, np.int64)]
    for start in range(0, len(cells), PEOPLE_AT_ONCE):
        part = slice(start, start + PEOPLE_AT_ONCE)
        kinds = cells.vacancy[part]
        here = np.searchsorted(cells.vacancy, [kinds[0], kinds[-1] + 1])
        employee, vacancy = sweep.exceptional_pairs(cells.employee[part], np.unique(seat[here[0] : here[1]]))
        keys.append(pair_key(employee, vacancy, n_vacancies))
    return np.unique(np.concatenate(keys))


def _among(
    keys: LongArray, employee: NDArray[np.int32], vacancy: NDArray[np.int32], n_vacancies: int
) -> NDArray[np.bool_]:
    if not len(keys):
        return np.zeros(len(employee), np.bool_)
    key = pair_key(employee, vacancy, n_vacancies)
    found: NDArray[np.bool_] = keys[np.minimum(np.searchsorted(keys, key), len(keys) - 1)] == key
    return found
