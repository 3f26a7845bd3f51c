"""How many pages 300 proposals take on F4, worked out from the heights of the rows, short texts and long."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from builders import OPEN_SETTINGS, make_employee, make_problem, make_vacancy
from hand_plans import run_by_hand
from libreoffice import convert
from penempatan.domain.what_if import Rejection, Swap, WhatIfs
from penempatan.report.workbook import write_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from penempatan.report.run import RunReport

ROWS = 300
PAGE_POINTS = 612 - (0.65 + 0.6) * 72  # Folio on its side, less the margins above and below
THEMES = ("sempit", "lebar")


def three_hundred(theme: str) -> RunReport:
    """300 placements: names, posts and offices of one short word, or as long as real ones get."""
    long = theme == "lebar"
    name = "Kusumawardani Prabandari Notonegoro, S.K.M., M.Kes." if long else "Ani"
    dinas = "Dinas Komunikasi, Informatika, Statistik dan Persandian" if long else "Dinas"
    unit = "Bidang Pengelolaan Informasi | Seksi Layanan Pengaduan Masyarakat" if long else ""
    people = [
        make_employee(id=f"1985031420100{serial:05d}", name=f"{name} {serial}", dinas=dinas)
        for serial in range(ROWS)
    ]
    vacancies = [
        make_vacancy(code=f"F-{number:02d}", openings=20, dinas=f"{dinas} {number // 3}", unit=unit)
        for number in range(ROWS // 20)
    ]
    ids = [one.id for one in people]
    placed = [(person, f"F-{serial % len(vacancies):02d}") for serial, person in enumerate(ids)]
    run = run_by_hand(make_problem(people, vacancies), OPEN_SETTINGS, "\n".join(map(" ".join, placed)))
    ways = WhatIfs(
        tuple(Rejection(*pair, ids[-1], -12_345, 3, "F-01") for pair in placed),
        tuple(Swap(*pair, ids[way], -100 * way, way) for pair in placed for way in (1, 2, 3)),
    )
    return replace(run, what_ifs=ways)


@pytest.fixture(scope="module")
def printed(print_tools: None, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, list[str]]]:
    """The workbook of each theme, and the text of its pages."""
    folder = tmp_path_factory.mktemp("cetak300")
    books = [folder / f"{theme}.xlsx" for theme in THEMES]
    for theme, book in zip(THEMES, books, strict=True):
        write_workbook(book, three_hundred(theme))
    found = {}
    for theme, book, pdf in zip(THEMES, books, convert(books, folder, "pdf"), strict=True):
        command = ["pdftotext", "-layout", str(pdf), "-"]
        text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        found[theme] = book, text.split("\f")[:-1]
    return found


def pages_for(sheet: Any) -> int:
    """Return how many pages the rows of a table fill, one below the other, its headings on each."""
    room = PAGE_POINTS / (sheet.page_setup.scale / 100) - sheet.row_dimensions[1].height
    pages, used = 1, 0.0
    for row in range(2, sheet.max_row + 1):
        height = sheet.row_dimensions[row].height or sheet.sheet_format.defaultRowHeight
        if used + height > room:
            pages, used = pages + 1, 0.0
        used += height
    return pages


@pytest.mark.parametrize("theme", THEMES)
def test_three_hundred_rows_print_on_the_pages_expected(
    printed: dict[str, tuple[Path, list[str]]], theme: str
) -> None:
    """Two pages side by side for as many rows as their heights let stand on one; each row on both, once."""
    book, pages = printed[theme]
    sheet = openpyxl.load_workbook(book)["Usulan"]
    found = [page for page in pages if page.lstrip().startswith("Usulan")]
    assert len(found) == 2 * pages_for(sheet)
    for side in (found[0::2], found[1::2]):
        nips = re.findall(r"^ *\d+ +(1985031420100\d{5})", "\n".join(side), re.MULTILINE)
        assert len(nips) == len(set(nips)) == ROWS


@pytest.mark.parametrize("theme", THEMES)
def test_nothing_is_cut_off_or_hashed_out(printed: dict[str, tuple[Path, list[str]]], theme: str) -> None:
    """Every cell's last words are on paper; no number is too wide for its column."""
    _, pages = printed[theme]
    whole = "\n".join(pages)
    assert "###" not in whole and "Err:" not in whole and "#N" not in whole
    right = [page for page in pages if page.lstrip().startswith("Usulan")][1::2]
    text = re.sub(r"\s+", "", "".join(right))
    assert len(re.findall(r"3\.", text)) >= ROWS, "the third alternate of every row"
    assert all("ID Baris" in page and "Pilihan Pengganti" in page for page in right)
