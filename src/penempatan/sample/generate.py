"""`penempatan contoh`: a synthetic round of any size; the same seed is the same round."""

from __future__ import annotations

from penempatan.sample.draw import Draw
from penempatan.sample.employees import make_employees
from penempatan.sample.mess import dirty
from penempatan.sample.post_map import make_post_map
from penempatan.sample.round import JUDGED_ON, SampleRound
from penempatan.sample.sheets import employee_sheet, post_map_sheet, vacancy_sheet
from penempatan.sample.tables import load_tables
from penempatan.sample.vacancies import make_vacancies
from penempatan.settings.model import Mode

_RULES = """\
# Aturan ronde contoh. Semua data pegawai di folder ini rekaan.
# Kunci yang tidak ditulis memakai nilai bawaan; daftar lengkapnya ada pada aturan.toml bawaan program.

[ronde]
nama = "Ronde contoh ({employees} pegawai, {vacancies} formasi, benih {seed})"
tanggal = {judged_on}  # semua syarat (masa jabatan, usia, sertifikat) dinilai pada tanggal ini
{mode}

[syarat]
pendidikan = "tercantum"  # "dekat": bidang yang berdekatan ikut; "bebas": tanpa syarat program studi
masa_jabatan_minimal_tahun = 2

[penyelesaian]
benih = 0
"""


_MODES = {
    Mode.FILL: 'mode = "isi"  # mengisi formasi yang lowong',
    Mode.REARRANGE: 'mode = "penataan"  # menata ulang dari peta jabatan: Kebutuhan dan Bezetting',
}


def generate_round(
    employees: int, vacancies: int, seed: int, messy: bool, mode: Mode = Mode.FILL
) -> SampleRound:
    """Return a round of so many employees and vacancies; `messy` plants the troubles of real files.

    In mode penataan the posts that the employees hold stand beside the vacant ones. 268 vacancies are the
    city's 2024 announcement in shape: 331 seats, the same posts at the same offices.
    """
    tables = load_tables()
    open_posts = make_vacancies(tables, vacancies, Draw(seed, "formasi"))
    people = make_employees(tables, employees, open_posts, Draw(seed, "pegawai"))
    listed = vacancy_sheet(open_posts)
    if mode is Mode.REARRANGE:
        listed = post_map_sheet(make_post_map(tables, people, open_posts, Draw(seed, "peta")))
    clean = SampleRound(
        employees=employee_sheet(people),
        vacancies=listed,
        rules=_RULES.format(
            employees=employees,
            vacancies=len(listed.rows) - 1,
            seed=seed,
            judged_on=JUDGED_ON.isoformat(),
            mode=_MODES[mode],
        ),
    )
    return dirty(clean, Draw(seed, "kotor")) if messy else clean
