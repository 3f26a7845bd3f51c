"""The whole `susun` against the least any tool must do: read the two workbooks, write the report's cells.

    python benchmarks/whole_run.py                       # 2000x600 and 15000x3000
    python benchmarks/whole_run.py --sizes 2000x600 --runs 5

The floor reads both inputs with python-calamine and writes every cell of our own `usulan.xlsx`, plain, with
XlsxWriter: the fastest writer that has the drop-downs, locks, charts and print set-up an approval needs.
With `--rust` also with rustpy-xlsxwriter, faster but without those features, where it is installed.
Each contestant runs as a process of its own, in turn, measured from outside: wall seconds and peak memory.
Ratios are taken pair by pair and their median printed.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

READ_WRITE = """
import sys
from python_calamine import CalamineWorkbook
def sheets(path):
    book = CalamineWorkbook.from_path(path)
    return [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]
for path in sys.argv[1:3]:
    sheets(path)
if sys.argv[4] != "-":
    import pickle
    report = pickle.load(open(sys.argv[3], "rb"))
    if sys.argv[5] == "rust":
        from rustpy_xlsxwriter import write_worksheets
        sheets = [{name: [dict(enumerate(map(str, row))) for row in rows]} for name, rows in report]
        write_worksheets(sheets, sys.argv[4])
    else:
        import xlsxwriter
        book = xlsxwriter.Workbook(sys.argv[4], {"constant_memory": True})
        for name, rows in report:
            sheet = book.add_worksheet(name)
            text, number = sheet.write_string, sheet.write_number
            for r, row in enumerate(rows):
                for c, value in enumerate(row):
                    if isinstance(value, str):
                        if value:
                            text(r, c, value)
                    elif isinstance(value, (int, float)):
                        number(r, c, value)
        book.close()
"""

KEEP_CELLS = """
import pickle, sys
from python_calamine import CalamineWorkbook
book = CalamineWorkbook.from_path(sys.argv[1])
cells = [(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names]
pickle.dump(cells, open(sys.argv[2], "wb"))
print(sum(value != "" for _, rows in cells for row in rows for value in row))
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """One process seen from outside."""

    seconds: float
    peak_mib: float


def measured(command: list[str]) -> Measured:
    """Run a command to its end; wall seconds, and peak resident memory as the kernel accounts it."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = _wait(process)
    seconds = time.perf_counter() - start
    if status != 0:
        raise SystemExit(f"{command[:4]} … ended with status {status}")
    return Measured(seconds, usage.ru_maxrss / 1024)


def _wait(process: subprocess.Popen[bytes]) -> tuple[int, int, resource.struct_rusage]:
    import os

    pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return pid, process.returncode, usage


def penempatan(*arguments: str) -> list[str]:
    """Return the command line of the console script in this environment."""
    return [str(Path(sys.executable).with_name("penempatan")), *arguments]


def bench(size: str, runs: int, *, rust: bool) -> None:
    """Print the table of one size."""
    employees, vacancies = size.split("x")
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        source, result, cells = base / "ronde", base / "hasil", base / "sel.pickle"
        measured(
            penempatan("contoh", str(source), "--pegawai", employees, "--formasi", vacancies, "--benih", "7")
        )
        susun = penempatan("susun", str(source), "--keluaran", str(result), "--diam")
        measured(susun)
        kept = subprocess.run(
            [sys.executable, "-c", KEEP_CELLS, str(result / "usulan.xlsx"), str(cells)],
            check=True,
            capture_output=True,
            text=True,
        )
        inputs = [str(source / "pegawai.xlsx"), str(source / "formasi.xlsx")]
        floors = {"read + write (XlsxWriter)": "plain"} | ({"read + write (rustpy)": "rust"} if rust else {})
        taken: dict[str, list[Measured]] = {name: [] for name in ("susun", *floors)}
        for _ in range(runs):
            taken["susun"].append(measured(susun))
            for name, kind in floors.items():
                floor = [
                    sys.executable,
                    "-c",
                    READ_WRITE,
                    *inputs,
                    str(cells),
                    str(base / "lantai.xlsx"),
                    kind,
                ]
                taken[name].append(measured(floor))
        record = json.loads((result / "rekam.json").read_text(encoding="utf-8"))
    print(
        f"\n{employees} employees x {vacancies} vacancies, "
        f"{kept.stdout.strip()} cells in the report, {runs} runs"
    )
    print(f"  status {record['status']}, {record['ringkasan']['pasangan_memenuhi_syarat']} eligible pairs")
    print(
        "  stages (s): "
        + ", ".join(f"{stage} {seconds}" for stage, seconds in record["penyelesaian"]["detik"].items())
    )
    for name, runs_of in taken.items():
        seconds = [one.seconds for one in runs_of]
        ratios = [ours.seconds / other.seconds for ours, other in zip(taken["susun"], runs_of, strict=True)]
        print(
            f"  {name:28} {statistics.median(seconds):7.2f} s ({min(seconds):.2f}-{max(seconds):.2f})"
            f"  {max(one.peak_mib for one in runs_of):6.0f} MiB  susun/this {statistics.median(ratios):5.2f}"
        )


def main() -> None:
    """Run the sizes asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", nargs="+", default=["2000x600", "15000x3000"])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--rust", action="store_true", help="also against rustpy-xlsxwriter, where installed")
    options = parser.parse_args()
    for size in options.sizes:
        bench(size, options.runs, rust=options.rust)


if __name__ == "__main__":
    main()
