"""Penataan explained: chains and cycles in the order of their steps, and why people stay."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings

from builders import TABLE_SETTINGS, make_employee, make_locks, make_scored_problem
from penempatan.domain.plan import Placement, PlacementPlan, Termination
from penempatan.domain.position import PositionTier
from penempatan.domain.problem import LockKind
from penempatan.domain.shortage import Shortage
from penempatan.errors import InputError, NoPlanError
from penempatan.explain.by_vacancy import seating_of, vacancy_pairs
from penempatan.explain.explain import explain
from penempatan.explain.hall import shortages
from penempatan.explain.rearrangement import StayReason
from penempatan.explain.stays import long_in_post
from penempatan.scoring.build import pair_scores
from penempatan.scoring.locks import check_locks
from penempatan.scoring.pairs import store
from penempatan.settings.model import Mode, RoundSettings, Settings
from penempatan.verification.shortages import shortage_faults
from rearranged_rounds import every_rearrangement, open_pairs, rearrangements
from whole_rounds import solved

if TYPE_CHECKING:
    from penempatan.domain.problem import PlacementProblem
    from penempatan.explain.explanations import Explanations

REARRANGE = replace(TABLE_SETTINGS, round=RoundSettings(mode=Mode.REARRANGE))

CHAIN = """
        P1   P2   P3
    A   50   90   .
    B   .    60   80
"""
SWAP = """
        P1   P2
    A   10   90
    B   90   10
"""


def held(table: str, holders: str, **changes: object) -> PlacementProblem:
    """Return a round of a score table and of pairs `NIP:KODE` of who holds what."""
    pairs = tuple((one[0], one[2:]) for one in holders.split())
    problem = make_scored_problem(table, **changes)
    posts = tuple(replace(one, need=one.openings) for one in problem.vacancies)
    return replace(problem, incumbents=pairs, vacancies=posts)


def explained(problem: PlacementProblem, rules: Settings = REARRANGE) -> Explanations:
    """Return the explanations of the solver's plan."""
    pairs = pair_scores(problem, rules)
    return explain(problem, rules, pairs, store(pairs), solved(problem, rules))


def steps(problem: PlacementProblem) -> list[tuple[bool, list[tuple[str, str, str, str]]]]:
    """Return the chains as (is a cycle, [(who, from, to, waits for)]) in ids."""
    found = explained(problem).rearrangement
    assert found is not None
    people, posts = [one.id for one in problem.employees], [one.code for one in problem.vacancies]
    return [
        (
            chain.cycle,
            [
                (
                    people[one.employee],
                    posts[one.source] if one.source >= 0 else "",
                    posts[one.target],
                    people[one.waits_for] if one.waits_for >= 0 else "",
                )
                for one in chain.steps
            ],
        )
        for chain in found.chains
    ]


def test_a_chain_begins_with_whoever_finds_an_open_seat() -> None:
    """A takes the seat of B, who goes to an open one: B first, then A, who waits for B."""
    assert steps(held(CHAIN, "A:P1 B:P2")) == [(False, [("B", "P2", "P3", ""), ("A", "P1", "P2", "B")])]


def test_somebody_from_outside_the_map_ends_a_chain() -> None:
    """C holds no post and takes what A leaves behind."""
    table = CHAIN + "    C   70   .    .\n"
    assert steps(held(table, "A:P1 B:P2"))[0][1][-1] == ("C", "", "P1", "A")


def test_a_swap_is_a_cycle_in_which_each_waits_for_the_other() -> None:
    """Two people who change places move on the same day."""
    assert steps(held(SWAP, "A:P1 B:P2")) == [(True, [("A", "P1", "P2", "B"), ("B", "P2", "P1", "A")])]


def test_a_move_alone_is_no_chain() -> None:
    """One person to an open seat waits for nobody, and nobody waits."""
    assert steps(held("P1 P2\nA 50 60", "A:P1")) == []


@given(rearrangements)
@settings(max_examples=150, deadline=None)
def test_the_steps_can_be_carried_out_in_their_order(drawn: tuple[PlacementProblem, Settings]) -> None:
    """Step by step no post holds more people than its seats or its present holders; cycles move at once."""
    problem, rules = drawn
    try:
        check_locks(problem, pair_scores(problem, rules))
        notes = explained(problem, rules)
    except (InputError, NoPlanError):
        return
    found = notes.rearrangement
    assert found is not None
    home = dict(problem.incumbents)
    there = Counter(home.values())
    most = {one.code: max(one.openings, there[one.code]) for one in problem.vacancies}
    people, posts = [one.id for one in problem.employees], [one.code for one in problem.vacancies]
    chained = [step.employee for chain in found.chains for step in chain.steps]
    assert len(chained) == len(set(chained))
    single = [(note.employee, note.vacancy) for note in notes.placements if note.employee not in chained]
    rounds = [[pair] for pair in single]
    for chain in found.chains:
        pairs = [(step.employee, step.target) for step in chain.steps]
        rounds += [pairs] if chain.cycle else [[pair] for pair in pairs]
    for together in rounds:
        for employee, target in together:
            if people[employee] in home:
                there[home[people[employee]]] -= 1
            there[posts[target]] += 1
        assert all(there[code] <= most[code] for code in posts)


@pytest.mark.parametrize(
    ("table", "change", "reason", "words"),
    [
        ("P1 P2\nA 50 40", {}, StayReason.BEST_HERE, "tidak lebih tinggi dari sekarang"),
        ("P1\nA 50", {}, StayReason.NO_OTHER_POST, "tidak ada jabatan lain yang memenuhi syarat"),
        ("P1 P2\nA 50 90", {"locks": make_locks("A P1 tetap")}, StayReason.PINNED, "arahan pimpinan"),
        ("P1 P2\nA 50 60\nB . 90", {}, StayReason.NEEDED_HERE, "kursinya diisi pegawai lain"),
    ],
)
def test_a_stay_says_why(table: str, change: dict[str, object], reason: StayReason, words: str) -> None:
    """Whoever stays reads what else there was, and why it was not that."""
    found = explained(held(table, "A:P1" if "B" not in table else "A:P1 B:P2", **change)).rearrangement
    assert found is not None
    note = next(note for note in found.stays if note.employee == 0)
    assert note.reason is reason
    assert note.sentence.startswith("Tetap: skor 50,00 pada jabatan sekarang; ")
    assert words in note.sentence


def test_who_is_locked_stays_and_reads_so() -> None:
    """Kunci = ya keeps a person in the post whatever the scores."""
    problem = held("P1 P2\nA 50 90", "A:P1")
    problem = replace(problem, employees=(replace(problem.employees[0], stays=True),))
    found = explained(problem).rearrangement
    assert found is not None
    assert (found.stays[0].reason, found.moved) == (StayReason.LOCKED, 0)


def test_a_mover_reads_what_is_left_behind_and_gained() -> None:
    """The sentence of a move names the present post and the difference in fit."""
    text = explained(held("P1 P2\nA 50 90", "A:P1")).placements[0].sentence
    assert "Meninggalkan P1 (PENATA LAYANAN OPERASIONAL), skor di sana 50,00: naik 40,00." in text


def test_a_surplus_person_leaves_for_an_open_seat_even_at_a_lower_score() -> None:
    """Two hold P1, which needs one: an open seat of the same priority counts, the surplus seat does not."""
    notes = explained(held("P1 P2\nA 90 20\nB 80 30", "A:P1 B:P1"))
    assert [(note.employee, note.vacancy) for note in notes.placements] == [(1, 1)]
    assert notes.joint.joint.filled - notes.joint.post_by_post.filled == 1


def test_an_unsurplused_person_does_not_leave_a_seat_open_for_a_lower_score() -> None:
    """Moving from a needed seat to another one of the same priority fills nothing: the fit decides."""
    assert explained(held("P1 P2\nA 90 20", "A:P1")).placements == ()


def test_grades_are_summed_over_everybody_with_a_place() -> None:
    """R43: the kelas of the post before and after; people without one are counted apart."""
    problem = held("P1 P2 P3\nA 50 90 .\nB . . 70", "A:P1 B:P3")
    posts = [
        replace(one, job_grade=grade) for one, grade in zip(problem.vacancies, (6, 8, None), strict=True)
    ]
    found = explained(replace(problem, vacancies=tuple(posts))).rearrangement
    assert found is not None
    assert (found.grades.before, found.grades.after) == (6, 8)
    assert (found.grades.counted, found.grades.unknown) == (1, 1)


def test_bezetting_of_a_dinas_before_and_after() -> None:
    """Holders whom the roster lacks stay in both counts; the shortage is what the need then lacks."""
    problem = held("P1 P2:3\nA 50 90", "A:P1")
    posts = (replace(problem.vacancies[0]), replace(problem.vacancies[1], openings=2, held=1))
    posts = (posts[0], replace(posts[1], dinas="Dinas Sosial"))
    notes = {one.name: one for one in explained(replace(problem, vacancies=posts)).dinas}
    health, social = notes["Dinas Kesehatan"], notes["Dinas Sosial"]
    assert (health.need, health.incumbents, health.after, health.short) == (1, 1, 0, 1)
    assert (social.need, social.incumbents, social.after, social.short) == (3, 1, 2, 1)


@pytest.mark.parametrize(
    ("since", "tier", "years"),
    [
        (date(2020, 12, 31), PositionTier.PENGAWAS, 5),
        (date(2021, 1, 1), PositionTier.PENGAWAS, 0),
        (date(2010, 1, 1), PositionTier.AHLI_MUDA, 0),
        (None, PositionTier.PENGAWAS, 0),
    ],
)
def test_more_than_five_years_are_noted_but_not_in_functional_posts(
    since: date | None, tier: PositionTier, years: int
) -> None:
    """R12 looks at whole months beyond five years; JF and a missing date give no note."""
    person = make_employee(in_post_since=since, tier=tier)
    assert long_in_post(person, date(2026, 2, 1) if years else date(2026, 1, 1), 5) == years


def test_an_open_post_that_its_only_people_do_not_want_says_who_stays() -> None:
    """A seat stays open because the one eligible person keeps the present post."""
    notes = explained(held("P1 P2\nA 90 20", "A:P1")).unfilled
    assert "1 tetap pada jabatannya" in notes[0].sentence


def test_a_post_of_the_map_without_need_says_so() -> None:
    """Kebutuhan 0 is not an opening that was forgotten."""
    problem = held("P1 P2:0\nA 90 .", "A:P1")
    assert "kebutuhan 0 pada peta jabatan" in explained(problem).unfilled[0].sentence.lower()


def test_posts_with_fewer_people_than_seats_are_named() -> None:
    """P1 and P2 have three seats; A, who holds P1, and B alone may have them; C's P3 is apart."""
    table = """
        P1:2 P2  P3
    A   50   90  .
    B   40   60  .
    C   .    .   70
    """
    found = explained(held(table, "A:P1 C:P3"))
    assert found.shortages == (Shortage((0, 1), 3, 2),)
    assert (
        "2 formasi (P1, P2) dengan 3 kursi hanya punya 2 pegawai yang memenuhi syarat, pemangkunya sekarang "
        "sudah terhitung: sedikitnya 1 kursi kosong dalam susunan mana pun" in found.unfilled[0].sentence
    )


def test_somebody_in_a_surplus_seat_can_come() -> None:
    """P1 has two holders for one seat: A may fill P2, so nothing is short although the plan did not."""
    problem = held("P1 P2\nA 50 40\nB 50 .", "A:P1 B:P1")
    pairs = pair_scores(problem, REARRANGE)
    plan = PlacementPlan(
        (), Termination.FEASIBLE, 0, 0, stays=(Placement("A", "P1", 5000), Placement("B", "P1", 5000))
    )
    by_vacancy = vacancy_pairs(pairs, pairs, memory_max_mib=0)
    assert shortages(problem, by_vacancy, seating_of(problem, plan)) == {}


@given(rearrangements)
@settings(max_examples=60)
def test_shortages_are_what_no_plan_fills(problem_and_rules: tuple[PlacementProblem, Settings]) -> None:
    """The posts named lack as many people as the best of all plans leaves seats open; a count confirms."""
    problem, rules = problem_and_rules
    try:
        plan = solved(problem, rules)
    except (InputError, NoPlanError):
        assume(False)
    pairs = pair_scores(problem, rules)
    found = shortages(problem, vacancy_pairs(pairs, pairs, memory_max_mib=0), seating_of(problem, plan))
    assert shortage_faults(problem, pairs, found.values()) == ()
    openings = {one.code: one.openings for one in problem.vacancies}
    least = min(
        sum(max(0, seats - sum(code == at for _, at in plan)) for code, seats in openings.items())
        for plan in every_rearrangement(problem, rules)
    )
    named = {problem.vacancies[post].code for one in found.values() for post in one.vacancies}
    pins = {lock.employee_id: lock.vacancy_code for lock in problem.locks if lock.kind is LockKind.PIN}
    people = {
        nip for nip, code in open_pairs(problem, rules) if code in named and pins.get(nip, code) == code
    }
    assert sum(openings[code] for code in named) - len(people) == least
