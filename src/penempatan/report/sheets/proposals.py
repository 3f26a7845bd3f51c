"""Usulan: one row a placement, and the two columns that the approver fills in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from penempatan.domain.decision import DecisionKind
from penempatan.report.labels import Heading
from penempatan.report.sheet_writer import Column, Kind
from penempatan.report.sheets.people import candidate, education, to_verify

if TYPE_CHECKING:
    from penempatan.explain.explanations import PlacementNote
    from penempatan.report.run import RunReport
    from penempatan.report.sheet_writer import Cell, Page, SheetWriter

_COLUMNS = (  # three quarters of full size on Folio; several facts a cell, as decrees have them
    Column("No", Kind.NUMBER, 4, 7),
    Column(Heading.NIP, Kind.CODE, 19, 20),
    Column("Nama", Kind.TEXT, 12, 15),
    Column("Jabatan dan Dinas Asal", Kind.TEXT, 12, 17),
    Column("Golongan dan Pendidikan", Kind.TEXT, 12, 14.5),
    Column(Heading.VACANCY, Kind.TEXT, 8, 13),
    Column("Jabatan Usulan", Kind.TEXT, 12, 16.5),
    Column("Dinas dan Unit Usulan", Kind.TEXT, 10, 16.5),
    Column("Skor", Kind.POINTS, 7, 7),
    Column("Perlu Verifikasi", Kind.TEXT, 10, 14),
    Column("Alasan", Kind.TEXT, 24, 29),
    Column("Calon Berikutnya", Kind.TEXT, 12, 19.5),
    Column(Heading.DECISION, Kind.ENTRY, 11, 11),
    Column(Heading.REMARK, Kind.ENTRY, 12, 12),
)
_VERIFY, _DECISION = 9, 12


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
                "source": [decision.value for decision in DecisionKind],
                "input_title": "Keputusan",
                "input_message": "Pilih Setuju, Tolak, Tunda, atau Ganti. Alasan ditulis pada Catatan.",
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


def _row(run: RunReport, number: int, note: PlacementNote) -> tuple[Cell, ...]:
    problem = run.problem
    employee, vacancy = problem.employees[note.employee], problem.vacancies[note.vacancy]
    return (
        number,
        employee.id,
        employee.name,
        _stacked(employee.position, employee.dinas),
        _stacked(employee.rank.label if employee.rank else "", education(employee)),
        vacancy.code,
        vacancy.position,
        _stacked(vacancy.dinas, vacancy.unit),
        note.score / 100,
        to_verify(note.unverified),
        note.sentence,
        candidate(problem, note.next_free or note.next_best),
        None,
        None,
    )


def _stacked(*facts: str) -> str:
    """Return the facts of a cell, one a line."""
    return "\n".join(fact for fact in facts if fact)
