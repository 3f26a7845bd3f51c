"""How text is folded before it is compared."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_NOT_ALNUM = re.compile(r"[^A-Z0-9]+")
_NOTHING_SAID = frozenset(
    {
        "", "-", "--", "---", "_", ".", "0", "?", "N/A", "#N/A", "NA", "NULL", "NONE", "NIHIL", "KOSONG",
        "TIDAK ADA", "TDK ADA", "BELUM ADA", "TIDAK PUNYA", "TIDAK MEMILIKI",
    }
)  # fmt: skip


def normal(text: str) -> str:
    """Return `text` in NFKC, without invisible characters, upper case, blanks (NBSP too) squeezed to one."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_INVISIBLE)
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
