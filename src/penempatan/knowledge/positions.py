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
_JENJANG_WORDS = "|".join(_JENJANG)
_JENJANG_ONLY = re.compile(rf"({_JENJANG_WORDS})")
_JENJANG_LAST = re.compile(rf"^(.+?)\s+({_JENJANG_WORDS})$")
_JENJANG_FIRST = re.compile(
    r"^(AHLI PERTAMA|AHLI MUDA|AHLI MADYA|AHLI UTAMA|TERAMPIL|MAHIR|PENYELIA|PEMULA)\s+(.+)$"
)
_STRUCTURAL = (
    (r"(SEKDA|SEKRETARIS DAERAH|SEKWAN|SEKRETARIS (DPRD|DEWAN))\b", PositionTier.JPT_PRATAMA),
    (r"(KEPALA (DINAS|BADAN|SATUAN|PELAKSANA)|KADIS|KABAN|KASATPOL)\b", PositionTier.JPT_PRATAMA),
    (r"(STAF AHLI|ASISTEN (I{1,3}|PEMERINTAHAN|PEREKONOMIAN|EKONOMI|ADMINISTRASI|SEKDA|SEKRETARIS|BIDANG)\b)", PositionTier.JPT_PRATAMA),
    (r"(INSPEKTUR PEMBANTU|IRBAN)\b", PositionTier.ADMINISTRATOR),
    (r"INSPEKTUR( DAERAH| KOTA\b.*)?$", PositionTier.JPT_PRATAMA),
    (r"DIREKTUR( UTAMA)?( RS.*| RUMAH SAKIT.*)?$", PositionTier.JPT_PRATAMA),
    (r"WAKIL DIREKTUR\b", PositionTier.ADMINISTRATOR),
    (r"(SEKRETARIS (KELURAHAN|LURAH)|SEKLUR)\b", PositionTier.PENGAWAS),
    (r"(CAMAT|SEKCAM|SEKRETARIS|KEPALA (BIDANG|BAGIAN)|KABID|KABAG)\b", PositionTier.ADMINISTRATOR),
    (r"KEPALA (SEKOLAH|(UPTD? )?PUSKESMAS|(UPTD? )?(SD|SMP|TK) )", None),
    (r"(LURAH|KASI|KASUBBAG|KASUBBID|KASUBID|KASATPEL)\b", PositionTier.PENGAWAS),
    (r"KEPALA (SEKSI|SUBBAGIAN|SUBBIDANG|SUBSEKSI|UPTD?|UNIT PELAKSANA TEKNIS|TATA USAHA|INSTALASI|KELURAHAN)\b", PositionTier.PENGAWAS),
)  # fmt: skip
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
    r"^(STAF|STAFF|PELAKSANA|JFU|FUNGSIONAL UMUM|KLEREK|OPERATOR|TEKNISI|PENGADMINISTRASI|PENGELOLA|PENGOLAH|PENGEMUDI|SOPIR|"
    r"PETUGAS|PRAMU|CARAKA|JURU|AJUDAN|BENDAHARA|PENGENTRI|PENGUMPUL|PENYUSUN|PENELAAH|FASILITATOR|PENATA LAYANAN|"
    r"PENATA KELOLA|DOKUMENTALIS|PRANATA KEWILAYAHAN|VERIFIKATOR|SEKRETARIS PIMPINAN)\b"
)
_HEALTH = re.compile(
    r"^(DOKTER(?! HEWAN)|APOTEKER|ASISTEN APOTEKER|PERAWAT|BIDAN|NUTRISIONIS|DIETISIEN|SANITARIAN|TENAGA SANITASI LINGKUNGAN|"
    r"RADIOGRAFER|PEREKAM MEDIS|FISIOTERAPIS|FISIKAWAN MEDIS|PRANATA LABORATORIUM KESEHATAN|TERAPIS GIGI|TERAPIS WICARA|"
    r"OKUPASI TERAPIS|ORTOTIS PROSTETIS|REFRAKSIONIS|(TEKNISI )?ELEKTROMEDIS|TEKNISI GIGI|TEKNISI TRANSFUSI DARAH|"
    r"PSIKOLOG KLINIS|(ASISTEN )?PENATA ANESTESI|TENAGA TEKNIS KEFARMASIAN|TTK)\b"
)
_TEACHER = re.compile(r"^(GURU|CALON GURU)\b")
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
    if found := _JENJANG_LAST.match(head) or None:
        tier = _JENJANG[found[2]]
        return " - ".join([f"{found[1]} {tier.label.upper()}", *speciality]), tier
    if found := _JENJANG_FIRST.match(head):
        tier = _JENJANG[found[1]]
        return " - ".join([f"{found[2]} {tier.label.upper()}", *speciality]), tier
    return None


@lru_cache(maxsize=65536)
def read_position(text: str) -> PositionReading:
    """Read a post name.

    "TERAMPIL - PERAWAT", "Perawat Terampil" and "Perawat Pelaksana" give the name PERAWAT TERAMPIL; "Plt. Kasi X" gives
    KEPALA SEKSI X, acting; " pada Dinas …" and a rank in brackets are left out; SSCASN's speciality
    ("DOKTER AHLI PERTAMA - DOKTER (UMUM)") stays. Tier and kind are None where the name does not tell.
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
    if known == "JF" or (known is None and (_TEACHER.match(name) or _HEALTH.match(name))):
        return PositionReading(name, None, PositionType.FUNCTIONAL, acting)
    if known == "PELAKSANA" or _EXECUTING.match(name):
        return PositionReading(name, PositionTier.PELAKSANA, PositionType.EXECUTING, acting)
    return PositionReading(name, None, None, acting)


def is_health_post(name: str) -> bool:
    """Whether a post (as `read_position` names it, or raw) needs an STR (UU 17/2023; domain brief 5.1)."""
    return bool(_HEALTH.match(read_position(name).name))


def is_teacher(name: str) -> bool:
    """Whether a post is a teacher's (R44)."""
    return bool(_TEACHER.match(read_position(name).name))


def outside_approval(name: str, dinas: str, tier: PositionTier | None) -> str | None:
    """Whose approval or selection a post needs outside the city's own decision (R39), in Indonesian; else None.

    Source: UU 24/2013 Pasal 83A, UU 23/2014 Pasal 205, PP 72/2019, PP 11/2017 (domain brief 8, from memory: BKPP confirms).
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
