"""What the papers say around the rows: headings, columns, signatures; shared by Word and Excel."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from penempatan.decree.moves import DOTS
from penempatan.knowledge.dates import long_date

if TYPE_CHECKING:
    from datetime import date

    from penempatan.decree.moves import Move
    from penempatan.settings.model import DecreeSettings


@dataclass(frozen=True, slots=True)
class PaperColumn:
    """One column of a table on paper; the widths of a table add up to the width of the page's text."""

    heading: str
    width_cm: float


ANNEX_COLUMNS = (
    PaperColumn("NO.", 1.1),
    PaperColumn("NAMA\nNIP\nTEMPAT, TANGGAL LAHIR", 5.7),
    PaperColumn("PANGKAT\nGOL. RUANG\nTMT", 3.2),
    PaperColumn("PENDIDIKAN", 3.7),
    PaperColumn("JABATAN LAMA\nUNIT KERJA", 5.5),
    PaperColumn("JABATAN BARU\nUNIT KERJA", 5.7),
    PaperColumn("ESELON/JENJANG\nKELAS JABATAN", 2.9),
    PaperColumn("KETERANGAN", 2.7),
)
MINUTES_COLUMNS = (
    PaperColumn("NO.", 1.1),
    PaperColumn("NAMA\nNIP\nTANGGAL LAHIR", 6.0),
    PaperColumn("PANGKAT\nGOL. RUANG", 3.6),
    PaperColumn("JABATAN LAMA", 6.7),
    PaperColumn("JABATAN BARU", 6.9),
    PaperColumn("ESELON/JENJANG\nKELAS JABATAN", 3.2),
    PaperColumn("KET.", 3.0),
)


def annex_cells(number: int, move: Move) -> tuple[str, ...]:
    """Return the cells of one row of the annex."""
    return (
        f"{number}.",
        move.identity,
        f"{move.rank}\nTMT {DOTS}",
        move.education,
        move.old_post,
        move.new_post,
        move.tier,
        move.remark,
    )


def minutes_cells(number: int, move: Move) -> tuple[str, ...]:
    """Return the cells of one row of the minutes."""
    identity = f"{move.name}\nNIP {move.nip}\n{move.born.split(', ', 1)[1]}"
    return f"{number}.", identity, move.rank, move.old_post, move.new_post, move.tier, move.remark


def filled(settings: DecreeSettings, number: str | None, dated: date | None) -> DecreeSettings:
    """Return the settings with the number and date given on the command line, where they are."""
    return replace(settings, number=number or settings.number, dated=dated or settings.dated)


def or_dots(text: str) -> str:
    """Return the text, or a dotted line to fill in by hand."""
    return text or DOTS


def day_or_dots(day: date | None) -> str:
    """Return the day as a letter writes it, or a dotted line."""
    return long_date(day) if day is not None else DOTS


def annex_heading(settings: DecreeSettings) -> tuple[tuple[str, str], ...]:
    """Return the heading block of the annex as label and text; an empty text stands alone."""
    return (
        ("LAMPIRAN", ""),
        (f"KEPUTUSAN {settings.official.upper()}", ""),
        ("NOMOR", or_dots(settings.number)),
        ("TANGGAL", day_or_dots(settings.dated)),
        ("TENTANG", or_dots(settings.about).upper()),
    )


def signature(settings: DecreeSettings) -> tuple[str, ...]:
    """Return the lines of the signature of the decree; empty ones leave room for the hand."""
    return (
        f"Ditetapkan di {or_dots(settings.place)}",
        f"pada tanggal {day_or_dots(settings.dated)}",
        f"{settings.official.upper()},",
        "",
        "",
        "",
        or_dots(settings.official_name).upper(),
    )


def minutes_opening(settings: DecreeSettings, moves: int) -> str:
    """Return the opening sentence of the minutes."""
    return (
        f"Pada hari ini, tanggal {day_or_dots(settings.minutes_dated)}, bertempat di "
        f"{or_dots(settings.place)}, {settings.team} {settings.agency} telah bersidang dan membahas usulan "
        f"penempatan pegawai. Tim menyetujui {moves} pegawai berikut untuk diusulkan kepada "
        f"{settings.official} selaku Pejabat Pembina Kepegawaian:"
    )


MINUTES_CLOSING = (
    "Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya."
)


def team_members(settings: DecreeSettings) -> tuple[tuple[str, str], ...]:
    """Return (role, name) of those who sign the minutes, dotted where the settings name nobody."""
    return (
        ("Ketua", or_dots(settings.chair)),
        ("Sekretaris", or_dots(settings.secretary)),
        *((f"Anggota {number}", DOTS) for number in range(1, settings.members + 1)),
    )
