"""Tetap: everybody who keeps the present post, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from penempatan.report.sheet_writer import Column, Kind

if TYPE_CHECKING:
    from penempatan.explain.rearrangement import StayNote
    from penempatan.report.run import RunReport
    from penempatan.report.sheet_writer import Cell, Page, SheetWriter

_COLUMNS = (
    Column("No", Kind.NUMBER, 4, 7),
    Column("NIP", Kind.CODE, 19, 20),
    Column("Nama", Kind.TEXT, 16, 26),
    Column("Kode Formasi", Kind.TEXT, 10, 14),
    Column("Jabatan", Kind.TEXT, 16, 28),
    Column("Dinas", Kind.TEXT, 14, 26),
    Column("Skor", Kind.POINTS, 7, 8),
    Column("Jabatan Lain Memenuhi Syarat", Kind.NUMBER, 11, 12),
    Column("Alasan", Kind.TEXT, 40, 64),
)


def write(writer: SheetWriter, run: RunReport, page: Page) -> None:
    """Write one row a person, in the order of their NIP."""
    rearrangement = run.explanations.rearrangement
    stays = rearrangement.stays if rearrangement else ()
    writer.set_up_page(page, repeat_row=0)
    writer.table(_COLUMNS, [_row(run, number, note) for number, note in enumerate(stays, 1)])
    writer.sheet.freeze_panes(1, 3)


def _row(run: RunReport, number: int, note: StayNote) -> tuple[Cell, ...]:
    person, post = run.problem.employees[note.employee], run.problem.vacancies[note.vacancy]
    return (
        number,
        person.id,
        person.name,
        post.code,
        post.position,
        post.dinas,
        note.score / 100,
        note.others,
        note.sentence,
    )
