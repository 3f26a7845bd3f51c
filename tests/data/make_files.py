# ruff: noqa: E501, SIM905 - tables of cells are read line by line
"""Makes the small files of `edge_cases`, each named after its trouble. Run once; the files are committed.

All people are invented. The layouts follow real exports (SIASN, Simpeg7, the Mojokerto template, DUK and
nominative rolls of city systems) as the project's domain notes describe them.
"""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import xlsxwriter

FOLDER = Path(__file__).parent / "edge_cases"
Cell = str | float | date | None
Rows = Sequence[Sequence[Cell]]


def nip(serial: int, *, pppk: bool = False, woman: bool = True) -> str:
    """Return a sound invented number."""
    return (
        f"19850{serial % 9 + 1}1{serial % 9}{'202121' if pppk else '201003'}{2 if woman else 1}{serial:03d}"
    )


HEAD = ("NIP", "Nama", "Pendidikan")


def text(name: str, rows: Rows, delimiter: str = ";", encoding: str = "utf-8") -> None:
    """Write a delimited text file."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator="\n").writerows(rows)
    (FOLDER / name).write_bytes(stream.getvalue().encode(encoding))


def book(name: str, sheets: dict[str, Rows], hidden: Sequence[str] = ()) -> None:
    """Write a workbook; numbers and dates stay what they are."""
    with xlsxwriter.Workbook(FOLDER / name) as workbook:
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        for title, rows in sheets.items():
            sheet = workbook.add_worksheet(title)
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if isinstance(cell, date):
                        sheet.write_datetime(row, column, cell, day)
                    elif isinstance(cell, str):
                        sheet.write_string(row, column, cell)
                    elif cell is not None:
                        sheet.write_number(row, column, cell)
            if title in hidden:
                sheet.hide()


def converted(path: Path, suffix: str) -> None:
    """Save a workbook beside itself in another format, by LibreOffice."""
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation=file://{profile}",
                "--headless",
                "--convert-to",
                suffix,
                "--outdir",
                str(path.parent),
                str(path),
            ],
            check=True,
            capture_output=True,
        )


def hide_all(path: Path) -> None:
    """Hide every sheet, which no program offers but some exports do."""
    import zipfile

    parts = {}
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            parts[name] = package.read(name)
    book_part = parts["xl/workbook.xml"].decode()
    hidden = book_part.replace(' state="hidden"', "").replace("<sheet name", '<sheet state="hidden" name')
    parts["xl/workbook.xml"] = hidden.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)


def page(name: str, body: str) -> None:
    """Write an HTML page under a spreadsheet's name."""
    (FOLDER / name).write_text(f"<html><body>{body}</body></html>\n", encoding="utf-8")


def numbers() -> None:
    """Rows 1–5: employee numbers."""
    good = (nip(1), "Siti", "S-1 AKUNTANSI")
    book(
        "nip_terbaca_sebagai_angka.xlsx",
        {
            "pegawai": [
                HEAD,
                good,
                (198501122010032007.0, "Angka", "SMA"),
                ("1.98501E+17", "Eksponen", "SMA"),
                ("198501122010032000", "Nol", "SMA"),
            ]
        },
    )
    text(
        "nip_berbungkus.csv",
        [
            HEAD,
            (f"'{nip(1)}", "Apostrof", "SMA"),
            (f"{nip(2)}-", "Tanda hubung", "SMA"),
            (f'="{nip(3)}"', "Rumus", "SMA"),
            (f" {nip(4)[:8]} {nip(4)[8:14]} {nip(4)[14]} {nip(4)[15:]} ", "Berkelompok", "SMA"),
            (f"\u00a0{nip(5)}", "Spasi keras", "SMA"),
        ],
    )
    text(
        "nip_lama_dan_baru.csv",
        [("NIP", "NIP Baru", "Nama", "Pendidikan"), ("131234567", nip(1), "Siti", "SMA")],
    )
    text("ni_pppk_bulan_21.csv", [HEAD, (nip(1, pppk=True), "Siti", "S-1 AKUNTANSI")])
    text(
        "nip_ganda_dan_dummy.csv",
        [
            (*HEAD, "TMT Jabatan"),
            (nip(1), "Siti", "SMA", "2018-01-01"),
            (nip(1), "Siti", "SMA", "2022-05-01"),
            ("123456789012345678", "Dummy", "SMA", ""),
            (nip(2), "Budi Santoso, S.T.", "SMA", "2015-01-01"),
            (nip(2, pppk=True), "BUDI SANTOSO", "SMA", "2023-03-01"),
        ],
    )


def formats() -> None:
    """Rows 6 and 7: what the file really is."""
    page(
        "html_bernama_xls.xls",
        f"<table><tr><th>NIP</th><th>Nama</th><th>Pendidikan</th></tr>"
        f'<tr><td>="{nip(1)}"</td><td>Siti</td><td>SMA</td></tr></table>',
    )
    text("csv_bernama_xls.xls", [HEAD, (nip(1), "Siti", "SMA")])
    text("pemisah_pipa.csv", [HEAD, (nip(1), "Siti", "SMA")], delimiter="|")
    text("pemisah_koma_dengan_bom.csv", [HEAD, (nip(1), "Siti, S.E.", "SMA")], ",", "utf-8-sig")
    text("windows_1252.csv", [HEAD, (nip(1), "Siti Nur’aini", "SMA")], encoding="cp1252")
    office = shutil.which("soffice")
    if office is not None:
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "biff_lama.csv"
            source.write_text(f"NIP;Nama;Pendidikan\n'{nip(1)};Siti;SMA\n", encoding="utf-8")
            subprocess.run(
                [
                    office,
                    "--headless",
                    "--infilter=CSV:59,34,76,1,1/2/2/2",
                    "--convert-to",
                    "xls",
                    str(source),
                ],
                cwd=folder,
                check=True,
                capture_output=True,
            )
            shutil.copy(Path(folder) / "biff_lama.xls", FOLDER / "biff_lama.xls")


def layouts() -> None:
    """Rows 8–13: where the table lies on its sheets."""
    book(
        "judul_baris_4_kolom_b.xlsx",
        {
            "Sheet1": [
                (None, "DAFTAR NOMINATIF PEGAWAI"),
                (None, "PEMERINTAH KOTA"),
                (),
                (None, "No.", "NAMA PEGAWAI", "NIP", "TANGGAL LAHIR", "PANGKAT / GOL.", "TMT PANGKAT", "JABATAN",
                 "TMT JABATAN", "UNIT KERJA", "PENDIDIKAN"),
                (None, 1.0, "Siti", nip(1), "12-01-1985", "Penata Muda / III/a", "01-04-2018", "Analis Keuangan",
                 "01-02-2020", "Dinas Sosial", "S-1 AKUNTANSI"),
            ]
        },
    )  # fmt: skip
    book(
        "judul_baris_9.xlsx",
        {
            "Data": [
                ("PEMERINTAH KOTA",), ("BADAN KEPEGAWAIAN",), (), ("DATA PEGAWAI",), ("Keadaan 1 Januari 2026",), (), (), (),
                ("No.", "NIP", "NIP Baru", "Nama", "Tempat Lahir", "Tanggal Lahir", "L/P", "Status", "Gol. Ruang",
                 "TMT Pangkat", "Eselon", "Jabatan", "TMT Jabatan", "Agama", "Telepon", "Alamat", "TMT Pensiun",
                 "Pendidikan", "Jurusan", "Lulus", "Unit Kerja", "Satuan Kerja"),
                (1.0, "131234567", nip(1), "Siti", "Semarang", date(1985, 2, 11), "P", "PNS", "III/b", "01-04-2020", "-",
                 "Pengelola Keuangan", "01-02-2020", "x", "0811", "Jl. Rahasia 1", "2043", "S-1", "AKUNTANSI", "2008",
                 "Sekretariat", "Dinas Sosial"),
            ]
        },
    )  # fmt: skip
    titles = (
        "<tr><td colspan=9>DAFTAR URUT KEPANGKATAN</td></tr><tr><td colspan=9>KEADAAN JANUARI 2026</td></tr>"
    )
    numbering = "".join(f"<td>{number}</td>" for number in range(1, 10))
    page(
        "duk_dua_baris_judul.xls",
        f"<table>{titles}<tr><td rowspan=2>NO</td><td rowspan=2>NAMA</td><td rowspan=2>NIP</td>"
        "<td colspan=2>PANGKAT</td><td colspan=2>JABATAN</td><td colspan=2>PENDIDIKAN</td></tr>"
        "<tr><td>GOL/RUANG</td><td>TMT</td><td>NAMA</td><td>TMT</td><td>NAMA</td><td>TINGKAT</td></tr>"
        f"<tr>{numbering}</tr>"
        f"<tr><td>1</td><td>Siti</td><td>{nip(1)}</td><td>III/c</td><td>01-04-2019</td><td>Auditor Ahli Muda</td>"
        "<td>01-02-2020</td><td>AKUNTANSI</td><td>S-1</td></tr></table>",
    )
    page(
        "sel_bertumpuk.xls",
        "<table><tr><td>NO</td><td>NAMA / NIP / KARPEG</td><td>PANGKAT / TMT / MASA KERJA</td>"
        "<td>JABATAN / ESELON / TMT</td><td>PENDIDIKAN</td><td>UNIT KERJA</td></tr>"
        f'<tr><td>1</td><td>Siti Aminah, S.E.<br>="{nip(1)}"<br>N. 123456</td>'
        "<td>Penata (III/c)<br>01-04-2019<br>10 Th 3 Bl</td>"
        "<td>Kepala Seksi Pelayanan<br>IV.a<br>01 Februari 2020</td><td>S-1 AKUNTANSI</td><td>Dinas Sosial</td></tr>"
        f'<tr><td>2</td><td>Budi<br>="{nip(2)}"<br></td><td>Pengatur (II/c)<br>01-04-2021</td>'
        "<td>Pengadministrasi Umum<br>-<br>01-03-2021</td><td>SMA</td><td>Dinas Sosial</td></tr></table>",
    )
    signed = "Semarang, 2 Januari 2026"
    book(
        "jumlah_dan_tanda_tangan.xlsx",
        {
            "pegawai": [
                HEAD, (nip(1), "Siti", "SMA"), ("Jumlah", "1", None), (), (None, None, signed),
                (None, "Mengetahui", None), (None, None, "Kepala BKPP"), (),
                (None, "Drs. Penanda Tangan, M.Si", None), (None, f"NIP. {nip(9)}", None),
                ("Catatan: data sementara", None, None),
            ]
        },
    )  # fmt: skip
    book(
        "baris_kelompok_opd.xlsx",
        {
            "pegawai": [
                HEAD, ("A. DINAS SOSIAL",), (nip(1), "Siti", "SMA"), ("B. INSPEKTORAT",), (nip(2), "Budi", "SMA"),
                ("Unit Kerja : Puskesmas Poncol",), (nip(3), "Dewi", "SMA"),
            ]
        },
    )  # fmt: skip
    book(
        "lembar_per_opd.xlsx",
        {
            "Dinas Sosial": [HEAD, (nip(1), "Siti", "SMA")],
            "Inspektorat": [("Daftar pegawai",), HEAD, (nip(2), "Budi", "SMA")],
            "Rahasia": [HEAD, (nip(3), "Tersembunyi", "SMA")],
            "Kosong": [],
        },
        hidden=("Rahasia",),
    )


def values() -> None:
    """Rows 14–23 and 29–31: what the cells hold."""
    days: list[Cell] = ["03-02-2020", "03/02/2020", "2020-02-03", "3 Februari 2020", "3 Peb 2020", 43864.0,
                        date(2020, 2, 3)]  # fmt: skip
    book(
        "tanggal_segala_bentuk.xlsx",
        {
            "pegawai": [
                (*HEAD, "TMT Jabatan"),
                *((nip(serial), f"P{serial}", "SMA", day) for serial, day in enumerate(days, 1)),
                (nip(8), "Nov", "SMA", "1 Nop 2019"),
                (nip(9), "Agt", "SMA", "17 Agt 2019"),
                (nip(10), "Nol", "SMA", "0000-00-00"),
                (nip(11), "Nol Excel", "SMA", "1900-01-00"),
            ]
        },
    )
    ranks = [("III/c", 0), ("III-c", 0), ("IIIc", 0), ("3c", 0), ("Penata (III/c)", 0), ("Penata, III/c", 0),
             ("33", 0), ("lll/c", 0), ("IX", 1), ("Ahli Pertama / IX", 1), ("", 0)]  # fmt: skip
    text(
        "golongan_segala_bentuk.csv",
        [
            (*HEAD, "Status", "Golongan"),
            *(
                (nip(serial, pppk=bool(kind)), f"P{serial}", "SMA", ("PNS", "PPPK")[kind], rank)
                for serial, (rank, kind) in enumerate(ranks, 1)
            ),
        ],
    )
    sexes = ["2", "P", "F", "Wanita", "Perempuan", "L"]
    text(
        "jenis_kelamin_segala_bentuk.csv",
        [(*HEAD, "Jenis Kelamin"), *((nip(s), f"P{s}", "SMA", sex) for s, sex in enumerate(sexes, 1))],
    )
    names = ["dr. SITI Aminah , Sp.A", "Nur'aini", "Suparno", "R. Ay. Dewi, S.Pd., M.Pd."]
    text("nama_dengan_gelar.csv", [HEAD, *((nip(s), name, "SMA") for s, name in enumerate(names, 1))])
    text(
        "jenis_jabatan_bertentangan.csv",
        [(*HEAD, "Jenis Jabatan", "Jabatan"), (nip(1), "Siti", "SMA", "Struktural", "Perawat Ahli Pertama")],
    )
    text(
        "plt_dan_jabatan_rangkap.csv",
        [
            (*HEAD, "Jabatan"),
            (nip(1), "Siti", "SMA", "Plt. Kepala Seksi Pelayanan"),
            (nip(2), "Budi", "SMA", "Perawat Ahli Muda / Plt. Kepala Puskesmas Poncol"),
        ],
    )
    text(
        "formasi_dengan_plt.csv",
        [
            ("Kode Formasi", "Jabatan", "Dinas", "Jumlah"),
            ("F-1", "Plt. Kepala Seksi Pelayanan", "Dinsos", "1"),
        ],
    )
    standings = [
        "Aktif",
        "CLTN",
        "Cuti di Luar Tanggungan Negara",
        "Pegawai Titipan",
        "Masa Persiapan Pensiun",
    ]
    text(
        "pensiun_cltn_dan_titipan.csv",
        [(*HEAD, "Kedudukan Hukum"), *((nip(s), f"P{s}", "SMA", one) for s, one in enumerate(standings, 1))],
    )
    text(
        "unit_sama_beda_opd.csv",
        [
            (*HEAD, "Dinas", "Unit Kerja"),
            (nip(1), "Siti", "SMA", "Dinas Sosial", "Sekretariat"),
            (nip(2), "Budi", "SMA", "Dinas Kesehatan", "Sekretariat"),
        ],
    )
    text(
        "prodi_berkode_dan_salah_ketik.csv",
        [
            HEAD, (nip(1), "Kode", "5101087"), (nip(2), "Nama", "S-1 TEKNIK INFORMATIKA"),
            (nip(3), "Spasi", "S-1  TEKNIK INFORMATIKA "), (nip(4), "Salah ketik", "S-1 TEHNIK INFORMATIKA"),
        ],
    )  # fmt: skip
    text(
        "jurusan_berisi_sekolah.csv",
        [
            ("NIP", "Nama", "Tingkat Pendidikan", "Jurusan"),
            (nip(1), "Siti", "S-1", "UNIVERSITAS DIPONEGORO"),
            (nip(2), "Budi", "S-1", "-"),
            (nip(3), "Dewi", "SLTA", "IPA"),
        ],
    )
    text(
        "ejaan_kecamatan.csv",
        [
            (*HEAD, "Kecamatan"), (nip(1), "Siti", "SMA", "Kec. Tembalang"), (nip(2), "Budi", "SMA", "TEMBALANG"),
            (nip(3), "Dewi", "SMA", "Gajah Mungkur"), (nip(4), "Tono", "SMA", "Gajahmungkur"),
        ],
    )  # fmt: skip
    text("kecamatan_luar_kota.csv", [(*HEAD, "Kecamatan"), (nip(1), "Siti", "SMA", "Ungaran Barat")])
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "pegawai"
    for row in ([*HEAD, "Golongan", "Jabatan"], [nip(1), "Siti", "SMA", "=A1&B1", "Perawat"],
                [nip(2), "Budi", "SMA", "III/c", "Perawat"], [nip(3), "=B9", "SMA", "III/c", "Perawat"]):  # fmt: skip
        sheet.append(row)
    sheet["E3"] = "#REF!"
    sheet["E3"].data_type = "e"
    workbook.save(FOLDER / "rumus_tanpa_nilai.xlsx")


def vacancies() -> None:
    """Rows 24–28: the vacancy list."""
    head = ("Kode Formasi", "Jabatan", "Dinas", "Jumlah")
    text(
        "kualifikasi_bergaris_miring.csv",
        [
            (*head, "Kualifikasi Pendidikan"),
            ("F-1", "Penata Layanan", "Dinsos", "1",
             "S-1 PENDIDIKAN AGAMA ISLAM/TARBIYAH / S-1 ILMU PEMERINTAHAN / D-IV MANAJEMEN"),
        ],
    )  # fmt: skip
    amounts = ["0", "1 orang", "-", "2", "2,5", "abc"]
    text(
        "jumlah_segala_bentuk.csv",
        [head, *((f"F-{s}", "Perawat Terampil", "Dinkes", one) for s, one in enumerate(amounts, 1))],
    )
    text(
        "abk_kurang_dari_bezetting.csv",
        [
            ("Kode Formasi", "Jabatan", "Dinas", "Kebutuhan", "Bezetting"),
            ("F-1", "Perawat Terampil", "Dinkes", "3", "5"),
            ("F-2", "Perawat Terampil", "Dinkes", "1,37", "0"),
        ],
    )
    text(
        "formasi_perlu_persetujuan_luar.csv",
        [
            head,
            (
                "F-1",
                "Kepala Bidang Pelayanan Pendaftaran Penduduk",
                "Dinas Kependudukan dan Pencatatan Sipil",
                "1",
            ),
            ("F-2", "Perawat Terampil", "Dinkes", "1"),
        ],
    )
    text(
        "formasi_tugas_tambahan.csv",
        [
            head, ("F-1", "Kepala Sekolah", "Disdik", "1"), ("F-2", "Kepala Puskesmas", "Dinkes", "1"),
            ("F-3", "Kepala Badan Penanggulangan Bencana Daerah", "BPBD", "1"), ("F-4", "Perawat Terampil", "Dinkes", "1"),
        ],
    )  # fmt: skip
    text(
        "kode_ref_pend.csv",
        [
            ("formasi_id", "jabatan_nm", "lokasi_nm", "jumlah_formasi", "kode_ref_pend"),
            ("a1", "PRANATA KOMPUTER AHLI PERTAMA", "PEMERINTAH KOTA SEMARANG | DINAS SOSIAL | SEKRETARIAT", "1",
             "5101087,5100446"),
        ],
    )  # fmt: skip


def people() -> None:
    """Rows 32–39 and the profiles of domain section 2.1."""
    text(
        "sel_berawalan_rumus.csv",
        [HEAD, (nip(1), "=HYPERLINK(A1)", "S-1 AKUNTANSI"), (nip(2), "@Budi", "SMA")],
    )
    text(
        "nama_jabatan_lama.csv", [(*HEAD, "Jabatan"), (nip(1), "Siti", "SMA", "Caraka Pengemudi Kantor Lama")]
    )
    text(
        "tmt_jabatan_seragam.csv",
        [
            (*HEAD, "TMT Jabatan"),
            *((nip(s), f"P{s}", "SMA", "31-12-2021" if s <= 35 else "2020-01-02") for s in range(1, 41)),
        ],
    )
    text(
        "pendidikan_siasn_dan_simpeg.csv",
        [
            ("NIP", "Nama", "Pendidikan SIASN", "Pendidikan SIMPEG"),
            (nip(1), "Siti", "SLTA", "S-1 AKUNTANSI"),
            (nip(2), "Budi", "S-1 AKUNTANSI", "S1 Akuntansi"),
        ],
    )
    text(
        "cpns_dan_pppk_di_berkas_pns.csv",
        [
            (*HEAD, "Jenis Pegawai", "Status CPNS PNS"),
            (nip(1), "Calon", "SMA", "PNS", "C"),
            (nip(2), "Tetap", "SMA", "PNS", "P"),
            (nip(3, pppk=True), "Kontrak", "SMA", "PNS", ""),
        ],
    )
    text(
        "puskesmas_dan_sekolah_tanpa_opd.csv",
        [
            (*HEAD, "Dinas", "Unit Kerja"),
            (nip(1), "Siti", "SMA", "", "Puskesmas Poncol"),
            (nip(2), "Budi", "SMA", "", "SD Negeri Tembalang"),
            (nip(3), "Dewi", "SMA", "-", "Kelurahan Meteseh"),
            (nip(4), "Tono", "SMA", "Dinas Sosial", "Sekretariat"),
        ],
    )
    twins = [(nip(s), "Kembar", "S-1 AKUNTANSI") for s in range(1, 7)]
    text("pegawai_kembar.csv", [HEAD, *twins])
    text("pegawai_kembar_terbalik.csv", [HEAD, *reversed(twins)])
    text(
        "kota_dan_kabupaten_tercampur.csv",
        [
            (*HEAD, "Instansi Kerja Nama"),
            *((nip(s), f"P{s}", "SMA", "Pemerintah Kota Semarang") for s in (1, 2, 3)),
            (nip(4), "Tetangga", "SMA", "Pemerintah Kab. Semarang"),
        ],
    )
    siasn = (
        "PNS ID,NIP BARU,NIP LAMA,NAMA,GELAR DEPAN,GELAR BELAKANG,TEMPAT LAHIR ID,TEMPAT LAHIR NAMA,TANGGAL LAHIR,"
        "JENIS KELAMIN,AGAMA ID,AGAMA NAMA,JENIS KAWIN ID,JENIS KAWIN NAMA,NIK,NOMOR HP,EMAIL,EMAIL GOV,ALAMAT,"
        "NPWP NOMOR,BPJS,JENIS PEGAWAI ID,JENIS PEGAWAI NAMA,KEDUDUKAN HUKUM ID,KEDUDUKAN HUKUM NAMA,"
        "STATUS CPNS PNS,KARTU ASN VIRTUAL,NOMOR SK CPNS,TANGGAL SK CPNS,TMT CPNS,NOMOR SK PNS,TANGGAL SK PNS,"
        "TMT PNS,GOL AWAL ID,GOL AWAL NAMA,GOL AKHIR ID,GOL AKHIR NAMA,TMT GOLONGAN,MK TAHUN,MK BULAN,"
        "JENIS JABATAN ID,JENIS JABATAN NAMA,JABATAN ID,JABATAN NAMA,TMT JABATAN,TINGKAT PENDIDIKAN ID,"
        "TINGKAT PENDIDIKAN NAMA,PENDIDIKAN ID,PENDIDIKAN NAMA,TAHUN LULUS,KPKN ID,KPKN NAMA,LOKASI KERJA ID,"
        "LOKASI KERJA NAMA,UNOR ID,UNOR NAMA,INSTANSI INDUK ID,INSTANSI INDUK NAMA,INSTANSI KERJA ID,"
        "INSTANSI KERJA NAMA,SATUAN KERJA INDUK ID,SATUAN KERJA INDUK NAMA,SATUAN KERJA KERJA ID,"
        "SATUAN KERJA KERJA NAMA,IS VALID NIK,NAMA SEKOLAH,FLAG IKD,ESELON ID,ESELON NAMA"
    ).split(",")
    said = {
        "NIP BARU": f"'{nip(1)}", "NIP LAMA": "131234567", "NAMA": "SITI AMINAH", "TANGGAL LAHIR": "11-02-1985",
        "JENIS KELAMIN": "F", "NIK": "3374-CANARY", "ALAMAT": "JL. CANARY 7", "JENIS PEGAWAI NAMA": "PNS Daerah",
        "KEDUDUKAN HUKUM NAMA": "Aktif", "STATUS CPNS PNS": "P", "GOL AKHIR ID": "33", "GOL AKHIR NAMA": "III/c",
        "JENIS JABATAN ID": "2", "JENIS JABATAN NAMA": "Jabatan Fungsional", "JABATAN ID": "xyz",
        "JABATAN NAMA": "AUDITOR AHLI MUDA", "TMT JABATAN": "01-02-2020", "TINGKAT PENDIDIKAN NAMA": "S-1/Sarjana",
        "PENDIDIKAN NAMA": "S-1 AKUNTANSI", "UNOR NAMA": "Sekretariat", "INSTANSI KERJA NAMA": "Pemerintah Kota Semarang",
        "SATUAN KERJA KERJA NAMA": "Dinas Sosial", "NAMA SEKOLAH": "UNDIP",
    }  # fmt: skip
    row = [said.get(heading, "") for heading in siasn]
    for name, delimiter in (("pipa", "|"), ("titik_koma", ";"), ("koma", ",")):
        text(f"profil_siasn_{name}.csv", [siasn, row], delimiter)
    text(
        "bogor_nip_bertanda_hubung.csv",
        [("NIP  ", "NAMA  ", "PENDIDIKAN  ", "UNIT KERJA "), (f"{nip(1)}-", "Siti", "SMA", "Dinas Sosial")],
    )
    text(
        "unor_tiga_kolom.csv",
        [
            (*HEAD, "UNOR (3)", "UNOR (2)", "UNOR (1)"),
            (nip(1), "Siti", "SMA", "Sub Bagian Umum", "Sekretariat", "Dinas Sosial"),
            (nip(2), "Budi", "SMA", "", "Sekretariat", "Dinas Kesehatan"),
        ],
    )
    text(
        "kompetensi_satu_kolom_satu.csv",
        [(*HEAD, "Integritas", "Kompetensi Komunikasi"), (nip(1), "Siti", "SMA", "3", "4"),
         (nip(2), "Budi", "SMA", "2", "tinggi")],
    )  # fmt: skip
    text(
        "predikat_per_tahun.csv",
        [
            (*HEAD, "Predikat Kinerja 2024", "Predikat Kinerja Tahun 2025"), (nip(1), "Siti", "SMA", "Baik", "Sangat Baik"),
            (nip(2), "Budi", "SMA", "Baik", ""),
        ],
    )  # fmt: skip
    text(
        "jft_dan_jfu_terpisah.csv",
        [(*HEAD, "JFT NAMA", "JFU NAMA"), (nip(1), "Siti", "SMA", "Perawat Terampil", ""),
         (nip(2), "Budi", "SMA", "", "Pengadministrasi Umum")],
    )  # fmt: skip


def siblings() -> None:
    """More troubles of the same kinds, found by trying out what offices do to their files."""
    with xlsxwriter.Workbook(FOLDER / "dinas_bergabung_dua_baris.xlsx") as workbook:
        sheet = workbook.add_worksheet("Pegawai")
        for row, cells in enumerate(((*HEAD, "Dinas"), (nip(1), "Siti", "SMA"), (nip(2), "Budi", "SMA"))):
            sheet.write_row(row, 0, cells)
        sheet.merge_range("D2:D3", "Dinas Sosial")
    converted(FOLDER / "dinas_bergabung_dua_baris.xlsx", "ods")
    converted(FOLDER / "dinas_bergabung_dua_baris.xlsx", "xls")
    page(
        "judul_pendidikan_bercabang.xls",
        '<table><tr><th rowspan="2">NIP</th><th rowspan="2">NAMA</th><th colspan="2">PENDIDIKAN</th></tr>'
        "<tr><th>JENJANG</th><th>JURUSAN</th></tr>"
        f"<tr><td>'{nip(1)}</td><td>Siti</td><td>S-1</td><td>AKUNTANSI</td></tr></table>",
    )
    (FOLDER / "html_tanpa_pengodean.xls").write_bytes(
        "<table><tr><th>NIP</th><th>Nama</th><th>Pendidikan</th></tr>"
        f"<tr><td>{nip(1)}</td><td>Ren\u00e9</td><td>SMA</td></tr></table>".encode("cp1252")
    )
    book(
        "semua_lembar_tersembunyi.xlsx",
        {"Data": [HEAD, (nip(1), "Siti", "SMA")], "Lain": [("x",)]},
        ("Data",),
    )
    hide_all(FOLDER / "semua_lembar_tersembunyi.xlsx")
    text(
        "jenjang_dan_jurusan_beda_baris_sel.csv",
        [HEAD, (nip(1), "Siti", "S-1\nAKUNTANSI"), (nip(2), "Budi", "D-III\nKEBIDANAN\nS-1\nHUKUM")],
    )
    text(
        "tanda_arah_dan_spasi_nol.csv",
        [
            HEAD,
            (f"\u200f{nip(1)[:9]}\u200b{nip(1)[9:]}\u202c", "\u200eSi\u00adti", "S\u20111\u00a0AKUNTANSI"),
        ],
    )
    text(
        "satuan_kerja_pemerintah_kota.csv",
        [
            (*HEAD, "UNOR NAMA", "SATUAN KERJA KERJA NAMA"),
            (nip(1), "Siti", "SMA", "Puskesmas Poncol", "Pemerintah Kota Semarang"),
            (nip(2), "Budi", "SMA", "Sekretariat - Dinas Sosial", "Pemerintah Kota Semarang"),
        ],
    )
    text(
        "gelar_depan_dan_belakang.csv",
        [
            (*HEAD, "GELAR DEPAN", "GELAR BELAKANG"),
            (nip(1), "Siti", "", "dr.", "Sp.A"),
            (nip(2), "Budi", "", "-", "S.IP"),
        ],
    )
    text(
        "kualifikasi_profesi_sesudah_diploma.csv",
        [
            ("Kode Formasi", "Jabatan", "Dinas", "Jumlah", "Kualifikasi Pendidikan"),
            ("F-1", "Perawat", "Dinkes", "1", "D-III KEPERAWATAN / D-III KEBIDANAN / PROFESI NERS"),
            ("F-2", "Pengemudi", "Dishub", "1", "SLTA/sederajat, memiliki SIM A"),
        ],
    )


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for make in (numbers, formats, layouts, values, vacancies, people, siblings):
        make()
