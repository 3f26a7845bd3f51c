"""CSV in the encodings and dialects of real offices, and its damage."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penempatan.errors import InputError
from penempatan.intake.csv_table import read_csv
from penempatan.intake.findings import Findings

DATA = Path(__file__).parents[1] / "data"
EXPECTED = [["NIP", "Nama", "Pendidikan"], ["199001012015032001", "Siti, S.E.", "S-1 AKUNTANSI"]]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_delimiter_and_encoding_are_found(delimiter: str, encoding: str) -> None:
    """Four delimiters in three encodings give the same cells; a quoted comma is no delimiter."""
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in EXPECTED)
    assert list(read_csv(text.encode(encoding), "a.csv", Findings()).rows) == EXPECTED


def test_semicolons_win_over_commas_inside_the_values() -> None:
    """A name with a comma does not make the comma the delimiter: the headings decide."""
    data = b"NIP;Nama;Pendidikan\n199001012015032001;Siti, S.E., M.M., Ak., CA;S-1 EKONOMI, KEUANGAN, BANK\n"
    assert len(read_csv(data, "a.csv", Findings()).rows[1]) == 3


def test_bars_inside_a_unit_path_do_not_win_over_commas() -> None:
    """SSCASN writes ` | ` in `lokasi_nm` of a comma file: nine columns, not four."""
    data = b"formasi_id,jabatan_nm,lokasi_nm,jumlah_formasi\nF-1,AUDITOR,Pemkot | Inspektorat | Irban | I,1\n"
    assert len(read_csv(data, "a.csv", Findings()).rows[1]) == 4


def test_windows_1252_is_read_and_said() -> None:
    """A file that is not UTF-8 is read as Windows-1252, with a note."""
    findings = Findings()
    sheet = read_csv("NIP;Nama\n1;Siti “Ani” Café\n".encode("cp1252"), "a.csv", findings)
    assert sheet.rows[1][1] == "Siti “Ani” Café"
    assert [issue.code for issue in findings.issues] == ["file_format"]


def test_the_sep_line_of_excel_is_obeyed_and_not_data() -> None:
    """`sep=;` names the delimiter; rows keep their true line numbers."""
    sheet = read_csv(b"sep=;\nNIP;Nama\n1;Siti\n", "a.csv", Findings())
    assert sheet.rows[0] == ["NIP", "Nama"]
    assert sheet.address(1, 0) == "A3"


def test_an_unclosed_quote_is_refused_with_the_line_where_it_opened() -> None:
    """A quote that swallows the rest is never one long name."""
    data = (DATA / "unclosed_quote_on_line_3.csv").read_bytes()
    with pytest.raises(InputError) as caught:
        read_csv(data, "a.csv", Findings())
    assert "baris 3" in caught.value.issues[0].problem


def test_a_nul_is_refused_with_its_line() -> None:
    """NUL bytes mean a damaged file or another encoding."""
    with pytest.raises(InputError) as caught:
        read_csv(b"NIP;Nama\n1;Si\0ti\n", "a.csv", Findings())
    assert "baris 2" in caught.value.issues[0].problem


def test_bare_carriage_returns_end_lines() -> None:
    """Old Mac line ends are read."""
    assert read_csv(b"NIP;Nama\r1;Siti\r2;Budi\r", "a.csv", Findings()).rows[2] == ["2", "Budi"]


def test_addresses_count_lines_when_a_cell_holds_a_line_break() -> None:
    """After a two-line cell, the address is the line that an editor shows."""
    sheet = read_csv(b'NIP;Nama\n1;"Siti\nAni"\n2;Budi\n', "a.csv", Findings())
    assert sheet.address(2, 1) == "B4"


@given(
    st.lists(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8), min_size=2, max_size=4
        ),
        min_size=1,
        max_size=5,
    )
)
def test_what_a_csv_writer_writes_is_read_back(rows: list[list[str]]) -> None:
    """Any text in any cell comes back unchanged below a heading row, whatever quotes or breaks it holds."""
    import csv
    import io

    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL).writerows([["NIP", "Nama", "Pendidikan"], *rows])
    sheet = read_csv(out.getvalue().encode("utf-8"), "a.csv", Findings())
    assert list(sheet.rows[1:]) == rows
