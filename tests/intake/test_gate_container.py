"""The zip container: what programs could see differently, or what explodes, is refused with its reason."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Callable

import pytest

from penempatan.intake.gate import container
from penempatan.intake.gate.container import open_container
from penempatan.intake.gate.fault import FileFault
from penempatan.intake.gate.repack import stored_package

PARTS = {"a.xml": b"<a/>", "folder/b.xml": b"<b>" + b"x" * 500 + b"</b>"}


def packed(parts: dict[str, bytes] | None = None, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a package as Python writes it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name, content in (PARTS if parts is None else parts).items():
            package.writestr(name, content)
    return out.getvalue()


def reason(data: bytes) -> str:
    """Return why a package is refused, when it is opened or when all its members are read."""
    with pytest.raises(FileFault) as caught:
        opened = open_container(data)
        for member in opened.members.values():
            opened.take(member.name)
    assert caught.value.remedy
    return caught.value.reason


def patched(data: bytes, mark: bytes, offset: int, value: bytes) -> bytes:
    """Return the package with bytes of its last record of a kind replaced."""
    at = data.rindex(mark) + offset
    return data[:at] + value + data[at + len(value) :]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_plain_package_is_read(method: int) -> None:
    """Stored and deflated members come back as they went in, under any case and slash."""
    opened = open_container(packed(method=method))
    assert opened.take("FOLDER\\B.xml") == PARTS["folder/b.xml"]
    assert "a.xml" in opened
    assert "c.xml" not in opened


def test_members_of_unknown_length_are_read() -> None:
    """Streaming writers put sizes behind the member (a data descriptor); that is honest and common."""

    class Pipe(io.RawIOBase):
        """Cannot seek, so zipfile writes descriptors."""

        def __init__(self) -> None:
            self.written = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            self.written += bytes(data)  # type: ignore[call-overload]
            return len(bytes(data))  # type: ignore[call-overload]

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("a.xml", b"<a/>" * 100)
    opened = open_container(bytes(pipe.written))
    assert opened.take("a.xml") == b"<a/>" * 100


def test_our_own_packages_are_read_by_python_and_by_us() -> None:
    """What the gate packs for the readers is a zip like any other."""
    data = stored_package(PARTS)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        assert {name: package.read(name) for name in package.namelist()} == PARTS
    assert open_container(data).take("folder/b.xml") == PARTS["folder/b.xml"]


DAMAGE: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "cut in half": (lambda data: data[: len(data) // 2], "terpotong"),
    "something before it": (lambda data: b"x" * 10 + data, "rusak"),
    "something after it": (lambda data: data + b"x", "lebih dari satu arsip"),
    "a zip in its comment": (
        lambda data: data[:-2] + struct.pack("<H", len(data)) + data,
        "lebih dari satu arsip",
    ),
    "a wrong checksum on both sides": (
        lambda data: patched(patched(data, b"PK\1\2", 16, b"\1\2\3\4"), b"PK\3\4", 14, b"\1\2\3\4"),
        "tidak utuh",
    ),
    "a checksum that differs between the sides": (
        lambda data: patched(data, b"PK\3\4", 14, b"\1\2\3\4"),
        "tidak sesuai",
    ),
    "a smaller size on both sides": (
        lambda data: patched(patched(data, b"PK\1\2", 24, b"\x0a\0\0\0"), b"PK\3\4", 22, b"\x0a\0\0\0"),
        "tidak sesuai",
    ),
    "another method on one side": (lambda data: patched(data, b"PK\3\4", 8, b"\0\0"), "tidak sesuai"),
    "a method nobody uses": (lambda data: patched(data, b"PK\1\2", 10, b"\x0e\0"), "pemampatan"),
    "the flag of encryption": (lambda data: patched(data, b"PK\1\2", 8, b"\1\0"), "kata sandi"),
    "another name on one side": (lambda data: patched(data, b"PK\3\4", 30, b"F"), "tidak sesuai"),
    "one member inside another": (lambda data: patched(data, b"PK\1\2", 42, b"\0\0\0\0"), "tidak sesuai"),
    "more entries than it has": (lambda data: patched(data, b"PK\5\6", 8, b"\3\0\3\0"), "terpotong"),
    "fewer entries than it has": (lambda data: patched(data, b"PK\5\6", 8, b"\1\0\1\0"), "tidak sesuai"),
    "a second disk": (lambda data: patched(data, b"PK\5\6", 4, b"\1\0"), "tidak sesuai"),
}


@pytest.mark.parametrize("what", DAMAGE)
def test_a_container_that_contradicts_itself_is_refused(what: str) -> None:
    """Each of these is read by some program, and not alike by all."""
    damage, words = DAMAGE[what]
    assert words in reason(damage(packed()))


def test_overlapping_members_are_refused() -> None:
    """A member inside the bytes of another: Python up to 3.11.7 reads both (CVE-2024-0450)."""
    inner = stored_package({"b.xml": b"x" * 90})
    local_end, listed_end = inner.index(b"PK\1\2"), inner.index(b"PK\5\6")
    outer = stored_package({"a.xml": inner[:local_end]})
    directory = outer.index(b"PK\1\2", 30 + 5 + local_end)
    begin = struct.pack("<I", 30 + len("a.xml"))
    entry = inner[local_end:listed_end]
    entry = entry[:42] + begin + entry[46:]
    listing = outer[directory : outer.index(b"PK\5\6")] + entry
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 2, 2, len(listing), directory, 0)
    assert "menindih" in reason(outer[:directory] + listing + end)


@pytest.mark.parametrize("name", ["../a.xml", "/a.xml", "a/../../b.xml", "C:/a.xml", "..\\a.xml"])
def test_unsafe_names_are_refused(name: str) -> None:
    """Nothing is ever extracted, but a name that leaves the package is no accident."""
    assert "tidak aman" in reason(packed({name: b"<a/>"}))


def test_names_that_differ_in_case_only_are_refused() -> None:
    """Windows programs take the one, others the other."""
    assert "dua kali" in reason(packed({"xl/sheet1.xml": b"<a/>", "xl/Sheet1.xml": b"<b/>"}))


def test_one_name_twice_is_refused() -> None:
    """Readers differ on which one counts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        package.writestr("a.xml", b"<a/>")
        package.writestr("a.xml", b"<b/>")
    assert "dua kali" in reason(out.getvalue())


def test_a_symbolic_link_is_refused() -> None:
    """A member that is a link to a file of the system."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        link = zipfile.ZipInfo("a.xml")
        link.create_system = 3
        link.external_attr = 0o120777 << 16
        package.writestr(link, "/etc/hostname")
    assert "tautan" in reason(out.getvalue())


def test_a_part_that_swells_is_refused_when_it_is_read() -> None:
    """Five megabytes of blanks in five kilobytes: nothing honest shrinks like that."""
    assert "membengkak" in reason(packed({"a.xml": b" " * 5_000_000}))


def test_a_part_that_nobody_reads_may_swell() -> None:
    """An unread picture costs nothing, so it is left alone."""
    opened = open_container(packed({"a.xml": b"<a/>", "x.bin": b" " * 5_000_000}))
    assert opened.take("a.xml") == b"<a/>"


def test_the_budget_counts_what_was_inflated(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many parts below the limit are together above it."""
    monkeypatch.setattr(container, "MAX_DECLARED", 10**9)
    opened = open_container(packed())
    opened.budget = 300
    opened.take("a.xml")
    with pytest.raises(FileFault, match="terlalu besar"):
        opened.take("folder/b.xml")


def test_a_directory_that_declares_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The declared total is bounded before anything is inflated."""
    monkeypatch.setattr(container, "MAX_DECLARED", 100)
    assert "terlalu besar" in reason(packed())
