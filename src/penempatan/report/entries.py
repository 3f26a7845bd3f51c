"""What already stands in the officials' columns of a new workbook: decisions of the rounds before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from penempatan.domain.decision import DecisionKind

if TYPE_CHECKING:
    from penempatan.domain.problem import PlacementProblem


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


def entries_of(problem: PlacementProblem) -> dict[tuple[str, str], Entry]:
    """Return the entries that a plan made around decisions begins with, by (NIP, kode formasi).

    A pair that was approved stays approved, and so is an alternate in the seat that was given to them.
    """
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
