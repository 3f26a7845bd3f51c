"""What the writers of a result are given: one run, whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from penempatan.domain.what_if import WhatIfs

if TYPE_CHECKING:
    from datetime import datetime

    from penempatan.domain.change import Change
    from penempatan.domain.plan import PlacementPlan, TierPrice
    from penempatan.domain.problem import PlacementProblem
    from penempatan.domain.remark import Remark
    from penempatan.domain.rule_lift import RuleLifts
    from penempatan.domain.waiver import WaiverWorth
    from penempatan.explain.explanations import Explanations
    from penempatan.scoring.pairs import PairScores
    from penempatan.settings.model import Settings


@dataclass(frozen=True, slots=True)
class RunMeta:
    """Facts about the run that are not facts about the plan."""

    run_id: str  # stable short id of inputs + rules + version, lower-case hex
    created: datetime  # aware, UTC
    version: str  # of penempatan
    solver: str  # such as "ortools 9.15.6755 SimpleMinCostFlow"
    eligible_pairs: int
    candidate_pairs: int
    pricing_rounds: int
    seconds: tuple[tuple[str, float], ...]  # (stage, seconds) in order


@dataclass(frozen=True, slots=True)
class RunReport:
    """Everything the writers need; they compute no decision of their own."""

    problem: PlacementProblem
    settings: Settings
    pairs: PairScores
    plan: PlacementPlan
    explanations: Explanations
    meta: RunMeta
    waivers: tuple[WaiverWorth, ...] = ()  # what each line of pengecualian.* bought
    tier_prices: tuple[TierPrice, ...] | None = None  # None: not computed, or not proved in time
    what_ifs: WhatIfs = field(default_factory=WhatIfs)
    rule_lifts: RuleLifts | None = None  # what each rule alone keeps empty; None: nobody asked
    changes: tuple[Change, ...] = ()  # since the plan that was decided on; a review only
    remarks: tuple[Remark, ...] = ()  # what people wrote in earlier workbooks besides their decisions
