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

DECISIONS = "keputusan.csv"  # decisions read back from the workbook, only ever added to
DISPUTES = "perlu-diputuskan.xlsx"  # rows on which approvers disagree, to be settled and read back
NOTES = "komentar.csv"  # remarks and comments read back from workbooks, only ever added to
TRAIL = "jejak.jsonl"  # the chain of custody, only ever added to


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, lower-case hex; OSError when it cannot be read."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
