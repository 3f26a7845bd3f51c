"""Running the program as its users do: in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def penempatan() -> Run:
    """Return a function that runs the program and gives code, stdout and stderr back."""

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
