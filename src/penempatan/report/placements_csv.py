"""`penempatan.csv`: one row a placement, the score and its components; written and read back.

The same plan gives the same bytes: rows by NIP, UTF-8, `\\n`, two decimals with a dot.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from penempatan.report.csv_text import csv_line, safe_cell
from penempatan.settings.model import ComponentKey

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from penempatan.domain.employee import Employee
    from penempatan.domain.plan import PlacementPlan
    from penempatan.domain.problem import PlacementProblem
    from penempatan.domain.vacancy import Vacancy
    from penempatan.scoring.pairs import PairScores

_FACTS = (
    "nip",
    "nama",
    "jabatan_asal",
    "dinas_asal",
    "kode_formasi",
    "jabatan",
    "dinas",
    "unit_kerja",
    "skor",
)
HEADINGS = (*_FACTS, *(f"skor_{key.value}" for key in ComponentKey))


@dataclass(frozen=True, slots=True)
class PlacementRow:
    """One row, cells in the order of HEADINGS, exactly as they stand in the file."""

    cells: tuple[str, ...]

    @property
    def nip(self) -> str:
        """The employee number (as a safe cell)."""
        return self.cells[0]

    @property
    def vacancy_code(self) -> str:
        """Kode formasi (as a safe cell)."""
        return self.cells[4]

    @property
    def score(self) -> str:
        """The total score."""
        return self.cells[8]


class PlacementsUnreadableError(ValueError):
    """`penempatan.csv` is not what we write; the message is an Indonesian sentence."""


def placement_rows(
    problem: PlacementProblem, pairs: PairScores, plan: PlacementPlan
) -> Iterator[PlacementRow]:
    """Yield the rows of the plan in NIP order; a component that the vacancy does not ask for stays empty."""
    employee_of = {one.id: index for index, one in enumerate(problem.employees)}
    vacancy_of = {one.code: index for index, one in enumerate(problem.vacancies)}
    placements = sorted(plan.placements, key=lambda one: one.employee_id)
    rows = np.array([employee_of[one.employee_id] for one in placements], dtype=np.int32)
    columns = np.array([vacancy_of[one.vacancy_code] for one in placements], dtype=np.int32)
    points = component_cells(pairs, rows, columns)
    for placement, row, column, cells in zip(
        placements, rows.tolist(), columns.tolist(), points, strict=True
    ):
        employee, vacancy = problem.employees[row], problem.vacancies[column]
        yield PlacementRow((*fact_cells(employee, vacancy), hundredths(placement.score), *cells))


def fact_cells(employee: Employee, vacancy: Vacancy) -> tuple[str, ...]:
    """Return the cells before the score: who, from where, to which vacancy."""
    facts = (
        employee.id,
        employee.name,
        employee.position,
        employee.dinas,
        vacancy.code,
        vacancy.position,
        vacancy.dinas,
        vacancy.unit,
    )
    return tuple(map(safe_cell, facts))


def component_cells(
    pairs: PairScores,
    employees: np.ndarray[tuple[int], np.dtype[np.int32]],
    vacancies: np.ndarray[tuple[int], np.dtype[np.int32]],
) -> list[tuple[str, ...]]:
    """Return the component cells of the pairs (employees[k], vacancies[k]), in the order of ComponentKey."""
    points = pairs.pair_points(employees, vacancies)
    columns = []
    for key in ComponentKey:
        index = next((index for index, one in enumerate(pairs.components) if one.key is key), None)
        if index is None:
            columns.append([""] * len(employees))
            continue
        asked = pairs.components[index].asked[vacancies].tolist()
        columns.append(
            [
                hundredths(value) if one else ""
                for value, one in zip(points.value[index].tolist(), asked, strict=True)
            ]
        )
    return list(zip(*columns, strict=True))


def hundredths(value: int) -> str:
    """Write hundredths with two decimals and a dot, exactly."""
    return f"{value // 100}.{value % 100:02d}"


def write_placements(path: Path, problem: PlacementProblem, pairs: PairScores, plan: PlacementPlan) -> None:
    """Write the file; OSError when that is not possible."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(csv_line(HEADINGS))
        stream.writelines(csv_line(row.cells) for row in placement_rows(problem, pairs, plan))


def read_placements(path: Path) -> tuple[PlacementRow, ...]:
    """Read the file back as it stands; PlacementsUnreadableError when it is not of our making."""
    return parse_placements(path.read_bytes(), path.name)


def parse_placements(data: bytes, name: str) -> tuple[PlacementRow, ...]:
    """Return the rows of the bytes of a file; PlacementsUnreadableError when it is not of our making."""
    try:
        table = list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as fault:
        raise PlacementsUnreadableError(f"{name} tidak terbaca sebagai CSV UTF-8") from fault
    if not table or tuple(table[0]) != HEADINGS:
        raise PlacementsUnreadableError(f"judul kolom {name} bukan {', '.join(HEADINGS)}")
    for number, cells in enumerate(table[1:], start=2):
        if len(cells) != len(HEADINGS):
            raise PlacementsUnreadableError(
                f"{name} baris {number}: {len(cells)} kolom, seharusnya {len(HEADINGS)}"
            )
    return tuple(PlacementRow(tuple(cells)) for cells in table[1:])
