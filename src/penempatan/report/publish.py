"""A result appears whole or not at all, and the result that was there before stays until it does.

    folder/.penempatan-1a2b3c4d/          private (0700); the writers write here
        usulan.xlsx … rekam.json          new files, fsynced
        jurnal.json                       from here on the folder may be half-way
        lama/                             earlier files, moved aside

publish: write the journal; move the earlier files aside, the record first; move the new ones into place, the
record
last. That last rename is the commit: with the journal's record in place the new result counts, without it
`recover`
puts the earlier files back. Each step is one atomic rename, and `recover` can be stopped and repeated at any
point.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import secrets
import shutil
import stat
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from penempatan.errors import OutputError
from penempatan.report.decisions import AtRisk, at_risk, refuse_to_overwrite
from penempatan.report.files import DECISIONS, OUTPUTS, RECORD
from penempatan.report.folder_lock import LOCK_NAME, FolderBusyError, folder_lock
from penempatan.report.held_signals import HeldSignals
from penempatan.report.write_faults import reason_of, write_errors

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_SUPERSEDED = (*OUTPUTS, DECISIONS)  # what an earlier result may have left under a fixed name
_PRIVATE = re.compile(r"\.penempatan-[0-9a-f]{8}")
_JOURNAL = "jurnal.json"
_ASIDE = "lama"
_HELD_OPEN = (5, 32, 33)  # Windows: another program has the file open
_PAUSES_S = (0.1, 0.2, 0.5, 1.0)


@dataclass(slots=True)
class Stage:
    """A private folder to write a result into, bound for `target`."""

    target: Path
    folder: Path
    held: HeldSignals
    published: bool = False


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication left in the folder: the new files and dated copies of earlier, decided ones."""

    files: tuple[Path, ...]
    kept: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class _Journal:
    """What a publication is about to do: new files with their hashes, and earlier files to move aside."""

    new: Mapping[str, str] = field(default_factory=dict)
    earlier: tuple[str, ...] = ()


@contextmanager
def stage(target: Path) -> Iterator[Stage]:
    """Give a private folder inside the target; whatever is not published is gone afterwards.

    Failures to write inside the block become OutputError. Leftovers of a killed run are put right first.
    """
    made: list[Path] = []
    held = HeldSignals()
    held.hold()
    try:
        _make_folder(target, made)
        with folder_lock(target):
            _recover_locked(target)
            folder = target / f".penempatan-{secrets.token_hex(4)}"
            folder.mkdir(mode=0o700)
            staged = Stage(target, folder, held)
            try:
                held.release()
                yield staged
            finally:
                try:
                    held.hold()
                finally:
                    _tidy_up(staged)
    except write_errors() as fault:
        raise OutputError(_sentence(target, fault)) from fault
    finally:
        for one in reversed(made):
            with suppress(OSError):  # not empty: something was published
                one.rmdir()
        held.release()


def publish(stage: Stage, *, overwrite: bool = False) -> Published:
    """Put the staged files in place of the earlier result; the record, last, makes it count.

    Raises DecisionsAtRiskError when the folder holds decisions and `overwrite` is not given; with it the
    decided files
    stay as dated copies. OSError when a step fails: leaving `stage` then restores the earlier result.
    """
    target, folder = stage.target, stage.folder
    found = at_risk(target)
    if found and not overwrite:
        raise found.refusal()
    kept = _keep_copies(target, folder, found)
    names = sorted(path.name for path in folder.iterdir())
    if RECORD not in names:
        raise FileNotFoundError(errno.ENOENT, "no record among the staged files", RECORD)
    for name in names:
        (folder / name).chmod(0o600)
        _sync(folder / name)
    stage.held.hold()
    earlier = tuple(name for name in _SUPERSEDED if os.path.lexists(target / name))
    journal = _Journal({name: sha256_of(folder / name) for name in names}, earlier)
    _write_journal(folder, journal)
    (folder / _ASIDE).mkdir(mode=0o700)
    for name in sorted(earlier, key=lambda name: name != RECORD):
        _replace(target / name, folder / _ASIDE / name)
    for name in names:
        if name != RECORD:
            _replace(folder / name, target / name)
            if (
                sha256_of(target / name) != journal.new[name]
            ):  # synchronised folders have been seen to interfere
                raise OSError(errno.EIO, "the file read back is not the file written", name)
    _sync(target)
    _replace(folder / RECORD, target / RECORD)
    stage.published = True
    with suppress(OSError):  # the result stands; only its safety against a power cut is the system's word now
        _sync(target)
    return Published(
        tuple(target / name for name in names if name not in kept), tuple(target / name for name in kept)
    )


def recover(target: Path) -> None:
    """Put right what a killed run left in a result folder; call before reading a result.

    Does nothing while another run is at work there. Raises OutputError when the leftovers cannot be put
    right.
    """
    if not target.is_dir() or not any(_leftovers(target)):
        return
    try:
        with folder_lock(target):
            _recover_locked(target)
    except FolderBusyError:
        return
    except OSError as fault:
        raise OutputError(
            f"Folder {target} memuat sisa penulisan yang terputus dan belum dapat dipulihkan "
            f"({reason_of(fault)}). "
            "Pastikan folder itu dapat ditulis, lalu ulangi."
        ) from fault


def check_target(target: Path, *, overwrite: bool) -> None:
    """Find out before the long work whether a result may and can be written; leaves nothing behind.

    Raises DecisionsAtRiskError and OutputError as `publish` would.
    """
    with stage(target) as trial:
        (trial.folder / RECORD).write_bytes(b"{}")
        (trial.folder / RECORD).replace(trial.folder / "uji")
        if not overwrite:
            refuse_to_overwrite(target)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, lower-case hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _make_folder(target: Path, made: list[Path]) -> None:
    """Create the folder and those above it; note in `made` the ones that were not there, outermost first."""
    missing = []
    for path in (target, *target.parents):
        if path.exists():
            break
        missing.append(path)
    for path in reversed(missing):
        path.mkdir(exist_ok=True)
        made.append(path)
    if not target.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(target))


def _keep_copies(target: Path, folder: Path, found: AtRisk | None) -> tuple[str, ...]:
    """Stage dated copies of the files at risk, for a run that overwrites them."""
    moment = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
    kept = []
    for name in found.files if found else ():
        source = target / name
        copy = f"{source.stem}-{moment}{source.suffix}"
        while (target / copy).exists():
            copy = f"{source.stem}-{moment}-{secrets.token_hex(2)}{source.suffix}"
        shutil.copyfile(source, folder / copy)
        kept.append(copy)
    return tuple(kept)


def _recover_locked(target: Path) -> None:
    for folder in list(_leftovers(target)):
        if folder.name != LOCK_NAME:
            _settle(target, folder)


def _leftovers(target: Path) -> Iterator[Path]:
    """Yield private folders (never links to elsewhere) and a lock file without an owner."""
    for path in target.iterdir():
        is_private = _PRIVATE.fullmatch(path.name) and path.is_dir() and not path.is_symlink()
        if is_private or path.name == LOCK_NAME:
            yield path


def _tidy_up(staged: Stage) -> None:
    """Leave the target with exactly one whole result and no private folder."""
    if not staged.published:
        _settle(staged.target, staged.folder)
        return
    staged.held.forget()  # the run is done: there is nothing left to interrupt
    with suppress(OSError):  # the result stands; what cannot be tidied up, the next run sweeps
        _settle(staged.target, staged.folder)


def _settle(target: Path, folder: Path) -> None:
    """Finish or undo a publication by its journal, then remove the private folder. Repeatable."""
    if not folder.exists():
        return
    journal = _read_journal(folder)
    if journal is not None and not _committed(target, journal):
        _roll_back(target, folder, journal)
    _remove(folder)


def _committed(target: Path, journal: _Journal) -> bool:
    record = target / RECORD
    return record.is_file() and sha256_of(record) == journal.new[RECORD]


def _roll_back(target: Path, folder: Path, journal: _Journal) -> None:
    for name, sha256 in journal.new.items():
        place = target / name
        if name not in journal.earlier and place.is_file() and sha256_of(place) == sha256:
            place.unlink()
    for name in sorted(journal.earlier, key=lambda name: name == RECORD):
        if os.path.lexists(folder / _ASIDE / name):
            _replace(folder / _ASIDE / name, target / name)
    _sync(target)


def _remove(folder: Path) -> None:
    """Remove the private folder, the journal last, so that a stop half-way is still understood."""
    for path in list(folder.iterdir()):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name != _JOURNAL:
            path.unlink()
    (folder / _JOURNAL).unlink(missing_ok=True)
    folder.rmdir()


def _write_journal(folder: Path, journal: _Journal) -> None:
    draft = folder / f"{_JOURNAL}.baru"
    draft.write_text(json.dumps({"baru": dict(journal.new), "lama": list(journal.earlier)}), encoding="utf-8")
    _sync(draft)
    draft.replace(folder / _JOURNAL)
    _sync(folder)


def _read_journal(folder: Path) -> _Journal | None:
    """Return the journal, or None before the publication began. OSError for one that we did not write."""
    path = folder / _JOURNAL
    if not path.exists():
        return None
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        journal = _Journal(
            {str(name): str(sha256) for name, sha256 in data["baru"].items()}, tuple(map(str, data["lama"]))
        )
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise OSError(errno.EINVAL, f"{folder.name}/{_JOURNAL} rusak") from fault
    names = (*journal.new, *journal.earlier)
    if RECORD not in journal.new or not all(re.fullmatch(r"[A-Za-z0-9][\w.-]*", name) for name in names):
        raise OSError(errno.EINVAL, f"{folder.name}/{_JOURNAL} rusak")
    return journal


def _replace(source: Path, target: Path) -> None:
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


def _sync(path: Path) -> None:
    """Force a file or a folder to the disk."""
    if os.name == "nt" and path.is_dir():
        return  # folders cannot be synced there
    handle = os.open(path, os.O_RDONLY if stat.S_ISDIR(path.stat().st_mode) else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sentence(target: Path, fault: Exception) -> str:
    return (
        f"Hasil tidak dapat ditulis ke folder {target}: {reason_of(fault)}. "
        "Hasil sebelumnya, bila ada, tidak berubah."
    )
