"""The files of a result folder: their fixed names, and the hash that tells one version from another."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

WORKBOOK = "usulan.xlsx"
PLACEMENTS = "penempatan.csv"
PROOF = "bukti.json"
RECORD = "rekam.json"  # written last: without it there is no result
OUTPUTS = (WORKBOOK, PLACEMENTS, PROOF, RECORD)

DECISIONS = "keputusan.csv"  # decisions read back from the workbook


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, lower-case hex; OSError when it cannot be read."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
