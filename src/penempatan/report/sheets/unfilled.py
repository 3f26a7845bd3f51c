"""Formasi Kosong: every vacancy with an open seat, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from penempatan.report.sheet_writer import Column, Kind

if TYPE_CHECKING:
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


def write(writer: SheetWriter, run: RunReport, page: Page) -> None:
    """Write one row a vacancy, in the order of their codes."""
    rows = [_row(run, number, note) for number, note in enumerate(run.explanations.unfilled, 1)]
    writer.set_up_page(page, repeat_row=0)
    writer.table(_COLUMNS, rows)
    writer.sheet.freeze_panes(1, 2)


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
