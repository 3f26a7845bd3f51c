"""A round that no plan can hold, said in words: what clashes, and what to give up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from penempatan.assignment.clash import clash_of
from penempatan.assignment.solve import solve
from penempatan.errors import NoPlanError

if TYPE_CHECKING:
    from penempatan.assignment.clash import Demand
    from penempatan.assignment.model import AssignmentModel, Solution
    from penempatan.domain.problem import PlacementProblem
    from penempatan.settings.model import SolveSettings

MOST_NAMED = 10  # demands that the message names


def solve_or_say_why(problem: PlacementProblem, model: AssignmentModel, settings: SolveSettings) -> Solution:
    """Solve a round; where no plan holds, find out which limits and pins clash.

    Raises:
        NoPlanError: no plan keeps the limits; the message names the smallest clash, if one was found in time.
        SolverFaultError: the solvers disagree about it.
    """
    try:
        return solve(model, settings)
    except NoPlanError as error:
        found = clash_of(model, float(settings.time_limit_s))
        if found is None:
            raise
        raise NoPlanError(_words(problem, found)) from error


def _words(problem: PlacementProblem, clash: tuple[Demand, ...]) -> str:
    named = [f"({number}) {_demand(problem, one)}" for number, one in enumerate(clash[:MOST_NAMED], 1)]
    more = f"; dan {len(clash) - MOST_NAMED} lagi" if len(clash) > MOST_NAMED else ""
    if len(clash) == 1:
        return (
            f"Tidak ada susunan yang memenuhi {_demand(problem, clash[0])}, apa pun batas dan kunci lainnya. "
            "Longgarkan atau hapus."
        )
    return (
        "Tidak ada susunan yang memenuhi ketentuan berikut sekaligus: "
        + "; ".join(named)
        + more
        + ". Tanpa salah satunya, yang lain dapat dipenuhi bersama: longgarkan atau hapus salah satunya."
    )


def _demand(problem: PlacementProblem, demand: Demand) -> str:
    if demand.pin is not None:
        employee, vacancy, _ = demand.pin
        return f"kunci NIP {problem.employees[employee].id} pada formasi {problem.vacancies[vacancy].code}"
    assert demand.limit is not None
    limit = demand.limit
    bounds = [
        f"paling {word} {bound}"
        for word, bound in (("sedikit", limit.at_least), ("banyak", limit.at_most))
        if bound is not None
    ]
    return f"batas “{limit.label}” ({', '.join(bounds)})"
