"""Checking a plan in a process of its own while the caller goes on; the caller publishes after the verdict.

The checker needs about as long as explaining and writing do and shares nothing with them, so a second core
saves its time. Where processes cannot fork (Windows), or the child dies, the check runs in place instead:
the outcome is the same.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from penempatan.children import Child, ChildDiedError, begin, can_fork
from penempatan.errors import VerificationError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass(slots=True)
class Check:
    """A check under way. `child` is None where there is none."""

    run: Callable[[], None]
    child: Child | None

    def verdict(self) -> None:
        """Wait for the checker; raises what `run` raises, VerificationError above all."""
        if self.child is None or self.child.process is None:
            self.run()
            return
        try:
            faults = self.child.answer()
        except ChildDiedError:  # also where the checker itself failed: look again, here
            self.run()
            return
        assert isinstance(faults, tuple)
        if faults:
            raise VerificationError(faults)

    def abandon(self) -> None:
        """Stop a check whose verdict nobody waits for any more."""
        if self.child is not None:
            self.child.stop()


@contextmanager
def checked_aside(run: Callable[[], None]) -> Iterator[Check]:
    """Run `run` beside the block, which asks for the verdict when it needs it; else the check is stopped."""
    check = Check(run, begin(lambda: _faults(run)) if can_fork() else None)
    try:
        yield check
    finally:
        check.abandon()


def _faults(run: Callable[[], None]) -> tuple[str, ...]:
    try:
        run()
    except VerificationError as error:
        return error.faults
    return ()
