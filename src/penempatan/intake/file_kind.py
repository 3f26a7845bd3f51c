"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

from enum import Enum

from penempatan.intake.gate.fault import LOCKED, SAVE_AS, UNLOCK, FileFault
from penempatan.intake.gate.ole import SIGNATURE
from penempatan.intake.html_table import is_html

_TEXT_SUFFIXES = frozenset({".csv", ".txt", ".tsv"})
_SPREADSHEET_2003 = b"urn:schemas-microsoft-com:office:spreadsheet"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_DELIMITERS = (b",", b";", b"\t", b"|")


class FileKind(Enum):
    """The ways of reading, with what people call the format."""

    CSV = "CSV"
    PACKAGE = "buku kerja"  # xlsx, xlsm, ods: told apart by what the package holds
    XLS = "buku kerja Excel 97–2003"
    HTML = "halaman HTML"


def kind_of(data: bytes, suffix: str) -> FileKind:
    """Tell the kind of a file; FileFault for what is no table that can be read, naming what it is."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not head:
        raise FileFault("berkas kosong", "Isi tabelnya, simpan, lalu ulangi.")
    if head.startswith((b"pk\3\4", b"pk\5\6")):
        return FileKind.PACKAGE
    if data.startswith(SIGNATURE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise FileFault(LOCKED, UNLOCK)
        return FileKind.XLS
    _refuse_other(data, head)
    if is_html(data):
        return FileKind.HTML
    if suffix not in _TEXT_SUFFIXES and not _is_text_table(data):
        raise FileFault("isinya bukan buku kerja Excel, dan bukan pula teks CSV", SAVE_AS)
    return FileKind.CSV


def misnamed(kind: FileKind, suffix: str) -> bool:
    """Whether the name promises another kind."""
    if kind is FileKind.CSV:
        return suffix not in _TEXT_SUFFIXES
    return suffix in _TEXT_SUFFIXES or (kind is FileKind.HTML and suffix not in (".htm", ".html"))


def _refuse_other(data: bytes, head: bytes) -> None:
    """Name the formats that people do send and that are no tables to us."""
    if head.startswith(b"%pdf"):
        raise FileFault("isinya PDF, bukan tabel", "Minta berkas Excel atau CSV aslinya.")
    if head.startswith(b"{\\rtf"):
        raise FileFault("isinya dokumen teks (RTF), bukan tabel", "Minta berkas Excel atau CSV aslinya.")
    if head.startswith((b"\x89png", b"\xff\xd8\xff", b"gif8", b"bm6")):
        raise FileFault("isinya gambar, bukan tabel", "Minta berkas Excel atau CSV aslinya.")
    if head.startswith((b"rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        raise FileFault("isinya arsip terkompresi", "Ekstrak dahulu, lalu pakai berkas Excel di dalamnya.")
    if head.startswith(b"mime-version:"):
        raise FileFault("isinya halaman web arsip tunggal (MHTML) yang diberi nama berkas Excel", SAVE_AS)
    if _SPREADSHEET_2003 in data[:4096]:
        raise FileFault("isinya XML Spreadsheet 2003 yang diberi nama berkas Excel", SAVE_AS)
    if (head.startswith(b"<?xml") or b"<!doctype" in head) and not is_html(data):
        raise FileFault("isinya XML, bukan tabel Excel atau CSV", SAVE_AS)


def _is_text_table(data: bytes) -> bool:
    """Whether bytes under another name look like delimited text at all."""
    if data.startswith(_UTF16):
        return True
    head = data[:65536]
    return (
        b"\0" not in head
        and any(mark in head for mark in _DELIMITERS)
        and b"\n" in head.replace(b"\r", b"\n")
    )
