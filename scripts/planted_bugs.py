"""Plant known bugs (planted_bugs.toml) one at a time in a copy of the package and see which tests notice.

    python scripts/planted_bugs.py [--only NAME] [--list] [--jobs 2]

Each bug is a small edit that a tired developer could make. It is *caught* when tests of at least two modules
that test in different ways (TECHNIQUES) fail on the copy. A bug of the solver must be caught by trying every
plan and by the independent checker, which refuses what the solver believes. Tests that fail without any bug
do not count. The checkout itself is never touched. Exit status 1 when a bug escapes, or when an edit no
longer fits the code (so that the list cannot rot).
"""

from __future__ import annotations

import argparse
import compileall
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
FAILED = re.compile(r"^(?:FAILED|ERROR) (tests/[^:\s]+)(?:::(\S+))?(.*)$", re.MULTILINE)
TIME_LIMIT_S = 240

EVERY_PLAN, CHECKER, SOLVED = "every plan tried", "checker", "claims about solved rounds"
TECHNIQUES = {  # the first prefix that fits a test module says how it tests
    "tests/assignment/test_whole_rounds.py": EVERY_PLAN,
    "tests/assignment/test_solve_small.py": EVERY_PLAN,
    "tests/assignment/test_what_if.py": EVERY_PLAN,
    "tests/review/test_gentle.py": EVERY_PLAN,
    "tests/review/test_decided_round.py": "by hand",
    "tests/review/": "workbooks read back",
    "tests/verification/test_check_whole_rounds.py": SOLVED,
    "tests/verification/test_limit_recount.py": "recount",
    "tests/scoring/test_oracle_agrees.py": "oracle",
    "tests/intake/": "tables read",
    "tests/cli/": "whole program",
    "tests/report/test_publish.py": "failing calls",
    "tests/report/test_publish_killed.py": "killed process",
    "tests/": "by hand",
}


@dataclass(frozen=True, slots=True)
class Bug:
    """One planted bug: replace `good` by `bad`, once, in `file`; run `tests`."""

    name: str
    file: str
    good: str
    bad: str
    tests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """A test that failed, and the technique that noticed."""

    module: str
    test: str
    technique: str


@dataclass(frozen=True, slots=True)
class Run:
    """The failures of a test run, and whether it came to its end."""

    failures: frozenset[Failure]
    ended: bool = True


def read_bugs() -> list[Bug]:
    """Read the list, the names of test sets resolved."""
    data = tomllib.loads((REPOSITORY / "scripts" / "planted_bugs.toml").read_text(encoding="utf-8"))
    sets = data["tests"]
    return [
        Bug(**{**bug, "tests": tuple(test for name in bug["tests"] for test in sets.get(name, [name]))})
        for bug in data["bug"]
    ]


def copy_source(folder: Path) -> Path:
    """Copy the package once, compiled, and make sure that an installed one does not hide the copy."""
    source = folder / "sound"
    shutil.copytree(REPOSITORY / "src", source, ignore=shutil.ignore_patterns("__pycache__"))
    compileall.compile_dir(source, quiet=1)
    command = [sys.executable, "-c", "import penempatan; print(penempatan.__file__)"]
    done = subprocess.run(command, env=environment(source), capture_output=True, text=True, check=True)
    if not Path(done.stdout.strip()).is_relative_to(source):
        raise SystemExit(f"{done.stdout.strip()} is imported instead of the copy in {source}")
    return source


def environment(source: Path) -> dict[str, str]:
    """Return the environment in which the copy is imported; wide lines keep the reasons of failures whole."""
    return {**os.environ, "PYTHONPATH": str(source), "COLUMNS": "2000"}


def plant(bug: Bug, sound: Path) -> Path:
    """Copy the copy and apply the edit, or say that it no longer fits."""
    source = sound.with_name(bug.name)
    shutil.copytree(sound, source)
    path = source / "penempatan" / bug.file
    text = path.read_text(encoding="utf-8")
    if text.count(bug.good) != 1:
        raise SystemExit(f"{bug.name}: the text to replace stands {text.count(bug.good)} times in {bug.file}")
    path.write_text(text.replace(bug.good, bug.bad), encoding="utf-8")
    for compiled in path.parent.glob(f"__pycache__/{path.stem}.*.pyc"):
        compiled.unlink()
    return source


def run_tests(tests: list[str], source: Path) -> Run:
    """Run tests against a copy."""
    options = ["-q", "--tb=no", "-p", "no:cacheprovider", "--hypothesis-profile=planted-bugs"]
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *options, *tests],
            cwd=REPOSITORY,
            env=environment(source),
            capture_output=True,
            text=True,
            timeout=TIME_LIMIT_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Run(frozenset(), ended=False)
    if done.returncode not in (0, 1):
        raise SystemExit(f"pytest ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    found = FAILED.findall(done.stdout)
    return Run(frozenset(Failure(module, test, technique_of(module, why)) for module, test, why in found))


def technique_of(module: str, reason: str) -> str:
    """Return how a module tests: the checker counts where it refused a plan, not where the solver broke."""
    technique = next(one for prefix, one in TECHNIQUES.items() if module.startswith(prefix))
    return CHECKER if technique == SOLVED and "VerificationError" in reason else technique


def is_caught(bug: Bug, techniques: set[str]) -> bool:
    """Whether two ways of testing noticed; for the solver every plan tried and the checker.

    What-if figures are no plan, so the checker never sees them.
    """
    solver = bug.file.startswith("assignment/") and not bug.file.startswith("assignment/what_if/")
    needed = {EVERY_PLAN, CHECKER} if solver else set()
    return len(techniques) >= 2 and needed <= techniques


def report(bug: Bug, run: Run, broken: frozenset[Failure]) -> bool:
    """Print one line about a bug; return whether it was caught."""
    failures = {
        one for one in run.failures if (one.module, one.test) not in {(b.module, b.test) for b in broken}
    }
    techniques = {one.technique for one in failures}
    caught = is_caught(bug, techniques)
    verdict = "caught " if caught else "ESCAPED" if run.ended else "ENDLESS"
    print(f"{verdict}  {bug.name:35} {len(failures):3} tests: {', '.join(sorted(techniques)) or 'none'}")
    for module in sorted({one.module for one in failures}):
        print(f"{'':13}{module}", flush=True)
    return caught


def main() -> int:
    """Plant every bug and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    known = read_bugs()
    names = [bug.name for bug in known]
    parser.add_argument("--only", action="append", default=[], metavar="NAME", choices=names)
    parser.add_argument("--list", action="store_true", help="print the edits and stop")
    parser.add_argument("--jobs", type=int, default=2, help="bugs at a time")
    options = parser.parse_args()
    bugs = [bug for bug in known if not options.only or bug.name in options.only]
    if options.list:
        for bug in bugs:
            print(f"{bug.name}: {bug.file}: {bug.good!r} -> {bug.bad!r}")
        return 0
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(options.jobs) as pool:
        sound = copy_source(Path(folder))
        sources = [plant(bug, sound) for bug in bugs]
        every_test = sorted({test for bug in bugs for test in bug.tests})
        without = pool.submit(run_tests, every_test, sound)
        runs = [
            pool.submit(run_tests, list(bug.tests), source) for bug, source in zip(bugs, sources, strict=True)
        ]
        broken = without.result().failures
        for one in sorted(broken, key=lambda one: (one.module, one.test)):
            print(f"fails without any bug, not counted: {one.module}::{one.test}")
        caught = [report(bug, run.result(), broken) for bug, run in zip(bugs, runs, strict=True)]
    print(f"{sum(caught)} of {len(bugs)} bugs caught")
    return 0 if all(caught) else 1


if __name__ == "__main__":
    sys.exit(main())
