"""The shared strings part: how many there are, each of a shape that every reader takes alike."""

from __future__ import annotations

import re
from dataclasses import dataclass

from penempatan.intake.gate.fault import FileFault
from penempatan.intake.gate.limits import MAX_TEXT
from penempatan.intake.gate.plain_values import is_plain_text, plain_strings
from penempatan.intake.gate.rich_text import RichText
from penempatan.intake.gate.sheet_rows import TEXT
from penempatan.intake.gate.xml_part import MAIN, PartParser, Work, check_text, refuse_strict

_ITEM, _END = b"<si>", b"</si>"
_UNPREFIXED = re.compile(rb"(?:\xef\xbb\xbf)?(?:<\?xml[^<>]*\?>)?\s*<sst\b[^<>]*>\s*")
_PLAIN_ITEMS = re.compile(rb'(?:[\r\n]*+<si><t(?: xml:space="preserve")?+>' + TEXT + rb"</t></si>)*+")


@dataclass(frozen=True, slots=True)
class StringsFacts:
    """How many shared strings there are; whether rich text among them needs unmarked outer blanks.

    texts: the strings themselves where all of them are plain.
    """

    count: int = 0
    loose_runs: bool = False
    texts: tuple[str, ...] | None = ()


class _Strings(PartParser):
    def __init__(self, work: Work | None) -> None:
        super().__init__(work)
        self.count = 0
        self.loose = False
        self.fed = 0
        self.item_closed_at = -1
        self._item = RichText()
        self.listen()

    def feed(self, content: bytes, final: bool = False) -> None:
        super().feed(content, final)
        self.fed += len(content)

    def between_items(self) -> bool:
        """Whether exactly a `</si>` was fed last."""
        return self.depth == 1 and self.item_closed_at == self.fed - len(_END)

    def opened(self, namespace: str, name: str, attributes: dict[str, str]) -> None:
        if self.depth == 1:
            refuse_strict(namespace)
            if (namespace, name) != (MAIN, "sst"):
                raise FileFault("berkas rusak: daftar teksnya tidak dikenal")
        elif name == "si":
            if self.depth != 2 or namespace != MAIN:
                raise FileFault("berkas rusak: daftar teksnya bertingkat")
            self._item = RichText()
        elif self.depth > 2:
            self._item.opened(self.depth - 2, name, attributes)

    def closed(self, namespace: str, name: str) -> None:
        if self.depth == 2 and name == "si":
            self._item.finished()
            self.count += 1
            self.loose |= self._item.loose
            self.item_closed_at = self._expat.CurrentByteIndex
        elif self.depth > 2:
            self._item.closed(self.depth - 2, name)

    def text(self, text: str) -> None:
        if self.depth > 2:
            self._item.heard(text)

    def interrupted(self, *_: str) -> None:
        if self.depth > 1:
            raise FileFault("berkas rusak: daftar teksnya memuat komentar XML")


def check_strings(content: bytes, work: Work | None = None) -> StringsFacts:
    """Check a shared strings part: plain items by one expression, the others (rich text) by the parser."""
    check_text(content)
    parser = _Strings(work)
    position, plain = content.find(_ITEM), 0
    if position < 0 or max(map(len, content.split(b"<"))) > MAX_TEXT:
        position = 0
    else:
        parser.feed(content[:position])
        if parser.depth == 1 and _UNPREFIXED.fullmatch(content[:position]):
            position, plain = _plain_items(content, position, parser)
            parser.count += plain
    parser.feed(content[position:], final=True)
    texts = None
    if parser.count == plain and is_plain_text(content):
        texts = tuple(plain_strings(content))
    return StringsFacts(parser.count, parser.loose, texts)


def _plain_items(content: bytes, position: int, parser: _Strings) -> tuple[int, int]:
    """Pass over plain items, feed the others; return where the parser has to go on, and how many passed."""
    plain = 0
    while True:
        match = _PLAIN_ITEMS.match(content, position)
        end = match.end() if match else position
        plain += content.count(_ITEM, position, end)
        closing = content.find(_END, end)
        if closing < 0:
            return end, plain
        position = closing + len(_END)
        parser.feed(content[end:position])
        if not parser.between_items():
            return position, plain
