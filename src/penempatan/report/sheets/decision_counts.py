"""The part of Ringkasan that counts along while the officials decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from penempatan.domain.decision import DecisionKind
from penempatan.report.labels import Heading
from penempatan.report.live_cells import NOT_HERE, decided_range
from penempatan.report.proposal_table import INDEX

if TYPE_CHECKING:
    from collections.abc import Sequence

    from penempatan.report.proposal_table import ProposalRow
    from penempatan.report.sheet_writer import SheetWriter

TITLE = "Keputusan rapat (dihitung langsung dari lembar Usulan)"
UNDECIDED = "Belum diputuskan"
WARNINGS = "Baris berperingatan"
CHANGE = "Perubahan total bila keputusan ini dijalankan"
TOTAL = "Total skor menjadi"
ELSEWHERE = "Baris yang perubahannya belum diketahui"
_NOTE = (
    "Jumlah perubahan setiap baris: tepat untuk satu keputusan, perkiraan bila beberapa saling memengaruhi. "
    "Angka pastinya: penempatan tinjau."
)
ROWS = 6  # rows that `write` takes, a blank one included


def write(writer: SheetWriter, rows: Sequence[ProposalRow], total: int, row: int, last: int) -> int:
    """Write the counters from `row` on over the columns 0..`last`; return the row after them.

    `total` is the total score of the plan in hundredths.
    """
    styles, n_rows = writer.styles, len(rows)
    writer.span(row, 0, last, TITLE, styles.section)
    width = (last + 1) // (len(DecisionKind) + 2)
    decisions = decided_range(INDEX, Heading.DECISION, n_rows)
    warnings = decided_range(INDEX, Heading.WARNING, n_rows)
    taken = [row.entry.decision for row in rows]
    counters = [
        (kind.value, f'=COUNTIF({decisions},"{kind.value}")', taken.count(kind.value))
        for kind in DecisionKind
    ]
    known = "+".join(f'COUNTIF({decisions},"{kind.value}")' for kind in DecisionKind)
    counters += [
        (UNDECIDED, f"={n_rows}-({known})", n_rows - sum(number for _, _, number in counters)),
        (WARNINGS, f"=SUMPRODUCT(--(LEN({warnings})>0))", sum(bool(row.live.warning) for row in rows)),
    ]
    for index, (label, formula, value) in enumerate(counters):
        first = index * width
        writer.span(row + 1, first, first + width - 1, label, styles.card_label)
        writer.span(row + 2, first, first + width - 1, value, styles.card_count)
        if rows:
            writer.formula(row + 2, first, formula, styles.card_count, value)
    writer.set_height(row + 2, 22)
    _totals(writer, rows, total, row + 3, last)
    writer.paragraph(row + 4, 0, last, _NOTE, styles.plain)
    return row + ROWS


def _totals(writer: SheetWriter, rows: Sequence[ProposalRow], total: int, row: int, last: int) -> None:
    styles = writer.styles
    changes = decided_range(INDEX, Heading.CHANGE, len(rows))
    values = [row.live.change for row in rows]
    change = round(sum(value for value in values if not isinstance(value, str)), 2)
    summed = f"ROUND(SUM({changes}),2)"
    facts = (
        (0, 3, CHANGE, f"={summed}", change, styles.strong_change),
        (5, 6, TOTAL, f"={total / 100!r}+{summed}", round(total / 100 + change, 2), styles.strong_points),
        (8, 10, ELSEWHERE, f'=COUNTIF({changes},"{NOT_HERE}")', values.count(NOT_HERE), styles.strong_number),
    )
    for first, until, label, formula, value, style in facts:
        writer.span(row, first, until, label, styles.strong)
        writer.put(row, until + 1, value, style)
        if rows:
            writer.formula(row, until + 1, formula, style, value)
