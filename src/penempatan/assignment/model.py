"""The assignment problem as plain arrays, and its answer; no domain object, no solver object."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from penempatan.assignment.sides import SortedLimits

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from penempatan.assignment.arcs import Arcs
    from penempatan.domain.plan import Certificate, Termination, TierValue
    from penempatan.objective.goals import Goals
    from penempatan.objective.limit import Limit
    from penempatan.scoring.pairs import PairSource

    IntArray = NDArray[np.int32]
    LongArray = NDArray[np.int64]
    BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class AssignmentModel:
    """The instance handed to the solver; its vacancies are kinds of seats (`objective.seats`)."""

    n_employees: int
    n_vacancies: int
    capacity: LongArray  # (n_vacancies,) seats, pins included
    pairs: PairSource
    goals: Goals
    pinned: tuple[tuple[int, int, int], ...]  # (employee, vacancy, score): fixed before solving
    limits: tuple[Limit, ...] = ()  # all of them
    sorted_limits: SortedLimits = field(default_factory=SortedLimits)  # the same, by who keeps them
    keeps_place: BoolArray | None = None  # (n_employees,) must have a place in every plan; None: nobody must
    post: IntArray | None = None  # (n_vacancies,) whose seats each kind is; None: every kind a vacancy
    twins: int = 0  # pairs that are there once more, with surplus seats
    start: Arcs | None = None  # a plan of the free people that gives all of those one; None: the empty plan


@dataclass(frozen=True, slots=True)
class SolveStatistics:
    """What the solve did, for `rekam.json` and the benchmarks."""

    eligible_pairs: int
    candidate_pairs: int
    pricing_rounds: int
    seconds: tuple[tuple[str, float], ...]  # (step, seconds)


@dataclass(frozen=True, slots=True)
class Solution:
    """The answer: `vacancy_of[i]` is the vacancy of employee i or −1."""

    vacancy_of: IntArray  # (n_employees,)
    score_of: IntArray  # (n_employees,) hundredths, 0 where unplaced
    termination: Termination
    total_score: int  # pins included
    bound: int
    tiers: tuple[TierValue, ...]
    certificate: Certificate
    statistics: SolveStatistics
