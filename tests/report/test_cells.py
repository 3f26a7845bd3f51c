"""Text in cells: visible, whole, and given the room it needs."""

from __future__ import annotations

from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter import Workbook

from penempatan.errors import OutputError
from penempatan.report.safe_cells import CELL_LIMIT, cell_text
from penempatan.report.sheet_writer import SheetWriter
from penempatan.report.styles import make_styles
from penempatan.report.text_fit import lines, width


def test_plain_text_is_left_alone() -> None:
    """Names, signs of formulas and Indonesian punctuation come through as they are."""
    for text in ("Siti Aminah, S.K.M.", "=cmd|' /C calc'!A0", "“Nilai” – 88 %", "baris satu\nbaris dua"):
        assert cell_text(text) == text


def test_control_characters_become_visible() -> None:
    """A bell, a tab, a delete and a lone surrogate are seen, not swallowed."""
    assert cell_text("a\x07b\tc\x7fd\ud800") == "a␇b␉c␡d�"
    assert cell_text("a\u00a0b\u200bc") == "a b�c"


def test_text_too_long_for_a_cell_says_that_it_was_cut() -> None:
    """Excel holds 32,767 UTF-16 units; what is cut is announced with the full length."""
    cut = cell_text("😀" * 20_000)
    assert len(cut.encode("utf-16-le")) // 2 <= CELL_LIMIT
    assert cut.endswith("[terpotong: teks asli 20000 huruf]")


@given(st.text(st.characters(), max_size=60))
def test_any_text_fits_a_cell(text: str) -> None:
    """Whatever comes in, nothing unprintable but line feeds goes out."""
    assert all(char == "\n" or char.isprintable() for char in cell_text(text))


def test_capitals_are_wider_than_small_letters() -> None:
    """Widths follow the letters, not their number."""
    assert width("PENATA") > width("penata") > width("iiiiii")


def test_lines_keep_words_whole() -> None:
    """Two words of 6 digits' width do not share a line of 10."""
    assert lines("000000 000000", 10) == 2
    assert lines("000000 000000", 20) == 1
    assert lines("satu\ndua", 40) == 2
    assert lines("", 10) == 1


def test_a_word_longer_than_the_line_is_broken() -> None:
    """A code without spaces takes the lines it needs."""
    assert lines("0" * 95, 10) >= 10


@given(st.lists(st.text("aWi 0", max_size=12), max_size=8), st.integers(4, 60))
def test_a_wider_column_never_needs_more_lines(words: list[str], column: int) -> None:
    """Row heights shrink, or stay, when columns grow."""
    text = " ".join(words)
    assert lines(text, column + 5) <= lines(text, column)


class _RefusingSheet:
    """A worksheet that refuses every write, as XlsxWriter does beyond the limits of Excel."""

    def get_name(self) -> str:
        return "Usulan"

    def __getattr__(self, name: str) -> Any:
        return lambda *args, **kwargs: -1


def test_a_refused_write_is_an_error() -> None:
    """XlsxWriter answers −1 in silence; we do not."""
    workbook = Workbook("tidak_ditulis.xlsx")
    writer = SheetWriter(workbook, "Usulan", make_styles(workbook))
    writer.sheet = cast("Any", _RefusingSheet())
    style = writer.styles.text
    for value in ("teks", 1, None):
        with pytest.raises(OutputError, match=r"Usulan.*baris 3"):
            writer.put(2, 0, value, style)
    with pytest.raises(OutputError):
        writer.span(0, 0, 3, "x", style)
