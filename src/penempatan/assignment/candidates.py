"""The pairs worth handing to the solver first: each person's best vacancies, each vacancy's best people.

An eighth of the pairs, chosen by a hash of the pair, tells about how good a pair must be to count among
the best of its person or vacancy; one more pass keeps those that are, and the best of them are selected.
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
    from numpy.typing import NDArray

    from penempatan.assignment.arcs import ArcSource
    from penempatan.assignment.network import Network
    from penempatan.assignment.stages import Stage

    LongArray = NDArray[np.int64]
    BoolArray = NDArray[np.bool_]
    HashArray = NDArray[np.uint32]

KEY_BITS = 62  # group, code and tie-break share one sortable integer
TIE_BITS = 10
SAMPLE_BITS = 3  # one pair in 2^3 is in the sample
SEATS_FACTOR = 2  # a vacancy with many openings lists at least this many people a seat


@dataclass(frozen=True, slots=True)
class Selection:
    """The pairs to start with, and how many pairs were seen."""

    arcs: Arcs
    seen: int


@dataclass(frozen=True, slots=True)
class _Ranking:
    """How good a pair is, smallest best: its gain, cut to the bits that a key leaves, then its hash."""

    stage: Stage
    code_bits: int
    shut_employee: BoolArray  # (n_employees,) nothing can pass
    shut_vacancy: BoolArray  # (n_vacancies,)

    def sample(self, chunk: Arcs) -> tuple[Arcs, LongArray]:
        """Return the sampled pairs of a chunk with their codes."""
        mask = np.uint32((1 << SAMPLE_BITS) - 1)
        arcs = self._open(chunk.take(np.flatnonzero((_hash(chunk) & mask) == 0)))
        return arcs, _with_hash(self._rank(arcs), arcs)

    def above(self, bars: tuple[LongArray, LongArray], chunk: Arcs) -> tuple[Arcs, LongArray]:
        """Return the pairs of a chunk that reach the bar of their person or their vacancy, with codes."""
        rank = self._rank(chunk)
        good = _reaching(chunk, rank, (bars[0] >> TIE_BITS, bars[1] >> TIE_BITS))
        arcs = self._open(chunk.take(good))
        code = _with_hash(self._rank(arcs), arcs)
        best = _reaching(arcs, code, bars)
        return arcs.take(best), code[best]

    def _rank(self, arcs: Arcs) -> LongArray:
        rank = self.stage.pair_largest - self.stage.pair_gain(arcs)
        shift = (2 * self.stage.pair_largest).bit_length() - (self.code_bits - TIE_BITS)
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
    """Return about the best pairs of each employee and vacancy by the pair's own part of the packed gain."""
    n_employees, n_vacancies = network.employees.n_leaves, network.vacancies.n_leaves
    seats = network.vacancies.capacity[:n_vacancies]
    keep = (
        np.full(n_employees, per_employee, np.int64),
        np.maximum(per_vacancy, SEATS_FACTOR * seats),
    )
    ranking = _Ranking(
        stage,
        _code_bits(n_employees, n_vacancies),
        network.employees.closed()[:n_employees],
        network.vacancies.closed()[:n_vacancies],
    )
    bits = ranking.code_bits
    with ThreadPoolExecutor(max_workers=max(1, workers)) as pool:
        seen = 0
        sampled: list[tuple[Arcs, LongArray]] = []
        for block in source.blocks():
            seen += len(block)
            sampled.extend(pool.map(ranking.sample, chunks_of(block)))
        bars = _bars(*_joined(sampled), _sample_ranks(keep), bits)
        kept: list[tuple[Arcs, LongArray]] = []
        for block in source.blocks():
            kept.extend(pool.map(partial(ranking.above, bars), chunks_of(block)))
    arcs, code = _joined(kept)
    best = _reaching(arcs, code, _bars(arcs, code, keep, bits))
    return Selection(canonical(arcs.take(best), n_employees), seen)


def strongest(
    arcs: Arcs, strength: LongArray, n_employees: int, n_vacancies: int, keep: tuple[int, int]
) -> Arcs:
    """Return the strongest arcs of each employee and each vacancy: `keep` (an employee, a vacancy)."""
    code_bits = _code_bits(n_employees, n_vacancies)
    code = strength.max(initial=0) - strength
    code >>= max(0, int(code.max(initial=0)).bit_length() - (code_bits - TIE_BITS))
    code = _with_hash(code, arcs)
    ranks = np.full(n_employees, keep[0], np.int64), np.full(n_vacancies, keep[1], np.int64)
    return arcs.take(_reaching(arcs, code, _bars(arcs, code, ranks, code_bits)))


def _code_bits(n_employees: int, n_vacancies: int) -> int:
    return KEY_BITS - max(n_employees, n_vacancies, 2).bit_length()


def _joined(parts: list[tuple[Arcs, LongArray]]) -> tuple[Arcs, LongArray]:
    codes = [code for _, code in parts]
    return joined(arcs for arcs, _ in parts), np.concatenate(codes) if codes else np.empty(0, np.int64)


def _sample_ranks(keep: tuple[LongArray, LongArray]) -> tuple[LongArray, LongArray]:
    """Return ranks in the sample so low that `keep` pairs hardly ever lie above: two deviations too low."""
    step = 1 << SAMPLE_BITS
    low = [np.ceil(ranks / step + 2 * np.sqrt(ranks / step)).astype(np.int64) for ranks in keep]
    return low[0], low[1]


def _bars(
    arcs: Arcs, code: LongArray, ranks: tuple[LongArray, LongArray], code_bits: int
) -> tuple[LongArray, LongArray]:
    """Return the code at the given rank of each employee and each vacancy; no bar where there are fewer."""
    return (
        _bar(arcs.employee.astype(np.int64), code, ranks[0], code_bits),
        _bar(arcs.vacancy.astype(np.int64), code, ranks[1], code_bits),
    )


def _bar(group: LongArray, code: LongArray, rank: LongArray, code_bits: int) -> LongArray:
    n_groups = len(rank)
    keys = np.sort((group << code_bits) | code)
    start = np.searchsorted(keys, np.arange(n_groups + 1, dtype=np.int64) << code_bits)
    at = start[:-1] + np.maximum(rank, 1) - 1
    bar = np.full(n_groups, np.iinfo(np.int64).max)
    full = at < start[1:]
    bar[full] = keys[at[full]] & ((1 << code_bits) - 1)
    return bar


def _reaching(arcs: Arcs, code: LongArray, bars: tuple[LongArray, LongArray]) -> NDArray[np.intp]:
    return np.flatnonzero((code <= bars[0].take(arcs.employee)) | (code <= bars[1].take(arcs.vacancy)))


def _with_hash(rank: LongArray, arcs: Arcs) -> LongArray:
    return (rank << TIE_BITS) | (_hash(arcs) >> np.uint32(32 - TIE_BITS))


def _hash(arcs: Arcs) -> HashArray:
    """Return (p,) a 32-bit hash of each pair, the same on every machine (xor-multiply, as in Murmur3)."""
    mixed = arcs.employee.astype(np.uint32) * np.uint32(0x9E3779B1)
    mixed ^= arcs.vacancy.astype(np.uint32) * np.uint32(0x85EBCA6B)
    mixed ^= mixed >> np.uint32(15)
    mixed *= np.uint32(0xC2B2AE35)
    mixed ^= mixed >> np.uint32(13)
    return mixed
