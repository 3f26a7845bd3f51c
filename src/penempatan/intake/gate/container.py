"""A zip package, read strictly: what any two programs could see differently is refused.

Python's zipfile trusts the directory at the end; other programs walk from the front. Here both must tell the
same story: the first member begins the file, no member overlaps another, local headers agree with the
directory, nothing follows the end, every member that is read inflates to exactly the size and the checksum
that it declares. (The overlap check of Python itself came with 3.11.8, CVE-2024-0450.)
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, field

from penempatan.intake.gate.fault import LOCKED, UNLOCK, FileFault
from penempatan.intake.gate.limits import (
    MAX_DECLARED,
    MAX_INFLATED,
    MAX_MEMBERS,
    MAX_RATIO,
    RATIO_FREE,
)
from penempatan.intake.gate.xml_part import Work

_END = struct.Struct("<4s4H2IH")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_LOCAL = struct.Struct("<4s5H3I2H")
_END64 = struct.Struct("<4sQ2H2I4Q")
_LOCATOR64 = struct.Struct("<4sIQI")
_STORED, _DEFLATED = 0, 8
_NEWEST = 63  # version of the format that a reader may be asked to know
_ENCRYPTED, _DESCRIPTOR, _STRONG, _UTF8 = 1, 8, 64, 2048
_FULL16, _FULL32 = 0xFFFF, 0xFFFFFFFF
_TORN = "berkas rusak atau terpotong"
_TWO = "berkas berisi lebih dari satu arsip"
_CONTRADICTS = "berkas rusak: daftar isinya tidak sesuai dengan isinya"


@dataclass(frozen=True, slots=True)
class Member:
    """One part of the package as the directory declares it."""

    name: str
    method: int
    crc: int
    packed: int
    size: int
    start: int  # of the packed bytes


@dataclass(slots=True)
class Container:
    """The members of a checked package by folded name, and a budget that reading them uses up."""

    data: bytes
    members: dict[str, Member]
    budget: int = MAX_INFLATED
    work: Work = field(default_factory=Work)
    _read: dict[str, bytes] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return folded(name) in self.members

    def take(self, name: str) -> bytes:
        """Return a part, inflated once and handed out once, so that memory holds it no longer than needed."""
        key = folded(name)
        kept = self._read.pop(key, None)
        return self._inflate(self.members[key]) if kept is None else kept

    def look(self, name: str) -> bytes:
        """Return a part that will be taken again."""
        key = folded(name)
        self._read[key] = content = self.take(name)
        return content

    def _inflate(self, member: Member) -> bytes:
        packed = memoryview(self.data)[member.start : member.start + member.packed]
        if member.size > RATIO_FREE and member.size > MAX_RATIO * max(member.packed, 1):
            raise FileFault("salah satu bagian berkas membengkak tidak wajar setelah dibuka")
        if member.size > self.budget:
            raise too_large()
        if member.method == _STORED:
            content = bytes(packed)
        else:
            inflater = zlib.decompressobj(-zlib.MAX_WBITS)
            try:
                content = inflater.decompress(packed, member.size + 1)
            except zlib.error as fault:
                raise FileFault("berkas rusak: salah satu bagiannya tidak utuh") from fault
            if not inflater.eof or inflater.unused_data:
                raise FileFault("berkas rusak: ukuran salah satu bagiannya tidak sesuai")
        if len(content) != member.size or zlib.crc32(content) != member.crc:
            raise FileFault("berkas rusak: salah satu bagiannya tidak utuh")
        self.budget -= member.size
        return content


def folded(name: str) -> str:
    """Return a member name as programs that ignore case and slashes see it."""
    return name.replace("\\", "/").lstrip("/").casefold()


def too_large() -> FileFault:
    """Return the refusal of a package that inflates beyond the budget."""
    return FileFault(
        f"isi berkas terlalu besar setelah dibuka (lebih dari {MAX_INFLATED // 1_000_000} MB)",
        "Hapus lembar, gambar, dan format yang tidak perlu, lalu simpan ulang.",
    )


def open_container(data: bytes) -> Container:
    """Check the directory of a zip package against the file; FileFault where they differ or are too large."""
    start, size, count = _directory(data)
    if not count:
        raise FileFault("berkas kosong")
    if count > MAX_MEMBERS:
        raise FileFault("berkas berisi terlalu banyak bagian")
    members: dict[str, Member] = {}
    spans: list[tuple[int, int]] = []
    position, declared = start, 0
    for _ in range(count):
        member, begin, position = _member(data, position, start)
        key = folded(member.name)
        if key in members:
            raise FileFault("satu bagian berkas muncul dua kali, sehingga isinya dapat terbaca berbeda-beda")
        members[key] = member
        spans.append((begin, member.start + member.packed))
        declared += member.size
    if position != start + size:
        raise FileFault(_CONTRADICTS)
    spans.sort()
    if spans[0][0] != 0:
        raise FileFault(_TWO)
    bounds = [begin for begin, _ in spans[1:]] + [start]
    if any(end > bound for (_, end), bound in zip(spans, bounds, strict=True)):
        raise FileFault("berkas rusak: bagian-bagiannya saling menindih")
    if declared > MAX_DECLARED:
        raise too_large()
    return Container(data, members)


def _directory(data: bytes) -> tuple[int, int, int]:
    """Return start, size and entry count of the central directory, which must end at the end record."""
    at = data.rfind(b"PK\5\6", max(0, len(data) - _END.size - _FULL16))
    if at < 0 or at + _END.size > len(data):
        raise FileFault(_TORN)
    _, disk, first_disk, here, count, size, start, comment = _END.unpack_from(data, at)
    if at + _END.size + comment != len(data):
        raise FileFault(_TWO)
    if b"PK" in data[at + _END.size :] or data.find(b"PK\5\6", start, at) >= 0:
        raise FileFault(_TWO)
    end = at
    locator = at - _LOCATOR64.size
    if locator >= 0 and data.startswith(b"PK\6\7", locator):
        end = _LOCATOR64.unpack_from(data, locator)[2]
        if not data.startswith(b"PK\6\6", end) or end + _END64.size > locator:
            raise FileFault(_TORN)
        _, _, _, _, disk, first_disk, here, count, size, start = _END64.unpack_from(data, end)
    if disk or first_disk or here != count or start + size != end:
        raise FileFault(_CONTRADICTS)
    return start, size, count


def _member(data: bytes, position: int, directory: int) -> tuple[Member, int, int]:
    """Read one entry; return the member, where its local header begins, and where the next entry begins."""
    if position + _CENTRAL.size > len(data) or not data.startswith(b"PK\1\2", position):
        raise FileFault(_TORN)
    entry = _CENTRAL.unpack_from(data, position)
    made_by, flags, method = entry[1], entry[3], entry[4]
    crc, packed, size, name_size, extra_size, comment_size, disk = entry[7:14]
    mode, begin = entry[15], entry[16]
    name_at = position + _CENTRAL.size
    raw = data[name_at : name_at + name_size]
    extra = data[name_at + name_size : name_at + name_size + extra_size]
    size, packed, begin = _wide(extra, size, packed, begin)
    name = _name(raw, flags)
    if flags & (_ENCRYPTED | _STRONG):
        raise FileFault(LOCKED, UNLOCK)
    if method not in (_STORED, _DEFLATED):
        raise FileFault("berkas memakai cara pemampatan yang tidak lazim")
    if made_by >> 8 == 3 and (mode >> 28) == 0xA:
        raise FileFault("berkas memuat tautan simbolis, yang tidak boleh ada di buku kerja")
    if disk or entry[2] & 0xFF > _NEWEST or begin + _LOCAL.size > directory:
        raise FileFault(_CONTRADICTS)
    local = _LOCAL.unpack_from(data, begin)
    sign, _, local_flags, local_method = local[:4]
    local_crc, local_packed, local_size, local_name, local_extra = local[6:]
    start = begin + _LOCAL.size + local_name + local_extra
    local_raw = data[begin + _LOCAL.size : begin + _LOCAL.size + local_name]
    if _FULL32 in (local_size, local_packed):
        wide = data[begin + _LOCAL.size + local_name : start]
        local_size, local_packed, _ = _wide(wide, local_size, local_packed, 0)
    told = (local_crc, local_packed, local_size)
    later = flags & _DESCRIPTOR and all(
        one in (0, _FULL32, own) for one, own in zip(told, (crc, packed, size), strict=True)
    )
    if (
        sign != b"PK\3\4"
        or local_raw != raw
        or local_method != method
        or (local_flags ^ flags) & (_ENCRYPTED | _DESCRIPTOR)
        or not (told == (crc, packed, size) or later)
        or (method == _STORED and packed != size)
    ):
        raise FileFault(_CONTRADICTS)
    member = Member(name, method, crc, packed, size, start)
    return member, begin, name_at + name_size + extra_size + comment_size


def _wide(extra: bytes, size: int, packed: int, begin: int) -> tuple[int, int, int]:
    """Return sizes and offset with those that only the zip64 field holds."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind == 1:
            values = list(struct.unpack_from(f"<{min(length, len(extra) - at - 4) // 8}Q", extra, at + 4))
            wide = [values.pop(0) if one == _FULL32 and values else one for one in (size, packed, begin)]
            return wide[0], wide[1], wide[2]
        at += 4 + length
    return size, packed, begin


def _name(raw: bytes, flags: int) -> str:
    try:
        name = raw.decode("utf-8" if flags & _UTF8 else "cp437")
    except UnicodeDecodeError as fault:
        raise FileFault("nama salah satu bagian berkas tidak terbaca") from fault
    pieces = name.replace("\\", "/").split("/")
    if not name or "\0" in name or ".." in pieces or name.startswith(("/", "\\")) or ":" in pieces[0]:
        raise FileFault("nama salah satu bagian berkas tidak aman")
    return name
