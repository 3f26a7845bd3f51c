"""The evidences that a programme is near to a list of accepted ones; docs/method.md gives the formulas.

Every evidence is larger the nearer the programme; what there is nothing to say about is 0.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from penempatan.knowledge.nearness.table import AcceptedProgramme, Groups, PrecedentTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from penempatan.domain.education import Alternative, Qualification

    IntArray = NDArray[np.int64]
    FloatArray = NDArray[np.float64]

EVIDENCES = (
    "similar_lists",  # lift among the lists that resemble this one
    "same_lists",  # the same among those that nearly are this one
    "similar_lists_twin",  # as the first, D-IV and S-1 of one name being one
    "pairs",  # lift of being accepted together with the listed ones, one by one
    "isced_broad",
    "isced_narrow",
    "isced_detailed",
    "field_group",  # some listed programme is of the same rumpun
    "name",  # likeness of the most similar name
    "name_mean",
    "brief_list",  # a short list says more about what else it would take than a long one
)
SIMILAR, SAME = 5, 8  # powers of the likeness of lists
NEAREST_LISTS = 500
PRIOR_SHARE = 0.02
FLOOR = 1e-4
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Evidences:
    """Evidences of every programme against every list: `values` is (len(EVIDENCES), programmes, lists)."""

    values: FloatArray


def lift(
    accepting: FloatArray, weight: FloatArray, total: float, usual: FloatArray, power: int
) -> FloatArray:
    """Return how much more often than usual lists accept a programme, as a natural logarithm.

    `accepting`: weight of the lists that accept it; `weight`: weight of all acceptances at its level, listed
    programmes left out; `usual`: its share of those over all lists. `total`, the weight of the lists, shrinks
    it: as if 2 % of them, and one list half as like, followed what is usual.
    """
    prior = PRIOR_SHARE * total + 0.5**power
    share: FloatArray = (accepting + prior * usual) / (weight + prior)
    return np.log(share + FLOOR) - np.log(usual + FLOOR)


@dataclass(frozen=True, slots=True)
class _Side:
    """One way to count: by programme as called, or by twin."""

    lists: Groups
    prior: FloatArray  # lists that accept it, plus one
    level: IntArray  # number of its level

    @classmethod
    def of(cls, lists: Groups, levels: Sequence[object]) -> _Side:
        prior = np.bincount(lists.member, minlength=len(levels)).astype(np.float64) + 1
        return cls(lists, prior, _numbered(levels))

    def lifts(
        self, near: IntArray, likeness: FloatArray, listed: IntArray, asked: IntArray, powers: Sequence[int]
    ) -> list[FloatArray]:
        """Return, for each power of likeness, the lift of each asked programme among the lists `near`.

        0 for the unknown programmes (−1).
        """
        members, sizes = self.lists.take(near)
        known = asked[asked >= 0]
        prior = self.prior[known]
        usual = prior / np.maximum(self._of_level(self.prior, listed)[known], prior)
        result = []
        for power in powers:
            weight = likeness**power
            mass = np.bincount(members, np.repeat(weight, sizes), len(self.prior)).astype(np.float64)
            of_level = self._of_level(mass, listed)[known]
            lifts = np.zeros(len(asked))
            lifts[asked >= 0] = lift(mass[known], of_level, float(weight.sum()), usual, power)
            result.append(lifts)
        return result

    def _of_level(self, mass: FloatArray, listed: IntArray) -> FloatArray:
        """Return for each programme the mass of the unlisted ones of its level."""
        unlisted = mass.copy()
        unlisted[listed] = 0
        by_level: FloatArray = np.bincount(self.level, unlisted)[self.level].astype(np.float64)
        return by_level


@dataclass(frozen=True, slots=True)
class _Counts:
    """What a table says, ready for comparing lists."""

    called: _Side
    twins: _Side
    rarity: FloatArray  # by twin: log of lists in all over lists that accept it; > 0
    unseen: float  # the rarity of a programme that no list accepts
    norm: FloatArray  # by list: rarity of its programmes, summed
    words: dict[str, float]  # rarity of the words of names


@lru_cache(maxsize=8)
def _counts(table: PrecedentTable) -> _Counts:
    called = _Side.of(table.lists, [one.level for one in table.programmes])
    twins = _Side.of(table.twin_lists, [rank for rank, _ in table.twin_number])
    lists = len(table.formations)
    rarity = np.log((lists + 2) / twins.prior)
    norm = np.bincount(table.twin_lists.owner, rarity[table.twin_lists.member], lists).astype(np.float64)
    return _Counts(called, twins, rarity, math.log(lists + 2), norm, word_rarity(table.programmes))


def evidence_matrix(
    table: PrecedentTable, programmes: Sequence[AcceptedProgramme], lists: Sequence[Qualification]
) -> Evidences:
    """Return the evidences of each programme against each list."""
    values = np.zeros((len(lists), len(EVIDENCES), len(programmes)))
    if not programmes or not lists:
        return Evidences(values.transpose(1, 2, 0))
    counts = _counts(table)
    asked = np.array([table.number.get((one.level, one.name), -1) for one in programmes], dtype=np.int64)
    asked_twin = np.array(
        [table.twin_number.get((one.rank, one.name), -1) for one in programmes], dtype=np.int64
    )
    alternatives, of_list = _distinct(lists)
    looks = _Looks.of(programmes, alternatives, counts.words)
    number = np.array([table.number.get((one.level, one.name), -1) for one in alternatives], dtype=np.int64)
    twin = np.array([table.twin_number.get((one.rank, one.name), -1) for one in alternatives], dtype=np.int64)
    pairs = np.ascontiguousarray(_pair_lifts(table, counts, asked_twin, twin).T)
    identity = _numbered([(one.rank, one.name) for one in alternatives])
    rarity = np.where(twin >= 0, counts.rarity[twin], counts.unseen)
    for column, members in enumerate(of_list):
        if not len(members):
            continue
        once = members[np.sort(np.unique(identity[members], return_index=True)[1])]
        listed, listed_twins = number[members], twin[once]
        listed = listed[listed >= 0]
        seen = listed_twins[listed_twins >= 0]
        near, likeness = _similar_lists(table, counts, seen, float(rarity[once].sum()))
        part = values[column]
        if len(near):
            called = counts.called.lifts(near, likeness, listed, asked, (SIMILAR, SAME))
            by_twin = counts.twins.lifts(near, likeness, seen, asked_twin, (SIMILAR, SAME))
            part[:2] = np.where(asked >= 0, called, by_twin)
            part[2] = by_twin[0]
        part[3] = (rarity[once] / rarity[once].sum()) @ pairs[once]
        looks.into(part[4:10], once)
        part[10] = -math.log(len(once))
    return Evidences(values.transpose(1, 2, 0))


def _distinct(lists: Sequence[Qualification]) -> tuple[list[AcceptedProgramme], list[IntArray]]:
    """Return the distinct alternatives of all lists, and which of them each list names."""
    row: dict[AcceptedProgramme, int] = {}
    read: dict[Alternative, int] = {}
    of_list = []
    for one in lists:
        for alternative in one.alternatives:
            if alternative not in read:
                read[alternative] = row.setdefault(accepted_alternative(alternative), len(row))
        of_list.append(np.array(sorted({read[each] for each in one.alternatives}), dtype=np.int64))
    return list(row), of_list


def accepted_alternative(alternative: Alternative) -> AcceptedProgramme:
    """Return an alternative as the table has it."""
    programme = alternative.programme
    if programme is None or alternative.any_programme:
        return AcceptedProgramme(alternative.level, "")
    return AcceptedProgramme(
        alternative.level, programme.name, programme.isced or "", programme.field_group or ""
    )


def _similar_lists(
    table: PrecedentTable, counts: _Counts, twins: IntArray, rarity: float
) -> tuple[IntArray, FloatArray]:
    """Return the lists that share programmes with these twins, and their likeness in 0..1.

    The cosine of the two sets with each programme weighted by its rarity: sharing LINGUISTIK says more than
    sharing MANAJEMEN. Only the nearest count (with those as near as the last).
    """
    holders, sizes = table.twin_holders.take(twins)
    shared = np.bincount(holders, np.repeat(counts.rarity[twins], sizes), len(counts.norm))
    near = np.flatnonzero(shared)
    likeness = shared[near] / np.sqrt(np.maximum(counts.norm[near] * rarity, 1e-12))
    if len(near) > NEAREST_LISTS:
        last = np.partition(likeness, len(near) - NEAREST_LISTS)[len(near) - NEAREST_LISTS]
        near, likeness = near[likeness >= last], likeness[likeness >= last]
    return near, likeness


def _pair_lifts(table: PrecedentTable, counts: _Counts, asked: IntArray, others: IntArray) -> FloatArray:
    """Return (asked, others): log of lists that accept both over what chance alone would give; 0 unknown."""
    lists = len(table.formations)
    accepted = counts.twins.prior - 1
    result = np.zeros((len(asked), len(others)))
    rows: dict[int, FloatArray] = {}
    for place, one in enumerate(asked.tolist()):
        if one < 0:
            continue
        if one not in rows:
            members, _ = table.twin_lists.take(table.twin_holders[one])
            both = np.bincount(members, minlength=len(accepted))
            rows[one] = np.log((both + 0.5) / (accepted[one] * accepted / lists + 0.5))
        result[place] = np.where(others >= 0, rows[one][others], 0.0)
    return result


@dataclass(frozen=True, slots=True)
class _Looks:
    """What taxonomy and names say of each alternative (first axis) and each programme."""

    fields: NDArray[np.int8]  # levels of ISCED-F shared, 0..3
    group: NDArray[np.bool_]
    name: FloatArray

    @classmethod
    def of(
        cls,
        programmes: Sequence[AcceptedProgramme],
        alternatives: Sequence[AcceptedProgramme],
        words: dict[str, float],
    ) -> _Looks:
        fields = np.zeros((len(alternatives), len(programmes)), dtype=np.int8)
        for digits in (2, 3, 4):
            fields += _equal(
                [one.isced[:digits] for one in alternatives], [one.isced[:digits] for one in programmes]
            )
        group = _equal([one.field_group for one in alternatives], [one.field_group for one in programmes])
        names = [one.name for one in alternatives], [one.name for one in programmes]
        return cls(fields, group, name_likeness(*names, words))

    def into(self, part: FloatArray, members: IntArray) -> None:
        """Write the evidences of one list's members, in the order of EVIDENCES."""
        most = self.fields[members].max(axis=0)
        part[0], part[1], part[2] = most >= 1, most >= 2, most >= 3
        name = self.name[members]
        part[3], part[4], part[5] = self.group[members].any(axis=0), name.max(axis=0), name.mean(axis=0)


def _numbered(values: Sequence[object]) -> IntArray:
    numbers: dict[object, int] = {}
    return np.array([numbers.setdefault(one, len(numbers)) for one in values], dtype=np.int64)


def _equal(ones: Sequence[str], others: Sequence[str]) -> NDArray[np.bool_]:
    """Return where two texts are equal; blanks equal nothing."""
    numbers: dict[str, int] = {}
    left = np.array([numbers.setdefault(one, len(numbers)) if one else -1 for one in ones])
    right = np.array([numbers.setdefault(one, len(numbers)) if one else -2 for one in others])
    equal: NDArray[np.bool_] = left[:, None] == right[None, :]
    return equal


def word_rarity(programmes: Iterable[AcceptedProgramme]) -> dict[str, float]:
    """Return for each word of the names: log of names in all over names that have it; "" for other words."""
    names = {one.name for one in programmes}
    found = Counter(word for name in names for word in set(_WORD.findall(name)))
    return {"": math.log(len(names) + 1)} | {
        word: math.log((len(names) + 1) / (number + 1)) for word, number in found.items()
    }


def name_likeness(ones: Sequence[str], others: Sequence[str], rarity: dict[str, float]) -> FloatArray:
    """Return the words two names share over the words of both, each weighted by its rarity; in 0..1."""
    words: dict[str, int] = {}
    found = [
        [{words.setdefault(word, len(words)) for word in _WORD.findall(name)} for name in names]
        for names in (ones, others)
    ]
    weight = np.array([rarity.get(word, rarity[""]) for word in words])
    left, right = (_incidence(rows, len(words)) for rows in found)
    shared = (left * weight) @ right.T
    either = (left @ weight)[:, None] + (right @ weight)[None, :] - shared
    likeness: FloatArray = shared / np.maximum(either, 1e-9)
    return likeness


def _incidence(rows: Sequence[set[int]], width: int) -> FloatArray:
    matrix = np.zeros((len(rows), width))
    for number, row in enumerate(rows):
        matrix[number, sorted(row)] = 1
    return matrix
