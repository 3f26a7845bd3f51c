"""Every change between the plan that was decided on and the next one, traced to the decision behind it.

Changed rows hang together by persons and seats: a seat that a rejected person left, somebody who came to it,
the seat that this one left in turn. The nearest decision along such a chain is the cause.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from penempatan.domain.change import Change, ChangeKind
from penempatan.domain.decision import DecisionKind
from penempatan.domain.reviewed import standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from penempatan.domain.decision import Decision
    from penempatan.domain.reviewed import Pair

_DONE = {
    DecisionKind.APPROVE: "disetujui",
    DecisionKind.REJECT: "ditolak",
    DecisionKind.DEFER: "ditunda",
    DecisionKind.REPLACE: "diganti",
}
_OWN = {
    DecisionKind.REJECT: ChangeKind.REJECTED,
    DecisionKind.DEFER: ChangeKind.DEFERRED,
    DecisionKind.REPLACE: ChangeKind.REPLACED,
}


def changes(
    before: Iterable[Pair],
    after: Iterable[Pair],
    decisions: tuple[Decision, ...],
    numbers: Mapping[Pair, str],
    homes: Mapping[str, str],
) -> tuple[Change, ...]:
    """Return the change of every person whose row is another, sorted by the row's number, then NIP.

    `decisions` are those of this review, `numbers` the row numbers of the plan that was decided on;
    `homes` the post that somebody holds now, in mode penataan. A decision on a pair that was not proposed
    lifts a Tunda: the pair counts as the row that the person had.
    """
    old, new = dict(before), dict(after)
    known = standing(decisions)
    own = {(one.employee_id, one.vacancy_code): one for one in decisions}
    people = sorted({nip for nip in (*old, *new) if old.get(nip) != new.get(nip)})
    lifted = {nip: code for nip, code in own if old.get(nip) != code}
    causes = _Chains(old | lifted, new, own, numbers, homes=homes, lifted=lifted)
    found = []
    for nip in people:
        source, target = old.get(nip, ""), new.get(nip, "")
        if nip in lifted:
            continue
        decision = own.get((nip, source))
        if decision is not None and decision.kind in _OWN:
            kind = _OWN[decision.kind]
            cause = _said(decision)
        elif (nip, target) in known.pins:
            kind, cause = ChangeKind.CHOSEN, causes.of(nip)
        elif not source:
            kind, cause = ChangeKind.COME, causes.of(nip)
        elif not target:
            kind, cause = ChangeKind.GONE, causes.of(nip)
        else:
            kind, cause = ChangeKind.MOVED, causes.of(nip)
        found.append(Change(nip, source, target, kind, cause, numbers.get((nip, source), "")))
    for nip, code in sorted(lifted.items()):
        one = own[nip, code]
        kind = _OWN.get(one.kind, ChangeKind.APPROVED)
        cause = f"{_said(one)}; sebelumnya ditunda pada {code}"
        found.append(
            Change(nip, old.get(nip, ""), new.get(nip, ""), kind, cause, numbers.get((nip, code), ""))
        )
    for pair, one in sorted(own.items()):
        if one.kind is DecisionKind.APPROVE and pair[0] not in lifted:
            number = numbers.get(pair, "")
            found.append(Change(*pair, pair[1], ChangeKind.APPROVED, _said(one), number))
    return tuple(sorted(found, key=lambda one: (*_place(one.number), one.employee_id)))


def _place(number: str) -> tuple[int, int]:
    """Order rows by their number, then those that waited (T1, T2, …), then people who had no row."""
    digits = number.lstrip("T")
    return (2, 0) if not digits else (int(digits != number), int(digits))


def _said(one: Decision) -> str:
    by = f" oleh {one.decided_by}" if one.decided_by else ""
    reason = f": {one.reason}" if one.reason else ""
    return f"diputuskan {one.kind.value}{by}{reason}"


class _Chains:
    """The changed rows as a graph: a person's old and new seat, and everybody who left or took a seat."""

    def __init__(
        self,
        old: Mapping[str, str],
        new: Mapping[str, str],
        own: Mapping[Pair, Decision],
        numbers: Mapping[Pair, str],
        *,
        homes: Mapping[str, str],
        lifted: Mapping[str, str],
    ) -> None:
        self._old, self._new, self._numbers = old, new, numbers
        self._own, self._homes = own, homes
        self._at_seat: dict[str, list[str]] = {}
        for nip in sorted({*old, *new}):
            if old.get(nip) != new.get(nip) or nip in lifted:
                for code in self._seats(nip):
                    self._at_seat.setdefault(code, []).append(nip)

    def _seats(self, nip: str) -> list[str]:
        """Return the seats that somebody takes or leaves, the new one first, the present post last."""
        codes = (self._new.get(nip, ""), self._old.get(nip, ""), self._homes.get(nip, ""))
        return [code for code in codes if code]

    def of(self, nip: str) -> str:
        """Return the sentence: the decision nearest along the chain, and over how many steps."""
        steps = {nip: 0}
        waiting = deque([nip])
        while waiting:
            one = waiting.popleft()
            decision = self._own.get((one, self._old.get(one, "")))
            if decision is not None and one != nip:
                return self._because(one, steps[one])
            for code in self._seats(one):
                for other in self._at_seat.get(code, ()):
                    if other not in steps:
                        steps[other] = steps[one] + 1
                        waiting.append(other)
        decided = sorted(
            (self._numbers.get(pair, ""), pair)
            for pair, one in self._own.items()
            if one.kind is not DecisionKind.APPROVE
        )
        rows = ", ".join(number or code for number, (_, code) in decided[:5])
        more = " dan lainnya" if len(decided) > 5 else ""
        return f"akibat keputusan baris {rows}{more}, tanpa rantai kursi yang langsung"

    def _because(self, nip: str, steps: int) -> str:
        pair = nip, self._old.get(nip, "")
        decision = self._own[pair]
        row = f"baris {self._numbers[pair]}" if pair in self._numbers else f"formasi {pair[1]}"
        chain = f" (lewat {steps - 1} perubahan lain)" if steps > 1 else ""
        return f"karena {row} {_DONE[decision.kind]}{chain}"
