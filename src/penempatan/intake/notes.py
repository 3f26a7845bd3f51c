"""Comments on the cells of an .xlsx: notes, and the threads of newer programs, as plain text.

calamine does not give them, so their parts are read here, strictly and within the budget of the gate.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from penempatan.intake.gate.container import open_container
from penempatan.intake.gate.relations import read_layout, relations_of
from penempatan.intake.gate.xml_part import PartParser, check_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from penempatan.intake.gate.container import Container
    from penempatan.intake.gate.xml_part import Work

_NOTES, _THREADS = "comments", "threadedComment"
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


@dataclass(frozen=True, slots=True)
class CellNote:
    """A comment on the cell in a 0-based row and column."""

    row: int
    column: int
    text: str


class _Texts(PartParser):
    """Collects the text of each comment by the address it belongs to."""

    def __init__(self, work: Work | None) -> None:
        super().__init__(work)
        self.found: dict[str, list[str]] = {}
        self._at = ""
        self._parts: list[str] = []
        self._inside = False
        self.listen()

    def opened(self, namespace: str, name: str, attributes: dict[str, str]) -> None:
        if name in ("comment", "threadedComment"):
            self._at, self._parts = attributes.get("ref", "").upper(), []
        elif name in ("t", "text"):
            self._inside = True

    def closed(self, namespace: str, name: str) -> None:
        if name in ("t", "text"):
            self._inside = False
        elif name in ("comment", "threadedComment"):
            text = "".join(self._parts).strip()
            if text:
                self.found.setdefault(self._at, []).append(text)

    def text(self, text: str) -> None:
        if self._inside:
            self._parts.append(text)


def read_notes(data: bytes) -> dict[str, tuple[CellNote, ...]]:
    """Return the comments of every sheet of an .xlsx, by sheet name, in reading order.

    FileFault where the package or one of the parts is not what a workbook may hold. `data` is what
    `read_book` has let pass.
    """
    package = open_container(data)
    layout = read_layout(package)
    found = {}
    for sheet in layout.sheets:
        if sheet.part is not None:
            found[sheet.name] = _notes_of(package, sheet.part)
    return found


def _notes_of(package: Container, part: str) -> tuple[CellNote, ...]:
    texts: dict[str, dict[str, list[str]]] = {_NOTES: {}, _THREADS: {}}
    for kind, target in relations_of(package, part):
        name = kind.rpartition("/")[2]
        if name in texts and target in package:
            texts[name] = _texts(package, target)
    both: Mapping[str, list[str]] = texts[_NOTES] | texts[_THREADS]  # a thread repeats itself as a note
    notes = []
    for address, parts in both.items():
        match = _ADDRESS.fullmatch(address)
        if match:
            column = 0
            for letter in match[1]:
                column = 26 * column + ord(letter) - 64
            notes.append(CellNote(int(match[2]) - 1, column - 1, "\n".join(parts)))
    return tuple(sorted(notes, key=lambda one: (one.row, one.column)))


def _texts(package: Container, part: str) -> dict[str, list[str]]:
    content = package.take(posixpath.normpath(part))
    check_text(content)
    parser = _Texts(package.work)
    parser.feed(content, final=True)
    return parser.found
