"""A sweep by kinds hands over the same pairs as the plain path over all pairs, for any bar."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from builders import make_employee, make_problem, make_qualification, make_vacancy
from penempatan.scoring.bars import ChosenBar, sum_bar
from penempatan.scoring.build import pair_scores
from penempatan.scoring.kinds import kinds_of
from penempatan.scoring.sweep import fits, sweep_of
from penempatan.settings.model import Settings, SolveSettings
from random_rounds import all_settings, problems

if TYPE_CHECKING:
    from collections.abc import Iterable

    from penempatan.domain.problem import PlacementProblem
    from penempatan.scoring.pairs import PairBlock, PairScores

    Row = tuple[int, int, int, bool]


def rows(blocks: Iterable[PairBlock]) -> list[Row]:
    """Return the pairs of blocks as sorted rows."""
    return sorted(
        row
        for block in blocks
        for row in zip(
            block.employee.tolist(),
            block.vacancy.tolist(),
            block.score.tolist(),
            block.unverified.tolist(),
            strict=True,
        )
    )


def crowded(problem: PlacementProblem, random: Random) -> PlacementProblem:
    """Return the round with some of its vacancies advertised several times, as national lists do."""
    copies = [
        make_vacancy(**{**_fields(one), "code": f"{one.code}-{number}"})
        for one in problem.vacancies
        for number in range(random.randrange(3))
    ]
    posts = sorted((*problem.vacancies, *copies), key=lambda one: one.code)
    return make_problem(
        problem.employees,
        posts,
        judged_on=problem.judged_on,
        locks=problem.locks,
        external_scores=problem.external_scores,
        dinas=problem.dinas,
        columns=problem.columns,
    )


def _fields(vacancy: object) -> dict[str, object]:
    return {name: getattr(vacancy, name) for name in vacancy.__dataclass_fields__}  # type: ignore[attr-defined]


@given(problems, all_settings, st.integers(0, 2**32 - 1).map(Random), st.sampled_from([1, 2]))
@settings(max_examples=120, deadline=None)
def test_a_sweep_yields_exactly_the_pairs_that_reach_the_bar(
    problem: PlacementProblem, rules: Settings, random: Random, workers: int
) -> None:
    """Random round, random prices: the sweep's pairs are those of the plain path at or above the bar."""
    pairs = pair_scores(crowded(problem, random), rules)
    assume(pairs.listed_only is None)
    sweep = sweep_of(pairs, workers)
    n_employees, n_vacancies = pairs.tables.n_employees, pairs.tables.n_vacancies
    unit, extra = random.choice([(1, 0), (0, -1), (3, 7), (0, 5)])
    top = 10_000 * unit + 10
    employee = np.array([random.randrange(-top // 2, top) for _ in range(n_employees)], np.int64)
    vacancy = np.array([random.randrange(-top // 2, top) for _ in range(n_vacancies)], np.int64)
    found = rows(sweep.reaching([sum_bar(sweep.kinds, unit, extra, employee, vacancy)]))
    assert found == [
        row for row in rows(pairs.blocks()) if unit * row[2] + extra >= employee[row[0]] + vacancy[row[1]]
    ]


@given(problems, all_settings, st.integers(0, 2**32 - 1).map(Random))
@settings(max_examples=80, deadline=None)
def test_a_survey_counts_all_pairs_and_its_best_are_pairs(
    problem: PlacementProblem, rules: Settings, random: Random
) -> None:
    """Random round: the number of pairs is that of the plain path, and the best are among them."""
    pairs = pair_scores(crowded(problem, random), rules)
    assume(pairs.listed_only is None)
    sweep = sweep_of(pairs, 1)
    every = rows(pairs.blocks())
    survey = sweep.survey(1, np.full(pairs.tables.n_vacancies, 1, np.int64))
    best = rows(sweep.reaching([survey.best]))
    assert survey.eligible_pairs == sweep.count() == len(every)
    assert set(best) <= set(every)


@given(problems, all_settings, st.integers(0, 2**32 - 1).map(Random))
@settings(max_examples=60, deadline=None)
def test_the_pairs_of_a_plan_are_handed_over(
    problem: PlacementProblem, rules: Settings, random: Random
) -> None:
    """Any choice of one vacancy a person: exactly the eligible ones among the chosen pairs come back."""
    pairs = pair_scores(crowded(problem, random), rules)
    assume(pairs.listed_only is None and pairs.tables.n_vacancies > 0)
    sweep = sweep_of(pairs, 1)
    chosen = np.array(
        [random.randrange(-1, pairs.tables.n_vacancies) for _ in range(pairs.tables.n_employees)], np.int32
    )
    found = rows(sweep.reaching([ChosenBar(chosen, sweep.kinds.of)]))
    assert found == [row for row in rows(pairs.blocks()) if chosen[row[0]] == row[1]]


def three_alike() -> PairScores:
    """Two people; three vacancies alike but for the code, and one that accepts nobody here."""
    law = make_qualification("S1 ILMU HUKUM")
    posts = [make_vacancy(code=code) for code in ("F1", "F2", "F3")]
    people = [make_employee(id=number, dinas="Dinas Antah") for number in ("A1", "A2")]
    return pair_scores(make_problem(people, [*posts, make_vacancy(code="F4", qualification=law)]), Settings())


def test_vacancies_alike_in_all_but_the_code_are_one_kind() -> None:
    """Three equal vacancies and another: two kinds, of three and one."""
    kinds = sweep_of(three_alike(), 1).kinds
    assert sorted(kinds.size.tolist()) == [1, 3]
    assert len(set(kinds.of[:3].tolist())) == 1


def test_one_a_kind_takes_one_vacancy_for_each_person() -> None:
    """Six eligible pairs of one kind: everybody keeps one of them."""
    sweep = sweep_of(three_alike(), 1)
    survey = sweep.survey(1, np.ones(4, np.int64))
    assert [row[0] for row in rows(sweep.reaching([survey.best], one_a_kind=True))] == [0, 1]


def test_kinds_group_by_all_columns() -> None:
    """Columns (1, 1, 2) and (5, 6, 5): nothing agrees in both, so three kinds."""
    kinds = kinds_of([np.array([1, 1, 2], np.int32), np.array([5, 6, 5], np.int32)], 3)
    assert kinds.size.tolist() == [1, 1, 1]
    assert kinds.least(np.array([7, -3, 4], np.int64))[kinds.of].tolist() == [7, -3, 4]


def test_whether_pairs_fit_depends_on_the_memory_allowed() -> None:
    """Six pairs that may be eligible take 156 bytes: one MiB is enough, none is not."""
    for mib, enough in ((1, True), (0, False)):
        assert fits(three_alike(), Settings(solve=SolveSettings(memory_max_mib=mib))) is enough
