"""What the officials decided on a proposed placement, and what the next plan owes to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from penempatan.domain.issue import Location

if TYPE_CHECKING:
    from datetime import date


class DecisionKind(Enum):
    """What an approver may choose for a proposed placement; the value is the word in the workbook."""

    APPROVE = "Setuju"  # the next plan holds the pair
    REJECT = "Tolak"  # the next plan never has the pair
    DEFER = "Tunda"  # person and seat are out of this round
    REPLACE = "Ganti"  # the alternate takes the seat instead


@dataclass(frozen=True, slots=True)
class Decision:
    """One decided row of an approval workbook, one line of the register `keputusan.csv`."""

    employee_id: str  # NIP of the proposed person
    vacancy_code: str
    kind: DecisionKind
    alternate_id: str = ""  # NIP of the person chosen instead; REPLACE only
    reason: str = ""  # Alasan Keputusan
    remark: str = ""  # Catatan
    decided_by: str = ""  # Pemutus
    decided_on: date | None = None
    run_id: str = ""  # of the result that was decided on
    source: str = ""  # file name of the workbook that said so
    location: Location = Location()


@dataclass(frozen=True, slots=True)
class Review:
    """All decisions of the round so far, and the rows nobody decided on yet.

    `previous` holds the undecided rows (NIP, kode formasi) of the plan that was decided on, sorted: the next
    plan changes as few of them as it can.
    """

    decisions: tuple[Decision, ...] = ()
    previous: tuple[tuple[str, str], ...] = ()
