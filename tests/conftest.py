"""Fixtures shared by all tests."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import Phase, settings

# For scripts/planted_bugs.py: the same examples every time, and no time spent on making a failure small.
settings.register_profile(
    "planted-bugs",
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    report_multiple_bugs=False,
    deadline=None,
)

settings.register_profile("unhurried", deadline=None)  # how long an example takes says more of the machine
settings.load_profile("unhurried")

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as in the background of a script: some tests send it
    signal.signal(signal.SIGINT, signal.default_int_handler)

REPOSITORY = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def repository() -> Path:
    """Return the root of the checkout."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real reference data, or skip: a user's clone does not have it."""
    folder = Path(os.environ.get("PENEMPATAN_SHARED", REPOSITORY.parent / "shared" / "data"))
    if not folder.is_dir():
        # they are not ours to publish, so no clone of a user has them; .ci/run does
        pytest.skip("the shared reference data are not beside this checkout (set PENEMPATAN_SHARED)")
    return folder


@pytest.fixture(scope="session")
def penempatan() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Return a function that runs the program in a process of its own, as its users do."""

    def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        encoding = environment.get("PYTHONIOENCODING", "utf-8")
        return subprocess.run(
            [sys.executable, "-m", "penempatan", *map(str, arguments)],
            capture_output=True,
            encoding=encoding,
            env={**os.environ, "PYTHONIOENCODING": encoding, **environment},
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def made_result(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with `ronde` and its result `hasil`, of about twenty rows, made once."""
    from penempatan.intake.sources import locate_round
    from penempatan.pipeline import plan_round
    from penempatan.sample.generate import generate_round
    from penempatan.sample.write import write_round

    folder = tmp_path_factory.mktemp("tinjau")
    write_round(folder / "ronde", generate_round(150, 20, 5, messy=False))
    plan_round(locate_round(folder / "ronde"), target=folder / "hasil", today=date(2026, 1, 5))
    return folder


@pytest.fixture
def result(made_result: Path, tmp_path: Path) -> Path:
    """Return a result folder of the test's own, its round beside it."""
    shutil.copytree(made_result, tmp_path / "salinan")
    return tmp_path / "salinan" / "hasil"


@pytest.fixture(scope="session")
def print_tools() -> None:
    """Skip where nothing can be printed: LibreOffice is no part of a user's set-up; `.ci/run` installs it."""
    missing = [tool for tool in ("soffice", "pdfinfo", "pdftotext") if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"not on PATH: {', '.join(missing)}; .ci/run installs them")
