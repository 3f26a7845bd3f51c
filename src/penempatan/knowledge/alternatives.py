"""Splitting a vacancy's qualification text into its alternatives (domain brief 2.5)."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from penempatan.domain.education import EducationLevel
from penempatan.knowledge.levels import STREAMS, any_programme, split_level, starts_with_level
from penempatan.knowledge.professions import settle, with_profession
from penempatan.knowledge.programmes import alias, has_official_comma, is_known
from penempatan.knowledge.text import normal
from penempatan.knowledge.titles import read_title

_HARD = re.compile(r"[;|\n\r]+")
_SPACED_SLASH = re.compile(r"\s+/\s+")
_OR = re.compile(r"\s+(?:DAN\s*/\s*)?ATAU\s+", re.IGNORECASE)
_TIGHT_SLASH = re.compile(r"\s*/\s*")
_COMMA = re.compile(r"\s*,\s*(?:(?:DAN|ATAU|SERTA)\s+)?", re.IGNORECASE)
_AND = re.compile(r"\s+(?:DAN|SERTA|&|\+|-)\s+", re.IGNORECASE)
_NUMBERED = re.compile(
    r"(?:^|(?<=\s))(?:\d{1,2}|[a-k])[.)]\s+(?=[SD][\s.\-]*[1-4I]|DIPL|SARJANA|MAGISTER|DOKTOR|SLT[AP]|SM[AKPU]\b)",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"(?P<head>[^()]*?)\s*\((?P<inner>[^()]+)\)\s*")
_IN_BRACKETS = re.compile(r"\s*[/,]\s*|\s+(?:ATAU|DAN)\s+", re.IGNORECASE)
_OPENING = 64  # characters that show whether a piece opens with a level
_BLANKS = re.compile(r"[^\S\n\r]+")
_LICENCE = re.compile(r"\s*(?:A-IV|AKTA\s*(?:IV|4))\b", re.IGNORECASE)


def split_alternatives(text: str) -> tuple[str, ...]:
    """Return the alternatives in the order written.

    Split at `;`, bars, line breaks, numbers before a level and " / " outside brackets; at " ATAU ", "X/Y", a
    comma, "dan", "&" and " - " only where all sides are educations by themselves, or (not for the last three)
    known names and the whole is not. A level pair (D-IV / S-1) stays together. What only the first
    alternative writes out goes for the others ("Administrasi Negara/Publik", "Teknik (Sipil, Mesin)").
    """
    found: list[str] = []
    for segment in _whole_lines(_HARD.split(_NUMBERED.sub(";", _BLANKS.sub(" ", text)))):
        for part in _cut(segment, _SPACED_SLASH):
            for piece in _soft(part.strip()):
                found.append((_with_head(found[-1], piece) if found else "") or piece)
    return tuple(part for part in found if normal(part).strip(" -–*•·"))


def numbered_parts(text: str) -> list[str]:
    """Split a line at the numbers or letters that count educations: "1. D3 Kebidanan 2. S1 Kesmas"."""
    return [part for part in _NUMBERED.split(text) if part.strip()]


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
    listed = _comma_list(part) if "," in part else ()
    if listed or not part or _known(part):
        return listed or (part,)
    if "(" in part and (spread := _bracket_list(part)):
        return spread
    for separator in (_OR, _TIGHT_SLASH, _COMMA, _AND):
        pieces = _cut(part, separator)
        if len(pieces) < 2:
            continue
        alone = starts_with_level if separator is _AND else _stands_alone  # "Farmasi + Apoteker" is one
        if all(alone(normal(piece)) for piece in pieces) or (
            separator in (_OR, _TIGHT_SLASH) and _are_names(pieces)
        ):
            return tuple(found for piece in pieces for found in _soft(piece.strip()))
    return (part,)


def _stands_alone(folded: str) -> bool:
    """Whether folded text shows its own level: one is written, or it is a profession or a degree title."""
    return starts_with_level(folded) or settle(None, folded)[0] is not None or read_title(folded) is not None


def _are_names(pieces: list[str]) -> bool:
    """Whether all pieces are names: known, abbreviated, or the end of a name that the first writes out."""
    if not _known(pieces[0]):
        return False
    return all(
        _known(piece) or alias(normal(piece)) is not None or _with_head(before, piece) != ""
        for before, piece in pairwise(pieces)
    )


def _with_head(before: str, piece: str) -> str:
    """Return `piece` with what `before` writes out for both ("Administrasi Negara / Publik"), or ""."""
    folded = normal(piece)
    if _stands_alone(folded) or is_known(folded) or alias(folded) is not None:
        return ""
    reading = split_level(normal(before))
    if folded in STREAMS:
        return f"SMA {folded}" if any(level is EducationLevel.SLTA for level in reading.levels) else ""
    words = reading.rest.split()
    for length in range(len(words) - 1, 0, -1):
        if is_known(whole := f"{' '.join(words[:length])} {folded}"):
            return whole
    return ""


def _comma_list(part: str) -> tuple[str, ...]:
    """The names of "S-1 Hukum, Ekonomi, dan Akuntansi": each known by itself, and no name has that comma."""
    folded = normal(part)
    if read_title(folded) is not None or has_official_comma(split_level(folded).rest):
        return ()
    if "(" in part and (spread := _bracket_list(part)):
        return spread
    pieces = _cut(part, _COMMA)
    if len(pieces) < 2:
        return ()
    return tuple(pieces) if all(piece and _known(piece) for piece in pieces) else ()


def _bracket_list(part: str) -> tuple[str, ...]:
    """The names of "S-1 (Hukum/Ekonomi)" or "S-1 Teknik (Sipil, Mesin)"; () where the bracket is no list."""
    found = _BRACKETED.fullmatch(part)
    pieces = _IN_BRACKETS.split(found["inner"]) if found else []
    if found is None or len(pieces) < 2:
        return ()
    reading = split_level(normal(found["head"]))
    level = found["head"][: len(found["head"]) - len(reading.rest)] if reading.rest else f"{found['head']} "
    named = []
    for piece in pieces:
        whole = f"{reading.rest} {normal(piece)}".strip()
        if is_known(whole):
            named.append(whole)
        elif is_known(normal(piece)):
            named.append(piece)
        else:
            return ()
    return tuple(f"{level}{name}" if reading.levels else name for name in named)


def _known(part: str) -> bool:
    folded = normal(part)
    reading = split_level(folded)
    if reading.levels and not reading.rest:
        return any_programme(reading.rest)
    stream = reading.rest in STREAMS and reading.level is EducationLevel.SLTA
    return is_known(reading.rest) or stream or with_profession(reading.rest) or read_title(folded) is not None


def _cut(text: str, separator: re.Pattern[str]) -> list[str]:
    """Split outside brackets, but never between two levels that share what follows ("D-IV / S-1 HUKUM")."""
    pieces: list[str] = []
    start = counted = depth = 0
    last_close = text.rfind(")")
    for found in separator.finditer(text):
        passed = text[counted : found.start()]
        counted, depth = found.start(), depth + passed.count("(") - passed.count(")")
        left, right = text[start : found.start()], text[found.end() : found.end() + _OPENING]
        if depth > 0 and last_close >= found.end() and not starts_with_level(normal(right)):
            continue  # a level behind the separator shows that some name leaves its bracket open
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
