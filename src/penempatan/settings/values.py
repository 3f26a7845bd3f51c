"""One value of `aturan.toml`: read from what TOML gives, and written back as the file would hold it.

Percentages (0–100, at most two decimals) become integer hundredths, weights (≥ 0, at most three decimals)
integer thousandths, both exactly: the figure never passes through binary floating point.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any, get_args, get_origin

from penempatan.domain.rank import PNS_RANKS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


class ValueRefusedError(Exception):
    """A value that its key does not take; `problem` and `remedy` are Indonesian sentences for the finding."""

    def __init__(self, problem: str, remedy: str) -> None:
        self.problem = problem
        self.remedy = remedy
        super().__init__(problem)


@dataclass(frozen=True, slots=True)
class _Figure:
    """A decimal figure of the file and the integer it is kept as."""

    scale: int  # the integer is the figure times this
    decimals: int
    most: int
    range_text: str


_FIGURES = {
    "percent": _Figure(100, 2, 100, "angka 0 sampai 100, paling banyak dua desimal"),
    "points": _Figure(100, 2, 5, "angka 0 sampai 5, paling banyak dua desimal"),
    "weight": _Figure(1000, 3, 1_000_000, "angka 0 atau lebih, paling banyak tiga desimal"),
}


_MOST_FIGURES = 5  # in a list


def read_value(kind: Any, metadata: Mapping[str, Any], raw: object) -> Any:
    """Return the value of a field of type `kind`; ValueRefusedError when `raw` is not one."""
    if kind is bool:
        return _read_bool(raw)
    if kind is int:
        unit = metadata.get("unit")
        return _read_figure(_FIGURES[unit], raw) if unit else _read_whole(metadata, raw)
    if kind is str:
        return _read_text(raw)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _read_choice(kind, raw)
    if get_origin(kind) is tuple:
        if metadata.get("unit") == "texts":
            return _read_texts(raw)
        item = get_args(kind)[0]
        if item is int:
            return _read_figures(_FIGURES[metadata["unit"]], raw)
        return _read_rank_pair(raw) if item is str else _read_order(item, raw)
    return _read_date(raw)


def write_value(metadata: Mapping[str, Any], value: object) -> object:
    """Return a value as `aturan.toml` (or JSON) holds it; `read_value` gives the same value back."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [write_value(metadata, one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    if value is None:
        return ""
    unit = metadata.get("unit")
    if unit and isinstance(value, int):
        whole, rest = divmod(value, _FIGURES[unit].scale)
        return whole if not rest else value / _FIGURES[unit].scale
    return value


def nearest(word: str, known: Sequence[str]) -> str | None:
    """Return the known word that a typo most likely meant, or None."""
    close = difflib.get_close_matches(word.casefold(), known, n=1, cutoff=0.6)
    return close[0] if close else None


def show(raw: object) -> str:
    """Return a raw value as the file would write it, cut short."""
    if isinstance(raw, bool):
        text = "true" if raw else "false"
    elif isinstance(raw, str):
        text = f'"{raw}"'
    else:
        text = str(raw)
    return text if len(text) <= 60 else text[:57] + "…"


def _refuse(raw: object, remedy: str) -> ValueRefusedError:
    return ValueRefusedError(f"nilai {show(raw)} tidak dapat dipakai", f"Isi {remedy}.")


def _read_bool(raw: object) -> bool:
    if not isinstance(raw, bool):
        raise _refuse(raw, "true (berlaku) atau false (tidak berlaku), tanpa tanda petik")
    return raw


def _read_figure(figure: _Figure, raw: object) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal):
        raise _refuse(raw, figure.range_text + ", dengan titik sebagai tanda desimal")
    exact = Decimal(str(raw))
    if not exact.is_finite() or not 0 <= exact <= figure.most:
        raise _refuse(raw, figure.range_text)
    scaled = exact * figure.scale
    if scaled != int(scaled):
        raise _refuse(raw, figure.range_text)
    return int(scaled)


def _read_figures(figure: _Figure, raw: object) -> tuple[int, ...]:
    if not isinstance(raw, list) or not 1 <= len(raw) <= _MOST_FIGURES:
        raise _refuse(raw, f"satu sampai {_MOST_FIGURES} angka dalam kurung siku, misalnya [50, 60]")
    return tuple(_read_figure(figure, one) for one in raw)


def _read_whole(metadata: Mapping[str, Any], raw: object) -> int:
    least, most = metadata.get("least", 0), metadata.get("most", 2**31 - 1)
    if isinstance(raw, bool) or not isinstance(raw, int) or not least <= raw <= most:
        raise _refuse(raw, f"bilangan bulat {least} sampai {most}")
    return raw


def _read_text(raw: object) -> str:
    if not isinstance(raw, str) or not raw.isprintable() or len(raw) > 200:
        raise _refuse(raw, "teks satu baris di antara tanda petik, paling panjang 200 huruf")
    return raw.strip()


def _read_texts(raw: object) -> tuple[str, ...]:
    if not isinstance(raw, list) or not raw:
        raise _refuse(raw, 'daftar teks dalam kurung siku, misalnya ["IV/a", "IV/b"]')
    return tuple(_read_text(one) for one in raw)


def _read_choice(kind: type[Enum], raw: object) -> Enum:
    values = [str(member.value) for member in kind]
    if isinstance(raw, str) and raw in values:
        return kind(raw)
    guess = nearest(raw, values) if isinstance(raw, str) else None
    choices = ", ".join(f'"{value}"' for value in values)
    raise _refuse(raw, f"salah satu dari {choices}" + (f' (mungkin maksudnya "{guess}")' if guess else ""))


def _read_order(kind: type[Enum], raw: object) -> tuple[Enum, ...]:
    if not isinstance(raw, list) or not raw:
        raise _refuse(raw, f'daftar dalam kurung siku, misalnya ["{next(iter(kind)).value}"]')
    order = tuple(_read_choice(kind, one) for one in raw)
    if len(set(order)) < len(order):
        raise _refuse(raw, "daftar yang menyebut setiap tujuan paling banyak satu kali")
    return order


def _read_rank_pair(raw: object) -> tuple[str, str]:
    words = raw if isinstance(raw, list) else []
    if len(words) != 2 or any(word not in PNS_RANKS for word in words):
        raise _refuse(raw, 'dua golongan PNS, terendah lalu tertinggi, misalnya ["III/a", "III/b"]')
    low, high = words
    if PNS_RANKS.index(low) > PNS_RANKS.index(high):
        raise _refuse(raw, f'golongan terendah lebih dahulu: ["{high}", "{low}"]')
    return low, high


def _read_date(raw: object) -> date | None:
    if raw == "":
        return None
    parsed = raw
    if isinstance(raw, str):
        parsed = _parsed(date.fromisoformat, raw)
    if not isinstance(parsed, date) or isinstance(parsed, datetime) or not 1990 <= parsed.year <= 2100:
        raise _refuse(raw, 'tanggal tahun-bulan-hari, misalnya 2026-10-01, atau "" untuk hari pelaksanaan')
    return parsed


def _parsed(parse: Callable[[str], date], text: str) -> date | None:
    try:
        return parse(text) if len(text) == 10 else None
    except ValueError:
        return None
