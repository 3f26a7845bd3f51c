"""The pairs worth handing to the solver first: each person's best vacancies, each vacancy's best people.

An eighth of the pairs, chosen by a hash of the pair, tells about how good a pair must be to count among the
best of its person or vacancy; one more pass keeps those that are, and the best of them are selected.
Whatever is missing, pricing finds. Equal pairs are told apart by the hash, so that a hundred equal people do
not all list the same few vacancies, and the order in which the pairs arrive has no influence.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from penempatan.assignment.arcs import Arcs, canonical, chunks_of, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from penempatan.assignment.arcs import ArcSource
    from penempatan.assignment.network import Network
    from penempatan.assignment.stages import Stage

    LongArray = NDArray[np.int64]
    BoolArray = NDArray[np.bool_]
    HashArray = NDArray[np.uint32]

KEY_BITS = 62  # group, level, rank and tie-break share one sortable integer
TIE_BITS = 10
LEVEL_BITS = 4  # see _levels
SAMPLE_BITS = 3  # one pair in 2^3 is in the sample
ABUNDANCE = 2  # seats abound where there are more than so many a person
SEATS_FACTOR = 2  # a vacancy with many openings lists at least this many people a seat
NO_BAR = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Selection:
    """The pairs to start with, and how many pairs were seen."""

    arcs: Arcs
    seen: int


@dataclass(frozen=True, slots=True)
class _Bars:
    """The largest code that still counts among the best."""

    employee: LongArray  # (n_employees,)
    vacancy: LongArray  # (n_vacancies,)


@dataclass(frozen=True, slots=True)
class _Ranked:
    """Pairs with how good they are, smallest best: as the person and as the vacancy sees it."""

    arcs: Arcs
    for_employee: LongArray  # (p,)
    for_vacancy: LongArray  # (p,)

    def bars(self, keep_employee: LongArray, keep_vacancy: LongArray, n_bits: int) -> _Bars:
        """Return the codes at the ranks `keep_…` of each person and vacancy; no bar where there are fewer."""
        return _Bars(
            _bar(self.arcs.employee, self.for_employee, keep_employee, n_bits),
            _bar(self.arcs.vacancy, self.for_vacancy, keep_vacancy, n_bits),
        )

    def reaching(self, bars: _Bars) -> _Ranked:
        """Return the pairs that reach the bar of their person or their vacancy."""
        best = np.flatnonzero(
            (self.for_employee <= bars.employee.take(self.arcs.employee))
            | (self.for_vacancy <= bars.vacancy.take(self.arcs.vacancy))
        )
        return _Ranked(self.arcs.take(best), self.for_employee[best], self.for_vacancy[best])


@dataclass(frozen=True, slots=True)
class _Ranking:
    """How pairs are ranked.

    By the pair's own gain, cut to the bits that a key leaves, then by the hash. Where seats abound, a person
    sees vacancies of a higher tier first; where people compete for seats, that would only crowd them there.
    """

    stage: Stage
    rank_bits: int
    vacancy_level: LongArray  # (n_vacancies,) added to the rank that a person sees
    shut_employee: BoolArray  # (n_employees,) nothing can pass
    shut_vacancy: BoolArray  # (n_vacancies,)

    def sample(self, chunk: Arcs) -> _Ranked:
        """Return the sampled pairs of a chunk."""
        mask = np.uint32((1 << SAMPLE_BITS) - 1)
        return self._ranked(self._open(chunk.take(np.flatnonzero((_hash(chunk) & mask) == 0))))

    def above(self, bars: _Bars, chunk: Arcs) -> _Ranked:
        """Return the pairs of a chunk that reach a bar: first without, then with their ties broken."""
        rank = self._rank(chunk)
        near = rank <= (bars.vacancy >> TIE_BITS).take(chunk.vacancy)
        if self.vacancy_level.any():
            rank += self.vacancy_level.take(chunk.vacancy)
        near |= rank <= (bars.employee >> TIE_BITS).take(chunk.employee)
        return self._ranked(self._open(chunk.take(np.flatnonzero(near)))).reaching(bars)

    def _ranked(self, arcs: Arcs) -> _Ranked:
        rank, tie = self._rank(arcs), _tie(arcs)
        return _Ranked(
            arcs,
            ((rank + self.vacancy_level.take(arcs.vacancy)) << TIE_BITS) | tie,
            (rank << TIE_BITS) | tie,
        )

    def _rank(self, arcs: Arcs) -> LongArray:
        rank = self.stage.pair_largest - self.stage.pair_gain(arcs)
        shift = (2 * self.stage.pair_largest).bit_length() - self.rank_bits
        if shift > 0:
            rank >>= shift
        return rank

    def _open(self, arcs: Arcs) -> Arcs:
        """Leave out pairs that nothing can pass: a pinned person, a vacancy or limit without a seat left."""
        if not (self.shut_employee.any() or self.shut_vacancy.any()):
            return arcs
        return arcs.take(~(self.shut_employee[arcs.employee] | self.shut_vacancy[arcs.vacancy]))


def select(
    source: ArcSource, stage: Stage, network: Network, *, per_employee: int, per_vacancy: int, workers: int
) -> Selection:
    """Return the best pairs of each employee and of each vacancy."""
    n_employees, n_vacancies = network.employees.n_leaves, network.vacancies.n_leaves
    keep_employee = np.full(n_employees, per_employee, np.int64)
    seats = network.vacancies.capacity[:n_vacancies]
    keep_vacancy = np.maximum(per_vacancy, SEATS_FACTOR * seats)
    seats_abound = int(seats.sum()) > ABUNDANCE * n_employees
    n_bits = _code_bits(n_employees, n_vacancies)
    rank_bits = n_bits - TIE_BITS - LEVEL_BITS
    ranking = _Ranking(
        stage,
        rank_bits,
        _levels(stage.node_gain()[1] * seats_abound) << rank_bits,
        network.employees.closed()[:n_employees],
        network.vacancies.closed()[:n_vacancies],
    )
    seen = 0
    with ThreadPoolExecutor(max_workers=max(1, workers)) as pool:
        parts: list[_Ranked] = []
        for block in source.blocks():
            seen += len(block)
            parts.extend(pool.map(ranking.sample, chunks_of(block)))
        sample = _joined(parts)
        bars = sample.bars(_sample_rank(keep_employee), _sample_rank(keep_vacancy), n_bits)
        parts = []
        for block in source.blocks():
            parts.extend(pool.map(partial(ranking.above, bars), chunks_of(block)))
    near = _joined(parts)
    best = near.reaching(near.bars(keep_employee, keep_vacancy, n_bits))
    return Selection(canonical(best.arcs, n_employees), seen)


def strongest(
    arcs: Arcs, strength: LongArray, n_employees: int, n_vacancies: int, keep: tuple[int, int]
) -> Arcs:
    """Return the strongest arcs of each employee and each vacancy: `keep` (an employee, a vacancy)."""
    n_bits = _code_bits(n_employees, n_vacancies)
    weakness = strength.max(initial=0) - strength
    weakness >>= max(0, int(weakness.max(initial=0)).bit_length() - (n_bits - TIE_BITS))
    code = (weakness << TIE_BITS) | _tie(arcs)
    ranked = _Ranked(arcs, code, code)
    employee, vacancy = np.full(n_employees, keep[0], np.int64), np.full(n_vacancies, keep[1], np.int64)
    return ranked.reaching(ranked.bars(employee, vacancy, n_bits)).arcs


def _code_bits(n_employees: int, n_vacancies: int) -> int:
    return KEY_BITS - max(n_employees, n_vacancies, 2).bit_length()


def _levels(node_gain: LongArray) -> LongArray:
    """Return (n,) 0 for the largest gain, 1 for the next …; all alike beyond what LEVEL_BITS can tell."""
    _, inverse = np.unique(-node_gain, return_inverse=True)
    levels: LongArray = np.minimum(inverse, (1 << LEVEL_BITS) - 1).astype(np.int64)
    return levels


def _sample_rank(keep: LongArray) -> LongArray:
    """Return a rank in the sample so low that `keep` pairs hardly ever lie above: two deviations too low."""
    expected = keep / (1 << SAMPLE_BITS)
    rank: LongArray = np.ceil(expected + 2 * np.sqrt(expected)).astype(np.int64)
    return rank


def _bar(group: NDArray[np.int32], code: LongArray, keep: LongArray, n_bits: int) -> LongArray:
    n_groups = len(keep)
    keys = np.sort((group.astype(np.int64) << n_bits) | code)
    start = np.searchsorted(keys, np.arange(n_groups + 1, dtype=np.int64) << n_bits)
    at = start[:-1] + np.maximum(keep, 1) - 1
    bar = np.full(n_groups, NO_BAR)
    full = at < start[1:]
    bar[full] = keys[at[full]] & ((1 << n_bits) - 1)
    return bar


def _joined(parts: Sequence[_Ranked]) -> _Ranked:
    none = np.empty(0, np.int64)
    return _Ranked(
        joined(part.arcs for part in parts),
        np.concatenate([none, *(part.for_employee for part in parts)]),
        np.concatenate([none, *(part.for_vacancy for part in parts)]),
    )


def _tie(arcs: Arcs) -> LongArray:
    return (_hash(arcs) >> np.uint32(32 - TIE_BITS)).astype(np.int64)


def _hash(arcs: Arcs) -> HashArray:
    """Return (p,) a 32-bit hash of each pair, the same on every machine (xor-multiply, as in Murmur3)."""
    mixed = arcs.employee.astype(np.uint32) * np.uint32(0x9E3779B1)
    mixed ^= arcs.vacancy.astype(np.uint32) * np.uint32(0x85EBCA6B)
    mixed ^= mixed >> np.uint32(15)
    mixed *= np.uint32(0xC2B2AE35)
    mixed ^= mixed >> np.uint32(13)
    return mixed
