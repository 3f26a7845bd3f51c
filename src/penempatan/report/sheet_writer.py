"""Writing to one sheet so that nothing fails in silence: XlsxWriter answers with codes, not exceptions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell_fast
from xlsxwriter.worksheet import Worksheet

from penempatan.errors import OutputError
from penempatan.report.labels import PROGRAM
from penempatan.report.safe_cells import cell_text
from penempatan.report.styles import LINE_HEIGHT, ROW_POINTS, TALLEST_ROW
from penempatan.report.text_fit import DIGIT, WIDEST, lines, width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

    from penempatan.report.styles import Styles

    Cell = str | int | float | None

UNPROVEN_TAB = "#C00000"
PRINT_TITLE_LIMIT = 80  # letters of the round's name in the page header, which holds 255 in all


class Kind(Enum):
    """What a column holds; the value is the name of its format in Styles."""

    TEXT = "text"
    CODE = "code"
    NUMBER = "number"
    POINTS = "points"
    ENTRY = "entry"
    ENTRY_CODE = "entry_code"
    CHANGE = "change_points"  # a difference in points, or words


_OWN_CELLS = frozenset({"String", "Number", "Blank", "Formula"})
ENTRIES = frozenset({Kind.ENTRY, Kind.ENTRY_CODE})


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its width follows its contents between `least` and `most` digits."""

    heading: str
    kind: Kind
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Page:
    """What every printed page says about its run."""

    round_name: str
    run_id: str
    date: str
    mark: str = ""  # what nobody may overlook on any page, such as that nothing is proved


class OldFormulaSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
    """A sheet whose formulas use functions of Excel 2010 and older only, and know their values.

    XlsxWriter searches every formula for each newer function, thirty times a formula; thousands of formulas
    took as long as all other cells together. It builds every cell from a list of attributes, and writes a
    formula that gives an empty text as one that was never computed, at whose row a reader must look twice.
    Should the methods lose their names, only the time comes back.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")

    def _write_cell(self, row: int, column: int, cell: Any) -> None:
        kind = type(cell).__name__
        if kind not in _OWN_CELLS or cell.format is None:
            super()._write_cell(row, column, cell)
            return
        head = f'<c r="{xl_rowcol_to_cell_fast(row, column)}" s="{cell.format._get_xf_index()}"'
        if kind == "String":
            self.fh.write(f'{head} t="s"><v>{cell.string}</v></c>')
        elif kind == "Number":
            self.fh.write(f"{head}><v>{cell.number:.16G}</v></c>")
        elif kind == "Blank":
            self.fh.write(f"{head}/>")
        elif cell.value == "":
            self.fh.write(f'{head} t="str"><f>{escape(cell.formula)}</f><v></v></c>')
        else:
            super()._write_cell(row, column, cell)


class SheetWriter:
    """One worksheet, its styles, and the checks around every write."""

    def __init__(self, workbook: Workbook, name: str, styles: Styles) -> None:
        self.workbook = workbook
        self.sheet: Worksheet = workbook.add_worksheet(name, worksheet_class=OldFormulaSheet)
        self.styles = styles
        self._widths: tuple[float, ...] = ()
        self._heights: dict[int, float] = {}  # points, of the rows that are not as tall as any

    def set_widths(self, widths: Sequence[float]) -> None:
        """Fix the widths of the first columns, in digits."""
        self._widths = tuple(widths)
        for column, wide in enumerate(widths):
            self.done(self.sheet.set_column(column, column, wide))

    def set_up_page(self, page: Page, repeat_row: int | None, scale: int | None = None) -> None:
        """Set up F4/Folio landscape with the run named on every page.

        Pages are one sheet wide, or `scale` per cent: Excel heeds page breaks only where it need not fit.
        """
        sheet = self.sheet
        sheet.set_landscape()
        sheet.set_paper(14)  # Folio 8.5 × 13 in, F4 to a millimetre
        if scale is None:
            sheet.fit_to_pages(1, 0)
        else:
            self.done(sheet.set_print_scale(scale))
        sheet.set_margins(left=0.35, right=0.35, top=0.65, bottom=0.6)
        name = page.round_name[:PRINT_TITLE_LIMIT].replace("&", "&&")
        mark = f'&C&"Arial,Bold"&9{page.mark}' if page.mark else ""
        self.done(sheet.set_header(f'&L&"Arial,Bold"&9{sheet.get_name()}{mark}&R&"Arial"&9{name}'))
        if page.mark:
            sheet.set_tab_color(UNPROVEN_TAB)
        footer = f'&L&"Arial"&8Usulan {page.run_id}, data per {page.date}&C&8Halaman &P dari &N'
        self.done(sheet.set_footer(footer))
        if repeat_row is not None:
            self.done(sheet.repeat_rows(repeat_row))
        sheet.hide_gridlines(2)

    def print_side_by_side(self, column: int, repeat_columns: int) -> None:
        """Print the columns from `column` on to the right-hand pages, the first columns repeated there."""
        self.done(self.sheet.set_v_pagebreaks([column]))
        self.done(self.sheet.repeat_columns(0, repeat_columns - 1))
        self.sheet.print_across()

    def formula(self, row: int, column: int, formula: str, style: Format, value: Cell) -> None:
        """Write a formula of ours (never of the input) with the value it has now."""
        code = self.sheet.write_formula(row, column, formula, style, "" if value is None else value)
        self.done(code, row)

    def comment(self, row: int, column: int, text: str) -> None:
        """Attach a comment that somebody wrote in an earlier workbook."""
        options = {"author": PROGRAM, "x_scale": 2, "y_scale": 1 + text.count("\n") / 4}
        self.done(self.sheet.write_comment(row, column, cell_text(text), options), row)

    def hide_column(self, column: int) -> None:
        """Hide a column; it can be shown again where formatting columns is allowed."""
        self.done(self.sheet.set_column(column, column, None, None, {"hidden": True}))

    def page_breaks(self, *rows: int) -> None:
        """Begin a printed page at each of these rows."""
        self.done(self.sheet.set_h_pagebreaks(list(rows)))

    def points_above(self, row: int) -> float:
        """Return how tall the rows above this one are together, in points."""
        return sum(self._heights.get(one, ROW_POINTS) for one in range(row))

    def set_height(self, row: int, points: float) -> None:
        """Make a row so tall, in points."""
        self._heights[row] = points
        self.done(self.sheet.set_row(row, points), row)

    def protect(self) -> None:
        """Lock all but the unlocked cells; no password, for this guards against slips, not against people."""
        self.sheet.protect(
            "",
            {"sort": True, "autofilter": True, "format_columns": True, "format_rows": True, "objects": True},
        )

    def done(self, code: int | None, row: int | None = None) -> None:
        """Raise OutputError for any answer of XlsxWriter but success."""
        if code:
            where = f", baris {row + 1}" if row is not None else ""
            raise OutputError(
                f"Lembar “{self.sheet.get_name()}”{where} tidak dapat ditulis (XlsxWriter menjawab {code}). "
                "Kemungkinan datanya melampaui batas Excel; laporkan beserta keluaran `--lacak`."
            )

    def put(self, row: int, column: int, value: Cell, style: Format) -> None:
        """Write one cell: text as text, a number as a number, nothing as an empty cell with its frame."""
        if value is None or value == "":
            code = self.sheet.write_blank(row, column, None, style)
        elif isinstance(value, str):
            code = self.sheet.write_string(row, column, cell_text(value), style)
        else:
            code = self.sheet.write_number(row, column, value, style)
        self.done(code, row)

    def span(self, row: int, first: int, last: int, value: Cell, style: Format) -> None:
        """Write one value over several columns of a row."""
        if first == last:
            self.put(row, first, value, style)
            return
        self.done(self.sheet.merge_range(row, first, row, last, "", style), row)
        self.put(row, first, value, style)

    def paragraph(self, row: int, first: int, last: int, text: str, style: Format) -> None:
        """Write a wrapping text over several columns and make the row as tall as it needs."""
        self.span(row, first, last, text, style)
        self.height(row, self.lines_in(text, first, last))

    def lines_in(self, text: str, first: int, last: int) -> int:
        """Return how many lines a text takes over several columns; their widths must have been set."""
        return lines(text, sum(self._widths[first : last + 1]) * 1.04)

    def height(self, row: int, n_lines: int) -> None:
        """Give a row room for so many lines."""
        self.set_height(row, min(n_lines * LINE_HEIGHT + 3, TALLEST_ROW))

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], top: int = 0) -> None:
        """Write headings and rows; widths follow the contents, heights follow the widths."""
        widths = self._headings(columns, rows, top)
        self._widths = tuple(widths)
        styles = [getattr(self.styles, column.kind.value) for column in columns]
        fits = [
            wide * DIGIT if column.kind is Kind.TEXT else 0.0
            for column, wide in zip(columns, widths, strict=True)
        ]
        layout = tuple(zip(range(len(columns)), styles, fits, widths, strict=True))
        string, number, blank = self.sheet.write_string, self.sheet.write_number, self.sheet.write_blank
        for row, values in enumerate(rows, top + 1):
            tallest, code = 1, 0
            for (index, style, fit, wide), value in zip(layout, values, strict=True):
                if value is None or value == "":
                    code |= blank(row, index, None, style)
                elif isinstance(value, str):
                    text = cell_text(value)
                    code |= string(row, index, text, style)
                    if fit and (len(text) * WIDEST > fit or "\n" in text):
                        tallest = max(tallest, lines(text, wide))
                else:
                    code |= number(row, index, value, style)
            if code:
                self.done(code, row)
            if tallest > 1:
                self.height(row, tallest)
        last = top + max(len(rows), 1)
        self.done(
            self.sheet.ignore_errors({"number_stored_as_text": xl_range(top, 0, last, len(columns) - 1)})
        )
        self.done(self.sheet.autofilter(top, 0, last, len(columns) - 1))

    def _headings(self, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], top: int) -> list[float]:
        widths = []
        for index, column in enumerate(columns):
            wide = _column_width(column, [row[index] for row in rows])
            widths.append(wide)
            self.done(self.sheet.set_column(index, index, wide))
            entry = column.kind in ENTRIES
            self.put(top, index, column.heading, self.styles.entry_heading if entry else self.styles.heading)
        tallest = max(
            lines(column.heading, wide * 0.85) for column, wide in zip(columns, widths, strict=True)
        )
        self.height(top, tallest + 1)
        return widths


def _column_width(column: Column, values: Sequence[Any]) -> float:
    """Return the width that the contents need, within the bounds of the column."""
    bold_word = max(width(word) for word in column.heading.split(" ")) / DIGIT * 1.12 + 1.5
    least = max(column.least, bold_word)
    if column.kind in {Kind.NUMBER, Kind.POINTS, Kind.CHANGE}:
        largest = max((abs(value) for value in values if isinstance(value, int | float)), default=0)
        decimals = 0 if column.kind is Kind.NUMBER else 2
        return max(least, len(f"{largest:,.{decimals}f}") + 2.5 - decimals / 2)
    natural = least
    for text in {value for value in values if value}:
        natural = max(natural, width(text) / DIGIT + 1.5)
        if natural >= column.most and column.kind is not Kind.CODE:
            return column.most
    return natural
