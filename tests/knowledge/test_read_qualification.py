"""What a vacancy's qualification text accepts, alternative by alternative."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from pathlib import Path
from time import perf_counter

import pytest

from penempatan.domain.education import EducationLevel, MatchKind
from penempatan.knowledge.education import read_educations, read_qualification

Level = EducationLevel
Accepted = tuple[EducationLevel | None, str | None]
ANY = None


def accepted(text: str) -> list[Accepted]:
    """(level, programme name) of every alternative; the name is None where any programme will do."""
    found: list[Accepted] = []
    for alternative in read_qualification(text).alternatives:
        assert (alternative.programme is None) == alternative.any_programme
        found.append((alternative.level, alternative.programme.name if alternative.programme else None))
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("S-1 HUKUM / S-1 SOSIOLOGI", [(Level.S1, "HUKUM"), (Level.S1, "SOSIOLOGI")]),
        ("S-1 Hukum / Sosiologi", [(Level.S1, "HUKUM"), (Level.S1, "SOSIOLOGI")]),
        ("S-1 HUKUM; S-1 SOSIOLOGI", [(Level.S1, "HUKUM"), (Level.S1, "SOSIOLOGI")]),
        ("1. S-1 Hukum\n2. S-1 Sosiologi", [(Level.S1, "HUKUM"), (Level.S1, "SOSIOLOGI")]),
        ("S-1 HUKUM ATAU S-1 SOSIOLOGI", [(Level.S1, "HUKUM"), (Level.S1, "SOSIOLOGI")]),
        ("S-1 Hukum atau Sosiologi", [(Level.S1, "HUKUM"), (Level.S1, "SOSIOLOGI")]),
        ("S-1 HUKUM/SOSIOLOGI", [(Level.S1, "HUKUM"), (Level.S1, "SOSIOLOGI")]),
        ("S-1 HUKUM/EKONOMI", [(Level.S1, "HUKUM"), (Level.S1, "ILMU EKONOMI")]),
        ("S-1 Hukum, S-1 Sosiologi", [(Level.S1, "HUKUM"), (Level.S1, "SOSIOLOGI")]),
        ("D-III GIZI / S-1 HUKUM", [(Level.D3, "GIZI"), (Level.S1, "HUKUM")]),
        ("D-III/S-1 AKUNTANSI", [(Level.D3, "AKUNTANSI"), (Level.S1, "AKUNTANSI")]),
        ("D-III / S-1 AKUNTANSI", [(Level.D3, "AKUNTANSI"), (Level.S1, "AKUNTANSI")]),
        ("SLTA / D-III KEBIDANAN", [(Level.SLTA, ANY), (Level.D3, "KEBIDANAN")]),
    ],
)
def test_what_separates_alternatives(text: str, expected: list[Accepted]) -> None:
    """Every separator of domain brief 2.5 splits, and a level carries forward."""
    assert accepted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "D-III KEPERAWATAN / D-III KEBIDANAN / PROFESI NERS",
            [(Level.D3, "KEPERAWATAN"), (Level.D3, "KEBIDANAN"), (Level.PROFESSION, "NERS")],
        ),
        (
            "D3 Keperawatan, S1 Keperawatan, Ners",
            [(Level.D3, "KEPERAWATAN"), (Level.S1, "KEPERAWATAN"), (Level.PROFESSION, "NERS")],
        ),
        (
            "D-III ANALIS KESEHATAN / SPESIALIS ANAK",
            [(Level.D3, "ANALIS KESEHATAN"), (Level.SPECIALIST, "SPESIALIS ANAK")],
        ),
        ("S-1 Keperawatan dan Profesi Ners", [(Level.PROFESSION, "NERS")]),
        ("S-1 Farmasi + Apoteker", [(Level.PROFESSION, "APOTEKER")]),
        ("S.Kep.,Ns", [(Level.PROFESSION, "NERS")]),
    ],
)
def test_a_profession_keeps_its_own_level(text: str, expected: list[Accepted]) -> None:
    """A level carries forward to names only: PROFESI NERS behind D-III is no diploma programme."""
    assert accepted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "S1 HUKUM,S1 SOSIOLOGI",
        "S1 Hukum & S1 Sosiologi",
        "S1 Hukum dan S1 Sosiologi",
        "S1 Hukum - S1 Sosiologi",
        "S1 Hukum | S1 Sosiologi",
        "a. S-1 Hukum b. S-1 Sosiologi",
        "S-1 Hukum, Sosiologi",
        "S-1 Hukum, dan Sosiologi",
        "S-1 (Hukum/Sosiologi)",
        "SH/S1 Sosiologi",
    ],
)
def test_more_ways_to_part_two_alternatives(text: str) -> None:
    """Where every piece is an education by itself, whatever stands between them parts them."""
    assert accepted(text) == [(Level.S1, "HUKUM"), (Level.S1, "SOSIOLOGI")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "S-1 Ilmu Administrasi Negara/Publik",
            [(Level.S1, "ADMINISTRASI NEGARA"), (Level.S1, "ADMINISTRASI PUBLIK")],
        ),
        (
            "S-1 Administrasi Negara / Publik",
            [(Level.S1, "ADMINISTRASI NEGARA"), (Level.S1, "ADMINISTRASI PUBLIK")],
        ),
        ("S1 Teknik (Sipil, Lingkungan)", [(Level.S1, "TEKNIK SIPIL"), (Level.S1, "TEKNIK LINGKUNGAN")]),
        ("SMA IPA/IPS", [(Level.SLTA, "SMA IPA"), (Level.SLTA, "SMA IPS")]),
        ("D-III s.d. S-1 Akuntansi", [(Level.D3, "AKUNTANSI"), (Level.S1, "AKUNTANSI")]),
    ],
)
def test_what_the_first_writes_out_goes_for_all(text: str, expected: list[Accepted]) -> None:
    """A shared beginning, or a level, that is written once belongs to every alternative."""
    assert accepted(text) == expected


def test_a_bracket_left_open_does_not_swallow_the_list() -> None:
    """BKN has a name with an open bracket; the alternatives behind it are still seen."""
    text = "D-IV BIDAN PENDIDIK (LULUSAN SAMPAI DENGAN TAHUN 2021 / D-IV KEBIDANAN (X) / PROFESI BIDAN"
    assert [level for level, _ in accepted(text)] == [Level.D4, Level.D4, Level.PROFESSION]


@pytest.mark.parametrize(
    "text", ["SLTA/sederajat memiliki SIM A", "SLTA (memiliki SIM B1)", "SLTA, diutamakan berpengalaman"]
)
def test_a_demand_beside_the_education_is_no_programme(text: str) -> None:
    """A licence or experience asked for in the same cell does not make the level a programme nobody has."""
    assert accepted(text) == [(Level.SLTA, ANY)]


@pytest.mark.parametrize(
    "text",
    [
        "S-1 EKONOMI, KEUANGAN, DAN PERBANKAN",
        "S-1 PENDIDIKAN JASMANI, KESEHATAN DAN REKREASI",
        "D-III INFORMASI, PERPUSTAKAAN DAN KEARSIPAN",
        "D-III PENGAWASAN EPIDEMIOLOGI",
        "S-1 PENDIDIKAN NONFORMAL ATAU PENDIDIKAN MASYARAKAT",
        "SPESIALIS KEDOKTERAN JIWA ATAU PSIKIATRI",
        "S-1 AGROTEKNOLOGI (MINAT PERLINDUNGAN TANAMAN / HAMA DAN PENYAKIT TUMBUHAN)",
        "S-1 KESEHATAN MASYARAKAT (PEMINATAN/KONSENTRASI KESEHATAN LINGKUNGAN ATAU SANITASI LINGKUNGAN)",
        "D-IV/S-1 AKUNTANSI",
        "D-IV / S-1 AKUNTANSI",
        "S-1/D-IV HUKUM",
        "S-1 PENDIDIKAN AGAMA ISLAM/TARBIYAH",
        "S-1 HUKUM / ILMU HUKUM",
    ],
)
def test_what_only_looks_like_a_separator(text: str) -> None:
    """Slashes, commas and ATAU inside an official name, a bracket or a level pair do not split."""
    assert len(accepted(text)) == 1


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("S-1 SEMUA JURUSAN", Level.S1),
        ("S-1 SEGALA JURUSAN", Level.S1),
        ("Minimal S-1 semua jurusan", Level.S1),
        ("S-1", Level.S1),
        ("S-1/D-IV", Level.S1),
        ("D-III", Level.D3),
        ("SLTA/SMA SEDERAJAT", Level.SLTA),
        ("SLTA SEDERAJAT", Level.SLTA),
        ("SMA/SMK", Level.SLTA),
        ("SMK", Level.SLTA),
        ("SMA/MA (IPA DAN IPS)", Level.SLTA),
        ("SLTP/SMP SEDERAJAT", Level.SLTP),
        ("SEMUA JURUSAN", None),
        ("3000006", Level.SLTA),
    ],
)
def test_any_programme_of_a_level(text: str, level: EducationLevel | None) -> None:
    """A bare level, "semua jurusan" and "sederajat" accept every programme of that level."""
    assert accepted(text) == [(level, ANY)]


@pytest.mark.parametrize("text", ["S-1 TI", "S.E.", "S-1 Universitas Diponegoro", "S-1 ???"])
def test_an_unclear_alternative_never_means_any_programme(text: str) -> None:
    """What cannot be read stays a requirement of its own, so nobody slips through it."""
    (alternative,) = read_qualification(text).alternatives
    assert not alternative.any_programme
    assert alternative.programme is not None and alternative.programme.match is MatchKind.UNLISTED


@pytest.mark.parametrize("text", ["", "-", "tidak ada", "  "])
def test_no_qualification(text: str) -> None:
    """A cell that says nothing asks for nothing."""
    assert not read_qualification(text)


def test_repeats_are_left_out_and_the_order_kept() -> None:
    """Two spellings of one alternative count once, at the first place."""
    assert accepted("S-1 SOSIOLOGI / S-1 HUKUM / S1 Ilmu Hukum / S-1 SOSIOLOGI") == [
        (Level.S1, "SOSIOLOGI"),
        (Level.S1, "HUKUM"),
    ]


def test_the_city_list_reads_in_full(shared_data: Path) -> None:
    """Every alternative of the city's 268 vacancies of 2024 has its level and an official programme."""
    with (shared_data / "kota_semarang" / "formasi_cpns_2024.csv").open(encoding="utf-8") as file:
        texts = [row["kualifikasi_pendidikan"] for row in csv.DictReader(file)]
    kinds: Counter[tuple[bool, MatchKind | None]] = Counter()
    for text in texts:
        alternatives = read_qualification(text).alternatives
        written = {part.strip() for part in text.split(" / ")}
        assert {alternative.raw for alternative in alternatives} <= written
        for alternative in alternatives:
            kind = alternative.programme.match if alternative.programme else None
            kinds[alternative.level is not None, kind] += 1
    assert set(kinds) == {(True, MatchKind.NAME)}


def test_every_accepted_programme_of_the_country_reads(shared_data: Path) -> None:
    """All 3,057 names that 425 agencies accepted in 2024: level always, programme by official name or any."""
    with gzip.open(shared_data / "formasi_2024" / "kualifikasi.csv.gz", "rt", encoding="utf-8") as file:
        names = {row["nama_pend"] for row in csv.DictReader(file)}
    for name in sorted(names):
        (alternative,) = read_qualification(name).alternatives
        assert alternative.level is not None, name
        if not alternative.any_programme:
            assert alternative.programme is not None and alternative.programme.match is MatchKind.NAME, name


def test_a_list_of_hundreds_is_quick() -> None:
    """Ten lists of five hundred new alternatives read in seconds (a loose bound: a slow machine passes)."""
    started = perf_counter()
    for number in range(10):
        text = " / ".join(f"S-1 PROGRAM UJI {number} {place}" for place in range(500))
        assert len(read_qualification(text).alternatives) == 500
    assert perf_counter() - started < 15


def test_many_distinct_educations_are_quick() -> None:
    """Five thousand distinct unknown texts read in seconds (a loose bound: a slow machine passes)."""
    started = perf_counter()
    for number in range(5_000):
        read_educations(f"S-1 HUKUM PERCOBAAN {number}")
    assert perf_counter() - started < 15
