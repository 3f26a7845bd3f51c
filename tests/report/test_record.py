"""rekam.json: the contract's keys, no path of the computer, and every fault named when read back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest

from builders import JUDGED_ON, TABLE_SETTINGS, make_scored_problem
from penempatan.domain.plan import Placement, PlacementPlan, Termination, TierValue
from penempatan.domain.problem import SourceFile
from penempatan.explain.explain import explain
from penempatan.intake.columns import Role
from penempatan.intake.sources import RoundSources
from penempatan.report.record import FIGURES, run_id, summary_of, write_record
from penempatan.report.record_reader import RecordUnreadableError, read_record
from penempatan.report.run import RunMeta, RunReport
from penempatan.scoring.build import pair_scores
from penempatan.scoring.pairs import store
from penempatan.settings.loader import as_toml_dict, from_toml_dict

if TYPE_CHECKING:
    from pathlib import Path

SOURCES = (
    SourceFile("pegawai", "pegawai.xlsx", "Data", "a" * 64, 3),
    SourceFile("formasi", "formasi.csv", "", "b" * 64, 2),
)
PROBLEM = replace(make_scored_problem("F1:2 F2\nA 90 80\nB 70 20\nC . 10"), sources=SOURCES)
PLAN = PlacementPlan(
    (Placement("A", "F1", 9_000), Placement("B", "F1", 7_001)),
    Termination.FEASIBLE,
    16_001,
    16_100,
    (TierValue("kesesuaian", 16_001),),
)
META = RunMeta(
    run_id="0123456789ab",
    created=datetime(2026, 10, 1, 15, 4, 5, tzinfo=timezone(timedelta(hours=7))),
    version="1.2.3",
    solver="ortools 9.15 SimpleMinCostFlow",
    eligible_pairs=5,
    candidate_pairs=4,
    pricing_rounds=2,
    seconds=(("baca", 0.25), ("tulis", 1.0)),
)


def write(folder: Path) -> dict[str, Any]:
    """Write a record for a result in `folder/hasil` with its round in `folder/ronde`; return it as JSON."""
    result, round_ = folder / "hasil", folder / "ronde"
    result.mkdir()
    round_.mkdir()
    (round_ / "aturan.toml").write_text("[ronde]\n", encoding="utf-8")
    pairs = pair_scores(PROBLEM, TABLE_SETTINGS)
    run = RunReport(
        PROBLEM,
        TABLE_SETTINGS,
        pairs,
        PLAN,
        explain(PROBLEM, TABLE_SETTINGS, pairs, store(pairs), PLAN),
        META,
    )
    sources = RoundSources(
        ((Role.EMPLOYEES, round_ / "pegawai.xlsx"), (Role.VACANCIES, round_ / "formasi.csv")),
        rules=round_ / "aturan.toml",
    )
    write_record(result / "rekam.json", run, sources, result, {"penempatan.csv": "c" * 64}, seal="d" * 64)
    data = json.loads((result / "rekam.json").read_text(encoding="utf-8"))
    assert isinstance(data, dict)
    return data


def test_keys_of_the_contract(tmp_path: Path) -> None:
    """Every key that scripts depend on is there: integers in hundredths, the mean on the 0–100 scale."""
    data = write(tmp_path)
    assert (data["versi"], data["id"], data["dibuat"]) == ("1.2.3", "0123456789ab", "2026-10-01T08:04:05Z")
    assert (data["status"], data["tanggal_penilaian"]) == ("LAYAK", JUDGED_ON.isoformat())
    assert data["tujuan"] == {
        "total_skor": 16_001,
        "batas_atas": 16_100,
        "selisih": 99,
        "tingkat": [{"tujuan": "kesesuaian", "nilai": 16_001}],
    }
    assert data["ringkasan"] == {
        "pegawai": 3,
        "formasi": 2,
        "lowongan": 3,
        "pasangan_memenuhi_syarat": 5,
        "ditempatkan": 2,
        "lowongan_kosong": 1,
        "belum_ditempatkan": 1,
        "skor_rata_rata": 80.01,  # 80.005, half up
        "dikarantina": 0,
    }
    assert data["penyelesaian"]["detik"] == {"baca": 0.25, "tulis": 1.0}
    assert data["penyelesaian"]["versi"]["pemecah"] == "ortools 9.15 SimpleMinCostFlow"
    assert data["keluaran"] == {"penempatan.csv": "c" * 64}


def test_inputs_are_named_with_hash_and_way(tmp_path: Path) -> None:
    """Each table has role, file, sheet, hash, rows and the way to it from the result; the rules file too."""
    data = write(tmp_path)
    assert data["masukan"][0] == {
        "peran": "pegawai",
        "berkas": "pegawai.xlsx",
        "lembar": "Data",
        "sha256": "a" * 64,
        "baris": 3,
        "lokasi": "../ronde/pegawai.xlsx",
        "dalam_buku_kerja": False,
    }
    assert [one["peran"] for one in data["masukan"]] == ["pegawai", "formasi", "aturan"]
    assert data["masukan"][2]["lokasi"] == "../ronde/aturan.toml"
    assert str(tmp_path) not in json.dumps(data)


def test_rules_come_back_as_they_were(tmp_path: Path) -> None:
    """The resolved rules in the record give the same settings again, through JSON."""
    assert from_toml_dict(write(tmp_path)["aturan"]) == TABLE_SETTINGS


def test_reading_gives_back_what_was_written(tmp_path: Path) -> None:
    """The record survives the file."""
    write(tmp_path)
    record = read_record(tmp_path / "hasil" / "rekam.json")
    assert record.run_id == "0123456789ab"
    assert record.created == META.created.astimezone(UTC)
    assert record.judged_on == JUDGED_ON
    assert (record.total_score, record.bound, record.gap) == (16_001, 16_100, 99)
    assert record.tiers == PLAN.tiers
    assert record.termination is Termination.FEASIBLE
    assert record.summary == summary_of(PROBLEM, PLAN, 5)
    assert record.inputs[0].place == "../ronde/pegawai.xlsx"
    assert record.outputs == {"penempatan.csv": "c" * 64}


def test_nobody_placed_has_no_mean() -> None:
    """A mean over nobody is left out, not zero."""
    empty = replace(PLAN, placements=())
    assert summary_of(PROBLEM, empty, 5).mean_score is None


def test_run_id_depends_on_content_alone() -> None:
    """The id changes with an input, a rule, the date or the version, and not with names or order."""
    rules = as_toml_dict(TABLE_SETTINGS)
    one = run_id(SOURCES, rules, JUDGED_ON, "1")
    assert one == run_id(reversed(SOURCES), rules, JUDGED_ON, "1")
    renamed = (replace(SOURCES[0], name="simpeg.xlsx"), SOURCES[1])
    assert one == run_id(renamed, rules, JUDGED_ON, "1")
    changed = (replace(SOURCES[0], sha256="d" * 64), SOURCES[1])
    others = {
        run_id(changed, rules, JUDGED_ON, "1"),
        run_id(SOURCES, rules | {"benih": 1}, JUDGED_ON, "1"),
        run_id(SOURCES, rules, JUDGED_ON + timedelta(days=1), "1"),
        run_id(SOURCES, rules, JUDGED_ON, "2"),
    }
    assert len(others | {one}) == 5


def test_every_fault_of_a_damaged_record_is_named(tmp_path: Path) -> None:
    """Reading goes on after the first fault and guesses nothing."""
    data = write(tmp_path)
    data["status"] = "BAGUS"
    data["dibuat"] = "kemarin"
    data["tujuan"]["total_skor"] = "160"
    data["tujuan"]["batas_atas"] = -1
    data["ringkasan"]["pegawai"] = True
    data["masukan"][0]["sha256"] = "xyz"
    del data["id"], data["masukan"][1]["baris"]
    path = tmp_path / "rusak.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(RecordUnreadableError) as caught:
        read_record(path)
    for key in ("status", "dibuat", "total_skor", "batas_atas", "pegawai", "sha256", "id", "baris"):
        assert any(f" {key} " in fault for fault in caught.value.faults), key
    assert len(caught.value.faults) == 8


@pytest.mark.parametrize(
    "content", ["", "[]", '"teks"', "{", '{"skema": "penempatan.rekam/0"}', "[" * 200_000]
)
def test_file_that_is_no_record_is_refused(tmp_path: Path, content: str) -> None:
    """Anything else under that name is refused with a sentence."""
    (tmp_path / "rekam.json").write_text(content, encoding="utf-8")
    with pytest.raises(RecordUnreadableError, match=r"rekam\.json"):
        read_record(tmp_path / "rekam.json")


def test_every_figure_has_its_key() -> None:
    """No figure of the summary can be written without an agreed name."""
    assert set(FIGURES) == set(summary_of(PROBLEM, PLAN, 0).__slots__)
