"""A national round (see `national.py`) as the spreadsheets that a user would hand over.

nice python benchmarks/national_files.py FOLDER --size 100000x20000             # pegawai.xlsx, formasi.xlsx
nice python benchmarks/national_files.py FOLDER --size 100000x20000 --csv       # pegawai.csv, formasi.csv
"""

from __future__ import annotations

import argparse
import csv
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import xlsxwriter

from national import JUDGED_ON, find_folder, national_problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from penempatan.domain.employee import Employee
    from penempatan.domain.problem import PlacementProblem
    from penempatan.domain.vacancy import Vacancy

    Cell = str | int | date | None

PEOPLE = (
    "NIP", "Nama", "Pendidikan", "Status", "Kedudukan Hukum", "Golongan", "Jenis Jabatan", "Jabatan", "Dinas",
    "TMT Jabatan", "Predikat Kinerja", "Hukuman Disiplin", "Sertifikat", "Kompetensi",
)  # fmt: skip
POSTS = (
    "Kode Formasi", "Jabatan", "Dinas", "Unit Kerja", "Jumlah", "Jenis Jabatan", "Kualifikasi Pendidikan",
    "Kompetensi", "Prioritas",
)  # fmt: skip
RULES = f'[ronde]\nnama = "Ronde nasional (rekaan)"\ntanggal = {JUDGED_ON:%Y-%m-%d}\n'


def write_files(folder: Path, problem: PlacementProblem, *, as_csv: bool = False) -> None:
    """Write the two tables and the rules of a round into `folder` (made if absent)."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = {
        "pegawai": (PEOPLE, map(_person, problem.employees)),
        "formasi": (POSTS, map(_post, problem.vacancies)),
    }
    for name, (headings, rows) in tables.items():
        if as_csv:
            _write_csv(folder / f"{name}.csv", headings, rows)
        else:
            _write_workbook(folder / f"{name}.xlsx", name, headings, rows)
    (folder / "aturan.toml").write_text(RULES, encoding="utf-8")


def _person(one: Employee) -> tuple[Cell, ...]:
    return (
        one.id,
        one.name,
        "; ".join(education.raw for education in one.educations if not education.implied),
        one.status.value if one.status else None,
        one.legal_standing.value if one.legal_standing else None,
        one.rank.label if one.rank else None,
        one.position_type.value if one.position_type else None,
        one.position,
        one.dinas,
        one.in_post_since,
        "; ".join(rating.label for rating in one.performance),
        one.discipline.level.value if one.discipline else None,
        "; ".join(certificate.code for certificate in one.certificates or ()) or "Tidak Ada",
        "; ".join(f"{name}:{level}" for name, level in one.competencies),
    )


def _post(one: Vacancy) -> tuple[Cell, ...]:
    return (
        one.code,
        one.position,
        one.dinas,
        one.unit,
        one.openings,
        one.position_type.value if one.position_type else None,
        " / ".join(education.raw for education in one.qualification.alternatives),
        "; ".join(f"{wanted.name}:{wanted.level}" for wanted in one.competencies),
        one.priority,
    )


def _write_csv(path: Path, headings: tuple[str, ...], rows: Iterator[tuple[Cell, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, delimiter=";")
        table.writerow(headings)
        table.writerows(rows)


def _write_workbook(
    path: Path, name: str, headings: tuple[str, ...], rows: Iterator[tuple[Cell, ...]]
) -> None:
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        text, day = book.add_format({"num_format": "@"}), book.add_format({"num_format": "dd-mm-yyyy"})
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, headings)
        for at, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(at, column, cell, text)
                elif isinstance(cell, date):
                    sheet.write_datetime(at, column, datetime(cell.year, cell.month, cell.day), day)
                elif cell is not None:
                    sheet.write_number(at, column, cell)


def main() -> None:
    """Write the round that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", default="15000x3000", help="EMPLOYEESxVACANCIES")
    parser.add_argument("--csv", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", type=Path, help="folder of formasi.csv.gz")
    options = parser.parse_args()
    source = find_folder(options.data)
    if source is None:
        raise SystemExit("the national vacancies are not on this machine")
    employees, vacancies = map(int, options.size.split("x"))
    write_files(
        options.folder,
        national_problem(source, employees, vacancies, None, options.seed),
        as_csv=options.csv,
    )


if __name__ == "__main__":
    main()
