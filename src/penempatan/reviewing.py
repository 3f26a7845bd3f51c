"""The whole journey of a review on one page: read the decisions, keep them, plan around them, publish."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from penempatan.errors import InputError, UsageError
from penempatan.intake.read import read_problem
from penempatan.pipeline import Clock, Destination, Stage, interruption, make_result
from penempatan.report.disputes import DisputedRow, write_disputes
from penempatan.report.files import DECISIONS, NOTES, PLACEMENTS, RECORD, TRAIL, WORKBOOK, sha256_of
from penempatan.report.publish import check_target, recover
from penempatan.report.record_reader import RecordUnreadableError, read_record
from penempatan.report.trail import EventKind, TrailBrokenError, read_chain
from penempatan.review import complaints
from penempatan.review.changes import changes
from penempatan.review.reading import dispute_issues, read_decisions, voice_text
from penempatan.review.register import parse_register, register_bytes
from penempatan.review.remarks import parse_remarks, remarks_bytes
from penempatan.review.soundness import Reviewed
from penempatan.review.under_review import NamedBytes, placed_pairs, under_review
from penempatan.review.workbook_copy import Expected
from penempatan.scoring.build import pair_scores
from penempatan.verification.audit_inputs import audited_settings, audited_sources
from penempatan.verification.faults import Faults

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from pathlib import Path

    from penempatan.domain.decision import Decision
    from penempatan.domain.problem import PlacementProblem
    from penempatan.intake.sources import RoundSources
    from penempatan.pipeline import RoundOutcome
    from penempatan.report.record import RunRecord
    from penempatan.review.reading import Verdicts
    from penempatan.settings.model import Settings


@dataclass(frozen=True, slots=True)
class ReviewOutcome:
    """A finished review: the new result, and the decisions that were new."""

    result: RoundOutcome
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class OpenedResult:
    """A result folder as it stands, checked against what it was made from."""

    folder: Path
    record: RunRecord
    sources: RoundSources
    settings: Settings
    problem: PlacementProblem  # as read, before any decision
    register: bytes
    notes: bytes
    trail: bytes
    placements: bytes


def review_round(
    folder: Path,
    files: Sequence[Path],
    *,
    target: Path | None,
    today: date,
    progress: Callable[[Stage], None] | None = None,
) -> ReviewOutcome:
    """Read the decisions on the result in `folder`, plan around them, and publish in `target` (or there).

    Without `files` the result's own workbook is read. The register gets the new decisions, the decided
    workbooks stay as dated copies. Raises InputError with every complaint, disagreement of approvers among
    them (then `perlu-diputuskan.xlsx` is beside the result), and what `plan_round` raises.
    """
    clock = Clock(progress)
    with interruption():
        elsewhere = target is not None and target.resolve() != folder.resolve()
        place = target if target is not None else folder
        files = tuple(files) or (folder / WORKBOOK,)
        with clock.stage(Stage.READ):
            result = open_result(folder, files)
            check_target(place, overwrite=not elsewhere)
            judged = judged_result(result)
            verdicts = read_decisions(files, judged, today)
            if verdicts.disputes:
                _settle(place, verdicts)
            if not verdicts.decisions:
                raise InputError([complaints.NOTHING_NEW.issue()])
        destination = _destination(result, judged, verdicts, files, place)
        problem = under_review(
            result.problem,
            result.settings,
            NamedBytes(DECISIONS, destination.files[DECISIONS]),
            NamedBytes(_previous_name(result), result.placements),
        )
        made = make_result(problem, result.settings, destination, clock)
    return ReviewOutcome(made, verdicts.decisions)


def open_result(folder: Path, files: Sequence[Path]) -> OpenedResult:
    """Open the result; InputError where it, or what it was made from, is not as it was."""
    if not folder.is_dir():
        raise UsageError(
            f"Folder hasil tidak ditemukan: {folder}. Beri folder yang ditulis penempatan susun."
        )
    missing = [path for path in files if not path.is_file()]
    if missing:
        raise UsageError(f"Berkas usulan tidak ditemukan: {', '.join(map(str, missing))}.")
    recover(folder)
    try:
        record = read_record(folder / RECORD)
    except RecordUnreadableError as fault:
        raise InputError([complaints.STALE.issue(fault=one) for one in fault.faults]) from fault
    except OSError as fault:
        raise UsageError(f"{folder} bukan folder hasil yang utuh: {RECORD} tidak dapat dibuka.") from fault
    faults = Faults()
    sources = audited_sources(record, folder, None, faults)
    settings = audited_settings(record, sources.rules, faults)
    for name in (PLACEMENTS, DECISIONS, NOTES):
        recorded = record.outputs.get(name)
        if recorded is not None and (not (folder / name).is_file() or sha256_of(folder / name) != recorded):
            faults.add(f"{name} hilang atau berubah sejak usulan dibuat")
    if settings is None or faults:
        raise InputError([complaints.STALE.issue(fault=one) for one in faults.sentences()])
    trail = _bytes(folder / TRAIL)
    try:
        read_chain(trail)
    except TrailBrokenError as fault:
        raise InputError([complaints.BROKEN_TRAIL.issue(fault=str(fault))]) from fault
    problem = read_problem(sources, settings, record.judged_on, quarantine=record.summary.quarantined > 0)
    return OpenedResult(
        folder,
        record,
        sources,
        settings,
        problem,
        _bytes(folder / DECISIONS),
        _bytes(folder / NOTES),
        trail,
        (folder / PLACEMENTS).read_bytes(),
    )


def judged_result(result: OpenedResult) -> Reviewed:
    """Return the round that the plan was made for: with the decisions of earlier reviews in it."""
    problem, sources = result.problem, result.sources
    if sources.decisions is not None and sources.previous is not None:
        register, previous = (
            NamedBytes(path.name, path.read_bytes()) for path in (sources.decisions, sources.previous)
        )
        problem = under_review(problem, result.settings, register, previous)
    history = parse_register(result.register, DECISIONS) if result.register else ()
    before = frozenset(one.run_id for one in history)
    return Reviewed(
        problem,
        pair_scores(problem, result.settings),
        placed_pairs(problem, NamedBytes(PLACEMENTS, result.placements)),
        history,
        Expected(result.record.run_id, result.record.seal, before),
        result.settings.review.defer_holds_seat,
    )


def _settle(place: Path, verdicts: Verdicts) -> None:
    """Hand a disagreement back to the officials: the workbook to settle it in, and every row by name."""
    rows = [
        DisputedRow(one.row.row_id, tuple(voice_text(decision) for decision in one.voices))
        for one in verdicts.disputes
    ]
    path = write_disputes(place, verdicts.sealed, rows)
    raise InputError(dispute_issues(verdicts.disputes, str(path)))


def _destination(
    result: OpenedResult, judged: Reviewed, verdicts: Verdicts, files: Sequence[Path], place: Path
) -> Destination:
    notes = remarks_bytes(result.notes, verdicts.remarks)
    carried = {
        DECISIONS: register_bytes(result.register, verdicts.decisions),
        NOTES: notes,
        _previous_name(result): result.placements,
        **_kept_workbooks(files),
    }
    own = {path.resolve() for path in files}
    continued = {DECISIONS, NOTES}
    if (place / WORKBOOK).resolve() in own:
        continued.add(WORKBOOK)  # it is among the dated copies
    return Destination(
        replace(result.sources, decisions=place / DECISIONS, previous=place / _previous_name(result)),
        place,
        EventKind.REVIEW,
        result.trail,
        overwrite=True,
        files=carried,
        continued=frozenset(continued),
        changes=lambda plan: changes(
            judged.placed,
            [(one.employee_id, one.vacancy_code) for one in plan.placements],
            verdicts.decisions,
            verdicts.numbers,
            dict(result.problem.incumbents),
        ),
        remarks=parse_remarks(notes, NOTES),
    )


def _previous_name(result: OpenedResult) -> str:
    return f"penempatan-{result.record.run_id}.csv"


def _kept_workbooks(files: Sequence[Path]) -> dict[str, bytes]:
    """Return dated copies of the workbooks that were read."""
    moment = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
    kept = {}
    for number, path in enumerate(files, 1):
        part = f"-{number}" if len(files) > 1 else ""
        kept[f"usulan-{moment}{part}{path.suffix.casefold()}"] = path.read_bytes()
    return kept


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""
