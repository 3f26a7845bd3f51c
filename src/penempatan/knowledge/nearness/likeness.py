"""What taxonomy and names say about two programmes: shared levels of ISCED-F, one rumpun, words in common."""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from penempatan.knowledge.nearness.fixed import UNIT, fixed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from penempatan.knowledge.nearness.table import AcceptedProgramme

    FloatArray = NDArray[np.float64]

_WORD = re.compile(r"\w+")
_ISCED_DIGITS = (2, 3, 4)


def shared_fields(ones: Sequence[AcceptedProgramme], others: Sequence[AcceptedProgramme]) -> NDArray[np.int8]:
    """Return how many levels of ISCED-F each pair shares, 0..3, as (ones, others)."""
    shared = np.zeros((len(ones), len(others)), dtype=np.int8)
    for digits in _ISCED_DIGITS:
        shared += _equal([one.isced[:digits] for one in ones], [one.isced[:digits] for one in others])
    return shared


def shared_group(ones: Sequence[AcceptedProgramme], others: Sequence[AcceptedProgramme]) -> NDArray[np.bool_]:
    """Return which pairs are of one rumpun, as (ones, others)."""
    return _equal([one.field_group for one in ones], [one.field_group for one in others])


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
    weight = fixed(np.array([rarity.get(word, rarity[""]) for word in words]))
    left, right = (_incidence(rows, len(words)) for rows in found)
    shared = (left * weight) @ right.T
    either = (left @ weight)[:, None] + (right @ weight)[None, :] - shared
    likeness: FloatArray = shared / np.maximum(either, 1 / UNIT)
    return likeness


def name_likeness_to(one: str, others: Sequence[str], rarity: dict[str, float]) -> list[float]:
    """Return what `name_likeness` does for one name: quicker without matrices."""
    words = _words(one)
    weights = {
        word: float(round(rarity.get(word, rarity[""]) * UNIT)) for word in words.union(*map(_words, others))
    }
    own = sum(weights[word] for word in words)
    found = []
    for other in others:
        shared = sum(weights[word] for word in words & _words(other))
        either = own + sum(weights[word] for word in _words(other)) - shared
        found.append(shared / max(either, 1 / UNIT))
    return found


@lru_cache(maxsize=1 << 14)
def _words(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(name))


def _incidence(rows: Sequence[set[int]], width: int) -> FloatArray:
    matrix = np.zeros((len(rows), width))
    for number, row in enumerate(rows):
        matrix[number, list(row)] = 1
    return matrix
