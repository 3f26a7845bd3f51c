"""What already stands in the officials' columns of a new workbook: decisions of the rounds before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from penempatan.domain.decision import DecisionKind
from penempatan.report.carried_words import own_cells
from penempatan.report.labels import Heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from penempatan.domain.problem import PlacementProblem
    from penempatan.domain.remark import Remark


@dataclass(frozen=True, slots=True)
class Entry:
    """The officials' cells of one row, in the order of ENTRY_HEADINGS; empty where nobody has written."""

    decision: str = ""
    alternate: str = ""
    reason: str = ""
    remark: str = ""
    decided_by: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """The five cells."""
        return (self.decision, self.alternate, self.reason, self.remark, self.decided_by)


def entries_of(problem: PlacementProblem, remarks: Sequence[Remark] = ()) -> dict[tuple[str, str], Entry]:
    """Return the entries that a plan made around decisions begins with, by (NIP, kode formasi).

    A pair that was approved stays approved, and so is an alternate in the seat that was given to them. What
    was written on a row without deciding it stays there, until a later review brings other words.
    """
    entries: dict[tuple[str, str], Entry] = {}
    for (nip, code, heading), text in own_cells(remarks).items():
        field = "remark" if heading == Heading.REMARK else "decided_by"
        entries[nip, code] = replace(entries.get((nip, code), Entry()), **{field: text})
    entries |= _decided(problem)
    return entries


def _decided(problem: PlacementProblem) -> dict[tuple[str, str], Entry]:
    entries = {}
    for one in problem.review.decisions if problem.review else ():
        person = {
            DecisionKind.APPROVE: one.employee_id,
            DecisionKind.REPLACE: one.alternate_id,
        }.get(one.kind)
        if person:
            entries[person, one.vacancy_code] = Entry(
                DecisionKind.APPROVE.value, "", one.reason, one.remark, one.decided_by
            )
    return entries
