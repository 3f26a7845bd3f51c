"""Perubahan: what a review changed and why, and the words of people whose rows are gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from penempatan.report.sheet_writer import Column, Kind

if TYPE_CHECKING:
    from penempatan.domain.change import Change
    from penempatan.domain.problem import PlacementProblem
    from penempatan.domain.remark import Remark
    from penempatan.report.run import RunReport
    from penempatan.report.sheet_writer import Cell, Page, SheetWriter

_COLUMNS = (
    Column("No", Kind.NUMBER, 4, 7),
    Column("Baris Lama", Kind.TEXT, 7, 8),
    Column("NIP", Kind.CODE, 19, 20),
    Column("Nama", Kind.TEXT, 16, 26),
    Column("Perubahan", Kind.TEXT, 12, 20),
    Column("Formasi Sebelum", Kind.TEXT, 16, 30),
    Column("Formasi Sesudah", Kind.TEXT, 16, 30),
    Column("Sebab", Kind.TEXT, 30, 56),
)
_REMARKS = (
    Column("No", Kind.NUMBER, 4, 7),
    Column("Kolom", Kind.TEXT, 7, 8),
    Column("NIP", Kind.CODE, 19, 20),
    Column("Nama", Kind.TEXT, 16, 26),
    Column("Jenis", Kind.TEXT, 12, 20),
    Column("Formasi", Kind.TEXT, 16, 30),
    Column("Berkas", Kind.TEXT, 16, 30),
    Column("Tulisan", Kind.TEXT, 30, 56),
)
_GAP = 3  # rows between the changes and the remarks


def write(writer: SheetWriter, run: RunReport, page: Page) -> None:
    """Write the changes in the order of the old rows, then the remarks on rows that are not proposed now."""
    names = {one.id: one.name for one in run.problem.employees}
    posts = _posts(run.problem)
    writer.set_up_page(page, repeat_row=0)
    writer.table(_COLUMNS, [_change(number, one, names, posts) for number, one in enumerate(run.changes, 1)])
    writer.sheet.freeze_panes(1, 4)
    left = _left_over(run)
    if left:
        top = len(run.changes) + _GAP
        for number, one in enumerate((None, *left)):
            cells: tuple[Cell, ...] = (
                tuple(column.heading for column in _REMARKS)
                if one is None
                else _remark(number, one, names, posts)
            )
            for index, cell in enumerate(cells):
                writer.put(top + number, index, cell, writer.styles.text)


def _left_over(run: RunReport) -> list[Remark]:
    placed = {(one.employee_id, one.vacancy_code) for one in run.plan.placements}
    return [one for one in run.remarks if (one.employee_id, one.vacancy_code) not in placed]


def _posts(problem: PlacementProblem) -> dict[str, str]:
    return {one.code: f"{one.code} {one.position}" for one in problem.vacancies}


def _change(number: int, one: Change, names: dict[str, str], posts: dict[str, str]) -> tuple[Cell, ...]:
    return (
        number,
        one.number,
        one.employee_id,
        names.get(one.employee_id, ""),
        one.kind.value,
        posts.get(one.before, ""),
        posts.get(one.after, ""),
        one.cause,
    )


def _remark(number: int, one: Remark, names: dict[str, str], posts: dict[str, str]) -> tuple[Cell, ...]:
    return (
        number,
        one.heading,
        one.employee_id,
        names.get(one.employee_id, ""),
        "Komentar sel" if one.is_note else "Isi sel",
        posts.get(one.vacancy_code, one.vacancy_code),
        one.source,
        one.text,
    )
