"""The chain of custody: whatever byte is touched, the first broken line is named."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from penempatan.report.files import TRAIL
from penempatan.report.trail import (
    EventKind,
    TrailBrokenError,
    append_event,
    read_chain,
    read_trail,
    trail_line,
)

if TYPE_CHECKING:
    from pathlib import Path

START = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


def small_trail() -> bytes:
    """Return a trail of a run, two reviews and a decree."""
    data = b""
    kinds = (EventKind.PLAN, EventKind.REVIEW, EventKind.REVIEW, EventKind.DECREE)
    for hour, kind in enumerate(kinds):
        facts = {"masukan": {"pegawai": "ab" * 32}, "penempatan_sha256": f"{hour}" * 64}
        data += trail_line(data, kind, facts, moment=START + timedelta(hours=hour), by="Sekretaris Tim é")
    return data


def test_what_is_appended_is_read_back(tmp_path: Path) -> None:
    """Two events in a folder: numbered, chained, with their facts."""
    append_event(tmp_path, EventKind.PLAN, {"aturan_sha256": "1" * 64})
    append_event(tmp_path, EventKind.REVIEW, {"keputusan_sha256": "2" * 64})
    first, second = read_trail(tmp_path / TRAIL)
    assert (first.number, first.kind, second.number, second.kind) == (1, "susun", 2, "tinjau")
    assert second.previous == first.hash
    assert second.facts == {"keputusan_sha256": "2" * 64}


def test_every_byte_is_guarded() -> None:
    """Flip any bit pattern of any byte of the file: a line at or before the byte's own is named broken."""
    data = small_trail()
    assert len(read_chain(data)) == 4
    for position in range(len(data)):
        line = data[:position].count(b"\n") + 1
        for flip in (0x01, 0x20, 0x80):
            tampered = data[:position] + bytes([data[position] ^ flip]) + data[position + 1 :]
            with pytest.raises(TrailBrokenError) as broken:
                read_chain(tampered)
            assert broken.value.line == line
            assert f"baris {line}:" in str(broken.value)


@pytest.mark.parametrize("line", range(3))
def test_a_line_taken_out_or_repeated_is_named(line: int) -> None:
    """Without a line, or with one twice, the chain breaks where it no longer joins."""
    lines = small_trail().splitlines(keepends=True)
    for tampered in ([*lines[:line], *lines[line + 1 :]], [*lines[: line + 1], *lines[line:]]):
        with pytest.raises(TrailBrokenError) as broken:
            read_chain(b"".join(tampered))
        assert broken.value.line == (line + 1 if len(tampered) < 4 else line + 2)


def test_nothing_is_appended_to_a_broken_chain(tmp_path: Path) -> None:
    """A trail with a changed line refuses the next event and stays as it was."""
    append_event(tmp_path, EventKind.PLAN, {})
    path = tmp_path / TRAIL
    path.write_bytes(tampered := path.read_bytes().replace(b"susun", b"sisun"))
    with pytest.raises(TrailBrokenError):
        append_event(tmp_path, EventKind.REVIEW, {})
    assert path.read_bytes() == tampered
    assert [one.name for one in tmp_path.iterdir()] == [TRAIL]
