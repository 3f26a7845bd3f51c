"""Every pair of a round, refused ones too, with verdict, reasons, score and parts: `penempatan skor`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from penempatan.eligibility.rule import Verdict
from penempatan.eligibility.wording import sentence
from penempatan.scoring.pairs import STAYING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from penempatan.domain.problem import PlacementProblem
    from penempatan.eligibility.tables import Grid
    from penempatan.scoring.component import Component
    from penempatan.scoring.pairs import PairScores

    IntArray = NDArray[np.int32]

BLOCK_CELLS = 1 << 16  # pairs worked out at a time: little memory, few calls


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One pair. `points` follow the components of the round, None where the vacancy does not ask for one."""

    employee_id: str
    vacancy_code: str
    verdict: Verdict
    reasons: str  # Indonesian: rules broken, or data to verify, or notes; joined by "; "
    score: int
    points: tuple[int | None, ...]


def score_rows(
    problem: PlacementProblem,
    pairs: PairScores,
    employees: IntArray | None = None,
    vacancies: IntArray | None = None,
) -> Iterator[ScoreRow]:
    """Yield every pair of the given employees and vacancies (default: all), by employee, then by vacancy."""
    rows = np.arange(len(problem.employees), dtype=np.int32) if employees is None else employees
    columns = np.arange(len(problem.vacancies), dtype=np.int32) if vacancies is None else vacancies
    codes = [problem.vacancies[column].code for column in columns]
    step = max(1, BLOCK_CELLS // max(1, len(columns)))
    known: dict[tuple[int, int, int], str] = {}
    for start in range(0, len(rows), step):
        grid = pairs.full_grid(rows[start : start + step], columns)
        scores = pairs.grid_scores(grid)
        verdicts, reasons = _reasons(pairs, grid, scores, known)
        parts = [_part(component, grid) for component in pairs.components]
        for row, employee in enumerate(grid.employees.tolist()):
            nip = problem.employees[employee].id
            cells = zip(
                codes,
                verdicts[row],
                reasons[row],
                scores[row].tolist(),
                zip(*(part[row] for part in parts), strict=True),
                strict=True,
            )
            for code, verdict, reason, score, points in cells:
                yield ScoreRow(nip, code, Verdict(verdict), "; ".join(reason), score, points)


def _part(component: Component, grid: Grid) -> list[list[int | None]]:
    """Return the points of one component as rows of cells, None where the vacancy does not ask."""
    value = component.values(grid.employees, grid.vacancies).astype(object)
    value[:, ~component.asked[grid.vacancies]] = None
    cells: list[list[int | None]] = value.tolist()
    return cells


def _reasons(
    pairs: PairScores, grid: Grid, scores: IntArray, known: dict[tuple[int, int, int], str]
) -> tuple[list[list[int]], list[list[list[str]]]]:
    """Return for each cell the final verdict and the sentences of every finding that decides it.

    Rules look at few distinct values, so a sentence is written once and found again by (rule, values).
    """
    least = pairs.least_score(grid.employees)
    verdict = np.maximum(grid.verdict, np.where(scores < least, Verdict.FORBIDDEN, Verdict.ALLOWED))
    if pairs.home is not None:
        verdict[pairs.home.stay_cells(grid.employees, grid.vacancies)] = Verdict.ALLOWED
    reasons: list[list[list[str]]] = [[[] for _ in grid.vacancies] for _ in grid.employees]
    for index, table in enumerate(pairs.tables.tables):
        held, required = table.employee[grid.employees], table.vacancy[grid.vacancies]
        found = table.verdict[np.ix_(held, required)]
        rows, columns = np.nonzero((found == verdict) & (found > Verdict.ALLOWED))
        for row, column, one, other in zip(
            rows.tolist(), columns.tolist(), held[rows].tolist(), required[columns].tolist(), strict=True
        ):
            text = known.get((index, one, other))
            if text is None:
                finding = table.finding(int(grid.employees[row]), int(grid.vacancies[column]))
                text = known[index, one, other] = sentence(finding)
            reasons[row][column].append(text)
    for row, column in pairs.tables.waived.within(grid.employees, grid.vacancies):
        findings = pairs.tables.findings(int(grid.employees[row]), int(grid.vacancies[column]))
        decisive = Verdict(int(verdict[row, column]))
        reasons[row][column] = [
            sentence(one)
            for one in findings
            if one.waiver is not None or (one.verdict is decisive and one.verdict > Verdict.ALLOWED)
        ]
    if pairs.home is not None:
        for row, column in zip(*pairs.home.stay_cells(grid.employees, grid.vacancies), strict=True):
            reasons[row][column] = [STAYING.code.value]
    if pairs.banned or pairs.listed_only is not None or pairs.score_min > 0 or pairs.home is not None:
        for row, column in np.argwhere(verdict == Verdict.FORBIDDEN).tolist():
            employee, vacancy = int(grid.employees[row]), int(grid.vacancies[column])
            exceptions = pairs.exception_findings(employee, vacancy, int(scores[row, column]))
            reasons[row][column] += [sentence(finding) for finding in exceptions]
    return verdict.tolist(), reasons
