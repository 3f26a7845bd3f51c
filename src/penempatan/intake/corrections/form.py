"""The columns of the correction workbook: what is written for people to fill in and read back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from penempatan.domain.issue import Location
    from penempatan.intake.columns import Field, Role


CORRECTIONS_ROLE = "koreksi"


class CorrectionHeading(Enum):
    """Headings of a correction sheet, in order."""

    FILE = "Berkas"
    SHEET = "Lembar"
    CELL = "Sel"
    KEY = "NIP / Kode Formasi"
    NAME = "Nama / Jabatan"
    COLUMN = "Kolom"
    PRESENT = "Isi Sekarang"
    FAULT = "Temuan"
    PROPOSAL = "Usulan Perbaikan"
    ENTRY = "Isian Perbaikan"


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """One finding as a line to fill in. `unit` is the sheet it goes to; `field` None: no cell can mend it.

    `key` and `name` tell whose row it is as the cells read; `proposal` is empty where no fix is certain.
    """

    role: Role | None
    unit: str
    location: Location
    key: str
    name: str
    field: Field | None
    column: str
    present: str
    fault: str
    proposal: str
