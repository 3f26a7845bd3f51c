"""Component `pendidikan`: how near the person's best education comes to what the vacancy accepts.

A vacancy without a list is measured by the field groups of its dinas: the first-named, another, or none.
"""

from __future__ import annotations

from dataclasses import dataclass
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
    """What a vacancy asks: its list or, without one, the field groups of its dinas."""

    alternatives: tuple[Alternative, ...]
    field_groups: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.alternatives or self.field_groups)


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
        """Name the education that counts and the step it reaches."""
        held = self.held[self.employee[employee]]
        required = self.required[self.vacancy[vacancy]]
        if not required:
            return "formasi tidak menyebut pendidikan dan rumpun dinasnya tidak diketahui"
        if not held:
            return "pendidikan tidak diketahui"
        return self._on_list(held, required) if required.alternatives else self._on_dinas(held, required)

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
        guessed = MatchKind.KEYWORD in {
            programme.match
            for programme in (held[one].programme, required.alternatives[other].programme)
            if programme
        }
        return f"{shown} dengan {required.alternatives[other].raw}" + (" (dugaan)" if guessed else "")

    def _on_dinas(self, held: Held, required: Asked) -> str:
        best = max(held, key=lambda one: group_points(one, required.field_groups, self.ladder))
        group = best.programme.field_group if best.programme else None
        if group is None:
            return f"{best.label}: rumpunnya tidak dikenal"
        kind = {True: "rumpun utama dinas", False: "rumpun lain dinas"}
        place = (
            kind[group == required.field_groups[0]]
            if group in required.field_groups
            else "bukan rumpun dinas"
        )
        return f"{best.label}: {place} ({group})"


def group_points(one: HeldEducation, field_groups: tuple[str, ...], ladder: EducationLadder) -> int:
    """Return the points of an education for a dinas, −1 where its field group is not known."""
    group = one.programme.field_group if one.programme else None
    if group is None:
        return -1
    if group not in field_groups:
        return ladder.none
    return ladder.dinas_main if group == field_groups[0] else ladder.dinas_other


def education_part(problem: PlacementProblem, settings: Settings, offices: Offices) -> EducationPart:
    """Evaluate the ladder once per distinct pair of educations and requirement."""
    held, employee = encode([held_educations(one) for one in problem.employees])
    required, vacancy = encode(
        [
            Asked(alternatives)
            if (alternatives := one.qualification.alternatives)
            else Asked((), offices.field_groups(one.dinas))
            for one in problem.vacancies
        ]
    )
    known, doubt = _judge(held, required, settings.education)
    neutral = settings.neutral.education
    value = np.where(doubt, np.maximum(known, neutral), known).astype(np.int16)
    filled = np.array([bool(one) for one in required], dtype=np.bool_)
    value[:, ~filled] = 0
    stands_in = doubt & (known <= neutral) & filled[None, :]
    asked = filled[vacancy]
    return EducationPart(settings.education, held, required, employee, vacancy, asked, value, stands_in)


def _judge(
    held: tuple[Held, ...], required: tuple[Asked, ...], ladder: EducationLadder
) -> tuple[NDArray[np.int16], BoolArray]:
    """Return (best points that could be judged or −1, whether some education could not be judged)."""
    points = step_points(ladder).astype(np.int16)
    known, doubt = reduce_lists(
        held, [one.alternatives for one in required], (points, (points < 0).astype(np.int16))
    )
    for column, asked in enumerate(required):
        if asked.field_groups:
            for row, educations in enumerate(held):
                found = [group_points(one, asked.field_groups, ladder) for one in educations]
                known[row, column] = max(found, default=-1)
                doubt[row, column] = -1 in found
    return known, (doubt > 0) | np.array([not one for one in held], dtype=np.bool_)[:, None]
