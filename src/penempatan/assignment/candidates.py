"""The pairs worth handing to the solver first: each person's best vacancies, each vacancy's best people.

Selected in one pass over the blocks with memory for the selection alone. Ties are broken by a scrambled
index, so that a hundred equal employees do not all list the same few vacancies, and the result does not
depend on the order in which the pairs arrive.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from penempatan.assignment.arcs import Arcs, canonical, chunks_of, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from penempatan.assignment.arcs import ArcSource
    from penempatan.assignment.network import Network
    from penempatan.assignment.stages import Stage

    IntArray = NDArray[np.int32]
    LongArray = NDArray[np.int64]

KEY_BITS = 62
SLICE = 1 << 19  # pairs coded at a time
MERGE_AT = 1 << 17  # offered pairs waiting before they are merged into the selection
SCRAMBLE = 0x9E3779B1  # odd multiplier of Fibonacci hashing (Knuth, TAOCP 3, 6.4)
SAMPLE_STEP = 8  # one pair in so many sets the first bar
SEATS_FACTOR = 2  # a vacancy with many openings lists at least this many employees a seat


@dataclass(frozen=True, slots=True)
class Selection:
    """The pairs to start with, and how many pairs were seen."""

    arcs: Arcs
    seen: int


@dataclass(slots=True)
class _Best:
    """The `keep` best pairs of every group so far; a group is an employee or a vacancy."""

    by_employee: bool
    keep: LongArray  # (n_groups,)
    n_items: int
    code_bits: int
    kept: Arcs = field(default_factory=lambda: joined([]))
    kept_code: LongArray = field(default_factory=lambda: np.empty(0, np.int64))
    waiting: list[tuple[Arcs, LongArray]] = field(default_factory=list)
    n_waiting: int = 0
    worst: LongArray = field(init=False)  # (n_groups,) largest code still worth offering

    def __post_init__(self) -> None:
        self.worst = np.full(len(self.keep), np.iinfo(np.int64).max)

    def offer(self, chunks: Sequence[tuple[Arcs, LongArray]]) -> None:
        """Take in the pairs of a block with their code (p,), smallest best."""
        if self.by_employee:  # blocks list people one after another: no bar would be set for the next person
            self._raise_the_bar(chunks)
        for arcs, code in chunks:
            good = np.flatnonzero(code <= self.worst.take(self._group(arcs)))
            if not len(good):
                continue
            self.waiting.append((arcs, code) if len(good) == len(arcs) else (arcs.take(good), code[good]))
            self.n_waiting += len(good)
            if self.n_waiting >= max(MERGE_AT, len(self.kept)):
                self.merge()

    def merge(self) -> None:
        """Fold the waiting pairs into the selection."""
        arcs = joined([self.kept, *(part for part, _ in self.waiting)])
        code = np.concatenate([self.kept_code, *(part for _, part in self.waiting)])
        self.waiting, self.n_waiting = [], 0
        best = self._best(arcs, code)
        self.kept, self.kept_code = arcs.take(best), code[best]

    def _raise_the_bar(self, chunks: Sequence[tuple[Arcs, LongArray]]) -> None:
        """Rank a sample first: what is not among the best of a sample is not among the best of all."""
        arcs = joined(arcs.take(slice(None, None, SAMPLE_STEP)) for arcs, _ in chunks)
        code = np.concatenate([code[::SAMPLE_STEP] for _, code in chunks])
        for start in range(0, len(arcs), MERGE_AT):
            part = slice(start, start + MERGE_AT)
            self._best(arcs.take(part), code[part])

    def _best(self, arcs: Arcs, code: LongArray) -> NDArray[np.intp]:
        """Return the indices of each group's best `keep` pairs among these, and lower `worst` by them."""
        if not len(arcs):
            return np.empty(0, np.intp)
        group = self._group(arcs).astype(np.int64)
        item = (arcs.vacancy if self.by_employee else arcs.employee).astype(np.int64)
        item_bits = max(1, int(self.n_items - 1).bit_length())
        scrambled = (item ^ (group * SCRAMBLE >> 8)) & ((1 << item_bits) - 1)
        order = np.argsort((((group << self.code_bits) | code) << item_bits) | scrambled)
        group = group[order]
        start = np.flatnonzero(np.r_[True, group[1:] != group[:-1]])
        place = np.arange(len(group)) - np.repeat(start, np.diff(np.r_[start, len(group)]))
        keep = self.keep[group]
        last = place == keep - 1
        self.worst[group[last]] = np.minimum(self.worst[group[last]], code[order[last]])
        best: NDArray[np.intp] = order[place < keep]
        return best

    def _group(self, arcs: Arcs) -> IntArray:
        return arcs.employee if self.by_employee else arcs.vacancy


def strongest(
    arcs: Arcs, strength: LongArray, n_employees: int, n_vacancies: int, keep: tuple[int, int]
) -> Arcs:
    """Return the strongest arcs of each employee and each vacancy: `keep` (an employee, a vacancy)."""
    code_bits = _code_bits(n_employees, n_vacancies)
    weakness = strength.max(initial=0) - strength
    weakness >>= max(0, int(weakness.max(initial=0)).bit_length() - code_bits)
    sides = (
        _Best(True, np.full(n_employees, keep[0], np.int64), n_vacancies, code_bits),
        _Best(False, np.full(n_vacancies, keep[1], np.int64), n_employees, code_bits),
    )
    for side in sides:
        side.offer([(arcs, weakness)])
        side.merge()
    return canonical(joined([side.kept for side in sides]), n_employees)


def _code_bits(n_employees: int, n_vacancies: int) -> int:
    return KEY_BITS - 2 * max(n_employees, n_vacancies, 2).bit_length()


def select(
    source: ArcSource, stage: Stage, network: Network, *, per_employee: int, per_vacancy: int, workers: int
) -> Selection:
    """Return the best pairs of each employee and each vacancy by the pair's own part of the packed gain.

    Pairs that nothing can pass (a pinned person, a vacancy or limit without a seat left) are left out.
    """
    n_employees, n_vacancies = network.employees.n_leaves, network.vacancies.n_leaves
    shut_employee = network.employees.closed()[:n_employees]
    shut_vacancy = network.vacancies.closed()[:n_vacancies]
    any_shut = bool(shut_employee.any() or shut_vacancy.any())
    code_bits = _code_bits(n_employees, n_vacancies)
    span = 2 * stage.largest
    shift = max(0, span.bit_length() - code_bits)

    keep_employee = np.full(n_employees, max(1, per_employee), np.int64)
    seats = np.maximum(network.vacancies.capacity[:n_vacancies], 0)
    keep_vacancy = np.maximum(max(1, per_vacancy), SEATS_FACTOR * seats)
    best = (
        _Best(True, keep_employee, n_vacancies, code_bits),
        _Best(False, keep_vacancy, n_employees, code_bits),
    )
    seen = 0
    with ThreadPoolExecutor(max_workers=min(2, max(1, workers))) as pool:
        for block in source.blocks():
            seen += len(block)
            for start in range(0, len(block), SLICE):
                coded = []
                for chunk in chunks_of(block.take(slice(start, start + SLICE))):
                    arcs = chunk
                    if any_shut:
                        arcs = chunk.take(~(shut_employee[chunk.employee] | shut_vacancy[chunk.vacancy]))
                    coded.append((arcs, (stage.largest - stage.pair_gain(arcs)) >> shift))
                list(pool.map(lambda side, work=coded: side.offer(work), best))
        list(pool.map(_Best.merge, best))
    return Selection(canonical(joined([side.kept for side in best]), n_employees), seen)
