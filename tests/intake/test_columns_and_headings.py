"""Which heading is which field, and where the heading row lies."""

from __future__ import annotations

from pathlib import Path

import pytest
from written_rounds import (
    BUDI,
    PEOPLE,
    SITI,
    VACANCIES,
    cells,
    check_tables,
    check_workbook,
    found,
    problem_of,
)

from penempatan.intake.columns import Field, Role, field_keys, heading_key, is_sensitive
from penempatan.intake.findings import Findings
from penempatan.intake.headings import find_heading, lay_out
from penempatan.intake.sheets import Row, Sheet


def sheet_of(*rows: Row) -> Sheet:
    """Return a sheet in memory."""
    return Sheet("pegawai.xlsx", "Pegawai", rows)


@pytest.mark.parametrize(
    "heading",
    [
        "Predikat Kinerja",
        "PREDIKAT_KINERJA",
        "predikat.kinerja",
        "Predikat\u00a0Kinerja",
        "PREDIKAT\nKINERJA ",
    ],
)
def test_case_blanks_dots_and_breaks_do_not_count(heading: str) -> None:
    """One field under all the ways in which a heading is typed."""
    assert field_keys(Role.EMPLOYEES)[heading_key(heading)][0] is Field.PERFORMANCE


@pytest.mark.parametrize(
    ("role", "heading", "field"),
    [
        (Role.EMPLOYEES, "GOL AKHIR NAMA", Field.RANK),
        (Role.EMPLOYEES, "UNOR NAMA", Field.UNIT),
        (Role.EMPLOYEES, "TINGKAT PENDIDIKAN NAMA", Field.EDUCATION_LEVEL),
        (Role.EMPLOYEES, "PANGKAT / GOL.", Field.RANK),
        (Role.VACANCIES, "formasi_id", Field.CODE),
        (Role.VACANCIES, "jabatan_nm", Field.POSITION),
        (Role.VACANCIES, "lokasi_nm", Field.DINAS),
        (Role.VACANCIES, "jumlah_formasi", Field.OPENINGS),
        (Role.VACANCIES, "kualifikasi_pendidikan", Field.QUALIFICATION),
        (Role.LOCKS, "formasi", Field.CODE),
    ],
)
def test_names_of_siasn_simpeg_and_sscasn_are_known(role: Role, heading: str, field: Field) -> None:
    """The headings of the real exports find their field."""
    assert field_keys(role)[heading_key(heading)][0] is field


def test_every_contract_heading_is_its_own_alias() -> None:
    """The heading by which we speak of a field is one that we accept, in some role."""
    known = {
        field
        for role in Role
        for key, (field, _) in field_keys(role).items()
        if key == heading_key(field.value)
    }
    assert known == set(Field)


@pytest.mark.parametrize(
    "heading", ["AGAMA NAMA", "No KTP", "ALAMAT", "STATUS PERKAWINAN", "Golongan Darah", "no_hp"]
)
def test_personal_columns_are_known_as_such(heading: str) -> None:
    """Personal data that no rule may use are recognised, and no role reads them."""
    assert is_sensitive(heading)
    assert all(heading_key(heading) not in field_keys(role) for role in Role)


def test_title_rows_above_the_heading_are_skipped() -> None:
    """The heading row is found on row 4, under a title, a date and a blank row."""
    sheet = sheet_of(
        ("DAFTAR PEGAWAI", "", ""),
        ("Keadaan 1 November 2026", "", ""),
        ("", "", ""),
        ("NIP", "Nama", "Pendidikan"),
    )
    heading = find_heading(sheet, Role.EMPLOYEES)
    assert heading is not None
    assert heading.row == 3


def test_a_heading_below_row_twenty_is_not_sought() -> None:
    """Twenty rows are searched; a heading on row 21 is reported as missing with what it must hold."""
    findings = Findings()
    rows: list[Row] = [("catatan", "", "")] * 20
    assert lay_out(sheet_of(*rows, ("NIP", "Nama", "Pendidikan")), Role.EMPLOYEES, findings) is None
    (issue,) = findings.issues
    assert issue.code == "heading_missing"
    assert "Pendidikan" in issue.remedy


def test_a_two_row_heading_is_joined_and_its_numbering_skipped() -> None:
    """DUK layout: merged parents over children, then a row 1..n; children take their parent's name."""
    sheet = sheet_of(
        ("NO", "NAMA", "NIP", "PANGKAT", "", "JABATAN", "", "PENDIDIKAN", ""),
        ("", "", "", "GOL/RUANG", "TMT", "NAMA", "TMT", "NAMA", "TINGKAT"),
        (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0),
        (1.0, "Siti", SITI, "III/c", "", "Auditor", "", "AKUNTANSI", "S-1"),
    )
    layout = lay_out(sheet, Role.EMPLOYEES, Findings())
    assert layout is not None
    assert layout.data_row == 3
    assert {field: layout.columns[field] for field in (Field.RANK, Field.POSITION, Field.POST_SINCE)} == {
        Field.RANK: 3,
        Field.POSITION: 5,
        Field.POST_SINCE: 6,
    }
    assert (layout.columns[Field.EDUCATION], layout.columns[Field.EDUCATION_LEVEL]) == (7, 8)


def test_a_missing_required_column_is_named_with_the_near_miss(tmp_path: Path) -> None:
    """`Pendidkan` is not guessed to be `Pendidikan`; the headings are listed and the near one offered."""
    people = [("NIP", "Nama", "Pendidkan"), *PEOPLE[1:]]
    problem, issues = check_tables(tmp_path, {"pegawai": people})
    assert problem is None
    (issue,) = found(issues, "required_column_missing")
    assert "NIP, Nama, Pendidkan" in issue.problem
    assert "Pendidkan" in issue.remedy


def test_the_same_heading_twice_is_an_error(tmp_path: Path) -> None:
    """Two columns `Nama` are not merged or renamed: the second one's cell is reported."""
    people = [("NIP", "Nama", "Pendidikan", "NAMA"), (SITI, "Siti", "S-1 AKUNTANSI", "Sita")]
    _, issues = check_tables(tmp_path, {"pegawai": people})
    assert cells(issues, "heading_duplicate") == ["D1"]


def test_unknown_and_personal_columns_are_listed_once(tmp_path: Path) -> None:
    """One note names the personal columns, one the unknown; running numbers are not worth a word."""
    people = [
        ("No", "NIP", "Nama", "Agama", "Warna", "Pendidikan", "Alamat"),
        ("1", SITI, "Siti", "x", "y", "SMA", "z"),
    ]
    _, issues = check_tables(tmp_path, {"pegawai": people})
    (dropped,) = found(issues, "columns_sensitive_dropped")
    (unknown,) = [issue for issue in found(issues, "columns_unknown") if issue.location.file == "pegawai.csv"]
    assert "Agama, Alamat" in dropped.problem
    assert unknown.problem.endswith(": Warna.")


def test_a_column_without_any_value_counts_as_absent(tmp_path: Path) -> None:
    """An optional column that nobody filled makes nobody's cell "missing"; it is said once."""
    people = [("NIP", "Nama", "Pendidikan", "Golongan", "Sertifikat"), (SITI, "Siti", "SMA", "III/a", "")]
    checked = check_tables(tmp_path, {"pegawai": people})
    assert "certificates" not in problem_of(checked).columns.employee
    assert "rank" in problem_of(checked).columns.employee
    assert cells(checked[1], "columns_blank") == ["E1"]


def test_totals_signatures_and_notes_are_skipped_aloud(tmp_path: Path) -> None:
    """Rows that are no record are left out, each with a note; a name without a NIP is an error instead."""
    people = [*PEOPLE, ("", "", ""), ("JUMLAH", "2", ""), ("", "", "Mengetahui"), ("", "Dewi", "SMA")]
    _, issues = check_tables(tmp_path, {"pegawai": people})
    assert cells(issues, "row_skipped") == ["A5", "C6"]
    assert cells(issues, "nip_missing") == ["A7"]


def test_a_dinas_on_a_row_of_its_own_heads_the_people_below(tmp_path: Path) -> None:
    """Without a Dinas column, a group row naming an office is carried down, and said; another text is not."""
    people = [
        PEOPLE[0],
        ("DINAS SOSIAL", "", ""),
        PEOPLE[1],
        ("Inspektorat", "", ""),
        ("Lain-lain", "", ""),
        PEOPLE[2],
    ]
    checked = check_tables(tmp_path, {"pegawai": people})
    by_id = {person.id: person.dinas for person in problem_of(checked).employees}
    assert by_id == {SITI: "Dinas Sosial", BUDI: "Inspektorat"}
    assert cells(checked[1], "row_group") == ["A2", "A4"]


def test_hidden_sheets_are_noted_and_sheets_of_other_names_listed(tmp_path: Path) -> None:
    """A workbook's further sheets are not read in silence: they are named."""
    checked = check_workbook(tmp_path, {"Rekap": [("Dinas", "Jumlah"), ("Dinsos", 3)]})
    assert len(problem_of(checked).employees) == 2
    (issue,) = found(checked[1], "sheet_unused")
    assert "“Rekap”" in issue.problem


def test_a_workbook_without_the_sheet_says_which_sheets_it_has(tmp_path: Path) -> None:
    """Without a sheet Formasi the finding names the sheets that are there."""
    import xlsxwriter
    from written_rounds import TODAY, write_sheet

    from penempatan.intake.read import check_round
    from penempatan.intake.sources import locate_round
    from penempatan.settings.model import Settings

    path = tmp_path / "ronde.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        write_sheet(workbook, "Pegawai", PEOPLE)
        write_sheet(workbook, "Lowongan", VACANCIES)
    problem, issues = check_round(locate_round(path), Settings(), TODAY)
    assert problem is None
    (issue,) = found(issues, "sheet_missing")
    assert "“Lowongan”" in issue.problem


def test_a_level_column_and_a_programme_column_make_one_education(tmp_path: Path) -> None:
    """Mojokerto's `Pendidikan` + `Jurusan` and the contract's `Tingkat Pendidikan` + `Jurusan` read alike."""
    split = [("NIP", "Nama", "Pendidikan", "Jurusan"), (SITI, "Siti", "S-1", "AKUNTANSI")]
    contract = [("NIP", "Nama", "Tingkat Pendidikan", "Jurusan"), (SITI, "Siti", "S-1", "AKUNTANSI")]
    whole = [("NIP", "Nama", "Pendidikan"), (SITI, "Siti", "S-1 AKUNTANSI")]
    read = []
    for people in (split, contract, whole):
        (person,) = problem_of(check_tables(tmp_path, {"pegawai": people})).employees
        read.append([(e.level, e.programme) for e in person.educations])
    assert read[0] == read[1] == read[2]
    assert read[0][0][0] is not None
    assert BUDI != SITI


def test_errors_of_the_cells_are_named_beside_a_missing_column(tmp_path: Path) -> None:
    """A damaged NIP is reported although Pendidikan is missing too; what is sound draws no word."""
    rows = [("NIP", "Nama"), ("198506152010012007", "Siti"), ("1,98506E+17", "Budi"), ("Jumlah", "2")]
    problem, issues = check_tables(tmp_path, {"pegawai": rows})
    assert problem is None
    assert cells(issues, "nip_scientific") == ["A3"]
    assert [issue.code for issue in issues if "pegawai" in issue.location.file] == [
        "required_column_missing",
        "nip_scientific",
    ]


@pytest.mark.parametrize("heading", [("NIP", "Nama"), ("Nama", "Pendidikan"), ("NIP", "Nama", "Pendidikan")])
def test_a_heading_row_alone_is_an_empty_table(tmp_path: Path, heading: tuple[str, ...]) -> None:
    """A table without rows is named as empty, whether or not its columns are complete."""
    problem, issues = check_tables(tmp_path, {"pegawai": [heading]})
    assert problem is None
    assert found(issues, "table_empty")
