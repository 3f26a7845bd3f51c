"""Ctrl-C and friends made to wait while files are being moved, so that no step is left half-done.

Python runs signal handlers in the main thread only, so elsewhere there is nothing to hold.
"""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import FrameType

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")  # the last one does not exist on Windows
_SIGNALS = tuple(getattr(signal, name) for name in _NAMES if hasattr(signal, name))
_holders: set[int] = set()  # those that hold at this moment


def holding() -> bool:
    """Whether signals wait because files are being moved."""
    return bool(_holders)


class HeldSignals:
    """Holds back signals between `hold` and `release`; those that came meanwhile are delivered on release."""

    def __init__(self) -> None:
        self._handlers: dict[int, Any] = {}
        self._came: list[int] = []

    def hold(self) -> None:
        """Make signals wait from here on; holding twice is holding once."""
        if threading.current_thread() is not threading.main_thread():
            return
        _holders.add(id(self))
        for number in _SIGNALS:
            if number not in self._handlers:
                self._handlers[number] = signal.getsignal(number)
                signal.signal(number, self._note)

    def forget(self) -> None:
        """Drop the signals that came: what they were to stop is done."""
        self._came.clear()

    def release(self) -> None:
        """Put the handlers back and let the signals that came through to them."""
        handlers, came = self._handlers, self._came
        self._handlers, self._came = {}, []
        for number, handler in handlers.items():
            if handler is not None:  # None: not set from Python, nothing to put back
                signal.signal(number, handler)
        _holders.discard(id(self))
        for number in came:
            signal.raise_signal(number)

    def _note(self, number: int, frame: FrameType | None) -> None:
        del frame
        self._came.append(number)
