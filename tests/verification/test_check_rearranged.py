"""The checker on penataan: tampered plans are refused, whoever made them."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import TABLE_SETTINGS, make_scored_problem
from penempatan.domain.plan import Placement, Termination
from penempatan.errors import InputError, NoPlanError
from penempatan.scoring.build import pair_scores
from penempatan.scoring.locks import check_locks
from penempatan.settings.model import LimitSettings, Mode, RoundSettings
from penempatan.verification.check import examine, verify
from rearranged_rounds import (
    every_rearrangement,
    open_pairs,
    random_limited_rearrangement,
    random_rearrangement,
)
from whole_rounds import solved

if TYPE_CHECKING:
    from penempatan.domain.plan import PlacementPlan
    from penempatan.domain.problem import PlacementProblem
    from penempatan.settings.model import Settings

RULES = replace(TABLE_SETTINGS, round=RoundSettings(mode=Mode.REARRANGE))
TABLE = """
        P1   P2   P3
    A   50   90   .
    B   .    60   80
    C   70   .    .
    D   40   30   20
"""


def round_of_four() -> PlacementProblem:
    """A and D hold P1, which needs one; B holds P2; C holds nothing. A → P2, B → P3, D stays."""
    problem = make_scored_problem(TABLE)
    return replace(problem, incumbents=(("A", "P1"), ("B", "P2"), ("D", "P1")))


def faults_of(problem: PlacementProblem, plan: PlacementPlan) -> str:
    """Return every fault as one text."""
    return "; ".join(examine(problem, RULES, plan).faults.sentences())


def test_the_untouched_plan_passes() -> None:
    """What the tampering starts from is sound."""
    problem = round_of_four()
    plan = solved(problem, RULES)
    assert [(one.employee_id, one.vacancy_code) for one in plan.placements] == [("A", "P2"), ("B", "P3")]
    assert [(one.employee_id, one.vacancy_code) for one in plan.stays] == [("D", "P1")]
    verify(problem, RULES, plan)


def test_a_holder_without_a_place_is_named() -> None:
    """Nobody loses the post: dropping D from the plan is refused by name."""
    problem = round_of_four()
    plan = replace(solved(problem, RULES), stays=())
    assert "NIP D memangku P1, tetapi usulan tidak memberinya tempat" in faults_of(problem, plan)


def test_a_newcomer_in_a_post_with_surplus_is_named() -> None:
    """C may not join P1, though one of its two holders leaves."""
    problem = round_of_four()
    plan = solved(problem, RULES)
    joined = replace(plan, placements=(*plan.placements, Placement("C", "P1", 7_000)))
    text = faults_of(problem, joined)
    assert "NIP C masuk ke formasi P1, yang pemangkunya melebihi kebutuhan" in text
    assert "NIP C pada formasi P1 tidak memenuhi syarat" in text


@pytest.mark.parametrize(
    ("stay", "words"),
    [
        (Placement("D", "P2", 3_000), "tertulis tetap pada P2, padahal tidak memangkunya"),
        (Placement("D", "P1", 4_001), "skor tertulis 40.01, hasil hitung ulang 40.00"),
        (Placement("D", "P1", 4_000, pinned=True), "bertanda kunci, padahal tidak dikunci"),
    ],
)
def test_a_stay_that_is_none_is_named(stay: Placement, words: str) -> None:
    """A stay is in the post held, at its own score, and no pin."""
    problem = round_of_four()
    assert words in faults_of(problem, replace(solved(problem, RULES), stays=(stay,)))


def test_a_stay_among_the_moves_is_named() -> None:
    """Whoever keeps the post is no placement to decide on."""
    problem = round_of_four()
    plan = solved(problem, RULES)
    moved = replace(plan, placements=(*plan.placements, *plan.stays), stays=())
    assert "tertulis pindah ke P1, yang sudah dipangkunya" in faults_of(problem, moved)


def test_a_negative_price_is_free_for_holders_alone() -> None:
    """Who must have a place may be priced below zero; for C, who need not, that proves nothing."""
    problem = round_of_four()
    plan = solved(problem, RULES)
    assert plan.certificate is not None
    stage = plan.certificate.stages[0]
    lowered = replace(
        stage, employee=tuple(-1 if at == 2 else price for at, price in enumerate(stage.employee))
    )
    forged = replace(
        plan, certificate=replace(plan.certificate, stages=(lowered, *plan.certificate.stages[1:]))
    )
    assert "harga NIP C negatif" in faults_of(problem, forged)


def round_of_one_move() -> tuple[PlacementProblem, Settings]:
    """As `round_of_four`, but one change at most: A → P2 alone would crowd it, so B → P3 is the one."""
    return round_of_four(), replace(RULES, limits=LimitSettings(moves_max=1))


def test_one_move_is_proved_tier_by_tier() -> None:
    """Stays are no moves: of the changes that fill a seat the best is made, and the checker agrees."""
    problem, rules = round_of_one_move()
    plan = solved(problem, rules)
    assert len(plan.placements) == 1
    assert plan.termination is Termination.OPTIMAL
    assert plan.certificate is not None
    assert plan.certificate.tiers
    verify(problem, rules, plan)


@pytest.mark.parametrize(
    ("person", "words"),
    [
        (2, "ada harga negatif"),  # C holds no post
        (0, "harga kurang dari nilai pada"),  # A holds one: a free sign, but no free lunch
    ],
)
def test_a_price_lowered_far_proves_nothing(person: int, words: str) -> None:
    """Below zero is a fault for who keeps no place, and leaves pairs uncovered for who does."""
    problem, rules = round_of_one_move()
    plan = solved(problem, rules)
    assert plan.certificate is not None
    tiers = tuple(
        replace(
            one,
            employee=tuple(-(1 << 40) if at == person else price for at, price in enumerate(one.employee)),
        )
        for one in plan.certificate.tiers
    )
    forged = replace(plan, certificate=replace(plan.certificate, tiers=tiers))
    assert words in "; ".join(examine(problem, rules, forged).faults.sentences())


@given(st.integers(0, 1 << 32), st.booleans())
@settings(max_examples=150, deadline=None)
def test_no_other_plan_passes_for_the_best(seed: int, limited: bool) -> None:
    """Any other plan that keeps every rule is refused under the best plan's certificate and totals."""
    random = Random(seed)
    problem, rules = random_limited_rearrangement(random) if limited else random_rearrangement(random)
    try:
        check_locks(problem, pair_scores(problem, rules))
        plan = solved(problem, rules)
    except (InputError, NoPlanError):
        return
    best = frozenset((one.employee_id, one.vacancy_code) for one in plan.seated)
    others = [one for one in every_rearrangement(problem, rules) if one != best]
    if not others:
        return
    score, pins = (
        open_pairs(problem, rules),
        {(one.employee_id, one.vacancy_code) for one in plan.seated if one.pinned},
    )
    other = sorted(random.choice(others))
    seated = [Placement(nip, code, score[nip, code], (nip, code) in pins) for nip, code in other]
    claim = replace(
        plan,
        placements=tuple(
            one for one in seated if (one.employee_id, one.vacancy_code) not in problem.incumbents
        ),
        stays=tuple(one for one in seated if (one.employee_id, one.vacancy_code) in problem.incumbents),
    )
    assert examine(problem, rules, claim).faults
