"""A publication that the system stops: kill -9 at any moment, SIGTERM, a file size limit."""

from __future__ import annotations

import random
import re
import resource
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from penempatan.report.files import OUTPUTS, RECORD
from penempatan.report.publish import recover

if TYPE_CHECKING:
    from pathlib import Path

KILLS = 15
RENAMES = 9  # the journal, three earlier files, three new ones, and two to spare
NAMES = tuple(name for name in OUTPUTS if name != "usulan.xlsx")

WRITER = """
import itertools, os, signal, sys
from pathlib import Path
from penempatan.errors import InterruptedRunError, OutputError
from penempatan.report.publish import publish, stage

target, size, endless = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "endless"

rename, calls = Path.replace, itertools.count(1)

def rename_or_die(path, other):
    if next(calls) == int(os.environ.get("KILLED_AT_RENAME", "0")):
        os.kill(os.getpid(), signal.SIGKILL)
    return rename(path, other)

Path.replace = rename_or_die

def stop(number, frame):
    raise InterruptedRunError("dihentikan")

signal.signal(signal.SIGTERM, stop)
generation = 0
while endless or generation < 1:
    generation += 1
    try:
        with stage(target) as staged:
            for name in sys.argv[4:]:
                (staged.folder / name).write_text(f"{os.getpid()}-{generation}:" + "x" * size,
                encoding="utf-8")
            print(generation, flush=True)
            publish(staged)
    except (InterruptedRunError, OutputError) as error:
        sys.exit(error.exit_code)
"""


def start(
    target: Path, size: int, mode: str, limit_bytes: int = resource.RLIM_INFINITY
) -> subprocess.Popen[str]:
    """Start a writer in a process of its own; it prints the number of each result before publishing it."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, limit_bytes))

    command = [sys.executable, "-c", WRITER, str(target), str(size), mode, *NAMES]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, preexec_fn=limit)  # noqa: PLW1509


def finish(writer: subprocess.Popen[str]) -> int:
    """Let a writer come to its end and return its exit code."""
    with writer:
        assert writer.stdout is not None
        writer.stdout.read()
    return writer.returncode


def generations(target: Path) -> set[str]:
    """Return the numbers of the results that the files of a folder come from."""
    found = {path.name: path.read_text(encoding="utf-8") for path in target.iterdir()}
    assert set(found) in (set(NAMES), set()), f"not one whole result: {sorted(found)}"
    return {text.partition(":")[0] for text in found.values()}


def test_kill_at_any_moment_leaves_one_whole_result(tmp_path: Path) -> None:
    """After kill -9 the next start finds the files of exactly one result, and nothing else in the folder."""
    moments = random.Random(20260101)
    assert finish(start(tmp_path, 20_000, "once")) == 0
    for _ in range(KILLS):
        with start(tmp_path, 20_000, "endless") as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(moments.uniform(0, 0.03))
            writer.kill()
        recover(tmp_path)
        assert len(generations(tmp_path)) == 1


@pytest.mark.parametrize("nth", range(1, RENAMES + 1))
def test_kill_before_any_rename_leaves_one_whole_result(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, nth: int
) -> None:
    """Stopped dead before its n-th rename, a publication is finished or undone by the next start."""
    assert finish(start(tmp_path, 1_000, "once")) == 0
    before = generations(tmp_path)
    monkeypatch.setenv("KILLED_AT_RENAME", str(nth))
    killed = finish(start(tmp_path, 1_000, "once")) == -signal.SIGKILL
    recover(tmp_path)
    after = generations(tmp_path)
    assert len(after) == 1
    assert (after == before) == killed


def test_termination_while_publishing_leaves_one_whole_result(tmp_path: Path) -> None:
    """SIGTERM needs no later recovery: the writer itself puts the folder right before it ends.

    A signal that comes when a result is being put in place lets that result finish, so it is sent until one
    comes in time.
    """
    moments = random.Random(20260102)
    assert finish(start(tmp_path, 20_000, "once")) == 0
    for _ in range(5):
        with start(tmp_path, 20_000, "endless") as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            for _ in range(1_000):
                writer.send_signal(signal.SIGTERM)
                try:
                    writer.wait(moments.uniform(0, 0.03))
                except subprocess.TimeoutExpired:
                    continue
                break
        # a further signal may meet the interpreter on its way out, its handlers gone
        assert writer.returncode in (130, -signal.SIGTERM)
        assert len(generations(tmp_path)) == 1


def test_full_disk_keeps_the_earlier_result(tmp_path: Path) -> None:
    """A writer that may write no more ends with exit code 8; the earlier result stays as it was."""
    assert finish(start(tmp_path, 1_000, "once")) == 0
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert RECORD in before
    assert finish(start(tmp_path, 200_000, "once", limit_bytes=64_000)) == 8
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_killed_writer_keeps_no_lock(tmp_path: Path) -> None:
    """A folder whose writer was killed can be written to at once."""
    with start(tmp_path, 1_000, "endless") as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        writer.kill()
    assert finish(start(tmp_path, 1_000, "once")) == 0
    assert all(re.fullmatch(r"[a-z]+\.[a-z]+", path.name) for path in tmp_path.iterdir())
