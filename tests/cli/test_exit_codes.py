"""Every exit code of the contract, what stands on which stream, and what is left on the disk."""

from __future__ import annotations

import importlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from three_people import ANI, BUDI, CITRA, EMPLOYEES, VACANCIES, Run, write_round

from penempatan.cli.main import run
from penempatan.domain.plan import Termination
from penempatan.errors import PenempatanError

pipeline: Any = importlib.import_module("penempatan.pipeline")  # its stages are replaced here
SECRETS = (ANI, BUDI, CITRA, "Kenari", "Merpati", "Gelatik")


@pytest.fixture(autouse=True)
def signal_handlers() -> Iterator[None]:
    """Give the handlers back that `run` takes over."""
    numbers = (signal.SIGTERM, signal.SIGHUP)
    before = [signal.getsignal(number) for number in numbers]
    yield
    for number, handler in zip(numbers, before, strict=True):
        signal.signal(number, handler)


def answer(text: str) -> dict[str, Any]:
    """Return the one JSON object that standard output must be."""
    document = json.loads(text)
    assert isinstance(document, dict)
    return document


def test_0_the_main_job(penempatan: Run, tmp_path: Path) -> None:
    """A sound round ends with code 0, its files with their trail, and a summary on standard output only."""
    done = penempatan("susun", write_round(tmp_path / "ronde"), "--keluaran", tmp_path / "hasil")
    assert (done.returncode, done.stderr) == (0, "")
    assert "terbukti optimal" in done.stdout
    assert "\x1b" not in done.stdout
    assert sorted(path.name for path in (tmp_path / "hasil").iterdir()) == [
        "bukti.json",
        "jejak.jsonl",
        "penempatan.csv",
        "rekam.json",
        "usulan.xlsx",
    ]
    rows = (tmp_path / "hasil" / "penempatan.csv").read_text(encoding="utf-8").splitlines()
    assert [row.split(",")[0] for row in rows[1:]] == [BUDI, CITRA]


def test_json_is_all_that_standard_output_holds(penempatan: Run, tmp_path: Path) -> None:
    """With --json the answer is one object with the record's figures; people read standard error."""
    done = penempatan("susun", write_round(tmp_path / "ronde"), "--keluaran", tmp_path / "hasil", "--json")
    said = answer(done.stdout)
    assert done.returncode == 0
    assert said["status"] == "OPTIMAL"
    assert said["tujuan"]["total_skor"] == 19_000
    assert said["ringkasan"]["ditempatkan"] == 2
    assert all(Path(path).is_file() for path in said["keluaran"])
    assert "terbukti optimal" in done.stderr
    assert not any(secret in done.stdout + done.stderr for secret in SECRETS)


def test_quiet_says_nothing(penempatan: Run, tmp_path: Path) -> None:
    """With --diam a run that ends well prints nothing at all; with --json only the object."""
    folder = write_round(tmp_path / "ronde")
    done = penempatan("susun", folder, "--keluaran", tmp_path / "hasil", "--diam")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    done = penempatan("periksa", folder, "--diam", "--json")
    assert (answer(done.stdout)["status"], done.stderr) == ("LULUS", "")


def test_2_wrong_usage(penempatan: Run) -> None:
    """A wrong call ends with code 2 and a sentence on standard error."""
    done = penempatan("susun", "--tidak-ada")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Galat: Opsi --tidak-ada tidak dikenal.")


@pytest.mark.parametrize("command", ["susun", "periksa", "skor"])
def test_3_errors_in_the_input(penempatan: Run, tmp_path: Path, command: str) -> None:
    """All findings of tables and rules appear at once, by cell and without values; nothing is written."""
    broken = EMPLOYEES.replace(ANI, ANI[:-1]).replace(CITRA, BUDI)
    folder = write_round(tmp_path / "ronde", employees=broken, rules='[syarat]\npendidikn = "dekat"\n')
    done = penempatan(command, folder, *(["--keluaran", tmp_path / "hasil"] if command == "susun" else []))
    told = " ".join((done.stdout + done.stderr).split())
    assert done.returncode == 3
    assert "pegawai.csv, sel A2" in told
    assert "pegawai.csv, sel A4" in told
    assert (
        "aturan.toml, baris 4: [syarat] pendidikn: kunci tidak dikenal. Mungkin maksudnya “pendidikan”"
        in told
    )
    assert not any(secret in told for secret in SECRETS)
    assert list(tmp_path.iterdir()) == [folder]


def test_3_as_json(penempatan: Run, tmp_path: Path) -> None:
    """With --json the findings of a refused round are in the object, by cell and without values."""
    folder = write_round(tmp_path / "ronde", employees=EMPLOYEES.replace(ANI, ANI[:-1]))
    for command in ("susun", "periksa"):
        done = penempatan(command, folder, "--json")
        said = answer(done.stdout)
        assert (done.returncode, said["status"]) == (3, "GALAT")
        assert ("pegawai.csv", "A2") in [(one["berkas"], one["sel"]) for one in said["temuan"]]
        assert not any(secret in done.stdout for secret in SECRETS)


def test_findings_as_a_file(penempatan: Run, tmp_path: Path) -> None:
    """periksa --keluaran writes every finding as CSV, and never over a file that is there."""
    folder = write_round(tmp_path / "ronde", employees=EMPLOYEES.replace(ANI, ANI[:-1]))
    arguments = ("periksa", folder, "--keluaran", tmp_path / "temuan.csv")
    assert penempatan(*arguments).returncode == 3
    text = (tmp_path / "temuan.csv").read_text(encoding="utf-8-sig")
    assert text.startswith("kode,tingkat,berkas,lembar,sel,masalah,tindakan")
    assert "nip_malformed,Galat,pegawai.csv,,A2," in text
    assert penempatan(*arguments).returncode == 7
    assert penempatan(*arguments, "--timpa").returncode == 3


def test_4_pins_that_exceed_the_openings(penempatan: Run, tmp_path: Path) -> None:
    """Two pins on one seat are no plan: code 4, and the vacancy is named."""
    locks = f"NIP,Kode Formasi,Tetap/Larang,Alasan\n{ANI},F-1,tetap,uji\n{CITRA},F-1,tetap,uji\n"
    folder = write_round(tmp_path / "ronde", locks=locks)
    done = penempatan("susun", folder, "--keluaran", tmp_path / "hasil")
    assert done.returncode == 4
    assert "F-1" in done.stderr
    assert not (tmp_path / "hasil").exists()


def test_4_limits_that_clash_are_named(penempatan: Run, tmp_path: Path) -> None:
    """One placement in all, yet one in each of two dinas: code 4, all three limits named, no other one."""
    rules = """[batas]
penempatan_maksimal = 1
[batas.masuk_minimal]
"Dinas Perdagangan" = 1
"Dinas Sosial" = 1
[batas.masuk_maksimal]
"Dinas Sosial" = 5
"""
    folder = write_round(tmp_path / "ronde", rules=rules)
    done = penempatan("susun", folder, "--keluaran", tmp_path / "hasil")
    told = " ".join(done.stderr.split())
    assert done.returncode == 4
    assert "ketentuan berikut sekaligus: (1) " in told
    assert "(3) " in told
    assert "(4) " not in told
    assert not (tmp_path / "hasil").exists()


def test_5_a_plan_that_is_not_proved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A plan that the time limit left unproved is written, called so everywhere, and ends with code 5."""
    solve = pipeline.solve_or_say_why

    def hurried(*arguments: Any) -> Any:
        model, solution = solve(*arguments)
        return model, replace(solution, termination=Termination.FEASIBLE)

    monkeypatch.setattr(pipeline, "solve_or_say_why", hurried)
    code = run(["susun", str(write_round(tmp_path / "ronde")), "--keluaran", str(tmp_path / "hasil")])
    assert code == 5
    assert "BELUM TERBUKTI OPTIMAL" in capfd.readouterr().out
    assert json.loads((tmp_path / "hasil" / "rekam.json").read_text(encoding="utf-8"))["status"] == "LAYAK"
    book = openpyxl.load_workbook(tmp_path / "hasil" / "usulan.xlsx")
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    headers = [sheet.oddHeader.center.text if sheet.oddHeader else "" for sheet in shown]
    assert all("BELUM TERBUKTI OPTIMAL" in (text or "") for text in headers)
    told = [cell.value for row in book["Ringkasan"].iter_rows() for cell in row]
    assert any(isinstance(text, str) and text.startswith("BELUM TERBUKTI OPTIMAL") for text in told)


def test_6_a_plan_that_the_checker_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A plan whose scores are not what the rules give is never written: code 6 and the faults."""
    plan_of = pipeline.plan_of

    def flattered(*arguments: Any) -> Any:
        plan = plan_of(*arguments)
        first, *others = plan.placements
        return replace(plan, placements=(replace(first, score=first.score + 1), *others))

    monkeypatch.setattr(pipeline, "plan_of", flattered)
    code = run(["susun", str(write_round(tmp_path / "ronde")), "--keluaran", str(tmp_path / "hasil")])
    told = capfd.readouterr()
    assert code == 6
    assert "Verifikasi gagal" in told.err
    assert not any(secret in told.out + told.err for secret in SECRETS)
    assert not (tmp_path / "hasil").exists()


def test_7_decisions_are_not_overwritten(penempatan: Run, tmp_path: Path) -> None:
    """A workbook with a decision in it stops the next run; --timpa goes on and keeps a dated copy."""
    folder, target = write_round(tmp_path / "ronde"), tmp_path / "hasil"
    arguments = ("susun", folder, "--keluaran", target)
    assert penempatan(*arguments).returncode == 0
    assert penempatan(*arguments).returncode == 0, "a result without decisions may be replaced"
    book = openpyxl.load_workbook(target / "usulan.xlsx")
    sheet = book["Usulan"]
    heading = next(row for row in sheet.iter_rows() if any(cell.value == "Keputusan" for cell in row))
    column = next(cell.column for cell in heading if cell.value == "Keputusan")
    sheet.cell((heading[0].row or 0) + 1, column).value = "Setuju"
    book.save(target / "usulan.xlsx")
    before = (target / "usulan.xlsx").read_bytes()
    refused = penempatan(*arguments)
    assert refused.returncode == 7
    assert "--timpa" in refused.stderr
    assert (target / "usulan.xlsx").read_bytes() == before
    assert penempatan(*arguments, "--timpa").returncode == 0
    (copy,) = target.glob("usulan-*.xlsx")
    assert copy.read_bytes() == before


def test_7_files_and_folders_of_others_stay(penempatan: Run, tmp_path: Path) -> None:
    """templat and contoh refuse to write over what is there."""
    (tmp_path / "ronde.xlsx").write_bytes(b"isi saya")
    assert penempatan("templat", tmp_path / "ronde.xlsx").returncode == 7
    assert penempatan("contoh", tmp_path, "--pegawai", "5", "--formasi", "2").returncode == 7
    assert (tmp_path / "ronde.xlsx").read_bytes() == b"isi saya"
    assert [path.name for path in tmp_path.iterdir()] == ["ronde.xlsx"]


def test_8_a_target_that_cannot_be_written(penempatan: Run, tmp_path: Path) -> None:
    """Where the result folder is a file, the run ends early with code 8 and the file stays."""
    (tmp_path / "hasil").write_bytes(b"bukan folder")
    done = penempatan("susun", write_round(tmp_path / "ronde"), "--keluaran", tmp_path / "hasil")
    assert done.returncode == 8
    assert (tmp_path / "hasil").read_bytes() == b"bukan folder"


@pytest.mark.parametrize("command", ["templat", "contoh", "skor", "periksa"])
def test_8_every_command_that_writes(penempatan: Run, tmp_path: Path, command: str) -> None:
    """Below a file nothing can be made: each command says so in Indonesian and leaves the file alone."""
    (tmp_path / "berkas").write_bytes(b"bukan folder")
    target = tmp_path / "berkas" / ("ronde.xlsx" if command == "templat" else "keluaran.csv")
    round_folder = write_round(tmp_path / "ronde")
    if command in {"templat", "contoh"}:
        done = penempatan(command, target)
    else:
        done = penempatan(command, round_folder, "--keluaran", target)
    assert done.returncode == 8
    assert "tidak dapat ditulis: " in " ".join(done.stderr.split())
    assert "directory" not in done.stderr
    assert (tmp_path / "berkas").read_bytes() == b"bukan folder"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_130_an_interrupted_run_leaves_nothing(
    number: signal.Signals, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A signal in the middle of the work ends with code 130, a sentence, and no result folder."""

    def stopped(*_arguments: Any) -> None:
        os.kill(os.getpid(), number)

    monkeypatch.setattr(pipeline, "explain", stopped)
    code = run(["susun", str(write_round(tmp_path / "ronde")), "--keluaran", str(tmp_path / "hasil")])
    assert code == 130
    assert "Dihentikan" in capfd.readouterr().err
    assert not (tmp_path / "hasil").exists()


@pytest.mark.parametrize("trace", [False, True])
def test_1_a_bug_ends_in_a_sentence(
    trace: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A bug of ours: code 1, no traceback and no value in it, unless --lacak asks; no whole NIP even then."""

    def broken(*_arguments: Any) -> None:
        raise ValueError(f"{ANI} Ani Kenari")

    monkeypatch.setattr(pipeline, "solve_or_say_why", broken)
    arguments = ["susun", str(write_round(tmp_path / "ronde")), "--keluaran", str(tmp_path / "hasil")]
    assert run([*arguments, *(["--lacak"] if trace else [])]) == 1
    told = capfd.readouterr()
    assert told.out == ""
    assert ("Traceback" in told.err) is trace
    assert ("Kenari" in told.err) is trace
    assert not any(nip in told.err for nip in (ANI, BUDI, CITRA))
    assert not (tmp_path / "hasil").exists()


def test_every_error_has_a_code_of_the_contract() -> None:
    """Every error class of the tree carries one of the documented exit codes."""
    codes = {error.exit_code for error in PenempatanError.__subclasses__()}
    assert codes == {2, 3, 4, 6, 7, 8, 130}


def test_the_network_is_never_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The main job runs where no socket can be made."""

    def refuse(*_arguments: Any, **_options: Any) -> None:
        raise AssertionError("a socket was asked for")

    monkeypatch.setattr(socket, "socket", refuse)
    assert run(["susun", str(write_round(tmp_path / "ronde")), "--keluaran", str(tmp_path / "hasil")]) == 0
    assert "terbukti optimal" in capfd.readouterr().out


@pytest.mark.parametrize(
    "arguments", [["--help"], ["periksa", "ronde"], ["susun", "ronde"], ["skor", "ronde"]]
)
def test_a_console_of_another_encoding(penempatan: Run, tmp_path: Path, arguments: list[str]) -> None:
    """On a cp1252 console every command still ends with its own code."""
    write_round(tmp_path / "ronde")
    places = [str(tmp_path / one) if one == "ronde" else one for one in arguments]
    target = ["--keluaran", str(tmp_path / "hasil")] if arguments[0] == "susun" else []
    done = penempatan(*places, *target, PYTHONIOENCODING="cp1252")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("arguments", [["susun", "--json"], ["susun"], ["periksa"], ["skor"]])
def test_a_reader_that_leaves_early(tmp_path: Path, arguments: list[str]) -> None:
    """Where nobody reads standard output any more, the run ends with its own code and without a word."""
    read_end, write_end = os.pipe()
    os.close(read_end)
    command, *options = arguments
    target = ["--keluaran", str(tmp_path / "hasil")] if command == "susun" else []
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "penempatan",
            command,
            str(write_round(tmp_path / "ronde")),
            *target,
            *options,
        ],
        stdout=write_end,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    os.close(write_end)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


def test_the_plan_does_not_depend_on_the_order_of_rows(penempatan: Run, tmp_path: Path) -> None:
    """Reversed rows give the same bytes of penempatan.csv."""

    def reversed_rows(text: str) -> str:
        heading, *rows = text.splitlines(keepends=True)
        return heading + "".join(reversed(rows))

    one = write_round(tmp_path / "a")
    other = write_round(
        tmp_path / "b", employees=reversed_rows(EMPLOYEES), vacancies=reversed_rows(VACANCIES)
    )
    for folder in (one, other):
        assert penempatan("susun", folder, "--keluaran", folder / "hasil").returncode == 0
    assert (one / "hasil" / "penempatan.csv").read_bytes() == (
        other / "hasil" / "penempatan.csv"
    ).read_bytes()


def test_6_a_result_that_was_tampered_with(penempatan: Run, tmp_path: Path) -> None:
    """verifikasi ends with 0 for what susun wrote and with 6 once a score in it was raised."""
    folder, target = write_round(tmp_path / "ronde"), tmp_path / "hasil"
    assert penempatan("susun", folder, "--keluaran", target).returncode == 0
    sound = penempatan("verifikasi", target, "--json")
    assert (sound.returncode, answer(sound.stdout)["status"]) == (0, "SAH")
    assert penempatan("verifikasi", target, folder).returncode == 0
    placements = target / "penempatan.csv"
    placements.write_text(placements.read_text(encoding="utf-8").replace("94.00", "95.00"), encoding="utf-8")
    refused = penempatan("verifikasi", target, "--json")
    assert refused.returncode == 6
    assert answer(refused.stdout)["kode_keluar"] == 6
    assert "penempatan.csv" in refused.stderr
    assert not any(secret in refused.stdout + refused.stderr for secret in SECRETS)


def test_skor_gives_every_pair(penempatan: Run, tmp_path: Path) -> None:
    """skor writes one row a pair to standard output, with the verdict, the reason and every component."""
    done = penempatan("skor", write_round(tmp_path / "ronde"))
    heading, *rows = done.stdout.splitlines()
    assert done.returncode == 0
    assert heading == (
        "nip,kode_formasi,memenuhi_syarat,alasan,skor,skor_pendidikan,skor_kompetensi,skor_kinerja,"
        "skor_pengalaman,skor_minat,skor_jarak,skor_luar"
    )
    assert [tuple(row.split(",")[:3]) for row in rows] == [
        (BUDI, "F-1", "tidak"),
        (BUDI, "F-2", "verifikasi"),
        (ANI, "F-1", "verifikasi"),
        (ANI, "F-2", "tidak"),
        (CITRA, "F-1", "verifikasi"),
        (CITRA, "F-2", "tidak"),
    ]
    assert rows[1].endswith(",94.00,100.00,,80.00,80.00,,,")


def test_skor_by_filter(penempatan: Run, tmp_path: Path) -> None:
    """--nip and --formasi choose pairs, --formasi may also name the table, an unknown id is a wrong call."""
    folder = write_round(tmp_path / "ronde")
    table = ("--pegawai", folder / "pegawai.csv", "--formasi", folder / "formasi.csv")
    done = penempatan("skor", *table, "--formasi", "F-2", "--nip", BUDI)
    assert [row.split(",")[:2] for row in done.stdout.splitlines()[1:]] == [[BUDI, "F-2"]]
    unknown = penempatan("skor", folder, "--formasi", "F-9")
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert "F-9" in unknown.stderr


def test_skor_refuses_what_no_spreadsheet_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Without a filter a round beyond the limit of pairs is refused with the way out."""
    monkeypatch.setattr("penempatan.cli.skor.PAIRS_MAX", 5)
    folder = str(write_round(tmp_path / "ronde"))
    assert run(["skor", folder]) == 2
    assert "--nip atau --formasi" in capfd.readouterr().err
    assert run(["skor", folder, "--formasi", "F-1", "--formasi", "F-2"]) == 0


def test_a_template_is_read_back_as_an_empty_round(penempatan: Run, tmp_path: Path) -> None:
    """The template is recognised as a round whose tables are empty: nothing else is wrong with it."""
    assert penempatan("templat", tmp_path / "ronde.xlsx").returncode == 0
    done = penempatan("periksa", tmp_path / "ronde.xlsx", "--json")
    assert done.returncode == 3
    assert {one["kode"] for one in answer(done.stdout)["temuan"] if one["tingkat"] == "Galat"} == {
        "table_empty"
    }
