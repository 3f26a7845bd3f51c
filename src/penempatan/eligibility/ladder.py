"""The education ladder: how near an education comes to an accepted one (domain brief 3.4).

    LISTED         same programme at the level asked (D-IV and S-1 are one level), or any programme accepted
    HIGHER_LEVEL   the same at a higher level
    SAME_DETAILED, SAME_NARROW, SAME_GROUP, SAME_BROAD
                   ISCED-F detailed field (4 digits), narrow field (3), our field group, broad field (2)

The level must be met on every rung: an education below the level that an alternative asks for comes near
nothing. The first rung reached counts. An alternative that names no level asks for none here (R05 asks about
it), and one that no table knows can only be matched by name.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from penempatan.domain.education import education_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from penempatan.domain.education import Alternative, Education, EducationLevel, Programme
    from penempatan.domain.employee import Employee
    from penempatan.settings.model import EducationLadder

    IntArray = NDArray[np.int32]
    ByteArray = NDArray[np.uint8]
    BitArray = NDArray[np.uint16]

ItemT = TypeVar("ItemT")

MAX_CELLS = 1 << 22  # cells of one comparison: tens of megabytes at most, whatever the round's size


class Step(IntEnum):
    """Where an education stands against one alternative; the last two are doubts about the person's data."""

    LISTED = 0
    HIGHER_LEVEL = 1
    SAME_DETAILED = 2
    SAME_NARROW = 3
    SAME_GROUP = 4
    SAME_BROAD = 5
    NONE = 6
    BELOW_LEVEL = 7
    UNKNOWN_FIELD = 8  # a legible programme that no table knows: not listed, nearness unknown
    UNREADABLE = 9  # level or programme unknown where it decides: it may even be listed


@dataclass(frozen=True, slots=True)
class HeldEducation:
    """An education as the ladder looks at it; `raw` only where the programme or level could not be read."""

    level: EducationLevel | None
    programme: Programme | None
    raw: str = ""
    by_title: bool = False

    @property
    def label(self) -> str:
        """The education as people write it, and that only a title at the name says so."""
        if self.level is None or self.programme is None:
            return self.raw
        label = education_label(self.level, self.programme)
        return f"{label} (menurut gelar pada nama)" if self.by_title else label


def recorded_educations(employee: Employee) -> tuple[HeldEducation, ...]:
    """Return the person's educations without those that only a title at the name tells: what rules judge."""
    return tuple(one for one in held_educations(employee) if not one.by_title)


def held_educations(employee: Employee) -> tuple[HeldEducation, ...]:
    """Return the person's educations without spelling, each once, highest level first."""
    if len(employee.educations) == 1:
        return (_held(employee.educations[0]),)
    held = {_held(one) for one in employee.educations}
    return tuple(sorted(held, key=lambda one: (-(one.level.rank if one.level else 0), one.label)))


def _held(one: Education) -> HeldEducation:
    unread = one.level is None or one.programme is None
    return HeldEducation(one.level, one.programme, one.raw if unread else "", one.by_title)


def step_points(ladder: EducationLadder) -> IntArray:
    """Return (10,) the points of each step, hundredths; −1 for the two doubts."""
    points = [
        ladder.listed,
        ladder.higher_level,
        ladder.same_detailed,
        ladder.same_narrow,
        ladder.same_group,
        ladder.same_broad,
        ladder.none,
        ladder.none,
        -1,
        -1,
    ]
    return np.array(points, dtype=np.int32)


def compare(educations: Sequence[HeldEducation], alternatives: Sequence[Alternative]) -> ByteArray:
    """Return the (len(educations), len(alternatives)) matrix of steps."""
    words: dict[str, int] = {}
    return _compare(_encode(educations, words, missing=-1), _encode(alternatives, words, missing=-2))


@dataclass(frozen=True, slots=True)
class _Coded:
    """Educations or alternatives as numbers, one array each; equal numbers mean equal values."""

    rank: IntArray  # level rank, 0 unknown
    name: IntArray  # −1 or −2 (by side, so that the unknown never equals the unknown)
    group: IntArray
    fields: tuple[IntArray, IntArray, IntArray]  # ISCED-F broad, narrow, detailed
    accepts_any: NDArray[np.bool_]

    def rows(self, part: slice) -> _Coded:
        """Return some of them."""
        broad, narrow, detailed = self.fields
        return _Coded(
            self.rank[part],
            self.name[part],
            self.group[part],
            (broad[part], narrow[part], detailed[part]),
            self.accepts_any[part],
        )


def _encode(
    ones: Sequence[HeldEducation] | Sequence[Alternative], words: dict[str, int], missing: int
) -> _Coded:
    def numbers(kind: str, values: Sequence[str | None]) -> IntArray:
        codes = [missing if value is None else words.setdefault(kind + value, len(words)) for value in values]
        return np.array(codes, dtype=np.int32)

    programmes = [one.programme for one in ones]
    isced = [programme.isced or None if programme else None for programme in programmes]
    groups = [programme.field_group or None if programme else None for programme in programmes]
    return _Coded(
        np.array([one.level.rank if one.level else 0 for one in ones], dtype=np.int32),
        numbers("name ", [programme.name if programme else None for programme in programmes]),
        numbers("group ", groups),
        (
            numbers("", [code and code[:2] for code in isced]),
            numbers("", [code and code[:3] for code in isced]),
            numbers("", [code and code[:4] for code in isced]),
        ),
        np.array(
            [one.programme is None or getattr(one, "any_programme", False) for one in ones], dtype=np.bool_
        ),
    )


def _compare(people: _Coded, posts: _Coded) -> ByteArray:
    nearness = np.zeros((len(people.rank), len(posts.rank)), dtype=np.uint8)
    for own, other in zip(people.fields, posts.fields, strict=True):
        nearness += (
            own[:, None] == other[None, :]
        )  # counts the ISCED-F levels shared: broad, narrow, detailed
    nearness += np.uint8(4) * (people.group[:, None] == posts.group[None, :])
    nearness += np.uint8(8) * (people.name[:, None] == posts.name[None, :])
    nearness[:, posts.accepts_any] = 8
    step = _STEP_OF_NEARNESS[nearness]

    rank, asked = people.rank[:, None], posts.rank[None, :]
    no_taxonomy = ((people.fields[0] < 0) & (people.group < 0))[:, None]
    step[(step == Step.NONE) & no_taxonomy] = Step.UNKNOWN_FIELD
    step[(people.name < 0)[:, None] & ~posts.accepts_any[None, :]] = Step.UNREADABLE
    step[(step == Step.LISTED) & (rank > asked) & (asked > 0)] = Step.HIGHER_LEVEL
    level_unknown = (rank == 0) & (asked > 0)
    step[level_unknown & (step == Step.LISTED)] = Step.UNREADABLE
    step[level_unknown & (step < Step.NONE)] = Step.UNKNOWN_FIELD
    step[(rank > 0) & (rank < asked)] = Step.BELOW_LEVEL
    return step


def _step_of_nearness() -> ByteArray:
    """Return the step for 1·(ISCED levels shared) + 4·(same group) + 8·(same name)."""
    by_levels = (Step.NONE, Step.SAME_BROAD, Step.SAME_NARROW, Step.SAME_DETAILED)
    in_group = (Step.SAME_GROUP, Step.SAME_GROUP, Step.SAME_NARROW, Step.SAME_DETAILED)
    return np.array([*by_levels, *in_group, *[Step.LISTED] * 8], dtype=np.uint8)


_STEP_OF_NEARNESS = _step_of_nearness()


def steps_by_list(educations: Sequence[HeldEducation], lists: Sequence[tuple[Alternative, ...]]) -> BitArray:
    """Return (len(educations), len(lists)) the steps that each education has against some alternative.

    A bit a step, `bit(step)`; 0 for an empty list.
    """
    alternatives, posts = flatten(lists)
    result = np.zeros((len(educations), len(lists)), dtype=np.uint16)
    if not len(educations) or not alternatives:
        return result
    words: dict[str, int] = {}
    coded = _encode(educations, words, missing=-1), _encode(alternatives, words, missing=-2)
    rows = max(1, MAX_CELLS // len(posts.member))
    for start in range(0, len(educations), rows):
        part = slice(start, start + rows)
        result[part] = posts.united(_BIT_OF_STEP[_compare(coded[0].rows(part), coded[1])], axis=1)
    return result


def bit(step: int) -> int:
    """Return the bit that stands for a step."""
    return 1 << step


_BIT_OF_STEP = np.array([bit(step) for step in Step], dtype=np.uint16)


@dataclass(frozen=True, slots=True)
class Groups:
    """Members of each group, flat: group g owns member[start[g] : start[g + 1]]."""

    member: IntArray
    start: IntArray

    def united(self, bits: BitArray, axis: int) -> BitArray:
        """Return the bits that some member of each group has, along an axis; 0 for an empty group."""
        return self._reduced(np.bitwise_or, bits, axis, 0)

    def largest(self, value: NDArray[np.int16], axis: int) -> NDArray[np.int16]:
        """Return the largest value of each group along an axis, −1 for an empty group."""
        return self._reduced(np.maximum, value, axis, -1)

    def _reduced(self, ufunc: np.ufunc, value: NDArray[Any], axis: int, empty: int) -> NDArray[Any]:
        filled = self.start[:-1] < self.start[1:]
        shape = list(value.shape)
        shape[axis] = len(filled)
        result = np.full(shape, empty, dtype=value.dtype)
        if filled.any():
            members = value.take(self.member, axis=axis)
            result[(slice(None),) * axis + (filled,)] = ufunc.reduceat(
                members, self.start[:-1][filled], axis=axis
            )
        return result


def flatten(groups: Sequence[tuple[ItemT, ...]]) -> tuple[list[ItemT], Groups]:
    """Return the distinct members of all groups in order of appearance, and which of them each group has."""
    index: dict[ItemT, int] = {}
    member = [index.setdefault(one, len(index)) for group in groups for one in group]
    start = np.cumsum([0, *(len(group) for group in groups)], dtype=np.int32)
    return list(index), Groups(np.array(member, dtype=np.int32), start)
