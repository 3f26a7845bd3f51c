"""What is said about a file that can be read, but not without a word. Codes are stable."""

from __future__ import annotations

from penempatan.domain.issue import Severity
from penempatan.intake.findings import Complaint

FORMULAS = Complaint(
    "formulas_cached",
    Severity.NOTE,
    "{count} sel berisi rumus (mulai {cell}); yang dibaca adalah nilai yang terakhir disimpan.",
    "Buka dan simpan ulang di Excel bila sumber rumusnya sudah berubah.",
)
STALE_FORMULAS = Complaint(
    "formulas_stale",
    Severity.WARNING,
    "{count} sel berisi rumus yang nilainya berubah sendiri atau diambil dari berkas lain (mulai {cell}); "
    "nilai yang tersimpan mungkin sudah usang.",
    "Salin sel itu lalu tempel sebagai nilai (Tempel Spesial, Nilai), atau pastikan nilainya benar.",
)
FROM_1904 = Complaint(
    "date_system_1904",
    Severity.NOTE,
    "Buku kerja ini memakai sistem tanggal 1904 (Excel untuk Mac lama); tanggalnya dibaca menurut itu.",
    "Periksa apakah tanggalnya benar.",
)
