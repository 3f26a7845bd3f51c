"""`jejak.jsonl`: one line for every run, review and decree, each sealed with the hash of the line before.

A line is canonical JSON (keys sorted, no blanks, UTF-8); its `hash` is SHA-256 over the same object without
it. A byte that changes anywhere changes a line's hash or its form; a line that goes missing breaks the next
one's `sebelumnya`; a missing tail shows where the last run or review is not the one that the record names.
"""

from __future__ import annotations

import getpass
import hashlib
import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any

from penempatan.report.files import DECISIONS, PLACEMENTS, TRAIL
from penempatan.settings.loader import as_toml_dict

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from penempatan.report.run import RunReport

START = "0" * 64  # what the first line has before it
_KEYS = ("urutan", "waktu", "peristiwa", "oleh", "sebelumnya", "hash")


class EventKind(Enum):
    """What happened in a result folder; the value is the word in the file."""

    PLAN = "susun"
    REVIEW = "tinjau"
    DECREE = "sk"


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the trail, as read back."""

    number: int  # 1-based
    moment: datetime
    kind: str
    by: str
    facts: Mapping[str, Any]
    previous: str
    hash: str


class TrailBrokenError(ValueError):
    """The chain is broken; `line` is the first broken one (1-based), the message an Indonesian sentence."""

    def __init__(self, line: int, why: str) -> None:
        self.line = line
        super().__init__(f"{TRAIL} baris {line}: {why}")


def trail_line(
    before: bytes, kind: EventKind, facts: Mapping[str, Any], *, moment: datetime | None = None, by: str = ""
) -> bytes:
    """Return the next line for a trail with the bytes `before`, its line end included.

    `facts` are JSON values by their Indonesian names: `masukan` {role: sha256}, `aturan_sha256`,
    `penempatan_sha256`, `keputusan_sha256` and what the event adds. Raises TrailBrokenError when the chain so
    far does not hold: nothing is ever appended to a broken chain.
    """
    events = read_chain(before)
    body = {
        **facts,
        "urutan": len(events) + 1,
        "waktu": (moment or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="seconds"),
        "peristiwa": kind.value,
        "oleh": by or who(),
        "sebelumnya": events[-1].hash if events else START,
    }
    body["hash"] = _hash(body)
    return _canonical(body) + b"\n"


def facts_of(run: RunReport, hashes: Mapping[str, str], seal: str) -> dict[str, Any]:
    """Return what a run or a review says of itself; `hashes` are those of its files by name."""
    rules = json.dumps(as_toml_dict(run.settings), ensure_ascii=False, sort_keys=True, default=str)
    return {
        "id_usulan": run.meta.run_id,
        "versi": run.meta.version,
        "masukan": {f"{one.role}|{one.name}|{one.sheet}": one.sha256 for one in run.problem.sources},
        "aturan_sha256": hashlib.sha256(rules.encode("utf-8")).hexdigest(),
        "penempatan_sha256": hashes[PLACEMENTS],
        "keputusan_sha256": hashes.get(DECISIONS, ""),
        "segel": seal,
    }


def append_event(folder: Path, kind: EventKind, facts: Mapping[str, Any]) -> Event:
    """Append one event to the trail of a result folder and return it.

    Raises TrailBrokenError when the chain there does not hold, OSError when it cannot be written: the file is
    then as it was.
    """
    path = folder / TRAIL
    before = path.read_bytes() if path.exists() else b""
    line = trail_line(before, kind, facts)
    draft = path.with_name(f".{TRAIL}.baru")
    try:
        with draft.open("wb") as stream:
            stream.write(before + line)
            stream.flush()
            os.fsync(stream.fileno())
        draft.chmod(0o600)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return read_chain(before + line)[-1]


def read_trail(path: Path) -> tuple[Event, ...]:
    """Return the events of a trail file, oldest first; TrailBrokenError naming the first broken line."""
    return read_chain(path.read_bytes()) if path.exists() else ()


def read_chain(data: bytes) -> tuple[Event, ...]:
    """Return the events of a trail's bytes; TrailBrokenError naming the first broken line."""
    if not data:
        return ()
    lines = data.split(b"\n")
    if lines[-1]:
        _judge(lines[:-1])  # an earlier broken line is the first one
        raise TrailBrokenError(len(lines), "terpotong, tidak diakhiri ganti baris")
    return tuple(_judge(lines[:-1]))


def _judge(lines: list[bytes]) -> list[Event]:
    events: list[Event] = []
    previous = START
    for number, line in enumerate(lines, start=1):
        event = _event(number, line)
        if event.previous != previous:
            raise TrailBrokenError(number, "tidak menyambung pada baris sebelumnya")
        previous = event.hash
        events.append(event)
    return events


def _event(number: int, line: bytes) -> Event:
    try:
        body = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError) as fault:
        raise TrailBrokenError(number, "tidak terbaca sebagai JSON") from fault
    if not isinstance(body, dict) or any(key not in body for key in _KEYS):
        raise TrailBrokenError(number, "tidak memuat semua keterangan yang wajib ada")
    if _canonical(body) != line:
        raise TrailBrokenError(number, "bentuknya berubah sejak ditulis")
    if _hash({key: value for key, value in body.items() if key != "hash"}) != body["hash"]:
        raise TrailBrokenError(number, "isinya berubah sejak ditulis")
    if body["urutan"] != number:
        raise TrailBrokenError(number, f"nomor urutnya {body['urutan']}")
    try:
        moment = datetime.fromisoformat(body["waktu"])
    except (TypeError, ValueError) as fault:
        raise TrailBrokenError(number, "waktunya tidak terbaca") from fault
    facts = {key: value for key, value in body.items() if key not in _KEYS}
    return Event(
        number, moment, str(body["peristiwa"]), str(body["oleh"]), facts, body["sebelumnya"], body["hash"]
    )


def who() -> str:
    """Return the account that runs the program; empty where the system does not say."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


def _hash(body: Mapping[str, Any]) -> str:
    return hashlib.sha256(_canonical(body)).hexdigest()


def _canonical(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )
