"""Numbers inside Indonesian sentences: decimal comma, points between thousands."""

from __future__ import annotations

_WORDS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh")


def points(hundredths: int) -> str:
    """Return a score or a total as people write it: 1234567 → `12.345,67`."""
    sign, size = ("−", -hundredths) if hundredths < 0 else ("", hundredths)
    return f"{sign}{count(size // 100)},{size % 100:02d}"


def count(number: int) -> str:
    """Return a whole number with points between thousands: 12345 → `12.345`."""
    return f"{number:,}".replace(",", ".")


def spelled(number: int) -> str:
    """Return a number up to ten as a word, larger ones in figures."""
    return _WORDS[number] if 0 <= number < len(_WORDS) else count(number)


def sentence(text: str) -> str:
    """Return the text with a capital first letter and a full stop at its end."""
    return text[:1].upper() + text[1:].rstrip(". ") + "."
