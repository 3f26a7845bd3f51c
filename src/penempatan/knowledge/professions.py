"""Professions, specialists and subspecialists, whose BKN level codes do not say what they are.

BKN files PROFESI NERS beside S-2 and S-1 + NERS beside S-1 (domain brief 2.4). Both are read as a profession:
above S-1, below S-2. A specialist's programme keeps the word SPESIALIS: a radiologist is no radiographer.
"""

from __future__ import annotations

import re

from penempatan.domain.education import EducationLevel

_BELOW_MASTER = (None, EducationLevel.D4, EducationLevel.S1, EducationLevel.PROFESSION)
_MAYBE_PROFESSION = (*_BELOW_MASTER, EducationLevel.S2)
_SUBSPECIALIST = re.compile(r"^(?:DOKTER\s+)?(?:GIGI\s+)?SUB[\s\-]?SPESIALIS\b\s*")
_SPECIALIST = re.compile(
    r"^(?:(?:PENDIDIKAN|PROFESI|PROGRAM)\s+)*(?:(?:DOKTER(?:\s+GIGI)?|NERS)\s+)?(?:SPESIALIS\b(?:[\s\-]*(?:I|1|S[\s\-]?2)\b)?|SP[\s.\-]*(?:1|I)\b)[\s\-]*"
)
_PLAIN = re.compile(
    r"^(?:PENDIDIKAN\s+PROFESI\s+|PROFESI\s+)?(?P<who>NERS|APOTEKER|DOKTER(?:\s+(?:UMUM|GIGI|HEWAN))?)"
    r"(?:\s*\(?PROFESI\)?)?(?:\s*\+\s*STR)?$"
)
_PROFESSION = re.compile(r"^(?:PENDIDIKAN\s+)?PROFESI\s+(?P<who>.+)$")
_PLUS = re.compile(r"^(?P<base>[^+]*?)\s*\+\s*(?:PENDIDIKAN\s+)?(?P<word>PROFESI)?\s*(?P<who>[^+]*)$")
# A first degree and its profession in one breath: "Keperawatan Ners", "Farmasi dan Profesi Apoteker".
_FIRST_AND_PROFESSION = re.compile(
    r"^(?:ILMU\s+)?(?:(?P<nurse>KEP(?:ERAWATAN)?\.?)|FARMASI)\s*(?:DAN|/|&|,|-|\()?\s*(?:(?:PENDIDIKAN\s+)?PROFESI\s+)?"
    r"(?(nurse)NERS|(?:APOTEKER|APT\.?))\)?$"
)
_WHO = {
    "NS": "NERS",
    "APT": "APOTEKER",
    "BD": "BIDAN",
    "BDN": "BIDAN",
    "DOKTER UMUM": "DOKTER",
    "KEDOKTERAN": "DOKTER",
    "KEDOKTERAN GIGI": "DOKTER GIGI",
    "KEDOKTERAN HEWAN": "DOKTER HEWAN",
    "KEPERAWATAN": "NERS",
    "ILMU KEPERAWATAN": "NERS",
    "FARMASI": "APOTEKER",
    "KEBIDANAN": "BIDAN",
    "AKUNTANSI": "AKUNTAN",
    "EKONOMI AKUNTANSI": "AKUNTAN",
    "PSIKOLOGI": "PSIKOLOG",
    "FISIOTERAPI": "FISIOTERAPIS",
    "DIETISI": "DIETISIEN",
    "GIZI": "DIETISIEN",
    "PENDIDIKAN GURU": "GURU",
}
_MEDICINE, _DENTISTRY = "0912", "0911"
_DENTAL = ("GIGI", "ODONTO", "KONSERVASI")  # also where the keyword rules took a name for medicine
_NEEDS_FIRST_DEGREE = {
    "NERS": "KEPERAWATAN",
    "APOTEKER": "FARMASI",
    "DOKTER": "KEDOKTERAN",
    "DOKTER GIGI": "KEDOKTERAN GIGI",
    "DOKTER HEWAN": "KEDOKTERAN HEWAN",
    "PSIKOLOG": "PSIKOLOGI",
}


def settle(level: EducationLevel | None, rest: str) -> tuple[EducationLevel | None, str]:
    """Return the true level and programme name of what follows a level; an ordinary degree is unchanged."""
    if level is not EducationLevel.S3 and (found := _SUBSPECIALIST.match(rest)):
        return EducationLevel.SUBSPECIALIST, f"SUBSPESIALIS {rest[found.end() :]}".rstrip()
    if level in _MAYBE_PROFESSION or level is EducationLevel.SPECIALIST:
        if found := _SPECIALIST.match(rest):
            return EducationLevel.SPECIALIST, f"SPESIALIS {rest[found.end() :]}".rstrip()
        if found := _PLAIN.match(rest):
            return EducationLevel.PROFESSION, _who(found["who"])
    if level is EducationLevel.SPECIALIST and rest:
        return level, f"SPESIALIS {rest}"
    if level is EducationLevel.SUBSPECIALIST and rest:
        return level, f"SUBSPESIALIS {rest}"
    if level in _BELOW_MASTER:
        if both := _FIRST_AND_PROFESSION.match(rest):
            return EducationLevel.PROFESSION, "NERS" if both["nurse"] else "APOTEKER"
        if found := _PROFESSION.match(rest):
            return EducationLevel.PROFESSION, _who(found["who"])
        if (found := _PLUS.match(rest)) and (found["word"] or _who(found["who"]) in _NEEDS_FIRST_DEGREE):
            if found["who"].startswith("PEMINATAN"):
                return EducationLevel.PROFESSION, f"{found['base']} {found['who']}"
            return EducationLevel.PROFESSION, _who(found["who"] or found["base"])
    return level, _who(rest) if level is EducationLevel.PROFESSION else rest


def with_profession(rest: str) -> bool:
    """Whether a name is a first degree and the profession built on it in one breath ("Keperawatan/Ners")."""
    return _FIRST_AND_PROFESSION.match(rest) is not None


def first_degree(profession: str) -> str | None:
    """The S-1 programme that a profession is built on by law, or None where more than one leads there."""
    return _NEEDS_FIRST_DEGREE.get(profession)


def profession_of(speciality: str, isced: str | None) -> str | None:
    """The profession that a specialist or subspecialist must have first; None where that is not sure."""
    if "KEPERAWATAN" in speciality:
        return "NERS"
    if isced == _DENTISTRY or any(word in speciality for word in _DENTAL):
        return "DOKTER GIGI"
    return "DOKTER" if isced == _MEDICINE else None


def _who(text: str) -> str:
    return _WHO.get(text.strip(), text.strip())
