"""Cutting the work into blocks changes nothing: the same rounds with blocks of a few cells."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from builders import (
    NO_RULES,
    OPEN_SETTINGS,
    make_education,
    make_employee,
    make_problem,
    make_qualification,
    make_vacancy,
)
from penempatan.eligibility import ladder, tables
from penempatan.eligibility.fit import standings
from penempatan.eligibility.ladder import HeldEducation, bit, compare
from penempatan.scoring import dump, education
from penempatan.scoring.build import pair_scores
from penempatan.scoring.dump import score_rows
from penempatan.scoring.pairs import concatenate
from penempatan.settings.model import EducationLadder, EducationRule, NearnessBasis
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


def test_bulk_scores_of_listed_pairs_need_no_nearness(monkeypatch: pytest.MonkeyPatch) -> None:
    """With `tercantum` no unlisted pair is eligible: blocks never load the precedents, single pairs do."""
    people = [
        make_employee(id=name, educations=(make_education(f"S1 {name}"),)) for name in ("GIZI", "KEPERAWATAN")
    ]
    posts = [make_vacancy(code="F1", qualification=make_qualification("S1 GIZI"))]
    rules = replace(OPEN_SETTINGS, eligibility=replace(NO_RULES, education=EducationRule.LISTED))
    pairs = pair_scores(make_problem(people, posts), rules)

    def asked(*_: object) -> None:
        raise AssertionError

    with monkeypatch.context() as without:
        without.setattr(education, "near_points", asked)
        (block,) = pairs.blocks()
        assert block.employee.tolist() == [0]
        with pytest.raises(AssertionError):
            pairs.judge(1, 0)
    judged = pairs.judge(1, 0)
    assert 0 < judged.score < int(block.score[0])
    free = replace(rules, eligibility=replace(NO_RULES, education=EducationRule.FREE))
    assert pair_scores(make_problem(people, posts), free).judge(1, 0).score == judged.score


@given(seeds)
@settings(max_examples=60, deadline=None)
def test_the_standings_are_the_steps_of_all_cells(random: Random) -> None:
    """A person and a list have every step of their cells and no other; nothing to compare gives none."""
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
    found = standings(held, lists, EducationLadder(nearness=NearnessBasis.LADDER))
    for row, educations in enumerate(held):
        for column, alternatives in enumerate(lists):
            steps = {int(step) for step in compare(educations, alternatives).ravel()}
            assert found[row, column] == sum(map(bit, steps))
