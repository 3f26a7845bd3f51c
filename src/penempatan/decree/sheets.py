"""The annex and the minutes as sheets, and the dossier for I-MUT: F4 landscape, headings repeated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlsxwriter import Workbook

from penempatan.decree.documents import ALWAYS
from penempatan.decree.dossier import DOSSIER_COLUMNS, RULE_COLUMNS, dossier_rows, rule_rows
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
from penempatan.errors import OutputError
from penempatan.knowledge.dates import long_date
from penempatan.report.book import close_whole, new_workbook
from penempatan.report.safe_cells import cell_text
from penempatan.report.sheet_writer import Page, SheetWriter
from penempatan.report.styles import FONT, LINE_HEIGHT, TALLEST_ROW, make_styles
from penempatan.report.text_fit import lines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from penempatan.decree.moves import Move
    from penempatan.decree.paper import PaperColumn
    from penempatan.settings.model import DecreeSettings
    from penempatan.verification.audit import AuditedResult

ANNEX, MINUTES = "Lampiran SK", "Berita Acara"
_DIGITS_PER_CM = 5.0  # Excel counts widths in digits of the default font
_FOLIO = 14
_CELL_SIZE = 9  # points, of the text in the table
_PER_LINE = LINE_HEIGHT * _CELL_SIZE / 10  # the default font has 10 points


class _Sheet:
    """One sheet of paper: rows are as tall as their texts, nothing is cut off."""

    def __init__(self, workbook: Workbook, name: str, columns: Sequence[PaperColumn], run_id: str) -> None:
        self.sheet = workbook.add_worksheet(name)
        self.widths = [column.width_cm * _DIGITS_PER_CM for column in columns]
        self.columns = columns
        self.last = len(columns) - 1
        self._workbook = workbook
        for index, wide in enumerate(self.widths):
            self._done(self.sheet.set_column(index, index, wide))
        self.sheet.set_landscape()
        self.sheet.set_paper(_FOLIO)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.6)
        self._done(self.sheet.set_footer(f"&C&8Usulan {run_id}    Halaman &P dari &N"))
        self.sheet.hide_gridlines(2)

    def style(self, **properties: Any) -> Any:
        """Return a format."""
        base = {**FONT, "valign": "top", "text_wrap": True}
        return self._workbook.add_format({**base, **properties})

    def line(self, row: int, first: int, last: int, text: str, style: Any) -> int:
        """Write one text over several columns and return the next row."""
        if first == last:
            self._done(self.sheet.write_string(row, first, cell_text(text), style))
        else:
            self._done(self.sheet.merge_range(row, first, row, last, "", style))
            self._done(self.sheet.write_string(row, first, cell_text(text), style))
        self.height(row, lines(text, sum(self.widths[first : last + 1])))
        return row + 1

    def cells(self, row: int, texts: Sequence[str], styles: Sequence[Any]) -> int:
        """Write one row of the table and return the next row."""
        for column, (text, style) in enumerate(zip(texts, styles, strict=True)):
            self._done(self.sheet.write_string(row, column, cell_text(text), style))
        rooms = [wide * 10 / _CELL_SIZE for wide in self.widths]
        tallest = max(lines(text, room) for text, room in zip(texts, rooms, strict=True))
        self._done(self.sheet.set_row(row, min(tallest * _PER_LINE + 4, TALLEST_ROW)))
        return row + 1

    def heading(self, row: int) -> int:
        """Write the heading and numbering rows, repeat them on every page, return the next row."""
        head = self.style(bold=True, align="center", valign="vcenter", border=1, font_size=_CELL_SIZE)
        small = self.style(align="center", border=1, font_size=8)
        after = self.cells(row, [column.heading for column in self.columns], [head] * len(self.columns))
        numbers = [str(number) for number in range(1, len(self.columns) + 1)]
        after = self.cells(after, numbers, [small] * len(self.columns))
        self._done(self.sheet.repeat_rows(row, after - 1))
        self._done(self.sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"}))
        return after

    def height(self, row: int, n_lines: int) -> None:
        """Give a row room for so many lines."""
        self._done(self.sheet.set_row(row, min(n_lines * LINE_HEIGHT + 4, TALLEST_ROW)))

    def _done(self, code: int | None) -> None:
        if code:
            raise OutputError(f"Lembar “{self.sheet.get_name()}” tidak dapat ditulis (kode {code}).")


def write_annex_sheets(path: Path, settings: DecreeSettings, moves: Sequence[Move], run_id: str) -> None:
    """Write the annex and the minutes as one workbook; OutputError when it cannot be written whole."""
    workbook = new_workbook(path)
    workbook.set_properties({"title": "Lampiran keputusan dan berita acara", "author": "penempatan"})
    _annex(_Sheet(workbook, ANNEX, ANNEX_COLUMNS, run_id), settings, moves)
    _minutes(_Sheet(workbook, MINUTES, MINUTES_COLUMNS, run_id), settings, moves)
    close_whole(workbook, path)


def _annex(paper: _Sheet, settings: DecreeSettings, moves: Sequence[Move]) -> None:
    row, right = 0, paper.last - 3
    plain, bold = paper.style(), paper.style(bold=True)
    for label, text in annex_heading(settings):
        if not text:
            row = paper.line(row, right, paper.last, label, bold)
        else:
            paper.line(row, right, right, label, plain)
            row = paper.line(row, right + 1, paper.last, f": {text}", plain)
    row = paper.heading(row + 1)
    text, middle = (
        paper.style(border=1, font_size=_CELL_SIZE),
        paper.style(border=1, align="center", font_size=_CELL_SIZE),
    )
    styles = [middle, text, middle, text, text, text, middle, middle]
    for number, move in enumerate(moves, 1):
        row = paper.cells(row, annex_cells(number, move), styles)
    centre = paper.style(align="center")
    row += 1
    for line in signature(settings):
        row = paper.line(row, right + 1, paper.last, line, centre)


def _minutes(paper: _Sheet, settings: DecreeSettings, moves: Sequence[Move]) -> None:
    title, centre, plain = (
        paper.style(bold=True, align="center", font_size=12),
        paper.style(align="center"),
        paper.style(),
    )
    row = 0
    for line in (settings.agency.upper(), settings.team.upper(), "BERITA ACARA"):
        row = paper.line(row, 0, paper.last, line, title)
        paper.height(row - 1, 2)
    row = paper.line(row, 0, paper.last, f"Nomor: {or_dots(settings.minutes_number)}", centre)
    row = paper.line(row, 0, paper.last, f"Tanggal: {day_or_dots(settings.minutes_dated)}", centre) + 1
    row = paper.line(row, 0, paper.last, minutes_opening(settings, len(moves)), plain)
    for role, name in team_members(settings):
        paper.line(row, 1, 1, role, plain)
        row = paper.line(row, 2, 3, f": {name}", plain)
    row = paper.heading(row + 1)
    text, middle, head = (
        paper.style(border=1, font_size=_CELL_SIZE),
        paper.style(border=1, align="center", font_size=_CELL_SIZE),
        paper.style(border=1, bold=True),
    )
    styles = [middle, text, middle, text, text, middle, middle]
    group = ""
    for number, move in enumerate(moves, 1):
        if move.group != group:
            group = move.group
            row = paper.line(row, 0, paper.last, group.upper(), head)
        row = paper.cells(row, minutes_cells(number, move), styles)
    row = paper.line(row + 1, 0, paper.last, MINUTES_CLOSING, plain) + 1
    _sign_minutes(paper, row, settings)


def _sign_minutes(paper: _Sheet, row: int, settings: DecreeSettings) -> None:
    centre = paper.style(align="center")
    members = team_members(settings)
    spans = ((0, 1), (2, 3), (4, paper.last))
    for start in range(0, len(members), len(spans)):
        for (first, last), (role, name) in zip(spans, members[start : start + len(spans)], strict=False):
            paper.line(row, first, last, f"{role},\n\n\n\n{name}", centre)
        row += 2


def write_dossier(path: Path, result: AuditedResult, moves: Sequence[Move]) -> None:
    """Write the dossier for I-MUT; OutputError when it cannot be written whole."""
    workbook = new_workbook(path)
    workbook.set_properties({"title": "Berkas usulan mutasi (I-MUT)", "author": "penempatan"})
    styles = make_styles(workbook)
    page = Page(result.settings.round.name, result.record.run_id, long_date(result.problem.judged_on))
    for name, columns, rows in (
        ("Perpindahan", DOSSIER_COLUMNS, dossier_rows(result, moves)),
        ("Hasil Syarat", RULE_COLUMNS, rule_rows(result, moves)),
    ):
        writer = SheetWriter(workbook, name, styles)
        writer.set_up_page(page, repeat_row=0)
        writer.table(columns, rows)
        writer.sheet.freeze_panes(1, 3)
    guide = SheetWriter(workbook, "Dokumen Wajib", styles)
    guide.set_up_page(page, repeat_row=None)
    guide.set_widths((110.0,))
    guide.put(0, 0, "Dokumen yang disertakan untuk setiap perpindahan", styles.section)
    for row, text in enumerate(ALWAYS, 1):
        guide.paragraph(row, 0, 0, f"{row}. {text[:1].upper()}{text[1:]}.", styles.plain)
    note = (
        "Dokumen di atas tidak dapat dibuktikan dari data masukan. Dokumen yang kurang menurut data "
        "tercantum per orang pada lembar Perpindahan."
    )
    guide.paragraph(len(ALWAYS) + 2, 0, 0, note, styles.plain)
    close_whole(workbook, path)
