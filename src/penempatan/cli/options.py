"""Options that several commands share, so that one word means one thing everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

RoundArgument = Annotated[
    Path | None,
    typer.Argument(
        metavar="RONDE",
        help="Folder ronde (pegawai.*, formasi.*, …) atau satu buku kerja dengan lembar bernama sama. "
        "Boleh dikosongkan bila --pegawai dan --formasi diberikan.",
        show_default=False,
    ),
]
EmployeesOption = Annotated[
    Path | None,
    typer.Option("--pegawai", metavar="BERKAS", help="Tabel pegawai, menggantikan yang ada di RONDE."),
]
VacanciesOption = Annotated[
    Path | None,
    typer.Option("--formasi", metavar="BERKAS", help="Tabel formasi, menggantikan yang ada di RONDE."),
]
RulesOption = Annotated[
    Path | None,
    typer.Option("--aturan", metavar="BERKAS", help="Berkas aturan.toml, menggantikan yang ada di RONDE."),
]
ScoresOption = Annotated[
    Path | None,
    typer.Option("--skor", metavar="BERKAS", help="Skor luar: kolom NIP, Kode Formasi, Skor (0-100)."),
]
MappingOption = Annotated[
    Path | None,
    typer.Option(
        "--pemetaan", metavar="BERKAS", help="Berkas pemetaan.toml, menggantikan yang ada di RONDE."
    ),
]
CorrectionsOption = Annotated[
    Path | None,
    typer.Option(
        "--koreksi", metavar="BERKAS.xlsx", help="Lembar koreksi yang sudah diisi; lihat periksa --keluaran."
    ),
]
QuarantineOption = Annotated[
    bool,
    typer.Option(
        "--karantina", help="Sisihkan baris yang bergalat dan jalankan sisanya; yang disisihkan didaftar."
    ),
]
OverwriteOption = Annotated[
    bool, typer.Option("--timpa", help="Timpa yang sudah ada di sana, termasuk keputusan di dalamnya.")
]
JsonOption = Annotated[
    bool, typer.Option("--json", help="Ringkasan sebagai satu objek JSON pada keluaran standar.")
]
QuietOption = Annotated[bool, typer.Option("--diam", help="Tanpa keterangan di layar, kecuali galat.")]
