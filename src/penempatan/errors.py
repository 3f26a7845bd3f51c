"""The error tree. Errors carry data; the CLI alone prints them and turns them into exit codes.

PenempatanError
├── InputError                3  findings in the input or the rules; holds every Issue
├── NoPlanError               4  no plan satisfies the limits; names those that clash
├── VerificationError         6  the checker refuses a plan or a result; holds every fault
├── DecisionsAtRiskError      7  the target folder holds decisions that would be lost
├── OutputError               8  the result could not be written; what was there is untouched
├── UsageError                2  wrong usage, noticed below the CLI
└── InterruptedRunError     130  the user or the system stopped the run
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from penempatan.domain.issue import Issue


class PenempatanError(Exception):
    """Base of every error that the user can act on; the message is one Indonesian sentence or more."""

    exit_code: ClassVar[int] = 1


class UsageError(PenempatanError):
    """The call does not make sense, whatever the data."""

    exit_code = 2


class InputError(PenempatanError):
    """The input or the rules have errors; `issues` holds every one, errors and warnings alike."""

    exit_code = 3

    def __init__(self, issues: Sequence[Issue]) -> None:
        self.issues = tuple(issues)
        errors = sum(issue.is_error for issue in self.issues)
        super().__init__(f"{errors} galat pada masukan; perbaiki menurut daftar temuan lalu jalankan lagi.")


class NoPlanError(PenempatanError):
    """No plan satisfies the limits."""

    exit_code = 4


class VerificationError(PenempatanError):
    """The independent checker found faults; each fault is one Indonesian sentence."""

    exit_code = 6

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("Verifikasi gagal: " + "; ".join(self.faults))


class DecisionsAtRiskError(PenempatanError):
    """The target holds decisions of an approver that this run would overwrite."""

    exit_code = 7


class OutputError(PenempatanError):
    """The output could not be written; the earlier result is untouched."""

    exit_code = 8


class InterruptedRunError(PenempatanError):
    """SIGINT or SIGTERM arrived; nothing that looks finished was written."""

    exit_code = 130
