"""Component `pendidikan`: how near the person's best education comes to what the vacancy accepts.

A vacancy without a list is judged by the precedents of its post and by its dinas (see `unlisted`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from penempatan.domain.education import MatchKind
from penempatan.eligibility.ladder import (
    HeldEducation,
    Step,
    compare,
    held_educations,
    reduce_lists,
    step_points,
)
from penempatan.eligibility.tables import encode
from penempatan.scoring.blocks import gather
from penempatan.scoring.component import Points
from penempatan.scoring.unlisted import NOTHING_KNOWN, UNKNOWN, Unlisted, stands_in
from penempatan.settings.model import ComponentKey

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from penempatan.domain.education import Alternative
    from penempatan.domain.problem import PlacementProblem
    from penempatan.scoring.offices import Offices
    from penempatan.settings.model import EducationLadder, Settings

    IntArray = NDArray[np.int32]
    BoolArray = NDArray[np.bool_]
    Held = tuple[HeldEducation, ...]

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
    """The component as a table over distinct educations and distinct requirements."""

    ladder: EducationLadder
    held: tuple[Held, ...]
    required: tuple[Asked, ...]
    employee: IntArray  # (n_employees,) index into held
    vacancy: IntArray  # (n_vacancies,) index into required
    asked: BoolArray
    table: NDArray[np.int16]  # (len(held), len(required))
    doubt: BoolArray  # the same shape: the neutral share stands in
    described: dict[tuple[int, int], str] = field(compare=False)  # by (held, required), once written

    @property
    def key(self) -> ComponentKey:
        """Which component this is."""
        return ComponentKey.EDUCATION

    def values(self, employees: IntArray, vacancies: IntArray) -> IntArray:
        """Return the (k, m) points."""
        return gather(self.table, self.employee[employees], self.vacancy[vacancies])

    def points(self, employees: IntArray, vacancies: IntArray) -> Points:
        """Return the points of a block and where education could not be judged."""
        doubt = self.doubt[np.ix_(self.employee[employees], self.vacancy[vacancies])]
        return Points(self.values(employees, vacancies), doubt)

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
            return self._on_list(held, required)
        best = max(held, key=lambda one: required.unlisted.points(one, self.ladder))
        return required.unlisted.describe(best)

    def _on_list(self, held: Held, required: Asked) -> str:
        steps = compare(held, required.alternatives)
        best = int(
            np.argmax(step_points(self.ladder)[steps])
        )  # the first best: educations by level, list in order
        one, other = divmod(best, len(required.alternatives))
        step = Step(int(steps[one, other]))
        shown = f"{held[one].label}: {_STEP_LABELS[step]}"
        if not Step.SAME_DETAILED <= step <= Step.SAME_BROAD:
            return shown
        guessed = any(
            programme.guessed or programme.match is MatchKind.KEYWORD
            for programme in (held[one].programme, required.alternatives[other].programme)
            if programme
        )
        return f"{shown} dengan {required.alternatives[other].raw}" + (" (dugaan)" if guessed else "")


def education_part(problem: PlacementProblem, settings: Settings, offices: Offices) -> EducationPart:
    """Evaluate the ladder once per distinct pair of educations and requirement."""
    held, employee = encode([held_educations(one) for one in problem.employees])
    required, vacancy = encode(
        [
            Asked(alternatives)
            if (alternatives := one.qualification.alternatives)
            else Asked((), stands_in(one, offices, settings.education))
            for one in problem.vacancies
        ]
    )
    known, doubt = _judge(held, required, settings.education)
    neutral = settings.neutral.education
    value = np.where(doubt, np.maximum(known, neutral), known).astype(np.int16)
    filled = np.array([bool(one) for one in required], dtype=np.bool_)
    value[:, ~filled] = 0
    neutral_counts = doubt & (known <= neutral) & filled[None, :]
    asked = filled[vacancy]
    return EducationPart(
        settings.education, held, required, employee, vacancy, asked, value, neutral_counts, {}
    )


def _judge(
    held: tuple[Held, ...], required: tuple[Asked, ...], ladder: EducationLadder
) -> tuple[NDArray[np.int16], BoolArray]:
    """Return (best points that could be judged or −1, whether some education could not be judged)."""
    points = step_points(ladder).astype(np.int16)
    known, doubt = reduce_lists(
        held, [one.alternatives for one in required], (points, (points < 0).astype(np.int16))
    )
    educations = list(dict.fromkeys(one for own in held for one in own))
    for column, asked in enumerate(required):
        if asked.unlisted:
            found = {one: asked.unlisted.points(one, ladder) for one in educations}
            for row, own in enumerate(held):
                known[row, column] = max((found[one] for one in own), default=UNKNOWN)
                doubt[row, column] = any(found[one] == UNKNOWN for one in own)
    return known, (doubt > 0) | np.array([not one for one in held], dtype=np.bool_)[:, None]
