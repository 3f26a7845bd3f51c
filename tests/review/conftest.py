"""A small round with its result, made once; each test works on a copy of the folder."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from penempatan.intake.sources import locate_round
from penempatan.pipeline import plan_round
from penempatan.sample.generate import generate_round
from penempatan.sample.write import write_round

TODAY = date(2026, 1, 5)


@pytest.fixture(scope="session")
def made_result(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with `ronde` and its result `hasil`, of about twenty rows."""
    folder = tmp_path_factory.mktemp("tinjau")
    write_round(folder / "ronde", generate_round(150, 20, 5, messy=False))
    plan_round(locate_round(folder / "ronde"), target=folder / "hasil", today=TODAY)
    return folder


@pytest.fixture
def result(made_result: Path, tmp_path: Path) -> Path:
    """Return a result folder of the test's own, its round beside it."""
    shutil.copytree(made_result, tmp_path / "salinan")
    return tmp_path / "salinan" / "hasil"
