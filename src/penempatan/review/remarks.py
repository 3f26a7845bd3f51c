"""`komentar.csv`: all words besides decisions that were ever read back; lines are only added."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from penempatan.domain.issue import Issue, Location, Severity
from penempatan.domain.remark import Remark
from penempatan.errors import InputError
from penempatan.report.carried_words import comment_parts, in_own_cell, own_cells, stands_in
from penempatan.report.csv_text import csv_line, safe_cell
from penempatan.report.labels import Heading
from penempatan.report.proposal_table import INDEX

if TYPE_CHECKING:
    from collections.abc import Iterable

COLUMNS = ("nip", "kode_formasi", "kolom", "jenis", "teks", "berkas", "id_usulan")
_NOTE, _CELL = "komentar", "isi"


def parse_remarks(data: bytes, name: str) -> tuple[Remark, ...]:
    """Return the remarks of a file's bytes, oldest first; InputError when it is not as we write it."""
    if not data:
        return ()
    try:
        table = list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as fault:
        raise InputError([_damaged(name)]) from fault
    if tuple(table[0]) != COLUMNS or any(len(row) != len(COLUMNS) for row in table):
        raise InputError([_damaged(name)])
    return tuple(
        Remark(nip, code, heading, text, kind == _NOTE, source, run_id)
        for nip, code, heading, kind, text, source, run_id in (map(bare, row) for row in table[1:])
    )


def remarks_bytes(before: bytes, remarks: Iterable[Remark]) -> bytes:
    """Return the file's bytes with new remarks added; what came back as it was shown is not repeated."""
    shown = _Shown(parse_remarks(before, "komentar.csv"))
    known: set[tuple[str, ...]] = set()
    text = io.StringIO()
    if not before:
        text.write(csv_line(COLUMNS))
    for one in remarks:
        if _words(one) in known or shown.has(one):
            continue
        known.add(_words(one))
        kind = _NOTE if one.is_note else _CELL
        cells = (
            one.employee_id,
            one.vacancy_code,
            one.heading,
            kind,
            one.text,
            one.source,
            one.run_id,
        )
        text.write(csv_line(map(safe_cell, cells)))
    return before + text.getvalue().encode("utf-8")


def bare(cell: str) -> str:
    """Undo `safe_cell`."""
    without = cell.removeprefix("'")
    return without if without != cell and safe_cell(without) == cell else cell


class _Shown:
    """What the workbook that was decided on showed of earlier remarks."""

    def __init__(self, remarks: tuple[Remark, ...]) -> None:
        self._cells = own_cells(remarks)
        self._comments = {key: "\n".join(parts) for key, parts in comment_parts(remarks, INDEX).items()}
        self._words = {_words(one) for one in remarks if not in_own_cell(one)}

    def has(self, one: Remark) -> bool:
        """Whether a remark of a copy is only what stood there anyway."""
        if in_own_cell(one):
            return self._cells.get((one.employee_id, one.vacancy_code, one.heading)) == one.text
        if _words(one) in self._words:
            return True
        at = one.heading if one.heading in INDEX else Heading.REMARK
        shown = self._comments.get((one.employee_id, one.vacancy_code, at), "")
        return one.is_note and bool(shown) and stands_in(one.text, shown)


def _words(one: Remark) -> tuple[str, ...]:
    place = one.heading if one.vacancy_code else ""  # an address says nothing once rows have moved
    return one.employee_id, one.vacancy_code, place, one.text


def _damaged(name: str) -> Issue:
    return Issue(
        "remarks_damaged",
        Severity.ERROR,
        Location(name),
        "tidak terbaca sebagai daftar komentar",
        "Berkas ini hanya ditambah oleh penempatan tinjau; pulihkan salinan yang utuh.",
    )
