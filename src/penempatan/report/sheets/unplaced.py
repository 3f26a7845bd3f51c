"""Belum Ditempatkan: everybody without a seat, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from penempatan.report.sheet_writer import Column, Kind

if TYPE_CHECKING:
    from penempatan.explain.explanations import UnplacedNote
    from penempatan.report.run import RunReport
    from penempatan.report.sheet_writer import Cell, Page, SheetWriter

_COLUMNS = (
    Column("No", Kind.NUMBER, 4, 7),
    Column("NIP", Kind.CODE, 19, 20),
    Column("Nama", Kind.TEXT, 16, 28),
    Column("Jabatan", Kind.TEXT, 16, 28),
    Column("Dinas", Kind.TEXT, 14, 26),
    Column("Formasi Memenuhi Syarat", Kind.NUMBER, 10, 12),
    Column("Formasi Terdekat", Kind.TEXT, 12, 28),
    Column("Alasan", Kind.TEXT, 40, 64),
)


def write(writer: SheetWriter, run: RunReport, page: Page) -> None:
    """Write one row a person, in the order of their NIP."""
    rows = [_row(run, number, note) for number, note in enumerate(run.explanations.unplaced, 1)]
    writer.set_up_page(page, repeat_row=0)
    writer.table(_COLUMNS, rows)
    writer.sheet.freeze_panes(1, 3)


def _row(run: RunReport, number: int, note: UnplacedNote) -> tuple[Cell, ...]:
    employee = run.problem.employees[note.employee]
    near = run.problem.vacancies[note.nearest.vacancy] if note.nearest else None
    return (
        number,
        employee.id,
        employee.name,
        employee.position,
        employee.dinas,
        note.eligible,
        f"{near.code} – {near.position}" if near else "–",
        note.sentence,
    )
