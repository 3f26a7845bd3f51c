"""The level at the front (or back) of an education text, in every written variant."""

from __future__ import annotations

import re
from dataclasses import dataclass

from penempatan.domain.education import EducationLevel
from penempatan.knowledge.demands import without_demand

STREAMS = frozenset({"IPA", "IPS", "BAHASA", "BIOLOGI", "KIMIA", "FISIKA", "AGAMA"})  # of a general school
_END = r"(?=[\s/,;:()\-–+]|$)"
_DIGIT_END = r"(?![0-9])"
_SHORTEST_DEMAND = 8  # characters of the shortest that `without_demand` takes away
_NUMERALS = {1: ("1", "I", "SATU"), 2: ("2", "II", "DUA"), 3: ("3", "III", "TIGA"), 4: ("4", "IV", "EMPAT")}


def _strata(number: int) -> str:
    digit, roman, word = _NUMERALS[number]
    gap = "+" if number == 1 else "*"  # a bare SI is an abbreviation (Sistem Informasi), not S-1
    return (
        rf"S[\s.\-–]*{digit}{_DIGIT_END}(?:\s+TERAPAN\b)?|S[\s.\-–]{gap}{roman}{_END}"
        rf"|STRATA[\s.\-]*(?:{digit}{_DIGIT_END}|{roman}{_END}|{word}\b)"
    )


def _diploma(number: int) -> str:
    digit, roman, word = _NUMERALS[number]
    glued = r"D[\s.\-–]+I" if number == 1 else rf"D[\s.\-–]*{roman}\.?"
    return (
        rf"D[\s.\-–]*{digit}{_DIGIT_END}|{glued}{_END}"
        rf"|DIPL(?:OMA)?[\s.\-]*(?:{digit}{_DIGIT_END}|{roman}\.?{_END}|{word}\b)"
        + (r"|DI$" if number == 1 else "")
    )


_LEVEL_FORMS: tuple[tuple[EducationLevel, str], ...] = (
    (EducationLevel.S3, _strata(3) + r"|DOKTOR\b"),
    (EducationLevel.S2, _strata(2) + r"|MAGISTER\b(?:\s+TERAPAN\b)?|MASTER\b(?:\s+OF\b)?|PASCA\s?SARJANA\b"),
    (EducationLevel.D4, _diploma(4) + r"|SARJANA\s+(?:SAINS\s+)?TERAPAN\b|S[\s.\-–]*1\s+TERAPAN\b"),
    (EducationLevel.D3, _diploma(3) + r"|SARJANA\s+MUDA\b|AHLI\s+MADYA\b"),
    (EducationLevel.S1, _strata(1) + r"|SARJANA\b(?:\s+(?:STRATA\b(?:[\s\-]*(?:SATU|1|I)\b)?|LENGKAP\b))?"),
    (EducationLevel.D2, _diploma(2)),
    (EducationLevel.D1, _diploma(1)),
    (
        EducationLevel.SLTA,
        r"SLTA\b(?:\s+(?:KEJURUAN|KEGURUAN|UMUM)\b)?|SM[AU](?:TA|N)?\b|SMK[KN]?\b|MA[KN]?\b|STM\b|SMEA\b|PAKET\s*C\b|ALIYAH\b"
        r"|SEKOLAH\s+(?:TEKNIK\s+MENENGAH|MENENGAH\s+EKONOMI\s+ATAS)\b"
        r"|SEKOLAH\s+(?:LANJUTAN\s+TINGKAT\s+ATAS|MENENGAH(?:\s+(?:ATAS|KEJURUAN|UMUM|TEKNIK))?)\b(?!\s+PERTAMA|\s+TEKNOLOGI)"
        r"|MADRASAH\s+ALIYAH\b(?:\s+KEJURUAN\b)?|PERSAMAAN\s+SLTA\b",
    ),
    (
        EducationLevel.SLTP,
        r"SLTP\b|SMPN?\b|MTS\b|PAKET\s*B\b|SMEP\b|SKKP\b|SEKOLAH\s+MENENGAH\s+PERTAMA\b"
        r"|(?:MADRASAH\s+)?TSANAWIYAH\b|ST\s+\(SEKOLAH\s+TEKNIK\)",
    ),
    (
        EducationLevel.SD,
        r"SDN?\b|S\.D\.?|SR\b|PAKET\s*A\b|SEKOLAH\s+(?:DASAR|RAKYAT)\b|(?:MADRASAH\s+)?IBTIDAIYAH\b",
    ),
)
_TOKEN = "|".join(f"(?P<{level.name}>{form})" for level, form in _LEVEL_FORMS)
_FIRST = re.compile(rf"(?:{_TOKEN})")
_ALONE = {level: re.compile(rf"(?:{form})\.?") for level, form in _LEVEL_FORMS}
_LEAD = re.compile(
    r"^(?:[\s:;,.\-–*•·]+|\d+[.)]\s+|[A-K][.)]\s+(?=S[\s.\-]*[123I]|D[\s.\-]*[1-4I]|DIPL|SARJANA|MAGISTER|S[LM])"
    r"|KEJAR\s+(?=PAKET)|(?:UJIAN\s+)?(?:PERSAMAAN|PENYETARAAN)\s+(?=PAKET|SM|SLT)"
    r"|(?:PENDIDIKAN\s+)?(?:MINIMAL|MINIMUM|MIN\b\.?|PALING\s+RENDAH|SEKURANG-KURANGNYA|SERENDAH-RENDAHNYA)\s+"
    r"|IJAZAH\s+|LULUSAN\s+|JENJANG\s+|PROGRAM\s+(?=(?:S|D)[\s.\-]*[1-4IV]|DIPLOMA|SARJANA|MAGISTER|DOKTOR\b))+"
)
_FILLER = re.compile(
    r"^(?:[\s:,.\-–]+|(?:PROGRAM\s+STUDI|PRODI|PROGDI|P\.?S\.\s|JURUSAN|JUR\.?(?=\s)"
    r"|BIDANG(?:\s+STUDI)?(?=\s)|DALAM\b|DI\s+BIDANG)\s*)+"
)
_JOINT = re.compile(
    r"\s+(?:S\.?\s?/?\s?D\.?|SAMPAI(?:\s+DENGAN)?|HINGGA)\s+(?=[SDM])|\s*/\s*|\s*\(\s*"
    r"|\s+(?=MAGISTER\b|SARJANA\b|DOKTOR\b|[SD][\s.\-]*[1-4]\b|PAKET\s+[ABC]\b)"
)
_TEACHING_LICENCE = re.compile(r"^(?:A-IV|AKTA\s*(?:IV|4))\b")
_LICENCE = re.compile(r"\s*/\s*(?:A-IV|AKTA\s*(?:IV|4))\b")
_BACK = re.compile(r"[\s,(\-–]+(?P<level>S[\s.\-–]*[123]|D[\s.\-–]*(?:[1-4]|I{1,3}|IV))\s*\)?$")
_WHOLE_NAME = re.compile(
    r"^(?:SUPM|SPMA|SPP|SMF|SPK|SMTI|SPG|SGO|PGAN?|KPG|KPAA|SGPLB|SNAKMA|SAKMA|SAA|SPRG|SMAK|SMKF|SMPS|SMIP"
    r"|SMSR|SMKI|SMM|SMT|SKKA"
    r"|SEKOLAH\s+(?:BIDAN|MENENGAH\s+TEKNOLOGI|\w+\s+MENENGAH\s+ATAS|PERAWAT|PENGATUR|ASISTEN|PENDIDIKAN\s+GURU|GURU))\b"
)
_ANY_PROGRAMME = re.compile(
    r"^[\s(/,]*(?:(?:ATAU\s+|DAN\s+|YANG\s+)?(?:SEDERAJAT|SETARA|SETINGKAT)|(?:SEMUA|SEGALA|SELURUH|SEMBARANG)\s+"
    r"(?:JURUSAN|PROGRAM\s+STUDI|PRODI|BIDANG(?:\s+ILMU)?|PEMINATAN)|APA\s+SAJA|UMUM|KEJURUAN|IPA\s+DAN\s+IPS|/)?[\s)/]*$"
)


@dataclass(frozen=True, slots=True)
class LevelReading:
    """`levels` in the order written and `rest`, what follows them.

    Several levels in "D-III/S-1 X"; D-IV beside S-1 counts as S-1.
    """

    levels: tuple[EducationLevel, ...]
    rest: str

    @property
    def level(self) -> EducationLevel | None:
        """The level, the lowest where several are written; None where the text has none."""
        return min(self.levels, key=lambda level: level.rank) if self.levels else None


def _token(text: str, start: int) -> tuple[EducationLevel, int] | None:
    """The level that `text` shows at `start` and where it ends."""
    found = _FIRST.match(text, start)
    if found is None or found.lastgroup is None:
        return None
    return EducationLevel[found.lastgroup], found.end()


def _fold(levels: list[EducationLevel]) -> tuple[EducationLevel, ...]:
    """Drop repeats; D-IV and S-1 written together are one rank, called S-1."""
    distinct = list(dict.fromkeys(levels))
    if EducationLevel.S1 in distinct and EducationLevel.D4 in distinct:
        distinct.remove(EducationLevel.D4)
    return tuple(distinct)


def split_level(folded: str) -> LevelReading:
    """Split folded text (`text.normal`) into its level and the rest: "S-1/D-IV HUKUM" -> (S-1), "HUKUM"."""
    text = _LEAD.sub("", folded)
    if _WHOLE_NAME.match(text):
        return LevelReading((EducationLevel.SLTA,), text)
    if _TEACHING_LICENCE.match(text):
        return LevelReading((EducationLevel.S1,), text)
    first = _token(text, 0)
    if first is None:
        if back := _BACK.search(text):
            level = next((level for level, form in _ALONE.items() if form.fullmatch(back["level"])), None)
            if level is not None and back.start() > 0:
                return LevelReading((level,), text[: back.start()].rstrip(" ,-–("))
        return LevelReading((), text)
    level, end = first
    levels = [level]
    if licence := _LICENCE.match(text, end):
        end = licence.end()
    while joint := _JOINT.match(text, end):
        following = _token(text, joint.end())
        if following is None:
            break
        if "(" in joint[0]:
            levels[-1] = following[0]
            end = following[1] + (1 if text[following[1] : following[1] + 1] == ")" else 0)
        else:
            levels.append(following[0])
            end = following[1]
    return LevelReading(_fold(levels), _FILLER.sub("", text[end:]).strip())


def any_programme(rest: str) -> bool:
    """Whether what follows a level means every programme: nothing, "semua jurusan", "sederajat"."""
    return _ANY_PROGRAMME.match(rest) is not None or (
        len(rest) > _SHORTEST_DEMAND and _ANY_PROGRAMME.match(without_demand(rest)) is not None
    )


def starts_with_level(folded: str) -> bool:
    """Whether folded text opens with a level."""
    text = _LEAD.sub("", folded)
    return _FIRST.match(text) is not None or _WHOLE_NAME.match(text) is not None
