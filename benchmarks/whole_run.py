"""The whole `susun` against the least any tool must do: read the two workbooks, write the report's cells.

    python benchmarks/whole_run.py                       # 2000x600 and 15000x3000
    python benchmarks/whole_run.py --sizes 2000x600 --runs 5
    python benchmarks/whole_run.py --national --sizes 15000x3000 100000x20000 --runs 1 --commands

The floor reads both inputs with python-calamine and writes every cell of our own `usulan.xlsx`, plain, with
XlsxWriter: the fastest writer that has the drop-downs, locks, charts and print set-up an approval needs.
With `--rust` also with rustpy-xlsxwriter, faster but without those features, where it is installed.
`--national` plans the rounds of `national_files.py`, not those of `penempatan contoh`; `--commands` runs the
other commands on the result, once. Each contestant runs as a process of its own, in turn, measured from
outside: wall seconds, processor seconds of it and its children, and the memory of all of them together (PSS,
looked at twice a second). Ratios are taken pair by pair and their median printed.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

from national import find_folder, national_problem
from national_files import write_files

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
    """One process and its children seen from outside."""

    seconds: float
    cpu_s: float
    peak_mib: float


def measured(command: list[str]) -> Measured:
    """Run a command to its end."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    watch = _Watch(process.pid)
    watch.start()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    watch.over.set()
    watch.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{command[:4]} … ended with status {process.returncode}")
    peak = max(watch.peak_mib, usage.ru_maxrss / 1024)  # short ones end before they are looked at
    return Measured(seconds, usage.ru_utime + usage.ru_stime, peak)


class _Watch(threading.Thread):
    """Looks at the memory of a process and all its descendants, pages that they share counted once."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self.over = threading.Event()
        self.peak_mib = 0.0
        self._process = process

    def run(self) -> None:
        """Look until it is over."""
        while not self.over.wait(0.5):
            self.peak_mib = max(self.peak_mib, sum(map(_pss_mib, _tree(self._process))))


def _tree(process: int) -> list[int]:
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    except OSError:  # it has ended, or there is no /proc
        return []
    return [process, *(one for child in children for one in _tree(int(child)))]


def _pss_mib(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def penempatan(*arguments: str) -> list[str]:
    """Return the command line of the console script in this environment."""
    return [str(Path(sys.executable).with_name("penempatan")), *arguments]


def make_round(folder: Path, employees: str, vacancies: str, *, national: bool) -> None:
    """Write the spreadsheets of a round."""
    if not national:
        command = ["contoh", str(folder), "--pegawai", employees, "--formasi", vacancies, "--benih", "7"]
        measured(penempatan(*command))
        return
    source = find_folder()
    if source is None:
        raise SystemExit("the national vacancies are not on this machine")
    write_files(folder, national_problem(source, int(employees), int(vacancies), None))


def decide_first_row(workbook: Path, copy: Path) -> None:
    """Write a copy in which the first proposal is approved."""
    with zipfile.ZipFile(workbook) as book, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as new:
        for name in book.namelist():
            data = book.read(name)
            if b'<c r="Q2"' in data and b'<c r="X2"' in data:  # Keputusan; up to ID Baris: the sheet Usulan
                approved = rb'<c r="Q2"\1 t="inlineStr"><is><t>Setuju</t></is></c>'
                data = re.sub(rb'<c r="Q2"( s="\d+")/>', approved, data, count=1)
            new.writestr(name, data)


def other_commands(source: Path, result: Path) -> None:
    """Print what the commands around a result take, once each."""
    with (result / "penempatan.csv").open(encoding="utf-8", newline="") as stream:
        first = next(csv.DictReader(stream))
    decided = result.parent / "usulan-diputuskan.xlsx"
    decide_first_row(result / "usulan.xlsx", decided)
    for command in (
        ("periksa", str(source)),
        ("verifikasi", str(result)),
        ("jelaskan", str(result), "--nip", first["nip"]),
        ("jelaskan", str(result), "--formasi", first["kode_formasi"]),
        ("tinjau", str(result), "--berkas", str(decided)),
    ):
        one = measured(penempatan(*command))
        named = f"{command[0]} {command[2] if len(command) > 2 else ''}"
        print(f"  {named:28} {one.seconds:7.2f} s  {one.cpu_s:7.2f} s cpu  {one.peak_mib:6.0f} MiB")


def bench(size: str, options: argparse.Namespace) -> None:
    """Print the table of one size."""
    runs, rust = options.runs, options.rust
    employees, vacancies = size.split("x")
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        source, result, cells = base / "ronde", base / "hasil", base / "sel.pickle"
        make_round(source, employees, vacancies, national=options.national)
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
        if options.commands:
            other_commands(source, result)
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
            f"  {statistics.median(one.cpu_s for one in runs_of):7.2f} s cpu"
            f"  {max(one.peak_mib for one in runs_of):6.0f} MiB  susun/this {statistics.median(ratios):5.2f}"
        )


def main() -> None:
    """Run the sizes asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", nargs="+", default=["2000x600", "15000x3000"])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--rust", action="store_true", help="also against rustpy-xlsxwriter, where installed")
    parser.add_argument("--national", action="store_true", help="rounds on the real national vacancies")
    parser.add_argument("--commands", action="store_true", help="also the other commands, on the result")
    options = parser.parse_args()
    for size in options.sizes:
        bench(size, options)


if __name__ == "__main__":
    main()
