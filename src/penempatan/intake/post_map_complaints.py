"""Complaints about the post map of a penataan round, and about who holds its posts."""

from __future__ import annotations

from penempatan.intake.findings import error, note, warning

NEED_COLUMN_MISSING = error(
    "need_column_missing",
    "Mode penataan memerlukan kolom Kebutuhan pada formasi (peta jabatan), dan kolom itu tidak ada.",
    'Tambahkan kolom Kebutuhan dan Bezetting, atau pakai mode = "isi" pada aturan.toml.',
)
HELD_COLUMN_MISSING = note(
    "held_column_missing",
    "Kolom Bezetting tidak ada: banyaknya pemangku hanya dihitung dari daftar pegawai.",
    "Isi Bezetting bila sebagian pemangku tidak ada pada daftar pegawai; kursinya lalu tidak ditawarkan.",
)
OPENINGS_COLUMN_UNUSED = note(
    "openings_column_unused",
    "Kolom Jumlah tidak dipakai dalam mode penataan: jumlah kursi adalah Kebutuhan.",
    "Tidak perlu tindakan.",
)
POST_TWICE = error(
    "post_twice",
    "Jabatan “{position}” di {office} sudah ada di {other}: pemangkunya tidak dapat ditentukan.",
    "Gabungkan kedua baris (jumlahkan Kebutuhan dan Bezetting), atau bedakan Unit Kerjanya.",
)
INCUMBENT_UNMATCHED = warning(
    "incumbent_unmatched",
    "{count} pegawai berjabatan “{position}” di {office} tidak ditemukan pada peta jabatan; mereka ikut "
    "ronde seperti pegawai yang jabatannya di luar peta.",
    "Samakan Jabatan, Dinas, dan Unit Kerja dengan baris peta jabatan{hint}, atau tambahkan barisnya.",
)
INCUMBENTS_WITHOUT_POST = warning(
    "incumbents_without_post",
    "{count} pegawai tanpa Jabatan: tidak dihitung sebagai pemangku jabatan.",
    "Isi Jabatan mereka.",
)
INCUMBENTS_ACTING = note(
    "incumbents_acting",
    "{count} pegawai hanya tercatat sebagai Plt/Plh: tidak menduduki kursi (R09).",
    "Isi jabatan definitif mereka pada kolom Jabatan.",
)
INCUMBENTS_INACTIVE = note(
    "incumbents_inactive",
    "{count} pegawai tidak aktif lagi: tidak dihitung sebagai pemangku jabatan.",
    "Betulkan Kedudukan Hukum bila mereka masih memangku jabatan.",
)
HELD_ABOVE_FOUND = warning(
    "held_above_found",
    "Bezetting {held}, tetapi pemangku yang ditemukan pada daftar pegawai {found}: {unknown} kursi dianggap "
    "diduduki orang di luar daftar dan tidak ditawarkan (R08).",
    "Lengkapi daftar pegawai, samakan Jabatan dan Unit Kerja pemangkunya, atau betulkan Bezetting.",
)
HELD_BELOW_FOUND = warning(
    "held_below_found",
    "Bezetting {held}, tetapi pemangku yang ditemukan pada daftar pegawai {found}; dipakai {found}.",
    "Betulkan Bezetting, atau Jabatan dan Unit Kerja pegawai yang tidak di sana.",
)
POST_SURPLUS = note(
    "post_surplus",
    "Pemangku {found} melebihi kursinya (Kebutuhan {need}): kelebihan {surplus}. Jabatan ini tidak menerima "
    "pegawai lain; pemangkunya boleh tetap atau pindah.",
    "Tidak perlu tindakan.",
)
