"""Names that people read for field codes: ISCED-F 2013 and our field groups (rumpun)."""

from __future__ import annotations

from functools import cache

from penempatan.knowledge.tables import rows

_GROUPS = {
    "ADM_PEMERINTAHAN": "Administrasi dan Pemerintahan",
    "AGAMA": "Agama",
    "BAHASA": "Bahasa dan Sastra",
    "EKONOMI_KEUANGAN": "Ekonomi dan Keuangan",
    "HUKUM": "Hukum",
    "KEAMANAN_KEBENCANAAN": "Keamanan dan Kebencanaan",
    "KESEHATAN": "Kesehatan",
    "KOMUNIKASI_INFORMASI": "Komunikasi dan Informasi",
    "LINGKUNGAN": "Lingkungan",
    "OLAHRAGA": "Olahraga",
    "PARIWISATA_BUDAYA_SENI": "Pariwisata, Budaya, dan Seni",
    "PENATAAN_RUANG": "Penataan Ruang",
    "PENDIDIKAN": "Pendidikan",
    "PERIKANAN_KELAUTAN": "Perikanan dan Kelautan",
    "PERPUSTAKAAN_ARSIP": "Perpustakaan dan Kearsipan",
    "PERTANIAN_PANGAN": "Pertanian dan Pangan",
    "PETERNAKAN_HEWAN": "Peternakan dan Kesehatan Hewan",
    "PSIKOLOGI": "Psikologi",
    "SAINS": "Sains",
    "SOSIAL": "Sosial",
    "TEKNIK_LAIN": "Teknik Lain",
    "TEKNIK_SIPIL_BANGUNAN": "Teknik Sipil dan Bangunan",
    "TIK": "Teknologi Informasi dan Komunikasi",
    "TRANSPORTASI": "Transportasi",
    "UMUM": "Umum",
}


@cache
def _isced() -> dict[str, str]:
    return {row["code"]: row["name"] for row in rows("isced")}


def isced_name(code: str) -> str:
    """Return the Indonesian name of an ISCED-F 2013 code of two, three or four digits; "" if unknown."""
    return _isced().get(code, "")


def field_group_name(tag: str) -> str:
    """Return how people call a field group; the tag itself where it is one of the user's own."""
    return _GROUPS.get(tag, tag)
