"""Words that people left in an approval workbook besides their decisions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remark:
    """Words that are no decision: a comment, a Catatan on an open row, a column or line of somebody's own, an
    opinion that was overruled; one line of `komentar.csv`.
    """

    employee_id: str  # of the row; empty: it stood outside the rows
    vacancy_code: str  # empty on another sheet than the decisions
    heading: str  # of the column; a cell address where the words stood outside the rows
    text: str
    is_note: bool  # a cell comment, not the text of the cell
    source: str = ""  # file name of the workbook
    run_id: str = ""  # of the result it was read for
