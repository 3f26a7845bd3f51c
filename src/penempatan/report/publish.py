"""A result appears whole or not at all, and the result that was there before stays until it does.

Write everything into a private folder; write a journal; move the earlier files aside, the record first; move
the new ones into place, the record last. That last rename is the commit (see `recovery` for what follows from
it). Signals wait while files are being moved.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from penempatan.errors import OutputError
from penempatan.report.decisions import at_risk, refuse_to_overwrite
from penempatan.report.files import DECISIONS, NOTES, OUTPUTS, RECORD, TRAIL, sha256_of
from penempatan.report.folder_lock import LOCK_NAME, FolderBusyError, folder_lock
from penempatan.report.held_signals import HeldSignals
from penempatan.report.recovery import (
    ASIDE,
    Journal,
    private_folders,
    replace,
    settle,
    sync,
    write_journal,
)
from penempatan.report.write_faults import reason_of, write_errors

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

_staged: list[Stage] = []  # private folders of this process
_SUPERSEDED = (*OUTPUTS, DECISIONS, NOTES, TRAIL)  # what an earlier result may have left under a fixed name


@dataclass(slots=True)
class Stage:
    """A private folder to write a result into, bound for `target`."""

    target: Path
    folder: Path
    held: HeldSignals
    made: list[Path]  # folders that were not there before, outermost first
    published: bool = False


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication left in the folder: the new files and dated copies of earlier, decided ones."""

    files: tuple[Path, ...]
    kept: tuple[Path, ...]


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
            _sweep(target)
            folder = target / f".penempatan-{secrets.token_hex(4)}"
            folder.mkdir(mode=0o700)
            staged = Stage(target, folder, held, made)
            _staged.append(staged)
            try:
                held.release()
                yield staged
            finally:
                try:
                    held.hold()
                finally:
                    _staged.remove(staged)
                    _tidy_up(staged)
    except write_errors() as fault:
        raise OutputError(
            f"Hasil tidak dapat ditulis ke folder {target}: {reason_of(fault)}. Hasil sebelumnya, bila ada, "
            "tidak berubah."
        ) from fault
    finally:
        for one in reversed(made):
            with suppress(OSError):  # not empty: something was published
                one.rmdir()
        held.release()


def publish(stage: Stage, *, overwrite: bool = False, continued: Collection[str] = ()) -> Published:
    """Put the staged files in place of the earlier result; the record, last, makes it count.

    Raises DecisionsAtRiskError when the folder holds decisions and `overwrite` is not given; with it the
    decided files stay as dated copies, but for those named in `continued`: their new version has all that the
    earlier one has. OSError when a step fails: leaving `stage` then restores the earlier
    result.
    """
    target, folder = stage.target, stage.folder
    found = at_risk(target)
    if found and not overwrite:
        raise found.refusal()
    at_stake = [name for name in found.files if name not in continued] if found else []
    kept = _keep_copies(target, folder, at_stake)
    names = sorted(path.name for path in folder.iterdir())
    if RECORD not in names:
        raise FileNotFoundError(errno.ENOENT, "no record among the staged files", RECORD)
    for name in names:
        (folder / name).chmod(0o600)
        sync(folder / name)
    stage.held.hold()
    earlier = tuple(name for name in _SUPERSEDED if os.path.lexists(target / name))
    journal = Journal({name: sha256_of(folder / name) for name in names}, earlier)
    write_journal(folder, journal)
    (folder / ASIDE).mkdir(mode=0o700)
    for name in sorted(earlier, key=lambda name: name != RECORD):
        replace(target / name, folder / ASIDE / name)
    for name in names:
        if name != RECORD:
            replace(folder / name, target / name)
            # folders that synchronise themselves have been seen to interfere
            if sha256_of(target / name) != journal.new[name]:
                raise OSError(errno.EIO, "the file read back is not the file written", name)
    sync(target)
    replace(folder / RECORD, target / RECORD)
    stage.published = True
    with suppress(OSError):  # the result stands; only its safety against a power cut is the system's word now
        sync(target)
    new = tuple(target / name for name in names if name not in kept)
    return Published(new, tuple(target / name for name in kept))


def abandon() -> None:
    """Remove what is staged, for a program that must leave at once and moves no files at this moment."""
    for one in _staged:
        shutil.rmtree(one.folder, ignore_errors=True)
        (one.target / LOCK_NAME).unlink(missing_ok=True)
        for folder in reversed(one.made):
            with suppress(OSError):
                folder.rmdir()


def recover(target: Path) -> None:
    """Put right what a killed run left in a result folder; call before reading a result.

    Does nothing while another run is at work there. Raises OutputError when that is not possible.
    """
    if not target.is_dir():
        return
    leftovers = private_folders(target)
    if not leftovers and not (target / LOCK_NAME).exists():
        return
    try:
        with folder_lock(target):
            _sweep(target)
    except FolderBusyError:
        return
    except OSError as fault:
        if not leftovers:
            return  # a lock file without an owner is no reason to refuse a reader of a read-only folder
        raise OutputError(
            f"Folder {target} memuat sisa penulisan yang terputus dan belum dapat dipulihkan "
            f"({reason_of(fault)}). Pastikan folder itu dapat ditulis, lalu ulangi."
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


def _keep_copies(target: Path, folder: Path, names: Sequence[str]) -> tuple[str, ...]:
    """Stage dated copies of the files at risk, for a run that overwrites them."""
    moment = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
    kept = []
    for name in names:
        source = target / name
        copy = f"{source.stem}-{moment}{source.suffix}"
        while (target / copy).exists():
            copy = f"{source.stem}-{moment}-{secrets.token_hex(2)}{source.suffix}"
        shutil.copyfile(source, folder / copy)
        kept.append(copy)
    return tuple(kept)


def _sweep(target: Path) -> None:
    """Put right what stopped runs left; the lock is held, so none of them is alive."""
    for folder in private_folders(target):
        settle(target, folder)


def _tidy_up(staged: Stage) -> None:
    """Leave the target with exactly one whole result and no private folder."""
    if staged.published:
        staged.held.forget()  # the run is done: there is nothing left to interrupt
        with suppress(OSError):  # the result stands; what cannot be tidied up, the next run sweeps
            settle(staged.target, staged.folder)
        return
    try:
        settle(staged.target, staged.folder)
    except OSError as fault:
        raise OutputError(
            f"Hasil tidak dapat ditulis ke folder {staged.target}, dan berkas sebelumnya belum dapat "
            "dikembalikan "
            f"({reason_of(fault)}). Berkas itu aman di {staged.folder.name}: jangan hapus folder itu, dan "
            "ulangi "
            "perintah ini setelah penyebabnya diatasi."
        ) from fault
