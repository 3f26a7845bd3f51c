"""Cuts: limits that follow for whole plans, and close what fractions leave open."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from small_rounds import Side, all_plans, best_plans, make_limit, make_model, plan_from, tiers_of

from penempatan.assignment.arcs import Arcs
from penempatan.assignment.mixed.cuts import RowPrices, cut_of, divisor_of, violated_cuts
from penempatan.assignment.mixed.rows import frame_of
from penempatan.assignment.solve import solve
from penempatan.domain.plan import Termination
from penempatan.objective.limit import Limit
from penempatan.settings.model import SolveSettings
from penempatan.verification.cuts import derived
from penempatan.verification.faults import Faults
from penempatan.verification.placements import Residue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from penempatan.assignment.model import AssignmentModel, Solution

SETTINGS = SolveSettings(workers=1, per_employee=1, per_vacancy=1)


def excluding(
    scores: Sequence[Sequence[int]], pairs: Sequence[tuple[int, int]], seed: int = 0
) -> AssignmentModel:
    """Return a round with the default goals in which each of some pairs of people exclude each other."""
    table = np.array(scores, np.int64)
    limits = [
        make_limit(f"{one}{other}", Side.EMPLOYEE, (one, other), 1, table.shape) for one, other in pairs
    ]
    return make_model(table, limits=sorted(limits, key=lambda one: one.key), outranking=True, seed=seed)


def derived_limits(model: AssignmentModel, solution: Solution) -> tuple[Limit, ...]:
    """Return the limits and cuts of a solution as the checker derives them."""
    faults = Faults()
    residue = Residue(
        np.ones(model.n_employees, np.bool_),
        model.capacity,
        np.zeros(model.n_employees, np.bool_),
        np.empty(0, np.int32),
        {limit.key: limit.at_most for limit in model.limits if limit.at_most is not None},
        {limit.key: limit.at_least for limit in model.limits if limit.at_least is not None},
    )
    found = derived(solution.certificate.cuts, model.limits, residue, faults)
    assert not faults.named
    return found.limits


def test_three_who_exclude_each_other_are_one() -> None:
    """Halves of A, B and C keep every limit and make 1½ placements; a cut leaves one, its price proves it."""
    model = excluding([[90, 0, 0], [0, 80, 0], [0, 0, 70]], [(0, 1), (0, 2), (1, 2)])
    solution = solve(model, SETTINGS)
    assert solution.termination is Termination.OPTIMAL
    assert plan_from(solution) == (0, -1, -1)
    cuts = derived_limits(model, solution)[len(model.limits) :]
    everybody = np.arange(3, dtype=np.int32)
    assert [(cut.used(everybody, everybody), cut.at_most) for cut in cuts] == [(3, 1)]
    assert not any(one.searched for one in solution.certificate.tiers)


@given(
    st.sets(st.sampled_from(list(combinations(range(5), 2))), min_size=3),
    st.lists(
        st.lists(st.sampled_from([5_000, 7_000, 9_000]), min_size=3, max_size=3), min_size=5, max_size=5
    ),
    st.integers(0, 99),
)
@settings(max_examples=25, deadline=None)
def test_people_who_exclude_each_other(
    pairs: set[tuple[int, int]], scores: list[list[int]], seed: int
) -> None:
    """Whatever pairs exclude each other: the best plan, the lot included, and cuts that every plan keeps."""
    model = excluding(scores, sorted(pairs), seed)
    solution = solve(model, SETTINGS)
    best, plans = best_plans(model)
    assert tiers_of(model, plan_from(solution)) == best
    assert plan_from(solution) in plans
    cuts = derived_limits(model, solution)[len(model.limits) :]
    for plan in all_plans(model) if cuts else ():
        for cut in cuts:
            placed = [(one, other) for one, other in enumerate(plan) if other >= 0]
            who, where = (
                (np.array(side, np.int32) for side in zip(*placed, strict=True)) if placed else ([], [])
            )
            assert cut.holds(cut.used(np.array(who, np.int32), np.array(where, np.int32)))


def spouses() -> AssignmentModel:
    """Return two people and four posts in four places; both placed, they must be in one place."""
    people, place = np.array([1, 2], np.int32), np.arange(4, dtype=np.int32)
    limits = []
    for who in (1, 2):
        for here in range(4):
            weight = np.zeros((3, 4), np.int64)
            weight[3 - who] = 1
            weight[3 - who, here] = 0
            weight[who, here] = 1
            limits.append(Limit(f"{who}{here}", "", people, place, weight, at_most=1))
    return make_model(np.full((2, 4), 5_000, np.int64), [2] * 4, limits=limits)


def test_spouses_in_fractions_of_four_places() -> None:
    """0.3 in two places and 0.3 in two others keep all limits; one cut says that these are 1.2 people."""
    frame = frame_of(spouses())
    arcs = Arcs(np.array([0, 0, 1, 1], np.int32), np.arange(4, dtype=np.int32), np.full(4, 5_000, np.int32))
    x = np.full(4, 0.3)
    assert not frame.broken(frame.use.of(arcs.employee, arcs.vacancy, x), 1e-9)
    nothing = RowPrices(arcs, x, np.zeros(2), np.zeros(4), np.zeros(8))
    (cut,) = violated_cuts(frame, nothing, 0)
    assert cut.limit.at_most == 1
    assert cut.limit.weights(arcs.employee, arcs.vacancy).tolist() == [1, 1, 1, 1]
    together = np.array([0, 1], np.int32)
    for here in range(4):
        assert cut.limit.holds(cut.limit.used(together, np.array([here, here], np.int32)))


def test_a_limit_without_an_upper_bound_is_taken_from_below() -> None:
    """A multiplier above zero needs an upper bound; without one there is no cut."""
    both = np.zeros(1, np.int32)
    floor = Limit("lantai", "", both, both, np.array([[1]]), at_least=1)
    frame = frame_of(make_model(np.array([[5_000]], np.int64), limits=[floor]), [floor])
    assert cut_of(frame, "irisan:0", 2, np.array([0, 0, 1])) is None
    assert cut_of(frame, "irisan:0", 2, np.array([1, 0, -1])) is not None


def test_prices_are_whole_by_their_smallest_common_divisor() -> None:
    """Halves and thirds are whole in sixths; what no small number divides is nothing to round by."""
    assert divisor_of(np.array([3.0, 2.0, 0.0])) == 1
    assert divisor_of(np.array([0.5, 1 / 3, 4.0])) == 6
    assert divisor_of(np.array([np.pi, np.e, np.sqrt(2)])) is None
