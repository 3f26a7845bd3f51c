"""How near an education comes to a vacancy's list, with the evidence that an approver can check."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from penempatan.domain.education import Programme
from penempatan.knowledge.nearness.counts import counts_of
from penempatan.knowledge.nearness.evidence import accepted_alternative, evidence_of_pairs
from penempatan.knowledge.nearness.likeness import name_likeness_to
from penempatan.knowledge.nearness.points import Weights, shipped_weights
from penempatan.knowledge.nearness.table import (
    AcceptedProgramme,
    Groups,
    Neighbour,
    PrecedentTable,
    Together,
    shipped_table,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from penempatan.domain.education import Education, EducationLevel, Qualification

    Held = tuple[EducationLevel | None, Programme | None]
    IntArray = NDArray[np.int64]

SOURCE = "CPNS 2024"
NEVER = Together(0, 0)
MAX_PAIRS = 1 << 20  # looked at in one go, some hundred megabytes
_LIKE_NAME = 0.2  # likeness of names below which they are not worth naming


class Basis(Enum):
    """What a nearness rests on; the value is what the report says."""

    PRECEDENT = "preseden"
    TAXONOMY = "rumpun"
    NAME = "nama"
    NONE = "tanpa dasar"


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near an education is to a list: hundredths in 0..9000, and the strongest evidence for it."""

    points: int
    basis: Basis
    held: str = ""  # the education as counted
    alternative: str = ""  # the listed programme that the evidence is about
    together: Together = NEVER
    relation: str = ""  # Indonesian: what the two share where there is no precedent
    below_level: bool = False

    def sentence(self) -> str:
        """Return the evidence as an Indonesian sentence without its full stop."""
        if self.below_level:
            return "jenjang di bawah yang diminta"
        if self.basis is Basis.PRECEDENT:
            formations = f"{self.together.formations:,}".replace(",", ".")  # points between thousands
            return (
                f"{self.held} diterima bersama {self.alternative} pada {formations} formasi "
                f"di {self.together.agencies} instansi ({SOURCE})"
            )
        if self.basis is Basis.NONE:
            return "tanpa preseden; bidang dan namanya pun lain dari yang tercantum"
        return f"tanpa preseden; menurut {self.relation} dengan {self.alternative}"


def nearness(
    education: Education,
    qualification: Qualification,
    table: PrecedentTable | None = None,
    weights: Weights | None = None,
    points: int | None = None,
) -> Nearness:
    """Return how near an education is to a list that does not name it.

    Of the precedents, the listed programme that the most agencies accept together with this one is named.
    `points` are those of `nearness_matrix` where they are at hand already.
    """
    table = table or shipped_table()
    if education.programme is None or not qualification:
        return Nearness(0, Basis.NONE)
    held = _accepted(education.level, education.programme)
    if _below(held, qualification):
        return Nearness(0, Basis.NONE, held.label, below_level=True)
    if points is None:
        pair = [(education.level, education.programme)]
        points = int(nearness_matrix(pair, [qualification], table, weights)[0, 0])
    listed = _listed(_OneList(qualification), table)
    return _with_precedent(table, held, listed, points) or _by_likeness(table, held, listed.names, points)


def nearness_matrix(
    programmes: Sequence[Held],
    lists: Sequence[Qualification],
    table: PrecedentTable | None = None,
    weights: Weights | None = None,
) -> NDArray[np.int32]:
    """Return the (len(programmes), len(lists)) points, hundredths in 0..9000; see `nearness_of_pairs`."""
    rows, columns = np.divmod(np.arange(len(programmes) * len(lists)), max(1, len(lists)))
    points = nearness_of_pairs(programmes, lists, rows, columns, table=table, weights=weights)
    return points.reshape(len(programmes), len(lists))


def nearness_of_pairs(
    programmes: Sequence[Held],
    lists: Sequence[Qualification],
    rows: IntArray,
    columns: IntArray,
    *,
    table: PrecedentTable | None = None,
    weights: Weights | None = None,
) -> NDArray[np.int32]:
    """Return the points of `programmes[rows[k]]` against `lists[columns[k]]`, hundredths in 0..9000.

    0 below the lowest level that a list accepts. Where a list has no programme of a person's level, what the
    programme of the same name would be worth at the list's level counts if it is more.
    """
    table, weights = table or shipped_table(), weights or shipped_weights()
    variants: dict[AcceptedProgramme, int] = {}
    of_row = [_variants(table, level, programme) if programme else [] for level, programme in programmes]
    numbers = Groups.of([[variants.setdefault(one, len(variants)) for one in row] for row in of_row])
    rank = np.array([one.rank for one in variants], dtype=np.int64)
    present = _ranks_present(lists, int(rank.max(initial=0)))
    lowest = np.where(present.any(axis=1), present.argmax(axis=1), np.iinfo(np.int64).max)
    possible = np.flatnonzero(numbers.sizes[rows] > 0)
    own = numbers.member[numbers.start[rows[possible]]]
    allowed = (rank[own] == 0) | (rank[own] >= lowest[columns[possible]])
    pairs = possible[allowed & present[columns[possible]].any(axis=1)]
    variant, sizes = numbers.take(rows[pairs])
    pair = np.repeat(pairs, sizes)
    own = np.repeat(numbers.member[numbers.start[rows[pairs]]], sizes)
    counts = (variant == own) | (present[columns[pair], rank[variant]] & ~present[columns[pair], rank[own]])
    variant, pair = variant[counts], pair[counts]
    result = np.zeros(len(rows), dtype=np.int32)
    order = np.argsort(columns[pair], kind="stable")
    for start in range(0, len(order), MAX_PAIRS):
        some = order[start : start + MAX_PAIRS]
        evidence = evidence_of_pairs(table, list(variants), lists, variant[some], columns[pair[some]])
        np.maximum.at(result, pair[some], weights.points(evidence))
    return result


def _ranks_present(lists: Sequence[Qualification], most: int) -> NDArray[np.bool_]:
    """Return (lists, ranks): whether a list accepts programmes of a rank."""
    ranks = [{one.level.rank if one.level else 0 for one in each.alternatives} for each in lists]
    present = np.zeros((len(lists), max([most, *(max(each, default=0) for each in ranks)]) + 1), np.bool_)
    for row, each in enumerate(ranks):
        present[row, list(each)] = True
    return present


def nearest(education: Education, n: int = 10, table: PrecedentTable | None = None) -> tuple[Neighbour, ...]:
    """Return the programmes accepted together with an education, nearest first; () without precedent."""
    table = table or shipped_table()
    if education.programme is None:
        return ()
    found = _row(table, _accepted(education.level, education.programme))
    if found is None:
        return ()
    result: list[Neighbour] = []
    for other, counts in table.companions(found):
        one = table.programmes[other]
        if one.name and len(result) < n:
            programme = Programme(one.name, one.isced or None, one.field_group or None)
            result.append(Neighbour(one.level, programme, counts.formations, counts.agencies))
    return tuple(result)


class _OneList:
    """A list as a key of a cache, known by itself: to compare or hash hundreds of names takes too long."""

    __slots__ = ("qualification",)

    def __init__(self, qualification: Qualification) -> None:
        self.qualification = qualification

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _OneList) and other.qualification is self.qualification

    def __hash__(self) -> int:
        return id(self.qualification)


@dataclass(frozen=True, slots=True)
class _Listed:
    """What a list names, the row of each (−1: none), and the rows that there are, in order."""

    names: list[AcceptedProgramme]
    rows: list[int]
    known: IntArray


@lru_cache(maxsize=64)
def _listed(one: _OneList, table: PrecedentTable) -> _Listed:
    names = [accepted_alternative(each) for each in one.qualification.alternatives]
    rows = [table.number.get((each.level, each.name), -1) if each.name else -1 for each in names]
    return _Listed(names, rows, np.array(sorted({each for each in rows if each >= 0}), dtype=np.int64))


def _accepted(level: EducationLevel | None, programme: Programme) -> AcceptedProgramme:
    return AcceptedProgramme(level, programme.name, programme.isced or "", programme.field_group or "")


def _below(held: AcceptedProgramme, qualification: Qualification) -> bool:
    lowest = min(one.level.rank if one.level else 0 for one in qualification.alternatives)
    return 0 < held.rank < lowest


def _variants(
    table: PrecedentTable, level: EducationLevel | None, programme: Programme
) -> list[AcceptedProgramme]:
    """Return a programme at its level, then at the lower levels where vacancies accept one of its name."""
    own = _accepted(level, programme)
    lower = [
        one
        for one in table.named.get(programme.name, ())
        if one.rank != own.rank and (one.rank < own.rank or own.rank == 0)
    ]
    return [own, *(AcceptedProgramme(one.level, own.name, own.isced, own.field_group) for one in lower)]


def _row(table: PrecedentTable, held: AcceptedProgramme) -> int | None:
    """Return the row of a programme at its level, else of its twin, else of its name at a lower level."""
    number = table.number.get((held.level, held.name))
    if number is not None:
        return number
    named = [one for one in table.named.get(held.name, ()) if one.rank <= held.rank or held.rank == 0]
    if not named:
        return None
    best = max(named, key=lambda one: one.rank)
    return table.number[best.level, best.name]


def _with_precedent(
    table: PrecedentTable, held: AcceptedProgramme, listed: _Listed, points: int
) -> Nearness | None:
    rows = {
        table.number.get((one.level, one.name))
        for one in (held, *table.named.get(held.name, ()))
        if one.rank <= held.rank or not held.rank
    }
    best: tuple[int, int, int] = (0, 0, 0)
    found: list[tuple[int, AcceptedProgramme]] = []  # of those alike the last by its label counts
    for row in sorted(one for one in rows if one is not None):
        formations, agencies = table.together_with(row)
        others = listed.known[listed.known != row]
        if not len(others) or not agencies[others].any():
            continue
        most = others[agencies[others] == agencies[others].max()]
        most = most[formations[most] == formations[most].max()]
        own_level = int(table.programmes[row].level is held.level)
        key = (own_level, int(agencies[most[0]]), int(formations[most[0]]))
        if key >= best:
            found = found if key == best else []
            best = key
            found += [(row, listed.names[listed.rows.index(other)]) for other in most.tolist()]
    if not found:
        return None
    row, one = max(found, key=lambda each: (each[1].label, -each[0]))
    counts = Together(best[2], best[1])
    return Nearness(points, Basis.PRECEDENT, table.programmes[row].label, one.label, counts)


def _by_likeness(
    table: PrecedentTable, held: AcceptedProgramme, listed: list[AcceptedProgramme], points: int
) -> Nearness:
    """Name the listed programme closest by ISCED-F and rumpun, else by name."""
    alike = name_likeness_to(held.name, [one.name for one in listed], counts_of(table).words)
    ranked = [
        (
            _shared_digits(held, one),
            bool(held.field_group) and held.field_group == one.field_group,
            like,
            one,
        )
        for one, like in zip(listed, alike, strict=True)
    ]
    digits, grouped, like, one = max(ranked, key=lambda each: each[:3])
    if grouped or digits:
        shared = []
        if grouped:
            shared.append(f"rumpun {held.field_group}")
        if digits:
            shared.append(f"bidang ISCED-F {held.isced[:digits]}")
        return Nearness(
            points, Basis.TAXONOMY, held.label, one.label, relation=f"{' dan '.join(shared)} yang sama"
        )
    if like >= _LIKE_NAME:
        return Nearness(points, Basis.NAME, held.label, one.label, relation="kemiripan nama")
    return Nearness(points, Basis.NONE, held.label)


def _shared_digits(held: AcceptedProgramme, other: AcceptedProgramme) -> int:
    for digits in (4, 3, 2):
        if held.isced and held.isced[:digits] == other.isced[:digits]:
            return digits
    return 0
