"""Component `kompetensi`: levels held against levels required, by coverage or by profile matching (GAP).

Both methods give each requirement a value from one table [held level or missing][required level] and take a
weighted mean over the requirements of the vacancy:

    cakupan   10000 · min(held, required) / required, all requirements alike
    gap       20 · weight of the gap (hundredths of 5.00), core (NCF) and secondary factors (NSF) weighted
              `core_percent` to the rest (profile matching; a kind alone is all)

A competency on which the person has no data takes the neutral share; one that only a skill or a course speaks
of takes the level of the settings, to be verified. A vacancy that names no competency is judged by the
standard of its tier (PermenPANRB 38/2017) in rounds where somebody's nine levels are known. All sums are
integers.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from math import gcd
from typing import TYPE_CHECKING

import numpy as np

from penempatan.domain.vacancy import CompetencyRequirement
from penempatan.eligibility.tables import encode
from penempatan.knowledge.competencies import MANAGERIAL, standard_profile
from penempatan.scoring.blocks import half_up
from penempatan.scoring.component import Points
from penempatan.settings.model import CompetencyMethod, ComponentKey

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from penempatan.domain.problem import PlacementProblem
    from penempatan.domain.vacancy import Vacancy
    from penempatan.settings.model import Settings

    IntArray = NDArray[np.int32]
    Profile = tuple[CompetencyRequirement, ...]
    BoolArray = NDArray[np.bool_]

STATES = 7  # held level 0..5, or MISSING
MISSING = 6
COVERAGE_UNIT = 60  # 10000 · min / required is an integer number of 60ths for every required level 1..5


@dataclass(frozen=True, slots=True)
class CompetencyPart:
    """The component. Vacancies with equal requirements share a profile; the longest profiles come first."""

    names: tuple[str, ...]  # competencies that some vacancy requires
    state: NDArray[np.uint8]  # (n_employees, len(names)) held level, or MISSING
    inferred: BoolArray  # the same shape: the level rests on a skill or a course alone
    profiles: tuple[Profile, ...]
    vacancy: IntArray  # (n_vacancies,) index into profiles
    length: IntArray  # (len(profiles),) number of requirements, never rising
    number: IntArray  # (longest, len(profiles)) which competency the r-th requirement is about
    offset: NDArray[np.uint8]  # (longest, len(profiles)) where `value` holds the states for its level
    weight: NDArray[np.int64]  # (longest, len(profiles)) its weight
    value: NDArray[np.int64]  # (6 · STATES,) by required level and state, in units
    full: NDArray[np.int64]  # (len(profiles),) units of a full fit by weights; 1 where nothing is required
    asked: BoolArray
    standard: BoolArray  # (n_vacancies,) whether the standard of the tier stands in for requirements

    @property
    def key(self) -> ComponentKey:
        """Which component this is."""
        return ComponentKey.COMPETENCY

    @property
    def kind(self) -> IntArray:
        """(n_vacancies,) Equal requirements are one kind."""
        return self.vacancy

    def values(self, employees: IntArray, vacancies: IntArray) -> IntArray:
        """Return the (k, m) points; zero where the vacancy requires nothing."""
        distinct, place = np.unique(self.vacancy[vacancies], return_inverse=True)
        total = np.zeros((len(employees), len(distinct)), dtype=np.int64)
        held = self.state[employees]
        for rank, some in self._requirements(distinct):
            code = held.take(self.number[rank, some], axis=1) + self.offset[rank, some]
            total[:, : len(some)] += self.value.take(code) * self.weight[rank, some]
        return half_up(total, self.full[distinct]).take(place, axis=1)

    def points(self, employees: IntArray, vacancies: IntArray) -> Points:
        """Return the points of a block; missing where the person has no data on a required competency."""
        distinct, place = np.unique(self.vacancy[vacancies], return_inverse=True)
        missing = np.zeros((len(employees), len(distinct)), dtype=np.bool_)
        unknown = self.state[employees] == MISSING
        for rank, some in self._requirements(distinct):
            missing[:, : len(some)] |= unknown.take(self.number[rank, some], axis=1)
        return Points(self.values(employees, vacancies), missing.take(place, axis=1))

    def describe(self, employee: int, vacancy: int) -> str:
        """Name each required competency with the level held and the level required."""
        parts = []
        for one in self.profiles[self.vacancy[vacancy]]:
            column = self.names.index(one.name)
            state = int(self.state[employee, column])
            source = " (dari keahlian/diklat, perlu verifikasi)" if self.inferred[employee, column] else ""
            parts.append(f"{one.name} {'?' if state == MISSING else state}/{one.level}{source}")
        if not parts:
            return "formasi tidak mensyaratkan kompetensi"
        return ("standar jenjang: " if self.standard[vacancy] else "") + "; ".join(parts)

    def _requirements(self, distinct: IntArray) -> Iterator[tuple[int, IntArray]]:
        """Yield (rank, the leading profiles that have a requirement of this rank)."""
        length = self.length[distinct]
        for rank in range(int(length.max(initial=0))):
            yield rank, distinct[: np.count_nonzero(length > rank)]


def competency_part(problem: PlacementProblem, settings: Settings) -> CompetencyPart:
    """Number the levels held, and lay the requirements of every distinct profile out by rank."""
    known = "competencies" in problem.columns.employee
    by_tier = settings.competency.tier_standard and known and nine_are_known(problem)
    standards = [standard_of(one) if by_tier and not one.competencies else () for one in problem.vacancies]
    profiles, vacancy = _profiles(
        [
            (one.competencies or own) if known else ()
            for one, own in zip(problem.vacancies, standards, strict=True)
        ]
    )
    names, _ = encode([one.name for profile in profiles for one in profile])
    index = {name: column for column, name in enumerate(names)}
    state = np.full((len(problem.employees), len(names)), MISSING, dtype=np.uint8)
    inferred = np.zeros(state.shape, dtype=np.bool_)
    for row, employee in enumerate(problem.employees):
        for name, level in employee.competencies:
            if name in index:
                state[row, index[name]] = level
        for name in employee.evidence if settings.competency.evidence_level else ():
            if name in index and state[row, index[name]] == MISSING:
                state[row, index[name]] = settings.competency.evidence_level
                inferred[row, index[name]] = True

    gap = settings.competency.method is CompetencyMethod.GAP
    length = np.array([len(profile) for profile in profiles], dtype=np.int32)
    number = np.zeros((length.max(initial=0), len(profiles)), dtype=np.int32)
    offset, weight = np.zeros(number.shape, dtype=np.uint8), np.zeros(number.shape, dtype=np.int64)
    full = np.ones(len(profiles), dtype=np.int64)
    for column, profile in enumerate(profiles):
        weights = _weights(profile, settings.competency.core_percent if gap else None)
        number[: len(profile), column] = [index[one.name] for one in profile]
        offset[: len(profile), column] = [one.level * STATES for one in profile]
        weight[: len(profile), column] = weights
        full[column] = sum(weights) * (1 if gap else COVERAGE_UNIT) or 1
    return CompetencyPart(
        names,
        state,
        inferred,
        profiles,
        vacancy,
        length,
        number,
        offset,
        weight,
        (_gap_values(settings) if gap else _coverage_values(settings)).ravel(),
        full,
        (length > 0)[vacancy],
        np.array([bool(own) for own in standards], dtype=np.bool_),
    )


def nine_are_known(problem: PlacementProblem) -> bool:
    """Whether somebody has a level in each of the nine competencies: an assessment is in the data."""
    nine = frozenset(MANAGERIAL)
    return any(nine <= {name for name, _ in one.competencies} for one in problem.employees)


def standard_of(vacancy: Vacancy) -> Profile:
    """Return what the tier of a vacancy requires of the nine; nothing where the tier is not known."""
    if vacancy.tier is None:
        return ()
    return tuple(CompetencyRequirement(name, level) for name, level in standard_profile(vacancy.tier))


def _profiles(requirements: Sequence[Profile]) -> tuple[tuple[Profile, ...], IntArray]:
    """Return the distinct profiles, the longest first, and the index of each vacancy's profile."""
    found, code = encode(requirements)
    order = sorted(range(len(found)), key=lambda one: -len(found[one]))
    place = np.empty(len(found), dtype=np.int32)
    place[order] = np.arange(len(found), dtype=np.int32)
    return tuple(found[one] for one in order), place[code]


def _weights(requirements: Sequence[CompetencyRequirement], core_percent: int | None) -> list[int]:
    """Return the weight of each requirement: 1, or so that the means of core and secondary weigh right."""
    core = sum(one.core for one in requirements)
    secondary = len(requirements) - core
    if core_percent is None or not core or not secondary:
        return [1] * len(requirements)
    by_kind = {True: core_percent * secondary, False: (100 - core_percent) * core}
    common = gcd(*by_kind.values())
    return [by_kind[one.core] // common for one in requirements]


def _coverage_values(settings: Settings) -> NDArray[np.int64]:
    """Return (6, STATES) 10000 · min(held, required) / required in 60ths of a hundredth; row 0 unused."""
    table = np.zeros((6, STATES), dtype=np.int64)
    for required in range(1, 6):
        for held in range(6):
            table[required, held] = 10_000 * COVERAGE_UNIT * min(held, required) // required
        table[required, MISSING] = COVERAGE_UNIT * settings.neutral.competency
    return table


def _gap_values(settings: Settings) -> NDArray[np.int64]:
    """Return (6, STATES) points of the gap held − required, 5.00 being 10000; row 0 unused."""
    by_gap = [
        getattr(settings.competency.gap, one.name) for one in fields(settings.competency.gap)
    ]  # −5 … +4
    table = np.zeros((6, STATES), dtype=np.int64)
    for required in range(1, 6):
        for held in range(6):
            gap = held - required
            if settings.competency.surplus_free:
                gap = min(gap, 0)
            table[required, held] = 20 * by_gap[gap + 5]
        table[required, MISSING] = settings.neutral.competency
    return table
