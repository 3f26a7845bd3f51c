"""What each rule alone keeps empty, in words, as cells and for `rekam.json`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from penempatan.domain.rule_lift import LiftGap
from penempatan.explain.closing_rules import named
from penempatan.explain.wording import count

if TYPE_CHECKING:
    from penempatan.domain.rule_lift import RuleLift, RuleLifts
    from penempatan.report.sheet_writer import Cell

TITLE = "Bila satu aturan saja dikesampingkan"
INFORMATION = (
    "Ini keterangan tentang di mana lowongan tertahan, bukan usulan melanggar ketentuan: syarat hanya dapat "
    "dikesampingkan menurut peraturan yang mendasarinya, oleh pejabat yang berwenang (lihat berkas "
    "pengecualian)."
)
_GAPS = {
    LiftGap.TOO_LARGE: (
        "pegawai × formasi melebihi pengesampingan_pasangan_maksimal pada [penyelesaian] aturan.toml"
    ),
    LiftGap.SIDE_LIMITS: "ada batas yang belum dapat ikut dihitung dengan tepat di sini",
    LiftGap.TIME: "batas_waktu_detik pada aturan.toml tidak cukup untuk membuktikannya",
}


def lifts_sentence(lifts: RuleLifts) -> str:
    """Say what the figures are measured against, or why there are none."""
    if lifts.gap is not None:
        return f"Tidak dihitung: {_GAPS[lifts.gap]}."
    text = (
        f"Dengan semua aturan, paling banyak {count(lifts.most)} dari {count(lifts.openings)} lowongan dapat "
        "terisi bersama-sama."
    )
    if lifts.rules:
        text += (
            " Tabel ini menyebut berapa lowongan lagi yang dapat terisi bila satu aturan saja tidak berlaku, "
            "sedangkan aturan lain, kunci, batas, dan jumlah lowongan tetap. Pasangan yang tertutup oleh dua "
            "aturan tidak terbuka, dan angka beberapa aturan tidak dapat dijumlahkan."
        )
    return text


def lift_cells(lift: RuleLift) -> tuple[Cell, ...]:
    """Return rule, regulation, additional openings, pairs that open, and a remark."""
    return named(lift.code), lift.source, lift.openings, lift.pairs, _remark(lift)


def _remark(lift: RuleLift) -> str:
    if lift.gap is not None:
        return f"Tidak dihitung: {_GAPS[lift.gap]}."
    if not lift.pairs:
        return "Setiap pasangan yang ditutupnya juga tertutup oleh hal lain."
    if not lift.openings:
        return "Pasangan yang terbuka tidak menambah lowongan terisi."
    return ""


def best_lift(lifts: RuleLifts) -> str:
    """Name the rule that would fill most openings; empty where none would fill any."""
    best = next((one for one in lifts.rules if one.openings), None)
    if best is None:
        return ""
    return (
        f"Keterangan: bila {named(best.code)} saja tidak berlaku, {count(best.openings or 0)} lowongan lagi "
        "dapat terisi; semua aturan pada lembar Formasi Kosong."
    )


def rule_lift_entries(lifts: RuleLifts | None) -> dict[str, Any]:
    """Return the part of `rekam.json` about them; `null` where a figure is missing, and why."""
    if lifts is None:
        return {}
    return {
        "pengesampingan_satu_aturan": {
            "alasan_tidak_dihitung": lifts.gap.value if lifts.gap else None,
            "lowongan": lifts.openings,
            "lowongan_dapat_terisi": None if lifts.gap else lifts.most,
            "aturan": [
                {
                    "kode": one.code.name,
                    "nama": one.code.value,
                    "dasar_hukum": one.source,
                    "lowongan_terisi_tambahan": one.openings,
                    "pasangan_terbuka": one.pairs,
                    "alasan_tidak_dihitung": one.gap.value if one.gap else None,
                }
                for one in lifts.rules
            ],
        }
    }
