"""The gate in front of the reader of .ods: extent, errors and formulas of content.xml, and no DOCTYPE.

A spreadsheet of LibreOffice says “this row 1,048,576 times”; a reader that believes it fills the memory. Only
repetitions of cells that hold something count here, and they are bounded before any reader starts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from penempatan.intake.gate.excel import CheckedBook, CheckedSheet
from penempatan.intake.gate.facts import SheetFacts, address
from penempatan.intake.gate.fault import LOCKED, UNLOCK, FileFault
from penempatan.intake.gate.limits import MAX_AREA, MAX_COLUMNS, MAX_ROWS, MAX_TEXT
from penempatan.intake.gate.repack import stored_package
from penempatan.intake.gate.xml_part import PartParser, Work, check_text, check_unread

if TYPE_CHECKING:
    from penempatan.intake.gate.container import Container

_SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT = f"{_SPACE}table:1.0", f"{_SPACE}office:1.0", f"{_SPACE}text:1.0"
_CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
_MIME = b"application/vnd.oasis.opendocument.spreadsheet"
_CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"
_PLAIN_MANIFEST = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n'
    b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
)
_NOT_CALCULATED = "rumus yang belum pernah dihitung"
_ERROR_MARKS = ("#", "Err:")


class _Content(PartParser):
    """Follows tables, rows and cells; `sheets` keeps the facts by name, in order."""

    def __init__(self, work: Work | None) -> None:
        super().__init__(work)
        self.sheets: dict[str, SheetFacts] = {}
        self._facts: SheetFacts | None = None
        self._title = ""
        self._row = self._column = 0
        self._row_times = self._cell_times = 1
        self._row_filled = False
        self._cell_depth = self._paragraph = 0
        self._text = ""
        self._cell: dict[str, str] = {}
        self.listen()

    def opened(self, namespace: str, name: str, attributes: dict[str, str]) -> None:
        if namespace == _TABLE and name in ("table", "table-row", "table-cell", "covered-table-cell"):
            if self._cell_depth:
                raise FileFault("berkas memuat tabel di dalam sel", sheet=self._title)
            if name == "table":
                self._open_table(attributes)
            elif self._facts is not None:
                self._open_part(name, attributes)
        elif self._cell_depth and (namespace, name) == (_TEXT, "p") and self.depth == self._cell_depth + 1:
            self._paragraph = self.depth

    def closed(self, namespace: str, name: str) -> None:
        if self.depth == self._paragraph:
            self._paragraph = 0
        elif namespace == _TABLE and self._facts is not None:
            if self.depth == self._cell_depth:
                self._close_cell(self._facts)
            elif name == "table-row":
                self._row += self._row_times
            elif name == "table":
                self._facts = None

    def text(self, text: str) -> None:
        if self._paragraph and len(self._text) <= MAX_TEXT:
            self._text += text

    def interrupted(self, *_: str) -> None:
        if self._paragraph:
            raise FileFault("berkas rusak: sel memuat komentar XML", sheet=self._title)

    def _open_table(self, attributes: dict[str, str]) -> None:
        self._title = attributes.get(f"{_TABLE} name", "")
        if self._facts is not None or self._title in self.sheets:
            raise FileFault("dua lembar memakai nama atau isi yang sama", sheet=self._title)
        self._facts = self.sheets[self._title] = SheetFacts()
        self._row = 0

    def _open_part(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table-row":
            self._row_times = _times(attributes.get(f"{_TABLE} number-rows-repeated", "1"), self._title)
            self._column = 0
            if attributes.get(f"{_TABLE} visibility", "visible") != "visible" and self._facts is not None:
                self._facts.hidden_rows += self._row_times if self._row_times <= MAX_ROWS else 0
            return
        self._cell_times = _times(attributes.get(f"{_TABLE} number-columns-repeated", "1"), self._title)
        self._cell = attributes
        self._cell_depth = self.depth
        self._text = ""

    def _close_cell(self, facts: SheetFacts) -> None:
        row, column = self._row, self._column
        self._cell_depth = 0
        self._column += self._cell_times
        kind = self._cell.get(f"{_OFFICE} value-type")
        formula = self._cell.get(f"{_TABLE} formula")
        if kind is None and formula is None and not self._text:
            return
        last_row, last_column = row + self._row_times, column + self._cell_times
        if last_row > MAX_ROWS or last_column > MAX_COLUMNS or last_row * last_column > MAX_AREA:
            cell = address(row, column)
            raise FileFault(
                f"lembar ini terlalu besar: sel {cell} atau salinannya terlalu jauh",
                f"Hapus isi dan format di sekitar dan sesudah sel {cell}, lalu simpan ulang.",
                sheet=self._title,
                cell=cell,
            )
        spanned = self._cell.get(f"{_TABLE} number-rows-spanned", "1")
        if spanned != "1" and (tall := _times(spanned, self._title)) > 1:
            facts.merged.append((row, column, row + tall - 1))
        facts.rows = max(facts.rows, last_row)
        facts.columns = max(facts.columns, last_column)
        if formula is not None:
            facts.add_formula(formula, row, column)
        what = self._trouble(kind, formula)
        if what:
            for one in range(row, last_row):
                facts.broken.update(((one, place), what) for place in range(column, last_column))

    def _trouble(self, kind: str | None, formula: str | None) -> str:
        if len(self._text) > MAX_TEXT:
            raise FileFault(f"berkas memuat teks sel yang lebih dari {MAX_TEXT} karakter", sheet=self._title)
        if self._cell.get(f"{_CALC} value-type") == "error" or (
            formula is not None and self._text.startswith(_ERROR_MARKS)
        ):
            return f"galat {self._text}" if self._text else "galat rumus"
        return _NOT_CALCULATED if formula is not None and kind is None else ""


def check_ods(package: Container) -> CheckedBook:
    """Check an .ods and repack what its reader needs; FileFault when it must not be read."""
    if b"encryption-data" in _whole(package, _MANIFEST):
        raise FileFault(LOCKED, UNLOCK)
    for key, member in package.members.items():
        if key.endswith((".xml", ".rdf")) and key not in (_CONTENT, _MANIFEST.casefold()) and member.size:
            check_unread(package.take(member.name), package.work)
    content = package.take(_CONTENT)
    check_text(content)
    parser = _Content(package.work)
    parser.feed(content, final=True)
    if not parser.sheets:
        raise FileFault("buku kerja ini tidak berisi satu lembar pun")
    parts = {"mimetype": _MIME, _CONTENT: content, _MANIFEST: _PLAIN_MANIFEST}
    sheets = tuple(CheckedSheet(name, True, facts) for name, facts in parser.sheets.items())
    return CheckedBook(stored_package(parts), sheets)


def _whole(package: Container, name: str) -> bytes:
    if name not in package:
        return b""
    content = package.take(name)
    check_text(content)
    return content


def _times(text: str, title: str) -> int:
    """Return a repeat count; huge ones are honest for cells that hold nothing."""
    if not (text.isascii() and text.isdigit()) or len(text) > 9 or int(text) < 1:
        raise FileFault("berkas rusak: pengulangan sel di lembar ini tidak sah", sheet=title)
    return int(text)
