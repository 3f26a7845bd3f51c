"""The native charts of Ringkasan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from penempatan.report.labels import Sheet
from penempatan.report.sheets.by_dinas import FILLED, OPEN_SEATS
from penempatan.report.styles import ACCENT, GREY

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.chart import Chart

LARGEST = 15  # dinas in the chart
_FONT: dict[str, Any] = {"name": "Arial", "size": 8}
_SHEET = Sheet.BY_DINAS.value


def dinas_chart(workbook: Workbook, n_dinas: int) -> Chart:
    """Return seats filled and left open, stacked, for the dinas with most seats (first rows of Per Dinas)."""
    shown = min(n_dinas, LARGEST)
    chart = workbook.add_chart({"type": "bar", "subtype": "stacked"})
    for column, colour in ((FILLED, ACCENT), (OPEN_SEATS, GREY)):
        chart.add_series(
            {
                "name": [_SHEET, 0, column],
                "categories": [_SHEET, 1, 0, shown, 0],
                "values": [_SHEET, 1, column, shown, column],
                "fill": {"color": colour},
                "gap": 50,
            }
        )
    chart.set_title(
        {"name": f"Lowongan menurut dinas ({shown} terbanyak)", "name_font": {**_FONT, "size": 10}}
    )
    chart.set_y_axis(
        {
            "reverse": True,
            "interval_unit": 1,
            # Long names take two lines; LibreOffice leaves out labels that overlap.
            "num_font": {**_FONT, "size": 6},
            "line": {"none": True},
            "major_tick_mark": "none",
        }
    )
    chart.set_x_axis(
        {"num_font": _FONT, "num_format": "#,##0", "major_gridlines": _GRID, "label_position": "high"}
    )
    chart.set_legend({"position": "bottom", "font": _FONT})
    return chart


def spread_chart(workbook: Workbook, first: int, last: int, label_column: int, value_column: int) -> Chart:
    """Return how many placements fall in each ten points of score; the rows are those of Ringkasan."""
    name = Sheet.SUMMARY.value
    chart = workbook.add_chart({"type": "column"})
    chart.add_series(
        {
            "name": "Penempatan",
            "categories": [name, first, label_column, last, label_column],
            "values": [name, first, value_column, last, value_column],
            "fill": {"color": ACCENT},
            "gap": 30,
        }
    )
    chart.set_title({"name": "Penempatan menurut skor", "name_font": {**_FONT, "size": 10}})
    chart.set_x_axis({"num_font": _FONT})
    chart.set_y_axis({"num_font": _FONT, "num_format": "#,##0", "major_gridlines": _GRID})
    chart.set_legend({"none": True})
    return chart


_GRID: dict[str, Any] = {"visible": True, "line": {"color": "#D9D9D9", "width": 0.5}}
