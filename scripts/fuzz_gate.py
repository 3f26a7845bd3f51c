"""Throw damaged workbooks at the gate for a while and report what got through.

python scripts/fuzz_gate.py --seconds 120 --seed 1 [--keep FOLDER] [--also FILE.ods --also FILE.xls]

Exit code 1 when anything but a sentence or a book came out, when openpyxl and we disagree on a cell behind
the gate, or when the fast check of a sheet and the reference parser disagree.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import tempfile
import time
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

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


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="folder for the inputs that broke a promise")
    parser.add_argument(
        "--also", type=Path, action="append", default=[], help=".ods or .xls to damage as well"
    )
    asked = parser.parse_args()
    chance = random.Random(asked.seed)
    tally = Tally()
    seeds = (seed_workbook(), inline_workbook())
    others = [path.read_bytes() for path in asked.also]
    sheets = [_sheet(seed) for seed in seeds]
    begun = time.monotonic()
    inputs = 0
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder) / "rusak.xlsx"
        while time.monotonic() - begun < asked.seconds:
            try_workbook(mutated_package(chance.choice(seeds), chance), scratch, tally, chance.random() < 0.5)
            try_workbook(mutated_bytes(chance.choice(seeds), chance), scratch, tally)
            try_sheet(mutated_part(mutated_part(chance.choice(sheets), chance), chance), tally)
            inputs += 3
            if others:
                try_other(mutated_bytes(chance.choice(others), chance), tally)
                inputs += 1
    print(f"seed {asked.seed}: {inputs} inputs in {asked.seconds:.0f} s")
    for what, count in sorted(tally.counts.items()):
        print(f"{count:8d}  {what}")
    for number, (what, data) in enumerate(tally.failures):
        print(what[:400])
        if asked.keep:
            asked.keep.mkdir(parents=True, exist_ok=True)
            (asked.keep / f"{number:04d}.bin").write_bytes(data)
    return 1 if tally.failures else 0


def _sheet(seed: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(seed)) as package:
        return package.read("xl/worksheets/sheet1.xml")


if __name__ == "__main__":
    sys.exit(main())
