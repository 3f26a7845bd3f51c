"""Complaints about waivers."""

from __future__ import annotations

from penempatan.intake.findings import error, warning

WAIVER_NIP_UNKNOWN = error(
    "waiver_nip_unknown",
    "NIP pada pengecualian ini tidak ada di daftar pegawai.",
    "Betulkan NIP atau hapus baris pengecualiannya.",
)
WAIVER_CODE_UNKNOWN = error(
    "waiver_code_unknown",
    "Kode Formasi “{value}” pada pengecualian ini tidak ada di daftar formasi.",
    "Betulkan kodenya atau hapus baris pengecualiannya.",
)
WAIVER_REFUSED = error(
    "waiver_refused",
    "Syarat {rule} tidak dapat dikecualikan: {why}.",
    "Hapus baris pengecualian ini.",
)
WAIVER_WITHOUT = error(
    "waiver_incomplete",
    "{column} kosong; pengecualian tanpa dasar yang lengkap tidak berlaku.",
    "Isi {column} menurut dokumen pengecualiannya, atau hapus barisnya.",
)
WAIVER_TWICE = error(
    "waiver_duplicate",
    "Pengecualian yang sama (NIP, Kode Formasi, Syarat) masih berlaku di {other}.",
    "Sisakan satu baris yang masih berlaku.",
)
WAIVER_EXPIRED = warning(
    "waiver_expired",
    "Pengecualian syarat {rule} berlaku sampai {end}, sebelum tanggal penilaian {day}; tidak dihitung lagi.",
    "Perbarui pengecualiannya bila masih diperlukan, atau hapus barisnya.",
)
