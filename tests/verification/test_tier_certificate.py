"""The certificate of a round with side limits: sound ones pass, every tampering is noticed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from builders import TABLE_SETTINGS, make_scored_problem
from penempatan.assignment.mixed import relaxation
from penempatan.domain.plan import CutCertificate, Termination
from penempatan.errors import VerificationError
from penempatan.settings.model import LimitSettings, ShareAttribute, ShareLimit
from penempatan.verification.check import verify
from whole_rounds import solved

if TYPE_CHECKING:
    from collections.abc import Callable

    from penempatan.domain.plan import PlacementPlan
    from penempatan.domain.problem import PlacementProblem
    from penempatan.settings.model import Settings

TABLE = """
        F1   F2   F3
    A   90   80   70
    B   80   70   60
    C   60   40   30
"""


def shared() -> tuple[PlacementProblem, Settings]:
    """Return a round in which C, of Dinas Kesehatan, must be at least half of the placements."""
    problem = make_scored_problem(TABLE)
    a, b, c = problem.employees
    there = "Dinas Sosial"
    problem = replace(problem, employees=(replace(a, dinas=there), replace(b, dinas=there), c))
    share = ShareLimit(ShareAttribute.HOME_DINAS, (c.dinas,), "", -1, 50)
    return problem, replace(TABLE_SETTINGS, limits=LimitSettings(shares=(share,)))


def faults(plan: PlacementPlan) -> tuple[str, ...]:
    """Return what the checker says of a plan of the round."""
    problem, settings = shared()
    with pytest.raises(VerificationError) as caught:
        verify(problem, settings, plan)
    return caught.value.faults


def tampered(plan: PlacementPlan, name: str, **changes: Any) -> PlacementPlan:
    """Return the plan with one tier of its certificate changed."""
    assert plan.certificate is not None
    tiers = tuple(replace(one, **changes) if one.tier == name else one for one in plan.certificate.tiers)
    return replace(plan, certificate=replace(plan.certificate, tiers=tiers))


def test_half_of_two_is_one() -> None:
    """C and one of A and B are placed: best A in F2 with C in F1, 140 points, and the checker agrees."""
    plan = solved(*shared())
    assert [(one.employee_id, one.vacancy_code) for one in plan.placements] == [("A", "F2"), ("C", "F1")]
    verify(*shared(), plan)


def test_price_taken_off_leaves_a_pair_uncovered() -> None:
    """A person's price lowered by one: some pair is worth more than its prices."""
    plan = solved(*shared())
    assert plan.certificate is not None
    fit = next(one for one in plan.certificate.tiers if one.tier == "kesesuaian")
    lower = tuple(max(0, price - 1) for price in fit.employee)
    if lower == fit.employee:
        pytest.fail("no person is priced: the tampering changes nothing")
    assert any("harga kurang" in one for one in faults(tampered(plan, "kesesuaian", employee=lower)))


def test_value_claimed_too_high_is_noticed() -> None:
    """The value of a tier is counted again from the plan."""
    plan = solved(*shared())
    assert any("nilai tertulis 99999" in one for one in faults(tampered(plan, "kesesuaian", value=99_999)))


def test_negative_price_is_no_bound() -> None:
    """A vacancy priced below zero would lower the total without reason."""
    plan = solved(*shared())
    assert any("negatif" in one for one in faults(tampered(plan, "kesesuaian", vacancy=(-1, 0, 0))))


def test_worse_plan_is_not_optimal_by_these_prices() -> None:
    """A plan with B instead of A keeps all limits, yet its value is below the bound and nothing closes it."""
    plan = solved(*shared())
    a, c = plan.placements
    worse = replace(
        plan, placements=(replace(a, employee_id="B", score=7_000), c), total_score=13_000, bound=13_000
    )
    worse = tampered(worse, "kesesuaian", value=13_000, searched=False)
    assert any("tidak terbukti optimal" in one for one in faults(worse))


def test_share_exceeded_is_named() -> None:
    """A and B without C are all of the placements: more than half."""
    plan = solved(*shared())
    a, c = plan.placements
    both = replace(plan, placements=(a, replace(c, employee_id="B", score=8_000)))
    assert any("paling sedikit 50%" in one for one in faults(both))


def apart() -> tuple[PlacementProblem, Settings]:
    """Return a round of three relatives and three posts of one unit: one of them may come there."""
    problem = make_scored_problem(TABLE)
    posts = tuple(replace(one, dinas="Dinas Sosial", unit="Sekretariat") for one in problem.vacancies)
    related = (("A", "B"), ("A", "C"), ("B", "C"))
    problem = replace(problem, vacancies=posts, relatives=related)
    return problem, replace(TABLE_SETTINGS, limits=LimitSettings(relatives_apart=True))


def cut_faults(**changes: Any) -> str:
    """Return what the checker says of the plan with its cut changed."""
    problem, settings = apart()
    plan = solved(problem, settings)
    assert plan.certificate is not None
    (cut,) = plan.certificate.cuts
    changed = replace(plan, certificate=replace(plan.certificate, cuts=(replace(cut, **changes),)))
    with pytest.raises(VerificationError) as caught:
        verify(problem, settings, changed)
    return "; ".join(caught.value.faults)


def test_one_of_three_relatives_by_a_cut_alone() -> None:
    """Halves of all three would fill 1½ posts: with the cut, prices alone prove that one is all."""
    problem, settings = apart()
    plan = solved(problem, settings)
    assert [(one.employee_id, one.vacancy_code) for one in plan.placements] == [("A", "F1")]
    assert plan.certificate is not None
    assert len(plan.certificate.cuts) == 1
    assert not any(one.searched for one in plan.certificate.tiers)
    verify(problem, settings, plan)


def test_cut_that_does_not_follow_is_noticed() -> None:
    """Other multipliers make another limit, which the prices no longer fit; some make none at all."""
    problem, settings = apart()
    plan = solved(problem, settings)
    assert plan.certificate is not None
    (cut,) = plan.certificate.cuts
    halves = cut.limit
    assert "tidak dikenal" in cut_faults(limit=(("kerabat:tidak ada", 1),))
    assert "tidak punya batas di sisi itu" in cut_faults(limit=tuple((key, -count) for key, count in halves))
    assert "pembagi" in cut_faults(divisor=0)
    assert "negatif" in cut_faults(employee=((0, -1),))
    assert "tidak ada pada ronde" in cut_faults(vacancy=((99, 1),))
    assert "dua kali" in cut_faults(limit=(*halves, halves[0]))
    assert "bukti tingkat" in cut_faults(divisor=cut.divisor + 1)


def test_cut_under_the_key_of_a_limit_is_noticed() -> None:
    """A cut may not pass itself off as a limit of the round."""
    problem, settings = apart()
    plan = solved(problem, settings)
    assert plan.certificate is not None
    (cut,) = plan.certificate.cuts
    assert isinstance(cut, CutCertificate)
    assert "dua kali" in cut_faults(key=cut.limit[0][0])


@pytest.mark.parametrize("round_of", [shared, apart])
def test_plan_at_the_time_limit_is_sound_and_unproved(
    round_of: Callable[[], tuple[PlacementProblem, Settings]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no linear program ends in time, the plan passes the checker with its bound, unproved."""

    def late(*_arguments: object) -> None:
        raise TimeoutError

    monkeypatch.setattr(relaxation, "relax", late)
    problem, settings = round_of()
    plan = solved(problem, settings)
    assert plan.placements
    assert plan.termination is Termination.FEASIBLE
    verify(problem, settings, plan)
    with pytest.raises(VerificationError, match="tidak terbukti optimal"):
        verify(problem, settings, replace(plan, termination=Termination.OPTIMAL, bound=plan.total_score))


def test_lot_left_open_is_not_optimal() -> None:
    """The lot is a goal like the others: what neither prices nor a search closes is not called optimal."""
    plan = solved(*shared())
    assert plan.certificate is not None
    lot = plan.certificate.tiers[-1]
    assert lot.tier == "undian"
    dear = tuple(price + lot.scale for price in lot.employee)
    said = faults(tampered(plan, "undian", employee=dear, searched=False))
    assert any("undian: usulan tidak terbukti optimal" in one for one in said)
