"""Indonesian words that the outputs share. Everything a reader of a report sees by name is here."""

from __future__ import annotations

from enum import Enum

from penempatan.domain.plan import Termination
from penempatan.knowledge import dates
from penempatan.settings.model import ComponentKey, Goal


class Sheet(Enum):
    """The sheets of the approval workbook, in order."""

    SUMMARY = "Ringkasan"
    PROPOSALS = "Usulan"
    CHAINS = "Rantai Perpindahan"  # mode penataan
    STAYS = "Tetap"  # mode penataan
    BY_DINAS = "Per Dinas"
    UNPLACED = "Belum Ditempatkan"
    UNFILLED = "Formasi Kosong"
    SCORE_PARTS = "Rincian Skor"
    ISSUES = "Temuan Data"
    METHOD = "Metodologi"


REARRANGEMENT_SHEETS = frozenset({Sheet.CHAINS, Sheet.STAYS})  # only in a workbook of mode penataan


class HiddenSheet(Enum):
    """Sheets that serve the workbook itself; no menu of Excel shows them."""

    SEAL = "_segel"
    CHOICES = "_pilihan"


PROGRAM = "penempatan"  # the author of a workbook and of the comments that it repeats
DISPUTE_SHEET = "Perlu Diputuskan"
OPINION = "Pendapat"  # what one approver said on a row in dispute
CHANGE_SHEET = "Perubahan"
WAITING_SHEET = "Ditunda"
WAITING_REASON = "Ditunda Karena"
HISTORY_SHEET = "Riwayat Keputusan"


class Heading:
    """Headings of `Usulan` that other commands look for."""

    NIP = "NIP"
    VACANCY = "Kode Formasi"
    SCORE = "Skor"
    DECISION = "Keputusan"
    ALTERNATE = "NIP Pengganti"
    REASON = "Alasan Keputusan"
    REMARK = "Catatan"
    DECIDED_BY = "Pemutus"
    ROW_ID = "ID Baris"
    CHANGE = "Perubahan Total"
    WARNING = "Peringatan"


# What the officials write, in the order of the sheet; every other cell is locked.
ENTRY_HEADINGS = (
    Heading.DECISION,
    Heading.ALTERNATE,
    Heading.REASON,
    Heading.REMARK,
    Heading.DECIDED_BY,
)


COMPONENTS: dict[ComponentKey, str] = {
    ComponentKey.EDUCATION: "Pendidikan",
    ComponentKey.COMPETENCY: "Kompetensi",
    ComponentKey.PERFORMANCE: "Kinerja",
    ComponentKey.EXPERIENCE: "Pengalaman",
    ComponentKey.PREFERENCE: "Minat",
    ComponentKey.COMMUTE: "Jarak",
    ComponentKey.EXTERNAL: "Skor Luar",
}

GOALS: dict[Goal, str] = {
    Goal.PRIORITY: "lowongan terisi menurut prioritas formasi",
    Goal.MUST_PLACE: "pegawai yang wajib ditempatkan memperoleh tempat",
    Goal.FIT: "total skor kesesuaian setinggi-tingginya",
    Goal.FEWEST_MOVES: "perpindahan antardinas sesedikit mungkin",
    Goal.LOT: "undian tetap dari NIP, kode formasi, dan benih",
    Goal.FAIRNESS: "bagian lowongan terisi tiap dinas semerata mungkin, yang paling rendah didahulukan",
    Goal.WORST_OFF: "penempatan berskor rendah sesedikit mungkin (ambang_terlemah)",
    Goal.WISHES: "minat pegawai terpenuhi sebanyak-banyaknya",
    Goal.STABILITY: "baris usulan sebelumnya yang belum diputuskan tetap sebanyak-banyaknya",
}

TERMINATIONS: dict[Termination, str] = {
    Termination.OPTIMAL: "Terbukti optimal",
    Termination.FEASIBLE: "Layak, belum terbukti optimal",
    Termination.INFEASIBLE: "Tidak ada susunan yang memenuhi",
}

UNPROVEN = "BELUM TERBUKTI OPTIMAL"  # how every output marks a plan that the time limit left unproved

SOURCE_ROLES = {
    "pegawai": "Pegawai",
    "formasi": "Formasi",
    "jabatan": "Katalog jabatan",
    "kompetensi": "Kompetensi",
    "dinas": "Dinas",
    "minat": "Minat",
    "kunci": "Kunci dan larangan",
    "pengecualian": "Pengecualian syarat",
    "hubungan": "Hubungan keluarga",
    "unor": "Pohon unit (Unor)",
    "skor": "Skor luar",
    "aturan": "Aturan",
    "pemetaan": "Pemetaan judul",
    "koreksi": "Koreksi",
}

long_date = dates.long_date

UNKNOWN_DINAS = "(dinas tidak disebut)"
