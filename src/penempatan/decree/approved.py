"""Which rows of a result are approved: by the register or, before any review, by the workbook."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from penempatan.domain.decision import Decision, DecisionKind
from penempatan.domain.issue import Issue, Location, Severity
from penempatan.domain.reviewed import standing
from penempatan.errors import InputError
from penempatan.report.files import DECISIONS, WORKBOOK
from penempatan.report.labels import Sheet as ProposalSheet
from penempatan.review.register import read_history
from penempatan.review.unread import unread_decisions
from penempatan.review.workbook_copy import Expected

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from penempatan.domain.plan import Placement
    from penempatan.verification.audit import AuditedResult

    Pair = tuple[str, str]  # NIP, kode formasi

_PLACE = Location(WORKBOOK, ProposalSheet.PROPOSALS.value)


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


def select_approved(folder: Path, result: AuditedResult, *, partial: bool) -> Selection:
    """Return the rows of a result by decision; `partial` allows rows that nobody decided on.

    The workbook is read as `tinjau` reads it, seal and all. Where `tinjau` has run, the register speaks and
    the workbook may say nothing new. InputError with every row in the way: altered, undecided, decided but
    not read back, or nothing approved.
    """
    placements = result.plan.placements
    history = read_history(folder / DECISIONS)
    expected = Expected(result.record.run_id, result.record.seal)
    people = (one.id for one in result.problem.employees)
    written = unread_decisions(folder / WORKBOOK, expected, people, history)
    if history:
        decisions = _approved_by(history)
        issues = [
            _issue(one, "berkeputusan yang belum dibaca", "Jalankan `penempatan tinjau` lebih dahulu.")
            for one in written
        ]
    else:
        decisions = {(one.employee_id, one.vacancy_code): one for one in written}
        issues = [
            _issue(one, "memilih Ganti", "Jalankan `penempatan tinjau` agar penggantinya disusun.")
            for one in written
            if one.kind is DecisionKind.REPLACE
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


def _approved_by(history: tuple[Decision, ...]) -> dict[Pair, Decision]:
    """Return the approved pairs with the decision that says so: an alternate is approved by a Ganti."""
    return {
        (nip, code): replace(one, employee_id=nip, kind=DecisionKind.APPROVE, alternate_id="")
        for (nip, code), one in standing(history).pins.items()
    }


def _pair(placement: Placement) -> Pair:
    return placement.employee_id, placement.vacancy_code


def _kind(decisions: Mapping[Pair, Decision], placement: Placement) -> DecisionKind | None:
    one = decisions.get(_pair(placement))
    return one.kind if one is not None else None


def _issue(row: Placement | Decision, what: str, remedy: str) -> Issue:
    return Issue(
        "row_undecided",
        Severity.ERROR,
        _PLACE,
        f"Baris NIP {row.employee_id} pada formasi {row.vacancy_code} {what}.",
        remedy,
    )
