"""What may be wrong with an approval workbook that comes back; every one stops the review (exit 3)."""

from __future__ import annotations

from penempatan.intake.findings import error

_FRESH = "Isi keputusan pada usulan.xlsx yang terbaru dari folder hasil ini, lalu ulangi."
_RESTORE = "Kembalikan isi selnya seperti pada usulan; hanya kolom keputusan yang boleh diisi."

NO_SHEET = error(
    "review_sheet_missing",
    "tidak ada lembar berjudul kolom ID Baris, NIP, Kode Formasi, dan Keputusan",
    "Kirim buku kerja usulan yang utuh; lembar Usulan boleh diganti namanya, tetapi tidak boleh dihapus.",
)
TWO_SHEETS = error(
    "review_sheets_ambiguous",
    "ada lebih dari satu lembar keputusan: {names}",
    "Sisakan satu lembar keputusan saja dalam buku kerja itu.",
)
WRONG_KIND = error(
    "review_file_kind",
    "bukan buku kerja .xlsx",
    "Simpan usulan itu sebagai .xlsx (Excel Workbook), lalu ulangi.",
)
NO_SEAL = error(
    "review_seal_missing",
    "lembar segel tersembunyi tidak ada, jadi tidak dapat dipastikan apakah isinya masih seperti diusulkan",
    _FRESH,
)
BROKEN_SEAL = error("review_seal_broken", "segel tidak utuh: {why}", _FRESH)
FOREIGN = error(
    "review_foreign",
    "berkas ini milik usulan {found}, sedangkan folder hasil ini berisi usulan {expected}",
    _FRESH,
)
READ_BEFORE = error(
    "review_read_before",
    "berkas ini milik usulan {found} yang keputusannya sudah dibaca ke keputusan.csv",
    _FRESH,
)
HEADING_MISSING = error(
    "review_heading_missing", "kolom “{heading}” tidak ada", "Kembalikan kolom itu beserta isinya."
)
HEADING_TWICE = error(
    "review_heading_twice", "kolom “{heading}” ada lebih dari satu", "Hapus kolom salinannya."
)
ALTERED = error("review_cell_altered", "“{heading}” berubah dari usulan (baris No {number})", _RESTORE)
LOST_VALUE = error("review_cell_lost", "nilai sel “{heading}” hilang ({what})", _RESTORE)
LOST_ENTRY = error(
    "review_entry_lost",
    "nilai sel “{heading}” hilang ({what})",
    "Ketik isinya, bukan rumus; kosongkan bila belum diputuskan.",
)
CALCULATED = error(
    "review_cell_calculated",
    "“{heading}” berisi rumus, sehingga isinya berubah bila baris diurutkan",
    "Ketik isinya, atau salin lalu Tempel Spesial sebagai Nilai.",
)
MERGED = error(
    "review_cells_merged",
    "sel {cells} digabung, sehingga isinya hanya tersimpan pada baris pertamanya",
    "Pisahkan selnya, lalu isi setiap baris.",
)
STRUCK = error(
    "review_row_struck",
    "baris No {number} dicoret, tetapi Keputusan-nya {word}",
    "Coretan bukan keputusan: pilih Tolak, Tunda, atau Ganti dengan alasannya, atau hapus coretannya.",
)
UNKNOWN_ROW = error(
    "review_row_added",
    "ID Baris ini tidak ada pada usulan: barisnya ditambahkan atau ID-nya diubah",
    "Hapus baris tambahan itu, atau kembalikan ID Baris-nya.",
)
NO_ID = error(
    "review_row_without_id",
    "baris ini berisi, tetapi ID Baris-nya kosong",
    "Kembalikan ID Baris-nya, atau hapus baris tambahan itu.",
)
DUPLICATE = error(
    "review_row_twice", "baris No {number} sudah ada di {other}", "Hapus salah satu dari kedua baris itu."
)
REMOVED = error(
    "review_row_removed",
    "baris No {number} (ID Baris {id}) tidak ada lagi",
    "Kembalikan baris itu; untuk menyembunyikannya pakai saringan, jangan dihapus.",
)
WORD = error(
    "review_decision_unknown",
    "keputusan “{word}” tidak dikenal",
    "Pilih Setuju, Tolak, Tunda, atau Ganti; kosongkan bila belum diputuskan.",
)
NO_REASON = error(
    "review_reason_missing",
    "keputusan {word} tanpa Alasan Keputusan",
    "Isi Alasan Keputusan; alasan wajib untuk Tolak, Tunda, dan Ganti.",
)
NO_DECISION = error(
    "review_decision_missing",
    "“{heading}” terisi, tetapi Keputusan kosong",
    "Pilih keputusannya, atau pindahkan tulisan itu ke Catatan.",
)
UNDONE = error(
    "review_decision_erased",
    "keputusan {word} yang sudah tercatat dikosongkan",
    "Tulis kembali keputusannya; untuk mengubahnya pilih keputusan yang baru.",
)
UNSETTLED = error(
    "review_unsettled",
    "baris yang diperselisihkan ini belum diputuskan",
    "Isi Keputusan pada lembar Perlu Diputuskan.",
)
ALTERNATE_MISSING = error(
    "review_alternate_missing", "keputusan Ganti tanpa NIP Pengganti", "Isi NIP pegawai penggantinya."
)
ALTERNATE_UNUSED = error(
    "review_alternate_unused",
    "NIP Pengganti terisi, tetapi keputusannya {word}",
    "Pilih Ganti, atau kosongkan NIP Pengganti.",
)
ALTERNATE_NUMBER = error(
    "review_alternate_number",
    "NIP Pengganti tersimpan sebagai angka, sehingga tiga angka terakhirnya mungkin sudah berubah",
    "Jadikan sel itu Teks, lalu ketik ulang NIP-nya.",
)
ALTERNATE_UNKNOWN = error(
    "review_alternate_unknown",
    "NIP Pengganti tidak ada pada daftar pegawai ronde ini",
    "Periksa NIP-nya; pengganti harus pegawai pada ronde ini.",
)
ALTERNATE_SAME = error(
    "review_alternate_same",
    "penggantinya sudah diusulkan pada formasi itu",
    "Pilih pegawai lain, atau Setuju untuk baris ini.",
)
ALTERNATE_FORBIDDEN = error(
    "review_alternate_forbidden",
    "penggantinya tidak memenuhi syarat formasi itu: {rules}",
    "Pilih pegawai lain yang memenuhi syarat.",
)
TWO_SEATS = error(
    "review_two_seats",
    "pegawai yang sama ditetapkan pada lebih dari satu formasi: {codes}{others}",
    "Sisakan satu penetapan untuk pegawai itu.",
)
WAITING = error(
    "review_waiting",
    "pegawai ini ditunda pada formasi {code}, jadi tidak dapat ditetapkan di formasi lain",
    "Batalkan Tunda-nya, atau pilih pegawai lain.",
)
CROWDED = error(
    "review_crowded",
    "formasi {code} hanya punya {openings} lowongan, tetapi {pins} pegawai ditetapkan di sana",
    "Kurangi penetapan pada formasi itu.",
)
LOCKED = error(
    "review_locked",
    "baris ini dikunci pimpinan pada berkas kunci ({reason}), jadi tidak dapat diputuskan {word}",
    "Cabut kuncinya pada berkas kunci lalu susun ulang, atau pilih Setuju.",
)
CONFLICT = error(
    "review_conflict",
    "baris No {number} diputuskan berbeda: {voices}",
    "Putuskan bersama pada lembar Perlu Diputuskan ({file}), lalu sertakan berkas itu sebagai --berkas.",
)
NOTHING_NEW = error(
    "review_nothing_new",
    "belum ada keputusan baru",
    "Isi kolom Keputusan paling sedikit pada satu baris, simpan, lalu ulangi.",
)
STALE = error(
    "review_stale", "{fault}", "Susun ulang ronde ini (penempatan susun), lalu mintakan keputusan lagi."
)
BROKEN_TRAIL = error(
    "review_trail_broken", "{fault}", "Pulihkan jejak.jsonl yang utuh; jangan disunting tangan."
)
