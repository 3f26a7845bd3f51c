"""The corpus of nasty spreadsheets, through the public reading functions, against what a good tool does.

`INDEX.csv` says of each file what it is and what is expected: `read …`, `clear error …`, or either. The
rules of `verdict` are about those words alone; no file is named.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from written_rounds import VACANCIES, write_csv

from nasty_run import Outcome

SECONDS_ALL, SECONDS_EACH = 120, 20
# Errors that the round reports about content, as good as a refusal of the file: the table is not accepted.
CONTENT_ERRORS = frozenset({"heading_duplicate", "table_empty", "nip_numeric", "value_invalid"})


@pytest.fixture(scope="module")
def corpus(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Outcome]:
    """Every file of the corpus read in a child with 1 GiB; the child must come to its end."""
    vacancies = tmp_path_factory.mktemp("formasi") / "formasi.csv"
    write_csv(vacancies, VACANCIES)
    runner = Path(__file__).parents[1] / "nasty_run.py"
    done = subprocess.run(
        [sys.executable, str(runner), str(shared_data / "nasty"), str(vacancies)],
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS_ALL,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found = [Outcome(**json.loads(line)) for line in done.stdout.splitlines()]
    with (shared_data / "nasty" / "INDEX.csv").open(encoding="utf-8", newline="") as file:
        assert len(found) == sum(1 for _ in csv.DictReader(file))
    _write_table(found)
    return found


def verdict(one: Outcome) -> str:
    """Return why an outcome is not what a good tool does; '' when it is."""
    expected = one.expected
    may_refuse = "clear error" in expected or "or warn" in expected
    may_read = not expected.startswith("clear error") or " or read" in expected or "(or the" in expected
    if one.refused:
        return "" if may_refuse else "refused, though readable"
    said = one.broken or one.codes or CONTENT_ERRORS.intersection(one.round_errors)
    if not may_read and not said:
        return "accepted in silence"
    if "warn" in expected and "or warn" not in expected and not said:
        return "read without the warning"
    return ""


def test_every_file_is_read_or_refused_as_a_good_tool_does(corpus: list[Outcome]) -> None:
    """No silent accept, no refusal of what is readable."""
    assert not {one.file: verdict(one) for one in corpus if verdict(one)}


def test_no_file_takes_long(corpus: list[Outcome]) -> None:
    """Two readings of any file end within twenty seconds."""
    assert max(one.seconds for one in corpus) < SECONDS_EACH


def test_every_refusal_is_one_sentence_with_a_way_out(corpus: list[Outcome]) -> None:
    """A refused file is one finding: what is wrong and what to do, nothing of the reader's own words."""
    for one in corpus:
        if one.refused:
            (sentence,) = one.sentences
            assert sentence.startswith("Berkas tidak dapat dibaca: ")
            assert sentence.rstrip().endswith((".", "”."))
            assert "Error" not in sentence
            assert "Traceback" not in sentence


def _write_table(found: list[Outcome]) -> None:
    """Write expected against got as CSV where PENEMPATAN_NASTY_TABLE says."""
    target = os.environ.get("PENEMPATAN_NASTY_TABLE")
    if not target:
        return
    with Path(target).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            [
                "file",
                "category",
                "nasty",
                "expected",
                "got",
                "verdict",
                "cells",
                "broken_cells",
                "seconds",
                "said",
            ]
        )
        for one in found:
            judged = verdict(one) or "as expected"
            writer.writerow(
                [one.file, one.category, one.nasty, one.expected, one.got, judged, one.cells, one.broken,
                 one.seconds, " / ".join(one.sentences)]
            )  # fmt: skip
