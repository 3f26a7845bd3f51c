"""An agency's own Word letter, filled in: `--templat`, with docxtpl where it is installed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zipfile import BadZipFile

from penempatan.decree.moves import DOTS
from penempatan.decree.paper import day_or_dots, or_dots
from penempatan.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from penempatan.decree.moves import Move
    from penempatan.settings.model import DecreeSettings


def check_template(template: Path) -> None:
    """UsageError when docxtpl is not installed or the file is not there; before any long work."""
    if not template.is_file():
        raise UsageError(f"Templat tidak ditemukan: {template}. Periksa penulisan namanya.")
    try:
        import docxtpl  # noqa: F401
    except ImportError as fault:
        raise UsageError(
            "--templat memerlukan paket docxtpl. Pasang dengan: pip install 'penempatan[sk]'."
        ) from fault


def render(template: Path, path: Path, settings: DecreeSettings, moves: Sequence[Move], run_id: str) -> None:
    """Fill in a template; UsageError when it is none, OSError when the result cannot be written."""
    from docx.opc.exceptions import PackageNotFoundError
    from docxtpl import DocxTemplate
    from jinja2 import StrictUndefined, TemplateError
    from jinja2.sandbox import SandboxedEnvironment

    # what a template says may not run anything, and a name that we do not give is an error, not a gap
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    try:
        document = DocxTemplate(str(template))
        document.render(context(settings, moves, run_id), environment)
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as fault:
        raise UsageError(f"Templat {template.name} bukan dokumen Word (.docx) yang utuh.") from fault
    except TemplateError as fault:
        raise UsageError(f"Templat {template.name} tidak dapat diisi: {fault}.") from fault
    document.save(str(path))


def context(settings: DecreeSettings, moves: Sequence[Move], run_id: str) -> dict[str, object]:
    """Return what a template may name; every value is text ready to print."""
    return {
        "instansi": settings.agency,
        "nomor": or_dots(settings.number),
        "tanggal": day_or_dots(settings.dated),
        "tentang": or_dots(settings.about),
        "tempat": or_dots(settings.place),
        "jabatan_penanda_tangan": settings.official,
        "nama_penanda_tangan": or_dots(settings.official_name),
        "usulan": run_id,
        "jumlah": len(moves),
        "baris": [
            {
                "no": number,
                "nama": move.name,
                "nip": move.nip,
                "tempat_lahir": DOTS,
                "tanggal_lahir": move.born.split(", ", 1)[1],
                "pangkat": move.rank,
                "pendidikan": move.education,
                "jabatan_lama": move.old_post,
                "jabatan_baru": move.new_post,
                "eselon_kelas": move.tier,
                "keterangan": move.remark,
            }
            for number, move in enumerate(moves, 1)
        ],
    }
