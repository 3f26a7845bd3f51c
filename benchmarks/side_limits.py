"""Couples and share limits beside the network: proved optimum, and CP-SAT on the same round for comparison.

python benchmarks/side_limits.py 15000x4000 --pasangan 100 --bagian 40 --benih 1 2 3 4 5 --cp-sat 60

Each seed draws other couples, groups and shares in the same round. Seconds of processor stand beside
those of the clock: they hold on a machine that does other work, too.
"""

from __future__ import annotations

import argparse
import resource
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from instances import size_of, synthetic_model
from penempatan.assignment.sides import sort_limits
from penempatan.assignment.solve import solve
from penempatan.objective.limit import Limit, between
from penempatan.settings.model import Goal, ObjectiveSettings, SolveSettings

if TYPE_CHECKING:
    from penempatan.assignment.model import AssignmentModel, Solution

ORDERS = {
    "baku": ObjectiveSettings().order,  # as in aturan.toml
    "tiga": (Goal.PRIORITY, Goal.MUST_PLACE, Goal.FIT),
}


def with_side_limits(model: AssignmentModel, couples: int, shares: int, seed: int = 5) -> AssignmentModel:
    """Return the round with couples who must share a dinas and groups of at most 10–24 % of one dinas."""
    draw = np.random.default_rng(seed)
    n, m = model.n_employees, model.n_vacancies
    dinas = model.goals.vacancy_dinas.astype(np.int32)
    n_dinas = int(dinas.max()) + 1
    limits = []
    people = draw.choice(n, 2 * couples, replace=False)
    for couple in range(couples):
        group = np.zeros(n, np.int32)
        group[people[2 * couple : 2 * couple + 2]] = 1, 2
        for who in (1, 2):
            for here in range(n_dinas):
                weight = np.zeros((3, n_dinas), np.int64)
                weight[3 - who] = 1
                weight[3 - who, here] = 0
                weight[who, here] = 1
                key = f"pasangan:{couple:03d}:{who}:{here:02d}"
                limits.append(Limit(key, key, group, dinas, weight, at_most=1))
    grade = draw.integers(0, 5, n).astype(np.int32)
    for share in range(shares):
        percent, which = int(draw.integers(10, 25)), int(draw.integers(0, 5))
        inside = dinas == share % n_dinas
        weight = np.zeros((5, 2), np.int64)
        weight[:, 1] = -percent
        weight[which, 1] = 100 - percent
        key = f"bagian:{share:02d}"
        limits.append(Limit(key, key, grade, inside.astype(np.int32), weight, at_most=0))
        most = int(model.capacity[inside].sum()) * percent // 100
        limits.append(between(f"{key}:orang", key, grade == which, inside, at_most=most))
    limits.sort(key=lambda limit: limit.key)
    found = sort_limits(limits, model.pairs, n_employees=n, n_vacancies=m, pinned=())
    return replace(model, limits=tuple(limits), sorted_limits=found)


def cp_sat(model: AssignmentModel, solution: Solution, seconds: float) -> str:
    """Return how near CP-SAT comes on each person's 6 best pairs and those of the plan, as full as it."""
    from ortools.sat.python import cp_model

    (block,) = model.pairs.blocks()
    order = np.lexsort((-block.score, block.employee))
    first = np.searchsorted(block.employee[order], block.employee[order])
    keep = np.zeros(len(order), np.bool_)
    keep[order[np.arange(len(order)) - first < 6]] = True
    keep |= solution.vacancy_of[block.employee] == block.vacancy
    employee, vacancy, score = block.employee[keep], block.vacancy[keep], block.score[keep]
    program = cp_model.CpModel()
    x = [program.new_bool_var("") for _ in range(len(score))]
    for side, caps in ((employee, np.ones(model.n_employees, np.int64)), (vacancy, model.capacity)):
        order = np.argsort(side, kind="stable")
        for rows in np.split(order, np.flatnonzero(np.diff(side[order])) + 1):
            program.add(sum(x[one] for one in rows.tolist()) <= int(caps[side[rows[0]]]))
    for limit in model.limits:
        weight = limit.weights(employee, vacancy)
        rows = np.flatnonzero(weight)
        if len(rows) and limit.at_most is not None:
            program.add(sum(int(weight[one]) * x[one] for one in rows.tolist()) <= limit.at_most)
    program.add(sum(x) >= int((solution.vacancy_of >= 0).sum()))
    program.maximize(sum(int(score[one]) * x[one] for one in range(len(score))))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    status = solver.solve(program)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return f"no plan after {seconds:.0f} s on {len(score)} pairs"
    gap = solver.best_objective_bound / solver.objective_value - 1
    return f"{solver.status_name(status)} {solver.objective_value:.0f}, gap {gap:.3%}, {len(score)} pairs"


def run(asked: argparse.Namespace, order: tuple[Goal, ...], seed: int) -> None:
    """Solve one round and print it."""
    model = with_side_limits(
        synthetic_model(size_of(asked.size), order=order), asked.pasangan, asked.bagian, seed
    )
    started, before = time.perf_counter(), _processor()
    solution = solve(model, SolveSettings(time_limit_s=600))
    seconds, work = time.perf_counter() - started, _processor() - before
    limits = f"{asked.pasangan} couples, {asked.bagian} shares, {len(model.limits)} limits"
    print(f"{asked.size}: {limits}, seed {seed}")
    print(f"  {solution.termination.value} {solution.total_score} in {seconds:.1f} s, processor {work:.1f} s")
    print(" ", solution.statistics)
    for one in solution.certificate.tiers:
        print(f"  {one.tier}: {one.value} ({'search' if one.searched else 'prices'})")
    print(f"  {len(solution.certificate.cuts)} cuts", flush=True)
    if asked.cp_sat:
        print("  CP-SAT:", cp_sat(model, solution, asked.cp_sat))


def _processor() -> float:
    """Return the seconds of processor so far, those of ended children too."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def main() -> None:
    """Solve the rounds asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", nargs="?", default="15000x4000")
    parser.add_argument("--pasangan", type=int, default=100)
    parser.add_argument("--bagian", type=int, default=40)
    parser.add_argument("--benih", type=int, nargs="+", default=[5], help="seeds of couples and shares")
    parser.add_argument(
        "--urutan", choices=ORDERS, default="baku", help="the goals: the default order, or three"
    )
    parser.add_argument("--cp-sat", type=float, default=0.0, help="seconds for the peer; 0: without")
    asked = parser.parse_args()
    for seed in asked.benih:
        run(asked, ORDERS[asked.urutan], seed)


if __name__ == "__main__":
    main()
