"""What decisions come to, in the head: the last word on a pair, alternates, seats that are held."""

from __future__ import annotations

from builders import make_employee, make_problem, make_vacancy
from penempatan.domain.decision import Decision, DecisionKind, Review
from penempatan.domain.issue import Location
from penempatan.domain.problem import LockKind
from penempatan.domain.reviewed import reviewed, standing, undecided
from penempatan.review.decide import Voice
from penempatan.review.merge import merge
from penempatan.review.workbook_copy import CopyRow

APPROVE, REJECT, DEFER, REPLACE = DecisionKind
ANI, BUDI, CITRA = "ani", "budi", "citra"


def said(nip: str, code: str, kind: DecisionKind, alternate: str = "", by: str = "") -> Decision:
    """Return a decision."""
    return Decision(nip, code, kind, alternate, "uji", decided_by=by)


def test_the_last_word_on_a_pair_counts() -> None:
    """Tunda then Setuju pins, Setuju then Tolak bans, Tolak then Tunda waits; the first is gone."""
    known = standing([said(ANI, "F", DEFER), said(ANI, "F", APPROVE)])
    assert (set(known.pins), set(known.bans), set(known.waiting)) == ({(ANI, "F")}, set(), set())
    known = standing([said(ANI, "F", APPROVE), said(ANI, "F", REJECT)])
    assert (set(known.pins), set(known.bans), set(known.waiting)) == (set(), {(ANI, "F")}, set())
    known = standing([said(ANI, "F", REJECT), said(ANI, "F", DEFER)])
    assert (set(known.pins), set(known.bans), set(known.waiting)) == (set(), set(), {(ANI, "F")})


def test_an_alternate_is_pinned_and_who_was_proposed_is_banned() -> None:
    """Ganti of Ani by Budi; a later Tolak of Budi takes the pin away and leaves Ani banned."""
    swap = said(ANI, "F", REPLACE, BUDI)
    known = standing([said(BUDI, "F", REJECT), swap])
    assert (set(known.pins), set(known.bans)) == ({(BUDI, "F")}, {(ANI, "F")})
    known = standing([swap, said(BUDI, "F", REJECT)])
    assert (set(known.pins), set(known.bans)) == (set(), {(ANI, "F"), (BUDI, "F")})


def test_the_round_after_a_review_holds_people_and_seats() -> None:
    """Of two seats one is held for Ani, who is out; without holding both are offered; Budi is pinned."""
    problem = make_problem(
        employees=tuple(make_employee(id=nip) for nip in (ANI, BUDI, CITRA)),
        vacancies=(make_vacancy(code="F", openings=2),),
    )
    review = Review((said(ANI, "F", DEFER), said(BUDI, "F", APPROVE)))
    held = reviewed(problem, review, hold_seats=True)
    assert [one.openings for one in held.vacancies] == [1]
    assert [one.id for one in held.employees if one.deferred] == [ANI]
    assert [(one.kind, one.employee_id, one.decided) for one in held.locks] == [(LockKind.PIN, BUDI, True)]
    assert [one.openings for one in reviewed(problem, review, hold_seats=False).vacancies] == [2]


def test_rows_are_open_until_decided_or_locked() -> None:
    """Ani is approved, Budi locked beforehand: Citra's row alone is open."""
    placed = [(CITRA, "G"), (ANI, "F"), (BUDI, "F")]
    assert undecided(placed, [said(ANI, "F", APPROVE)], [(BUDI, "F")]) == ((CITRA, "G"),)


def voice(decision: Decision) -> Voice:
    """Return what one copy says on the row X."""
    row = CopyRow("X", "1", decision.employee_id, decision.vacancy_code, {}, Location(), 1)
    return Voice(row, decision, "")


def test_no_copy_wins_in_silence() -> None:
    """Setuju against Tolak is a dispute and no decision; the same word twice is one with both names."""
    yes, no = said(ANI, "F", APPROVE, by="Sekda"), said(ANI, "F", REJECT, by="Asisten")
    found = merge([voice(yes), voice(no)], [], ["X"])
    assert found.decisions == ()
    assert [one.voices for one in found.disputes] == [(yes, no)]
    found = merge([voice(yes), voice(said(ANI, "F", APPROVE, by="Asisten"))], [], ["X"])
    assert [one.decided_by for one in found.decisions] == ["Sekda; Asisten"]
    other = said(ANI, "F", REPLACE, BUDI), said(ANI, "F", REPLACE, CITRA)
    assert merge(map(voice, other), [], ["X"]).decisions == ()


def test_the_word_spoken_together_counts_and_the_others_stay_on_record() -> None:
    """Perlu Diputuskan settles the row; both opinions are kept as settled."""
    yes, no = said(ANI, "F", APPROVE), said(ANI, "F", REJECT)
    found = merge([voice(yes), voice(no)], [voice(no)], ["X"])
    assert found.decisions == (no,)
    assert found.disputes == ()
    assert [one.voices for one in found.settled] == [(yes, no)]
