"""Single files that a command writes: whole or not at all, and never over another by accident."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from penempatan.errors import DecisionsAtRiskError, OutputError, UsageError
from penempatan.report.write_faults import reason_of, write_errors

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def new_file(target: Path, suffix: str, *, overwrite: bool) -> Iterator[Path]:
    """Give a temporary path beside `target`; it takes the name of `target` once the block has ended well.

    Raises UsageError for another suffix, DecisionsAtRiskError when the file exists, OutputError when the
    folder cannot be written to.
    """
    if target.suffix.casefold() != suffix:
        raise UsageError(f"Nama berkas harus berakhiran {suffix}: {target.name}")
    if target.is_dir():
        raise UsageError(f"{target} adalah folder; beri nama berkas {suffix} di dalamnya.")
    if target.exists() and not overwrite:
        raise DecisionsAtRiskError(f"{target} sudah ada. Pakai nama lain, atau --timpa untuk menggantinya.")
    staging = target.with_name(f".penempatan-{os.getpid()}{suffix}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield staging
        staging.replace(target)
    except write_errors() as error:
        raise OutputError(f"{target} tidak dapat ditulis: {reason_of(error)}.") from error
    finally:
        with suppress(OSError):  # nothing to tidy up where nothing could be made
            staging.unlink(missing_ok=True)


def refuse_full_folder(folder: Path, *, overwrite: bool) -> None:
    """Refuse a folder that holds something already, unless told to write into it."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} adalah berkas, bukan folder. Pakai nama lain.")
    if folder.is_dir() and not overwrite and any(folder.iterdir()):
        raise DecisionsAtRiskError(f"Folder {folder} sudah berisi. Pakai nama lain, atau --timpa.")
