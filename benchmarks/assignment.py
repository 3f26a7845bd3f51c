"""Our solve against its peers on the same instances, in the same run, with the same optimum asserted.

    python benchmarks/assignment.py                            # 2000x600 and 15000x3000, then growth
    python benchmarks/assignment.py --sizes 6000x1500 --no-growth

Every contestant runs in a process of its own. Ours does more: all five tiers of the objective and a proof
over all pairs; the peers solve priority, must-place and fit packed into one cost, and prove nothing.
The figures move with whatever else the machine does; trust the ratios of one run.
"""

from __future__ import annotations

import argparse
import json
import math
import platform
from typing import TYPE_CHECKING, Any

import numpy as np

from instances import Size, fill_then_fit, size_of, synthetic_model
from measure import Meter, in_own_process
from penempatan.assignment.solve import solve
from penempatan.domain.plan import Termination
from penempatan.scoring.pairs import PairBlock, StoredPairs
from penempatan.settings.model import SolveSettings

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from penempatan.assignment.model import AssignmentModel

SIZES = ("2000x600", "15000x3000")
GROWTH_SIZES = ("2000x400", "4000x800", "8000x1600", "15000x3000")
CP_SAT_PAIRS = 200_000  # above this many pairs one Boolean a pair is hopeless
CP_SAT_SECONDS = 120.0


def run_ours(model: AssignmentModel, meter: Meter) -> NDArray[np.int32]:
    """Solve all tiers with proof; the model's stored pairs are the instance."""
    import ortools.graph.python.min_cost_flow  # noqa: F401 - as for the peers, importing is not solving

    meter.lap("build")
    solution = solve(model, SolveSettings())
    meter.lap("total")
    meter.seconds |= dict(solution.statistics.seconds)
    meter.seconds["calon_pasangan"] = solution.statistics.candidate_pairs
    meter.seconds["putaran_harga"] = solution.statistics.pricing_rounds
    assert solution.termination is Termination.OPTIMAL
    return solution.vacancy_of


def run_scipy(model: AssignmentModel, meter: Meter) -> NDArray[np.int32]:
    """Solve SciPy's dense linear_sum_assignment: a column an opening, ineligible pairs worth nothing."""
    from scipy.optimize import linear_sum_assignment

    block = block_of(model)
    first = np.concatenate([[0], np.cumsum(model.capacity)])
    dense = np.zeros((model.n_employees, int(first[-1])))
    gain = fill_then_fit(model, block).astype(np.float64)
    for seat in range(int(model.capacity.max())):
        has = model.capacity[block.vacancy] > seat
        dense[block.employee[has], first[block.vacancy[has]] + seat] = gain[has]
    meter.lap("build")
    rows, columns = linear_sum_assignment(dense, maximize=True)
    meter.lap("total")
    placed = dense[rows, columns] > 0
    vacancy_of = np.full(model.n_employees, -1, np.int32)
    vacancy_of[rows[placed]] = np.searchsorted(first, columns[placed], side="right") - 1
    return vacancy_of


def run_flow(model: AssignmentModel, meter: Meter) -> NDArray[np.int32]:
    """Solve OR-Tools SimpleMinCostFlow with an arc for every eligible pair."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    block = block_of(model)
    n_employees, sink = model.n_employees, model.n_employees + model.n_vacancies
    people = np.arange(n_employees, dtype=np.int32)
    posts = np.arange(n_employees, sink, dtype=np.int32)
    solver = SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        block.employee,
        block.vacancy + np.int32(n_employees),
        np.ones(len(block), np.int64),
        -fill_then_fit(model, block),
    )
    for tail, capacity in ((people, np.ones(n_employees, np.int64)), (posts, model.capacity)):
        solver.add_arcs_with_capacity_and_unit_cost(
            tail, np.full(len(tail), sink, np.int32), capacity, np.zeros(len(tail), np.int64)
        )
    solver.set_nodes_supplies(people, np.ones(n_employees, np.int64))
    solver.set_node_supply(sink, -n_employees)
    meter.lap("build")
    assert solver.solve() == solver.OPTIMAL
    used = solver.flows(arcs) > 0
    meter.lap("total")
    vacancy_of = np.full(n_employees, -1, np.int32)
    vacancy_of[block.employee[used]] = block.vacancy[used]
    return vacancy_of


def run_cp_sat(model: AssignmentModel, meter: Meter) -> NDArray[np.int32]:
    """Solve what a first-time user writes: CP-SAT with one Boolean a pair."""
    from ortools.sat.python import cp_model

    block = block_of(model)
    cp = cp_model.CpModel()
    chosen = [cp.new_bool_var("") for _ in range(len(block))]
    of_employee: list[list[Any]] = [[] for _ in range(model.n_employees)]
    of_vacancy: list[list[Any]] = [[] for _ in range(model.n_vacancies)]
    for one, other, variable in zip(block.employee.tolist(), block.vacancy.tolist(), chosen, strict=True):
        of_employee[one].append(variable)
        of_vacancy[other].append(variable)
    for variables in of_employee:
        cp.add_at_most_one(variables)
    for variables, seats in zip(of_vacancy, model.capacity.tolist(), strict=True):
        cp.add(sum(variables) <= seats)
    cp.maximize(cp_model.LinearExpr.weighted_sum(chosen, fill_then_fit(model, block).tolist()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    solver.parameters.max_time_in_seconds = CP_SAT_SECONDS
    meter.lap("build")
    status = solver.solve(cp)
    meter.lap("total")
    assert status in {cp_model.OPTIMAL, cp_model.FEASIBLE}
    meter.seconds["proved"] = float(status == cp_model.OPTIMAL)
    used = np.array([solver.boolean_value(variable) for variable in chosen])
    vacancy_of = np.full(model.n_employees, -1, np.int32)
    vacancy_of[block.employee[used]] = block.vacancy[used]
    return vacancy_of


CONTESTANTS: dict[str, Callable[[AssignmentModel, Meter], NDArray[np.int32]]] = {
    "penempatan": run_ours,
    "SciPy dense": run_scipy,
    "flow, all pairs": run_flow,
    "CP-SAT, a Boolean a pair": run_cp_sat,
}


def block_of(model: AssignmentModel) -> PairBlock:
    """Return the pairs of a synthetic model."""
    assert isinstance(model.pairs, StoredPairs)
    return model.pairs.block


def alone(name: str, size: str, seed: int) -> None:
    """Run one contestant and print what it took and reached, as JSON."""
    model = synthetic_model(size_of(size), seed)
    meter = Meter()
    vacancy_of = CONTESTANTS[name](model, meter)
    own_mb = meter.own_mb
    block = block_of(model)
    used = vacancy_of[block.employee] == block.vacancy
    taken = np.bincount(vacancy_of[vacancy_of >= 0], minlength=model.n_vacancies)
    assert used.sum() == (vacancy_of >= 0).sum(), "an ineligible pair was placed"
    assert (taken <= model.capacity).all(), "a vacancy is overfull"
    result = {
        "pairs": len(block),
        "openings": int(model.capacity.sum()),
        "placed": int(used.sum()),
        "fit": int(block.score[used].sum()),
        "packed": int(fill_then_fit(model, block)[used].sum()),
        "own_mb": own_mb,
        "seconds": meter.seconds,
    }
    print(json.dumps(result))


def compare(size: str, seed: int) -> None:
    """Run all contestants on one instance and print a table."""
    ours = in_own_process(__file__, "penempatan", size, str(seed))
    sizes = f"{ours['openings']:,} openings, {ours['pairs']:,} eligible pairs, {ours['placed']:,} placed"
    print(f"\n{size}: {sizes}")
    print(f"{'':28}{'seconds':>9}{'build':>9}{'own MB':>9}{'× ours':>9}")
    total = ours["seconds"]["total"]
    print(f"{'penempatan (proved)':28}{total:9.2f}{'':9}{ours['own_mb']:9.0f}{1:9.1f}")
    for step in ("calon", "aliran", "harga", "rangkum"):
        print(f"    {step:24}{ours['seconds'][step]:9.2f}")
    print(
        f"    candidates {ours['seconds']['calon_pasangan']:,}, "
        f"pricing rounds {ours['seconds']['putaran_harga']}"
    )
    for name in list(CONTESTANTS)[1:]:
        if name.startswith("CP-SAT") and ours["pairs"] > CP_SAT_PAIRS:
            continue
        peer = in_own_process(__file__, name, size, str(seed))
        seconds = peer["seconds"]
        if seconds.get("proved", 1.0):
            assert (peer["packed"], peer["fit"]) == (ours["packed"], ours["fit"]), f"{name} disagrees"
            remark = ""
        else:
            assert peer["packed"] <= ours["packed"], f"{name} is better"
            remark = f"  not proved in {CP_SAT_SECONDS:.0f} s"
        print(
            f"{name:28}{seconds['total']:9.2f}{seconds['build']:9.2f}{peer['own_mb']:9.0f}"
            f"{seconds['total'] / total:9.1f}{remark}"
        )


def growth(sizes: list[Size], seed: int) -> None:
    """Print how our seconds grow with the number of eligible pairs."""
    print(f"\n{'growth':16}{'pairs':>12}{'seconds':>9}{'own MB':>9}")
    pairs, taken = [], []
    for size in sizes:
        ours = in_own_process(__file__, "penempatan", str(size), str(seed))
        seconds = ours["seconds"]["total"]
        pairs.append(math.log(ours["pairs"]))
        taken.append(math.log(seconds))
        print(f"{size!s:16}{ours['pairs']:12,}{seconds:9.2f}{ours['own_mb']:9.0f}")
    slope = np.polynomial.Polynomial.fit(pairs, taken, 1).convert().coef[1]
    print(f"seconds ~ pairs^{slope:.2f}")


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sizes", nargs="*", default=list(SIZES), help="EMPLOYEESxVACANCIES …")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-growth", action="store_true")
    parser.add_argument("--alone", nargs=3, metavar=("NAME", "SIZE", "SEED"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.alone:
        name, size, seed = options.alone
        alone(name, size, int(seed))
        return
    print(f"Python {platform.python_version()}, numpy {np.__version__}, {platform.machine()}")
    for size in options.sizes:
        compare(size, options.seed)
    if not options.no_growth:
        growth([size_of(size) for size in GROWTH_SIZES], options.seed)


if __name__ == "__main__":
    main()
