"""Explanations of a round whose pairs are not stored but recomputed part by part."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings

from builders import make_scored_problem
from penempatan import locate_round, plan_round
from penempatan.errors import InputError, NoPlanError
from penempatan.explain import by_vacancy, hall
from penempatan.explain.by_vacancy import vacancy_pairs
from penempatan.explain.explain import explain
from penempatan.sample.generate import generate_round
from penempatan.sample.write import write_round
from penempatan.scoring.build import pair_scores
from penempatan.scoring.locks import check_locks
from penempatan.scoring.pairs import store
from penempatan.settings.model import Settings
from rearranged_rounds import rearrangements
from whole_rounds import solved, whole_rounds

if TYPE_CHECKING:
    from pathlib import Path

    from penempatan.domain.problem import PlacementProblem
    from penempatan.explain.explanations import Explanations

TABLE = """
    F1  F2:2 F3
A   90   .   70
B   .    80  .
C   60   80  .
"""


def both_ways(problem: PlacementProblem, rules: Settings) -> tuple[Explanations, Explanations]:
    """Explain the solver's plan from stored pairs, and from parts of one vacancy each."""
    pairs = pair_scores(problem, rules)
    check_locks(problem, pairs)
    plan = solved(problem, rules)
    stored = explain(problem, rules, pairs, store(pairs), plan)
    scarce = replace(rules, solve=replace(rules.solve, memory_max_mib=0))
    with patch.object(by_vacancy, "LEAST_PAIRS", 1), patch.object(hall, "AT_A_TIME", 1):
        return stored, explain(problem, scarce, pairs, pairs, plan)


@given(whole_rounds)
@settings(max_examples=60, deadline=None)
def test_parts_explain_what_the_whole_does(round_: tuple[PlacementProblem, Settings]) -> None:
    """Every note and every figure is the same from parts as small as can be."""
    try:
        stored, parts = both_ways(*round_)
    except (InputError, NoPlanError):
        return
    assert parts == stored


@given(rearrangements)
@settings(max_examples=40, deadline=None)
def test_parts_explain_a_rearrangement_too(round_: tuple[PlacementProblem, Settings]) -> None:
    """Who stays is found in the parts like everybody else."""
    try:
        stored, parts = both_ways(*round_)
    except (InputError, NoPlanError):
        return
    assert parts == stored


def test_a_part_holds_what_fits_and_at_least_one_vacancy() -> None:
    """With room for five pairs, F3 and F1 (at most 3 people each) do not go together, nor does F2 with F1."""
    pairs = pair_scores(make_scored_problem(TABLE), Settings())
    order = np.array([2, 0, 1], np.int32)
    with patch.object(by_vacancy, "LEAST_PAIRS", 5):
        parts = list(vacancy_pairs(pairs, pairs, memory_max_mib=0).parts(order))
    assert [part.vacancies.tolist() for part in parts] == [[2], [0], [1]]
    with patch.object(by_vacancy, "LEAST_PAIRS", 6):
        parts = list(vacancy_pairs(pairs, pairs, memory_max_mib=0).parts(order))
    assert [part.vacancies.tolist() for part in parts] == [[2, 0], [1]]


@pytest.mark.parametrize("seed", [3, 8])
def test_memory_changes_no_result(tmp_path: Path, seed: int) -> None:
    """A round planned with no memory for its pairs gives the same bytes, explanations and figures."""
    folder = tmp_path / "ronde"
    write_round(folder, generate_round(80, 25, seed, messy=False))
    rules = folder / "aturan.toml"
    found = []
    for name, line in (("biasa", ""), ("hemat", "memori_maksimal_mib = 0\n")):
        rules.write_text(rules.read_text(encoding="utf-8") + line, encoding="utf-8")  # in [penyelesaian]
        target = tmp_path / name
        with patch.object(by_vacancy, "LEAST_PAIRS", 100):
            found.append(plan_round(locate_round(folder), target=target, today=date(2026, 10, 1)).report)
    usual, sparing = found
    assert (tmp_path / "biasa" / "penempatan.csv").read_bytes() == (
        tmp_path / "hemat" / "penempatan.csv"
    ).read_bytes()
    assert sparing.explanations == usual.explanations
    assert (sparing.what_ifs, sparing.rule_lifts) == (usual.what_ifs, usual.rule_lifts)
    assert (sparing.tier_prices, sparing.waivers) == (usual.tier_prices, usual.waivers)
