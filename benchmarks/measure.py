"""Run one contestant in a process of its own and measure it there: seconds by step, peak memory."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MEGABYTE = 1024  # /proc counts in kilobytes
PROCESS = Path("/proc/self")


@dataclass(slots=True)
class Meter:
    """Seconds by step, and the memory that the steps took on top of what was there before them."""

    seconds: dict[str, float] = field(default_factory=dict)
    last: float = field(default_factory=time.perf_counter)
    before_mb: float = 0.0

    def __post_init__(self) -> None:
        (PROCESS / "clear_refs").write_text("5", encoding="ascii")  # forget the peak of making the instance
        self.before_mb = status_mb("VmRSS")
        self.last = time.perf_counter()

    def lap(self, step: str) -> None:
        """Charge the time since the last lap to a step."""
        now = time.perf_counter()
        self.seconds[step] = self.seconds.get(step, 0.0) + now - self.last
        self.last = now

    @property
    def own_mb(self) -> float:
        """Peak memory on top of the instance, megabytes."""
        return status_mb("VmHWM") - self.before_mb


def status_mb(key: str) -> float:
    """Return a figure of this process as the kernel accounts it, MiB."""
    for line in (PROCESS / "status").read_text(encoding="ascii").splitlines():
        if line.startswith(key + ":"):
            return int(line.split()[1]) / MEGABYTE
    raise KeyError(key)


def in_own_process(script: str, *arguments: str) -> dict[str, Any]:
    """Run `script --alone …` and return the JSON object it prints last."""
    done = subprocess.run(
        [sys.executable, script, "--alone", *arguments], stdout=subprocess.PIPE, text=True, check=True
    )
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result
