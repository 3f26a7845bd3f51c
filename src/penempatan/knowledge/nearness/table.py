"""The table of precedents: which programmes real vacancies accepted together, in how many agencies."""

from __future__ import annotations

import csv
import gzip
import io
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from penempatan.domain.education import EducationLevel, Programme, education_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    IntArray = NDArray[np.int64]
    FloatArray = NDArray[np.float64]

PROGRAMMES = "accepted_programmes.csv"
LISTS = "accepted_together.csv.gz"


@dataclass(frozen=True, slots=True)
class AcceptedProgramme:
    """A programme at its level as vacancies accept it; `name` "" accepts any programme of the level."""

    level: EducationLevel | None
    name: str
    isced: str = ""
    field_group: str = ""

    @property
    def label(self) -> str:
        """Level and programme as people write them."""
        if self.level is None:
            return self.name
        return education_label(self.level, Programme(self.name)) if self.name else self.level.label

    @property
    def rank(self) -> int:
        """Rank of the level, D-IV and S-1 being one; 0 where the level is not told."""
        return self.level.rank if self.level else 0


@dataclass(frozen=True, slots=True)
class AcceptedList:
    """One distinct set of programmes that vacancies accept, and how much stands behind it."""

    programmes: tuple[int, ...]  # rows of the programme table, ascending
    formations: int  # vacancies (rows of the announcement) with exactly this set
    agencies: tuple[int, ...]  # numbers of the agencies that used it, ascending
    posts: tuple[int, ...] = ()  # numbers of the posts (jabatan) it was announced for, ascending


@dataclass(frozen=True, slots=True)
class Together:
    """In how many vacancies and agencies two programmes were accepted together."""

    formations: int
    agencies: int


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A programme accepted together with another one."""

    level: EducationLevel | None
    programme: Programme
    formations: int
    agencies: int


@dataclass(frozen=True, eq=False)
class Groups:
    """Members of numbered groups, flat: group g owns member[start[g] : start[g + 1]]."""

    start: IntArray
    member: IntArray

    @classmethod
    def of(cls, groups: Sequence[Sequence[int]]) -> Groups:
        """Lay groups end to end."""
        start = np.cumsum([0, *(len(group) for group in groups)], dtype=np.int64)
        return cls(start, np.array([one for group in groups for one in group], dtype=np.int64))

    def __getitem__(self, group: int) -> IntArray:
        return self.member[self.start[group] : self.start[group + 1]]

    @cached_property
    def sizes(self) -> IntArray:
        """Number of members by group."""
        return np.diff(self.start)

    @property
    def owner(self) -> IntArray:
        """The group of each entry of `member`."""
        return np.repeat(np.arange(len(self.start) - 1), self.sizes)

    def turned(self, members: int) -> Groups:
        """Return the groups by member: for each of `members` numbers, the groups that hold it."""
        order = np.argsort(self.member, kind="stable")
        start = np.concatenate([[0], np.cumsum(np.bincount(self.member, minlength=members))])
        return Groups(start, self.owner[order])

    def take(self, groups: IntArray) -> tuple[IntArray, IntArray]:
        """Return the members of several groups end to end, and how many each gave."""
        begin, sizes = self.start[groups], self.sizes[groups]
        ends = np.cumsum(sizes)
        total = int(ends[-1]) if len(ends) else 0
        return self.member[np.arange(total) + np.repeat(begin - ends + sizes, sizes)], sizes


@dataclass(frozen=True, eq=False)  # one table is equal to itself only
class PrecedentTable:
    """Programmes, the distinct lists that vacancies accept, and counts over both.

    A *twin* is a programme whatever it is called at its rank: D-IV and S-1 of one name are one twin.
    """

    programmes: tuple[AcceptedProgramme, ...]
    lists: Groups  # list -> programmes
    formations: IntArray  # by list
    agencies: Groups  # list -> agencies
    posts: Groups  # list -> posts

    @classmethod
    def of(cls, programmes: Iterable[AcceptedProgramme], lists: Sequence[AcceptedList]) -> PrecedentTable:
        """Build the table from its rows."""
        return cls(
            tuple(programmes),
            Groups.of([one.programmes for one in lists]),
            np.array([one.formations for one in lists], dtype=np.int64),
            Groups.of([one.agencies for one in lists]),
            Groups.of([one.posts for one in lists]),
        )

    @cached_property
    def number(self) -> dict[tuple[EducationLevel | None, str], int]:
        """Row of a programme by level and name."""
        return {(one.level, one.name): row for row, one in enumerate(self.programmes)}

    @cached_property
    def twin_number(self) -> dict[tuple[int, str], int]:
        """Number of a twin by rank and name, in the order of the programme rows."""
        numbers: dict[tuple[int, str], int] = {}
        for one in self.programmes:
            numbers.setdefault((one.rank, one.name), len(numbers))
        return numbers

    @cached_property
    def named(self) -> dict[str, list[AcceptedProgramme]]:
        """The programmes of a name, one a rank, lowest first (of D-IV and S-1 the one more lists accept)."""
        found: dict[tuple[str, int], int] = {}
        sizes = self.holders.sizes
        for row, one in enumerate(self.programmes):
            best = found.setdefault((one.name, one.rank), row)
            if sizes[row] > sizes[best]:
                found[one.name, one.rank] = row
        names: dict[str, list[AcceptedProgramme]] = {}
        for name, rank in sorted(found):
            names.setdefault(name, []).append(self.programmes[found[name, rank]])
        return names

    @cached_property
    def twin(self) -> IntArray:
        """Twin of each programme."""
        return np.array([self.twin_number[one.rank, one.name] for one in self.programmes], dtype=np.int64)

    @cached_property
    def twin_lists(self) -> Groups:
        """List -> distinct twins."""
        pairs = np.unique(np.stack([self.lists.owner, self.twin[self.lists.member]]), axis=1)
        start = np.concatenate([[0], np.cumsum(np.bincount(pairs[0], minlength=len(self.formations)))])
        return Groups(start, pairs[1])

    @cached_property
    def holders(self) -> Groups:
        """Programme -> lists that hold it."""
        return self.lists.turned(len(self.programmes))

    @cached_property
    def twin_holders(self) -> Groups:
        """Twin -> lists that hold it."""
        return self.twin_lists.turned(len(self.twin_number))

    def together(self, one: int, other: int) -> Together:
        """Count the vacancies and the agencies that accept two programmes together."""
        both = np.intersect1d(self.holders[one], self.holders[other], assume_unique=True)
        agencies, _ = self.agencies.take(both)
        return Together(int(self.formations[both].sum()), len(np.unique(agencies)))

    @lru_cache(maxsize=4096)  # noqa: B019 the shipped table lives as long as the program does
    def together_with(self, programme: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Return, by programme, the vacancies and the agencies that accept it together with this one."""
        held = self.holders[programme]
        members, sizes = self.lists.take(held)
        formations = np.bincount(members, np.repeat(self.formations[held], sizes), len(self.programmes))
        agencies, used_by = self.agencies.take(held)
        named, sizes = self.lists.take(np.repeat(held, used_by))
        width = int(self.agencies.member.max(initial=0)) + 1
        by_agency = np.zeros(len(self.programmes) * width, np.bool_)
        by_agency[named * width + np.repeat(agencies, sizes)] = True
        counts = np.bincount(np.flatnonzero(by_agency) // width, minlength=len(self.programmes))
        return formations.astype(np.int32), counts.astype(np.int32)

    def companions(self, programme: int) -> list[tuple[int, Together]]:
        """Return every programme accepted together with one, nearest first.

        Nearness here is the cosine over agencies, m / √(m₁·m₂): one agency counts once, however many
        vacancies it announced, and a programme that everyone lists everywhere is near to few.
        """
        held = self.holders[programme]
        members, sizes = self.lists.take(held)
        formations = np.bincount(members, np.repeat(self.formations[held], sizes), len(self.programmes))
        found = []
        own = self._agency_count(programme)
        for other in np.flatnonzero(formations):
            if other != programme:
                counts = self.together(programme, int(other))
                cosine = counts.agencies**2 / (own * self._agency_count(int(other)))
                found.append((-cosine, -counts.formations, int(other), counts))
        return [(other, counts) for _, _, other, counts in sorted(found, key=lambda one: one[:3])]

    def _agency_count(self, programme: int) -> int:
        return len(np.unique(self.agencies.take(self.holders[programme])[0]))


def read_table(programmes: str, lists: str) -> PrecedentTable:
    """Read the two CSV texts that the derivation wrote."""
    accepted = [
        AcceptedProgramme(
            EducationLevel[row["level"]] if row["level"] else None,
            row["name"],
            row["isced"],
            row["field_group"],
        )
        for row in csv.DictReader(io.StringIO(programmes))
    ]
    rows = csv.reader(io.StringIO(lists))
    next(rows)
    members, formations, agencies, posts = zip(*rows, strict=True)
    return PrecedentTable(
        tuple(accepted),
        _groups(members),
        np.array(formations, dtype=np.int64),
        _groups(agencies),
        _groups(posts),
    )


def _groups(cells: Sequence[str]) -> Groups:
    """Read cells of numbers separated by blanks."""
    start = np.cumsum([0, *(cell.count(" ") + 1 for cell in cells)], dtype=np.int64)
    return Groups(start, np.array(" ".join(cells).split(" "), dtype=np.int64))


@cache
def shipped_table() -> PrecedentTable:
    """Return the table of the CPNS 2024 vacancies that comes with the package."""
    data = files("penempatan.knowledge").joinpath("data")
    lists = gzip.decompress(data.joinpath(LISTS).read_bytes()).decode("utf-8")
    return read_table(data.joinpath(PROGRAMMES).read_text(encoding="utf-8"), lists)
