"""A round through the front door: what becomes of every table, and every complaint at once."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from written_rounds import (
    BUDI,
    PEOPLE,
    SITI,
    TODAY,
    VACANCIES,
    Rows,
    cells,
    check_tables,
    check_workbook,
    found,
    problem_of,
)

from penempatan.domain.employee import Certificate, DisciplineLevel, EmploymentStatus, PerformanceRating
from penempatan.domain.issue import Location, Severity
from penempatan.domain.position import PositionTier
from penempatan.domain.problem import LockKind, PlacementProblem
from penempatan.domain.rank import pns_rank
from penempatan.errors import InputError
from penempatan.intake.read import read_problem
from penempatan.intake.sources import RoundSources, locate_round
from penempatan.settings.model import RoundSettings, Settings

FULL = (
    ("NIP", SITI),
    ("Nama", "Siti  Aminah, S.E."),
    ("Pendidikan", "S-1 AKUNTANSI"),
    ("Status", "PNS"),
    ("Golongan", "Penata (III/c)"),
    ("Jabatan", "AUDITOR AHLI MUDA"),
    ("Unit Kerja", "Irban I"),
    ("Dinas", "inspektorat"),
    ("TMT Jabatan", "1 Maret 2021"),
    ("Predikat Kinerja", "Baik; Sangat Baik"),
    ("Hukuman Disiplin", "Sedang s.d. 2027-01-31"),
    ("Sertifikat", "Diklat X s.d. 2028-05-01"),
    ("Kompetensi", "Komunikasi:3; Pelayanan Publik:4"),
    ("Kecamatan", "Kec. Gajah Mungkur"),
    ("Minat 1", "f-2"),
    ("Minat 2", "dinsos"),
    ("NIP Pasangan", BUDI),
    ("Wajib Ditempatkan", "ya"),
    ("Kunci", "tidak"),
)


def one_employee(**changes: str) -> list[tuple[str, ...]]:
    """Return a roster of one full row with some cells changed (by heading)."""
    row = dict(FULL) | changes
    return [tuple(row), tuple(row.values())]


def test_every_column_of_the_contract_is_read(tmp_path: Path) -> None:
    """One row with every column: each value arrives in its field, in canonical form."""
    (person,) = problem_of(check_tables(tmp_path, {"pegawai": one_employee()})).employees
    assert person.name == "Siti Aminah, S.E."
    assert person.status is EmploymentStatus.PNS
    assert person.rank == pns_rank("III/c")
    assert person.tier is PositionTier.AHLI_MUDA
    assert (person.dinas, person.unit) == ("Inspektorat", "Irban I")
    assert person.in_post_since == date(2021, 3, 1)
    assert person.performance == (PerformanceRating.GOOD, PerformanceRating.VERY_GOOD)
    assert person.discipline is not None
    assert (person.discipline.level, person.discipline.until) == (DisciplineLevel.MODERATE, date(2027, 1, 31))
    assert person.certificates == (Certificate("DIKLAT X", date(2028, 5, 1)),)
    assert person.competencies == (("Komunikasi", 3), ("Pelayanan Publik", 4))
    assert person.district == "Gajahmungkur"
    assert person.preferences == ("F-2", "Dinas Sosial")
    assert (person.spouse_id, person.must_place, person.stays) == (BUDI, True, False)
    assert person.location == Location("pegawai.csv", "", "A2")


@pytest.mark.parametrize(
    ("heading", "text", "column"),
    [
        ("Status", "HONORER", "D"),
        ("Golongan", "IV/f", "E"),
        ("TMT Jabatan", "0000-00-00", "I"),
        ("Predikat Kinerja", "Baik; Entah", "J"),
        ("Hukuman Disiplin", "entah", "K"),
    ],
)
def test_an_unreadable_optional_value_is_a_warning_and_missing(
    tmp_path: Path, heading: str, text: str, column: str
) -> None:
    """Never silent, never fatal: the cell is named, the value counts as not there, the round goes on."""
    checked = check_tables(tmp_path, {"pegawai": one_employee(**{heading: text})})
    assert cells(checked[1], "value_unknown") == [f"{column}2"]
    (person,) = problem_of(checked).employees
    lost = {
        "Status": person.status,
        "Golongan": person.rank,
        "TMT Jabatan": person.in_post_since,
        "Predikat Kinerja": person.performance[1:],
        "Hukuman Disiplin": person.discipline,
    }[heading]
    assert not lost


@pytest.mark.parametrize("heading", ["Kunci", "Wajib Ditempatkan"])
def test_an_unreadable_instruction_is_an_error(tmp_path: Path, heading: str) -> None:
    """Kunci and Wajib Ditempatkan are orders, not data: a doubtful one stops the round."""
    problem, issues = check_tables(tmp_path, {"pegawai": one_employee(**{heading: "mungkin"})})
    assert problem is None
    assert len(found(issues, "value_invalid")) == 1


def test_an_acting_post_tells_nothing_of_the_definitive_one(tmp_path: Path) -> None:
    """Plt: tier unknown, and a warning asks for the definitive post."""
    checked = check_tables(tmp_path, {"pegawai": one_employee(Jabatan="Plt. Kepala Bidang Aset")})
    (person,) = problem_of(checked).employees
    assert person.tier is None
    assert cells(checked[1], "position_acting") == ["F2"]


def test_a_competency_list_loses_only_its_bad_part(tmp_path: Path) -> None:
    """One part without a level is reported; the others hold; of two levels the lower counts."""
    text = "Komunikasi:3; Integritas; Komunikasi:2; Kerjasama:9"
    checked = check_tables(tmp_path, {"pegawai": one_employee(Kompetensi=text)})
    assert problem_of(checked).employees[0].competencies == (("Komunikasi", 2),)
    assert [issue.value for issue in found(checked[1], "competency_unreadable")] == [
        "Integritas",
        "Kerjasama:9",
    ]
    assert len(found(checked[1], "competency_twice")) == 1


def test_a_wish_that_means_nothing_here_is_reported(tmp_path: Path) -> None:
    """A wish that is no code, no dinas and no post on offer is kept as written, with a warning."""
    checked = check_tables(tmp_path, {"pegawai": one_employee(**{"Minat 1": "Kantor di Bulan"})})
    assert problem_of(checked).employees[0].preferences[0] == "Kantor di Bulan"
    (issue,) = found(checked[1], "preference_unmatched")
    assert "Kantor di Bulan" in issue.problem
    assert issue.location.cell == "O2"


def test_blanks_of_a_vacancy_come_from_the_catalogue(tmp_path: Path) -> None:
    """A vacancy row keeps its own requirement and takes the blank ones from Jabatan, under any spelling."""
    tables = {
        "jabatan": [
            ("Jabatan", "Kualifikasi Pendidikan", "Golongan Minimal", "Usia Maksimal", "Kompetensi"),
            ("Auditor Ahli Pertama", "S-1 AKUNTANSI", "III/a", "40", "Komunikasi:2"),
        ],
        "formasi": [
            ("Kode Formasi", "Jabatan", "Dinas", "Jumlah", "Usia Maksimal"),
            ("F-1", "AHLI PERTAMA - AUDITOR", "Inspektorat", "1", "35"),
            ("F-2", "ANALIS HUKUM AHLI PERTAMA", "Inspektorat", "1", ""),
        ],
    }
    checked = check_tables(tmp_path, tables)
    first, second = problem_of(checked).vacancies
    assert first.age_max == 35
    assert first.rank_min == pns_rank("III/a")
    assert [alternative.raw for alternative in first.qualification.alternatives] == ["S-1 AKUNTANSI"]
    assert [(need.name, need.level) for need in first.competencies] == [("Komunikasi", 2)]
    assert not second.qualification
    assert "1 formasi" in found(checked[1], "catalogue_used")[0].problem


def test_long_form_competencies_win_over_the_roster(tmp_path: Path) -> None:
    """The Kompetensi table is merged in; a different level is said; an unknown NIP is a warning."""
    tables: dict[str, Rows] = {
        "pegawai": one_employee(),
        "kompetensi": [
            ("NIP", "Kompetensi", "Level"),
            (SITI, "komunikasi", "5"),
            (SITI, "Integritas", "2"),
            (BUDI, "Integritas", "2"),
        ],
    }
    checked = check_tables(tmp_path, tables)
    (person,) = problem_of(checked).employees
    assert person.competencies == (("Integritas", 2), ("Komunikasi", 5), ("Pelayanan Publik", 4))
    assert len(found(checked[1], "competency_differs")) == 1
    assert cells(checked[1], "nip_unknown") == ["A4"]


def test_wishes_from_their_own_table_follow_urutan_not_row_order(tmp_path: Path) -> None:
    """Several rows of a person are ordered by Urutan; without it they are refused."""
    wishes = [("NIP", "Minat", "Urutan"), (SITI, "F-2", "2"), (SITI, "F-1", "1")]
    problem = problem_of(check_tables(tmp_path, {"minat": wishes}))
    assert {person.id: person.preferences for person in problem.employees}[SITI] == ("F-1", "F-2")
    assert "preferences" in problem.columns.employee
    unordered = [("NIP", "Minat"), (SITI, "F-2"), (SITI, "F-1")]
    broken, issues = check_tables(tmp_path, {"minat": unordered})
    assert broken is None
    assert cells(issues, "wishes_unordered") == ["A3"]


def test_locks_are_read_and_their_faults_collected(tmp_path: Path) -> None:
    """A sound pin and ban are read; four kinds of fault are reported at once."""
    sound = [
        ("nip", "formasi", "tetap/larang", "alasan"),
        (SITI, "F-1", "tetap", "TPK"),
        (BUDI, "F-1", "larang", "x"),
    ]
    problem = problem_of(check_tables(tmp_path, {"kunci": sound}))
    assert [(lock.kind, lock.employee_id, lock.reason) for lock in problem.locks] == [
        (LockKind.BAN, BUDI, "x"),
        (LockKind.PIN, SITI, "TPK"),
    ]
    bad = [
        sound[0],
        ("199001012015032009", "F-1", "tetap", "TPK"),
        (SITI, "F-9", "tetap", "TPK"),
        (SITI, "F-1", "larang", ""),
        (SITI, "F-1", "boleh", "TPK"),
    ]
    refused, issues = check_tables(tmp_path, {"kunci": bad})
    assert refused is None
    assert [(issue.code, issue.location.cell) for issue in issues if issue.is_error] == [
        ("lock_nip_unknown", "A2"),
        ("lock_code_unknown", "B3"),
        ("lock_reason_missing", "D4"),
        ("value_invalid", "C5"),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [(SITI, "F-1", "tetap", "a"), (SITI, "F-2", "tetap", "b")],
        [(SITI, "F-1", "tetap", "a"), (SITI, "F-1", "larang", "b")],
        [(SITI, "F-1", "larang", "a"), (SITI, "F-1", "larang", "b")],
    ],
)
def test_contradicting_locks_name_each_other(tmp_path: Path, rows: list[tuple[str, ...]]) -> None:
    """Two pins of one person, a pin and a ban of one pair, or one lock twice: an error that names it."""
    problem, issues = check_tables(tmp_path, {"kunci": [("NIP", "Formasi", "Jenis", "Alasan"), *rows]})
    assert problem is None
    (issue,) = found(issues, "lock_conflict")
    assert issue.location.cell == "A3"
    assert "sel A2" in issue.problem


def test_a_pin_contradicts_kunci_ya(tmp_path: Path) -> None:
    """Who stays by the roster cannot be pinned elsewhere."""
    lock = [("NIP", "Formasi", "Jenis", "Alasan"), (SITI, "F-1", "tetap", "TPK")]
    problem, issues = check_tables(tmp_path, {"pegawai": one_employee(Kunci="ya"), "kunci": lock})
    assert problem is None
    assert len(found(issues, "lock_conflict")) == 1


def test_external_scores_are_hundredths_and_strangers_are_counted(tmp_path: Path) -> None:
    """82,5 is 8250; rows about other people or posts are left out with one warning that counts them."""
    scores = [
        ("NIP", "Kode Formasi", "Skor"),
        (SITI, "F-2", "82,5"),
        (BUDI, "F-1", "100"),
        (SITI, "F-9", "1"),
        ("199001012015032009", "F-1", "1"),
        ("199001012015032009", "F-2", "1"),
    ]
    checked = check_tables(tmp_path, {}, scores)
    assert [(s.employee_id, s.vacancy_code, s.points) for s in problem_of(checked).external_scores] == [
        (BUDI, "F-1", 10_000),
        (SITI, "F-2", 8_250),
    ]
    assert sorted(issue.problem.split()[0] for issue in found(checked[1], "score_unmatched")) == ["1", "2"]


def test_a_score_given_twice_or_out_of_range_is_an_error(tmp_path: Path) -> None:
    """One pair, one score; 0 to 100."""
    scores = [("NIP", "Kode Formasi", "Skor"), (SITI, "F-2", "50"), (SITI, "F-2", "60"), (BUDI, "F-1", "101")]
    problem, issues = check_tables(tmp_path, {}, scores)
    assert problem is None
    assert cells(issues, "score_duplicate") == ["A3"]
    assert cells(issues, "value_invalid") == ["C4"]


def test_duplicate_codes_name_the_other_row(tmp_path: Path) -> None:
    """Kode Formasi is unique."""
    problem, issues = check_tables(tmp_path, {"formasi": [*VACANCIES, VACANCIES[1]]})
    assert problem is None
    (issue,) = found(issues, "code_duplicate")
    assert issue.location.cell == "A4"
    assert "sel A2" in issue.problem


def test_the_office_of_the_dinas_stands_in_for_the_kecamatan(tmp_path: Path) -> None:
    """Own kecamatan first, then the Dinas sheet, then what is known of the dinas."""
    tables = {
        "formasi": [
            ("Kode Formasi", "Jabatan", "Dinas", "Jumlah", "Kecamatan"),
            ("F-1", "AUDITOR AHLI PERTAMA", "Dinas Kesehatan", "1", "Tugu"),
            ("F-2", "AUDITOR AHLI PERTAMA", "Dinas Kesehatan", "1", ""),
            ("F-3", "AUDITOR AHLI PERTAMA", "Dinas Sosial", "1", ""),
        ],
        "dinas": [
            ("Dinas", "Rumpun Pendidikan", "Kecamatan", "Bobot Pendidikan", "Keluar Maksimal"),
            ("Dinkes", "KESEHATAN; SOSIAL", "Mijen", "50", "3"),
        ],
    }
    problem = problem_of(check_tables(tmp_path, tables))
    own, sheet, known = (vacancy.district for vacancy in problem.vacancies)
    assert (own, sheet) == ("Tugu", "Mijen")
    profiles = {profile.name: profile for profile in problem.dinas}
    assert known == profiles["Dinas Sosial"].district != ""
    health = profiles["Dinas Kesehatan"]
    assert health.field_groups == ("KESEHATAN", "SOSIAL")
    assert health.weights == (("pendidikan", 50_000),)
    assert health.leave_max == 3


def test_a_vacancy_for_the_disabled_is_said_and_never_scored(tmp_path: Path) -> None:
    """R40: the kind of formasi is shown; one note counts them."""
    rows = [(*VACANCIES[0], "formasi_nm"), (*VACANCIES[1], "PENYANDANG DISABILITAS"), (*VACANCIES[2], "UMUM")]
    checked = check_tables(tmp_path, {"formasi": rows})
    assert problem_of(checked).vacancies[0].formation_kind == "PENYANDANG DISABILITAS"
    (issue,) = found(checked[1], "formation_kind")
    assert issue.severity is Severity.NOTE


def test_row_order_leaves_no_trace(tmp_path: Path) -> None:
    """Shuffled rows give the same problem, locations aside."""
    rng = random.Random(7)
    people = [
        (f"19900101201503{1 + i % 2}{i + 1:03}", f"P{i}", "S-1 AKUNTANSI", f"F-{i % 2 + 1}") for i in range(8)
    ]
    heading = (*PEOPLE[0], "Minat 1")
    shuffled = people.copy()
    rng.shuffle(shuffled)
    one = problem_of(check_tables(tmp_path, {"pegawai": [heading, *people]}))
    other = problem_of(
        check_tables(
            tmp_path, {"pegawai": [heading, *shuffled], "formasi": [VACANCIES[0], *reversed(VACANCIES[1:])]}
        )
    )
    assert people != shuffled
    assert placeless(one) == placeless(other)


def placeless(problem: PlacementProblem) -> tuple[object, ...]:
    """Return people and vacancies without their cells."""
    people = tuple(replace(person, location=Location()) for person in problem.employees)
    return people, tuple(replace(vacancy, location=Location()) for vacancy in problem.vacancies)


def test_csv_and_workbook_give_the_same_problem(tmp_path: Path) -> None:
    """The format of the file changes nothing but the locations."""
    rows = one_employee()
    one = problem_of(check_tables(tmp_path, {"pegawai": rows}))
    other = problem_of(check_workbook(tmp_path, {"Pegawai": rows}))
    assert placeless(one) == placeless(other)


def test_every_source_is_recorded_with_its_hash(tmp_path: Path) -> None:
    """Role, file, sheet, sha256 of the bytes and rows kept: the manifest of rekam.json."""
    import hashlib

    problem = problem_of(check_tables(tmp_path, {}))
    record = problem.sources[0]
    assert (record.role, record.name, record.rows) == ("pegawai", "pegawai.csv", 2)
    assert record.sha256 == hashlib.sha256((tmp_path / "ronde" / "pegawai.csv").read_bytes()).hexdigest()


def test_the_round_date_of_the_rules_wins(tmp_path: Path) -> None:
    """`[ronde] tanggal` stands over the day of the run."""
    check_tables(tmp_path, {})
    settings = Settings(round=RoundSettings(judged_on=date(2026, 1, 2)))
    sources = locate_round(tmp_path / "ronde")
    assert read_problem(sources, settings, TODAY).judged_on == date(2026, 1, 2)
    assert read_problem(sources, Settings(), TODAY).judged_on == TODAY


def test_errors_of_all_tables_come_together(tmp_path: Path) -> None:
    """One pass: a bad NIP, a bad number of seats and an unknown lock are raised in one InputError."""
    tables: dict[str, Rows] = {
        "pegawai": [*PEOPLE, ("1", "A", "SMA")],
        "formasi": [*VACANCIES, ("F-3", "AUDITOR AHLI PERTAMA", "Inspektorat", "x")],
        "kunci": [("NIP", "Formasi", "Jenis", "Alasan"), (SITI, "F-9", "tetap", "TPK")],
    }
    check_tables(tmp_path, tables)
    with pytest.raises(InputError) as caught:
        read_problem(locate_round(tmp_path / "ronde"), Settings(), TODAY)
    codes = {issue.code for issue in caught.value.issues if issue.is_error}
    assert codes == {"nip_malformed", "value_invalid", "lock_code_unknown"}


def test_a_refused_roster_makes_no_strangers_of_the_other_tables(tmp_path: Path) -> None:
    """With a heading missing in Pegawai, Kunci and Kompetensi are still checked, but not against nobody."""
    tables: dict[str, Rows] = {
        "pegawai": [("NIP", "Nama"), (SITI, "Siti")],
        "kunci": [("NIP", "Formasi", "Jenis", "Alasan"), (SITI, "F-1", "tetap", "")],
        "kompetensi": [("NIP", "Kompetensi", "Level"), (SITI, "Integritas", "2")],
    }
    _, issues = check_tables(tmp_path, tables)
    assert [issue.code for issue in issues if issue.severity is not Severity.NOTE] == [
        "required_column_missing",
        "lock_reason_missing",
    ]


def test_unreadable_files_are_reported_together(tmp_path: Path) -> None:
    """Two broken files give two findings, not the first one only."""
    pegawai, formasi = tmp_path / "pegawai.xlsx", tmp_path / "formasi.xlsx"
    pegawai.write_bytes(b"%PDF-1.7")
    formasi.write_bytes(b"")
    sources = locate_round(None, employees=pegawai, vacancies=formasi)
    with pytest.raises(InputError) as caught:
        read_problem(sources, Settings(), TODAY)
    assert [issue.location.file for issue in caught.value.issues] == ["pegawai.xlsx", "formasi.xlsx"]
    assert isinstance(sources, RoundSources)


@pytest.mark.parametrize(
    ("row", "cells_warned"),
    [
        (("Dinas Sosial", "40", "19", ""), ["B2"]),
        (("Dinas Sosial", "40", "20", ""), []),
        (("Dinas Sosial", "40", "19", "2"), []),
        (("Dinas Sosial", "40", "", ""), []),
    ],
)
def test_an_office_below_half_its_need_is_warned_of(
    row: tuple[str, ...], cells_warned: list[str], tmp_path: Path
) -> None:
    """R10: bezetting under half the need warns, unless Keluar Maksimal already guards the office."""
    sheet = [("Dinas", "Kebutuhan", "Bezetting", "Keluar Maksimal"), row]
    _, issues = check_tables(tmp_path, {"dinas": sheet})
    assert cells(issues, "dinas_understaffed") == cells_warned
