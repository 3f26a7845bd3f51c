"""The time that a search may take, and what its steps took of it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field


@dataclass(slots=True)
class Clock:
    """Seconds by step, and the deadline."""

    limit_s: float
    started: float = field(default_factory=time.monotonic)
    seconds: dict[str, float] = field(default_factory=dict)
    lap_at: float = field(default_factory=time.monotonic)

    def lap(self, step: str) -> None:
        """Charge the time since the last lap to a step."""
        now = time.monotonic()
        self.seconds[step] = self.seconds.get(step, 0.0) + now - self.lap_at
        self.lap_at = now

    @property
    def over(self) -> bool:
        """Whether the time limit has passed."""
        return self.left_s <= 0

    @property
    def left_s(self) -> float:
        """Seconds until the time limit."""
        return self.limit_s - (time.monotonic() - self.started)
