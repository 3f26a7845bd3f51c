"""What officials do to the approval workbook, done with openpyxl."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import openpyxl
from openpyxl.comments import Comment

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random


@dataclass(frozen=True)
class Row:
    """One row of Usulan as a person sees it."""

    number: int  # of the sheet row
    nip: str
    code: str


class Meeting:
    """An open workbook on the table."""

    def __init__(self, path: Path) -> None:
        self.book = openpyxl.load_workbook(path)
        self.sheet: Any = self.book["Usulan"]

    @property
    def columns(self) -> dict[str, int]:
        """Return the column of each heading."""
        return {str(cell.value): cell.column for cell in self.sheet[1] if cell.value}

    @property
    def rows(self) -> list[Row]:
        """Return the proposals in the order of the sheet."""
        at = self.columns
        return [
            Row(
                number,
                self.sheet.cell(number, at["NIP"]).value,
                self.sheet.cell(number, at["Kode Formasi"]).value,
            )
            for number in range(2, self.sheet.max_row + 1)
            if self.sheet.cell(number, at["ID Baris"]).value
        ]

    def cell(self, number: int, heading: str) -> Any:
        """Return a cell."""
        return self.sheet.cell(number, self.columns[heading])

    def decide(
        self, number: int, word: str, reason: str = "", alternate: str = "", by: str = "Sekda"
    ) -> None:
        """Fill in the officials' cells of a row."""
        self.cell(number, "Keputusan").value = word
        self.cell(number, "Alasan Keputusan").value = reason or None
        self.cell(number, "NIP Pengganti").value = alternate or None
        self.cell(number, "Pemutus").value = by or None

    def comment(self, number: int, heading: str, text: str) -> None:
        """Attach a comment."""
        self.cell(number, heading).comment = Comment(text, "Sekda")

    def sort(self, random: Random) -> None:
        """Put the rows in another order, cells and all."""
        rows = [[cell.value for cell in row] for row in self.sheet.iter_rows(min_row=2)]
        random.shuffle(rows)
        for number, values in enumerate(rows, 2):
            for column, value in enumerate(values, 1):
                self.sheet.cell(number, column).value = value

    def insert_column(self, before: int, heading: str) -> None:
        """Insert a column of the officials' own."""
        self.sheet.insert_cols(before)
        self.sheet.cell(1, before).value = heading
        self.sheet.cell(2, before).value = "lihat berkas"

    def save(self, path: Path) -> Path:
        """Save and close."""
        self.book.save(path)
        return path
