"""What a decision on one row would lead to in mode penataan: the round planned again, a row at a time.

Who is rejected goes back to the present post, which may take others' rows along, so nothing local is exact.
Rows are taken by the priority of their vacancy, then by NIP, as long as the time lasts; then the alternates
of the same rows. A figure is shown only where the plan behind it is proven.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from penempatan.assignment.build import build_model
from penempatan.assignment.plan import plan_of
from penempatan.assignment.solve import solve
from penempatan.assignment.solve_again import Without
from penempatan.domain.decision import Decision, DecisionKind, Review
from penempatan.domain.plan import Termination
from penempatan.domain.reviewed import reviewed
from penempatan.domain.what_if import Rejection, Swap, WhatIfs
from penempatan.errors import NoPlanError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from penempatan.domain.plan import Placement, PlacementPlan
    from penempatan.domain.problem import PlacementProblem
    from penempatan.scoring.pairs import PairSource
    from penempatan.settings.model import Settings


def rearranged_what_ifs(
    problem: PlacementProblem, settings: Settings, pairs: PairSource, plan: PlacementPlan
) -> WhatIfs:
    """Return the figures of the rows that may be decided, as many as the time allows.

    The time is `[tinjau] dampak_batas_detik`, and no more than the time limit of `settings`; whole solves are
    at most `[tinjau] dampak_hitung_penuh_maksimal`. Nothing at all where the plan itself is not proven.
    """
    if plan.termination is not Termination.OPTIMAL:
        return WhatIfs(complete=False)
    priority = {one.code: one.priority for one in problem.vacancies}
    rows = [one for one in plan.placements if not one.pinned]
    ordered = sorted(rows, key=lambda one: (priority[one.vacancy_code], one.employee_id))
    again = _Again(problem, settings, pairs, plan, rows)
    rejections, impossible = [], []
    for row in ordered:
        new = again.rejected(row)
        if new is not None:
            rejections.append(_rejection(row, plan, new))
        elif not again.over and again.nothing_holds:
            impossible.append((row.employee_id, row.vacancy_code))
    swaps = [
        swap
        for row, others in zip(ordered, again.alternates(ordered), strict=True)
        for nip in others
        if (swap := again.swap(row, nip)) is not None
    ]
    asked = len(rejections) + len(impossible)
    return WhatIfs(
        tuple(sorted(rejections, key=lambda one: one.employee_id)),
        tuple(sorted(swaps, key=lambda one: one.employee_id)),
        complete=asked == len(rows) and not again.over,
        impossible=tuple(sorted(impossible)),
    )


@dataclass(slots=True)
class _Again:
    """Plans the round again around one more decision, as long as there is time."""

    problem: PlacementProblem
    settings: Settings
    pairs: PairSource
    plan: PlacementPlan
    rows: list[Placement]
    ends: float = field(init=False)
    left: int = field(init=False)
    over: bool = False  # something was asked that there was no time for
    nothing_holds: bool = False  # no plan holds the last decision asked about
    _people: dict[str, int] = field(init=False)
    _posts: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        seconds = min(self.settings.review.figures_s, self.settings.solve.time_limit_s)
        self.ends = time.monotonic() + seconds
        self.left = self.settings.review.full_solves_max
        self._people = {one.id: index for index, one in enumerate(self.problem.employees)}
        self._posts = {one.code: index for index, one in enumerate(self.problem.vacancies)}

    def rejected(self, row: Placement) -> PlacementPlan | None:
        """Return the plan of a review in which the row is rejected."""
        return self._planned(row, Decision(row.employee_id, row.vacancy_code, DecisionKind.REJECT))

    def swap(self, row: Placement, nip: str) -> Swap | None:
        """Return what giving the row to somebody else leads to."""
        decision = Decision(row.employee_id, row.vacancy_code, DecisionKind.REPLACE, alternate_id=nip)
        new = self._planned(row, decision)
        if new is None:
            return None
        before = {one.employee_id: one.vacancy_code for one in self.plan.placements}
        after = {one.employee_id: one.vacancy_code for one in new.placements}
        moved = sum(1 for one, code in before.items() if one != row.employee_id and after.get(one) != code)
        return Swap(row.employee_id, row.vacancy_code, nip, new.total_score - self.plan.total_score, moved)

    def alternates(self, rows: Iterable[Placement]) -> list[tuple[str, ...]]:
        """Return for each row who else could take the post: the best scores of those not placed there."""
        rows = list(rows)
        if self.over:
            return [() for _ in rows]
        wanted = {self._posts[one.vacancy_code] for one in rows}
        there = {(self._people[one.employee_id], self._posts[one.vacancy_code]) for one in self.plan.seated}
        settled = {self._people[one.employee_id] for one in self.plan.placements if one.pinned}
        best: dict[int, list[tuple[int, int]]] = {one: [] for one in wanted}
        mask = np.isin(np.arange(len(self.problem.vacancies)), sorted(wanted))
        most = self.settings.review.alternates
        for block in self.pairs.blocks():
            keep = np.flatnonzero(mask[block.vacancy])
            order = keep[np.lexsort((block.employee[keep], -block.score[keep], block.vacancy[keep]))]
            for at in order.tolist():
                one, post = int(block.employee[at]), int(block.vacancy[at])
                known = best[post]
                if (one, post) in there or one in settled:
                    continue
                entry = (-int(block.score[at]), one)
                if len(known) < most or entry < known[-1]:
                    known.append(entry)
                    known.sort()
                    del known[most:]
        return [
            tuple(self.problem.employees[one].id for _, one in best[self._posts[row.vacancy_code]])
            for row in rows
        ]

    def _planned(self, row: Placement, decision: Decision) -> PlacementPlan | None:
        self.nothing_holds = False
        seconds = int(self.ends - time.monotonic())
        if not self.left or seconds < 1:
            self.over = True
            return None
        self.left -= 1
        banned = Without(self.pairs, self._people[row.employee_id], self._posts[row.vacancy_code])
        kept = tuple((one.employee_id, one.vacancy_code) for one in self.rows if one is not row)
        if decision.alternate_id:  # whose own row is decided with it
            kept = tuple(pair for pair in kept if pair[0] != decision.alternate_id)
        hold = self.settings.review.defer_holds_seat
        again = reviewed(self.problem, Review((decision,), kept), hold_seats=hold)
        try:
            model = build_model(again, self.settings, banned)
            new = plan_of(again, model, solve(model, replace(self.settings.solve, time_limit_s=seconds)))
        except NoPlanError:
            self.nothing_holds = True
            return None
        if new.termination is not Termination.OPTIMAL:
            self.over = True
            return None
        return new


def _rejection(row: Placement, plan: PlacementPlan, new: PlacementPlan) -> Rejection:
    before = {one.employee_id: one.vacancy_code for one in plan.placements}
    after = {one.employee_id: one.vacancy_code for one in new.placements}
    comers = sorted(
        nip for nip, code in after.items() if code == row.vacancy_code and before.get(nip) != code
    )
    moved = sum(1 for nip, code in before.items() if nip != row.employee_id and after.get(nip) != code)
    return Rejection(
        row.employee_id,
        row.vacancy_code,
        comers[0] if comers else "",
        new.total_score - plan.total_score,
        moved,
        after.get(row.employee_id, ""),
    )
