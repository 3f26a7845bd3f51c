"""Reading educations: what an employee holds and what a vacancy accepts."""

from __future__ import annotations

import re
from functools import lru_cache

from penempatan.domain.education import (
    Alternative,
    Education,
    EducationLevel,
    MatchKind,
    Programme,
    Qualification,
)
from penempatan.knowledge.alternatives import split_alternatives
from penempatan.knowledge.education_parts import cell_parts, single_educations
from penempatan.knowledge.levels import STREAMS, any_programme, split_level
from penempatan.knowledge.professions import first_degree, profession_of, settle
from penempatan.knowledge.programmes import broader, by_code, either, find_programme, find_specialist
from penempatan.knowledge.text import normal, says_nothing
from penempatan.knowledge.titles import level_by_title, read_title

_PHYSICIAN = re.compile(r"\s*dr(?:\.?(?=\s|$)\s*|\.(?=[A-Z]))")
_SPECIALIST_TITLE = re.compile(r"\s*Sp(?=[A-Z])")  # SpP is a specialist, SPP a school
_SMALL_L = re.compile(r"\s*[DS][\s.\-]*(?=[Il]*l)[Il]{1,3}(?=[\s.\-/]|$)")  # D-lll for D-III
_CODE = re.compile(r"(?<![0-9A-Z])(\d{7}|\d{6}[0-9B]?)(?![0-9A-Z])")
_OLD_STREAM = re.compile(
    r"A[\s.\-]*(?P<number>[1-4])(?:[\s/(\-]+(?:FISIKA|BIOLOGI|SOSIAL|IPA|IPS|BUDAYA|BAHASA)\)?)?$"
)
_OLD_STREAMS = {"1": "IPA", "2": "IPA", "3": "IPS", "4": "BAHASA"}  # the curriculum of 1984
_LEVEL_WORDS = {
    "PROFESI": EducationLevel.PROFESSION,
    "SPESIALIS": EducationLevel.SPECIALIST,
    "SUBSPESIALIS": EducationLevel.SUBSPECIALIST,
    "SUB SPESIALIS": EducationLevel.SUBSPECIALIST,
    "SP-1": EducationLevel.SPECIALIST,
    "SP-2": EducationLevel.SUBSPECIALIST,
}
BKN_LEVELS = {
    "05": EducationLevel.SD,
    "10": EducationLevel.SLTP,
    "12": EducationLevel.SLTP,
    "15": EducationLevel.SLTA,
    "17": EducationLevel.SLTA,
    "18": EducationLevel.SLTA,
    "20": EducationLevel.D1,
    "25": EducationLevel.D2,
    "30": EducationLevel.D3,
    "35": EducationLevel.D4,
    "40": EducationLevel.S1,
    "42": EducationLevel.PROFESSION,
    "45": EducationLevel.S2,
    "47": EducationLevel.SPECIALIST,
    "49": EducationLevel.SUBSPECIALIST,
    "50": EducationLevel.S3,
}


@lru_cache(maxsize=4096)
def read_level(text: str) -> EducationLevel | None:
    """Read a level that stands alone: a column "Tingkat Pendidikan" ("S-1/Sarjana", "D3", BKN code 40)."""
    folded = normal(text)
    if level := BKN_LEVELS.get(folded.zfill(2)) or _LEVEL_WORDS.get(folded):
        return level
    reading = split_level(folded)
    if reading.level is not None:
        return reading.level
    titled = read_title(folded)
    return titled[0] if titled else settle(None, folded)[0]


def name_of(level: EducationLevel | None, rest: str) -> tuple[EducationLevel | None, str]:
    """Return the true level and the programme name of a level and what follows it (folded text).

    Streams of a general school keep its name (SMA IPA), so that "IPA" is never a university programme.
    """
    if level is EducationLevel.SLTA:
        if old := _OLD_STREAM.match(rest):
            return level, f"SMA {_OLD_STREAMS[old['number']]}"
        if rest in STREAMS:
            return level, f"SMA {rest}"
    return settle(level, rest)


@lru_cache(maxsize=1 << 17)
def read_educations(text: str, level_text: str = "") -> tuple[Education, ...]:
    """Read an employee's educations, several separated by `;`, line breaks or bars.

    `level_text` is a separate level column; a level inside the text is surer and wins (BKN files a profession
    under S-2). `level` or `programme` is None where the text does not tell: a school's name, IPA at a
    university, an ambiguous abbreviation. What an education cannot be had without follows it, marked
    `implied`: the S-1 under a profession, the programme of a concentration. Empty text gives ().
    """
    parts = list(cell_parts(text))
    levels = [read_level(part) for part in cell_parts(level_text)]
    if not parts:
        return tuple(Education(level_text.strip(), level, None) for level in levels)
    if len(levels) != len(parts):
        levels = [levels[0] if len(levels) == 1 else None] * len(parts)
    found: list[Education] = []
    for part, level in zip(parts, levels, strict=True):
        for piece in single_educations(part):
            found.extend(_read_piece(piece, level))
    return tuple(found)


@lru_cache(maxsize=1 << 16)
def read_qualification(text: str) -> Qualification:
    """Read the educations a vacancy accepts, alternatives in the order written, repeats left out.

    Separators are those of `split_alternatives`; a level carries forward to alternatives without one
    ("S-1 Hukum / Ilmu Hukum"). `any_programme` is set for a bare level, "semua jurusan" and "sederajat".
    """
    if says_nothing(text):
        return Qualification()
    alternatives: dict[tuple[EducationLevel | None, str, bool], Alternative] = {}
    carried: tuple[EducationLevel | None, ...] = (None,)
    for part in split_alternatives(text):
        read, levels = _read_alternative(part, carried)
        carried = levels or carried
        for alternative in read:
            named = alternative.programme.name if alternative.programme else ""
            alternatives.setdefault((alternative.level, named, alternative.any_programme), alternative)
    return Qualification(text.strip(), tuple(alternatives.values()))


def _folded(raw: str) -> str:
    """Fold a text, first taking from its case what only that tells.

    A physician's "dr." is spelled out (a doctor writes "Dr."), SpP is a title (SPP a school), D-lll is D-III.
    """
    raw = _SPECIALIST_TITLE.sub("Sp.", raw, count=1) if _SPECIALIST_TITLE.match(raw) else raw
    if small := _SMALL_L.match(raw):
        raw = small[0].replace("l", "I") + raw[small.end() :]
    physician = _PHYSICIAN.match(raw)
    if physician is None:
        return normal(raw)
    rest = normal(_SPECIALIST_TITLE.sub("Sp.", raw[physician.end() :], count=1))
    return rest if read_title(rest) else f"DOKTER {rest}".rstrip()


@lru_cache(maxsize=1 << 17)
def _read_piece(raw: str, column_level: EducationLevel | None) -> tuple[Education, ...]:
    folded = _folded(raw)
    if (code := _CODE.search(folded)) and (coded := by_code(code[1])):
        return _with_implied(Education(raw, coded[0] or column_level, coded[1]))
    if (titled := read_title(folded)) is not None:
        return _with_implied(Education(raw, *titled))
    if folded in _LEVEL_WORDS:
        return (Education(raw, _LEVEL_WORDS[folded], None),)
    reading = split_level(folded)
    level, name = name_of(reading.level or column_level, reading.rest)
    if any_programme(name):
        return (Education(raw, level, None),)
    programme = (find_specialist(name) if level is None else None) or find_programme(name)
    if programme is None or programme.match >= MatchKind.KEYWORD:
        if level is None and (opening := level_by_title(folded)):
            level, name = opening
            programme = find_programme(name)
        if either(name):  # "Kebidanan/Keperawatan": one of them, and only its holder knows which
            programme = None
    return _with_implied(Education(raw, level, programme), broader(name))


def _with_implied(education: Education, wider: Programme | None = None) -> tuple[Education, ...]:
    """The education, then what it cannot be had without, if anything."""
    if wider is not None and wider != education.programme:
        return education, Education(education.raw, education.level, wider, implied=True)
    implied: list[Education] = []
    profession = None
    if education.programme is not None:
        profession = education.programme.name if education.level is EducationLevel.PROFESSION else None
        if education.level in (EducationLevel.SPECIALIST, EducationLevel.SUBSPECIALIST):
            profession = profession_of(education.programme.name, education.programme.isced)
            if profession is not None:
                held = find_programme(profession)
                implied.append(Education(education.raw, EducationLevel.PROFESSION, held, implied=True))
    if profession is not None and (base := first_degree(profession)):
        implied.append(Education(education.raw, EducationLevel.S1, find_programme(base), implied=True))
    return education, *implied


@lru_cache(maxsize=1 << 17)
def _read_alternative(
    raw: str, carried: tuple[EducationLevel | None, ...]
) -> tuple[tuple[Alternative, ...], tuple[EducationLevel, ...]]:
    """The alternatives one part stands for (two for "D-III/S-1 X") and the levels it says itself."""
    folded = _folded(raw)
    if (code := _CODE.search(folded)) and (coded := by_code(code[1])):
        level, programme = coded
        return (Alternative(raw, level, programme, programme is None),), () if level is None else (level,)
    if (titled := read_title(folded)) is not None:
        return (Alternative(raw, titled[0], titled[1] or Programme(folded)),), (titled[0],)
    if folded in _LEVEL_WORDS:
        return (Alternative(raw, _LEVEL_WORDS[folded], None, True),), (_LEVEL_WORDS[folded],)
    reading = split_level(folded)
    if not reading.levels and (own := settle(None, reading.rest)[0]):
        carried = (
            own,
        )  # a profession has its own level, whatever stands before it ("D-III X / PROFESI NERS")
    found = []
    for said in reading.levels or carried:
        true_level, name = name_of(said, reading.rest)
        every = any_programme(name)
        programme = None if every else find_programme(name)
        if programme is None and not every and true_level is not None:
            programme = Programme(name)  # what cannot be read must not come to mean "any programme"
        found.append(Alternative(raw, true_level, programme, every))
    return tuple(found), reading.levels
