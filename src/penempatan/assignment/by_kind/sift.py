"""What one look at a sheet of people × kinds keeps: the cells to hand to the solver, or the uncovered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from penempatan.assignment.arcs import Arcs, canonical, joined
from penempatan.scoring.bars import HASH_BITS, hashed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from penempatan.assignment.by_kind.prices import Worth
    from penempatan.assignment.potentials import Prices
    from penempatan.scoring.kinds import Kinds
    from penempatan.scoring.sweep import Sheet

    IntArray = NDArray[np.int32]
    LongArray = NDArray[np.int64]
    BoolArray = NDArray[np.bool_]

NOWHERE = np.iinfo(np.int64).min >> 2
STRONGEST = 6  # uncovered cells of a person, where there are too many
NOBODY = np.iinfo(np.int64).max >> 2  # a threshold that nobody reaches


@dataclass(frozen=True, slots=True)
class Open:
    """Who and what can still be placed."""

    employee: BoolArray  # (n_employees,)
    vacancy: BoolArray  # (n_vacancies,)
    kind: BoolArray  # (n_kinds,) some of its vacancies


@dataclass(frozen=True, slots=True)
class Sifted:
    """Cells of people × kinds and exceptional pairs."""

    cells: Arcs  # `vacancy` is the kind
    pairs: Arcs  # exceptional ones
    eligible_pairs: int


@dataclass(frozen=True, slots=True)
class Sieve:
    """Keeps everybody's best kinds at guessed prices, and every kind's best people.

    Ranked by a code: reduced gain minus the person's best one, above HASH_BITS of a hash of both.
    """

    kinds: Kinds
    worth: Worth
    open: Open
    kind_price: LongArray  # (n_kinds,) the guess
    margin: int  # a cell within this of the person's best may be kept
    keep: int  # so many of a person
    least_code: LongArray  # (n_kinds,) a cell with this code is kept whatever else the person has

    def __call__(self, sheet: Sheet) -> Sifted:
        """Sift a sheet."""
        people, kinds, worth = sheet.employees, sheet.kinds, self.worth
        reduced = sheet.score * np.int64(worth.unit)
        reduced += worth.employee[people][:, None]
        reduced -= self.kind_price[kinds]
        row, column = sheet.exceptions
        usable = sheet.open & self.open.kind[kinds]
        usable &= self.open.employee[people][:, None]
        _shut_exceptional(usable, row, sheet.owner[column], self.kinds.size[kinds])
        reduced[~usable] = NOWHERE
        free = self.open.vacancy[sheet.columns[column]] & self.open.employee[people[row]] & sheet.true_open
        row, column, score = row[free], column[free], sheet.true_score[free]
        special = worth.unit * score.astype(np.int64) + worth.employee[people[row]]
        special -= self.kind_price[kinds[sheet.owner[column]]]
        best = reduced.max(axis=1)
        np.maximum.at(best, row, special)
        np.maximum(best, 0, out=best)
        reduced -= best[:, None]
        least = np.minimum(-self.margin, self.least_code[kinds] >> HASH_BITS)
        near_row, near_column = np.nonzero(reduced >= least)
        mark = hashed(people[near_row], kinds[near_column])
        code = (reduced[near_row, near_column] << HASH_BITS) | mark
        among = (code >> HASH_BITS) >= -self.margin
        among[among] = _turn(near_row[among], code[among]) < self.keep
        kept = among | (code >= self.least_code[kinds[near_column]])
        near_row, near_column = near_row[kept], near_column[kept]
        close = special >= best[row] - self.margin
        return Sifted(
            Arcs(people[near_row], kinds[near_column], sheet.score[near_row, near_column]),
            Arcs(people[row[close]], sheet.columns[column[close]], score[close]),
            sheet.eligible_pairs,
        )


@dataclass(frozen=True, slots=True)
class Priced:
    """What prices do not cover with something to spare: cells of people × kinds, exceptional pairs."""

    cells: Arcs  # `vacancy` is the kind; a vacancy of it with the least price is tight or uncovered
    pairs: Arcs  # exceptional pairs, tight or uncovered
    apart: LongArray  # sorted keys of the exceptional pairs behind the cells: see `Face`
    whole: bool = True  # whether all are here, or of the uncovered everybody's strongest alone


@dataclass(frozen=True, slots=True)
class Assay:
    """Finds what is tight or uncovered at some prices."""

    kinds: Kinds
    unit: int
    employee: LongArray  # (n_employees,) price minus own worth
    vacancy: LongArray  # (n_vacancies,) likewise
    least: LongArray  # (n_kinds,) the least of `vacancy` in a kind
    left_out: BoolArray | None = None  # (n_employees,) who is looked at elsewhere

    def __call__(self, sheet: Sheet) -> Priced:
        """Look at a sheet."""
        people, kinds = sheet.employees, sheet.kinds
        slack = sheet.score * np.int64(self.unit)
        slack -= self.employee[people][:, None]
        slack -= self.least[kinds]
        near = sheet.open & (slack >= 0)
        row, column = sheet.exceptions
        vacancy = sheet.columns[column]
        special = self.unit * sheet.true_score.astype(np.int64) - self.employee[people[row]]
        special -= self.vacancy[vacancy]
        close = sheet.true_open & (special >= 0)
        _shut_exceptional(near, row, sheet.owner[column], self.kinds.size[kinds])
        behind = near[row, sheet.owner[column]]
        if self.left_out is not None:
            apart = self.left_out[people]
            near[apart] = False
            close &= ~apart[row]
            behind &= ~apart[row]
        near_row, near_column = np.nonzero(near)
        return Priced(
            Arcs(people[near_row], kinds[near_column], sheet.score[near_row, near_column]),
            Arcs(people[row[close]], vacancy[close], sheet.true_score[close]),
            pair_key(people[row[behind]], vacancy[behind], len(self.vacancy)),
        )

    def cell_reduced(self, cells: Arcs) -> LongArray:
        """Return (c,) gain minus prices at the vacancy of the kind with the least price."""
        gain: LongArray = self.unit * cells.score.astype(np.int64)
        gain -= self.employee[cells.employee]
        gain -= self.least[cells.vacancy]
        return gain

    def pair_reduced(self, pairs: Arcs) -> LongArray:
        """Return (p,) gain minus prices."""
        gain: LongArray = self.unit * pairs.score.astype(np.int64)
        gain -= self.employee[pairs.employee]
        gain -= self.vacancy[pairs.vacancy]
        return gain


@dataclass(frozen=True, slots=True)
class Bids:
    """Finds what somebody would give for a kind: the most that a pair is worth beyond the person's price."""

    unit: int
    employee: LongArray  # (n_employees,) price minus own worth
    open: BoolArray  # (n_employees,)

    def __call__(self, sheet: Sheet) -> tuple[IntArray, LongArray]:
        """Return the kinds of a sheet and the highest bid for each."""
        bid = sheet.score * np.int64(self.unit)
        bid -= self.employee[sheet.employees][:, None]
        bid[~(sheet.open & self.open[sheet.employees][:, None])] = NOWHERE
        return sheet.kinds, bid.max(axis=0)


def priced(parts: Iterable[Priced], assay: Assay, most_cells: int) -> Priced:
    """Return all parts as one; where there are too many cells, everybody's strongest uncovered ones."""
    found: list[Priced] = []
    n_cells, whole = 0, True
    for part in parts:
        found.append(part)
        n_cells += len(part.cells)
        whole = whole and part.whole
        if n_cells > most_cells and whole:
            whole = False
            found = [_strongest(one, assay) for one in found]
        elif not whole:
            found[-1] = _strongest(part, assay)
    return Priced(
        joined(one.cells for one in found),
        joined(one.pairs for one in found),
        np.unique(np.concatenate([np.empty(0, np.int64), *(one.apart for one in found)])),
        whole,
    )


def _strongest(part: Priced, assay: Assay) -> Priced:
    """Return the uncovered cells of a sheet, the strongest of everybody, and the uncovered pairs."""
    reduced = assay.cell_reduced(part.cells)
    over = np.flatnonzero(reduced > 0)
    over = over[np.argsort(part.cells.employee[over], kind="stable")]
    over = over[_turn(part.cells.employee[over], reduced[over]) < STRONGEST]
    pairs = part.pairs.take(assay.pair_reduced(part.pairs) > 0)
    return Priced(part.cells.take(over), pairs, part.apart, False)


def pooled(parts: Iterable[Sifted], n_vacancies: int, n_employees: int) -> Arcs:
    """Return cells and exceptional pairs as one pool, sorted by where they end."""
    arcs: list[Arcs] = []
    for part in parts:
        arcs += [part.pairs, to_kinds(part.cells, n_vacancies)]
    return canonical(joined(arcs), n_employees)


def to_kinds(cells: Arcs, n_vacancies: int) -> Arcs:
    """Return cells as arcs of a pool: they end in n_vacancies + kind."""
    return Arcs(cells.employee, cells.vacancy + np.int32(n_vacancies), cells.score)


def assay_of(prices: Prices, worth: Worth, kinds: Kinds) -> Assay:
    """Return what judges sheets by some prices."""
    employee = prices.employee[: len(worth.employee)] - worth.employee
    vacancy = prices.vacancy[: len(worth.vacancy)] - worth.vacancy
    return Assay(kinds, worth.unit, employee, vacancy, kinds.least(vacancy))


def pair_key(employee: IntArray, vacancy: IntArray, n_vacancies: int) -> LongArray:
    """Return (p,) one number a pair."""
    key: LongArray = employee.astype(np.int64) * n_vacancies + vacancy
    return key


def _shut_exceptional(cells: BoolArray, row: LongArray, kind: LongArray, size: LongArray) -> None:
    """Leave out the cells behind which every vacancy is an exceptional one."""
    here = cells[row, kind]
    cell, count = np.unique(row[here] * len(size) + kind[here], return_counts=True)
    full = cell[count >= size[cell % len(size)]]
    cells[full // len(size), full % len(size)] = False


def _turn(group: NDArray[np.signedinteger], code: LongArray) -> LongArray:
    """Return (k,) how many of the same group have a higher code; groups stand together, in order."""
    order = np.lexsort((-code, group))
    start = np.flatnonzero(np.r_[True, group[1:] != group[:-1]]) if len(group) else np.empty(0, np.intp)
    turn = np.empty(len(group), np.int64)
    turn[order] = np.arange(len(group)) - np.repeat(start, np.diff(np.r_[start, len(group)]))
    return turn
