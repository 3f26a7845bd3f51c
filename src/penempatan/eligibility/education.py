"""Rules on education: level (R05) and programme (R06)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from penempatan.domain.education import Alternative, EducationLevel
from penempatan.eligibility.fit import NEAR, evidence_text, near_points, nearest_graded, standings
from penempatan.eligibility.ladder import HeldEducation, Step, recorded_educations, step_points
from penempatan.eligibility.posts import UNKNOWN
from penempatan.eligibility.rule import Rule, RuleCode, Verdict
from penempatan.settings.model import EducationRule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from penempatan.domain.employee import Employee
    from penempatan.domain.vacancy import Vacancy
    from penempatan.settings.model import EducationLadder

SHOWN_ALTERNATIVES = 3

LevelHeld = tuple[EducationLevel | None, bool]


class LevelMet(Rule[LevelHeld, LevelHeld | None]):
    """R05: the highest level held is at least the lowest level that the vacancy accepts.

    Ranks, not BKN codes: D-IV and S-1 are one level, and a profession stands below S-2. Both sides are the
    level (None: none could be read) and whether another one could not be read.
    """

    code = RuleCode.R05
    source = "UU 20/2023; PermenPANRB 45/2022 dan 1/2023; syarat formasi"

    def held(self, employee: Employee) -> LevelHeld:
        """Return the highest level held, and whether there may be a higher one that could not be read."""
        levels = [one.level for one in employee.educations if not one.by_title]
        highest = max(
            (level for level in levels if level), key=lambda level: (level.rank, level.label), default=None
        )
        return highest, None in levels

    def required(self, vacancy: Vacancy) -> LevelHeld | None:
        """Return the lowest level accepted, and whether a lower one is illegible; None without a list."""
        if not vacancy.qualification:
            return None
        levels = [one.level for one in vacancy.qualification.alternatives]
        lowest = min(
            (level for level in levels if level), key=lambda level: (level.rank, level.label), default=None
        )
        return lowest, None in levels

    def judge(self, held: LevelHeld, required: LevelHeld | None) -> Verdict:
        """Forbid below the lowest level; ask where a level could not be read and would decide."""
        if required is None:
            return Verdict.ALLOWED
        (highest, more), (lowest, less) = held, required
        if highest is not None and lowest is not None and highest.rank >= lowest.rank:
            return Verdict.ALLOWED
        return Verdict.UNVERIFIED if highest is None or lowest is None or more or less else Verdict.FORBIDDEN

    def show_held(self, held: LevelHeld) -> str:
        """Return the highest level."""
        highest, more = held
        if highest is None:
            return f"jenjang {UNKNOWN}"
        return f"{highest.label} (ada pendidikan yang jenjangnya {UNKNOWN})" if more else highest.label

    def show_required(self, required: LevelHeld | None) -> str:
        """Return the lowest level accepted."""
        if required is None:
            return "tidak disyaratkan"
        lowest, less = required
        if lowest is None:
            return f"jenjang {UNKNOWN}"
        return f"minimal {lowest.label}" + (f" (ada pilihan yang jenjangnya {UNKNOWN})" if less else "")


class ProgrammeListed(Rule[tuple[HeldEducation, ...], tuple[Alternative, ...]]):
    """R06: the programme is one of those the vacancy accepts, at the level asked or higher.

    With `pendidikan = "dekat"` a near programme is let through, but a human has to confirm it.
    """

    code = RuleCode.R06
    source = "Syarat formasi (Anjab); PermenPANRB 45/2022 dan 1/2023"

    def __init__(self, setting: EducationRule, nearness_min: int, ladder: EducationLadder) -> None:
        verdict = np.full(len(Step) + 1, Verdict.FORBIDDEN, dtype=np.uint8)
        verdict[[Step.LISTED, Step.HIGHER_LEVEL]] = Verdict.ALLOWED
        verdict[Step.UNREADABLE] = Verdict.UNVERIFIED
        if setting is EducationRule.NEAR:
            near = (step_points(ladder) >= nearness_min) & (np.arange(len(Step)) < Step.BELOW_LEVEL)
            verdict[: len(Step)][near & (verdict[: len(Step)] == Verdict.FORBIDDEN)] = Verdict.UNVERIFIED
            verdict[Step.UNKNOWN_FIELD] = Verdict.UNVERIFIED
        self._verdict = _mildest(verdict.tolist())
        self._by_nearness = setting is EducationRule.NEAR
        self._nearness_min = nearness_min
        self._ladder = ladder

    def held(self, employee: Employee) -> tuple[HeldEducation, ...]:
        """Return every education on record."""
        return recorded_educations(employee)

    def required(self, vacancy: Vacancy) -> tuple[Alternative, ...]:
        """Return the list of accepted educations."""
        return vacancy.qualification.alternatives

    def judge(self, held: tuple[HeldEducation, ...], required: tuple[Alternative, ...]) -> Verdict:
        """Judge one person's educations against one list."""
        return Verdict(int(self.judge_all([held], [required])[0, 0]))

    def judge_all(
        self, held: Sequence[tuple[HeldEducation, ...]], required: Sequence[tuple[Alternative, ...]]
    ) -> NDArray[np.uint8]:
        """Return the table of verdicts; the best education against the best alternative counts."""
        bits = standings(held, required, self._ladder)
        table = self._verdict[bits]
        if self._by_nearness:
            open_to = (table == Verdict.FORBIDDEN) & ((bits & NEAR) > 0)
            rows, columns = np.flatnonzero(open_to.any(axis=1)), np.flatnonzero(open_to.any(axis=0))
            block = np.ix_(rows, columns)
            near = near_points(
                [held[row] for row in rows.tolist()],
                [required[one] for one in columns.tolist()],
                self._ladder,
            )
            table[block] = np.where(
                open_to[block] & (near >= self._nearness_min), np.uint8(Verdict.UNVERIFIED), table[block]
            )
        table[[not one for one in held], :] = Verdict.UNVERIFIED
        table[:, [not one for one in required]] = Verdict.ALLOWED
        return table

    def show(
        self, held: tuple[HeldEducation, ...], required: tuple[Alternative, ...], verdict: Verdict
    ) -> tuple[str, str]:
        """Return both values; of an education that passes as near also what its nearness rests on."""
        own, asked = super().show(held, required, verdict)
        if self._by_nearness and held and required and verdict is Verdict.UNVERIFIED:
            nearest = nearest_graded(held, required, self._ladder)
            if nearest and near_points([(nearest,)], [required], self._ladder)[0, 0] >= self._nearness_min:
                text = evidence_text(nearest, required)
                own = f"{own} ({text.removeprefix(f'{own}:').removeprefix(own).strip()})"
        return own, asked

    def show_held(self, held: tuple[HeldEducation, ...]) -> str:
        """Return the educations."""
        return "; ".join(one.label for one in held) or f"pendidikan {UNKNOWN}"

    def show_required(self, required: tuple[Alternative, ...]) -> str:
        """Return the first accepted educations and how many more there are."""
        if not required:
            return "tidak ada daftar program studi"
        shown = " / ".join(one.raw for one in required[:SHOWN_ALTERNATIVES])
        more = len(required) - SHOWN_ALTERNATIVES
        return f"{shown} (+{more} lagi)" if more > 0 else shown


def _mildest(verdicts: Sequence[int]) -> NDArray[np.uint8]:
    """Return for every set of steps the mildest verdict of its members; forbidden for none."""
    table = np.full(1 << len(verdicts), Verdict.FORBIDDEN, dtype=np.uint8)
    sets = np.arange(len(table))
    for step, verdict in enumerate(verdicts):
        table[(sets >> step) & 1 == 1] = np.minimum(table[(sets >> step) & 1 == 1], verdict)
    return table
