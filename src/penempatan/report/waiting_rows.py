"""The rows that wait since an earlier review: sealed like those of Usulan, so that a Tunda can be lifted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from penempatan.domain.reviewed import standing
from penempatan.knowledge.dates import long_date
from penempatan.report.carried_words import own_cells
from penempatan.report.labels import Heading
from penempatan.report.proposal_table import COLUMNS, NAME, NUMBER, POST, SEALED, stacked
from penempatan.report.row_id import row_id

if TYPE_CHECKING:
    from penempatan.domain.decision import Decision
    from penempatan.report.run import RunReport

_MARK = "T"  # before the number of a row that waits; Usulan counts without


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """One row that was decided Tunda, as the sheet Ditunda shows it."""

    row_id: str
    number: str  # T1, T2, …
    employee_id: str
    name: str
    vacancy_code: str
    post: str
    why: str  # reason, who and when
    remark: str  # Catatan that somebody wrote since

    @property
    def sealed(self) -> tuple[str, ...]:
        """Return the row as the seal copies it: in the columns of Usulan, most of them blank."""
        facts = {
            NUMBER: self.number,
            Heading.NIP: self.employee_id,
            NAME: self.name,
            Heading.VACANCY: self.vacancy_code,
            POST: self.post,
            Heading.ROW_ID: self.row_id,
        }
        return tuple(facts.get(COLUMNS[index].heading, "") for index in SEALED)


def is_waiting(number: str) -> bool:
    """Whether the number of a row is that of a row that waits."""
    return number.startswith(_MARK)


def waiting_rows(run: RunReport) -> tuple[WaitingRow, ...]:
    """Return the rows that wait, by kode formasi, then NIP."""
    decisions = run.problem.review.decisions if run.problem.review else ()
    people = {one.id: one for one in run.problem.employees}
    posts = {one.code: one for one in run.problem.vacancies}
    words = own_cells(run.remarks)
    known = sorted(standing(decisions).waiting.items(), key=lambda item: (item[0][1], item[0][0]))
    return tuple(
        WaitingRow(
            row_id(nip, code),
            f"{_MARK}{number}",
            nip,
            people[nip].name,
            code,
            stacked(posts[code].position, posts[code].unit),
            _why(decision),
            words.get((nip, code, Heading.REMARK), decision.remark),
        )
        for number, ((nip, code), decision) in enumerate(known, 1)
    )


def _why(one: Decision) -> str:
    day = long_date(one.decided_on) if one.decided_on else ""
    return stacked(one.reason, ", ".join(part for part in (one.decided_by, day) if part))
