"""Complaints about vacancies, the post catalogue and the smaller tables."""

from __future__ import annotations

from penempatan.intake.findings import error, note, warning

# Vacancies.
VACANCY_AGENCY = note(
    "vacancy_agency",
    "{count} formasi milik instansi “{value}”, bukan instansi terbanyak di daftar ini.",
    "Hapus barisnya bila bukan formasi ronde ini.",
)
CODE_FROM_LINK = note(
    "code_from_link",
    "Kode Formasi diambil dari tautan rincian formasi pada kolom “{heading}”.",
    "Tambahkan kolom Kode Formasi bila kodenya lain.",
)
VACANCY_ACTING = note(
    "vacancy_acting",
    "Jabatan “{value}” ditulis sebagai Plt/Plh: dibaca sebagai jabatan yang lowong.",
    "Hapus barisnya bila pejabat definitifnya sudah ada.",
)
VACANCY_REPEATED = warning(
    "vacancy_repeated",
    "Baris ini mengulang formasi “{value}” di {other} dengan isi yang sama; dihitung satu kali.",
    "Hapus salah satu baris; beri kode lain bila memang dua formasi.",
)
VACANCY_NOT_FREE = warning(
    "vacancy_not_free",
    "“{value}” biasanya bukan lowongan bebas: {why}.",
    "Hapus baris ini atau isi Jumlah 0 bila jabatan itu tidak diisi lewat ronde ini.",
)
CODE_MISSING = error("code_missing", "Kode Formasi kosong.", "Isi kode yang unik untuk formasi ini.")
CODE_DUPLICATE = error(
    "code_duplicate",
    "Kode Formasi “{value}” sudah ada di {other}.",
    "Beri kode berbeda pada setiap baris formasi.",
)
OPENINGS_ZERO = note(
    "openings_zero", "Jumlah 0: formasi ini tidak membuka lowongan.", "Tidak perlu tindakan."
)
THOUSANDS_READ = warning(
    "thousands_read",
    "{column} “{value}” dibaca sebagai {number}: titik atau koma di sini hanya mungkin pemisah ribuan.",
    "Tulis {number} tanpa pemisah bila benar; betulkan bila itu hasil hitungan ABK.",
)
OPENINGS_ROUNDED = note(
    "need_rounded",
    "Kebutuhan {value} dibulatkan menjadi {rounded}.",
    "Isi bilangan bulat bila pembulatannya lain.",
)
OPENINGS_FROM_NEED = note(
    "openings_from_need",
    "Jumlah lowongan dihitung dari Kebutuhan dikurangi Bezetting (paling sedikit 0).",
    "Isi kolom Jumlah bila jumlah lowongannya lain.",
)
OPENINGS_NEED_ONLY = note(
    "openings_from_need",
    "Jumlah lowongan diambil dari kolom Kebutuhan karena kolom Jumlah dan Bezetting tidak ada.",
    "Isi kolom Jumlah bila jumlah lowongannya lain.",
)
OPENINGS_DIFFER = warning(
    "openings_differ",
    "Jumlah {openings} berbeda dengan Kebutuhan − Bezetting = {computed}; dipakai yang terkecil (R08).",
    "Samakan Jumlah, Kebutuhan, dan Bezetting.",
)
QUALIFICATION_UNREADABLE = warning(
    "qualification_unreadable",
    "Kualifikasi “{value}” tidak terbaca; perlu verifikasi.",
    "Tulis jenjang dan program studi, misalnya “S-1 AKUNTANSI / S-1 MANAJEMEN”.",
)
QUALIFICATION_UNLISTED = note(
    "qualification_unlisted",
    "“{value}” pada Kualifikasi tidak ada di tabel program studi; hanya cocok dengan nama yang sama "
    "({count} formasi).",
    "Periksa penulisannya; lihat `penempatan pendidikan`.",
)
QUALIFICATION_DEMAND = warning(
    "qualification_demand",
    "Kualifikasi juga meminta “{value}” ({count} formasi); yang dibaca dari kolom ini hanya pendidikannya.",
    "Pindahkan ke kolom Sertifikat bila berupa STR, SIM, atau sertifikat; syarat lain periksa sendiri.",
)
RANK_ORDER = warning(
    "rank_order",
    "Golongan Minimal lebih tinggi daripada Golongan Maksimal (atau beda skala); keduanya diabaikan.",
    "Betulkan kedua golongan.",
)
CATALOGUE_DUPLICATE = error(
    "catalogue_duplicate",
    "Jabatan “{value}” sudah ada di {other}.",
    "Sisakan satu baris untuk setiap jabatan.",
)
CATALOGUE_USED = note(
    "catalogue_used",
    "{count} formasi mengambil syarat yang kosong dari katalog Jabatan.",
    "Isi syarat di baris formasi bila harus berbeda.",
)
FORMATION_KIND = note(
    "formation_kind",
    "{count} formasi berjenis “{value}”: ditampilkan saja, tidak pernah memengaruhi skor (R40).",
    "Putuskan sendiri pengisiannya; tolak usulan yang tidak sesuai di buku kerja persetujuan.",
)

# Other tables.
DINAS_DUPLICATE = error(
    "dinas_duplicate", "Dinas “{value}” sudah ada di {other}.", "Sisakan satu baris setiap dinas."
)
UNIT_DUPLICATE = error(
    "unit_duplicate", "Unit “{value}” sudah ada di {other}.", "Sisakan satu baris setiap unit."
)
UNIT_OF_DINAS_ONLY = error(
    "unit_of_dinas_only",
    "Baris ini tentang unit “{value}”, padahal rumpun, kecamatan dan bobot berlaku untuk seluruh dinas.",
    "Tulis pada baris dinasnya, dengan Unit Kerja kosong.",
)
DINAS_UNDERSTAFFED = warning(
    "dinas_understaffed",
    "Bezetting {incumbents} kurang dari separuh Kebutuhan {need}: layanan dapat terganggu bila "
    "pegawainya keluar (R10).",
    "Isi Keluar Maksimal untuk dinas ini, atau pastikan kekurangannya memang demikian.",
)
WISHES_UNORDERED = error(
    "wishes_unordered",
    "Pegawai ini ada di lebih dari satu baris tanpa Urutan yang berbeda.",
    "Isi kolom Urutan (1, 2, 3), atau tulis Minat 1 sampai Minat 3 pada satu baris.",
)
PREFERENCES_TWICE = warning(
    "preferences_twice",
    "Minat pegawai ini sudah diisi di {other}; dipakai tabel Minat.",
    "Sisakan satu saja.",
)
LOCK_NIP_UNKNOWN = error(
    "lock_nip_unknown",
    "NIP pada kunci ini tidak ada di daftar pegawai.",
    "Betulkan NIP atau hapus baris kuncinya.",
)
LOCK_CODE_UNKNOWN = error(
    "lock_code_unknown",
    "Kode Formasi “{value}” tidak ada di daftar formasi.",
    "Betulkan kodenya atau hapus baris ini.",
)
LOCK_REASON_MISSING = error(
    "lock_reason_missing", "Alasan kosong; setiap kunci wajib beralasan (R35).", "Isi alasannya."
)
LOCK_TWICE = error(
    "lock_conflict",
    "Kunci ini bertentangan dengan {other}: {why}.",
    "Sisakan satu kunci saja untuk pegawai ini.",
)
SCORE_TWICE = error(
    "score_duplicate",
    "Pasangan NIP dan Kode Formasi ini sudah ada di {other}.",
    "Sisakan satu skor setiap pasangan.",
)
SCORE_UNKNOWN = warning(
    "score_unmatched",
    "{count} baris skor tidak dipakai karena {what} tidak ada di ronde ini.",
    "Periksa apakah berkas skornya benar.",
)
