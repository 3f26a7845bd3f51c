"""How a person's educations fit a list of accepted ones: listed, near, or neither.

With `kedekatan = "preseden"` an education that the list does not name is graded by what agencies accept
together (`knowledge.nearness`); with "tangga", by the steps of the ladder below "listed". Only an education
whose level and programme are known is graded, and only where it has a field or was accepted by some vacancy:
about others a person has to decide.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from penempatan.domain.education import Education, Qualification
from penempatan.eligibility.ladder import HeldEducation, Step, bit, flatten, steps_by_list
from penempatan.knowledge.tables import rows
from penempatan.settings.model import NearnessBasis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from penempatan.domain.education import Alternative
    from penempatan.knowledge.nearness import Nearness
    from penempatan.settings.model import EducationLadder

    BitArray = NDArray[np.uint16]
    Held = tuple[HeldEducation, ...]
    Accepted = tuple[Alternative, ...]

GRADED = len(Step)  # a step of its own: not listed, level met, and near by so many points
LISTED = np.uint16(bit(Step.LISTED) | bit(Step.HIGHER_LEVEL))
DOUBT = np.uint16(bit(Step.UNKNOWN_FIELD) | bit(Step.UNREADABLE))
UNREAD = np.uint16(bit(Step.UNREADABLE))
NEAR = np.uint16(bit(GRADED))
_UNLISTED = np.uint16(sum(map(bit, (*range(Step.SAME_DETAILED, Step.BELOW_LEVEL), Step.UNKNOWN_FIELD))))


def standings(held: Sequence[Held], lists: Sequence[Accepted], ladder: EducationLadder) -> BitArray:
    """Return (len(held), len(lists)) the steps that some education of each person has against each list.

    A bit a step; GRADED stands for the steps of an education that is graded by precedents.
    """
    educations, people = flatten(held)
    return people.united(_education_standings(educations, lists, ladder), axis=0)


def _education_standings(
    educations: Sequence[HeldEducation], lists: Sequence[Accepted], ladder: EducationLadder
) -> BitArray:
    bits = steps_by_list(educations, lists)
    if ladder.nearness is NearnessBasis.PRECEDENT:
        graded = np.array([can_be_graded(one) for one in educations], dtype=np.bool_)
        near = graded[:, None] & ((bits & _UNLISTED) > 0)
        bits[near] = (bits[near] & ~_UNLISTED) | NEAR
    return bits


def near_points(
    held: Sequence[Held], lists: Sequence[Accepted], ladder: EducationLadder
) -> NDArray[np.int16]:
    """Return (len(held), len(lists)) the points of the nearest graded education, −1 where there is none."""
    educations, people = flatten(held)
    near = (_education_standings(educations, lists, ladder) & NEAR) > 0
    points = np.full(near.shape, -1, dtype=np.int16)
    some, columns = np.flatnonzero(near.any(axis=1)), np.flatnonzero(near.any(axis=0))
    if len(some):
        from penempatan.knowledge.nearness import nearness_matrix

        asked = [(educations[row].level, educations[row].programme) for row in some.tolist()]
        found = nearness_matrix(asked, [Qualification("", lists[column]) for column in columns.tolist()])
        block = np.ix_(some, columns)
        points[block] = np.where(near[block], within(found, ladder), -1)
    return people.largest(points, axis=0)


def within(points: NDArray[np.int32], ladder: EducationLadder) -> NDArray[np.int32]:
    """Keep the points of what is near between those of an unrelated and those of a listed education."""
    return np.minimum(np.maximum(points, ladder.none), min(ladder.listed, ladder.higher_level))


def nearest_graded(held: Held, accepted: Accepted, ladder: EducationLadder) -> HeldEducation | None:
    """Return the education that is nearest to a list, the first of equals; None if none is graded."""
    graded = (_education_standings(held, [accepted], ladder)[:, 0] & NEAR) > 0
    some = [one for one, near in zip(held, graded.tolist(), strict=True) if near]
    if len(some) < 2:
        return some[0] if some else None
    return some[int(near_points([(one,) for one in some], [accepted], ladder)[:, 0].argmax())]


@lru_cache(maxsize=1024)
def evidence_of(one: HeldEducation, accepted: Accepted) -> Nearness:
    """Return what the nearness of one education to a list rests on; its points are not worked out here."""
    from penempatan.knowledge.nearness import nearness

    education = Education(one.label, one.level, one.programme)
    return nearness(education, Qualification("", accepted), points=0)


def evidence_text(one: HeldEducation, accepted: Accepted) -> str:
    """Say in Indonesian how near an unlisted education comes, the education named first."""
    sentence = evidence_of(one, accepted).sentence()
    return sentence if sentence.startswith(one.label) else f"{one.label}: {sentence}"


def rests_on_taxonomy(evidence: Nearness) -> bool:
    """Whether a nearness rests on fields of education, for want of a precedent."""
    from penempatan.knowledge.nearness import Basis

    return evidence.basis is Basis.TAXONOMY


def can_be_graded(one: HeldEducation) -> bool:
    """Whether nearness can be judged: level and programme known, with a field or a precedent."""
    if one.level is None or one.programme is None:
        return False
    return bool(one.programme.isced or one.programme.field_group or one.programme.name in _accepted_names())


@cache
def _accepted_names() -> frozenset[str]:
    return frozenset(row["name"] for row in rows("accepted_programmes"))
