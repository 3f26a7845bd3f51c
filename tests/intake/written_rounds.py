"""Builders of small inputs: tables as rows, written as CSV or workbook, read through the front door."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import xlsxwriter

from penempatan.domain.issue import Issue
from penempatan.domain.problem import PlacementProblem
from penempatan.intake.read import check_round
from penempatan.intake.sources import locate_round
from penempatan.settings.model import Settings

Cell = str | int | float | date | None
Rows = Sequence[Sequence[Cell]]
Checked = tuple[PlacementProblem | None, tuple[Issue, ...]]

TODAY = date(2026, 11, 23)
SITI, BUDI = "199001012015032001", "198502022010011002"
PEOPLE: Rows = (
    ("NIP", "Nama", "Pendidikan"),
    (SITI, "Siti", "S-1 AKUNTANSI"),
    (BUDI, "Budi", "S-1 ILMU HUKUM"),
)
VACANCIES: Rows = (
    ("Kode Formasi", "Jabatan", "Dinas", "Jumlah"),
    ("F-1", "ANALIS HUKUM AHLI PERTAMA", "Dinas Sosial", "1"),
    ("F-2", "AUDITOR AHLI PERTAMA", "Inspektorat", "2"),
)


def write_csv(path: Path, rows: Rows, delimiter: str = ";") -> None:
    """Write rows as UTF-8 CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)


def write_sheet(workbook: xlsxwriter.Workbook, name: str, rows: Rows) -> None:
    """Add a sheet; text stays text, numbers stay numbers, `=…` is written as a formula with value 0."""
    sheet = workbook.add_worksheet(name)
    day = workbook.add_format({"num_format": "yyyy-mm-dd"})
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, date):
                sheet.write_datetime(row, column, cell, day)
            elif isinstance(cell, str) and not cell.startswith("="):
                sheet.write_string(row, column, cell)
            elif cell is not None:
                sheet.write(row, column, cell)


def check_tables(folder: Path, tables: Mapping[str, Rows], scores: Rows | None = None) -> Checked:
    """Write tables (role name → rows) as CSV files into `folder` and check that round."""
    round_folder = folder / "ronde"
    round_folder.mkdir(exist_ok=True)
    for name, rows in {"pegawai": PEOPLE, "formasi": VACANCIES, **tables}.items():
        write_csv(round_folder / f"{name}.csv", rows)
    score_file = None
    if scores is not None:
        score_file = folder / "skor.csv"
        write_csv(score_file, scores)
    return check_round(locate_round(round_folder, scores=score_file), Settings(), TODAY)


def check_workbook(folder: Path, sheets: Mapping[str, Rows]) -> Checked:
    """Write tables (sheet name → rows) as one workbook into `folder` and check that round."""
    path = folder / "ronde.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        for name, rows in {"Pegawai": PEOPLE, "Formasi": VACANCIES, **sheets}.items():
            write_sheet(workbook, name, rows)
    return check_round(locate_round(path), Settings(), TODAY)


def problem_of(checked: Checked) -> PlacementProblem:
    """Return the problem of a round that must have no errors."""
    problem, issues = checked
    assert problem is not None, [(issue.code, issue.location.cell) for issue in issues if issue.is_error]
    return problem


def found(issues: Sequence[Issue], code: str) -> list[Issue]:
    """Return the findings of one code."""
    return [issue for issue in issues if issue.code == code]


def cells(issues: Sequence[Issue], code: str) -> list[str]:
    """Return the cell addresses of the findings of one code."""
    return [issue.location.cell for issue in found(issues, code)]
