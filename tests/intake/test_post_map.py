"""The post map of mode penataan: needs, holders, and who is found in which post."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from written_rounds import BUDI, PEOPLE, SITI, TODAY, write_csv

from penempatan.domain.issue import Severity
from penempatan.intake.read import check_round
from penempatan.intake.sources import locate_round
from penempatan.settings.model import Mode, RoundSettings, Settings

if TYPE_CHECKING:
    from pathlib import Path

    from written_rounds import Rows

    from penempatan.domain.issue import Issue
    from penempatan.domain.problem import PlacementProblem

REARRANGE = Settings(RoundSettings(mode=Mode.REARRANGE))
HEAD = ("NIP", "Nama", "Pendidikan", "Jabatan", "Dinas", "Unit Kerja")
MAP_HEAD = ("Kode Formasi", "Jabatan", "Dinas", "Unit Kerja", "Kebutuhan", "Bezetting")
LAW, AUDIT = "ANALIS HUKUM AHLI PERTAMA", "AUDITOR AHLI PERTAMA"
HELD: Rows = (
    HEAD,
    (SITI, "Siti", "S-1 AKUNTANSI", AUDIT, "Inspektorat", "Sekretariat"),
    (BUDI, "Budi", "S-1 ILMU HUKUM", LAW, "Dinas Sosial", "Sekretariat"),
)
MAP: Rows = (
    MAP_HEAD,
    ("P-1", LAW, "Dinas Sosial", "Sekretariat", "2", "1"),
    ("P-2", AUDIT, "Inspektorat", "Sekretariat", "1", "1"),
)


def read(
    folder: Path, people: Rows = HELD, posts: Rows = MAP, settings: Settings = REARRANGE
) -> tuple[PlacementProblem | None, dict[str, Issue]]:
    """Write both tables and read the round; return it with the first finding of each code."""
    round_folder = folder / "ronde"
    round_folder.mkdir(exist_ok=True)
    write_csv(round_folder / "pegawai.csv", people)
    write_csv(round_folder / "formasi.csv", posts)
    problem, issues = check_round(locate_round(round_folder), settings, TODAY)
    return problem, {issue.code: issue for issue in reversed(issues)}


def holders(problem: PlacementProblem | None) -> dict[str, str]:
    """Return the post of each holder."""
    assert problem is not None
    return dict(problem.incumbents)


def changed(rows: Rows, at: int, **cells: str) -> Rows:
    """Return rows with cells of one row replaced, named by heading without blanks."""
    names = [str(name).replace(" ", "") for name in rows[0]]
    row = [cells.get(name, cell) for name, cell in zip(names, rows[at], strict=True)]
    return (*rows[:at], tuple(row), *rows[at + 1 :])


def test_post_and_unit_find_the_holder(tmp_path: Path) -> None:
    """Seats are the need; who holds which post is found by office, unit path and post."""
    problem, found = read(tmp_path)
    assert holders(problem) == {SITI: "P-2", BUDI: "P-1"}
    assert problem is not None
    assert [(one.openings, one.need, one.held) for one in problem.vacancies] == [(2, 2, 1), (1, 1, 1)]
    assert "openings_from_need" not in found


def test_spelling_of_tier_and_unit_does_not_part_them(tmp_path: Path) -> None:
    """`AHLI PERTAMA - AUDITOR` in `SEKRETARIAT` is the post of the map."""
    people = changed(HELD, 1, Jabatan="Ahli Pertama - Auditor", UnitKerja="SEKRETARIAT")
    assert holders(read(tmp_path, people)[0])[SITI] == "P-2"


def test_a_unit_of_another_office_is_another_unit(tmp_path: Path) -> None:
    """Case 21: every office has a Sekretariat; the same post in the wrong office is nobody's."""
    problem, found = read(tmp_path, changed(HELD, 1, Dinas="Dinas Sosial"))
    assert SITI not in holders(problem)
    assert "1 pegawai" in found["incumbent_unmatched"].problem
    assert found["held_above_found"].severity is Severity.WARNING


def test_who_is_not_found_is_reported_with_where_the_post_is(tmp_path: Path) -> None:
    """A unit that the map does not have is not guessed; the remedy names the units that it has."""
    problem, found = read(tmp_path, changed(HELD, 1, UnitKerja="Bidang Pengawasan"))
    assert SITI not in holders(problem)
    assert "“Sekretariat”" in found["incumbent_unmatched"].remedy
    assert SITI not in str(found["incumbent_unmatched"])


def test_more_holders_stated_than_found_keep_their_seats(tmp_path: Path) -> None:
    """R08: of three needed seats two are held, one by nobody on the roster: two are left for the roster."""
    problem, found = read(tmp_path, posts=changed(MAP, 1, Kebutuhan="3", Bezetting="2"))
    assert problem is not None
    assert [one.openings for one in problem.vacancies] == [2, 1]
    assert "Bezetting 2" in found["held_above_found"].problem
    assert "ditemukan pada daftar pegawai 1" in found["held_above_found"].problem


def test_fewer_holders_stated_than_found_are_believed_less_than_the_roster(tmp_path: Path) -> None:
    """The people are there by name; both figures are told."""
    problem, found = read(tmp_path, posts=changed(MAP, 2, Bezetting="0"))
    assert problem is not None
    assert problem.vacancies[1].openings == 1
    assert "Bezetting 0" in found["held_below_found"].problem


@pytest.mark.parametrize(("written", "need"), [("1,37", 1), ("1.5", 2), ("0,5", 1), ("0,4", 0), ("-", 0)])
def test_a_fraction_of_the_need_is_rounded_half_up(tmp_path: Path, written: str, need: int) -> None:
    """Case 25: ABK results are fractions; `-` is no need, and the rounding is told."""
    problem, found = read(tmp_path, posts=changed(MAP, 1, Kebutuhan=written))
    assert problem is not None
    assert problem.vacancies[0].need == need
    assert ("need_rounded" in found) == (written != "-")


def test_more_holders_than_need_are_a_surplus(tmp_path: Path) -> None:
    """Case 26: no seat is open, and the holders are told as a surplus."""
    problem, found = read(tmp_path, posts=changed(MAP, 2, Kebutuhan="0"))
    assert problem is not None
    assert problem.vacancies[1].openings == 0
    assert holders(problem)[SITI] == "P-2"
    assert "kelebihan 1" in found["post_surplus"].problem


@pytest.mark.parametrize("post", ["Plt. " + AUDIT, "Plh. " + AUDIT])
def test_an_acting_holder_has_no_seat(tmp_path: Path, post: str) -> None:
    """Case 19, R09: Plt and Plh hold no seat; the post counts as vacant."""
    problem, found = read(tmp_path, changed(HELD, 1, Jabatan=post), changed(MAP, 2, Bezetting="0"))
    assert SITI not in holders(problem)
    assert found["incumbents_acting"].severity is Severity.NOTE


def test_the_definitive_post_beside_an_acting_one_is_held(tmp_path: Path) -> None:
    """Case 19: the definitive post counts, the acting one behind it does not."""
    problem, _ = read(tmp_path, changed(HELD, 1, Jabatan=f"{AUDIT}; Plt. Inspektur"))
    assert holders(problem)[SITI] == "P-2"


def test_a_person_without_a_post_is_counted_and_holds_none(tmp_path: Path) -> None:
    """A blank Jabatan is told, not guessed from the unit."""
    problem, found = read(tmp_path, changed(HELD, 1, Jabatan=""), changed(MAP, 2, Bezetting="0"))
    assert SITI not in holders(problem)
    assert "1 pegawai tanpa Jabatan" in found["incumbents_without_post"].problem


def test_who_left_the_service_holds_no_post(tmp_path: Path) -> None:
    """A retired person on the roster frees the seat."""
    people = tuple(
        (*row, tail) for row, tail in zip(HELD, ("Kedudukan Hukum", "Pensiun", "Aktif"), strict=True)
    )
    problem, found = read(tmp_path, people, changed(MAP, 2, Bezetting="0"))
    assert holders(problem) == {BUDI: "P-1"}
    assert "incumbents_inactive" in found


def test_a_post_that_stands_twice_is_refused(tmp_path: Path) -> None:
    """Nobody could say which of two equal rows a person holds: both places are named."""
    problem, found = read(tmp_path, posts=(*MAP, ("P-3", AUDIT, "Inspektorat", "Sekretariat", "1", "0")))
    assert problem is None
    assert "sudah ada di formasi.csv, sel A3" in found["post_twice"].problem


def test_a_map_without_units_is_by_office(tmp_path: Path) -> None:
    """Where the map names no unit, office and post find the holder."""
    posts = tuple(tuple(cell for at, cell in enumerate(row) if at != 3) for row in MAP)
    assert holders(read(tmp_path, posts=posts)[0]) == {SITI: "P-2", BUDI: "P-1"}


def test_a_roster_without_posts_has_no_holders(tmp_path: Path) -> None:
    """A roster that names no Jabatan still reads; everybody is told to be without a post."""
    problem, found = read(tmp_path, PEOPLE)
    assert holders(problem) == {}
    assert "2 pegawai tanpa Jabatan" in found["incumbents_without_post"].problem


def test_mode_penataan_needs_the_need(tmp_path: Path) -> None:
    """A list with Jumlah alone is refused in mode penataan, and read in mode isi."""
    posts: Rows = (("Kode Formasi", "Jabatan", "Dinas", "Jumlah"), ("P-1", LAW, "Dinas Sosial", "1"))
    assert "need_column_missing" in read(tmp_path, posts=posts)[1]
    problem, _ = read(tmp_path, posts=posts, settings=Settings())
    assert problem is not None
    assert problem.incumbents == ()


def test_jumlah_beside_the_map_is_told_to_be_unused(tmp_path: Path) -> None:
    """Two figures for the seats: the need counts, and the finding says so."""
    posts = tuple((*row, tail) for row, tail in zip(MAP, ("Jumlah", "9", "9"), strict=True))
    problem, found = read(tmp_path, posts=posts)
    assert problem is not None
    assert problem.vacancies[0].openings == 2
    assert "openings_column_unused" in found


@pytest.mark.parametrize(
    ("written", "agrees"), [("ya", True), ("Setuju", True), ("tidak", False), ("", False)]
)
def test_consent_is_read_from_its_column(tmp_path: Path, written: str, agrees: bool) -> None:
    """Persetujuan = ya is consent, a blank cell is none."""
    people = tuple((*row, tail) for row, tail in zip(HELD, ("Persetujuan", written, "ya"), strict=True))
    problem, _ = read(tmp_path, people)
    assert problem is not None
    assert {one.id: one.consents for one in problem.employees} == {SITI: agrees, BUDI: True}


def test_an_unreadable_consent_is_an_error(tmp_path: Path) -> None:
    """A word that is neither yes nor no is not taken for either."""
    people = tuple((*row, tail) for row, tail in zip(HELD, ("Persetujuan", "mungkin", "ya"), strict=True))
    problem, found = read(tmp_path, people)
    assert problem is None
    assert any(issue.is_error for issue in found.values())


def test_holders_do_not_depend_on_the_order_of_rows(tmp_path: Path) -> None:
    """Rows the other way round give the same round."""
    first, _ = read(tmp_path)
    second, _ = read(tmp_path, (HELD[0], *HELD[:0:-1]), (MAP[0], *MAP[:0:-1]))
    assert first is not None
    assert second is not None
    assert first.incumbents == second.incumbents
    assert [replace(one, location=first.vacancies[0].location) for one in first.vacancies] == [
        replace(one, location=first.vacancies[0].location) for one in second.vacancies
    ]


def test_a_blank_column_of_the_template_counts_as_absent(tmp_path: Path) -> None:
    """The template has Jumlah, Kebutuhan and Bezetting; whichever nobody filled in says nothing."""
    posts = tuple((*row, tail) for row, tail in zip(MAP, ("Jumlah", "", ""), strict=True))
    problem, found = read(tmp_path, posts=posts)
    assert problem is not None
    assert "openings_column_unused" not in found
    filled, _ = read(tmp_path, posts=posts, settings=Settings())
    assert filled is not None
    assert [one.openings for one in filled.vacancies] == [1, 0]


def test_no_figure_at_all_is_an_error(tmp_path: Path) -> None:
    """Blank Jumlah and blank Kebutuhan: every row lacks its seats, in either mode."""
    posts = tuple((*row[:4], tail) for row, tail in zip(MAP, ("Jumlah", "", ""), strict=True))
    assert read(tmp_path, posts=posts, settings=Settings())[0] is None
