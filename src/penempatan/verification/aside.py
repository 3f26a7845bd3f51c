"""Checking a plan in a process of its own while the caller goes on; the caller publishes after the verdict.

The checker needs about as long as explaining and writing do and shares nothing with them, so a second core
saves its time. Where processes cannot fork (Windows), or the child dies, the check runs in place instead:
the outcome is the same.
"""

from __future__ import annotations

import os
import pickle
import signal
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from penempatan.errors import VerificationError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass(slots=True)
class Check:
    """A check under way. `process` is None where there is no child (any more)."""

    run: Callable[[], None]
    process: int | None
    pipe: int

    def verdict(self) -> None:
        """Wait for the checker; raises what `run` raises, VerificationError above all."""
        if self.process is None:
            self.run()
            return
        with os.fdopen(self.pipe, "rb") as pipe:
            said = pipe.read()
        os.waitpid(self.process, 0)
        self.process = None
        if not said:
            self.run()
            return
        faults: tuple[str, ...] = pickle.loads(said)
        if faults:
            raise VerificationError(faults)

    def abandon(self) -> None:
        """Stop a check whose verdict nobody waits for any more."""
        if self.process is not None:
            os.close(self.pipe)
            os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)
            self.process = None


@contextmanager
def checked_aside(run: Callable[[], None]) -> Iterator[Check]:
    """Run `run` beside the block, which asks for the verdict when it needs it; else the check is stopped."""
    if not hasattr(os, "fork"):
        yield Check(run, None, -1)
        return
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        # Python warns of forking beside threads; the child never enters the pools that NumPy may keep.
        warnings.simplefilter("ignore", DeprecationWarning)
        process = os.fork()
    if process == 0:
        _run_in_child(run, writing)
    os.close(writing)
    check = Check(run, process, reading)
    try:
        yield check
    finally:
        check.abandon()


def _run_in_child(run: Callable[[], None], writing: int) -> None:
    """Check, say the faults, end. Without a word where the checker itself fails: the parent then looks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        faults: tuple[str, ...] = ()
        try:
            run()
        except VerificationError as error:
            faults = error.faults
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(faults, pipe)
    finally:
        os._exit(0)  # never back into the child's copy of the caller, nor through its exit handlers
