"""The goal `minat`: the points of the wish that a placement meets, for any pairs at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from penempatan.scoring.preference import preference_part

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from penempatan.domain.problem import PlacementProblem
    from penempatan.settings.model import Settings

    IntArray = NDArray[np.int32]
    LongArray = NDArray[np.int64]

_BITS = 8


@dataclass(frozen=True, slots=True)
class Wishes:
    """Which vacancies each distinct wish means, a bit a vacancy, and who wishes what."""

    wishes: IntArray  # (n_employees, ranks) number of the wish; 0: none at this rank
    answered: NDArray[np.uint8]  # (wishes, ⌈n_vacancies/8⌉)
    by_rank: tuple[int, ...]  # points, hundredths
    post: IntArray  # (n_kinds,) vacancy of each kind of seats

    @property
    def largest(self) -> int:
        """The most points that a placement can gain."""
        return max((*self.by_rank, 1))

    def points(self, employee: IntArray, vacancy: IntArray) -> LongArray:
        """Return (p,) the points of the first wish of the person that the vacancy answers."""
        found = np.zeros(len(employee), np.int64)
        post = self.post[vacancy]
        byte, bit = post >> 3, (_BITS - 1 - (post & (_BITS - 1))).astype(np.uint8)
        for rank in reversed(range(len(self.by_rank))):
            met = (self.answered[self.wishes[employee, rank], byte] >> bit) & np.uint8(1)
            found[met > 0] = self.by_rank[rank]
        return found


def wishes_of(problem: PlacementProblem, settings: Settings, post: IntArray) -> Wishes:
    """Return the wishes of the round."""
    part = preference_part(problem, settings)
    answered = np.zeros((len(part.answered.start) - 1, -(-len(problem.vacancies) // _BITS)), np.uint8)
    for wish in range(1, len(answered)):
        row = np.zeros(len(problem.vacancies), np.bool_)
        row[part.answered.column[part.answered.start[wish] : part.answered.start[wish + 1]]] = True
        answered[wish] = np.packbits(row)
    return Wishes(part.wishes, answered, part.by_rank, post)
