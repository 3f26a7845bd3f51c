"""Signs on the decision sheet that are no decision, or hide one: struck rows, merged cells, formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from penempatan.domain.decision import DecisionKind
from penempatan.report.labels import ENTRY_HEADINGS, Heading
from penempatan.review import complaints

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from penempatan.intake.findings import Findings
    from penempatan.intake.markings import Markings
    from penempatan.intake.sheets import Sheet
    from penempatan.review.workbook_copy import CopyRow

_STRIKES = (Heading.NIP, "Nama", Heading.VACANCY, Heading.DECISION)  # cells whose stroke means the row
_BINDING = (Heading.DECISION, Heading.ALTERNATE)
_SAYS_NO = frozenset(
    kind.value.casefold() for kind in (DecisionKind.REJECT, DecisionKind.DEFER, DecisionKind.REPLACE)
)


def check_markings(
    sheet: Sheet,
    columns: Mapping[str, int],
    rows: Sequence[CopyRow],
    markings: Markings,
    findings: Findings,
) -> None:
    """Complain of every row that is struck without a word, and of cells merged or calculated."""
    free = {heading for heading in ENTRY_HEADINGS if heading not in _BINDING}
    for row in rows:
        _check_strokes(sheet, columns, row, markings, findings)
        for heading, column in columns.items():
            cell = row.at, column
            if heading not in free and cell in markings.formulas and cell not in sheet.broken:
                findings.add(complaints.CALCULATED, sheet.place(*cell), heading=heading)
    lines = {row.at for row in rows}
    entries = {columns[heading] for heading in ENTRY_HEADINGS if heading in columns}
    for (top, left), (bottom, right) in markings.merged:
        if len(lines & set(range(top, bottom + 1))) > 1 and entries & set(range(left, right + 1)):
            cells = f"{sheet.address(top, left)}:{sheet.address(bottom, right)}"
            findings.add(complaints.MERGED, sheet.place(top, left), cells=cells)


def _check_strokes(
    sheet: Sheet, columns: Mapping[str, int], row: CopyRow, markings: Markings, findings: Findings
) -> None:
    entry = row.entries.get(Heading.DECISION)
    word = entry.text if entry else ""
    struck = [
        columns[heading]
        for heading in _STRIKES
        if heading in columns and (row.at, columns[heading]) in markings.struck
    ]
    decision = columns.get(Heading.DECISION, -1)
    if word.casefold() in _SAYS_NO:
        struck = [column for column in struck if column == decision]
    if not word:
        struck = [column for column in struck if column != decision]
    if struck:
        said = f"“{word}”" if word else "kosong"
        findings.add(complaints.STRUCK, sheet.place(row.at, struck[0]), number=row.number, word=said)
