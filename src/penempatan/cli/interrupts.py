"""Ctrl-C, SIGTERM and SIGHUP stop the program within a second, whatever it is doing.

Python runs a signal handler only between two steps of the main thread, and a long step of a library is one
step. So a thread of its own learns of a signal at the moment it comes. Where the main thread has not wound up
in time, the thread leaves for it: children are killed, what was being written is removed. It never does so
while files are being moved; that takes moments and has its own rule (see `report.held_signals`).
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from typing import TYPE_CHECKING, NoReturn

from penempatan.errors import InterruptedRunError

if TYPE_CHECKING:
    from types import FrameType

STOPPED = "Dihentikan. Tidak ada hasil yang ditulis; hasil sebelumnya tidak berubah."
GRACE_S = 0.7  # for the main thread to wind up by itself
_POLL_S = 0.02
_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")  # the last one does not exist on Windows
_winding_up = threading.Event()  # a handler has run and raised


def stop_on_signals() -> None:
    """Let each of the signals raise KeyboardInterrupt, so that what was begun is tidied up."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        _winding_up.set()
        raise KeyboardInterrupt

    for name in _NAMES:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), stop)


def watch_signals() -> None:
    """Start the thread that leaves in place of a main thread that does not come to it."""
    if sys.platform == "win32":
        return  # the wake-up there needs a socket; Ctrl-C waits for the step under way
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    threading.Thread(target=_watch, args=(reading,), daemon=True).start()


def leave(code: int) -> NoReturn:
    """End the process with the exit code of an interrupted run.

    Not by `sys.exit`: an interrupt inside code that was being compiled on the fly leaves a mark on the
    interpreter, which then ends by a signal of its own instead of with the code.
    """
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            try:
                stream.flush()
            except (OSError, ValueError):  # the reader has gone, or the stream is closed
                continue
    os._exit(code)


def _watch(reading: int) -> None:
    numbers = {int(getattr(signal, name)) for name in _NAMES if hasattr(signal, name)}
    while True:
        if not numbers & set(os.read(reading, 64)):
            continue
        until = time.monotonic() + GRACE_S
        while time.monotonic() < until:
            time.sleep(_POLL_S)
            if _moving_files():
                break
        if _moving_files():
            _wait_for_the_files()
            if not _winding_up.is_set():
                continue  # the run was done: nothing was interrupted
            time.sleep(GRACE_S)
        if not _moving_files():
            _leave_at_once()


def _moving_files() -> bool:
    module = sys.modules.get("penempatan.report.held_signals")  # not loaded: no file is being moved
    return module is not None and module.holding()


def _wait_for_the_files() -> None:
    while _moving_files():
        time.sleep(_POLL_S)
    time.sleep(_POLL_S)  # for the signals that waited


def _leave_at_once() -> NoReturn:
    from penempatan.children import stop_all

    stop_all()
    module = sys.modules.get("penempatan.report.publish")
    if module is not None:
        module.abandon()
    os.write(2, f"Galat: {STOPPED}\n".encode())
    os._exit(InterruptedRunError.exit_code)
