"""What the gate learns about a sheet while it checks it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from penempatan.intake.sheets import column_letters

_STALE = re.compile(
    r"\b(?:NOW|TODAY|RAND|RANDBETWEEN|RANDARRAY|OFFSET|INDIRECT|INFO|CELL|WEBSERVICE|IMAGE|RTD)\s*\("
    r"|\[[^\]]*\][^!']*'?!|\|",
    re.IGNORECASE,
)


def address(row: int, column: int) -> str:
    """Return the A1 address of a 0-based cell."""
    return f"{column_letters(column)}{row + 1}"


@dataclass(slots=True)
class SheetFacts:
    """What the reader will not tell about a sheet. Rows and columns are 0-based in `broken`.

    merged: ranges over several rows, as (first row, column, last row), 0-based;
    broken: cells whose value is lost or impossible, with what the file says (Indonesian);
    rows, columns: the used rectangle; formulas: cells with one; stale: those whose stored value may be out
    of date whatever was saved last (volatile functions, links to other files).
    """

    broken: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[tuple[int, int, int]] = field(default_factory=list)
    hidden_rows: int = 0
    rows: int = 0
    columns: int = 0
    formulas: int = 0
    first_formula: str = ""
    stale: int = 0
    first_stale: str = ""

    @property
    def area(self) -> int:
        """Cells of the used rectangle."""
        return self.rows * self.columns

    def add_formula(self, text: str, row: int, column: int) -> None:
        """Count a formula cell."""
        if not self.formulas:
            self.first_formula = address(row, column)
        self.formulas += 1
        if _STALE.search(text):
            if not self.stale:
                self.first_stale = address(row, column)
            self.stale += 1
