"""What an employee's education says, in every way it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penempatan.domain.education import Education, EducationLevel, MatchKind, education_label
from penempatan.knowledge.education import read_educations, read_level

Level = EducationLevel


def one(text: str, level_text: str = "") -> Education:
    """The only education written in `text` (what it implies aside)."""
    written = [education for education in read_educations(text, level_text) if not education.implied]
    assert len(written) == 1, written
    return written[0]


def name(text: str, level_text: str = "") -> str | None:
    """The canonical programme name of the only education."""
    programme = one(text, level_text).programme
    return programme.name if programme else None


@pytest.mark.parametrize(
    "text",
    [
        "S-1 KESEHATAN MASYARAKAT",
        "S1 Kesmas",
        "s1 kesehatan masyarakat",
        "S.1 Kesehatan Masyarakat",
        "S- 1 Kesehatan Masyarakat",
        "S-I Kesehatan Masyarakat",
        "S1-Kesehatan Masyarakat",
        "S1Kesehatan Masyarakat",
        "Strata 1 Kesehatan Masyarakat",
        "Strata Satu Kesehatan Masyarakat",
        "Sarjana Kesehatan Masyarakat",
        "Sarjana (S1) Kesehatan Masyarakat",
        "S-1/Sarjana Kesehatan Masyarakat",
        "S-1/D-IV Kesehatan Masyarakat",
        "D-IV / S-1 KESEHATAN MASYARAKAT",
        "Kesehatan Masyarakat (S1)",
        "Kesehatan Masyarakat, S-1",
        "S-1 ILMU KESEHATAN MASYARAKAT",
        "S-1 Program Studi Kesehatan Masyarakat",
        "S1 Jurusan Kesehatan Masyarakat",
        "S1 Kesehtan Masyarakat",
        "S1 Kesehatan Masyarakat Universitas Diponegoro",
        "S1 Kesehatan Masyarakat, FKM UNDIP (2012)",
        "S1 Kesehatan Masyarakat / Kesmas",
        "SKM",
        "S.KM",
        "S.K.M.",
        "5101047",
        "5131001 S-1 KESEHATAN MASYARAKAT",
        "S\N{NO-BREAK SPACE}1 Kesehatan\N{NO-BREAK SPACE}Masyarakat",
    ],
)
def test_every_way_of_writing_one_degree_reads_alike(text: str) -> None:
    """Thirty ways to write S-1 Kesehatan Masyarakat give one level and one canonical name."""
    education = one(text)
    assert education.level is Level.S1
    assert name(text) == "KESEHATAN MASYARAKAT"


@pytest.mark.parametrize(
    ("text", "level", "programme"),
    [
        ("D-III KEBIDANAN", Level.D3, "KEBIDANAN"),
        ("DIII KEBIDANAN", Level.D3, "KEBIDANAN"),
        ("D.III Kebidanan", Level.D3, "KEBIDANAN"),
        ("D3Kebidanan", Level.D3, "KEBIDANAN"),
        ("Diploma III Kebidanan", Level.D3, "KEBIDANAN"),
        ("Ahli Madya Kebidanan", Level.D3, "KEBIDANAN"),
        ("A.Md.Keb.", Level.D3, "KEBIDANAN"),
        ("D-II PENGUJIAN KENDARAAN BERMOTOR", Level.D2, "PENGUJIAN KENDARAAN BERMOTOR"),
        ("S1 Terapan Teknik Sipil", Level.D4, "TEKNIK SIPIL"),
        ("D4 Teknik Sipil", Level.D4, "TEKNIK SIPIL"),
        ("Sarjana Terapan Teknik Sipil", Level.D4, "TEKNIK SIPIL"),
        ("Magister Manajemen", Level.S2, "MANAJEMEN"),
        ("S-2 MAGISTER MANAJEMEN", Level.S2, "MANAJEMEN"),
        ("MM", Level.S2, "MANAJEMEN"),
        ("Doktor Ilmu Hukum", Level.S3, "HUKUM"),
        ("S.H.", Level.S1, "HUKUM"),
        ("SMK TEKNIK KOMPUTER DAN JARINGAN", Level.SLTA, "TEKNIK KOMPUTER DAN JARINGAN"),
        ("STM Mesin", Level.SLTA, "TEKNIK MESIN"),
        ("SMA IPA", Level.SLTA, "SMA IPA"),
        ("S-1/A-IV PENDIDIKAN BAHASA INGGRIS", Level.S1, "PENDIDIKAN BAHASA INGGRIS"),
        ("S-1 EKONOMI, KEUANGAN, DAN PERBANKAN", Level.S1, "EKONOMI, KEUANGAN DAN PERBANKAN"),
        ("S.Kom. (Sistem Informasi)", Level.S1, "SISTEM INFORMASI"),
        ("S.Pd Biologi", Level.S1, "PENDIDIKAN BIOLOGI"),
        ("S.T. Sipil", Level.S1, "TEKNIK SIPIL"),
    ],
)
def test_level_and_programme_of_one_text(text: str, level: EducationLevel, programme: str) -> None:
    """Levels, titles and separators are told from the programme's name."""
    assert (one(text).level, name(text)) == (level, programme)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("S-1/Sarjana", Level.S1),
        ("Diploma III/Sarjana Muda", Level.D3),
        ("SMK/SLTA Kejuruan", Level.SLTA),
        ("SLTA Keguruan", Level.SLTA),
        ("SLTA/SMA Sederajat", Level.SLTA),
        ("S-3/Doktor", Level.S3),
        ("Sarjana (S2)", Level.S2),
        ("S2 Terapan", Level.S2),
        ("DI", Level.D1),
        ("D2", Level.D2),
        ("SMP / Sederajat", Level.SLTP),
        ("Sp-1", Level.SPECIALIST),
        ("Profesi", Level.PROFESSION),
        ("40", Level.S1),
        ("5", Level.SD),
    ],
)
def test_a_level_column(text: str, level: EducationLevel) -> None:
    """The level column of real exports reads in full, BKN codes included."""
    assert read_level(text) is level


def test_two_columns_read_as_one_text() -> None:
    """Programme and level in two columns give what one cell gives."""
    assert one("KESEHATAN MASYARAKAT", "S-1").level is Level.S1
    assert name("KESEHATAN MASYARAKAT", "S-1") == "KESEHATAN MASYARAKAT"


def test_the_text_knows_a_profession_better_than_the_level_column() -> None:
    """BKN files PROFESI NERS under S-2; it stays a profession, between S-1 and S-2."""
    ners = one("PROFESI NERS", "S-2")
    assert ners.level is Level.PROFESSION
    assert Level.S1.rank < Level.PROFESSION.rank < Level.S2.rank


@pytest.mark.parametrize(
    "text",
    [
        "PROFESI NERS",
        "NERS",
        "Ns.",
        "S.Kep., Ns.",
        "S.Kep. Ners",
        "S-1 KEPERAWATAN + NERS",
        "S-1 KEPERAWATAN+NERS",
        "S-1 ILMU KEPERAWATAN + NERS",
        "S-1 KEPERAWATAN + PROFESI NERS",
        "D-IV + PROFESI KEPERAWATAN",
        "5190120",
    ],
)
def test_ners_is_a_profession_and_implies_its_first_degree(text: str) -> None:
    """However it is written and filed, Ners is the profession, and S-1 Keperawatan is held as well."""
    profession, first = read_educations(text)
    assert (profession.level, profession.programme and profession.programme.name) == (
        Level.PROFESSION,
        "NERS",
    )
    assert first.implied
    assert (first.level, first.programme and first.programme.name) == (Level.S1, "KEPERAWATAN")


@pytest.mark.parametrize(
    ("text", "level", "programme"),
    [
        ("SPESIALIS ANAK", Level.SPECIALIST, "SPESIALIS ANAK"),
        ("DOKTER SPESIALIS ANAK", Level.SPECIALIST, "SPESIALIS ANAK"),
        ("S-2 SPESIALIS KESEHATAN ANAK", Level.SPECIALIST, "SPESIALIS ANAK"),
        ("SPESIALIS ILMU KESEHATAN ANAK", Level.SPECIALIST, "SPESIALIS ANAK"),
        ("Sp.A", Level.SPECIALIST, "SPESIALIS ANAK"),
        ("dr. Sp.A", Level.SPECIALIST, "SPESIALIS ANAK"),
        ("SUBSPESIALIS ANAK - KARDIOLOGI", Level.SUBSPECIALIST, "SUBSPESIALIS ANAK - KARDIOLOGI"),
        ("Dokter Sub Spesialis Anak - Kardiologi", Level.SUBSPECIALIST, "SUBSPESIALIS ANAK - KARDIOLOGI"),
        ("PROFESI DOKTER", Level.PROFESSION, "DOKTER"),
        ("DOKTER UMUM", Level.PROFESSION, "DOKTER"),
        ("dr.", Level.PROFESSION, "DOKTER"),
        ("S-1 DOKTER UMUM (PROFESI)", Level.PROFESSION, "DOKTER"),
        ("S-1 PENDIDIKAN DOKTER", Level.S1, "KEDOKTERAN"),
        ("drg.", Level.PROFESSION, "DOKTER GIGI"),
        ("S.Farm., Apt.", Level.PROFESSION, "APOTEKER"),
        ("S-2 PSIKOLOGI + PROFESI", Level.S2, "PSIKOLOGI PROFESI"),
    ],
)
def test_professions_and_specialists(text: str, level: EducationLevel, programme: str) -> None:
    """BKN's level codes do not decide what a profession or a specialist is; the words do."""
    assert (one(text).level, name(text)) == (level, programme)


@pytest.mark.parametrize(
    ("text", "level", "programme"),
    [
        ("Ns. S.Kep", Level.PROFESSION, "NERS"),
        ("S1 Kep. Ners", Level.PROFESSION, "NERS"),
        ("S-1 Ilmu Keperawatan (Ners)", Level.PROFESSION, "NERS"),
        ("S1 Farmasi Apoteker", Level.PROFESSION, "APOTEKER"),
        ("S1 + Apt", Level.PROFESSION, "APOTEKER"),
        ("Bd. S.Keb", Level.PROFESSION, "BIDAN"),
        ("dr.SpA", Level.SPECIALIST, "SPESIALIS ANAK"),
        ("Sp.PD-KGEH", Level.SPECIALIST, "SPESIALIS PENYAKIT DALAM"),
        ("Sp.OG(K)", Level.SPECIALIST, "SPESIALIS OBSTETRI DAN GINEKOLOGI"),
        ("SpP", Level.SPECIALIST, "SPESIALIS PULMONOLOGI DAN KEDOKTERAN RESPIRASI"),
        ("SPP", Level.SLTA, "SPP"),
        ("M.H.Kes", Level.S2, "HUKUM KESEHATAN"),
    ],
)
def test_titles_in_front_behind_and_of_consultants(text: str, level: EducationLevel, programme: str) -> None:
    """A profession beside its first degree counts; a consultant is a specialist; SPP is a school."""
    assert (one(text).level, name(text)) == (level, programme)


@pytest.mark.parametrize(
    ("text", "implied"),
    [
        ("Sp.A", [(Level.PROFESSION, "DOKTER"), (Level.S1, "KEDOKTERAN")]),
        ("SPESIALIS KONSERVASI GIGI", [(Level.PROFESSION, "DOKTER GIGI"), (Level.S1, "KEDOKTERAN GIGI")]),
        ("SPESIALIS KEPERAWATAN JIWA", [(Level.PROFESSION, "NERS"), (Level.S1, "KEPERAWATAN")]),
    ],
)
def test_a_specialist_holds_what_the_speciality_needs(
    text: str, implied: list[tuple[EducationLevel, str]]
) -> None:
    """Nobody becomes a specialist without the profession and its first degree; a list may ask for these."""
    found = read_educations(text)[1:]
    assert all(education.implied for education in found)
    assert [(one.level, one.programme and one.programme.name) for one in found] == implied


@pytest.mark.parametrize(
    ("text", "level", "programme"),
    [
        ("DIII. Keperawatan", Level.D3, "KEPERAWATAN"),
        ("Dipl. III Keperawatan", Level.D3, "KEPERAWATAN"),
        ("D\N{NON-BREAKING HYPHEN}III Kebidanan", Level.D3, "KEBIDANAN"),
        ("S\N{MINUS SIGN}1 Hukum", Level.S1, "HUKUM"),
        ("D-lll Kebidanan", Level.D3, "KEBIDANAN"),
        ("\N{RIGHT-TO-LEFT MARK}S1 Hu\N{SOFT HYPHEN}kum\N{ZERO WIDTH SPACE}", Level.S1, "HUKUM"),
        ("Sarjana S1 Manajemen", Level.S1, "MANAJEMEN"),
        ("Sarjana Ekonomi (S.E.)", Level.S1, "ILMU EKONOMI"),
        ("S1 FMIPA Biologi", Level.S1, "BIOLOGI"),
        ("S1 FKIP Matematika", Level.S1, "PENDIDIKAN MATEMATIKA"),
        ("S1 Pend. B. Inggris", Level.S1, "PENDIDIKAN BAHASA INGGRIS"),
        ("S.Pd. B. Indonesia", Level.S1, "PENDIDIKAN BAHASA INDONESIA"),
        ("SMA A.1/Fisika", Level.SLTA, "SMA IPA"),
        ("SMA A3", Level.SLTA, "SMA IPS"),
    ],
)
def test_levels_and_names_as_offices_type_them(text: str, level: EducationLevel, programme: str) -> None:
    """Dots, dashes of every kind, unseen characters, repeated levels, faculties and old streams are read."""
    assert (one(text).level, name(text)) == (level, programme)


@pytest.mark.parametrize(
    "text", ["Kejar Paket C", "SLTA PAKET C", "MA / Aliyah", "SMA Islam", "SMA Muhammadiyah"]
)
def test_a_general_school_has_no_programme_of_its_name(text: str) -> None:
    """Paket C, Aliyah and schools named for whoever runs them are SLTA without a programme."""
    assert (one(text).level, one(text).programme) == (Level.SLTA, None)


@pytest.mark.parametrize("text", ["D3 Kebidanan/Keperawatan", "S1 Ekonomi/Akuntansi"])
def test_two_programmes_for_one_degree_are_asked_about(text: str) -> None:
    """Nobody holds both with one diploma: which of the two, only the holder knows."""
    assert one(text).level is not None
    assert one(text).programme is None


@pytest.mark.parametrize(
    "text", ["1. D3 Kebidanan 2. S1 Hukum", "a. D3 Kebidanan b. S1 Hukum", "D3 Kebidanan + S1 Hukum"]
)
def test_educations_counted_on_one_line(text: str) -> None:
    """Numbers and letters before levels count educations; they are no part of a name."""
    read = [
        (education.level, education.programme and education.programme.name)
        for education in read_educations(text)
    ]
    assert read == [(Level.D3, "KEBIDANAN"), (Level.S1, "HUKUM")]


def test_a_level_column_of_professions_and_specialists() -> None:
    """A profession or specialty split over two columns reads as in one."""
    assert name("Ilmu Bedah", "Spesialis") == name("SPESIALIS BEDAH")
    assert name("Keperawatan", "Profesi") == "NERS"


def test_only_lower_case_dr_is_a_physician() -> None:
    """Dr. is a doctorate and dr. a physician; in capitals nobody can tell, so nothing is claimed."""
    assert one("dr").level is Level.PROFESSION
    for text in ("Dr.", "DR"):
        assert (one(text).level, one(text).programme) == (None, None)


def test_a_radiologist_is_no_radiographer() -> None:
    """A specialist's programme never equals the diploma programme of the same field."""
    assert name("SPESIALIS RADIOLOGI") != name("D-III RADIOLOGI")


@pytest.mark.parametrize(
    "text",
    ["S1 TI", "S-1 SI", "D3 MI", "S1 BK", "S.IP", "S.Sos", "S.E.", "S.Kom.", "S.T.", "S.Tr.Kes", "A.Md."],
)
def test_ambiguous_abbreviations_name_no_programme(text: str) -> None:
    """An abbreviation of several programmes keeps its level and leaves the programme to a human."""
    assert one(text).level is not None
    assert one(text).programme is None


@pytest.mark.parametrize(
    "text",
    [
        "S-1 IPA",
        "S-1 Universitas Diponegoro",
        "S-1",
        "SMA Negeri 1 Semarang",
        "SMAN 3 Semarang",
        "S1 ?",
        "SMA",
    ],
)
def test_no_programme_is_made_up(text: str) -> None:
    """A school's name, a school stream at a university, or nothing gives a level without programme."""
    assert one(text).level is not None
    assert one(text).programme is None


@pytest.mark.parametrize("text", ["", " ", "-", "0", "tidak ada", "\N{NO-BREAK SPACE}"])
def test_an_empty_cell_holds_no_education(text: str) -> None:
    """Ways to write "nothing" give no education at all."""
    assert read_educations(text) == ()


def test_a_level_alone_is_an_education_without_programme() -> None:
    """A filled level column beside an empty programme column is not lost."""
    assert read_educations("-", "S-1") == (Education("S-1", Level.S1, None),)


def test_several_educations_in_one_cell() -> None:
    """Semicolons and line breaks separate; commas only before a level or between degree titles."""
    levels = [Level.D3, Level.S1]
    for text in (
        "D-III Kebidanan; S-1 Hukum",
        "D-III Kebidanan\nS-1 Hukum",
        "D-III Kebidanan, S-1 Hukum",
        "A.Md.Keb., S.H.",
    ):
        assert [education.level for education in read_educations(text)] == levels, text
    assert len(read_educations("S-1 EKONOMI, KEUANGAN, DAN PERBANKAN")) == 1


def test_two_level_columns_go_with_two_programmes() -> None:
    """Lists of equal length in both columns are read side by side."""
    read = read_educations("Kebidanan; Hukum", "D-III; S-1")
    assert [education.level for education in read] == [Level.D3, Level.S1]


def test_a_concentration_implies_its_programme() -> None:
    """S-1 Kesmas with a concentration stays its own name and counts as S-1 Kesmas too."""
    written, implied = read_educations("S-1 KESEHATAN MASYARAKAT (PEMINATAN PROMOSI KESEHATAN)")
    assert written.programme is not None and written.programme.name != "KESEHATAN MASYARAKAT"
    assert implied.implied and implied.programme is not None
    assert implied.programme.name == "KESEHATAN MASYARAKAT"


def test_how_sure_a_reading_is() -> None:
    """Code, official name, abbreviation, guess and unknown text are told apart."""
    kinds = {
        "5101047": MatchKind.CODE,
        "S-1 HUKUM": MatchKind.NAME,
        "S1 PWK": MatchKind.SYNONYM,
        "S-1 TEKNIK SIPIL PEDESAAN TERPADU": MatchKind.KEYWORD,
        "S-1 ZZQ QZZ": MatchKind.UNLISTED,
    }
    assert {text: one(text).programme.match for text in kinds} == kinds  # type: ignore[union-attr]


def test_equal_unlisted_names_are_one_programme() -> None:
    """A name no table knows still equals itself, whatever its case, blanks and dots."""
    assert name("S-1 ZZQ  qzz.") == name("s1 Zzq Qzz") == "ZZQ QZZ"


def test_labels_do_not_stutter() -> None:
    """A specialist is shown once as such."""
    shown = {}
    for text in ("S-1 HUKUM", "PROFESI NERS", "DOKTER SPESIALIS ANAK"):
        education = one(text)
        assert education.level is not None and education.programme is not None
        shown[text] = education_label(education.level, education.programme)
    assert list(shown.values()) == ["S-1 HUKUM", "Profesi NERS", "SPESIALIS ANAK"]


@given(st.text(max_size=60), st.text(max_size=20))
def test_any_text_is_read_without_failing(text: str, level_text: str) -> None:
    """No cell content makes the reader fail, and reading twice gives the same."""
    assert read_educations(text, level_text) == read_educations(text, level_text)
