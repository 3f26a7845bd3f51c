"""Fixed-point numbers: sums of whole numbers are the same in whatever order they are added.

A pair then has the points it has within any block of pairs, on any machine, to the last digit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

UNIT = 1 << 20  # sums of products of two such numbers stay below 2**53, exact in a float


def fixed(values: NDArray[np.float64], unit: int = UNIT) -> NDArray[np.float64]:
    """Return whole multiples of 1/unit, as floats that hold them exactly."""
    return np.rint(values * unit)
