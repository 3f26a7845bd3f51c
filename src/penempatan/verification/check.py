"""The independent checker: is this plan what it claims to be? It sees neither the solver nor its model.

Everything is recomputed from the round and the rules: eligibility, scores, seats, pins, limits, totals, and
the dual
certificate over every eligible pair, in one pass over the score blocks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from penempatan.domain.plan import Termination
from penempatan.eligibility.rule import Verdict
from penempatan.errors import VerificationError
from penempatan.objective.goals import goals_of
from penempatan.objective.limits import limits_of
from penempatan.objective.seats import seats_of
from penempatan.scoring.bars import ChosenBar
from penempatan.scoring.build import pair_scores
from penempatan.scoring.sweep import fits, knows_kinds, possible_pairs, sweep_of
from penempatan.verification.certificate import CertificateCheck
from penempatan.verification.faults import Faults
from penempatan.verification.pair_recount import pair_faults
from penempatan.verification.placements import (
    PlacedPairs,
    check_limits,
    check_locks,
    check_present_posts,
    check_review,
    check_seats,
    placed_pairs,
    residue,
)
from penempatan.verification.recounted import check_recounted
from penempatan.verification.tier_certificate import TierCertificateCheck

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from penempatan.domain.plan import PlacementPlan
    from penempatan.domain.problem import PlacementProblem
    from penempatan.objective.goals import Goals
    from penempatan.scoring.bars import Bar
    from penempatan.scoring.pairs import PairScores
    from penempatan.scoring.sweep import Sweep
    from penempatan.settings.model import Settings

    IntArray = NDArray[np.int32]

IN_BULK_FROM = 20_000_000  # pairs; a round with fewer is checked pair by pair as quickly


@dataclass(frozen=True, slots=True)
class Examination:
    """What the checker found, and the figures it came upon on the way."""

    faults: Faults
    eligible_pairs: int


def verify(problem: PlacementProblem, settings: Settings, plan: PlacementPlan) -> None:
    """Return in silence when the plan holds in every respect; VerificationError with all faults when not."""
    examination = examine(problem, settings, plan)
    if examination.faults:
        raise VerificationError(examination.faults.sentences())


def examine(
    problem: PlacementProblem, settings: Settings, plan: PlacementPlan, pairs: PairScores | None = None
) -> Examination:
    """Check a plan and collect the faults; `pairs` saves a caller that has its own from building them."""
    faults = Faults()
    if pairs is None:
        pairs = pair_scores(problem, settings)
    goals, limits = goals_of(problem, settings), limits_of(problem, settings)
    seats = seats_of(problem)
    placed = placed_pairs(problem, plan, seats, faults)
    check_seats(problem, placed, seats, faults)
    check_present_posts(problem, plan, faults)
    check_locks(problem, placed, faults)
    check_review(problem, placed, faults)
    check_limits(placed, limits, faults)
    check_recounted(problem, settings, placed, limits, faults)
    for sentence in pair_faults(problem, settings, plan):
        faults.add(sentence)

    certificate: CertificateCheck | TierCertificateCheck | None = None
    if plan.certificate is not None:
        left = residue(problem, placed, seats, limits)
        check = TierCertificateCheck if plan.certificate.tiers else CertificateCheck
        certificate = check(
            plan.certificate,
            problem=problem,
            goals=goals,
            limits=limits,
            seats=seats,
            residue=left,
            faults=faults,
        )
    eligible_pairs, score = _sweep(problem, settings, pairs, placed, certificate=certificate, faults=faults)
    _check_totals(plan, goals, placed, score, faults)
    bound = None
    if certificate is not None and certificate.usable:
        free = ~placed.pinned
        bound = certificate.conclude(
            placed.employee[free],
            placed.kind[free],
            score[free],
            optimal=plan.termination is Termination.OPTIMAL,
        )
        if bound is not None:
            bound += int(score[placed.pinned].sum())
    _check_termination(plan, bound, faults)
    return Examination(faults, eligible_pairs)


def _sweep(
    problem: PlacementProblem,
    asked: Settings,
    pairs: PairScores,
    placed: PlacedPairs,
    *,
    certificate: CertificateCheck | TierCertificateCheck | None,
    faults: Faults,
) -> tuple[int, IntArray]:
    """One pass over all eligible pairs; return their number and the true score of each placement.

    A small round whose pairs fit into the memory allowed is checked pair by pair. In a larger one, pairs are
    covered in bulk where the prices exceed the best score of a person in a whole kind of vacancies.
    """
    at = np.full(len(problem.employees), -1, dtype=np.int32)  # the (last) placement of each employee
    at[placed.employee] = np.arange(len(placed.employee), dtype=np.int32)
    goal_of = np.full(len(problem.employees), -1, dtype=np.int32)
    goal_of[placed.employee] = placed.vacancy
    score = np.full(len(placed.employee), -1, dtype=np.int32)
    alone = isinstance(certificate, TierCertificateCheck) or (
        fits(pairs, asked) and (not knows_kinds(pairs) or possible_pairs(pairs) <= IN_BULK_FROM)
    )
    sweep = None if alone else sweep_of(pairs, asked.solve.workers)
    eligible_pairs = 0
    for block in pairs.blocks() if sweep is None else sweep.reaching(_bars(sweep, goal_of, certificate)):
        eligible_pairs += len(block)
        hit = goal_of[block.employee] == block.vacancy
        score[at[block.employee[hit]]] = block.score[hit]
        if certificate is not None and certificate.usable:
            certificate.scan(block.employee, block.vacancy, block.score)
    if sweep is not None:
        eligible_pairs = sweep.count()
    for index in np.flatnonzero(score < 0).tolist():
        score[index] = _judge_alone(problem, pairs, placed, index, faults)
    for index in np.flatnonzero(score != placed.score).tolist():
        faults.add(
            f"{_name(problem, placed, index)}: skor tertulis {int(placed.score[index]) / 100:.2f}, "
            f"hasil hitung ulang {int(score[index]) / 100:.2f}"
        )
    return eligible_pairs, score


def _bars(
    sweep: Sweep, chosen: IntArray, certificate: CertificateCheck | TierCertificateCheck | None
) -> list[Bar]:
    """Return what a pair must reach to matter to the check."""
    bars: list[Bar] = [ChosenBar(chosen, sweep.kinds.of)]
    if isinstance(certificate, CertificateCheck) and certificate.usable:
        bars += certificate.bars(sweep.kinds)
    return bars


def _judge_alone(
    problem: PlacementProblem, pairs: PairScores, placed: PlacedPairs, index: int, faults: Faults
) -> int:
    """A placement that the blocks do not hold: say which rules forbid it, return its score all the same."""
    judgement = pairs.judge(int(placed.employee[index]), int(placed.vacancy[index]))
    if not judgement.eligible:
        reasons = "; ".join(
            f"{finding.code.value} (pegawai: {finding.held}; syarat: {finding.required})"
            for finding in judgement.findings
            if finding.verdict is Verdict.FORBIDDEN
        )
        faults.add(f"{_name(problem, placed, index)} tidak memenuhi syarat: {reasons}")
    return judgement.score


def _check_totals(
    plan: PlacementPlan, goals: Goals, placed: PlacedPairs, score: IntArray, faults: Faults
) -> None:
    total = int(score.sum())
    if plan.total_score != total:
        faults.add(f"total skor tertulis {plan.total_score / 100:.2f}, hasil hitung ulang {total / 100:.2f}")
    claimed = [(one.tier, one.value) for one in plan.tiers]
    true = [(goal.value, goals.total(goal, placed.employee, placed.kind, score)) for goal in goals.order]
    if [tier for tier, _ in claimed] != [tier for tier, _ in true]:
        faults.add(
            f"tingkat tujuan tertulis {', '.join(tier for tier, _ in claimed) or '(kosong)'}, "
            f"menurut aturan {', '.join(tier for tier, _ in true)}"
        )
        return
    for (tier, value), (_, recomputed) in zip(claimed, true, strict=True):
        if value != recomputed:
            faults.add(f"tingkat tujuan {tier}: tertulis {value}, hasil hitung ulang {recomputed}")


def _check_termination(plan: PlacementPlan, proven: int | None, faults: Faults) -> None:
    """The status agrees with the gap, and the certificate proves what the status says (hundredths)."""
    if plan.termination is Termination.INFEASIBLE:
        faults.add("status TIDAK_LAYAK, padahal ada usulan")
        return
    if plan.bound < plan.total_score:
        faults.add(
            f"batas atas {plan.bound / 100:.2f} lebih rendah dari total skor {plan.total_score / 100:.2f}"
        )
    if plan.termination is Termination.OPTIMAL and plan.gap != 0:
        faults.add(f"status OPTIMAL, padahal selisihnya {plan.gap / 100:.2f}")
    if plan.termination is Termination.OPTIMAL and plan.certificate is None:
        faults.add("status OPTIMAL tanpa bukti harga")
    if proven is not None and plan.bound < proven:
        faults.add(f"batas atas tertulis {plan.bound / 100:.2f}, bukti hanya menjamin {proven / 100:.2f}")


def _name(problem: PlacementProblem, placed: PlacedPairs, index: int) -> str:
    employee = problem.employees[int(placed.employee[index])]
    return f"NIP {employee.id} pada formasi {problem.vacancies[int(placed.vacancy[index])].code}"
