"""From a small agency to the nation: seconds by stage, peak memory and growth, the peers beside it.

    nice python benchmarks/scale.py                                    # 2 k, 15 k, 100 k and 1 M employees
    nice python benchmarks/scale.py --sizes 2000x400 15000x3000        # EMPLOYEESxVACANCIES
    nice python benchmarks/scale.py --sizes 1000000o200000 --verbose   # rows with so many openings

With --verbose every step of the solver is told as it ends, with the seconds since the process began.

Rounds are those of `national.py`: synthetic people on the real vacancies of the shared data; where these are
absent the benchmark says so and ends. Every contestant runs in a process of its own, one after another. Ours
evaluates all rules and components, solves all five tiers, and has the independent check prove the plan over
every eligible pair. The peers are handed the scored pairs and solve priority, must-place and fit packed into
one cost, proving nothing; each runs where its arrays fit into --peer-gib, and must reach the same optimum.
The figures move with whatever else the machine does; trust the ratios of one run.
"""

from __future__ import annotations

import argparse
import json
import logging
import math
import platform
import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from assignment import CP_SAT_PAIRS, run_cp_sat, run_flow, run_scipy
from instances import fill_then_fit
from measure import Meter, in_own_process, status_mb
from national import find_folder, national_problem
from penempatan.assignment.build import build_model
from penempatan.assignment.plan import plan_of
from penempatan.assignment.solve import solve
from penempatan.domain.plan import Termination
from penempatan.scoring.build import pair_scores
from penempatan.scoring.pairs import StoredPairs, store
from penempatan.scoring.sweep import held
from penempatan.settings.model import Settings, SolveSettings
from penempatan.verification.check import examine

if TYPE_CHECKING:
    from penempatan.domain.problem import PlacementProblem

SIZES = ("2000x400", "15000x3000", "100000x20000", "1000000o200000")
HOURS = 4
STEPS = ("aturan", "simpan", "calon", "aliran", "harga", "periksa", "total")
PEERS = {
    "SciPy dense": run_scipy,
    "flow, all pairs": run_flow,
    "CP-SAT, a Boolean a pair": run_cp_sat,
}
GIB = 1 << 30


def instance(size: str, folder: Path, seed: int) -> PlacementProblem:
    """Build a round; `x` counts rows of the list, `o` openings."""
    found = re.fullmatch(r"(\d+)([xo])(\d+)", size)
    if found is None:
        raise SystemExit(f"{size}: write EMPLOYEESxVACANCIES or EMPLOYEESoOPENINGS")
    rows, seats = (int(found[3]), None) if found[2] == "x" else (None, int(found[3]))
    return national_problem(folder, int(found[1]), rows, seats, seed)


def solve_settings(memory_mib: int, per_employee: int, per_vacancy: int) -> SolveSettings:
    """Return the settings of a run that may take its time."""
    return SolveSettings(
        time_limit_s=HOURS * 3600,
        memory_max_mib=memory_mib,
        per_employee=per_employee,
        per_vacancy=per_vacancy,
    )


def ours(problem: PlacementProblem, asked: SolveSettings) -> dict[str, Any]:
    """Plan and check a round; return the figures."""
    settings = Settings(solve=asked)
    meter = Meter()
    pairs = pair_scores(problem, settings)
    meter.lap("aturan")
    source = held(pairs, settings)
    meter.lap("simpan")
    model = build_model(problem, settings, source)
    solution = solve(model, settings.solve)
    plan = plan_of(problem, model, solution)
    meter.lap("solve")
    examination = examine(problem, settings, plan, pairs)
    meter.lap("periksa")
    assert solution.termination is Termination.OPTIMAL
    assert not examination.faults, examination.faults.sentences()
    assert examination.eligible_pairs == solution.statistics.eligible_pairs
    seconds = {**meter.seconds, **dict(solution.statistics.seconds)}
    tiers = {one.tier: one.value for one in solution.tiers}
    return {
        "stored": isinstance(source, StoredPairs),
        "employees": len(problem.employees),
        "vacancies": len(problem.vacancies),
        "openings": int(model.capacity.sum()),
        "pairs": solution.statistics.eligible_pairs,
        "candidates": solution.statistics.candidate_pairs,
        "rounds": solution.statistics.pricing_rounds,
        "placed": len(plan.placements),
        "priority": tiers["prioritas"],
        "fit": solution.total_score,
        "seconds": {**seconds, "total": sum(meter.seconds.values())},
        "peak_mb": status_mb("VmHWM"),
    }


def peer(name: str, problem: PlacementProblem) -> dict[str, Any]:
    """Hand the scored pairs of a round to a peer; return what it reached and took."""
    settings = Settings()
    stored = store(pair_scores(problem, settings))
    model = build_model(problem, settings, stored)
    meter = Meter()
    vacancy_of = PEERS[name](model, meter)
    block = stored.block
    used = vacancy_of[block.employee] == block.vacancy
    return {
        "priority": int(model.goals.priority_gain[block.vacancy[used]].sum()),
        "fit": int(block.score[used].sum()),
        "packed": int(fill_then_fit(model, block)[used].sum()),
        "proved": bool(meter.seconds.pop("proved", 1.0)),
        "seconds": {"total": sum(meter.seconds.values())},
        "peak_mb": status_mb("VmHWM"),
    }


def too_large(name: str, found: dict[str, Any], gib: float) -> str:
    """Return why a peer cannot run at this size, or nothing."""
    need = {
        "SciPy dense": 2 * 8 * found["employees"] * found["openings"],
        "flow, all pairs": 110 * found["pairs"],
        "CP-SAT, a Boolean a pair": 0,
    }[name]
    if need > gib * GIB:
        return f"needs about {need / GIB:,.0f} GiB"
    if name.startswith("CP-SAT") and found["pairs"] > CP_SAT_PAIRS:
        return f"hopeless above {CP_SAT_PAIRS:,} pairs"
    return ""


def bench(size: str, options: argparse.Namespace) -> dict[str, Any]:
    """Run all contestants on one instance and print a table."""
    settings = [
        str(one)
        for one in (
            options.folder,
            options.seed,
            options.memory_mib,
            options.per_employee,
            options.per_vacancy,
        )
    ]
    verbose = ["--verbose"] if options.verbose else []
    found = in_own_process(__file__, "penempatan", size, *settings, *verbose)
    print(
        f"\n{found['employees']:,} employees x {found['vacancies']:,} vacancies "
        f"({found['openings']:,} openings): {found['pairs']:,} eligible pairs "
        f"({'stored' if found['stored'] else 'recomputed'}), {found['placed']:,} placed"
    )
    steps = ", ".join(f"{step} {found['seconds'][step]:.1f}" for step in STEPS)
    print(f"  penempatan, proved and checked: {steps} s; peak {found['peak_mb']:,.0f} MiB")
    print(f"  {found['candidates']:,} candidates at most, {found['rounds']} pricing rounds", flush=True)
    total = found["seconds"]["total"]
    solving = sum(found["seconds"][step] for step in ("calon", "aliran", "harga"))
    for name in PEERS:
        if reason := too_large(name, found, options.peer_gib):
            print(f"  {name:26} not run: {reason}")
            continue
        other = in_own_process(__file__, name, size, *settings)
        if other["proved"]:
            assert (other["priority"], other["fit"]) == (found["priority"], found["fit"]), f"{name} disagrees"
        seconds = other["seconds"]["total"]
        print(
            f"  {name:26} {seconds:8.1f} s = {seconds / total:6.2f} x ours, {seconds / solving:6.2f} x our "
            f"solving; peak {other['peak_mb']:,.0f} MiB" + ("" if other["proved"] else "; not proved"),
            flush=True,
        )
    return found


def growth(found: list[dict[str, Any]]) -> None:
    """Print the exponents of growth between the sizes, and over all."""
    print("\nexponents of growth, seconds and peak memory, with the number of eligible pairs")
    spans = [*pairwise(found), (found[0], found[-1])] if len(found) > 1 else []
    for small, large in spans:
        by = math.log(large["pairs"] / small["pairs"])
        seconds = math.log(large["seconds"]["total"] / small["seconds"]["total"]) / by
        memory = math.log(large["peak_mb"] / small["peak_mb"]) / by
        print(
            f"  {small['employees']:>9,} to {large['employees']:>9,} employees: "
            f"seconds ~ pairs^{seconds:.2f}, memory ~ pairs^{memory:.2f}"
        )


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sizes", nargs="+", default=list(SIZES))
    parser.add_argument("--folder", type=Path, help="where formasi.csv.gz is")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--memory-mib", type=int, default=SolveSettings().memory_max_mib)
    parser.add_argument("--per-employee", type=int, default=SolveSettings().per_employee)
    parser.add_argument("--per-vacancy", type=int, default=SolveSettings().per_vacancy)
    parser.add_argument("--peer-gib", type=float, default=6.0)
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--alone", nargs=7, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.verbose and options.alone:
        logging.basicConfig(level=logging.DEBUG, format="%(relativeCreated)9d ms  %(message)s")
    if options.alone:
        name, size, folder, seed, *asked = options.alone
        problem = instance(size, Path(folder), int(seed))
        result = (
            ours(problem, solve_settings(*map(int, asked))) if name == "penempatan" else peer(name, problem)
        )
        print(json.dumps(result))
        return
    options.folder = find_folder(options.folder)
    if options.folder is None:
        print("skipped: the national vacancies (shared/data/formasi_2024) are not on this machine")
        return
    print(f"Python {platform.python_version()}, numpy {np.__version__}, {platform.machine()}")
    growth([bench(size, options) for size in options.sizes])


if __name__ == "__main__":
    main()
