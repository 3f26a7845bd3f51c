"""The check that runs beside the report."""

from __future__ import annotations

import os
import signal
import time

import pytest

from penempatan.errors import VerificationError
from penempatan.verification.aside import checked_aside


def accept() -> None:
    """Accept the plan."""


def refuse() -> None:
    """Refuse the plan for two faults."""
    raise VerificationError(["kursi terlalu banyak", "skor berbeda"])


def test_an_accepted_plan_says_nothing() -> None:
    """The verdict of a check without faults returns."""
    with checked_aside(accept) as check:
        check.verdict()


def test_every_fault_reaches_the_caller() -> None:
    """A refusal in the other process is raised here, faults and all."""
    with pytest.raises(VerificationError) as caught, checked_aside(refuse) as check:
        check.verdict()
    assert caught.value.faults == ("kursi terlalu banyak", "skor berbeda")


def test_a_checker_that_dies_is_asked_again_in_place() -> None:
    """A child killed before its verdict does not count as consent: the check runs here."""
    here = os.getpid()

    def die_in_the_child() -> None:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        refuse()

    with pytest.raises(VerificationError), checked_aside(die_in_the_child) as check:
        check.verdict()


def test_a_bug_of_the_checker_is_no_consent() -> None:
    """An error that is no verdict surfaces as itself."""

    def stumble() -> None:
        raise ZeroDivisionError("bug")

    with pytest.raises(ZeroDivisionError), checked_aside(stumble) as check:
        check.verdict()


def test_a_check_nobody_waits_for_is_stopped() -> None:
    """Leaving the block by an error ends the child at once."""

    def linger() -> None:
        time.sleep(60)

    with pytest.raises(KeyError), checked_aside(linger) as check:
        child = check.child.process if check.child else None
        raise KeyError("the report failed")
    assert child is not None
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_where_processes_cannot_fork_the_check_runs_in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without os.fork the verdict is the same."""
    monkeypatch.delattr(os, "fork")
    with pytest.raises(VerificationError), checked_aside(refuse) as check:
        check.verdict()
