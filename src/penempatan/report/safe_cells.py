"""Text as a cell can hold it: nothing invisible, nothing that Excel would refuse, nothing cut in silence.

Text is only ever written as text (`write_string`), so a name such as `=cmd|…` stays a name. What is left to
do is to make control characters and broken Unicode visible, and to cut what exceeds a cell, saying so.
"""

from __future__ import annotations

CELL_LIMIT = 32_767  # UTF-16 units, the limit of Excel
_CONTROL_PICTURES = 0x2400  # U+2400 SYMBOL FOR NULL and on, one for each C0 control character


def cell_text(text: str) -> str:
    """Return the text as a cell shows it; line feeds stay, other control characters become visible signs."""
    if len(text) * 2 <= CELL_LIMIT and (text.isprintable() or text.replace("\n", "").isprintable()):
        return text
    shown = "".join(map(_visible, text.replace("\r\n", "\n")))
    return _cut(shown) if _units(shown) > CELL_LIMIT else shown


def _visible(char: str) -> str:
    code = ord(char)
    if code >= 0x20 and char.isprintable():
        return char
    if char == "\n":
        return char
    if code < 0x20:
        return chr(_CONTROL_PICTURES + code)
    if char.isspace():
        return " "
    return "␡" if code == 0x7F else "�"  # the rest: C1 controls, lone surrogates, bidi and zero-width signs


def _units(text: str) -> int:
    return len(text) + sum(char > "\uffff" for char in text)


def _cut(text: str) -> str:
    note = f" … [terpotong: teks asli {len(text)} huruf]"
    room = CELL_LIMIT - len(note)
    kept, units = [], 0
    for char in text:
        units += 2 if char > "\uffff" else 1
        if units > room:
            break
        kept.append(char)
    return "".join(kept) + note
