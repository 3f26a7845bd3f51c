"""How parts become scores: weights, drop-outs, thresholds; and the pins that cannot hold."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from builders import (
    NO_WEIGHTS,
    OPEN_SETTINGS,
    TABLE_SETTINGS,
    make_employee,
    make_locks,
    make_problem,
    make_qualification,
    make_scored_problem,
    make_vacancy,
)
from penempatan.domain.employee import PerformanceRating
from penempatan.domain.problem import Columns, DinasProfile
from penempatan.eligibility.rule import RuleCode, Verdict
from penempatan.errors import InputError, NoPlanError
from penempatan.scoring.build import pair_scores
from penempatan.scoring.dump import score_rows
from penempatan.scoring.locks import check_locks
from penempatan.settings.model import ComponentKey, DinasWeights, EligibilitySettings, Settings, Weights


def test_a_score_is_the_weighted_mean_of_the_parts_asked() -> None:
    """Education 100 at 35, competency 33.33 at 40, the rest not asked: (3500 + 1333.2) / 75 = 64.44."""
    employee = make_employee(competencies=(("Komunikasi", 1),))
    problem = make_problem([employee], columns=Columns(frozenset({"competencies"}), frozenset()))
    vacancy = replace(problem.vacancies[0], district="Ungaran")
    pairs = pair_scores(replace(problem, vacancies=(vacancy,)), OPEN_SETTINGS)
    judged = pairs.judge(0, 0)
    assert [part.key for part in judged.parts if part.asked] == [
        ComponentKey.EDUCATION,
        ComponentKey.COMPETENCY,
    ]
    assert judged.score == 6_444


def test_halves_are_rounded_up() -> None:
    """Points 0 and 1 at equal weights make a score of one hundredth, not of none."""
    weights = replace(NO_WEIGHTS, performance=1_000, education=1_000)
    performance = replace(OPEN_SETTINGS.performance, good=1)
    rules = replace(OPEN_SETTINGS, weights=weights, performance=performance)
    vacancy = make_vacancy(qualification=make_qualification("S2 ILMU HUKUM"))  # above the person's level
    assert pair_scores(make_problem(vacancies=[vacancy]), rules).judge(0, 0).score == 1


def test_a_vacancy_that_asks_for_nothing_scores_nought() -> None:
    """With every weight zero the score is 0 and the pair stays eligible."""
    judged = pair_scores(make_problem(), replace(OPEN_SETTINGS, weights=NO_WEIGHTS)).judge(0, 0)
    assert (judged.score, judged.eligible) == (0, True)


def test_weights_come_from_the_nearest_source() -> None:
    """The Dinas sheet goes over [bobot.dinas], and that over [bobot]; spellings of one dinas are one."""
    posts = [
        make_vacancy(code=code, dinas=dinas)
        for code, dinas in (("F1", "Dinas Sosial"), ("F2", "Dinas Kesehatan"), ("F3", "Inspektorat"))
    ]
    problem = make_problem(vacancies=posts, dinas=(DinasProfile("DINKES", weights=(("jarak", 9_000),)),))
    by_dinas = DinasWeights("dinas  kesehatan", replace(Weights(), education=1_000, commute=2_000))
    pairs = pair_scores(problem, replace(OPEN_SETTINGS, dinas_weights=(by_dinas,)))
    rows = [list(ComponentKey).index(key) for key in (ComponentKey.EDUCATION, ComponentKey.COMMUTE)]
    assert pairs.full_weights[rows].T.tolist() == [[35_000, 5_000], [1_000, 9_000], [35_000, 5_000]]


def test_weights_of_any_size_keep_the_score_exact() -> None:
    """Weights that do not fit 32-bit sums give the same score as the same ratio in small numbers."""
    small, large = Weights(*[7, 3, 1, 1, 1, 1, 1]), Weights(*[one * 10**9 for one in (7, 3, 1, 1, 1, 1, 1)])
    odd = Weights(*[7 * 10**9 + 1, *[one * 10**9 for one in (3, 1, 1, 1, 1, 1)]])
    employee = make_employee(performance=(PerformanceRating.POOR,), district="Tugu")
    scores = {
        pair_scores(make_problem([employee]), replace(OPEN_SETTINGS, weights=weights)).judge(0, 0).score
        for weights in (small, large, odd)
    }
    assert len(scores) == 1


def test_the_least_score_is_a_closed_bound() -> None:
    """`skor_minimal` keeps a pair at exactly the bound, in the blocks and in the judgement alike."""
    problem = make_scored_problem("""
            F1      F2
        A   50      49.99
    """)
    rules = replace(TABLE_SETTINGS, eligibility=replace(TABLE_SETTINGS.eligibility, score_min=5_000))
    pairs = pair_scores(problem, rules)
    assert [block.vacancy.tolist() for block in pairs.blocks()] == [[0]]
    assert [pairs.judge(0, column).eligible for column in (0, 1)] == [True, False]
    assert pairs.judge(0, 1).findings[-1].code is RuleCode.SCORE_MIN


def test_bans_and_unlisted_pairs_leave_the_rest() -> None:
    """A ban removes one pair; with `hanya_skor_luar` pairs that are not listed are gone as well."""
    problem = make_scored_problem("""
            F1  F2  F3
        A   10  20  30
        B   .   50  60
    """, locks=make_locks("A F2 larang"))  # fmt: skip
    pairs = pair_scores(problem, TABLE_SETTINGS)
    found = {
        (int(one), int(other)): int(score)
        for block in pairs.blocks()
        for one, other, score in zip(block.employee, block.vacancy, block.score, strict=True)
    }
    assert found == {(0, 0): 1_000, (0, 2): 3_000, (1, 1): 5_000, (1, 2): 6_000}
    rows = list(score_rows(problem, pairs, np.array([1], np.int32), np.array([0, 1], np.int32)))
    assert [(row.vacancy_code, row.verdict, row.score) for row in rows] == [
        ("F1", Verdict.FORBIDDEN, 5_000),
        ("F2", Verdict.ALLOWED, 5_000),
    ]
    assert rows[0].reasons.startswith("Tercantum pada skor luar: dimiliki tidak tercantum")


def test_the_dump_names_every_broken_rule_and_every_doubt() -> None:
    """`alasan` holds each rule that forbids; without one, each that asks; parts not asked are empty."""
    people = [
        make_employee(id="A", stays=True, rank=None, discipline=None),
        make_employee(id="B", status=None, discipline=None),
    ]
    problem = make_problem(people, [make_vacancy(age_max=30)])
    first, second = score_rows(problem, pair_scores(problem, Settings()))
    assert [one.split(" ")[0] for one in first.reasons.split("; ")] == ["R14", "R35"]
    rules = Settings(eligibility=EligibilitySettings(age_max=False))
    _, second = score_rows(problem, pair_scores(problem, rules))
    assert second.verdict is Verdict.UNVERIFIED
    assert [one.split(" ")[0] for one in second.reasons.split("; ")] == ["R02", "R03", "R25"]
    assert second.points[-1] is None and None not in second.points[:-1]


def test_pins_to_refused_pairs_are_all_reported() -> None:
    """Each pin that breaks a rule is an error naming NIP, formasi and rule; pins that hold are no matter."""
    people = [make_employee(id="A", stays=True), make_employee(id="B"), make_employee(id="C")]
    posts = [make_vacancy(code="F1"), make_vacancy(code="F2", age_max=30)]
    problem = make_problem(people, posts, locks=make_locks("A F1 tetap\nB F1 tetap\nC F2 tetap"))
    with pytest.raises(InputError) as caught:
        check_locks(problem, pair_scores(problem, Settings()))
    first, second = caught.value.issues
    assert "NIP A" in first.problem and "formasi F1" in first.problem and "R35" in first.problem
    assert "NIP C" in second.problem and "formasi F2" in second.problem and "R14" in second.problem


def test_a_person_is_pinned_once() -> None:
    """Two pins of one person are an error; the same line twice is not."""
    posts = [make_vacancy(code="F1"), make_vacancy(code="F2")]
    problem = make_problem([make_employee(id="A")], posts, locks=make_locks("A F1 tetap\nA F2 tetap"))
    with pytest.raises(InputError) as caught:
        check_locks(problem, pair_scores(problem, Settings()))
    assert [issue.code for issue in caught.value.issues] == ["pinned_twice"]
    twice = replace(problem, locks=make_locks("A F1 tetap\nA F1 tetap"))
    check_locks(twice, pair_scores(twice, Settings()))


def test_a_pin_against_a_ban_is_refused() -> None:
    """Pin and ban on one pair contradict each other, and the ban is named."""
    problem = make_problem(
        [make_employee(id="A")], [make_vacancy(code="F1")], locks=make_locks("A F1 tetap\nA F1 larang")
    )
    with pytest.raises(InputError, match="1 galat") as caught:
        check_locks(problem, pair_scores(problem, Settings()))
    assert "larang" in caught.value.issues[0].problem


def test_more_pins_than_openings_have_no_plan() -> None:
    """Two pins on one seat clash, and the message names vacancy and people; on two seats they hold."""
    people = [make_employee(id=name) for name in "AB"]
    locks = make_locks("A F1 tetap\nB F1 tetap")
    for openings in (1, 2):
        problem = make_problem(people, [make_vacancy(code="F1", openings=openings)], locks=locks)
        if openings == 2:
            check_locks(problem, pair_scores(problem, Settings()))
            continue
        with pytest.raises(NoPlanError, match=r"F1.*1 lowongan, 2 kunci, yaitu NIP A, B"):
            check_locks(problem, pair_scores(problem, Settings()))
