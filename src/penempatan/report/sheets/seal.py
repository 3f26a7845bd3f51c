"""The very hidden sheet with the copy of what nobody may change, and its seal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from penempatan.report.seal import laid_out

if TYPE_CHECKING:
    from penempatan.report.seal import SealedTable
    from penempatan.report.sheet_writer import SheetWriter


def write(writer: SheetWriter, table: SealedTable) -> None:
    """Write the copy as text, cell by cell."""
    sheet = writer.sheet
    for row, values in enumerate(laid_out(table)):
        code = 0
        for column, value in enumerate(values):
            if value:
                code |= sheet.write_string(row, column, value)
        if code:
            writer.done(code, row)
    sheet.very_hidden()
