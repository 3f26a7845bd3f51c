"""The approval workbook: one module a sheet; it shows a run and decides nothing."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

from penempatan.domain.plan import Termination
from penempatan.report.book import close_whole, new_workbook
from penempatan.report.labels import (
    CHANGE_SHEET,
    HISTORY_SHEET,
    PROGRAM,
    REARRANGEMENT_SHEETS,
    UNPROVEN,
    WAITING_SHEET,
    HiddenSheet,
    Sheet,
    long_date,
)
from penempatan.report.proposal_table import proposal_rows
from penempatan.report.seal import seal_of, sealed_table
from penempatan.report.sheet_writer import Page, SheetWriter
from penempatan.report.sheets import (
    by_dinas,
    chains,
    changes,
    choices,
    history,
    issues,
    method,
    proposals,
    score_parts,
    seal,
    stays,
    summary,
    unfilled,
    unplaced,
)
from penempatan.report.sheets import waiting as waiting_sheet
from penempatan.report.styles import make_styles
from penempatan.report.waiting_rows import waiting_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from penempatan.report.run import RunReport

_WRITERS = {
    Sheet.CHAINS: chains.write,
    Sheet.STAYS: stays.write,
    Sheet.BY_DINAS: by_dinas.write,
    Sheet.UNPLACED: unplaced.write,
    Sheet.UNFILLED: unfilled.write,
    Sheet.SCORE_PARTS: score_parts.write,
    Sheet.ISSUES: issues.write,
    Sheet.METHOD: method.write,
}


def write_workbook(path: Path, run: RunReport) -> str:
    """Write the workbook to `path`, replacing what is there, and return its seal (SHA-256, lower-case hex).

    Raises OutputError when it cannot be written whole.
    """
    with _collector_paused():
        return _write(path, run)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Pause cyclic garbage collection: the cells live until the file is closed, and searching them (and the
    whole round) again and again for garbage takes a third of the writing time.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _write(path: Path, run: RunReport) -> str:
    workbook = new_workbook(path)
    workbook.set_properties(
        {
            "title": "Usulan penempatan pegawai",
            "subject": run.settings.round.name,
            "author": PROGRAM,
            "comments": f"Usulan {run.meta.run_id}; keputusan ada pada pejabat yang berwenang.",
            "created": run.meta.created.replace(tzinfo=None),
        }
    )
    mark = "" if run.plan.termination is Termination.OPTIMAL else UNPROVEN
    workbook.set_custom_property("Nomor usulan", run.meta.run_id)
    page = Page(run.settings.round.name, run.meta.run_id, long_date(run.problem.judged_on), mark)
    styles = make_styles(workbook)
    shown = [sheet for sheet in Sheet if run.explanations.rearrangement or sheet not in REARRANGEMENT_SHEETS]
    sheets = {sheet: SheetWriter(workbook, sheet.value, styles) for sheet in shown}
    rows = proposal_rows(run)
    sealed = sealed_table(run, rows)
    summary.write(sheets[Sheet.SUMMARY], run, rows, page)
    alternates = max(1, run.settings.review.alternates)
    proposals.write(sheets[Sheet.PROPOSALS], rows, alternates, page, run.remarks)
    for sheet, write in _WRITERS.items():
        if sheet in sheets:
            write(sheets[sheet], run, page)
    extra = []
    if run.problem.review is not None:
        extra.append(SheetWriter(workbook, CHANGE_SHEET, styles))
        changes.write(extra[0], run, page)
        if waiting := waiting_rows(run):
            extra.append(SheetWriter(workbook, WAITING_SHEET, styles))
            waiting_sheet.write(extra[-1], waiting, page)
        extra.append(SheetWriter(workbook, HISTORY_SHEET, styles))
        history.write(extra[-1], run, page)
    hidden = {sheet: SheetWriter(workbook, sheet.value, styles) for sheet in HiddenSheet}
    choices.write(hidden[HiddenSheet.CHOICES], rows, alternates)
    seal.write(hidden[HiddenSheet.SEAL], sealed)
    for writer in (*sheets.values(), *extra, *hidden.values()):
        writer.protect()
    close_whole(workbook, path)
    return seal_of(sealed)
