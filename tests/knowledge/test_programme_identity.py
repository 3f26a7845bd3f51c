"""One programme under all its spellings, and never two programmes under one name."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from penempatan.domain.education import Programme
from penempatan.knowledge.education import read_educations
from penempatan.knowledge.levels import split_level
from penempatan.knowledge.programmes import find_programme
from penempatan.knowledge.text import key, normal


def programme(text: str) -> Programme:
    """The programme of the first education in `text`."""
    found = read_educations(text)[0].programme
    assert found is not None, text
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("S-1 HUKUM", "S-1 ILMU HUKUM"),
        ("S-1 AKUTANSI", "S-1 AKUNTANSI"),
        ("D-III PERBANKAN SYARI`AH", "D-III PERBANKAN SYARIAH"),
        ("S-1 HUKUM (PERDATA)", "S-1 HUKUM PERDATA"),
        ("S-1 BUDI DAYA PERIKANAN", "S-1 BUDIDAYA PERIKANAN"),
        ("S-1 OLAH RAGA", "S-1 OLAHRAGA"),
        ("S-1 ILMU AL QUR`AN DAN TAFSIR", "S-1 ILMU AL-QURAN DAN TAFSIR"),
        ("D-IV TEKNOLOGI LABORATORIUM MEDIK", "D-IV TEKNOLOGI LABORATORIUM MEDIS"),
        ("S-1 SURVEY DAN PEMETAAN", "S-1 SURVEI DAN PEMETAAN"),
        ("S-2 PSIKOLOGI + PROFESI", "S-2 PSIKOLOGI PROFESI"),
        ("S-1 PENDIDIKAN DOKTER", "S-1 KEDOKTERAN"),
        ("S-1 PWK", "S-1 PERENCANAAN WILAYAH DAN KOTA"),
        ("SPESIALIS SARAF", "SPESIALIS NEUROLOGI"),
    ],
)
def test_spellings_of_one_programme(one: str, other: str) -> None:
    """Typos, blanks, brackets, a leading ILMU, abbreviations and old wordings give one name."""
    assert programme(one).name == programme(other).name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("S-1 HUKUM", "S-1 HUKUM ISLAM"),
        ("S-1 HUKUM", "S-1 HUKUM PIDANA"),
        ("S-1 MANAJEMEN", "S-1 MANAJEMEN KEUANGAN"),
        ("S-1 TEKNIK INFORMATIKA", "S-1 ILMU KOMPUTER"),
        ("S-1 TEKNIK INFORMATIKA", "S-1 SISTEM INFORMASI"),
        ("S-1 ILMU KOMPUTER", "S-1 KOMPUTER"),
        ("S-1 PENDIDIKAN BIOLOGI", "S-1 BIOLOGI"),
        ("S-1 PENDIDIKAN BIOLOGI", "S-1 PENDIDIKAN KIMIA"),
        ("S-1 ADMINISTRASI NEGARA", "S-1 ADMINISTRASI NIAGA"),
        ("S-1 KESEHATAN MASYARAKAT", "S-1 PROMOSI KESEHATAN"),
        ("D-III KEPERAWATAN", "D-III KEPERAWATAN GIGI"),
        ("D-III FARMASI", "PROFESI APOTEKER"),
        ("S-1 PSIKOLOGI", "S-1 PSIKOLOGI PENDIDIKAN"),
        ("S-1 PERIKANAN", "S-1 PERIKLANAN"),
        ("SPESIALIS BEDAH", "SPESIALIS BEDAH SARAF"),
    ],
)
def test_programmes_that_are_only_alike_stay_apart(one: str, other: str) -> None:
    """Sharing a word, a field or a synonym row does not make two programmes one."""
    assert programme(one).name != programme(other).name


@pytest.mark.parametrize(
    ("text", "field_group"),
    [
        ("S-1 KESEHATAN HEWAN", "PETERNAKAN_HEWAN"),
        ("S-2 HUKUM KESEHATAN", "HUKUM"),
        ("S-1 PENDIDIKAN JASMANI KESEHATAN DAN REKREASI", "PENDIDIKAN"),
        ("S-1 PENDIDIKAN ILMU PENGETAHUAN SOSIAL", "PENDIDIKAN"),
        ("S-1 SOSIAL EKONOMI PERTANIAN", "PERTANIAN_PANGAN"),
        ("S-1 PENDIDIKAN KESEJAHTERAAN KELUARGA", "PENDIDIKAN"),
        ("S-1 STUDI PEMBANGUNAN SOSIAL BUDAYA", None),
        ("S-2 VAKSINOLOGI", "KESEHATAN"),
        ("S-2 PATOLOGI TUMBUHAN", "PERTANIAN_PANGAN"),
        ("S-1 USAHA PERJALANAN WISATA", "PARIWISATA_BUDAYA_SENI"),
        ("S-1 KESEJAHTERAAN SOSIAL", "SOSIAL"),
        ("S-1 KESEHATAN MASYARAKAT", "KESEHATAN"),
    ],
)
def test_words_that_mislead(text: str, field_group: str | None) -> None:
    """The traps of domain brief 3.2: a word inside a name does not decide its rumpun."""
    found = programme(text).field_group
    assert found == field_group if field_group else found != "TEKNIK_SIPIL_BANGUNAN"


def test_a_guessed_field_is_marked() -> None:
    """Field and rumpun from our table are facts, those from a keyword rule are guesses; the name never is."""
    assert not programme("S-1 KESEHATAN MASYARAKAT").guessed
    guess = programme("S-1 TEKNIK SIPIL PEDESAAN TERPADU")
    assert guess.guessed and guess.field_group == "TEKNIK_SIPIL_BANGUNAN"
    unknown = programme("S-1 ZZQ QZZ")
    assert (unknown.isced, unknown.field_group, unknown.guessed) == (None, None, False)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("S1 PGSD", "S-1 PENDIDIKAN GURU SEKOLAH DASAR"),
        ("S1 Pendidikan Guru SD", "S-1 PGSD"),
        ("S-1 PAI", "S-1 PENDIDIKAN AGAMA ISLAM"),
        ("S-1 PJKR", "S-1 PENDIDIKAN JASMANI KESEHATAN DAN REKREASI"),
        ("D3 LLAJ", "D-III LALU LINTAS DAN ANGKUTAN JALAN"),
        ("S1 Manajemen SDM", "S-1 MANAJEMEN SUMBER DAYA MANUSIA"),
        ("STM Mesin", "SMK TEKNIK MESIN"),
        ("S1 Kedokteran Umum", "S-1 PENDIDIKAN DOKTER"),
        ("Dokter Spesialis Obgyn", "Sp.OG"),
    ],
)
def test_an_abbreviation_with_a_code_of_its_own_is_no_other_programme(short: str, full: str) -> None:
    """BKN lists some programmes under their abbreviation too; who holds one is listed where the other is."""
    assert programme(short).name == programme(full).name


def test_a_slip_of_the_pen_is_put_right_only_when_it_is_clear() -> None:
    """One wrong letter in a long word is mended; a short word with many neighbours is not."""
    mended = find_programme("KEPRAWATAN")
    assert mended is not None and mended.name == "KEPERAWATAN"
    kept = find_programme("ZIOLOGI")
    assert kept is None or kept.name != "BIOLOGI"


def test_the_pairs_found_in_real_lists(shared_data: Path) -> None:
    """Every pair of spellings that real lists use for one programme gives one name."""
    with (shared_data / "messy" / "programme_spelling_pairs.csv").open(encoding="utf-8") as file:
        pairs = [(row["nama_a"], row["nama_b"]) for row in csv.DictReader(file)]
    assert len(pairs) > 25
    assert [pair for pair in pairs if programme(pair[0]).name != programme(pair[1]).name] == []


def test_official_names_of_the_same_letters_are_one(shared_data: Path) -> None:
    """Two official names of one level that differ only in blanks, punctuation and case are one programme."""
    with (shared_data / "reference" / "pendidikan_bkn.csv").open(encoding="utf-8") as file:
        names = [row["nama"] for row in csv.DictReader(file)]
    found: dict[str, set[str]] = defaultdict(set)
    for name in names:
        for education in read_educations(name)[:1]:
            if education.programme:
                found[key(name)].add(education.programme.name)
    assert {name: programmes for name, programmes in found.items() if len(programmes) > 1} == {}


def test_official_names_merge_only_for_a_reason(repository: Path, shared_data: Path) -> None:
    """Outside word forms, ILMU, professions and our list of same programmes, no two official names are one.

    Counted on the whole BKN list: names that differ in their letters and digits and still share a programme
    are at most one in twenty; a rule that merged freely would show here.
    """
    with (shared_data / "reference" / "pendidikan_bkn.csv").open(encoding="utf-8") as file:
        names = [row["nama"] for row in csv.DictReader(file)]
    spellings: dict[tuple[str, str], set[str]] = defaultdict(set)
    with (repository / "scripts" / "knowledge" / "same_programmes.csv").open(encoding="utf-8") as file:
        judged = {key(row["other"]) for row in csv.DictReader(file)}
    for name in names:
        for education in read_educations(name)[:1]:
            if education.programme and education.level and key(split_level(normal(name)).rest) not in judged:
                spellings[education.level.name, education.programme.name].add(key(name).replace("ILMU", ""))
    extra = sum(len(found) - 1 for found in spellings.values())
    assert extra < len(names) / 20


def test_the_shipped_tables_are_what_the_script_derives(
    repository: Path, shared_data: Path, tmp_path: Path
) -> None:
    """Deriving anew gives the same bytes as the tables in the package."""
    for name in ("derive_knowledge.py", "derive_titles.py"):
        script = repository / "scripts" / name
        subprocess.run([sys.executable, str(script), str(shared_data), "--into", str(tmp_path)], check=True)
    tables = repository / "src" / "penempatan" / "knowledge" / "data"
    derived = sorted(path.name for path in tmp_path.iterdir())
    assert len(derived) > 8
    for name in derived:
        assert (tmp_path / name).read_bytes() == (tables / name).read_bytes(), name
