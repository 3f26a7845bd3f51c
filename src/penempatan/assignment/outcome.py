"""How a stage ended: its plan, its prices, and what later stages may still use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from penempatan.assignment.arcs import Arcs
    from penempatan.assignment.by_kind.face import Face
    from penempatan.assignment.potentials import Prices
    from penempatan.assignment.recomputed import RecomputedArcs
    from penempatan.assignment.stages import Stage


@dataclass(frozen=True, slots=True)
class StageOutcome:
    """How a stage ended. `prices` cover every pair of its source, proven or not."""

    stage: Stage
    plan: Arcs
    prices: Prices
    proven: bool
    face: Arcs | RecomputedArcs | Face  # pairs that optimal plans may use; of no meaning when not proven
    pairs_seen: int
    candidates: int  # the most pairs that the solver was given at once
    rounds: int
    value: int  # packed, what the plan reaches beside the pins
    dual: int  # packed, the total of the prices
