"""Words that people left in an approval workbook besides their decisions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment on a cell, or a Catatan on a row without a decision; one line of `komentar.csv`."""

    employee_id: str  # of the row; empty: it stood outside the rows
    vacancy_code: str
    heading: str  # of the column; a cell address where the comment stood outside the rows
    text: str
    is_note: bool  # a cell comment, not the text of the cell
    source: str = ""  # file name of the workbook
    run_id: str = ""  # of the result it was read for
