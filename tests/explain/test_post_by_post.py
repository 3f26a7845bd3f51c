"""The honest comparison with ranking post by post."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from builders import TABLE_SETTINGS, make_locks, make_scored_problem
from hand_plans import explain_by_hand
from penempatan.explain.post_by_post import outcome
from penempatan.settings.model import LimitSettings

# F1 takes A, the only one who could fill F2: ranking leaves F2 empty.
CLASH = """
        F1  F2
    A   90  80
    B   85  .
"""


def test_joint_planning_fills_what_ranking_leaves_open() -> None:
    """The gain is counted in seats and in points."""
    gain = explain_by_hand(make_scored_problem(CLASH), TABLE_SETTINGS, "A F2\nB F1").joint
    assert (gain.joint.filled, gain.joint.total) == (2, 16500)
    assert (gain.post_by_post.filled, gain.post_by_post.total) == (1, 9000)
    assert "1 lowongan lebih banyak terisi; total skor 75,00 lebih tinggi" in gain.sentence
    assert "mengikuti seluruh urutan tujuan" in gain.sentence  # the worst tenth fell from 90 to 80


def test_no_gain_is_said_plainly() -> None:
    """Where both ways give the same figures, the sentence claims nothing."""
    gain = explain_by_hand(make_scored_problem("F1\nA 90\nB 50"), TABLE_SETTINGS, "A F1").joint
    assert gain.joint == gain.post_by_post
    assert "tidak ada keuntungan" in gain.sentence


def test_ranking_goes_by_priority_first() -> None:
    """F2 of priority 1 chooses before F1 of priority 2 and takes A."""
    problem = make_scored_problem("F1 F2\nA 90 80\nB 20 70")
    vacancies = (problem.vacancies[0], replace(problem.vacancies[1], priority=1))
    gain = explain_by_hand(replace(problem, vacancies=vacancies), TABLE_SETTINGS, "").joint
    assert gain.post_by_post.total == 8000 + 2000


def test_ranking_keeps_pins() -> None:
    """A pinned person stays out of the ranking and holds a seat of the vacancy."""
    problem = make_scored_problem("F1\nA 90\nB 50", locks=make_locks("B F1 tetap"))
    gain = explain_by_hand(problem, TABLE_SETTINGS, "B F1 tetap").joint
    assert gain.post_by_post == gain.joint


def test_ranking_keeps_limits() -> None:
    """With one placement allowed, ranking stops after the first."""
    settings = replace(TABLE_SETTINGS, limits=LimitSettings(placements_max=1))
    gain = explain_by_hand(make_scored_problem("F1 F2\nA 90 .\nB . 80"), settings, "A F1").joint
    assert gain.post_by_post == gain.joint


def test_the_worst_tenth_rounds_people_up_and_halves_up() -> None:
    """Eleven placements: the lowest two; (10.00 + 10.01) / 2 is 10.01 in hundredths."""
    scores = np.array([1000, 1001, *[5000] * 9], dtype=np.int64)
    assert outcome(scores).worst_tenth == 1001


def test_an_empty_plan_has_no_worst_tenth() -> None:
    """Nothing placed, nothing divided by zero."""
    assert outcome(np.array([], dtype=np.int64)).worst_tenth == 0
