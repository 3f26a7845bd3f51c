"""Degree titles around a person's name: evidence of an education where none is recorded."""

from __future__ import annotations

import re
from itertools import takewhile

from penempatan.domain.education import Education
from penempatan.knowledge.education import read_educations
from penempatan.knowledge.text import normal
from penempatan.knowledge.titles import read_title

_FRONT = re.compile(r"(?:DR[GH]?|IR|DR[SA]|APT|PROF|NS|BD)\.?")
_HONORIFIC = re.compile(r"(?:^|\s)(?:HJ?|KH|R|RR|RA|TB)\.?(?=\s|,|$)", re.IGNORECASE)
_DOTTED = re.compile(r"(?:[A-Za-z]{1,5}\.\s?)+[A-Za-z]{0,6}\.?")


def titles_in_name(text: str) -> tuple[Education, ...]:
    """Read the degree titles before and after a person's name ("dr. Budi Santoso, Sp.PD., M.Kes").

    Before the name only the usual ones count; after it whatever the commas part, or dotted words. The name
    itself is neither returned nor kept: `raw` is the title alone. A name without titles gives ().
    """
    name = " ".join(text.split())
    if "," not in name and "." not in name and not _FRONT.match(normal(name)):
        return ()  # most names: nothing before or behind them
    head, *behind = [part.strip() for part in name.split(",")]
    words = _HONORIFIC.sub(" ", head).split()
    front = list(takewhile(lambda word: _FRONT.fullmatch(normal(word)), words))
    rest = words[len(front) :]
    back = list(takewhile(_DOTTED.fullmatch, reversed(rest))) if len(rest) > 1 else []
    written = [*front, *reversed(back), *_behind(behind)]
    found: list[Education] = []
    for title in _joined(written):
        read = read_educations(title)  # tells a physician's "dr." from a doctor's "Dr."
        if any(one.level for one in read):
            found.extend(read)
    return tuple(dict.fromkeys(found))


def _behind(parts: list[str]) -> list[str]:
    """The titles behind a name: a part is one title, or several parted by blanks."""
    found: list[str] = []
    for part in parts:
        if part and read_title(normal(part)) is None:
            found.extend(_HONORIFIC.sub(" ", part).split())
        elif part:
            found.append(part)
    return found


def _joined(titles: list[str]) -> list[str]:
    """Join a first degree and the profession behind it, which are one education (S.Kep., Ns.)."""
    joined: list[str] = []
    for title in titles:
        both = f"{joined[-1]}, {title}" if joined else title
        if joined and normal(title).rstrip(".") in {"NS", "NERS", "APT"} and read_title(normal(both)):
            joined[-1] = both
        else:
            joined.append(title)
    return joined
