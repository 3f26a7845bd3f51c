"""The whole program against figures that it did not make: SciPy on the dumped pairs, published optima."""

from __future__ import annotations

import csv
import gzip
import json
from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Penempatan = Callable[..., subprocess.CompletedProcess[str]]


def test_the_total_on_the_real_vacancies_is_scipys(
    penempatan: Penempatan, shared_data: Path, tmp_path: Path
) -> None:
    """Semarang's 268 vacancies, 400 made people: OPTIMAL, gap 0, audited, SciPy's total on the pairs."""
    vacancies = shared_data / "kota_semarang" / "formasi_cpns_2024.csv"
    assert penempatan("contoh", tmp_path / "c", "--pegawai", "400", "--formasi", "10").returncode == 0
    tables = ("--pegawai", tmp_path / "c" / "pegawai.xlsx", "--formasi", vacancies)
    planned = penempatan("susun", *tables, "--keluaran", tmp_path / "hasil", "--json")
    assert planned.returncode == 0, planned.stderr
    record = json.loads(planned.stdout)
    assert record["status"] == "OPTIMAL"
    assert record["tujuan"]["selisih"] == 0
    assert penempatan("verifikasi", tmp_path / "hasil").returncode == 0

    assert penempatan("skor", *tables, "--keluaran", tmp_path / "skor.csv").returncode == 0
    with vacancies.open(encoding="utf-8-sig", newline="") as file:
        seats = {row["formasi_id"]: int(row["jumlah_formasi"]) for row in csv.DictReader(file)}
    with (tmp_path / "skor.csv").open(encoding="utf-8", newline="") as file:
        pairs = [row for row in csv.DictReader(file) if row["memenuhi_syarat"] != "tidak"]
    people = {nip: index for index, nip in enumerate(sorted({row["nip"] for row in pairs}))}
    first, width = {}, 0
    for code, count in sorted(seats.items()):
        first[code], width = width, width + count
    filled_first = 10**8  # one more seat filled is worth more than any difference in score
    gain = np.zeros((len(people), width))
    for row in pairs:
        start = first[row["kode_formasi"]]
        points = round(float(row["skor"]) * 100)
        gain[people[row["nip"]], start : start + seats[row["kode_formasi"]]] = filled_first + points
    rows, columns = linear_sum_assignment(gain, maximize=True)
    placed, total = divmod(int(gain[rows, columns].sum()), filled_first)
    assert placed == record["ringkasan"]["ditempatkan"]
    assert total == record["tujuan"]["total_skor"]


@pytest.mark.parametrize("name", ["assign100", "assign200", "assignp800"])
def test_external_scores_alone_reach_the_published_optimum(
    name: str, penempatan: Penempatan, shared_data: Path, tmp_path: Path
) -> None:
    """OR-Library costs as `--skor` 100 − cost with `hanya_skor_luar`: everybody placed at the known cost."""
    folder = shared_data / "benchmarks"
    with (folder / "known_optima.csv").open(encoding="utf-8") as file:
        known = {row["file"].split("/")[-1]: int(row["known_value"]) for row in csv.DictReader(file)}
    with gzip.open(folder / "assign" / f"{name}.txt.gz", "rt") as file:
        size, *numbers = map(int, file.read().split())
    if name.startswith("assignp"):
        arcs = [(i - 1, j - 1, cost) for i, j, cost in np.array(numbers).reshape(-1, 3).tolist()]
    else:
        arcs = [(*divmod(at, size), cost) for at, cost in enumerate(numbers)]
    nips = [f"19800101201001{1 + index // 999}{1 + index % 999:03}" for index in range(size)]
    for file_name, head, lines in (
        ("pegawai.csv", "NIP,Nama,Pendidikan", [f"{nip},Pegawai,S-1 HUKUM" for nip in nips]),
        (
            "formasi.csv",
            "Kode Formasi,Jabatan,Dinas,Jumlah",
            [f"F{code:04},ANALIS HUKUM,Sekretariat Daerah,1" for code in range(size)],
        ),
        ("skor.csv", "NIP,Kode Formasi,Skor", [f"{nips[i]},F{j:04},{100 - cost}" for i, j, cost in arcs]),
    ):
        (tmp_path / file_name).write_text("\n".join([head, *lines, ""]), encoding="utf-8")
    (tmp_path / "aturan.toml").write_text("[syarat]\nhanya_skor_luar = true\n", encoding="utf-8")
    target = tmp_path / "hasil"
    planned = penempatan("susun", tmp_path, "--skor", tmp_path / "skor.csv", "--keluaran", target, "--json")
    assert planned.returncode == 0, planned.stderr
    record = json.loads(planned.stdout)
    assert record["status"] == "OPTIMAL"
    assert record["ringkasan"]["ditempatkan"] == size
    assert 10_000 * size - record["tujuan"]["total_skor"] == 100 * known[f"{name}.txt"]
