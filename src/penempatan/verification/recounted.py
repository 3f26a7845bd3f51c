"""The plan, and the tables of limits that the solver kept, against the recount from the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from penempatan.verification.family_recount import family_faults
from penempatan.verification.limit_recount import stated_limits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from penempatan.domain.problem import PlacementProblem
    from penempatan.objective.limit import Limit
    from penempatan.settings.model import Settings
    from penempatan.verification.faults import Faults
    from penempatan.verification.placements import PlacedPairs

_ON_TWO_PEOPLE = ("pasangan:", "kerabat:")  # keys of the tables that `family_recount` answers for


def check_recounted(
    problem: PlacementProblem,
    settings: Settings,
    placed: PlacedPairs,
    limits: Sequence[Limit],
    faults: Faults,
) -> None:
    """Recount every limit from the rules: the plan keeps it, and the tables say the same of the plan.

    `limits` are those of `objective.limits`. Of a table only what it says of this plan and its bounds are
    compared: what it counts for pairs that nobody chose shows once it lets a plan through that breaks a rule.
    """
    seated = [
        (problem.employees[employee], problem.vacancies[vacancy])
        for employee, vacancy in zip(placed.employee.tolist(), placed.vacancy.tolist(), strict=True)
    ]
    people = {(one.dinas, one.unit, one.job_grade): one for one in problem.employees}
    posts = {(one.dinas, one.unit, one.job_grade): one for one in problem.vacancies}
    tables = {
        " ".join(one.key.split()).casefold(): one for one in limits if not one.key.startswith(_ON_TWO_PEOPLE)
    }
    for stated in stated_limits(problem, settings):
        used = stated.used(seated)
        if not stated.holds(used):
            faults.add(f"hitung ulang batas “{stated.label}”: {used}, {stated.bounds}")
        table = tables.pop(stated.key, None)
        if table is None:
            if not stated.holds(0) or stated.counts_something(people.values(), list(posts.values())):
                faults.add(f"batas “{stated.label}” tertulis pada aturan, tetapi tidak ikut dijaga")
            continue
        kept = table.used(placed.employee, placed.vacancy)
        if (used, stated.at_least, stated.at_most) != (kept, table.at_least, table.at_most):
            found = f"{kept} (paling sedikit {_said(table.at_least)}, paling banyak {_said(table.at_most)})"
            faults.add(
                f"batas “{stated.label}” dijaga sebagai {found}, menurut aturan {used} ({stated.bounds})"
            )
    for table in tables.values():
        faults.add(f"batas “{table.label}” dijaga, tetapi tidak ada pada aturan")
    where = {one.id: post for one, post in seated}
    for sentence in family_faults(problem, settings, where):
        faults.add(sentence)


def _said(bound: int | None) -> str:
    return "tanpa batas" if bound is None else str(bound)
