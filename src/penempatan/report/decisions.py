"""Does a result folder hold decisions of an approver that a new run would overwrite?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from penempatan.errors import DecisionsAtRiskError, InputError
from penempatan.intake.findings import Findings
from penempatan.intake.sheets import cell_text
from penempatan.intake.workbook import read_book
from penempatan.report.files import DECISIONS, NOTES, OUTPUTS, RECORD, WORKBOOK, sha256_of
from penempatan.report.labels import ENTRY_HEADINGS, Heading
from penempatan.report.labels import Sheet as ProposalSheet
from penempatan.report.record_reader import RecordUnreadableError, read_record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from penempatan.intake.sheets import Sheet

_HEADING_ROWS = 50  # the heading row is looked for in the first rows only
_WAY_OUT = (
    "Pilih folder lain dengan --keluaran, atau pakai --timpa (berkas lama tetap disimpan sebagai salinan "
    "bertanggal)."
)


class WorkbookUnreadableError(ValueError):
    """The approval workbook cannot be read, so nobody knows what it holds; the message is Indonesian."""


@dataclass(frozen=True, slots=True)
class AtRisk:
    """Files in the way of a new run, and why they matter (one or two Indonesian sentences)."""

    files: tuple[str, ...]
    why: str

    def refusal(self) -> DecisionsAtRiskError:
        """Return the error that says so and what to do."""
        return DecisionsAtRiskError(f"{self.why} {_WAY_OUT}")


def decisions_at_risk(target: Path) -> int:
    """Count the rows of `usulan.xlsx` in which an official wrote anything, and the rows of `keputusan.csv`.

    Zero when there is neither file. Raises WorkbookUnreadableError when the workbook cannot be read.
    """
    decided = 0
    workbook = target / WORKBOOK
    if workbook.exists() and not _as_published(target):
        decided += sum(map(is_decided, proposal_rows(workbook)))
    decisions = target / DECISIONS
    if decisions.exists():
        decided += max(1, decisions.read_bytes().count(b"\n") - 1)  # less the heading line
    return decided


def _as_published(target: Path) -> bool:
    """Whether the workbook is, byte for byte, one that was published without any decision in it.

    Reading twenty thousand rows to find nothing in them takes longer than planning a city.
    """
    try:
        written = read_record(target / RECORD).outputs
    except (RecordUnreadableError, OSError):
        return False
    undecided = DECISIONS not in written and NOTES not in written
    return undecided and written.get(WORKBOOK) == sha256_of(target / WORKBOOK)


def is_decided(row: Mapping[str, str]) -> bool:
    """Whether an official wrote anything in a row, in whichever of their columns the workbook has."""
    return any(row.get(heading) for heading in ENTRY_HEADINGS)


def at_risk(target: Path) -> AtRisk | None:
    """Return what a run must not simply replace: decided files, unreadable ones, files not of our making."""
    present = [name for name in (*OUTPUTS, DECISIONS, NOTES) if (target / name).is_file()]
    if present and RECORD not in present:
        return AtRisk(
            tuple(present),
            f"Folder {target} berisi {', '.join(present)} tanpa {RECORD}, jadi bukan hasil yang utuh dari "
            "program ini.",
        )
    decided_files = tuple(name for name in (WORKBOOK, DECISIONS, NOTES) if name in present)
    try:
        decided = decisions_at_risk(target)
    except WorkbookUnreadableError as fault:
        return AtRisk(
            decided_files,
            f"{fault}, sehingga tidak dapat dipastikan apakah ada keputusan di dalamnya. Tutup berkas itu "
            "bila "
            "sedang dibuka.",
        )
    if not decided:
        return None
    return AtRisk(decided_files, f"Folder {target} memuat {decided} keputusan atau catatan pimpinan.")


def refuse_to_overwrite(target: Path) -> None:
    """DecisionsAtRiskError when something in the folder is at risk."""
    if found := at_risk(target):
        raise found.refusal()


def proposal_rows(workbook: Path) -> list[dict[str, str]]:
    """Return the rows of the sheet Usulan below its heading row, heading → trimmed text.

    A cell whose value the file lost (an error, a formula nobody computed) says so instead of being blank.
    Raises WorkbookUnreadableError when the workbook, the sheet or the heading row cannot be found.
    """
    for sheet in _sheets(workbook):
        table = [
            [sheet.broken.get((row, column)) or cell_text(cell) for column, cell in enumerate(cells)]
            for row, cells in enumerate(sheet.rows)
        ]
        for number, headings in enumerate(table[:_HEADING_ROWS]):
            if set(headings) >= _WANTED:
                return [
                    {heading: cell for heading, cell in zip(headings, row, strict=False) if heading}
                    for row in table[number + 1 :]
                    if any(row)
                ]
    raise WorkbookUnreadableError(
        f"{workbook.name} tidak memuat baris judul {Heading.NIP}, {Heading.VACANCY}, {Heading.DECISION}, "
        f"{Heading.REMARK} pada lembar {ProposalSheet.PROPOSALS.value}"
    )


_WANTED = {Heading.NIP, Heading.VACANCY, Heading.DECISION, Heading.REMARK}


def _sheets(workbook: Path) -> Iterator[Sheet]:
    """Yield the sheet Usulan or, where people renamed it, every sheet, one of which it must be."""
    name = ProposalSheet.PROPOSALS.value
    try:
        book = read_book(workbook, Findings(), wanted=lambda sheet: sheet == name)
        yield from book.sheets or read_book(workbook, Findings()).sheets
    except InputError as fault:
        reasons = " ".join(issue.problem for issue in fault.issues)
        raise WorkbookUnreadableError(f"{workbook.name} tidak terbaca ({reasons.rstrip('.')})") from fault
