"""Writing a round: whole files, the same bytes, and nothing lost on the way."""

from __future__ import annotations

import csv
import tomllib
from datetime import date, datetime
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from penempatan.errors import OutputError
from penempatan.sample.generate import generate_round
from penempatan.sample.round import Cell, SampleSheet
from penempatan.sample.write import write_round


def written(path: Path) -> list[list[object]]:
    """Return the rows of a workbook as a reader sees them, numbers as integers where whole."""
    sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
    return [
        [int(cell) if isinstance(cell, float) and cell.is_integer() else cell for cell in row]
        for row in sheet.to_python(skip_empty_area=False)
    ]


def meant(sheet: SampleSheet) -> list[list[object]]:
    """Return the rows of a sheet as a reader should see them."""

    def shown(cell: Cell) -> object:
        if isinstance(cell, float) and cell.is_integer():
            return int(cell)
        return "" if cell is None else cell

    width = max(len(row) for row in sheet.rows)
    return [[shown(cell) for cell in (*row, *[None] * (width - len(row)))] for row in sheet.rows]


@pytest.mark.parametrize("messy", [False, True])
def test_what_is_written_is_read_back(tmp_path: Path, messy: bool) -> None:
    """Every cell of both workbooks comes back, dates as dates and numbers of employees as text."""
    made = generate_round(40, 12, 3, messy)
    paths = write_round(tmp_path / "ronde", made)
    names = {"pegawai.xlsx", "formasi.xlsx", "aturan.toml"} | ({"masalah_tertanam.csv"} if messy else set())
    assert {path.name for path in paths} == names == {path.name for path in (tmp_path / "ronde").iterdir()}
    for sheet in (made.employees, made.vacancies):
        rows = written(tmp_path / "ronde" / sheet.file)
        as_dates = [[cell.date() if isinstance(cell, datetime) else cell for cell in row] for row in rows]
        assert as_dates == meant(sheet)


def test_the_same_round_is_the_same_bytes(tmp_path: Path) -> None:
    """Two writings of one seed are equal byte for byte, whenever they happen."""
    one = write_round(tmp_path / "satu", generate_round(15, 10, 9, True))
    other = write_round(tmp_path / "dua", generate_round(15, 10, 9, True))
    for first, second in zip(one, other, strict=True):
        assert first.read_bytes() == second.read_bytes(), first.name


def test_a_clean_round_takes_the_troubles_of_a_messy_one_away(tmp_path: Path) -> None:
    """Writing over a folder replaces its files, and no list of troubles stays behind that is not true."""
    write_round(tmp_path, generate_round(5, 5, 1, True))
    write_round(tmp_path, generate_round(5, 5, 1, False))
    assert {path.name for path in tmp_path.iterdir()} == {"pegawai.xlsx", "formasi.xlsx", "aturan.toml"}
    assert len(written(tmp_path / "pegawai.xlsx")) == 6


def test_a_failed_writing_leaves_the_old_file_and_no_scraps(tmp_path: Path) -> None:
    """Where one target cannot be replaced, the error says which, and no temporary file stays."""
    write_round(tmp_path, generate_round(3, 3, 1, False))
    before = (tmp_path / "aturan.toml").read_bytes()
    (tmp_path / "formasi.xlsx").unlink()
    (tmp_path / "formasi.xlsx").mkdir()
    with pytest.raises(OutputError, match=r"formasi\.xlsx"):
        write_round(tmp_path, generate_round(4, 4, 2, False))
    assert (tmp_path / "aturan.toml").read_bytes() == before
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    """The reason comes as an OutputError, for exit code 8."""
    (tmp_path / "ronde").write_text("")
    with pytest.raises(OutputError, match="ronde"):
        write_round(tmp_path / "ronde", generate_round(1, 1, 1, False))


def test_the_list_of_troubles_is_safe_to_open(tmp_path: Path) -> None:
    """No cell of our CSV begins like a formula, and it lists every trouble."""
    made = generate_round(60, 20, 3, True)
    write_round(tmp_path, made)
    with (tmp_path / "masalah_tertanam.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == len(made.troubles)
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]
    assert {row["tertulis"] for row in rows} >= {"'=1+1"}


def test_the_committed_sample_is_what_the_command_makes(repository: Path, tmp_path: Path) -> None:
    """data/sample holds 1,200 employees and 268 vacancies of seed 2026, and says how it was made."""
    sample = repository / "data" / "sample"
    for path in write_round(tmp_path, generate_round(1200, 268, 2026, False)):
        committed = sample / path.name
        if path.suffix == ".xlsx":  # compared by content: another XlsxWriter may compress otherwise
            assert written(committed) == written(path)
        else:
            assert committed.read_text(encoding="utf-8") == path.read_text(encoding="utf-8")
    assert tomllib.loads((sample / "aturan.toml").read_text(encoding="utf-8"))["ronde"]["tanggal"] == date(
        2026, 11, 2
    )
    readme = (sample / "README.md").read_text(encoding="utf-8")
    assert "penempatan contoh data/sample --pegawai 1200 --formasi 268 --benih 2026" in readme
