"""Comments on the cells of an .xlsx: notes, and the threads of newer programs, as plain text with who wrote.

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
    from collections.abc import Collection, Mapping

    from penempatan.intake.gate.container import Container
    from penempatan.intake.gate.xml_part import Work

_NOTES, _THREADS, _PERSONS = "comments", "threadedComment", "person"
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


@dataclass(frozen=True, slots=True)
class CellNote:
    """A comment on the cell in a 0-based row and column; each part begins with its author, where known."""

    row: int
    column: int
    text: str


class _Persons(PartParser):
    """Collects who writes in threads, by id."""

    def __init__(self, work: Work | None) -> None:
        super().__init__(work)
        self.found: dict[str, str] = {}

    def opened(self, namespace: str, name: str, attributes: dict[str, str]) -> None:
        if name == "person":
            self.found[attributes.get("id", "")] = attributes.get("displayName", "")


class _Texts(PartParser):
    """Collects author and text of each comment by the address it belongs to."""

    def __init__(self, work: Work | None, persons: Mapping[str, str]) -> None:
        super().__init__(work)
        self.found: dict[str, list[tuple[str, str]]] = {}
        self._persons = persons
        self._authors: list[str] = []
        self._at = self._by = ""
        self._parts: list[str] = []
        self._inside = False
        self.listen()

    def opened(self, namespace: str, name: str, attributes: dict[str, str]) -> None:
        if name in ("comment", "threadedComment"):
            self._at, self._parts = attributes.get("ref", "").upper(), []
            self._by = self._persons.get(attributes.get("personId", ""), "")
            index = attributes.get("authorId", "")
            if index.isascii() and index.isdigit() and int(index[:9]) < len(self._authors):
                self._by = self._authors[int(index)]
        elif name == "author":
            self._parts, self._inside = [], True
        elif name in ("t", "text"):
            self._inside = True

    def closed(self, namespace: str, name: str) -> None:
        if name == "author":
            self._inside = False
            self._authors.append("".join(self._parts).strip())
        elif name in ("t", "text"):
            self._inside = False
        elif name in ("comment", "threadedComment"):
            text = "".join(self._parts).strip()
            if text:
                self.found.setdefault(self._at, []).append((self._by, text))

    def text(self, text: str) -> None:
        if self._inside:
            self._parts.append(text)


def read_notes(data: bytes, nobody: Collection[str] = ()) -> dict[str, tuple[CellNote, ...]]:
    """Return the comments of every visible sheet of an .xlsx, by sheet name, in reading order.

    `nobody` are authors that say nothing about who wrote: programs. FileFault where the package or one of the
    parts is not what a workbook may hold. `data` is what `read_book` has let pass.
    """
    package = open_container(data)
    layout = read_layout(package)
    persons: dict[str, str] = {}
    for kind, target in relations_of(package, layout.workbook):
        if kind.rpartition("/")[2] == _PERSONS and target in package:
            parser = _Persons(package.work)
            _feed(parser, package, target)
            persons |= parser.found
    return {
        sheet.name: _notes_of(package, sheet.part, persons, {"", *nobody})
        for sheet in layout.sheets
        if sheet.part is not None and sheet.visible
    }


def _notes_of(
    package: Container, part: str, persons: Mapping[str, str], nobody: Collection[str]
) -> tuple[CellNote, ...]:
    texts: dict[str, dict[str, list[tuple[str, str]]]] = {_NOTES: {}, _THREADS: {}}
    for kind, target in relations_of(package, part):
        name = kind.rpartition("/")[2]
        if name in texts and target in package:
            parser = _Texts(package.work, persons)
            _feed(parser, package, target)
            texts[name] = parser.found
    both: Mapping[str, list[tuple[str, str]]] = texts[_NOTES] | texts[_THREADS]  # threads are notes too
    notes = []
    for address, parts in both.items():
        match = _ADDRESS.fullmatch(address)
        if match:
            column = 0
            for letter in match[1]:
                column = 26 * column + ord(letter) - 64
            said = (text if by in nobody or text.startswith(by) else f"{by}: {text}" for by, text in parts)
            notes.append(CellNote(int(match[2]) - 1, column - 1, "\n".join(said)))
    return tuple(sorted(notes, key=lambda one: (one.row, one.column)))


def _feed(parser: PartParser, package: Container, target: str) -> None:
    content = package.take(posixpath.normpath(target))
    check_text(content)
    parser.feed(content, final=True)
