"""Find the heading row of a table and say which column is which field."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from penempatan.domain.issue import Location
from penempatan.intake.columns import HEADINGS, REQUIRED, Field, Role, field_keys, heading_key, is_sensitive
from penempatan.intake.complaints import (
    COLUMN_MISSING,
    COLUMNS_DROPPED,
    COLUMNS_UNKNOWN,
    HEADING_DUPLICATE,
    NO_HEADING,
)
from penempatan.intake.findings import Findings
from penempatan.intake.sheets import Row, Sheet, cell_text, column_letters, is_blank

_SEARCH_ROWS = 20
_ORDINAL = frozenset(
    {"no", "nomor", "nourut", "noduk", "nomorurut"}
)  # running numbers: neither read nor worth a word


@dataclass(frozen=True, slots=True)
class HeadingRow:
    """Where the headings are: the row index of the (last) heading row and the text of each column."""

    row: int
    texts: tuple[str, ...]
    first_row: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Columns by field, and the row index at which the data begin."""

    heading_row: int
    data_row: int
    width: int  # columns up to the last heading
    columns: dict[Field, int]


def find_heading(sheet: Sheet, role: Role) -> HeadingRow | None:
    """Return the row (or two merged rows) of the first twenty with most known headings; ties: the first."""
    best: HeadingRow | None = None
    best_hits = 1
    limit = min(_SEARCH_ROWS, len(sheet.rows))
    for index in range(limit):
        texts = tuple(_heading_text(cell) for cell in sheet.rows[index])
        hits = _hits(texts, role)
        if index + 1 < len(sheet.rows) and hits:
            joined = _joined(texts, sheet.rows[index + 1])
            joined_hits = _hits(joined, role)
            if joined_hits > max(hits, best_hits):
                best, best_hits = HeadingRow(index + 1, joined, index), joined_hits
        if hits > best_hits:
            best, best_hits = HeadingRow(index, texts, index), hits
    return best


def lay_out(sheet: Sheet, role: Role, findings: Findings) -> Layout | None:
    """Map the columns of a sheet; None (and a finding) when no heading row is there."""
    heading = find_heading(sheet, role)
    if heading is None:
        required = ", ".join(_spoken(choice) for choice in REQUIRED[role])
        findings.add(NO_HEADING, Location(sheet.file, sheet.name), role=role.value, required=required)
        return None
    columns, unused = _assign(sheet, heading, role, findings)
    _report_missing(sheet, heading, role, columns, findings)
    _report_unused(sheet, heading, unused, findings)
    data_row = heading.row + 1
    while data_row < len(sheet.rows) and _is_numbering(sheet.rows[data_row]):
        data_row += 1
    width = max((index + 1 for index, text in enumerate(heading.texts) if text), default=0)
    return Layout(heading.row, data_row, width, columns)


def has_required(heading: HeadingRow, role: Role) -> bool:
    """Whether a heading row satisfies what the role demands."""
    found = {
        field_keys(role)[key][0] for text in heading.texts if (key := heading_key(text)) in field_keys(role)
    }
    return all(any(field in found for field in choice) for choice in REQUIRED[role])


def _heading_text(cell: object) -> str:
    return " ".join(cell_text(cell).split()) if isinstance(cell, str) else ""


def _hits(texts: Sequence[str], role: Role) -> int:
    keys = field_keys(role)
    return len({keys[key][0] for text in texts if (key := heading_key(text)) in keys})


def _joined(parents: Sequence[str], row: Row) -> tuple[str, ...]:
    """Join a parent heading, carried to the right over its merged blanks, with the headings below it."""
    children = [_heading_text(cell) for cell in row]
    joined: list[str] = []
    carried = ""
    for index in range(max(len(parents), len(children))):
        parent = parents[index] if index < len(parents) else ""
        child = children[index] if index < len(children) else ""
        carried = parent or carried
        joined.append(f"{carried} {child}" if child and not (parent and parent == child) else parent)
    return tuple(joined)


def _assign(
    sheet: Sheet, heading: HeadingRow, role: Role, findings: Findings
) -> tuple[dict[Field, int], list[tuple[int, str]]]:
    keys = field_keys(role)
    claims: dict[Field, list[tuple[int, int]]] = {}  # field -> (preference, column)
    unused: list[tuple[int, str]] = []
    for column, text in enumerate(heading.texts):
        key = heading_key(text)
        if key in keys:
            field, preference = keys[key]
            claims.setdefault(field, []).append((preference, column))
        elif text or _has_values(sheet, heading.row, column):
            unused.append((column, text))
    columns: dict[Field, int] = {}
    for field, claimants in claims.items():
        claimants.sort()
        (preference, column), *others = claimants
        columns[field] = column
        for other_preference, other in others:
            if other_preference == preference:
                findings.add(
                    HEADING_DUPLICATE,
                    sheet.place(heading.row, other),
                    heading=heading.texts[other],
                    other=sheet.address(heading.row, column),
                )
            else:
                unused.append((other, heading.texts[other]))
    return columns, sorted(unused)


def _has_values(sheet: Sheet, heading_row: int, column: int) -> bool:
    return any(column < len(row) and not is_blank(row[column]) for row in sheet.rows[heading_row + 1 :])


def _report_missing(
    sheet: Sheet, heading: HeadingRow, role: Role, columns: dict[Field, int], findings: Findings
) -> None:
    found = [text for text in heading.texts if text]
    for choice in REQUIRED[role]:
        if any(field in columns for field in choice):
            continue
        aliases = {
            heading_key(alias): alias for field in choice for alias in HEADINGS[role][field].split(";")
        }
        near = [
            text
            for text in found
            if heading_key(text) not in field_keys(role)
            and difflib.get_close_matches(heading_key(text), aliases, n=1, cutoff=0.8)
        ]
        findings.add(
            COLUMN_MISSING,
            Location(sheet.file, sheet.name, f"A{sheet.line(heading.row)}"),
            column=_spoken(choice),
            found=", ".join(found),
            hint=f" (mungkin yang dimaksud kolom “{near[0]}”)" if near else "",
        )


def _report_unused(
    sheet: Sheet, heading: HeadingRow, unused: list[tuple[int, str]], findings: Findings
) -> None:
    sensitive = [(column, text) for column, text in unused if is_sensitive(text)]
    unknown = [
        (column, text)
        for column, text in unused
        if not is_sensitive(text) and heading_key(text) not in _ORDINAL
    ]
    for complaint, listed in ((COLUMNS_DROPPED, sensitive), (COLUMNS_UNKNOWN, unknown)):
        if listed:
            names = ", ".join(
                text or f"kolom {column_letters(column)} (tanpa judul)" for column, text in listed
            )
            findings.add(complaint, sheet.place(heading.row, listed[0][0]), names=names)


def _spoken(choice: tuple[Field, ...]) -> str:
    return " atau ".join(field.value for field in choice)


def _is_numbering(row: Row) -> bool:
    """Whether a row only numbers its columns: 1, 2, 3, … (also `(1)`)."""
    texts = [cell_text(cell).strip("()") for cell in row if not is_blank(cell)]
    return len(texts) >= 3 and texts == [str(number) for number in range(1, len(texts) + 1)]
