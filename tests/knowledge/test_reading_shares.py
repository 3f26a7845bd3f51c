"""How much of the real strings is read, and that nothing near is taken for the same."""

from __future__ import annotations

import csv
import gzip
import io
from collections import Counter
from pathlib import Path

from near_names import near_names

from penempatan.domain.education import Alternative, MatchKind
from penempatan.knowledge.education import read_educations, read_level, read_qualification


def rows(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV file, gzipped or not."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def is_read(alternative: Alternative) -> bool:
    """Whether level and programme (or any programme) of an alternative are known."""
    programme = alternative.programme
    named = programme is not None and programme.match <= MatchKind.SYNONYM
    return alternative.level is not None and (alternative.any_programme or named)


def test_every_alternative_of_the_real_vacancies_is_read(shared_data: Path) -> None:
    """All strings of the 2024 vacancies are one alternative each, with level and official programme."""
    counts = Counter(row["nama_pend"] for row in rows(shared_data / "formasi_2024" / "kualifikasi.csv.gz"))
    unread = [
        text
        for text in counts
        if len(alternatives := read_qualification(text).alternatives) != 1 or not is_read(alternatives[0])
    ]
    assert len(counts) > 3_000
    assert unread == []


def test_every_official_name_is_read(shared_data: Path) -> None:
    """All names of the BKN list have a known programme and, but for eleven that tell none anywhere, a level.

    Five name IPA or IPS at a university, which tells no programme; they are matched by name alone.
    """
    unread: list[str] = []
    unlevelled: list[str] = []
    for row in rows(shared_data / "reference" / "pendidikan_bkn.csv"):
        for alternative in read_qualification(row["nama"]).alternatives:
            if alternative.level is None and read_level(row["tingkat"]) is None:
                unlevelled.append(row["nama"])
            if not alternative.any_programme and (
                alternative.programme is None or alternative.programme.match > MatchKind.SYNONYM
            ):
                unread.append(row["nama"])
    assert len(set(unlevelled)) == 11
    assert set(unread) == {"S-1 IPA", "S-1 IPS", "S-2 IPA", "S-2 IPS", "D-IV IPA"}


def test_near_names_are_never_merged(shared_data: Path) -> None:
    """Official names one look-alike word apart (BIOLOGI, GEOLOGI) keep programmes of their own."""
    pairs = near_names(shared_data)
    merged = []
    for level, name, other in pairs:
        one, two = (read_educations(f"{level.label} {text}")[0].programme for text in (name, other))
        if one and two and one.name == two.name:
            merged.append((level.label, name, other))
    assert len(pairs) > 200
    assert merged == []


def test_known_spelling_pairs_are_merged(shared_data: Path) -> None:
    """Each pair of spellings that BKN codes or two interfaces prove equal reads as one programme."""
    apart = []
    for row in rows(shared_data / "messy" / "programme_spelling_pairs.csv"):
        one, two = (read_educations(row[side])[0] for side in ("nama_a", "nama_b"))
        assert one.programme and two.programme
        if (one.level, one.programme.name) != (two.level, two.programme.name):
            apart.append((row["nama_a"], row["nama_b"]))
    assert apart == []
