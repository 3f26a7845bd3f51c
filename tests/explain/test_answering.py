"""The answers of `jelaskan` on rounds that can be solved in one's head."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings

from builders import (
    JUDGED_ON,
    OPEN_SETTINGS,
    TABLE_SETTINGS,
    make_employee,
    make_problem,
    make_scored_problem,
)
from oracle import opinion
from penempatan.domain.problem import PlacementProblem
from penempatan.domain.rule_code import RuleCode
from penempatan.domain.waiver import Waiver
from penempatan.eligibility.rule import Verdict
from penempatan.explain.answering import Answerer, answerer
from penempatan.scoring.build import pair_scores
from penempatan.settings.model import Settings
from whole_rounds import solved, whole_rounds

TABLE = """
        F1   F2
    A   90   80
    B   85   40
    C   70   .
"""
RULES = replace(OPEN_SETTINGS, eligibility=replace(OPEN_SETTINGS.eligibility, years_in_post_min=2))


def asked(problem: PlacementProblem, rules: Settings) -> Answerer:
    """Solve a round and return what answers about it."""
    return answerer(problem, rules, pair_scores(problem, rules), solved(problem, rules))


def test_a_person_hears_of_every_vacancy_best_first() -> None:
    """A sits in F2 (80 + 85 beats 90 + 40) and hears that F1 would score more but goes to B."""
    answer = asked(make_scored_problem(TABLE), TABLE_SETTINGS).person(0)
    assert (answer.placed_in, answer.eligible) == (1, 2)
    first, second = answer.rows
    assert (first.vacancy, first.here, first.score) == (0, False, 9000)
    assert [(one.employee, one.score) for one in first.holders] == [(1, 8500)]
    assert "di atas yang terendah di sini (85,00); ditempatkan di F2" in first.sentence
    assert (second.vacancy, second.here, second.sentence) == (1, True, "Ditempatkan di sini.")


def test_an_outscored_person_hears_by_how_much() -> None:
    """C has 70 where the lowest placed has 85; F2 is not open to C, and the ban of the list is named."""
    answer = asked(make_scored_problem(TABLE), TABLE_SETTINGS).person(2)
    near, far = answer.rows
    assert (answer.placed_in, answer.eligible, near.vacancy) == (-1, 1, 0)
    assert "85,00; kurang 15,00" in near.sentence
    assert (far.verdict, [one.code for one in far.broken]) == (Verdict.FORBIDDEN, [RuleCode.EXTERNAL_ONLY])


def test_a_vacancy_names_its_candidates_and_the_nearest_refused() -> None:
    """F2 goes to A before B; C, whom the list does not name, is the nearest of the refused."""
    answer = asked(make_scored_problem(TABLE), TABLE_SETTINGS).vacancy(1)
    assert (answer.openings, answer.filled, answer.sentence) == (1, 1, "")
    assert [(row.employee, row.here, row.placed_in) for row in answer.candidates] == [
        (0, True, 1),
        (1, False, 0),
    ]
    assert [row.employee for row in answer.nearest] == [2]


def test_an_empty_vacancy_says_who_is_nearest_and_what_it_would_take() -> None:
    """Both people are too new in their posts: the seat stays open, and R11 is all that the nearest lacks."""
    new = [
        make_employee(id=f"19850314201001100{n}", in_post_since=JUDGED_ON - timedelta(days=90))
        for n in (1, 2)
    ]
    answer = asked(make_problem(new), RULES).vacancy(0)
    assert (answer.filled, answer.candidates) == (0, ())
    assert "tidak ada pegawai yang memenuhi syarat" in answer.sentence.lower()
    assert [[one.code for one in row.broken] for row in answer.nearest] == [[RuleCode.R11]] * 2
    assert "disyaratkan minimal 2 tahun" in answer.nearest[0].sentence


def test_a_pair_in_full_has_every_rule_with_its_source_and_adds_up() -> None:
    """Each rule of the round with its regulation; the points by their weights give the score."""
    problem = make_problem()
    answer = asked(problem, Settings()).pair(0, 0)
    assert all(rule.source for rule in answer.rules)
    assert len(answer.rules) == len(pair_scores(problem, Settings()).tables.tables)
    total = sum(part.weight * part.points for part in answer.judgement.parts if part.asked)
    assert answer.judgement.score == (2 * total + answer.base) // (2 * answer.base)


def test_a_waived_rule_shows_its_paper_and_refuses_no_more() -> None:
    """With a waiver of R11 the pair is open, and the finding carries the document."""
    person = make_employee(in_post_since=JUDGED_ON - timedelta(days=90))
    waiver = Waiver(person.id, "F-001", RuleCode.R11, "Wali Kota", "800/7", date(2026, 12, 31), "kebutuhan")
    answer = asked(make_problem([person], waivers=(waiver,)), RULES)
    pair, row = answer.pair(0, 0), answer.person(0).rows[0]
    (rule,) = (one for one in pair.rules if one.finding.waiver is not None)
    assert rule.finding.waiver == waiver
    assert (row.here, row.broken) == (True, ())


def test_the_overview_counts_everybody() -> None:
    """Placed plus the reasons of the unplaced are all people; open seats are those of the reasons."""
    problem = make_scored_problem(TABLE)
    overview = asked(problem, TABLE_SETTINGS).overview()
    assert overview.placed + sum(number for _, number in overview.unplaced) == 3
    assert overview.openings - overview.placed == sum(number for _, number in overview.unfilled)


@given(whole_rounds)
@settings(max_examples=60, deadline=None)
def test_answers_are_those_of_the_definitions(round_: tuple[PlacementProblem, Settings]) -> None:
    """Of any round: verdicts, scores, broken rules and candidates are the oracle's; nobody is left out."""
    problem, rules = round_
    answers = asked(problem, rules)
    for index, employee in enumerate(problem.employees):
        person = answers.person(index)
        assert {row.vacancy for row in person.rows} == set(range(len(problem.vacancies)))
        for row in person.rows:
            said = opinion(problem, rules, employee, problem.vacancies[row.vacancy])
            assert (int(row.verdict) == 3, row.score) == (said.verdict == 3, said.score)
            assert len(row.broken) == sum(one == 3 for one in said.findings.values())
        assert [row.vacancy for row in person.rows if row.here] == [
            place for place in [person.placed_in] if place >= 0
        ]
    for index, vacancy in enumerate(problem.vacancies):
        post = answers.vacancy(index)
        eligible = {
            place
            for place, employee in enumerate(problem.employees)
            if opinion(problem, rules, employee, vacancy).verdict < 3
        }
        assert {row.employee for row in post.candidates} == eligible
        scores = [row.score for row in post.candidates]
        assert scores == sorted(scores, reverse=True)
        assert not eligible & {row.employee for row in post.nearest}
        assert sum(row.here for row in post.candidates) == post.filled
