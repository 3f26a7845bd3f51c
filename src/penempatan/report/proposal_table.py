"""The rows of the sheet Usulan as values, without a spreadsheet: what is shown, and what is sealed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from penempatan.explain.wording import count
from penempatan.report.choices import choices_of
from penempatan.report.entries import Entry, entries_of
from penempatan.report.labels import ENTRY_HEADINGS, UNKNOWN_DINAS, Heading
from penempatan.report.live_cells import live_values
from penempatan.report.row_id import row_id
from penempatan.report.sheet_writer import Column, Kind
from penempatan.report.sheets.people import candidate, education, score_parts, to_verify

if TYPE_CHECKING:
    from penempatan.domain.problem import PlacementProblem
    from penempatan.explain.explanations import PlacementNote
    from penempatan.report.choices import Choices
    from penempatan.report.live_cells import LiveRow
    from penempatan.report.run import RunReport
    from penempatan.report.sheet_writer import Cell

VERIFY = "Perlu Verifikasi"
NUMBER, DINAS, IF_REJECTED = "No", "Dinas Usulan", "Dampak bila Ditolak"
NAME, POST = "Nama", "Jabatan dan Unit Usulan"
COLUMNS = (  # printed over two pages side by side; several facts a cell, as decrees have them
    Column(NUMBER, Kind.NUMBER, 4, 7),
    Column(Heading.NIP, Kind.CODE, 19, 20),
    Column(NAME, Kind.TEXT, 12, 15),
    Column("Jabatan dan Dinas Asal", Kind.TEXT, 12, 20),
    Column("Golongan dan Pendidikan", Kind.TEXT, 12, 15),
    Column(DINAS, Kind.TEXT, 10, 16),
    Column(Heading.VACANCY, Kind.TEXT, 8, 13),
    Column(POST, Kind.TEXT, 12, 19),
    Column(Heading.SCORE, Kind.POINTS, 7, 7),
    Column("Peringkat", Kind.TEXT, 10, 10),
    Column("Bagian Skor (* nilai netral)", Kind.TEXT, 12, 22),
    Column(VERIFY, Kind.TEXT, 10, 17),
    Column("Alasan", Kind.TEXT, 24, 40),
    Column("Calon Berikutnya", Kind.TEXT, 12, 19.5),
    Column(IF_REJECTED, Kind.TEXT, 20, 26),
    Column("Pilihan Pengganti (perubahan total)", Kind.TEXT, 20, 30),
    Column(Heading.DECISION, Kind.ENTRY, 11, 11),
    Column(Heading.ALTERNATE, Kind.ENTRY_CODE, 19, 19),
    Column(Heading.REASON, Kind.ENTRY, 16, 16),
    Column(Heading.REMARK, Kind.ENTRY, 13, 13),
    Column(Heading.DECIDED_BY, Kind.ENTRY, 11, 11),
    Column(Heading.CHANGE, Kind.CHANGE, 10, 11),
    Column(Heading.WARNING, Kind.TEXT, 19, 19),
    Column(Heading.ROW_ID, Kind.CODE, 12, 13),
)
INDEX = {column.heading: index for index, column in enumerate(COLUMNS)}
KEY_COLUMN = len(COLUMNS)  # hidden: the alternate that a row asks for
SECOND_PAGE = INDEX["Calon Berikutnya"]  # the first column of the right-hand page
SEALED = tuple(
    index
    for index, column in enumerate(COLUMNS)
    if column.heading not in {*ENTRY_HEADINGS, Heading.CHANGE, Heading.WARNING}
)  # the columns whose cells nobody may change


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """One proposed placement: its cells in the order of COLUMNS, and what they were made from."""

    row_id: str
    employee_id: str
    vacancy_code: str
    cells: tuple[Cell, ...]
    entry: Entry
    choices: Choices
    live: LiveRow  # the values of the cells that follow the entries


def proposal_rows(run: RunReport) -> tuple[ProposalRow, ...]:
    """Return the proposals by dinas, then vacancy, then NIP."""
    problem = run.problem
    notes = sorted(
        run.explanations.placements,
        key=lambda note: (problem.vacancies[note.vacancy].dinas.casefold(), note.vacancy, note.employee),
    )
    pairs = [(problem.employees[note.employee].id, problem.vacancies[note.vacancy].code) for note in notes]
    known, written = choices_of(run), entries_of(problem, run.remarks)
    choices = [known[pair] for pair in pairs]
    entries = [written.get(pair, _BLANK) for pair in pairs]
    live = live_values(pairs, entries, choices)
    rows = zip(notes, pairs, choices, entries, live, strict=True)
    return tuple(
        ProposalRow(
            row_id(*pair),
            *pair,
            (*_facts(problem, number, note), *_decision_cells(pair, choice, entry, values)),
            entry,
            choice,
            values,
        )
        for number, (note, pair, choice, entry, values) in enumerate(rows, 1)
    )


_BLANK = Entry()


def _facts(problem: PlacementProblem, number: int, note: PlacementNote) -> tuple[Cell, ...]:
    """Return the cells of what is proposed and why."""
    employee, vacancy = problem.employees[note.employee], problem.vacancies[note.vacancy]
    return (
        number,
        employee.id,
        employee.name,
        stacked(employee.position, employee.dinas),
        stacked(employee.rank.label if employee.rank else "", education(employee)),
        vacancy.dinas or UNKNOWN_DINAS,
        vacancy.code,
        stacked(vacancy.position, vacancy.unit),
        note.score / 100,
        f"{count(note.rank)} dari {count(note.eligible)}",
        score_parts(note.parts),
        to_verify(note.unverified),
        note.sentence,
        candidate(problem, note.next_free or note.next_best),
    )


def _decision_cells(pair: tuple[str, str], choices: Choices, entry: Entry, live: LiveRow) -> tuple[Cell, ...]:
    """Return the cells that serve the decision."""
    return (choices.if_rejected, choices.alternates, *entry.cells, live.change, live.warning, row_id(*pair))


def stacked(*facts: str) -> str:
    """Return the facts of a cell, one a line."""
    return "\n".join(fact for fact in facts if fact)
