"""Relatives not in one unit (R36): what the limits of two people allow, forbid, and leave to verify."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from builders import make_employee, make_problem, make_vacancy
from penempatan.domain.plan import Placement, PlacementPlan, Termination
from penempatan.domain.problem import PlacementProblem
from penempatan.explain.family import family_notes
from penempatan.objective.limits import limits_of
from penempatan.settings.model import LimitSettings, Mode, Settings

OFFICE, DATA = "Sekretariat", "Bidang Data"
APART = Settings(limits=LimitSettings(relatives_apart=True))
LOOSE = Settings()


def relatives(
    first: str = "", second: str = "", *, posts: tuple[str, ...] = (OFFICE, OFFICE, DATA)
) -> PlacementProblem:
    """Return relatives A and B with their present units, and posts F0, F1, … in these units of one dinas."""
    people = [make_employee(id="A", unit=first), make_employee(id="B", unit=second)]
    vacancies = [make_vacancy(code=f"F{index}", unit=unit, openings=2) for index, unit in enumerate(posts)]
    return make_problem(people, vacancies, relatives=(("A", "B"),))


def make_plan(*codes: str) -> PlacementPlan:
    """Return the plan that puts A and B there."""
    placed = (Placement(nip, code, 5_000) for nip, code in zip("AB", codes, strict=True))
    return PlacementPlan(tuple(placed), Termination.OPTIMAL, 10_000, 10_000)


def allowed(problem: PlacementProblem, settings: Settings = APART) -> set[str]:
    """Return the ways to place A and B that every limit allows, such as {"F0 F2", "- F1"}."""
    limits = limits_of(problem, settings)
    choices = ["-", *(one.code for one in problem.vacancies)]
    kept = set()
    for way in product(choices, repeat=2):
        who = [one for one, code in enumerate(way) if code != "-"]
        people = np.array(who, np.int32)
        places = np.array([choices.index(way[one]) - 1 for one in who], np.int32)
        if all(limit.holds(limit.used(people, places)) for limit in limits):
            kept.add(" ".join(way))
    return kept


EVERYTHING = {" ".join(way) for way in product(("-", "F0", "F1", "F2"), repeat=2)}


def test_two_relatives_may_go_to_two_units_but_not_to_one() -> None:
    """With unknown present units only being placed together counts; F0 and F1 are one unit."""
    together = {"F0 F0", "F0 F1", "F1 F0", "F1 F1", "F2 F2"}
    assert allowed(relatives()) == EVERYTHING - together


def test_who_stays_behind_counts_with_the_present_unit() -> None:
    """A stays in Sekretariat: B may not come there unless A leaves it."""
    together = {"F0 F0", "F0 F1", "F1 F0", "F1 F1", "F2 F2"}
    assert allowed(relatives(OFFICE)) == EVERYTHING - together - {"- F0", "- F1"}


def test_two_who_are_together_today_may_both_stay_so() -> None:
    """Nobody is driven out: only coming to the unit of a relative is forbidden."""
    together = {"F0 F0", "F0 F1", "F1 F0", "F1 F1", "F2 F2"}
    assert allowed(relatives(OFFICE, OFFICE)) == EVERYTHING - together - {"- F0", "- F1", "F0 -", "F1 -"}


def test_a_unit_that_is_not_written_forbids_nothing() -> None:
    """Missing data: the posts without a unit may be the same unit or not; see the note below."""
    assert allowed(relatives(posts=("", "", ""))) == EVERYTHING


@pytest.mark.parametrize(
    ("first", "number"),
    [
        ("", 1),  # DATA has one seat, so two people cannot both be there: a limit on OFFICE is enough
        (OFFICE, 1),  # where A is today, B may not come unless A leaves: that limit says it all
        (DATA, 2),  # one seat, but A is there without it: B may not come to that seat unless A leaves
    ],
)
def test_a_unit_with_one_seat_needs_no_limit_unless_somebody_is_there(first: str, number: int) -> None:
    """One seat keeps two people apart by itself; who is in the unit today does not take it."""
    problem = relatives(first, posts=(OFFICE, DATA))
    office, data = problem.vacancies
    problem = replace(problem, vacancies=(office, replace(data, openings=1)))
    assert len(limits_of(problem, APART)) == number
    seated = {way for way in allowed(problem) if way != "F1 F1"}  # which the one seat of F1 forbids
    wide = replace(problem, vacancies=(office, data))  # two seats everywhere: every limit is written
    assert seated == allowed(wide) - {"F1 F1"}


def test_limit_is_off_by_default() -> None:
    """Without `kerabat_tidak_satu_unit` the table gives notes, no limits."""
    assert limits_of(relatives(), LOOSE) == ()


def test_spelling_of_a_unit_does_not_matter() -> None:
    """Case and blanks are not what tells units apart."""
    assert "F0 F1" not in allowed(relatives(posts=("Sekretariat", " sekretariat", DATA)))


@pytest.mark.parametrize(
    ("held", "forbidden"),
    [
        # A at F0 and B at F1 of one unit may stay; swapping is coming, so is one joining the other.
        ((("A", "F0"), ("B", "F1")), {"F0 F0", "F1 F0", "F1 F1", "F2 F2"}),
        ((("A", "F0"),), {"F0 F0", "F0 F1", "F1 F0", "F1 F1", "F2 F2"}),
    ],
)
def test_in_penataan_staying_together_is_allowed(
    held: tuple[tuple[str, str], ...], forbidden: set[str]
) -> None:
    """Staying is a seat of the plan there: both may stay, neither may come to where the other one is."""
    problem = replace(relatives(), incumbents=held)
    settings = replace(APART, round=replace(APART.round, mode=Mode.REARRANGE))
    both_placed = {way for way in EVERYTHING if "-" not in way}
    assert allowed(problem, settings) & both_placed == both_placed - forbidden


@pytest.mark.parametrize(
    ("settings", "posts", "codes", "said"),
    [
        (LOOSE, (OFFICE, OFFICE), ("F0", "F1"), "perhatian (R36)"),
        (LOOSE, (OFFICE, DATA), ("F0", "F1"), ""),
        (LOOSE, ("", OFFICE), ("F0", "F1"), "perlu verifikasi (R36)"),
        (APART, ("", OFFICE), ("F0", "F1"), "perlu verifikasi (R36)"),
        (APART, (OFFICE, DATA), ("F0", "F1"), ""),
    ],
)
def test_notes_on_relatives(
    settings: Settings, posts: tuple[str, ...], codes: tuple[str, str], said: str
) -> None:
    """One unit is said where it is not forbidden; an unknown unit is never passed over in silence."""
    plan = make_plan(*codes)
    notes = " ".join(family_notes(relatives(posts=posts), settings, plan)).casefold()
    assert (said.casefold() in notes) if said else notes == ""
    if said:
        assert "nip a dan b" in notes


@pytest.mark.parametrize(
    ("districts", "said"),
    [(("Tugu", "Tugu"), False), (("Tugu", "Entah"), True), (("Entah", "Entah"), True)],
)
def test_couple_with_an_unknown_office_is_to_be_verified(districts: tuple[str, str], said: bool) -> None:
    """A kecamatan that nobody knows forbids nothing, so it is said, once a couple and by NIP."""
    people = [make_employee(id="A", spouse_id="B"), make_employee(id="B", spouse_id="A")]
    posts = [make_vacancy(code=f"F{at}", district=place) for at, place in enumerate(districts)]
    plan = make_plan("F0", "F1")
    rules = Settings(limits=LimitSettings(spouse_km=5))
    notes = family_notes(make_problem(people, posts), rules, plan)
    assert len(notes) == said
    assert all("erlu verifikasi" in note and "A dan B" in note for note in notes)
