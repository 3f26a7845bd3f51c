"""Work in a child process that can be stopped at once, whatever it is doing.

A call into a compiled library keeps Python's lock: no handler and no thread runs before it returns, so
neither Ctrl-C nor a time limit can end it. In a forked child it can be killed. The answer comes back pickled
over a pipe. Where processes cannot fork (Windows), callers work in place.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
import threading
import time
import warnings
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_CHUNK = 1 << 20  # bytes read at a time
_WATCH_S = 0.3  # how often a worker looks whether its parent is still there
_LISTEN_S = 0.2  # a signal that the system gives to another thread is noticed this much later at most
_living: set[int] = set()  # children that have not been waited for


class ChildDiedError(RuntimeError):
    """The child ended without an answer."""


class TimeUpError(RuntimeError):
    """The child did not answer in time; it has been stopped."""


@dataclass(slots=True)
class Child:
    """A child at work. `process` is None once it has been waited for."""

    process: int | None
    pipe: int

    def answer(self, wait_s: float | None = None) -> object:
        """Wait for the answer, at most `wait_s` seconds; the child is gone afterwards, however this ends.

        Raises:
            TimeUpError: no whole answer within the time.
            ChildDiedError: the child ended without a word.
        """
        until = None if wait_s is None else time.monotonic() + wait_s
        said = bytearray()
        try:
            while True:
                left = None if until is None else until - time.monotonic()
                if left is not None and left <= 0:
                    raise TimeUpError
                # Python runs handlers in this thread alone, which a signal in another one does not wake
                listening = _LISTEN_S if left is None else min(left, _LISTEN_S)
                if not select.select([self.pipe], [], [], listening)[0]:
                    continue
                part = os.read(self.pipe, _CHUNK)
                if not part:
                    break
                said += part
        finally:
            self.stop()
        try:
            return pickle.loads(said)  # written by our own child
        except (pickle.UnpicklingError, EOFError) as fault:  # nothing, or cut off
            raise ChildDiedError from fault

    def stop(self) -> None:
        """End the child; nothing happens where it has ended already."""
        if self.process is None:
            return
        process, self.process = self.process, None
        os.close(self.pipe)
        os.kill(process, signal.SIGKILL)  # a child that is done waits for its parent and does not mind
        os.waitpid(process, 0)
        _living.discard(process)


def can_fork() -> bool:
    """Whether work can be given to a child here."""
    return hasattr(os, "fork")


def begin(work: Callable[[], object]) -> Child:
    """Start `work` in a child, which ends without a word where it raises."""
    reading, writing = os.pipe()
    # an interrupt among the hooks that Python runs at a fork would be lost there: it waits until afterwards
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    child = None
    try:
        try:
            with warnings.catch_warnings():
                # Python warns of forking beside threads; the child never enters the pools of NumPy.
                warnings.simplefilter("ignore", DeprecationWarning)
                process = os.fork()
            if process == 0:
                _serve(work, writing)
            child = Child(process, reading)
            _living.add(process)
        finally:
            try:
                signal.pthread_sigmask(signal.SIG_SETMASK, before)
            finally:
                os.close(writing)
    except BaseException:  # the interrupt that waited, or one that another thread received: nobody else knows
        if child is not None:
            child.stop()
        else:
            os.close(reading)
        raise
    return child


def stop_all() -> None:
    """Kill every child at work: for a program that leaves without tidying up."""
    for process in tuple(_living):
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)


@cache
def end_with(parent: int) -> None:
    """Let this process end soon after its parent, however that ends; from now on, in the background.

    For a worker that somebody else started: it would go on with work that nobody waits for.
    """

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_WATCH_S)
        stop_all()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _serve(work: Callable[[], object], writing: int) -> None:
    """Be the child: work, say what came out, end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.set_wakeup_fd(-1)  # the parent's watch is not ours to wake
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    try:
        answer = work()
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(answer, pipe, protocol=pickle.HIGHEST_PROTOCOL)
    finally:
        os._exit(0)  # never back into the child's copy of the caller, nor through its exit handlers
