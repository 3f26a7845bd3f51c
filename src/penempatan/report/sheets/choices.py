"""The very hidden sheet of figures that the formulas of Usulan look up: one row a proposal, by its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from penempatan.report.choices import ALTERNATES
from penempatan.report.live_cells import FIRST_CHANGE, FIRST_NIP, shown_change

if TYPE_CHECKING:
    from collections.abc import Sequence

    from penempatan.report.proposal_table import ProposalRow
    from penempatan.report.sheet_writer import Cell, SheetWriter

_HEADINGS = (
    "No",
    "ID Baris",
    "Tolak",
    "Tunda",
    "Pilihan",
    *(f"NIP {number + 1}" for number in range(ALTERNATES)),
    *(f"Perubahan {number + 1}" for number in range(ALTERNATES)),
)


def write(writer: SheetWriter, rows: Sequence[ProposalRow]) -> None:
    """Write the changes in points; a change that is not known is said in words."""
    styles = writer.styles
    for column, heading in enumerate(_HEADINGS):
        writer.put(0, column, heading, styles.heading)
    for number, row in enumerate(rows, 1):
        choices = row.choices
        values: list[Cell] = [
            number,
            row.row_id,
            shown_change(choices.rejected),
            shown_change(choices.deferred),
        ]
        values.append(len(choices.swaps))
        for column, value in enumerate(values):
            writer.put(number, column, value, styles.code)
        for offset, swap in enumerate(choices.swaps):
            writer.put(number, FIRST_NIP + offset, swap.alternate_id, styles.code)
            writer.put(number, FIRST_CHANGE + offset, shown_change(swap.score_change), styles.code)
    writer.sheet.very_hidden()
