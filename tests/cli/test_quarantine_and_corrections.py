"""--karantina, --koreksi, --pemetaan and `periksa --keluaran`, as their users type them."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from penempatan.cli.main import run

GOOD = "199001012015032001;Siti;S-1 AKUNTANSI;III/a"


@pytest.fixture
def bad_round(tmp_path: Path) -> Path:
    """Return a round with one sound person, one bad number and one unreadable golongan."""
    folder = tmp_path / "ronde"
    folder.mkdir()
    rows = [
        "NIP;Nama;Pendidikan;Golongan",
        GOOD,
        "123;Dewi;SMA;II/a",
        "198502022010011002;Budi;SMA;Gol: III-/-c.",
    ]
    (folder / "pegawai.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (folder / "formasi.csv").write_text(
        "Kode Formasi;Jabatan;Dinas;Jumlah\nF-1;AUDITOR AHLI PERTAMA;Inspektorat;2\n", encoding="utf-8"
    )
    return folder


def test_quarantine_plans_the_rest(
    bad_round: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Without the flag exit 3 and nothing written; with it a plan of the others, and the count."""
    target = tmp_path / "hasil"
    assert run(["susun", str(bad_round), "--keluaran", str(target), "--json"]) == 3
    assert not target.exists()
    capfd.readouterr()
    assert run(["susun", str(bad_round), "--keluaran", str(target), "--karantina", "--json"]) == 0
    assert json.loads(capfd.readouterr().out)["ringkasan"]["dikarantina"] == 1
    assert run(["verifikasi", str(target)]) == 0


def test_checking_with_quarantine_passes_and_names_the_row(
    bad_round: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """`periksa --karantina` says whether the rest can be planned."""
    assert run(["periksa", str(bad_round), "--json"]) == 3
    capfd.readouterr()
    assert run(["periksa", str(bad_round), "--karantina", "--json"]) == 0
    answer = json.loads(capfd.readouterr().out)
    assert answer["jumlah_temuan"]["dikarantina"] == 2
    assert (answer["status"], answer["pegawai"]) == ("LULUS", 2)


def test_scores_with_quarantine(bad_round: Path, tmp_path: Path) -> None:
    """`skor` takes the flag too."""
    target = tmp_path / "skor.csv"
    assert run(["skor", str(bad_round), "--keluaran", str(target)]) == 3
    assert run(["skor", str(bad_round), "--keluaran", str(target), "--karantina"]) == 0
    assert len(target.read_text(encoding="utf-8").splitlines()) == 3


def test_a_correction_workbook_is_written_filled_and_read_back(bad_round: Path, tmp_path: Path) -> None:
    """periksa → koreksi.xlsx → filled in → --koreksi: the round is sound, and the audit agrees."""
    form = tmp_path / "perbaikan.xlsx"
    assert run(["periksa", str(bad_round), "--keluaran", str(form)]) == 3
    book = openpyxl.load_workbook(form)
    for sheet in book:
        for row in sheet.iter_rows(min_row=2):
            if row[2].value == "A3":
                row[9].value = "199203042015032003"
    book.save(form)
    target = tmp_path / "hasil"
    assert run(["periksa", str(bad_round), "--koreksi", str(form)]) == 0
    assert run(["susun", str(bad_round), "--koreksi", str(form), "--keluaran", str(target)]) == 0
    roles = [
        one["peran"] for one in json.loads((target / "rekam.json").read_text(encoding="utf-8"))["masukan"]
    ]
    assert "koreksi" in roles
    assert run(["verifikasi", str(target)]) == 0
    form.write_bytes(form.read_bytes() + b" ")
    assert run(["verifikasi", str(target)]) == 6


def test_a_folder_takes_both_the_list_and_the_form(bad_round: Path, tmp_path: Path) -> None:
    """`--keluaran FOLDER` writes temuan.csv and koreksi.xlsx; a form that exists is not overwritten."""
    folder = tmp_path / "periksa"
    assert run(["periksa", str(bad_round), "--keluaran", str(folder)]) == 3
    assert {path.name for path in folder.iterdir()} == {"temuan.csv", "koreksi.xlsx"}
    assert run(["periksa", str(bad_round), "--keluaran", str(folder / "koreksi.xlsx")]) == 7
    assert run(["periksa", str(bad_round), "--keluaran", str(folder / "koreksi.xlsx"), "--timpa"]) == 3


def test_a_mapping_file_can_be_named(bad_round: Path, tmp_path: Path) -> None:
    """--pemetaan for rounds that are no folder; a missing file is wrong usage."""
    mapping = tmp_path / "judul.toml"
    mapping.write_text('pegawai."Ijazah" = "Pendidikan"\n', encoding="utf-8")
    roster = tmp_path / "orang.csv"
    roster.write_text(f"NIP;Nama;Ijazah;Golongan\n{GOOD}\n", encoding="utf-8")
    files = ["--pegawai", str(roster), "--formasi", str(bad_round / "formasi.csv")]
    assert run(["periksa", *files]) == 3
    assert run(["periksa", *files, "--pemetaan", str(mapping)]) == 0
    assert run(["periksa", *files, "--pemetaan", str(tmp_path / "tiada.toml")]) == 2
