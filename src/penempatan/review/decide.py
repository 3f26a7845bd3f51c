"""From the officials' cells of one row to a decision, or to every complaint about them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from penempatan.domain.decision import Decision, DecisionKind
from penempatan.report.labels import Heading
from penempatan.review import complaints

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from penempatan.domain.issue import Location
    from penempatan.intake.findings import Findings
    from penempatan.review.workbook_copy import CopyRow, Entry

_WORDS = {one.value.casefold(): one for one in DecisionKind}
_NEEDS_REASON = frozenset({DecisionKind.REJECT, DecisionKind.DEFER, DecisionKind.REPLACE})
_LEADING_NUMBER = re.compile(r"(\d[\d .]*\d)")
_NIP_DIGITS = 18
_MOST_EXACT = 1e15  # beyond, a spreadsheet's number has lost digits


@dataclass(frozen=True, slots=True)
class Voice:
    """What one copy says on one row; `decision` is None where it is left open."""

    row: CopyRow
    decision: Decision | None
    remark: str  # a Catatan or Pemutus on a row without a decision


class Deciding:
    """Turns rows of one file into decisions."""

    def __init__(
        self,
        *,
        file: str,
        run_id: str,
        today: date | None,
        recorded: Mapping[tuple[str, str], Decision],
        people: Mapping[str, str],
        findings: Findings,
    ) -> None:
        self._file, self._run_id, self._today = file, run_id, today
        self._recorded = recorded  # the pair → the decision that stands in the register
        self._people = people  # the digits of a NIP → the NIP as the round has it
        self._findings = findings

    def voice(self, row: CopyRow) -> Voice:
        """Return what the row says; a decision that the register has already says nothing new."""
        word = _text(row, Heading.DECISION)
        reason, remark = _text(row, Heading.REASON), _text(row, Heading.REMARK)
        by, alternate = _text(row, Heading.DECIDED_BY), _text(row, Heading.ALTERNATE)
        recorded = self._recorded.get((row.employee_id, row.vacancy_code))
        place = _place(row, Heading.DECISION)
        if not word:
            waits = recorded is None or recorded.kind is DecisionKind.DEFER  # left open, or left to wait
            if recorded is not None and not waits:
                self._findings.add(complaints.UNDONE, place, word=recorded.kind.value)
            for heading, text in ((Heading.REASON, reason), (Heading.ALTERNATE, alternate)):
                if text and waits:
                    self._findings.add(complaints.NO_DECISION, _place(row, heading), heading=heading)
            return Voice(row, None, remark)
        kind = _WORDS.get(word.casefold())
        if kind is None:
            self._findings.add(complaints.WORD, place, word=word)
            return Voice(row, None, remark)
        chosen = self._alternate(row, kind)
        if kind in _NEEDS_REASON and not reason:
            self._findings.add(complaints.NO_REASON, _place(row, Heading.REASON), word=kind.value)
        decision = Decision(
            row.employee_id,
            row.vacancy_code,
            kind,
            chosen,
            reason,
            remark,
            by,
            self._today,
            self._run_id,
            self._file,
            place,
        )
        if recorded is not None and _same(decision, recorded):
            return Voice(row, None, "")
        return Voice(row, decision, "")

    def _alternate(self, row: CopyRow, kind: DecisionKind) -> str:
        entry = row.entries.get(Heading.ALTERNATE)
        text = entry.text if entry else ""
        place = _place(row, Heading.ALTERNATE)
        if kind is not DecisionKind.REPLACE:
            if text:
                self._findings.add(complaints.ALTERNATE_UNUSED, place, word=kind.value)
            return ""
        if entry is None or not text:
            self._findings.add(complaints.ALTERNATE_MISSING, place)
            return ""
        if _is_lossy(entry):
            self._findings.add(complaints.ALTERNATE_NUMBER, place)
            return ""
        known = self._people.get(_key(text))
        if known is None:
            self._findings.add(complaints.ALTERNATE_UNKNOWN, place)
            return ""
        if known == row.employee_id:
            self._findings.add(complaints.ALTERNATE_SAME, place)
        return known


def person_keys(numbers: tuple[str, ...]) -> dict[str, str]:
    """Return how an alternate may be written → the NIP: with blanks, an apostrophe, a name behind it."""
    return {_key(number): number for number in numbers}


def _key(text: str) -> str:
    text = text.strip().lstrip("'’")
    match = _LEADING_NUMBER.match(text)
    digits = "".join(filter(str.isdigit, match[1])) if match else ""
    return digits[:_NIP_DIGITS] if len(digits) >= _NIP_DIGITS else text.casefold()


def _is_lossy(entry: Entry) -> bool:
    value = entry.value
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= _MOST_EXACT


def _same(one: Decision, recorded: Decision) -> bool:
    """Whether a row says what the register has: other words than those are a new line there."""
    words = zip(
        (one.reason, one.remark, one.decided_by),
        (recorded.reason, recorded.remark, recorded.decided_by),
        strict=True,
    )
    return (one.kind, one.alternate_id) == (recorded.kind, recorded.alternate_id) and not any(
        said and said.split() != known.split() for said, known in words
    )


def _text(row: CopyRow, heading: str) -> str:
    return row.entries[heading].text if heading in row.entries else ""


def _place(row: CopyRow, heading: str) -> Location:
    return row.entries[heading].place if heading in row.entries else row.place
