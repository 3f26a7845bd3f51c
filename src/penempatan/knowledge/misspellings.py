"""One slip of the pen a word: a letter too many, too few, wrong, or swapped with its neighbour."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[A-Z]+")
_SHORTEST = 7  # shorter words have too many neighbours (UROLOGI, BIOLOGI, GEOLOGI)


def _shortened(word: str) -> set[str]:
    """The word itself and every form with one letter left out."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


@lru_cache(maxsize=2)
def _index(vocabulary: frozenset[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for word in sorted(vocabulary):
        if len(word) >= _SHORTEST and word.isalpha():
            for form in _shortened(word):
                found.setdefault(form, []).append(word)
    return {form: tuple(words) for form, words in found.items()}


def _one_slip(written: str, meant: str) -> bool:
    if len(written) != len(meant):
        longer, shorter = sorted((written, meant), key=len, reverse=True)
        return len(longer) - len(shorter) == 1 and shorter in _shortened(longer)
    places = [place for place, pair in enumerate(zip(written, meant, strict=True)) if pair[0] != pair[1]]
    if len(places) == 2 and places[1] == places[0] + 1:
        return written[places[0]] == meant[places[1]] and written[places[1]] == meant[places[0]]
    return len(places) == 1


def mended(text: str, vocabulary: frozenset[str]) -> str:
    """Return `text` with every long unknown word replaced by the one word of `vocabulary` a slip away.

    A word with no such neighbour, or with several, stays as it is.
    """

    def mend(found: re.Match[str]) -> str:
        word = found[0]
        if len(word) < _SHORTEST or word in vocabulary:
            return word
        index = _index(vocabulary)
        near = {meant for form in _shortened(word) for meant in index.get(form, ()) if _one_slip(word, meant)}
        return near.pop() if len(near) == 1 else word

    return _WORD.sub(mend, text)
