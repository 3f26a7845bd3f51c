"""Usulan: one row a placement, and the columns that the approver fills in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from penempatan.domain.decision import DecisionKind
from penempatan.report.labels import Heading
from penempatan.report.proposal_table import COLUMNS, INDEX, VERIFY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from penempatan.report.proposal_table import ProposalRow
    from penempatan.report.sheet_writer import Page, SheetWriter

_VERIFY, _DECISION = INDEX[VERIFY], INDEX[Heading.DECISION]


def write(writer: SheetWriter, rows: Sequence[ProposalRow], page: Page) -> None:
    """Write the proposals in the order given."""
    writer.set_up_page(page, repeat_row=0)
    writer.table(COLUMNS, [row.cells for row in rows])
    sheet, styles = writer.sheet, writer.styles
    sheet.freeze_panes(1, 3)
    if not rows:
        return
    last = len(rows)
    writer.done(
        sheet.data_validation(
            1,
            _DECISION,
            last,
            _DECISION,
            {
                "validate": "list",
                "source": [decision.value for decision in DecisionKind],
                "input_title": "Keputusan",
                "input_message": "Pilih Setuju, Tolak, Tunda, atau Ganti. Untuk Ganti, isi NIP Pengganti.",
                "error_title": "Keputusan tidak dikenal",
                "error_message": "Pilih salah satu: Setuju, Tolak, Tunda, Ganti.",
            },
        )
    )
    colours = dict(zip(DecisionKind, (styles.good, styles.bad, styles.caution, styles.change), strict=True))
    for decision, style in colours.items():
        rule = {"type": "cell", "criteria": "==", "value": f'"{decision.value}"', "format": style}
        writer.done(sheet.conditional_format(1, _DECISION, last, _DECISION, rule))
    rule = {"type": "text", "criteria": "begins with", "value": "Ya", "format": styles.caution}
    writer.done(sheet.conditional_format(1, _VERIFY, last, _VERIFY, rule))
