"""How many seats a vacancy row opens: `Jumlah`, or the post map's `Kebutuhan` less `Bezetting`."""

from __future__ import annotations

from decimal import Decimal

from penempatan.intake.columns import Field
from penempatan.intake.complaints import CELL_EMPTY
from penempatan.intake.nothing import says_nothing
from penempatan.intake.post_map_complaints import (
    HELD_COLUMN_MISSING,
    NEED_COLUMN_MISSING,
    OPENINGS_COLUMN_UNUSED,
)
from penempatan.intake.table import Table, Unreadable
from penempatan.intake.vacancy_complaints import (
    OPENINGS_DIFFER,
    OPENINGS_FROM_NEED,
    OPENINGS_NEED_ONLY,
    OPENINGS_ROUNDED,
    OPENINGS_ZERO,
    THOUSANDS_READ,
)
from penempatan.intake.values import number_text, read_decimal, read_thousands, round_half_up

_MOST = 10_000


def read_post_map(table: Table) -> list[tuple[int | None, int | None]]:
    """Return (need, stated holders) of every row of a post map; None (with a finding) where not known.

    The need is what the ABK gives, a fraction rounded half up; `-` is 0. Bezetting may be left out.
    """
    if Field.NEED not in table:
        table.findings.add(NEED_COLUMN_MISSING, table.heading_place())
        return [(None, None)] * len(table.rows)
    if Field.OPENINGS in table:
        table.findings.add(OPENINGS_COLUMN_UNUSED, table.heading_place())
    if Field.INCUMBENTS not in table:
        table.findings.add(HELD_COLUMN_MISSING, table.heading_place())
    amounts = _amounts(table, strict=True)
    held = _wholes(table, Field.INCUMBENTS, strict=True)
    needs: list[int | None] = []
    for position, amount in enumerate(amounts):
        needs.append(None if amount is None else _rounded(table, position, amount))
        if amount is None and not table.text_at(Field.NEED, position):
            _report_empty(table, Field.NEED, position)
    return list(zip(needs, held, strict=True))


def read_openings(table: Table) -> list[int | None]:
    """Return the seats of every row; None (with a finding) where they cannot be known.

    `-` and 0 are no seat. A fraction in `Jumlah` is an error, and `1.250` written there is 1250; an ABK
    result in `Kebutuhan` is rounded half up, and `1.250` refused, for it may be either.
    Where both `Jumlah` and the post map are given and disagree, the lower counts (R08).
    """
    given = _wholes(table, Field.OPENINGS, strict=True)
    needs = _amounts(table, strict=Field.OPENINGS not in table)
    held = _wholes(table, Field.INCUMBENTS, strict=Field.OPENINGS not in table)
    has_map = Field.NEED in table and Field.INCUMBENTS in table
    if Field.OPENINGS not in table:
        table.findings.add(OPENINGS_FROM_NEED if has_map else OPENINGS_NEED_ONLY, table.heading_place())
    openings: list[int | None] = []
    for position, (seats, need, incumbents) in enumerate(zip(given, needs, held, strict=True)):
        computed = _computed(table, position, need, incumbents)
        if Field.OPENINGS in table:
            value = seats
            if seats is not None and has_map and computed is not None and seats != computed:
                table.complain(OPENINGS_DIFFER, Field.OPENINGS, position, openings=seats, computed=computed)
                value = min(seats, computed)
            field = Field.OPENINGS
        else:
            value, field = computed, Field.NEED
        if value == 0:
            table.complain(OPENINGS_ZERO, field, position)
        elif value is None and not table.text_at(field, position):
            _report_empty(table, field, position)
        openings.append(value)
    return openings


def _computed(table: Table, position: int, need: Decimal | None, incumbents: int | None) -> int | None:
    return None if need is None else max(_rounded(table, position, need) - (incumbents or 0), 0)


def _rounded(table: Table, position: int, need: Decimal) -> int:
    rounded = round_half_up(need)
    if rounded != need:
        shown = f"{need.normalize():f}"
        table.complain(OPENINGS_ROUNDED, Field.NEED, position, shown=shown, rounded=rounded)
    return rounded


def _report_empty(table: Table, field: Field, position: int) -> None:
    if (table.rows[position], table.columns[field]) not in table.sheet.broken:
        table.complain(CELL_EMPTY, field, position)


def _amounts(table: Table, *, strict: bool) -> list[Decimal | None]:
    """Read the ABK column, where fractions are legal."""
    return table.parse(Field.NEED, _amount, None, as_text=number_text, skip_nothing=False, strict=strict)


def _wholes(table: Table, field: Field, *, strict: bool) -> list[int | None]:
    """Read a column of whole numbers; how a thousands mark was read is said at its cell."""
    numbers: list[int | None] = table.parse(
        field, _whole, None, as_text=number_text, skip_nothing=False, strict=strict
    )
    cells = table.raw(field) if field in table else ()
    for position, (cell, number) in enumerate(zip(cells, numbers, strict=False)):
        if number is not None and number > 999 and read_thousands(number_text(cell)) is not None:
            table.complain(THOUSANDS_READ, field, position, shown=number_text(cell), number=number)
    return numbers


def _amount(text: str) -> Decimal:
    if says_nothing(text):
        return Decimal(0)
    return _within(read_decimal(text))


def _within(number: Decimal) -> Decimal:
    if not 0 <= number <= _MOST:
        raise Unreadable(f"Isi angka 0 sampai {_MOST}.")
    return number


def _whole(text: str) -> int:
    thousands = read_thousands(text)
    number = _amount(text) if thousands is None else _within(thousands)
    if number != number.to_integral_value():
        raise Unreadable("Isi bilangan bulat; bulatkan hasil ABK di kolom Kebutuhan bila perlu.")
    return int(number)
