"""Waivers on the grids of the round: which refusals of which pairs are set aside."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from penempatan.domain.waiver import holding
from penempatan.eligibility.rule import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from penempatan.domain.problem import PlacementProblem
    from penempatan.domain.rule_code import RuleCode
    from penempatan.domain.waiver import Waiver
    from penempatan.eligibility.rule import Finding

    IntArray = NDArray[np.int32]
    Pair = tuple[int, int]  # indices of an employee and a vacancy


@dataclass(frozen=True, slots=True)
class WaivedPairs:
    """The waivers that count, by pair and rule; few, as waivers are."""

    by_pair: Mapping[Pair, Mapping[RuleCode, Waiver]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.by_pair)

    def __contains__(self, pair: object) -> bool:
        return pair in self.by_pair

    def __iter__(self) -> Iterator[Pair]:
        return iter(self.by_pair)

    def softened(self, pair: Pair, finding: Finding) -> Finding:
        """Return a finding as it counts for its pair: a waived refusal is allowed, with a note."""
        waiver = self.by_pair.get(pair, {}).get(finding.code)
        if waiver is None or finding.verdict is not Verdict.FORBIDDEN:
            return finding
        return replace(finding, verdict=Verdict.NOTED, waiver=waiver)

    def within(self, employees: IntArray, vacancies: IntArray) -> Iterator[tuple[int, int]]:
        """Yield (row, column) of the waived pairs in a grid of these employees and vacancies."""
        for employee, vacancy in self.by_pair:
            columns = np.flatnonzero(vacancies == vacancy).tolist()
            rows = np.flatnonzero(employees == employee).tolist() if columns else []
            yield from ((row, column) for row in rows for column in columns)


NO_WAIVERS = WaivedPairs()


def waived_pairs(problem: PlacementProblem) -> WaivedPairs:
    """Return the waivers of the round that hold on its day; all their ids exist (intake has checked)."""
    holding_now = holding(problem.waivers, problem.judged_on)
    if not holding_now:
        return NO_WAIVERS
    employee = {one.id: index for index, one in enumerate(problem.employees)}
    vacancy = {one.code: index for index, one in enumerate(problem.vacancies)}
    by_pair: dict[Pair, dict[RuleCode, Waiver]] = {}
    for waiver in holding_now:
        pair = employee[waiver.employee_id], vacancy[waiver.vacancy_code]
        by_pair.setdefault(pair, {})[waiver.rule] = waiver
    return WaivedPairs(dict(sorted(by_pair.items())))
