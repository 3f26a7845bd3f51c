"""Nearness of an education that is not listed, and the words for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from penempatan.domain.education import education_label
from penempatan.knowledge.nearness import nearest, nearness, nearness_of_pairs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from penempatan.domain.education import Education, EducationLevel, Programme, Qualification


_HOW_NEAR = ((6_000, "tetapi dekat"), (3_000, "agak dekat"), (1_000, "kurang dekat"), (0, "jauh"))


@dataclass(frozen=True, slots=True)
class NearProgramme:
    """A programme that vacancies accept together with another one."""

    label: str
    formations: int
    agencies: int


def near_points(cells: Sequence[tuple[Education, Qualification]]) -> list[int]:
    """Return the points (hundredths) of each education against a list that does not name it."""
    row: dict[tuple[EducationLevel | None, Programme | None], int] = {}
    lists: dict[int, int] = {}  # by identity: comparing long lists takes longer than weighing them
    rows = [row.setdefault((one.level, one.programme), len(row)) for one, _ in cells]
    columns = [lists.setdefault(id(one), len(lists)) for _, one in cells]
    distinct = list({id(one): one for _, one in cells}.values())
    found: list[int] = nearness_of_pairs(
        list(row), distinct, np.array(rows, int), np.array(columns, int)
    ).tolist()
    return found


def near_sentence(education: Education, qualification: Qualification, points: int) -> str:
    """Say in one sentence how near an unlisted education comes and on what that rests."""
    evidence = nearness(education, qualification, points=points).sentence()
    how_near = next(words for least, words in _HOW_NEAR if points >= least)
    label = ""
    if education.level is not None and education.programme is not None:
        label = education_label(education.level, education.programme)
    verdict = "Tidak tercantum" if label in evidence else f"{label} tidak tercantum"
    return f"{verdict}, {how_near}: {evidence}."


def nearest_programmes(education: Education, count: int) -> tuple[NearProgramme, ...]:
    """Return what vacancies accept together with an education, nearest first; () without precedent."""
    found = []
    for one in nearest(education, count):
        label = education_label(one.level, one.programme) if one.level else one.programme.name
        found.append(NearProgramme(label, one.formations, one.agencies))
    return tuple(found)
