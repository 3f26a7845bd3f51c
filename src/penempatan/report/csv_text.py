"""Text that a spreadsheet program must not take for a formula (OWASP ASVS 1.2.10)."""

from __future__ import annotations

_STARTS_FORMULA = frozenset("=+-@\t\r＝＋－＠")


def safe_cell(text: str) -> str:
    """Return the text as a CSV cell that stays text: an apostrophe goes before anything formula-looking.

    Injective: a text that already begins with apostrophes before such a character gets one more.
    """
    bare = text.lstrip("'")
    return f"'{text}" if bare[:1] in _STARTS_FORMULA and bare else text
