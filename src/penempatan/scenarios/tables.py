"""The table of scenarios as CSV and as a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from penempatan.report.book import write_tables
from penempatan.report.csv_text import csv_line, safe_cell
from penempatan.report.labels import TERMINATIONS, long_date
from penempatan.report.sheet_writer import Column, Kind, Page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from penempatan.domain.problem import PlacementProblem
    from penempatan.report.sheet_writer import Cell
    from penempatan.scenarios.run import ScenarioResult, ScenarioTable

CSV_COLUMNS = (
    *("skenario", "status", "total_skor", "selisih_total", "terisi", "selisih_terisi"),
    *("pegawai_berbeda", "formasi_berbeda", "keterangan"),
)
SHEETS = ("Skenario", "Perubahan")
NO_PLAN = "TIDAK_LAYAK"
NOWHERE = "(tidak ditempatkan)"


def status_of(result: ScenarioResult) -> str:
    """Return the status as rekam.json has it."""
    return NO_PLAN if result.termination is None else result.termination.value


def write_csv(path: Path, table: ScenarioTable) -> None:
    """Write one row a scenario, the base first; points as in penempatan.csv."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(csv_line(CSV_COLUMNS))
        for one in (table.base, *table.scenarios):
            file.write(csv_line(_csv_row(one, table.base)))


def _csv_row(one: ScenarioResult, base: ScenarioResult) -> Iterator[str]:
    yield safe_cell(one.name)
    yield status_of(one)
    if one.termination is None:
        yield from [""] * 5
    else:
        yield f"{one.total_score / 100:.2f}"
        yield f"{(one.total_score - base.total_score) / 100:.2f}"
        yield str(one.filled)
        yield str(one.filled - base.filled)
        yield str(len(one.changes))
    yield safe_cell("; ".join(one.posts))
    yield safe_cell(one.why)


def write_workbook(path: Path, table: ScenarioTable, problem: PlacementProblem) -> None:
    """Write the scenarios and everybody whose placement differs; OutputError when it cannot be whole."""
    page = Page("Skenario penempatan", "", long_date(problem.judged_on))
    tables = ((_COLUMNS, list(_rows(table))), (_CHANGE_COLUMNS, list(_change_rows(table, problem))))
    named = ((name, *table) for name, table in zip(SHEETS, tables, strict=True))
    write_tables(path, "Skenario penempatan", page, named)


_COLUMNS = (
    Column("Skenario", Kind.TEXT, 20, 44),
    Column("Status", Kind.TEXT, 12, 24),
    Column("Total Skor", Kind.POINTS, 12, 16),
    Column("Selisih Total", Kind.POINTS, 12, 16),
    Column("Terisi", Kind.NUMBER, 8, 10),
    Column("Selisih Terisi", Kind.NUMBER, 8, 10),
    Column("Pegawai Berbeda", Kind.NUMBER, 8, 12),
    Column("Formasi yang Berbeda", Kind.TEXT, 24, 60),
    Column("Keterangan", Kind.TEXT, 12, 60),
)
_CHANGE_COLUMNS = (
    Column("Skenario", Kind.TEXT, 20, 44),
    Column("NIP", Kind.CODE, 20, 22),
    Column("Nama", Kind.TEXT, 20, 40),
    Column("Formasi Dasar", Kind.TEXT, 16, 40),
    Column("Formasi Skenario", Kind.TEXT, 16, 40),
)


def _rows(table: ScenarioTable) -> Iterator[tuple[Cell, ...]]:
    for one in (table.base, *table.scenarios):
        if one.termination is None:
            yield one.name, "Tidak ada susunan", None, None, None, None, None, "", one.why
        else:
            yield (
                one.name,
                TERMINATIONS[one.termination],
                one.total_score / 100,
                (one.total_score - table.base.total_score) / 100,
                one.filled,
                one.filled - table.base.filled,
                len(one.changes),
                ", ".join(one.posts),
                "",
            )


def _change_rows(table: ScenarioTable, problem: PlacementProblem) -> Iterator[tuple[Cell, ...]]:
    names = {one.id: one.name for one in problem.employees}
    for scenario in table.scenarios:
        for one in scenario.changes:
            yield (
                scenario.name,
                one.employee_id,
                names[one.employee_id],
                one.before or NOWHERE,
                one.after or NOWHERE,
            )
