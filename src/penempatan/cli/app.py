"""The commands, in the order of work. Each lives in a file of its own; nothing heavy is imported here."""

from __future__ import annotations

from typing import Annotated

import typer

from penempatan.cli import (
    banding,
    contoh,
    jelaskan,
    pendidikan,
    periksa,
    sk,
    skenario,
    skor,
    susun,
    templat,
    tinjau,
    verifikasi,
)
from penempatan.cli.help import IndonesianCommand, IndonesianGroup

HELP = """Menempatkan ASN pada formasi berdasarkan kompetensi: memeriksa data, menghitung skor, menyusun
usulan terbaik yang terbukti optimal, memeriksanya ulang, dan menjelaskan setiap barisnya. Hasilnya usulan;
keputusan tetap pada pejabat yang berwenang."""
EXAMPLES = """\b
Contoh:
  penempatan contoh ronde-latihan --pegawai 300 --formasi 80
  penempatan periksa ronde-latihan
  penempatan susun ronde-latihan --keluaran hasil

\b
Kode keluar: 0 selesai, 1 galat program, 2 salah pemakaian, 3 masukan atau aturan
bermasalah, 4 tidak ada susunan yang memenuhi batas, 5 belum terbukti optimal,
6 verifikasi gagal, 7 ada keputusan yang akan hilang, 8 tidak dapat menulis, 130 dihentikan."""


def build_app() -> typer.Typer:
    """Return the program with its commands."""
    app = typer.Typer(
        cls=IndonesianGroup,
        help=HELP,
        epilog=EXAMPLES,
        no_args_is_help=True,
        options_metavar="[OPSI]",
        subcommand_metavar="PERINTAH [ARGUMEN]...",
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    app.callback()(_program)
    for name, command, module in (
        ("susun", susun.plan, susun),
        ("periksa", periksa.check, periksa),
        ("templat", templat.template, templat),
        ("contoh", contoh.sample, contoh),
        ("skor", skor.scores, skor),
        ("skenario", skenario.scenarios, skenario),
        ("pendidikan", pendidikan.education, pendidikan),
        ("jelaskan", jelaskan.explain, jelaskan),
        ("sk", sk.decree, sk),
        ("banding", banding.compare, banding),
        ("tinjau", tinjau.review, tinjau),
        ("verifikasi", verifikasi.audit, verifikasi),
    ):
        app.command(
            name, cls=IndonesianCommand, short_help=module.SHORT, help=module.HELP, epilog=module.EXAMPLES
        )(command)
    return app


def _show_version(wanted: bool) -> None:
    if wanted:
        from penempatan import __version__

        typer.echo(f"penempatan {__version__}")
        raise typer.Exit


def _program(
    version: Annotated[
        bool, typer.Option("--version", help="Tampilkan versi.", callback=_show_version, is_eager=True)
    ] = False,
    trace: Annotated[
        bool,
        typer.Option(
            "--lacak", help="Tampilkan jejak bila terjadi galat program; dapat memuat data pribadi."
        ),
    ] = False,
) -> None:
    """Take the options of the program itself; `main` acts on --lacak wherever it stands."""
