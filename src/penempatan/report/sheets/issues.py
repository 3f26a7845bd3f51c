"""Temuan Data: every finding about the input, with its place and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from penempatan.domain.issue import Severity
from penempatan.report.sheet_writer import Column, Kind

if TYPE_CHECKING:
    from penempatan.report.run import RunReport
    from penempatan.report.sheet_writer import Page, SheetWriter

_COLUMNS = (
    Column("No", Kind.NUMBER, 4, 7),
    Column("Tingkat", Kind.TEXT, 12, 13),
    Column("Berkas", Kind.TEXT, 12, 26),
    Column("Lembar", Kind.TEXT, 8, 18),
    Column("Sel", Kind.TEXT, 6, 12),
    Column("Temuan", Kind.TEXT, 40, 70),
    Column("Tindakan", Kind.TEXT, 30, 60),
)


def write(writer: SheetWriter, run: RunReport, page: Page) -> None:
    """Write the findings, the gravest first and otherwise in the order they were found."""
    order = list(Severity)
    found = sorted(run.problem.issues, key=lambda issue: order.index(issue.severity))
    rows = [
        (
            number,
            issue.severity.value,
            issue.location.file,
            issue.location.sheet,
            issue.location.cell,
            issue.problem,
            issue.remedy,
        )
        for number, issue in enumerate(found, 1)
    ]
    writer.set_up_page(page, repeat_row=0)
    writer.table(_COLUMNS, rows or [(None, "–", "", "", "", "Tidak ada temuan pada data masukan.", "")])
    writer.sheet.freeze_panes(1, 0)
    for severity, style in (
        (Severity.ERROR, writer.styles.bad),
        (Severity.QUARANTINED, writer.styles.bad),
        (Severity.WARNING, writer.styles.caution),
    ):
        rule = {"type": "cell", "criteria": "==", "value": f'"{severity.value}"', "format": style}
        writer.done(writer.sheet.conditional_format(1, 1, max(len(rows), 1), 1, rule))
