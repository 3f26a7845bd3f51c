"""Complaints about people: employee numbers and what the roster says of their holders."""

from __future__ import annotations

from penempatan.intake.findings import error, note, warning

# Employee numbers.
NIP_MISSING = error("nip_missing", "NIP kosong.", "Isi NIP 18 angka sebagai teks.")
NIP_NUMERIC = error(
    "nip_numeric",
    "NIP tersimpan sebagai angka; Excel hanya menyimpan 15 angka sehingga angka terakhirnya hilang.",
    "Ubah format kolom NIP menjadi Teks, lalu tempel ulang NIP dari sumber aslinya.",
)
NIP_SCIENTIFIC = error(
    "nip_scientific",
    "NIP tertulis dalam bentuk eksponen (E+); angka terakhirnya sudah hilang, biasanya rusak oleh Excel.",
    "Ambil ulang NIP dari sumber aslinya dan simpan kolomnya sebagai Teks.",
)
NIP_MALFORMED = error("nip_malformed", "NIP tidak sah: {reason}.", "Betulkan NIP menurut SK atau SIASN.")
NIP_OLD = error(
    "nip_old",
    "NIP hanya 9 angka: ini NIP lama.",
    "Isi NIP baru (18 angka), misalnya dari kolom NIP Baru di SIASN.",
)
NIP_DUPLICATE = error(
    "nip_duplicate",
    "NIP ini sudah ada di {other}{newer}.",
    "Hapus salah satu baris; satu pegawai hanya boleh satu baris (R42).",
)
NIP_BIRTH_DATE = warning(
    "nip_birth_date_differs",
    "Tanggal Lahir berbeda dengan tanggal lahir di dalam NIP; yang dipakai adalah NIP.",
    "Periksa NIP dan Tanggal Lahir; abaikan bila perbedaannya memang sah (misalnya putusan pengadilan).",
)
NIP_SEX = warning(
    "nip_sex_differs",
    "Jenis Kelamin berbeda dengan angka ke-15 NIP.",
    "Periksa NIP; kolom Jenis Kelamin hanya dipakai untuk pemeriksaan ini dan tidak disimpan.",
)
NIP_START_AGE = warning(
    "nip_start_age_unusual",
    "Menurut NIP, pengangkatannya pada usia di bawah 18 atau di atas 46 tahun.",
    "Periksa NIP menurut SK; abaikan bila memang demikian (misalnya pengangkatan tenaga honorer).",
)
NIP_STATUS = warning(
    "nip_status_differs",
    "Status “{value}” tidak cocok dengan bentuk NIP; pegawai diperlakukan sebagai PPPK.",
    "Periksa Status dan NIP pegawai ini.",
)
STATUS_FROM_NIP = note(
    "status_from_nip",
    "Kolom Status tidak ada: pegawai dengan NI PPPK dibaca sebagai PPPK, selebihnya sebagai PNS; CPNS tidak "
    "dapat dikenali.",
    "Tambahkan kolom Status (PNS/CPNS/PPPK) agar aturan R02 dan R03 dinilai menurut data.",
)
LEGAL_STANDING_ABSENT = note(
    "legal_standing_absent",
    "Kolom Kedudukan Hukum tidak ada: semua pegawai dianggap aktif (R01, R04).",
    "Tambahkan kolom Kedudukan Hukum, atau pastikan daftar hanya memuat pegawai aktif.",
)
NIP_UNKNOWN = warning(
    "nip_unknown",
    "NIP pada baris ini tidak ada di daftar pegawai; barisnya tidak dipakai.",
    "Periksa NIP-nya.",
)
SPOUSE_MALFORMED = warning(
    "spouse_malformed",
    "NIP Pasangan tidak dapat dibaca sebagai NIP 18 angka; dianggap tidak ada.",
    "Isi NIP 18 angka sebagai teks, atau kosongkan.",
)
SPOUSE_UNKNOWN = note(
    "spouse_unknown",
    "NIP Pasangan tidak ada di daftar pegawai.",
    "Tidak perlu tindakan bila bukan pegawai di sini.",
)

# Employees.
AGENCY_FOREIGN = error(
    "agency_foreign",
    "Instansi Kerja baris ini “{value}”, bukan {own} seperti sebagian besar baris lain.",
    "Hapus baris ini bila memang pegawai instansi lain, atau betulkan Instansi Kerja-nya.",
)
AGENCIES_MIXED = error(
    "agencies_mixed",
    "Daftar ini memuat pegawai beberapa instansi ({names}) dan tidak satu pun memuat lebih dari separuhnya.",
    "Pisahkan berkasnya; satu ronde hanya untuk satu instansi.",
)
STANDING_COUNT = note(
    "standing_counted",
    "{count} pegawai berkedudukan hukum “{value}”: tetap dibaca, syaratnya dinilai aturan R01 dan R04.",
    "Tidak perlu tindakan; hapus barisnya bila tidak seharusnya ada di daftar.",
)
POST_SINCE_SHARED = warning(
    "post_since_shared",
    "{count} pegawai ber-TMT Jabatan sama, {value}: mungkin tanggal perubahan nama jabatan atau penyetaraan, "
    "bukan tanggal mulai bertugas.",
    "Bila benar, ganti isinya dengan tanggal mulai bertugas (atau pakai kolom TMT Unit sebagai gantinya).",
)
EDUCATION_DIFFERS = warning(
    "education_differs",
    "Pendidikan Pembanding “{value}” berbeda dengan Pendidikan; yang dipakai Pendidikan, perlu verifikasi.",
    "Periksa ijazah pegawai ini dan samakan kedua kolom.",
)
DINAS_FROM_UNIT = note(
    "dinas_from_unit",
    "{count} baris tanpa Dinas: perangkat daerahnya diambil dari nama unit kerja ({names}).",
    "Isi kolom Dinas bila tidak begitu.",
)
EDUCATION_MISSING = warning(
    "education_missing", "Pendidikan kosong; pegawai ini perlu verifikasi.", "Isi pendidikan terakhirnya."
)
EDUCATION_UNREADABLE = warning(
    "education_unreadable",
    "Pendidikan “{value}” tidak terbaca {part}; perlu verifikasi.",
    "Tulis jenjang dan program studi, misalnya “S-1 KESEHATAN MASYARAKAT”.",
)
EDUCATION_BY_TITLE = warning(
    "education_by_title",
    "Pendidikan kosong atau tidak terbaca; gelar “{value}” pada {column} dipakai sebagai petunjuk {reading} "
    "untuk skor, tetapi syarat pendidikannya tetap perlu verifikasi.",
    "Isi Pendidikan menurut ijazah.",
)
TITLE_UNCLEAR = warning(
    "title_unclear",
    "Pendidikan kosong atau tidak terbaca, dan gelar “{value}” pada {column} ({level}) tidak menunjukkan "
    "satu program studi; tidak ditebak, perlu verifikasi.",
    "Isi Pendidikan menurut ijazah: gelar itu dari program studi apa?",
)
TITLE_DIFFERS = note(
    "title_differs",
    "Gelar “{value}” pada {column} lebih tinggi daripada, atau lain bidang dengan, Pendidikan “{recorded}”; "
    "yang dipakai Pendidikan.",
    "Periksa apakah Pendidikan sudah yang terakhir dan diakui.",
)
EDUCATION_UNLISTED = note(
    "education_unlisted",
    "Program studi “{value}” tidak ada di tabel; hanya cocok dengan nama yang sama ({count} pegawai).",
    "Periksa penulisannya; lihat `penempatan pendidikan`.",
)
POSITION_ACTING = warning(
    "position_acting",
    "Jabatan tertulis sebagai Plt/Plh; jabatan definitifnya tidak diketahui.",
    "Isi jabatan definitif pegawai ini.",
)
POSITION_ALSO_ACTING = note(
    "position_also_acting",
    "Di samping jabatan definitifnya tertulis “{value}”; yang dipakai jabatan definitifnya.",
    "Tidak perlu tindakan; jabatan yang dirangkap dapat dimuat di tabel Formasi.",
)
PERSON_TWICE = warning(
    "person_twice",
    "Nama dan tanggal lahirnya sama dengan pegawai di {other}, tetapi yang satu PNS dan yang lain PPPK: "
    "mungkin orang yang sama{newer}.",
    "Hapus baris yang sudah tidak berlaku bila memang orang yang sama.",
)
POSITION_TYPE_DIFFERS = warning(
    "position_type_differs",
    "Jenis Jabatan “{value}” tidak cocok dengan nama jabatannya ({reading}); yang dipakai nama jabatannya.",
    "Periksa Jenis Jabatan dan Jabatan pada baris ini.",
)
DINAS_UNKNOWN = note(
    "dinas_unknown",
    "“{value}” tidak dikenal sebagai perangkat daerah Kota Semarang ({count} baris); dipakai apa adanya.",
    "Betulkan namanya bila salah tulis.",
)
DISTRICT_UNKNOWN = note(
    "district_unknown",
    "Kecamatan “{value}” tidak dikenal ({count} baris); jaraknya tidak dapat dihitung.",
    "Betulkan namanya bila salah tulis; biarkan bila di luar kota.",
)
COMPETENCY_UNREADABLE = warning(
    "competency_unreadable",
    "Bagian “{value}” dari {column} tidak dapat dibaca; dianggap tidak ada.",
    "Tulis nama, titik dua, lalu level {low} sampai 5, dipisahkan titik koma: “Komunikasi:3; Arsip:4”.",
)
COMPETENCY_UNKNOWN = note(
    "competency_unknown",
    "Kompetensi “{value}” tidak ada di kamus ({count} baris); hanya cocok dengan nama yang sama.",
    "Periksa penulisannya.",
)
COMPETENCY_TWICE = warning(
    "competency_twice",
    "Kompetensi “{value}” ditulis lebih dari sekali dengan level berbeda; dipakai yang terendah.",
    "Sisakan satu level untuk setiap kompetensi.",
)
SKILL_UNKNOWN = note(
    "skill_unknown",
    "{column} “{value}” tidak dikenali sebagai kompetensi ({count} baris); tidak ikut dinilai.",
    "Bila penting, tulis pada kolom Kompetensi dengan levelnya: “nama:3”.",
)
SKILL_IS_CERTIFICATE = note(
    "skill_is_certificate",
    "{column} “{value}” dikenali sebagai sertifikat ({count} baris), tetapi syarat sertifikat "
    "hanya dibaca dari kolom Sertifikat.",
    "Tulis juga pada kolom Sertifikat bila sertifikatnya dimiliki.",
)
COMPETENCY_DIFFERS = warning(
    "competency_differs",
    "Level “{value}” berbeda antara tabel Pegawai dan tabel Kompetensi; dipakai tabel Kompetensi.",
    "Samakan kedua tabel.",
)
CERTIFICATE_UNKNOWN = note(
    "certificate_unknown",
    "Sertifikat “{value}” tidak ada di daftar ({count} baris); hanya cocok dengan nama yang sama.",
    "Periksa penulisannya.",
)
PREFERENCE_UNMATCHED = warning(
    "preference_unmatched",
    "Minat “{wish}” bukan kode formasi, perangkat daerah, atau jabatan di daftar formasi; tidak berpengaruh.",
    "Tulis kode formasi, nama dinas, atau nama jabatan yang ada di tabel Formasi.",
)
