"""The journal of a publication, and how its traces are put right after a stop at any point.

    folder/.penempatan-1a2b3c4d/     private (0700); the writers write here
        usulan.xlsx … rekam.json     new files, synced to the disk
        jurnal.json                  from here on the result folder may be half-way
        lama/                        earlier files, moved aside

With the journal's record in place the new result counts and the rest is removed; without it the earlier files
go back. Each step is one atomic rename, so the repair itself can be stopped and repeated.
"""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import stat
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from penempatan.report.files import RECORD, sha256_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ASIDE = "lama"
_JOURNAL = "jurnal.json"
_PRIVATE = re.compile(r"\.penempatan-[0-9a-f]{8}")
_PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_HELD_OPEN = (5, 32, 33)  # Windows: another program has the file open
_PAUSES_S = (0.1, 0.2, 0.5, 1.0)


@dataclass(frozen=True, slots=True)
class Journal:
    """What a publication is about to do: new files with their hashes, and earlier files to move aside."""

    new: Mapping[str, str]
    earlier: tuple[str, ...]


def private_folders(target: Path) -> tuple[Path, ...]:
    """Return the private folders that stopped runs left, never links to elsewhere."""
    return tuple(
        path
        for path in sorted(target.iterdir())
        if _PRIVATE.fullmatch(path.name) and path.is_dir() and not path.is_symlink()
    )


def settle(target: Path, folder: Path) -> None:
    """Finish or undo a publication by its journal, then remove the private folder. Repeatable."""
    if not folder.exists():
        return
    journal = _read_journal(folder)
    if journal is not None and not _committed(target, journal):
        _roll_back(target, folder, journal)
    _remove(folder)


def write_journal(folder: Path, journal: Journal) -> None:
    """Write the journal whole or not at all."""
    draft = folder / f"{_JOURNAL}.baru"
    draft.write_text(json.dumps({"baru": dict(journal.new), "lama": list(journal.earlier)}), encoding="utf-8")
    sync(draft)
    draft.replace(folder / _JOURNAL)
    sync(folder)


def replace(source: Path, target: Path) -> None:
    """Rename over whatever is there; on Windows wait a moment for programs that hold the file."""
    for pause_s in _PAUSES_S:
        try:
            source.replace(target)
        except PermissionError as fault:
            if getattr(fault, "winerror", None) not in _HELD_OPEN:
                raise
            time.sleep(pause_s)
        else:
            return
    source.replace(target)


def sync(path: Path) -> None:
    """Force a file or a folder to the disk."""
    is_folder = stat.S_ISDIR(path.stat().st_mode)
    if os.name == "nt" and is_folder:
        return  # folders cannot be synced there
    handle = os.open(path, os.O_RDONLY if is_folder else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _read_journal(folder: Path) -> Journal | None:
    """Return the journal, or None before the publication began. OSError for one that we did not write."""
    path = folder / _JOURNAL
    if not path.exists():
        return None
    damaged = OSError(errno.EINVAL, f"{folder.name}/{_JOURNAL} rusak")
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        journal = Journal(
            {str(name): str(sha256) for name, sha256 in data["baru"].items()}, tuple(map(str, data["lama"]))
        )
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise damaged from fault
    if RECORD not in journal.new or not all(map(_PLAIN_NAME.fullmatch, (*journal.new, *journal.earlier))):
        raise damaged
    return journal


def _committed(target: Path, journal: Journal) -> bool:
    record = target / RECORD
    return record.is_file() and sha256_of(record) == journal.new[RECORD]


def _roll_back(target: Path, folder: Path, journal: Journal) -> None:
    for name, sha256 in journal.new.items():
        place = target / name
        if name not in journal.earlier and place.is_file() and sha256_of(place) == sha256:
            place.unlink()
    for name in sorted(journal.earlier, key=lambda name: name == RECORD):
        if os.path.lexists(folder / ASIDE / name):
            replace(folder / ASIDE / name, target / name)
    sync(target)


def _remove(folder: Path) -> None:
    """Remove the private folder, the journal last, so that a stop half-way is still understood."""
    for path in list(folder.iterdir()):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name != _JOURNAL:
            path.unlink()
    (folder / _JOURNAL).unlink(missing_ok=True)
    folder.rmdir()
