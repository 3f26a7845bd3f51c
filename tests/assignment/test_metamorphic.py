"""What must follow when a round changes: claims that need no known answer, in both modes, under any limits.

Scores stand in a table (`--skor`), so that a change of dinas or unit changes limits alone.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from builders import NO_RULES, NO_WEIGHTS
from oracle_plans import dinas_district, limits_hold, lot
from penempatan.domain.plan import Termination
from penempatan.domain.problem import DinasProfile, ExternalScore, LockKind
from penempatan.errors import InputError, NoPlanError
from penempatan.scoring.build import pair_scores
from penempatan.scoring.locks import check_locks
from penempatan.settings.model import DinasCap, LimitSettings, Mode, ShareAttribute
from random_rounds import seeds
from rearranged_rounds import random_limited_rearrangement
from whole_rounds import random_limited_round, solved

if TYPE_CHECKING:
    from random import Random

    from penempatan.domain.plan import PlacementPlan
    from penempatan.domain.problem import PlacementProblem
    from penempatan.settings.model import Settings

Round = tuple["PlacementProblem", "Settings"]
MOST_POINTS, SHIFT = 9_000, 700


def table_round(random: Random, rearranged: bool) -> Round:
    """Return a round with any limits whose scores stand in a table; pairs outside it are not eligible."""
    problem, rules = (random_limited_rearrangement if rearranged else random_limited_round)(random)
    locked = {(one.employee_id, one.vacancy_code) for one in problem.locks if one.kind is LockKind.PIN}
    pairs = [(one.id, post.code) for one in problem.employees for post in problem.vacancies]
    listed = {*problem.incumbents, *locked, *(pair for pair in pairs if random.random() < 0.7)}
    points = {
        pair: random.choice((1, 4_000, 4_001, MOST_POINTS, random.randint(1, MOST_POINTS))) for pair in pairs
    }
    problem = replace(
        problem,
        external_scores=tuple(ExternalScore(*pair, points[pair]) for pair in sorted(listed)),
        waivers=(),
        dinas=tuple(replace(one, weights=()) for one in problem.dinas),
        employees=tuple(replace(one, stays=False) for one in problem.employees),
    )
    return problem, replace(
        rules,
        eligibility=replace(NO_RULES, external_only=True),
        weights=replace(NO_WEIGHTS, external=1_000),
        dinas_weights=(),
    )


def plan_or_none(problem: PlacementProblem, rules: Settings) -> PlacementPlan | None:
    """Return the plan, proved best; None where there is none."""
    try:
        check_locks(problem, pair_scores(problem, rules))
        plan = solved(problem, rules)
    except (InputError, NoPlanError):
        return None
    assert plan.termination is Termination.OPTIMAL
    return plan


def pairs_of(plan: PlacementPlan | None) -> set[tuple[str, str]] | None:
    """Return who is where."""
    return None if plan is None else {(one.employee_id, one.vacancy_code) for one in plan.seated}


def value(problem: PlacementProblem, rules: Settings, plan: PlacementPlan | None) -> tuple[int, ...]:
    """Return what a plan reaches, goal by goal in the default order; below everything where there is none."""
    pairs = pairs_of(plan)
    if plan is None or pairs is None:
        return (-1,)
    codes = [code for _, code in pairs]
    filled = {one.code: min(one.openings, codes.count(one.code)) for one in problem.vacancies}
    must = {one.id for one in problem.employees if one.must_place}
    dinas = {one.code: one.dinas for one in problem.vacancies}
    own = {one.id: one.dinas for one in problem.employees}
    moved = (
        sum(pair not in problem.incumbents for pair in pairs)
        if rules.round.mode is Mode.REARRANGE
        else sum(not own[nip] or own[nip] != dinas[code] for nip, code in pairs)
    )
    return (
        *(sum(filled[one.code] for one in problem.vacancies if one.priority == level) for level in (1, 2, 3)),
        sum(nip in must for nip, _ in pairs),
        plan.total_score,
        -moved,
        sum(lot(nip, code, rules.solve.seed) for nip, code in pairs),
    )


any_mode = st.booleans()


@given(seeds, any_mode)
@settings(max_examples=30, deadline=None)
def test_a_dominated_vacancy_changes_nothing(random: Random, rearranged: bool) -> None:
    """A post like another with a seat for everybody, but worth less and no more urgent, stays empty."""
    problem, rules = table_round(random, rearranged)
    everybody = len(problem.employees)
    first, *others = problem.vacancies
    roomy = replace(first, openings=everybody + 4, need=first.need and everybody + 4)
    problem = replace(problem, vacancies=(roomy, *others))
    banned = {one.employee_id for one in problem.locks if one.vacancy_code == roomy.code}
    points = {
        one.employee_id: one.points
        for one in problem.external_scores
        if one.vacancy_code == roomy.code and one.employee_id not in banned
    }
    worse = replace(roomy, code="zz", openings=random.randint(1, 2), priority=3)
    added = replace(
        problem,
        vacancies=(*problem.vacancies, worse),
        external_scores=(
            *problem.external_scores,
            *(ExternalScore(nip, "zz", score - 1) for nip, score in sorted(points.items())),
        ),
    )
    before, after = plan_or_none(problem, rules), plan_or_none(added, rules)
    assert pairs_of(before) == pairs_of(after)


@given(seeds, any_mode)
@settings(max_examples=30, deadline=None)
def test_one_more_like_somebody_never_lowers_the_optimum(random: Random, rearranged: bool) -> None:
    """A second person with the same data and scores may be left out, so no goal in its turn gets worse.

    The twin holds no post, is nobody's spouse or relative, and need not be placed.
    """
    problem, rules = table_round(random, rearranged)
    one = random.choice(problem.employees)
    twin = replace(one, id="zz", spouse_id="", must_place=False)
    more = replace(
        problem,
        employees=(*problem.employees, twin),
        external_scores=(
            *problem.external_scores,
            *(replace(row, employee_id="zz") for row in problem.external_scores if row.employee_id == one.id),
        ),
    )
    before, after = plan_or_none(problem, rules), plan_or_none(more, rules)
    assert value(more, rules, after) >= value(problem, rules, before)


@given(seeds)
@settings(max_examples=30, deadline=None)
def test_scores_shifted_by_a_constant_keep_the_plan(random: Random) -> None:
    """In mode isi the goals before the score fix how many are placed: so much for each decides nothing."""
    problem, rules = table_round(random, rearranged=False)
    shifted = replace(
        problem,
        external_scores=tuple(replace(one, points=one.points + SHIFT) for one in problem.external_scores),
    )
    before, after = plan_or_none(problem, rules), plan_or_none(shifted, rules)
    assert pairs_of(before) == pairs_of(after)
    if before is not None and after is not None:
        assert after.total_score == before.total_score + SHIFT * len(before.placements)


@given(seeds, any_mode)
@settings(max_examples=30, deadline=None)
def test_names_of_dinas_and_units_decide_nothing(random: Random, rearranged: bool) -> None:
    """Every dinas and unit under another name, in tables and rules alike: the same plan."""
    problem, rules = table_round(random, rearranged)
    names = sorted({one.dinas for one in problem.employees} | {one.dinas for one in problem.vacancies} - {""})
    new = dict(
        zip(names, random.sample([f"Kantor {at}" for at in range(len(names))], len(names)), strict=True)
    )
    new[""] = ""

    def place(text: str) -> str:
        dinas, bar, unit = text.partition(" | ")
        return new.get(dinas, dinas) + bar + unit_name(unit)

    def unit_name(unit: str) -> str:
        return unit.replace("Sekretariat", "Ruang 2").replace("Bidang Data", "Ruang 1")

    offices = {name: dinas_district(problem, name) or "" for name in names if name}
    problem = replace(
        problem,
        dinas=tuple(DinasProfile(name, district=office) for name, office in sorted(offices.items())),
    )
    renamed = replace(
        problem,
        employees=tuple(
            replace(one, dinas=new[one.dinas], unit=unit_name(one.unit)) for one in problem.employees
        ),
        vacancies=tuple(
            replace(one, dinas=new[one.dinas], unit=unit_name(one.unit)) for one in problem.vacancies
        ),
        dinas=tuple(
            sorted((replace(one, name=new[one.name]) for one in problem.dinas), key=lambda one: one.name)
        ),
    )
    limits = rules.limits

    def caps(old: tuple[DinasCap, ...]) -> tuple[DinasCap, ...]:
        return tuple(replace(one, dinas=place(one.dinas)) for one in old)

    shares = tuple(
        replace(
            one,
            place=place(one.place),
            values=tuple(new[value] for value in one.values)
            if one.attribute is ShareAttribute.HOME_DINAS
            else one.values,
        )
        for one in limits.shares
    )
    other = replace(
        limits,
        leave_max=caps(limits.leave_max),
        arrive_max=caps(limits.arrive_max),
        arrive_min=caps(limits.arrive_min),
        staff_min=caps(limits.staff_min),
        shares=shares,
    )
    before, after = plan_or_none(problem, rules), plan_or_none(renamed, replace(rules, limits=other))
    assert pairs_of(before) == pairs_of(after)


UPPER: tuple[str, ...] = ("placements_max", "moves_max", "grade_budget", "spouse_km")
CAPPED: dict[str, int] = {"leave_max": -1, "arrive_max": -1, "arrive_min": 1, "staff_min": 1}


def tightened(limits: LimitSettings) -> list[LimitSettings]:
    """Return the limits with each one that is on tighter by one; shares by a percentage point."""
    found: list[LimitSettings] = [
        replace(limits, **{key: getattr(limits, key) - 1}) for key in UPPER if getattr(limits, key) > 0
    ]
    for key, step in CAPPED.items():
        caps: tuple[DinasCap, ...] = getattr(limits, key)
        stricter = tuple(replace(one, at_most=max(0, one.at_most + step)) for one in caps)
        if caps:
            change: dict[str, Any] = {key: stricter}
            found.append(replace(limits, **change))
    for share in limits.shares:
        if share.most_percent > 0:
            found.append(replace(limits, shares=(replace(share, most_percent=share.most_percent - 1),)))
        if 0 <= share.least_percent < 100:
            found.append(replace(limits, shares=(replace(share, least_percent=share.least_percent + 1),)))
    return [*found, replace(limits, relatives_apart=True)]


@given(seeds, any_mode)
@settings(max_examples=20, deadline=None)
def test_a_tighter_limit_never_raises_the_optimum(random: Random, rearranged: bool) -> None:
    """One limit at a time a step tighter: what the best plan reaches, goal by goal in turn, is no better."""
    problem, rules = table_round(random, rearranged)
    wide = value(problem, rules, plan_or_none(problem, rules))
    for limits in tightened(rules.limits):
        narrow = replace(rules, limits=limits)
        assert value(problem, narrow, plan_or_none(problem, narrow)) <= wide


def loosened(limits: LimitSettings) -> list[LimitSettings]:
    """Return the limits without each one that is on."""
    off = LimitSettings()
    keys = (*UPPER, *CAPPED, "relatives_apart", "shares")
    return [
        replace(limits, **{key: getattr(off, key)})
        for key in keys
        if getattr(limits, key) != getattr(off, key)
    ]


@given(seeds, any_mode)
@settings(max_examples=20, deadline=None)
def test_a_limit_that_the_best_plan_keeps_anyway_changes_nothing(random: Random, rearranged: bool) -> None:
    """Where the plan without a limit keeps it, the plan with it is the same."""
    problem, rules = table_round(random, rearranged)
    with_it = plan_or_none(problem, rules)
    for limits in loosened(rules.limits):
        without = replace(rules, limits=limits)
        free = plan_or_none(problem, without)
        if free is not None and limits_hold(problem, rules, frozenset(pairs_of(free) or ())):
            assert pairs_of(free) == pairs_of(with_it)


@given(seeds)
@settings(max_examples=30, deadline=None)
def test_a_slack_limit_of_the_network_may_go(random: Random) -> None:
    """Where the network keeps all limits, taking away one that the plan does not use up changes nothing.

    (Beside the network that is not so: a limit on whole people may be slack and still cut off a better plan.)
    """
    problem, rules = table_round(random, rearranged=False)
    offices = sorted({one.dinas for one in problem.vacancies} - {""})
    assume(bool(offices))
    caps = tuple(DinasCap(name, random.randint(0, 3)) for name in offices)
    rules = replace(rules, limits=LimitSettings(arrive_max=caps, placements_max=random.choice((-1, 2, 3))))
    plan = plan_or_none(problem, rules)
    assume(plan is not None)
    assert plan is not None
    dinas = {one.code: one.dinas for one in problem.vacancies}
    came = [dinas[one.vacancy_code] for one in plan.placements]
    slack = tuple(one for one in caps if came.count(one.dinas) < one.at_most)
    fewer = replace(rules.limits, arrive_max=tuple(one for one in caps if one not in slack))
    if rules.limits.placements_max >= 0 and len(came) < rules.limits.placements_max:
        fewer = replace(fewer, placements_max=-1)
    assert pairs_of(plan_or_none(problem, replace(rules, limits=fewer))) == pairs_of(plan)
