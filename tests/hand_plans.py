"""Plans written by hand for small rounds, explained and wrapped as a run: no solver takes part."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from penempatan.domain.plan import Placement, PlacementPlan, Termination
from penempatan.explain.explain import explain
from penempatan.report.run import RunMeta, RunReport
from penempatan.scoring.build import pair_scores
from penempatan.scoring.pairs import store

if TYPE_CHECKING:
    from penempatan.domain.problem import PlacementProblem
    from penempatan.explain.explanations import Explanations
    from penempatan.scoring.pairs import PairScores
    from penempatan.settings.model import Settings


def plan_by_hand(problem: PlacementProblem, pairs: PairScores, text: str) -> PlacementPlan:
    """Read lines `NIP KODE`, or `NIP KODE tetap` for a pin; scores are those of the pairs."""
    employee = {one.id: index for index, one in enumerate(problem.employees)}
    vacancy = {one.code: index for index, one in enumerate(problem.vacancies)}
    placements = []
    for line in text.strip().splitlines():
        person, code, *pin = line.split()
        score = pairs.judge(employee[person], vacancy[code]).score
        placements.append(Placement(person, code, score, bool(pin)))
    placements.sort(key=lambda one: one.employee_id)
    total = sum(one.score for one in placements)
    return PlacementPlan(tuple(placements), Termination.OPTIMAL, total, total)


def explain_by_hand(problem: PlacementProblem, settings: Settings, text: str) -> Explanations:
    """Explain a plan written as for `plan_by_hand`."""
    pairs = pair_scores(problem, settings)
    return explain(problem, settings, pairs, store(pairs), plan_by_hand(problem, pairs, text))


def run_by_hand(problem: PlacementProblem, settings: Settings, text: str) -> RunReport:
    """Return a whole run around a plan written as for `plan_by_hand`."""
    pairs = pair_scores(problem, settings)
    stored = store(pairs)
    plan = plan_by_hand(problem, pairs, text)
    meta = RunMeta(
        run_id="a1b2c3d4e5f6",
        created=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
        version="0.1.0",
        solver="tangan",
        eligible_pairs=len(stored.block),
        candidate_pairs=len(stored.block),
        pricing_rounds=1,
        seconds=(("baca", 0.1),),
    )
    return RunReport(problem, settings, pairs, plan, explain(problem, settings, pairs, stored, plan), meta)
