"""`penempatan skenario` at the door: files, exit codes, and nothing overwritten."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from penempatan.sample.generate import generate_round
from penempatan.sample.write import write_round

if TYPE_CHECKING:
    from pathlib import Path

    from three_people import Run

SCENARIOS = """
[skenario]
backend = "sequential"
[[varian]]
nama = "Tanpa jarak"
[varian.aturan.bobot]
jarak = 0
[[varian]]
nama = "Paling banyak dua"
[varian.aturan.batas]
penempatan_maksimal = 2
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small round with two scenarios."""
    path = tmp_path_factory.mktemp("ronde")
    write_round(path, generate_round(40, 12, 5, messy=False))
    (path / "skenario.toml").write_text(SCENARIOS, encoding="utf-8")
    return path


def test_a_folder_gets_the_workbook_and_the_csv(folder: Path, tmp_path: Path, penempatan: Run) -> None:
    """Both files list the base and the two scenarios; the cap of two fills two seats."""
    target = tmp_path / "hasil"
    assert penempatan("skenario", folder, "--keluaran", target, "--diam").returncode == 0
    with (target / "skenario.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["skenario"] for row in rows] == ["dasar", "Tanpa jarak", "Paling banyak dua"]
    assert rows[2]["terisi"] == "2"
    assert int(rows[0]["terisi"]) + int(rows[2]["selisih_terisi"]) == 2
    sheets = load_workbook(target / "skenario.xlsx")
    assert sheets.sheetnames == ["Skenario", "Perubahan"]
    assert [cell.value for cell in sheets["Skenario"]["A"]][1:] == [row["skenario"] for row in rows]
    changed = [row[0].value for row in sheets["Perubahan"].iter_rows(min_row=2)]
    assert changed.count("Paling banyak dua") == int(rows[2]["pegawai_berbeda"]) > 0


def test_json_and_workers_change_nothing(folder: Path, penempatan: Run) -> None:
    """One worker or two: the same JSON object."""
    answers = []
    for workers in ("1", "2"):
        done = penempatan("skenario", folder, "--json", "--pekerja", workers)
        assert done.returncode == 0
        answers.append(json.loads(done.stdout))
    assert answers[0] == answers[1]
    assert [one["nama"] for one in answers[0]["skenario"]] == ["dasar", "Tanpa jarak", "Paling banyak dua"]


def test_a_file_that_is_there_stays(folder: Path, tmp_path: Path, penempatan: Run) -> None:
    """A file that exists is exit 7 and untouched; --timpa replaces it."""
    target = tmp_path / "skenario.csv"
    target.write_text("milik orang", encoding="utf-8")
    arguments = ["skenario", folder, "--keluaran", target, "--diam"]
    assert penempatan(*arguments).returncode == 7
    assert target.read_text(encoding="utf-8") == "milik orang"
    assert penempatan(*arguments, "--timpa").returncode == 0
    assert target.read_text(encoding="utf-8").startswith("skenario,status,")


def test_what_cannot_be_read_or_named_is_refused(folder: Path, tmp_path: Path, penempatan: Run) -> None:
    """A scenario file that is no TOML is exit 3; an output that is neither workbook nor CSV is exit 2."""
    broken = tmp_path / "rusak.toml"
    broken.write_text("[[varian", encoding="utf-8")
    refused = penempatan("skenario", folder, "--skenario", broken)
    assert refused.returncode == 3
    assert "rusak.toml" in refused.stderr
    assert penempatan("skenario", folder, "--keluaran", tmp_path / "x.pdf").returncode == 2
