"""The figures of a comparison in Indonesian, for the screen and the workbook alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from penempatan.comparison.compared import ChangeKind
from penempatan.explain.wording import count, points
from penempatan.knowledge.dates import long_date
from penempatan.report.labels import TERMINATIONS

if TYPE_CHECKING:
    from penempatan.comparison.compared import Comparison

SHEETS = ("Ringkasan", "Per Pegawai", "Per Unit", "Per Syarat", "Aturan dan Masukan")


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure of A and of B, and the change where there is one to tell."""

    label: str
    before: str
    after: str
    change: str = ""


def figure_rows(compared: Comparison) -> tuple[FigureRow, ...]:
    """Return the figures of both results, then how many people changed in which way."""
    before, after = compared.before, compared.after
    counted = (
        ("Pegawai", before.employees, after.employees),
        ("Lowongan", before.openings, after.openings),
        ("Pegawai yang mendapat tempat", before.placed, after.placed),
        ("Tetap pada jabatannya", before.stays, after.stays),
        ("Penempatan perlu verifikasi", before.unverified, after.unverified),
    )
    return (
        FigureRow("Nomor usulan", before.run_id, after.run_id),
        FigureRow("Tanggal penilaian", long_date(before.judged_on), long_date(after.judged_on)),
        FigureRow("Pembuktian", TERMINATIONS[before.termination], TERMINATIONS[after.termination]),
        *(
            FigureRow(label, count(one), count(other), _signed(other - one, count(abs(other - one))))
            for label, one, other in counted
            if one or other or label != "Tetap pada jabatannya"
        ),
        _scored("Total skor", before.total_score, after.total_score),
        _scored("Skor rata-rata", before.mean_score, after.mean_score),
        FigureRow("Pegawai dengan formasi dan skor sama", "", count(compared.unchanged)),
        *(FigureRow(kind.value, "", count(compared.count(kind))) for kind in ChangeKind),
    )


def _scored(label: str, one: int | None, other: int | None) -> FigureRow:
    before, after = ("–" if value is None else points(value) for value in (one, other))
    change = (other or 0) - (one or 0)
    return FigureRow(label, before, after, _signed(change, points(abs(change))))


def _signed(change: int, size: str) -> str:
    return "tetap" if not change else f"{'+' if change > 0 else '−'}{size}"
