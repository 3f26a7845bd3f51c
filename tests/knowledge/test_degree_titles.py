"""Degree titles, shortened words and ambiguous abbreviations."""

from __future__ import annotations

import pytest

from penempatan.domain.education import EducationLevel
from penempatan.knowledge.education import read_educations
from penempatan.knowledge.named_titles import titles_in_name
from penempatan.knowledge.programmes import find_programme, is_known
from penempatan.knowledge.tables import listed, rows
from penempatan.knowledge.text import normal
from penempatan.knowledge.title_table import degree_title, may_mean

Level = EducationLevel
Shown = list[tuple[str, str | None]]


def shown(text: str, level_text: str = "") -> Shown:
    """Level and programme of everything that is written (what it implies aside)."""
    return [
        (one.level.label if one.level else "", one.programme.name if one.programme else None)
        for one in read_educations(text, level_text)
        if not one.implied
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("S1 Kesmas", [("S-1", "KESEHATAN MASYARAKAT")]),
        ("SKM", [("S-1", "KESEHATAN MASYARAKAT")]),
        ("Sarjana Kesehatan Masyarakat", [("S-1", "KESEHATAN MASYARAKAT")]),
        ("Budi, SKM", [("S-1", "KESEHATAN MASYARAKAT")]),
        ("S.Kep., Ners", [("Profesi", "NERS")]),
        ("D3 Kebidanan", [("D-III", "KEBIDANAN")]),
        ("SLTA/SMA IPS", [("SLTA", "SMA IPS")]),
        ("STM Listrik", [("SLTA", "LISTRIK")]),
        (
            "D-III KEPERAWATAN / D-III KEBIDANAN / PROFESI NERS",
            [("D-III", "KEPERAWATAN"), ("D-III", "KEBIDANAN"), ("Profesi", "NERS")],
        ),
        ("S1 Hukum dan S2 Manajemen", [("S-1", "HUKUM"), ("S-2", "MANAJEMEN")]),
        ("S1 Psikologi, Profesi Psikolog", [("S-1", "PSIKOLOGI"), ("Profesi", "PSIKOLOG")]),
        ("S-1 Hukum, S.H., M.H.", [("S-1", "HUKUM"), ("S-2", "HUKUM")]),
        ("Sarjana Strata Satu (S1) Hukum", [("S-1", "HUKUM")]),
        ("Dra. Hj.", [("S-1", None)]),
        ("Hj.", []),
    ],
)
def test_what_offices_write(text: str, expected: Shown) -> None:
    """The ways employees' educations are really written, several in a cell and stuck to a name included."""
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "S-1 KEPERAWATAN + PROFESI NERS",
        "S-1 EKONOMI, KEUANGAN, DAN PERBANKAN",
        "S-1 Ilmu Hukum dan Kewarganegaraan",
        "S1 Manajemen / Ekonomi",
    ],
)
def test_separators_inside_a_name_do_not_split_it(text: str) -> None:
    """A comma, a slash, "dan" or a plus parts educations only where both sides are educations."""
    assert len(shown(text)) == 1


def test_split_columns_pair_up() -> None:
    """Several levels in one column and several programmes in the other belong together in order."""
    assert shown("Keperawatan; Hukum", "D3; S1") == [("D-III", "KEPERAWATAN"), ("S-1", "HUKUM")]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("S.IP", "ILMU PEMERINTAHAN"),
        ("TI", "TEKNIK INFORMATIKA"),
        ("S1 SI", "SISTEM INFORMASI"),
        ("S.E.", "MANAJEMEN"),
        ("Ilkom", "ILMU KOMUNIKASI"),
        ("IPDN", "POLITIK PEMERINTAHAN"),
    ],
)
def test_ambiguous_abbreviations_are_asked_about(text: str, meant: str) -> None:
    """An abbreviation of several programmes is read as none of them, and the usual meanings are offered."""
    assert all(programme is None for _, programme in shown(text))
    folded = normal(text).removeprefix("S1 ")
    assert meant in may_mean(folded)


def test_offered_meanings_are_programmes() -> None:
    """Every programme that a table of titles or meanings names is the canonical name of an official one."""
    named = {
        name for table in ("meanings", "titles") for row in rows(table) for name in listed(row["may_mean"])
    }
    named |= {row["programme"] for row in rows("titles") if row["programme"]}
    assert len(named) > 100
    for name in sorted(named):
        programme = find_programme(name)
        assert programme is not None and is_known(name)
        assert programme.name == name


@pytest.mark.parametrize(
    ("title", "level", "programme"),
    [
        ("S.Pd.B.", Level.S1, "PENDIDIKAN AGAMA BUDDHA"),
        ("M.Epid", Level.S2, "EPIDEMIOLOGI"),
        ("S.TR.PAR", Level.D4, "PARIWISATA"),
        ("S.T.I", Level.S1, "TEKNOLOGI INFORMASI"),
        ("M.SN", Level.S2, None),
        ("M.HI", Level.S2, None),
    ],
)
def test_titles_of_the_national_list(title: str, level: Level, programme: str | None) -> None:
    """A title proves its level; a programme only where all who hold it studied the same one."""
    found = degree_title(title.upper())
    assert found is not None
    assert (found.level, found.programme) == (level, programme)


def test_bare_letters_are_no_title_of_the_list() -> None:
    """Letters without dots abbreviate other things as often as degrees; only dots make them a title."""
    assert degree_title("STI") is None
    assert degree_title("S.T.I") is not None


@pytest.mark.parametrize(
    ("text", "programme"),
    [
        ("S1 T. Sipil", "TEKNIK SIPIL"),
        ("S1 Tek. Sipil", "TEKNIK SIPIL"),
        ("S1 Ek. Pemb.", "EKONOMI PEMBANGUNAN"),
        ("S1 Pend. Bhs. Ing", "PENDIDIKAN BAHASA INGGRIS"),
        ("SMK Adm. Perk", "ADMINISTRASI PERKANTORAN"),
        ("S1 Tek. Informasi", None),  # Teknik or Teknologi
        ("S1 Ilmu Kom.", None),  # Komunikasi or Komputer
    ],
)
def test_shortened_words_are_spelled_out_where_one_programme_fits(text: str, programme: str | None) -> None:
    """Shortened words are read in the context of the whole name; two fitting programmes are asked about."""
    assert [name for _, name in shown(text)] == [programme]


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("Budi, SKM", ["SKM"]),
        ("dr. Budi Kenari, Sp.PD., M.Kes", ["dr.", "Sp.PD.", "M.Kes"]),
        ("Drs. H. Ahmad Merpati, M.Si.", ["Drs.", "M.Si."]),
        ("Siti Gelatik, S.Kep., Ns.", ["S.Kep., Ns."]),
        ("Siti Gelatik S.Pd", ["S.Pd"]),
        ("Hj. Dewi", []),
        ("Budi S.", []),
        ("M. Budi", []),
        ("BUDI A. S.", []),
        ("", []),
    ],
)
def test_titles_around_a_name(name: str, titles: list[str]) -> None:
    """Titles are found before and behind a name; initials, honorifics and the name itself are none."""
    found = [one.raw for one in titles_in_name(name) if not one.implied]

    assert found == titles
