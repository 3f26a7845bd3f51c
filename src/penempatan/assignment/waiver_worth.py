"""What each waiver bought: the plan against the best plan that there is without it, solved exactly."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from penempatan.assignment.build import build_model
from penempatan.assignment.solve import solve
from penempatan.assignment.solve_again import Without
from penempatan.domain.plan import Termination
from penempatan.domain.problem import LockKind
from penempatan.domain.waiver import WaiverEffect, WaiverWorth
from penempatan.eligibility.rule import Verdict
from penempatan.errors import NoPlanError

if TYPE_CHECKING:
    from penempatan.domain.plan import PlacementPlan
    from penempatan.domain.problem import PlacementProblem
    from penempatan.domain.waiver import Waiver
    from penempatan.scoring.pairs import PairScores, PairSource
    from penempatan.settings.model import Settings


def waiver_worths(
    problem: PlacementProblem,
    settings: Settings,
    pairs: PairScores,
    source: PairSource,
    plan: PlacementPlan,
) -> tuple[WaiverWorth, ...]:
    """Return what became of every waiver of the round, in its order.

    A waiver that no placement rests on bought nothing: without it the plan is still there and no plan is
    added, so the plan stays the best. One that a placement rests on takes its pair along: the round is solved
    again without that pair (and without a pin to it).
    """
    placed = {(one.employee_id, one.vacancy_code) for one in plan.placements}
    worths = []
    for waiver in problem.waivers:
        effect = _effect(problem, pairs, waiver, placed)
        if effect is WaiverEffect.USED:
            worths.append(_bought(problem, settings, source, plan, waiver))
        else:
            worths.append(WaiverWorth(waiver, effect))
    return tuple(worths)


def _effect(
    problem: PlacementProblem, pairs: PairScores, waiver: Waiver, placed: set[tuple[str, str]]
) -> WaiverEffect:
    if not waiver.holds_on(problem.judged_on):
        return WaiverEffect.EXPIRED
    judged = pairs.judge(*_indices(problem, waiver))
    own = [one for one in judged.findings if one.code is waiver.rule]
    if not own:
        return WaiverEffect.RULE_OFF
    if all(one.waiver is None for one in own):
        return WaiverEffect.NOT_NEEDED
    if judged.verdict is Verdict.FORBIDDEN:
        return WaiverEffect.NOT_ENOUGH
    used = (waiver.employee_id, waiver.vacancy_code) in placed
    return WaiverEffect.USED if used else WaiverEffect.IDLE


def _bought(
    problem: PlacementProblem, settings: Settings, source: PairSource, plan: PlacementPlan, waiver: Waiver
) -> WaiverWorth:
    pair = waiver.employee_id, waiver.vacancy_code
    locks = tuple(
        lock
        for lock in problem.locks
        if (lock.employee_id, lock.vacancy_code, lock.kind) != (*pair, LockKind.PIN)
    )
    without = Without(source, *_indices(problem, waiver))
    try:
        solution = solve(build_model(replace(problem, locks=locks), settings, without), settings.solve)
    except NoPlanError:  # nothing to compare with: only this waiver lets the round hold
        return WaiverWorth(waiver, WaiverEffect.USED, proven=False)
    return WaiverWorth(
        waiver,
        WaiverEffect.USED,
        fit_gained=plan.total_score - solution.total_score,
        seats_gained=len(plan.seated) - int((solution.vacancy_of >= 0).sum()),
        proven=solution.termination is plan.termination is Termination.OPTIMAL,
    )


def _indices(problem: PlacementProblem, waiver: Waiver) -> tuple[int, int]:
    """Return where the person and the post of a waiver stand in the round."""
    employee = next(index for index, one in enumerate(problem.employees) if one.id == waiver.employee_id)
    vacancy = next(index for index, one in enumerate(problem.vacancies) if one.code == waiver.vacancy_code)
    return employee, vacancy
