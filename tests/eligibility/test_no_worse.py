"""The guarantee that nobody is placed worse than today without consent: R19, R32, R34."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from builders import TABLE_SETTINGS, find, make_employee, make_scored_problem, make_vacancy
from penempatan.domain.problem import DinasProfile
from penempatan.eligibility.rule import Finding, RuleCode, Verdict
from penempatan.scoring.build import pair_scores
from penempatan.settings.model import EligibilitySettings, Mode, RoundSettings, Settings

GUARANTEED = Settings(RoundSettings(mode=Mode.REARRANGE), eligibility=EligibilitySettings(not_worse=True))
OFFICES = (
    DinasProfile("Dinas Kesehatan", district="Tembalang"),
    DinasProfile("Dinas Sosial", district="Tugu"),
)


def grade(own: int | None, offered: int | None, **person: object) -> Finding:
    """Return what R19 says of a person of a grade and a post of a grade."""
    return find(
        RuleCode.R19, make_employee(job_grade=own, **person), make_vacancy(job_grade=offered), GUARANTEED
    )


@pytest.mark.parametrize(("own", "offered"), [(7, 7), (7, 8)])
def test_the_same_grade_or_a_higher_one_is_allowed(own: int, offered: int) -> None:
    """R19 allows what does not lower the grade."""
    assert grade(own, offered).verdict is Verdict.ALLOWED


def test_a_lower_grade_needs_consent() -> None:
    """R19 forbids one grade less, and allows it to who agrees."""
    assert grade(8, 7).verdict is Verdict.FORBIDDEN
    assert grade(8, 7, consents=True).verdict is Verdict.ALLOWED


@pytest.mark.parametrize(("own", "offered"), [(None, 7), (7, None)])
def test_a_missing_grade_is_to_be_verified(own: int | None, offered: int | None) -> None:
    """R19 cannot tell without both grades."""
    assert grade(own, offered).verdict is Verdict.UNVERIFIED


def test_the_grade_of_the_present_post_stands_in() -> None:
    """A roster without grades takes that of the post map."""
    person = make_employee(job_grade=None)
    held = make_vacancy(code="F-001", job_grade=8)
    finding = find(RuleCode.R19, person, held, GUARANTEED, incumbents=((person.id, "F-001"),))
    assert finding.held == "kelas 8"


def way(home: str, offered: str, **person: object) -> Finding:
    """Return what R32 says of a person at Dinas Kesehatan (Tembalang) who lives at `home`."""
    return find(
        RuleCode.R32,
        make_employee(district=home, **person),
        make_vacancy(dinas="Dinas Sosial", district=offered),
        GUARANTEED,
        dinas=OFFICES,
    )


def test_a_way_not_longer_is_allowed() -> None:
    """R32 allows a nearer office, and the same kecamatan wherever the home is."""
    assert way("Tugu", "Ngaliyan").verdict is Verdict.ALLOWED
    assert way("", "Tembalang").verdict is Verdict.ALLOWED


def test_a_longer_way_needs_consent() -> None:
    """R32 forbids the way across the city, and allows it to who agrees."""
    assert way("Tembalang", "Tugu").verdict is Verdict.FORBIDDEN
    assert way("Tembalang", "Tugu", consents=True).verdict is Verdict.ALLOWED


@pytest.mark.parametrize(
    ("home", "offered", "person"),
    [("", "Tugu", {}), ("Ungaran", "Tugu", {}), ("Tembalang", "Tugu", {"dinas": "Dinas Antah"})],
)
def test_a_way_that_nobody_knows_is_to_be_verified(home: str, offered: str, person: dict[str, str]) -> None:
    """R32 cannot tell without home and both offices; outside the city there is no distance."""
    assert way(home, offered, **person).verdict is Verdict.UNVERIFIED


def test_the_office_of_the_dinas_stands_in_for_the_post() -> None:
    """A post that names no kecamatan is where its dinas is."""
    assert way("Tembalang", "").required == "kantor Tugu"


def fit_rules(**rules: Any) -> Settings:
    """Return rules where only the table of scores counts, in mode penataan."""
    asked = replace(TABLE_SETTINGS.eligibility, **rules)
    return replace(TABLE_SETTINGS, round=RoundSettings(mode=Mode.REARRANGE), eligibility=asked)


def open_to_a(rules: Settings, *, consents: bool = False) -> list[str]:
    """Return the posts open to A, who holds P1 at 50 points."""
    problem = make_scored_problem("P1 P2 P3\nA 50 60 49.99")
    problem = replace(
        problem,
        incumbents=(("A", "P1"),),
        employees=tuple(replace(one, consents=consents) for one in problem.employees),
    )
    pairs = pair_scores(problem, rules)
    judged = {post.code: pairs.judge(0, at).eligible for at, post in enumerate(problem.vacancies)}
    listed = {problem.vacancies[at].code for block in pairs.blocks() for at in block.vacancy.tolist()}
    if not rules.eligibility.not_worse:  # grades and ways are not in these data: flagged, not refused
        assert {code for code, eligible in judged.items() if eligible} == listed
    return sorted(listed)


def test_a_move_that_loses_fit_needs_consent() -> None:
    """R34 refuses 49.99 to who has 50 today, allows 60, and leaves both to who agrees; staying is open."""
    assert open_to_a(fit_rules(not_worse=True)) == ["P1", "P2"]
    assert open_to_a(fit_rules(not_worse=True), consents=True) == ["P1", "P2", "P3"]
    assert open_to_a(fit_rules()) == ["P1", "P2", "P3"]


def test_a_move_gains_the_minimum_or_is_none() -> None:
    """`kenaikan_minimal` 10 allows a gain of 10.00 exactly, 10.01 refuses it; consent changes nothing."""
    assert open_to_a(fit_rules(gain_min=1_000)) == ["P1", "P2"]
    assert open_to_a(fit_rules(gain_min=1_001), consents=True) == ["P1"]


def test_a_present_fit_that_nobody_knows_is_to_be_verified() -> None:
    """R34 asks where the present post is not on the map, unless the person agrees."""
    person, agreed = make_employee(), make_employee(consents=True)
    assert find(RuleCode.R34, person, settings=GUARANTEED).verdict is Verdict.UNVERIFIED
    assert find(RuleCode.R34, agreed, settings=GUARANTEED).verdict is Verdict.ALLOWED
    known = find(RuleCode.R34, person, settings=GUARANTEED, incumbents=((person.id, "F-001"),))
    assert known.verdict is Verdict.ALLOWED


def test_the_minimum_score_does_not_move_anybody_out() -> None:
    """`skor_minimal` 55 closes the post of A to others, not to A."""
    assert open_to_a(fit_rules(score_min=5_500)) == ["P1", "P2"]
