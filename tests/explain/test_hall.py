"""Posts with fewer people than seats: named exactly, and confirmed by a count."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from builders import TABLE_SETTINGS, make_locks, make_scored_problem
from hand_plans import plan_by_hand
from penempatan.domain.shortage import Shortage
from penempatan.explain.by_vacancy import seating_of, vacancy_pairs
from penempatan.explain.explain import explain
from penempatan.explain.hall import shortages
from penempatan.scoring.build import pair_scores
from penempatan.scoring.pairs import store
from penempatan.verification.shortages import shortage_faults

if TYPE_CHECKING:
    from penempatan.domain.problem import PlacementProblem

THREE_POSTS_FOR_TWO = """
    F1  F2  F3  F4
A   80  70  90  .
B   60  50  80  .
C   .   .   .   70
"""


def found(problem: PlacementProblem, plan: str) -> dict[int, Shortage]:
    """Return the shortages seen from a plan written by hand."""
    pairs = pair_scores(problem, TABLE_SETTINGS)
    by_vacancy = vacancy_pairs(pairs, pairs, memory_max_mib=0)
    return shortages(problem, by_vacancy, seating_of(problem, plan_by_hand(problem, pairs, plan)))


def test_posts_that_share_too_few_people_are_named_together() -> None:
    """F1, F2 and F3 have two people between them; F4 has its own and does not belong to them."""
    problem = make_scored_problem(THREE_POSTS_FOR_TWO)
    assert found(problem, "A F1\nB F3\nC F4") == {1: Shortage((0, 1, 2), 3, 2)}


def test_a_seat_that_people_could_be_moved_into_is_no_shortage() -> None:
    """B waits although A could move on: the plan left F2 open (a limit may have), not a lack of people."""
    problem = make_scored_problem("F1 F2\nA 80 70\nB 60 .")
    assert found(problem, "A F1") == {}


def test_somebody_pinned_elsewhere_does_not_count() -> None:
    """A is eligible for F2 but pinned to F1, so F2 has nobody."""
    problem = make_scored_problem("F1 F2\nA 80 70", locks=make_locks("A F1 tetap"))
    assert found(problem, "A F1 tetap") == {1: Shortage((1,), 1, 0)}


def test_the_report_says_so() -> None:
    """The sentence of an open post names the posts, the seats, the people, and what stays open."""
    problem = make_scored_problem(THREE_POSTS_FOR_TWO)
    pairs = pair_scores(problem, TABLE_SETTINGS)
    plan = plan_by_hand(problem, pairs, "A F1\nB F3\nC F4")
    told = explain(problem, TABLE_SETTINGS, pairs, store(pairs), plan)
    assert told.shortages == (Shortage((0, 1, 2), 3, 2),)
    assert (
        "3 formasi (F1, F2, F3) dengan 3 lowongan hanya punya 2 pegawai yang memenuhi syarat: sedikitnya 1 "
        "lowongan kosong dalam susunan mana pun" in told.unfilled[0].sentence
    )


def test_a_shortage_that_a_count_does_not_confirm_is_caught() -> None:
    """A planted shortage, too many seats or too few people, is refused by the checker's own count."""
    problem = make_scored_problem(THREE_POSTS_FOR_TWO)
    pairs = pair_scores(problem, TABLE_SETTINGS)
    assert shortage_faults(problem, pairs, [Shortage((0, 1, 2), 3, 2)]) == ()
    for wrong in (Shortage((0, 1, 2), 3, 1), Shortage((0, 1), 3, 2), Shortage((0, 1), 2, 2)):
        assert len(shortage_faults(problem, pairs, [wrong])) == 1


@given(st.integers(1, 5), st.integers(1, 5), st.randoms(use_true_random=False))
@settings(max_examples=80, deadline=None)
def test_shortages_are_those_of_the_definition(n_people: int, n_posts: int, random: object) -> None:
    """Each is confirmed, none can lose a post and stay as short, and together they are all that is short."""
    choice = random.choice  # type: ignore[attr-defined]
    head = " ".join(f"F{one}:{choice((1, 1, 2))}" for one in range(n_posts))
    rows = [" ".join([f"P{one}", *(choice((".", "50")) for _ in range(n_posts))]) for one in range(n_people)]
    problem = make_scored_problem("\n".join((head, *rows)))
    pairs = pair_scores(problem, TABLE_SETTINGS)
    may = {
        other: {int(one) for one in block.employee[block.vacancy == other]}
        for block in [store(pairs).block]
        for other in range(n_posts)
    }

    def short(posts: tuple[int, ...]) -> int:
        people = set().union(*(may[one] for one in posts)) if posts else set()
        return sum(problem.vacancies[one].openings for one in posts) - len(people)

    everything = range(n_posts)
    most = max(short(some) for size in range(n_posts + 1) for some in combinations(everything, size))
    seen = found(problem, "")
    assert shortage_faults(problem, pairs, seen.values()) == ()
    for one in seen.values():
        assert short(one.vacancies) == one.missing >= 1
        for left_out in one.vacancies:
            assert short(tuple(post for post in one.vacancies if post != left_out)) < one.missing
    together = tuple(sorted({post for one in seen.values() for post in one.vacancies}))
    assert short(together) == most
    assert bool(seen) == (most > 0)
