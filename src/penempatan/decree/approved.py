"""Which rows of a result are approved: by the register or, before any review, by the workbook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from penempatan.domain.decision import Decision, DecisionKind
from penempatan.domain.issue import Issue, Location, Severity
from penempatan.errors import InputError
from penempatan.report.decisions import WorkbookUnreadableError, proposal_rows
from penempatan.report.files import DECISIONS, WORKBOOK
from penempatan.report.labels import Heading
from penempatan.report.labels import Sheet as ProposalSheet
from penempatan.review.register import read_register

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from penempatan.domain.plan import Placement

    Pair = tuple[str, str]  # NIP, kode formasi

_PLACE = Location(WORKBOOK, ProposalSheet.PROPOSALS.value)
_KINDS = {kind.value.casefold(): kind for kind in DecisionKind}


@dataclass(frozen=True, slots=True)
class ApprovedRow:
    """A placement that may go into the decree, and the decision that says so."""

    placement: Placement
    decision: Decision


@dataclass(frozen=True, slots=True)
class Selection:
    """The rows of a plan by what was decided on them."""

    approved: tuple[ApprovedRow, ...]
    undecided: tuple[Placement, ...]
    declined: tuple[Placement, ...]  # Tolak or Tunda, not yet planned around

    @property
    def decided(self) -> int:
        """Return how many rows of the plan have a decision."""
        return len(self.approved) + len(self.declined)


def select_approved(folder: Path, placements: Sequence[Placement], *, partial: bool) -> Selection:
    """Return the rows of a result by decision; `partial` allows rows that nobody decided on.

    Where `tinjau` has run, the register speaks and the workbook may say nothing that the register does not
    know. InputError with every row in the way: undecided, decided but not read back, or nothing approved.
    """
    written = _written(folder / WORKBOOK)
    register = {(one.employee_id, one.vacancy_code): one for one in read_register(folder / DECISIONS)}
    if register:
        decisions = _valid(register)
        issues = _unread(written, decisions, placements)
    else:
        decisions = written
        issues = [
            _issue(one, "memilih Ganti", "Jalankan `penempatan tinjau` agar penggantinya disusun.")
            for one in placements
            if _kind(decisions, one) is DecisionKind.REPLACE
        ]
    selection = Selection(
        tuple(
            ApprovedRow(one, decisions[_pair(one)])
            for one in placements
            if _kind(decisions, one) is DecisionKind.APPROVE
        ),
        tuple(one for one in placements if _kind(decisions, one) is None),
        tuple(
            one for one in placements if _kind(decisions, one) in {DecisionKind.REJECT, DecisionKind.DEFER}
        ),
    )
    if not partial:
        issues += [
            _issue(one, "belum diputuskan", "Isi Keputusan baris ini, atau pakai --sebagian.")
            for one in selection.undecided
        ]
    if not issues and not selection.approved:
        issues.append(
            Issue(
                "nothing_approved",
                Severity.ERROR,
                _PLACE,
                "Tidak ada satu baris pun yang disetujui.",
                "Isi Setuju pada kolom Keputusan bagi baris yang disetujui, lalu ulangi.",
            )
        )
    if issues:
        raise InputError(issues)
    return selection


def _valid(register: Mapping[Pair, Decision]) -> dict[Pair, Decision]:
    """Return the decisions by the pair that they speak for today: an alternate is approved by a Ganti."""
    valid = {pair: one for pair, one in register.items() if one.kind is not DecisionKind.REPLACE}
    for one in register.values():
        if one.kind is DecisionKind.REPLACE:
            pair = one.alternate_id, one.vacancy_code
            valid[pair] = Decision(
                one.alternate_id,
                one.vacancy_code,
                DecisionKind.APPROVE,
                reason=one.reason,
                remark=one.remark,
                decided_by=one.decided_by,
                decided_on=one.decided_on,
                run_id=one.run_id,
                source=one.source,
                location=one.location,
            )
    return valid


def _unread(
    written: Mapping[Pair, Decision], decisions: Mapping[Pair, Decision], placements: Sequence[Placement]
) -> list[Issue]:
    """Complain of every decision in the workbook that the register does not have as it stands there."""
    return [
        _issue(one, "berkeputusan yang belum dibaca", "Jalankan `penempatan tinjau` lebih dahulu.")
        for one in placements
        if (new := _kind(written, one)) is not None and new is not _kind(decisions, one)
    ]


def _written(workbook: Path) -> dict[Pair, Decision]:
    """Return the decisions that stand in the workbook; InputError for a word that is none."""
    try:
        rows = proposal_rows(workbook)
    except WorkbookUnreadableError as fault:
        raise InputError(
            [
                Issue(
                    "workbook_unreadable",
                    Severity.ERROR,
                    _PLACE,
                    f"{fault}.",
                    "Tutup berkas itu bila sedang dibuka, atau pulihkan salinan yang utuh.",
                )
            ]
        ) from fault
    decisions, issues = {}, []
    for row in rows:
        word = row[Heading.DECISION]
        if not word:
            continue
        pair = row[Heading.NIP], row[Heading.VACANCY]
        kind = _KINDS.get(word.strip().casefold())
        if kind is None:
            issues.append(
                Issue(
                    "decision_unknown",
                    Severity.ERROR,
                    _PLACE,
                    f"Keputusan formasi {pair[1]} bukan Setuju, Tolak, Tunda, atau Ganti.",
                    "Pilih salah satu dari daftarnya.",
                    word,
                )
            )
            continue
        decisions[pair] = Decision(
            *pair,
            kind,
            reason=row.get(Heading.REASON, ""),
            remark=row[Heading.REMARK],
            decided_by=row.get(Heading.DECIDED_BY, ""),
            source=workbook.name,
        )
    if issues:
        raise InputError(issues)
    return decisions


def _pair(placement: Placement) -> Pair:
    return placement.employee_id, placement.vacancy_code


def _kind(decisions: Mapping[Pair, Decision], placement: Placement) -> DecisionKind | None:
    one = decisions.get(_pair(placement))
    return one.kind if one is not None else None


def _issue(placement: Placement, what: str, remedy: str) -> Issue:
    return Issue(
        "row_undecided",
        Severity.ERROR,
        _PLACE,
        f"Baris NIP {placement.employee_id} pada formasi {placement.vacancy_code} {what}.",
        remedy,
    )
