"""The rows of the sheet Usulan as values, without a spreadsheet: what is shown, and what is sealed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from penempatan.report.labels import ENTRY_HEADINGS, Heading
from penempatan.report.row_id import row_id
from penempatan.report.sheet_writer import Column, Kind
from penempatan.report.sheets.people import candidate, education, to_verify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from penempatan.explain.explanations import PlacementNote
    from penempatan.report.run import RunReport
    from penempatan.report.sheet_writer import Cell

VERIFY = "Perlu Verifikasi"
COLUMNS = (  # three quarters of full size on Folio; several facts a cell, as decrees have them
    Column("No", Kind.NUMBER, 4, 7),
    Column(Heading.NIP, Kind.CODE, 19, 20),
    Column("Nama", Kind.TEXT, 12, 15),
    Column("Jabatan dan Dinas Asal", Kind.TEXT, 12, 17),
    Column("Golongan dan Pendidikan", Kind.TEXT, 12, 14.5),
    Column(Heading.VACANCY, Kind.TEXT, 8, 13),
    Column("Jabatan Usulan", Kind.TEXT, 12, 16.5),
    Column("Dinas dan Unit Usulan", Kind.TEXT, 10, 16.5),
    Column(Heading.SCORE, Kind.POINTS, 7, 7),
    Column(VERIFY, Kind.TEXT, 10, 14),
    Column("Alasan", Kind.TEXT, 24, 29),
    Column("Calon Berikutnya", Kind.TEXT, 12, 19.5),
    Column(Heading.DECISION, Kind.ENTRY, 11, 11),
    Column(Heading.ALTERNATE, Kind.ENTRY_CODE, 20, 20),
    Column(Heading.REASON, Kind.ENTRY, 12, 12),
    Column(Heading.REMARK, Kind.ENTRY, 12, 12),
    Column(Heading.DECIDED_BY, Kind.ENTRY, 10, 10),
    Column(Heading.ROW_ID, Kind.CODE, 12, 13),
)
INDEX = {column.heading: index for index, column in enumerate(COLUMNS)}
SEALED = tuple(
    index for index, column in enumerate(COLUMNS) if column.heading not in ENTRY_HEADINGS
)  # the columns whose cells nobody may change


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """One proposed placement: its id, what is known about it, and its cells in the order of COLUMNS."""

    row_id: str
    note: PlacementNote
    cells: tuple[Cell, ...]


def proposal_rows(run: RunReport) -> tuple[ProposalRow, ...]:
    """Return the proposals by dinas, then vacancy, then NIP."""
    vacancies = run.problem.vacancies
    notes = sorted(
        run.explanations.placements,
        key=lambda note: (vacancies[note.vacancy].dinas.casefold(), note.vacancy, note.employee),
    )
    return tuple(_rows(run, notes))


def _rows(run: RunReport, notes: list[PlacementNote]) -> Iterator[ProposalRow]:
    problem = run.problem
    for number, note in enumerate(notes, 1):
        employee, vacancy = problem.employees[note.employee], problem.vacancies[note.vacancy]
        id_ = row_id(employee.id, vacancy.code)
        cells: tuple[Cell, ...] = (
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
            None,
            None,
            None,
            id_,
        )
        yield ProposalRow(id_, note, cells)


def _stacked(*facts: str) -> str:
    """Return the facts of a cell, one a line."""
    return "\n".join(fact for fact in facts if fact)
