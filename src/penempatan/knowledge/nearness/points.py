"""From evidences to points: a sum of weighted evidences, read as odds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from penempatan.knowledge.nearness.evidence import EVIDENCES
from penempatan.knowledge.tables import rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]

MOST_POINTS = 9_000  # hundredths; what is listed stands above whatever is near


@dataclass(frozen=True, slots=True)
class Weights:
    """Thousandths of log-odds for one unit of each evidence, never negative; and for none at all."""

    evidences: tuple[int, ...]
    constant: int

    def odds(self, evidences: FloatArray) -> FloatArray:
        """Return the log-odds of evidences (len(EVIDENCES), ...)."""
        total = np.full(evidences.shape[1:], float(self.constant))
        for weight, evidence in zip(self.evidences, evidences, strict=True):
            total += weight * evidence
        return total / 1000

    def points(self, evidences: FloatArray) -> NDArray[np.int32]:
        """Return hundredths: the probability that agencies accept it, in MOST_POINTS parts."""
        odds = self.odds(evidences)
        return np.rint(MOST_POINTS / (1 + np.exp(-odds))).astype(np.int32)


@cache
def shipped_weights() -> Weights:
    """Return the weights that come with the package."""
    found = {row["evidence"]: int(row["thousandths"]) for row in rows("nearness_weights")}
    return Weights(tuple(found[name] for name in EVIDENCES), found["constant"])
