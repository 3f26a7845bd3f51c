"""Placements judged on their own: each rule, the papers that set one aside, PPPK, and reasons of locks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from builders import JUDGED_ON, OPEN_SETTINGS, make_employee, make_problem, make_vacancy
from penempatan.domain.employee import EmploymentStatus
from penempatan.domain.plan import Placement, PlacementPlan, Termination
from penempatan.domain.problem import Lock, LockKind, PlacementProblem
from penempatan.domain.rule_code import RuleCode
from penempatan.domain.waiver import Waiver
from penempatan.settings.model import PppkRule, Settings
from penempatan.verification.check import examine
from penempatan.verification.pair_recount import pair_faults

POST = "PENATA LAYANAN OPERASIONAL"


def one_person(**changes: Any) -> PlacementProblem:
    """Return A, two years short of nothing, and the vacancy F1."""
    return make_problem([make_employee(id="A", **changes)], [make_vacancy(code="F1", position=POST)])


def faults_of(problem: PlacementProblem, rules: Settings, stays: bool = False) -> tuple[str, ...]:
    """Return what is said of A in F1."""
    placed = (Placement("A", "F1", 5_000),)
    plan = PlacementPlan(
        () if stays else placed, Termination.OPTIMAL, 5_000, 5_000, stays=placed if stays else ()
    )
    return tuple(pair_faults(problem, rules, plan))


def paper(**changes: Any) -> Waiver:
    """Return a waiver of R11 for A in F1 that holds on the day of the round."""
    waiver = Waiver("A", "F1", RuleCode.R11, "Wali Kota", "800/1", JUDGED_ON, "kebutuhan")
    return replace(waiver, **changes)


NEWCOMER = {"in_post_since": date(2025, 12, 1)}  # a month in the post: R11 asks for two years


def test_a_rule_that_holds_is_no_fault() -> None:
    """The default person breaks no rule of the default round."""
    assert faults_of(one_person(), Settings()) == ()


def test_a_rule_that_is_broken_is_named_whatever_the_tables_say() -> None:
    """A month in the post: the fault names person, post and rule; so does the whole check."""
    (said,) = faults_of(one_person(**NEWCOMER), Settings())
    assert "NIP A pada formasi F1 melanggar R11" in said
    plan = PlacementPlan((Placement("A", "F1", 5_000),), Termination.OPTIMAL, 5_000, 5_000)
    assert said in examine(one_person(**NEWCOMER), Settings(), plan).faults.sentences()


def test_missing_data_break_no_rule() -> None:
    """Nobody knows since when A is in the post: to be verified, not forbidden."""
    assert faults_of(one_person(in_post_since=None), Settings()) == ()


@pytest.mark.parametrize(
    ("changes", "sound"),
    [
        ({}, True),  # on its last day
        ({"valid_until": JUDGED_ON - timedelta(days=1)}, False),
        ({"rule": RuleCode.R15}, False),
        ({"employee_id": "B"}, False),
        ({"vacancy_code": "F2"}, False),
        ({"document": " "}, False),
        ({"authority": ""}, False),
    ],
)
def test_a_broken_rule_must_stand_on_a_paper(changes: dict[str, Any], sound: bool) -> None:
    """A waiver counts for its pair, its rule and its days, with an authority and a document."""
    problem = replace(one_person(**NEWCOMER), waivers=(paper(**changes),))
    assert (faults_of(problem, Settings()) == ()) == sound


@pytest.mark.parametrize(
    ("rule", "position", "sound"),
    [
        (PppkRule.LOCKED, POST, False),
        (PppkRule.RELOCATE, POST, True),
        (PppkRule.RELOCATE, "PENGELOLA LAYANAN OPERASIONAL", False),
        (PppkRule.RELOCATE, "", True),  # the post is not known: to be verified
        (PppkRule.FREE, "PENGELOLA LAYANAN OPERASIONAL", True),
    ],
)
def test_pppk_go_where_their_contract_lets_them(rule: PppkRule, position: str, sound: bool) -> None:
    """Locked: nowhere; relocation: the same post in another unit; free: like PNS. PNS are not asked."""
    rules = replace(OPEN_SETTINGS, eligibility=replace(OPEN_SETTINGS.eligibility, pppk=rule))
    pppk = one_person(status=EmploymentStatus.PPPK, position=position)
    assert (faults_of(pppk, rules) == ()) == sound
    assert faults_of(one_person(position=position), rules) == ()


def test_staying_is_judged_by_no_rule() -> None:
    """Who keeps a post is not placed: neither years in the post nor a contract matter."""
    problem = replace(one_person(**NEWCOMER, status=EmploymentStatus.PPPK), incumbents=(("A", "F1"),))
    assert faults_of(problem, Settings(), stays=True) == ()


@pytest.mark.parametrize("kind", [*LockKind])
def test_a_lock_needs_a_reason(kind: LockKind) -> None:
    """Pins and bans of the leadership are printed with their reason (R35); decisions have a register."""
    bare = Lock(kind, "A", "F9", " ")
    (said,) = faults_of(replace(one_person(), locks=(bare,)), Settings())
    assert "tanpa alasan (R35)" in said
    assert faults_of(replace(one_person(), locks=(replace(bare, reason="arahan"),)), Settings()) == ()
    assert faults_of(replace(one_person(), locks=(replace(bare, decided=True),)), Settings()) == ()
