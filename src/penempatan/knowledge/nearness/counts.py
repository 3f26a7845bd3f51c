"""What a table of precedents says, counted once and kept ready for judging lists."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from penempatan.knowledge.nearness.fixed import fixed
from penempatan.knowledge.nearness.likeness import word_rarity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from penempatan.knowledge.nearness.table import AcceptedProgramme, PrecedentTable

    IntArray = NDArray[np.int64]
    FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Counts:
    """Counts over the lists of a table. Arrays by programme, by twin, or by list, as said."""

    table: PrecedentTable
    level: IntArray  # by programme: number of its level
    levels: int
    lists_of_level: FloatArray  # (lists, levels): how many programmes of each level a list accepts
    programme_lists: FloatArray  # by programme: lists that accept it, plus one
    twin_rank: IntArray
    twin_lists: FloatArray  # by twin: lists that accept it, plus one
    rarity: FloatArray  # by twin, fixed: log of lists in all over lists that accept it; > 0
    unseen: float  # the rarity of a programme that no list accepts, fixed
    norm: FloatArray  # by list, fixed: rarity of its programmes, summed
    selective: FloatArray  # by twin: see `selectiveness`
    sibling: IntArray  # by twin: of its programmes the one that most lists accept
    words: dict[str, float]  # rarity of the words of names
    pair_rows: dict[int, NDArray[np.int32]]  # by twin, filled as asked: see `pair_lifts`

    def pair_lifts(self, twin: int) -> NDArray[np.int32]:
        """Return by twin, fixed: log of the lists that accept both over what chance alone would give."""
        row = self.pair_rows.get(twin)
        if row is None:
            accepted = self.twin_lists - 1
            members, _ = self.table.twin_lists.take(self.table.twin_holders[twin])
            both = np.bincount(members, minlength=len(accepted))
            chance = accepted[twin] * accepted / max(1, len(self.norm))
            row = fixed(np.log((both + 0.5) / (chance + 0.5))).astype(np.int32)
            self.pair_rows[twin] = row
        return row

    def numbers(self, programmes: Sequence[AcceptedProgramme]) -> tuple[IntArray, IntArray]:
        """Return the row of each programme (of its twin where only that is known) and its twin; −1: none."""
        twins = [self.table.twin_number.get((one.rank, one.name), -1) for one in programmes]
        rows = [
            self.table.number.get((one.level, one.name), self.sibling[twin] if twin >= 0 else -1)
            for one, twin in zip(programmes, twins, strict=True)
        ]
        return np.array(rows, dtype=np.int64), np.array(twins, dtype=np.int64)


@lru_cache(maxsize=8)
def counts_of(table: PrecedentTable) -> Counts:
    """Count a table; the answer is kept."""
    lists = len(table.formations)
    level = numbered([one.level for one in table.programmes])
    levels = int(level.max(initial=-1)) + 1
    of_level = np.bincount(table.lists.owner * levels + level[table.lists.member], minlength=lists * levels)
    by_programme = np.bincount(table.lists.member, minlength=len(table.programmes)).astype(np.float64) + 1
    by_twin = np.bincount(table.twin_lists.member, minlength=len(table.twin_number)).astype(np.float64) + 1
    rarity = fixed(np.log((lists + 2) / by_twin))
    sibling = np.zeros(len(table.twin_number), dtype=np.int64)
    order = np.argsort(by_programme, kind="stable")
    sibling[table.twin[order]] = order
    return Counts(
        table,
        level,
        levels,
        of_level.reshape(lists, levels).astype(np.float64),
        by_programme,
        numbered([rank for rank, _ in table.twin_number]),
        by_twin,
        rarity,
        float(fixed(np.array(math.log(lists + 2)))),
        np.bincount(table.twin_lists.owner, rarity[table.twin_lists.member], lists).astype(np.float64),
        selectiveness(table),
        sibling,
        word_rarity(table.programmes),
        {},
    )


def selectiveness(table: PrecedentTable) -> FloatArray:
    """Return by twin how selective the lists are that accept it, as a natural logarithm.

    Each distinct list shares one voice among its programmes; a twin's voices are set against the vacancies
    that accept it. High for what short lists ask for by name, low for what long, much repeated lists accept
    among many others.
    """
    twins = len(table.twin_number)
    share = 1 / np.maximum(table.twin_lists.sizes, 1)
    voices = np.bincount(table.twin_lists.member, np.repeat(share, table.twin_lists.sizes), twins)
    vacancies = np.bincount(
        table.twin[table.lists.member], np.repeat(table.formations, table.lists.sizes), twins
    )
    return np.log(1 + voices / _NO_VOICE) - np.log(1 + vacancies)


_NO_VOICE = 0.2  # voice of a programme that no list names: a fifth of one list


def numbered(values: Sequence[object]) -> IntArray:
    """Number equal values alike, in order of appearance."""
    numbers: dict[object, int] = {}
    return np.array([numbers.setdefault(one, len(numbers)) for one in values], dtype=np.int64)
