"""Whole runs on tables that tempt a reader to lose a row, a digit or a decimal."""

from __future__ import annotations

import csv
from pathlib import Path

import xlsxwriter
from three_people import ANI, BUDI, CITRA, Run, write_round

SCORES = f"""NIP,Kode Formasi,Skor
{BUDI},F-2,100
{ANI},F-1,60.25
{CITRA},F-1,"87,5"
"""


def test_external_scores_come_out_as_they_went_in(penempatan: Run, tmp_path: Path) -> None:
    """The last person of the roster wins by the last score of the file, and both scores stand in the plan."""
    folder = write_round(tmp_path / "ronde", rules="[syarat]\nhanya_skor_luar = true\n")
    (tmp_path / "skor.csv").write_text(SCORES, encoding="utf-8")
    done = penempatan("susun", folder, "--skor", tmp_path / "skor.csv", "--keluaran", tmp_path / "hasil")
    assert done.returncode == 0, done.stderr
    with (tmp_path / "hasil" / "penempatan.csv").open(encoding="utf-8", newline="") as file:
        placed = {row["nip"]: (row["kode_formasi"], row["skor"]) for row in csv.DictReader(file)}
    assert placed == {BUDI: ("F-2", "100.00"), CITRA: ("F-1", "87.50")}


def test_a_nip_held_as_a_number_stops_the_run(penempatan: Run, tmp_path: Path) -> None:
    """Even a number whose 18 digits happen to survive is refused: it cannot be told from one that did not."""
    number = 199001012015032032
    assert int(float(number)) == number
    with xlsxwriter.Workbook(tmp_path / "ronde.xlsx") as workbook:
        people, posts = workbook.add_worksheet("Pegawai"), workbook.add_worksheet("Formasi")
        people.write_row(0, 0, ("NIP", "Nama", "Pendidikan"))
        people.write_row(1, 0, (number, "Ani Kenari", "S-1 AKUNTANSI"))
        posts.write_row(0, 0, ("Kode Formasi", "Jabatan", "Dinas", "Jumlah"))
        posts.write_row(1, 0, ("F-1", "Penelaah Anggaran", "Dinas Sosial", 1))
    done = penempatan("susun", tmp_path / "ronde.xlsx", "--keluaran", tmp_path / "hasil")
    assert done.returncode == 3
    assert "Teks" in done.stderr
    assert not (tmp_path / "hasil").exists()
