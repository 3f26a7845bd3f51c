"""Every copy of the approval workbook into decisions: read, merged, judged; all complaints at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from penempatan.domain.decision import DecisionKind
from penempatan.domain.remark import Remark
from penempatan.domain.reviewed import standing
from penempatan.errors import InputError
from penempatan.intake.findings import Findings
from penempatan.report.labels import OPINION, Heading
from penempatan.review import complaints
from penempatan.review.decide import Deciding, person_keys
from penempatan.review.merge import merge
from penempatan.review.soundness import check_soundness
from penempatan.review.workbook_copy import read_copy

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from penempatan.domain.decision import Decision
    from penempatan.domain.issue import Issue
    from penempatan.domain.reviewed import Pair
    from penempatan.report.seal import SealedTable
    from penempatan.review.decide import Voice
    from penempatan.review.merge import Dispute
    from penempatan.review.soundness import Reviewed
    from penempatan.review.workbook_copy import WorkbookCopy


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What the copies say: new decisions, words besides them, rows in dispute, and the rows' numbers."""

    decisions: tuple[Decision, ...]
    remarks: tuple[Remark, ...]
    disputes: tuple[Dispute, ...]
    numbers: dict[Pair, str]
    sealed: SealedTable


def read_decisions(files: Sequence[Path], result: Reviewed, today: date) -> Verdicts:
    """Read the copies; InputError with every complaint but disagreement, which is the caller's to settle."""
    findings = Findings()
    copies = [copy for path in files if (copy := read_copy(path, result.expected, findings)) is not None]
    if not copies:
        raise InputError(findings.sorted())
    known = recorded(result.history)
    people = person_keys(tuple(one.id for one in result.problem.employees))
    voices: list[Voice] = []
    settled: list[Voice] = []
    for copy in copies:
        deciding = Deciding(
            file=copy.file,
            run_id=result.expected.run_id,
            today=today,
            recorded={} if copy.settles else known,
            people=people,
            findings=findings,
        )
        said = [deciding.voice(row) for row in copy.rows]
        (settled if copy.settles else voices).extend(said)
        if copy.settles:
            for one in said:
                if one.decision is None:
                    findings.add(complaints.UNSETTLED, one.row.place)
    sealed = copies[0].sealed
    merged = merge(voices, settled, sealed.row_ids)
    if not findings.has_errors:
        check_soundness(result, merged.decisions, findings)
    if findings.has_errors:
        raise InputError(findings.sorted())
    return Verdicts(
        merged.decisions,
        tuple(_remarks(copies, [*voices, *settled], merged.settled, result.expected.run_id)),
        merged.disputes,
        _numbers(sealed),
        sealed,
    )


def dispute_issues(disputes: Sequence[Dispute], file: str) -> tuple[Issue, ...]:
    """Return one complaint a disputed row, at the first cell, naming every voice with its cell."""
    issues = []
    for one in disputes:
        voices = "; ".join(voice_text(decision) for decision in one.voices)
        issues.append(
            complaints.CONFLICT.issue(one.voices[0].location, number=one.row.number, voices=voices, file=file)
        )
    return tuple(issues)


def voice_text(one: Decision) -> str:
    """Say who decided what, and where it stands."""
    alternate = " dengan pengganti" if one.alternate_id else ""
    by = f" oleh {one.decided_by}" if one.decided_by else ""
    reason = f", alasan: {one.reason}" if one.reason else ""
    remark = f", catatan: {one.remark}" if one.remark else ""
    return f"{one.kind.value}{alternate}{by} ({one.location}){reason}{remark}"


def recorded(history: tuple[Decision, ...]) -> dict[Pair, Decision]:
    """Return how the workbook shows the register: who was given a seat as Setuju, who waits as Tunda."""
    known = standing(history)
    pins = {
        pair: replace(one, kind=DecisionKind.APPROVE, alternate_id="") for pair, one in known.pins.items()
    }
    return pins | known.waiting


def _numbers(sealed: SealedTable) -> dict[Pair, str]:
    at = {heading: index for index, heading in enumerate(sealed.headings)}
    number = at.get("No")
    return {
        (row[at[Heading.NIP]], row[at[Heading.VACANCY]]): row[number] if number is not None else ""
        for row in sealed.rows
    }


def _remarks(
    copies: Sequence[WorkbookCopy], voices: Sequence[Voice], settled: Sequence[Dispute], run_id: str
) -> list[Remark]:
    """Return every word that is not part of a decision which the register gets."""
    found = []
    source = {id(row): copy.file for copy in copies for row in copy.rows}
    for one in voices:
        row = one.row
        file = source[id(row)]
        if one.remark:
            found.append(
                Remark(row.employee_id, row.vacancy_code, Heading.REMARK, one.remark, False, file, run_id)
            )
        by = row.entries[Heading.DECIDED_BY].text if Heading.DECIDED_BY in row.entries else ""
        if one.decision is None and by and not row.entries[Heading.DECISION].text:
            found.append(
                Remark(row.employee_id, row.vacancy_code, Heading.DECIDED_BY, by, False, file, run_id)
            )
    for copy in copies:
        rows = {row.row_id: row for row in copy.rows}
        for words in copy.words:
            owner = rows.get(words.row_id)
            pair = (owner.employee_id, owner.vacancy_code) if owner else (words.employee_id, "")
            found.append(Remark(*pair, words.heading, words.text, words.is_note, copy.file, run_id))
    for dispute in settled:
        row = dispute.row
        for said in dispute.voices:
            text, file = voice_text(said), said.source
            found.append(Remark(row.employee_id, row.vacancy_code, OPINION, text, False, file, run_id))
    return found
