"""Findings about the input: stable English codes, Indonesian sentences, and where to look."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class Severity(Enum):
    """How bad a finding is."""

    ERROR = "Galat"
    QUARANTINED = "Dikarantina"  # an error whose row was left out because the user allowed it
    WARNING = "Peringatan"
    NOTE = "Catatan"


@dataclass(frozen=True, slots=True)
class Location:
    """Where a value was read: file name (no folder), sheet, cell address such as `B7` (row 1-based)."""

    file: str = ""
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        parts = [self.file]
        if self.sheet:
            parts.append(f"lembar “{self.sheet}”")
        if self.cell:
            parts.append(
                f"sel {self.cell}" if any(char.isalpha() for char in self.cell) else f"baris {self.cell}"
            )
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Issue:
    """One complaint: `code` is stable and greppable, `problem` and `remedy` are for the person who acts."""

    code: str
    severity: Severity
    location: Location
    problem: str
    remedy: str
    value: str = field(default="", repr=False)  # never printed in logs: it may be personal

    @property
    def is_error(self) -> bool:
        """Whether this finding stops the run."""
        return self.severity is Severity.ERROR
