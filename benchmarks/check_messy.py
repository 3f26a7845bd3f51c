"""How long `periksa` takes on a messy roster of 20,000 × 25, against reading the cells and doing nothing.

    python benchmarks/check_messy.py [--pegawai 20000] [--ulang 3]

The roster is `sample.generate` with its troubles planted, widened to 25 columns by what real exports have
besides (personal data, documents); the findings of one pass are checked against the list of what was planted.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from python_calamine import CalamineWorkbook

from penempatan.domain.issue import Severity
from penempatan.intake.corrections.gathering import correction_rows
from penempatan.intake.read import Inspection, inspect_round
from penempatan.intake.sources import locate_round
from penempatan.report.corrections import write_corrections
from penempatan.sample.generate import generate_round
from penempatan.sample.round import Effect, SampleRound
from penempatan.sample.write import write_round
from penempatan.settings.model import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

TODAY = date(2026, 11, 2)
COLUMNS = 25
EXTRA = ("NIK", "Alamat", "Agama", "Nomor SK", "Telepon", "Eselon", "Karpeg", "Masa Kerja")


def widened(made: SampleRound) -> SampleRound:
    """Return the round with its roster widened to 25 columns; nothing that is there moves."""
    sheet = made.employees
    extra = EXTRA[: max(COLUMNS - len(sheet.rows[sheet.heading_row]), 0)]
    rows = []
    for index, row in enumerate(sheet.rows):
        if index == sheet.heading_row:
            rows.append((*row, *extra))
        elif index > sheet.heading_row and len(row) == len(sheet.rows[sheet.heading_row]):
            rows.append((*row, *(f"{name} {index}" for name in extra)))
        else:
            rows.append(row)
    return replace(made, employees=replace(sheet, rows=tuple(rows)))


def best(action: Callable[[], object], times: int) -> tuple[float, float]:
    """Return the least CPU and wall seconds of several runs."""
    cpu, wall = [], []
    for _ in range(times):
        start_cpu, start_wall = time.process_time(), time.perf_counter()
        action()
        cpu.append(time.process_time() - start_cpu)
        wall.append(time.perf_counter() - start_wall)
    return min(cpu), min(wall)


def read_plainly(folder: Path) -> None:
    """Read every cell of both tables by calamine alone."""
    for name in ("pegawai.xlsx", "formasi.xlsx"):
        CalamineWorkbook.from_path(str(folder / name)).get_sheet_by_index(0).to_python(skip_empty_area=False)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pegawai", type=int, default=20_000)
    parser.add_argument("--ulang", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = widened(generate_round(options.pegawai, 3000, 7, messy=True))
        write_round(folder, made)
        sources = locate_round(folder)
        results: list[Inspection] = []
        plain = best(lambda: read_plainly(folder), options.ulang)
        checked = best(lambda: results.append(inspect_round(sources, Settings(), TODAY)), options.ulang)
        found = results[-1]
        lines = correction_rows(found.issues, found.tables)
        form = best(lambda: write_corrections(folder / "koreksi.xlsx", lines, "Uji", TODAY), 1)
    width = len(made.employees.rows[made.employees.heading_row])
    planted = {(t.file, t.cell) for t in made.troubles if t.effect in (Effect.REFUSED, Effect.WARNED)}
    told = {
        (one.location.file, one.location.cell) for one in found.issues if one.severity is not Severity.NOTE
    }
    print(f"pegawai {options.pegawai} x {width} kolom, 3000 formasi; terkecil dari {options.ulang}")
    print(f"  calamine saja      {plain[0]:6.2f} s CPU  {plain[1]:6.2f} s")
    print(
        f"  periksa (baca)     {checked[0]:6.2f} s CPU  {checked[1]:6.2f} s  = {checked[0] / plain[0]:.1f} x"
    )
    print(f"  lembar koreksi     {form[0]:6.2f} s CPU  {form[1]:6.2f} s  ({len(lines)} baris)")
    print(f"  temuan             {len(found.issues)}; tertanam {len(planted)}, disebut {len(planted & told)}")


if __name__ == "__main__":
    main()
