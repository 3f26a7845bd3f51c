"""A round with the decisions of its approvers in it: pins, bans, people who wait, seats that are held."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from penempatan.domain.decision import DecisionKind
from penempatan.domain.problem import Lock, LockKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from penempatan.domain.decision import Decision, Review
    from penempatan.domain.problem import PlacementProblem

Pair = tuple[str, str]  # (NIP, kode formasi)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the decisions of a register come to, each pair with the decision that says so."""

    pins: dict[Pair, Decision]
    bans: dict[Pair, Decision]
    waiting: dict[Pair, Decision]  # person and seat are out of the round


def standing(decisions: Iterable[Decision]) -> Standing:
    """Read decisions in their order: the last word on a pair counts."""
    found = Standing({}, {}, {})
    for one in decisions:
        pair = one.employee_id, one.vacancy_code
        for earlier in (found.pins, found.bans, found.waiting):
            earlier.pop(pair, None)
        if one.kind is DecisionKind.APPROVE:
            found.pins[pair] = one
        elif one.kind is DecisionKind.DEFER:
            found.waiting[pair] = one
        else:
            found.bans[pair] = one
        if one.kind is DecisionKind.REPLACE:
            chosen = one.alternate_id, one.vacancy_code
            found.bans.pop(chosen, None)
            found.waiting.pop(chosen, None)
            found.pins[chosen] = one
    return found


def reviewed(problem: PlacementProblem, review: Review, *, hold_seats: bool) -> PlacementProblem:
    """Return the round that the next plan is made for.

    Decisions act like lines of `kunci.*`, and override those on the same pair. With `hold_seats`, the seat of
    a deferred row is not offered to anybody else.
    """
    known = standing(review.decisions)
    decided = {*known.pins, *known.bans}
    locks = [one for one in problem.locks if (one.employee_id, one.vacancy_code) not in decided]
    for kind, pairs in ((LockKind.PIN, known.pins), (LockKind.BAN, known.bans)):
        locks += [
            Lock(kind, *pair, reason=decision.reason, location=decision.location, decided=True)
            for pair, decision in sorted(pairs.items())
        ]
    people = {nip for nip, _ in known.waiting}
    held = Counter(code for _, code in known.waiting) if hold_seats else Counter[str]()
    return replace(
        problem,
        employees=tuple(
            replace(one, deferred=True) if one.id in people else one for one in problem.employees
        ),
        vacancies=tuple(
            replace(one, openings=max(0, one.openings - held[one.code])) if held[one.code] else one
            for one in problem.vacancies
        ),
        locks=tuple(locks),
        review=review,
    )


def undecided(
    placed: Iterable[Pair], decisions: Iterable[Decision], locked: Iterable[Pair]
) -> tuple[Pair, ...]:
    """Return the rows of a plan that are still open, sorted: neither decided on nor pinned beforehand."""
    known = standing(decisions)
    closed = {*known.pins, *known.bans, *known.waiting, *locked}
    return tuple(sorted(pair for pair in placed if pair not in closed))
