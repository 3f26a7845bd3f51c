"""A short, seeded run of the gate's fuzzer; `scripts/fuzz_gate.py` runs it for as long as one likes."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

from gate_fuzzing import (
    Tally,
    inline_workbook,
    mutated_bytes,
    mutated_package,
    mutated_part,
    seed_workbook,
    try_other,
    try_sheet,
    try_workbook,
)


def told(tally: Tally) -> list[str]:
    """Return what went wrong, short enough to read."""
    return [what[:300] for what, _ in tally.failures]


def test_damaged_xml_is_refused_or_read_alike_by_both_readers(tmp_path: Path) -> None:
    """400 workbooks with damaged parts: no uncaught error, and openpyxl sees the cells that we see."""
    chance, tally = random.Random(20261123), Tally()
    seeds = (seed_workbook(), inline_workbook())
    for number in range(400):
        damaged = mutated_package(chance.choice(seeds), chance)
        try_workbook(damaged, tmp_path / "rusak.xlsx", tally, by_calamine=number % 2 == 1)
    assert told(tally) == []
    assert tally.counts["refused"] > 100
    assert tally.counts["passed, both readers agree"] > 40


def test_damaged_zip_bytes_are_refused_or_read_alike(tmp_path: Path) -> None:
    """600 workbooks with damaged bytes: as above; nearly all are refused."""
    chance, tally = random.Random(7), Tally()
    seeds = (seed_workbook(), inline_workbook())
    for _ in range(600):
        try_workbook(mutated_bytes(chance.choice(seeds), chance), tmp_path / "rusak.xlsx", tally)
    assert told(tally) == []
    assert tally.counts["refused"] > 300


def test_the_fast_check_of_a_sheet_says_what_the_parser_says(tmp_path: Path) -> None:
    """800 damaged sheets: the expression for plain rows never passes what the reference parser refuses."""
    chance, tally = random.Random(11), Tally()
    sheets = []
    for number, seed in enumerate((seed_workbook(), inline_workbook())):
        path = tmp_path / f"{number}.xlsx"
        path.write_bytes(seed)
        with zipfile.ZipFile(path) as package:
            sheets.append(package.read("xl/worksheets/sheet1.xml"))
    for _ in range(800):
        try_sheet(mutated_part(mutated_part(chance.choice(sheets), chance), chance), tally)
    assert told(tally) == []
    assert tally.counts["sheet passed, both checks agree"] > 50


def test_damaged_ods_and_xls_end_in_facts_or_a_refusal(repository: Path) -> None:
    """400 damaged files of LibreOffice's making: FileFault is all that ever comes out."""
    chance, tally = random.Random(13), Tally()
    folder = repository / "tests" / "data"
    seeds = [(folder / f"rumus_dan_galat{suffix}").read_bytes() for suffix in (".ods", ".xls")]
    for _ in range(400):
        try_other(mutated_bytes(chance.choice(seeds), chance), tally)
    assert told(tally) == []
    assert tally.counts["other passed"] > 20
