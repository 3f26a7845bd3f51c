"""The whole journey of a round on one page: read, score, solve, verify, explain, publish."""

from __future__ import annotations

import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import Enum
from importlib.metadata import version
from typing import TYPE_CHECKING

from penempatan.assignment.no_plan.why_no_plan import solve_or_say_why
from penempatan.assignment.plan import plan_of
from penempatan.assignment.rule_lift import rule_lifts
from penempatan.assignment.tier_prices import tier_prices
from penempatan.assignment.waiver_worth import waiver_worths
from penempatan.assignment.what_if.figures import what_ifs
from penempatan.assignment.what_if.rearranged import rearranged_what_ifs
from penempatan.errors import DecisionsAtRiskError, InputError, InterruptedRunError, VerificationError
from penempatan.explain.explain import explain
from penempatan.intake.read import inspect_round
from penempatan.objective.limits import limit_issues
from penempatan.report.files import PLACEMENTS, PROOF, RECORD, TRAIL, WORKBOOK, sha256_of
from penempatan.report.placements_csv import write_placements
from penempatan.report.proof import write_proof
from penempatan.report.publish import check_target, publish, stage
from penempatan.report.record import run_id, write_record
from penempatan.report.run import RunMeta, RunReport
from penempatan.report.trail import EventKind, TrailBrokenError, facts_of, read_chain, trail_line
from penempatan.report.workbook import write_workbook
from penempatan.scoring.build import pair_scores
from penempatan.scoring.locks import check_locks
from penempatan.scoring.pairs import StoredPairs
from penempatan.scoring.sweep import held
from penempatan.settings.loader import as_toml_dict, load_settings
from penempatan.settings.model import Settings
from penempatan.verification.aside import checked_aside
from penempatan.verification.check import verify
from penempatan.verification.shortages import shortage_faults

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from penempatan.assignment.model import AssignmentModel, Solution
    from penempatan.domain.change import Change
    from penempatan.domain.issue import Issue
    from penempatan.domain.plan import PlacementPlan
    from penempatan.domain.problem import PlacementProblem
    from penempatan.domain.remark import Remark
    from penempatan.intake.sources import RoundSources
    from penempatan.intake.table import Table


class Stage(Enum):
    """The stages of a run, in order; the value is their name in `rekam.json`."""

    READ = "baca"
    SCORE = "skor"
    SOLVE = "selesaikan"
    EXPLAIN = "jelaskan"
    WRITE = "tulis"
    VERIFY = "verifikasi"  # what is still to wait for: it runs beside the two before


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a round, sound or not. `problem` is None when errors were found."""

    settings: Settings
    problem: PlacementProblem | None
    issues: tuple[Issue, ...]
    tables: tuple[Table, ...] = ()  # as laid out, for the correction workbook


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a result goes, and what goes there with it."""

    sources: RoundSources
    target: Path
    event: EventKind
    trail: bytes  # the chain that the result continues
    overwrite: bool = False
    files: Mapping[str, bytes] = field(default_factory=dict)  # written as they are
    continued: frozenset[str] = frozenset()  # files whose earlier version the new one has in it
    changes: Callable[[PlacementPlan], tuple[Change, ...]] | None = None
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class RoundOutcome:
    """A finished run, the files it published, and dated copies of earlier, decided files."""

    report: RunReport
    files: tuple[Path, ...]
    kept: tuple[Path, ...]


def plan_round(
    sources: RoundSources,
    *,
    target: Path,
    today: date,
    overwrite: bool = False,
    quarantine: bool = False,
    progress: Callable[[Stage], None] | None = None,
) -> RoundOutcome:
    """Plan a round and publish the result in the folder `target`.

    With `quarantine`, rows with errors are left out and listed; else they stop the run.

    Raises the errors of `errors.py`, each with its own exit code; `target` stays as it was unless the run
    ends well.
    """
    clock = Clock(progress)
    with interruption():
        check_target(target, overwrite=overwrite)
        with clock.stage(Stage.READ):
            settings, problem = read_round(sources, today=today, quarantine=quarantine)
        trail, broken = _trail_so_far(target, overwrite=overwrite)
        destination = Destination(sources, target, EventKind.PLAN, trail, overwrite=overwrite, files=broken)
        return make_result(problem, settings, destination, clock)


def make_result(
    problem: PlacementProblem, settings: Settings, destination: Destination, clock: Clock
) -> RoundOutcome:
    """Score, solve, verify and explain a round that was read, and publish the result whole or not at all."""
    with ExitStack() as stack:
        with clock.stage(Stage.SCORE):
            pairs = pair_scores(problem, settings)
            check_locks(problem, pairs)
            source = held(pairs, settings)
        begun = time.monotonic()
        with clock.stage(Stage.SOLVE):
            model, solution = solve_or_say_why(problem, settings, source)
            plan = plan_of(problem, model, solution)
        check = stack.enter_context(checked_aside(lambda: verify(problem, settings, plan)))
        with clock.stage(Stage.EXPLAIN):
            explanations = explain(problem, settings, pairs, source, plan)
            until = begun + settings.solve.time_limit_s
            figures = (
                rearranged_what_ifs(problem, _until(until, settings), source, plan)
                if problem.incumbents
                else what_ifs(problem, _until(until, settings), model, solution)
            )
            tiers_priced = settings.objective.tier_prices
            prices = tier_prices(model, solution, _until(until, settings).solve) if tiers_priced else None
            worths = waiver_worths(problem, _until(until, settings), pairs, source, plan)
            lifts = rule_lifts(
                problem, _until(until, settings), pairs, source, model=model, solution=solution
            )
        counted = source if isinstance(source, StoredPairs) else pairs
        if faults := shortage_faults(problem, counted, explanations.shortages):
            raise VerificationError(faults)
        report = RunReport(
            problem,
            settings,
            pairs,
            plan,
            explanations,
            _meta(problem, settings, model, solution),
            waivers=worths,
            tier_prices=prices,
            what_ifs=figures,
            rule_lifts=lifts,
            changes=destination.changes(plan) if destination.changes else (),
            remarks=destination.remarks,
        )
        staged = stack.enter_context(stage(destination.target))
        with clock.stage(Stage.WRITE):
            seal = _write(staged.folder, report, destination.files)
        with clock.stage(Stage.VERIFY):
            check.verdict()  # raises before anything is published
        report = replace(report, meta=replace(report.meta, seconds=tuple(clock.seconds)))
        _record(staged.folder, report, destination, seal)
        published = publish(staged, overwrite=destination.overwrite, continued=destination.continued)
    return RoundOutcome(report, published.files, published.kept)


def _until(moment: float, settings: Settings) -> Settings:
    """Return the rules with what is left of the time limit: figures beside a plan take no more than that."""
    left = max(0, int(moment - time.monotonic()))
    return replace(settings, solve=replace(settings.solve, time_limit_s=left))


@contextmanager
def interruption() -> Iterator[None]:
    """Turn Ctrl-C into the error that says what became of the results."""
    try:
        yield
    except KeyboardInterrupt:
        raise InterruptedRunError(
            "Dihentikan. Tidak ada hasil yang ditulis; hasil sebelumnya, bila ada, tidak berubah."
        ) from None


def planned(problem: PlacementProblem, settings: Settings) -> PlacementPlan:
    """Return the checked plan of a round, without explanations and files: one what-if among many.

    Raises what a run raises: InputError, NoPlanError, and VerificationError where the check finds a fault.
    """
    pairs = pair_scores(problem, settings)
    check_locks(problem, pairs)
    plan = plan_of(problem, *solve_or_say_why(problem, settings, held(pairs, settings)))
    verify(problem, settings, plan)
    return plan


def read_round(
    sources: RoundSources, *, today: date, quarantine: bool = False
) -> tuple[Settings, PlacementProblem]:
    """Return the resolved rules and the round, ready to solve; InputError holding every finding of both."""
    reading = check_round(sources, today=today, quarantine=quarantine)
    if reading.problem is None:
        raise InputError(reading.issues)
    return reading.settings, reading.problem


def check_round(sources: RoundSources, *, today: date, quarantine: bool = False) -> Reading:
    """Read rules and tables and collect every finding; nothing is raised for what the files hold."""
    faults: tuple[Issue, ...] = ()
    settings = Settings()
    try:
        settings = load_settings(sources.rules)
    except InputError as error:
        faults = error.issues
    read = inspect_round(sources, settings, today, quarantine=quarantine)
    if read.problem is not None and not faults:
        faults = limit_issues(read.problem, settings)
    if read.problem is not None and not faults:
        judged = replace(settings.round, judged_on=read.problem.judged_on)
        return Reading(replace(settings, round=judged), read.problem, read.issues, read.tables)
    return Reading(settings, None, (*faults, *read.issues), read.tables)


@dataclass(slots=True)
class Clock:
    """Announces each stage and measures it."""

    announce: Callable[[Stage], None] | None
    seconds: list[tuple[str, float]] = field(default_factory=list)

    @contextmanager
    def stage(self, stage: Stage) -> Iterator[None]:
        """Announce a stage and take its time."""
        if self.announce is not None:
            self.announce(stage)
        start = time.perf_counter()
        yield
        self.seconds.append((stage.value, round(time.perf_counter() - start, 3)))


def _meta(
    problem: PlacementProblem, settings: Settings, model: AssignmentModel, solution: Solution
) -> RunMeta:
    this = version("penempatan")
    return RunMeta(
        run_id=run_id(problem.sources, as_toml_dict(settings), problem.judged_on, this),
        created=datetime.now(UTC).replace(microsecond=0),
        version=this,
        solver=f"ortools {version('ortools')} SimpleMinCostFlow",
        eligible_pairs=solution.statistics.eligible_pairs - model.twins,
        candidate_pairs=solution.statistics.candidate_pairs,
        pricing_rounds=solution.statistics.pricing_rounds,
        seconds=(),
    )


def _write(folder: Path, report: RunReport, files: Mapping[str, bytes]) -> str:
    """Write what people and scripts read of a result; return the seal of the approval workbook."""
    for name, data in files.items():
        (folder / name).write_bytes(data)
    seal = write_workbook(folder / WORKBOOK, report)
    write_placements(folder / PLACEMENTS, report.problem, report.pairs, report.plan)
    if report.plan.certificate is not None:
        write_proof(folder / PROOF, report.problem, report.plan.certificate, report.meta.run_id)
    return seal


def _record(folder: Path, report: RunReport, destination: Destination, seal: str) -> None:
    """Write the trail's next line and the record of a result, with the hashes of the files beside it."""
    hashes = {path.name: sha256_of(path) for path in sorted(folder.iterdir())}
    line = trail_line(destination.trail, destination.event, facts_of(report, hashes, seal))
    (folder / TRAIL).write_bytes(destination.trail + line)
    write_record(
        folder / RECORD,
        report,
        destination.sources,
        destination.target,
        hashes,
        seal=seal,
        trail=read_chain(destination.trail + line)[-1].hash,
    )


def _trail_so_far(target: Path, *, overwrite: bool) -> tuple[bytes, dict[str, bytes]]:
    """Return the chain that a run in this folder continues, and copies to keep of one that is broken.

    Nothing is added to a broken chain: DecisionsAtRiskError, or with `overwrite` a new chain beside a copy.
    """
    path = target / TRAIL
    data = path.read_bytes() if path.is_file() else b""
    try:
        read_chain(data)
    except TrailBrokenError as fault:
        if not overwrite:
            raise DecisionsAtRiskError(
                f"Jejak di folder {target} tidak utuh ({fault}), jadi tidak dapat dilanjutkan. Pilih folder "
                "lain dengan --keluaran, atau pakai --timpa: jejak yang rusak disimpan sebagai salinan."
            ) from fault
        return b"", {f"jejak-rusak-{datetime.now(UTC):%Y%m%d-%H%M%S}.jsonl": data}
    return data, {}
