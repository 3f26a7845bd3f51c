"""The very hidden sheet of figures that the formulas of Usulan look up: one row a proposal, by its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from penempatan.report.live_cells import FIRST_NIP, shown_change

if TYPE_CHECKING:
    from collections.abc import Sequence

    from penempatan.report.proposal_table import ProposalRow
    from penempatan.report.sheet_writer import Cell, SheetWriter

_HEADINGS = ("No", "ID Baris", "Tolak", "Tunda", "Pilihan")


def write(writer: SheetWriter, rows: Sequence[ProposalRow], alternates: int) -> None:
    """Write the changes in points, of up to `alternates` a row; one that is not known is said in words."""
    styles = writer.styles
    headings = [*_HEADINGS, *(f"{name} {n + 1}" for name in ("NIP", "Perubahan") for n in range(alternates))]
    for column, heading in enumerate(headings):
        writer.put(0, column, heading, styles.heading)
    for number, row in enumerate(rows, 1):
        choices = row.choices
        rejected, deferred = shown_change(choices.rejected), shown_change(choices.deferred)
        values: list[Cell] = [number, row.row_id, rejected, deferred, len(choices.swaps)]
        for column, value in enumerate(values):
            writer.put(number, column, value, styles.code)
        for offset, swap in enumerate(choices.swaps):
            writer.put(number, FIRST_NIP + offset, swap.alternate_id, styles.code)
            writer.put(number, FIRST_NIP + alternates + offset, swap.score_change / 100, styles.code)
    writer.sheet.very_hidden()
