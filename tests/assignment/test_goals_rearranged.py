"""Every goal at every place of the order in mode penataan, read by its definition, over all plans."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import given, settings

from oracle import _answers as answers
from oracle_plans import lot
from penempatan.domain.plan import Termination
from penempatan.errors import InputError, NoPlanError
from penempatan.scoring.build import pair_scores
from penempatan.scoring.locks import check_locks
from penempatan.settings.model import Goal, Settings
from penempatan.verification.check import verify
from random_rounds import seeds
from rearranged_rounds import (
    every_rearrangement,
    open_pairs,
    random_limited_rearrangement,
    random_rearrangement,
)
from whole_rounds import solved

if TYPE_CHECKING:
    from random import Random

    from oracle_plans import Plan
    from penempatan.domain.problem import PlacementProblem

CHOSEN = (Goal.PRIORITY, Goal.MUST_PLACE, Goal.FIT, Goal.FEWEST_MOVES, Goal.WORST_OFF, Goal.WISHES)


def _drawn(random: Random, limited: bool) -> tuple[PlacementProblem, Settings]:
    """Return a round with its goals in any order; pemerataan among them where limits allow it."""
    draw = random_limited_rearrangement if limited else random_rearrangement
    problem, rules = draw(random)
    goals = random.sample([*CHOSEN, *(() if limited else (Goal.FAIRNESS,))], random.randint(3, 6))
    if Goal.FIT not in goals:
        goals.append(Goal.FIT)
    objective = replace(rules.objective, order=(*goals, Goal.LOT))
    return problem, replace(rules, objective=objective)


def _worth(
    problem: PlacementProblem, rules: Settings, score: dict[tuple[str, str], int], plan: Plan
) -> list[object]:
    """Return what a plan is worth, goal by goal, straight from the definitions."""
    people = {one.id: one for one in problem.employees}
    posts = {one.code: one for one in problem.vacancies}
    codes = [code for _, code in plan]
    filled = {one.code: min(one.openings, codes.count(one.code)) for one in problem.vacancies}
    points = (rules.preference.first, rules.preference.second, rules.preference.third)

    def shares(level: int) -> list[Fraction]:
        found = []
        for office in {one.dinas for one in problem.vacancies}:
            mine = [one for one in problem.vacancies if one.dinas == office and one.priority == level]
            if seats := sum(one.openings for one in mine):
                found.append(Fraction(sum(filled[one.code] for one in mine), seats))
        return sorted(found)

    def wish(nip: str, code: str) -> int:
        met = zip(people[nip].preferences, points, strict=False)
        return next((worth for asked, worth in met if answers(posts[code], asked)), 0)

    worth: dict[Goal, object] = {
        Goal.PRIORITY: [
            sum(filled[one.code] for one in problem.vacancies if one.priority == level) for level in (1, 2, 3)
        ],
        Goal.MUST_PLACE: sum(people[nip].must_place for nip, _ in plan),
        Goal.FIT: sum(score[pair] for pair in plan),
        Goal.FEWEST_MOVES: -sum(pair not in problem.incumbents for pair in plan),
        Goal.FAIRNESS: [shares(level) for level in (1, 2, 3)],
        Goal.WORST_OFF: [
            -sum(score[pair] < least for pair in plan) for least in sorted(rules.objective.worst_off)
        ],
        Goal.WISHES: sum(wish(*pair) for pair in plan),
        Goal.LOT: sum(lot(*pair, rules.solve.seed) for pair in plan),
    }
    return [worth[goal] for goal in rules.objective.order]


def _equals_all_plans(problem: PlacementProblem, rules: Settings) -> None:
    plans = every_rearrangement(problem, rules)
    try:
        check_locks(problem, pair_scores(problem, rules))
        plan = solved(problem, rules)
    except (InputError, NoPlanError):
        assert not plans
        return
    score = open_pairs(problem, rules)
    found = frozenset((one.employee_id, one.vacancy_code) for one in plan.seated)
    assert found in plans
    assert plan.termination is Termination.OPTIMAL
    # the lot may be left to a bounded search where limits stand beside the network: all else is compared
    assert _worth(problem, rules, score, found)[:-1] == max(
        _worth(problem, rules, score, one)[:-1] for one in plans
    )
    verify(problem, rules, plan)


@given(seeds.map(lambda random: _drawn(random, limited=False)))
@settings(max_examples=80, deadline=None)
def test_any_order_of_goals_gives_the_best_of_all_plans(drawn: tuple[PlacementProblem, Settings]) -> None:
    """Filling, people, fit, moves, leximin, worst-off and wishes in any order: no plan is better."""
    _equals_all_plans(*drawn)


@given(seeds.map(lambda random: _drawn(random, limited=True)))
@settings(max_examples=40, deadline=None)
def test_any_order_of_goals_beside_limits(drawn: tuple[PlacementProblem, Settings]) -> None:
    """The same beside any limits, pemerataan apart."""
    _equals_all_plans(*drawn)
