"""Word documents: F4 landscape, a table whose heading repeats on every page, rows that never break."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from penempatan.decree.moves import DOTS
from penempatan.decree.paper import (
    ANNEX_COLUMNS,
    MINUTES_CLOSING,
    MINUTES_COLUMNS,
    annex_cells,
    annex_heading,
    day_or_dots,
    minutes_cells,
    minutes_opening,
    or_dots,
    signature,
    team_members,
)
from penempatan.report.safe_cells import cell_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from penempatan.decree.moves import Move
    from penempatan.decree.paper import PaperColumn
    from penempatan.settings.model import DecreeSettings

FONT = "Arial"
_SIZE = 9
_WIDTH_CM, _HEIGHT_CM = 33.0, 21.5  # F4/Folio, landscape
_MARGIN_CM = 1.25


def write_annex(path: Path, settings: DecreeSettings, moves: Sequence[Move], run_id: str) -> None:
    """Write the annex of the decree; OSError when that is not possible."""
    document = _document(f"Lampiran {settings.official}", run_id)
    _heading_block(document, annex_heading(settings))
    _space(document)
    table = _table(document, ANNEX_COLUMNS)
    for number, move in enumerate(moves, 1):
        _row(table, annex_cells(number, move), ANNEX_COLUMNS, centred={0, 2, 6, 7})
    _space(document)
    _signed(document, signature(settings))
    document.save(str(path))


def write_minutes(path: Path, settings: DecreeSettings, moves: Sequence[Move], run_id: str) -> None:
    """Write the minutes of Tim Penilai Kinerja; OSError when that is not possible."""
    document = _document("Berita acara", run_id)
    titles = (settings.agency.upper(), settings.team.upper(), "BERITA ACARA")
    for title in titles:
        _paragraph(document, title, bold=True, size=12, align=WD_ALIGN_PARAGRAPH.CENTER)
    _paragraph(document, f"Nomor: {or_dots(settings.minutes_number)}", align=WD_ALIGN_PARAGRAPH.CENTER)
    _paragraph(document, f"Tanggal: {day_or_dots(settings.minutes_dated)}", align=WD_ALIGN_PARAGRAPH.CENTER)
    _space(document)
    _paragraph(document, minutes_opening(settings, len(moves)), align=WD_ALIGN_PARAGRAPH.JUSTIFY)
    _team(document, settings)
    _space(document)
    table = _table(document, MINUTES_COLUMNS)
    group = ""
    for number, move in enumerate(moves, 1):
        if move.group != group:
            group = move.group
            _group_row(table, group)
        _row(table, minutes_cells(number, move), MINUTES_COLUMNS, centred={0, 2, 5, 6})
    _space(document)
    _paragraph(document, MINUTES_CLOSING, align=WD_ALIGN_PARAGRAPH.JUSTIFY, keep=True)
    _signatures(document, settings)
    document.save(str(path))


def _document(title: str, run_id: str) -> Any:
    document = Document()
    core = document.core_properties
    core.title, core.author, core.comments = title, "penempatan", f"Usulan {run_id}"
    core.created = core.modified = datetime(2024, 1, 1, tzinfo=UTC)  # the same rows give the same document
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(_WIDTH_CM), Cm(_HEIGHT_CM)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Cm(_MARGIN_CM))
    section.footer_distance = Cm(0.6)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(_SIZE)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.space_before = Pt(0)
    _footer(section, run_id)
    return document


def _footer(section: Any, run_id: str) -> None:
    """Put page numbers and the run below every page."""
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.style.font.size = Pt(7)  # fields take the size of the paragraph
    _run(paragraph, f"Usulan {run_id}    Halaman ", size=7)
    _field(paragraph, "PAGE")
    _run(paragraph, " dari ", size=7)
    _field(paragraph, "NUMPAGES")


def _field(paragraph: Any, code: str) -> None:
    run = paragraph.add_run()
    run.font.size = Pt(7)
    for kind in ("begin", None, "end"):
        if kind is None:
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = code
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)


def _heading_block(document: Any, lines: Sequence[tuple[str, str]]) -> None:
    """Write the heading of the annex at the right of the page, labels and colons in columns."""
    table = document.add_table(rows=0, cols=3)
    table.alignment = WD_TABLE_ALIGNMENT.RIGHT
    table.autofit = False
    widths = (2.6, 0.4, 9.0)
    for label, text in lines:
        cells = table.add_row().cells
        if text:
            for cell, value, wide in zip(cells, (label, ":", text), widths, strict=True):
                _fill(cell, value, wide)
        else:
            _fill(cells[0].merge(cells[2]), label, sum(widths), bold=True)
    _fix_grid(table, widths)


def _table(document: Any, columns: Sequence[PaperColumn]) -> Any:
    """Add a framed table with its heading and numbering rows, both repeated on every page."""
    table = document.add_table(rows=0, cols=len(columns))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    everything = set(range(len(columns)))
    _row(table, [column.heading for column in columns], columns, centred=everything, bold=True, repeat=True)
    numbers = [str(number) for number in range(1, len(columns) + 1)]
    _row(table, numbers, columns, centred=everything, repeat=True, size=7)
    _fix_grid(table, [column.width_cm for column in columns])
    return table


def _row(
    table: Any,
    texts: Sequence[str],
    columns: Sequence[PaperColumn],
    *,
    centred: set[int],
    bold: bool = False,
    repeat: bool = False,
    size: int = _SIZE,
) -> None:
    row = table.add_row()
    _mark(row, "w:cantSplit")
    if repeat:
        _mark(row, "w:tblHeader")
    for index, (cell, text, column) in enumerate(zip(row.cells, texts, columns, strict=True)):
        _fill(cell, text, column.width_cm, bold=bold, size=size, centred=index in centred)


def _group_row(table: Any, group: str) -> None:
    row = table.add_row()
    _mark(row, "w:cantSplit")
    cells = row.cells
    merged = cells[0].merge(cells[-1])
    _write(merged.paragraphs[0], group.upper(), bold=True)
    merged.paragraphs[0].paragraph_format.keep_with_next = True


def _mark(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _fix_grid(table: Any, widths: Sequence[float]) -> None:
    """Write the widths into the grid, too: LibreOffice and WPS heed it, not the cells."""
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = Cm(wide)


def _fill(
    cell: Any, text: str, width_cm: float, *, bold: bool = False, size: int = _SIZE, centred: bool = False
) -> None:
    cell.width = Cm(width_cm)
    first, *rest = text.split("\n")
    paragraph = cell.paragraphs[0]
    _write(paragraph, first, bold=bold, size=size)
    lines = [paragraph]
    for line in rest:
        lines.append(cell.add_paragraph())
        _write(lines[-1], line, bold=bold, size=size)
    for one in lines:
        one.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT


def _write(paragraph: Any, text: str, *, bold: bool = False, size: int = _SIZE) -> None:
    run = _run(paragraph, text, size=size)
    run.bold = bold


def _run(paragraph: Any, text: str, *, size: int) -> Any:
    run = paragraph.add_run(cell_text(text))
    run.font.size = Pt(size)
    return run


def _paragraph(
    document: Any, text: str, *, align: Any, bold: bool = False, size: int = 10, keep: bool = False
) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.keep_with_next = keep
    _write(paragraph, text, bold=bold, size=size)


def _space(document: Any) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    _run(paragraph, "", size=6)


def _signed(document: Any, lines: Sequence[str]) -> None:
    """Write the signature at the right, on one page with the room for the initials at the left."""
    table = document.add_table(rows=1, cols=3)
    table.autofit = False
    widths = (8.0, 12.0, 10.5)
    row = table.rows[0]
    _mark(row, "w:cantSplit")
    _fill(
        row.cells[0], "Paraf hierarki:\n" + "\n".join([f"{n}. {DOTS}" for n in (1, 2, 3)]), widths[0], size=8
    )
    _fill(row.cells[1], "", widths[1])
    _fill(row.cells[2], "\n".join(lines), widths[2], size=10, centred=True)
    _fix_grid(table, widths)


def _team(document: Any, settings: DecreeSettings) -> None:
    table = document.add_table(rows=0, cols=3)
    table.autofit = False
    widths = (3.0, 0.4, 12.0)
    for role, name in team_members(settings):
        cells = table.add_row().cells
        for cell, text, wide in zip(cells, (role, ":", name), widths, strict=True):
            _fill(cell, text, wide)
    _fix_grid(table, widths)


def _signatures(document: Any, settings: DecreeSettings) -> None:
    """Write one box a signer, three beside each other; no box breaks over a page."""
    members = team_members(settings)
    table = document.add_table(rows=0, cols=3)
    table.autofit = False
    widths = (10.0, 10.0, 10.0)
    for start in range(0, len(members), 3):
        row = table.add_row()
        _mark(row, "w:cantSplit")
        for cell, (role, name), wide in zip(row.cells, members[start : start + 3], widths, strict=False):
            _fill(cell, f"{role},\n\n\n\n{name}\n", wide, centred=True)
    _fix_grid(table, widths)
