"""Post names: jenjang, old names, structural titles, and the kinds of post that rules ask for."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from penempatan.domain.position import PositionTier, PositionType
from penempatan.knowledge.positions import (
    is_health_post,
    is_teacher,
    outside_approval,
    read_position,
)

Tier = PositionTier


@pytest.mark.parametrize(
    "text",
    [
        "PERAWAT TERAMPIL",
        "Perawat Terampil",
        "TERAMPIL - PERAWAT",
        "Terampil Perawat",
        "Perawat Pelaksana",
        "Pelaksana/Terampil - Perawat",
        "Perawat Keterampilan Terampil (II/c)",
        "Perawat Terampil pada Puskesmas Poncol",
    ],
)
def test_one_post_in_every_order(text: str) -> None:
    """The jenjang goes last, in its present wording, whatever the order and the age of the name."""
    read = read_position(text)
    assert (read.name, read.tier, read.acting) == ("PERAWAT TERAMPIL", Tier.TERAMPIL, False)
    assert read.position_type is PositionType.FUNCTIONAL


@pytest.mark.parametrize(
    ("text", "name", "tier"),
    [
        ("AUDITOR PELAKSANA LANJUTAN", "AUDITOR MAHIR", Tier.MAHIR),
        ("BIDAN PELAKSANA PEMULA", "BIDAN PEMULA", Tier.PEMULA),
        ("APOTEKER MADYA", "APOTEKER AHLI MADYA", Tier.AHLI_MADYA),
        ("Auditor Pertama", "AUDITOR AHLI PERTAMA", Tier.AHLI_PERTAMA),
        ("Pengelola Pengadaan Barang/Jasa Muda", "PENGELOLA PENGADAAN BARANG/JASA AHLI MUDA", Tier.AHLI_MUDA),
        ("Ahli Pertama - Guru TIK", "GURU TIK AHLI PERTAMA", Tier.AHLI_PERTAMA),
        ("DOKTER AHLI PERTAMA - DOKTER (UMUM)", "DOKTER AHLI PERTAMA - DOKTER (UMUM)", Tier.AHLI_PERTAMA),
        ("Kasubbag Umum pada Dinas Sosial", "KEPALA SUBBAGIAN UMUM", Tier.PENGAWAS),
        ("SUB BAGIAN UMUM", "KEPALA SUBBAGIAN UMUM", Tier.PENGAWAS),
        ("Kepala Sub Bagian Umum", "KEPALA SUBBAGIAN UMUM", Tier.PENGAWAS),
        ("Lurah Miroto", "LURAH MIROTO", Tier.PENGAWAS),
        ("Sekretaris Kelurahan", "SEKRETARIS KELURAHAN", Tier.PENGAWAS),
        ("Camat Tugu", "CAMAT TUGU", Tier.ADMINISTRATOR),
        ("Sekcam", "SEKRETARIS KECAMATAN", Tier.ADMINISTRATOR),
        ("Sekretaris Dinas", "SEKRETARIS DINAS", Tier.ADMINISTRATOR),
        ("Kabid Anggaran", "KEPALA BIDANG ANGGARAN", Tier.ADMINISTRATOR),
        ("Inspektur Pembantu II", "INSPEKTUR PEMBANTU II", Tier.ADMINISTRATOR),
        ("Kepala Dinas Kesehatan", "KEPALA DINAS KESEHATAN", Tier.JPT_PRATAMA),
        ("Sekretaris Dewan", "SEKRETARIS DPRD", Tier.JPT_PRATAMA),
        ("Pengadministrasi Perkantoran", "PENGADMINISTRASI PERKANTORAN", Tier.PELAKSANA),
        ("FASILITATOR PEMERINTAHAN", "FASILITATOR PEMERINTAHAN", Tier.PELAKSANA),
        ("Staf Pelaksana", "STAF PELAKSANA", Tier.PELAKSANA),
        ("Sekretaris Pimpinan", "SEKRETARIS PIMPINAN", Tier.PELAKSANA),
        ("Tehnisi Gedung", "TEKNISI GEDUNG", Tier.PELAKSANA),
    ],
)
def test_name_and_tier(text: str, name: str, tier: PositionTier) -> None:
    """Titles, abbreviations and jenjang give the full name and the tier."""
    read = read_position(text)
    assert (read.name, read.tier) == (name, tier)
    assert read.position_type is tier.position_type


@pytest.mark.parametrize("prefix", ["Plt.", "PLT", "Plh. ", "Pj.", "Pelaksana Tugas", "Pjs"])
def test_acting_holders(prefix: str) -> None:
    """An acting holder is told apart and the post keeps its name."""
    read = read_position(f"{prefix} Kasi Kesra")
    assert (read.name, read.acting) == ("KEPALA SEKSI KESRA", True)


@pytest.mark.parametrize(
    "text", ["Kepala Sekolah", "Kepala Puskesmas Poncol", "Kepala UPTD Puskesmas Poncol"]
)
def test_additional_tasks_have_no_structural_tier(text: str) -> None:
    """Heads of schools and puskesmas are functional holders with an additional task."""
    read = read_position(text)
    assert (read.tier, read.position_type) == (None, PositionType.FUNCTIONAL)


@pytest.mark.parametrize("text", ["Apoteker", "Guru Dewasa", "Penyuluh Kehutanan"])
def test_a_functional_post_without_jenjang_has_no_tier(text: str) -> None:
    """The kind is known, the tier is not guessed."""
    read = read_position(text)
    assert (read.tier, read.position_type) == (None, PositionType.FUNCTIONAL)


@pytest.mark.parametrize("text", ["", "Xyz Abc", "non eselon"])
def test_an_unknown_post_says_nothing(text: str) -> None:
    """No tier and no kind are made up."""
    read = read_position(text)
    assert (read.tier, read.position_type, read.acting) == (None, None, False)


def test_health_posts_need_str() -> None:
    """Posts of care need an STR; posts that merely mention health or animals do not."""
    for name in (
        "Perawat Terampil",
        "TERAMPIL - PERAWAT",
        "Dokter Gigi Ahli Pertama",
        "Apoteker Ahli Muda",
        "Bidan",
    ):
        assert is_health_post(name), name
    for name in (
        "Dokter Hewan",
        "Medik Veteriner Ahli Pertama",
        "Pengadministrasi Kesehatan",
        "Perawatan Gedung",
    ):
        assert not is_health_post(name), name


def test_teachers() -> None:
    """A teacher is told from whoever only works near a school."""
    assert is_teacher("Ahli Pertama - Guru Kelas") and is_teacher("GURU MUDA")
    assert not is_teacher("Pengawas Sekolah Ahli Madya") and not is_teacher("Pengadministrasi Sekolah")


def test_outside_approval() -> None:
    """R39: whose word is needed beyond the city's, and nobody's for ordinary posts."""
    disdukcapil = "Dinas Kependudukan dan Pencatatan Sipil"
    assert "DPRD" in str(outside_approval("Sekretaris DPRD", "Sekretariat DPRD", None))
    assert "Gubernur" in str(outside_approval("Inspektur Pembantu I", "Inspektorat", None))
    assert "Menteri Dalam Negeri" in str(outside_approval("Kepala Bidang Pelayanan", disdukcapil, None))
    assert "seleksi terbuka" in str(outside_approval("Kepala Dinas Sosial", "Dinas Sosial", None))
    assert outside_approval("Kepala Bidang Pelayanan", "Dinas Sosial", None) is None
    assert outside_approval("Administrator Database Kependudukan Ahli Pertama", disdukcapil, None) is None


def test_every_post_of_the_city_list_has_a_tier(shared_data: Path) -> None:
    """All 78 posts of the 2024 vacancies read with a tier, and reading the name again changes nothing."""
    with (shared_data / "kota_semarang" / "formasi_cpns_2024.csv").open(encoding="utf-8") as file:
        names = {row["jabatan_nm"] for row in csv.DictReader(file)}
    for name in names:
        read = read_position(name)
        assert read.tier is not None, name
        assert read_position(read.name) == read
