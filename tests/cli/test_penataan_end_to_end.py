"""A round of penataan from `contoh` to the audit."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import openpyxl
import pytest

from penempatan.cli.main import run


@pytest.fixture(scope="module")
def round_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a synthetic round of penataan."""
    folder = tmp_path_factory.mktemp("penataan") / "ronde"
    options = ["--mode", "penataan", "--pegawai", "120", "--formasi", "15", "--benih", "4"]
    assert run(["contoh", str(folder), *options]) == 0
    return folder


@pytest.fixture(scope="module")
def result(round_folder: Path) -> Path:
    """Return its result folder."""
    target = round_folder.parent / "hasil"
    assert run(["susun", str(round_folder), "--keluaran", str(target)]) == 0
    return target


def placements(folder: Path) -> list[dict[str, str]]:
    """Return the rows of penempatan.csv."""
    with (folder / "penempatan.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sheet(folder: Path, name: str) -> list[dict[str, object]]:
    """Return the rows of a sheet of the workbook."""
    rows = list(
        openpyxl.load_workbook(folder / "usulan.xlsx", read_only=True)[name].iter_rows(values_only=True)
    )
    return [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]


def test_the_audit_rebuilds_the_whole_plan(result: Path, round_folder: Path) -> None:
    """Those who stay stand in no row of penempatan.csv, and the audit finds them all the same."""
    assert run(["verifikasi", str(result), str(round_folder)]) == 0


def test_everybody_is_somewhere(result: Path) -> None:
    """Placed, staying and without a place add up to the roster; movers and stays share nobody."""
    record = json.loads((result / "rekam.json").read_text("utf-8"))
    figures = record["ringkasan"]
    assert figures["ditempatkan"] + figures["tetap"] + figures["belum_ditempatkan"] == figures["pegawai"]
    moved, stays = {row["nip"] for row in placements(result)}, {row["NIP"] for row in sheet(result, "Tetap")}
    assert len(moved) == figures["ditempatkan"]
    assert len(stays) == figures["tetap"] == record["penataan"]["tetap"]
    assert not moved & stays
    assert record["status"] == "OPTIMAL"


def test_the_chains_are_those_of_the_placements(result: Path) -> None:
    """Every step of the sheet is a placement, and nobody waits for somebody who stays."""
    rows = sheet(result, "Rantai Perpindahan")
    moved = {row["nip"]: row["kode_formasi"] for row in placements(result)}
    assert rows
    for row in rows:
        assert str(row["Ke"]).startswith(moved[str(row["NIP"])] + " – ")
        assert row["Menunggu"] == "kursi kosong" or str(row["Menunggu"]).rsplit(", ", 1)[1] in moved


def test_seats_by_priority_count_those_who_stay(result: Path) -> None:
    """The seats filled, priority by priority, add up to the seats filled in all: a stay fills a need too."""
    figures = json.loads((result / "rekam.json").read_text("utf-8"))["ringkasan"]
    summary = openpyxl.load_workbook(result / "usulan.xlsx", read_only=True)["Ringkasan"]
    cells = [str(cell) for row in summary.iter_rows(values_only=True) for cell in row if cell is not None]
    (line,) = [cell for cell in cells if cell.startswith("prioritas 1: ")]
    found = [(int(one), int(all_)) for one, all_ in re.findall(r": (\d+) dari (\d+) lowongan", line)]
    assert sum(all_ for _, all_ in found) == figures["lowongan"]
    assert sum(one for one, _ in found) == figures["lowongan"] - figures["lowongan_kosong"]


def test_the_summary_breaks_between_its_tables(result: Path) -> None:
    """What does not fit on two pages of Folio goes on three, each beginning with a heading."""
    summary = openpyxl.load_workbook(result / "usulan.xlsx")["Ringkasan"]
    starts = [summary.cell(one.id + 1, 1).value for one in summary.row_breaks.brk]
    assert starts in ([None], ["Sesudah dan sebelum penataan", "Masukan yang dipakai"])


def test_the_terminal_tells_chains_without_people(
    round_folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """The summary prints the first chains by post and step, and no NIP."""
    assert run(["susun", str(round_folder), "--keluaran", str(tmp_path / "hasil")]) == 0
    told = capfd.readouterr()
    text = told.out + told.err
    assert "langkah 2: " in text
    assert "(menunggu langkah 1)" in text
    assert not any(row["nip"] in text for row in placements(tmp_path / "hasil"))


def test_the_order_of_rows_changes_nothing(round_folder: Path, result: Path, tmp_path: Path) -> None:
    """Both tables the other way round: the same bytes of penempatan.csv."""
    turned = tmp_path / "ronde"
    turned.mkdir()
    (turned / "aturan.toml").write_bytes((round_folder / "aturan.toml").read_bytes())
    for name in ("pegawai", "formasi"):
        rows = list(openpyxl.load_workbook(round_folder / f"{name}.xlsx")[name].iter_rows(values_only=True))
        workbook = openpyxl.Workbook()
        page = workbook.active
        assert page is not None
        page.title = name
        for row in (rows[0], *rows[:0:-1]):
            page.append(row)
        workbook.save(turned / f"{name}.xlsx")
    assert run(["susun", str(turned), "--keluaran", str(tmp_path / "hasil")]) == 0
    assert (tmp_path / "hasil" / "penempatan.csv").read_bytes() == (result / "penempatan.csv").read_bytes()


def test_a_placement_taken_out_is_noticed(result: Path, round_folder: Path, tmp_path: Path) -> None:
    """Deleting a mover's row makes him stay where his seat is given away: the audit fails."""
    copy = tmp_path / "hasil"
    copy.mkdir()
    for path in result.iterdir():
        if path.is_file():
            (copy / path.name).write_bytes(path.read_bytes())
    lines = (copy / "penempatan.csv").read_text("utf-8").splitlines(keepends=True)
    (copy / "penempatan.csv").write_text("".join(lines[:1] + lines[2:]), "utf-8")
    assert run(["verifikasi", str(copy), str(round_folder)]) == 6


def test_nobody_is_worse_off_where_the_rules_say_so(round_folder: Path, tmp_path: Path) -> None:
    """With `tidak_lebih_buruk` no mover on the map goes below the present fit."""
    guarded = tmp_path / "ronde"
    guarded.mkdir()
    for path in round_folder.iterdir():
        (guarded / path.name).write_bytes(path.read_bytes())
    rules = (guarded / "aturan.toml").read_text("utf-8")
    (guarded / "aturan.toml").write_text(
        rules.replace("[syarat]\n", "[syarat]\ntidak_lebih_buruk = true\n"), "utf-8"
    )
    target = tmp_path / "hasil"
    assert run(["susun", str(guarded), "--keluaran", str(target)]) == 0
    reasons = [str(row["Alasan"]) for row in sheet(target, "Usulan")]
    assert any("Meninggalkan" in text for text in reasons)
    assert not any(": turun " in text for text in reasons)
    assert run(["verifikasi", str(target), str(guarded)]) == 0


def test_limits_on_moves_and_leavers_are_kept_proved_and_checked(tmp_path: Path) -> None:
    """Stays are no moves: at most three changes, none out of one dinas, a proven plan, a clean audit."""
    limited, target = tmp_path / "ronde", tmp_path / "hasil"
    assert run(["contoh", str(limited), "--mode", "penataan", "--pegawai", "40", "--formasi", "6"]) == 0
    with (limited / "aturan.toml").open("a", encoding="utf-8") as file:
        file.write('\n[batas]\nperpindahan_maksimal = 3\n[batas.keluar_maksimal]\n"Dinas Kesehatan" = 0\n')
    assert run(["susun", str(limited), "--keluaran", str(target)]) == 0
    assert json.loads((target / "rekam.json").read_text("utf-8"))["status"] == "OPTIMAL"
    assert 1 <= len(placements(target)) <= 3
    assert run(["verifikasi", str(target), str(limited)]) == 0


@pytest.mark.parametrize("options", [["--mode", "campur"], ["--mode", "penataan", "--kotor"]])
def test_contoh_refuses_what_it_cannot_make(tmp_path: Path, options: list[str]) -> None:
    """An unknown mode, and a messy post map, are wrong usage."""
    assert run(["contoh", str(tmp_path / "ronde"), *options]) == 2


def test_a_review_moves_nobody_who_was_deferred(round_folder: Path, tmp_path: Path) -> None:
    """Setuju pins a move, Tolak bans it, Tunda leaves the mover in the present post; the audit agrees."""
    copy = tmp_path / "hasil"
    assert run(["susun", str(round_folder), "--keluaran", str(copy)]) == 0
    workbook = openpyxl.load_workbook(copy / "usulan.xlsx")
    page = workbook["Usulan"]
    column = {str(cell.value): place for place, cell in enumerate(page[1], 1)}
    movers = [
        row
        for row in range(2, page.max_row + 1)
        if "Meninggalkan" in str(page.cell(row, column["Alasan"]).value)
    ]
    said = dict(zip(("Setuju", "Tolak", "Tunda"), movers, strict=False))
    for word, row in said.items():
        for heading, text in (
            ("Keputusan", word),
            ("Alasan Keputusan", "uji"),
            ("Pemutus", "Sekretaris Daerah"),
        ):
            page.cell(row, column[heading]).value = text
    people = {word: str(page.cell(row, column["NIP"]).value) for word, row in said.items()}
    post = {word: str(page.cell(row, column["Kode Formasi"]).value) for word, row in said.items()}
    workbook.save(copy / "usulan.xlsx")
    assert run(["tinjau", str(copy)]) == 0
    moved = {row["nip"]: row["kode_formasi"] for row in placements(copy)}
    assert moved[people["Setuju"]] == post["Setuju"]
    assert moved.get(people["Tolak"]) != post["Tolak"]
    assert people["Tunda"] not in moved
    reasons = {row["NIP"]: str(row["Alasan"]) for row in sheet(copy, "Tetap")}
    assert "ditunda pada peninjauan usulan" in reasons[people["Tunda"]]
    assert run(["verifikasi", str(copy), str(round_folder)]) == 0
