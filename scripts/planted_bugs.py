"""Plant known bugs one at a time in a copy of the package and count the tests that notice.

    python scripts/planted_bugs.py [--only NAME] [--list]

Each bug is a small edit that a tired developer could make. A bug is *caught* when at least two tests in at
least two test modules fail on the copy. The checkout itself is never touched. Exit status 1 when any bug gets
through, or when an edit no longer fits the code (so that the list cannot rot).
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
FAILED = re.compile(r"^(?:FAILED|ERROR) (tests/[^:\s]+)(?:::(\S+))?", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Bug:
    """One planted bug: replace `good` by `bad`, once, in `file`; run `tests`."""

    name: str
    file: str
    good: str
    bad: str
    tests: tuple[str, ...]


BUGS: tuple[Bug, ...] = ()


def plant(bug: Bug, source: Path) -> None:
    """Apply the edit to the copy, or say that it no longer fits."""
    path = source / "penempatan" / bug.file
    text = path.read_text(encoding="utf-8")
    if text.count(bug.good) != 1:
        raise SystemExit(f"{bug.name}: the text to replace stands {text.count(bug.good)} times in {bug.file}")
    path.write_text(text.replace(bug.good, bug.bad), encoding="utf-8")


def noticed(bug: Bug) -> list[tuple[str, str]]:
    """Return the (module, test) pairs that fail with the bug planted."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "src"
        shutil.copytree(REPOSITORY / "src", source, ignore=shutil.ignore_patterns("__pycache__"))
        plant(bug, source)
        environment = {**os.environ, "PYTHONPATH": str(source), "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "pytest",
                "-q",
                "-x" if False else "-q",
                "-p",
                "no:cacheprovider",
                *bug.tests,
            ],
            cwd=REPOSITORY,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    return [(module, test or "") for module, test in FAILED.findall(done.stdout)]


def main() -> int:
    """Plant every bug and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    escaped = 0
    for bug in BUGS:
        if options.only and bug.name not in options.only:
            continue
        if options.list:
            print(f"{bug.name}: {bug.file}: {bug.good!r} -> {bug.bad!r}")
            continue
        failures = noticed(bug)
        modules = sorted({module for module, _ in failures})
        caught = len(failures) >= 2 and len(modules) >= 2
        escaped += not caught
        verdict = "caught " if caught else "ESCAPED"
        print(f"{verdict}  {bug.name:34} {len(failures):3} tests in {', '.join(modules)}", flush=True)
    return 1 if escaped else 0


if __name__ == "__main__":
    sys.exit(main())
