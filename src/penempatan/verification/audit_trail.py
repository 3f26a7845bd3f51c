"""The chain of custody against the result beside it: whole, and about this very run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from penempatan.report.files import DECISIONS, PLACEMENTS, TRAIL
from penempatan.report.trail import EventKind, TrailBrokenError, read_trail

if TYPE_CHECKING:
    from pathlib import Path

    from penempatan.report.record import RunRecord
    from penempatan.verification.faults import Faults


def check_trail(record: RunRecord, result: Path, faults: Faults) -> None:
    """The chain holds, the line that the record names is its last run, and says what is there."""
    if not record.trail and not (result / TRAIL).exists():
        return  # a result of a version that kept no trail
    try:
        events = read_trail(result / TRAIL)
    except TrailBrokenError as fault:
        faults.add(str(fault))
        return
    except OSError as fault:
        faults.add(f"{TRAIL} tidak dapat dibuka ({fault.strerror})")
        return
    runs = [one for one in events if one.kind != EventKind.DECREE.value]
    if not runs:
        faults.add(f"{TRAIL} tidak memuat usulan ini; barisnya hilang")
        return
    last = runs[-1]
    if last.hash != record.trail:
        faults.add(f"{TRAIL} baris {last.number}: bukan baris yang dicatat rekam.json untuk usulan ini")
    expected = {
        "id_usulan": record.run_id,
        "penempatan_sha256": record.outputs.get(PLACEMENTS, ""),
        "keputusan_sha256": record.outputs.get(DECISIONS, ""),
        "segel": record.seal,
    }
    for name, value in expected.items():
        if last.facts.get(name) != value:
            faults.add(f"{TRAIL} baris {last.number}: {name} tidak sama dengan rekam.json")
