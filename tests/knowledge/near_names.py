"""Official programme names that look alike and mean different things, found by rule and not by the reader."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

from penempatan.domain.education import EducationLevel
from penempatan.knowledge.levels import split_level
from penempatan.knowledge.text import normal

MOST_EDITS = 4
LEAST_NAMES = 3  # a word that stands in this many names is a word and not a slip of the pen
SHORTEST_WORD = 4
ONE_WORD = (  # spellings of one word, judged by hand
    {"AGRIBISNIS", "AGROBISNIS"},
    {"KEPERPUSTAKAAN", "PERPUSTAKAAN"},
    {"STATISTIK", "STATISTIKA"},
    {"TEHNIK", "TEKNIK"},
    {"TEOLOGI", "THEOLOGI"},
    {"PERANCIS", "PRANCIS"},
    {"HADIS", "HADIST", "HADITS"},
    {"MEDIK", "MEDIS"},
    {"PEDESAAN", "PERDESAAN"},
    {"PSIKOLOG", "PSIKOLOGI"},  # after PROFESI
    {"SYAKHSHIYAH", "SYAKHSHIYYAH", "SYAKHSIYAH", "SYAKHSIYYAH"},
)

NearNames = tuple[EducationLevel, str, str]


def near_names(shared: Path) -> list[NearNames]:
    """Return (level, name, other name): one level, one word of the name apart, by at most four edits.

    Both words are words of at least three official names, the two names share no BKN code, and the words are
    not spellings of one word.
    """
    codes: dict[tuple[EducationLevel, str], set[str]] = defaultdict(set)
    with (shared / "reference" / "pendidikan_bkn.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            reading = split_level(normal(row["nama"]))
            if reading.level and not re.search(r"[;\n]", row["nama"]):
                codes[reading.level, reading.rest].add(row["kode"])
    known = Counter(word for name in {name for _, name in codes} for word in set(_words(name)))
    groups: dict[tuple[EducationLevel, tuple[str, ...], tuple[str, ...]], list[tuple[str, str]]] = (
        defaultdict(list)
    )
    for level, name in sorted(codes, key=lambda one: (one[0].name, one[1])):
        words = _words(name)
        for place, word in enumerate(words):
            if known[word] >= LEAST_NAMES and len(word) >= SHORTEST_WORD:
                groups[level, words[:place], words[place + 1 :]].append((word, name))
    return [
        (level, name, other)
        for (level, _, _), members in groups.items()
        for (word, name), (twin, other) in combinations(members, 2)
        if word != twin
        and edits(word, twin) <= MOST_EDITS
        and not codes[level, name] & codes[level, other]
        and not any({word, twin} <= spellings for spellings in ONE_WORD)
    ]


def edits(one: str, other: str) -> int:
    """Levenshtein distance."""
    before = list(range(len(other) + 1))
    for row, left in enumerate(one, 1):
        now = [row]
        for column, right in enumerate(other, 1):
            now.append(min(before[column] + 1, now[-1] + 1, before[column - 1] + (left != right)))
        before = now
    return before[-1]


def _words(name: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[A-Z]+", name))
