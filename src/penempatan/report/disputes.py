"""`perlu-diputuskan.xlsx`: the rows on which approvers disagree, who said what, and room for one decision."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from xlsxwriter.exceptions import XlsxFileError

from penempatan.domain.decision import DecisionKind
from penempatan.errors import OutputError
from penempatan.report.book import new_workbook
from penempatan.report.decision_columns import TO_DECIDE
from penempatan.report.files import DISPUTES
from penempatan.report.labels import DISPUTE_SHEET, ENTRY_HEADINGS, OPINION, Heading, HiddenSheet
from penempatan.report.sheet_writer import Column, Kind, SheetWriter
from penempatan.report.sheets import seal
from penempatan.report.styles import make_styles

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from penempatan.report.seal import SealedTable

_FACTS = ("No", Heading.NIP, "Nama", Heading.VACANCY)
_COLUMNS = (
    Column("No", Kind.TEXT, 4, 7),
    Column(Heading.NIP, Kind.CODE, 19, 20),
    Column("Nama", Kind.TEXT, 16, 26),
    Column(Heading.VACANCY, Kind.TEXT, 10, 18),
    Column(OPINION, Kind.TEXT, 30, 60),
    *TO_DECIDE,
)


@dataclass(frozen=True, slots=True)
class DisputedRow:
    """A row by its id, and what each copy says, one a line."""

    row_id: str
    voices: tuple[str, ...]


def write_disputes(folder: Path, sealed: SealedTable, rows: Sequence[DisputedRow]) -> Path:
    """Write the workbook into a folder, whole or not at all; an earlier one stays as a dated copy.

    OutputError when it cannot be written.
    """
    path, draft = folder / DISPUTES, folder / f".{DISPUTES}.baru"
    try:
        if path.exists():
            moment = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
            path.replace(path.with_name(f"{path.stem}-{moment}{path.suffix}"))
        _write(draft, sealed, rows)
        with draft.open("rb+") as stream:
            os.fsync(stream.fileno())
        draft.chmod(0o600)
        draft.replace(path)
    except (OSError, XlsxFileError) as fault:
        raise OutputError(
            f"Buku kerja “{DISPUTES}” tidak dapat ditulis ke folder {folder}. Tutup berkas itu bila sedang "
            "dibuka, lalu ulangi."
        ) from fault
    finally:
        draft.unlink(missing_ok=True)
    return path


def _write(path: Path, sealed: SealedTable, rows: Sequence[DisputedRow]) -> None:
    workbook = new_workbook(path)
    styles = make_styles(workbook)
    writer = SheetWriter(workbook, DISPUTE_SHEET, styles)
    at = {heading: index for index, heading in enumerate(sealed.headings)}
    facts = dict(zip(sealed.row_ids, sealed.rows, strict=True))
    writer.table(
        _COLUMNS,
        [
            (
                *(facts[one.row_id][at[heading]] if heading in at else "" for heading in _FACTS),
                "\n".join(one.voices),
                *("" for _ in ENTRY_HEADINGS),
                one.row_id,
            )
            for one in rows
        ],
    )
    writer.sheet.freeze_panes(1, 3)
    column = next(index for index, one in enumerate(_COLUMNS) if one.heading == Heading.DECISION)
    choices = {"validate": "list", "source": [one.value for one in DecisionKind]}
    writer.done(writer.sheet.data_validation(1, column, len(rows), column, choices))
    hidden = SheetWriter(workbook, HiddenSheet.SEAL.value, styles)
    seal.write(hidden, sealed)
    writer.protect()
    hidden.protect()
    workbook.close()  # the caller names the file that people know, not this draft
