"""Signals at any moment of a run: code 130, a sentence, nothing that looks finished, no process left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from three_people import write_round

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")

# Runs `susun` with one stage replaced by a step that takes minutes, and says when it has begun.
STUCK = """
import hashlib, importlib, pathlib, sys
where, begun = sys.argv[1:3]
del sys.argv[1:3]
def stuck(*_arguments, **_options):
    pathlib.Path(begun).touch()
    hashlib.pbkdf2_hmac("sha256", b"", b"", 1 << 30)
module, name = where.split(":")
flow = importlib.import_module("penempatan.assignment.flow")
flow.APART_ARCS = 0
program = importlib.import_module("penempatan.assignment.mixed.program")
program.QUICK_COLUMNS = 0
setattr(importlib.import_module(module), name, stuck)
from penempatan.cli.main import main
main()
"""
# The best plan without this limit does not keep it, so that linear programs are needed.
BESIDE = """
[[batas.bagian]]
atribut = "dinas_asal"
nilai = ["Dinas Sosial"]
tempat = ""
maksimal_persen = 50
"""
WRITING = "penempatan.pipeline:write_placements"
STEPS = [
    ("penempatan.pipeline:read_round", signal.SIGINT),
    ("penempatan.scoring.sweep:store", signal.SIGTERM),
    ("penempatan.assignment.flow:_flow", signal.SIGINT),
    ("penempatan.assignment.mixed.program:_relaxed", signal.SIGTERM),
    ("penempatan.pipeline:verify", signal.SIGTERM),
    ("penempatan.pipeline:explain", signal.SIGINT),
    (WRITING, signal.SIGTERM),
]


@pytest.mark.parametrize(("step", "number"), STEPS)
def test_a_step_of_minutes_is_stopped(step: str, number: signal.Signals, tmp_path: Path) -> None:
    """In every stage, a step inside a library that would take minutes ends with the signal."""
    begun, target = tmp_path / "mulai", tmp_path / "hasil"
    arguments = ["susun", str(write_round(tmp_path / "ronde", rules=BESIDE)), "--keluaran", str(target)]
    run = subprocess.Popen(
        [sys.executable, "-c", STUCK, step, str(begun), *arguments],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        encoding="utf-8",
        start_new_session=True,
    )
    while not begun.exists():
        assert run.poll() is None, run.communicate()[1]
        time.sleep(0.01)
    run.send_signal(number)
    _, told = run.communicate(timeout=60)  # the step itself takes longer
    assert run.returncode == 130, told
    assert "Dihentikan" in told
    assert "Traceback" not in told
    assert not target.exists()
    with pytest.raises(ProcessLookupError):
        os.killpg(run.pid, 0)


def test_an_earlier_result_survives(tmp_path: Path) -> None:
    """A run stopped while it writes leaves the files of the run before as they were."""
    target, folder = tmp_path / "hasil", write_round(tmp_path / "ronde")
    arguments = ["susun", str(folder), "--keluaran", str(target)]
    subprocess.run([sys.executable, "-m", "penempatan", *arguments, "--diam"], check=True)
    before = {path.name: path.read_bytes() for path in target.iterdir()}
    begun = tmp_path / "mulai"
    run = subprocess.Popen(
        [sys.executable, "-c", STUCK, WRITING, str(begun), *arguments], stderr=subprocess.DEVNULL
    )
    while not begun.exists():
        time.sleep(0.01)
    run.send_signal(signal.SIGTERM)
    assert run.wait(timeout=60) == 130
    assert {path.name: path.read_bytes() for path in target.iterdir()} == before
