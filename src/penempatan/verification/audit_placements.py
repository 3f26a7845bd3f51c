"""The published tables against the round: every cell of penempatan.csv, keys and scores of usulan.xlsx."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from penempatan.domain.plan import Placement
from penempatan.domain.problem import LockKind
from penempatan.report.csv_text import safe_cell
from penempatan.report.decisions import WorkbookUnreadableError, is_decided, proposal_rows
from penempatan.report.labels import Heading
from penempatan.report.placements_csv import HEADINGS, component_cells, fact_cells, hundredths

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from penempatan.domain.problem import PlacementProblem
    from penempatan.report.placements_csv import PlacementRow
    from penempatan.scoring.pairs import PairScores
    from penempatan.verification.faults import Faults

_SCORE = re.compile(r"(0|[1-9][0-9]{0,2})\.([0-9]{2})")
_SCORE_COLUMN = HEADINGS.index("skor")


def placements_of(
    problem: PlacementProblem, rows: Sequence[PlacementRow], faults: Faults
) -> tuple[Placement, ...]:
    """Return the placements that the rows claim; the checker judges their ids, locks say which are pins."""
    nips = {safe_cell(one.id): one.id for one in problem.employees}
    codes = {safe_cell(one.code): one.code for one in problem.vacancies}
    pins = pins_of(problem)
    placements = []
    for row in rows:
        score = _SCORE.fullmatch(row.score)
        if score is None:
            faults.add(f"penempatan.csv: skor NIP {row.nip} tidak terbaca ({row.score[:20]!r})")
            continue
        nip, code = nips.get(row.nip, row.nip), codes.get(row.vacancy_code, row.vacancy_code)
        points = int(score[1]) * 100 + int(score[2])
        placements.append(Placement(nip, code, points, (nip, code) in pins))
    if [row.nip for row in rows] != sorted(row.nip for row in rows):
        faults.add("penempatan.csv: baris tidak urut menurut NIP")
    return tuple(placements)


def pins_of(problem: PlacementProblem) -> set[tuple[str, str]]:
    """Return the pairs that the leadership has pinned."""
    return {(lock.employee_id, lock.vacancy_code) for lock in problem.locks if lock.kind is LockKind.PIN}


def stays_of(
    problem: PlacementProblem, pairs: PairScores, placements: Sequence[Placement]
) -> tuple[Placement, ...]:
    """Return who stays: everybody who holds a post and is not among the placements."""
    moved, pins = {one.employee_id for one in placements}, pins_of(problem)
    index = {one.id: number for number, one in enumerate(problem.employees)}
    home = pairs.home
    return tuple(
        Placement(nip, code, int(home.score[index[nip]]), (nip, code) in pins)
        for nip, code in problem.incumbents
        if home is not None and nip not in moved
    )


def check_cells(
    problem: PlacementProblem, pairs: PairScores, rows: Sequence[PlacementRow], faults: Faults
) -> None:
    """Recompute every cell but the score, which the checker judges."""
    employee_of = {safe_cell(one.id): index for index, one in enumerate(problem.employees)}
    vacancy_of = {safe_cell(one.code): index for index, one in enumerate(problem.vacancies)}
    known = [row for row in rows if row.nip in employee_of and row.vacancy_code in vacancy_of]
    employees = np.array([employee_of[row.nip] for row in known], dtype=np.int32)
    vacancies = np.array([vacancy_of[row.vacancy_code] for row in known], dtype=np.int32)
    points = component_cells(pairs, employees, vacancies)
    for row, employee, vacancy, parts in zip(
        known, employees.tolist(), vacancies.tolist(), points, strict=True
    ):
        facts = fact_cells(problem.employees[employee], problem.vacancies[vacancy])
        expected = (*facts, row.score, *parts)
        if expected == row.cells:
            continue
        for column, (found, right) in enumerate(zip(row.cells, expected, strict=True)):
            if found != right:
                faults.add(
                    f"penempatan.csv, NIP {row.nip}: kolom {HEADINGS[column]} tertulis “{found}”, "
                    f"hasil hitung ulang “{right}”"
                )


def check_workbook(workbook: Path, placements: Sequence[Placement], faults: Faults) -> int:
    """Compare keys and scores of the sheet Usulan with the plan; return how many rows are decided.

    The workbook may have been filled in and saved again, so its bytes prove nothing.
    """
    try:
        rows = [row for row in proposal_rows(workbook) if row.get(Heading.ROW_ID)]  # not a signature below
    except WorkbookUnreadableError as fault:
        faults.add(str(fault))
        return 0
    expected = {(one.employee_id, one.vacancy_code): hundredths(one.score) for one in placements}
    found: dict[tuple[str, str], str] = {}
    for row in rows:
        key = row[Heading.NIP], row[Heading.VACANCY]
        if key in found:
            faults.add(f"{workbook.name}: NIP {key[0]} pada formasi {key[1]} tertulis dua kali")
        found[key] = _points(row)
    for nip, code in sorted(found.keys() - expected.keys()):
        faults.add(f"{workbook.name}: NIP {nip} pada formasi {code} tidak ada pada penempatan.csv")
    for nip, code in sorted(expected.keys() - found.keys()):
        faults.add(f"{workbook.name}: NIP {nip} pada formasi {code} hilang dari lembar Usulan")
    for nip, code in sorted(expected.keys() & found.keys()):
        if found[nip, code] != expected[nip, code]:
            faults.add(
                f"{workbook.name}, NIP {nip} pada formasi {code}: skor tertulis {found[nip, code]}, "
                f"seharusnya {expected[nip, code]}"
            )
    return sum(map(is_decided, rows))


def _points(row: Mapping[str, str]) -> str:
    text = row.get(Heading.SCORE, "")
    try:
        return hundredths(round(float(text) * 100))
    except (ValueError, OverflowError):
        return text or "(kosong)"
