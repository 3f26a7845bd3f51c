"""The only place of heading strings: which written headings stand for which field, for each role.

Aliases, parted by semicolons, are in order of preference: when a sheet has both `NIP BARU` and `NIP`, the
first named here is the field and the other is listed as not read. Derived from the headings seen in SIASN,
SIMPEG, SSCASN and DUK exports (the project's header_aliases.csv) plus the contract's own headings.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from functools import cache


class Role(Enum):
    """What a table is for; the value is the file stem and the sheet name that people use."""

    EMPLOYEES = "pegawai"
    VACANCIES = "formasi"
    POSITIONS = "jabatan"
    COMPETENCIES = "kompetensi"
    DINAS = "dinas"
    PREFERENCES = "minat"
    LOCKS = "kunci"
    WAIVERS = "pengecualian"
    RELATIONS = "hubungan"
    UNITS = "unor"
    SCORES = "skor"


class Field(Enum):
    """A canonical column; the value is the heading of the contract, used when we speak of it."""

    NIP = "NIP"
    NAME = "Nama"
    TITLES_FRONT = "Gelar Depan"
    TITLES_BACK = "Gelar Belakang"
    EDUCATION = "Pendidikan"
    EDUCATION_LEVEL = "Tingkat Pendidikan"
    EDUCATION_OTHER = "Pendidikan Pembanding"
    PROGRAMME = "Jurusan"
    STATUS = "Status"
    CPNS_STATUS = "Status CPNS PNS"
    LEGAL_STANDING = "Kedudukan Hukum"
    RANK = "Golongan"
    POSITION_TYPE = "Jenis Jabatan"
    POSITION = "Jabatan"
    JOB_GRADE = "Kelas Jabatan"
    UNIT = "Unit Kerja"
    UNIT_ID = "UNOR ID"
    PARENT_ID = "ID Atasan"
    DINAS = "Dinas"
    AGENCY = "Instansi Kerja"
    POST_SINCE = "TMT Jabatan"
    PERFORMANCE = "Predikat Kinerja"
    POTENTIAL = "Potensi"
    DISCIPLINE = "Hukuman Disiplin"
    DISCIPLINE_UNTIL = "Akhir Hukuman"
    CERTIFICATES = "Sertifikat"
    COMPETENCIES = "Kompetensi"
    SKILLS = "Keahlian"
    COURSES = "Diklat"
    DISTRICT = "Kecamatan"
    PREFERENCE_1 = "Minat 1"
    PREFERENCE_2 = "Minat 2"
    PREFERENCE_3 = "Minat 3"
    SPOUSE = "NIP Pasangan"
    MUST_PLACE = "Wajib Ditempatkan"
    STAYS = "Kunci"
    CONSENT = "Persetujuan"
    BIRTH_DATE = "Tanggal Lahir"
    SEX = "Jenis Kelamin"
    CODE = "Kode Formasi"
    OPENINGS = "Jumlah"
    NEED = "Kebutuhan"
    INCUMBENTS = "Bezetting"
    QUALIFICATION = "Kualifikasi Pendidikan"
    RANK_MIN = "Golongan Minimal"
    RANK_MAX = "Golongan Maksimal"
    AGE_MAX = "Usia Maksimal"
    PRIORITY = "Prioritas"
    FORMATION_KIND = "Jenis Formasi"
    LEVEL = "Level"
    ORDER = "Urutan"
    FIELD_GROUPS = "Rumpun Pendidikan"
    LEAVE_MAX = "Keluar Maksimal"
    STAFF_MIN = "Staf Minimal"
    WEIGHT_EDUCATION = "Bobot Pendidikan"
    WEIGHT_COMPETENCY = "Bobot Kompetensi"
    WEIGHT_PERFORMANCE = "Bobot Kinerja"
    WEIGHT_EXPERIENCE = "Bobot Pengalaman"
    WEIGHT_PREFERENCE = "Bobot Minat"
    WEIGHT_COMMUTE = "Bobot Jarak"
    WEIGHT_EXTERNAL = "Bobot Luar"
    LOCK_KIND = "Tetap/Larang"
    REASON = "Alasan"
    SCORE = "Skor"
    RULE = "Syarat"
    AUTHORITY = "Pejabat Berwenang"
    DOCUMENT = "Nomor Dokumen"
    VALID_UNTIL = "Berlaku Sampai"
    RELATIVE = "NIP Kerabat"


_NIP = (
    "NIP Baru; NIP / NI PPPK; NI PPPK; NI PPPK PW; NIP; NIP/NRP; Nomor Induk Pegawai; No "
    "Induk; No Pegawai; Nopeg"
)
_POSITION = (
    "Jabatan; Jabatan Nama; Nama Jabatan; Jabatan Sekarang; Jabatan Terakhir; Jabatan ASN; "
    "JFT Nama; JFU Nama; Jabatan Fungsional Nama; Jabatan Fungsional Umum Nama; Jabatan Struktural Nama; "
    "Jabatan Struktural; Jabatan Fungsional"
)
_DINAS = (
    "Dinas; OPD; Perangkat Daerah; SKPD; Nama OPD; Nama Dinas; UNOR Induk Nama; Unit Kerja "
    "Induk; Satuan Kerja Kerja Nama; Satuan Kerja; Satuan Kerja Nama; Satuan Kerja Induk "
    "Nama; Satker; Satker Induk"
)
_UNIT = "Unit Kerja; UNOR Nama; Nama UNOR; UNOR; Unit Organisasi Nama; Unit Organisasi; UNOR (1)"
_UNIT_ID = "UNOR ID; ID UNOR; Unit Kerja ID; ID Unit Kerja; Kode UNOR; Unit Organisasi ID; ID Unit"
_CODE = (
    "Kode Formasi; Formasi ID; ID Formasi; Kode; ID; Kode Jabatan; Jabatan KD; Detail Informasi; Link "
    "Pengumuman; Pengumuman"
)
_AGENCY = "Instansi Kerja; Instansi Kerja Nama; Instansi; Instansi Nama; Nama Instansi; Ins NM"
_CODE_REFERENCE = "Kode Formasi; Formasi; Formasi ID; ID Formasi; Kode"
_DISTRICT = "Kecamatan; Kecamatan Rumah; Kecamatan Domisili; Kecamatan Tinggal; Kec"
_QUALIFICATION = (
    "Kualifikasi Pendidikan; Kualifikasi; Pendidikan Nama; Pendidikan NM; Syarat Pendidikan; Pendidikan; "
    "Program Studi; Kode Ref Pend"
)
_GRADE = "Kelas Jabatan; Kelas; Job Class"
_REQUIREMENTS: dict[Field, str] = {
    Field.POSITION_TYPE: "Jenis Jabatan; Jenis Jabatan Nama; Jenjab; Jenis Jabatan ID",
    Field.JOB_GRADE: _GRADE,
    Field.QUALIFICATION: _QUALIFICATION,
    Field.RANK_MIN: "Golongan Minimal; Gol Minimal; Gol Min; Golongan Min",
    Field.RANK_MAX: "Golongan Maksimal; Gol Maksimal; Gol Maks; Golongan Maks; Gol Max",
    Field.COMPETENCIES: "Kompetensi; Syarat Kompetensi; Kompetensi Jabatan; Keahlian",
    Field.CERTIFICATES: "Sertifikat; Syarat Sertifikat; Sertifikasi",
    Field.AGE_MAX: "Usia Maksimal; Usia Maks; Batas Usia; Umur Maksimal",
}

HEADINGS: dict[Role, dict[Field, str]] = {
    Role.EMPLOYEES: {
        Field.NIP: _NIP,
        Field.NAME: "Nama; Nama Pegawai; Nama Lengkap; Nama Gelar; Nama dan Gelar",
        Field.TITLES_FRONT: "Gelar Depan; Glr Depan; Gelar Dpn",
        Field.TITLES_BACK: "Gelar Belakang; Glr Belakang; Gelar Blkg; Gelar; Gelar Akademik",
        Field.EDUCATION: (
            "Pendidikan; Pendidikan Nama; Nama Pendidikan; Pendidikan Terakhir Nama; "
            "Pendidikan Terakhir; Pendidikan Trakhir; Pendidikan / Diklat Terakhir; Pendidikan SIASN"
        ),
        Field.EDUCATION_LEVEL: (
            "Tingkat Pendidikan; Tingkat Pendidikan Nama; TK Pendidikan Nama; TK Pendidikan; "
            "Pendidikan Tingkat; Pendidikan Jenjang; Jenjang Pendidikan; Jenjang Pendidikan (S1/S2/S3); "
            "Jenjang; Tingkat"
        ),
        Field.EDUCATION_OTHER: "Pendidikan Pembanding; Pendidikan SIMPEG",
        Field.PROGRAMME: (
            "Jurusan; Jurusan Pendidikan; Program Studi; Prodi; Nama Prodi; Pendidikan Jurusan; Pendidikan "
            "Program Studi; Pendidikan Prodi; Jurusan/Program Studi; Pendidikan Jurusan/Program Studi"
        ),
        Field.STATUS: (
            "Status; Status Pegawai; Status ASN; Jenis ASN; Jenis Pegawai; Jenis Pegawai "
            "Nama; Jenis Kepegawaian; Status Kepegawaian"
        ),
        Field.CPNS_STATUS: "Status CPNS PNS; CPNS/PNS",
        Field.LEGAL_STANDING: (
            "Kedudukan Hukum; Kedudukan Hukum Nama; Kedudukan Pegawai; Kedudukan PNS Nama; "
            "Kedudukan Kepegawaian; Status Kedudukan; Kedudukan; Kedudukan Hukum ID"
        ),
        Field.RANK: (
            "Golongan; Gol Akhir Nama; Gol Akhir; Golongan Akhir; Gol Ruang Akhir; Golongan "
            "Nama; Gol; Gol. Ruang; Golongan Ruang; Gol/Ruang; Pangkat/Gol; Pangkat/Golongan; "
            "Pangkat Gol. Ruang; Pangkat Golongan Ruang; Gol Akhir ID; Pangkat; Pangkat Akhir; Pangkat Nama"
        ),
        Field.POSITION_TYPE: _REQUIREMENTS[Field.POSITION_TYPE],
        Field.POSITION: _POSITION,
        Field.JOB_GRADE: _GRADE,
        Field.UNIT: _UNIT,
        Field.UNIT_ID: _UNIT_ID,
        Field.DINAS: _DINAS,
        Field.AGENCY: _AGENCY,
        Field.POST_SINCE: "TMT Jabatan; TMT Jab; Jabatan TMT; TMT Unit; TMT Unit Kerja",
        Field.PERFORMANCE: "Predikat Kinerja; Predikat; Kuadran Kinerja; Hasil Kinerja; Predikat SKP; SKP",
        Field.POTENTIAL: "Potensi; Potensial; Kategori Potensi",
        Field.DISCIPLINE: "Hukuman Disiplin; Hukdis; Jenis Hukuman; Tingkat Hukuman",
        Field.DISCIPLINE_UNTIL: "Akhir Hukuman; Tanggal Akhir Hukuman; Akhir Hukuman Disiplin",
        Field.CERTIFICATES: "Sertifikat; Sertifikasi",
        Field.COMPETENCIES: "Kompetensi; Level Kompetensi",
        Field.SKILLS: "Keahlian; Keterampilan; Keahlian Khusus; Kompetensi Teknis",
        Field.COURSES: (
            "Diklat; Riwayat Diklat; Diklat Teknis; Diklat Struktural/Teknis/Fungsional; Diklat Fungsional; "
            "Nama Diklat; Pelatihan; Riwayat Pelatihan; Kursus; Nama Kursus; Latihan Jabatan Nama; Bimtek"
        ),
        Field.DISTRICT: _DISTRICT,
        Field.PREFERENCE_1: "Minat 1; Minat; Pilihan 1",
        Field.PREFERENCE_2: "Minat 2; Pilihan 2",
        Field.PREFERENCE_3: "Minat 3; Pilihan 3",
        Field.SPOUSE: "NIP Pasangan; NIP Suami/Istri; NIP Suami Istri",
        Field.MUST_PLACE: "Wajib Ditempatkan; Wajib",
        Field.STAYS: "Kunci; Terkunci; Tetap",
        Field.CONSENT: "Persetujuan; Setuju Pindah; Bersedia Pindah",
        Field.BIRTH_DATE: "Tanggal Lahir; Tgl Lahir; Tanggal Lahir Teks",
        Field.SEX: "Jenis Kelamin; L/P; JK; Sex; Kelamin; Gender",
    },
    Role.VACANCIES: {
        Field.CODE: _CODE,
        Field.POSITION: (
            "Jabatan; Jabatan NM; Nama Jabatan; Formasi Jabatan; Jabatan Lowong; Jabatan yang Dilamar"
        ),
        Field.DINAS: f"{_DINAS}; Lokasi NM; Unit Penempatan; Lokasi Formasi; Lokasi; Penempatan",
        Field.UNIT: _UNIT,
        Field.UNIT_ID: _UNIT_ID,
        Field.AGENCY: _AGENCY,
        Field.OPENINGS: "Jumlah; Jumlah Formasi; Jumlah Lowongan; Jumlah Kebutuhan; Lowongan; Alokasi; Kuota",
        Field.NEED: "Kebutuhan; ABK; Jml Kebutuhan",
        Field.INCUMBENTS: "Bezetting; Terisi; Terisi ASN; Jumlah Pegawai; Eksisting",
        **_REQUIREMENTS,
        Field.DISTRICT: "Kecamatan; Kecamatan Kantor",
        Field.PRIORITY: "Prioritas",
        Field.FORMATION_KIND: "Jenis Formasi; Formasi NM; Formasi",
    },
    Role.POSITIONS: {
        Field.POSITION: f"{_POSITION}; Jabatan NM",
        **_REQUIREMENTS,
        Field.PRIORITY: "Prioritas",
    },
    Role.COMPETENCIES: {
        Field.NIP: _NIP,
        Field.COMPETENCIES: "Kompetensi; Nama Kompetensi",
        Field.LEVEL: "Level; Nilai; Level Kompetensi; Tingkat",
    },
    Role.DINAS: {
        Field.DINAS: _DINAS,
        Field.UNIT: _UNIT,
        Field.FIELD_GROUPS: "Rumpun Pendidikan; Rumpun; Rumpun Utama",
        Field.DISTRICT: "Kecamatan; Kecamatan Kantor",
        Field.NEED: "Kebutuhan; ABK",
        Field.INCUMBENTS: "Bezetting; Terisi",
        Field.LEAVE_MAX: "Keluar Maksimal; Keluar Maks; Maksimal Keluar",
        Field.STAFF_MIN: "Staf Minimal; Batas Minimum; Staf Minimum; Pegawai Minimal",
        Field.WEIGHT_EDUCATION: "Bobot Pendidikan; Pendidikan",
        Field.WEIGHT_COMPETENCY: "Bobot Kompetensi; Kompetensi",
        Field.WEIGHT_PERFORMANCE: "Bobot Kinerja; Kinerja",
        Field.WEIGHT_EXPERIENCE: "Bobot Pengalaman; Pengalaman",
        Field.WEIGHT_PREFERENCE: "Bobot Minat; Minat",
        Field.WEIGHT_COMMUTE: "Bobot Jarak; Jarak",
        Field.WEIGHT_EXTERNAL: "Bobot Luar; Luar",
    },
    Role.PREFERENCES: {
        Field.NIP: _NIP,
        Field.PREFERENCE_1: "Minat 1; Minat; Pilihan 1; Kode Formasi",
        Field.PREFERENCE_2: "Minat 2; Pilihan 2",
        Field.PREFERENCE_3: "Minat 3; Pilihan 3",
        Field.ORDER: "Urutan; Pilihan Ke; Minat Ke",
    },
    Role.LOCKS: {
        Field.NIP: _NIP,
        Field.CODE: _CODE_REFERENCE,
        Field.LOCK_KIND: "Tetap/Larang; Kunci; Jenis; Jenis Kunci; Tindakan; Keputusan",
        Field.REASON: "Alasan; Keterangan; Dasar",
    },
    Role.WAIVERS: {
        Field.NIP: _NIP,
        Field.CODE: _CODE_REFERENCE,
        Field.RULE: "Syarat; Kode Syarat; Aturan; Kode Aturan; Syarat yang Dikecualikan; Ketentuan",
        Field.AUTHORITY: (
            "Pejabat Berwenang; Pejabat; Pemberi Pengecualian; Ditetapkan Oleh; Pemberi Izin; Otoritas; "
            "Kewenangan; Penetap"
        ),
        Field.DOCUMENT: (
            "Nomor Dokumen; No Dokumen; Dokumen; Nomor Surat; No Surat; Nomor SK; No SK; Nomor Izin; Nomor"
        ),
        Field.VALID_UNTIL: (
            "Berlaku Sampai; Berlaku Hingga; Berlaku s.d.; Masa Berlaku; Tanggal Berakhir; Akhir Berlaku; "
            "Kedaluwarsa; Kadaluarsa"
        ),
        Field.REASON: "Alasan; Keterangan; Dasar; Pertimbangan",
    },
    Role.RELATIONS: {
        Field.NIP: _NIP,
        Field.RELATIVE: (
            "NIP Kerabat; NIP Keluarga; NIP Saudara; NIP Pegawai Lain; NIP Terkait; NIP 2; Kerabat; Keluarga"
        ),
    },
    Role.UNITS: {
        Field.UNIT_ID: f"ID; {_UNIT_ID}; Kode; Kode Unit",
        Field.UNIT: f"Nama UNOR; {_UNIT}; Nama Unit; Nama Unit Kerja; Nama Unit Organisasi; Nama",
        Field.PARENT_ID: (
            "ID Atasan; Atasan ID; UNOR Atasan ID; ID UNOR Atasan; Di Atasan ID; Diatasan ID; ID Induk; "
            "Induk ID; UNOR Induk ID; ID UNOR Induk; Parent ID; Parent; ID Parent; Kode Induk; Kode Atasan"
        ),
    },
    Role.SCORES: {
        Field.NIP: _NIP,
        Field.CODE: _CODE_REFERENCE,
        Field.SCORE: "Skor; Nilai; Skor Luar",
    },
}

# Every tuple is one demand: at least one of its fields must have a column.
REQUIRED: dict[Role, tuple[tuple[Field, ...], ...]] = {
    Role.EMPLOYEES: ((Field.NIP,), (Field.NAME,), (Field.EDUCATION, Field.PROGRAMME)),
    Role.VACANCIES: (
        (Field.CODE,),
        (Field.POSITION,),
        (Field.DINAS, Field.UNIT),
        (Field.OPENINGS, Field.NEED),
    ),
    Role.POSITIONS: ((Field.POSITION,),),
    Role.COMPETENCIES: ((Field.NIP,), (Field.COMPETENCIES,), (Field.LEVEL,)),
    Role.DINAS: ((Field.DINAS,),),
    Role.PREFERENCES: ((Field.NIP,), (Field.PREFERENCE_1,)),
    Role.LOCKS: ((Field.NIP,), (Field.CODE,), (Field.LOCK_KIND,), (Field.REASON,)),
    Role.WAIVERS: (
        (Field.NIP,),
        (Field.CODE,),
        (Field.RULE,),
        (Field.AUTHORITY,),
        (Field.DOCUMENT,),
        (Field.VALID_UNTIL,),
        (Field.REASON,),
    ),
    Role.RELATIONS: ((Field.NIP,), (Field.RELATIVE,)),
    Role.UNITS: ((Field.UNIT_ID,), (Field.UNIT,), (Field.PARENT_ID,)),
    Role.SCORES: ((Field.NIP,), (Field.CODE,), (Field.SCORE,)),
}

# Personal data no rule or score may use (UU 27/2022); such columns are never read and are named as dropped.
_SENSITIVE = re.compile(
    r"agama|^nik$|noktp|^ktp$|nomoridentitas|alamat|telep|telpon|^no?hp$|nomorhp|^hp$|email|kawin|nikah|npwp|bpjs|"
    r"askes|rekening|norek|golongandarah|^goldar|suku|foto|password|username|jumlahanak|tempatlahir|kodepos|karsu|"
    r"karis|taspen|disab|disable|gaji|penghasilan|meninggal|narkoba|skck|^tunjangan|jenistunjangan"
)


@cache
def heading_key(text: str) -> str:
    """Fold a heading to what is compared: no case, accents of width, blanks, dots, slashes or line breaks."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if char.isalnum())


@cache
def field_keys(role: Role) -> dict[str, tuple[Field, int]]:
    """Map a heading key to its field and its rank of preference (0 = preferred) for one role."""
    keys: dict[str, tuple[Field, int]] = {}
    for field, aliases in HEADINGS[role].items():
        for rank, alias in enumerate(aliases.split(";")):
            keys.setdefault(heading_key(alias), (field, rank))
    return keys


@cache
def all_keys() -> frozenset[str]:
    """Every heading key of every role; a delimiter that shows more of them is the right one."""
    return frozenset(key for role in Role for key in field_keys(role))


def is_sensitive(heading: str) -> bool:
    """Whether a column that no field claims holds personal data that must not be kept."""
    return _SENSITIVE.search(heading_key(heading)) is not None


# Sheets of our own template that hold no table.
GUIDE_SHEETS = ("Petunjuk", "Rujukan")

# The fields by which a row is known to be a record of its table.
RECORD_KEYS: dict[Role, tuple[Field, ...]] = {
    Role.EMPLOYEES: (Field.NIP, Field.NAME),
    Role.VACANCIES: (Field.CODE, Field.POSITION),
    Role.POSITIONS: (Field.POSITION,),
    Role.COMPETENCIES: (Field.NIP,),
    Role.DINAS: (Field.DINAS,),
    Role.PREFERENCES: (Field.NIP,),
    Role.LOCKS: (Field.NIP, Field.CODE),
    Role.WAIVERS: (Field.NIP, Field.CODE),
    Role.RELATIONS: (Field.NIP, Field.RELATIVE),
    Role.UNITS: (Field.UNIT_ID, Field.UNIT),
    Role.SCORES: (Field.NIP, Field.CODE),
}
