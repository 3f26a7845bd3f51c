"""Component `pendidikan`: how near the person's best education comes to what the vacancy accepts.

A vacancy without a list is judged by the precedents of its post and by its dinas (see `unlisted`).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from penempatan.domain.education import MatchKind, education_label
from penempatan.eligibility.fit import (
    DOUBT,
    LISTED,
    NEAR,
    UNREAD,
    evidence_of,
    evidence_text,
    near_points,
    nearest_graded,
    rests_on_taxonomy,
    standings,
)
from penempatan.eligibility.ladder import HeldEducation, Step, compare, flatten, held_educations, step_points
from penempatan.eligibility.tables import encode
from penempatan.scoring.blocks import gather
from penempatan.scoring.component import Points
from penempatan.scoring.unlisted import NOTHING_KNOWN, UNKNOWN, Unlisted, stands_in
from penempatan.settings.model import ComponentKey, EducationRule

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from penempatan.domain.education import Alternative
    from penempatan.domain.problem import PlacementProblem
    from penempatan.scoring.offices import Offices
    from penempatan.settings.model import EducationLadder, Settings

    IntArray = NDArray[np.int32]
    BoolArray = NDArray[np.bool_]
    Held = tuple[HeldEducation, ...]

PENDING = np.int16(-2)  # points that nobody has asked for yet
_STEP_LABELS = {
    Step.LISTED: "tercantum",
    Step.HIGHER_LEVEL: "tercantum, jenjang lebih tinggi",
    Step.SAME_DETAILED: "bidang rinci sama",
    Step.SAME_NARROW: "bidang sempit sama",
    Step.SAME_GROUP: "rumpun sama",
    Step.SAME_BROAD: "bidang luas sama",
    Step.NONE: "tidak sebidang",
    Step.BELOW_LEVEL: "jenjang di bawah yang diminta",
    Step.UNKNOWN_FIELD: "bidangnya tidak dikenal",
    Step.UNREADABLE: "tidak terbaca",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a vacancy asks: its list or, without one, what stands in for it."""

    alternatives: tuple[Alternative, ...]
    unlisted: Unlisted = NOTHING_KNOWN

    def __bool__(self) -> bool:
        return bool(self.alternatives or self.unlisted)


@dataclass(frozen=True, slots=True)
class EducationPart:
    """The component as a table over distinct educations and distinct requirements.

    Where the nearness of an unlisted education decides, a cell is PENDING until somebody asks for it: such
    pairs are rarely eligible, and judging them all needs the tables of precedents.
    """

    ladder: EducationLadder
    neutral: int
    held: tuple[Held, ...]
    required: tuple[Asked, ...]
    employee: IntArray  # (n_employees,) index into held
    vacancy: IntArray  # (n_vacancies,) index into required
    asked: BoolArray
    known: NDArray[np.int16]  # (len(held), len(required)) points without nearness and neutral share, −1 none
    doubt: BoolArray  # the same shape: some education could not be judged
    table: NDArray[np.int16]  # the same shape: points, or PENDING
    described: dict[tuple[int, int], str] = field(compare=False)  # by (held, required), once written

    @property
    def key(self) -> ComponentKey:
        """Which component this is."""
        return ComponentKey.EDUCATION

    @property
    def kind(self) -> IntArray:
        """(n_vacancies,) Equal lists, or what stands in for them, are one kind."""
        return self.vacancy

    def values(self, employees: IntArray, vacancies: IntArray) -> IntArray:
        """Return the (k, m) points."""
        held, required = self.employee[employees], self.vacancy[vacancies]
        self._settle(np.unique(held).astype(np.intp), np.unique(required).astype(np.intp))
        return gather(self.table, held, required)

    def points(self, employees: IntArray, vacancies: IntArray) -> Points:
        """Return the points of a block and where the neutral share stands in."""
        value = self.values(employees, vacancies)
        cells = np.ix_(self.employee[employees], self.vacancy[vacancies])
        return Points(value, self.doubt[cells] & (value <= self.neutral) & self.asked[vacancies][None, :])

    def for_eligible(self) -> EducationPart:
        """Return the component for pairs that no rule forbids: PENDING cells are none of them and read 0."""
        return replace(self, table=np.maximum(self.table, 0))

    def settle_all(self) -> None:
        """Judge every PENDING cell."""
        self._settle(np.arange(len(self.held)), np.arange(len(self.required)))

    def settle_unread(self, unread: BoolArray) -> None:
        """Judge the PENDING cells of pairs that R06 lets through because something is unreadable."""
        cells = unread & (self.table == PENDING)
        if cells.any():
            self._settle(np.flatnonzero(cells.any(axis=1)), np.flatnonzero(cells.any(axis=0)))

    def _settle(self, held: NDArray[np.intp], required: NDArray[np.intp]) -> None:
        """Judge the nearness of the PENDING cells of a block, in place."""
        pending = self.table[np.ix_(held, required)] == PENDING
        if not pending.any():
            return
        rows, columns = held[pending.any(axis=1)], required[pending.any(axis=0)]
        cells = np.ix_(rows, columns)
        lists = [self.required[column].alternatives for column in columns.tolist()]
        near = near_points([self.held[row] for row in rows.tolist()], lists, self.ladder)
        points = _with_neutral(np.maximum(self.known[cells], near), self.doubt[cells], self.neutral)
        self.table[cells] = np.where(self.table[cells] == PENDING, points, self.table[cells])

    def describe(self, employee: int, vacancy: int) -> str:
        """Name the education that counts and what its points rest on."""
        cell = int(self.employee[employee]), int(self.vacancy[vacancy])
        if cell not in self.described:
            self.described[cell] = self._describe(self.held[cell[0]], self.required[cell[1]])
        return self.described[cell]

    def _describe(self, held: Held, required: Asked) -> str:
        if not required:
            return "formasi tidak menyebut pendidikan dan rumpun dinasnya tidak diketahui"
        if not held:
            return "pendidikan tidak diketahui"
        if required.alternatives:
            return self._on_list(held, required.alternatives)
        best = max(held, key=lambda one: required.unlisted.points(one, self.ladder))
        return required.unlisted.describe(best)

    def _on_list(self, held: Held, accepted: tuple[Alternative, ...]) -> str:
        steps = compare(held, accepted)
        listed = steps.min() <= Step.HIGHER_LEVEL  # near is never above listed
        if not listed and (nearest := nearest_graded(held, accepted, self.ladder)):
            return self._near(nearest, accepted)
        points = step_points(self.ladder)[steps]
        best, other = divmod(int(points.argmax()), len(accepted))  # the first best: educations come by level
        step = Step(int(steps[best, other]))
        shown = f"{held[best].label}: {_STEP_LABELS[step]}"
        if not Step.SAME_DETAILED <= step <= Step.SAME_BROAD:
            return shown
        return f"{shown} dengan {accepted[other].raw}" + _guess(held[best], accepted[other])

    def _near(self, one: HeldEducation, accepted: tuple[Alternative, ...]) -> str:
        """Return the evidence of a nearness; one that rests on a guessed field says so."""
        evidence = evidence_of(one, accepted)
        if not rests_on_taxonomy(evidence):
            return evidence_text(one, accepted)
        named = next((other for other in accepted if evidence.alternative in _labels(other)), accepted[0])
        return evidence_text(one, accepted) + _guess(one, named)


def _labels(other: Alternative) -> tuple[str, ...]:
    """Return what an alternative may be called."""
    if other.level is None or other.programme is None:
        return (other.raw,)
    return other.raw, education_label(other.level, other.programme)


def _guess(one: HeldEducation, other: Alternative) -> str:
    """Return the mark of a field that is a guess ("dugaan"), of either side."""
    guessed = any(
        programme.guessed or programme.match is MatchKind.KEYWORD
        for programme in (one.programme, other.programme)
        if programme
    )
    return " (dugaan)" if guessed else ""


def education_part(problem: PlacementProblem, settings: Settings, offices: Offices) -> EducationPart:
    """Evaluate the education of a round once per distinct pair of educations and requirement."""
    held, employee = encode([held_educations(one) for one in problem.employees])
    required, vacancy = encode(
        [
            Asked(alternatives)
            if (alternatives := one.qualification.alternatives)
            else Asked((), stands_in(one, offices, settings.education))
            for one in problem.vacancies
        ]
    )
    ladder, neutral = settings.education, settings.neutral.education
    bits = standings(held, [one.alternatives for one in required], ladder)
    known, doubt = _points_of_steps(ladder)[bits], (bits & DOUBT) > 0
    _judge_unlisted(held, required, ladder, known, doubt)
    doubt[[not one for one in held], :] = True
    table = _with_neutral(known, doubt, neutral)
    table[((bits & NEAR) > 0) & ((bits & LISTED) == 0)] = PENDING
    filled = np.array([bool(one) for one in required], dtype=np.bool_)
    table[:, ~filled] = 0
    part = EducationPart(
        ladder, neutral, held, required, employee, vacancy, filled[vacancy], known, doubt, table, {}
    )
    if settings.eligibility.education is not EducationRule.LISTED:
        part.settle_all()
    else:
        part.settle_unread((bits & UNREAD) > 0)
    return part


def _points_of_steps(ladder: EducationLadder) -> NDArray[np.int16]:
    """Return for every set of steps the most points of its members, −1 where none has any."""
    points = [*step_points(ladder).tolist(), -1]  # the last: GRADED, whose points are not in the ladder
    table = np.full(1 << len(points), -1, dtype=np.int16)
    sets = np.arange(len(table))
    for step, value in enumerate(points):
        chosen = (sets >> step) & 1 == 1
        table[chosen] = np.maximum(table[chosen], value)
    return table


def _with_neutral(known: NDArray[np.int16], doubt: BoolArray, neutral: int) -> NDArray[np.int16]:
    """Return the points with the neutral share where it is more than what could be judged."""
    return np.where(doubt, np.maximum(known, neutral), known).astype(np.int16)


def _judge_unlisted(
    held: tuple[Held, ...],
    required: tuple[Asked, ...],
    ladder: EducationLadder,
    known: NDArray[np.int16],
    doubt: BoolArray,
) -> None:
    """Fill the columns of vacancies without a list, in place."""
    educations, people = flatten(held)
    columns = [column for column, asked in enumerate(required) if asked.unlisted]
    points = np.array(
        [[required[column].unlisted.points(one, ladder) for column in columns] for one in educations],
        dtype=np.int16,
    ).reshape(len(educations), len(columns))
    known[:, columns] = people.largest(points, axis=0)
    doubt[:, columns] = people.largest((points == UNKNOWN).astype(np.int16), axis=0) > 0
