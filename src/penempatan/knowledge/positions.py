"""Post names: jenjang in either order, old names, acting holders, structural titles and their tier."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from penempatan.domain.position import PositionTier, PositionType, TierFamily
from penempatan.knowledge.tables import rows
from penempatan.knowledge.text import normal

_ACTING = re.compile(r"^(PLT|PLH|PJS|PJ|PELAKSANA TUGAS|PELAKSANA HARIAN|PENJABAT SEMENTARA|PENJABAT)\b[. ]*")
_AT = re.compile(r"\s+(PADA|DI LINGKUNGAN)\s+.*$")
_RANK_TAIL = re.compile(r"\s*[(,\-]?\s*\b(IV|I{1,3})\s*/\s*[A-E]\)?$")
_DASH = re.compile(r"\s+[-–—]\s+|(?<=\w)-\s+|\s+-(?=\w)")
_KIND_WORD = re.compile(
    r"\b(KEAHLIAN|KETERAMPILAN|KETRAMPILAN)\s+(?=(AHLI|PEMULA|TERAMPIL|MAHIR|PENYELIA)\b)"
)
_TYPOS = (
    (r"\bTEHNI", "TEKNI"),
    (r"\bTEHNOLOGI", "TEKNOLOGI"),
    (r"\bPENELAH\b", "PENELAAH"),
    (r"\bPENGOLA\b", "PENGELOLA"),
    (r"\bPELAKASANA\b", "PELAKSANA"),
    (r"\bLNJUTAN\b", "LANJUTAN"),
    (r"\bHOLTIKULTURA\b", "HORTIKULTURA"),
    (r"\bPENGADMNISTRASI\b", "PENGADMINISTRASI"),
    (r"\bNUTRISIONIST\b", "NUTRISIONIS"),
    (r"\bSUB\s+(BAGIAN|BIDANG|KOORDINATOR|SEKSI)\b", r"SUB\1"),
    (r"\bKASUBAG\b", "KASUBBAG"),
)
_JENJANG = {
    "AHLI PERTAMA": PositionTier.AHLI_PERTAMA,
    "AHLI MUDA": PositionTier.AHLI_MUDA,
    "AHLI MADYA": PositionTier.AHLI_MADYA,
    "AHLI UTAMA": PositionTier.AHLI_UTAMA,
    "PELAKSANA PEMULA": PositionTier.PEMULA,
    "PEMULA": PositionTier.PEMULA,
    "PELAKSANA LANJUTAN": PositionTier.MAHIR,
    "PELAKSANA/TERAMPIL": PositionTier.TERAMPIL,
    "TERAMPIL": PositionTier.TERAMPIL,
    "MAHIR": PositionTier.MAHIR,
    "PENYELIA": PositionTier.PENYELIA,
    "PELAKSANA": PositionTier.TERAMPIL,
    "PERTAMA": PositionTier.AHLI_PERTAMA,
    "MUDA": PositionTier.AHLI_MUDA,
    "MADYA": PositionTier.AHLI_MADYA,
    "UTAMA": PositionTier.AHLI_UTAMA,
}
_OLD_WORDS = frozenset({"PELAKSANA", "PERTAMA", "MUDA", "MADYA", "UTAMA"})
_JENJANG_WORDS = "|".join(_JENJANG)
_JENJANG_ONLY = re.compile(rf"({_JENJANG_WORDS})")
_JENJANG_LAST = re.compile(rf"^(.+?)\s+({_JENJANG_WORDS})$")
_JENJANG_FIRST = re.compile(
    r"^(AHLI PERTAMA|AHLI MUDA|AHLI MADYA|AHLI UTAMA|TERAMPIL|MAHIR|PENYELIA|PEMULA)\s+(.+)$"
)
_STRUCTURAL = (  # the first that fits; tier None: a functional holder with an additional task
    (r"(SEKDA|SEKRETARIS DAERAH|SEKWAN|SEKRETARIS (DPRD|DEWAN))\b", PositionTier.JPT_PRATAMA),
    (r"(KEPALA (DINAS|BADAN|SATUAN|PELAKSANA)|KADIS|KABAN|KASATPOL)\b", PositionTier.JPT_PRATAMA),
    (
        r"STAF AHLI|"
        r"ASISTEN (I{1,3}|PEMERINTAHAN|PEREKONOMIAN|EKONOMI|ADMINISTRASI|SEKDA|SEKRETARIS|BIDANG)\b",
        PositionTier.JPT_PRATAMA,
    ),
    (r"(INSPEKTUR PEMBANTU|IRBAN)\b", PositionTier.ADMINISTRATOR),
    (r"INSPEKTUR( DAERAH| KOTA\b.*)?$", PositionTier.JPT_PRATAMA),
    (r"DIREKTUR( UTAMA)?( RS.*| RUMAH SAKIT.*)?$", PositionTier.JPT_PRATAMA),
    (r"WAKIL DIREKTUR\b", PositionTier.ADMINISTRATOR),
    (r"(SEKRETARIS (KELURAHAN|LURAH)|SEKLUR)\b", PositionTier.PENGAWAS),
    (
        r"(CAMAT|SEKCAM|SEKRETARIS(?! PIMPINAN| PRIBADI| DESA)|KEPALA (BIDANG|BAGIAN)|KABID|KABAG)\b",
        PositionTier.ADMINISTRATOR,
    ),
    (r"KEPALA (SEKOLAH|INSTALASI|RUANG(AN)?|(UPTD? )?PUSKESMAS|(UPTD? )?(TK|SD|SMP)N?)\b", None),
    (r"(LURAH|KASI|KASUBBAG|KASUBB?ID|KASATPEL)\b", PositionTier.PENGAWAS),
    (
        r"KEPALA (SEKSI|SUBBAGIAN|SUBBIDANG|SUBSEKSI|UPTD?|UNIT PELAKSANA TEKNIS|TATA USAHA|KELURAHAN)\b",
        PositionTier.PENGAWAS,
    ),
)
_HEADLESS = re.compile(r"^(SEKSI|SUBBAGIAN|SUBBIDANG|BIDANG|BAGIAN)\s+\w")
_ABBREVIATED = (
    (r"^KADIS\b", "KEPALA DINAS"),
    (r"^KABAN\b", "KEPALA BADAN"),
    (r"^KABID\b", "KEPALA BIDANG"),
    (r"^KABAG\b", "KEPALA BAGIAN"),
    (r"^KASI\b", "KEPALA SEKSI"),
    (r"^KASUBBAG\b", "KEPALA SUBBAGIAN"),
    (r"^KASUBB?ID\b", "KEPALA SUBBIDANG"),
    (r"^SEKCAM\b", "SEKRETARIS KECAMATAN"),
    (r"^SEKLUR\b", "SEKRETARIS KELURAHAN"),
    (r"^SEKDA\b", "SEKRETARIS DAERAH"),
    (r"^SEKWAN\b", "SEKRETARIS DPRD"),
    (r"^IRBAN\b", "INSPEKTUR PEMBANTU"),
    (r"^SEKRETARIS (DEWAN PERWAKILAN RAKYAT DAERAH|DEWAN)\b", "SEKRETARIS DPRD"),
)
_EXECUTING = re.compile(
    r"^(STAFF?|PELAKSANA|JFU|FUNGSIONAL UMUM|KLEREK|OPERATOR|TEKNISI|PENGADMINISTRASI|PENGELOLA|PENGOLAH|"
    r"PENGEMUDI|SOPIR|DRIVER|PETUGAS|TENAGA|PRAMU|CARAKA|JURU|AJUDAN|BENDAHARA|PENGENTRI|PENGUMPUL|PENYUSUN|PENELAAH|"
    r"FASILITATOR|PENATA LAYANAN|PENATA KELOLA|DOKUMENTALIS|PRANATA KEWILAYAHAN|VERIFIKATOR|"
    r"SEKRETARIS (PIMPINAN|PRIBADI))\b"
)
_HEALTH = re.compile(
    r"^(DOKTER(?! HEWAN)|APOTEKER|ASISTEN APOTEKER|PERAWAT|BIDAN|NUTRISIONIS|DIETISIEN|SANITARIAN|"
    r"TENAGA SANITASI LINGKUNGAN|RADIOGRAFER|PEREKAM MEDIS|FISIOTERAPIS|FISIKAWAN MEDIS|"
    r"PRANATA LABORATORIUM KESEHATAN|TERAPIS GIGI|TERAPIS WICARA|OKUPASI TERAPIS|ORTOTIS PROSTETIS|"
    r"REFRAKSIONIS|(TEKNISI )?ELEKTROMEDIS|TEKNISI GIGI|TEKNISI TRANSFUSI DARAH|PSIKOLOG KLINIS|"
    r"(ASISTEN )?PENATA ANESTESI|TENAGA TEKNIS KEFARMASIAN|TTK)\b"
)
_TEACHER = re.compile(r"^(GURU|CALON GURU)\b")
_FUNCTIONAL = re.compile(r"^(PENGAWAS SEKOLAH|PAMONG BELAJAR|WIDYAISWARA|PENILIK)\b")
_DISDUKCAPIL = "Dinas Kependudukan dan Pencatatan Sipil"


@dataclass(frozen=True, slots=True)
class PositionReading:
    """A post name folded to one spelling (upper case, jenjang last) and what it says about tier and kind."""

    name: str
    tier: PositionTier | None
    position_type: PositionType | None
    acting: bool


@cache
def _kind_by_base() -> dict[str, str]:
    """Base name without jenjang -> JF or PELAKSANA, from the names of the 2024 vacancies."""
    return {row["name"]: row["kind"] for row in rows("positions")}


def _fold(text: str) -> tuple[str, bool]:
    name = normal(text)
    for typo, right in _TYPOS:
        name = re.sub(typo, right, name)
    acting = False
    while found := _ACTING.match(name):
        acting, name = True, name[found.end() :]
    return _KIND_WORD.sub("", _RANK_TAIL.sub("", _AT.sub("", name))).strip(" .,"), acting


def _jenjang(name: str) -> tuple[str, PositionTier] | None:
    """(name with the jenjang last in its present wording, tier), or None where the name carries none."""
    pieces = _DASH.split(name)
    for place in (0, len(pieces) - 1):
        if len(pieces) > 1 and _JENJANG_ONLY.fullmatch(pieces[place]):
            tier = _JENJANG[pieces[place]]
            base = " - ".join(pieces[1:] if place == 0 else pieces[:-1])
            return f"{base} {tier.label.upper()}", tier
    head, *speciality = name.split(" - ", 1)
    found = _JENJANG_LAST.match(head)
    if found and (found[2] not in _OLD_WORDS or not _is_plain(found[1])):
        tier = _JENJANG[found[2]]
        return " - ".join([f"{found[1]} {tier.label.upper()}", *speciality]), tier
    if found := _JENJANG_FIRST.match(head):
        tier = _JENJANG[found[1]]
        return " - ".join([f"{found[2]} {tier.label.upper()}", *speciality]), tier
    return None


def _is_plain(base: str) -> bool:
    """Whether an old jenjang word after `base` is none there: STAF PELAKSANA is no functional post."""
    return _EXECUTING.match(base) is not None and _kind_by_base().get(base) != "JF"


@lru_cache(maxsize=65536)
def read_position(text: str) -> PositionReading:
    """Read a post name.

    "TERAMPIL - PERAWAT", "Perawat Terampil" and "Perawat Pelaksana" give the name PERAWAT TERAMPIL; "Plt.
    Kasi X" gives KEPALA SEKSI X, acting; " pada Dinas …" and a rank in brackets are left out; the speciality
    of SSCASN ("DOKTER AHLI PERTAMA - DOKTER (UMUM)") stays. Tier and kind are None where the name does not
    tell.
    """
    name, acting = _fold(text)
    if not name:
        return PositionReading("", None, None, acting)
    if _HEADLESS.match(name):
        name = "KEPALA " + name
    for short, full in _ABBREVIATED:
        name = re.sub(short, full, name)
    for pattern, tier in _STRUCTURAL:
        if re.match(pattern, name):
            kind = PositionType.STRUCTURAL if tier else PositionType.FUNCTIONAL
            return PositionReading(name, tier, kind, acting)
    if name not in _kind_by_base() and (found := _jenjang(name)):
        return PositionReading(found[0], found[1], found[1].position_type, acting)
    known = _kind_by_base().get(name)
    if known == "JF" or (known is None and _is_functional(name)):
        return PositionReading(name, None, PositionType.FUNCTIONAL, acting)
    if known == "PELAKSANA" or _EXECUTING.match(name):
        return PositionReading(name, PositionTier.PELAKSANA, PositionType.EXECUTING, acting)
    return PositionReading(name, None, None, acting)


def _is_functional(name: str) -> bool:
    return any(kind.match(name) for kind in (_TEACHER, _HEALTH, _FUNCTIONAL))


def is_health_post(name: str) -> bool:
    """Whether a post (as `read_position` names it, or raw) needs an STR (UU 17/2023; domain brief 5.1)."""
    return bool(_HEALTH.match(read_position(name).name))


def is_teacher(name: str) -> bool:
    """Whether a post is a teacher's (R44)."""
    return bool(_TEACHER.match(read_position(name).name))


def outside_approval(name: str, dinas: str, tier: PositionTier | None) -> str | None:
    """Whose approval or selection a post needs beyond the city's own decision (R39), Indonesian; else None.

    Source: UU 24/2013 Pasal 83A, UU 23/2014 Pasal 205, PP 72/2019, PP 11/2017 (domain brief 8, from memory:
    to be confirmed by BKPP).
    """
    reading = read_position(name)
    tier = tier or reading.tier
    if reading.name.startswith("SEKRETARIS DPRD"):
        return "persetujuan pimpinan DPRD"
    if reading.name.startswith("INSPEKTUR") and tier in (
        PositionTier.JPT_PRATAMA,
        PositionTier.ADMINISTRATOR,
    ):
        return "konsultasi dengan Gubernur"
    structural = (
        tier is not None and tier.family is TierFamily.STRUCTURAL and tier is not PositionTier.PELAKSANA
    )
    if structural and dinas == _DISDUKCAPIL:
        return "pengangkatan oleh Menteri Dalam Negeri"
    if tier in (PositionTier.JPT_PRATAMA, PositionTier.JPT_MADYA):
        return "seleksi terbuka jabatan pimpinan tinggi atau persetujuan BKN"
    return None
