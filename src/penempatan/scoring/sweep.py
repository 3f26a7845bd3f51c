"""The eligible pairs of a round too large to hold: recomputed kind by kind, handed over where they matter.

A sweep scores people against kinds of vacancies and compares with a bar. Where the bar covers a person and a
whole kind, all its pairs are done with at once; the others are spelled out and judged alone. Cells that a
component calls exceptional (somebody's own dinas, a wish, a listed score) are always judged alone. A vacancy
with a ban or a waiver is a kind of its own. Memory does not depend on the number of pairs.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from penempatan.eligibility.rule import Verdict
from penempatan.eligibility.tables import Grid
from penempatan.scoring.bars import HASH_BITS, HIGHEST, BestBar, hashed, ranked
from penempatan.scoring.blocks import half_up
from penempatan.scoring.component import Exceptional
from penempatan.scoring.kinds import Kinds, kinds_of
from penempatan.scoring.pairs import PairBlock, concatenate, store
from penempatan.settings.model import Goal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Future

    from numpy.typing import NDArray

    from penempatan.scoring.bars import Bar
    from penempatan.scoring.pairs import PairScores, StoredPairs
    from penempatan.settings.model import Settings

    IntArray = NDArray[np.int32]
    LongArray = NDArray[np.int64]
    ByteArray = NDArray[np.uint8]
    BoolArray = NDArray[np.bool_]

BYTES_A_PAIR = 2 * 13  # stored in blocks, and once more while they are joined
BINS = 512  # of the scores of a kind, when its best are counted
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sheet:
    """People × kinds, scored; and the cells of people × vacancies that differ from their kind."""

    employees: IntArray  # (k,)
    kinds: IntArray  # (m,)
    verdict: ByteArray  # (k, m)
    score: IntArray  # (k, m) hundredths
    open: BoolArray  # (k, m) eligible
    columns: IntArray  # (n,) every vacancy of the kinds, kind by kind
    owner: LongArray  # (n,) position of its kind in `kinds`
    cell: LongArray  # (e,) exceptional cells, sorted: row · n + column
    true_score: IntArray  # (e,)
    true_open: BoolArray  # (e,)

    @property
    def exceptions(self) -> tuple[LongArray, LongArray]:
        """(e,) rows and columns of the exceptional cells."""
        row, column = np.divmod(self.cell, max(len(self.columns), 1))
        return row, column

    @property
    def eligible_pairs(self) -> int:
        """How many pairs may be placed."""
        row, column = self.exceptions
        usual = int(self.open.sum(axis=0) @ np.bincount(self.owner, minlength=len(self.kinds)))
        return usual - int(self.open[row, self.owner[column]].sum()) + int(self.true_open.sum())


@dataclass(frozen=True, slots=True)
class Survey:
    """What one look at every pair tells: their number, and what counts among the best."""

    eligible_pairs: int
    best: BestBar


@dataclass(frozen=True, slots=True)
class Sweep:
    """All eligible pairs of a round, by kinds."""

    pairs: PairScores
    kinds: Kinds
    exceptional: tuple[Exceptional | None, ...]  # the components, where they know exceptions
    workers: int

    def blocks(self) -> Iterator[PairBlock]:
        """Yield every eligible pair exactly once, pair by pair."""
        yield from self.pairs.blocks()

    def survey(self, per_employee: int, per_vacancy: LongArray) -> Survey:
        """Look at every pair once; find the best kinds of everybody and the best people of every kind.

        `per_vacancy` (n_vacancies,) says how many people count as the best of a vacancy.
        """
        least = np.zeros(self.pairs.tables.n_employees, np.int32)
        counts = np.zeros((len(self.kinds.first), BINS), np.int64)
        eligible_pairs = 0
        for sheet in self._in_turn(self._sheet):
            eligible_pairs += sheet.eligible_pairs
            least[sheet.employees] = _best_of_each(sheet, per_employee)
            row, column = np.nonzero(sheet.open)
            place = column * BINS + sheet.score[row, column] * BINS // (HIGHEST + 1)
            counts[sheet.kinds] += np.bincount(place, minlength=len(sheet.kinds) * BINS).reshape(-1, BINS)
        wanted = np.bincount(self.kinds.of, per_vacancy, minlength=len(counts)).astype(np.int64)
        return Survey(eligible_pairs, BestBar(least, *_best_of_kinds(counts, wanted), self.kinds.of))

    def reaching(self, bars: Sequence[Bar], *, one_a_kind: bool = False) -> Iterator[PairBlock]:
        """Yield, each once, all eligible pairs that reach a bar (and perhaps some that do not).

        With `one_a_kind`, of the vacancies of a kind only one is taken for each person, by a hash.
        """
        yield from self._in_turn(partial(self._reaching, bars=bars, one_a_kind=one_a_kind))

    def count(self) -> int:
        """Return the number of eligible pairs."""
        return sum(sheet.eligible_pairs for sheet in self._in_turn(self._sheet))

    def judged(
        self,
        work: Callable[[Sheet], T | None],
        employees: IntArray | None = None,
        kinds: IntArray | None = None,
    ) -> Iterator[T]:
        """Score people × kinds (all, or some of each) sheet by sheet and yield what `work` makes of each.

        `work` runs in threads. A person's kinds stand in one sheet, but for waived pairs in a sheet alone.
        """

        def on_sheet(rows: IntArray, columns: IntArray) -> T | None:
            sheet = self._sheet(rows, columns)
            return work(sheet) if len(sheet.employees) and len(sheet.kinds) else None

        yield from self._in_turn(on_sheet, employees, kinds)

    def exceptional_pairs(self, employees: IntArray, vacancies: IntArray) -> tuple[IntArray, IntArray]:
        """Return the (employees, vacancies) of the pairs among some of each that differ from their kind."""
        rows, columns = [np.empty(0, np.int32)], [np.empty(0, np.int32)]
        for special in self.exceptional:
            if special is not None:
                found = special.exceptions(employees, vacancies)
                rows.append(employees[found.row])
                columns.append(vacancies[found.column])
        return np.concatenate(rows), np.concatenate(columns)

    def _in_turn(
        self,
        work: Callable[[IntArray, IntArray], T | None],
        employees: IntArray | None = None,
        kinds: IntArray | None = None,
    ) -> Iterator[T]:
        """Work on the cuts of the round in threads, a few ahead; the results come in order."""
        first = self.kinds.first if kinds is None else self.kinds.first[kinds]
        with ThreadPoolExecutor(max_workers=max(1, self.workers)) as pool:
            waiting: deque[Future[T | None]] = deque()
            for rows, columns in self.pairs.tables.cuts(employees, first):
                waiting.append(pool.submit(work, rows, columns))
                if len(waiting) > 2 * self.workers and (done := waiting.popleft().result()) is not None:
                    yield done
            while waiting:
                if (done := waiting.popleft().result()) is not None:
                    yield done

    def _reaching(
        self, rows: IntArray, columns: IntArray, bars: Sequence[Bar], one_a_kind: bool
    ) -> PairBlock | None:
        kinds = self.kinds.of[columns]
        worth = [bar.worth_scoring(rows, kinds) for bar in bars]
        rows = rows[np.logical_or.reduce([people for people, _ in worth])]
        columns = columns[np.logical_or.reduce([offered for _, offered in worth])]
        if not len(rows) or not len(columns):
            return None
        sheet = self._sheet(rows, columns)
        near = sheet.open & np.logical_or.reduce(
            [bar.cells(sheet.employees, sheet.kinds, sheet.score) for bar in bars]
        )
        block = concatenate([self._spelled_out(sheet, near, one_a_kind), _exceptions(sheet)])
        reached = np.logical_or.reduce(
            [bar.pairs(block.employee, block.vacancy, block.score) for bar in bars]
        )
        found = block.take(reached)
        return found if len(found) else None

    def _spelled_out(self, sheet: Sheet, near: BoolArray, one_a_kind: bool) -> PairBlock:
        """Return the pairs behind some cells of people × kinds, without the exceptional ones."""
        row, column = np.nonzero(near)
        size = self.kinds.size[sheet.kinds[column]]
        first = np.searchsorted(sheet.owner, column)
        if one_a_kind:
            mark = hashed(sheet.employees[row], sheet.kinds[column] + np.int32(1)).astype(np.int64)
            place = first + (sheet.employees[row] + mark) % np.maximum(size, 1)
        else:
            before = np.cumsum(size) - size
            at = np.repeat(np.arange(len(row)), size)
            place = (first - before)[at] + np.arange(len(at))
            row, column = row[at], column[at]
        if len(sheet.cell):
            cell = row * len(sheet.columns) + place
            found = np.minimum(np.searchsorted(sheet.cell, cell), len(sheet.cell) - 1)
            usual = sheet.cell[found] != cell
            row, column, place = row[usual], column[usual], place[usual]
        return PairBlock(
            sheet.employees[row],
            sheet.columns[place],
            sheet.score[row, column],
            sheet.verdict[row, column] == Verdict.UNVERIFIED,
        )

    def _sheet(self, rows: IntArray, columns: IntArray) -> Sheet:
        """Score people × kinds; `columns` are the vacancies that stand for the kinds."""
        verdict = self.pairs.full_grid(rows, columns).verdict
        allowed = verdict < Verdict.FORBIDDEN
        some, offered = np.flatnonzero(allowed.any(axis=1)), np.flatnonzero(allowed.any(axis=0))
        rows, columns, verdict = rows[some], columns[offered], verdict[np.ix_(some, offered)]
        allowed = verdict < Verdict.FORBIDDEN
        kinds = self.kinds.of[columns]
        everything, owner = self.kinds.members(kinds)
        weights, base = self.pairs.exact_weights(columns)
        total = np.zeros(allowed.shape, dtype=weights.dtype)
        cells, changes = [], []
        for component, special, weight in zip(self.pairs.of_eligible, self.exceptional, weights, strict=True):
            if not weight.any():
                continue
            if special is None:
                total += weight * component.values(rows, columns)
                continue
            usual = special.usual(rows, columns)
            total += weight * usual
            found = special.exceptions(rows, everything)
            kind = owner[found.column]
            here = allowed[found.row, kind]
            row, kind = found.row[here], kind[here]
            cells.append(row * len(everything) + found.column[here])
            changes.append(weight[kind] * (found.value[here] - usual[row, kind]))
        score = half_up(total, base)
        least = self.pairs.score_min
        cell, change = _added_up(cells, changes, total.dtype)
        if self.pairs.tables.waived:
            self.pairs.score_waived(Grid(rows, columns, verdict), score)
            known = np.isin(cell, self._waived_cells(rows, columns, owner), invert=True)
            cell, change = cell[known], change[known]
        row, column = np.divmod(cell, max(len(everything), 1))
        kind = owner[column]
        true_score = half_up(total[row, kind] + change, base[kind])
        return Sheet(
            rows,
            kinds,
            verdict,
            score,
            allowed & (score >= least),
            everything,
            owner,
            cell,
            true_score,
            allowed[row, kind] & (true_score >= least),
        )

    def _waived_cells(self, rows: IntArray, columns: IntArray, owner: LongArray) -> LongArray:
        """Return the cells of waived pairs, whose vacancies are kinds alone: their score is exact."""
        inside = np.array(list(self.pairs.tables.waived.within(rows, columns)), np.int64).reshape(-1, 2)
        cells: LongArray = inside[:, 0] * len(owner) + np.searchsorted(owner, inside[:, 1])
        return cells


def fits(pairs: PairScores, settings: Settings) -> bool:
    """Whether all pairs that may be eligible could be stored in so much memory.

    Listed pairs alone (`hanya_skor_luar`) always can: there are as many as lines in the file. Penataan, where
    everybody's own post is judged apart, and shares of a dinas are a city's matter and always stored.
    """
    if not knows_kinds(pairs) or Goal.FAIRNESS in settings.objective.order:
        return True
    return possible_pairs(pairs) <= (settings.solve.memory_max_mib << 20) // BYTES_A_PAIR


def knows_kinds(pairs: PairScores) -> bool:
    """Whether vacancies can be grouped by kind: not for listed pairs alone, nor in penataan."""
    return pairs.listed_only is None and pairs.home is None


def possible_pairs(pairs: PairScores) -> int:
    """Return how many pairs the rule that forbids most leaves."""
    return sum(len(rows) * len(columns) for rows, columns in pairs.tables.cuts())


def held(pairs: PairScores, settings: Settings) -> StoredPairs | Sweep:
    """Return the eligible pairs stored where they fit into the memory allowed, else as a sweep over them."""
    return store(pairs) if fits(pairs, settings) else sweep_of(pairs, settings.solve.workers)


def sweep_of(pairs: PairScores, workers: int) -> Sweep:
    """Group the vacancies of a round by kind. Not for listed pairs alone or penataan (see `fits`)."""
    if not knows_kinds(pairs):
        raise ValueError("these pairs know no kinds: store them")
    columns = [table.vacancy for table in pairs.tables.tables]
    columns += [component.kind for component in pairs.components]
    columns += [np.asarray(weight) for weight in pairs.weights]
    alone = np.zeros(pairs.tables.n_vacancies, np.int32)
    apart = sorted({vacancy for _, vacancy in (*pairs.banned, *pairs.tables.waived)})
    alone[apart] = np.arange(1, len(apart) + 1)
    columns.append(alone)
    exceptional = tuple(one if isinstance(one, Exceptional) else None for one in pairs.components)
    return Sweep(pairs, kinds_of(columns, pairs.tables.n_vacancies), exceptional, workers)


def _exceptions(sheet: Sheet) -> PairBlock:
    cell = sheet.cell[sheet.true_open]
    row, column = np.divmod(cell, max(len(sheet.columns), 1))
    return PairBlock(
        sheet.employees[row],
        sheet.columns[column],
        sheet.true_score[sheet.true_open],
        sheet.verdict[row, sheet.owner[column]] == Verdict.UNVERIFIED,
    )


def _added_up(
    cells: list[LongArray], changes: list[NDArray[np.signedinteger]], dtype: np.dtype[np.signedinteger]
) -> tuple[LongArray, NDArray[np.signedinteger]]:
    """Return every cell once, sorted, with the sum of its changes."""
    if not cells:
        return np.empty(0, np.int64), np.empty(0, dtype)
    cell, at = np.unique(np.concatenate(cells), return_inverse=True)
    change = np.zeros(len(cell), dtype)
    np.add.at(change, at, np.concatenate(changes))
    return cell, change


def _best_of_each(sheet: Sheet, keep: int) -> IntArray:
    """Return (k,) the ranked value of everybody's `keep`-th best kind; 0 where there are fewer."""
    if sheet.score.shape[1] <= keep:
        return np.zeros(len(sheet.employees), np.int32)
    value = ranked(sheet.score, hashed(sheet.employees[:, None], sheet.kinds[None, :]))
    value[~sheet.open] = 0
    at = value.shape[1] - max(keep, 1)
    least: IntArray = np.partition(value, at, axis=1)[:, at]
    return least


def _best_of_kinds(counts: LongArray, wanted: LongArray) -> tuple[IntArray, IntArray, LongArray]:
    """Return for each kind: from which score on everybody counts, from which some do, and what share."""
    from_top = np.cumsum(counts[:, ::-1], axis=1)[:, ::-1]  # people in this bin or a better one
    full = BINS - (from_top >= wanted[:, None]).sum(axis=1)  # bins from the top that do not suffice
    at = BINS - 1 - full  # the bin in which the wanted number is reached, −1 when never
    edge = -(-np.arange(BINS + 1) * (HIGHEST + 1) // BINS)
    row = np.arange(len(counts))
    above = np.where(at >= 0, edge[np.minimum(at + 1, BINS)], 0)
    within = np.where(at >= 0, edge[np.maximum(at, 0)], 0)
    inside = counts[row, np.maximum(at, 0)]
    short = wanted - (from_top[row, np.maximum(at, 0)] - inside)
    share = np.where(at >= 0, -(-(short << HASH_BITS) // np.maximum(inside, 1)), 1 << HASH_BITS)
    return above.astype(np.int32), within.astype(np.int32), share.astype(np.int64)
