"""Derive the tables of `penempatan.knowledge` from the shared reference data.

    python scripts/derive_knowledge.py [../shared/data] [--into FOLDER]

Writes `src/penempatan/knowledge/data/*.csv`; the README there says what each table means and comes from. What
is our own judgement is kept by hand: `aliases.csv` and `word_forms.csv` among the tables, the rest in
`scripts/knowledge/`. Same input, same bytes.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from penempatan.domain.education import EducationLevel
from penempatan.knowledge.education import BKN_LEVELS, name_of
from penempatan.knowledge.levels import any_programme, split_level
from penempatan.knowledge.programmes import name_key, spelled
from penempatan.knowledge.text import key, normal

SCRIPTS = Path(__file__).resolve().parent
OWN = SCRIPTS / "knowledge"
TABLES = SCRIPTS.parent / "src" / "penempatan" / "knowledge" / "data"

SANCTION_LEVELS = {"ringan": "LIGHT", "sedang": "MODERATE", "berat": "SEVERE"}
JENJANG = re.compile(r"\b(AHLI (PERTAMA|MUDA|MADYA|UTAMA)|TERAMPIL|MAHIR|PENYELIA|PEMULA)\b")
REMARK = re.compile(r"\s*\((old|old name)\)")
NOT_OURS = re.compile(r"ambiguous|name in other cities")
SEVERAL_NAMES = re.compile(r"[;\n]")
TIGHT_SLASH = re.compile(r"(?<=\w)/(?=\w)")

BknRow = tuple[str, EducationLevel | None, str]  # code, level, programme name ("" accepts any programme)
Field = tuple[str, str]  # ISCED-F detailed code, rumpun
Rule = tuple[re.Pattern[str], str, str]  # pattern, ISCED-F detailed code, rumpun


def read(path: Path) -> Iterator[dict[str, str]]:
    """Rows of a CSV file, gzipped or not."""
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)
    else:
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


def write(name: str, header: tuple[str, ...], rows: Iterable[tuple[str, ...]], into: Path) -> None:
    """Write one table with Unix line ends."""
    with (into / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


class Sets:
    """Disjoint sets of name keys."""

    def __init__(self) -> None:
        self.parent: dict[str, str] = {}

    def find(self, item: str) -> str:
        """Return the representative of the set of `item`."""
        self.parent.setdefault(item, item)
        while self.parent[item] != item:
            self.parent[item] = self.parent[self.parent[item]]
            item = self.parent[item]
        return item

    def join(self, one: str, other: str) -> None:
        """Make one set of two; the smaller key represents it."""
        first, second = sorted((self.find(one), self.find(other)))
        self.parent[second] = first


def bkn_rows(shared: Path) -> list[BknRow]:
    """Every row with one name; the level code decides only where the name shows no level."""
    found: list[BknRow] = []
    for row in read(shared / "reference" / "pendidikan_bkn.csv"):
        if SEVERAL_NAMES.search(row["nama"]):
            continue
        reading = split_level(normal(row["nama"]))
        level, name = name_of(reading.level, reading.rest)
        found.append(
            (row["kode"], level or BKN_LEVELS.get(row["tingkat"]), "" if any_programme(name) else name)
        )
    return found


def known_fields(shared: Path) -> dict[str, Field]:
    """Name key of a programme of ours, or of a synonym that only one programme has -> its field."""
    own: dict[str, Field] = {}
    other: dict[str, set[Field]] = defaultdict(set)
    for row in read(shared / "reference" / "programmes.csv"):
        field = (row["isced_detailed"], row["rumpun"])
        for number, written in enumerate([row["programme"], *row["synonyms"].split(";")]):
            reading = split_level(normal(written))
            for text in (normal(written), name_of(reading.level, reading.rest)[1]):
                if number == 0:
                    own.setdefault(name_key(text), field)
                else:
                    other[name_key(text)].add(field)
    return {name: min(fields) for name, fields in other.items() if len(fields) == 1 and name} | own


def same_names(shared: Path, bkn: list[BknRow]) -> dict[str, list[str]]:
    """Name key -> the spellings of its programme, best first: ours, free of typos, frequent, short."""
    sets = Sets()
    written: dict[str, Counter[str]] = defaultdict(Counter)
    preferred = {normal(row["programme"]): 1 for row in read(shared / "reference" / "programmes.csv")}
    first_of_code: dict[tuple[str, EducationLevel | None], str] = {}
    first_of_letters: dict[str, str] = {}
    for code, level, name in bkn:
        if name:
            written[name_key(name)][name] += 1
            sets.join(name_key(name), first_of_code.setdefault((code, level), name_key(name)))
            sets.join(name_key(name), first_of_letters.setdefault(key(name), name_key(name)))
    for row in read(OWN / "same_programmes.csv"):
        preferred[row["one"]] = 0
        for name in (row["one"], row["other"]):
            written[name_key(name)][name] += 0
        sets.join(name_key(row["one"]), name_key(row["other"]))
    for row in read(TABLES / "aliases.csv"):
        if row["programme"]:
            written[name_key(row["programme"])][row["programme"]] += 0
    members: dict[str, list[str]] = defaultdict(list)
    for folded in sorted(written):
        members[sets.find(folded)].append(folded)
    found = {}
    for folds in members.values():
        counts = sum((written[folded] for folded in folds), Counter[str]())
        for folded in folds:
            counts.update(dict.fromkeys(written[folded], 0))
        spellings = sorted(
            counts, key=lambda name: (preferred.get(name, 2), _misspelt(name), -counts[name], len(name), name)
        )
        found.update(dict.fromkeys(folds, spellings))
    return found


def _misspelt(name: str) -> bool:
    """Whether our word forms would change the name."""
    return key(spelled(name)) != key(name)


def derive_programmes(shared: Path, into: Path) -> None:
    """Write keyword_rules, programmes, spellings and education_codes."""
    rules: list[Rule] = [
        (re.compile(row["pattern"]), row["isced_detailed"], row["rumpun"])
        for row in read(shared / "reference" / "keyword_rules.csv")
    ]
    write(
        "keyword_rules",
        ("pattern", "isced", "field_group"),
        ((rule[0].pattern, *rule[1:]) for rule in rules),
        into,
    )
    bkn = bkn_rows(shared)
    spellings = same_names(shared, bkn)
    fields = known_fields(shared)
    slashed = {name_key(name) for _, _, name in bkn if TIGHT_SLASH.search(name)}
    commas = {name_key(name) for _, _, name in bkn if "," in name}
    table: dict[str, tuple[str, str, str]] = {}
    for names in spellings.values():
        name = names[0]
        folds = [name_key(name), *(name_key(other) for other in names)]
        if field := next((fields[fold] for fold in folds if fold in fields), None):
            table[name] = (*field, "0")
        else:
            guess = next(((isced, group) for pattern, isced, group in rules if pattern.search(name)), None)
            table[name] = (*guess, "1") if guess else ("", "", "0")
    write(
        "programmes",
        ("name", "isced", "field_group", "guessed"),
        ((name, *table[name]) for name in sorted(table)),
        into,
    )
    write(
        "spellings",
        ("key", "name", "slashed", "comma"),
        (
            (folded, names[0], "1" if folded in slashed else "0", "1" if folded in commas else "0")
            for folded, names in sorted(spellings.items())
            if folded != name_key(names[0]) or folded in slashed | commas
        ),
        into,
    )
    codes: dict[str, tuple[str, str, str]] = {}
    for code, level, name in bkn:
        codes.setdefault(
            code, (code, level.name if level else "", spellings[name_key(name)][0] if name else "")
        )
    write("education_codes", ("code", "level", "name"), (codes[code] for code in sorted(codes)), into)


def derive_offices(shared: Path, into: Path) -> None:
    """Write dinas, districts and kelurahan."""
    own: dict[str, list[str]] = defaultdict(list)
    for row in read(OWN / "dinas_aliases.csv"):
        own[row["dinas"]].append(row["alias"])
    rows = []
    for row in read(shared / "reference" / "opd_semarang.csv"):
        aliases = [REMARK.sub("", alias) for alias in row["alias"].split(";") if not NOT_OURS.search(alias)]
        distinct = {key(alias): alias for alias in [*aliases, *own[row["nama"]]] if alias}
        for name in (row["nama"], row["singkatan"]):
            distinct.pop(key(name), None)
        rows.append(
            (
                row["nama"],
                row["singkatan"],
                ";".join(distinct.values()),
                row["rumpun_utama"],
                row["kecamatan_kantor"],
            )
        )
    write("dinas", ("name", "short_name", "aliases", "field_groups", "district"), rows, into)
    city = shared / "kota_semarang"
    write(
        "districts",
        ("name", "lat", "lon"),
        (
            (row["kecamatan"], f"{float(row['lat']):.6f}", f"{float(row['lon']):.6f}")
            for row in read(city / "semarang_kecamatan_koordinat.csv")
        ),
        into,
    )
    write(
        "kelurahan",
        ("name", "district"),
        sorted(
            (row["kelurahan"], row["kecamatan"]) for row in read(city / "semarang_kelurahan_koordinat.csv")
        ),
        into,
    )


def derive_lists(shared: Path, into: Path) -> None:
    """Write ranks and codes."""
    lists = list(read(shared / "reference" / "code_lists.csv"))
    write(
        "ranks",
        ("label", "name", "bkn_code"),
        ((row["label"], row["note"], row["code"]) for row in lists if row["list"] == "golongan_pns_bkn"),
        into,
    )
    own = [tuple(row.values()) for row in read(OWN / "codes.csv")]
    codes = [row for row in own if row[0] != "legal_standing"]
    standing = {row[2]: row for row in own if row[0] == "legal_standing"}
    for row in lists:
        if row["list"] == "hukuman_disiplin_pp94":
            codes.append(("discipline", SANCTION_LEVELS[row["note"]], row["code"], row["label"], ""))
        if row["list"] == "kedudukan_hukum_bkn":
            member, variants = "OTHER_INACTIVE", row["variants"]
            if row["code"] in standing:
                member, variants = standing[row["code"]][1], standing[row["code"]][4]
            codes.append(("legal_standing", member, row["code"], row["label"], variants))
    write("codes", ("list", "member", "code", "label", "variants"), codes, into)


def derive_vocabularies(shared: Path, into: Path) -> None:
    """Write certificates and competencies."""
    synonyms: dict[str, list[str]] = defaultdict(list)
    for row in read(OWN / "certificate_synonyms.csv"):
        synonyms[row["code"]].append(row["synonym"])
    write(
        "certificates",
        ("code", "name", "synonyms"),
        (
            (row["code"], row["name"], ";".join(synonyms[row["code"]]))
            for row in read(shared / "reference" / "certificates.csv")
        ),
        into,
    )
    names: dict[str, tuple[str, list[str]]] = {}
    for row in read(OWN / "competency_synonyms.csv"):
        names.setdefault(key(row["competency"]), (row["competency"], []))[1].append(row["synonym"])
    for row in read(shared / "reference" / "skills_vocab.csv"):
        name = row["keterampilan"][0].upper() + row["keterampilan"][1:]
        known = names.setdefault(key(name), (name, []))[1]
        known.extend(synonym for synonym in row["synonyms"].split(";") if synonym not in known)
    write(
        "competencies",
        ("name", "synonyms"),
        ((name, ";".join(synonym for synonym in also if synonym)) for name, also in names.values()),
        into,
    )


def derive_positions(shared: Path, into: Path) -> None:
    """Write positions: base names of the 2024 vacancies, JF (they occur with a jenjang) or PELAKSANA."""
    kinds: dict[str, str] = {}
    for row in read(shared / "formasi_2024" / "formasi.csv.gz"):
        name = normal(row["jabatan_nm"])
        found = JENJANG.search(name)
        base = name[: found.start()].strip(" -") if found else name
        if found or base.startswith("DOSEN"):
            kinds[base] = "JF"
        else:
            kinds.setdefault(base, "PELAKSANA")
    write("positions", ("name", "kind"), sorted(kinds.items()), into)


def main() -> int:
    """Write every table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", nargs="?", type=Path, default=SCRIPTS.parents[1] / "shared" / "data")
    parser.add_argument(
        "--into", type=Path, default=TABLES, help="folder to write to (default: the package's)"
    )
    arguments = parser.parse_args()
    for derive in (derive_programmes, derive_offices, derive_lists, derive_vocabularies, derive_positions):
        derive(arguments.shared, arguments.into)
    return 0


if __name__ == "__main__":
    sys.exit(main())
