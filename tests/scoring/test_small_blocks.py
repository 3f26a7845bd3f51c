"""Cutting the work into blocks changes nothing: the same rounds with blocks of a few cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from builders import make_education, make_qualification
from penempatan.eligibility import ladder, tables
from penempatan.eligibility.ladder import HeldEducation, compare, reduce_lists
from penempatan.scoring import dump
from penempatan.scoring.build import pair_scores
from penempatan.scoring.dump import score_rows
from penempatan.scoring.pairs import concatenate
from random_rounds import PROGRAMMES, all_settings, problems, seeds

if TYPE_CHECKING:
    from random import Random

    from penempatan.domain.problem import PlacementProblem
    from penempatan.settings.model import Settings


def _everything(problem: PlacementProblem, rules: Settings) -> tuple[object, ...]:
    pairs = pair_scores(problem, rules)
    block = concatenate(list(pairs.blocks()))
    order = np.lexsort((block.vacancy, block.employee))
    lines = (block.employee, block.vacancy, block.score, block.unverified)
    return [line[order].tolist() for line in lines], list(score_rows(problem, pairs))


@given(problems, all_settings)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_blocks_of_a_few_cells_hold_the_same_pairs(
    monkeypatch: pytest.MonkeyPatch, problem: PlacementProblem, rules: Settings
) -> None:
    """Pairs, scores and the dump are the same whether a block holds a million cells or three."""
    whole = _everything(problem, rules)
    with monkeypatch.context() as small:
        for module, name in ((tables, "MAX_CELLS"), (ladder, "MAX_CELLS"), (dump, "BLOCK_CELLS")):
            small.setattr(module, name, 3)
        assert _everything(problem, rules) == whole


@given(seeds)
@settings(max_examples=60, deadline=None)
def test_the_reduced_ladder_is_the_best_of_its_cells(random: Random) -> None:
    """The number of a person and a list is the largest over all their cells; nothing to compare gives −1."""
    texts = [f"{level} {name}" for level in ("-", "D3", "S1", "S2") for name in ("-", *PROGRAMMES)]
    held = [
        tuple(
            HeldEducation(one.level, one.programme)
            for one in map(make_education, random.sample(texts, random.randrange(3)))
        )
        for _ in range(4)
    ]
    lists = [
        make_qualification("/".join(random.sample(texts, random.randrange(4)))).alternatives for _ in range(5)
    ]
    table = np.array([random.randrange(100) for _ in range(10)], dtype=np.int16)
    (found,) = reduce_lists(held, lists, [table])
    for row, educations in enumerate(held):
        for column, alternatives in enumerate(lists):
            cells = table[compare(educations, alternatives)]
            assert found[row, column] == (cells.max() if cells.size else -1)
