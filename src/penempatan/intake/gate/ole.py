"""The container of old .xls files: sectors and chains, followed only as far as the file goes."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from penempatan.intake.gate.fault import DAMAGED, SAVE_AS, FileFault

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = 512
_IN_HEADER = 109  # FAT sectors that the header itself lists
_LAST_SECTOR = 0xFFFFFFFA  # the numbers above mean free, end of chain, …
_ENTRY = 128
_STREAM, _ROOT = 2, 5
_MINI_SHIFT, _MINI_LIMIT = 6, 4096


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    start: int
    size: int


def read_streams(data: bytes) -> dict[str, bytes]:
    """Return the streams of an OLE2 file by folded name; FileFault for chains that loop or leave the file."""
    if len(data) < _HEADER or not data.startswith(SIGNATURE):
        raise _damaged()
    shift = struct.unpack_from("<H", data, 30)[0]
    if shift not in (9, 12):
        raise _damaged()
    (first_directory,) = struct.unpack_from("<I", data, 48)
    (first_mini,) = struct.unpack_from("<I", data, 60)
    fat = _fat(data, shift)
    entries = _entries(_chain(data, fat, first_directory, shift))
    root = next((entry for entry in entries if entry.kind == _ROOT), None)
    minis = _numbers(_chain(data, fat, first_mini, shift)) if first_mini < _LAST_SECTOR else ()
    pool = _chain(data, fat, root.start, shift) if root is not None and root.start < _LAST_SECTOR else b""
    streams: dict[str, bytes] = {}
    for entry in entries:
        if entry.kind != _STREAM or entry.name in streams:
            continue
        if entry.size >= _MINI_LIMIT:
            content = _chain(data, fat, entry.start, shift)
        elif entry.size:
            content = _chain(pool, minis, entry.start, _MINI_SHIFT, offset=0)
        else:
            content = b""
        streams[entry.name] = content[: entry.size]
    return streams


def _fat(data: bytes, shift: int) -> tuple[int, ...]:
    """Return the sector table: for each sector the one that follows it."""
    listed = list(struct.unpack_from(f"<{_IN_HEADER}I", data, 76))
    (following,) = struct.unpack_from("<I", data, 68)
    size = 1 << shift
    seen: set[int] = set()
    while following < _LAST_SECTOR:
        if following in seen:
            raise _damaged()
        seen.add(following)
        numbers = _numbers(_sector(data, following, shift))
        listed.extend(numbers[:-1])
        following = numbers[-1]
    table = b"".join(_sector(data, sector, shift) for sector in listed if sector < _LAST_SECTOR)
    if len(table) > len(data) + size:
        raise _damaged()
    return _numbers(table)


def _chain(data: bytes, table: tuple[int, ...], start: int, shift: int, offset: int = -1) -> bytes:
    """Return the bytes of a chain of sectors; `offset` is where sector 0 begins (-1: after the header)."""
    pieces: list[bytes] = []
    sector = start
    limit = (len(data) >> shift) + 1
    while sector < _LAST_SECTOR:
        if sector >= len(table) or len(pieces) > limit:
            raise _damaged()
        pieces.append(_sector(data, sector, shift, offset))
        sector = table[sector]
    return b"".join(pieces)


def _sector(data: bytes, sector: int, shift: int, offset: int = -1) -> bytes:
    at = (sector << shift) + ((1 << shift) if offset < 0 else offset)
    piece = data[at : at + (1 << shift)]
    if not piece:
        raise _damaged()
    return piece.ljust(1 << shift, b"\0")  # the last one may be cut short


def _numbers(content: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])


def _entries(directory: bytes) -> list[_Entry]:
    entries: list[_Entry] = []
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        length, kind = struct.unpack_from("<HB", directory, at + 64)
        start, size = struct.unpack_from("<2I", directory, at + 116)
        name = directory[at : at + min(max(length - 2, 0), 62)].decode("utf-16-le", "replace")
        entries.append(_Entry(name.casefold(), kind, start, size))
    return entries


def _damaged() -> FileFault:
    return FileFault(DAMAGED, SAVE_AS)
