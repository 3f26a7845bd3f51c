"""Wrong calls: exit code 2 and an Indonesian sentence that says what to do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from penempatan.cli.main import run

CALLS = [
    (["susunn"], ["“susunn”", "“susun”"]),
    (["bantuan"], ["“bantuan”", "penempatan --help"]),
    (["susun", "--keluarn", "x"], ["--keluarn", "--keluaran", "penempatan susun --help"]),
    (["susun", "--keluaran"], ["--keluaran memerlukan nilai"]),
    (["susun", "--timpa=ya"], ["--timpa tidak memakai nilai"]),
    (["susun", "ronde", "satu"], ["Argumen berlebih: satu"]),
    (["susun"], ["RONDE tidak diberikan"]),
    (["susun", "tidak-ada"], ["RONDE tidak ditemukan", "tidak-ada"]),
    (["periksa", "--pegawai", "a.csv"], ["--formasi"]),
    (["templat"], ["Argumen BERKAS belum diberikan"]),
    (["templat", "ronde.docx"], [".xlsx", "ronde.docx"]),
    (["contoh", "x", "--pegawai", "0"], ["--pegawai", "bilangan bulat 1 sampai"]),
    (["contoh", "x", "--benih", "abc"], ["--benih", "bilangan bulat 0 sampai"]),
    (["verifikasi", "tidak-ada"], ["Folder hasil tidak ditemukan"]),
    (["skor", "tidak-ada"], ["RONDE tidak ditemukan"]),
]


@pytest.mark.parametrize(("arguments", "told"), CALLS, ids=" ".join)
def test_a_wrong_call_is_explained_in_indonesian(
    arguments: list[str],
    told: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Every kind of wrong call ends with code 2, an Indonesian sentence on stderr, and nothing on stdout."""
    monkeypatch.chdir(tmp_path)
    assert run(arguments) == 2
    captured = capfd.readouterr()
    assert captured.out == ""
    assert all(part in captured.err.replace("\n", " ") for part in told)
    assert not {"Error", "Usage", "Invalid", "Missing", "No such"} & set(captured.err.split())
    assert list(tmp_path.iterdir()) == []


def test_no_arguments_show_the_help(capfd: pytest.CaptureFixture[str]) -> None:
    """Without a command the help page appears, as the answer to a wrong call."""
    assert run([]) == 2
    assert "Perintah:\n" in capfd.readouterr().err


@pytest.mark.parametrize(("given", "used"), [(None, "1"), ("4", "4")])
def test_linear_algebra_runs_on_one_thread_unless_told_otherwise(given: str | None, used: str) -> None:
    """Our products are small: threads waiting for each other doubled the time of a busy machine."""
    environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    environment |= {"OPENBLAS_NUM_THREADS": given} if given else {}
    program = (
        "import atexit, os, sys; from penempatan.cli.main import main; sys.argv = ['x', '--version'];"
        "atexit.register(lambda: print(os.environ['OPENBLAS_NUM_THREADS'])); main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.split()[-1] == used
