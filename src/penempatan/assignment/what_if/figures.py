"""What a review would give if one row alone were rejected, or given to an alternate: exact, a row at a time.

A review keeps every undecided row that it can before it looks at anything else. Taking one row out of a plan
leaves a feasible plan, so all other rows stay, and what is left to decide is tiny: the free people, the free
seats, and the room that the row gave back (`leftover`). Limits beside the network are left aside at first:
an answer that is best without them and keeps them is best. Where it does not keep them, where the rules let a
better fit go before stability, or where the plan itself was not the best without those limits, the whole
round is solved again for the row.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeGuard

from penempatan.assignment.solve_again import Allowance, ImpossibleError, SolveAgain
from penempatan.assignment.what_if.beside import BesideLimits
from penempatan.assignment.what_if.leftover import Leftover
from penempatan.assignment.what_if.sifting import sifted
from penempatan.assignment.what_if.strongest_pairs import can_rank
from penempatan.domain.plan import Termination
from penempatan.domain.what_if import Rejection, Swap, WhatIfs
from penempatan.settings.model import Goal

if TYPE_CHECKING:
    from penempatan.assignment.model import AssignmentModel, Solution
    from penempatan.assignment.what_if.leftover import Alternate, Rerun
    from penempatan.domain.problem import PlacementProblem
    from penempatan.settings.model import Settings


def what_ifs(
    problem: PlacementProblem, settings: Settings, model: AssignmentModel, solution: Solution
) -> WhatIfs:
    """Return the figures of the rows that may still be decided, as far as the time goes; none but exact ones.

    A pinned row, by the leadership beforehand or by an earlier decision, is not open. `solution` is the
    solver's answer to `model`. A decision that no plan can hold (a limit is full of pins, a floor is missed)
    has no figures, and a round of penataan none here: see `rearranged`. All whole solves together take at
    most the time limit of `settings` and `[tinjau] dampak_batas_detik`; rows they did not come to have none.
    """
    if solution.termination is not Termination.OPTIMAL or problem.incumbents:
        return WhatIfs(complete=False)
    figures = _Figures(problem, settings, model, solution)
    rejections = tuple(figures.rejections())
    if figures.over and not rejections:
        return WhatIfs(complete=False)
    swaps = tuple(figures.swaps())
    return WhatIfs(rejections, swaps, not figures.over, tuple(figures.impossible))


@dataclass(frozen=True, slots=True)
class Decider:
    """What one decision leads to: the quick way where it is exact, else the whole round once more."""

    leftover: Leftover
    beside: BesideLimits
    whole: SolveAgain
    local: bool

    @classmethod
    def of(cls, model: AssignmentModel, solution: Solution, settings: Settings, *, local: bool) -> Decider:
        """Prepare both ways."""
        order = model.goals.order
        first = order[0] is Goal.STABILITY or Goal.STABILITY not in order
        return cls(
            sifted(model, solution, settings.review.alternates),
            BesideLimits.of(model, solution),
            SolveAgain(
                model,
                solution,
                settings.solve,
                settings.review.full_solves_max,
                time.monotonic() + min(settings.solve.time_limit_s, settings.review.figures_s),
            ),
            local
            and first
            and Goal.FAIRNESS not in order
            and can_rank(model.goals, order)
            and not solution.certificate.tiers,
        )

    def rejected(self, employee: int, vacancy: int) -> Rerun:
        """Return what a review gives when the pair is rejected."""
        found = self.leftover.rejected(employee, vacancy) if self.local else None
        return found if self._sound(found) else self.whole.rejected(employee, vacancy)

    def replaced(self, employee: int, vacancy: int, alternate: Alternate) -> Rerun:
        """Return what a review gives when an alternate takes the seat; ImpossibleError when none can."""
        found = self.leftover.replaced(employee, vacancy, alternate) if self.local else None
        return found if self._sound(found) else self.whole.replaced(employee, vacancy, alternate)

    def _sound(self, found: Rerun | None) -> TypeGuard[Rerun]:
        return found is not None and self.beside.hold(found[0])


class _Figures:
    """The figures in the words of the field; rows by the priority of their vacancy, then by NIP."""

    def __init__(
        self, problem: PlacementProblem, settings: Settings, model: AssignmentModel, solution: Solution
    ) -> None:
        self._problem, self._vacancy_of = problem, solution.vacancy_of
        self._decider = Decider.of(model, solution, settings, local=not problem.incumbents)
        pinned = {employee for employee, _, _ in model.pinned}
        self._rows = [
            (employee, vacancy)
            for employee, vacancy in enumerate(solution.vacancy_of.tolist())
            if vacancy >= 0 and employee not in pinned
        ]
        self._rows.sort(key=lambda row: (problem.vacancies[row[1]].priority, row[0]))
        self.over = False  # there was no time for some figure
        self.impossible: list[tuple[str, str]] = []  # rows that no plan can do without

    def rejections(self) -> list[Rejection]:
        """Return a rejection for every row that may be decided."""
        found = []
        people, posts = self._problem.employees, self._problem.vacancies
        for employee, vacancy in self._rows:
            try:
                changed, score_change = self._decider.rejected(employee, vacancy)
            except ImpossibleError:
                self.impossible.append((people[employee].id, posts[vacancy].code))
                continue
            except Allowance:
                self.over = True
                continue
            comers = [one for one, post in sorted(changed.items()) if post == vacancy]
            gone = changed.get(employee, -1)
            found.append(
                Rejection(
                    people[employee].id,
                    posts[vacancy].code,
                    people[comers[0]].id if comers else "",
                    score_change,
                    self._moved(changed, employee),
                    posts[gone].code if gone >= 0 else "",
                )
            )
        return sorted(found, key=lambda one: one.employee_id)

    def swaps(self) -> list[Swap]:
        """Return a swap for every row and each of its alternates."""
        found = []
        people, posts = self._problem.employees, self._problem.vacancies
        for employee, vacancy in self._rows:
            for alternate in self._decider.leftover.alternates(vacancy):
                try:
                    changed, score_change = self._decider.replaced(employee, vacancy, alternate)
                except (ImpossibleError, Allowance):
                    continue  # not offered: what has no exact figure is not shown
                found.append(
                    Swap(
                        people[employee].id,
                        posts[vacancy].code,
                        people[alternate.employee].id,
                        score_change,
                        self._moved(changed, employee),
                    )
                )
        return sorted(found, key=lambda one: one.employee_id)

    def _moved(self, changed: dict[int, int], employee: int) -> int:
        return sum(1 for one in changed if one != employee and self._vacancy_of[one] >= 0)
