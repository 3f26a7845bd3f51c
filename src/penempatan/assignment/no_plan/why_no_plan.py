"""A round that no plan can hold, said in words: what clashes, and what to give up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from penempatan.assignment.arcs import Arcs
from penempatan.assignment.build import build_model
from penempatan.assignment.clock import Clock
from penempatan.assignment.mixed.rows import frame_of
from penempatan.assignment.mixed.solve import nobody_moved
from penempatan.assignment.no_plan.clash import clash_of
from penempatan.assignment.no_plan.demands import question_of
from penempatan.assignment.no_plan.feasible import Asking
from penempatan.assignment.present import PlacesLostError
from penempatan.assignment.solve import solve
from penempatan.errors import NoPlanError
from penempatan.objective.seats import seats_of

if TYPE_CHECKING:
    from penempatan.assignment.model import AssignmentModel, Solution
    from penempatan.assignment.no_plan.clash import Clash
    from penempatan.assignment.no_plan.demands import Demand, Question
    from penempatan.domain.problem import PlacementProblem
    from penempatan.scoring.pairs import PairSource
    from penempatan.settings.model import Settings

MOST_NAMED = 10  # demands that the message names


def solve_or_say_why(
    problem: PlacementProblem, settings: Settings, pairs: PairSource
) -> tuple[AssignmentModel, Solution]:
    """Build and solve a round; where no plan holds, find out which limits, pins and bans clash.

    Whether any plan holds is asked first where that is in doubt: the answer is a plan to begin with, or the
    clash. Looking for it takes as long as solving may, no longer.

    Raises:
        NoPlanError: no plan keeps the limits; the message names the smallest clash, if one was found in time.
        SolverFaultError: two methods disagree about it.
    """
    try:
        model = build_model(problem, settings, pairs)
    except PlacesLostError as error:
        asking = _asking(problem, settings, error.model)
        raise _said(problem, asking, error) from error
    if not _in_doubt(model):
        return model, _solved(problem, settings, model, None)
    asking = _asking(problem, settings, model)
    answer = asking.ask(asking.question.demands)
    if answer.possible is False:
        unsaid = NoPlanError(
            "Tidak ada susunan yang memenuhi semua batas dan kunci sekaligus. Sampai batas waktu belum "
            "ditemukan yang mana yang bertentangan: naikkan batas_waktu_detik, atau longgarkan batasnya satu "
            "per satu."
        )
        raise _said(problem, asking, unsaid)
    if answer.plan is not None:
        model = replace(model, start=_free(model, answer.plan))
    return model, _solved(problem, settings, model, asking)


def _in_doubt(model: AssignmentModel) -> bool:
    """Whether the plan at hand, nobody placed or everybody staying, breaks a limit."""
    nobody = nobody_moved(model)
    return bool(model.sorted_limits.side) and bool(frame_of(model).violated(nobody.employee, nobody.vacancy))


def _asking(problem: PlacementProblem, settings: Settings, model: AssignmentModel) -> Asking:
    seats = seats_of(problem) if problem.incumbents else None
    clock = Clock(float(settings.solve.time_limit_s))
    return Asking(question_of(model, seats), clock, settings.solve.workers)


def _free(model: AssignmentModel, plan: Arcs) -> Arcs:
    """Leave the pinned out of a plan, and give every pair the score that it has among the pairs."""
    pinned = np.array([one for one, _, _ in model.pinned], np.int32)
    plan = plan.take(~np.isin(plan.employee, pinned))
    kind = np.full(model.n_employees, -1, np.int32)
    kind[plan.employee] = plan.vacancy
    score = np.zeros(model.n_employees, np.int32)
    for block in model.pairs.blocks():
        chosen = kind[block.employee] == block.vacancy
        score[block.employee[chosen]] = block.score[chosen]
    return Arcs(plan.employee, plan.vacancy, score[plan.employee])


def _solved(
    problem: PlacementProblem, settings: Settings, model: AssignmentModel, asking: Asking | None
) -> Solution:
    try:
        return solve(model, settings.solve)
    except NoPlanError as error:
        raise _said(problem, asking or _asking(problem, settings, model), error) from error


def _said(problem: PlacementProblem, asking: Asking, error: NoPlanError) -> NoPlanError:
    """Return the error with the clash in words, or as it is where none was found."""
    clash = clash_of(asking)
    return error if clash is None else NoPlanError(_words(problem, asking.question, clash))


def _words(problem: PlacementProblem, question: Question, clash: Clash) -> str:
    told = clash.demands
    named = [
        f"({number}) {_demand(problem, question, one)}" for number, one in enumerate(told[:MOST_NAMED], 1)
    ]
    more = f"; dan {len(told) - MOST_NAMED} lagi" if len(told) > MOST_NAMED else ""
    kept = " Setiap pemangku jabatan harus tetap mendapat tempat." if problem.incumbents else ""
    if len(told) == 1:
        return (
            f"Tidak ada susunan yang memenuhi {_demand(problem, question, told[0])}, apa pun batas dan kunci "
            f"lainnya. Longgarkan atau hapus.{kept}"
        )
    listed = "Tidak ada susunan yang memenuhi ketentuan berikut sekaligus: " + "; ".join(named) + more + "."
    if clash.smallest:
        return (
            f"{listed} Tanpa salah satunya, yang lain dapat dipenuhi bersama: longgarkan atau hapus salah "
            f"satunya.{kept}"
        )
    return (
        f"{listed} Sampai batas waktu belum terbukti bahwa semuanya diperlukan untuk bertentangan; mungkin "
        f"sebagian saja sudah cukup. Longgarkan atau hapus sebagian.{kept}"
    )


def _demand(problem: PlacementProblem, question: Question, demand: Demand) -> str:
    if demand.limit is None:
        pair = demand.pin or demand.ban
        assert pair is not None
        post = pair[1] if question.base.post is None else int(question.base.post[pair[1]])
        nip, code = problem.employees[pair[0]].id, problem.vacancies[post].code
        decided = any(
            one.decided for one in problem.locks if (one.employee_id, one.vacancy_code) == (nip, code)
        )
        if demand.pin is not None:
            return f"{'keputusan' if decided else 'kunci'} NIP {nip} pada formasi {code}"
        name = "keputusan yang menolak" if decided else "larangan"
        return f"{name} NIP {nip} pada jabatannya sekarang, formasi {code}"
    limit = demand.limit
    bounds = [
        f"paling {word} {bound}"
        for word, bound in (("sedikit", limit.at_least), ("banyak", limit.at_most))
        if bound is not None
    ]
    return f"batas “{limit.label}” ({', '.join(bounds)})"
