"""One run at a time in a result folder, by a lock of the operating system.

The system drops such a lock when its owner dies, however it dies: there is no stale lock to judge by process
numbers
that may have been given to somebody else. The number in the file is only for the message.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from penempatan.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCK_NAME = ".penempatan.kunci"
_TRIES = 20  # a lock file can be swept away between opening and locking it; this often it cannot


class FolderBusyError(OutputError):
    """Another run is at work in the folder."""


@contextmanager
def folder_lock(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; FolderBusyError when another process does, OSError when it cannot be made."""
    path = folder / LOCK_NAME
    handle = _acquire(path)
    try:
        yield
    finally:
        if sys.platform == "win32":
            os.close(handle)  # an open file cannot be removed there
            with suppress(OSError):
                path.unlink()
        else:
            with suppress(OSError):
                path.unlink()
            os.close(handle)


def _acquire(path: Path) -> int:
    for _ in range(_TRIES):
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if not _lock(handle):
                raise _busy(path)
            if _still_there(handle, path):
                os.ftruncate(handle, 0)
                os.write(handle, f"{os.getpid()}\n".encode())
                return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)
    raise _busy(path)


def _still_there(handle: int, path: Path) -> bool:
    """Whether the locked file is the one that others will find under this name."""
    if sys.platform == "win32":
        return True
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def _busy(path: Path) -> FolderBusyError:
    try:
        owner = path.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        owner = ""
    process = f" (proses {owner})" if owner.isdigit() else ""
    return FolderBusyError(
        f"Folder {path.parent} sedang dipakai penempatan yang lain{process}. Tunggu sampai selesai, atau "
        "pilih "
        "folder lain dengan --keluaran."
    )


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
