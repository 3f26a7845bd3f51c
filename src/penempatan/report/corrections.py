"""The correction workbook of `periksa`: a sheet a unit, a line a finding, a cell to fill in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from penempatan.intake.corrections.form import CorrectionHeading
from penempatan.intake.corrections.proposals import choice_of
from penempatan.intake.template import write_choices
from penempatan.report.book import close_whole, new_workbook
from penempatan.report.labels import long_date
from penempatan.report.sheet_writer import Column, Kind, Page, SheetWriter
from penempatan.report.styles import FONT, make_styles

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from pathlib import Path

    from xlsxwriter.format import Format

    from penempatan.intake.corrections.form import CorrectionRow

_COLUMNS = (
    Column(CorrectionHeading.FILE.value, Kind.TEXT, 10, 20),
    Column(CorrectionHeading.SHEET.value, Kind.TEXT, 8, 14),
    Column(CorrectionHeading.CELL.value, Kind.CODE, 6, 10),
    Column(CorrectionHeading.KEY.value, Kind.CODE, 20, 24),
    Column(CorrectionHeading.NAME.value, Kind.TEXT, 16, 28),
    Column(CorrectionHeading.COLUMN.value, Kind.TEXT, 10, 18),
    Column(CorrectionHeading.PRESENT.value, Kind.TEXT, 12, 26),
    Column(CorrectionHeading.FAULT.value, Kind.TEXT, 30, 52),
    Column(CorrectionHeading.PROPOSAL.value, Kind.TEXT, 12, 24),
    Column(CorrectionHeading.ENTRY.value, Kind.ENTRY, 24, 24),
)
_GUIDE, _CHOICES = "Petunjuk", "Pilihan"
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_TITLE = 31
_LINES = (
    "Isi kolom “Isian Perbaikan” saja; kolom lain terkunci. Isian yang kosong tidak mengubah apa pun.",
    "“Usulan Perbaikan” hanya usulan: salin ke Isian Perbaikan bila memang benar.",
    "Simpan berkas ini bernama koreksi.xlsx di folder ronde (atau tunjuk dengan --koreksi), lalu jalankan "
    "`penempatan periksa` lagi.",
    "Isian dipakai hanya selama sel asalnya masih seperti yang tercatat. Berkas asal tidak pernah diubah.",
)


def write_corrections(path: Path, rows: Sequence[CorrectionRow], round_name: str, today: date) -> None:
    """Write the workbook to `path`, replacing what is there; OutputError when it cannot be written whole."""
    workbook = new_workbook(path)
    workbook.set_properties({"title": "Lembar koreksi data ronde penempatan", "author": "penempatan"})
    styles = make_styles(workbook)
    entry = workbook.add_format(
        {**FONT, "valign": "top", "border": 1, "locked": False, "bg_color": "#FFFDF0", "num_format": "@",
         "text_wrap": True}
    )  # fmt: skip
    by_unit: dict[str, list[CorrectionRow]] = {}
    for row in rows:
        by_unit.setdefault(row.unit, []).append(row)
    titles = safe_titles(by_unit, (_GUIDE, _CHOICES))
    page = Page(round_name, "", long_date(today))
    guide = SheetWriter(workbook, _GUIDE, styles)
    _write_guide(guide, page, [(titles[unit], len(own)) for unit, own in by_unit.items()])
    for unit, own in by_unit.items():
        _write_unit(SheetWriter(workbook, titles[unit], styles), page, own, entry)
    write_choices(workbook, _CHOICES)
    close_whole(workbook, path)


def safe_titles(names: Iterable[str], taken: Iterable[str] = ()) -> dict[str, str]:
    """Return a sheet title for each name: what Excel allows, at most 31 letters, no two alike."""
    used = {title.casefold() for title in taken}
    titles: dict[str, str] = {}
    for name in names:
        plain = " ".join(_NOT_IN_TITLES.sub(" ", name).split()).strip("'") or "Lembar"
        title, number = plain[:_LONGEST_TITLE].rstrip(" '"), 1
        while title.casefold() in used or title.casefold() == "history":
            number += 1
            mark = f" ({number})"
            title = plain[: _LONGEST_TITLE - len(mark)].rstrip(" '") + mark
        used.add(title.casefold())
        titles[name] = title
    return titles


def _write_guide(writer: SheetWriter, page: Page, counts: Sequence[tuple[str, int]]) -> None:
    styles = writer.styles
    _set_up(writer, page)
    writer.set_widths((34.0, 12.0, 60.0))
    writer.span(0, 0, 2, "LEMBAR KOREKSI DATA", styles.title)
    writer.span(1, 0, 2, page.round_name, styles.subtitle)
    row = 3
    for number, line in enumerate(_LINES, 1):
        writer.paragraph(row, 0, 2, f"{number}. {line}", styles.plain)
        row += 1
    row += 1
    writer.put(row, 0, "Lembar", styles.heading)
    writer.put(row, 1, "Temuan", styles.heading)
    for title, count in counts:
        row += 1
        writer.put(row, 0, title, styles.text)
        writer.put(row, 1, count, styles.number)
    if not counts:
        writer.span(row + 1, 0, 1, "Tidak ada galat atau peringatan.", styles.plain)
    writer.protect()


def _write_unit(writer: SheetWriter, page: Page, rows: Sequence[CorrectionRow], entry: Format) -> None:
    _set_up(writer, page)
    writer.table(
        _COLUMNS,
        [
            (
                row.location.file, row.location.sheet, row.location.cell, row.key, row.name, row.column,
                row.present, row.fault, row.proposal, "",
            )
            for row in rows
        ],
    )  # fmt: skip
    last = len(_COLUMNS) - 1
    for line, row in enumerate(rows, 1):
        if row.role is None:
            writer.put(line, last, "–", writer.styles.text)  # nothing a cell could mend
            continue
        writer.done(writer.sheet.write_blank(line, last, None, entry), line)
        choice = choice_of(row.role, row.field)
        if choice is not None:
            rule = {"validate": "list", "source": f"={choice.value}", "error_type": "information"}
            writer.done(writer.sheet.data_validation(line, last, line, last, rule))
    writer.sheet.freeze_panes(1, 3)
    writer.protect()


def _set_up(writer: SheetWriter, page: Page) -> None:
    writer.set_up_page(page, repeat_row=0)
    writer.done(
        writer.sheet.set_footer(f'&L&"Arial"&8Koreksi data, dibuat {page.date}&C&8Halaman &P dari &N')
    )
