"""Splitting a vacancy's qualification text into its alternatives (domain brief 2.5)."""

from __future__ import annotations

import re
from functools import lru_cache

from penempatan.knowledge.levels import any_programme, split_level, starts_with_level
from penempatan.knowledge.programmes import is_known
from penempatan.knowledge.text import normal

_HARD = re.compile(r"[;\n\r]+")
_SPACED_SLASH = re.compile(r"\s+/\s+")
_OR = re.compile(r"\s+(?:DAN\s*/\s*)?ATAU\s+", re.IGNORECASE)
_TIGHT_SLASH = re.compile(r"\s*/\s*")
_COMMA = re.compile(r"\s*,\s+")
_OPENING = 64  # characters that show whether a piece opens with a level
_BLANKS = re.compile(r"[^\S\n\r]+")
_LICENCE = re.compile(r"\s*(?:A-IV|AKTA\s*(?:IV|4))\b", re.IGNORECASE)


def split_alternatives(text: str) -> tuple[str, ...]:
    """Return the alternatives in the order written.

    Split at `;`, line breaks and " / " outside brackets; at " ATAU ", "X/Y" and a comma only where both sides
    open with a level, or (not for commas) both are known names and the whole is not. A level pair
    (D-IV / S-1) stays together.
    """
    found: list[str] = []
    for segment in _whole_lines(_HARD.split(_BLANKS.sub(" ", text))):
        for part in _cut(segment, _SPACED_SLASH):
            found.extend(_soft(part.strip()))
    return tuple(part for part in found if normal(part).strip(" -–*•·"))


def _whole_lines(segments: list[str]) -> list[str]:
    """Put a bare level and the name on the next line together again."""
    whole: list[str] = []
    for segment in segments:
        before = split_level(normal(whole[-1])) if whole else None
        alone = before is not None and before.levels and not before.rest and not _secondary(whole[-1])
        if alone and normal(segment) and not starts_with_level(normal(segment)):
            whole[-1] = f"{whole[-1].rstrip()} {segment.lstrip()}"
        else:
            whole.append(segment)
    return whole


@lru_cache(maxsize=1 << 15)  # lists name the same educations again and again
def _soft(part: str) -> tuple[str, ...]:
    """Split at the separators that also occur inside names, so only where the pieces prove themselves."""
    if not part or _known(part):
        return (part,)
    for separator in (_OR, _TIGHT_SLASH, _COMMA):
        pieces = _cut(part, separator)
        if len(pieces) < 2:
            continue
        levelled = all(starts_with_level(normal(piece)) for piece in pieces)
        if levelled or (separator is not _COMMA and all(_known(piece) for piece in pieces)):
            return tuple(found for piece in pieces for found in _soft(piece.strip()))
    return (part,)


def _known(part: str) -> bool:
    reading = split_level(normal(part))
    return any_programme(reading.rest) if reading.levels and not reading.rest else is_known(reading.rest)


def _cut(text: str, separator: re.Pattern[str]) -> list[str]:
    """Split outside brackets, but never between two levels that share what follows ("D-IV / S-1 HUKUM")."""
    pieces: list[str] = []
    start = counted = depth = 0
    last_close = text.rfind(")")
    for found in separator.finditer(text):
        passed = text[counted : found.start()]
        counted, depth = found.start(), depth + passed.count("(") - passed.count(")")
        if depth > 0 and last_close >= found.end():
            continue
        left, right = text[start : found.start()], text[found.end() : found.end() + _OPENING]
        reading = split_level(normal(left))
        shared = starts_with_level(normal(right)) or _LICENCE.match(right)
        if reading.levels and not reading.rest and shared and not _secondary(left):
            continue
        pieces.append(left)
        start = found.end()
    pieces.append(text[start:])
    return pieces


def _secondary(text: str) -> bool:
    """Whether a bare level is a school, whose programme the next alternative does not share."""
    level = split_level(normal(text)).level
    return level is not None and level.rank < 8
