"""The 39 edge cases that an import must survive: case number, file, what must come out.

The files are named after their trouble; `tests/data/make_files.py` made them. Where a case is about what the
program does after reading, the claim is checked on the round that was read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from edge_rounds import EDGE_CASES, check_edge, sources_of
from written_rounds import TODAY

from penempatan.domain.employee import Employee, EmploymentStatus, LegalStanding
from penempatan.domain.vacancy import Vacancy
from penempatan.knowledge.positions import outside_approval

Read = dict[str, object]


def nips(people: tuple[Employee, ...]) -> int:
    """How many people were read."""
    return len(people)


def by_name(attribute: str) -> Callable[[tuple[Employee, ...]], Read]:
    """Return a reader of one attribute by name."""
    return lambda people: {person.name: getattr(person, attribute) for person in people}


def ranks(people: tuple[Employee, ...]) -> Read:
    """Rank labels by name."""
    return {person.name: person.rank.label if person.rank else None for person in people}


def educations(people: tuple[Employee, ...]) -> Read:
    """(level, programme) pairs by name."""
    return {
        person.name: [
            (one.level.label if one.level else None, one.programme.name if one.programme else None)
            for one in person.educations
        ]
        for person in people
    }


def openings(vacancies: tuple[Vacancy, ...]) -> Read:
    """Seats by code."""
    return {vacancy.code: vacancy.openings for vacancy in vacancies}


def alternatives(vacancies: tuple[Vacancy, ...]) -> Read:
    """Programmes accepted, by code."""
    return {
        vacancy.code: [one.programme.name for one in vacancy.qualification.alternatives if one.programme]
        for vacancy in vacancies
    }


@dataclass(frozen=True, slots=True)
class Case:
    """What must come out of one file: findings as code → cells, and what `look` returns (None: no round)."""

    number: int
    file: str
    found: dict[str, list[str]] = field(default_factory=dict)
    look: Callable[..., object] = nips
    gives: object = None
    absent: tuple[str, ...] = ()  # codes of findings that must not be made

    @property
    def of_vacancies(self) -> bool:
        """Whether the file is a vacancy list."""
        return self.file.startswith(("formasi", "kualifikasi", "jumlah_segala", "abk", "kode_ref"))


FIVE_NAMES = dict.fromkeys(
    ("Apostrof", "Tanda hubung", "Rumus", "Berkelompok", "Spasi keras"), date(1985, 2, 11)
)
SAME_DAY = {f"P{number}": date(2020, 2, 3) for number in range(1, 8)}
ONE_PROGRAMME = {name: [("S-1", "TEKNIK INFORMATIKA")] for name in ("Kode", "Nama", "Spasi", "Salah ketik")}
SITI_2020 = {"Siti": date(2020, 2, 1)}

CASES = (
    Case(1, "nip_terbaca_sebagai_angka.xlsx",
         {"nip_numeric": ["A3"], "nip_scientific": ["A4"], "nip_malformed": ["A5"]}),
    Case(2, "nip_berbungkus.csv", look=nips, gives=5),
    Case(2, "bogor_nip_bertanda_hubung.csv", look=by_name("dinas"), gives={"Siti": "Dinas Sosial"}),
    Case(3, "nip_lama_dan_baru.csv", look=lambda people: people[0].id, gives="198502112010032001"),
    Case(4, "ni_pppk_bulan_21.csv", look=by_name("status"), gives={"Siti": EmploymentStatus.PPPK}),
    Case(5, "nip_ganda_dan_dummy.csv",
         {"nip_duplicate": ["A3"], "nip_malformed": ["A4"], "person_twice": ["A6"]}),
    Case(6, "html_bernama_xls.xls", look=nips, gives=1),
    Case(6, "csv_bernama_xls.xls", {"file_format": [""]}, gives=1),
    Case(6, "biff_lama.xls", look=nips, gives=1),
    Case(7, "pemisah_pipa.csv", look=nips, gives=1),
    Case(7, "pemisah_koma_dengan_bom.csv", look=by_name("id"), gives={"Siti, S.E.": "198502112010032001"}),
    Case(7, "windows_1252.csv", look=by_name("id"), gives={"Siti Nur’aini": "198502112010032001"}),
    Case(8, "judul_baris_4_kolom_b.xlsx", look=by_name("in_post_since"), gives=SITI_2020),
    Case(8, "judul_baris_9.xlsx", look=educations, gives={"Siti": [("S-1", "AKUNTANSI")]}),
    Case(9, "duk_dua_baris_judul.xls", look=by_name("in_post_since"), gives=SITI_2020),
    Case(10, "sel_bertumpuk.xls", {"columns_stacked": ["B1", "C1", "D1"]},
         ranks, {"Siti Aminah, S.E.": "III/c", "Budi": "II/c"}),
    Case(10, "sel_bertumpuk.xls", {}, by_name("position"),
         {"Siti Aminah, S.E.": "Kepala Seksi Pelayanan", "Budi": "Pengadministrasi Umum"}),
    Case(10, "sel_bertumpuk.xls", {}, by_name("in_post_since"),
         {"Siti Aminah, S.E.": date(2020, 2, 1), "Budi": date(2021, 3, 1)}),
    Case(11, "jumlah_dan_tanda_tangan.xlsx",
         {"row_skipped": ["A3", "C5", "B6", "C7", "B9", "B10", "A11"]}, nips, 1),
    Case(12, "baris_kelompok_opd.xlsx", {"row_group": ["A2", "A4", "A6"]}, by_name("dinas"),
         {"Siti": "Dinas Sosial", "Budi": "Inspektorat", "Dewi": "Dinas Kesehatan"}),
    Case(13, "lembar_per_opd.xlsx",
         {"sheet_hidden": [""], "sheets_joined": [""], "sheet_dinas": ["A1", "A2"]}, by_name("dinas"),
         {"Siti": "Dinas Sosial", "Budi": "Inspektorat"}),
    Case(14, "tanggal_segala_bentuk.xlsx", {"value_unknown": ["D11", "D12"]}, by_name("in_post_since"),
         {**SAME_DAY, "Nov": date(2019, 11, 1), "Agt": date(2019, 8, 17), "Nol": None, "Nol Excel": None}),
    Case(15, "golongan_segala_bentuk.csv", {}, ranks,
         {**{f"P{n}": "III/c" for n in range(1, 9)}, "P9": "IX", "P10": "IX", "P11": None}),
    Case(16, "jenis_kelamin_segala_bentuk.csv", {"nip_sex_differs": ["D7"]}, nips, 6),
    Case(17, "nama_dengan_gelar.csv", {}, lambda people: [person.name for person in people],
         ["dr. SITI Aminah , Sp.A", "Nur'aini", "Suparno", "R. Ay. Dewi, S.Pd., M.Pd."]),
    Case(18, "jenis_jabatan_bertentangan.csv", {"position_type_differs": ["D2"]},
         lambda people: people[0].position_type.value, "Fungsional"),
    Case(19, "plt_dan_jabatan_rangkap.csv", {"position_acting": ["D2"], "position_also_acting": ["D3"]},
         lambda people: people[1].position, "Perawat Ahli Muda"),
    Case(19, "formasi_dengan_plt.csv", {"vacancy_acting": ["B2"]}, openings, {"F-1": 1}),
    Case(20, "pensiun_cltn_dan_titipan.csv", {"standing_counted": ["D3", "D5", "D6"]},
         by_name("legal_standing"),
         {"P1": LegalStanding.ACTIVE, "P2": LegalStanding.UNPAID_LEAVE, "P3": LegalStanding.UNPAID_LEAVE,
          "P4": LegalStanding.SECONDED, "P5": LegalStanding.PRE_RETIREMENT}),
    Case(21, "unit_sama_beda_opd.csv", {}, lambda people: [(one.dinas, one.unit) for one in people],
         [("Dinas Sosial", "Sekretariat"), ("Dinas Kesehatan", "Sekretariat")]),
    Case(22, "prodi_berkode_dan_salah_ketik.csv", {}, educations, ONE_PROGRAMME),
    Case(23, "jurusan_berisi_sekolah.csv", {"education_unreadable": ["D2", "D3"]}, educations,
         {"Siti": [("S-1", None)], "Budi": [("S-1", None)], "Dewi": [("SLTA", "SMA IPA")]}),
    Case(24, "kualifikasi_bergaris_miring.csv", {},
         lambda listed: len(listed[0].qualification.alternatives), 3),
    Case(25, "jumlah_segala_bentuk.csv", {"openings_zero": ["D2", "D4"], "value_invalid": ["D6", "D7"]}),
    Case(26, "abk_kurang_dari_bezetting.csv", {"need_rounded": ["D3"], "openings_zero": ["D2"]},
         openings, {"F-1": 0, "F-2": 1}),
    Case(27, "formasi_perlu_persetujuan_luar.csv", {},
         lambda listed: [outside_approval(v.position, v.dinas, v.tier) is not None for v in listed],
         [True, False]),
    Case(28, "formasi_tugas_tambahan.csv", {"vacancy_not_free": ["B2", "B3", "B4"]},
         len, 4),
    Case(29, "ejaan_kecamatan.csv", {}, by_name("district"),
         {"Siti": "Tembalang", "Budi": "Tembalang", "Dewi": "Gajahmungkur", "Tono": "Gajahmungkur"}),
    Case(30, "kecamatan_luar_kota.csv", {"district_unknown": ["D2"]}, by_name("district"),
         {"Siti": "Ungaran Barat"}),
    Case(31, "rumus_tanpa_nilai.xlsx", {"cell_error": ["D2", "E3", "B4"]}),
    Case(33, "nama_jabatan_lama.csv", {}, by_name("position"), {"Siti": "Caraka Pengemudi Kantor Lama"}),
    Case(34, "tmt_jabatan_seragam.csv", {"post_since_shared": ["D2"]}, nips, 40),
    Case(35, "pendidikan_siasn_dan_simpeg.csv", {"education_differs": ["D2"]}, educations,
         {"Siti": [("SLTA", None)], "Budi": [("S-1", "AKUNTANSI")]}),
    Case(36, "cpns_dan_pppk_di_berkas_pns.csv", {"nip_status_differs": ["D4"]}, by_name("status"),
         {"Calon": EmploymentStatus.CPNS, "Tetap": EmploymentStatus.PNS, "Kontrak": EmploymentStatus.PPPK}),
    Case(37, "puskesmas_dan_sekolah_tanpa_opd.csv", {"dinas_from_unit": ["E2"]}, by_name("dinas"),
         {"Siti": "Dinas Kesehatan", "Budi": "Dinas Pendidikan", "Dewi": "Kecamatan Tembalang",
          "Tono": "Dinas Sosial"}),
    Case(39, "kota_dan_kabupaten_tercampur.csv", {"agency_foreign": ["D5"]}),
)  # fmt: skip
PROFILES = (
    Case(0, "profil_siasn_pipa.csv", {}, ranks, {"SITI AMINAH": "III/c"}, ("nip_birth_date_differs",)),
    Case(0, "profil_siasn_titik_koma.csv", {}, ranks, {"SITI AMINAH": "III/c"}, ("nip_sex_differs",)),
    Case(0, "profil_siasn_koma.csv", {}, by_name("dinas"), {"SITI AMINAH": "Dinas Sosial"}),
    Case(0, "unor_tiga_kolom.csv", {"columns_series": ["D1"]},
         lambda people: [(one.dinas, one.unit) for one in people],
         [("Dinas Sosial", "Sekretariat | Sub Bagian Umum"), ("Dinas Kesehatan", "Sekretariat")]),
    Case(0, "kompetensi_satu_kolom_satu.csv", {"columns_series": ["D1"], "value_unknown": ["E3"]},
         by_name("competencies"),
         {"Siti": (("Integritas", 3), ("Komunikasi", 4)), "Budi": (("Integritas", 2),)}),
    Case(0, "predikat_per_tahun.csv", {"columns_series": ["E1"]},
         lambda people: [[rating.label for rating in one.performance] for one in people],
         [["Sangat Baik", "Baik"], []]),
    Case(0, "jft_dan_jfu_terpisah.csv", {"columns_series": ["D1"]}, by_name("position"),
         {"Siti": "Perawat Terampil", "Budi": "Pengadministrasi Umum"}),
    *(
        Case(12, f"dinas_bergabung_dua_baris.{kind}", {"merged_filled": ["D2"]}, by_name("dinas"),
             {"Siti": "Dinas Sosial", "Budi": "Dinas Sosial"})
        for kind in ("xlsx", "ods", "xls")
    ),
    Case(9, "judul_pendidikan_bercabang.xls", {}, educations, {"Siti": [("S-1", "AKUNTANSI")]},
         ("row_skipped", "education_unreadable")),
    Case(7, "html_tanpa_pengodean.xls", {"file_format": ["", ""]}, by_name("name"), {"René": "René"}),
    Case(13, "semua_lembar_tersembunyi.xlsx", {"sheets_all_hidden": [""]}),
    Case(10, "jenjang_dan_jurusan_beda_baris_sel.csv", {}, educations,
         {"Siti": [("S-1", "AKUNTANSI")], "Budi": [("D-III", "KEBIDANAN"), ("S-1", "HUKUM")]},
         ("education_unreadable",)),
    Case(2, "tanda_arah_dan_spasi_nol.csv", {}, educations, {"Siti": [("S-1", "AKUNTANSI")]}),
    Case(37, "satuan_kerja_pemerintah_kota.csv", {"dinas_from_unit": ["D2"]}, by_name("dinas"),
         {"Siti": "Dinas Kesehatan", "Budi": "Dinas Sosial"}),
    Case(17, "gelar_depan_dan_belakang.csv", {"education_by_title": ["E2", "E2"], "title_unclear": ["E3"]},
         lambda people: [len(one.educations) for one in people], [3, 0]),
    Case(24, "kualifikasi_profesi_sesudah_diploma.csv", {"qualification_demand": ["E3"]}, alternatives,
         {"F-1": ["KEPERAWATAN", "KEBIDANAN", "NERS"], "F-2": []}),
    Case(0, "kode_ref_pend.csv", {}, lambda listed: len(alternatives(listed)["a1"]), 2),  # type: ignore[arg-type]
)  # fmt: skip


def name_of(case: Case) -> str:
    """Return the id of a case."""
    return f"{case.number}-{case.file}"


@pytest.mark.parametrize("case", CASES + PROFILES, ids=name_of)
def test_an_edge_case_comes_out_as_the_table_says(case: Case, tmp_path: Path) -> None:
    """Each file gives the round and the findings beside its case number, each at its cell."""
    names = {"vacancies": case.file} if case.of_vacancies else {"employees": case.file}
    problem, issues = check_edge(tmp_path, **names)
    for code, expected in case.found.items():
        assert [issue.location.cell for issue in issues if issue.code == code] == expected, code
    assert not {issue.code for issue in issues} & set(case.absent)
    if case.gives is None:
        assert problem is None
        assert {issue.code for issue in issues if issue.is_error} <= set(case.found)
    else:
        assert problem is not None, [issue.problem for issue in issues if issue.is_error]
        assert case.look(problem.vacancies if case.of_vacancies else problem.employees) == case.gives


def test_every_case_of_the_brief_has_a_file() -> None:
    """Cases 1–39 are all here; 32 and 38 are about what is written, and stand below."""
    assert {case.number for case in CASES} | {32, 38} == set(range(1, 40))
    used = {case.file for case in CASES + PROFILES}
    elsewhere = {"sel_berawalan_rumus.csv", "pegawai_kembar.csv", "pegawai_kembar_terbalik.csv"}
    assert used | elsewhere == {path.name for path in EDGE_CASES.iterdir()}


def test_cells_that_look_like_formulas_are_written_as_text(tmp_path: Path) -> None:
    """Case 32: `=HYPERLINK(…)` in a name is text in the workbook, and is defused in the CSV."""
    from penempatan.pipeline import plan_round

    target = tmp_path / "hasil"
    plan_round(sources_of(tmp_path, employees="sel_berawalan_rumus.csv"), target=target, today=TODAY)
    placed = (target / "penempatan.csv").read_text(encoding="utf-8-sig")
    assert "=HYPERLINK" in placed
    assert not any(cell.startswith(("=", "@")) for line in placed.splitlines() for cell in line.split(","))
    book = openpyxl.load_workbook(target / "usulan.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    planted = [cell for cell in cells if "HYPERLINK" in str(cell.value)]
    assert any(str(cell.value).startswith("=HYPERLINK") for cell in planted)
    assert all(cell.data_type == "s" for cell in planted)  # the workbook's own formulas are another matter


def test_identical_people_and_seats_give_the_same_plan_whatever_the_row_order(tmp_path: Path) -> None:
    """Case 38: six people alike in all but their number, in both row orders: the same bytes."""
    from penempatan.pipeline import plan_round

    plans = []
    for name in ("pegawai_kembar.csv", "pegawai_kembar_terbalik.csv"):
        target = tmp_path / name.removesuffix(".csv")
        plan_round(sources_of(tmp_path, employees=name), target=target, today=TODAY)
        plans.append((target / "penempatan.csv").read_bytes())
    assert plans[0] == plans[1]
    assert plans[0].count(b"\n") > 1
