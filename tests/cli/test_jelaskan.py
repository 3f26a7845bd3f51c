"""`jelaskan` as its users type it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from decided_results import planned
from three_people import ANI, BUDI, CITRA

from penempatan.cli.main import run


@pytest.fixture
def result(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Path:
    """Return the planned result: Citra in F-1, Budi in F-2, Ani in neither."""
    folder = planned(tmp_path)
    capfd.readouterr()
    return folder


def answer(capfd: pytest.CaptureFixture[str], *arguments: object) -> dict[str, Any]:
    """Run `jelaskan --json` and return its object."""
    assert run(["jelaskan", *map(str, arguments), "--json"]) == 0
    document: dict[str, Any] = json.loads(capfd.readouterr().out)
    return document


def test_the_whole_result_by_reasons(result: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Two placed on two seats; one person was outscored."""
    found = answer(capfd, result)
    assert (found["ditempatkan"], found["lowongan"], found["lowongan_kosong"]) == (2, 2, {})
    assert found["belum_ditempatkan"] == {"kalah skor": 1}


def test_one_person(result: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Ani: nowhere; F-1 went to Citra with more points, F-2 refuses her education."""
    found = answer(capfd, result, "--nip", ANI)
    posts = {one["kode_formasi"]: one for one in found["formasi"]}
    assert (found["ditempatkan_di"], found["memenuhi_syarat"]) == (None, 1)
    assert [one["nip"] for one in posts["F-1"]["diisi"]] == [CITRA]
    assert "kurang" in posts["F-1"]["alasan"]
    assert "R06" in posts["F-2"]["melanggar"]


def test_one_vacancy(result: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """F-1: Citra before Ani; Budi is the nearest of the refused, by his education alone."""
    found = answer(capfd, result, "--formasi", "F-1")
    assert [one["nip"] for one in found["calon"]] == [CITRA, ANI]
    assert [(one["nip"], one["melanggar"]) for one in found["terdekat"]] == [(BUDI, ["R06"])]


def test_one_pair_in_full(result: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Every rule with its regulation, every component with its points, on the screen as in JSON."""
    found = answer(capfd, result, "--nip", BUDI, "--formasi", "F-1")
    rules = {one["kode"]: one for one in found["syarat"]}
    assert (found["hasil"], rules["R06"]["hasil"]) == ("ditolak", "ditolak")
    assert all(one["dasar"] for one in rules.values())
    assert {one["komponen"] for one in found["komponen"]} >= {"pendidikan", "kinerja", "pengalaman"}
    assert run(["jelaskan", str(result), "--nip", BUDI, "--formasi", "F-1"]) == 0
    text = capfd.readouterr().out
    assert all(one["dasar"] in text for one in rules.values())
    assert "Jumlah poin × bobot" in text


def test_the_screen_shows_no_whole_nip(result: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """People are named by name and the last four digits."""
    for arguments in (["--nip", ANI], ["--formasi", "F-1"], ["--nip", ANI, "--formasi", "F-1"], []):
        assert run(["jelaskan", str(result), *arguments]) == 0
        text = capfd.readouterr().out
        assert all(nip not in text for nip in (ANI, BUDI, CITRA))


def test_the_same_question_has_the_same_answer(result: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Asked of the person or of the vacancy, a pair has one verdict, score and sentence."""
    person = {one["kode_formasi"]: one for one in answer(capfd, result, "--nip", ANI)["formasi"]}
    post = {one["nip"]: one for one in answer(capfd, result, "--formasi", "F-1")["calon"]}
    pair = answer(capfd, result, "--nip", ANI, "--formasi", "F-1")
    for key in ("hasil", "skor", "alasan"):
        assert person["F-1"][key] == post[ANI][key] == pair[key]


@pytest.mark.parametrize(
    "arguments", [["--nip", "199001012015032009"], ["--formasi", "F-9"], ["--nip", "Ani Kenari"]]
)
def test_who_is_not_in_the_round_is_a_wrong_question(
    result: Path, arguments: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    """Exit 2, the option is named, and no name or whole NIP stands in the message."""
    assert run(["jelaskan", str(result), *arguments]) == 2
    message = capfd.readouterr().err
    assert arguments[0] in message
    assert "199001012015032009" not in message
    assert "Kenari" not in message


def test_an_unsound_result_is_not_explained(result: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """An altered input fails the audit: exit 6."""
    source = result.parent / "ronde" / "pegawai.csv"
    source.write_text(source.read_text(encoding="utf-8").replace("III/b", "III/c"), encoding="utf-8")
    assert run(["jelaskan", str(result)]) == 6
    assert "pegawai.csv" in capfd.readouterr().err
