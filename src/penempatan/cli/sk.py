"""`penempatan sk`: the annex of the decree, the minutes and the dossier of the approved rows."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from penempatan.cli.options import JsonOption, OverwriteOption, QuietOption

SHORT = "Tulis lampiran SK, berita acara, dan berkas I-MUT."
HELP = """Tulis naskah dari baris yang disetujui saja: lampiran SK (.docx dan .xlsx), berita acara Tim Penilai
Kinerja (.docx dan lembar), serta berkas usulan I-MUT (.xlsx). Ditolak selama ada baris yang belum diputuskan,
kecuali dengan --sebagian. Hasilnya diaudit lebih dahulu, dan setiap penulisan dicatat di jejak.jsonl."""
EXAMPLES = """\b
Contoh:
  penempatan sk hasil
  penempatan sk hasil --sebagian --nomor 821.2/45/2026 --tanggal 2026-01-02
  penempatan sk hasil --templat kop-surat.docx --keluaran naskah"""


def decree(
    *,
    result: Annotated[Path, typer.Argument(metavar="HASIL", help="Folder hasil dari penempatan susun.")],
    partial: Annotated[
        bool,
        typer.Option("--sebagian", help="Tulis yang sudah disetujui walaupun ada yang belum diputuskan."),
    ] = False,
    target: Annotated[
        Path | None,
        typer.Option("--keluaran", metavar="FOLDER", help="Folder naskah; bawaannya sk di dalam HASIL."),
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option(
            "--templat", metavar="BERKAS.docx", help="Templat Word sendiri untuk lampiran (perlu docxtpl)."
        ),
    ] = None,
    number: Annotated[
        str | None, typer.Option("--nomor", metavar="TEKS", help="Nomor keputusan, menggantikan [sk] nomor.")
    ] = None,
    dated: Annotated[
        datetime | None,
        typer.Option(
            "--tanggal",
            metavar="TTTT-BB-HH",
            formats=["%Y-%m-%d"],
            help="Tanggal keputusan, menggantikan [sk] tanggal.",
        ),
    ] = None,
    overwrite: OverwriteOption = False,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> int:
    """Write the papers of the approved rows."""
    from penempatan.cli.console import Screen
    from penempatan.errors import UsageError

    screen = Screen(json=json, quiet=quiet)
    if not result.is_dir():
        raise UsageError(f"Folder hasil tidak ditemukan: {result}. Periksa penulisan namanya.")

    from penempatan.decree.template import check_template  # after the quick refusals
    from penempatan.decree.write import FOLDER, DecreeOrder, check_order, write_decree
    from penempatan.verification.audit import open_result

    order = DecreeOrder(
        target=target if target is not None else result / FOLDER,
        partial=partial,
        overwrite=overwrite,
        template=template,
        number=number,
        dated=dated.date() if dated is not None else None,
    )
    if template is not None:
        check_template(template)
    check_order(result, order)
    with screen.progress() as announce:
        announce("Mengaudit hasil …")
        sound = open_result(result)
        announce("Menulis naskah …")
        written = write_decree(result, sound, order)
    selection = written.selection
    screen.answer(
        {
            "status": "SELESAI",
            "id": sound.record.run_id,
            "disetujui": len(selection.approved),
            "tidak_disetujui": len(selection.declined),
            "belum_diputuskan": len(selection.undecided),
            "keluaran": [str(path) for path in written.files],
            "salinan": [str(written.kept)] if written.kept is not None else [],
        }
    )
    screen.say(f"Naskah {len(selection.approved)} pegawai yang disetujui tertulis.", "bold")
    if selection.undecided:
        screen.say(f"{len(selection.undecided)} baris belum diputuskan dan tidak ikut (--sebagian).")
    if selection.declined:
        screen.say(f"{len(selection.declined)} baris ditolak atau ditunda dan tidak ikut.")
    screen.say("Tersimpan:")
    for path in (*written.files, *([written.kept] if written.kept is not None else [])):
        screen.say(f"  {path}")
    screen.say("Periksa bagian bertitik-titik: tempat lahir, nomor, tanggal, dan nama pejabat diisi tangan.")
    return 0
