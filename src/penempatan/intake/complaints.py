"""Complaints about files, sheets and headings: a stable code, how bad it is, the Indonesian sentences.

`{…}` are filled where the finding is made. Values that may identify a person go to `Issue.value`, never
into the sentences.
"""

from __future__ import annotations

from penempatan.intake.findings import error, note, warning

FILE_UNREADABLE = error("file_unreadable", "Berkas tidak dapat dibaca: {reason}.", "{remedy}")
FILE_FORMAT = note("file_format", "{what}", "Periksa apakah isinya benar.")
SHEET_HIDDEN = note(
    "sheet_hidden",
    "Lembar tersembunyi tidak dibaca: {names}.",
    "Tampilkan lembar itu di Excel bila isinya harus ikut dibaca.",
)
SHEETS_ALL_HIDDEN = error(
    "sheets_all_hidden",
    "Semua lembar berkas ini tersembunyi, jadi tabel {role} tidak dibaca: {names}.",
    "Tampilkan lembarnya di Excel (klik kanan tab lembar, Tampilkan), lalu simpan.",
)
ROWS_HIDDEN = note(
    "rows_hidden",
    "{count} baris tersembunyi (misalnya karena filter) ikut dibaca.",
    "Hapus baris itu bila tidak boleh ikut.",
)
SHEET_UNUSED = note(
    "sheet_unused", "Lembar tidak dibaca: {names}.", "Beri nama {roles} bila isinya harus ikut dibaca."
)
SHEET_MISSING = error(
    "sheet_missing",
    "Tidak ada lembar bernama “{role}”; yang ada: {names}.",
    "Beri nama “{role}” pada lembar itu.",
)
SHEETS_JOINED = note(
    "sheets_joined",
    "Beberapa lembar dibaca sebagai satu tabel {role}: {names}.",
    "Hapus atau sembunyikan lembar yang tidak boleh ikut.",
)
NO_HEADING = error(
    "heading_missing",
    "Baris judul kolom tabel {role} tidak ditemukan pada 20 baris pertama.",
    "Tulis judul kolom {required} pada satu baris di atas datanya.",
)
COLUMN_MISSING = error(
    "required_column_missing",
    "Kolom wajib {column} tidak ada. Judul yang ditemukan: {found}.",
    "Tambahkan kolom {column} atau betulkan judulnya{hint}",
)
COLUMNS_STACKED = note(
    "columns_stacked",
    "Kolom “{heading}” memuat beberapa isian dalam satu sel; dibaca sebagai {names}.",
    "Periksa hasilnya; pisahkan kolomnya bila keliru.",
)
COLUMNS_SERIES = note(
    "columns_series",
    "{column} dibaca dari beberapa kolom ({about}): {names}.",
    "Periksa apakah semua kolom itu memang dimaksud.",
)
SHEET_DINAS = note(
    "sheet_dinas",
    "Nama lembar dipakai sebagai Dinas bagi baris yang tidak menyebutkannya: {dinas}.",
    "Tambahkan kolom Dinas bila tidak begitu.",
)
MAPPING_INVALID = error("mapping_invalid", "{what}.", "{remedy}")
MAPPING_USED = note("mapping_used", "Judul kolom dibaca menurut {file}: {told}.", "Tidak perlu tindakan.")
MAPPING_UNUSED = warning(
    "mapping_unused",
    "Judul “{heading}” pada pemetaan tabel {role} tidak ditemukan.",
    "Betulkan judulnya atau hapus baris pemetaan itu.",
)
HEADING_DUPLICATE = error(
    "heading_duplicate",
    "Judul kolom “{heading}” ada dua kali (juga di {other}).",
    "Hapus salah satu kolom atau ubah judulnya.",
)
COLUMNS_DROPPED = note(
    "columns_sensitive_dropped",
    "Kolom pribadi tidak dibaca dan tidak disimpan: {names}.",
    "Tidak perlu tindakan; sebaiknya kolom ini dihapus dari berkas.",
)
COLUMNS_UNKNOWN = note(
    "columns_unknown",
    "Kolom tidak dikenal dan tidak dibaca: {names}.",
    "Betulkan judulnya bila kolom itu seharusnya dibaca.",
)
NO_ROWS = error(
    "table_empty", "Tabel {role} tidak berisi satu baris pun.", "Isi tabel di bawah judul kolomnya."
)
MERGED_FILLED = note(
    "merged_filled",
    "Sel gabungan pada kolom {column}: nilainya dipakai bagi {count} baris lain di dalamnya.",
    "Pisahkan sel gabungan itu bila nilainya hanya untuk baris pertama.",
)
COLUMNS_BLANK = note(
    "columns_blank",
    "Kolom ini ada tetapi tidak berisi apa pun, jadi dianggap tidak ada: {names}.",
    "Isi kolomnya bila harus ikut dinilai.",
)
ROW_SKIPPED = note(
    "row_skipped",
    "Baris ini bukan data {role} (misalnya jumlah, catatan, atau tanda tangan) dan dilewati.",
    "Tidak perlu tindakan; lengkapi {key} bila baris ini seharusnya dibaca.",
)
ROW_GROUP = note(
    "row_group",
    "Baris kelompok: {dinas} dipakai sebagai Dinas bagi baris di bawahnya.",
    "Tambahkan kolom Dinas bila pengelompokannya tidak begitu.",
)
ROW_TOO_LONG = error(
    "row_too_long",
    "Baris ini berisi lebih banyak kolom daripada judulnya; isi kolomnya mungkin bergeser.",
    "Apit dengan tanda kutip sel yang memuat tanda pemisah kolom, atau simpan sebagai .xlsx.",
)
CELL_BROKEN = error(
    "cell_error",
    "Sel kolom {column} berisi {what}.",
    "Perbaiki rumusnya atau ketik nilainya, simpan, lalu ulangi.",
)
CELL_BROKEN_OPTIONAL = warning(
    "cell_error",
    "Sel kolom {column} berisi {what}; dianggap kosong.",
    "Perbaiki rumusnya atau ketik nilainya, simpan, lalu ulangi.",
)
CELL_EMPTY = error("value_missing", "Kolom wajib {column} kosong.", "Isi {column} pada baris ini.")
VALUE_UNKNOWN = warning(
    "value_unknown",
    "{column} “{value}” tidak dapat dibaca; dianggap tidak ada.",
    "{hint}",
)
VALUE_INVALID = error("value_invalid", "{column} “{value}” tidak dapat dibaca.", "{hint}")
