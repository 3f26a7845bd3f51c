"""`keputusan.csv`: every decision that was ever read back. Lines are added, never changed or removed.

A row may be decided again in a later review; the later line then counts and the earlier one stays as history.
Which is later is told by the position in the file: a review appends its lines together.
"""

from __future__ import annotations

import csv
import io
import os
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from penempatan.domain.decision import Decision, DecisionKind
from penempatan.domain.issue import Issue, Location, Severity
from penempatan.errors import InputError
from penempatan.report.csv_text import csv_line, safe_cell
from penempatan.report.row_id import row_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

COLUMNS = (
    "id_baris",
    "nip",
    "kode_formasi",
    "keputusan",
    "nip_pengganti",
    "alasan",
    "catatan",
    "pemutus",
    "tanggal",
    "berkas",
    "id_usulan",
)
_REMEDY = (
    "Register ini hanya ditambah oleh penempatan tinjau; pulihkan salinan yang utuh, jangan disunting tangan."
)


@dataclass(frozen=True, slots=True)
class _Line:
    """One line as it stands in the file, for the complaint about it."""

    number: int
    cells: dict[str, str]


def read_register(path: Path) -> tuple[Decision, ...]:
    """Return the decisions that count, sorted by NIP and kode formasi: of each row the last one.

    No file, no decision. Raises InputError with every damaged line, OSError when it cannot be read.
    """
    latest = {(one.employee_id, one.vacancy_code): one for one in read_history(path)}
    return tuple(latest[key] for key in sorted(latest))


def read_history(path: Path) -> tuple[Decision, ...]:
    """Return every decision of the register in the order in which they were read back."""
    if not path.exists():
        return ()
    return parse_register(path.read_bytes(), path.name)


def parse_register(data: bytes, name: str) -> tuple[Decision, ...]:
    """Return every decision of a register's bytes; InputError with every damaged line."""
    complaints: list[Issue] = []
    decisions = [
        _decision(line, name, complaints) for line in _lines(data, name, complaints) if not complaints or line
    ]
    if complaints:
        raise InputError(complaints)
    return tuple(one for one in decisions if one is not None)


def register_bytes(before: bytes, decisions: Iterable[Decision]) -> bytes:
    """Return the register's bytes with lines added at the end; what stood there stays byte for byte."""
    text = io.StringIO()
    if not before:
        text.write(csv_line(COLUMNS))
    for one in decisions:
        text.write(csv_line(map(safe_cell, _cells(one))))
    return before + text.getvalue().encode("utf-8")


def append_register(path: Path, decisions: Iterable[Decision]) -> None:
    """Add lines to the register, whole or not at all: a new file takes the place of the old by a rename.

    OSError when it cannot be written; the register is then as it was.
    """
    before = path.read_bytes() if path.exists() else b""
    draft = path.with_name(f".{path.name}.baru")
    try:
        with draft.open("wb") as stream:
            stream.write(register_bytes(before, decisions))
            stream.flush()
            os.fsync(stream.fileno())
        draft.chmod(0o600)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _cells(one: Decision) -> tuple[str, ...]:
    return (
        row_id(one.employee_id, one.vacancy_code),
        one.employee_id,
        one.vacancy_code,
        one.kind.value,
        one.alternate_id,
        one.reason,
        one.remark,
        one.decided_by,
        one.decided_on.isoformat() if one.decided_on else "",
        one.source,
        one.run_id,
    )


def _lines(data: bytes, name: str, complaints: list[Issue]) -> Iterator[_Line]:
    try:
        table = list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        complaints.append(_complaint(name, "", "tidak terbaca sebagai CSV UTF-8"))
        return
    if not table or tuple(table[0]) != COLUMNS:
        complaints.append(_complaint(name, "1", f"judul kolom bukan {', '.join(COLUMNS)}"))
        return
    for number, cells in enumerate(table[1:], start=2):
        if len(cells) != len(COLUMNS):
            complaints.append(_complaint(name, str(number), f"{len(cells)} kolom, seharusnya {len(COLUMNS)}"))
        else:
            yield _Line(number, dict(zip(COLUMNS, map(_bare, cells), strict=True)))


def _decision(line: _Line, name: str, complaints: list[Issue]) -> Decision | None:
    cells, where = line.cells, str(line.number)
    before = len(complaints)
    kind, day = None, None
    try:
        kind = DecisionKind(cells["keputusan"])
    except ValueError:
        complaints.append(_complaint(name, where, "keputusan bukan Setuju, Tolak, Tunda, atau Ganti"))
    try:
        day = date.fromisoformat(cells["tanggal"]) if cells["tanggal"] else None
    except ValueError:
        complaints.append(_complaint(name, where, "tanggal bukan tanggal TTTT-BB-HH"))
    if cells["id_baris"] != row_id(cells["nip"], cells["kode_formasi"]):
        complaints.append(_complaint(name, where, "id_baris tidak sesuai dengan nip dan kode_formasi"))
    if len(complaints) > before or kind is None:
        return None
    return Decision(
        cells["nip"],
        cells["kode_formasi"],
        kind,
        cells["nip_pengganti"],
        cells["alasan"],
        cells["catatan"],
        cells["pemutus"],
        day,
        cells["id_usulan"],
        cells["berkas"],
        Location(name, "", where),
    )


def _bare(cell: str) -> str:
    """Undo `safe_cell`."""
    bare = cell.removeprefix("'")
    return bare if bare != cell and safe_cell(bare) == cell else cell


def _complaint(name: str, line: str, problem: str) -> Issue:
    return Issue("register_damaged", Severity.ERROR, Location(name, "", line), problem, _REMEDY)
