"""`banding` on rounds small enough to solve in one's head."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from three_people import ANI, BUDI, CITRA, EMPLOYEES, write_round

from penempatan.cli.main import run

OPPOSITE = {
    "Hanya ditempatkan pada A": "Hanya ditempatkan pada B",
    "Hanya ditempatkan pada B": "Hanya ditempatkan pada A",
}


@pytest.fixture
def results(tmp_path: Path) -> tuple[Path, Path]:
    """Return two results: in A Citra holds F-1 (two people want it); in B she has just taken up her post."""
    paths = []
    for name, employees in (("a", EMPLOYEES), ("b", EMPLOYEES.replace("2019-01-01", "2026-08-01"))):
        folder = write_round(tmp_path / f"ronde-{name}", employees=employees)
        assert run(["susun", str(folder), "--keluaran", str(tmp_path / name)]) == 0
        paths.append(tmp_path / name)
    return paths[0], paths[1]


def answer(capfd: pytest.CaptureFixture[str], *arguments: object) -> dict[str, Any]:
    """Run `banding --json` and return its object."""
    capfd.readouterr()
    assert run(["banding", *map(str, arguments), "--json"]) == 0
    document: dict[str, Any] = json.loads(capfd.readouterr().out)
    return document


def test_a_result_against_itself_differs_in_nothing(
    results: tuple[Path, Path], capfd: pytest.CaptureFixture[str]
) -> None:
    """No person, rule, setting or input; everybody who is placed is unchanged."""
    found = answer(capfd, results[0], results[0])
    assert found["tidak_berubah"] == 2
    assert [found[key] for key in ("pegawai", "syarat", "aturan", "masukan")] == [[], [], [], []]


def test_who_changed_and_why(results: tuple[Path, Path], capfd: pytest.CaptureFixture[str]) -> None:
    """F-1 goes from Citra to Ani because R11 refuses Citra in B; Budi stays; pegawai.csv differs."""
    found = answer(capfd, *results)
    people = {one["nip"]: one for one in found["pegawai"]}
    assert set(people) == {ANI, CITRA}
    assert (people[CITRA]["perubahan"], people[CITRA]["b"]) == ("Hanya ditempatkan pada A", None)
    assert "pada B ditolak syarat Masa jabatan minimal (R11)" in people[CITRA]["sebab"]
    assert (people[ANI]["a"], people[ANI]["b"]["kode_formasi"]) == (None, "F-1")
    assert "memenuhi syarat" in people[ANI]["sebab"]
    assert people[ANI]["selisih_skor"] == people[ANI]["b"]["skor"]
    assert found["tidak_berubah"] == 1
    assert [one["masukan"] for one in found["masukan"]] == ["pegawai"]
    (rule,) = found["syarat"]
    assert (rule["kode"], rule["ditolak"]) == ("R11", [0, 2])
    gains = sum(one["selisih_skor"] for one in found["pegawai"])
    assert gains == found["b"]["total_skor"] - found["a"]["total_skor"]


def test_turned_round_gains_are_costs(results: tuple[Path, Path], capfd: pytest.CaptureFixture[str]) -> None:
    """B against A tells the same changes the other way round, of people and of dinas."""
    there, back = answer(capfd, *results), answer(capfd, *reversed(results))
    turned = [
        {**one, "perubahan": OPPOSITE[one["perubahan"]], "selisih_skor": -one["selisih_skor"]}
        for one in there["pegawai"]
    ]
    for one, other in zip(
        sorted(turned, key=lambda row: row["nip"]),
        sorted(back["pegawai"], key=lambda row: row["nip"]),
        strict=True,
    ):
        assert (one["perubahan"], one["selisih_skor"]) == (other["perubahan"], other["selisih_skor"])
        assert (one["a"], one["b"]) == (other["b"], other["a"])
    for dinas, other in zip(there["dinas"], back["dinas"], strict=True):
        assert dinas["total_skor"] == other["total_skor"][::-1]


def test_a_changed_weight_is_a_changed_score(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """With another weight people keep their seats and change their scores; the key of the rule is named."""
    for name, rules in (("a", ""), ("b", "[bobot]\nkinerja = 60\n")):
        folder = write_round(tmp_path / f"ronde-{name}", rules=rules)
        assert run(["susun", str(folder), "--keluaran", str(tmp_path / name)]) == 0
    found = answer(capfd, tmp_path / "a", tmp_path / "b")
    assert {one["perubahan"] for one in found["pegawai"]} == {"Formasi sama, skor berubah"}
    assert [(one["kunci"], one["b"]) for one in found["aturan"]] == [("bobot.kinerja", "60")]
    assert all("bobotnya" in one["sebab"] for one in found["pegawai"])


def test_the_workbook_holds_every_change(
    results: tuple[Path, Path], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Five sheets; the people sheet has a row for each change with full NIP; a file there is not replaced."""
    target = tmp_path / "banding.xlsx"
    answer(capfd, *results, "--keluaran", target)
    workbook = openpyxl.load_workbook(target)
    assert workbook.sheetnames == [
        "Ringkasan",
        "Per Pegawai",
        "Per Unit",
        "Per Syarat",
        "Aturan dan Masukan",
    ]
    rows = list(workbook["Per Pegawai"].iter_rows(min_row=2, values_only=True))
    assert {row[0] for row in rows} == {ANI, CITRA}
    assert BUDI not in str(rows)
    assert run(["banding", *map(str, results), "--keluaran", str(target)]) == 7


def test_who_keeps_a_post_counts_as_seated(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """In penataan a person who stays in both plans has not changed, and a seat kept is a seat filled."""
    folder = tmp_path / "ronde"
    arguments = ["--pegawai", "30", "--formasi", "10", "--benih", "3", "--mode", "penataan"]
    assert run(["contoh", str(folder), *arguments]) == 0
    assert run(["susun", str(folder), "--keluaran", str(tmp_path / "hasil"), "--json"]) == 0
    capfd.readouterr()
    found = answer(capfd, tmp_path / "hasil", tmp_path / "hasil")
    assert found["pegawai"] == []
    assert found["tidak_berubah"] == found["a"]["ditempatkan"]
    assert run(["jelaskan", str(tmp_path / "hasil"), "--json"]) == 0
    overview = json.loads(capfd.readouterr().out)
    assert overview["tetap"] > 0
    assert found["a"]["ditempatkan"] == overview["ditempatkan"] + overview["tetap"]


def test_an_unsound_result_is_not_compared(
    results: tuple[Path, Path], capfd: pytest.CaptureFixture[str]
) -> None:
    """A result whose table was altered fails its audit first: exit 6, and no comparison."""
    table = results[1] / "penempatan.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("Ani", "Ina"), encoding="utf-8")
    assert run(["banding", *map(str, results)]) == 6
    assert "penempatan.csv" in capfd.readouterr().err
