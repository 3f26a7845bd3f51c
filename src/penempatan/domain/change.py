"""What a review changed from one plan to the next, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class ChangeKind(Enum):
    """What happened to a person's row; the value is the word in the sheet Perubahan."""

    APPROVED = "Disetujui"
    REJECTED = "Ditolak"
    DEFERRED = "Ditunda"
    REPLACED = "Diganti"
    CHOSEN = "Menjadi pengganti"
    MOVED = "Pindah formasi"
    COME = "Baru ditempatkan"
    GONE = "Tidak lagi ditempatkan"


@dataclass(frozen=True, slots=True)
class Change:
    """One person whose row is another than before; an empty code is no row."""

    employee_id: str
    before: str  # kode formasi in the plan that was decided on
    after: str
    kind: ChangeKind
    cause: str  # Indonesian, such as "karena baris 17 ditolak"
    number: str = ""  # of the row in the workbook that was decided on; empty: it had none
