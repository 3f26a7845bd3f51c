"""The parts of the solve, each on an instance that fits in the head."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from small_rounds import INELIGIBLE, make_model

from penempatan.assignment.arcs import Arcs, EligibleArcs, canonical
from penempatan.assignment.candidates import select, strongest
from penempatan.assignment.flow import FlowProblem, SolverFaultError, best_flow
from penempatan.assignment.forest import Group, forest_of, nested
from penempatan.assignment.network import Network
from penempatan.assignment.potentials import prices_of
from penempatan.assignment.pricing import price_out
from penempatan.assignment.solve import network_of
from penempatan.assignment.stages import COST_LIMIT, Stage, stages_of
from penempatan.errors import UsageError
from penempatan.objective.limit import Limit
from penempatan.settings.model import Goal, ObjectiveSettings

NOBODY = np.zeros(4, np.int64)
ONE_EACH = np.ones(4, np.int64)


def arcs_of(*rows: tuple[int, int, int]) -> Arcs:
    """Return arcs from (employee, vacancy, score)."""
    columns = np.array(rows, np.int32).reshape(-1, 3).T
    return Arcs(columns[0], columns[1], columns[2])


def only_fit(scores: list[list[int]], **changes: Any) -> tuple[EligibleArcs, Stage, Network]:
    """Return the pairs, the one stage and the network of a round judged by the fit alone."""
    model = make_model(np.array(scores, np.int64), order=(Goal.FIT,), **changes)
    (stage,) = stages_of(model.goals, min(model.n_employees, int(model.capacity.sum())), 10)
    return EligibleArcs(model.pairs), stage, network_of(model)


def test_packed_tiers_outweigh_all_below() -> None:
    """A unit of a tier is worth more than the most that the tiers below it in the stage can add up to."""
    goals = make_model(np.zeros((50, 20), np.int64)).goals
    for stage in stages_of(goals, 20, 70):
        below = 0
        for tier, multiplier in reversed(list(zip(stage.tiers, stage.multipliers, strict=True))):
            assert multiplier == below + 1
            must = int(goals.must_place.sum())  # nobody else can add to that tier
            below += multiplier * (must if tier is Goal.MUST_PLACE else goals.largest(tier) * 20)


@pytest.mark.parametrize("people", [1, 10, 1_000, 15_000, 100_000, 1_000_000])
def test_stages_never_overflow(people: int) -> None:
    """Whatever the size, every tier is in a stage, in order, and no packed cost leaves the range."""
    goals = make_model(np.zeros((1, 1), np.int64)).goals
    assert goals.largest(Goal.WORST_OFF) == 3, "the thresholds of this model are those of one person"
    stages = stages_of(goals, people, 2 * people)
    assert tuple(tier for stage in stages for tier in stage.tiers) == goals.order
    assert all(stage.largest * (2 * people + 2) < COST_LIMIT for stage in stages)


def test_thresholds_beyond_the_range_are_refused() -> None:
    """Five thresholds on a million people do not fit a cost: refused with a remedy, never rounded."""
    order = (Goal.PRIORITY, Goal.WORST_OFF)
    goals = replace(
        make_model(np.zeros((1, 1), np.int64), order=order).goals,
        worst_off=tuple((1_000 * at, (10**6 + 1) ** (5 - at)) for at in range(1, 6)),
    )
    with pytest.raises(UsageError, match="Kurangi ambang_terlemah"):
        stages_of(goals, 10**6, 2 * 10**6)


def test_default_round_takes_two_stages() -> None:
    """At 15,000 people and 6,000 seats: priority, must-place and fit, then moves and lot."""
    goals = make_model(np.zeros((1, 1), np.int64), order=ObjectiveSettings().order).goals
    goals = replace(goals, must_place=np.ones(6_000, np.int64))
    first, second = stages_of(goals, 6_000, 18_000)
    assert first.tiers == (Goal.PRIORITY, Goal.MUST_PLACE, Goal.FIT)
    assert second.tiers == (Goal.FEWEST_MOVES, Goal.LOT)


def test_a_tier_that_nobody_is_in_takes_no_room() -> None:
    """With nobody who must be placed, the moves fit into the first stage; by kinds they stay apart."""
    goals = make_model(np.zeros((1, 1), np.int64), order=ObjectiveSettings().order).goals
    first, second = stages_of(goals, 6_000, 18_000)
    assert first.tiers == (Goal.PRIORITY, Goal.MUST_PLACE, Goal.FIT, Goal.FEWEST_MOVES)
    assert second.tiers == (Goal.LOT,)
    first, second = stages_of(goals, 6_000, 18_000, kinds_apart=True)
    assert first.tiers == (Goal.PRIORITY, Goal.MUST_PLACE, Goal.FIT)
    assert second.tiers == (Goal.FEWEST_MOVES, Goal.LOT)


def make_group(key: str, members: list[int], left: int) -> Group:
    """Return a group of some leaves with a cap."""
    return Group(key, np.array(members, np.int32), left)


def test_limits_nest() -> None:
    """A limit within a limit hangs below it; capacities are what the pins leave."""
    everybody = make_group("semua", [0, 1, 2, 3], 2)
    some = make_group("sebagian", [1, 2], 1)
    forest = forest_of(np.array([1, 0, 1, 1]), [some, everybody])
    assert forest.keys == ("semua", "sebagian")
    assert forest.parent.tolist() == [4, 5, 5, 4, 6, 4]
    assert forest.capacity.tolist() == [1, 0, 1, 1, 2, 1]


def test_crossing_groups_do_not_both_go_into_the_network() -> None:
    """Of two groups that overlap without nesting the first by size and key stays; nested ones all stay."""
    ab, bc, b = (make_group(name, who, 1) for name, who in (("ab", [0, 1]), ("bc", [1, 2]), ("b", [1])))
    assert [group.key for group in nested([bc, b, ab], 4)] == ["ab", "b"]


@pytest.mark.parametrize(
    ("scores", "kept"),
    [
        ([[10, 20], [-1, 30]], True),  # A and B may both come to post 1
        ([[10, 20], [30, -1]], False),  # B cannot, so nobody has to keep them apart
        ([[10, -1], [30, -1]], False),
    ],
)
def test_limit_that_no_choice_of_pairs_breaks_is_idle(scores: list[list[int]], kept: bool) -> None:
    """At most one of two people in post 1 asks for something only where both are eligible for it."""
    weight = np.array([[0, 1], [0, 1]])
    people, posts = np.array([0, 1], np.int32), np.array([0, 1], np.int32)
    apart = Limit("kerabat", "kerabat", people, posts, weight, at_most=1)
    found = make_model(np.array(scores, np.int64), [2, 2], limits=[apart]).sorted_limits
    in_network = {group.key for group in (*found.employee_groups, *found.vacancy_groups)}
    assert ("kerabat" in in_network | {one.key for one in found.side}) == kept
    assert ("kerabat" in found.idle) != kept


def test_pins_count_before_a_limit_is_called_idle() -> None:
    """At least one in post 1: idle where a pin sits there, not where somebody has yet to come."""
    floor = Limit(
        "masuk", "masuk", np.zeros(2, np.int32), np.array([0, 1], np.int32), np.array([[0, 1]]), at_least=1
    )
    scores = np.array([[10, 20], [30, 40]], np.int64)
    assert make_model(scores, limits=[floor], pinned=[(0, 1)]).sorted_limits.idle == {"masuk"}
    assert make_model(scores, limits=[floor]).sorted_limits.side == (floor,)


def test_limit_of_zero_closes_what_is_below() -> None:
    """Nothing passes a node whose own capacity or a limit above it is zero."""
    forest = forest_of(np.array([1, 2, 3, 0]), [make_group("tutup", [0, 1], 0)])
    assert forest.closed().tolist() == [True, True, False, True, True]


def test_infeasible_flow_is_reported_not_read() -> None:
    """A flow that the solver cannot find raises; no value is read from it."""
    problem = FlowProblem(
        np.array([0], np.int32),
        np.array([1], np.int32),
        np.array([1]),
        np.array([5]),
        np.array([2, -2]),
    )
    with pytest.raises(SolverFaultError, match="INFEASIBLE"):
        best_flow(problem)


def test_prices_prove_the_optimum() -> None:
    """Two people, one seat: the loser's gain is the price of the seat, the winner keeps the rest."""
    source, stage, network = only_fit([[9_000], [7_000]])
    (arcs,) = source.blocks()
    chosen = np.array([True, False])
    prices = prices_of(network, arcs, stage.gain(arcs), chosen, largest=10_000, max_rounds=10)
    assert prices is not None
    assert prices.vacancy.tolist() == [7_000, 0]
    assert prices.employee.tolist() == [2_000, 0, 0]
    assert prices.total(network) == 9_000


def test_plan_that_is_not_optimal_has_no_prices() -> None:
    """When the solver lies about the best plan, no prices come out, however many rounds."""
    source, stage, network = only_fit([[9_000], [7_000]])
    (arcs,) = source.blocks()
    wrong = np.array([False, True])
    assert prices_of(network, arcs, stage.gain(arcs), wrong, largest=10_000, max_rounds=500) is None


def test_pricing_finds_the_pair_left_out() -> None:
    """Prices from a part of the pairs show which pair outside could improve the plan, and by how much."""
    source, stage, network = only_fit([[9_000, 8_000], [8_500, INELIGIBLE]])
    part = arcs_of((0, 0, 9_000))
    prices = prices_of(
        network,
        part,
        stage.gain(part),
        np.array([True]),
        largest=10_000,
        max_rounds=10,
    )
    assert prices is not None
    priced = price_out(source, stage, prices, 0, 1)
    found = {
        (int(one), int(other)): int(reduced)
        for one, other, reduced in zip(priced.arcs.employee, priced.arcs.vacancy, priced.reduced, strict=True)
    }
    assert found == {(0, 0): 0, (1, 0): 8_500}
    assert priced.violated == 1
    assert priced.shortfall(2).tolist() == [0, 8_500]


def test_candidates_are_everybodys_best() -> None:
    """Each person's best vacancy and each vacancy's best person are selected, others are not."""
    draw = np.random.default_rng(3)
    scores = draw.permutation(30 * 20).reshape(30, 20)
    source, stage, network = only_fit(scores.tolist())
    selection = select(source, stage, network, per_employee=1, per_vacancy=1, workers=1)
    found = set(zip(selection.arcs.employee.tolist(), selection.arcs.vacancy.tolist(), strict=True))
    best = {(one, int(scores[one].argmax())) for one in range(30)}
    seats = {(int(one), post) for post in range(20) for one in scores[:, post].argsort()[-2:]}
    assert selection.seen == 600
    assert found == best | seats  # a seat lists two people: SEATS_FACTOR


def test_candidates_spread_over_equals() -> None:
    """Among equal pairs, the lists of equal people differ: every one of 20 equal vacancies is listed."""
    source, stage, network = only_fit([[5_000] * 20] * 60, capacity=[0] * 19 + [1])
    network_open = network_of(make_model(np.full((60, 20), 5_000, np.int64), order=(Goal.FIT,)))
    selection = select(source, stage, network_open, per_employee=2, per_vacancy=1, workers=1)
    assert len(np.unique(selection.arcs.vacancy)) == 20
    shut = select(source, stage, network, per_employee=2, per_vacancy=1, workers=1)
    assert set(shut.arcs.vacancy.tolist()) == {19}


def test_strongest_keeps_the_worst_violated() -> None:
    """Of many pairs that want to join, each person's and each vacancy's strongest do."""
    arcs = arcs_of((0, 0, 0), (0, 1, 0), (1, 0, 0), (1, 1, 0))
    kept = strongest(arcs, np.array([9, 5, 7, 1]), 2, 2, (1, 1))
    assert sorted(zip(kept.employee.tolist(), kept.vacancy.tolist(), strict=True)) == [(0, 0), (0, 1), (1, 0)]


def test_canonical_arcs_are_sorted_and_single() -> None:
    """Arcs come out by vacancy, then person, each once, whatever the order they came in."""
    arcs = canonical(arcs_of((1, 1, 5), (0, 1, 4), (1, 0, 3), (1, 1, 5)), 2)
    assert arcs.vacancy.tolist() == [0, 1, 1]
    assert arcs.employee.tolist() == [1, 0, 1]
    assert arcs.score.tolist() == [3, 4, 5]
