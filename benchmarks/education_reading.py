"""How much of the real education strings is read, and how.

    python benchmarks/education_reading.py [../shared/data]

Prints, for the alternatives of the 2024 vacancies, the official BKN list and the education-like values of
real exports, the share of distinct strings and of weighted occurrences by how they were resolved; then the
spelling pairs (all must merge) and the look-alikes (none may merge).
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import sys
from collections import Counter
from enum import Enum
from pathlib import Path

from penempatan.domain.education import Education, MatchKind
from penempatan.knowledge.education import read_educations
from penempatan.knowledge.levels import any_programme, split_level
from penempatan.knowledge.text import normal, says_nothing
from penempatan.knowledge.titles import read_title

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "knowledge"))

from near_names import near_names  # noqa: E402 the rule that the tests hold the reader to

LIKE_EDUCATION = ("pendidikan", "jurusan", "gelar", "kualifikasi_string")


class How(Enum):
    """How a string was resolved."""

    EXACT = "resmi atau ejaannya"
    RULE = "gelar, singkatan, salah ketik"
    LEVEL = "tanpa jurusan, semua jurusan"
    ASKED = "jenjang; jurusan ditanyakan"
    NOTHING = "bukan pendidikan (sapaan)"
    GUESS = "dugaan kata kunci"
    UNKNOWN = "tidak dikenal"


def resolved(education: Education) -> How:
    """Say how one education was resolved."""
    programme = education.programme
    if programme is None and any_programme(split_level(normal(education.raw)).rest):
        return How.LEVEL
    if programme is None:
        return How.UNKNOWN if education.level is None else How.ASKED
    if programme.match is MatchKind.UNLISTED:
        return How.UNKNOWN
    if programme.match is MatchKind.KEYWORD:
        return How.GUESS
    if programme.match is MatchKind.SYNONYM or read_title(normal(education.raw)) is not None:
        return How.RULE
    return How.EXACT


def rows(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV file, gzipped or not."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def show(title: str, counts: Counter[str], *, needs_level: bool) -> None:
    """Print the shares of one collection of strings."""
    distinct: Counter[How] = Counter()
    weighted: Counter[How] = Counter()
    unlevelled: Counter[str] = Counter()
    unread: list[str] = []
    for text, times in counts.items():
        found = [one for one in read_educations(text) if not one.implied]
        hows = [resolved(one) for one in found] or [How.NOTHING]
        worst = max(hows, key=list(How).index)
        distinct[worst] += 1
        weighted[worst] += times
        if needs_level and any(one.level is None for one in found):
            unlevelled[text] = times
        if worst in (How.UNKNOWN, How.GUESS):
            unread.append(text)
    total = counts.total()
    print(f"\n{title}: {len(counts)} string berbeda, {total} kemunculan")
    for how in How:
        if distinct[how]:
            print(
                f"  {how.value:<32} {distinct[how] / len(counts):8.2%} {weighted[how] / total:9.2%}"
                f"   ({distinct[how]} / {weighted[how]})"
            )
    if needs_level:
        share = 1 - len(unlevelled) / len(counts)
        print(f"  {'jenjang terbaca':<32} {share:8.2%} {1 - unlevelled.total() / total:9.2%}")
    if unread:
        print("  belum pasti: " + "; ".join(sorted(unread)[:12]))


def show_pairs(shared: Path) -> None:
    """Print how many spelling pairs merge and how many look-alikes do."""

    def same(one: str, other: str) -> bool:
        first, second = read_educations(one)[0], read_educations(other)[0]
        names = [each.programme.name if each.programme else "" for each in (first, second)]
        return first.level is second.level and names[0] == names[1] != ""

    pairs = rows(shared / "messy" / "programme_spelling_pairs.csv")
    merged = sum(same(row["nama_a"], row["nama_b"]) for row in pairs)
    print(f"\nPasangan ejaan yang sama: {merged} dari {len(pairs)} menyatu")
    near = near_names(shared)
    wrong = [
        (name, other)
        for level, name, other in near
        if same(f"{level.label} {name}", f"{level.label} {other}")
    ]
    print(f"Pasangan mirip yang berbeda: {len(wrong)} dari {len(near)} keliru menyatu {wrong[:5] or ''}")


def main() -> int:
    """Print everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", nargs="?", type=Path, default=ROOT.parent / "shared" / "data")
    shared: Path = parser.parse_args().shared
    vacancies = Counter(row["nama_pend"] for row in rows(shared / "formasi_2024" / "kualifikasi.csv.gz"))
    show("Alternatif formasi CPNS 2024", vacancies, needs_level=True)
    official = Counter(row["nama"] for row in rows(shared / "reference" / "pendidikan_bkn.csv"))
    show("Daftar pendidikan BKN", official, needs_level=True)
    variants: dict[str, Counter[str]] = {name: Counter() for name in LIKE_EDUCATION}
    for row in rows(shared / "messy" / "value_variants.csv"):
        if row["kategori"] in variants and not says_nothing(row["nilai_asli"]):
            variants[row["kategori"]][row["nilai_asli"]] += int(row["n"])
    for name, counts in variants.items():
        show(f"Ekspor nyata, {name}", counts, needs_level=name in {"pendidikan", "gelar"})
    show_pairs(shared)
    return 0


if __name__ == "__main__":
    sys.exit(main())
