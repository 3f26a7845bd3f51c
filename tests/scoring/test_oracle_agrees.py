"""The package against the oracle: every verdict, every part, every score of random rounds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given, settings

from oracle import opinion
from penempatan.eligibility.rule import RuleCode, Verdict
from penempatan.scoring.build import pair_scores
from penempatan.scoring.competency import nine_are_known
from penempatan.scoring.dump import score_rows
from random_rounds import all_settings, problems, seeds

if TYPE_CHECKING:
    from random import Random

    from penempatan.domain.problem import PlacementProblem
    from penempatan.eligibility.rule import Finding
    from penempatan.settings.model import Settings


def _name(finding: Finding) -> str:
    if finding.code is RuleCode.R35 and "berkas kunci" in finding.held:
        return "ban"
    return {RuleCode.EXTERNAL_ONLY: "unlisted", RuleCode.SCORE_MIN: "score_min"}.get(
        finding.code, finding.code.name
    )


@given(problems, all_settings)
@settings(max_examples=300, deadline=None)
def test_every_judgement_is_the_oracles(problem: PlacementProblem, rules: Settings) -> None:
    """Of any pair, the findings of every rule, the parts and the score are those of the definitions."""
    pairs = pair_scores(problem, rules)
    for row, employee in enumerate(problem.employees):
        for column, vacancy in enumerate(problem.vacancies):
            expected = opinion(problem, rules, employee, vacancy)
            judged = pairs.judge(row, column)
            assert {_name(one): int(one.verdict) for one in judged.findings} == expected.findings
            assert {one.key: one.points if one.asked else None for one in judged.parts} == {
                key: part.points for key, part in expected.parts.items()
            }
            assert {one.key: one.missing for one in judged.parts} == {
                key: part.missing for key, part in expected.parts.items()
            }
            assert {one.key: one.weight for one in judged.parts} == {
                key: part.weight for key, part in expected.parts.items()
            }
            assert judged.score == expected.score


@given(problems, all_settings)
@settings(max_examples=200, deadline=None)
def test_blocks_hold_each_eligible_pair_once(problem: PlacementProblem, rules: Settings) -> None:
    """The blocks together are exactly the pairs that no rule forbids, each once, scored and flagged alike."""
    found = [
        (problem.employees[one].id, problem.vacancies[other].code, score, unverified)
        for block in pair_scores(problem, rules).blocks()
        for one, other, score, unverified in zip(
            block.employee.tolist(),
            block.vacancy.tolist(),
            block.score.tolist(),
            block.unverified.tolist(),
            strict=True,
        )
    ]
    expected = [
        (employee.id, vacancy.code, judged.score, judged.verdict == Verdict.UNVERIFIED)
        for employee in problem.employees
        for vacancy in problem.vacancies
        if (judged := opinion(problem, rules, employee, vacancy)).verdict < Verdict.FORBIDDEN
    ]
    assert sorted(found) == expected


@given(problems, all_settings, seeds)
@settings(max_examples=100, deadline=None)
def test_other_rows_change_nothing(problem: PlacementProblem, rules: Settings, random: Random) -> None:
    """A pair is judged the same whatever the order of external scores and bans, and whoever else is there."""
    if not problem.employees or not problem.vacancies:
        return
    employee, vacancy = random.choice(problem.employees), random.choice(problem.vacancies)
    whole = pair_scores(problem, rules).judge(
        problem.employees.index(employee), problem.vacancies.index(vacancy)
    )
    scores, locks = list(problem.external_scores), list(problem.locks)
    random.shuffle(scores)
    random.shuffle(locks)
    alone = replace(
        problem,
        employees=(employee,),
        external_scores=tuple(one for one in scores if one.employee_id == employee.id),
        locks=tuple(one for one in locks if one.employee_id == employee.id),
        waivers=tuple(one for one in problem.waivers if one.employee_id == employee.id),
    )
    if {one.vacancy_code for one in alone.external_scores} != {one.vacancy_code for one in scores}:
        return  # then a vacancy that asked for the external score no longer does
    if nine_are_known(alone) != nine_are_known(problem):
        return  # then the standard of a tier no longer stands in for what a vacancy does not state
    lone = pair_scores(alone, rules).judge(0, problem.vacancies.index(vacancy))
    assert lone == whole


@given(problems, all_settings)
@settings(max_examples=100, deadline=None)
def test_the_dump_says_what_a_judgement_says(problem: PlacementProblem, rules: Settings) -> None:
    """`score_rows` yields every pair, refused ones too, with verdict, score and parts as `judge` has them."""
    pairs = pair_scores(problem, rules)
    rows = list(score_rows(problem, pairs))
    assert [(row.employee_id, row.vacancy_code) for row in rows] == [
        (employee.id, vacancy.code) for employee in problem.employees for vacancy in problem.vacancies
    ]
    for index, row in enumerate(rows):
        judged = pairs.judge(*divmod(index, len(problem.vacancies)))
        final = judged.verdict
        deciding = [one for one in judged.findings if one.verdict == final > Verdict.ALLOWED]
        assert (row.verdict, row.score) == (judged.verdict, judged.score)
        assert row.points == tuple(part.points if part.asked else None for part in judged.parts)
        assert row.reasons.count("disyaratkan ") >= len(deciding)
        assert all(one.held in row.reasons and one.required in row.reasons for one in deciding)


@given(problems, all_settings)
@settings(max_examples=100, deadline=None)
def test_points_of_many_pairs_are_those_of_each(problem: PlacementProblem, rules: Settings) -> None:
    """`pair_points` says of a list of pairs what `judge` says of each, points and gaps alike."""
    pairs = pair_scores(problem, rules)
    employee, vacancy = (
        one.ravel().astype(np.int32) for one in np.indices((len(problem.employees), len(problem.vacancies)))
    )
    points = pairs.pair_points(employee, vacancy)
    for index in range(len(employee)):
        for row, part in enumerate(pairs.judge(int(employee[index]), int(vacancy[index])).parts):
            assert points.value[row, index] == part.points
            assert points.missing[row, index] == part.missing


@given(problems, all_settings)
@settings(max_examples=100, deadline=None)
def test_a_grid_of_a_selection_is_the_grid_cut_out(problem: PlacementProblem, rules: Settings) -> None:
    """Verdicts and scores of some rows and columns, in any order, are those of the whole grid."""
    pairs = pair_scores(problem, rules)
    everyone = np.arange(len(problem.employees), dtype=np.int32)
    everything = np.arange(len(problem.vacancies), dtype=np.int32)
    some, others = everyone[::-2], everything[::-1]
    whole, cut = pairs.full_grid(everyone, everything), pairs.full_grid(some, others)
    assert (cut.verdict == whole.verdict[np.ix_(some, others)]).all()
    assert (pairs.grid_scores(cut) == pairs.grid_scores(whole)[np.ix_(some, others)]).all()
