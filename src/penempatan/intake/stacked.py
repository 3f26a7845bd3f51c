"""Several fields stacked in one cell (name, NIP and birth date; rank and TMT): parted by their patterns.

The nominative rolls of real offices put a person's fields on the lines of one cell. What a line is shows in
itself: 18 digits are a NIP, III/c is a rank, a date is a date; what is left is a name, a post or a unit.
Domain brief 2.1 and 7, row 10.
"""

from __future__ import annotations

import re
from functools import lru_cache

from penempatan.intake.columns import Field, heading_key
from penempatan.intake.nothing import says_nothing
from penempatan.knowledge.dates import read_date
from penempatan.knowledge.ranks import read_rank

_PARTING = re.compile(r"[/,;|&+\r\n]|\bdan\b", re.IGNORECASE)
_LINES = re.compile(r"[\r\n]+")
_NIP = re.compile(r"(?<!\d)['’]?\d{8}[ .\-]?\d{6}[ .\-]?\d[ .\-]?\d{3}(?!\d)")
_LABEL = re.compile(
    r"^(NIP\.?( BARU| LAMA)?|NI PPPK|TMT\.?|TGL\.?|GOL\.?|KARPEG\.?|TTL\.?)\s*[.:=]*\s*", re.IGNORECASE
)
_CARD = re.compile(r"(?:KARPEG\b.*|[A-Z]{1,2}\.? ?\d{5,7}|\d{9})", re.IGNORECASE)
_SERVICE = re.compile(
    r"\d{1,2}\s*(?:TAHUN|THN?|TH)\b\.?.*|(?:ESELON|ES)\b.*|[IV]{1,3}\.[AB]|NON ESELON", re.IGNORECASE
)
_RANK = re.compile(r".*\b(IV|I{1,3})\s*[-/.]?\s*[A-Ea-e]\)?|[IVX]+")

# What the parts of a stacked heading may be; None: a part that no rule needs.
_PARTS: dict[str, Field | None] = {
    **dict.fromkeys(("nama", "namapegawai", "namalengkap"), Field.NAME),
    **dict.fromkeys(("nip", "nipbaru", "nippppk", "nipnrp"), Field.NIP),
    **dict.fromkeys(("pangkat", "gol", "golongan", "ruang", "golru", "golruang", "gr"), Field.RANK),
    **dict.fromkeys(("jabatan", "namajabatan"), Field.POSITION),
    **dict.fromkeys(("unit", "unitkerja"), Field.UNIT),
    **dict.fromkeys(("tgllahir", "tanggallahir", "ttl", "tempattgllahir"), Field.BIRTH_DATE),
    "tempattanggallahir": Field.BIRTH_DATE,
    "tmtjabatan": Field.POST_SINCE,
    **dict.fromkeys(
        ("tmt", "karpeg", "nokarpeg", "niplama", "masakerja", "mk", "mkg", "eselon", "tempatlahir", "tempat",
         "tmtpangkat", "tmtgol", "tmtgolongan", "usia", "lp", "tmtcpns"),
        None,
    ),
}  # fmt: skip

# What the lines of a cell may hold besides, by what its heading says it holds.
COMPANIONS: dict[Field, frozenset[Field]] = {
    Field.NAME: frozenset({Field.NAME, Field.NIP, Field.BIRTH_DATE}),
    Field.NIP: frozenset({Field.NIP, Field.NAME}),
    Field.RANK: frozenset({Field.RANK}),
    Field.POSITION: frozenset({Field.POSITION, Field.POST_SINCE}),
}


@lru_cache(maxsize=4096)
def stacked_fields(heading: str) -> frozenset[Field]:
    """Return the fields that a heading such as `NAMA / NIP` names; empty where it names one thing."""
    parts = [key for part in _PARTING.split(heading) if (key := heading_key(part))]
    if len(parts) < 2 or any(part not in _PARTS for part in parts):
        return frozenset()
    fields = {known for part in parts if (known := _PARTS[part]) is not None}
    if Field.POSITION in fields and "tmt" in parts:
        fields.add(Field.POST_SINCE)
    return frozenset(fields)


@lru_cache(maxsize=65536)
def split_cell(text: str, fields: frozenset[Field]) -> dict[Field, str]:
    """Part a cell into those of `fields` that its lines show; other lines are dropped."""
    found: dict[Field, str] = {}
    words: list[str] = []
    ranks: list[str] = []
    for line in _pieces(text):
        number = _NIP.search(line)
        rest = line
        if number is not None:
            found.setdefault(Field.NIP, number[0])
            rest = f"{line[: number.start()]} {line[number.end() :]}".strip(" -/()\t")
            rest = "" if heading_key(rest) in ("nip", "nipbaru", "nippppk") else rest
        bare = _LABEL.sub("", rest).strip()
        if says_nothing(bare) or _CARD.fullmatch(bare):
            continue
        if date := _date_in(bare):
            found.setdefault(Field.BIRTH_DATE if Field.BIRTH_DATE in fields else Field.POST_SINCE, date)
        elif Field.RANK in fields and _is_rank(bare):
            ranks.append(bare)
        elif not _SERVICE.fullmatch(bare) and not _RANK.fullmatch(bare):
            words.append(rest)
    if ranks:
        found[Field.RANK] = " ".join(ranks)
    if Field.NAME in fields and words:
        found[Field.NAME] = words.pop(0)
    if Field.UNIT in fields and (len(words) > 1 or Field.POSITION not in fields) and words:
        found[Field.UNIT] = words.pop()
    if Field.POSITION in fields and words:
        found[Field.POSITION] = " ".join(words)
    elif fields == {Field.RANK} and not ranks:
        found[Field.RANK] = " ".join(words)
    return {known: value for known, value in found.items() if known in fields}


def shows_stack(text: str, main: Field) -> bool:
    """Whether a cell with line breaks holds a line that the field of its column cannot be."""
    for line in _pieces(text):
        bare = _LABEL.sub("", line).strip()
        if main is not Field.NIP and _NIP.search(line):
            return True
        if main is Field.NIP and not any(map(str.isdigit, bare)):
            return bool(bare)
        if main in (Field.POSITION, Field.RANK, Field.NAME) and _date_in(bare):
            return True
        if main in (Field.POSITION, Field.RANK) and _SERVICE.fullmatch(bare):
            return True
    return False


def _pieces(text: str) -> list[str]:
    lines = [" ".join(line.split()) for line in _LINES.split(text)]
    lines = [line for line in lines if line]
    return [part.strip() for part in lines[0].split(" / ")] if len(lines) == 1 else lines


def _date_in(bare: str) -> str:
    """Return the date that a line is, perhaps after a place (`Semarang, 1 Januari 1980`)."""
    for candidate in (bare, bare.rpartition(",")[2].strip()):
        if any(map(str.isdigit, candidate)) and len(candidate) >= 6 and read_date(candidate) is not None:
            return candidate
    return ""


def _is_rank(bare: str) -> bool:
    return _SERVICE.fullmatch(bare) is None and read_rank(bare, None) is not None
