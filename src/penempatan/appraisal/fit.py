"""How well educations fit a qualification list, from 0.00 to 100.00, and why in one sentence.

Listed 100.00; the same programme at a higher level 95.00; below that the nearness learnt from what agencies
accept together. A level below the lowest that fits nothing on the list earns 0.00 (rule R05), and so does an
education that cannot be read: its sentence says that it needs verification.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from penempatan.appraisal.nearby import near_points, near_sentence
from penempatan.appraisal.reading import reading_of
from penempatan.domain.education import MatchKind
from penempatan.eligibility.ladder import HeldEducation, Step, compare

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from penempatan.domain.education import Alternative, Education, Qualification

    Held = tuple[Education, ...]
    Cell = tuple[int, int]  # number of a person's educations, number of a list

LISTED_POINTS = 10_000
HIGHER_LEVEL_POINTS = 9_500
_SHOWN = 60  # characters of an alternative that a sentence quotes


class Standing(Enum):
    """Where an education stands against a list; of equal points, the last counts."""

    LISTED = "tercantum"
    HIGHER_LEVEL = "tercantum, jenjang lebih tinggi"
    NEAR = "dekat"
    BELOW_LEVEL = "jenjang di bawah syarat"
    UNREAD = "perlu verifikasi"


_ORDER = {standing: place for place, standing in enumerate(Standing)}


@dataclass(frozen=True, slots=True)
class Fit:
    """How a person's educations fit: `points` in hundredths, and the education that counts (None: none)."""

    points: int
    standing: Standing
    education: Education | None
    sentence: str

    @property
    def to_verify(self) -> bool:
        """Whether a person has to look at the data before the points mean anything."""
        return self.standing is Standing.UNREAD or _is_unlisted(self.education)


@dataclass(frozen=True, slots=True)
class _Single:
    """One education against one list; `alternative` is the one that decides, by its place in the list."""

    education: Education
    points: int
    standing: Standing
    alternative: int = 0


def appraise(educations: Held, qualification: Qualification) -> Fit:
    """Judge one person's educations against one list; the best education counts."""
    return appraise_all([educations], [qualification], [(0, 0)])[0]


def appraise_all(held: Sequence[Held], lists: Sequence[Qualification], cells: Sequence[Cell]) -> list[Fit]:
    """Judge `held[i]` against `lists[j]` for every cell (i, j), in the order of the cells."""
    people_of: dict[int, dict[int, None]] = {}
    for person, column in cells:
        people_of.setdefault(column, {})[person] = None
    singles: dict[Cell, list[_Single]] = {}
    near: list[tuple[int, int, Education]] = []
    for column, people in people_of.items():
        if lists[column]:
            near += _settle(held, lists[column], [(person, column) for person in people], singles)
    points = near_points([(one, lists[column]) for _, column, one in near])
    for (person, column, one), value in zip(near, points, strict=True):
        singles[person, column].append(_Single(one, value, Standing.NEAR))
    fits = {
        (person, column): _best(held[person], lists[column], singles.get((person, column), []))
        for column, people in people_of.items()
        for person in people
    }
    return [fits[cell] for cell in cells]


def _settle(
    held: Sequence[Held], qualification: Qualification, cells: list[Cell], singles: dict[Cell, list[_Single]]
) -> list[tuple[int, int, Education]]:
    """Put what needs no nearness into `singles`; return the rest. All cells are of one list."""
    flat = [(person, column, one) for person, column in cells for one in held[person]]
    for cell in cells:
        singles[cell] = []
    if not flat:
        return []
    looked_at = [
        HeldEducation(one.level, one.programme, "" if one.programme else one.raw) for _, _, one in flat
    ]
    near = []
    for each, steps in zip(flat, compare(looked_at, qualification.alternatives), strict=True):
        if single := _settled(each[2], steps):
            singles[each[0], each[1]].append(single)
        else:
            near.append(each)
    return near


def _settled(education: Education, steps: NDArray[np.uint8]) -> _Single | None:
    """What needs no nearness: listed, higher level, level below, unreadable. None: how near it is decides."""
    first = int(steps.argmin())
    if steps[first] == Step.LISTED:
        return _Single(education, LISTED_POINTS, Standing.LISTED, first)
    if steps[first] == Step.HIGHER_LEVEL:
        return _Single(education, HIGHER_LEVEL_POINTS, Standing.HIGHER_LEVEL, first)
    if (steps == Step.BELOW_LEVEL).all():
        return _Single(education, 0, Standing.BELOW_LEVEL, first)
    if education.level is None or education.programme is None:
        return _Single(education, 0, Standing.UNREAD, first)
    return None


def _best(held: Held, qualification: Qualification, singles: list[_Single]) -> Fit:
    if not qualification:
        return Fit(0, Standing.UNREAD, None, "Perlu verifikasi: kualifikasi tidak menyebut pendidikan.")
    if not held:
        return Fit(0, Standing.UNREAD, None, "Perlu verifikasi: pendidikan kosong.")
    best = max(singles, key=lambda one: (one.points, _ORDER[one.standing]))
    return Fit(best.points, best.standing, best.education, _sentence(best, qualification))


def _sentence(single: _Single, qualification: Qualification) -> str:
    education = single.education
    reading = reading_of(education)
    if single.standing is Standing.UNREAD:
        return f"Perlu verifikasi: {_lower(reading.question)}"
    if single.standing is Standing.NEAR:
        near = near_sentence(education, qualification, single.points)
        return f"Perlu verifikasi: {_lower(reading.question)} {near}" if _is_unlisted(education) else near
    alternative = qualification.alternatives[single.alternative]
    if single.standing is Standing.BELOW_LEVEL:
        lowest = min((one.level for one in qualification.alternatives if one.level), key=lambda one: one.rank)
        return f"Jenjang {reading.label} di bawah jenjang minimal {lowest.label} (R05)."
    if alternative.any_programme:
        return f"{reading.label}: formasi menerima semua program studi ({_quoted(alternative)})."
    if single.standing is Standing.HIGHER_LEVEL:
        return (
            f"{reading.label}: program studinya tercantum pada jenjang lebih rendah ({_quoted(alternative)})."
        )
    return f"{reading.label} tercantum pada kualifikasi ({_quoted(alternative)})."


def _is_unlisted(education: Education | None) -> bool:
    programme = education.programme if education else None
    return programme is not None and programme.match is MatchKind.UNLISTED


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _quoted(alternative: Alternative) -> str:
    raw = " ".join(alternative.raw.split())
    return raw if len(raw) <= _SHOWN else f"{raw[: _SHOWN - 1]}…"
