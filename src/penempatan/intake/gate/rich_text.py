"""The text of one string item: plain, or in runs, without the phonetic guides that some languages add."""

from __future__ import annotations

from penempatan.intake.gate.fault import FileFault
from penempatan.intake.gate.limits import MAX_TEXT

_SPACE = "http://www.w3.org/XML/1998/namespace space"
_PLAIN, _RUNS = 1, 2


class RichText:
    """Follows the children of `<si>` or `<is>`; levels count from there, a child being 1.

    `loose` says that a run begins or ends with a blank that is not marked as to be kept: Excel keeps it, some
    readers drop it, and two words become one.
    """

    __slots__ = ("_heard", "_hearing", "_marked", "_phonetic", "_shape", "_texts", "loose")

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._shape = 0
        self._hearing = self._heard = self._marked = self._phonetic = False
        self.loose = False

    @property
    def value(self) -> str:
        """The whole text."""
        return "".join(self._texts)

    def opened(self, level: int, name: str, attributes: dict[str, str]) -> None:
        """A descendant begins."""
        if self._hearing or (name == "t" and self._heard and level > 1 and not self._phonetic):
            raise FileFault("berkas rusak: sebuah teks ditulis bertingkat atau ganda")
        if level == 1:
            self._heard = False
            shape = _PLAIN if name == "t" else _RUNS if name == "r" else 0
            if (shape and self._shape and shape != self._shape) or (shape == self._shape == _PLAIN):
                raise FileFault("berkas rusak: sebuah teks ditulis dengan dua cara")
            if not shape and name not in ("rPh", "phoneticPr", "extLst"):
                raise FileFault("berkas rusak: sebuah teks memuat unsur yang tidak dikenal")
            self._shape = shape or self._shape
            self._phonetic = name == "rPh"
        elif name == "t" and not self._phonetic and (level > 2 or self._shape != _RUNS):
            raise FileFault("berkas rusak: sebuah teks ditulis bertingkat")
        if name == "t" and not self._phonetic:
            self._hearing = self._heard = True
            if attributes.keys() - {_SPACE}:
                raise FileFault("berkas rusak: sebuah teks memuat atribut yang tidak dikenal")
            self._marked = level == 1 or attributes.get(_SPACE) == "preserve"

    def closed(self, level: int, name: str) -> None:
        """A descendant ends."""
        if name == "t":
            self._hearing = False
        if level == 1:
            self._phonetic = False

    def heard(self, text: str) -> None:
        """Text between two tags."""
        if self._hearing:
            self._texts.append(text)
            if not self._marked and (text[:1].isspace() or text[-1:].isspace()):
                self.loose = True

    def finished(self) -> str:
        """Return the whole text, checked for its length."""
        value = self.value
        if len(value) > MAX_TEXT:
            raise FileFault(f"berkas memuat teks sel yang lebih dari {MAX_TEXT} karakter")
        return value
