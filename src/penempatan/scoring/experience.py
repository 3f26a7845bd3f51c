"""Component `pengalaman`: what the present post shares with the vacancy; the best one counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from penempatan.eligibility.posts import post_name
from penempatan.eligibility.tables import encode
from penempatan.scoring.blocks import SparseCells, gather, sparse_cells
from penempatan.scoring.component import Cells, Points
from penempatan.scoring.offices import office_key
from penempatan.settings.model import ComponentKey

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from penempatan.domain.employee import Employee
    from penempatan.domain.problem import PlacementProblem
    from penempatan.domain.vacancy import Vacancy
    from penempatan.scoring.offices import Offices
    from penempatan.settings.model import ExperiencePoints, Settings

    IntArray = NDArray[np.int32]
    BoolArray = NDArray[np.bool_]

_NOTHING, _GROUP, _SAME = 0, 1, 2


@dataclass(frozen=True, slots=True)
class ExperiencePart:
    """The component: equal post names by number, and a small table over pairs of dinas."""

    scale: ExperiencePoints
    neutral: int
    posts: tuple[IntArray, IntArray]  # (n_employees,), (n_vacancies,) number of the post name; 0 unknown
    offices: tuple[IntArray, IntArray]  # (n_employees,), (n_vacancies,) number of the dinas; 0 unknown
    groups: tuple[IntArray, IntArray]  # (n_employees,), (n_vacancies,) index into related
    related: NDArray[np.uint8]  # _GROUP or _NOTHING by the field groups of the two dinas
    inside: SparseCells  # number of the dinas × vacancy: the posts inside it, of 0 none
    asked: BoolArray

    @property
    def key(self) -> ComponentKey:
        """Which component this is."""
        return ComponentKey.EXPERIENCE

    @property
    def kind(self) -> IntArray:
        """(n_vacancies,) post and field groups; who comes from the same dinas is an exception."""
        return self.posts[1] * np.int32(len(self.related)) + self.groups[1]

    def values(self, employees: IntArray, vacancies: IntArray) -> IntArray:
        """Return the (k, m) points."""
        own, offered = self.offices[0][employees], self.offices[1][vacancies]
        same = (own[:, None] == offered[None, :]) & (own > 0)[:, None]
        return self._values(employees, vacancies, same)

    def usual(self, employees: IntArray, vacancies: IntArray) -> IntArray:
        """Return the (k, m) points of people from another dinas."""
        return self._values(employees, vacancies, None)

    def exceptions(self, employees: IntArray, vacancies: IntArray) -> Cells:
        """Return the cells inside one dinas."""
        row, column, _ = self.inside.within(self.offices[0][employees], vacancies)
        same = self.posts[0][employees[row]] == self.posts[1][vacancies[column]]
        same &= self.posts[0][employees[row]] > 0
        value = np.full(len(row), self.scale.same_dinas, np.int32)
        np.maximum(value, self.scale.same_position, out=value, where=same)
        return Cells(row, column, value)

    def _values(self, employees: IntArray, vacancies: IntArray, same_dinas: BoolArray | None) -> IntArray:
        by_group = np.array([self.scale.none, self.scale.same_group], dtype=np.int16)
        value = gather(by_group[self.related], self.groups[0][employees], self.groups[1][vacancies])
        if same_dinas is not None:
            value[same_dinas] = self.scale.same_dinas
        own, offered = self.posts[0][employees], self.posts[1][vacancies]
        same = (own[:, None] == offered[None, :]) & (own > 0)[:, None]
        np.maximum(value, self.scale.same_position, out=value, where=same)
        value[self._missing(employees)] = self.neutral
        return value

    def points(self, employees: IntArray, vacancies: IntArray) -> Points:
        """Return the points of a block; missing where neither post nor dinas is known."""
        return Points(self.values(employees, vacancies), self._missing(employees)[:, None])

    def describe(self, employee: int, vacancy: int) -> str:
        """Name what counts."""
        if self._missing(np.array([employee], dtype=np.int32))[0]:
            return "jabatan dan dinas asal tidak diketahui"
        own, offered = self.posts[0][employee], self.posts[1][vacancy]
        shared = int(self.related[self.groups[0][employee], self.groups[1][vacancy]])
        if (office := self.offices[0][employee]) and office == self.offices[1][vacancy]:
            shared = _SAME
        found = [(self.scale.same_position, "jabatan yang sama")] if own and own == offered else []
        found.append(
            (
                (self.scale.none, "jabatan dan dinas lain"),
                (self.scale.same_group, "dinas serumpun"),
                (self.scale.same_dinas, "dinas yang sama"),
            )[shared]
        )
        return max(found, key=lambda one: one[0])[1]

    def _missing(self, employees: IntArray) -> BoolArray:
        missing: BoolArray = (self.posts[0][employees] == 0) & (self.offices[0][employees] == 0)
        return missing


def experience_part(problem: PlacementProblem, settings: Settings, offices: Offices) -> ExperiencePart:
    """Number the post names and the dinas of both sides, and compare the field groups of every two once."""
    people, posts = problem.employees, problem.vacancies
    everyone: tuple[Employee | Vacancy, ...] = (*people, *posts)
    _, post = encode(["", *(post_name(one.position) for one in everyone)])
    keys, office = encode(["", *(office_key(one.dinas) for one in everyone)])
    fields, group = encode([frozenset(offices.field_groups(key)) for key in keys])
    related = np.array([[_GROUP * bool(one & other) for other in fields] for one in fields], dtype=np.uint8)
    cut = 1 + len(people)
    inside: list[list[int]] = [[] for _ in keys]
    for vacancy, number in enumerate(office[cut:].tolist()):
        if number:
            inside[number].append(vacancy)
    known = bool({"position", "dinas"} & problem.columns.employee)
    return ExperiencePart(
        settings.experience,
        settings.neutral.experience,
        (post[1:cut], post[cut:]),
        (office[1:cut], office[cut:]),
        (group[office[1:cut]], group[office[cut:]]),
        related,
        sparse_cells(inside, len(posts)),
        np.full(len(posts), known),
    )
