"""How text is folded before it is compared."""

from __future__ import annotations

import re
import unicodedata

# Soft hyphens, zero-width characters and marks of writing direction: copied along unseen, part of no word.
INVISIBLE: dict[int, str | None] = dict.fromkeys(
    (0x00AD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF)
)
_HYPHENS: dict[int, str | None] = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-")
_FOLDED = INVISIBLE | _HYPHENS
_NOT_ALNUM = re.compile(r"[^A-Z0-9]+")
_NOTHING_SAID = frozenset(
    {
        "", "-", "--", "---", "_", ".", "0", "?", "N/A", "#N/A", "NA", "NULL", "NONE", "NIHIL", "KOSONG",
        "TIDAK ADA", "TDK ADA", "TIDAK DITENTUKAN", "TIDAK DIPERSYARATKAN",
        "BELUM ADA", "TIDAK PUNYA", "TIDAK MEMILIKI",
    }
)  # fmt: skip


def normal(text: str) -> str:
    """Return `text` in NFKC, without unseen characters, upper case, dashes as hyphens, blanks squeezed."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_FOLDED)
    return " ".join(text.split()).upper()


def key(text: str) -> str:
    """Return only the letters A–Z and digits of `text`: blanks, dots, hyphens and brackets do not count."""
    return folded_key(normal(text))


def folded_key(folded: str) -> str:
    """Return `key` of text that `normal` has already folded."""
    return _NOT_ALNUM.sub("", folded.replace("&", " DAN "))


def says_nothing(text: str) -> bool:
    """Whether a cell holds a way of writing "nothing" (`-`, `nihil`, `tidak ada`, …)."""
    return normal(text) in _NOTHING_SAID
