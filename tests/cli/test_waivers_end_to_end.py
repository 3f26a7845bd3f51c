"""A waiver from its file to the proposal and through the audit."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl
import pytest
from three_people import ANI, EMPLOYEES, write_round

from penempatan.cli.main import run

NEW_ANI = EMPLOYEES.replace("2018-01-01", "2026-08-01").replace("Citra Gelatik,S-1 AKUNTANSI", "Citra,SMA")
WAIVER = f"""NIP;Kode Formasi;Syarat;Pejabat Berwenang;Nomor Dokumen;Berlaku Sampai;Alasan
{ANI};F-1;R11;Wali Kota;800/7/2026;2026-12-31;kebutuhan layanan
"""


def placed(result: Path) -> dict[str, str]:
    """Return kode formasi by NIP."""
    with (result / "penempatan.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["nip"]: row["kode_formasi"] for row in csv.DictReader(file)}


def test_a_waived_pair_is_placed_named_and_audited(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Without the paper F-1 stays empty; with it Ani sits there, says why, and the audit agrees."""
    folder = write_round(tmp_path / "ronde", employees=NEW_ANI)
    assert run(["susun", str(folder), "--keluaran", str(tmp_path / "tanpa")]) == 0
    assert ANI not in placed(tmp_path / "tanpa")
    (folder / "pengecualian.csv").write_text(WAIVER, encoding="utf-8")
    target = tmp_path / "hasil"
    assert run(["susun", str(folder), "--keluaran", str(target)]) == 0
    assert "1 tercatat, 1 dipakai" in capfd.readouterr().out
    assert placed(target)[ANI] == "F-1"
    workbook = openpyxl.load_workbook(target / "usulan.xlsx")
    text = {
        sheet: " ".join(str(cell.value) for row in workbook[sheet] for cell in row if cell.value)
        for sheet in ("Usulan", "Metodologi")
    }
    assert "(R11)" in text["Usulan"]
    assert "800/7/2026" in text["Usulan"]
    assert "lowongan terisi berkurang 1" in text["Metodologi"]
    assert run(["verifikasi", str(target)]) == 0
    capfd.readouterr()
    assert run(["skor", str(folder), "--nip", ANI, "--formasi", "F-1"]) == 0
    (row,) = csv.DictReader(capfd.readouterr().out.splitlines())
    assert (row["memenuhi_syarat"], "dikecualikan oleh Wali Kota" in row["alasan"]) == (
        "verifikasi",
        True,
    )  # her discipline and certificates are not in the data


def test_the_audit_notices_a_waiver_that_is_gone(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The waivers are an input like others: altered afterwards, the audit fails and names it."""
    folder = write_round(tmp_path / "ronde", employees=NEW_ANI)
    waivers, target = folder / "pengecualian.csv", tmp_path / "hasil"
    waivers.write_text(WAIVER, encoding="utf-8")
    assert run(["susun", str(folder), "--keluaran", str(target)]) == 0
    roles = {one["peran"] for one in json.loads((target / "rekam.json").read_text("utf-8"))["masukan"]}
    assert "pengecualian" in roles
    waivers.write_text(WAIVER.replace("2026-12-31", "2026-09-30"), encoding="utf-8")
    capfd.readouterr()
    assert run(["verifikasi", str(target)]) == 6
    assert "pengecualian.csv" in capfd.readouterr().err
