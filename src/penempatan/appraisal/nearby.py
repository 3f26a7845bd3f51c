"""Nearness of an education that is not listed, and the words for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from penempatan.domain.education import education_label
from penempatan.knowledge.nearness import nearest, nearness, nearness_matrix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from penempatan.domain.education import Education, EducationLevel, Programme, Qualification


_HOW_NEAR = ((6_000, "tetapi dekat"), (3_000, "agak dekat"), (1_000, "kurang dekat"), (0, "jauh"))
_LISTS_AT_ONCE = 8  # educations of one list are weighed against the others of the block too, which is waste


@dataclass(frozen=True, slots=True)
class NearProgramme:
    """A programme that vacancies accept together with another one."""

    label: str
    formations: int
    agencies: int


def near_points(cells: Sequence[tuple[Education, Qualification]]) -> list[int]:
    """Return the points (hundredths) of each education against a list that does not name it."""
    by_list: dict[int, list[int]] = {}  # by identity: comparing long lists takes longer than weighing them
    for place, (_, qualification) in enumerate(cells):
        by_list.setdefault(id(qualification), []).append(place)
    blocks = list(by_list.values())
    points = [0] * len(cells)
    for start in range(0, len(blocks), _LISTS_AT_ONCE):
        block = blocks[start : start + _LISTS_AT_ONCE]
        row: dict[tuple[EducationLevel | None, Programme | None], int] = {}
        for place in (each for places in block for each in places):
            row.setdefault((cells[place][0].level, cells[place][0].programme), len(row))
        matrix = nearness_matrix(list(row), [cells[places[0]][1] for places in block])
        for column, places in enumerate(block):
            for place in places:
                one = cells[place][0]
                points[place] = int(matrix[row[one.level, one.programme], column])
    return points


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
