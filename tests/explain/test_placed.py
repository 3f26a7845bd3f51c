"""Why a placed person sits where they sit."""

from __future__ import annotations

from dataclasses import replace

from builders import (
    OPEN_SETTINGS,
    TABLE_SETTINGS,
    make_employee,
    make_locks,
    make_problem,
    make_scored_problem,
    make_vacancy,
)
from hand_plans import explain_by_hand
from penempatan.eligibility.rule import RuleCode
from penempatan.settings.model import ComponentKey, EligibilitySettings

THREE_PEOPLE = """
        F1   F2
    A   90   80
    B   70   .
    C   70   .
"""


def test_rank_counts_strictly_better_scores() -> None:
    """Two people with the same score share a rank, and everybody eligible is counted."""
    notes = explain_by_hand(make_scored_problem(THREE_PEOPLE), TABLE_SETTINGS, "A F2\nC F1").placements
    assert [(note.rank, note.eligible) for note in notes] == [(1, 1), (2, 3)]


def test_the_sentence_says_where_better_people_went() -> None:
    """A better person placed elsewhere is named as needed elsewhere, in words."""
    text = (
        explain_by_hand(make_scored_problem(THREE_PEOPLE), TABLE_SETTINGS, "A F2\nC F1")
        .placements[1]
        .sentence
    )
    assert text.startswith("Skor 70,00, peringkat 2 dari 3 pegawai yang memenuhi syarat.")
    assert "Satu pegawai dengan skor lebih tinggi ditempatkan pada formasi lain" in text


def test_the_sentence_admits_a_better_person_left_out() -> None:
    """A better person who is placed nowhere is not passed over in silence."""
    note = explain_by_hand(make_scored_problem(THREE_PEOPLE), TABLE_SETTINGS, "B F1").placements[0]
    assert (note.better_elsewhere, note.better_unplaced) == (0, 1)
    assert "Satu pegawai dengan skor lebih tinggi belum ditempatkan" in note.sentence


def test_an_only_candidate_is_called_so() -> None:
    """Nobody is told to be first of one."""
    text = explain_by_hand(make_scored_problem("F1\nA 50"), TABLE_SETTINGS, "A F1").placements[0].sentence
    assert text == "Skor 50,00, satu-satunya pegawai yang memenuhi syarat."


def test_next_in_line_is_the_best_not_placed_here() -> None:
    """The next best may sit elsewhere; the next free one sits nowhere; equals go by NIP."""
    problem = make_scored_problem(THREE_PEOPLE + "    D 70 .\n")
    note = explain_by_hand(problem, TABLE_SETTINGS, "A F2\nD F1").placements[1]
    assert note.next_best is not None and note.next_free is not None
    assert (note.next_best.employee, note.next_best.placed_in, note.next_best.score) == (0, 1, 9000)
    assert (note.next_free.employee, note.next_free.placed_in) == (1, -1)


def test_nobody_is_next_in_line_of_an_only_candidate() -> None:
    """An empty line has no next."""
    note = explain_by_hand(make_scored_problem("F1\nA 50"), TABLE_SETTINGS, "A F1").placements[0]
    assert note.next_best is None and note.next_free is None


def test_seatmates_are_not_next_in_line() -> None:
    """Somebody with another seat of the same vacancy is not a substitute."""
    problem = make_scored_problem("F1:2\nA 90\nB 80\nC 70")
    notes = explain_by_hand(problem, TABLE_SETTINGS, "A F1\nB F1").placements
    assert [note.next_best.employee for note in notes if note.next_best] == [2, 2]


def test_a_pin_is_told_with_its_reason() -> None:
    """R35: the reason of the leadership's line is obligatory and printed."""
    problem = make_scored_problem(THREE_PEOPLE, locks=make_locks("C F1 tetap"))
    note = explain_by_hand(problem, TABLE_SETTINGS, "C F1 tetap").placements[0]
    assert note.sentence.startswith("Ditetapkan pimpinan pada berkas kunci (arahan pimpinan).")


def test_parts_add_up_to_the_score() -> None:
    """The parts on show give the score by the published formula, halves up."""
    people = [
        make_employee(id="A"),
        make_employee(id="B", dinas="Dinas Sosial", competencies=(("Komunikasi", 1),)),
    ]
    problem = make_problem(people, [make_vacancy(code="F1", openings=2)])
    for note in explain_by_hand(problem, OPEN_SETTINGS, "A F1\nB F1").placements:
        asked = [part for part in note.parts if part.asked]
        total, weights = sum(p.points * p.weight for p in asked), sum(p.weight for p in asked)
        assert note.score == (2 * total + weights) // (2 * weights)


def test_missing_data_are_listed_by_component() -> None:
    """A neutral share never stands in unseen."""
    problem = make_problem([make_employee(id="A", performance=())], [make_vacancy(code="F1")])
    explanations = explain_by_hand(problem, OPEN_SETTINGS, "A F1")
    assert explanations.placements[0].missing == (ComponentKey.PERFORMANCE,)
    assert explanations.quality.missing == ((ComponentKey.PERFORMANCE, 1),)
    assert explanations.quality.neutral_placements == 1


def test_rules_that_wait_for_data_are_listed() -> None:
    """A placement that rests on missing data names the rule and is counted."""
    problem = make_problem([make_employee(id="A", in_post_since=None)], [make_vacancy(code="F1")])
    settings = replace(OPEN_SETTINGS, eligibility=EligibilitySettings())
    explanations = explain_by_hand(problem, settings, "A F1")
    assert [finding.code for finding in explanations.placements[0].unverified] == [RuleCode.R11]
    assert explanations.quality.unverified_placements == 1
