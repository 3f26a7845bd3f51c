"""Derive `knowledge/data/position_precedents.csv`: which programmes the agencies of 2024 accepted for a post.

    python scripts/derive_position_precedents.py [../shared/data] [--into FOLDER]

One row for each post, level and programme: on how many vacancies (formasi) of the post it was accepted, and
by how many agencies; a row without level and programme holds the post's own totals, a row with a level alone
counts "any programme of that level". D-IV and S-1 are one level. Posts of fewer than three agencies are left
out; of each post the programmes that at least two agencies accept are kept, sixty at most. Aggregates only;
same input, same bytes.
"""

from __future__ import annotations

import argparse
import csv
import gzip
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from penempatan.domain.education import EducationLevel
from penempatan.knowledge.education import read_qualification
from penempatan.knowledge.positions import read_position

ROOT = Path(__file__).resolve().parent.parent
AGENCIES_MIN = 3
ACCEPTED_BY_MIN = 2
PROGRAMMES_MAX = 60
HEADER = ("position", "level", "programme", "formations", "agencies")

Accepted = tuple[int, str]  # level rank, programme name ("" accepts any)


def read(path: Path) -> Iterator[dict[str, str]]:
    """Rows of a gzipped CSV file."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def accepted_by_vacancy(folder: Path) -> dict[str, set[Accepted]]:
    """Number of a vacancy -> what it accepts, each once; what has no legible level is left out."""
    known: dict[str, set[Accepted]] = {}
    found: dict[str, set[Accepted]] = defaultdict(set)
    for row in read(folder / "kualifikasi.csv.gz"):
        text = row["nama_pend"]
        if text not in known:
            known[text] = {
                (one.level.rank, one.programme.name if one.programme and not one.any_programme else "")
                for one in read_qualification(text).alternatives
                if one.level and (one.programme or one.any_programme)
            }
        found[row["no"]] |= known[text]
    return found


def table(folder: Path) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the table: each post's totals, then what is accepted, most agencies first."""
    accepted = accepted_by_vacancy(folder)
    agencies: dict[str, set[str]] = defaultdict(set)
    formations: Counter[str] = Counter()
    agencies_of: dict[str, dict[Accepted, set[str]]] = defaultdict(lambda: defaultdict(set))
    formations_of: dict[str, Counter[Accepted]] = defaultdict(Counter)
    for row in read(folder / "formasi.csv.gz"):
        post = read_position(row["jabatan_nm"]).name
        agencies[post].add(row["ins_nm"])
        formations[post] += 1
        for one in accepted[row["no"]]:
            formations_of[post][one] += 1
            agencies_of[post][one].add(row["ins_nm"])
    label = {level.rank: level.name for level in EducationLevel}  # of D-IV and S-1 the latter
    for post in sorted(post for post, by in agencies.items() if len(by) >= AGENCIES_MIN):
        ranked = sorted(
            (-len(by), -formations_of[post][one], one)
            for one, by in agencies_of[post].items()
            if len(by) >= ACCEPTED_BY_MIN
        )
        if ranked:
            yield post, "", "", str(formations[post]), str(len(agencies[post]))
        for n_agencies, n_formations, (rank, programme) in ranked[:PROGRAMMES_MAX]:
            yield post, label[rank], programme, str(-n_formations), str(-n_agencies)


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("shared", nargs="?", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--into", type=Path, default=ROOT / "src" / "penempatan" / "knowledge" / "data")
    options = parser.parse_args()
    path = options.into / "position_precedents.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(table(options.shared / "formasi_2024"))


if __name__ == "__main__":
    main()
