"""Splitting an employee's education cell into the single educations written in it."""

from __future__ import annotations

import re

from penempatan.knowledge.alternatives import numbered_parts
from penempatan.knowledge.levels import split_level, starts_with_level
from penempatan.knowledge.programmes import alias, find_programme, is_known
from penempatan.knowledge.text import normal, says_nothing
from penempatan.knowledge.titles import read_title

_LINES = re.compile(r"[\n\r]+")
_SEVERAL = re.compile(r"[;|]+")
_COMMA = re.compile(r"\s*,\s*")
_JOINED = re.compile(r"\s*,\s*|\s+/\s+|\s+(?:dan|serta|&|\+)\s+", re.IGNORECASE)
_HONORIFIC = re.compile(r"(?:^|\s)(?:HJ?|KH)\.?$", re.IGNORECASE)
_PROFESSION = re.compile(r"^(?:PENDIDIKAN )?PROFESI ")


def cell_parts(text: str) -> tuple[str, ...]:
    """Split at what always separates: `;`, line breaks and bars; parts that say nothing are left out."""
    return tuple(
        " ".join(part.split())
        for lines in _SEVERAL.split(text)
        for line in _whole_lines(_LINES.split(lines))
        for part in numbered_parts(line)
        if not says_nothing(part)
    )


def _whole_lines(lines: list[str]) -> list[str]:
    """Put a bare level and the name on the line below it together again ("S-1", "Akuntansi")."""
    whole: list[str] = []
    for line in lines:
        before = split_level(normal(whole[-1])) if whole else None
        below = normal(line)
        if before and before.levels and not before.rest and below and not _has_level(below):
            whole[-1] = f"{whole[-1].rstrip()} {line.lstrip()}"
        elif below:
            whole.append(line)
    return whole


def _has_level(folded: str) -> bool:
    return starts_with_level(folded) or read_title(folded) is not None


def single_educations(part: str) -> tuple[str, ...]:
    """Split one part at what also occurs inside names, only where the pieces prove themselves.

    At commas between degree titles ("SKM, M.Kes"), also behind a programme ("S-1 Hukum, S.H., M.H.") or a
    person's name ("Budi, SKM", which is dropped); at commas, " / ", "dan" and "&" between educations that
    each have a level and a name ("D-III Kebidanan / S-1 Hukum").
    """
    if bare := _HONORIFIC.search(part):  # "Hj." is no degree
        part = part[: bare.start()]
    if not part or alias(normal(part)) is not None:
        return (part,) if part else ()
    if "," in part and (titled := _titled(_COMMA.split(part))):
        return titled
    pieces = _JOINED.split(part)
    if len(pieces) == 1 or is_known(split_level(normal(part)).rest):
        return (part,)
    joints = _JOINED.findall(part)
    joined = [pieces[0]]
    for joint, piece in zip(joints, pieces[1:], strict=True):
        alone = starts_with_level(normal(piece)) or "+" not in joint  # "Keperawatan + Profesi Ners" is one
        if alone and _stands_alone(joined[-1]) and _stands_alone(piece):
            joined.append(piece)
        else:
            joined[-1] += joint + piece
    return tuple(joined)


def _titled(pieces: list[str]) -> tuple[str, ...]:
    """The pieces where all but perhaps the first are degree titles; () otherwise.

    The first may be a programme that the titles go with, or a name of a person, which says nothing here.
    """
    pieces = [piece for piece in pieces if piece]
    titles = [read_title(normal(piece)) for piece in pieces]
    if not pieces or any(title is None for title in titles[1:]):
        return ()
    if titles[0] is not None:
        return tuple(pieces)
    if len(pieces) == 1:
        return ()
    head = split_level(normal(pieces[0]))
    if head.level is not None and head.rest:
        told = find_programme(head.rest)
        others = [
            piece
            for piece, title in zip(pieces[1:], titles[1:], strict=True)
            if title and (title[0] is not head.level or (title[1] and told and title[1].name != told.name))
        ]
        return (pieces[0], *others)
    if head.level is None and not is_known(head.rest):
        return tuple(pieces[1:])
    return ()


def _stands_alone(piece: str) -> bool:
    """Whether a piece is an education by itself: a level with a name, a profession, or a degree title."""
    folded = normal(piece)
    if _PROFESSION.match(folded):
        return True
    if starts_with_level(folded):
        reading = split_level(folded)
        return bool(reading.rest) or read_title(folded) is not None
    return False
