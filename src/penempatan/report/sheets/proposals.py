"""Usulan: one row a placement, and the two columns that the approver fills in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from penempatan.report.labels import Decision, Heading
from penempatan.report.sheet_writer import Column, Kind
from penempatan.report.sheets.people import candidate, education, to_verify

if TYPE_CHECKING:
    from penempatan.explain.explanations import PlacementNote
    from penempatan.report.run import RunReport
    from penempatan.report.sheet_writer import Cell, Page, SheetWriter

_COLUMNS = (
    Column("No", Kind.NUMBER, 4, 7),
    Column(Heading.NIP, Kind.CODE, 19, 20),
    Column("Nama", Kind.TEXT, 14, 19),
    Column("Jabatan Asal", Kind.TEXT, 12, 18),
    Column("Dinas Asal", Kind.TEXT, 10, 15),
    Column("Golongan", Kind.TEXT, 6, 10),
    Column("Pendidikan", Kind.TEXT, 12, 16),
    Column(Heading.VACANCY, Kind.TEXT, 8, 16),
    Column("Jabatan Usulan", Kind.TEXT, 12, 18),
    Column("Dinas Usulan", Kind.TEXT, 10, 15),
    Column("Unit Kerja", Kind.TEXT, 6, 16),
    Column("Skor", Kind.POINTS, 7, 8),
    Column("Peringkat", Kind.NUMBER, 6, 10),
    Column("Perlu Verifikasi", Kind.TEXT, 10, 17),
    Column("Alasan", Kind.TEXT, 24, 40),
    Column("Calon Berikutnya", Kind.TEXT, 12, 21),
    Column(Heading.DECISION, Kind.ENTRY, 11, 11),
    Column(Heading.REMARK, Kind.ENTRY, 16, 16),
)
_VERIFY, _DECISION = 13, 16


def write(writer: SheetWriter, run: RunReport, page: Page) -> None:
    """Write the proposals sorted by dinas, then vacancy, then NIP."""
    vacancies = run.problem.vacancies
    notes = sorted(
        run.explanations.placements,
        key=lambda note: (vacancies[note.vacancy].dinas.casefold(), note.vacancy, note.employee),
    )
    writer.set_up_page(page, repeat_row=0)
    writer.table(_COLUMNS, [_row(run, number, note) for number, note in enumerate(notes, 1)])
    sheet, styles = writer.sheet, writer.styles
    sheet.freeze_panes(1, 3)
    if not notes:
        return
    last = len(notes)
    writer.done(
        sheet.data_validation(
            1,
            _DECISION,
            last,
            _DECISION,
            {
                "validate": "list",
                "source": [decision.value for decision in Decision],
                "input_title": "Keputusan",
                "input_message": "Pilih Setuju, Tolak, Tunda, atau Ganti. Alasan ditulis pada Catatan.",
                "error_title": "Keputusan tidak dikenal",
                "error_message": "Pilih salah satu: Setuju, Tolak, Tunda, Ganti.",
            },
        )
    )
    colours = dict(zip(Decision, (styles.good, styles.bad, styles.caution, styles.change), strict=True))
    for decision, style in colours.items():
        rule = {"type": "cell", "criteria": "==", "value": f'"{decision.value}"', "format": style}
        writer.done(sheet.conditional_format(1, _DECISION, last, _DECISION, rule))
    rule = {"type": "text", "criteria": "begins with", "value": "Ya", "format": styles.caution}
    writer.done(sheet.conditional_format(1, _VERIFY, last, _VERIFY, rule))


def _row(run: RunReport, number: int, note: PlacementNote) -> tuple[Cell, ...]:
    problem = run.problem
    employee, vacancy = problem.employees[note.employee], problem.vacancies[note.vacancy]
    return (
        number,
        employee.id,
        employee.name,
        employee.position,
        employee.dinas,
        employee.rank.label if employee.rank else "",
        education(employee),
        vacancy.code,
        vacancy.position,
        vacancy.dinas,
        vacancy.unit,
        note.score / 100,
        note.rank,
        to_verify(note.unverified),
        note.sentence,
        candidate(problem, note.next_free or note.next_best),
        None,
        None,
    )
