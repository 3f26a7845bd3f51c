"""Waivers as the report says them: what was set aside, on whose paper, and what it bought."""

from __future__ import annotations

from typing import TYPE_CHECKING

from penempatan.domain.waiver import WaiverEffect
from penempatan.explain.closing_rules import named
from penempatan.explain.wording import count, points, sentence
from penempatan.knowledge.dates import long_date

if TYPE_CHECKING:
    from penempatan.domain.waiver import WaiverWorth

_MEANINGS = {
    WaiverEffect.IDLE: "tidak dipakai: usulan tidak menempatkan pasangan ini, jadi tanpa pengecualian ini "
    "usulannya sama",
    WaiverEffect.NOT_NEEDED: "tidak diperlukan: syarat ini tidak menolak pasangan itu",
    WaiverEffect.NOT_ENOUGH: "tidak cukup: pasangan ini masih ditolak oleh hal lain",
    WaiverEffect.RULE_OFF: "tidak berpengaruh: syarat ini tidak diberlakukan pada ronde ini",
    WaiverEffect.EXPIRED: "kedaluwarsa pada tanggal penilaian; tidak dihitung",
}


def waiver_sentence(worth: WaiverWorth) -> str:
    """Say the whole of one waiver in a paragraph."""
    waiver = worth.waiver
    return (
        f"NIP {waiver.employee_id} pada formasi {waiver.vacancy_code}, syarat {named(waiver.rule)}: "
        f"dikecualikan oleh {waiver.authority}, dokumen {waiver.document}, berlaku sampai "
        f"{long_date(waiver.valid_until)}, karena {waiver.reason}. {sentence(bought(worth))}"
    )


def bought(worth: WaiverWorth) -> str:
    """Say what the waiver bought, without a full stop."""
    if worth.effect is not WaiverEffect.USED:
        return _MEANINGS[worth.effect]
    if worth.fit_gained is None or worth.seats_gained is None:
        return "dipakai: tanpa pengecualian ini tidak ada susunan yang memenuhi batas ronde"
    seats = _seats(worth.seats_gained)
    text = f"dipakai: tanpa pengecualian ini total skor {_change(-worth.fit_gained)} dan {seats}"
    return text if worth.proven else f"{text} (perbandingannya belum terbukti optimal)"


def _seats(gained: int) -> str:
    if not gained:
        return "lowongan terisi tetap"
    return f"lowongan terisi {'berkurang' if gained > 0 else 'bertambah'} {count(abs(gained))}"


def _change(hundredths: int) -> str:
    if not hundredths:
        return "tetap"
    return f"{'naik' if hundredths > 0 else 'turun'} {points(abs(hundredths))}"
