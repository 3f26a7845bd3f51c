"""Find the heading row of a table and say which column is which field."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from penempatan.domain.issue import Location
from penempatan.intake.columns import HEADINGS, REQUIRED, Field, Role, heading_key, is_sensitive
from penempatan.intake.complaints import (
    COLUMN_MISSING,
    COLUMNS_DROPPED,
    COLUMNS_SERIES,
    COLUMNS_STACKED,
    COLUMNS_UNKNOWN,
    HEADING_DUPLICATE,
    NO_HEADING,
)
from penempatan.intake.findings import Findings
from penempatan.intake.mapping import HeadingMap, mapping_line
from penempatan.intake.series import Member, about, find_series
from penempatan.intake.sheets import Row, Sheet, cell_text, column_letters, is_blank
from penempatan.intake.sources import MAPPING_NAME
from penempatan.intake.stacked import COMPANIONS, shows_stack, stacked_fields

_SEARCH_ROWS = 20
_NEAR = 0.75  # likeness from which a heading is offered; never applied by itself
NO_MAPPING = HeadingMap()
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
    """Columns by field, and the row index at which the data begin.

    A field of `stacked` shares its column with others; a field of `series` lies in several columns, and
    `columns` names the first of them.
    """

    heading_row: int
    data_row: int
    width: int  # columns up to the last heading
    columns: dict[Field, int]
    texts: tuple[str, ...]
    stacked: dict[int, frozenset[Field]]
    series: dict[Field, tuple[Member, ...]]
    own: frozenset[Field]  # fields that a heading names in full


def find_heading(sheet: Sheet, role: Role, mapping: HeadingMap = NO_MAPPING) -> HeadingRow | None:
    """Return the row (or two merged rows) of the first twenty with most known headings; ties: the first."""
    keys = mapping.keys(role)
    best: HeadingRow | None = None
    best_hits = 1
    limit = min(_SEARCH_ROWS, len(sheet.rows))
    for index in range(limit):
        texts = tuple(_heading_text(cell) for cell in sheet.rows[index])
        hits = len(_fields_of(texts, role, keys))
        if index + 1 < len(sheet.rows) and hits:
            joined = _joined(texts, sheet.rows[index + 1])
            joined_hits = len(_fields_of(joined, role, keys))
            if joined_hits > max(hits, best_hits):
                best, best_hits = HeadingRow(index + 1, joined, index), joined_hits
        if hits > best_hits:
            best, best_hits = HeadingRow(index, texts, index), hits
    return best


def lay_out(sheet: Sheet, role: Role, findings: Findings, mapping: HeadingMap = NO_MAPPING) -> Layout | None:
    """Map the columns of a sheet; None (and a finding) when no heading row is there."""
    heading = find_heading(sheet, role, mapping)
    if heading is None:
        required = ", ".join(_spoken(choice) for choice in REQUIRED[role])
        findings.add(NO_HEADING, Location(sheet.file, sheet.name), role=role.value, required=required)
        return None
    data_row = heading.row + 1
    while data_row < len(sheet.rows) and _is_numbering(sheet.rows[data_row]):
        data_row += 1
    mapping.note_use(role, heading.texts, sheet.place(heading.row, 0), findings)
    columns, unused = _assign(sheet, heading, mapping.keys(role), findings)
    own = frozenset(columns)
    series = _take_series(sheet, heading, role, columns=columns, unused=unused, findings=findings)
    stacked = _take_stacked(sheet, heading, role, columns, unused)
    stacked.update(_stacked_by_content(sheet, role, columns, stacked, data_row))
    _report_stacked(sheet, heading, stacked, findings)
    _report_missing(sheet, heading, role, columns=columns, unused=unused, findings=findings)
    _report_unused(sheet, heading, unused, findings)
    width = max((index + 1 for index, text in enumerate(heading.texts) if text), default=0)
    return Layout(heading.row, data_row, width, columns, heading.texts, stacked, series, own)


def has_required(heading: HeadingRow, role: Role, mapping: HeadingMap = NO_MAPPING) -> bool:
    """Whether a heading row satisfies what the role demands."""
    found = _fields_of(heading.texts, role, mapping.keys(role))
    return all(any(field in found for field in choice) for choice in REQUIRED[role])


def _heading_text(cell: object) -> str:
    return " ".join(cell_text(cell).split()) if isinstance(cell, str) else ""


def _fields_of(texts: Sequence[str], role: Role, keys: Mapping[str, tuple[Field, int]]) -> set[Field]:
    found: set[Field] = set()
    for text in texts:
        known = keys.get(heading_key(text))
        if known is not None:
            found.add(known[0])
        elif role is Role.EMPLOYEES and text:
            found |= stacked_fields(text)
    return found


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
    sheet: Sheet, heading: HeadingRow, keys: Mapping[str, tuple[Field, int]], findings: Findings
) -> tuple[dict[Field, int], list[tuple[int, str]]]:
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


def _take_series(
    sheet: Sheet,
    heading: HeadingRow,
    role: Role,
    *,
    columns: dict[Field, int],
    unused: list[tuple[int, str]],
    findings: Findings,
) -> dict[Field, tuple[Member, ...]]:
    """Take the columns that together make one field out of `unused`, and name them in a note."""
    series = find_series(heading.texts, role, columns, sheet.rows[heading.row + 1 :])
    for field, members in series.items():
        if field is not Field.COMPETENCIES or field not in columns:
            columns[field] = members[0].column
        taken = {member.column for member in members}
        unused[:] = [(column, text) for column, text in unused if column not in taken]
        findings.add(
            COLUMNS_SERIES,
            sheet.place(heading.row, members[0].column),
            column=field.value,
            about=about(field),
            names=", ".join(heading.texts[member.column] for member in members),
        )
    return series


def _take_stacked(
    sheet: Sheet,
    heading: HeadingRow,
    role: Role,
    columns: dict[Field, int],
    unused: list[tuple[int, str]],
) -> dict[int, frozenset[Field]]:
    """Take headings such as `NAMA / NIP` out of `unused`: each names fields that have no column yet."""
    stacked: dict[int, frozenset[Field]] = {}
    for column, text in list(unused) if role is Role.EMPLOYEES else ():
        fields = frozenset(field for field in stacked_fields(text) if field not in columns)
        if fields:
            stacked[column] = fields
            columns.update(dict.fromkeys(fields, column))
            unused.remove((column, text))
    return stacked


def _stacked_by_content(
    sheet: Sheet,
    role: Role,
    columns: dict[Field, int],
    stacked: Mapping[int, frozenset[Field]],
    data_row: int,
) -> dict[int, frozenset[Field]]:
    """Find columns of one heading whose cells hold several lines of different kinds."""
    found: dict[int, frozenset[Field]] = {}
    rows = sheet.rows[data_row:]
    for main, companions in COMPANIONS.items() if role is Role.EMPLOYEES else ():
        column = columns.get(main)
        if column is None or column in stacked:
            continue
        many = [
            cell
            for row in rows
            if column < len(row) and isinstance(cell := row[column], str) and "\n" in cell
        ]
        if not any(shows_stack(cell, main) for cell in many):
            continue
        fields = frozenset(field for field in companions if field is main or field not in columns)
        found[column] = fields
        columns.update({field: column for field in fields if field not in columns})
    return found


def _report_stacked(
    sheet: Sheet, heading: HeadingRow, stacked: Mapping[int, frozenset[Field]], findings: Findings
) -> None:
    for column, fields in sorted(stacked.items()):
        names = ", ".join(field.value for field in Field if field in fields)
        findings.add(
            COLUMNS_STACKED,
            sheet.place(heading.row, column),
            heading=" ".join(heading.texts[column].split()),
            names=names,
        )


def _has_values(sheet: Sheet, heading_row: int, column: int) -> bool:
    return any(column < len(row) and not is_blank(row[column]) for row in sheet.rows[heading_row + 1 :])


def _report_missing(
    sheet: Sheet,
    heading: HeadingRow,
    role: Role,
    *,
    columns: dict[Field, int],
    unused: Sequence[tuple[int, str]],
    findings: Findings,
) -> None:
    """Name each required column that is not there, and the unread headings that come nearest to it."""
    found = [text for text in heading.texts if text]
    free = [text for _, text in unused if text and not is_sensitive(text)]
    for choice in REQUIRED[role]:
        if any(field in columns for field in choice):
            continue
        findings.add(
            COLUMN_MISSING,
            Location(sheet.file, sheet.name, f"A{sheet.line(heading.row)}"),
            column=_spoken(choice),
            found=", ".join(found),
            hint=_mapping_hint(role, choice, free),
        )


def _mapping_hint(role: Role, choice: Sequence[Field], free: Sequence[str]) -> str:
    """Return the end of the remedy: the nearest headings, and the line that would confirm each."""
    near: list[tuple[float, str, Field]] = []
    for text in free:
        for field in choice:
            aliases = map(heading_key, HEADINGS[role][field].split(";"))
            likeness = max(_likeness(heading_key(text), alias) for alias in aliases)
            if likeness >= _NEAR:
                near.append((-likeness, text, field))
    if not near:
        return "."
    lines = "; ".join(
        mapping_line(role, text, field) for _, text, field in sorted(near, key=_by_nearness)[:3]
    )
    return f", atau bila kolom itu yang dimaksud tulis di {MAPPING_NAME} pada folder ronde: {lines}"


def _by_nearness(one: tuple[float, str, Field]) -> tuple[float, str]:
    return one[0], one[1]


def _likeness(one: str, other: str) -> float:
    """Return how alike two heading keys are, 0..1; one that holds the other whole is near."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= 3 and shorter in longer:
        return 0.9
    return difflib.SequenceMatcher(None, one, other).ratio()


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
