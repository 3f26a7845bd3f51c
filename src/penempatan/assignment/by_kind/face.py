"""The pairs that optimal plans of a stage may use, kept as cells of people × kinds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from penempatan.assignment.arcs import Arcs
from penempatan.assignment.by_kind.sift import pair_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from penempatan.assignment.by_kind.sift import Assay, Priced

    LongArray = NDArray[np.int64]

BLOCK_PAIRS = 1 << 21  # pairs spelled out at once


@dataclass(frozen=True, slots=True)
class Face:
    """What is tight at the prices of a stage: a source of pairs for the next one."""

    assay: Assay
    found: Priced  # at these prices or at others that left it the only ones that may be tight

    def blocks(self) -> Iterator[Arcs]:
        """Yield every tight pair exactly once."""
        pairs = self.found.pairs
        pairs = pairs.take(self.assay.pair_reduced(pairs) == 0)
        if len(pairs):
            yield pairs
        for block in self.usual():
            tight = block.take(self.assay.pair_reduced(block) == 0)
            if len(tight):
                yield tight

    def usual(self) -> Iterator[Arcs]:
        """Yield the pairs behind the cells, without the exceptional ones."""
        cells, kinds = self.found.cells, self.assay.kinds
        n_vacancies = len(self.assay.vacancy)
        if not len(cells):
            return
        ends = np.cumsum(kinds.size[cells.vacancy])
        cuts = np.searchsorted(ends, np.arange(0, int(ends[-1]), BLOCK_PAIRS), "right")
        for start, stop in zip(cuts, np.r_[cuts[1:], len(ends)], strict=True):
            part = cells.take(slice(int(start), int(stop)))
            if not len(part):
                continue
            vacancy, owner = kinds.members(part.vacancy)
            block = Arcs(part.employee[owner], vacancy, part.score[owner])
            yield self._without_exceptional(block, n_vacancies)

    def _without_exceptional(self, block: Arcs, n_vacancies: int) -> Arcs:
        if not len(self.found.apart):
            return block
        has = np.zeros(len(self.assay.employee), np.bool_)
        has[self.found.apart // n_vacancies] = True
        maybe = np.flatnonzero(has[block.employee])
        key = pair_key(block.employee[maybe], block.vacancy[maybe], n_vacancies)
        at = np.minimum(np.searchsorted(self.found.apart, key), len(self.found.apart) - 1)
        keep = np.ones(len(block), np.bool_)
        keep[maybe[self.found.apart[at] == key]] = False
        return block.take(keep)
