"""How good a pair must be for a sweep to hand it over: exact for every pair, judged in bulk for most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from penempatan.scoring.kinds import Kinds

    IntArray = NDArray[np.int32]
    LongArray = NDArray[np.int64]
    BoolArray = NDArray[np.bool_]

HIGHEST = 10_000  # hundredths
HASH_BITS = 8


class Bar(Protocol):
    """What a pair of a person, a vacancy and a score must reach."""

    def worth_scoring(self, employees: IntArray, kinds: IntArray) -> tuple[BoolArray, BoolArray]:
        """Return (k,) and (m,): people and kinds (some of each) that reach the bar with some score."""

    def cells(self, employees: IntArray, kinds: IntArray, score: IntArray) -> BoolArray:
        """Return (k, m) whether somebody may reach the bar at some vacancy of a kind, with this score."""

    def pairs(self, employee: IntArray, vacancy: IntArray, score: IntArray) -> BoolArray:
        """Return (p,) whether the pairs may reach it; True wherever they do."""


@dataclass(frozen=True, slots=True)
class SumBar:
    """unit·score + extra ≥ employee + vacancy: reached by every pair that such prices do not cover.

    A kind is judged by the least price among its vacancies: where that covers the pair, it covers them all.
    """

    unit: int
    extra: int
    employee: LongArray  # (n_employees,)
    vacancy: LongArray  # (n_vacancies,)
    of_kind: LongArray  # (n_kinds,) the least of `vacancy` in a kind

    def worth_scoring(self, employees: IntArray, kinds: IntArray) -> tuple[BoolArray, BoolArray]:
        """Compare with the highest score there can be."""
        own, offered = self.employee[employees], self.of_kind[kinds]
        most = self.unit * HIGHEST + self.extra
        return own + offered.min() <= most, offered + own.min() <= most

    def cells(self, employees: IntArray, kinds: IntArray, score: IntArray) -> BoolArray:
        """Compare with the least price of the kind."""
        slack = score * np.int64(self.unit)
        slack -= (self.employee[employees] - self.extra)[:, None]
        reached: BoolArray = slack >= self.of_kind[kinds]
        return reached

    def pairs(self, employee: IntArray, vacancy: IntArray, score: IntArray) -> BoolArray:
        """Compare with the price of the vacancy itself."""
        gain = score * np.int64(self.unit) + self.extra
        reached: BoolArray = gain >= self.employee[employee] + self.vacancy[vacancy]
        return reached


def sum_bar(kinds: Kinds, unit: int, extra: int, employee: LongArray, vacancy: LongArray) -> SumBar:
    """Return the bar of prices (n_employees,) and (n_vacancies,)."""
    return SumBar(unit, extra, employee, vacancy, kinds.least(vacancy))


@dataclass(frozen=True, slots=True)
class ChosenBar:
    """Reached by the pairs of a plan."""

    chosen: IntArray  # (n_employees,) the vacancy of each person, −1 for none
    kind_of: IntArray  # (n_vacancies,)

    def worth_scoring(self, employees: IntArray, kinds: IntArray) -> tuple[BoolArray, BoolArray]:
        """Those who sit somewhere, and where they sit."""
        chosen = self.chosen[employees]
        return chosen >= 0, np.isin(kinds, self.kind_of[chosen[chosen >= 0]])

    def cells(self, employees: IntArray, kinds: IntArray, score: IntArray) -> BoolArray:
        """The kind of the person's vacancy."""
        chosen = self.chosen[employees]
        kind = np.where(chosen >= 0, self.kind_of[chosen], -1)
        reached: BoolArray = kind[:, None] == kinds
        return reached

    def pairs(self, employee: IntArray, vacancy: IntArray, score: IntArray) -> BoolArray:
        """The person's vacancy itself."""
        reached: BoolArray = self.chosen[employee] == vacancy
        return reached


@dataclass(frozen=True, slots=True)
class BestBar:
    """Among the best of the person, or of the kind; equals are told apart by a hash of both."""

    employee: IntArray  # (n_employees,) least `ranked` value that counts
    above: IntArray  # (n_kinds,) a score of at least this counts
    within: IntArray  # (n_kinds,) one of at least this counts if the hash is below `share`
    share: LongArray  # (n_kinds,) of 2^HASH_BITS
    kind_of: IntArray  # (n_vacancies,)

    def worth_scoring(self, employees: IntArray, kinds: IntArray) -> tuple[BoolArray, BoolArray]:
        """Anybody may be among the best somewhere."""
        return np.ones(len(employees), np.bool_), np.ones(len(kinds), np.bool_)

    def cells(self, employees: IntArray, kinds: IntArray, score: IntArray) -> BoolArray:
        """Rank the cells of a block."""
        mark = hashed(employees[:, None], kinds[None, :])
        return self._among(self.employee[employees][:, None], kinds, score, mark)

    def pairs(self, employee: IntArray, vacancy: IntArray, score: IntArray) -> BoolArray:
        """Rank single pairs."""
        kinds = self.kind_of[vacancy]
        return self._among(self.employee[employee], kinds, score, hashed(employee, kinds))

    def of_kinds(self, employee: IntArray, vacancy: IntArray, score: IntArray) -> BoolArray:
        """Return (p,) whether the people of the pairs are among the best of the vacancy's kind."""
        kinds = self.kind_of[vacancy]
        best: BoolArray = score >= self.above[kinds]
        best |= (score >= self.within[kinds]) & (hashed(employee, kinds) < self.share[kinds])
        return best

    def _among(self, least: IntArray, kinds: IntArray, score: IntArray, mark: IntArray) -> BoolArray:
        best: BoolArray = ranked(score, mark) >= least
        best |= score >= self.above[kinds]
        best |= (score >= self.within[kinds]) & (mark < self.share[kinds])
        return best


def ranked(score: IntArray, mark: IntArray) -> IntArray:
    """Return score and hash as one number, the score first."""
    return (score << HASH_BITS) | mark


def hashed(employees: IntArray, kinds: IntArray) -> IntArray:
    """Return HASH_BITS bits of a hash of each person and kind, the same on every machine."""
    mixed = employees.astype(np.uint32) * np.uint32(0x9E3779B1) ^ kinds.astype(np.uint32) * np.uint32(
        0x85EBCA6B
    )
    mixed ^= mixed >> np.uint32(15)
    mixed *= np.uint32(0xC2B2AE35)
    return (mixed >> np.uint32(32 - HASH_BITS)).astype(np.int32)
