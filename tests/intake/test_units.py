"""The unit tree of SIASN: units by ID, offices by climbing, mistakes in the tree by their cell."""

from __future__ import annotations

from pathlib import Path

import pytest
from written_rounds import BUDI, SITI, Rows, check_tables, check_workbook, found, problem_of

TREE: Rows = (
    ("ID", "NAMA_UNOR", "ID_ATASAN"),
    ("A0", "Pemerintah Kota Semarang", ""),
    ("A1", "DINAS SOSIAL", "A0"),
    ("A2", "DINAS KESEHATAN", "A0"),
    ("S1", "Sekretariat", "A1"),
    ("S2", "Sekretariat", "A2"),
    ("P1", "Puskesmas Poncol", "A2"),
    ("U1", "Sub Bagian Tata Usaha", "P1"),
)


def people(*units: tuple[str, ...], heading: tuple[str, ...] = ("UNOR ID", "UNOR NAMA")) -> Rows:
    """A roster of two with what each row says of its unit."""
    first, second = ((SITI, "Siti", "S-1 AKUNTANSI", *units[0]), (BUDI, "Budi", "S-1 ILMU HUKUM", *units[1]))
    return (("NIP", "Nama", "Pendidikan", *heading), first, second)


def places(tables: dict[str, Rows], folder: Path) -> dict[str, tuple[str, str]]:
    """(dinas, unit path) of everybody by NIP."""
    return {one.id: (one.dinas, one.unit) for one in problem_of(check_tables(folder, tables)).employees}


def test_the_same_name_under_two_offices_stays_two(tmp_path: Path) -> None:
    """Two people of "Sekretariat" come to their own office by the ID; the name alone decides nothing."""
    roster = people(("S1", "Sekretariat"), ("s2 ", "Sekretariat"))
    assert places({"unor": TREE, "pegawai": roster}, tmp_path) == {
        SITI: ("Dinas Sosial", "Sekretariat"),
        BUDI: ("Dinas Kesehatan", "Sekretariat"),
    }


def test_a_unit_climbs_to_its_office(tmp_path: Path) -> None:
    """Three steps down, the office is the one at the top, and the path names every step."""
    roster = people(("U1", ""), ("A1", ""))
    assert places({"unor": TREE, "pegawai": roster}, tmp_path) == {
        SITI: ("Dinas Kesehatan", "Puskesmas Poncol | Sub Bagian Tata Usaha"),
        BUDI: ("Dinas Sosial", ""),
    }


def test_a_row_without_id_is_found_by_a_name_that_is_one(tmp_path: Path) -> None:
    """A name that one unit bears is enough; one that several bear is asked about, not guessed."""
    checked = check_tables(
        tmp_path,
        {"unor": TREE, "pegawai": people(("Sub Bagian Tata Usaha",), ("Sekretariat",), heading=("UNOR",))},
    )
    read = {one.id: (one.dinas, one.unit) for one in problem_of(checked).employees}
    assert read[SITI] == ("Dinas Kesehatan", "Puskesmas Poncol | Sub Bagian Tata Usaha")
    assert read[BUDI] == ("", "Sekretariat")
    assert [one.location.cell for one in found(checked[1], "unit_ambiguous")] == ["D3"]


def test_the_office_written_beside_it_tells_which_name_is_meant(tmp_path: Path) -> None:
    """With Dinas in the row, the unit of that name in that office is the one."""
    roster = people(("Sekretariat", "Dinsos"), ("Sekretariat", "Dinkes"), heading=("Unit Kerja", "Dinas"))
    read = places({"unor": TREE, "pegawai": roster}, tmp_path)
    assert {dinas for dinas, _ in read.values()} == {"Dinas Sosial", "Dinas Kesehatan"}


def test_the_tree_wins_over_the_column_and_says_so(tmp_path: Path) -> None:
    """Where Dinas names another office than the ID does, the ID decides and the cell is named."""
    roster = people(("S1", "Dinkes"), ("S2", "Dinkes"), heading=("UNOR ID", "Dinas"))
    checked = check_tables(tmp_path, {"unor": TREE, "pegawai": roster})
    assert {one.dinas for one in problem_of(checked).employees} == {"Dinas Sosial", "Dinas Kesehatan"}
    assert [one.location.cell for one in found(checked[1], "unit_dinas_differs")] == ["E2"]


def test_an_unknown_id_leaves_what_the_row_says(tmp_path: Path) -> None:
    """An ID that is not in the tree is a warning at its cell; the words of the row still count."""
    checked = check_tables(
        tmp_path, {"unor": TREE, "pegawai": people(("X9", "Puskesmas Poncol"), ("S1", "Sekretariat"))}
    )
    read = {one.id: one.dinas for one in problem_of(checked).employees}
    assert read == {SITI: "Dinas Kesehatan", BUDI: "Dinas Sosial"}
    assert [one.location.cell for one in found(checked[1], "unit_unknown")] == ["D2"]


@pytest.mark.parametrize(
    ("rows", "code", "cell"),
    [
        ((("B1", "Bidang A", "B2"), ("B2", "Bidang B", "B1")), "unit_cycle", "C9"),
        ((("B1", "Bidang A", "Z9"),), "unit_parent_unknown", "C9"),
        ((("S1", "Bidang A", "A2"),), "unit_duplicate", "A9"),
        ((("B1", "", "A2"),), "value_missing", "B9"),
        ((("", "Bidang A", "A2"),), "value_missing", "A9"),
    ],
)
def test_a_faulty_tree_is_refused_by_its_cell(
    tmp_path: Path, rows: tuple[tuple[str, ...], ...], code: str, cell: str
) -> None:
    """Circles, units without superior, IDs used twice and blank cells stop the round at the cell."""
    problem, issues = check_tables(tmp_path, {"unor": (*TREE, *rows)})
    assert problem is None
    assert [one.location.cell for one in found(issues, code)] == [cell]


def test_a_unit_above_itself_is_the_top(tmp_path: Path) -> None:
    """SIASN writes a top unit as its own superior; that is no circle."""
    tree = (TREE[0], ("A1", "Dinas Sosial", "A1"), ("S1", "Sekretariat", "A1"))
    roster = people(("S1", ""), ("A1", ""))
    assert places({"unor": tree, "pegawai": roster}, tmp_path)[SITI] == ("Dinas Sosial", "Sekretariat")


def test_vacancies_climb_as_people_do(tmp_path: Path) -> None:
    """A vacancy that gives only its unit's ID has the office and path of that unit."""
    vacancies = (
        ("Kode Formasi", "Jabatan", "Unit Kerja", "UNOR ID", "Jumlah"),
        ("F-1", "Bidan", "TU", "U1", "1"),
    )
    (vacancy,) = problem_of(check_tables(tmp_path, {"unor": TREE, "formasi": vacancies})).vacancies
    assert (vacancy.dinas, vacancy.unit) == ("Dinas Kesehatan", "Puskesmas Poncol | Sub Bagian Tata Usaha")


def test_a_sheet_of_the_round_workbook_serves_as_well(tmp_path: Path) -> None:
    """The sheet Unor of the one workbook; IDs typed as numbers, names first, "Wali Kota" at the top."""
    tree: Rows = (
        ("NAMA UNOR", "ID", "ID ATASAN"),
        ("Wali Kota Semarang", 1, None),
        ("Sekretaris Daerah", 2, 1),
        ("Dinas Sosial", 3, 1),
        ("Sekretariat", 4, 3),
    )
    roster = (("NIP", "Nama", "Pendidikan", "UNOR ID"), (SITI, "Siti", "S-1 AKUNTANSI", 4))
    (person,) = problem_of(check_workbook(tmp_path, {"Unor": tree, "Pegawai": roster})).employees
    assert (person.dinas, person.unit) == ("Dinas Sosial", "Sekretariat")


def test_the_government_is_nobodys_dinas(tmp_path: Path) -> None:
    """SIASN's Satuan Kerja names the city itself; the unit then tells the office, with or without a tree."""
    roster = people(
        ("Puskesmas Poncol", "Pemerintah Kota Semarang"),
        ("Sekretariat - Dinas Sosial", "Pemerintah Kota Semarang"),
        heading=("UNOR NAMA", "SATUAN KERJA KERJA NAMA"),
    )
    assert places({"pegawai": roster}, tmp_path) == {
        SITI: ("Dinas Kesehatan", "Puskesmas Poncol"),
        BUDI: ("Dinas Sosial", "Sekretariat"),
    }
