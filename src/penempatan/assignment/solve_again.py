"""The whole round solved again around one more decision, keeping the rows of the plan as a review does."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from penempatan.assignment.sides import sort_limits
from penempatan.assignment.solve import solve
from penempatan.domain.plan import Termination
from penempatan.errors import NoPlanError
from penempatan.scoring.pairs import PairBlock
from penempatan.settings.model import Goal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from penempatan.assignment.model import AssignmentModel, Solution
    from penempatan.assignment.what_if.leftover import Alternate, Rerun
    from penempatan.scoring.pairs import PairSource
    from penempatan.settings.model import SolveSettings


class Allowance(Exception):  # noqa: N818 no error: the figures are left out
    """No more whole solves are allowed, or one of them was not proven."""


class ImpossibleError(Exception):
    """No plan holds such a decision: a limit has no room for the pins, or a floor is no longer reached."""


@dataclass(slots=True)
class SolveAgain:
    """At most `left` more solves of a model around its solution, all of them before the time `ends`."""

    model: AssignmentModel
    solution: Solution
    settings: SolveSettings
    left: int
    ends: float = math.inf  # of time.monotonic()

    def rejected(self, employee: int, vacancy: int) -> Rerun:
        """Return the review of a rejected row; Allowance when it cannot be had."""
        return self._solved((employee, vacancy), None)

    def replaced(self, employee: int, vacancy: int, alternate: Alternate) -> Rerun:
        """Return the review of a row given to an alternate."""
        return self._solved((employee, vacancy), (alternate.employee, vacancy, alternate.score))

    def _solved(self, banned: tuple[int, int], pin: tuple[int, int, int] | None) -> Rerun:
        model, before = self.model, self.solution.vacancy_of
        pinned = [one for one in model.pinned if one[0] != banned[0]]
        if pin is not None:
            pinned = sorted([*pinned, pin])
            self._check_pins(pinned)
        seconds_left = int(min(self.settings.time_limit_s, self.ends - time.monotonic()))
        if not self.left or seconds_left < 1:
            raise Allowance
        self.left -= 1
        previous = before.copy()
        previous[[banned[0], *(one for one, _, _ in pinned)]] = -1
        order = model.goals.order
        if Goal.STABILITY not in order:
            order = (Goal.STABILITY, *order)
        pairs = Without(model.pairs, *banned)
        size = {"n_employees": model.n_employees, "n_vacancies": model.n_vacancies}
        try:
            again = solve(
                replace(
                    model,
                    pairs=pairs,
                    goals=replace(model.goals, order=order, previous=previous),
                    pinned=tuple(pinned),
                    sorted_limits=sort_limits(model.limits, pairs, pinned=pinned, **size),
                ),
                replace(self.settings, time_limit_s=seconds_left),
            )
        except NoPlanError as error:
            raise ImpossibleError from error
        if again.termination is not Termination.OPTIMAL:
            raise Allowance
        changed = np.flatnonzero(again.vacancy_of != before).tolist()
        return (
            {one: int(again.vacancy_of[one]) for one in changed},
            again.total_score - self.solution.total_score,
        )

    def _check_pins(self, pinned: list[tuple[int, int, int]]) -> None:
        fixed = np.array(pinned, np.int32)
        for limit in self.model.limits:
            taken = limit.used(fixed[:, 0], fixed[:, 1])
            if limit.at_most is not None and taken > limit.at_most and limit.only_fills:
                raise ImpossibleError


@dataclass(frozen=True, slots=True)
class Without:
    """Eligible pairs but for one."""

    pairs: PairSource
    employee: int
    vacancy: int

    def blocks(self) -> Iterator[PairBlock]:
        """Yield every eligible pair but the banned one."""
        for block in self.pairs.blocks():
            keep = (block.employee != self.employee) | (block.vacancy != self.vacancy)
            if keep.all():
                yield block
            else:
                yield PairBlock(
                    block.employee[keep], block.vacancy[keep], block.score[keep], block.unverified[keep]
                )
