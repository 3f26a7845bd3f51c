"""LibreOffice as a second spreadsheet program: it recalculates, saves and prints what we write."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def convert(
    paths: Sequence[Path], folder: Path, target: str = "xlsx", *, environment: dict[str, str] | None = None
) -> list[Path]:
    """Convert files into a folder, all in one start of the program; skip where it is not installed."""
    if shutil.which("soffice") is None:
        # no part of a user's set-up: .ci/run installs it and runs these tests
        pytest.skip("not on PATH: soffice; .ci/run installs it")
    profile = folder / "profil"
    command = [
        "soffice",
        "--headless",
        "--norestore",
        f"-env:UserInstallation={profile.as_uri()}",
        "--convert-to",
        target,
        "--outdir",
        str(folder),
        *map(str, paths),
    ]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=240, env=environment)
    found = [folder / f"{path.stem}.{target}" for path in paths]
    assert all(path.is_file() for path in found)
    return found
