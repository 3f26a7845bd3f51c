"""Real files by other hands: the city's 2024 vacancies and four layouts of vacancy exports."""

from __future__ import annotations

from pathlib import Path

import pytest
from written_rounds import PEOPLE, TODAY, found, problem_of, write_csv

from penempatan.domain.employee import EmploymentStatus
from penempatan.intake.columns import Field, Role, field_keys, heading_key, is_sensitive
from penempatan.intake.findings import Findings
from penempatan.intake.headings import lay_out
from penempatan.intake.read import check_round
from penempatan.intake.sources import locate_round
from penempatan.intake.values import read_whole
from penempatan.intake.workbook import read_book
from penempatan.knowledge.codes import read_position_type, read_status
from penempatan.knowledge.dinas import find_dinas
from penempatan.knowledge.ranks import read_rank
from penempatan.settings.model import Settings


def test_the_citys_2024_vacancies_load_as_they_are(shared_data: Path, tmp_path: Path) -> None:
    """268 rows, 331 seats, no error or warning, every dinas known, 7 reserved seats noted."""
    roster = tmp_path / "pegawai.csv"
    write_csv(roster, PEOPLE)
    vacancies = shared_data / "kota_semarang" / "formasi_cpns_2024.csv"
    checked = check_round(locate_round(None, employees=roster, vacancies=vacancies), Settings(), TODAY)
    problem = problem_of(checked)
    assert len(problem.vacancies) == 268
    assert sum(vacancy.openings for vacancy in problem.vacancies) == 331
    assert all(find_dinas(vacancy.dinas) for vacancy in problem.vacancies)
    assert all(vacancy.qualification for vacancy in problem.vacancies)
    assert all(vacancy.district for vacancy in problem.vacancies)
    assert [issue for issue in checked[1] if issue.severity.value != "Catatan"] == []
    assert any("7 formasi" in issue.problem for issue in found(checked[1], "formation_kind"))
    listed = " ".join(issue.problem for issue in checked[1] if issue.code.startswith("columns_"))
    assert all(name in listed for name in ("jp_nama", "disable"))


@pytest.mark.parametrize(
    ("name", "heading_row", "openings", "place"),
    [
        ("alfinsr_sma_ipa.xlsx", 3, "Kuota", "Lokasi"),
        ("muhamadisro_d3_elektro.xlsx", 0, "Jumlah Kebutuhan", "Unit Kerja"),
        ("romijulianto_header_row4.xlsx", 3, "jumlah_formasi", "lokasi_nm"),
        ("zeroiddev_pppk.xlsx", 0, "jumlah_formasi", "lokasi_nm"),
    ],
)
def test_headings_of_four_hands_are_found(
    shared_data: Path, name: str, heading_row: int, openings: str, place: str
) -> None:
    """Headings on row 1 or 4, five names for Jumlah: the right columns are found in each."""
    sheet = read_book(shared_data / "messy" / "layouts" / name, Findings()).sheets[0]
    layout = lay_out(sheet, Role.VACANCIES, Findings())
    assert layout is not None
    assert layout.heading_row == heading_row
    row = sheet.rows[heading_row]
    assert row[layout.columns[Field.OPENINGS]] == openings
    assert place in {
        row[layout.columns[field]] for field in (Field.DINAS, Field.UNIT) if field in layout.columns
    }


@pytest.mark.parametrize(
    ("name", "vacancies", "seats"),
    [
        ("alfinsr_sma_ipa.xlsx", 395, 3406),
        ("muhamadisro_d3_elektro.xlsx", 544, 971),
        ("romijulianto_header_row4.xlsx", 225, 1662),
        ("zeroiddev_pppk.xlsx", 150, 605),
    ],
)
def test_exports_of_four_hands_load_as_vacancies(
    shared_data: Path, tmp_path: Path, name: str, vacancies: int, seats: int
) -> None:
    """Every vacancy and seat is read; codes come from the links where no column has them, said once."""
    roster = tmp_path / "pegawai.csv"
    write_csv(roster, PEOPLE)
    path = shared_data / "messy" / "layouts" / name
    checked = check_round(locate_round(None, employees=roster, vacancies=path), Settings(), TODAY)
    problem = problem_of(checked)
    assert (len(problem.vacancies), sum(one.openings for one in problem.vacancies)) == (vacancies, seats)
    assert all(vacancy.dinas for vacancy in problem.vacancies)
    links = found(checked[1], "code_from_link")
    assert len(links) == (0 if name == "zeroiddev_pppk.xlsx" else 1)
    dropped = " ".join(issue.problem for issue in found(checked[1], "columns_sensitive_dropped")).casefold()
    assert "gaji" in dropped or "penghasilan" in dropped
    assert "muhamadisro" in name or len(found(checked[1], "vacancy_repeated")) == (
        10 if "zeroiddev" in name else 0
    )


# What our guess of a real heading's meaning must find; a guess not here is deliberately no column of ours:
# other dates and terms (TMT PANGKAT, MASA KERJA), identifiers (UNOR ID), documents (NO IJAZAH), eselon.
MEANINGS = {
    "nip": {Field.NIP},
    "nama": {Field.NAME},
    "golongan": {Field.RANK},
    "pangkat": {Field.RANK},
    "jabatan": {Field.POSITION, Field.POST_SINCE},
    "jenis_jabatan": {Field.POSITION_TYPE},
    "kelas_jabatan": {Field.JOB_GRADE},
    "jurusan": {Field.PROGRAMME, Field.EDUCATION, Field.EDUCATION_LEVEL},
    "pendidikan": {Field.EDUCATION, Field.EDUCATION_LEVEL},
    "status": {Field.STATUS, Field.LEGAL_STANDING},
    "tanggal_lahir": {Field.BIRTH_DATE},
    "jenis_kelamin": {Field.SEX},
    "gelar": {Field.TITLES_FRONT, Field.TITLES_BACK},
    "unit_kerja": {Field.UNIT, Field.UNIT_ID, Field.DINAS, Field.AGENCY},
}


def test_real_headings_are_read_left_or_dropped_but_never_misread(shared_data: Path) -> None:
    """Of 263 headings by other hands: what we read, we read as guessed; the rest is dropped or listed."""
    import csv

    path = shared_data / "messy" / "header_variants.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    keys = field_keys(Role.EMPLOYEES)
    read, personal, listed, wrong = 0, 0, 0, []
    for row in rows:
        heading, guess = row["header_asli"], row["kolom_kanonik_dugaan"]
        known = keys.get(heading_key(heading))
        if known is not None:
            read += 1
            if guess and known[0] not in MEANINGS.get(guess, set()):
                wrong.append((heading, guess, known[0]))
        elif is_sensitive(heading):
            personal += 1
        else:
            listed += 1
    assert wrong == []
    assert (len(rows), read, personal, listed) == (263, 81, 54, 128)


def test_real_values_of_closed_columns_are_read(shared_data: Path) -> None:
    """Ranks, pangkat, kinds of post and status as written in real exports: all but what is none of these."""
    import csv

    path = shared_data / "messy" / "value_variants.csv"
    unread: dict[str, list[str]] = {}
    counts: dict[str, int] = {}
    statuses = (None, EmploymentStatus.PNS, EmploymentStatus.PPPK)
    readers = {
        "golongan": lambda text: any(read_rank(text, status) for status in statuses),
        "pangkat": lambda text: any(read_rank(text, status) for status in statuses),
        "jenis_jabatan": lambda text: read_position_type(text) is not None,
        "status": lambda text: read_status(text) is not None,
        "kelas_jabatan": lambda text: read_whole(1, 17)(text) > 0,
    }
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            reader = readers.get(row["kategori"])
            if reader is not None:
                counts[row["kategori"]] = counts.get(row["kategori"], 0) + 1
                if not reader(row["nilai_asli"]):
                    unread.setdefault(row["kategori"], []).append(row["nilai_asli"])
    assert counts == {"golongan": 58, "pangkat": 26, "jenis_jabatan": 7, "status": 4, "kelas_jabatan": 4}
    assert unread == {
        "golongan": ["as - sa sa", "/d", "CPNS"],
        "pangkat": ["Penyelia", "Calon Pegawai Negeri Sipil"],
        "status": ["Aktif"],
    }
