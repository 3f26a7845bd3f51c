"""Waivers: the refusal of one rule set aside for one pair, on somebody's written authority, until a day."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from penempatan.domain.issue import Location
from penempatan.domain.rule_code import RuleCode

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

# What no document can set aside, and why: by the code that people know it by.
NEVER_WAIVED: dict[str, str] = {
    "R08": "jumlah lowongan berlaku bagi seluruh susunan, bukan bagi satu pasangan",
    "R09": "satu pegawai hanya dapat menduduki satu jabatan",
    "R10": "batas keluar dinas berlaku bagi seluruh susunan; ubah batasnya pada aturan.toml",
    "R34": "skor jabatan sekarang dibandingkan per pegawai; isi Persetujuan atau ubah kenaikan_minimal",
    "R35": "kunci dan larangan pimpinan dicabut pada berkas kunci, bukan dikecualikan",
    "R40": "penilaian tidak pernah memakai agama, jenis kelamin, atau data pribadi sejenis",
    "R42": "NIP ganda harus dibetulkan pada datanya",
}
WAIVABLE: tuple[RuleCode, ...] = tuple(
    code for code in RuleCode if code.name.startswith("R") and code.name not in NEVER_WAIVED
)


@dataclass(frozen=True, slots=True)
class Waiver:
    """One line of `pengecualian.*`."""

    employee_id: str
    vacancy_code: str
    rule: RuleCode
    authority: str  # who set the rule aside
    document: str  # number of the document that says so
    valid_until: date  # the last day on which it holds
    reason: str
    location: Location = Location()

    def holds_on(self, day: date) -> bool:
        """Whether the waiver still counts on a day."""
        return day <= self.valid_until


class WaiverEffect(Enum):
    """What became of a waiver; the value is the Indonesian label."""

    USED = "Dipakai"  # the plan places the pair, which the rule would have refused
    IDLE = "Tidak dipakai"  # the pair may be placed thanks to it, but the plan does not place it
    NOT_NEEDED = "Tidak diperlukan"  # the rule does not refuse the pair
    NOT_ENOUGH = "Tidak cukup"  # something else refuses the pair, too
    RULE_OFF = "Syarat tidak berlaku"  # the round does not ask for the rule
    EXPIRED = "Kedaluwarsa"


@dataclass(frozen=True, slots=True)
class WaiverWorth:
    """What one waiver bought: the plan against the best plan without it."""

    waiver: Waiver
    effect: WaiverEffect
    fit_gained: int | None = None  # hundredths of total score; None where there is nothing to compare
    seats_gained: int | None = None
    proven: bool = True  # the plan without the waiver is proven best, too


def holding(waivers: Iterable[Waiver], day: date) -> tuple[Waiver, ...]:
    """Return the waivers that count on a day, in their order."""
    return tuple(one for one in waivers if one.holds_on(day))
