"""Complaints about the unit tree (`unor.*`) and about rows that refer to it."""

from __future__ import annotations

from penempatan.intake.findings import error, note, warning

UNIT_TWICE = error(
    "unit_duplicate",
    "ID unit “{value}” sudah dipakai unit lain di {other}.",
    "Sisakan satu baris untuk setiap ID, atau betulkan ID-nya.",
)
UNIT_ORPHANS = error(
    "unit_parent_unknown",
    "ID Atasan “{value}” tidak ada di tabel Unor ({count} unit di bawahnya).",
    "Tambahkan baris unit atasan itu, atau kosongkan ID Atasan bila unit ini yang teratas.",
)
UNIT_CYCLE = error(
    "unit_cycle",
    "Unit menjadi atasan dirinya sendiri: {names}.",
    "Betulkan ID Atasan salah satu unit itu; unit teratas tidak beratasan.",
)
UNIT_UNKNOWN = warning(
    "unit_unknown",
    "ID unit “{value}” tidak ada di tabel Unor ({count} baris); dipakai nama unit dan dinas yang tertulis.",
    "Betulkan ID-nya, atau ekspor ulang tabel Unor dari SIASN.",
)
UNIT_AMBIGUOUS = warning(
    "unit_ambiguous",
    "Unit “{value}” ada lebih dari satu di tabel Unor dan tidak jelas dinas yang mana ({count} baris).",
    "Isi kolom UNOR ID, atau Dinas, pada baris itu.",
)
UNIT_DINAS_DIFFERS = warning(
    "unit_dinas_differs",
    "Dinas tertulis “{value}”, tetapi menurut tabel Unor unitnya di bawah {dinas} ({count} baris); dipakai "
    "tabel Unor.",
    "Betulkan kolom Dinas, atau UNOR ID pada baris itu.",
)
UNIT_IDS_UNUSED = note(
    "unit_ids_unused",
    "Kolom {column} tidak dipakai: tidak ada tabel Unor, jadi unit dikenali menurut namanya.",
    "Simpan pohon unit dari SIASN sebagai unor.csv atau unor.xlsx bila nama unit tidak cukup jelas.",
)
UNITS_USED = note(
    "units_used",
    "Dinas dan unit diambil dari tabel Unor: {count} baris menurut UNOR ID, {by_name} menurut nama unit.",
    "Tidak perlu tindakan.",
)
