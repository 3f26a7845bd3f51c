"""Per Dinas: seats, people and moves of every dinas, the largest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from penempatan.report.labels import UNKNOWN_DINAS
from penempatan.report.sheet_writer import Column, Kind

if TYPE_CHECKING:
    from penempatan.explain.explanations import DinasNote
    from penempatan.report.run import RunReport
    from penempatan.report.sheet_writer import Cell, Page, SheetWriter

_COLUMNS = (
    Column("Dinas", Kind.TEXT, 24, 52),
    Column("Formasi", Kind.NUMBER, 9, 12),
    Column("Lowongan", Kind.NUMBER, 10, 12),
    Column("Terisi", Kind.NUMBER, 9, 12),
    Column("Kosong", Kind.NUMBER, 9, 12),
    Column("Skor Rata-rata", Kind.POINTS, 10, 12),
    Column("Skor Terendah", Kind.POINTS, 10, 12),
    Column("Perlu Verifikasi", Kind.NUMBER, 10, 12),
    Column("Masuk dari Dinas Lain", Kind.NUMBER, 11, 12),
    Column("Keluar ke Dinas Lain", Kind.NUMBER, 11, 12),
    Column("Kebutuhan", Kind.NUMBER, 11, 12),
    Column("Bezetting", Kind.NUMBER, 10, 12),
    Column("Bezetting Sesudah", Kind.NUMBER, 10, 12),
    Column("Kekurangan Sesudah", Kind.NUMBER, 12, 12),
)
FILLED, OPEN_SEATS = 3, 4  # columns that the charts of Ringkasan draw


def largest_first(run: RunReport) -> list[DinasNote]:
    """Return every dinas by its seats, then its name: the order of this sheet and of the charts."""
    return sorted(run.explanations.dinas, key=lambda note: (-note.openings, note.name))


def write(writer: SheetWriter, run: RunReport, page: Page) -> None:
    """Write one row a dinas and the sum of the round."""
    notes = largest_first(run)
    rows = [_row(note) for note in notes]
    writer.set_up_page(page, repeat_row=0)
    writer.table(_COLUMNS, rows)
    writer.sheet.freeze_panes(1, 1)
    placements = [note.score for note in run.explanations.placements]
    total: list[Cell] = ["Jumlah", *(sum(_whole(row[column]) for row in rows) for column in range(1, 5))]
    total += [sum(placements) / len(placements) / 100, min(placements) / 100] if placements else [None, None]
    total += [sum(_whole(row[column]) for row in rows) for column in range(7, 10)]
    total += [None] * (len(_COLUMNS) - len(total))
    styles = writer.styles
    for column, value in enumerate(total):
        style = (
            styles.strong_points if column in {5, 6} else styles.strong_number if column else styles.strong
        )
        writer.put(len(rows) + 1, column, value, style)


def _whole(value: Cell) -> int:
    return value if isinstance(value, int) else 0


def _row(note: DinasNote) -> tuple[Cell, ...]:
    return (
        note.name or UNKNOWN_DINAS,
        note.vacancies,
        note.openings,
        note.filled,
        note.open_seats,
        note.score_total / note.placed / 100 if note.placed else None,
        note.score_lowest / 100 if note.score_lowest is not None else None,
        note.unverified,
        note.arrivals,
        note.departures,
        note.need,
        note.incumbents,
        note.after,
        note.short,
    )
