"""Riwayat Keputusan: every decision of the round as it was read, and which of them count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from penempatan.domain.decision import DecisionKind
from penempatan.knowledge.dates import long_date
from penempatan.report.sheet_writer import Column, Kind

if TYPE_CHECKING:
    from penempatan.domain.decision import Decision
    from penempatan.report.run import RunReport
    from penempatan.report.sheet_writer import Cell, Page, SheetWriter

_COLUMNS = (
    Column("No", Kind.NUMBER, 4, 7),
    Column("Tanggal", Kind.TEXT, 12, 18),
    Column("NIP", Kind.CODE, 19, 20),
    Column("Nama", Kind.TEXT, 16, 24),
    Column("Formasi", Kind.TEXT, 16, 30),
    Column("Diputuskan", Kind.TEXT, 11, 24),
    Column("Alasan", Kind.TEXT, 20, 40),
    Column("Catatan", Kind.TEXT, 14, 30),
    Column("Pemutus", Kind.TEXT, 12, 20),
    Column("Berkas", Kind.TEXT, 12, 24),
    Column("Berlaku", Kind.TEXT, 10, 22),
)


def write(writer: SheetWriter, run: RunReport, page: Page) -> None:
    """Write the register as it stands; nothing for a round that has none."""
    decisions = run.problem.review.decisions if run.problem.review else ()
    names = {one.id: one.name for one in run.problem.employees}
    posts = {one.code: f"{one.code} {one.position}" for one in run.problem.vacancies}
    last = {(one.employee_id, one.vacancy_code): number for number, one in enumerate(decisions, 1)}
    writer.set_up_page(page, repeat_row=0)
    rows = []
    for number, one in enumerate(decisions, 1):
        later = last[one.employee_id, one.vacancy_code]
        holds = "ya" if later == number else f"tidak, lihat No {later}"
        rows.append(_row(number, one, names, posts, holds))
    writer.table(_COLUMNS, rows)
    writer.sheet.freeze_panes(1, 4)


def _row(
    number: int, one: Decision, names: dict[str, str], posts: dict[str, str], holds: str
) -> tuple[Cell, ...]:
    said = one.kind.value
    if one.kind is DecisionKind.REPLACE:
        said += f" dengan {names.get(one.alternate_id, '')}, {one.alternate_id}"
    return (
        number,
        long_date(one.decided_on) if one.decided_on else "",
        one.employee_id,
        names.get(one.employee_id, ""),
        posts.get(one.vacancy_code, one.vacancy_code),
        said,
        one.reason,
        one.remark,
        one.decided_by,
        one.source,
        holds,
    )
