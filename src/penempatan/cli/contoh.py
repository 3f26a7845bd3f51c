"""`penempatan contoh`: a synthetic round of any size, the same for the same seed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from penempatan.cli.options import JsonOption, OverwriteOption, QuietOption

SHORT = "Buat ronde latihan dengan data rekaan."
HELP = """Buat ronde latihan dengan data rekaan: tidak ada orang yang nyata di dalamnya. Benih yang sama
selalu menghasilkan ronde yang sama."""
EXAMPLES = """\b
Contoh:
  penempatan contoh ronde-latihan
  penempatan contoh ronde-besar --pegawai 15000 --formasi 4000 --benih 7
  penempatan contoh ronde-kotor --kotor
  penempatan contoh ronde-penataan --mode penataan"""


def sample(
    *,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder ronde yang akan dibuat.")],
    employees: Annotated[
        int, typer.Option("--pegawai", metavar="N", min=1, max=1_000_000, help="Jumlah pegawai.")
    ] = 300,
    vacancies: Annotated[
        int,
        typer.Option(
            "--formasi",
            metavar="M",
            min=1,
            max=200_000,
            help="Jumlah formasi; pada mode penataan jabatan yang sudah terisi ditambahkan.",
        ),
    ] = 80,
    seed: Annotated[
        int, typer.Option("--benih", metavar="S", min=0, max=2**31 - 1, help="Benih bilangan acak.")
    ] = 1,
    mode: Annotated[
        str,
        typer.Option(
            "--mode",
            metavar="MODE",
            help="isi: mengisi formasi yang lowong; penataan: menata ulang dari peta jabatan.",
        ),
    ] = "isi",
    messy: Annotated[
        bool, typer.Option("--kotor", help="Sertakan kekeliruan yang lazim pada berkas sungguhan.")
    ] = False,
    overwrite: OverwriteOption = False,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> int:
    """Generate a round and write it as a folder."""
    from penempatan.cli.console import Screen
    from penempatan.cli.targets import refuse_full_folder
    from penempatan.errors import UsageError
    from penempatan.sample.generate import generate_round
    from penempatan.sample.write import write_round
    from penempatan.settings.model import Mode

    modes = {one.value: one for one in Mode}
    if mode not in modes:
        raise UsageError(f"--mode {mode} tidak dikenal; pilih {' atau '.join(modes)}.")
    if messy and modes[mode] is Mode.REARRANGE:
        raise UsageError("--kotor hanya untuk --mode isi.")
    screen = Screen(json=json, quiet=quiet)
    refuse_full_folder(folder, overwrite=overwrite)
    with screen.progress() as announce:
        announce("Menyusun data rekaan …")
        made = generate_round(employees, vacancies, seed, messy, modes[mode])
        announce("Menulis berkas …")
        write_round(folder, made)
    posts = len(made.vacancies.rows) - 1 - made.vacancies.heading_row if not messy else vacancies
    screen.answer({"status": "SELESAI", "keluaran": [str(folder)], "pegawai": employees, "formasi": posts})
    screen.say(f"Ronde rekaan tersimpan di {folder}: {employees} pegawai, {posts} formasi, benih {seed}.")
    screen.say(f"Lanjutkan dengan: penempatan periksa {folder}")
    return 0
