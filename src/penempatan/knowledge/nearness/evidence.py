"""The evidences that a programme is near to a list of accepted ones; docs/method.md gives the formulas.

Every evidence is larger the nearer the programme; what there is nothing to say about is 0.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from penempatan.knowledge.nearness.asked import AskedBlock
from penempatan.knowledge.nearness.counts import Counts, counts_of
from penempatan.knowledge.nearness.fixed import UNIT, fixed
from penempatan.knowledge.nearness.likeness import name_likeness, shared_fields, shared_group
from penempatan.knowledge.nearness.posts import post_lifts
from penempatan.knowledge.nearness.similar import similar_lifts
from penempatan.knowledge.nearness.table import AcceptedProgramme, Groups, PrecedentTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from penempatan.domain.education import Alternative, Qualification

    IntArray = NDArray[np.int64]
    FloatArray = NDArray[np.float64]

EVIDENCES = (
    "similar_lists",  # lift among the lists that resemble this one
    "same_lists",  # the same among those that nearly are this one
    "posts",  # lift among the lists of the posts that accept what this one names
    "pairs",  # lift of being accepted together with the listed ones, one by one
    "selective",  # lists that name the programme are short and seldom repeated
    "isced_broad",
    "isced_narrow",
    "isced_detailed",
    "field_group",  # some listed programme is of the same rumpun
    "name",  # likeness of the most similar name
    "name_mean",
    "brief_list",  # a short list says more about what else it would take than a long one
)
_AT = {name: place for place, name in enumerate(EVIDENCES)}
_LISTS, _COMPARISONS = 24, 1 << 20  # looked at in one go: some tens of megabytes


def evidence_matrix(
    table: PrecedentTable, programmes: Sequence[AcceptedProgramme], lists: Sequence[Qualification]
) -> FloatArray:
    """Return the evidences of each programme against each list: (len(EVIDENCES), programmes, lists)."""
    rows, columns = np.divmod(np.arange(len(programmes) * len(lists)), max(1, len(lists)))
    values = evidence_of_pairs(table, programmes, lists, rows, columns)
    return values.reshape(len(EVIDENCES), len(programmes), len(lists))


def evidence_of_pairs(
    table: PrecedentTable,
    programmes: Sequence[AcceptedProgramme],
    lists: Sequence[Qualification],
    rows: IntArray,
    columns: IntArray,
) -> FloatArray:
    """Return the evidences of `programmes[rows[k]]` against `lists[columns[k]]`: (len(EVIDENCES), pairs)."""
    values = np.zeros((len(EVIDENCES), len(rows)))
    counts = counts_of(table)
    known = counts.numbers(programmes)
    order = np.argsort(columns, kind="stable")
    read: dict[Alternative, AcceptedProgramme] = {}
    for pairs in _blocks(lists, columns[order]):
        chosen = order[pairs]
        here, column = np.unique(columns[chosen], return_inverse=True)
        named = [_named(lists[one], read) for one in here]
        distinct, row = np.unique(rows[chosen], return_inverse=True)
        block = _block(counts, named, column, *(one[distinct][row] for one in known))
        filled = [place for place in range(len(here)) if named[place]]
        part = _evidences(block, [programmes[one] for one in distinct], row, named)
        values[:, chosen] = np.where(np.isin(column, filled), part, 0.0)
    return values


def _blocks(lists: Sequence[Qualification], columns: IntArray) -> Iterator[slice]:
    """Part pairs, sorted by list, into runs of a few lists each."""
    starts = [0, *(np.flatnonzero(np.diff(columns)) + 1).tolist(), len(columns)] if len(columns) else [0]
    first = taken = work = 0
    for start, end in pairwise(starts):
        more = (end - start) * max(1, len(lists[columns[start]].alternatives))
        if taken and (taken == _LISTS or work + more > _COMPARISONS):
            yield slice(first, start)
            first, taken, work = start, 0, 0
        taken, work = taken + 1, work + more
    if first < len(columns):
        yield slice(first, len(columns))


def _named(
    qualification: Qualification, read: dict[Alternative, AcceptedProgramme]
) -> tuple[AcceptedProgramme, ...]:
    """Return what a list names, each once."""
    for one in qualification.alternatives:
        if one not in read:
            read[one] = accepted_alternative(one)
    return tuple(dict.fromkeys(read[one] for one in qualification.alternatives))


def accepted_alternative(alternative: Alternative) -> AcceptedProgramme:
    """Return an alternative as the table has it."""
    programme = alternative.programme
    if programme is None or alternative.any_programme:
        return AcceptedProgramme(alternative.level, "")
    return AcceptedProgramme(
        alternative.level, programme.name, programme.isced or "", programme.field_group or ""
    )


def _once(named: Sequence[AcceptedProgramme]) -> list[AcceptedProgramme]:
    """Of programmes of one name and rank keep the first."""
    return list({(one.rank, one.name): one for one in reversed(named)}.values())


def _block(
    counts: Counts,
    named: Sequence[Sequence[AcceptedProgramme]],
    column: IntArray,
    row: IntArray,
    twin: IntArray,
) -> AskedBlock:
    table = counts.table
    listed, listed_twins, rarity = [], [], []
    for ones in named:
        numbers = [table.number.get((one.level, one.name), -1) for one in ones]
        twins = {table.twin_number.get((one.rank, one.name), -1) for one in ones}
        unseen = sum((one.rank, one.name) not in table.twin_number for one in _once(ones))
        listed.append([one for one in numbers if one >= 0])
        listed_twins.append(sorted(twins - {-1}))
        rarity.append(float(counts.rarity[listed_twins[-1]].sum()) + unseen * counts.unseen)
    return AskedBlock(counts, Groups.of(listed), Groups.of(listed_twins), np.array(rarity), column, row, twin)


def _evidences(
    block: AskedBlock,
    programmes: Sequence[AcceptedProgramme],
    row: IntArray,
    named: Sequence[Sequence[AcceptedProgramme]],
) -> FloatArray:
    """Return (evidences, pairs); `row` is the place of each pair's programme in `programmes`."""
    values = np.zeros((len(EVIDENCES), len(row)))
    values[[_AT["similar_lists"], _AT["same_lists"]]] = similar_lifts(block)
    values[_AT["posts"]] = post_lifts(block)
    values[_AT["pairs"]] = _pairs(block)
    known = block.twin >= 0
    values[_AT["selective"], known] = block.counts.selective[block.twin[known]]
    each = [_once(ones) for ones in named]
    alternatives = list(dict.fromkeys(one for ones in each for one in ones))
    place = {one: number for number, one in enumerate(alternatives)}
    listed = Groups.of([[place[one] for one in ones] for ones in each])
    members, sizes = listed.take(block.column)
    start = np.cumsum(sizes) - sizes
    if not len(members):
        return values
    some = np.flatnonzero(sizes)
    start, pair = start[some], np.repeat(row, sizes)
    fields = np.maximum.reduceat(shared_fields(alternatives, programmes)[members, pair], start)
    for digits, name in enumerate(("isced_broad", "isced_narrow", "isced_detailed"), 1):
        values[_AT[name], some] = fields >= digits
    group = shared_group(alternatives, programmes)[members, pair]
    values[_AT["field_group"], some] = np.maximum.reduceat(group, start)
    names = [one.name for one in alternatives], [one.name for one in programmes]
    likeness = fixed(name_likeness(*names, block.counts.words))[members, pair]
    values[_AT["name"], some] = np.maximum.reduceat(likeness, start) / UNIT
    values[_AT["name_mean"], some] = np.add.reduceat(likeness, start) / sizes[some] / UNIT
    values[_AT["brief_list"], some] = -np.log(sizes[some])
    return values


def _pairs(block: AskedBlock) -> FloatArray:
    """Return by pair the mean pair lift over what is listed, weighted by rarity; unknown ones count 0."""
    counts = block.counts
    result = np.zeros(len(block.twin))
    asked = np.flatnonzero(block.twin >= 0)
    if not len(asked):
        return result
    distinct, place = np.unique(block.twin[asked], return_inverse=True)
    lifts = np.stack([counts.pair_lifts(one) for one in distinct.tolist()])
    members, sizes = block.listed_twins.take(block.column[asked])
    terms = counts.rarity[members] * lifts[np.repeat(place, sizes), members]
    total = np.bincount(np.repeat(np.arange(len(asked)), sizes), terms, len(asked))
    result[asked] = total / np.maximum(block.rarity[block.column[asked]], 1.0) / UNIT
    return result
