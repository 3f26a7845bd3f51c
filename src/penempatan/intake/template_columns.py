"""What the template shows for each table: columns, what to write in them, which list offers the choices."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from penempatan.domain.employee import DisciplineLevel, EmploymentStatus, LegalStanding, PerformanceRating
from penempatan.domain.position import PositionType
from penempatan.domain.rank import PNS_RANKS, PPPK_RANKS
from penempatan.domain.waiver import WAIVABLE
from penempatan.intake.columns import Field, Role
from penempatan.knowledge.certificates import all_certificates
from penempatan.knowledge.competencies import all_competencies
from penempatan.knowledge.dinas import all_dinas
from penempatan.knowledge.districts import all_districts


class Choice(Enum):
    """Lists of the reference sheet; the value is the defined name in the workbook."""

    STATUS = "pilihan_status"
    STANDING = "pilihan_kedudukan"
    RANK = "pilihan_golongan"
    TYPE = "pilihan_jenis_jabatan"
    RATING = "pilihan_predikat"
    POTENTIAL = "pilihan_potensi"
    DISCIPLINE = "pilihan_hukuman"
    YES_NO = "pilihan_ya_tidak"
    DISTRICT = "pilihan_kecamatan"
    DINAS = "pilihan_dinas"
    PRIORITY = "pilihan_prioritas"
    COMPETENCY = "pilihan_kompetensi"
    LEVEL = "pilihan_level"
    CERTIFICATE = "pilihan_sertifikat"
    LOCK = "pilihan_kunci"
    RULE = "pilihan_syarat"


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """A column of the template. `closed`: only values of the list are right, so Excel refuses others."""

    field: Field
    note: str
    example: str = ""
    choice: Choice | None = None
    closed: bool = False
    is_date: bool = False
    is_number: bool = False
    width: int = 18


def choices(choice: Choice) -> tuple[str, ...]:
    """Return the values that a list offers."""
    return {
        Choice.STATUS: tuple(status.value for status in EmploymentStatus),
        Choice.STANDING: tuple(s.value for s in LegalStanding if s is not LegalStanding.UNREADABLE),
        Choice.RANK: (*reversed(PNS_RANKS), *PPPK_RANKS),
        Choice.TYPE: tuple(kind.value for kind in PositionType),
        Choice.RATING: tuple(rating.label for rating in PerformanceRating),
        Choice.POTENTIAL: ("Tinggi", "Menengah", "Rendah"),
        Choice.DISCIPLINE: tuple(level.value for level in DisciplineLevel),
        Choice.YES_NO: ("ya", "tidak"),
        Choice.DISTRICT: all_districts(),
        Choice.DINAS: tuple(fact.name for fact in all_dinas()),
        Choice.PRIORITY: ("1", "2", "3"),
        Choice.COMPETENCY: all_competencies(),
        Choice.LEVEL: ("0", "1", "2", "3", "4", "5"),
        Choice.CERTIFICATE: tuple(code for code, _ in all_certificates()),
        Choice.LOCK: ("tetap", "larang"),
        Choice.RULE: tuple(code.name for code in WAIVABLE),
    }[choice]


_NIP = TemplateColumn(
    Field.NIP,
    "Wajib. 18 angka, disimpan sebagai Teks. Jangan diketik sebagai angka.",
    "199001012015031001",
    width=22,
)
_CODE = TemplateColumn(Field.CODE, "Wajib. Kode yang unik untuk setiap baris.", "F-001")
_POSITION = TemplateColumn(Field.POSITION, "Wajib. Nama jabatan lengkap.", "Perawat Ahli Pertama", width=34)
_LEVELS = "Nama:level, dipisahkan titik koma. Contoh: Komunikasi:3; Pelayanan Publik:4."
_REQUIREMENTS = (
    TemplateColumn(
        Field.POSITION_TYPE, "Struktural, Fungsional, atau Pelaksana.", "Fungsional", Choice.TYPE, True
    ),
    TemplateColumn(Field.JOB_GRADE, "Kelas jabatan 1 sampai 17.", "8", is_number=True),
    TemplateColumn(
        Field.QUALIFICATION,
        "Pendidikan yang diterima; pilihan dipisahkan “ / ”, titik koma, atau ATAU.",
        "S-1 KEPERAWATAN / PROFESI NERS",
        width=40,
    ),
    TemplateColumn(Field.RANK_MIN, "Golongan terendah.", "III/a", Choice.RANK, True),
    TemplateColumn(Field.RANK_MAX, "Golongan tertinggi.", "III/d", Choice.RANK, True),
    TemplateColumn(Field.COMPETENCIES, _LEVELS + " Level 1 sampai 5.", "Komunikasi:3", width=34),
    TemplateColumn(
        Field.CERTIFICATES, "Sertifikat yang disyaratkan, dipisahkan titik koma.", "STR", Choice.CERTIFICATE
    ),
    TemplateColumn(
        Field.AGE_MAX, "Usia tertinggi dalam tahun; kosongkan bila tidak ada.", "", is_number=True
    ),
)
_PRIORITY = TemplateColumn(Field.PRIORITY, "1 paling utama sampai 3; kosong = 2.", "2", Choice.PRIORITY, True)

TABLES: dict[Role, tuple[TemplateColumn, ...]] = {
    Role.EMPLOYEES: (
        _NIP,
        TemplateColumn(Field.NAME, "Wajib. Nama, boleh dengan gelar.", "Siti Aminah", width=30),
        TemplateColumn(
            Field.EDUCATION,
            "Wajib. Jenjang dan program studi; beberapa pendidikan dipisahkan titik koma.",
            "S-1 KEPERAWATAN; PROFESI NERS",
            width=36,
        ),
        TemplateColumn(Field.STATUS, "PNS, CPNS, PPPK, atau PPPK Paruh Waktu.", "PNS", Choice.STATUS, True),
        TemplateColumn(Field.LEGAL_STANDING, "Kedudukan hukum menurut BKN.", "Aktif", Choice.STANDING),
        TemplateColumn(Field.RANK, "III/c untuk PNS, IX untuk PPPK.", "III/b", Choice.RANK, True),
        _REQUIREMENTS[0],
        TemplateColumn(Field.POSITION, "Jabatan definitif sekarang.", "Perawat Ahli Pertama", width=34),
        TemplateColumn(
            Field.UNIT, "Unit kerja sekarang; jalur unit dipisahkan “ | ”.", "Puskesmas Pandanaran", width=34
        ),
        TemplateColumn(Field.DINAS, "Perangkat daerah sekarang.", "Dinas Kesehatan", Choice.DINAS, width=34),
        TemplateColumn(
            Field.POST_SINCE, "Tanggal mulai di jabatan sekarang, TTTT-BB-HH.", "2021-03-01", is_date=True
        ),
        TemplateColumn(
            Field.PERFORMANCE,
            "Predikat SKP; dua tahun dipisahkan titik koma, terbaru lebih dulu.",
            "Baik; Baik",
            Choice.RATING,
        ),
        TemplateColumn(Field.POTENTIAL, "Tinggi, Menengah, atau Rendah.", "Tinggi", Choice.POTENTIAL),
        TemplateColumn(
            Field.DISCIPLINE,
            "Tingkat dan tanggal akhirnya saja, misalnya Sedang s.d. 2027-01-31. Jangan menulis perkaranya.",
            "Tidak Ada",
            Choice.DISCIPLINE,
        ),
        TemplateColumn(
            Field.CERTIFICATES,
            "Dipisahkan titik koma; boleh dengan s.d. tanggal berlaku.",
            "STR",
            Choice.CERTIFICATE,
        ),
        TemplateColumn(
            Field.COMPETENCIES, _LEVELS + " Level 0 sampai 5.", "Komunikasi:3; Pelayanan Publik:4", width=34
        ),
        TemplateColumn(
            Field.DISTRICT, "Kecamatan tempat tinggal; jangan menulis alamat.", "Tembalang", Choice.DISTRICT
        ),
        TemplateColumn(Field.PREFERENCE_1, "Kode formasi, nama dinas, atau nama jabatan.", "F-001"),
        TemplateColumn(Field.PREFERENCE_2, "Pilihan kedua.", ""),
        TemplateColumn(Field.PREFERENCE_3, "Pilihan ketiga.", ""),
        TemplateColumn(
            Field.SPOUSE, "NIP suami/istri yang juga pegawai; 18 angka sebagai Teks.", "", width=22
        ),
        TemplateColumn(
            Field.MUST_PLACE, "ya bila harus mendapat tempat pada ronde ini.", "tidak", Choice.YES_NO, True
        ),
        TemplateColumn(Field.STAYS, "ya bila tidak boleh dipindahkan.", "tidak", Choice.YES_NO, True),
        TemplateColumn(
            Field.CONSENT,
            "ya bila menyetujui tempat yang lebih buruk dari sekarang (aturan tidak_lebih_buruk).",
            "tidak",
            Choice.YES_NO,
            True,
        ),
    ),
    Role.VACANCIES: (
        _CODE,
        _POSITION,
        TemplateColumn(Field.DINAS, "Wajib. Perangkat daerah.", "Dinas Kesehatan", Choice.DINAS, width=34),
        TemplateColumn(
            Field.OPENINGS, "Wajib dalam mode isi. Banyaknya lowongan, bilangan bulat.", "2", is_number=True
        ),
        TemplateColumn(
            Field.NEED,
            "Wajib dalam mode penataan (peta jabatan). Kebutuhan menurut ABK; pecahan dibulatkan.",
            "",
            is_number=True,
        ),
        TemplateColumn(
            Field.INCUMBENTS, "Mode penataan. Pegawai yang sekarang memangku jabatan ini.", "", is_number=True
        ),
        TemplateColumn(
            Field.UNIT,
            "Unit di bawah perangkat daerah; jalur dipisahkan “ | ”.",
            "Puskesmas Pandanaran",
            width=34,
        ),
        *_REQUIREMENTS,
        TemplateColumn(Field.DISTRICT, "Kecamatan kantor; kosong = kantor dinasnya.", "", Choice.DISTRICT),
        _PRIORITY,
    ),
    Role.POSITIONS: (_POSITION, *_REQUIREMENTS, _PRIORITY),
    Role.COMPETENCIES: (
        _NIP,
        TemplateColumn(
            Field.COMPETENCIES, "Wajib. Nama kompetensi.", "Komunikasi", Choice.COMPETENCY, width=34
        ),
        TemplateColumn(Field.LEVEL, "Wajib. Level 0 sampai 5.", "3", Choice.LEVEL, True),
    ),
    Role.DINAS: (
        TemplateColumn(Field.DINAS, "Wajib. Perangkat daerah.", "Dinas Kesehatan", Choice.DINAS, width=40),
        TemplateColumn(
            Field.UNIT,
            "Kosong = seluruh dinas. Diisi = baris ini hanya tentang unit itu dan semua di bawahnya: "
            "Kebutuhan, Bezetting, Keluar Maksimal, Staf Minimal.",
            "",
            width=34,
        ),
        TemplateColumn(
            Field.FIELD_GROUPS,
            "Rumpun pendidikan yang cocok, paling cocok lebih dulu.",
            "KESEHATAN",
            width=30,
        ),
        TemplateColumn(Field.DISTRICT, "Kecamatan kantornya.", "", Choice.DISTRICT),
        TemplateColumn(Field.NEED, "Kebutuhan pegawai menurut ABK.", "", is_number=True),
        TemplateColumn(Field.INCUMBENTS, "Pegawai yang ada sekarang.", "", is_number=True),
        TemplateColumn(
            Field.LEAVE_MAX, "Paling banyak pegawai yang boleh keluar pada ronde ini.", "", is_number=True
        ),
        TemplateColumn(
            Field.STAFF_MIN, "Pegawai yang paling sedikit harus ada setelah ronde ini.", "", is_number=True
        ),
    ),
    Role.PREFERENCES: (
        _NIP,
        TemplateColumn(
            Field.PREFERENCE_1, "Wajib. Kode formasi, nama dinas, atau nama jabatan.", "F-001", width=30
        ),
        TemplateColumn(Field.PREFERENCE_2, "Pilihan kedua.", "", width=30),
        TemplateColumn(Field.PREFERENCE_3, "Pilihan ketiga.", "", width=30),
    ),
    Role.LOCKS: (
        _NIP,
        _CODE,
        TemplateColumn(
            Field.LOCK_KIND,
            "Wajib. tetap = harus di sini; larang = tidak boleh di sini.",
            "tetap",
            Choice.LOCK,
            True,
        ),
        TemplateColumn(
            Field.REASON,
            "Wajib. Alasannya; ikut dicetak di laporan.",
            "Keputusan Tim Penilai Kinerja",
            width=46,
        ),
    ),
    Role.WAIVERS: (
        _NIP,
        _CODE,
        TemplateColumn(Field.RULE, "Wajib. Kode syarat seperti pada laporan.", "R11", Choice.RULE, True),
        TemplateColumn(Field.AUTHORITY, "Wajib. Pejabat yang mengecualikan.", "Wali Kota", width=30),
        TemplateColumn(Field.DOCUMENT, "Wajib. Nomor dokumennya.", "800/123/2026", width=24),
        TemplateColumn(
            Field.VALID_UNTIL, "Wajib. Hari terakhir pengecualian berlaku.", "2026-12-31", is_date=True
        ),
        TemplateColumn(
            Field.REASON,
            "Wajib. Alasannya; ikut dicetak di laporan.",
            "Kebutuhan layanan mendesak",
            width=46,
        ),
    ),
    Role.UNITS: (
        TemplateColumn(Field.UNIT_ID, "Wajib. ID unit pada SIASN.", "U-021", width=24),
        TemplateColumn(Field.UNIT, "Wajib. Nama unit.", "Seksi Gizi", width=40),
        TemplateColumn(Field.PARENT_ID, "ID unit atasannya; kosong pada unit teratas.", "", width=24),
    ),
    Role.RELATIONS: (
        _NIP,
        TemplateColumn(
            Field.RELATIVE, "Wajib. NIP kerabatnya yang juga pegawai.", "198507082009032002", width=24
        ),
    ),
}
