"""Pay ranks (golongan). PNS and PPPK are two scales that are never compared with each other."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

_ROMAN = (
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX",
    "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII",
)  # fmt: skip
_LETTERS = {"I": "abcd", "II": "abcd", "III": "abcd", "IV": "abcde"}
PNS_RANKS = tuple(f"{roman}/{letter}" for roman, letters in _LETTERS.items() for letter in letters)
PPPK_RANKS = _ROMAN


class RankScale(Enum):
    """Which ladder a rank belongs to."""

    PNS = "PNS"
    PPPK = "PPPK"


@dataclass(frozen=True, slots=True)
class Rank:
    """A rank as its scale and its step: 1 = I/a .. 17 = IV/e (PNS), 1 = I .. 17 = XVII (PPPK)."""

    scale: RankScale
    step: int

    @property
    def label(self) -> str:
        """The rank as people write it, such as `III/c` or `IX`."""
        return (PNS_RANKS if self.scale is RankScale.PNS else PPPK_RANKS)[self.step - 1]


def pns_rank(label: str) -> Rank:
    """Return the PNS rank written exactly `III/c`; ValueError for anything else."""
    return Rank(RankScale.PNS, PNS_RANKS.index(label) + 1)
