"""What holds of the explanations of any plan."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from builders import TABLE_SETTINGS, make_problem, make_scored_problem, make_vacancy
from hand_plans import explain_by_hand
from penempatan.domain.problem import DinasProfile, PlacementProblem
from penempatan.eligibility.rule import RuleCode
from penempatan.explain.by_vacancy import group_by_vacancy
from penempatan.explain.explanations import UnplacedReason
from penempatan.explain.wording import points, sentence, spelled
from penempatan.scoring.build import pair_scores
from penempatan.scoring.pairs import store
from penempatan.settings.model import Settings


@st.composite
def planned_rounds(draw: st.DrawFn) -> tuple[PlacementProblem, str]:
    """A small table of scores and a plan that fills seats in table order, some people skipped."""
    n_vacancies = draw(st.integers(1, 4))
    openings = [draw(st.integers(0, 2)) for _ in range(n_vacancies)]
    cell = st.one_of(st.just("."), st.integers(0, 100).map(str))
    rows = [[draw(cell) for _ in range(n_vacancies)] for _ in range(draw(st.integers(1, 7)))]
    head = " ".join(f"F{index}:{count}" for index, count in enumerate(openings))
    problem = make_scored_problem("\n".join([head, *(f"P{i} {' '.join(r)}" for i, r in enumerate(rows))]))
    plan = []
    for index, cells in enumerate(rows):
        free = [j for j, one in enumerate(cells) if one != "." and openings[j] > 0]
        if draw(st.booleans()) and free:
            openings[free[0]] -= 1
            plan.append(f"P{index} F{free[0]}")
    return problem, "\n".join(plan)


@given(planned_rounds())
def test_everybody_and_every_open_seat_is_explained(planned: tuple[PlacementProblem, str]) -> None:
    """Placed and unplaced make up everybody; filled and open seats make up every vacancy."""
    problem, plan = planned
    explanations = explain_by_hand(problem, TABLE_SETTINGS, plan)
    told = [note.employee for note in explanations.placements]
    told += [note.employee for note in explanations.unplaced]
    assert sorted(told) == list(range(len(problem.employees)))
    open_seats = sum(note.open_seats for note in explanations.unfilled)
    assert open_seats + len(explanations.placements) == sum(one.openings for one in problem.vacancies)
    sentences = [note.sentence for note in explanations.placements]
    sentences += [note.sentence for note in explanations.unplaced]
    sentences += [note.sentence for note in explanations.unfilled]
    assert all(text[0].isupper() or text[0].isdigit() for text in sentences)
    assert all(text.endswith(".") and "  " not in text for text in sentences)


@given(planned_rounds())
def test_standing_and_nearest_agree_with_counting_by_hand(planned: tuple[PlacementProblem, str]) -> None:
    """Ranks, line-ups and near misses are what plain loops over the table give."""
    problem, plan = planned
    explanations = explain_by_hand(problem, TABLE_SETTINGS, plan)
    score = {(one.employee_id, one.vacancy_code): one.points for one in problem.external_scores}
    placed = {note.employee: note.vacancy for note in explanations.placements}
    ids, codes = [one.id for one in problem.employees], [one.code for one in problem.vacancies]
    for note in explanations.placements:
        rivals = {
            i: score[ids[i], codes[note.vacancy]]
            for i in range(len(ids))
            if (ids[i], codes[note.vacancy]) in score
        }
        assert note.eligible == len(rivals)
        assert note.rank == 1 + sum(one > note.score for one in rivals.values())
        line = sorted((-value, i) for i, value in rivals.items() if placed.get(i) != note.vacancy)
        assert (note.next_best.employee if note.next_best else None) == (line[0][1] if line else None)
    for left in explanations.unplaced:
        if left.reason is not UnplacedReason.OUTSCORED or left.nearest is None:
            continue
        misses = [
            score[ids[left.employee], codes[j]]
            - min(n.score for n in explanations.placements if n.vacancy == j)
            for j in range(len(codes))
            if (ids[left.employee], codes[j]) in score
            and j in placed.values()
            and problem.vacancies[j].openings
        ]
        assert left.nearest.lowest_placed is not None
        assert left.nearest.score - left.nearest.lowest_placed == max(misses)


@given(planned_rounds())
def test_grouping_keeps_every_pair_best_first(planned: tuple[PlacementProblem, str]) -> None:
    """Each vacancy's people come back whole, by score and then NIP."""
    problem, _ = planned
    block = store(pair_scores(problem, TABLE_SETTINGS)).block
    grouped = group_by_vacancy(
        block, len(problem.vacancies), np.arange(len(problem.vacancies), dtype=np.int32)
    )
    for vacancy in range(len(problem.vacancies)):
        mine = block.vacancy == vacancy
        expected = sorted(zip((-block.score[mine]).tolist(), block.employee[mine].tolist(), strict=True))
        people, scores = grouped.of(vacancy)
        assert list(zip((-scores).tolist(), people.tolist(), strict=True)) == expected


def test_a_dinas_is_told_its_moves_and_its_shortage() -> None:
    """One person comes from the Dinas Kesehatan to the Dinas Sosial: 10 − 1 and 4 + 1 incumbents after."""
    problem = make_scored_problem("F1 F2:2\nA 90 .\nB . 70")
    vacancies = (replace(problem.vacancies[0], dinas="Dinas Sosial"), problem.vacancies[1])
    profiles = (
        DinasProfile("Dinas Kesehatan", need=12, incumbents=10),
        DinasProfile("Dinas Sosial", need=4, incumbents=4),
    )
    problem = replace(problem, vacancies=vacancies, dinas=profiles)
    health, social = explain_by_hand(problem, TABLE_SETTINGS, "A F1\nB F2").dinas
    assert (health.openings, health.filled, health.open_seats, health.departures, health.arrivals) == (
        2,
        1,
        1,
        1,
        0,
    )
    assert (health.after, health.short) == (9, 3)
    assert (social.filled, social.arrivals, social.after, social.short) == (1, 1, 5, -1)


def test_rule_counts_are_over_all_pairs() -> None:
    """R06 refuses one of two pairs; a rule that refuses nothing is listed with 0."""
    problem = make_problem(vacancies=[make_vacancy(code="F1"), make_vacancy(code="F2", position="LAIN")])
    problem = replace(problem, vacancies=(problem.vacancies[0], replace(problem.vacancies[1], age_max=18)))
    notes = {note.code: note for note in explain_by_hand(problem, Settings(), "").rules}
    assert notes[RuleCode.R14].forbidden == 1
    assert notes[RuleCode.R03].forbidden == 0
    assert all(note.source for note in notes.values())


def test_an_empty_plan_is_explained() -> None:
    """Nobody placed: no placement notes, every person and seat told."""
    explanations = explain_by_hand(make_scored_problem("F1\nA ."), TABLE_SETTINGS, "")
    assert explanations.placements == ()
    assert len(explanations.unplaced) == len(explanations.unfilled) == 1
    assert np.isclose(explanations.joint.joint.total, 0)


def test_numbers_inside_sentences_are_indonesian() -> None:
    """Decimal comma, points between thousands, small numbers in words, capital and full stop."""
    assert [points(1234567), points(5), points(-150)] == ["12.345,67", "0,05", "−1,50"]
    assert [spelled(2), spelled(11), spelled(1200)] == ["dua", "11", "1.200"]
    assert sentence("dua pegawai.") == "Dua pegawai."
