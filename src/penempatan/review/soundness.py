"""Can all the decisions hold together? People, seats, pins of the leadership, alternates and their rules."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from penempatan.domain.decision import DecisionKind
from penempatan.domain.issue import Location
from penempatan.domain.problem import LockKind
from penempatan.domain.reviewed import standing
from penempatan.eligibility.rule import Verdict
from penempatan.eligibility.wording import sentence
from penempatan.review import complaints

if TYPE_CHECKING:
    from penempatan.domain.decision import Decision
    from penempatan.domain.problem import PlacementProblem
    from penempatan.domain.reviewed import Pair
    from penempatan.intake.findings import Findings
    from penempatan.review.workbook_copy import Expected
    from penempatan.scoring.pairs import PairScores


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The result that was decided on: the round it was made for, its plan, its register so far."""

    problem: PlacementProblem
    pairs: PairScores
    placed: tuple[Pair, ...]
    history: tuple[Decision, ...]
    expected: Expected
    holds_seats: bool = True  # the seat of a row that waits is not in `problem`


def check_soundness(result: Reviewed, decisions: tuple[Decision, ...], findings: Findings) -> None:
    """Complain of every new decision that cannot hold."""
    seated, problem, pairs = set(result.placed), result.problem, result.pairs
    for one in decisions:
        _check_lock(problem, one, findings)
        if one.kind is DecisionKind.REPLACE and one.alternate_id:
            _check_alternate(problem, pairs, one, seated, findings)
    _check_people(problem, result.history, decisions, findings, holds_seats=result.holds_seats)


def _check_lock(problem: PlacementProblem, one: Decision, findings: Findings) -> None:
    if one.kind is DecisionKind.APPROVE:
        return
    for lock in problem.locks:
        pair = lock.employee_id, lock.vacancy_code
        if lock.kind is LockKind.PIN and not lock.decided and pair == (one.employee_id, one.vacancy_code):
            findings.add(complaints.LOCKED, one.location, reason=lock.reason, word=one.kind.value)


def _check_alternate(
    problem: PlacementProblem, pairs: PairScores, one: Decision, seated: set[Pair], findings: Findings
) -> None:
    if (one.alternate_id, one.vacancy_code) in seated:
        findings.add(complaints.ALTERNATE_SAME, one.location)
        return
    employee = next(at for at, person in enumerate(problem.employees) if person.id == one.alternate_id)
    vacancy = next(at for at, post in enumerate(problem.vacancies) if post.code == one.vacancy_code)
    judged = pairs.judge(employee, vacancy)
    broken = [sentence(finding) for finding in judged.findings if finding.verdict is Verdict.FORBIDDEN]
    if broken:
        findings.add(complaints.ALTERNATE_FORBIDDEN, one.location, rules="; ".join(broken))


def _check_people(
    problem: PlacementProblem,
    history: tuple[Decision, ...],
    decisions: tuple[Decision, ...],
    findings: Findings,
    *,
    holds_seats: bool,
) -> None:
    """One seat a person, no more people than seats, nobody placed who waits; named at the new decisions."""
    known = standing((*history, *decisions))
    pins: dict[str, list[tuple[str, Location]]] = {}
    for (nip, code), decision in known.pins.items():
        pins.setdefault(nip, []).append((code, decision.location))
    for lock in problem.locks:
        if lock.kind is LockKind.PIN and not lock.decided:
            codes = [code for code, _ in pins.get(lock.employee_id, [])]
            if lock.vacancy_code not in codes and codes:
                pins[lock.employee_id].append((lock.vacancy_code, lock.location))
    new = {id(decision) for decision in decisions}
    for nip, seats in pins.items():
        own = [one for pair, one in known.pins.items() if pair[0] == nip and id(one) in new]
        if len(seats) > 1 and own:
            named = ", ".join(sorted(code for code, _ in seats))
            places = sorted({str(place) for _, place in seats} - {str(own[-1].location)})
            others = f" (lihat juga {'; '.join(places)})" if places else ""
            findings.add(complaints.TWO_SEATS, own[-1].location, codes=named, others=others)
        for waiting_nip, post in known.waiting:
            if waiting_nip == nip and own:
                findings.add(complaints.WAITING, own[-1].location, code=post)
    openings = Counter({one.code: one.openings for one in problem.vacancies})
    lifted = {pair for pair in standing(history).waiting if pair not in known.waiting}
    openings.update(code for _, code in lifted if holds_seats)
    taken = Counter(code for _, code in known.pins)
    for one in decisions:
        code = one.vacancy_code
        if one.kind in (DecisionKind.APPROVE, DecisionKind.REPLACE) and taken[code] > openings[code]:
            findings.add(
                complaints.CROWDED, one.location, code=code, openings=openings[code], pins=taken[code]
            )
