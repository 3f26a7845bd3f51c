"""Formasi Kosong: every vacancy with an open seat, and why; below, what each rule alone keeps empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from penempatan.report.rule_lifts import INFORMATION, TITLE, lift_cells, lifts_sentence
from penempatan.report.sheet_writer import Column, Kind

if TYPE_CHECKING:
    from penempatan.domain.rule_lift import RuleLifts
    from penempatan.explain.explanations import UnfilledNote
    from penempatan.report.run import RunReport
    from penempatan.report.sheet_writer import Cell, Page, SheetWriter

_COLUMNS = (
    Column("No", Kind.NUMBER, 4, 7),
    Column("Kode Formasi", Kind.TEXT, 10, 18),
    Column("Jabatan", Kind.TEXT, 16, 30),
    Column("Dinas", Kind.TEXT, 14, 28),
    Column("Unit Kerja", Kind.TEXT, 10, 28),
    Column("Prioritas", Kind.NUMBER, 6, 10),
    Column("Jumlah", Kind.NUMBER, 6, 10),
    Column("Terisi", Kind.NUMBER, 6, 10),
    Column("Kosong", Kind.NUMBER, 6, 10),
    Column("Pegawai Memenuhi Syarat", Kind.NUMBER, 10, 12),
    Column("Alasan", Kind.TEXT, 40, 62),
)
_LAST = len(_COLUMNS) - 1
_LIFT_SPANS = (  # first and last column, heading
    (0, 0, "No"),
    (1, 2, "Syarat"),
    (3, 5, "Dasar Hukum"),
    (6, 8, "Lowongan Terisi Tambahan"),
    (9, 9, "Pasangan Terbuka"),
    (10, 10, "Keterangan"),
)


def write(writer: SheetWriter, run: RunReport, page: Page) -> None:
    """Write one row a vacancy, in the order of their codes."""
    rows = [_row(run, number, note) for number, note in enumerate(run.explanations.unfilled, 1)]
    writer.set_up_page(page, repeat_row=0)
    writer.table(_COLUMNS, rows)
    writer.sheet.freeze_panes(1, 2)
    if run.rule_lifts is not None and (rows or run.rule_lifts.rules):
        _write_lifts(writer, run.rule_lifts, max(len(rows), 1) + 2)


def _write_lifts(writer: SheetWriter, lifts: RuleLifts, row: int) -> None:
    """Write the table from `row` on, apart from the one above it: sorting that leaves this alone."""
    styles = writer.styles
    writer.span(row, 0, _LAST, TITLE, styles.section)
    writer.paragraph(row + 1, 0, _LAST, f"{lifts_sentence(lifts)} {INFORMATION}", styles.plain)
    if not lifts.rules:
        return
    row += 2
    for first, last, heading in _LIFT_SPANS:
        writer.span(row, first, last, heading, styles.heading)
    writer.height(row, 3)
    for number, lift in enumerate(lifts.rules, 1):
        cells: tuple[Cell, ...] = (number, *lift_cells(lift))
        tallest = 1
        for (first, last, _), value in zip(_LIFT_SPANS, cells, strict=True):
            style = styles.number if isinstance(value, int) else styles.text
            writer.span(row + number, first, last, value, style)
            if isinstance(value, str):
                tallest = max(tallest, writer.lines_in(value, first, last))
        writer.height(row + number, tallest)


def _row(run: RunReport, number: int, note: UnfilledNote) -> tuple[Cell, ...]:
    vacancy = run.problem.vacancies[note.vacancy]
    return (
        number,
        vacancy.code,
        vacancy.position,
        vacancy.dinas,
        vacancy.unit,
        vacancy.priority,
        vacancy.openings,
        note.filled,
        note.open_seats,
        note.eligible,
        note.sentence,
    )
