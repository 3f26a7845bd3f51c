"""Rincian Skor: how every score of the plan is made, enough to add it up again by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from penempatan.report.labels import COMPONENTS
from penempatan.report.sheet_writer import Column, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from penempatan.explain.explanations import PlacementNote
    from penempatan.report.run import RunReport
    from penempatan.report.sheet_writer import Cell, Page, SheetWriter

_FORMULA = (
    "Skor = (bobot × poin, dijumlahkan) ÷ (jumlah bobot), dibulatkan ke dua desimal (setengah ke atas). "
    "Poin 0–100. "
    "Bobot kosong: formasi tidak meminta komponen itu, jadi komponen itu tidak dihitung. "
    "“Nilai netral”: data pegawai kosong, poinnya diganti nilai netral menurut aturan."
)
_TOP = 2  # the heading row: the formula stands above it


def write(writer: SheetWriter, run: RunReport, page: Page) -> None:
    """Write one row a placement, in the order of their NIP; components that no post asks for are left out."""
    notes = run.explanations.placements
    used = [
        index
        for index in range(len(run.pairs.components))
        if any(note.parts[index].asked and note.parts[index].weight for note in notes)
    ]
    names = [COMPONENTS[run.pairs.components[index].key] for index in used]
    columns = [
        Column("NIP", Kind.CODE, 19, 20),
        Column("Nama", Kind.TEXT, 14, 24),
        Column("Kode Formasi", Kind.TEXT, 8, 16),
        Column("Skor", Kind.POINTS, 7, 9),
    ]
    for name in names:
        columns += [Column(f"{name}: Poin", Kind.POINTS, 7, 9), Column(f"{name}: Bobot", Kind.POINTS, 7, 9)]
    columns += [Column("Keterangan", Kind.TEXT, 14, 24), Column("Dasar", Kind.TEXT, 30, 64)]
    writer.set_up_page(page, repeat_row=_TOP)
    writer.table(columns, [_row(run, note, used, names) for note in notes], top=_TOP)
    writer.span(0, 0, len(columns) - 1, _FORMULA, writer.styles.plain)
    writer.height(0, 2)
    writer.sheet.freeze_panes(_TOP + 1, 2)


def _row(run: RunReport, note: PlacementNote, used: Sequence[int], names: Sequence[str]) -> list[Cell]:
    employee, vacancy = run.problem.employees[note.employee], run.problem.vacancies[note.vacancy]
    row: list[Cell] = [employee.id, employee.name, vacancy.code, note.score / 100]
    neutral, bases = [], []
    for index, name in zip(used, names, strict=True):
        part = note.parts[index]
        if not (part.asked and part.weight):
            row += [None, None]
            continue
        row += [part.points / 100, part.weight / 1000]
        if part.missing:
            neutral.append(name)
        bases.append(f"{name}: {part.basis}")
    row.append(f"Nilai netral: {', '.join(neutral)}" if neutral else "")
    row.append("; ".join(bases))
    return row
