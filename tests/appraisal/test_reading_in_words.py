"""How a reading is put into words for the person who must check it."""

from __future__ import annotations

import pytest

from penempatan.appraisal.reading import readings


@pytest.mark.parametrize(
    ("text", "label", "recognised"),
    [
        ("S-1 KESEHATAN MASYARAKAT", "S-1 KESEHATAN MASYARAKAT", "nama resmi"),
        ("S1 Kesmas", "S-1 KESEHATAN MASYARAKAT", "ejaan lain dari nama resmi"),
        ("5101047", "S-1 KESEHATAN MASYARAKAT", "kode pendidikan BKN"),
        ("SKM", "S-1 KESEHATAN MASYARAKAT", "gelar"),
        ("S1 Kesehatn Masyarakat", "S-1 KESEHATAN MASYARAKAT", "singkatan atau salah ketik dari nama resmi"),
        ("SMA", "SLTA (program studi tidak disebut)", "program studi tidak disebut"),
        ("S1 TI", "S-1 (program studi tidak terbaca)", "program studi tidak terbaca"),
    ],
)
def test_label_and_how_it_was_recognised(text: str, label: str, recognised: str) -> None:
    """The label is what people write; beside it stands how sure the reading is."""
    (reading,) = readings(text)
    assert (reading.label, reading.recognised) == (label, recognised)


def test_a_guess_is_called_a_guess() -> None:
    """A name that no list knows has its field guessed by keyword, is marked and asked about."""
    (reading,) = readings("S1 Elektronika Penerbangan")
    assert reading.label.endswith("(dugaan)")
    assert reading.guessed
    assert "daftar BKN" in reading.question


def test_an_unknown_name_is_called_unknown() -> None:
    """A legible name without a field is neither dropped nor guessed."""
    (reading,) = readings("S1 Asdfgh")
    assert reading.label == "S-1 ASDFGH (tidak dikenal)"
    assert (reading.isced, reading.field_group) == (("", ""), "")


def test_an_ambiguous_abbreviation_is_asked_about_with_its_meanings() -> None:
    """The question names the programmes that the abbreviation may stand for."""
    (reading,) = readings("S.IP")
    assert reading.may_mean[:2] == ("ILMU PEMERINTAHAN", "ILMU POLITIK")
    assert "ILMU PEMERINTAHAN, ILMU POLITIK" in reading.question


def test_field_and_group_are_named_in_indonesian() -> None:
    """Codes never stand alone."""
    (reading,) = readings("S-1 ADMINISTRASI PUBLIK")
    assert reading.isced == ("0413", "Manajemen dan administrasi")
    assert reading.field_group == "Administrasi dan Pemerintahan"


def test_what_is_implied_follows_and_says_so() -> None:
    """The S-1 under a profession is shown as implied, never as written."""
    ners, first = readings("Profesi Ners")
    assert not ners.education.implied
    assert first.label == "S-1 KEPERAWATAN"
    assert first.recognised.startswith("tersirat")
