"""Middle rounds against an independent mixed-integer program, written here straight from the definitions."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp
from small_rounds import INELIGIBLE, make_model, plan_from, tiers_of

from penempatan.assignment.solve import solve
from penempatan.domain.plan import Termination
from penempatan.objective.limit import Limit, between
from penempatan.settings.model import Goal, SolveSettings

PEOPLE, POSTS = 60, 30
ORDER = (Goal.PRIORITY, Goal.MUST_PLACE, Goal.FIT, Goal.FEWEST_MOVES, Goal.LOT)  # the default


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_middle_rounds_equal_an_independent_program(seed: int) -> None:
    """60 people × 30 posts, a share, a floor on arrivals and couples: the same best values, with the lot."""
    draw = np.random.default_rng(seed)
    scores = np.where(
        draw.random((PEOPLE, POSTS)) < 0.3, draw.integers(1, 10_001, (PEOPLE, POSTS)), INELIGIBLE
    )
    seats, place = draw.integers(1, 3, POSTS), draw.integers(0, 4, POSTS)
    group, priority = draw.random(PEOPLE) < 0.5, draw.integers(1, 4, POSTS)
    everybody = np.ones(PEOPLE, np.bool_)
    limits = [
        Limit(
            "bagian",
            "bagian",
            group.astype(np.int32),
            (place == 0).astype(np.int32),
            np.array([[0, -30], [0, 70]]),
            at_most=0,
        ),
        between("masuk", "masuk", everybody, place == 1, at_least=2, at_most=4),
    ]
    for couple in range(5):
        people = np.zeros(PEOPLE, np.int32)
        people[[2 * couple, 2 * couple + 1]] = 1, 2
        for here in range(4):
            weight = np.zeros((3, 4), np.int64)
            weight[1, here], weight[2] = 1, 1
            weight[2, here] = 0
            name = f"pasangan {couple} {here}"
            limits.append(Limit(name, name, people, place.astype(np.int32), weight, at_most=1))
    model = make_model(
        scores,
        seats.tolist(),
        priority=priority.tolist(),
        must_place=(draw.random(PEOPLE) < 0.1).astype(int).tolist(),
        employee_dinas=draw.integers(0, 4, PEOPLE).tolist(),
        vacancy_dinas=place.tolist(),
        limits=limits,
        order=ORDER,
        outranking=True,
        seed=seed,
    )
    solution = solve(model, SolveSettings(workers=1))
    assert solution.termination is Termination.OPTIMAL

    cells = [(i, j) for i in range(PEOPLE) for j in range(POSTS) if scores[i, j] >= 0]
    rows, lower, upper = [], [], []

    def add(coefficients: list[int], least: float, most: float) -> None:
        rows.append(coefficients)
        lower.append(least)
        upper.append(most)

    for person in range(PEOPLE):
        add([int(i == person) for i, _ in cells], 0, 1)
    for post in range(POSTS):
        add([int(j == post) for _, j in cells], 0, int(seats[post]))
    add([(70 if group[i] else -30) * int(place[j] == 0) for i, j in cells], -np.inf, 0)
    add([int(place[j] == 1) for _, j in cells], 2, 4)
    for couple in range(5):
        one, other = 2 * couple, 2 * couple + 1
        for here in range(4):
            add(
                [int((i == one and place[j] == here) or (i == other and place[j] != here)) for i, j in cells],
                -np.inf,
                1,
            )
    reached = []
    gains = [[int(priority[j] == level) for _, j in cells] for level in (1, 2, 3)]
    people, posts = (np.array(side, np.int32) for side in zip(*cells, strict=True))
    fits = scores[people, posts].astype(np.int32)
    gains += [model.goals.gain(goal, people, posts, fits).tolist() for goal in ORDER[1:]]
    for gain in gains:
        found = milp(
            -np.array(gain, float),
            constraints=LinearConstraint(np.array(rows, float), lower, upper),
            integrality=np.ones(len(cells), np.int64),
            bounds=Bounds(0, 1),
            options={"mip_rel_gap": 0},
        )
        assert found.success
        best = round(-found.fun)
        reached.append(best)
        add(gain, best, np.inf)
    filled = 100 * reached[0] + 10 * reached[1] + reached[2]
    assert tiers_of(model, plan_from(solution)) == (filled, *reached[3:])
