"""Ditunda: the rows that wait, each with room for the decision that lifts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from penempatan.domain.decision import DecisionKind
from penempatan.report.decision_columns import TO_DECIDE
from penempatan.report.labels import ENTRY_HEADINGS, WAITING_REASON, Heading
from penempatan.report.proposal_table import NAME, NUMBER, POST
from penempatan.report.sheet_writer import Column, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from penempatan.report.sheet_writer import Page, SheetWriter
    from penempatan.report.waiting_rows import WaitingRow

_COLUMNS = (
    Column(NUMBER, Kind.TEXT, 4, 7),
    Column(Heading.NIP, Kind.CODE, 19, 20),
    Column(NAME, Kind.TEXT, 16, 24),
    Column(Heading.VACANCY, Kind.TEXT, 10, 14),
    Column(POST, Kind.TEXT, 16, 30),
    Column(WAITING_REASON, Kind.TEXT, 20, 36),
    *TO_DECIDE,
)
_LIFTING = (DecisionKind.APPROVE, DecisionKind.REJECT, DecisionKind.REPLACE)


def write(writer: SheetWriter, rows: Sequence[WaitingRow], page: Page) -> None:
    """Write one row a person who waits."""
    writer.set_up_page(page, repeat_row=0)
    blank = ("",) * len(ENTRY_HEADINGS)
    remark = ENTRY_HEADINGS.index(Heading.REMARK)
    writer.table(
        _COLUMNS,
        [
            (
                *(row.number, row.employee_id, row.name, row.vacancy_code, row.post, row.why),
                *(*blank[:remark], row.remark, *blank[remark + 1 :]),
                row.row_id,
            )
            for row in rows
        ],
    )
    writer.sheet.freeze_panes(1, 3)
    column = next(at for at, one in enumerate(_COLUMNS) if one.heading == Heading.DECISION)
    choices = {
        "validate": "list",
        "source": [kind.value for kind in _LIFTING],
        "input_title": "Mencabut Tunda",
        "input_message": "Kosongkan bila tetap ditunda. Setuju: orang ini menempati formasi itu. "
        "Tolak: orang dan lowongannya ikut lagi, tetapi tidak berpasangan. Ganti: isi NIP Pengganti.",
        "error_title": "Keputusan tidak dikenal",
        "error_message": "Pilih Setuju, Tolak, atau Ganti; kosongkan bila tetap ditunda.",
    }
    writer.done(writer.sheet.data_validation(1, column, len(rows), column, choices))
