"""Limits of the round as groups with a cap: laminar on each side, so the network stays a network."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Side(Enum):
    """Which side of the assignment a limit groups."""

    EMPLOYEE = "pegawai"
    VACANCY = "formasi"


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `at_most` placements among the members. Limits of one side are nested or disjoint."""

    key: str  # stable, such as "masuk:Dinas Kesehatan"
    label: str  # Indonesian, as a message names it
    side: Side
    members: NDArray[np.int32]  # (g,) sorted indices into the problem's tuple of that side
    at_most: int
