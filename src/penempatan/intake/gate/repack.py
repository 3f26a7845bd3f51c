"""A zip package of our own making: parts as they are, uncompressed, so that packing costs one copy."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_VERSION, _DATE = 20, 33  # 2.0; 1 January 1980
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")


def stored_package(parts: Mapping[str, bytes]) -> bytes:
    """Return a package with the parts in their order. Names are ASCII; the whole stays far below 4 GB."""
    pieces: list[bytes] = []
    directory: list[bytes] = []
    begin = 0
    for name, content in parts.items():
        raw, crc, size = name.encode("ascii"), zlib.crc32(content), len(content)
        pieces += (
            _LOCAL.pack(b"PK\3\4", _VERSION, 0, 0, 0, _DATE, crc, size, size, len(raw), 0),
            raw,
            content,
        )
        directory += (
            _CENTRAL.pack(
                b"PK\1\2", _VERSION, _VERSION, 0, 0, 0, _DATE, crc, size, size, len(raw), 0, 0, 0, 0, 0, begin
            ),
            raw,
        )
        begin += _LOCAL.size + len(raw) + size
    listing = b"".join(directory)
    end = _END.pack(b"PK\5\6", 0, 0, len(parts), len(parts), len(listing), begin, 0)
    return b"".join((*pieces, listing, end))
