"""What a component of the score is: points 0..10000 for a block of pairs, and who is asked for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from penempatan.settings.model import ComponentKey

    IntArray = NDArray[np.int32]
    BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Points:
    """Points of a block: `value` (k, m) hundredths 0..10000 with the neutral share already standing in where
    the person's data are missing; `missing` broadcastable to (k, m), True where it did (fully or in part).
    """

    value: IntArray
    missing: BoolArray


@dataclass(frozen=True, slots=True)
class Cells:
    """Some cells of a block, each once: indices of the block, and their points."""

    row: NDArray[np.signedinteger]  # (p,)
    column: NDArray[np.signedinteger]  # (p,)
    value: IntArray  # (p,)


class Component(Protocol):
    """One named part of the score. Built once per round from the problem and the settings."""

    @property
    def key(self) -> ComponentKey:
        """Which component this is."""

    @property
    def asked(self) -> BoolArray:
        """(n_vacancies,) whether each vacancy asks for it; where not, it drops out for everyone."""

    @property
    def kind(self) -> IntArray:
        """(n_vacancies,) vacancies of one number are worth the same to a person, but in exceptional cells."""

    def values(self, employees: IntArray, vacancies: IntArray) -> IntArray:
        """Return the (k, m) `value` of `points` alone, for scoring in bulk; it may be a read-only view."""

    def points(self, employees: IntArray, vacancies: IntArray) -> Points:
        """Return the points of employees (k,) × vacancies (m,), both as indices into the problem's tuples."""

    def describe(self, employee: int, vacancy: int) -> str:
        """Say in Indonesian what the points of one pair rest on, such as programme and step reached."""


@runtime_checkable
class Exceptional(Component, Protocol):
    """A component in which a few pairs differ from what the kind of the vacancy says."""

    def usual(self, employees: IntArray, vacancies: IntArray) -> IntArray:
        """Return the (k, m) points by the kind of the vacancy alone; it may be a read-only view."""

    def exceptions(self, employees: IntArray, vacancies: IntArray) -> Cells:
        """Return the cells of a block where the points may be others, with their true points."""
