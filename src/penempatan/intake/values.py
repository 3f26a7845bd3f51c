"""Readers of single cells that need no knowledge of the field: numbers, dates, yes and no, lists."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from penempatan.intake.nothing import says_nothing
from penempatan.intake.sheets import CellValue, cell_text
from penempatan.intake.table import Unreadable
from penempatan.knowledge.dates import read_date
from penempatan.knowledge.text import normal

_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")
_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:[.,][0-9]{3})+")
_UNIT = re.compile(r"\s*(orang|org|pegawai|formasi|lowongan|kursi|posisi|tahun|thn|th)\.?$", re.IGNORECASE)
_YES = frozenset(
    {"YA", "Y", "YES", "TRUE", "BENAR", "1", "V", "X", "✓", "✔", "WAJIB", "TETAP", "KUNCI", "TERKUNCI"}
)
_NO = frozenset({"TIDAK", "TDK", "T", "N", "NO", "FALSE", "SALAH", "BUKAN", "TIDAK WAJIB", "BEBAS"})
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_DATE_HINT = "Tulis tanggal sebagai TTTT-BB-HH (misalnya 2023-03-01) atau HH-BB-TTTT."
_LIST = re.compile(r"[;\r\n]+")


def read_decimal(text: str) -> Decimal:
    """Read a plain number with a decimal point or comma, perhaps with a unit (`3 orang`).

    Raises Unreadable, also for `1.250`, which may mean 1250 or 1,25.
    """
    bare = _UNIT.sub("", text).strip()
    if _THOUSANDS.fullmatch(bare):
        raise Unreadable("Tulis angkanya tanpa titik atau koma ribuan.")
    if not _NUMBER.fullmatch(bare):
        raise Unreadable("Tulis angka saja, misalnya 3.")
    try:
        return Decimal(bare.replace(",", "."))
    except InvalidOperation as fault:  # pragma: no cover - the pattern allows only numbers
        raise Unreadable("Tulis angka saja, misalnya 3.") from fault


def read_whole(low: int, high: int) -> Callable[[str], int]:
    """Return a reader of whole numbers in a range; `7.0` is 7."""

    def read(text: str) -> int:
        number = read_decimal(text)
        if number != number.to_integral_value() or not low <= number <= high:
            raise Unreadable(f"Isi bilangan bulat {low} sampai {high}.")
        return int(number)

    return read


def read_thousands(text: str) -> Decimal | None:
    """Read `1.250` as 1250, for a column of whole numbers; None where it is no such text.

    `2.000` may still be 2 there, and is not read.
    """
    bare = _UNIT.sub("", text).strip()
    if not _THOUSANDS.fullmatch(bare):
        return None
    groups = re.split("[.,]", bare)
    if len(groups) == 2 and not int(groups[1]):
        return None
    return Decimal("".join(groups))


def number_text(value: CellValue) -> str:
    """Return a cell as text for `read_decimal`: a typed 1.375 has no thousands mark, and shows none."""
    text = cell_text(value)
    return f"{text}0" if isinstance(value, float) and _THOUSANDS.fullmatch(text) else text


def round_half_up(number: Decimal) -> int:
    """Round to whole, halves up: the usual rule for ABK results."""
    return int(number.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def read_hundredths(text: str) -> int:
    """Read a score 0–100 with at most two decimals as hundredths 0..10000."""
    hundredths = read_decimal(text) * 100
    if hundredths != hundredths.to_integral_value() or not 0 <= hundredths <= 10_000:
        raise Unreadable("Isi skor 0 sampai 100 dengan paling banyak dua angka di belakang koma.")
    return int(hundredths)


def read_weight(text: str) -> int:
    """Read a relative weight ≥ 0 with at most three decimals as thousandths."""
    thousandths = read_decimal(text) * 1000
    if thousandths != thousandths.to_integral_value() or not 0 <= thousandths <= 1_000_000_000:
        raise Unreadable("Isi bobot 0 atau lebih dengan paling banyak tiga angka di belakang koma.")
    return int(thousandths)


def read_flag(text: str) -> bool:
    """Read ya/tidak; `-` and its like are tidak."""
    folded = normal(text)
    if folded in _YES:
        return True
    if folded in _NO or says_nothing(folded):
        return False
    raise Unreadable("Isi ya atau tidak.")


def read_day(text: str) -> date:
    """Read a written date; Unreadable for impossible ones and for 0000-00-00 and the like."""
    day = read_date(text)
    if day is None:
        raise Unreadable(_DATE_HINT)
    return day


def day_text(value: CellValue) -> str:
    """Return a date cell as text for `read_day`: typed dates as ISO, plausible Excel serials too."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and not isinstance(value, bool) and 10_000 <= value < 80_000:
        return (_EXCEL_DAY_ZERO + timedelta(days=int(value))).isoformat()
    return cell_text(value)


def parts(text: str) -> list[str]:
    """Split a list cell at semicolons and line breaks; blank parts and repeats of nothing go."""
    pieces = text.split(";") if text.isprintable() else _LIST.split(text)
    return [part for piece in pieces if (part := " ".join(piece.split()))]


def squeezed(text: str) -> str:
    """Return text with blanks and line breaks squeezed to single blanks."""
    return " ".join(text.split())
