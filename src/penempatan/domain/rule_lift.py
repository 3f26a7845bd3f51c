"""What one rule alone keeps empty: how many more openings could be filled if it did not apply."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from penempatan.domain.rule_code import RuleCode


class LiftGap(Enum):
    """Why a figure is missing; the value is its key in `rekam.json`."""

    TOO_LARGE = "ronde_terlalu_besar"
    SIDE_LIMITS = "batas_di_luar_jaringan"
    TIME = "batas_waktu"


@dataclass(frozen=True, slots=True)
class RuleLift:
    """One hard rule of the round, all others, locks, limits and openings unchanged."""

    code: RuleCode
    source: str  # regulation
    pairs: int  # that this rule alone forbids
    openings: int | None  # that could be filled besides those that can be now; None: see `gap`
    gap: LiftGap | None = None


@dataclass(frozen=True, slots=True)
class RuleLifts:
    """Every rule that forbids a pair of the round, the one that would fill most openings first."""

    rules: tuple[RuleLift, ...] = ()
    most: int = 0  # openings that can be filled together as the rules are
    openings: int = 0  # of the round
    gap: LiftGap | None = None  # why there is no figure at all
