"""Findings about rows left out and corrections read back."""

from __future__ import annotations

from penempatan.domain.issue import Severity
from penempatan.intake.findings import Complaint, error, note, warning

QUARANTINE_COUNT = Complaint(
    "quarantine_count",
    Severity.QUARANTINED,
    "{count} baris dikarantina dan tidak ikut disusun: {parts}.",
    "Betulkan baris-baris itu, lalu susun lagi tanpa karantina agar semua pegawai dan formasi ikut.",
)
QUARANTINE_LOCK = Complaint(
    "quarantine_lock",
    Severity.QUARANTINED,
    "Kunci ini tidak dipakai karena {what}-nya dikarantina.",
    "Betulkan baris yang dikarantina, lalu susun lagi.",
)
QUARANTINE_WAIVER = Complaint(
    "quarantine_waiver",
    Severity.QUARANTINED,
    "Pengecualian ini tidak dipakai karena {what}-nya dikarantina.",
    "Betulkan baris yang dikarantina, lalu susun lagi.",
)
QUARANTINE_RELATION = Complaint(
    "quarantine_relation",
    Severity.QUARANTINED,
    "Hubungan keluarga ini tidak dijaga karena pegawainya dikarantina.",
    "Betulkan baris yang dikarantina, lalu susun lagi.",
)
QUARANTINE_PIN = error(
    "quarantine_pin",
    "Kunci ini menetapkan pegawai pada formasi yang dikarantina.",
    "Betulkan formasi itu, atau hapus kuncinya.",
)
QUARANTINE_ALL = error(
    "quarantine_all",
    "Semua baris {role} dikarantina; tidak ada yang dapat disusun.",
    "Betulkan temuan pada tabel itu lebih dahulu.",
)
CORRECTION_APPLIED = note(
    "correction_applied",
    "{column} dibaca dari isian perbaikan {file}; berkas asalnya tidak diubah.",
    "Perbaiki juga di sumber datanya.",
)
CORRECTION_STALE = warning(
    "correction_stale",
    "Perbaikan untuk {place} tidak dipakai: isi sel sudah berubah.",
    "Jalankan `penempatan periksa` lagi dan isi perbaikannya pada berkas koreksi yang baru.",
)
CORRECTION_STRANGER = warning(
    "correction_stranger",
    "Perbaikan untuk {place} tidak dipakai: berkas, lembar, atau selnya tidak ada pada ronde ini.",
    "Hapus baris ini bila perbaikannya milik ronde lain.",
)
CORRECTION_CONFLICT = error(
    "correction_conflict",
    "Ada dua isian perbaikan yang berbeda untuk {place}.",
    "Sisakan satu isian untuk sel itu.",
)
CORRECTIONS_INVALID = error(
    "corrections_invalid",
    "Berkas koreksi tidak memuat kolom {names}.",
    "Pakai berkas yang dibuat `penempatan periksa --keluaran koreksi.xlsx`.",
)
