"""Derive the tables of degree titles and of ISCED-F names from the shared reference data.

    python scripts/derive_titles.py [../shared/data] [--into FOLDER]

Writes `titles.csv` (letters of a title → the level it proves and the programmes it may stand for) and
`isced.csv` (ISCED-F 2013 code → Indonesian name) beside the other tables of `penempatan.knowledge`. Run it
after `derive_knowledge.py`: a title names a programme only where that table knows the programme. Same input,
same bytes.

A title proves a level where all its rows agree, or else by its form (A.Md., S.Tr., M.); it names a programme
only where all its rows name the same one. What a whole faculty awards (Sarjana Ekonomi, Sarjana Teknik) names
none.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from pathlib import Path

from derive_knowledge import SCRIPTS, TABLES, read, write
from penempatan.domain.education import EducationLevel
from penempatan.knowledge.education import name_of
from penempatan.knowledge.levels import split_level
from penempatan.knowledge.programmes import alias, find_programme, is_known
from penempatan.knowledge.text import key, normal

ENGLISH = (
    (EducationLevel.S1, re.compile(r"^BACHELOR'?S?\b(?:\s+(?:OF|IN)\b)?\s*(?P<name>.*)$")),
    (EducationLevel.S2, re.compile(r"^(?:MASTER'?S?|MASTERAL)\b(?:\s+(?:OF|IN)\b)?\s*(?P<name>.*)$")),
    (EducationLevel.S2, re.compile(r"^MAGISTER\s+OF\b\s*(?P<name>.*)$")),
    (EducationLevel.S3, re.compile(r"^DOCTOR\s+OF\b\s*(?P<name>.*)$")),
)
NOT_A_DEGREE = re.compile(r"\b(MEDICINE|SURGERY|DENTAL|VETERINARY|HONORIS|CANDIDATUS)\b|^\W*$")
FORMS = (
    (EducationLevel.D3, re.compile(r"A\.?MD\b|A\.?MD\.")),
    (EducationLevel.D2, re.compile(r"A\.?MA\.")),
    (EducationLevel.D4, re.compile(r"S\.?\s?TR\b|S\.?S\.?T\.")),
    (EducationLevel.SPECIALIST, re.compile(r"SP\.")),
    (EducationLevel.S2, re.compile(r"M\.")),
    (EducationLevel.S1, re.compile(r"[SB]\.")),
    (EducationLevel.S3, re.compile(r"(?:DR|PH)\.")),
)
FACULTIES = frozenset(
    {
        "ADMINISTRASI", "AGAMA", "BISNIS", "EKONOMI", "HUMANIORA", "ILMU ADMINISTRASI", "ILMU AGAMA",
        "ILMU EKONOMI", "ILMU KOMPUTER", "ILMU PENDIDIKAN", "ILMU POLITIK", "ILMU SENI", "ILMU SOSIAL",
        "KEGURUAN", "KESEHATAN", "KOMPUTER", "PENDIDIKAN", "PERTANIAN", "POLITIK", "SAINS", "SAINS TERAPAN",
        "SASTRA", "SENI", "SOSIAL", "TEKNIK", "TEKNOLOGI", "TERAPAN",
    }
)  # fmt: skip


def degree(written: str) -> tuple[EducationLevel | None, str]:
    """Return the level and the programme that the full name of a degree tells ("" where it tells none)."""
    folded = normal(written).replace("SAINT TERAPAN", "SAINS TERAPAN")
    for level, form in ENGLISH:
        if found := form.match(folded):
            return (None, "") if NOT_A_DEGREE.search(folded) else (level, found["name"])
    reading = split_level(folded)
    return name_of(reading.level, reading.rest)


def by_form(title: str) -> EducationLevel | None:
    """Return the level that the form of a title shows."""
    return next((level for level, form in FORMS if form.match(title)), None)


def is_usable(title: str) -> bool:
    """Whether a title can be told from a name, a school and a level, and is not settled by hand."""
    letters = key(title)
    if not 2 <= len(letters) <= 16 or alias(title) is not None or is_known(letters):
        return False
    if "." not in title:  # letters alone are as often an abbreviation of something else (SIA, MIS, BIT)
        return False
    return split_level(letters).level is None and split_level(title).level is None


def derive_titles(shared: Path, into: Path) -> None:
    """Write titles."""
    levels: dict[str, set[EducationLevel]] = defaultdict(set)
    forms: dict[str, EducationLevel | None] = {}
    names: dict[str, set[str]] = defaultdict(set)
    for row in read(shared / "reference" / "gelar.csv"):
        for written in row["singkatan"].split(","):
            title = normal(written)
            if not is_usable(title):
                continue
            letters = key(title)
            form = by_form(title)
            forms[letters] = forms.get(letters) or form
            if "," in row["singkatan"]:
                continue
            level, name = degree(row["nama"])
            if level is not None and level.rank > EducationLevel.SLTA.rank and form in (None, level):
                levels[letters].add(level)
                if name and is_known(name) and (known := find_programme(name)):
                    names[letters].add(known.name)
    found = []
    for letters in sorted(forms):
        agreed = next(iter(levels[letters])) if len(levels[letters]) == 1 else forms[letters]
        if agreed is not None:
            meant = sorted(names[letters])
            told = len(meant) == 1 and meant[0] not in FACULTIES
            programmes = (meant[0], "") if told else ("", ";".join(meant))
            found.append((letters, agreed.name, *programmes))
    write("titles", ("key", "level", "programme", "may_mean"), found, into)


def derive_isced(shared: Path, into: Path) -> None:
    """Write isced."""
    table = ((row["code"], row["name_id"]) for row in read(shared / "reference" / "isced_f.csv"))
    write("isced", ("code", "name"), sorted(table), into)


def main() -> int:
    """Write both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", nargs="?", type=Path, default=SCRIPTS.parents[1] / "shared" / "data")
    parser.add_argument(
        "--into", type=Path, default=TABLES, help="folder to write to (default: the package's)"
    )
    arguments = parser.parse_args()
    derive_titles(arguments.shared, arguments.into)
    derive_isced(arguments.shared, arguments.into)
    return 0


if __name__ == "__main__":
    sys.exit(main())
