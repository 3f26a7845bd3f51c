"""The checker on rounds small enough for prices written by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from builders import TABLE_SETTINGS, make_locks, make_scored_problem
from penempatan.domain.plan import (
    Certificate,
    Placement,
    PlacementPlan,
    StageCertificate,
    Termination,
    TierValue,
    TierWeight,
)
from penempatan.errors import VerificationError
from penempatan.objective.limits import ARRIVE_KEY, PLACEMENTS_KEY
from penempatan.settings.model import DinasCap, Goal, LimitSettings, ObjectiveSettings
from penempatan.verification.check import verify
from penempatan.verification.faults import NAMED, Faults

if TYPE_CHECKING:
    from collections.abc import Callable

    from penempatan.domain.problem import PlacementProblem
    from penempatan.settings.model import Settings

# A → F2, B → F1 (80 + 70) beats A → F1, B → F2 (90 + 20). Prices: 80 for A, 50 for B, 20 for F1, 0 for F2.
PROBLEM = make_scored_problem(
    """
            F1    F2
    A       90    80
    B       70    20
    """
)


def settings_for(*order: Goal, **changes: Any) -> Settings:
    """Return rules where only the table counts, with this order of the objective."""
    return replace(TABLE_SETTINGS, objective=ObjectiveSettings(order), **changes)


FIT = settings_for(Goal.FIT)


def one_stage(
    *placements: Placement,
    employee: tuple[int, ...],
    vacancy: tuple[int, ...],
    limit: tuple[tuple[str, int], ...] = (),
) -> PlacementPlan:
    """Return an OPTIMAL plan with a certificate of the one tier `kesesuaian`."""
    total = sum(one.score for one in placements)
    free = sum(one.score for one in placements if not one.pinned)
    stage = StageCertificate((TierWeight("kesesuaian", 1),), employee, vacancy, limit, free)
    tiers = (TierValue("kesesuaian", total),)
    return PlacementPlan(placements, Termination.OPTIMAL, total, total, tiers, Certificate((stage,)))


PLAN = one_stage(
    Placement("A", "F2", 8_000), Placement("B", "F1", 7_000), employee=(8_000, 5_000), vacancy=(2_000, 0)
)


def faults(problem: PlacementProblem, settings: Settings, plan: PlacementPlan) -> tuple[str, ...]:
    """Return what the checker complains about."""
    try:
        verify(problem, settings, plan)
    except VerificationError as error:
        return error.faults
    return ()


def with_stage(plan: PlacementPlan, **changes: Any) -> PlacementPlan:
    """Return the plan with a changed (only) stage."""
    assert plan.certificate is not None
    (stage,) = plan.certificate.stages
    return replace(plan, certificate=Certificate((replace(stage, **changes),)))


def test_plan_with_prices_by_hand_holds() -> None:
    """The optimum with a correct certificate passes in silence."""
    assert faults(PROBLEM, FIT, PLAN) == ()


def test_worse_plan_is_not_optimal() -> None:
    """The tempting plan (best first) has no certificate: whatever is claimed, its prices do not add up."""
    greedy = one_stage(
        Placement("A", "F1", 9_000), Placement("B", "F2", 2_000), employee=(8_000, 5_000), vacancy=(2_000, 0)
    )
    assert faults(PROBLEM, FIT, greedy) == (
        "bukti tahap 1: jumlah harga 15000 tidak sama dengan nilai usulan 11000, jadi usulan tidak terbukti "
        "optimal",
        "batas atas tertulis 110.00, bukti hanya menjamin 150.00",
    )


TAMPERED: dict[str, tuple[Callable[[PlacementPlan], PlacementPlan], str]] = {
    "unknown person": (
        lambda plan: replace(plan, placements=(*plan.placements, Placement("Z", "F1", 0))),
        "NIP Z ditempatkan, tetapi tidak ada pada daftar pegawai",
    ),
    "unknown vacancy": (
        lambda plan: replace(plan, placements=(Placement("A", "F9", 8_000), plan.placements[1])),
        "NIP A ditempatkan pada formasi F9, yang tidak ada pada daftar formasi",
    ),
    "one person twice": (
        lambda plan: replace(plan, placements=(*plan.placements, Placement("A", "F1", 9_000))),
        "NIP A ditempatkan 2 kali",
    ),
    "too many people": (
        lambda plan: replace(plan, placements=(Placement("A", "F1", 9_000), plan.placements[1])),
        "formasi F1 diisi 2 pegawai, padahal lowongannya 1",
    ),
    "one point more": (
        lambda plan: replace(plan, placements=(Placement("A", "F2", 8_001), plan.placements[1])),
        "NIP A pada formasi F2: skor tertulis 80.01, hasil hitung ulang 80.00",
    ),
    "score off the scale": (
        lambda plan: replace(plan, placements=(Placement("A", "F2", 1 << 70), plan.placements[1])),
        "di luar rentang 0–10000",
    ),
    "pin that nobody set": (
        lambda plan: replace(plan, placements=(replace(plan.placements[0], pinned=True), plan.placements[1])),
        "NIP A pada formasi F2 bertanda kunci, padahal tidak dikunci",
    ),
    "total": (lambda plan: replace(plan, total_score=15_001, bound=15_001), "total skor tertulis 150.01"),
    "tier value": (
        lambda plan: replace(plan, tiers=(TierValue("kesesuaian", 14_999),)),
        "tingkat tujuan kesesuaian: tertulis 14999, hasil hitung ulang 15000",
    ),
    "tier missing": (lambda plan: replace(plan, tiers=()), "tingkat tujuan tertulis (kosong)"),
    "bound too low": (lambda plan: replace(plan, bound=14_999), "batas atas 149.99 lebih rendah"),
    "gap with OPTIMAL": (lambda plan: replace(plan, bound=15_001), "status OPTIMAL, padahal selisihnya 0.01"),
    "no proof": (lambda plan: replace(plan, certificate=None), "status OPTIMAL tanpa bukti harga"),
    "infeasible": (
        lambda plan: replace(plan, termination=Termination.INFEASIBLE),
        "status TIDAK_LAYAK, padahal ada usulan",
    ),
    "employee price one lower": (
        lambda plan: with_stage(plan, employee=(7_999, 5_000)),
        "harga NIP A dan formasi F2 kurang 1 dari nilai pasangannya",
    ),
    "employee price one higher": (
        lambda plan: with_stage(plan, employee=(8_000, 5_001)),
        "jumlah harga 15001 tidak sama dengan nilai usulan 15000",
    ),
    "vacancy price one lower": (
        lambda plan: with_stage(plan, vacancy=(1_999, 0)),
        "harga NIP B dan formasi F1 kurang 1 dari nilai pasangannya",
    ),
    "negative price": (
        lambda plan: with_stage(plan, employee=(8_100, 5_100), vacancy=(1_900, -100)),
        "harga formasi F2 negatif (-100)",
    ),
    "claimed value": (
        lambda plan: with_stage(plan, objective=15_001),
        "nilai usulan tertulis 15001, hasil hitung ulang 15000",
    ),
    "zero multiplier": (
        lambda plan: with_stage(plan, weights=(TierWeight("kesesuaian", 0),)),
        "pengali tingkat tujuan harus paling sedikit 1",
    ),
    "other tiers": (
        lambda plan: with_stage(plan, weights=(TierWeight("undian", 1),)),
        "tingkat tujuan undian tidak sama dengan urutan pada aturan: kesesuaian",
    ),
    "tier without a name": (
        lambda plan: with_stage(plan, weights=()),
        "bukti tahap 1: tanpa tingkat tujuan",
    ),
    "price for nobody": (
        lambda plan: with_stage(plan, employee=(8_000, 5_000, 0)),
        "ada harga untuk 3 pegawai dan 2 formasi, seharusnya 2 dan 2",
    ),
    "limit that the rules lack": (
        lambda plan: with_stage(plan, limit=(("penempatan", 0),)),
        "daftar batas berharga tidak sama dengan batas pada aturan",
    ),
    "price beyond 64 bits": (
        lambda plan: with_stage(plan, employee=(8_000, 1 << 80)),
        "harga atau pengali terlalu besar untuk dihitung dengan tepat",
    ),
    "multiplier beyond 64 bits": (
        lambda plan: with_stage(plan, weights=(TierWeight("kesesuaian", 1 << 50),)),
        "harga atau pengali terlalu besar untuk dihitung dengan tepat",
    ),
    "price that wraps around": (
        lambda plan: with_stage(plan, employee=(8_000, 5_000 + (1 << 64))),
        "harga atau pengali terlalu besar untuk dihitung dengan tepat",
    ),
}


@pytest.mark.parametrize(("change", "complaint"), TAMPERED.values(), ids=list(TAMPERED))
def test_tampering_is_named(change: Callable[[PlacementPlan], PlacementPlan], complaint: str) -> None:
    """Each single change of a sound plan is refused with a sentence that names it."""
    assert any(complaint in fault for fault in faults(PROBLEM, FIT, change(PLAN))), faults(
        PROBLEM, FIT, change(PLAN)
    )


def test_ineligible_placement_names_the_rule() -> None:
    """A pair that no list allows is refused with the rule that forbids it."""
    problem = make_scored_problem(
        """
            F1    F2
        A   .     80
        B   70    .
        """
    )
    plan = one_stage(Placement("A", "F1", 0), employee=(8_000, 7_000), vacancy=(0, 0))
    assert any("NIP A pada formasi F1 tidak memenuhi syarat: Tercantum pada skor luar" in one
               for one in faults(problem, FIT, plan))  # fmt: skip


def test_person_who_stays_is_not_moved() -> None:
    """Kunci = ya is held by the checker itself, beside the rule that already forbids the pair."""
    staying = replace(PROBLEM, employees=(replace(PROBLEM.employees[0], stays=True), PROBLEM.employees[1]))
    found = faults(staying, FIT, PLAN)
    assert "NIP A tetap pada jabatannya (Kunci = ya), tetapi ditempatkan pada F2" in found


# A is pinned to F1; B is left with F2. B → F1 (70) needs no price: the seat is taken.
PINNED = replace(PROBLEM, locks=make_locks("A F1 tetap"))
PINNED_PLAN = one_stage(
    Placement("A", "F1", 9_000, pinned=True), Placement("B", "F2", 2_000), employee=(0, 2_000), vacancy=(0, 0)
)


def test_pins_stand_outside_the_certificate() -> None:
    """The prices speak of what the pins leave; totals include the pins."""
    assert faults(PINNED, FIT, PINNED_PLAN) == ()


def test_pin_must_be_in_the_plan() -> None:
    """A plan that ignores a pin is refused, however good it is."""
    assert "NIP A dikunci pada formasi F1, usulan: F2" in faults(PINNED, FIT, PLAN)


def test_pinned_person_has_no_price() -> None:
    """A price on a pinned person could hide a wrong total, so it must be zero."""
    assert any(
        "NIP A dikunci, harganya harus 0" in one
        for one in faults(PINNED, FIT, with_stage(PINNED_PLAN, employee=(1, 2_000)))
    )


def test_banned_pair_is_refused() -> None:
    """A ban holds even where the score would be best."""
    banned = replace(PROBLEM, locks=make_locks("A F2 larang"))
    assert "NIP A dilarang pada formasi F2, tetapi ditempatkan di sana" in faults(banned, FIT, PLAN)


# At most one placement: A → F1 (90). Prices: 80 for the limit, 10 for A.
ONE_ONLY = settings_for(Goal.FIT, limits=LimitSettings(placements_max=1))
ONE_PLAN = one_stage(
    Placement("A", "F1", 9_000), employee=(1_000, 0), vacancy=(0, 0), limit=((PLACEMENTS_KEY, 8_000),)
)


def test_limit_has_its_price() -> None:
    """A binding limit carries the price that the nodes need not."""
    assert faults(PROBLEM, ONE_ONLY, ONE_PLAN) == ()


def test_exceeded_limit_is_named() -> None:
    """Two placements under a limit of one are refused."""
    assert "batas “penempatan maksimal”: 2, paling banyak 1" in faults(PROBLEM, ONE_ONLY, PLAN)


def test_limit_price_cannot_be_negative() -> None:
    """A negative price of a limit would prove too much."""
    cheat = with_stage(ONE_PLAN, employee=(9_001, 8_001), limit=((PLACEMENTS_KEY, -1),))
    assert any("harga batas" in one and "negatif" in one for one in faults(PROBLEM, ONE_ONLY, cheat))


def test_limit_with_room_left_closes_nothing() -> None:
    """Under a limit that still allows one placement every pair must be covered."""
    cheap = with_stage(ONE_PLAN, employee=(1_000, 0), limit=((PLACEMENTS_KEY, 7_999),))
    assert "harga NIP A dan formasi F1 kurang 1" in faults(PROBLEM, ONE_ONLY, cheap)[0]


def test_prices_with_their_limits_on_top_stay_within_64_bits() -> None:
    """Prices that are fine one by one and overflow together are refused before they are added."""
    huge = with_stage(ONE_PLAN, employee=(1 << 59, 0), limit=((PLACEMENTS_KEY, 1 << 59),))
    assert faults(PROBLEM, ONE_ONLY, huge) == (
        "bukti tahap 1: harga atau pengali terlalu besar untuk dihitung dengan tepat",
    )


def test_limit_on_vacancies_prices_the_pairs_of_its_vacancies() -> None:
    """One arrival in the dinas of F2 and F3: both share the price of the limit, F1 elsewhere does not."""
    problem = make_scored_problem("F1 F2 F3\nA 10 90 10\nB 30 10 80")
    elsewhere = replace(problem.vacancies[0], dinas="Dinas Sosial")
    problem = replace(problem, vacancies=(elsewhere, *problem.vacancies[1:]))
    rules = settings_for(Goal.FIT, limits=LimitSettings(arrive_max=(DinasCap("Dinas Kesehatan", 1),)))
    plan = one_stage(
        Placement("A", "F2", 9_000),
        Placement("B", "F1", 3_000),
        employee=(4_000, 3_000),
        vacancy=(0, 0, 0),
        limit=((ARRIVE_KEY + "Dinas Kesehatan", 5_000),),
    )
    assert faults(problem, rules, plan) == ()
    cheap = with_stage(plan, employee=(4_001, 3_000), limit=((ARRIVE_KEY + "Dinas Kesehatan", 4_999),))
    assert faults(problem, rules, cheap) == (
        "bukti tahap 1: harga NIP B dan formasi F3 kurang 1 dari nilai pasangannya",
    )


def test_pins_use_up_their_limits() -> None:
    """With one placement allowed and one pinned nobody else can be placed, so nobody else needs a price."""
    alone = one_stage(
        Placement("A", "F1", 9_000, pinned=True),
        employee=(0, 0),
        vacancy=(0, 0),
        limit=((PLACEMENTS_KEY, 0),),
    )
    assert faults(PINNED, ONE_ONLY, alone) == ()


def test_full_marks_are_on_the_scale() -> None:
    """100.00 is a score like any other."""
    problem = make_scored_problem("F1\nA 100")
    plan = one_stage(Placement("A", "F1", 10_000), employee=(10_000,), vacancy=(0,))
    assert faults(problem, FIT, plan) == ()


def test_bound_given_what_the_tiers_above_reach() -> None:
    """Packed below `wajib`, the score's bound is what is left when the plan's own value is taken out."""
    problem = replace(
        PROBLEM, employees=(replace(PROBLEM.employees[0], must_place=True), PROBLEM.employees[1])
    )
    rules = settings_for(Goal.MUST_PLACE, Goal.FIT)
    weights = (TierWeight("wajib", 20_001), TierWeight("kesesuaian", 1))
    stage = StageCertificate(weights, (28_001, 5_000), (2_000, 0), (), 35_001)
    tiers = (TierValue("wajib", 1), TierValue("kesesuaian", 15_000))
    plan = replace(PLAN, tiers=tiers, certificate=Certificate((stage,)))
    assert faults(problem, rules, plan) == ()
    loose = replace(stage, employee=(28_004, 5_000))
    feasible = replace(
        plan, termination=Termination.FEASIBLE, certificate=Certificate((loose,)), bound=15_003
    )
    assert faults(problem, rules, feasible) == ()
    assert faults(problem, rules, replace(feasible, bound=15_002)) == (
        "batas atas tertulis 150.02, bukti hanya menjamin 150.03",
    )


def test_bound_includes_the_pins() -> None:
    """The prices bound what the pins leave; the pinned score comes on top."""
    loose = replace(with_stage(PINNED_PLAN, employee=(0, 2_005)), termination=Termination.FEASIBLE)
    assert faults(PINNED, FIT, replace(loose, bound=11_005)) == ()
    assert faults(PINNED, FIT, replace(loose, bound=11_004)) == (
        "batas atas tertulis 110.04, bukti hanya menjamin 110.05",
    )


def test_exhausted_limit_on_vacancies_closes_their_pairs() -> None:
    """Where no arrival is allowed the vacancies of the dinas need no price, the others do."""
    problem = replace(
        PROBLEM, vacancies=(replace(PROBLEM.vacancies[0], dinas="Dinas Sosial"), PROBLEM.vacancies[1])
    )
    rules = settings_for(Goal.FIT, limits=LimitSettings(arrive_max=(DinasCap("Dinas Sosial", 0),)))
    plan = one_stage(
        Placement("A", "F2", 8_000),
        employee=(0, 0),
        vacancy=(0, 8_000),
        limit=((ARRIVE_KEY + "Dinas Sosial", 0),),
    )
    assert faults(problem, rules, plan) == ()
    assert "kurang 1 dari" in faults(problem, rules, with_stage(plan, vacancy=(0, 7_999)))[0]


def test_exhausted_limit_closes_its_pairs() -> None:
    """With no placement allowed the empty plan is optimal, at no price at all."""
    none = settings_for(Goal.FIT, limits=LimitSettings(placements_max=0))
    empty = one_stage(employee=(0, 0), vacancy=(0, 0), limit=((PLACEMENTS_KEY, 0),))
    assert faults(PROBLEM, none, empty) == ()


# --- stages


def two_stages(first: StageCertificate, second: StageCertificate, plan: PlacementPlan) -> PlacementPlan:
    """Return the plan with a certificate of two stages."""
    return replace(plan, certificate=Certificate((first, second)))


MOVING = make_scored_problem(
    """
            F1
    A       50
    """
)
MOVING = replace(MOVING, vacancies=(replace(MOVING.vacancies[0], dinas="Dinas Sosial"),))
MOVING_RULES = settings_for(Goal.FIT, Goal.FEWEST_MOVES)
MOVING_PLAN = PlacementPlan(
    (Placement("A", "F1", 5_000),),
    Termination.OPTIMAL,
    5_000,
    5_000,
    (TierValue("kesesuaian", 5_000), TierValue("perpindahan", -1)),
)
FIT_TIER, MOVE_TIER = (TierWeight("kesesuaian", 1),), (TierWeight("perpindahan", 1),)


def test_price_below_zero_where_an_earlier_stage_forces_the_node() -> None:
    """The only seat is worth 50, so A must take it: the move then costs 1, a price of −1 on A."""
    plan = two_stages(
        StageCertificate(FIT_TIER, (5_000,), (0,), (), 5_000),
        StageCertificate(MOVE_TIER, (-1,), (0,), (), -1),
        MOVING_PLAN,
    )
    assert faults(MOVING, MOVING_RULES, plan) == ()


def test_price_below_zero_elsewhere_proves_nothing() -> None:
    """The same price is refused where the first stage does not say that A is used by every optimal plan."""
    plan = two_stages(
        StageCertificate(FIT_TIER, (0,), (5_000,), (), 5_000),
        StageCertificate(MOVE_TIER, (-1,), (0,), (), -1),
        MOVING_PLAN,
    )
    assert faults(MOVING, MOVING_RULES, plan) == ("bukti tahap 2: harga NIP A negatif (-1)",)


def test_smallest_price_forces_as_well_as_a_large_one() -> None:
    """One hundredth in the first stage is enough to say that every optimal plan uses the node."""
    problem = make_scored_problem("F1\nA 0.01")
    problem = replace(problem, vacancies=(replace(problem.vacancies[0], dinas="Dinas Sosial"),))
    tiers = (TierValue("kesesuaian", 1), TierValue("perpindahan", -1))
    worth = PlacementPlan((Placement("A", "F1", 1),), Termination.OPTIMAL, 1, 1, tiers)
    on_employee = two_stages(
        StageCertificate(FIT_TIER, (1,), (0,), (), 1), StageCertificate(MOVE_TIER, (-1,), (0,), (), -1), worth
    )
    assert faults(problem, MOVING_RULES, on_employee) == ()
    limited = replace(MOVING_RULES, limits=LimitSettings(placements_max=1))
    on_limit = two_stages(
        StageCertificate(FIT_TIER, (0,), (0,), ((PLACEMENTS_KEY, 1),), 1),
        StageCertificate(MOVE_TIER, (0,), (0,), ((PLACEMENTS_KEY, -1),), -1),
        worth,
    )
    assert faults(problem, limited, on_limit) == ()
    elsewhere = two_stages(
        StageCertificate(FIT_TIER, (1,), (0,), ((PLACEMENTS_KEY, 0),), 1),
        StageCertificate(MOVE_TIER, (0,), (0,), ((PLACEMENTS_KEY, -1),), -1),
        worth,
    )
    assert faults(problem, limited, elsewhere) == ("bukti tahap 2: harga batas penempatan negatif (-1)",)


def test_later_stage_forces_nothing_in_an_earlier_one() -> None:
    """A price below zero in the first stage is not excused by a price above zero in the second."""
    plan = two_stages(
        StageCertificate(FIT_TIER, (5_001,), (-1,), (), 5_000),
        StageCertificate(MOVE_TIER, (-2,), (1,), (), -1),
        MOVING_PLAN,
    )
    assert "bukti tahap 1: harga formasi F1 negatif (-1)" in faults(MOVING, MOVING_RULES, plan)


def test_tight_pairs_must_be_covered_later_too() -> None:
    """A pair of an optimal plan of the first stage needs its price in the second."""
    plan = two_stages(
        StageCertificate(FIT_TIER, (5_000,), (0,), (), 5_000),
        StageCertificate(MOVE_TIER, (-2,), (0,), (), -1),
        MOVING_PLAN,
    )
    assert "bukti tahap 2: harga NIP A dan formasi F1 kurang 1 dari nilai pasangannya" in faults(
        MOVING, MOVING_RULES, plan
    )


def test_round_without_an_eligible_pair_needs_no_multipliers() -> None:
    """Where nothing can be placed nothing can outweigh anything: any multipliers will do."""
    problem = make_scored_problem("F1\nA .")
    stage = StageCertificate((TierWeight("kesesuaian", 1), TierWeight("perpindahan", 1)), (0,), (0,), (), 0)
    tiers = (TierValue("kesesuaian", 0), TierValue("perpindahan", 0))
    plan = PlacementPlan((), Termination.OPTIMAL, 0, 0, tiers, Certificate((stage,)))
    assert faults(problem, MOVING_RULES, plan) == ()


def test_pairs_that_an_earlier_stage_gives_up_need_no_later_price() -> None:
    """A later stage speaks only of the pairs that are tight so far: F2, no move, is given up before."""
    problem = make_scored_problem(
        """
                F1    F2
        A       50    40
        """
    )
    problem = replace(
        problem, vacancies=(replace(problem.vacancies[0], dinas="Dinas Sosial"), problem.vacancies[1])
    )
    plan = two_stages(
        StageCertificate(FIT_TIER, (5_000,), (0, 0), (), 5_000),
        StageCertificate(MOVE_TIER, (-1,), (0, 0), (), -1),  # F2 would be no move: gain 0 > price −1
        MOVING_PLAN,
    )
    assert faults(problem, MOVING_RULES, plan) == ()


def test_multiplier_must_outweigh_the_tiers_below() -> None:
    """Packed tiers with too small a multiplier are refused: moves could outweigh a hundredth of a point."""
    weights = (TierWeight("kesesuaian", 2), TierWeight("perpindahan", 1))
    sound = StageCertificate(weights, (9_999,), (0,), (), 9_999)
    plan = replace(MOVING_PLAN, certificate=Certificate((sound,)))
    assert faults(MOVING, MOVING_RULES, plan) == ()
    cheat = StageCertificate((replace(weights[0], multiplier=1), weights[1]), (4_999,), (0,), (), 4_999)
    assert faults(MOVING, MOVING_RULES, replace(plan, certificate=Certificate((cheat,)))) == (
        "bukti tahap 1: pengali tingkat kesesuaian (1) tidak melebihi jumlah tertinggi tingkat di bawahnya "
        "(1)",
    )


# --- plans that are only feasible


def test_bound_allows_for_the_worst_of_the_tiers_below() -> None:
    """Packed above `perpindahan`, the score's bound leaves room for all the moves that it may cost."""
    problem = replace(
        PROBLEM, vacancies=tuple(replace(one, dinas="Dinas Sosial") for one in PROBLEM.vacancies)
    )
    weights = (TierWeight("kesesuaian", 9), TierWeight("perpindahan", 2))
    stage = StageCertificate(weights, (9 * 8_000 - 2 + 6, 9 * 5_000 - 2), (9 * 2_000, 0), (), 9 * 15_000 - 4)
    tiers = (TierValue("kesesuaian", 15_000), TierValue("perpindahan", -2))
    plan = replace(PLAN, termination=Termination.FEASIBLE, tiers=tiers, certificate=Certificate((stage,)))
    # 9·fit ≤ 9·15,000 − 4 + 6 + 2·2 moves, so fit ≤ 15,000; three more make it 15,001
    assert faults(problem, MOVING_RULES, replace(plan, bound=15_000)) == ()
    looser = replace(stage, employee=(stage.employee[0] + 3, stage.employee[1]))
    plan = replace(plan, certificate=Certificate((looser,)))
    assert faults(problem, MOVING_RULES, replace(plan, bound=15_001)) == ()
    assert faults(problem, MOVING_RULES, replace(plan, bound=15_000)) == (
        "batas atas tertulis 150.00, bukti hanya menjamin 150.01",
    )


def test_feasible_plan_with_an_honest_bound_holds() -> None:
    """LAYAK needs covering prices and a bound that they prove, not a closed gap."""
    plan = one_stage(
        Placement("A", "F1", 9_000), Placement("B", "F2", 2_000), employee=(8_000, 5_000), vacancy=(2_000, 0)
    )
    assert faults(PROBLEM, FIT, replace(plan, termination=Termination.FEASIBLE, bound=15_000)) == ()


def test_feasible_plan_cannot_claim_a_better_bound() -> None:
    """A bound below what the prices prove is refused even without a claim of optimality."""
    plan = one_stage(
        Placement("A", "F1", 9_000), Placement("B", "F2", 2_000), employee=(8_000, 5_000), vacancy=(2_000, 0)
    )
    assert faults(PROBLEM, FIT, replace(plan, termination=Termination.FEASIBLE, bound=14_999)) == (
        "batas atas tertulis 149.99, bukti hanya menjamin 150.00",
    )


# --- many faults


def test_uncovered_pairs_are_named_and_counted() -> None:
    """Worthless prices leave every pair uncovered: the first three are named, the others counted."""
    problem = make_scored_problem("F1 F2 F3\nA 90 80 70\nB 60 50 .")
    plan = one_stage(
        Placement("A", "F2", 8_000), Placement("B", "F1", 6_000), employee=(0, 0), vacancy=(0, 0, 0)
    )
    found = faults(problem, FIT, plan)
    assert [fault for fault in found if "kurang" in fault] == [
        "bukti tahap 1: harga NIP A dan formasi F1 kurang 9000 dari nilai pasangannya",
        "bukti tahap 1: harga NIP A dan formasi F2 kurang 8000 dari nilai pasangannya",
        "bukti tahap 1: harga NIP A dan formasi F3 kurang 7000 dari nilai pasangannya",
    ]
    assert "bukti tahap 1: jumlah harga 0 lebih kecil dari nilai usulan 14000" in found
    assert found[-1] == "dan 2 kesalahan lain"


def test_only_uncovered_pairs_are_named() -> None:
    """One pair that its prices miss by a hundredth is one fault, whatever tight pairs stand beside it."""
    found = faults(PROBLEM, FIT, with_stage(PLAN, vacancy=(1_999, 0)))
    assert [fault for fault in found if "kurang" in fault] == [
        "bukti tahap 1: harga NIP B dan formasi F1 kurang 1 dari nilai pasangannya"
    ]
    assert not any("kesalahan lain" in fault for fault in found)


def test_long_list_of_faults_is_cut_with_a_count() -> None:
    """A plan wrong in a thousand places names the first ones and counts the rest."""
    found = Faults()
    for number in range(1_000):
        found.add(f"salah {number}")
    found.count_more(7)
    assert len(found.sentences()) == NAMED + 1
    assert found.sentences()[-1] == f"dan {1_000 - NAMED + 7} kesalahan lain"
