"""`penempatan verifikasi`: the independent audit of a result; needs no solver."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from penempatan.cli.options import JsonOption, QuietOption, RoundArgument

SHORT = "Audit satu hasil secara mandiri."
HELP = """Audit satu hasil secara mandiri, tanpa penyelesai: berkasnya utuh, angkanya saling cocok, setiap
penempatan memenuhi syarat, skornya benar, dan buktinya sah terhadap masukan. Masukan dicari menurut catatan
di rekam.json, atau di RONDE bila diberikan. Kode keluar 6 bila ada yang tidak cocok."""
EXAMPLES = """\b
Contoh:
  penempatan verifikasi hasil
  penempatan verifikasi hasil ronde"""


def audit(
    *,
    result: Annotated[Path, typer.Argument(metavar="HASIL", help="Folder hasil dari penempatan susun.")],
    round_path: RoundArgument = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> int:
    """Audit a result and say what was checked."""
    from penempatan.cli.console import Screen
    from penempatan.errors import UsageError
    from penempatan.intake.sources import locate_round
    from penempatan.verification.audit import audit as audit_result

    screen = Screen(json=json, quiet=quiet)
    if not result.is_dir():
        raise UsageError(f"Folder hasil tidak ditemukan: {result}. Periksa penulisan namanya.")
    sources = locate_round(round_path) if round_path is not None else None
    with screen.progress() as announce:
        announce("Mengaudit hasil …")
        summary = audit_result(result, sources)
    return 0
