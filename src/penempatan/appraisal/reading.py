"""How one education text was read, in words for the person who must check it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from penempatan.domain.education import Education, MatchKind, education_label
from penempatan.knowledge.education import read_educations
from penempatan.knowledge.fields import field_group_name, isced_name
from penempatan.knowledge.levels import any_programme, split_level
from penempatan.knowledge.programmes import either, spelled_programmes
from penempatan.knowledge.text import normal
from penempatan.knowledge.title_table import may_mean
from penempatan.knowledge.titles import read_title

if TYPE_CHECKING:
    from collections.abc import Iterable

    from penempatan.domain.education import Programme

UNREAD = "tidak terbaca"
UNSAID = "tidak disebut"
GUESS = "dugaan"


@dataclass(frozen=True, slots=True)
class EducationReading:
    """One education of a text and how sure its reading is.

    `question` is what a person must answer before the education can be used, "" where nothing is open;
    `may_mean` are the programmes an ambiguous abbreviation stands for, most common first.
    """

    education: Education
    label: str
    recognised: str
    may_mean: tuple[str, ...]
    question: str

    @property
    def level(self) -> str:
        """The level as people write it, "" where the text tells none."""
        return self.education.level.label if self.education.level else ""

    @property
    def isced(self) -> tuple[str, str]:
        """ISCED-F 2013 code and Indonesian name of the field, ("", "") where it is not known."""
        code = (self.education.programme.isced if self.education.programme else None) or ""
        return code, isced_name(code) if code else ""

    @property
    def field_group(self) -> str:
        """The field group (rumpun) as people call it, "" where it is not known."""
        programme = self.education.programme
        return field_group_name(programme.field_group) if programme and programme.field_group else ""

    @property
    def guessed(self) -> bool:
        """Whether field and field group are a guess by keyword that a person has to confirm."""
        return self.education.programme is not None and self.education.programme.guessed


def readings(text: str, level_text: str = "") -> tuple[EducationReading, ...]:
    """Read a text as `read_educations` does and say how; implied educations follow what implies them."""
    return tuple(reading_of(one) for one in read_educations(text, level_text))


@lru_cache(maxsize=1 << 14)
def reading_of(education: Education) -> EducationReading:
    """Say how an education was read."""
    meant = _meanings(education) if education.programme is None else ()
    return EducationReading(
        education, education_text(education), _recognised(education), meant, _question(education, meant)
    )


def education_text(education: Education) -> str:
    """Return an education in one line, with what is doubtful about it in brackets."""
    level, programme = education.level, education.programme
    if programme is None:
        return UNREAD if level is None else f"{level.label} (program studi {_missing(education)})"
    shown = programme.name if level is None else education_label(level, programme)
    doubts = [f"jenjang {UNREAD}"] if level is None else []
    if programme.match is MatchKind.KEYWORD:
        doubts.append(GUESS)
    if programme.match is MatchKind.UNLISTED:
        doubts.append("tidak dikenal")
    return f"{shown} ({', '.join(doubts)})" if doubts else shown


def _recognised(education: Education) -> str:
    programme = education.programme
    if programme is None:
        return f"program studi {_missing(education)}" if education.level else UNREAD
    if education.implied:
        return "tersirat: prasyarat pendidikan di atasnya"
    if programme.match is MatchKind.CODE:
        return "kode pendidikan BKN"
    if programme.match is MatchKind.KEYWORD:
        return "tidak ada pada daftar BKN; bidangnya diduga dari kata dalam namanya"
    if programme.match is MatchKind.UNLISTED:
        return "tidak dikenal: tidak ada pada daftar BKN dan bidangnya tidak dapat diduga"
    if read_title(normal(education.raw)) is not None:
        return "gelar"
    if programme.match is MatchKind.SYNONYM:
        return "singkatan atau salah ketik dari nama resmi"
    return "nama resmi" if _is_official(education.raw, programme) else "ejaan lain dari nama resmi"


def _is_official(raw: str, programme: Programme) -> bool:
    return split_level(normal(raw)).rest == programme.name or normal(raw) == programme.name


def _missing(education: Education) -> str:
    """Whether the programme is not written at all (a bare level) or written but not legible."""
    return UNSAID if any_programme(split_level(normal(education.raw)).rest) else UNREAD


def _meanings(education: Education) -> tuple[str, ...]:
    folded = normal(education.raw)
    rest = split_level(folded).rest
    if common := may_mean(rest) or may_mean(folded):
        return common
    return tuple(programme.name for programme in either(rest) or spelled_programmes(rest))


def _question(education: Education, meant: tuple[str, ...]) -> str:
    if meant:
        last = f"{', '.join(meant[:-1])} atau {meant[-1]}" if len(meant) > 1 else meant[0]
        return f"“{education.raw}” dapat berarti, antara lain, {last}; tulis program studinya lengkap."
    if education.level is None and education.programme is None:
        return f"“{education.raw}” {UNREAD}; tulis jenjang dan program studinya menurut ijazah."
    if education.programme is None:
        return f"Program studi pada “{education.raw}” {_missing(education)}; tulis menurut ijazahnya."
    if education.level is None:
        return f"Jenjang “{education.raw}” tidak tertulis; tulis jenjangnya menurut ijazah."
    if education.programme.match is MatchKind.UNLISTED:
        return f"“{education.programme.name}” tidak ada pada daftar BKN; periksa penulisannya."
    if education.programme.match is MatchKind.KEYWORD:
        return f"“{education.programme.name}” tidak ada pada daftar BKN; pastikan bidangnya."
    return ""


def joined(ones: Iterable[str]) -> str:
    """Join what several educations show, each once."""
    return "; ".join(dict.fromkeys(one for one in ones if one))
