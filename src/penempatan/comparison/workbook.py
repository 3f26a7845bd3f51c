"""The comparison as a workbook: figures, people, units, rules, settings and inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from penempatan.comparison.labels import SHEETS, figure_rows
from penempatan.explain.closing_rules import named
from penempatan.report.book import write_tables
from penempatan.report.labels import COMPONENTS, UNKNOWN_DINAS, long_date
from penempatan.report.sheet_writer import Column, Kind, Page
from penempatan.settings.model import ComponentKey

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from penempatan.comparison.compared import Comparison, PersonChange, Seat, UnitChange
    from penempatan.report.sheet_writer import Cell


def write_comparison(path: Path, compared: Comparison) -> None:
    """Write the workbook to `path`, replacing what is there; OutputError when it cannot be written whole."""
    page = Page(
        f"Banding A {compared.before.run_id} dan B {compared.after.run_id}",
        f"{compared.before.run_id} dan {compared.after.run_id}",
        long_date(compared.after.judged_on),
    )
    tables = (_summary(compared), _people(compared), _units(compared), _rules(compared), _sources(compared))
    named = ((name, *table) for name, table in zip(SHEETS, tables, strict=True))
    write_tables(path, "Banding dua usulan penempatan", page, named)


_Table = tuple["Sequence[Column]", "Sequence[Sequence[Cell]]"]


def _summary(compared: Comparison) -> _Table:
    columns = (
        Column("Angka", Kind.TEXT, 34, 44),
        Column("A", Kind.TEXT, 24, 30),
        Column("B", Kind.TEXT, 24, 30),
        Column("Selisih B − A", Kind.TEXT, 16, 20),
    )
    return columns, [(row.label, row.before, row.after, row.change) for row in figure_rows(compared)]


def _people(compared: Comparison) -> _Table:
    columns = (
        Column("NIP", Kind.CODE, 19, 20),
        Column("Nama", Kind.TEXT, 14, 22),
        Column("Perubahan", Kind.TEXT, 14, 18),
        Column("Formasi pada A", Kind.TEXT, 16, 30),
        Column("Formasi pada B", Kind.TEXT, 16, 30),
        Column("Skor A", Kind.POINTS, 8, 9),
        Column("Skor B", Kind.POINTS, 8, 9),
        Column("Selisih Skor", Kind.POINTS, 9, 10),
        *(Column(f"{COMPONENTS[key]} A → B", Kind.TEXT, 11, 16) for key in _compared_parts(compared)),
        Column("Sebab", Kind.TEXT, 36, 60),
    )
    return columns, [_person(one, _compared_parts(compared)) for one in compared.people]


def _compared_parts(compared: Comparison) -> list[ComponentKey]:
    """Return the components that any of the people is scored by."""
    asked = {
        key
        for one in compared.people
        for seat in (one.before, one.after)
        if seat is not None
        for key, value in seat.parts
        if value is not None
    }
    return [key for key in ComponentKey if key in asked]


def _person(change: PersonChange, keys: Sequence[ComponentKey]) -> tuple[Cell, ...]:
    before, after = change.before, change.after
    return (
        change.employee_id,
        change.name,
        change.kind.value,
        _seat(before),
        _seat(after),
        None if before is None else before.score / 100,
        None if after is None else after.score / 100,
        change.gain / 100,
        *(f"{_part(before, key)} → {_part(after, key)}" for key in keys),
        change.cause,
    )


def _part(seat: Seat | None, key: ComponentKey) -> str:
    value = None if seat is None else dict(seat.parts).get(key)
    return "–" if value is None else f"{value // 100},{value % 100:02d}"


def _seat(seat: Seat | None) -> str:
    if seat is None:
        return "Tidak ditempatkan"
    return "\n".join(part for part in (f"{seat.code} {seat.position}", seat.dinas, seat.unit) if part)


def _units(compared: Comparison) -> _Table:
    columns = (
        Column("Dinas", Kind.TEXT, 24, 40),
        Column("Unit Kerja", Kind.TEXT, 18, 34),
        *(
            Column(f"{what} {side}", kind, 9, 12)
            for what, kind in (
                ("Lowongan", Kind.NUMBER),
                ("Terisi", Kind.NUMBER),
                ("Total Skor", Kind.POINTS),
            )
            for side in ("A", "B")
        ),
        Column("Masuk pada B (NIP)", Kind.TEXT, 19, 21),
        Column("Keluar dari A (NIP)", Kind.TEXT, 19, 21),
    )
    rows: list[tuple[Cell, ...]] = []
    for dinas in compared.dinas:
        rows.append(_unit(dinas, "Seluruh dinas"))
        rows += [_unit(unit, unit.unit) for unit in compared.units if unit.dinas == dinas.dinas and unit.unit]
    return columns, rows


def _unit(unit: UnitChange, name: str) -> tuple[Cell, ...]:
    before, after = unit.before, unit.after
    return (
        unit.dinas or UNKNOWN_DINAS,
        name,
        before.openings,
        after.openings,
        before.filled,
        after.filled,
        before.total_score / 100,
        after.total_score / 100,
        "\n".join(unit.arrived),
        "\n".join(unit.left),
    )


def _rules(compared: Comparison) -> _Table:
    columns = (
        Column("Syarat", Kind.TEXT, 40, 60),
        Column("Pasangan ditolak A", Kind.TEXT, 14, 16),
        Column("Pasangan ditolak B", Kind.TEXT, 14, 16),
        Column("Perlu verifikasi A", Kind.TEXT, 14, 16),
        Column("Perlu verifikasi B", Kind.TEXT, 14, 16),
    )
    rows = [
        (named(one.code), *(_count(number) for number in (*one.forbidden, *one.unverified)))
        for one in compared.rules
    ]
    return columns, rows or [("Tidak ada syarat yang jangkauannya berbeda.", "", "", "", "")]


def _count(number: int | None) -> str:
    return "tidak berlaku" if number is None else f"{number:,}".replace(",", ".")


def _sources(compared: Comparison) -> _Table:
    columns = (
        Column("Jenis", Kind.TEXT, 10, 12),
        Column("Aturan atau Masukan", Kind.TEXT, 30, 44),
        Column("A", Kind.TEXT, 30, 44),
        Column("B", Kind.TEXT, 30, 44),
    )
    rows = [
        ("Aturan", one.name, one.before or "(tidak ada)", one.after or "(tidak ada)")
        for one in compared.settings
    ]
    rows += [
        ("Masukan", one.name, one.before or "(tidak ada)", one.after or "(tidak ada)")
        for one in compared.inputs
    ]
    return columns, rows or [("–", "Aturan dan masukan keduanya sama.", "", "")]
