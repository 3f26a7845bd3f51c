"""`penempatan templat`: an empty, instructed input workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from penempatan.cli.options import JsonOption, OverwriteOption, QuietOption

SHORT = "Buat buku kerja masukan yang kosong."
HELP = """Buat buku kerja masukan yang kosong: lembar Pegawai, Formasi dan lembar pilihan, lengkap dengan
petunjuk dan daftar pilihan tiap kolom."""
EXAMPLES = """\b
Contoh:
  penempatan templat ronde.xlsx"""


def template(
    *,
    target: Annotated[Path, typer.Argument(metavar="BERKAS", help="Nama berkas .xlsx yang akan dibuat.")],
    overwrite: OverwriteOption = False,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> int:
    """Write the template; refuses to replace a file unless told to."""
    from penempatan.cli.console import Screen
    from penempatan.cli.targets import new_file
    from penempatan.intake.template import write_template

    screen = Screen(json=json, quiet=quiet)
    with new_file(target, ".xlsx", overwrite=overwrite) as path:
        write_template(path)
    screen.answer({"status": "SELESAI", "keluaran": [str(target)]})
    screen.say(f"Templat tersimpan: {target}")
    screen.say("Isi lembar Pegawai dan Formasi, lalu periksa dengan: penempatan periksa " + str(target))
    return 0
