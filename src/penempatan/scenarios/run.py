"""Solve every scenario, spread over processes or a cluster by joblib, and set it beside the base plan.

A scenario is nothing but a run of the same round under other rules, checked like any plan: what stands in the
table is what separate runs would give, however many workers there are and wherever they are. The workers of a
machine share the memory that the rules allow for pairs, and none outlives the program that started it.
"""

from __future__ import annotations

import os
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from penempatan.children import end_with
from penempatan.errors import InputError, NoPlanError, UsageError
from penempatan.pipeline import planned
from penempatan.scenarios.scenario import Scenario

if TYPE_CHECKING:
    from penempatan.domain.plan import PlacementPlan, Termination
    from penempatan.domain.problem import PlacementProblem
    from penempatan.scenarios.scenario import ScenarioSet
    from penempatan.settings.model import Settings

BASE = "dasar"  # name of the plan by the round's own rules


@dataclass(frozen=True, slots=True)
class Change:
    """A person whose placement differs from the base plan; an empty code means none."""

    employee_id: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ScenarioResult:
    """A scenario beside the base plan; without a plan `termination` is None and `why` says why."""

    name: str
    termination: Termination | None
    total_score: int  # hundredths
    filled: int
    changes: tuple[Change, ...]  # by NIP
    why: str = ""

    @property
    def posts(self) -> tuple[str, ...]:
        """Codes of the posts that somebody else holds, or nobody, or somebody new; sorted."""
        return tuple(sorted({code for one in self.changes for code in (one.before, one.after) if code}))


@dataclass(frozen=True, slots=True)
class ScenarioTable:
    """The base plan and all scenarios, in the order of their file."""

    base: ScenarioResult
    scenarios: tuple[ScenarioResult, ...]


def run_scenarios(
    problem: PlacementProblem, settings: Settings, asked: ScenarioSet, *, workers: int
) -> ScenarioTable:
    """Solve the base and every scenario of a round.

    Raises:
        NoPlanError, InputError: the base has no plan; a scenario without one is a row that says so.
        UsageError: joblib does not know the backend, or cannot reach it.
    """
    from joblib import Parallel, delayed, parallel_config

    base = Scenario(BASE, settings)
    every = (base, *asked.scenarios)
    at_once = min(workers, len(every))
    jobs = [delayed(_solved)(problem, _alone(one, at_once), os.getpid()) for one in every]
    try:
        with parallel_config(backend=asked.backend, n_jobs=workers):
            plans: list[PlacementPlan | str] = list(Parallel()(jobs))
    except (ValueError, ImportError) as error:
        raise UsageError(
            f"Backend “{asked.backend}” pada [skenario] tidak dapat dipakai: {error}. "
            "Tulis “loky” untuk komputer ini, atau pasang paket backend itu lebih dahulu."
        ) from error
    first = plans[0]
    if isinstance(first, str):
        planned(problem, settings)  # raises as any other run does, with all it has to say
        raise NoPlanError(first)
    names = (one.name for one in asked.scenarios)
    return ScenarioTable(
        _beside(BASE, first, first),
        tuple(_beside(name, plan, first) for name, plan in zip(names, plans[1:], strict=True)),
    )


def _alone(scenario: Scenario, at_once: int) -> Scenario:
    """Return the scenario for one of so many workers, which share processors and memory; same plan."""
    asked = scenario.settings.solve
    solve = replace(asked, workers=1, memory_max_mib=asked.memory_max_mib // at_once)
    return replace(scenario, settings=replace(scenario.settings, solve=solve))


def _solved(problem: PlacementProblem, scenario: Scenario, asked_by: int) -> PlacementPlan | str:
    """Return the checked plan of a scenario, or why it has none; the process `asked_by` waits for it."""
    if os.getppid() == asked_by:
        end_with(asked_by)
    try:
        return planned(problem, scenario.settings)
    except NoPlanError as error:
        return str(error)
    except InputError as error:
        return "; ".join(issue.problem for issue in error.issues if issue.is_error)


def _beside(name: str, plan: PlacementPlan | str, base: PlacementPlan) -> ScenarioResult:
    if isinstance(plan, str):
        return ScenarioResult(name, None, 0, 0, (), plan)
    seats: defaultdict[str, list[str]] = defaultdict(lambda: ["", ""])
    for side, one in enumerate((base, plan)):
        for placement in one.placements:
            seats[placement.employee_id][side] = placement.vacancy_code
    changes = [
        Change(nip, before, after) for nip, (before, after) in sorted(seats.items()) if before != after
    ]
    return ScenarioResult(name, plan.termination, plan.total_score, len(plan.placements), tuple(changes))
