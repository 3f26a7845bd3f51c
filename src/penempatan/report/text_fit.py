"""How wide a text is and how many lines it takes: LibreOffice cuts wrapped text unless row heights are set.

Widths are those of Arial (and its twins Liberation Sans and Helvetica) in thousandths of the font size.
"""

from __future__ import annotations

from functools import lru_cache

DIGIT = 556  # one unit of Excel's column width is a digit of the default font
WIDEST = 1015  # no letter is wider: shorter texts need not be measured
_NARROW = {
    **dict.fromkeys("ijl'", 222), **dict.fromkeys(" !,./:;I[]ft\\", 278), **dict.fromkeys("()-r`", 333),
    **dict.fromkeys('"*^', 400), **dict.fromkeys("ckszJvxy", 500),
}  # fmt: skip
_WIDE = {
    **dict.fromkeys("FTZ", 611), **dict.fromkeys("&ABEKPSVXY", 667), **dict.fromkeys("CDHNRUw", 722),
    **dict.fromkeys("GOQ", 778), **dict.fromkeys("Mm", 833), **dict.fromkeys("W%@—…", 1015),
}  # fmt: skip
_WIDTHS = {**_NARROW, **_WIDE, **dict.fromkeys("+<=>~−", 584)}
_SLACK = 0.93  # spreadsheet programs differ by a few per cent in what they fit on a line


@lru_cache(maxsize=1 << 15)
def width(text: str) -> int:
    """Return the width of a text on one line, thousandths of the font size."""
    get = _WIDTHS.get
    return sum([get(char, DIGIT) for char in text])


@lru_cache(maxsize=1 << 14)  # posts, offices and units recur on every sheet
def lines(text: str, column: float) -> int:
    """Return how many lines a text takes in a column of so many digits' width, words kept whole."""
    room = column * DIGIT * _SLACK
    total = 0
    for paragraph in text.split("\n"):
        used, count = 0.0, 1
        for word in paragraph.split(" "):
            needed = width(word)
            if used and used + 278 + needed > room:
                count, used = count + 1, 0.0
            used = used + 278 + needed if used else needed
            if used > room:  # a word longer than the line is broken
                count, used = count + int(used // room), used % room
        total += count
    return total
