"""The seal of an approval workbook: a full copy of what nobody may change, and one hash over all of it.

The copy stands on a very hidden sheet, so that a reader can name the cell that was altered; the hash stands
there and in `rekam.json`, so that the copy itself cannot be altered unseen. Everything here is pure.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from penempatan.intake.sheets import cell_text
from penempatan.report.labels import Sheet
from penempatan.report.proposal_table import COLUMNS, SEALED, proposal_rows
from penempatan.report.safe_cells import cell_text as written_text
from penempatan.report.waiting_rows import waiting_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from penempatan.intake.sheets import CellValue
    from penempatan.report.proposal_table import ProposalRow
    from penempatan.report.run import RunReport
    from penempatan.report.sheet_writer import Cell

SCHEMA = "penempatan.segel/1"
_SCHEMA, _RUN, _SHEET, _INPUT, _SEAL, _TABLE = "skema", "usulan", "lembar", "masukan", "segel", "baris"


@dataclass(frozen=True, slots=True)
class SealedInput:
    """One input as the record names it; `sha256` in lower-case hex."""

    role: str
    name: str
    sheet: str
    sha256: str


@dataclass(frozen=True, slots=True)
class SealedTable:
    """What the seal vouches for. `rows[k]` is the row with the id `row_ids[k]`, aligned with `headings`."""

    run_id: str
    inputs: tuple[SealedInput, ...]
    sheet: str
    headings: tuple[str, ...]
    row_ids: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]  # as `sealed_text` gives them


class SealUnreadableError(ValueError):
    """The hidden sheet is not laid out as we write it; the message is an Indonesian sentence."""


def sealed_text(value: CellValue | None) -> str:
    """Return a cell as the seal compares it: what saving in another program changes is evened out.

    Line ends, runs of blanks and the way a number is stored do not count; letters, digits and signs do.
    """
    return "" if value is None else " ".join(cell_text(value).split())


def sealed_table(run: RunReport, proposals: Sequence[ProposalRow] | None = None) -> SealedTable:
    """Return what the workbook of a run seals: the rows of Usulan, then those that wait.

    `proposals` saves making the rows a second time.
    """
    rows = proposal_rows(run) if proposals is None else proposals
    waiting = waiting_rows(run)
    return SealedTable(
        run.meta.run_id,
        tuple(SealedInput(one.role, one.name, one.sheet, one.sha256) for one in run.problem.sources),
        Sheet.PROPOSALS.value,
        tuple(COLUMNS[index].heading for index in SEALED),
        (*(row.row_id for row in rows), *(row.row_id for row in waiting)),
        (
            *(tuple(map(_copied, map(row.cells.__getitem__, SEALED))) for row in rows),
            *(tuple(map(_copied, row.sealed)) for row in waiting),
        ),
    )


def _copied(cell: Cell) -> str:
    return sealed_text(written_text(cell) if isinstance(cell, str) else cell)


def seal_of(table: SealedTable) -> str:
    """Return the SHA-256, lower-case hex, of the canonical JSON of a table."""
    parts = [
        SCHEMA,
        table.run_id,
        [[one.role, one.name, one.sheet, one.sha256] for one in table.inputs],
        table.sheet,
        table.headings,
        table.row_ids,
        table.rows,
    ]
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def laid_out(table: SealedTable) -> list[tuple[str, ...]]:
    """Return the rows of the hidden sheet: facts by name, then the headings, then the copy, ids first."""
    return [
        (_SCHEMA, SCHEMA),
        (_RUN, table.run_id),
        (_SHEET, table.sheet),
        *((_INPUT, one.role, one.name, one.sheet, one.sha256) for one in table.inputs),
        (_SEAL, seal_of(table)),
        (_TABLE, *table.headings),
        *((id_, *row) for id_, row in zip(table.row_ids, table.rows, strict=True)),
    ]


def read_back(rows: Sequence[Sequence[CellValue | None]]) -> tuple[SealedTable, str]:
    """Return the table and the seal of a hidden sheet; SealUnreadableError when it is not as we write it.

    Whether the seal fits the table, and the record, is for the caller to judge.
    """
    texts = [[sealed_text(cell) for cell in row] for row in rows]
    top = next((number for number, row in enumerate(texts) if row[:1] == [_TABLE]), None)
    if top is None:
        raise SealUnreadableError("lembar segel tidak memuat salinan baris usulan")
    facts: dict[str, str] = {}
    inputs = []
    for row in texts[:top]:
        cells = (row + [""] * 5)[:5]
        name, values = cells[0], cells[1:]
        if name == _INPUT:
            inputs.append(SealedInput(*values))
        elif name:
            facts[name] = values[0]
    schema = facts.get(_SCHEMA, "")
    if schema != SCHEMA:
        raise SealUnreadableError(f"skema segel {schema!r} tidak dikenal, seharusnya {SCHEMA}")
    if missing := [name for name in (_RUN, _SHEET, _SEAL) if not facts.get(name)]:
        raise SealUnreadableError(f"lembar segel tidak memuat {', '.join(missing)}")
    headings = tuple(heading for heading in texts[top][1:] if heading)
    copy = [row for row in texts[top + 1 :] if any(row)]
    width = len(headings)
    return (
        SealedTable(
            facts[_RUN],
            tuple(inputs),
            facts[_SHEET],
            headings,
            tuple(row[0] for row in copy),
            tuple(tuple((row[1:] + [""] * width)[:width]) for row in copy),
        ),
        facts[_SEAL],
    )
