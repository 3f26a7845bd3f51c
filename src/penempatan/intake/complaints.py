"""Every complaint intake can make: a stable English code, how bad it is, and the Indonesian sentences.

`{…}` are filled where the finding is made. Values that may identify a person go to `Issue.value`, never
into the sentences.
"""

from __future__ import annotations

from penempatan.domain.issue import Severity
from penempatan.intake.findings import Complaint


def _error(code: str, problem: str, remedy: str) -> Complaint:
    return Complaint(code, Severity.ERROR, problem, remedy)


def _warning(code: str, problem: str, remedy: str) -> Complaint:
    return Complaint(code, Severity.WARNING, problem, remedy)


def _note(code: str, problem: str, remedy: str) -> Complaint:
    return Complaint(code, Severity.NOTE, problem, remedy)


# Files and sheets.
FILE_UNREADABLE = _error("file_unreadable", "Berkas tidak dapat dibaca: {reason}.", "{remedy}")
FILE_FORMAT = _note("file_format", "{what}", "Periksa apakah isinya benar.")
SHEET_HIDDEN = _note(
    "sheet_hidden",
    "Lembar tersembunyi tidak dibaca: {names}.",
    "Tampilkan lembar itu di Excel bila isinya harus ikut dibaca.",
)
ROWS_HIDDEN = _note(
    "rows_hidden",
    "{count} baris tersembunyi (misalnya karena filter) ikut dibaca.",
    "Hapus baris itu bila tidak boleh ikut.",
)
SHEET_UNUSED = _note(
    "sheet_unused", "Lembar tidak dibaca: {names}.", "Beri nama {roles} bila isinya harus ikut dibaca."
)
SHEET_MISSING = _error(
    "sheet_missing",
    "Tidak ada lembar bernama “{role}”; yang ada: {names}.",
    "Beri nama “{role}” pada lembar itu.",
)
SHEETS_JOINED = _note(
    "sheets_joined",
    "Beberapa lembar dibaca sebagai satu tabel {role}: {names}.",
    "Hapus atau sembunyikan lembar yang tidak boleh ikut.",
)
NO_HEADING = _error(
    "heading_missing",
    "Baris judul kolom tabel {role} tidak ditemukan pada 20 baris pertama.",
    "Tulis judul kolom {required} pada satu baris di atas datanya.",
)
COLUMN_MISSING = _error(
    "required_column_missing",
    "Kolom wajib {column} tidak ada. Judul yang ditemukan: {found}.",
    "Tambahkan kolom {column} atau betulkan judulnya{hint}",
)
COLUMNS_STACKED = _note(
    "columns_stacked",
    "Kolom “{heading}” memuat beberapa isian dalam satu sel; dibaca sebagai {names}.",
    "Periksa hasilnya; pisahkan kolomnya bila keliru.",
)
COLUMNS_SERIES = _note(
    "columns_series",
    "{column} dibaca dari beberapa kolom ({about}): {names}.",
    "Periksa apakah semua kolom itu memang dimaksud.",
)
SHEET_DINAS = _note(
    "sheet_dinas",
    "Nama lembar dipakai sebagai Dinas bagi baris yang tidak menyebutkannya: {dinas}.",
    "Tambahkan kolom Dinas bila tidak begitu.",
)
MAPPING_INVALID = _error("mapping_invalid", "{what}.", "{remedy}")
MAPPING_USED = _note("mapping_used", "Judul kolom dibaca menurut {file}: {told}.", "Tidak perlu tindakan.")
MAPPING_UNUSED = _warning(
    "mapping_unused",
    "Judul “{heading}” pada pemetaan tabel {role} tidak ditemukan.",
    "Betulkan judulnya atau hapus baris pemetaan itu.",
)
HEADING_DUPLICATE = _error(
    "heading_duplicate",
    "Judul kolom “{heading}” ada dua kali (juga di {other}).",
    "Hapus salah satu kolom atau ubah judulnya.",
)
COLUMNS_DROPPED = _note(
    "columns_sensitive_dropped",
    "Kolom pribadi tidak dibaca dan tidak disimpan: {names}.",
    "Tidak perlu tindakan; sebaiknya kolom ini dihapus dari berkas.",
)
COLUMNS_UNKNOWN = _note(
    "columns_unknown",
    "Kolom tidak dikenal dan tidak dibaca: {names}.",
    "Betulkan judulnya bila kolom itu seharusnya dibaca.",
)
NO_ROWS = _error(
    "table_empty", "Tabel {role} tidak berisi satu baris pun.", "Isi tabel di bawah judul kolomnya."
)
COLUMNS_BLANK = _note(
    "columns_blank",
    "Kolom ini ada tetapi tidak berisi apa pun, jadi dianggap tidak ada: {names}.",
    "Isi kolomnya bila harus ikut dinilai.",
)
ROW_SKIPPED = _note(
    "row_skipped",
    "Baris ini bukan data {role} (misalnya jumlah, catatan, atau tanda tangan) dan dilewati.",
    "Tidak perlu tindakan; lengkapi {key} bila baris ini seharusnya dibaca.",
)
ROW_GROUP = _note(
    "row_group",
    "Baris kelompok: {dinas} dipakai sebagai Dinas bagi baris di bawahnya.",
    "Tambahkan kolom Dinas bila pengelompokannya tidak begitu.",
)
ROW_TOO_LONG = _error(
    "row_too_long",
    "Baris ini berisi lebih banyak kolom daripada judulnya; isi kolomnya mungkin bergeser.",
    "Apit dengan tanda kutip sel yang memuat tanda pemisah kolom, atau simpan sebagai .xlsx.",
)
CELL_BROKEN = _error(
    "cell_error",
    "Sel kolom {column} berisi {what}.",
    "Perbaiki rumusnya atau ketik nilainya, simpan, lalu ulangi.",
)
CELL_BROKEN_OPTIONAL = _warning(
    "cell_error",
    "Sel kolom {column} berisi {what}; dianggap kosong.",
    "Perbaiki rumusnya atau ketik nilainya, simpan, lalu ulangi.",
)
CELL_EMPTY = _error("value_missing", "Kolom wajib {column} kosong.", "Isi {column} pada baris ini.")
VALUE_UNKNOWN = _warning(
    "value_unknown",
    "{column} “{value}” tidak dapat dibaca; dianggap tidak ada.",
    "{hint}",
)
VALUE_INVALID = _error("value_invalid", "{column} “{value}” tidak dapat dibaca.", "{hint}")

# Employee numbers.
NIP_MISSING = _error("nip_missing", "NIP kosong.", "Isi NIP 18 angka sebagai teks.")
NIP_NUMERIC = _error(
    "nip_numeric",
    "NIP tersimpan sebagai angka; Excel hanya menyimpan 15 angka sehingga angka terakhirnya hilang.",
    "Ubah format kolom NIP menjadi Teks, lalu tempel ulang NIP dari sumber aslinya.",
)
NIP_SCIENTIFIC = _error(
    "nip_scientific",
    "NIP tertulis dalam bentuk eksponen (E+); angka terakhirnya sudah hilang, biasanya rusak oleh Excel.",
    "Ambil ulang NIP dari sumber aslinya dan simpan kolomnya sebagai Teks.",
)
NIP_MALFORMED = _error("nip_malformed", "NIP tidak sah: {reason}.", "Betulkan NIP menurut SK atau SIASN.")
NIP_OLD = _error(
    "nip_old",
    "NIP hanya 9 angka: ini NIP lama.",
    "Isi NIP baru (18 angka), misalnya dari kolom NIP Baru di SIASN.",
)
NIP_DUPLICATE = _error(
    "nip_duplicate",
    "NIP ini sudah ada di {other}{newer}.",
    "Hapus salah satu baris; satu pegawai hanya boleh satu baris (R42).",
)
NIP_BIRTH_DATE = _warning(
    "nip_birth_date_differs",
    "Tanggal Lahir berbeda dengan tanggal lahir di dalam NIP; yang dipakai adalah NIP.",
    "Periksa NIP dan Tanggal Lahir; abaikan bila perbedaannya memang sah (misalnya putusan pengadilan).",
)
NIP_SEX = _warning(
    "nip_sex_differs",
    "Jenis Kelamin berbeda dengan angka ke-15 NIP.",
    "Periksa NIP; kolom Jenis Kelamin hanya dipakai untuk pemeriksaan ini dan tidak disimpan.",
)
NIP_START_AGE = _warning(
    "nip_start_age_unusual",
    "Menurut NIP, pengangkatannya pada usia di bawah 18 atau di atas 46 tahun.",
    "Periksa NIP menurut SK; abaikan bila memang demikian (misalnya pengangkatan tenaga honorer).",
)
NIP_STATUS = _warning(
    "nip_status_differs",
    "Status “{value}” tidak cocok dengan bentuk NIP; pegawai diperlakukan sebagai PPPK.",
    "Periksa Status dan NIP pegawai ini.",
)
STATUS_FROM_NIP = _note(
    "status_from_nip",
    "Kolom Status tidak ada: pegawai dengan NI PPPK dibaca sebagai PPPK, selebihnya sebagai PNS; CPNS tidak "
    "dapat dikenali.",
    "Tambahkan kolom Status (PNS/CPNS/PPPK) agar aturan R02 dan R03 dinilai menurut data.",
)
LEGAL_STANDING_ABSENT = _note(
    "legal_standing_absent",
    "Kolom Kedudukan Hukum tidak ada: semua pegawai dianggap aktif (R01, R04).",
    "Tambahkan kolom Kedudukan Hukum, atau pastikan daftar hanya memuat pegawai aktif.",
)
NIP_UNKNOWN = _warning(
    "nip_unknown",
    "NIP pada baris ini tidak ada di daftar pegawai; barisnya tidak dipakai.",
    "Periksa NIP-nya.",
)
SPOUSE_MALFORMED = _warning(
    "spouse_malformed",
    "NIP Pasangan tidak dapat dibaca sebagai NIP 18 angka; dianggap tidak ada.",
    "Isi NIP 18 angka sebagai teks, atau kosongkan.",
)
SPOUSE_UNKNOWN = _note(
    "spouse_unknown",
    "NIP Pasangan tidak ada di daftar pegawai.",
    "Tidak perlu tindakan bila bukan pegawai di sini.",
)

# Employees.
AGENCY_FOREIGN = _error(
    "agency_foreign",
    "Instansi Kerja baris ini “{value}”, bukan {own} seperti sebagian besar baris lain.",
    "Hapus baris ini bila memang pegawai instansi lain, atau betulkan Instansi Kerja-nya.",
)
AGENCIES_MIXED = _error(
    "agencies_mixed",
    "Daftar ini memuat pegawai beberapa instansi ({names}) dan tidak satu pun memuat lebih dari separuhnya.",
    "Pisahkan berkasnya; satu ronde hanya untuk satu instansi.",
)
STANDING_COUNT = _note(
    "standing_counted",
    "{count} pegawai berkedudukan hukum “{value}”: tetap dibaca, syaratnya dinilai aturan R01 dan R04.",
    "Tidak perlu tindakan; hapus barisnya bila tidak seharusnya ada di daftar.",
)
POST_SINCE_SHARED = _warning(
    "post_since_shared",
    "{count} pegawai ber-TMT Jabatan sama, {value}: mungkin tanggal perubahan nama jabatan atau penyetaraan, "
    "bukan tanggal mulai bertugas.",
    "Bila benar, ganti isinya dengan tanggal mulai bertugas (atau pakai kolom TMT Unit sebagai gantinya).",
)
EDUCATION_DIFFERS = _warning(
    "education_differs",
    "Pendidikan Pembanding “{value}” berbeda dengan Pendidikan; yang dipakai Pendidikan, perlu verifikasi.",
    "Periksa ijazah pegawai ini dan samakan kedua kolom.",
)
DINAS_FROM_UNIT = _note(
    "dinas_from_unit",
    "{count} baris tanpa Dinas: perangkat daerahnya diambil dari nama unit kerja ({names}).",
    "Isi kolom Dinas bila tidak begitu.",
)
EDUCATION_MISSING = _warning(
    "education_missing", "Pendidikan kosong; pegawai ini perlu verifikasi.", "Isi pendidikan terakhirnya."
)
EDUCATION_UNREADABLE = _warning(
    "education_unreadable",
    "Pendidikan “{value}” tidak terbaca {part}; perlu verifikasi.",
    "Tulis jenjang dan program studi, misalnya “S-1 KESEHATAN MASYARAKAT”.",
)
EDUCATION_UNLISTED = _note(
    "education_unlisted",
    "Program studi “{value}” tidak ada di tabel; hanya cocok dengan nama yang sama ({count} pegawai).",
    "Periksa penulisannya; lihat `penempatan pendidikan`.",
)
POSITION_ACTING = _warning(
    "position_acting",
    "Jabatan tertulis sebagai Plt/Plh; jabatan definitifnya tidak diketahui.",
    "Isi jabatan definitif pegawai ini.",
)
POSITION_ALSO_ACTING = _note(
    "position_also_acting",
    "Di samping jabatan definitifnya tertulis “{value}”; yang dipakai jabatan definitifnya.",
    "Tidak perlu tindakan; jabatan yang dirangkap dapat dimuat di tabel Formasi.",
)
PERSON_TWICE = _warning(
    "person_twice",
    "Nama dan tanggal lahirnya sama dengan pegawai di {other}, tetapi yang satu PNS dan yang lain PPPK: "
    "mungkin orang yang sama{newer}.",
    "Hapus baris yang sudah tidak berlaku bila memang orang yang sama.",
)
POSITION_TYPE_DIFFERS = _warning(
    "position_type_differs",
    "Jenis Jabatan “{value}” tidak cocok dengan nama jabatannya ({reading}); yang dipakai nama jabatannya.",
    "Periksa Jenis Jabatan dan Jabatan pada baris ini.",
)
DINAS_UNKNOWN = _note(
    "dinas_unknown",
    "“{value}” tidak dikenal sebagai perangkat daerah Kota Semarang ({count} baris); dipakai apa adanya.",
    "Betulkan namanya bila salah tulis.",
)
DISTRICT_UNKNOWN = _note(
    "district_unknown",
    "Kecamatan “{value}” tidak dikenal ({count} baris); jaraknya tidak dapat dihitung.",
    "Betulkan namanya bila salah tulis; biarkan bila di luar kota.",
)
COMPETENCY_UNREADABLE = _warning(
    "competency_unreadable",
    "Bagian “{value}” dari {column} tidak dapat dibaca; dianggap tidak ada.",
    "Tulis nama, titik dua, lalu level {low} sampai 5, dipisahkan titik koma: “Komunikasi:3; Arsip:4”.",
)
COMPETENCY_UNKNOWN = _note(
    "competency_unknown",
    "Kompetensi “{value}” tidak ada di kamus ({count} baris); hanya cocok dengan nama yang sama.",
    "Periksa penulisannya.",
)
COMPETENCY_TWICE = _warning(
    "competency_twice",
    "Kompetensi “{value}” ditulis lebih dari sekali dengan level berbeda; dipakai yang terendah.",
    "Sisakan satu level untuk setiap kompetensi.",
)
SKILL_UNKNOWN = _note(
    "skill_unknown",
    "{column} “{value}” tidak dikenali sebagai kompetensi ({count} baris); tidak ikut dinilai.",
    "Bila penting, tulis pada kolom Kompetensi dengan levelnya: “nama:3”.",
)
SKILL_IS_CERTIFICATE = _note(
    "skill_is_certificate",
    "{column} “{value}” dikenali sebagai sertifikat ({count} baris), tetapi syarat sertifikat "
    "hanya dibaca dari kolom Sertifikat.",
    "Tulis juga pada kolom Sertifikat bila sertifikatnya dimiliki.",
)
COMPETENCY_DIFFERS = _warning(
    "competency_differs",
    "Level “{value}” berbeda antara tabel Pegawai dan tabel Kompetensi; dipakai tabel Kompetensi.",
    "Samakan kedua tabel.",
)
CERTIFICATE_UNKNOWN = _note(
    "certificate_unknown",
    "Sertifikat “{value}” tidak ada di daftar ({count} baris); hanya cocok dengan nama yang sama.",
    "Periksa penulisannya.",
)
PREFERENCE_UNMATCHED = _warning(
    "preference_unmatched",
    "Minat “{wish}” bukan kode formasi, perangkat daerah, atau jabatan di daftar formasi; tidak berpengaruh.",
    "Tulis kode formasi, nama dinas, atau nama jabatan yang ada di tabel Formasi.",
)

# Vacancies.
VACANCY_AGENCY = _note(
    "vacancy_agency",
    "{count} formasi milik instansi “{value}”, bukan instansi terbanyak di daftar ini.",
    "Hapus barisnya bila bukan formasi ronde ini.",
)
CODE_FROM_LINK = _note(
    "code_from_link",
    "Kode Formasi diambil dari tautan rincian formasi pada kolom “{heading}”.",
    "Tambahkan kolom Kode Formasi bila kodenya lain.",
)
VACANCY_ACTING = _note(
    "vacancy_acting",
    "Jabatan “{value}” ditulis sebagai Plt/Plh: dibaca sebagai jabatan yang lowong.",
    "Hapus barisnya bila pejabat definitifnya sudah ada.",
)
VACANCY_REPEATED = _warning(
    "vacancy_repeated",
    "Baris ini mengulang formasi “{value}” di {other} dengan isi yang sama; dihitung satu kali.",
    "Hapus salah satu baris; beri kode lain bila memang dua formasi.",
)
VACANCY_NOT_FREE = _warning(
    "vacancy_not_free",
    "“{value}” biasanya bukan lowongan bebas: {why}.",
    "Hapus baris ini atau isi Jumlah 0 bila jabatan itu tidak diisi lewat ronde ini.",
)
CODE_MISSING = _error("code_missing", "Kode Formasi kosong.", "Isi kode yang unik untuk formasi ini.")
CODE_DUPLICATE = _error(
    "code_duplicate",
    "Kode Formasi “{value}” sudah ada di {other}.",
    "Beri kode berbeda pada setiap baris formasi.",
)
OPENINGS_ZERO = _note(
    "openings_zero", "Jumlah 0: formasi ini tidak membuka lowongan.", "Tidak perlu tindakan."
)
OPENINGS_ROUNDED = _note(
    "need_rounded",
    "Kebutuhan {value} dibulatkan menjadi {rounded}.",
    "Isi bilangan bulat bila pembulatannya lain.",
)
OPENINGS_FROM_NEED = _note(
    "openings_from_need",
    "Jumlah lowongan dihitung dari Kebutuhan dikurangi Bezetting (paling sedikit 0).",
    "Isi kolom Jumlah bila jumlah lowongannya lain.",
)
OPENINGS_NEED_ONLY = _note(
    "openings_from_need",
    "Jumlah lowongan diambil dari kolom Kebutuhan karena kolom Jumlah dan Bezetting tidak ada.",
    "Isi kolom Jumlah bila jumlah lowongannya lain.",
)
OPENINGS_DIFFER = _warning(
    "openings_differ",
    "Jumlah {openings} berbeda dengan Kebutuhan − Bezetting = {computed}; dipakai yang terkecil (R08).",
    "Samakan Jumlah, Kebutuhan, dan Bezetting.",
)
QUALIFICATION_UNREADABLE = _warning(
    "qualification_unreadable",
    "Kualifikasi “{value}” tidak terbaca; perlu verifikasi.",
    "Tulis jenjang dan program studi, misalnya “S-1 AKUNTANSI / S-1 MANAJEMEN”.",
)
RANK_ORDER = _warning(
    "rank_order",
    "Golongan Minimal lebih tinggi daripada Golongan Maksimal (atau beda skala); keduanya diabaikan.",
    "Betulkan kedua golongan.",
)
CATALOGUE_DUPLICATE = _error(
    "catalogue_duplicate",
    "Jabatan “{value}” sudah ada di {other}.",
    "Sisakan satu baris untuk setiap jabatan.",
)
CATALOGUE_USED = _note(
    "catalogue_used",
    "{count} formasi mengambil syarat yang kosong dari katalog Jabatan.",
    "Isi syarat di baris formasi bila harus berbeda.",
)
FORMATION_KIND = _note(
    "formation_kind",
    "{count} formasi berjenis “{value}”: ditampilkan saja, tidak pernah memengaruhi skor (R40).",
    "Putuskan sendiri pengisiannya; tolak usulan yang tidak sesuai di buku kerja persetujuan.",
)

# Other tables.
DINAS_DUPLICATE = _error(
    "dinas_duplicate", "Dinas “{value}” sudah ada di {other}.", "Sisakan satu baris setiap dinas."
)
WISHES_UNORDERED = _error(
    "wishes_unordered",
    "Pegawai ini ada di lebih dari satu baris tanpa Urutan yang berbeda.",
    "Isi kolom Urutan (1, 2, 3), atau tulis Minat 1 sampai Minat 3 pada satu baris.",
)
PREFERENCES_TWICE = _warning(
    "preferences_twice",
    "Minat pegawai ini sudah diisi di {other}; dipakai tabel Minat.",
    "Sisakan satu saja.",
)
LOCK_NIP_UNKNOWN = _error(
    "lock_nip_unknown",
    "NIP pada kunci ini tidak ada di daftar pegawai.",
    "Betulkan NIP atau hapus baris kuncinya.",
)
LOCK_CODE_UNKNOWN = _error(
    "lock_code_unknown",
    "Kode Formasi “{value}” tidak ada di daftar formasi.",
    "Betulkan kodenya atau hapus baris ini.",
)
LOCK_REASON_MISSING = _error(
    "lock_reason_missing", "Alasan kosong; setiap kunci wajib beralasan (R35).", "Isi alasannya."
)
LOCK_TWICE = _error(
    "lock_conflict",
    "Kunci ini bertentangan dengan {other}: {why}.",
    "Sisakan satu kunci saja untuk pegawai ini.",
)
SCORE_TWICE = _error(
    "score_duplicate",
    "Pasangan NIP dan Kode Formasi ini sudah ada di {other}.",
    "Sisakan satu skor setiap pasangan.",
)
SCORE_UNKNOWN = _warning(
    "score_unmatched",
    "{count} baris skor tidak dipakai karena {what} tidak ada di ronde ini.",
    "Periksa apakah berkas skornya benar.",
)

# Rows left out, and corrections.
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
QUARANTINE_PIN = _error(
    "quarantine_pin",
    "Kunci ini menetapkan pegawai pada formasi yang dikarantina.",
    "Betulkan formasi itu, atau hapus kuncinya.",
)
QUARANTINE_ALL = _error(
    "quarantine_all",
    "Semua baris {role} dikarantina; tidak ada yang dapat disusun.",
    "Betulkan temuan pada tabel itu lebih dahulu.",
)
CORRECTION_APPLIED = _note(
    "correction_applied",
    "{column} dibaca dari isian perbaikan {file}; berkas asalnya tidak diubah.",
    "Perbaiki juga di sumber datanya.",
)
CORRECTION_STALE = _warning(
    "correction_stale",
    "Perbaikan untuk {place} tidak dipakai: isi sel sudah berubah.",
    "Jalankan `penempatan periksa` lagi dan isi perbaikannya pada berkas koreksi yang baru.",
)
CORRECTION_STRANGER = _warning(
    "correction_stranger",
    "Perbaikan untuk {place} tidak dipakai: berkas, lembar, atau selnya tidak ada pada ronde ini.",
    "Hapus baris ini bila perbaikannya milik ronde lain.",
)
CORRECTION_CONFLICT = _error(
    "correction_conflict",
    "Ada dua isian perbaikan yang berbeda untuk {place}.",
    "Sisakan satu isian untuk sel itu.",
)
CORRECTIONS_INVALID = _error(
    "corrections_invalid",
    "Berkas koreksi tidak memuat kolom {names}.",
    "Pakai berkas yang dibuat `penempatan periksa --keluaran koreksi.xlsx`.",
)
