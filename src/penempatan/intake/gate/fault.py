"""Why a file is not read: one reason, one way out, and the place where that is known."""

from __future__ import annotations

SAVE_AGAIN = "Buka di Excel lalu simpan ulang sebagai .xlsx."
SAVE_AS = "Buka di Excel, pilih Simpan Sebagai, format Buku Kerja Excel (.xlsx)."
UNLOCK = "Buka di Excel, hapus kata sandinya, lalu simpan ulang."
LOCKED = "berkas terkunci kata sandi"
DAMAGED = "isi berkas rusak atau bukan buku kerja yang dikenal"


class FileFault(Exception):  # noqa: N818 - a verdict on the file, turned into a finding by the caller
    """Why a file is refused: an Indonesian reason, what to do, and the sheet and cell where there is one."""

    def __init__(self, reason: str, remedy: str = SAVE_AGAIN, *, sheet: str = "", cell: str = "") -> None:
        super().__init__(reason, remedy)
        self.reason = reason
        self.remedy = remedy
        self.sheet = sheet
        self.cell = cell
