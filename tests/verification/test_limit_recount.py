"""The recount of limits in the checker: it agrees with the definitions, and not with wrong tables."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from builders import OPEN_SETTINGS, make_employee, make_problem, make_vacancy
from oracle_plans import Plan, eligible_scores, every_plan, limits_hold
from penempatan.domain.plan import Placement, PlacementPlan, Termination
from penempatan.domain.problem import DinasProfile, PlacementProblem, UnitProfile
from penempatan.errors import VerificationError
from penempatan.objective.limits import limits_of
from penempatan.objective.seats import seats_of
from penempatan.settings.model import DinasCap, LimitSettings, Mode, Settings, ShareAttribute, ShareLimit
from penempatan.verification.check import verify
from penempatan.verification.faults import Faults
from penempatan.verification.limit_recount import stated_limits
from penempatan.verification.placements import placed_pairs
from penempatan.verification.recounted import check_recounted
from random_rounds import seeds
from rearranged_rounds import open_pairs, random_limited_rearrangement
from whole_rounds import random_limited_round, solved

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from penempatan.objective.limit import Limit

HEALTH, SOCIAL, OFFICE = "Dinas Kesehatan", "Dinas Sosial", "Dinas Kesehatan | Sekretariat"


def faults_of(
    problem: PlacementProblem, rules: Settings, plan: Plan, limits: Sequence[Limit] | None = None
) -> tuple[str, ...]:
    """Return what the recount says of a plan beside the tables (or others)."""
    placements = tuple(Placement(nip, code, 5_000) for nip, code in sorted(plan))
    whole = PlacementPlan(placements, Termination.OPTIMAL, 0, 0)
    faults = Faults()
    placed = placed_pairs(problem, whole, seats_of(problem), faults)
    check_recounted(problem, rules, placed, limits_of(problem, rules) if limits is None else limits, faults)
    return faults.sentences()


def plan_of(text: str) -> Plan:
    """Read `A F1, B F2`."""
    return frozenset((nip, code) for nip, code in (one.split() for one in text.split(",") if one.strip()))


def small(**changes: Any) -> PlacementProblem:
    """Return A and B of health (A in its Sekretariat), C of social; F1, F2 of health, F3 of social.

    F1 is in Sekretariat. A and B are of kelas 7, C's is not known; the posts are of kelas 8, 9 and 7. A and B
    are spouses, A and C relatives; F1 is in Tugu, F2 in Tembalang, both offices of the dinas in Tugu.
    """
    people = [
        make_employee(id="A", dinas=HEALTH, unit="Sekretariat", job_grade=7, spouse_id="B"),
        make_employee(id="B", dinas=HEALTH, unit="", job_grade=7),
        make_employee(id="C", dinas=SOCIAL, unit="", job_grade=None),
    ]
    posts = [
        make_vacancy(code="F1", dinas=HEALTH, unit="Sekretariat", job_grade=8, openings=3, district="Tugu"),
        make_vacancy(code="F2", dinas=HEALTH, unit="", job_grade=9, openings=3, district="Tembalang"),
        make_vacancy(code="F3", dinas=SOCIAL, unit="", job_grade=7, openings=3, district="Tugu"),
    ]
    offices = (DinasProfile(HEALTH, district="Tugu"), DinasProfile(SOCIAL, district="Tugu"))
    return make_problem(people, posts, **{"relatives": (("A", "C"),), "dinas": offices, **changes})


def limited(**limits: Any) -> Settings:
    """Return rules with these limits alone."""
    return replace(OPEN_SETTINGS, limits=replace(LimitSettings(), **limits))


def cap(name: str, number: int) -> tuple[DinasCap, ...]:
    """Return one entry of a table of limits."""
    return (DinasCap(name, number),)


FROM_HEALTH = ShareLimit(ShareAttribute.HOME_DINAS, (HEALTH,), HEALTH, 50, -1)
AT_LEAST_HALF = replace(FROM_HEALTH, most_percent=-1, least_percent=50)
KINDS: list[tuple[str, dict[str, Any], str, str]] = [
    # what is limited, the limits, a plan that keeps them, a plan that breaks them
    ("penempatan maksimal", {"placements_max": 2}, "A F1, C F3", "A F1, B F2, C F3"),
    ("perpindahan maksimal", {"moves_max": 1}, "A F3, B F2", "A F3, B F3"),
    ("masuk maksimal", {"arrive_max": cap(HEALTH, 1)}, "A F1, B F3", "A F1, B F2"),
    ("masuk minimal", {"arrive_min": cap(SOCIAL, 1)}, "C F3", "A F1"),
    ("keluar maksimal", {"leave_max": cap(HEALTH, 1)}, "A F3, B F1", "A F3, B F3"),
    ("keluar maksimal", {"leave_max": cap(OFFICE, 0)}, "A F1, B F3", "A F2"),
    ("masuk maksimal", {"arrive_max": cap(OFFICE, 1)}, "A F1, B F2", "A F1, B F1"),
    ("masuk minimal", {"arrive_min": cap(OFFICE, 1)}, "C F1", "C F2"),
    ("staf minimal", {"staff_min": cap(HEALTH, 2)}, "A F3, C F2", "A F3"),
    ("staf minimal", {"staff_min": cap(OFFICE, 1)}, "A F2, B F1", "A F2"),
    ("kelas jabatan", {"grade_budget": 2}, "B F2, C F2", "B F2, A F1"),  # C's steps are not known
    ("bagian dinas_asal", {"shares": (FROM_HEALTH,)}, "A F1, C F2", "A F1, B F2, C F1"),
    ("bagian dinas_asal", {"shares": (AT_LEAST_HALF,)}, "A F1, C F2", "C F2"),
    ("suami istri", {"spouse_km": 3}, "A F1", "A F2"),  # B stays in Tugu
    ("kerabat", {"relatives_apart": True}, "A F1, C F2", "C F1"),  # A stays in Sekretariat
]


@pytest.mark.parametrize(("named", "limits", "kept", "broken"), KINDS)
def test_every_kind_of_limit_allows_and_forbids(
    named: str, limits: dict[str, Any], kept: str, broken: str
) -> None:
    """A plan within the limit has no fault; one beyond it is named, by the recount itself."""
    assert faults_of(small(), limited(**limits), plan_of(kept)) == ()
    found = faults_of(small(), limited(**limits), plan_of(broken))
    assert any(one.startswith("hitung ulang") and named in one for one in found)


MISSING: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    ({"grade_budget": 0}, {"job_grade": None}, "A F2"),  # no kelas: no steps
    ({"leave_max": cap(OFFICE, 0)}, {"unit": ""}, "A F2"),  # in no known unit: leaves none
    ({"spouse_km": 3}, {"spouse_id": ""}, "A F2"),
    ({"relatives_apart": True}, {"unit": ""}, "C F1"),
]


@pytest.mark.parametrize(("limits", "missing", "plan"), MISSING)
def test_missing_data_forbid_nothing(limits: dict[str, Any], missing: dict[str, Any], plan: str) -> None:
    """What is not known of A counts nothing: the plan that breaks the limit above is then within it."""
    problem = small()
    first, *rest = problem.employees
    people = (replace(first, **missing), *rest)
    extra = (
        make_employee(id="D", dinas=HEALTH, unit="Sekretariat"),
    )  # so that the unit is known all the same
    assert faults_of(replace(problem, employees=(*people, *extra)), limited(**limits), plan_of(plan)) == ()


@pytest.mark.parametrize(
    ("limits", "plan", "kept"),
    [
        ({"placements_max": 0}, "A F1, B F2, C F3", True),  # everybody stays: no change
        ({"moves_max": 1}, "A F2, B F1, C F3", False),  # a swap within a dinas is two changes
        ({"arrive_max": cap(HEALTH, 0)}, "A F2, B F1, C F3", True),
        ({"arrive_max": cap(OFFICE, 0)}, "A F2, B F1, C F3", False),  # B comes to Sekretariat
        ({"arrive_min": cap(OFFICE, 1)}, "A F1, B F2, C F3", False),  # A, who stays, does not arrive
        ({"leave_max": cap(OFFICE, 0)}, "A F1, B F3, C F2", True),
        ({"grade_budget": 2}, "A F1, B F2, C F3", False),  # stays count: A one step, B two
        ({"relatives_apart": True}, "A F1, B F2, C F1", False),
    ],
)
def test_penataan_tells_staying_from_coming(limits: dict[str, Any], plan: str, kept: bool) -> None:
    """Where people stay, changes and arrivals leave them out; budgets and shares do not."""
    rules = limited(**limits)
    rules = replace(rules, round=replace(rules.round, mode=Mode.REARRANGE))
    problem = small(incumbents=(("A", "F1"), ("B", "F2"), ("C", "F3")))
    assert (faults_of(problem, rules, plan_of(plan)) == ()) == kept


TABLE_KINDS = [kind for kind in KINDS if kind[0] not in ("suami istri", "kerabat")]


@pytest.mark.parametrize(("named", "limits", "kept", "broken"), TABLE_KINDS)
def test_a_wrong_table_is_caught(named: str, limits: dict[str, Any], kept: str, broken: str) -> None:
    """A bound off by one, a table left out, one of another limit: said of a plan that keeps every limit."""
    problem, rules = small(), limited(**limits)
    sound = limits_of(problem, rules)
    for number, table in enumerate(sound):
        rest = sound[:number] + sound[number + 1 :]
        assert any("tidak ikut dijaga" in one for one in faults_of(problem, rules, plan_of(kept), rest))
        for step in (-1, 1):
            wrong = replace(
                table,
                at_least=None if table.at_least is None else table.at_least + step,
                at_most=None if table.at_most is None else table.at_most + step,
            )
            assert any(
                "dijaga sebagai" in one for one in faults_of(problem, rules, plan_of(kept), (*rest, wrong))
            )
        extra = replace(table, key="masuk:Dinas Perikanan")
        said = faults_of(problem, rules, plan_of(kept), (*sound, extra))
        assert any("tidak ada pada aturan" in one for one in said)
        others = replace(table, vacancy_group=np.roll(table.vacancy_group, 1))
        if others.used(*_pairs(problem, kept)) != table.used(*_pairs(problem, kept)):
            assert faults_of(problem, rules, plan_of(kept), (*rest, others))


def _pairs(problem: PlacementProblem, text: str) -> tuple[Any, Any]:
    people = [one.id for one in problem.employees]
    posts = [one.code for one in problem.vacancies]
    pairs = sorted(plan_of(text))
    return (
        np.array([people.index(nip) for nip, _ in pairs], np.int32),
        np.array([posts.index(code) for _, code in pairs], np.int32),
    )


def test_tables_of_two_people_that_are_dropped_are_caught() -> None:
    """Without the tables of couples and relatives the plan is still looked at two by two."""
    for limits, plan in (({"spouse_km": 3}, "A F2"), ({"relatives_apart": True}, "C F1")):
        assert any("hitung ulang" in one for one in faults_of(small(), limited(**limits), plan_of(plan), ()))


@pytest.mark.parametrize("dropped", ["kelas", "masuk:"])
def test_a_limit_that_solver_and_checker_both_lost_is_named(
    dropped: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The plan of a solver without the limit is proved optimal, passes every table, and is refused."""
    rules = limited(grade_budget=0, arrive_max=cap(HEALTH, 1))
    problem = small()

    def short(problem: PlacementProblem, rules: Settings) -> tuple[Limit, ...]:
        return tuple(one for one in limits_of(problem, rules) if not one.key.startswith(dropped))

    verify(problem, rules, solved(problem, rules))
    monkeypatch.setattr("penempatan.assignment.build.limits_of", short)
    monkeypatch.setattr("penempatan.verification.check.limits_of", short)
    with pytest.raises(VerificationError) as caught:
        verify(problem, rules, solved(problem, rules))
    assert any("hitung ulang" in one or "tidak ikut dijaga" in one for one in caught.value.faults)


def test_the_stricter_of_rules_and_sheet_is_recounted() -> None:
    """Keluar Maksimal and Staf Minimal of the Dinas sheet, for a dinas and for a unit of it."""
    rows = (DinasProfile(HEALTH, incumbents=9, leave_max=1, staff_min=9),)
    problem = small(dinas=rows, units=(UnitProfile(HEALTH, "Sekretariat", 4, leave_max=0, staff_min=3),))
    rules = limited(leave_max=cap(HEALTH, 5), staff_min=cap(OFFICE, 4))
    bounds = {one.key: (one.at_least, one.at_most) for one in stated_limits(problem, rules)}
    assert bounds == {
        "keluar:dinas kesehatan": (None, 1),
        "keluar:dinas kesehatan | sekretariat": (None, 0),
        "staf:dinas kesehatan": (0, None),
        "staf:dinas kesehatan | sekretariat": (0, None),
    }
    assert faults_of(problem, rules, frozenset()) == ()


def random_plan(random: Random, rearranged: bool) -> tuple[PlacementProblem, Settings, Plan]:
    """Return a round with any limits, and any plan of it, whether within them or not."""
    draw = random_limited_rearrangement if rearranged else random_limited_round
    problem, rules = draw(random)
    if rearranged:
        options = open_pairs(problem, rules)
        plan = frozenset(
            random.choice([pair for pair in options if pair[0] == one.id] or [(one.id, "")])
            for one in problem.employees
        )
        return problem, rules, frozenset(pair for pair in plan if pair[1])
    return problem, rules, random.choice(every_plan(problem, eligible_scores(problem, rules)))


@given(seeds, st.booleans())
@settings(max_examples=150, deadline=None)
def test_the_recount_says_what_the_definitions_say(random: Random, rearranged: bool) -> None:
    """Any limits, any plan, both modes: a fault where the oracle finds a limit broken, none elsewhere."""
    problem, rules, plan = random_plan(random, rearranged)
    held = [code for _, code in problem.incumbents]
    seats = {one.code: max(one.openings, held.count(one.code)) for one in problem.vacancies}
    taken = [code for _, code in plan]
    assume(all(taken.count(code) <= seats[code] for code in seats))  # a share may be bounded by them
    assert bool(faults_of(problem, rules, plan)) != limits_hold(problem, rules, plan)
