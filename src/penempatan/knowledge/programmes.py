"""Programme names: one canonical name for every spelling, with ISCED-F field and rumpun.

Two programmes are the same when their canonical name is. The table folds spellings (blanks, punctuation,
official typos, a leading ILMU, BKN codes that carry two names); it never folds programmes merely alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from penempatan.domain.education import EducationLevel, MatchKind, Programme
from penempatan.knowledge.abbreviations import spelled_out
from penempatan.knowledge.demands import without_demand
from penempatan.knowledge.misspellings import mended
from penempatan.knowledge.tables import rows
from penempatan.knowledge.text import folded_key, key, normal

_WORD = re.compile(r"[A-Z0-9]+")
_QUOTES = re.compile(r"[`'’‘´ʼ\"“”]")
_DOT = re.compile(r"(?<=[A-Z])\.(?=[\s)/]|$)")
_LONGEST_ALIAS = 32
_SCHOOLS = frozenset({"SPP"})  # schools whose letters, dots aside, are those of a title too (Sp.P)
_TIGHT_SLASH = re.compile(r"(?<=\w)/(?=\w)")
_ILMU = re.compile(r"^(SPESIALIS\s+|SUBSPESIALIS\s+|)ILMU\s+(?=\S)")
_ILMU_STAYS = frozenset(
    {
        "AGAMA", "BAHASA", "BUDAYA", "INFORMASI", "KEPENDIDIKAN", "KOMPUTASI", "KOMPUTER", "PANGAN",
        "PEMBANGUNAN", "PENDIDIKAN", "POLITIK ISLAM", "SENI", "SOSIAL", "TEKNIK",
    }
)  # fmt: skip
_NOT_A_PROGRAMME = frozenset(
    {
        "IPA", "IPS", "A1", "A2", "A3", "UMUM", "SEDERAJAT", "TIDAK TAHU", "LAINNYA", "LAIN-LAIN",
        "SPESIALIS", "SUBSPESIALIS", "PROFESI",
    }
)  # fmt: skip
_SCHOOL_WORDS = (
    r"UNIVERSITAS|UNIV\b|UNDIP\b|UNNES\b|UNISSULA|UDINUS|UGM\b|UNS\b|UNSOED|UPGRIS|UNIKA\b|UNIMUS|USM\b|INSTITUT\b|"
    r"IPDN\b|STPDN\b|APDN\b|STAN\b|STTD\b|STIS\b|"
    r"POLITEKNIK|POLTEK|STIKES|STIE\b|STIA\b|STMIK|STIH\b|STKIP|IKIP\b|IAIN\b|UIN\b|STAIN\b|SEKOLAH TINGGI|"
    r"FAKULTAS"
)
_SCHOOL = re.compile(
    rf"^(?:{_SCHOOL_WORDS}|(?:SMA|SMK|SMP|SD|MA)N?\s*(?:N\b|NEGERI\b|\d)|NEGERI\b|SWASTA\b|N\s*\d|\d|"
    r"AKADEMI\b|MUHAMMADIYAH\b|PGRI\b|(?:ISLAM|KRISTEN|KATOLIK)$)"
)
_AFTER_NAME = re.compile(
    rf"[\s,\-–(]+(?:(?:DI\s+|DARI\s+|PADA\s+)?(?:{_SCHOOL_WORDS}|F[KE]M?\b|FISIP\b|FH\b)"
    r"|(?:TAHUN|TH\.?|LULUS(?:AN)?)\b).*$"
    r"|[\s,\-–(]+(?:19|20)\d\d\)?$"
)
_FACULTY = re.compile(r"^(?:FMIPA|FEB?|FISIP|FKIP|FT|FP)[\s/\-]+(?=\S)")
_TITLE_BEHIND = re.compile(r"\s*[/(]\s*(?P<title>[A-Z]{1,3}\.[A-Z.]{1,8}|SH|SE|SKM)\s*\)?$")
_NARROWED = re.compile(
    r"^(?P<base>.+?)[\s,(\-–:]+(?:PEMINATAN|MINAT|KONSENTRASI|JURUSAN|KEKHUSUSAN|BID(?:ANG)?\.?\s+MINAT"
    r"|BIDANG\s+KEAHLIAN)\b"
)


@dataclass(frozen=True, slots=True)
class Alias:
    """A degree title or abbreviation: the level it proves (if any), its programme (None: not told)."""

    level: EducationLevel | None
    programme: str | None


@cache
def _word_forms() -> dict[str, str]:
    return {row["written"]: row["meant"] for row in rows("word_forms")}


@cache
def _programmes() -> dict[str, Programme]:
    """Canonical name -> programme as the table knows it."""
    return {
        row["name"]: Programme(
            row["name"],
            row["isced"] or None,
            row["field_group"] or None,
            MatchKind.NAME,
            row["guessed"] == "1",
        )
        for row in rows("programmes")
    }


@cache
def _by_key() -> dict[str, Programme]:
    found = {name_key(name): programme for name, programme in _programmes().items()}
    for row in rows("spellings"):
        found[row["key"]] = _programmes()[row["name"]]
    return found


@cache
def _slashed() -> frozenset[str]:
    """Keys of the official names written with a slash between two words ("X/Y" is then one name)."""
    return frozenset(row["key"] for row in rows("spellings") if row["slashed"] == "1")


@cache
def _with_commas() -> frozenset[str]:
    """Keys of the official names that have a comma ("EKONOMI, KEUANGAN DAN PERBANKAN")."""
    return frozenset(row["key"] for row in rows("spellings") if row["comma"] == "1")


def has_official_comma(folded: str) -> bool:
    """Whether folded text without level is an official name whose comma belongs to it."""
    return name_key(folded) in _with_commas()


@cache
def _aliases() -> dict[str, Alias]:
    return {
        key(row["written"]): Alias(
            EducationLevel[row["level"]] if row["level"] else None, row["programme"] or None
        )
        for row in rows("aliases")
    }


@cache
def _by_code() -> dict[str, tuple[EducationLevel | None, str]]:
    return {
        row["code"]: (EducationLevel[row["level"]] if row["level"] else None, row["name"])
        for row in rows("education_codes")
    }


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    return tuple(
        (re.compile(row["pattern"]), row["isced"], row["field_group"]) for row in rows("keyword_rules")
    )


@cache
def _vocabulary() -> frozenset[str]:
    """The words of the official names."""
    return frozenset(word for name in _programmes() for word in _WORD.findall(name))


def spelled(name: str) -> str:
    """Return a folded name with misspelt and shortened words put right and quotes gone."""
    forms = _word_forms()
    name = _QUOTES.sub("", name).replace("&", " DAN ")
    if "." in name:
        name = _DOT.sub(" ", name)
    name = _WORD.sub(lambda found: forms.get(found[0], found[0]), name)
    return " ".join(name.split()).strip(" ,.;:-–/")


def corrected(name: str) -> str:
    """Return `spelled(name)` without a leading ILMU, except where ILMU makes the name (Ilmu Komputer)."""
    name = spelled(name)
    if "ILMU " not in name:
        return name
    bare = _ILMU.sub(r"\1", name)
    return name if bare in _ILMU_STAYS else bare


def name_key(name: str) -> str:
    """The key under which all spellings of one programme name meet; input is folded text without level."""
    return folded_key(corrected(name))


def by_code(code: str) -> tuple[EducationLevel | None, Programme | None] | None:
    """Level and programme of a BKN education code (programme None: any of that level); None if unknown."""
    found = _by_code().get(code)
    if found is None:
        return None
    level, name = found
    return level, replace(_programmes()[name], match=MatchKind.CODE) if name else None


def alias(folded: str) -> Alias | None:
    """The degree title or abbreviation that folded text is, dots and blanks aside; None where it is none."""
    if len(folded) > _LONGEST_ALIAS or folded in _SCHOOLS:
        return None
    return _aliases().get(folded_key(folded))


def _abbreviated(short: Alias) -> Programme | None:
    known = _official(short.programme) if short.programme else None
    return replace(known, match=MatchKind.SYNONYM) if known else None


def guess_field(name: str) -> tuple[str, str] | None:
    """(ISCED-F detailed code, rumpun) of the first keyword rule that fits a folded name, or None."""
    for pattern, isced, field_group in _rules():
        if pattern.search(name):
            return isced, field_group
    return None


def _official(folded: str) -> Programme | None:
    """The official programme that folded text spells; "X/Y" only where an official name has that slash."""
    folded_name = name_key(folded)
    found = _by_key().get(folded_name)
    if found is not None and "/" in folded and _TIGHT_SLASH.search(folded) and folded_name not in _slashed():
        return None
    return found


def spelled_programmes(folded: str) -> tuple[Programme, ...]:
    """The official programmes that a name with shortened words may stand for ("TEK. INFORMASI": two)."""
    found = (_official(name) for name in spelled_out(spelled(folded)))
    return tuple({programme.name: programme for programme in found if programme}.values())


@lru_cache(maxsize=1 << 17)
def find_programme(folded: str) -> Programme | None:
    """Return the programme that folded text without level names; None where it names none.

    Order: an official name or a spelling of it; an abbreviation (None when ambiguous); the same without what
    follows the name (school, year); an official name with shortened words (None where several fit); one with
    a slip of the pen a word; else the text itself, its field guessed (KEYWORD) or unknown (UNLISTED).
    """
    if folded in _NOT_A_PROGRAMME:
        return None
    if known := _official(folded):
        return known
    if short := alias(folded):
        return _abbreviated(short)
    for alone in (
        _AFTER_NAME.sub("", folded),
        without_demand(folded),
        _without_title(folded),
        _in_faculty(folded),
    ):
        if alone and alone != folded:
            return find_programme(alone)
    name = corrected(folded)
    if _SCHOOL.match(folded) or sum(char.isalpha() for char in name) < 3:
        return None
    if written := spelled_programmes(folded):
        return replace(written[0], match=MatchKind.SYNONYM) if len(written) == 1 else None
    meant = mended(name, _vocabulary())
    if known := (_official(meant) if meant != name else None) or _repeated(folded):
        return replace(known, match=MatchKind.SYNONYM)
    if guess := guess_field(name):
        return Programme(name, guess[0], guess[1], MatchKind.KEYWORD, True)
    return Programme(name)


def _without_title(folded: str) -> str:
    """Return a name without the degree title that repeats it ("EKONOMI (S.E.)")."""
    found = _TITLE_BEHIND.search(folded)
    short = alias(found["title"]) if found else None
    return folded[: found.start()] if found and short and short.level else folded


def _in_faculty(folded: str) -> str:
    """Return a name without the faculty before it ("FMIPA BIOLOGI"); of FKIP comes a teacher."""
    found = _FACULTY.match(folded)
    if found is None:
        return folded
    name = folded[found.end() :]
    return f"PENDIDIKAN {name}" if found[0].startswith("FKIP") and not name.startswith("PEND") else name


def either(folded: str) -> tuple[Programme, ...]:
    """The different programmes that a name with slashes leaves open ("KEBIDANAN/KEPERAWATAN"); else ()."""
    if "/" not in folded or _official(folded):
        return ()
    found = [_official(part.strip()) for part in folded.split("/")]
    known = {programme.name: programme for programme in found if programme}
    return tuple(known.values()) if None not in found and len(known) > 1 else ()


def _repeated(folded: str) -> Programme | None:
    """The programme of a name given twice ("Kesehatan Masyarakat / Kesmas"), or None."""
    parts = folded.split("/")
    if len(parts) == 1:
        return None
    found = [_official(part.strip()) for part in parts]
    return found[0] if len({programme and programme.name for programme in found}) == 1 else None


def find_specialist(folded: str) -> Programme | None:
    """The specialist programme that text without a level names where no other programme is called so.

    A column "Jurusan" says "Ilmu Penyakit Mata" for the specialist's SPESIALIS MATA.
    """
    if is_known(folded) or not (known := _official(f"SPESIALIS {folded}")):
        return None
    return replace(known, match=MatchKind.SYNONYM)


def broader(folded: str) -> Programme | None:
    """The official programme of which folded text names a concentration ("X PEMINATAN Y" -> X), or None."""
    found = _NARROWED.match(folded)
    return _official(found["base"]) if found else None


def is_known(folded: str) -> bool:
    """Whether folded text without level is an official name, a spelling of one, or a clear abbreviation."""
    found = find_programme(normal(folded))
    return found is not None and found.match < MatchKind.KEYWORD
