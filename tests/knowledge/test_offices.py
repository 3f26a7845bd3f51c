"""Offices, unit paths and kecamatan under all their names."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from penempatan.knowledge.dinas import all_dinas, find_dinas, split_unit_path
from penempatan.knowledge.districts import all_districts, distance_m, find_district


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dinkes", "Dinas Kesehatan"),
        ("DINAS KESEHATAN", "Dinas Kesehatan"),
        ("Dinas Kesehatan Kota Semarang", "Dinas Kesehatan"),
        ("Badan Pengelolaan Keuangan dan Aset Daerah", "Badan Pengelola Keuangan dan Aset Daerah"),
        ("Rumah Sakit Daerah K.R.M.T. Wongsonegoro", "RSD K.R.M.T. Wongsonegoro"),
        ("RSWN", "RSD K.R.M.T. Wongsonegoro"),
        ("Sekretariat Dewan Perwakilan Rakyat Daerah", "Sekretariat DPRD"),
        ("Satpol PP", "Satuan Polisi Pamong Praja"),
        ("Kec. Gajah Mungkur", "Kecamatan Gajahmungkur"),
        ("Kecamatan Gunung Pati", "Kecamatan Gunungpati"),
        ("Dinas Arsip & Perpustakaan", "Dinas Arsip dan Perpustakaan"),
        ("DKK Semarang", "Dinas Kesehatan"),
        ("Dinas Kesehatan Kota Smg", "Dinas Kesehatan"),
        ("Kantor Dinas Sosial", "Dinas Sosial"),
        ("Dinas Kesehatan (Dinkes)", "Dinas Kesehatan"),
    ],
)
def test_names_of_an_office(text: str, name: str) -> None:
    """Abbreviations, old names, spellings and the city's name behind lead to one office."""
    fact = find_dinas(text)
    assert fact is not None and fact.name == name


@pytest.mark.parametrize(
    "text", ["", "Dinas Kehutanan", "DKP", "Sekretariat", "Bidang Anggaran", "Dinas Sosial (Dinkes)"]
)
def test_unknown_offices_stay_unknown(text: str) -> None:
    """A name of no office, an ambiguous abbreviation or a part of an office is not guessed."""
    assert find_dinas(text) is None


def test_the_offices_are_complete() -> None:
    """36 perangkat daerah and 16 kecamatan, each with rumpun and kecamatan, found by its own names."""
    facts = all_dinas()
    assert len(facts) == 52
    for fact in facts:
        assert fact.field_groups and fact.district in all_districts()
        assert find_dinas(fact.name) == find_dinas(fact.short_name) == fact


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("Pemerintah Kota Semarang | Dinkes | Bidang P2P", ("Dinas Kesehatan", "Bidang P2P")),
        (
            "Dinas Kesehatan | Bidang P2P | Seksi Imunisasi",
            ("Dinas Kesehatan", "Bidang P2P | Seksi Imunisasi"),
        ),
        ("Bidang P2P | Dinas Kesehatan", ("Dinas Kesehatan", "Bidang P2P")),
        ("Seksi X|Bidang Y|Dinkes|Pemerintah Kota Semarang", ("Dinas Kesehatan", "Bidang Y | Seksi X")),
        ("Dinas Kesehatan", ("Dinas Kesehatan", "")),
        ("Dinas Baru | Bidang X", ("Dinas Baru", "Bidang X")),
        ("Puskesmas Poncol", ("Dinas Kesehatan", "Puskesmas Poncol")),
        ("SMP Negeri 2 Semarang", ("Dinas Pendidikan", "SMP Negeri 2 Semarang")),
        ("Bagian Hukum", ("Sekretariat Daerah", "Bagian Hukum")),
        ("Kelurahan Miroto", ("Kecamatan Semarang Tengah", "Kelurahan Miroto")),
        ("Bidang P2P - Dinas Kesehatan", ("Dinas Kesehatan", "Bidang P2P")),
        ("Dinas Kesehatan > Bidang P2P", ("Dinas Kesehatan", "Bidang P2P")),
        ("Dinas Kesehatan, Bidang P2P", ("Dinas Kesehatan", "Bidang P2P")),
        ("Seksi Gizi Dinas Kesehatan Kota Semarang", ("Dinas Kesehatan", "Seksi Gizi")),
        ("Sekretariat Dinas Sosial", ("Dinas Sosial", "Sekretariat Dinas Sosial")),
        ("Kelurahan Tugurejo Kecamatan Tugu", ("Kecamatan Tugu", "Kelurahan Tugurejo")),
        ("PKM Poncol", ("Dinas Kesehatan", "PKM Poncol")),
        ("Seksi Gizi", ("Seksi Gizi", "")),
        ("", ("", "")),
        (" | ", ("", "")),
    ],
)
def test_unit_paths(path: str, expected: tuple[str, str]) -> None:
    """The city's name is dropped, the office made canonical, leaf-first paths turned, lone units placed."""
    assert split_unit_path(path) == expected


def test_an_office_of_another_government_is_not_ours() -> None:
    """Dinas Kesehatan of Kab. Semarang keeps its government's name and is no office of the city."""
    dinas, unit = split_unit_path("Pemerintah Kab. Semarang | Dinas Kesehatan | Bidang P2P")
    assert (dinas, unit) == ("Dinas Kesehatan (Pemerintah Kab. Semarang)", "Bidang P2P")
    assert find_dinas(dinas) is None


@pytest.mark.parametrize(
    "path",
    [
        "Dinas Kesehatan, Kab. Semarang",
        "Kabupaten Semarang - Dinas Kesehatan",
        "Seksi Gizi Dinas Kesehatan Kota Salatiga",
        "Seksi Gizi Dinas Kesehatan Provinsi Jawa Tengah",
    ],
)
def test_a_path_without_bars_that_names_another_government_stays_whole(path: str) -> None:
    """Commas, dashes and trailing offices are not taken for ours where another government is named."""
    assert split_unit_path(path) == (path, "")


@pytest.mark.parametrize("unit", ["Subbagian Umum dan Kepegawaian", "Seksi Pemerintahan"])
def test_a_unit_name_under_two_offices_stays_two(unit: str) -> None:
    """A unit is told by office and path: the same name under two offices never falls together."""
    paths = {
        split_unit_path(f"{office} | {unit}") for office in ("Dinkes", "Dinsos", "Kec. Tugu", "Kec. Mijen")
    }
    assert len(paths) == 4
    assert {path[1] for path in paths} == {unit}


def test_equal_unit_names_of_the_city_stay_apart(shared_data: Path) -> None:
    """Of the city's 2024 paths, as many (office, unit) keys remain as there are distinct paths."""
    with (shared_data / "kota_semarang" / "formasi_cpns_2024.csv").open(encoding="utf-8") as file:
        paths = {row["lokasi_nm"] for row in csv.DictReader(file)}
    keys = {split_unit_path(path) for path in paths}
    assert len(keys) == len({" ".join(path.upper().split()) for path in paths})
    shared = [unit for _, unit in keys if unit.endswith("Subbagian Umum dan Kepegawaian")]
    assert len(shared) > 10


def test_the_offices_of_the_city_list(shared_data: Path) -> None:
    """All 48 offices and every unit path of the 2024 vacancies lead to an office of the table."""
    names = {fact.name for fact in all_dinas()}
    with (shared_data / "kota_semarang" / "semarang_opd_dari_formasi.csv").open(encoding="utf-8") as file:
        offices = [row["opd"] for row in csv.DictReader(file)]
    assert len(offices) == 48
    assert [office for office in offices if find_dinas(office) is None] == []
    with (shared_data / "kota_semarang" / "formasi_cpns_2024.csv").open(encoding="utf-8") as file:
        assert {split_unit_path(row["lokasi_nm"])[0] for row in csv.DictReader(file)} <= names


@pytest.mark.parametrize(
    ("text", "district"),
    [
        ("Semarang Tengah", "Semarang Tengah"),
        ("SMG BARAT", "Semarang Barat"),
        ("Semarang Tngh", "Semarang Tengah"),
        ("Kec. Gajah Mungkur", "Gajahmungkur"),
        ("Gunung-Pati", "Gunungpati"),
        ("Kecamatan Tugu, Kota Semarang", "Tugu"),
        ("Kel. Miroto", "Semarang Tengah"),
        ("Ungaran", None),
        ("Kab. Semarang", None),
        ("", None),
    ],
)
def test_kecamatan(text: str, district: str | None) -> None:
    """Spellings lead to the kecamatan; places outside the city to none."""
    assert find_district(text) == district


def test_distances() -> None:
    """Great-circle metres as the brief computed them: 1.3 to 20.4 km, Genuk–Mijen the farthest, symmetric."""
    names = all_districts()
    between = {
        (one, other): distance
        for one in names
        for other in names
        if (distance := distance_m(one, other)) is not None
    }
    assert len(between) == 256
    apart = {pair: metres for pair, metres in between.items() if pair[0] != pair[1]}
    assert (min(apart.values()) // 100, max(apart.values()) // 100) == (12, 204)
    assert max(apart, key=lambda pair: apart[pair]) in {("Genuk", "Mijen"), ("Mijen", "Genuk")}
    assert all(between[one, other] == between[other, one] for one, other in between)
    assert distance_m("Tugu", "Tugu") == 0
    assert distance_m("Tugu", "Ungaran") is None
