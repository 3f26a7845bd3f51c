"""Usulan: one row a placement, the columns that the officials fill in, and the cells that follow them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from penempatan.domain.decision import DecisionKind
from penempatan.report.carried_words import comment_parts
from penempatan.report.labels import Heading
from penempatan.report.live_cells import LiveFormulas
from penempatan.report.proposal_table import COLUMNS, DINAS, INDEX, KEY_COLUMN, NUMBER, SECOND_PAGE, VERIFY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from penempatan.domain.remark import Remark
    from penempatan.report.proposal_table import ProposalRow
    from penempatan.report.sheet_writer import Page, SheetWriter

_SCALE = 64  # per cent: the columns left and right of SECOND_PAGE fill one page of Folio each
_REPEATED = 3  # No, NIP and Nama stand on both pages and stay in view
_DECISION = INDEX[Heading.DECISION]


def write(
    writer: SheetWriter,
    rows: Sequence[ProposalRow],
    alternates: int,
    page: Page,
    remarks: Sequence[Remark] = (),
) -> None:
    """Write the proposals in the order given; the hidden sheet has room for so many alternates a seat.

    `remarks` are words of earlier workbooks: those on a row that is still proposed stand at its cells.
    """
    writer.set_up_page(page, repeat_row=0, scale=_SCALE)
    writer.print_side_by_side(SECOND_PAGE, _REPEATED)
    writer.table(COLUMNS, [row.cells for row in rows])
    writer.sheet.freeze_panes(1, _REPEATED)
    writer.hide_column(KEY_COLUMN)
    if rows:
        formulas = LiveFormulas(INDEX, KEY_COLUMN, len(rows), alternates)
        _live_cells(writer, rows, formulas)
        _drop_downs(writer, len(rows), formulas.alternates(2, NUMBER))
        _colours(writer, len(rows))
        _comments(writer, rows, remarks)


def _comments(writer: SheetWriter, rows: Sequence[ProposalRow], remarks: Sequence[Remark]) -> None:
    at = {(row.employee_id, row.vacancy_code): number for number, row in enumerate(rows, 1)}
    for (nip, code, heading), parts in comment_parts(remarks, INDEX).items():
        number = at.get((nip, code))
        if number is not None:
            writer.comment(number, INDEX[heading], "\n".join(parts))


def _live_cells(writer: SheetWriter, rows: Sequence[ProposalRow], formulas: LiveFormulas) -> None:
    styles = writer.styles
    change, warning = INDEX[Heading.CHANGE], INDEX[Heading.WARNING]
    for row, proposal in enumerate(rows, 1):
        formula, value = formulas.of(row + 1, NUMBER), proposal.live
        writer.formula(row, change, str(formula.change), styles.change_points, value.change)
        writer.formula(row, warning, formula.warning, styles.text, value.warning)
        writer.formula(row, KEY_COLUMN, formula.key, styles.code, value.key)


def _drop_downs(writer: SheetWriter, last: int, alternates: str) -> None:
    lists: dict[int, dict[str, Any]] = {
        _DECISION: {
            "source": [decision.value for decision in DecisionKind],
            "input_title": "Keputusan",
            "input_message": "Pilih Setuju, Tolak, Tunda, atau Ganti. Untuk Ganti, isi NIP Pengganti.",
            "error_title": "Keputusan tidak dikenal",
            "error_message": "Pilih salah satu: Setuju, Tolak, Tunda, Ganti.",
        },
        INDEX[Heading.ALTERNATE]: {
            "source": alternates,
            "input_title": "NIP Pengganti",
            "input_message": "Hanya untuk Ganti: pilih dari daftar; nama dan akibatnya ada pada kolom "
            "Pilihan Pengganti.",
            "error_type": "warning",
            "error_title": "Di luar pilihan",
            "error_message": "NIP ini bukan salah satu pilihan pengganti. Perubahan totalnya baru diketahui "
            "setelah penempatan tinjau. Pakai juga?",
        },
    }
    for column, options in lists.items():
        writer.done(writer.sheet.data_validation(1, column, last, column, {"validate": "list", **options}))


def _colours(writer: SheetWriter, last: int) -> None:
    """Colour by text or sign, never by colour alone; the rules hold wherever a row is sorted to."""
    sheet, styles, warning = writer.sheet, writer.styles, INDEX[Heading.WARNING]
    rules = [
        (_DECISION, {"type": "cell", "criteria": "==", "value": f'"{decision.value}"', "format": style})
        for decision, style in zip(
            DecisionKind, (styles.good, styles.bad, styles.caution, styles.change), strict=True
        )
    ]
    rules += [
        (INDEX[VERIFY], {"type": "text", "criteria": "begins with", "value": "Ya", "format": styles.caution}),
        (warning, {"type": "text", "criteria": "containing", "value": ".", "format": styles.bad}),
        (INDEX[Heading.CHANGE], {"type": "cell", "criteria": "<", "value": 0, "format": styles.bad}),
    ]
    for column, rule in rules:
        writer.done(sheet.conditional_format(1, column, last, column, rule))
    dinas = INDEX[DINAS]
    letter = chr(ord("A") + dinas)
    first_of_group = {"type": "formula", "criteria": f"=${letter}2<>${letter}1"}
    writer.done(
        sheet.conditional_format(1, dinas, last, dinas, {**first_of_group, "format": styles.group_name})
    )
    writer.done(
        sheet.conditional_format(1, 0, last, len(COLUMNS) - 1, {**first_of_group, "format": styles.group})
    )
