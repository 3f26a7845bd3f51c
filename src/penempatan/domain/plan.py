"""The answer: who goes where, how it ended, and the proof."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Termination(Enum):
    """How good the plan is proven to be; the value is what `rekam.json` says."""

    OPTIMAL = "OPTIMAL"
    FEASIBLE = "LAYAK"
    INFEASIBLE = "TIDAK_LAYAK"


@dataclass(frozen=True, slots=True)
class Placement:
    """One person in one seat; `score` in hundredths."""

    employee_id: str
    vacancy_code: str
    score: int
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class TierWeight:
    """One objective tier inside a stage and the integer that multiplies its gain."""

    tier: str  # key of [tujuan] urutan
    multiplier: int


@dataclass(frozen=True, slots=True)
class StageCertificate:
    """Dual prices of one stage, in packed units, aligned with the problem's sorted tuples.

    For every eligible pair (i, j) that all earlier stages leave tight:
    employee[i] + vacancy[j] + Σ limit prices of the groups of i and j ≥ packed gain of (i, j).
    A price is ≥ 0, or free where an earlier stage priced the same node or limit above zero (it is then
    used to the full by every optimal plan), and for everybody who holds a post (who has a place in every plan
    of mode penataan). `vacancy` is by kind of seats: the vacancies, then the surplus seats of posts with more
    holders than openings. Σ employee + Σ openings·vacancy + Σ cap·limit equals the packed
    gain of the plan. Pinned employees and their seats stand outside (price 0).
    """

    weights: tuple[TierWeight, ...]
    employee: tuple[int, ...]
    vacancy: tuple[int, ...]
    limit: tuple[tuple[str, int], ...]  # (limit key, price)
    objective: int  # packed gain of the plan without pins


@dataclass(frozen=True, slots=True)
class TierCertificate:
    """Dual prices of one tier of a round whose limits break the network; `scale` price units a unit of gain.

    For every eligible pair (i, j), with w the weights of the limits and g_s the gains of the earlier tiers:
    employee[i] + vacancy[j] + Σ limit_r·w_r(i, j) − Σ earlier_s·g_s(i, j) ≥ scale · gain(i, j).
    A price of an employee or a vacancy is ≥ 0, free for everybody who holds a post (mode penataan).
    So no plan that keeps the limits and the values of the earlier tiers gains more than (Σ employee +
    Σ openings·vacancy + Σ limit·bound − Σ earlier·value) / scale. Where the plan reaches that, rounded down,
    the tier is proved by its prices; where not, `searched` says that branch and bound closed the rest.
    """

    tier: str  # key of [tujuan] urutan; filling by priority has one tier a priority, "prioritas:1" …
    scale: int
    employee: tuple[int, ...]
    vacancy: tuple[int, ...]
    limit: tuple[tuple[str, int], ...]  # (limit key, price): above zero at an upper bound, below at a lower
    earlier: tuple[int, ...]  # of the tiers before, in order
    value: int  # what the plan reaches in the tier, without pins
    searched: bool


@dataclass(frozen=True, slots=True)
class CutCertificate:
    """A limit that follows from the others for whole plans, with the multipliers it follows by.

    For every eligible pair (i, j) it counts ⌊(employee[i] + vacancy[j] + Σ limit_r·w_r(i, j)) / divisor⌋, in
    all at most ⌊(Σ employee + Σ openings·vacancy + Σ limit·bound) / divisor⌋, what the pins leave of each.
    Multipliers are ≥ 0; that of a limit is above zero at its upper bound and below at its lower one. A limit
    may be a cut that stands before.
    """

    key: str
    divisor: int
    employee: tuple[tuple[int, int], ...]  # (index, multiplier), those that are not 0
    vacancy: tuple[tuple[int, int], ...]
    limit: tuple[tuple[str, int], ...]  # (limit key, multiplier)


@dataclass(frozen=True, slots=True)
class Certificate:
    """The stages of a network, or the tiers of a round whose limits break it, in order."""

    stages: tuple[StageCertificate, ...] = ()
    tiers: tuple[TierCertificate, ...] = ()
    cuts: tuple[CutCertificate, ...] = ()  # of the tiers


@dataclass(frozen=True, slots=True)
class TierValue:
    """What a tier reached, as an exact integer in its own unit."""

    tier: str
    value: int


@dataclass(frozen=True, slots=True)
class TierPrice:
    """What a tier cost a tier below it: the best value of that one without it, and the plan's."""

    tier: str
    below: str
    without: int
    reached: int

    @property
    def cost(self) -> int:
        """By how much the lower tier would be better; negative where it gained."""
        return self.without - self.reached


@dataclass(frozen=True, slots=True)
class PlacementPlan:
    """The proposal. `bound`: the proven upper bound of `total_score` given the earlier tiers, hundredths."""

    placements: tuple[Placement, ...]  # who changes place, sorted by employee id
    termination: Termination
    total_score: int
    bound: int
    tiers: tuple[TierValue, ...] = ()
    certificate: Certificate | None = None
    stays: tuple[Placement, ...] = ()  # mode penataan: who keeps the present post, sorted by employee id

    @property
    def seated(self) -> tuple[Placement, ...]:
        """Everybody who has a place in the plan: those who change it and those who keep it."""
        return (*self.placements, *self.stays)

    @property
    def gap(self) -> int:
        """Bound minus total, hundredths; zero when optimal."""
        return self.bound - self.total_score
