"""Who waits for whom: the changes of place of a plan as chains and cycles."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from penempatan.explain.rearrangement import Chain, Step
from penempatan.scoring.home import present_posts

if TYPE_CHECKING:
    from penempatan.domain.problem import PlacementProblem
    from penempatan.explain.by_vacancy import Seating


def chains_of(problem: PlacementProblem, seating: Seating) -> tuple[Chain, ...]:
    """Return the chains of at least two people and the cycles, the long ones first, then by NIP.

    Seats of a post are alike, so who takes over whose seat is settled in the order of NIP: open seats go
    first, everybody else waits for one of those who leave.
    """
    steps = _steps(problem, seating)
    follower = {step.waits_for: step.employee for step in steps.values() if step.waits_for >= 0}
    left = dict(steps)
    firsts = [one for one, step in steps.items() if step.waits_for < 0]
    chains = [Chain(_followed(left, follower, first), cycle=False) for first in firsts]
    while left:
        chains.append(Chain(_followed(left, follower, min(left)), cycle=True))
    chains = [chain for chain in chains if len(chain.steps) > 1]
    return tuple(sorted(chains, key=lambda chain: (-len(chain.steps), chain.steps[0].employee)))


def _steps(problem: PlacementProblem, seating: Seating) -> dict[int, Step]:
    """Return every change of place by employee, in the order of NIP."""
    home = present_posts(problem)
    held = np.bincount(home[home >= 0], minlength=len(problem.vacancies)).tolist()
    moves = sorted(zip(seating.employee.tolist(), seating.vacancy.tolist(), strict=True))
    leaving: defaultdict[int, list[int]] = defaultdict(list)
    for employee, _ in moves:
        leaving[int(home[employee])].append(employee)
    open_seats = {target: max(0, problem.vacancies[target].openings - held[target]) for _, target in moves}
    steps = {}
    for employee, target in moves:
        waits_for = -1
        if open_seats[target] > 0:
            open_seats[target] -= 1
        elif leaving[target]:
            waits_for = leaving[target].pop(0)
        steps[employee] = Step(employee, int(home[employee]), target, waits_for)
    return steps


def _followed(left: dict[int, Step], follower: dict[int, int], first: int) -> tuple[Step, ...]:
    """Take the steps from the first one on: whoever takes over the seat that the one before leaves."""
    taken = []
    one: int | None = first
    while one is not None and one in left:
        taken.append(left.pop(one))
        one = follower.get(one)
    return tuple(taken)
