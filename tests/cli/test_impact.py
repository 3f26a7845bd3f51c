"""Dampak bila Ditolak, as the workbook says it, against the program itself run again with that one Tolak."""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path

import openpyxl
import pytest

from penempatan.cli.main import run

LIMITS = "\n[batas]\npenempatan_maksimal = 12\n"
TRIED = 3
SENTENCE = re.compile(
    r"(?:Berikutnya .*, (?P<heir>\d{18})\.|Tidak ada pengganti; lowongan ini kosong\.)\n"
    r"Total skor (?P<change>[+−0-9.,]+); (?P<moved>.*) baris lain berubah; "
    r"yang ditolak (?:ke (?P<new>\S+)|tidak ditempatkan)\."
)
WORDS = {"tidak ada": 0, "satu": 1, "dua": 2, "tiga": 3, "empat": 4}


def placed(result: Path) -> dict[str, str]:
    """Return NIP → kode formasi."""
    with (result / "penempatan.csv").open(encoding="utf-8", newline="") as stream:
        return {row["nip"]: row["kode_formasi"] for row in csv.DictReader(stream)}


def total(result: Path) -> int:
    """Return the total score in hundredths."""
    return int(json.loads((result / "rekam.json").read_text(encoding="utf-8"))["tujuan"]["total_skor"])


@pytest.mark.parametrize("limits", ["", LIMITS])
def test_a_rejection_does_what_the_workbook_said(tmp_path: Path, limits: str) -> None:
    """Next person, change of the total, rows that move, new post: read from the cell, found by `tinjau`."""
    folder, result = tmp_path / "ronde", tmp_path / "hasil"
    assert run(["contoh", str(folder), "--pegawai", "120", "--formasi", "30", "--benih", "3"]) == 0
    rules = folder / "aturan.toml"
    rules.write_text(rules.read_text(encoding="utf-8") + limits, encoding="utf-8")
    assert run(["susun", str(folder), "--keluaran", str(result), "--diam"]) == 0
    before, score = placed(result), total(result)
    sheet = openpyxl.load_workbook(result / "usulan.xlsx")["Usulan"]
    head, *rows = [[str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    at = {heading: index for index, heading in enumerate(head)}
    for number in range(0, len(rows), -(-len(rows) // TRIED)):
        row = rows[number]
        nip, code = row[at["NIP"]], row[at["Kode Formasi"]]
        said = SENTENCE.fullmatch(row[at["Dampak bila Ditolak"]])
        assert said is not None, row[at["Dampak bila Ditolak"]]
        again = tmp_path / f"lagi-{number}"
        shutil.copytree(result, again)
        book = openpyxl.load_workbook(again / "usulan.xlsx")
        book["Usulan"].cell(number + 2, at["Keputusan"] + 1).value = "Tolak"
        book["Usulan"].cell(number + 2, at["Alasan Keputusan"] + 1).value = "uji"
        book.save(again / "usulan.xlsx")
        assert run(["tinjau", str(again), "--diam"]) == 0
        after = placed(again)
        comers = [one for one, post in after.items() if post == code != before.get(one)]
        assert [said["heir"]] * bool(said["heir"]) == comers
        change = said["change"].replace(".", "").replace(",", "").replace("−", "-")
        assert int(change) == total(again) - score
        moved = [one for one, post in before.items() if one != nip and after.get(one) != post]
        assert WORDS[said["moved"]] == len(moved)
        assert (said["new"] or "") == after.get(nip, "")
