"""Rantai Perpindahan: who waits for whom, chain by chain, in the order in which it can be carried out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from penempatan.report.sheet_writer import Column, Kind

if TYPE_CHECKING:
    from penempatan.explain.rearrangement import Chain, Step
    from penempatan.report.run import RunReport
    from penempatan.report.sheet_writer import Cell, Page, SheetWriter

_COLUMNS = (
    Column("Rantai", Kind.NUMBER, 7, 8),
    Column("Jenis", Kind.TEXT, 10, 18),
    Column("Langkah", Kind.NUMBER, 8, 9),
    Column("NIP", Kind.CODE, 19, 20),
    Column("Nama", Kind.TEXT, 16, 26),
    Column("Dari", Kind.TEXT, 18, 34),
    Column("Ke", Kind.TEXT, 18, 34),
    Column("Menunggu", Kind.TEXT, 16, 34),
)
OPEN_SEAT = "kursi kosong"
TOGETHER = "serentak: saling menunggu"


def write(writer: SheetWriter, run: RunReport, page: Page) -> None:
    """Write one row a person; a chain begins with whoever can move at once."""
    rearrangement = run.explanations.rearrangement
    chains = rearrangement.chains if rearrangement else ()
    rows = [
        _row(run, number, chain, at, step)
        for number, chain in enumerate(chains, 1)
        for at, step in enumerate(chain.steps, 1)
    ]
    writer.set_up_page(page, repeat_row=0)
    writer.table(_COLUMNS, rows)
    writer.sheet.freeze_panes(1, 5)


def _row(run: RunReport, number: int, chain: Chain, at: int, step: Step) -> tuple[Cell, ...]:
    person = run.problem.employees[step.employee]
    return (
        number,
        "Lingkaran" if chain.cycle else "Rantai",
        at,
        person.id,
        person.name,
        _post(run, step.source) if step.source >= 0 else person.position or "–",
        _post(run, step.target),
        waits(run, step),
    )


def waits(run: RunReport, step: Step) -> str:
    """Say whose seat a step takes over."""
    if step.waits_for < 0:
        return OPEN_SEAT
    person = run.problem.employees[step.waits_for]
    return f"{person.name}, {person.id}"


def _post(run: RunReport, vacancy: int) -> str:
    post = run.problem.vacancies[vacancy]
    return f"{post.code} – {post.position}, {post.dinas}"
