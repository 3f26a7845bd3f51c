"""Scenarios: the same round under other rules, each as a separate run would have it."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from builders import make_employee, make_problem, make_vacancy
from penempatan.domain.plan import Termination
from penempatan.domain.problem import ExternalScore
from penempatan.errors import InputError, UsageError
from penempatan.pipeline import planned
from penempatan.scenarios import run
from penempatan.scenarios.run import Change, run_scenarios
from penempatan.scenarios.scenario import Scenario, ScenarioSet, read_scenarios, sensitivity
from penempatan.settings.model import LimitSettings, Settings, SolveSettings, Weights

if TYPE_CHECKING:
    from collections.abc import Callable

    from penempatan.domain.plan import PlacementPlan
    from penempatan.domain.problem import PlacementProblem

# One seat. A1 comes from the same dinas (pengalaman 100), A2 scores 100 outside: the weights decide.
SEAT = make_vacancy(code="F1", position="ARSIPARIS AHLI PERTAMA", dinas="Dinas Sosial")
INSIDER = make_employee(id="A1", position="PERAWAT AHLI PERTAMA", dinas="Dinas Sosial")
OUTSIDER = make_employee(id="A2", position="PERAWAT AHLI PERTAMA", dinas="Dinas Antah")


def duel() -> PlacementProblem:
    """Return the round of one seat and two people."""
    scores = (ExternalScore("A1", "F1", 0), ExternalScore("A2", "F1", 10_000))
    return make_problem([INSIDER, OUTSIDER], [SEAT], external_scores=scores)


def weighted(experience: int, external: int) -> Settings:
    """Return rules in which experience and the score from outside alone count."""
    return Settings(weights=Weights(0, 0, 0, experience, 0, 0, external))


BY_EXPERIENCE, BY_SCORE = weighted(9_000, 1_000), weighted(1_000, 9_000)


def test_a_scenario_says_who_sits_elsewhere_and_where() -> None:
    """Weights turned round: A2 has the seat that A1 had; two people and one post differ."""
    table = run_scenarios(
        duel(), BY_EXPERIENCE, ScenarioSet((Scenario("skor luar", BY_SCORE),), "sequential"), workers=1
    )
    (found,) = table.scenarios
    assert table.base.changes == ()
    assert found.changes == (Change("A1", "F1", ""), Change("A2", "", "F1"))
    assert found.posts == ("F1",)
    assert (found.termination, found.filled) == (Termination.OPTIMAL, 1)


@pytest.mark.parametrize(("backend", "workers"), [("sequential", 1), ("loky", 2)])
def test_a_scenario_is_what_a_separate_run_gives(backend: str, workers: int) -> None:
    """Here or in two processes: total and seats of each scenario are those of its own run."""
    rules = {"pengalaman": BY_EXPERIENCE, "luar": BY_SCORE, "tanpa": no_placements(BY_SCORE)}
    asked = ScenarioSet(tuple(Scenario(name, one) for name, one in rules.items()), backend)
    table = run_scenarios(duel(), BY_EXPERIENCE, asked, workers=workers)
    for result, settings in zip(table.scenarios, rules.values(), strict=True):
        alone = planned(duel(), settings)
        assert (result.total_score, result.filled) == (alone.total_score, len(alone.placements))
    assert [one.name for one in table.scenarios] == list(rules)


def test_workers_share_the_memory_of_the_round(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two scenarios and the base with 3,000 MiB: three workers have 1,000 each."""
    given: list[SolveSettings] = []

    def seen(problem: PlacementProblem, settings: Settings) -> PlacementPlan:
        given.append(settings.solve)
        return planned(problem, settings)

    monkeypatch.setattr(run, "planned", seen)
    rules = replace(BY_SCORE, solve=SolveSettings(workers=4, memory_max_mib=3000))
    asked = ScenarioSet((Scenario("a", rules), Scenario("b", rules)), "sequential")
    run_scenarios(duel(), rules, asked, workers=4)
    assert [(one.workers, one.memory_max_mib) for one in given] == [(1, 1000)] * 3


@pytest.mark.skipif(not Path("/proc/self/stat").is_file(), reason="processes are watched through /proc")
def test_no_worker_outlives_the_program_that_started_it(tmp_path: Path) -> None:
    """A worker whose parent is killed outright ends by itself, in the middle of its work."""
    note = tmp_path / "pekerja"
    script = (
        "import os, time; from pathlib import Path; from penempatan.children import end_with\n"
        "parent = os.getpid()\n"
        "if os.fork() == 0:\n"
        f"    end_with(parent); Path({str(note)!r}).write_text(str(os.getpid()))\n"
        "time.sleep(600)\n"
    )
    program = subprocess.Popen([sys.executable, "-c", script])
    worker = until(lambda: int(note.read_text() or 0) if note.exists() else 0)
    program.kill()
    program.wait()
    assert until(lambda: int(not running(worker)))


def running(process: int) -> bool:
    """Whether a process is there and has not ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def until(found: Callable[[], int]) -> int:
    """Wait for something other than zero."""
    for _ in range(600):
        if value := found():
            return value
        time.sleep(0.1)
    raise AssertionError("nothing came")


def no_placements(settings: Settings) -> Settings:
    """Return the rules with a limit of no placement at all."""
    return replace(settings, limits=LimitSettings(placements_max=0))


def test_an_unknown_backend_is_named() -> None:
    """A backend that joblib does not know is wrong usage, and the sentence names it."""
    with pytest.raises(UsageError, match="antah"):
        run_scenarios(duel(), BY_SCORE, ScenarioSet((), "antah"), workers=1)


def test_the_default_set_moves_every_weight_that_counts() -> None:
    """Weights 9 and 1: four scenarios, a fifth up and down; weights of nought stay out."""
    found = {one.name: one.settings.weights for one in sensitivity(BY_EXPERIENCE, duel()).scenarios}
    assert {name: (one.experience, one.external) for name, one in found.items()} == {
        "bobot pengalaman +20 %": (10_800, 1_000),
        "bobot pengalaman −20 %": (7_200, 1_000),
        "bobot luar +20 %": (9_000, 1_200),
        "bobot luar −20 %": (9_000, 800),
    }


def written(folder: Path, text: str) -> Path:
    """Return a scenario file with this text."""
    path = folder / "skenario.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_lays_its_keys_over_the_rules(tmp_path: Path) -> None:
    """Only what a scenario writes changes; the backend is the file's."""
    path = written(
        tmp_path,
        """
        [skenario]
        backend = "threading"
        [[varian]]
        nama = "Luar lebih berat"
        [varian.aturan.bobot]
        luar = 9
        [varian.aturan.batas]
        penempatan_maksimal = 3
        """,
    )
    found = read_scenarios(path, BY_EXPERIENCE)
    (one,) = found.scenarios
    assert found.backend == "threading"
    assert one.name == "Luar lebih berat"
    assert one.settings.weights == replace(BY_EXPERIENCE.weights, external=9_000)
    assert one.settings.limits.placements_max == 3
    assert one.settings.eligibility == BY_EXPERIENCE.eligibility


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "tidak ada skenario"),
        ("[[varian]]\nnama = ''", "tanpa nama"),
        ("[[varian]]\nnama = 'A'", "tidak mengubah apa pun"),
        ("[[varian]]\nnama = 'A'\n[varian.aturan.ronde]\nmode = 'isi'", "mengubah [ronde]"),
        ("[[varian]]\nnama = 'A'\n[varian.aturan.bobot]\nluwar = 3", "luwar"),
        ("[skenario]\nbakend = 'x'", "bakend"),
        ("[[varian", "tidak terbaca"),
        (
            "[[varian]]\nnama='A'\n[varian.aturan.bobot]\nluar=3\n"
            "[[varian]]\nnama='A'\n[varian.aturan.bobot]\nluar=4",
            "lebih dari sekali",
        ),
    ],
)
def test_faults_of_a_file_are_named(tmp_path: Path, text: str, said: str) -> None:
    """Each fault is a finding that says what is wrong and where."""
    with pytest.raises(InputError) as caught:
        read_scenarios(written(tmp_path, text), Settings())
    assert any(said in one.problem for one in caught.value.issues)
    assert all(one.location.file == "skenario.toml" and one.remedy for one in caught.value.issues)
