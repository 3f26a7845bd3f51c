"""CSV as we write it: text that a spreadsheet program cannot take for a formula (OWASP ASVS 1.2.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_NEEDS_QUOTES = frozenset(',"\r\n')
_STARTS_FORMULA = frozenset("=+-@\t\r＝＋－＠")


def safe_cell(text: str) -> str:
    """Return the text as a CSV cell that stays text: an apostrophe goes before anything formula-looking.

    Injective: a text that already begins with apostrophes before such a character gets one more.
    """
    bare = text.lstrip("'")
    return f"'{text}" if bare[:1] in _STARTS_FORMULA and bare else text


def csv_line(cells: Iterable[str]) -> str:
    """Return one line of CSV with its line end.

    The csv module leaves a lone carriage return unquoted, and then cannot read its own line back.
    """
    return ",".join(map(_quoted, cells)) + "\n"


def _quoted(cell: str) -> str:
    if _NEEDS_QUOTES.isdisjoint(cell):
        return cell
    return '"' + cell.replace('"', '""') + '"'
