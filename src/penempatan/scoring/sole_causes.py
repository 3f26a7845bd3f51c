"""Which pairs a single rule keeps apart: one byte a pair, filled block by block."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from penempatan.eligibility.rule import Verdict
from penempatan.scoring.pairs import PairBlock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from penempatan.scoring.pairs import PairScores, PairSource

    ByteArray = NDArray[np.uint8]

OPEN, SEVERAL = 254, 255  # beside the numbers of the rules
CELLS = 1 << 20  # of one block


@dataclass(frozen=True, slots=True)
class SoleCauses:
    """What stands between every employee and every vacancy."""

    cause: ByteArray  # (n_employees, n_vacancies): number of the only rule that forbids, OPEN or SEVERAL

    def counts(self) -> list[int]:
        """Return (256,) how many pairs each cause has, by its number."""
        total = np.zeros(SEVERAL + 1, np.int64)
        step = max(1, CELLS // max(1, self.cause.shape[1]))
        for start in range(0, len(self.cause), step):
            total += np.bincount(self.cause[start : start + step].ravel(), minlength=len(total))
        counts: list[int] = total.tolist()
        return counts

    def pairs(self, number: int) -> PairBlock:
        """Return the pairs with this cause, without their scores."""
        rows, columns = [np.empty(0, np.int32)], [np.empty(0, np.int32)]
        step = max(1, CELLS // max(1, self.cause.shape[1]))
        for start in range(0, len(self.cause), step):
            row, column = np.nonzero(self.cause[start : start + step] == number)
            rows.append((row + start).astype(np.int32))
            columns.append(column.astype(np.int32))
        employee, vacancy = np.concatenate(rows), np.concatenate(columns)
        return PairBlock(
            employee, vacancy, np.zeros(len(employee), np.int32), np.zeros(len(employee), np.bool_)
        )


@dataclass(frozen=True, slots=True)
class WithoutRule:
    """The eligible pairs of a round in which one rule does not apply."""

    eligible: PairSource
    opened: PairBlock

    def blocks(self) -> Iterator[PairBlock]:
        """Yield every pair exactly once."""
        yield from self.eligible.blocks()
        if len(self.opened):
            yield self.opened


def sole_causes(pairs: PairScores, source: PairSource) -> SoleCauses:
    """Return the cause of every pair; `source` has the eligible pairs of `pairs`.

    Whatever closes a pair besides the rules (a ban, the external list, the minimum score, a post closed to
    others) counts as several causes: no rule lifted would open it.
    """
    tables = pairs.tables
    cause = np.full((tables.n_employees, tables.n_vacancies), SEVERAL, np.uint8)
    columns = np.arange(tables.n_vacancies, dtype=np.int32)
    step = max(1, CELLS // max(1, len(columns)))
    for start in range(0, tables.n_employees, step):
        rows = np.arange(start, min(start + step, tables.n_employees), dtype=np.int32)
        cause[rows] = _causes(pairs, rows, columns)
    for block in source.blocks():
        cause[block.employee, block.vacancy] = OPEN
    return SoleCauses(cause)


def _causes(pairs: PairScores, rows: NDArray[np.int32], columns: NDArray[np.int32]) -> ByteArray:
    forbidding = np.zeros((len(rows), len(columns)), np.uint8)
    last = np.full(forbidding.shape, SEVERAL, np.uint8)
    waived = list(pairs.tables.waived.within(rows, columns))
    for number, table in enumerate(pairs.tables.tables):
        held = table.employee[rows]
        if not table.concerns[held].any():
            continue
        found = table.verdict.take(held, axis=0).take(table.vacancy[columns], axis=1) == Verdict.FORBIDDEN
        for row, column in waived:
            pair = int(rows[row]), int(columns[column])
            if table.rule.code in pairs.tables.waived.by_pair[pair]:
                found[row, column] = False
        forbidding += found
        last[found] = number
    sole = forbidding == 1
    if sole.any():
        sole &= ~pairs.closed_besides_rules(rows, columns)
    return np.where(sole, last, np.uint8(SEVERAL))
