"""The papers of a result, whole or not at all, and their line in the chain of custody."""

from __future__ import annotations

import hashlib
import json
import secrets
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from penempatan.decree.approved import select_approved
from penempatan.decree.moves import moves_of
from penempatan.decree.paper import filled
from penempatan.decree.sheets import write_annex_sheets, write_dossier
from penempatan.decree.template import render
from penempatan.decree.word import write_annex, write_minutes
from penempatan.errors import DecisionsAtRiskError, OutputError, UsageError, VerificationError
from penempatan.report.files import DECISIONS, PLACEMENTS, TRAIL, sha256_of
from penempatan.report.trail import EventKind, TrailBrokenError, append_event, read_trail
from penempatan.report.write_faults import reason_of, write_errors
from penempatan.settings.loader import as_toml_dict

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from penempatan.decree.approved import Selection
    from penempatan.verification.audit import AuditedResult

FOLDER = "sk"  # inside the result, unless told otherwise
ANNEX, ANNEX_SHEETS = "lampiran-sk.docx", "lampiran-sk.xlsx"
MINUTES, DOSSIER = "berita-acara.docx", "berkas-i-mut.xlsx"


@dataclass(frozen=True, slots=True)
class Decree:
    """What was written: the papers, the earlier folder that was kept, and how the rows stood."""

    files: tuple[Path, ...]
    kept: Path | None
    selection: Selection


@dataclass(frozen=True, slots=True)
class DecreeOrder:
    """What the user asked for."""

    target: Path
    partial: bool = False  # --sebagian
    overwrite: bool = False  # --timpa
    template: Path | None = None
    number: str | None = None
    dated: date | None = None


def check_order(folder: Path, order: DecreeOrder) -> None:
    """Refuse before the long work what would be refused after it: a folder in the way, a broken trail."""
    target = order.target
    if target.exists() and not target.is_dir():
        raise UsageError(f"{target} adalah berkas, bukan folder. Pakai nama lain.")
    if target.resolve() == folder.resolve():
        raise UsageError("Folder keluaran tidak boleh folder hasilnya sendiri. Pakai nama lain.")
    if target.is_dir() and any(target.iterdir()) and not order.overwrite:
        raise DecisionsAtRiskError(
            f"Folder {target} sudah berisi. Pakai folder lain dengan --keluaran, atau --timpa (folder lama "
            "disimpan dengan nama bertanggal)."
        )
    try:
        read_trail(folder / TRAIL)
    except TrailBrokenError as fault:
        raise VerificationError([str(fault)]) from fault


def write_decree(folder: Path, result: AuditedResult, order: DecreeOrder) -> Decree:
    """Write the papers of the approved rows of an audited result.

    Raises InputError with the rows in the way, OutputError when not everything can be written: then nothing
    is, and what was there before is untouched.
    """
    selection = select_approved(folder, result, partial=order.partial)
    moves = moves_of(result, selection.approved)
    settings, run_id = filled(result.settings.decree, order.number, order.dated), result.record.run_id
    with _staged(order.target) as staging:
        write_annex_sheets(staging / ANNEX_SHEETS, settings, moves, run_id)
        if order.template is not None:
            render(order.template, staging / ANNEX, settings, moves, run_id)
        else:
            write_annex(staging / ANNEX, settings, moves, run_id)
        write_minutes(staging / MINUTES, settings, moves, run_id)
        write_dossier(staging / DOSSIER, result, moves)
        for path in staging.iterdir():
            path.chmod(0o600)
        facts = _facts(folder, result, selection, staging)
        kept = _publish(staging, order.target, lambda: append_event(folder, EventKind.DECREE, facts))
    return Decree(tuple(sorted(order.target.iterdir())), kept, selection)


@contextmanager
def _staged(target: Path) -> Iterator[Path]:
    """Give a private folder beside the target; it is gone afterwards, whatever happens."""
    staging = target.with_name(f".{target.name}-{secrets.token_hex(4)}.sementara")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        staging.mkdir(mode=0o700)
        yield staging
    except write_errors() as fault:
        raise OutputError(
            f"Naskah tidak dapat ditulis ke {target}: {reason_of(fault)}. Yang ada sebelumnya tidak berubah."
        ) from fault
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _publish(staging: Path, target: Path, record: Any) -> Path | None:
    """Move the folder into place and record it; undo the move when it cannot be recorded."""
    kept: Path | None = None
    if target.exists():
        if any(target.iterdir()):
            moment = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
            kept = target.with_name(f"{target.name}-{moment}")
            while kept.exists():
                kept = target.with_name(f"{target.name}-{moment}-{secrets.token_hex(2)}")
            target.rename(kept)
        else:
            target.rmdir()
    try:
        staging.rename(target)
        try:
            record()
        except BaseException:
            target.rename(staging)
            raise
    except BaseException:
        if kept is not None:
            kept.rename(target)
        raise
    return kept


def _facts(folder: Path, result: AuditedResult, selection: Selection, staging: Path) -> dict[str, Any]:
    """Return what the trail keeps of the decree: hashes of what it rests on and of what was written."""
    rules = json.dumps(as_toml_dict(result.settings), ensure_ascii=False, sort_keys=True, default=str)
    register = folder / DECISIONS
    return {
        "id_usulan": result.record.run_id,
        "versi": version("penempatan"),
        "masukan": {f"{one.role}|{one.name}|{one.sheet}": one.sha256 for one in result.record.inputs},
        "aturan_sha256": hashlib.sha256(rules.encode("utf-8")).hexdigest(),
        "penempatan_sha256": sha256_of(folder / PLACEMENTS),
        "keputusan_sha256": sha256_of(register) if register.exists() else "",
        "berkas": {
            name: sha256_of(staging / name) for name in sorted(path.name for path in staging.iterdir())
        },
        "disetujui": len(selection.approved),
        "belum_diputuskan": len(selection.undecided),
    }
