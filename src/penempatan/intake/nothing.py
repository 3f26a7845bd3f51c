"""Whether a cell says "nothing" (`-`, `nihil`), remembered: a roster asks it some hundred thousand times."""

from __future__ import annotations

from functools import lru_cache

from penempatan.knowledge import text as knowledge_text

_LONGEST = 24  # no way of writing nothing is longer; longer texts need not be folded to be compared


def says_nothing(text: str) -> bool:
    """Whether `text` is blank or a way of writing that there is nothing."""
    return len(text) <= _LONGEST and _short_says_nothing(text)


@lru_cache(maxsize=65536)
def _short_says_nothing(text: str) -> bool:
    return knowledge_text.says_nothing(text)
