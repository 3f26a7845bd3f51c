"""How many more openings could be filled if one rule alone did not apply, exactly.

    more(r) = most openings filled over E ∪ {pairs that r alone forbids} − most over E, the eligible pairs

With limits, or in mode penataan, both are whole solves of the round with its pins and seats, in which
filling openings is the only goal; without, alternating paths from the plan are enough (`more_filled`). A pair
that two rules forbid stays closed whichever of them is lifted.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from penempatan.assignment.arcs import Arcs
from penempatan.assignment.build import build_model
from penempatan.assignment.more_filled import MoreFilled
from penempatan.assignment.solve import solve
from penempatan.domain.plan import Termination
from penempatan.domain.rule_code import RuleCode
from penempatan.domain.rule_lift import LiftGap, RuleLift, RuleLifts
from penempatan.errors import UsageError
from penempatan.scoring.sole_causes import WithoutRule, sole_causes
from penempatan.settings.model import Goal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from penempatan.assignment.model import AssignmentModel, Solution
    from penempatan.domain.problem import PlacementProblem
    from penempatan.eligibility.rule import Rule
    from penempatan.objective.goals import Goals
    from penempatan.scoring.pairs import PairBlock, PairScores, PairSource
    from penempatan.scoring.sole_causes import SoleCauses
    from penempatan.settings.model import Settings


def rule_lifts(
    problem: PlacementProblem,
    settings: Settings,
    pairs: PairScores,
    source: PairSource,
    *,
    model: AssignmentModel,
    solution: Solution,
) -> RuleLifts:
    """Return the figure of every rule that forbids pairs of the round, or why there is none.

    Locks (R35) are decisions of the leadership about persons, not rules: they stay and are not listed.

    There is none where the round has more pairs than the rules allow for this, or a limit that the network
    does not keep, or where the plan itself (`solution`, the answer to `model`) is not proven. All figures
    together take at most the time limit of `settings`; one that is not proven by then is left out.
    """
    openings = sum(one.openings for one in problem.vacancies)
    if len(problem.employees) * len(problem.vacancies) > settings.solve.rule_lift_pairs_max:
        return RuleLifts(openings=openings, gap=LiftGap.TOO_LARGE)
    if model.sorted_limits.side:
        return RuleLifts(openings=openings, gap=LiftGap.SIDE_LIMITS)
    if solution.termination is not Termination.OPTIMAL:
        return RuleLifts(openings=openings, gap=LiftGap.TIME)
    rules = [
        (number, table.rule)
        for number, table in enumerate(pairs.tables.tables)
        if table.rule.code is not RuleCode.R35 and table.forbidden_by_vacancy().any()
    ]
    if not model.limits and not problem.incumbents:
        return _along_paths(rules, sole_causes(pairs, source), model, solution)
    search = _Search(problem, settings, source, model.goals, settings.solve.time_limit_s)
    base = search.most()
    if isinstance(base, LiftGap):
        return RuleLifts(openings=openings, gap=base)
    causes = sole_causes(pairs, source)
    found = [_lift(search, rule, causes.pairs(number), openings - base) for number, rule in rules]
    return RuleLifts(_most_first(found), base, openings)


def _along_paths(
    rules: Sequence[tuple[int, Rule[Any, Any]]],
    causes: SoleCauses,
    model: AssignmentModel,
    solution: Solution,
) -> RuleLifts:
    search, pairs = MoreFilled(model, solution.vacancy_of, causes), causes.counts()
    found = [
        RuleLift(rule.code, rule.source, pairs[number], search.with_cause(number) if pairs[number] else 0)
        for number, rule in rules
    ]
    return RuleLifts(_most_first(found), search.most, int(model.capacity.sum()))


def _most_first(found: list[RuleLift]) -> tuple[RuleLift, ...]:
    return tuple(sorted(found, key=lambda one: (-(one.openings or 0), -one.pairs, one.code.name)))


def _lift(search: _Search, rule: Rule[Any, Any], opened: PairBlock, unfilled: int) -> RuleLift:
    if not len(opened) or not unfilled:
        return RuleLift(rule.code, rule.source, len(opened), 0)
    most = search.most(opened)
    if isinstance(most, LiftGap):
        return RuleLift(rule.code, rule.source, len(opened), None, most)
    return RuleLift(rule.code, rule.source, len(opened), most - search.base)


class _Search:
    """The most openings that can be filled: in the round as it is first, then with more pairs."""

    def __init__(
        self,
        problem: PlacementProblem,
        settings: Settings,
        source: PairSource,
        goals: Goals,
        left_s: float,
    ) -> None:
        self._problem, self._settings, self._source, self._goals = problem, settings, source, goals
        self._ends = time.monotonic() + left_s
        self._start: Arcs | None = None  # the best plan of the round as it is: a good one with more pairs
        self.base = 0

    def most(self, opened: PairBlock | None = None) -> int | LiftGap:
        """Return the most openings filled when some pairs are open, too, or why it is not known."""
        left = int(self._ends - time.monotonic())
        if left < 1:
            return LiftGap.TIME
        source = self._source if opened is None else WithoutRule(self._source, opened)
        try:
            model = build_model(self._problem, self._settings, source, self._goals)
        except UsageError:  # mode penataan: with these pairs a limit would stand beside the network
            return LiftGap.SIDE_LIMITS
        if model.sorted_limits.side:
            return LiftGap.SIDE_LIMITS
        counts = np.minimum(model.goals.priority_gain, 1)  # an opening is an opening; surplus seats are none
        goals = replace(model.goals, order=(Goal.PRIORITY,), priority_gain=counts, fairness=None)
        model = replace(model, goals=goals, start=self._start if self._start is not None else model.start)
        solution = solve(model, replace(self._settings.solve, time_limit_s=left))
        if solution.termination is not Termination.OPTIMAL:
            return LiftGap.TIME
        filled = int(counts[solution.vacancy_of[solution.vacancy_of >= 0]].sum())
        if opened is None:
            self._start, self.base = _free_arcs(model, solution), filled
        return filled


def _free_arcs(model: AssignmentModel, solution: Solution) -> Arcs:
    """Return the placements that no pin holds."""
    free = solution.vacancy_of >= 0
    free[[employee for employee, _, _ in model.pinned]] = False
    people = np.flatnonzero(free).astype(np.int32)
    return Arcs(people, solution.vacancy_of[people], np.zeros(len(people), np.int32))
