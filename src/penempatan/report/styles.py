"""How the workbook looks: one accent colour, one font, formats made once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

ACCENT = "#1F4E79"
ACCENT_LIGHT = "#DCE6F1"
GREY = "#A6A6A6"
LINE = "#BFBFBF"
FONT = {"font_name": "Arial", "font_size": 10}
ROW_POINTS = 15.0  # a row of which nothing is said
LINE_HEIGHT = 13.0  # points, one line of Arial 10
TALLEST_ROW = 409.0  # points, the limit of Excel

NUMBER = "#,##0"
POINTS = "#,##0.00"
CHANGE_POINTS = "+#,##0.00;−#,##0.00;0.00"

GOOD = {"bg_color": "#E2EFDA", "font_color": "#375623"}
BAD = {"bg_color": "#F8D7DA", "font_color": "#842029"}
CAUTION = {"bg_color": "#FFF2CC", "font_color": "#7F6000"}
CHANGE = {"bg_color": "#DDEBF7", "font_color": "#1F4E79"}


@dataclass(frozen=True, slots=True)
class Styles:
    """The formats of the workbook."""

    text: Format  # wraps
    code: Format  # text that must not wrap, such as a NIP
    number: Format
    points: Format
    change_points: Format  # with its sign
    entry: Format  # unlocked, for the approver
    entry_code: Format  # the same for text such as a NIP
    heading: Format
    entry_heading: Format
    title: Format
    subtitle: Format
    section: Format
    plain: Format  # wrapping text without a frame
    strong: Format
    strong_points: Format
    strong_number: Format
    strong_change: Format
    card_label: Format
    card_number: Format
    card_note: Format
    card_count: Format
    proven: Format
    unproven: Format
    signature: Format
    good: Format  # the last ones colour cells by their text or sign
    bad: Format
    caution: Format
    change: Format
    group: Format  # the first row of a dinas
    group_name: Format


def make_styles(workbook: Workbook) -> Styles:
    """Register every format of the workbook."""

    def style(**properties: Any) -> Format:
        return workbook.add_format({**FONT, "valign": "top", **properties})

    def framed(**properties: Any) -> Format:
        return style(border=1, border_color=LINE, **properties)

    card: dict[str, Any] = {"align": "center", "bg_color": ACCENT_LIGHT, "font_color": ACCENT}
    banner: dict[str, Any] = {"bold": True, "text_wrap": True, "valign": "vcenter", "indent": 1}
    figure: dict[str, Any] = {"align": "right", "indent": 1}
    unlocked: dict[str, Any] = {"locked": False, "bg_color": "#FFFDF0"}
    heading: dict[str, Any] = {"bold": True, "text_wrap": True, "valign": "vcenter", "align": "center"}
    group: dict[str, Any] = {"border": 1, "border_color": LINE, "top": 1, "top_color": ACCENT}
    return Styles(
        text=framed(text_wrap=True),
        code=framed(num_format="@"),
        number=framed(num_format=NUMBER, **figure),
        points=framed(num_format=POINTS, **figure),
        change_points=framed(num_format=CHANGE_POINTS, text_wrap=True, **figure),
        entry=framed(text_wrap=True, **unlocked),
        entry_code=framed(num_format="@", **unlocked),
        heading=framed(bg_color=ACCENT, font_color="#FFFFFF", **heading),
        entry_heading=framed(bg_color="#7F6000", font_color="#FFFFFF", **heading),
        title=style(bold=True, font_size=16, font_color=ACCENT),
        subtitle=style(font_size=11, font_color="#404040", text_wrap=True),
        section=style(bold=True, font_size=12, font_color=ACCENT, bottom=2, bottom_color=ACCENT),
        plain=style(text_wrap=True),
        strong=framed(bold=True, text_wrap=True),
        strong_points=framed(bold=True, num_format=POINTS, **figure),
        strong_number=framed(bold=True, num_format=NUMBER, **figure),
        strong_change=framed(bold=True, num_format=CHANGE_POINTS, **figure),
        card_label=style(bold=True, top=2, top_color=ACCENT, **card),
        card_number=style(bold=True, **{**card, "font_size": 26, "valign": "vcenter", "num_format": NUMBER}),
        card_count=style(bold=True, **{**card, "font_size": 14, "num_format": NUMBER}),
        card_note=style(**{**card, "font_color": "#404040"}),
        proven=style(**banner, **GOOD),
        unproven=style(**banner, **CAUTION),
        signature=style(align="center"),
        good=workbook.add_format(GOOD),
        bad=workbook.add_format(BAD),
        caution=workbook.add_format(CAUTION),
        change=workbook.add_format(CHANGE),
        group=workbook.add_format(group),
        group_name=workbook.add_format({**group, "bold": True, "font_color": ACCENT}),
    )
