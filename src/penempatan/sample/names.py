"""Invented people's names: common first names and family names (`data/names.csv`), joined at random."""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from penempatan.sample.draw import Draw


@cache
def _names() -> dict[str, tuple[str, ...]]:
    text = files(__package__).joinpath("data", "names.csv").read_text(encoding="utf-8")
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in csv.DictReader(text.splitlines()):
        found[row["jenis"]].append(row["nama"])
    return {kind: tuple(names) for kind, names in found.items()}


def person_name(draw: Draw, woman: bool) -> str:
    """Return a name of one to three words."""
    kind = "P" if woman else "L"
    first, last = _names()[f"depan {kind}"], _names()[f"belakang {kind}"]
    if draw.chance(0.03):
        return draw.pick(last)
    words = [draw.pick(first)]
    if draw.chance(0.35):
        middle = draw.pick(first)
        if middle != words[0]:
            words.append(middle)
    return " ".join((*words, draw.pick(last)))
