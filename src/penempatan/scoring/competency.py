"""Component `kompetensi`: levels held against levels required, by coverage or by profile matching (GAP).

Both methods give each requirement a value from one table [held level or missing][required level] and take a
weighted mean over the requirements of the vacancy:

    cakupan   10000 · min(held, required) / required, all requirements alike
    gap       20 · weight of the gap (hundredths of 5.00), core (NCF) and secondary factors (NSF) weighted
              `core_percent` to the rest (profile matching; a kind alone is all)

A competency on which the person has no data takes the neutral share. Levels are few, so a block is one matrix
product: people as one-hot (competency, state) × vacancies as weighted values. All numbers are integers, held
as floats far below the point where floats leave out integers.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from math import gcd
from typing import TYPE_CHECKING

import numpy as np

from penempatan.eligibility.tables import encode
from penempatan.scoring.blocks import half_up
from penempatan.scoring.component import Points
from penempatan.settings.model import CompetencyMethod, ComponentKey

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from penempatan.domain.problem import PlacementProblem
    from penempatan.domain.vacancy import CompetencyRequirement
    from penempatan.settings.model import Settings

    IntArray = NDArray[np.int32]
    LongArray = NDArray[np.int64]
    BoolArray = NDArray[np.bool_]

STATES = 7  # held level 0..5, or MISSING
MISSING = 6
COVERAGE_UNIT = 60  # 10000 · min / required is an integer number of 60ths for every required level 1..5


@dataclass(frozen=True, slots=True)
class CompetencyPart:
    """The component. Requirements are flat: vacancy j owns entries start[j] : start[j + 1]."""

    names: tuple[str, ...]  # competencies that some vacancy requires
    state: NDArray[np.uint8]  # (n_employees, len(names)) held level, or MISSING
    start: LongArray  # (n_vacancies + 1,)
    competency: IntArray  # (entries,) index into names
    level: IntArray  # (entries,) required level 1..5
    weight: LongArray  # (entries,)
    value: LongArray  # (STATES, 6) by state and required level, in units of 1/(unit · weight) points
    unit: int
    asked: BoolArray

    @property
    def key(self) -> ComponentKey:
        """Which component this is."""
        return ComponentKey.COMPETENCY

    def values(self, employees: IntArray, vacancies: IntArray) -> IntArray:
        """Return the (k, m) points; zero where the vacancy requires nothing."""
        weighted = self.weight[None, :] * self.value[:, self.level]  # (STATES, entries)
        entry, column = self._entries(vacancies)
        total, scale = self._product(employees, weighted[:, entry], entry, column, len(vacancies))
        full = np.zeros(len(vacancies), dtype=np.int64)
        np.add.at(full, column, self.unit * self.weight[entry])
        return half_up(total * float(scale), np.maximum(full, 1).astype(np.float64)[None, :])

    def points(self, employees: IntArray, vacancies: IntArray) -> Points:
        """Return the points of a block; missing where the person has no data on a required competency."""
        entry, column = self._entries(vacancies)
        gap = np.zeros((STATES, len(entry)), dtype=np.int64)
        gap[MISSING] = 1
        count, _ = self._product(employees, gap, entry, column, len(vacancies))
        return Points(self.values(employees, vacancies), count > 0)

    def describe(self, employee: int, vacancy: int) -> str:
        """Name each required competency with the level held and the level required."""
        parts = []
        for entry in range(self.start[vacancy], self.start[vacancy + 1]):
            state = int(self.state[employee, self.competency[entry]])
            held = "?" if state == MISSING else str(state)
            parts.append(f"{self.names[self.competency[entry]]} {held}/{self.level[entry]}")
        return "; ".join(parts) or "formasi tidak mensyaratkan kompetensi"

    def _entries(self, vacancies: IntArray) -> tuple[LongArray, LongArray]:
        """Return (entry, column of the block) of every requirement of some vacancies."""
        count = self.start[vacancies + 1] - self.start[vacancies]
        column = np.repeat(np.arange(len(vacancies)), count)
        first = self.start[vacancies] - (np.cumsum(count) - count)
        return np.arange(len(column)) + np.repeat(first, count), column

    def _product(
        self, employees: IntArray, weighted: LongArray, entry: LongArray, column: LongArray, n_columns: int
    ) -> tuple[NDArray[np.float64], int]:
        """Return ((k, m) sums over the requirements, the factor that they were divided by)."""
        needed, place = np.unique(self.competency[entry], return_inverse=True)
        scale = int(np.gcd.reduce(weighted, axis=None)) or 1
        reduced = weighted // scale
        largest = np.zeros(n_columns, dtype=np.int64)
        np.add.at(largest, column, reduced.max(axis=0, initial=0))
        dtype = np.float32 if largest.max(initial=0) < 1 << 24 else np.float64
        features = np.zeros((len(needed), STATES, n_columns), dtype=dtype)
        np.add.at(features, (place[None, :], np.arange(STATES)[:, None], column[None, :]), reduced)
        held = self.state[employees][:, needed]
        one_hot = (held[:, :, None] == np.arange(STATES, dtype=np.uint8)).astype(dtype)
        width = len(needed) * STATES
        product = one_hot.reshape(len(employees), width) @ features.reshape(width, n_columns)
        return product.astype(np.float64), scale


def competency_part(problem: PlacementProblem, settings: Settings) -> CompetencyPart:
    """Lay the requirements flat and number the levels held."""
    known = "competencies" in problem.columns.employee
    requirements = [one.competencies if known else () for one in problem.vacancies]
    names, competency = encode([requirement.name for one in requirements for requirement in one])
    number = {name: index for index, name in enumerate(names)}
    state = np.full((len(problem.employees), len(names)), MISSING, dtype=np.uint8)
    for row, employee in enumerate(problem.employees):
        for name, level in employee.competencies:
            if name in number:
                state[row, number[name]] = level
    gap = settings.competency.method is CompetencyMethod.GAP
    weight = [
        one
        for post in requirements
        for one in _weights(post, settings.competency.core_percent if gap else None)
    ]
    return CompetencyPart(
        names,
        state,
        np.cumsum([0, *(len(one) for one in requirements)], dtype=np.int64),
        competency,
        np.array([requirement.level for one in requirements for requirement in one], dtype=np.int32),
        np.array(weight, dtype=np.int64),
        _gap_values(settings) if gap else _coverage_values(settings),
        1 if gap else COVERAGE_UNIT,
        np.array([bool(one) for one in requirements], dtype=np.bool_),
    )


def _weights(requirements: Sequence[CompetencyRequirement], core_percent: int | None) -> list[int]:
    """Return the weight of each requirement: 1, or so that the means of core and secondary weigh right."""
    core = sum(one.core for one in requirements)
    secondary = len(requirements) - core
    if core_percent is None or not core or not secondary:
        return [1] * len(requirements)
    by_kind = {True: core_percent * secondary, False: (100 - core_percent) * core}
    common = gcd(*by_kind.values())
    return [by_kind[one.core] // common for one in requirements]


def _coverage_values(settings: Settings) -> LongArray:
    """Return (STATES, 6) 10000 · min(held, required) / required in 60ths of a hundredth; column 0 unused."""
    table = np.zeros((STATES, 6), dtype=np.int64)
    for required in range(1, 6):
        for held in range(6):
            table[held, required] = 10_000 * COVERAGE_UNIT * min(held, required) // required
        table[MISSING, required] = COVERAGE_UNIT * settings.neutral.competency
    return table


def _gap_values(settings: Settings) -> LongArray:
    """Return (STATES, 6) points of the gap held − required, 5.00 being 10000; column 0 unused."""
    by_gap = [
        getattr(settings.competency.gap, one.name) for one in fields(settings.competency.gap)
    ]  # −5 … +4
    table = np.zeros((STATES, 6), dtype=np.int64)
    for required in range(1, 6):
        for held in range(6):
            gap = held - required
            if settings.competency.surplus_free:
                gap = min(gap, 0)
            table[held, required] = 20 * by_gap[gap + 5]
        table[MISSING, required] = settings.neutral.competency
    return table
