"""The audit of a published result from its files alone: is it what it says, for the inputs it names?

Read again: the record, the inputs (by their hashes), the rules, the placements, the certificate. Computed
again:
every cell, every figure, and all that `check` holds a plan to. Nothing of the result is believed.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from importlib.metadata import version
from typing import TYPE_CHECKING

from penempatan.domain.plan import PlacementPlan
from penempatan.errors import InputError, VerificationError
from penempatan.intake.read import read_problem
from penempatan.report.files import OUTPUTS, PLACEMENTS, PROOF, RECORD, WORKBOOK, sha256_of
from penempatan.report.placements_csv import PlacementsUnreadableError, hundredths, read_placements
from penempatan.report.proof import ProofUnreadableError, read_proof
from penempatan.report.publish import recover
from penempatan.report.record import FIGURES, run_id, summary_of
from penempatan.report.record_reader import RecordUnreadableError, read_record
from penempatan.review.under_review import NamedBytes, under_review
from penempatan.scoring.build import pair_scores
from penempatan.settings.loader import as_toml_dict
from penempatan.verification.audit_inputs import audited_settings, audited_sources, check_entries
from penempatan.verification.audit_placements import check_cells, check_workbook, placements_of, stays_of
from penempatan.verification.audit_trail import check_trail
from penempatan.verification.check import examine
from penempatan.verification.faults import Faults

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from penempatan.domain.plan import Certificate, Placement, Termination
    from penempatan.domain.problem import PlacementProblem
    from penempatan.intake.sources import RoundSources
    from penempatan.report.record import RunRecord, Summary
    from penempatan.scoring.pairs import PairScores
    from penempatan.settings.model import Settings


@dataclass(frozen=True, slots=True)
class AuditSummary:
    """What was audited and found sound; scores in hundredths."""

    run_id: str
    version: str  # of penempatan, when the result was made
    created: datetime
    judged_on: date
    termination: Termination
    total_score: int
    bound: int
    summary: Summary
    inputs: tuple[str, ...]  # file names, each once
    decided: int  # rows of the workbook with a decision or a remark
    searched: tuple[str, ...]  # tiers whose optimum rests on branch and bound, not on prices alone
    other_version: bool  # made by another version than the one that audited


@dataclass(frozen=True, slots=True)
class AuditedResult:
    """A published result that was found sound, with the round, the rules and the pairs it was made from."""

    record: RunRecord
    problem: PlacementProblem
    settings: Settings
    pairs: PairScores
    plan: PlacementPlan
    decided: int  # rows of the workbook with a decision or a remark
    eligible_pairs: int


def audit(result: Path, sources: RoundSources | None) -> AuditSummary:
    """Audit the result in a folder; VerificationError with every fault.

    `sources` is the round where its inputs are no longer at their recorded place.
    """
    sound = open_result(result, sources)
    record, proof = sound.record, sound.plan.certificate
    return AuditSummary(
        record.run_id,
        record.version,
        record.created,
        record.judged_on,
        record.termination,
        record.total_score,
        record.bound,
        record.summary,
        tuple(dict.fromkeys(one.name for one in record.inputs)),
        sound.decided,
        tuple(one.tier for one in proof.tiers if one.searched) if proof is not None else (),
        record.version != version("penempatan"),
    )


def open_result(result: Path, sources: RoundSources | None = None) -> AuditedResult:
    """Read a result and all it was made from, audited; VerificationError with every fault.

    What explains, compares or decrees a result begins here, so that it never speaks of a plan that does not
    hold. `sources` is the round where its inputs are no longer at their recorded place.
    """
    recover(result)
    faults = Faults()
    record = _record(result)
    whole = _check_outputs(record, result, faults)
    in_the_way = Faults()
    found = audited_sources(record, result, sources, in_the_way)
    settings = audited_settings(record, found.rules, in_the_way)
    if in_the_way or settings is None or not whole:
        faults.extend(in_the_way)  # with other inputs or rules every figure would differ: no more to say
        raise VerificationError(faults.sentences())
    problem = _under_review(found, settings, _problem(found, settings, record))
    check_trail(record, result, faults)
    check_entries(record, problem, faults)
    _check_id(record, problem, settings, faults)
    pairs = pair_scores(problem, settings)
    plan, decided, eligible_pairs = _check_plan(record, result, problem, settings, pairs=pairs, faults=faults)
    _check_figures(record, problem, plan, eligible_pairs, faults)
    if faults:
        raise VerificationError(faults.sentences())
    return AuditedResult(record, problem, settings, pairs, plan, decided, eligible_pairs)


def _record(result: Path) -> RunRecord:
    path = result / RECORD
    try:
        return read_record(path)
    except RecordUnreadableError as fault:
        raise VerificationError(fault.faults) from fault
    except OSError as fault:
        raise VerificationError(
            [f"{RECORD} tidak dapat dibuka; {result} bukan folder hasil yang utuh"]
        ) from fault


def _check_outputs(record: RunRecord, result: Path, faults: Faults) -> bool:
    """Return whether every output is there; but for the workbook that people fill in, it is unchanged too."""
    whole = True
    for name in dict.fromkeys((*OUTPUTS, *record.outputs)):
        if name == RECORD:
            continue
        if name not in record.outputs:
            faults.add(f"{RECORD} tidak mencatat {name}")
        elif not (result / name).is_file():
            whole = False
            faults.add(f"{name} tidak ada di folder hasil")
        elif name != WORKBOOK and sha256_of(result / name) != record.outputs[name]:
            faults.add(f"{name} berubah sejak usulan dibuat, atau berasal dari usulan lain")
    return whole


def _problem(sources: RoundSources, settings: Settings, record: RunRecord) -> PlacementProblem:
    try:
        return read_problem(sources, settings, record.judged_on, quarantine=record.summary.quarantined > 0)
    except InputError as fault:
        raise VerificationError(
            [
                f"masukan tidak terbaca lagi: {one.location}: {one.problem}"
                for one in fault.issues
                if one.is_error
            ]
        ) from fault


def _under_review(sources: RoundSources, settings: Settings, problem: PlacementProblem) -> PlacementProblem:
    """Read the decisions and the plan they were about again, where the result is that of a review."""
    if sources.decisions is None or sources.previous is None:
        return problem
    register, previous = (
        NamedBytes(path.name, path.read_bytes()) for path in (sources.decisions, sources.previous)
    )
    try:
        return under_review(problem, settings, register, previous)
    except InputError as fault:
        raise VerificationError([f"{one.location}: {one.problem}" for one in fault.issues]) from fault


def _check_id(record: RunRecord, problem: PlacementProblem, settings: Settings, faults: Faults) -> None:
    expected = run_id(problem.sources, as_toml_dict(settings), record.judged_on, record.version)
    if record.run_id != expected:
        faults.add(f"{RECORD}: id tertulis {record.run_id}, menurut masukan dan aturan {expected}")


def _check_plan(
    record: RunRecord,
    result: Path,
    problem: PlacementProblem,
    settings: Settings,
    *,
    pairs: PairScores,
    faults: Faults,
) -> tuple[PlacementPlan, int, int]:
    """Check the published plan; return it with the number of decided rows and of eligible pairs."""
    placements: tuple[Placement, ...] = ()
    try:
        rows = read_placements(result / PLACEMENTS)
    except PlacementsUnreadableError as fault:
        faults.add(str(fault))
    else:
        placements = placements_of(problem, rows, faults)
        check_cells(problem, pairs, rows, faults)
    decided = check_workbook(result / WORKBOOK, placements, faults)
    plan = PlacementPlan(
        placements,
        record.termination,
        record.total_score,
        record.bound,
        record.tiers,
        _certificate(record, result, problem, faults),
        stays_of(problem, pairs, placements),
    )
    examination = examine(problem, settings, plan, pairs)
    faults.extend(examination.faults)
    return plan, decided, examination.eligible_pairs


def _certificate(
    record: RunRecord, result: Path, problem: PlacementProblem, faults: Faults
) -> Certificate | None:
    try:
        made_by, certificate = read_proof(result / PROOF, problem)
    except ProofUnreadableError as fault:
        for sentence in fault.faults:
            faults.add(sentence)
        return None
    if made_by != record.run_id:
        faults.add(f"{PROOF} milik usulan {made_by}, bukan {record.run_id}")
    return certificate


def _check_figures(
    record: RunRecord, problem: PlacementProblem, plan: PlacementPlan, eligible_pairs: int, faults: Faults
) -> None:
    """The summary counts what is there, and the gap is the difference that it claims to be."""
    if record.gap != plan.gap:
        faults.add(f"{RECORD}: selisih tertulis {record.gap}, hasil hitung ulang {plan.gap}")
    recomputed = summary_of(problem, plan, eligible_pairs)
    for one in fields(recomputed):
        written, right = getattr(record.summary, one.name), getattr(recomputed, one.name)
        if written != right:
            faults.add(
                f"{RECORD}: ringkasan {FIGURES[one.name]} tertulis {_shown(one.name, written)}, "
                f"hasil hitung ulang {_shown(one.name, right)}"
            )


def _shown(figure: str, value: int | None) -> str:
    if value is None:
        return "(tidak ada)"
    return hundredths(value) if figure == "mean_score" else str(value)
