"""An XML part, parsed strictly and streaming: UTF-8, no DOCTYPE, bounded depth and attributes."""

from __future__ import annotations

from dataclasses import dataclass
from xml.parsers import expat

from penempatan.intake.gate.fault import SAVE_AS, FileFault
from penempatan.intake.gate.limits import MAX_ATTRIBUTES, MAX_DEPTH, MAX_XML_WORK, PARSED_UNREAD

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT_ROOT = "http://purl.oclc.org/ooxml/"
_ENCODINGS = frozenset({"utf-8", "us-ascii", "ascii"})
_ILL_FORMED = "berkas rusak: salah satu bagiannya bukan XML yang sah"
_DOCTYPE = "berkas memuat deklarasi DOCTYPE yang tidak boleh ada di buku kerja"
_STRICT = (
    "disimpan sebagai Strict Open XML, yang oleh sebagian program terbaca kosong",
    "Buka di Excel, pilih Simpan Sebagai, jenis Excel Workbook (.xlsx) biasa, bukan “Strict Open XML”.",
)


@dataclass(slots=True)
class Work:
    """What all parts of one file together may still cost: elements and attributes that Python handles."""

    left: int = MAX_XML_WORK

    def spend(self, amount: int) -> None:
        """Take from what is left; FileFault when there is no more."""
        self.left -= amount
        if self.left < 0:
            raise FileFault("berkas terlalu besar untuk diperiksa sel demi sel", SAVE_AS)


class PartParser:
    """Parses one part; subclasses see elements as (namespace, local name) through `opened` and `closed`.

    `depth` counts the open elements, the root being 1. Text comes to `text` in whole runs.
    """

    def __init__(self, work: Work | None = None) -> None:
        self.depth = 0
        self._work = Work() if work is None else work
        parser = self._expat = expat.ParserCreate("utf-8", " ")
        parser.buffer_text = True
        parser.XmlDeclHandler = _check_declaration
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end

    def feed(self, content: bytes, final: bool = False) -> None:
        """Parse some more bytes; FileFault where they are not what a workbook may hold."""
        try:
            self._expat.Parse(content, final)
        except expat.ExpatError as fault:
            raise FileFault(_ILL_FORMED) from fault

    def listen(self) -> None:
        """Begin to hear text, and what may interrupt it; parsing is faster without."""
        self._expat.CharacterDataHandler = self.text
        self._expat.CommentHandler = self.interrupted
        self._expat.ProcessingInstructionHandler = self.interrupted

    def opened(self, namespace: str, name: str, attributes: dict[str, str]) -> None:
        """An element begins; `depth` counts it already."""

    def closed(self, namespace: str, name: str) -> None:
        """An element ends; `depth` still counts it."""

    def text(self, text: str) -> None:
        """Text between two tags."""

    def interrupted(self, *_: str) -> None:
        """A comment or a processing instruction, after which some readers take a text for ended."""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self._work.spend(1 + len(attributes))
        if self.depth > MAX_DEPTH or len(attributes) > MAX_ATTRIBUTES:
            raise FileFault("berkas memuat XML yang bertingkat terlalu dalam atau beratribut terlalu banyak")
        namespace, _, local = name.rpartition(" ")
        self.opened(namespace, local, attributes)

    def _end(self, name: str) -> None:
        namespace, _, local = name.rpartition(" ")
        self.closed(namespace, local)
        self.depth -= 1


def check_text(content: bytes) -> None:
    """Refuse bytes that are not UTF-8, the only encoding that all readers take alike."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in content:
        raise FileFault("bagian berkas tidak memakai UTF-8")
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise FileFault("bagian berkas tidak memakai UTF-8 yang sah") from fault


def check_unread(content: bytes, work: Work | None = None) -> None:
    """Check a part that no reader gets: its bytes whole, its structure up to a size."""
    check_text(content)
    if b"<!DOCTYPE" in content:  # in UTF-8 it cannot be written in another way
        raise FileFault(_DOCTYPE)
    if len(content) <= PARSED_UNREAD:
        PartParser(work).feed(content, final=True)


def refuse_strict(namespace: str) -> None:
    """Refuse a workbook in the ISO strict namespaces."""
    if namespace.startswith(STRICT_ROOT):
        raise FileFault(*_STRICT)


def _check_declaration(version: str, encoding: str | None, standalone: int) -> None:
    if encoding is not None and encoding.casefold() not in _ENCODINGS:
        raise FileFault("bagian berkas tidak memakai UTF-8")


def _refuse_doctype(*_: object) -> None:
    raise FileFault(_DOCTYPE)
