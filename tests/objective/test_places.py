"""Limits on single units: who is inside, what they allow and forbid, and what a misspelt name is told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from builders import OPEN_SETTINGS, make_employee, make_problem, make_vacancy
from penempatan.assignment.build import build_model
from penempatan.domain.issue import Location
from penempatan.domain.problem import PlacementProblem, UnitProfile
from penempatan.errors import InputError
from penempatan.objective.limits import limit_issues, limits_of, units_limited
from penempatan.objective.places import Places
from penempatan.objective.seats import seats_of
from penempatan.scoring.build import pair_scores
from penempatan.settings.model import DinasCap, LimitSettings, Mode, Settings, ShareAttribute, ShareLimit

HEALTH = "Dinas Kesehatan"
OFFICE, GENERAL, DATA = "Sekretariat", "Sekretariat | Subbagian Umum", "Bidang Data"


def units(**changes: Any) -> PlacementProblem:
    """Return A, B, C, D in Sekretariat, a part of it, Bidang Data, no known unit, and posts F1–F4 there.

    All of one dinas; F5 is in a unit of the same name in another dinas.
    """
    where = (OFFICE, GENERAL, DATA, "")
    people = [make_employee(id=nip, unit=unit) for nip, unit in zip("ABCD", where, strict=True)]
    posts = [make_vacancy(code=f"F{at}", unit=unit) for at, unit in enumerate(where, start=1)]
    posts.append(make_vacancy(code="F5", dinas="Dinas Sosial", unit=OFFICE))
    return make_problem(people, posts, **changes)


def limited(**limits: Any) -> Settings:
    """Return settings with these limits alone."""
    return replace(OPEN_SETTINGS, limits=replace(LimitSettings(), **limits))


def counted(problem: PlacementProblem, settings: Settings) -> tuple[str, dict[str, int]]:
    """Return the key of the only limit, and what each pair counts that counts at all."""
    (limit,) = limits_of(problem, settings)
    pairs = {
        f"{one.id} {post.code}": int(limit.weights(np.array([i], np.int32), np.array([j], np.int32))[0])
        for i, one in enumerate(problem.employees)
        for j, post in enumerate(problem.vacancies)
    }
    return limit.key, {pair: weight for pair, weight in pairs.items() if weight}


def cap(name: str, number: int = 1) -> tuple[DinasCap, ...]:
    """Return one entry of a table of limits."""
    return (DinasCap(name, number),)


@pytest.mark.parametrize("name", [f"{HEALTH} | {OFFICE}", "dinas kesehatan|  SEKRETARIAT "])
def test_leavers_of_a_unit_are_those_who_go_outside_it(name: str) -> None:
    """A and B (below it) leave it for Bidang Data, no known unit, another dinas; not within it."""
    key, pairs = counted(units(), limited(leave_max=cap(name)))
    assert key == "keluar:Dinas Kesehatan | Sekretariat"
    assert pairs == dict.fromkeys([f"{one} {post}" for one in "AB" for post in ("F3", "F4", "F5")], 1)


def test_a_unit_below_another_is_a_unit_too() -> None:
    """The lower unit has B alone; moving up to Sekretariat is leaving it."""
    _, pairs = counted(units(), limited(leave_max=cap(f"{HEALTH} | {GENERAL}")))
    assert pairs == dict.fromkeys(["B F1", "B F3", "B F4", "B F5"], 1)


def test_arrivals_in_a_unit_count_the_posts_in_and_below_it() -> None:
    """Mode isi counts everybody who is placed in the unit, from wherever."""
    _, pairs = counted(units(), limited(arrive_max=cap(f"{HEALTH} | {OFFICE}")))
    assert pairs == dict.fromkeys([f"{one} {post}" for one in "ABCD" for post in ("F1", "F2")], 1)


def test_arrivals_of_penataan_are_those_from_outside_the_unit() -> None:
    """There who is in the unit today does not come to it; whose unit is not known does."""
    rules = limited(arrive_min=cap(f"{HEALTH} | {OFFICE}"))
    rules = replace(rules, round=replace(rules.round, mode=Mode.REARRANGE))
    _, pairs = counted(units(), rules)
    assert pairs == dict.fromkeys(["C F1", "C F2", "D F1", "D F2"], 1)


@pytest.mark.parametrize(("profile", "least"), [((), 2 - 2), ((UnitProfile(HEALTH, OFFICE, 5),), 2 - 5)])
def test_floor_of_a_unit(profile: tuple[UnitProfile, ...], least: int) -> None:
    """Staff now: Bezetting of the unit in the Dinas sheet, else its people in the round; +1 in, −1 out."""
    problem, rules = units(units=profile), limited(staff_min=cap(f"{HEALTH} | {OFFICE}", 2))
    (limit,) = limits_of(problem, rules)
    assert limit.at_least == least
    _, pairs = counted(problem, rules)
    assert {pair for pair, one in pairs.items() if one > 0} == {"C F1", "C F2", "D F1", "D F2"}
    assert {pair for pair, one in pairs.items() if one < 0} == {
        f"{one} {post}" for one in "AB" for post in ("F3", "F4", "F5")
    }


def test_the_dinas_sheet_limits_units_and_the_stricter_number_holds() -> None:
    """Keluar Maksimal and Staf Minimal of a row about a unit, beside those of aturan.toml."""
    row = UnitProfile(HEALTH, OFFICE, incumbents=9, leave_max=2, staff_min=7)
    rules = limited(leave_max=cap(f"{HEALTH} | {OFFICE}", 4), staff_min=cap(f"{HEALTH} | {OFFICE}", 8))
    leave, staff = limits_of(units(units=(row,)), rules)
    assert (leave.at_most, staff.at_least) == (2, 8 - 9)


def test_a_share_in_a_unit() -> None:
    """`tempat` may be a unit: shares of who is placed there."""
    share = ShareLimit(ShareAttribute.HOME_DINAS, (HEALTH,), f"{HEALTH} | {DATA}", 50, -1)
    percent, people = limits_of(units(), limited(shares=(share,)))
    assert percent.key == "bagian:01:Dinas Kesehatan | Bidang Data:maks"
    assert (percent.at_most, people.at_most) == (0, 0)  # half of one seat is nobody
    assert set(np.unique(percent.weight[percent.employee_group[0], percent.vacancy_group])) == {0, 50}


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        (f"{HEALTH} | Sekertariat", "“Dinas Kesehatan | Sekretariat”"),
        (f"{HEALTH} | Bidng Data", "“Dinas Kesehatan | Bidang Data”"),
        ("Bidang Dta", "“Dinas Kesehatan | Bidang Data”"),
        (f"{HEALTH} | Qwerty", "Yang dikenal di sana antara lain “Dinas Kesehatan | Bidang Data”"),
        ("Dinas Sosail | Sekretariat", "“Dinas Sosial | Sekretariat”"),
    ],
)
def test_an_unknown_unit_is_an_error_with_the_nearest_names(name: str, offered: str) -> None:
    """A misspelt unit must not pass as no limit; the message offers what the round knows."""
    rules = limited(staff_min=cap(name))
    with pytest.raises(InputError) as caught:
        limits_of(units(), rules)
    (issue,) = caught.value.issues
    assert f"“{name}”" in issue.problem
    assert offered in issue.remedy
    assert issue.location == Location("aturan.toml", "", "[batas.staf_minimal]")
    assert limit_issues(units(), rules) == (issue,)  # what `periksa` says


def test_a_unit_of_the_dinas_sheet_that_nobody_has_is_an_error_at_its_cell() -> None:
    """A limit on nobody is a misspelt unit; a row that limits nothing is not complained about."""
    place = Location("dinas.csv", "", "A2")
    row = UnitProfile(HEALTH, "Sekertariat", 3, leave_max=1, location=place)
    with pytest.raises(InputError) as caught:
        limits_of(units(units=(row,)), OPEN_SETTINGS)
    assert caught.value.issues[0].location == place
    assert limits_of(units(units=(replace(row, leave_max=None),)), OPEN_SETTINGS) == ()


def test_units_are_nested_in_the_network() -> None:
    """Arrivals in a dinas, a unit and a unit below it are groups of the network, none stands beside it."""
    caps = (DinasCap(HEALTH, 3), DinasCap(f"{HEALTH} | {OFFICE}", 2), DinasCap(f"{HEALTH} | {GENERAL}", 1))
    problem, rules = units(), limited(arrive_max=caps)
    model = build_model(problem, rules, pair_scores(problem, rules))
    kept = {group.key for group in model.sorted_limits.vacancy_groups} | model.sorted_limits.idle
    assert kept == {f"masuk:{one.dinas}" for one in caps}
    assert not model.sorted_limits.side


def test_dinas_whose_units_are_limited_are_named() -> None:
    """For the note on people without a unit: the dinas of a limited unit, not one limited as a whole."""
    assert units_limited(units(), limited(leave_max=cap(f"{HEALTH} | {OFFICE}"))) == (HEALTH,)
    assert units_limited(units(), limited(leave_max=cap(HEALTH))) == ()


def test_who_has_no_unit_is_in_no_unit() -> None:
    """Missing data: D's unit is not known, so no unit counts D; the dinas does."""
    problem = units()
    places = Places(problem, seats_of(problem))
    inside = {
        name: "".join(
            one.id for one, here in zip(problem.employees, places.people(place), strict=True) if here
        )
        for name in (HEALTH, f"{HEALTH} | {OFFICE}", f"{HEALTH} | {GENERAL}", f"{HEALTH} | {DATA}")
        if (place := places.find(name)) is not None
    }
    assert list(inside.values()) == ["ABCD", "AB", "B", "C"]
