"""HTML pages saved under the name of a spreadsheet, as web systems of offices export them: their tables.

Every outermost table with a row becomes a sheet. A cell over several columns or rows stands in its first
place, the others stay blank, as in a spreadsheet. Scripts and styles are passed over; nothing is fetched.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from penempatan.intake.csv_table import UTF8_LETTER
from penempatan.intake.gate.fault import SAVE_AS, FileFault
from penempatan.intake.gate.limits import MAX_AREA, MAX_COLUMNS, MAX_HTML_BYTES, MAX_ROWS, MAX_TEXT

Span = tuple[int, int, int]  # first row, column, last row; 0-based

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.IGNORECASE)
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_KNOWN = {"utf-8": "utf-8", "utf8": "utf-8", "utf-16": "utf-16"}
_BREAKS = frozenset({"br", "p", "div", "li"})
_SILENT = frozenset({"script", "style"})
_BLANKS = re.compile(r"\s+")
_LOOKS_LIKE = re.compile(
    rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|meta|table|style|body|div)\b",
    re.IGNORECASE | re.DOTALL,
)


def is_html(data: bytes) -> bool:
    """Whether bytes begin as an HTML page does (or a part of one)."""
    head = data[:4096]
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            head = data[:8192].decode(encoding, "ignore").encode()
            break
    return _LOOKS_LIKE.match(head) is not None


def read_tables(data: bytes) -> list[list[list[str]]]:
    """Return the tables of a page, each a list of rows; FileFault when it holds none or is too large."""
    return [rows for rows, _ in read_page(data)]


def read_page(data: bytes) -> list[tuple[list[list[str]], tuple[Span, ...]]]:
    """Return the tables of a page as `read_tables` does, each with its cells over several rows."""
    if len(data) > MAX_HTML_BYTES:
        raise FileFault(f"halaman HTML lebih besar dari {MAX_HTML_BYTES // 1_000_000} MB", SAVE_AS)
    parser = _Tables()
    parser.feed(_decoded(data))
    parser.close()
    if parser.open_tables:
        raise FileFault("halaman HTML terpotong: tabelnya tidak ditutup", SAVE_AS)
    tables = [
        (rows, tuple((top, column, min(end, len(rows) - 1)) for top, column, end in spans))
        for rows, spans in zip(parser.tables, parser.spans, strict=True)
        if any(map(any, rows))
    ]
    if not tables:
        raise FileFault("isinya halaman HTML tanpa tabel", SAVE_AS)
    return tables


def encoding_guessed(data: bytes) -> bool:
    """Whether a page says no encoding and is no UTF-8, so that it is taken for Windows-1252."""
    if any(data.startswith(mark) for mark, _ in _MARKS) or _CHARSET.search(data[:4096]):
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False


def _decoded(data: bytes) -> str:
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    told = _CHARSET.search(data[:4096])
    name = told[1].decode("ascii").casefold() if told else "utf-8"
    encoding = marked or _KNOWN.get(name, "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as fault:
        if marked or (told and name in _KNOWN) or UTF8_LETTER.search(data):
            raise FileFault("teks halaman HTML rusak: bukan UTF-8 yang sah", SAVE_AS) from fault
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as fault:
        raise FileFault("teks halaman HTML rusak: bukan Windows-1252 yang sah", SAVE_AS) from fault


class _Tables(HTMLParser):
    """Collects the rows of outermost tables."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self.spans: list[list[Span]] = []  # of each table: cells over several rows
        self.open_tables = 0
        self._silent = 0
        self._row: dict[int, str] = {}
        self._in_row = False
        self._column = -1  # of the open cell; -1: none is open
        self._span = 1
        self._taken: dict[int, int] = {}  # column → rows below that a cell above reaches into
        self._pieces: list[str] = []
        self._area = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.open_tables += 1
            if self.open_tables == 1:
                self.tables.append([])
                self.spans.append([])
                self._taken = {}
            elif self._column >= 0:
                raise FileFault("halaman HTML memuat tabel di dalam sel tabel", SAVE_AS)
        elif tag in _SILENT:
            self._silent += 1
        elif not self.open_tables:
            return
        elif tag == "tr":
            self._close_row()
            self._in_row = True
        elif tag in ("td", "th"):
            self._close_cell()
            self._in_row = True
            self._open_cell(dict(attrs))
        elif tag in _BREAKS and self._pieces:
            self._pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif not self.open_tables:
            return
        elif tag == "table":
            self._close_row()
            self.open_tables -= 1
        elif tag == "tr":
            self._close_row()
        elif tag in ("td", "th"):
            self._close_cell()

    def handle_data(self, data: str) -> None:
        if self._column >= 0 and not self._silent:
            self._pieces.append(_BLANKS.sub(" ", data))

    def _open_cell(self, attributes: dict[str, str | None]) -> None:
        column = max(self._row, default=-1) + 1
        while self._taken.get(column, 0):
            column += 1
        self._span = _times(attributes.get("colspan"))
        rows = _times(attributes.get("rowspan"))
        if column + self._span > MAX_COLUMNS:
            raise FileFault(f"tabel HTML lebih dari {MAX_COLUMNS} kolom", SAVE_AS)
        if rows > 1:
            top = len(self.tables[-1])
            self.spans[-1].append((top, column, top + rows - 1))
        for one in range(column, column + self._span):
            self._row[one] = ""
            if rows > 1:
                self._taken[one] = rows
        self._column = column
        self._pieces = []

    def _close_cell(self) -> None:
        if self._column < 0:
            return
        text = "\n".join(" ".join(line.split()) for line in "".join(self._pieces).split("\n")).strip()
        if len(text) > MAX_TEXT:
            raise FileFault(f"tabel HTML memuat teks lebih dari {MAX_TEXT} karakter", SAVE_AS)
        self._row[self._column] = text
        self._column = -1
        self._pieces = []

    def _close_row(self) -> None:
        self._close_cell()
        if not self._in_row:
            return
        width = max(self._row, default=-1) + 1
        rows = self.tables[-1]
        rows.append([self._row.get(column, "") for column in range(width)])
        self._area += width
        if len(rows) > MAX_ROWS or self._area > MAX_AREA:
            raise FileFault(f"tabel HTML lebih dari {MAX_ROWS} baris atau {MAX_AREA} sel", SAVE_AS)
        self._taken = {column: left - 1 for column, left in self._taken.items() if left > 1}
        self._row = {}
        self._in_row = False


def _times(text: str | None) -> int:
    """Return a span; what is no number, or absurd, means one cell as in browsers."""
    return int(text) if text and text.isascii() and text.isdigit() and 0 < len(text) < 5 and int(text) else 1
