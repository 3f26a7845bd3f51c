"""Reads every file of a corpus of nasty spreadsheets and says what came out, one JSON line a file.

Run as a program, in a process of its own with 1 GiB of address space, so that whoever started it survives a
crash, a hang and a file that eats the memory: `python nasty_run.py CORPUS FORMASI.csv`.
"""

from __future__ import annotations

import csv
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from penempatan.domain.issue import Issue
from penempatan.errors import InputError
from penempatan.intake.columns import Role
from penempatan.intake.findings import Findings
from penempatan.intake.read import check_round
from penempatan.intake.sources import RoundSources
from penempatan.intake.workbook import read_book
from penempatan.settings.model import Settings

ADDRESS_SPACE = 1 << 30
TODAY = date(2026, 11, 23)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What reading one file gave.

    `sentences` are the refusal, or the findings of reading; `broken` counts the cells listed as lost;
    `round_errors` are the codes of the errors when the file is taken for a roster.
    """

    file: str
    category: str
    nasty: str
    expected: str
    refused: bool
    cells: int
    broken: int
    sentences: tuple[str, ...]
    codes: tuple[str, ...]
    round_errors: tuple[str, ...]
    seconds: float

    @property
    def got(self) -> str:
        """`refused`, `read, flagged` (something is said about it) or `read`."""
        if self.refused:
            return "refused"
        return "read, flagged" if self.broken or self.codes else "read"


def outcomes(corpus: Path, vacancies: Path) -> Iterator[Outcome]:
    """Read the files of `INDEX.csv` one after the other."""
    with (corpus / "INDEX.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield outcome(corpus / row["file"], vacancies, row)


def outcome(path: Path, vacancies: Path, row: dict[str, str]) -> Outcome:
    """Read one file twice: as it is, and as the roster of a round."""
    begun = time.perf_counter()
    findings = Findings()
    issues: tuple[Issue, ...]
    cells = broken = 0
    refused = False
    try:
        book = read_book(path, findings)
        cells = sum(value != "" for sheet in book.sheets for values in sheet.rows for value in values)
        broken = sum(len(sheet.broken) for sheet in book.sheets)
        issues = tuple(findings.issues)
    except InputError as error:
        refused, issues = True, error.issues
    sources = RoundSources(files=((Role.EMPLOYEES, path), (Role.VACANCIES, vacancies)))
    _, found = check_round(sources, Settings(), TODAY)
    return Outcome(
        row["file"],
        row["category"],
        row["nasty"],
        row["good_tool"],
        refused,
        cells,
        broken,
        tuple(f"{issue.problem} {issue.remedy}" for issue in issues),
        tuple(issue.code for issue in issues),
        tuple(sorted({issue.code for issue in found if issue.is_error})),
        round(time.perf_counter() - begun, 3),
    )


def main() -> None:
    """Be the child: bound the memory, read, print."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    for one in outcomes(Path(sys.argv[1]), Path(sys.argv[2])):
        sys.stdout.write(json.dumps(asdict(one)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
