"""On Ringkasan: what the plan reaches in each goal and what it cost those below; posts short of people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from penempatan.explain.unfilled import shortage_text
from penempatan.explain.wording import count, sentence
from penempatan.report.labels import Sheet
from penempatan.report.text_fit import lines
from penempatan.report.tier_rows import tier_rows

if TYPE_CHECKING:
    from penempatan.report.run import RunReport
    from penempatan.report.sheet_writer import Cell, SheetWriter

_SPANS = ((0, 0, "No"), (1, 1, "Tujuan"), (2, 6, "Capaian"), (7, -1, "Biaya bagi tujuan di bawahnya"))
_CELL_WIDTH = 13.0
SHOWN = 5  # shortages on this sheet


def write(writer: SheetWriter, run: RunReport, row: int, last: int) -> int:
    """Write both parts from `row` on; return the row after them."""
    styles = writer.styles
    spans = [(first, last if end < 0 else end, heading) for first, end, heading in _SPANS]
    writer.span(row, 0, last, "Tujuan menurut urutannya, dan biayanya", styles.section)
    for first, end, heading in spans:
        writer.span(row + 1, first, end, heading, styles.heading)
    rows = tier_rows(run)
    for offset, tier in enumerate(rows, 2):
        values: tuple[Cell, ...] = (tier.number, tier.name, tier.reached, tier.cost)
        tallest = 1
        for (first, end, _), value in zip(spans, values, strict=True):
            writer.span(row + offset, first, end, value, styles.text)
            tallest = max(tallest, lines(str(value), _CELL_WIDTH * (end - first + 1)))
        writer.height(row + offset, tallest)
    return _shortages(writer, run, row + len(rows) + 3, last)


def _shortages(writer: SheetWriter, run: RunReport, row: int, last: int) -> int:
    several = [one for one in run.explanations.shortages if len(one.vacancies) > 1]
    if not several:
        return row
    writer.span(row, 0, last, "Formasi yang bersama-sama kekurangan pegawai", writer.styles.section)
    for offset, short in enumerate(several[:SHOWN], 1):
        text = sentence(shortage_text(run.problem, short))
        writer.paragraph(row + offset, 0, last, text, writer.styles.plain)
    row += min(len(several), SHOWN) + 1
    if len(several) > SHOWN:
        text = f"Dan {count(len(several) - SHOWN)} lagi; lihat lembar {Sheet.UNFILLED.value}."
        writer.paragraph(row, 0, last, text, writer.styles.plain)
        row += 1
    return row + 1
