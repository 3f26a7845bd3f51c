"""Small rounds as CSV text, small enough to solve in one's head."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

ANI = "199001012015032001"
BUDI = "198505052010011002"
CITRA = "199203032018032003"

Run = Callable[..., "subprocess.CompletedProcess[str]"]  # the fixture `penempatan`

EMPLOYEES = f"""NIP,Nama,Pendidikan,Status,Golongan,Jenis Jabatan,Jabatan,Dinas,TMT Jabatan,Predikat Kinerja
{ANI},Ani Kenari,S-1 AKUNTANSI,PNS,III/a,Pelaksana,Pengelola Keuangan,Dinas Sosial,2018-01-01,Baik
{BUDI},Budi Merpati,S-1 ILMU HUKUM,PNS,III/b,Pelaksana,Pengelola Hukum,Dinas Sosial,2017-01-01,Baik
{CITRA},Citra Gelatik,S-1 AKUNTANSI,PNS,III/a,Pelaksana,Pengelola Data,DISDAG,2019-01-01,Sangat Baik
"""
VACANCIES = """Kode Formasi,Jabatan,Dinas,Jenis Jabatan,Kualifikasi Pendidikan,Jumlah
F-1,Penelaah Laporan Keuangan,Dinas Perdagangan,Pelaksana,S-1 AKUNTANSI,1
F-2,Penelaah Produk Hukum,Dinas Sosial,Pelaksana,S-1 ILMU HUKUM,1
"""


def write_round(
    folder: Path, *, employees: str = EMPLOYEES, vacancies: str = VACANCIES, rules: str = "", locks: str = ""
) -> Path:
    """Write a round and return its folder; empty texts write no file."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {
        "pegawai.csv": employees,
        "formasi.csv": vacancies,
        "aturan.toml": '[ronde]\ntanggal = "2026-10-01"\n' + rules,
        "kunci.csv": locks,
    }
    for name, text in texts.items():
        if text:
            (folder / name).write_text(text, encoding="utf-8")
    return folder
