"""Complaints about relatives (R36)."""

from __future__ import annotations

from penempatan.intake.findings import error, note, warning

RELATIVE_UNKNOWN = warning(
    "relative_unknown",
    "NIP pada hubungan ini tidak ada di daftar pegawai; hubungannya tidak dijaga (R36).",
    "Betulkan NIP, atau biarkan bila kerabatnya memang tidak ikut ronde.",
)
RELATIVE_SELF = error(
    "relative_self",
    "NIP Kerabat sama dengan NIP pada baris ini.",
    "Isi NIP kerabatnya, atau hapus baris ini.",
)
RELATIVE_TWICE = note(
    "relative_duplicate",
    "Hubungan yang sama sudah tertulis di {other}; dihitung sekali.",
    "Sisakan satu baris.",
)
