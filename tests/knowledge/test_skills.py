"""Competencies inside skills and course titles, and the standard of a tier."""

from __future__ import annotations

import pytest

from penempatan.domain.position import PositionTier
from penempatan.knowledge.competencies import MANAGERIAL, all_competencies, skills_in, standard_profile


@pytest.mark.parametrize(
    ("text", "skills"),
    [
        ("Diklat BTCLS 2022", ("Kegawatdaruratan",)),
        ("Pelatihan PPGD dan ACLS 40 JP", ("Kegawatdaruratan",)),
        ("Workshop Surveilans dan Imunisasi", ("Surveilans", "Imunisasi")),
        ("Diklat Teknis Pengadaan Barang/Jasa Angkatan IV", ("Pengadaan barang/jasa",)),
        ("Diklat Pelayanan Publik Prima", ("Pelayanan Publik",)),
        ("pelatihan UKL-UPL", ("Dokumen lingkungan",)),
        ("public speaking", ("Komunikasi publik",)),
        ("Diklat Komunikasi", ("Komunikasi",)),
        ("Microsoft Excel", ("Pengolahan data",)),
        (
            "Pelatihan kerja",
            ("Pelatihan kerja",),
        ),  # a competency of that name, though its first word is a frame
    ],
)
def test_a_course_speaks_of_the_skill_it_names(text: str, skills: tuple[str, ...]) -> None:
    """Names, synonyms, acronyms and phrases are found behind Diklat, Pelatihan, years, batches and hours."""
    assert skills_in(text) == skills


@pytest.mark.parametrize(
    "text",
    [
        "Diklat",  # a synonym, but as a frame it says nothing
        "Diklat Teknis 2022",
        "Teknologi Informasi dan Komunikasi",  # not the competency Komunikasi
        "Evaluasi pendidikan",  # a common word of some synonym
        "bim salabim",  # an acronym counts in capitals only
        "Diklat PKA",
        "",
    ],
)
def test_common_words_prove_nothing(text: str) -> None:
    """A single common word among others, an acronym in small letters, a frame without subject: no skill."""
    assert skills_in(text) == ()


def test_every_name_speaks_of_itself() -> None:
    """Each competency of the vocabulary, alone or as the subject of a course, is found."""
    for name in all_competencies():
        assert skills_in(name) == (name,)
        assert name in skills_in(f"Diklat {name} tahun 2023")


@pytest.mark.parametrize(
    ("tier", "level"),
    [
        (PositionTier.JPT_PRATAMA, 4),
        (PositionTier.ADMINISTRATOR, 3),
        (PositionTier.PENGAWAS, 2),
        (PositionTier.PELAKSANA, 1),
        (PositionTier.AHLI_MADYA, 4),
        (PositionTier.AHLI_MUDA, 3),
        (PositionTier.AHLI_PERTAMA, 2),
        (PositionTier.PENYELIA, 3),
        (PositionTier.MAHIR, 2),
        (PositionTier.PEMULA, 1),
    ],
)
def test_the_standard_of_a_tier(tier: PositionTier, level: int) -> None:
    """PermenPANRB 38/2017: one level for all nine, by tier."""
    assert standard_profile(tier) == tuple((name, level) for name in sorted(MANAGERIAL))


def test_terampil_asks_more_of_three() -> None:
    """JF Terampil: level 2 of Integritas, Kerjasama and Perekat Bangsa, else 1; every tier has a standard."""
    profile = dict(standard_profile(PositionTier.TERAMPIL))
    assert {name for name, level in profile.items() if level == 2} == {
        "Integritas",
        "Kerjasama",
        "Perekat Bangsa",
    }
    assert set(profile.values()) == {1, 2}
    assert all(len(standard_profile(tier)) == 9 for tier in PositionTier)
