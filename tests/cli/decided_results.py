"""Results of three people and two posts, with the decisions of the officials filled in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import openpyxl
from three_people import BUDI, CITRA, write_round

from penempatan.cli.main import run

PAIRS = {(CITRA, "F-1"), (BUDI, "F-2")}  # what the plan proposes


def planned(folder: Path, rules: str = "") -> Path:
    """Plan the round in a folder and return the result."""
    round_folder = write_round(folder / "ronde", rules=rules)
    assert run(["susun", str(round_folder), "--keluaran", str(folder / "hasil")]) == 0
    return folder / "hasil"


def decide(result: Path, decisions: Mapping[str, str]) -> None:
    """Write the decision of each kode formasi into the workbook, as an official does."""
    workbook = openpyxl.load_workbook(result / "usulan.xlsx")
    sheet = workbook["Usulan"]
    top = next(row for row in sheet.iter_rows() if any(cell.value == "Keputusan" for cell in row))
    column = {str(cell.value): cell.column for cell in top if cell.value}
    for row in range(int(top[0].row or 0) + 1, sheet.max_row + 1):
        code = str(sheet.cell(row, column["Kode Formasi"]).value)
        if code in decisions:
            sheet.cell(row, column["Keputusan"]).value = decisions[code]
            if decisions[code] != "Setuju":
                sheet.cell(row, column["Alasan Keputusan"]).value = "uji"
    workbook.save(result / "usulan.xlsx")
